/* Which code stands for which counts? The more often counts are met, the lower their code. */
#include "codes.h"

#include <stdlib.h>

static uint64_t key_of(ks_counts counts) {
    uint64_t key;
    memcpy(&key, &counts, sizeof key);
    return key;
}

static uint32_t find(const ks_codes *codes, ks_counts counts) {
    uint64_t key = key_of(counts);
    uint32_t at = (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32) & (codes->slots - 1);
    while (codes->slot[at] && key_of(codes->counts[codes->slot[at] - 1]) != key)
        at = (at + 1) & (codes->slots - 1);
    return at;
}

static int grow(ks_codes *codes) {
    uint32_t room = codes->room ? 2 * codes->room : 256;
    ks_counts *counts = realloc(codes->counts, room * sizeof *counts);
    if (counts) codes->counts = counts;
    uint64_t *uses = realloc(codes->uses, room * sizeof *uses);
    if (uses) codes->uses = uses;
    uint32_t *code = realloc(codes->code, room * sizeof *code);
    if (code) codes->code = code;
    uint32_t *slot = calloc(2 * room, sizeof *slot);
    if (!counts || !uses || !code || !slot) {
        free(slot);
        return 0;
    }
    free(codes->slot);
    codes->slot = slot;
    codes->slots = 2 * room;
    codes->room = room;
    for (uint32_t i = 0; i < codes->count; i++) codes->slot[find(codes, codes->counts[i])] = i + 1;
    return 1;
}

/* Meet counts ``uses`` times; 0 where there is no memory left. */
int ks_count_code(ks_codes *codes, ks_counts counts, uint64_t uses) {
    if (codes->count == codes->room && !grow(codes)) return 0;
    uint32_t at = find(codes, counts);
    if (!codes->slot[at]) {
        codes->counts[codes->count] = counts;
        codes->uses[codes->count] = 0;
        codes->slot[at] = ++codes->count;
    }
    codes->uses[codes->slot[at] - 1] += uses;
    return 1;
}

/* Number the counts by how often they were met, ties as they came; write the table of the codes. */
int ks_order_codes(ks_codes *codes, ks_buffer *tf, ks_buffer *uses) {
    uint32_t *order = malloc((codes->count + 1) * sizeof *order);
    if (!order) return 0;
    /* By insertion into what is sorted already, from the end: there are few, and mostly in order. */
    for (uint32_t i = 0; i < codes->count; i++) {
        uint32_t at = i;
        for (; at && codes->uses[order[at - 1]] < codes->uses[i]; at--) order[at] = order[at - 1];
        order[at] = i;
    }
    for (uint32_t code = 0; code < codes->count; code++) {
        codes->code[order[code]] = code;
        ks_put(tf, &codes->counts[order[code]], sizeof(ks_counts));
        ks_put(uses, &codes->uses[order[code]], sizeof(uint64_t));
    }
    free(order);
    return !tf->failed && !uses->failed;
}

/* The code of counts that were met. */
uint32_t ks_code(const ks_codes *codes, ks_counts counts) {
    return codes->code[codes->slot[find(codes, counts)] - 1];
}

void ks_free_codes(ks_codes *codes) {
    free(codes->counts);
    free(codes->uses);
    free(codes->code);
    free(codes->slot);
    memset(codes, 0, sizeof *codes);
}
