/* Which number has this string? Byte strings are numbered in the order in which they came.
 *
 * A hash table with linear probing, at most half full. A slot holds 32 bits of the hash, which also
 * say where it belongs, so that growing reads no string; equal hashes are settled by the bytes.
 */
#include "analysis.h"

#include <stdlib.h>

#define FIRST_SLOTS 1024u

const uint8_t *ks_strings_get(const ks_strings *strings, uint32_t number, uint32_t *size) {
    uint32_t begin = number ? ks_load32(strings->ends.bytes + 4 * (uint64_t)(number - 1)) : 0;
    *size = ks_load32(strings->ends.bytes + 4 * (uint64_t)number) - begin;
    return strings->text.bytes + begin;
}

/* The slot of a string, or the empty one where it would be; there is at least one empty slot. */
static uint32_t slot_of(const ks_strings *strings, const uint8_t *text, uint64_t size,
                        uint32_t hash) {
    for (uint32_t place = hash & strings->mask;; place = (place + 1) & strings->mask) {
        uint64_t slot = strings->slots[place];
        if (!slot) return place;
        if ((uint32_t)(slot >> 32) != hash) continue;
        uint32_t length;
        const uint8_t *found = ks_strings_get(strings, (uint32_t)slot - 1, &length);
        if (length == size && (!size || !memcmp(found, text, size))) return place;
    }
}

/* The number of a string, or KS_NONE. */
uint32_t ks_strings_find(const ks_strings *strings, const uint8_t *text, uint64_t size) {
    if (!strings->slots) return KS_NONE;
    uint32_t hash = ks_hash(text, size, strings->seed);
    uint64_t slot = strings->slots[slot_of(strings, text, size, hash)];
    return slot ? (uint32_t)slot - 1 : KS_NONE;
}

static int grow(ks_strings *strings) {
    uint32_t room = strings->slots ? 2 * (strings->mask + 1) : FIRST_SLOTS;
    uint64_t *slots = room ? calloc(room, sizeof *slots) : NULL;
    if (!slots) return 0;
    for (uint64_t i = 0; strings->slots && i <= strings->mask; i++) {
        uint64_t slot = strings->slots[i];
        if (!slot) continue;
        uint32_t place = (uint32_t)(slot >> 32) & (room - 1);
        while (slots[place]) place = (place + 1) & (room - 1);
        slots[place] = slot;
    }
    free(strings->slots);
    strings->slots = slots;
    strings->mask = room - 1;
    return 1;
}

/* The number of a string, a new one where it had none; KS_NONE where memory is short or 4 GiB are
 * full. ``text`` must not lie in the strings themselves. */
uint32_t ks_strings_add(ks_strings *strings, const uint8_t *text, uint64_t size) {
    if ((!strings->slots || strings->count > strings->mask / 2) && !grow(strings)) return KS_NONE;
    uint32_t hash = ks_hash(text, size, strings->seed);
    uint32_t place = slot_of(strings, text, size, hash);
    if (strings->slots[place]) return (uint32_t)strings->slots[place] - 1;
    if (strings->text.size + size >= UINT32_MAX) return KS_NONE;
    /* Room for both first, or a failure would leave a text without an end. */
    if (!ks_reserve(&strings->text, size) || !ks_reserve(&strings->ends, 4)) return KS_NONE;
    ks_put(&strings->text, text, size);
    uint32_t end = (uint32_t)strings->text.size;
    ks_put(&strings->ends, &end, sizeof end);
    strings->slots[place] = (uint64_t)hash << 32 | ++strings->count;
    return strings->count - 1;
}

void ks_strings_free(ks_strings *strings) {
    ks_free_buffer(&strings->text);
    ks_free_buffer(&strings->ends);
    free(strings->slots);
    memset(strings, 0, sizeof *strings);
}
