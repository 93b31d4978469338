/* Which entries of a table begin so, have these initials, or are typed just so?
 *
 * The table is gone through in the order of its keys. What an entry has in common with the one before
 * it need not be looked at again; blocks whose weightiest entry is too light, and those in which
 * every key begins as one that is out of the question, are passed over. */
#include "suggest.h"

#include <math.h>
#include <stdlib.h>

int64_t ks_last_rank(const ks_found *into) {
    return into->count < into->room ? INT64_MAX : into->best[into->count - 1].rank;
}

void ks_keep(ks_found *into, const uint8_t *key, uint32_t size, const ks_use *use, int64_t rank) {
    if (rank >= ks_last_rank(into)) return;
    if (into->count < into->room) into->count++;
    uint32_t place = into->count - 1;
    for (; place && into->best[place - 1].rank > rank; place--)
        into->best[place] = into->best[place - 1];
    ks_guess *guess = &into->best[place];
    guess->form = use->form;
    guess->count = use->count;
    guess->fresh = use->fresh;
    guess->rank = rank;
    guess->size = size;
    memcpy(guess->key, key, size);
}

/* The first block that may hold keys from ``key`` on. */
static uint64_t first_block(const ks_suggest *table, const uint8_t *key, uint32_t size) {
    uint64_t low = 0, high = table->blocks;
    ks_walk walk = {.table = table};
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        if (!ks_walk_block(&walk, middle)) return 0;
        if (ks_compare(walk.key, walk.size, key, size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

/* A pattern: keystrokes as they are; ANY_SYLLABLE on those that are the initial of any syllable. */
enum { ANY_SYLLABLE = 0x100 };

/* Whether a key begins as the pattern says. Where it does not, no key does that has more than
 * ``*dead`` bytes in common with it. */
static int begins(const uint16_t *pattern, uint32_t count, const uint8_t *key, uint32_t size,
                  uint32_t *dead) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        int is_initial = (pattern[i] & ANY_SYLLABLE) != 0, goes_on = i + 1 < count;
        *dead = at + 1;
        if (at >= size || key[at] != (uint8_t)pattern[i]) return 0;
        at++;
        if (!is_initial) continue;
        if (at >= size ? goes_on : !ks_is_vowel(key[at])) return 0;
        while (goes_on && at < size && ks_is_vowel(key[at])) at++;
        while (goes_on && at < size && ks_is_consonant(key[at]) &&
               !(at + 1 < size && ks_is_vowel(key[at + 1])))
            at++;
    }
    return 1;
}

/* Find the weightiest entries that begin as a pattern says and have at least the spaces of a mask;
 * how many, at most ``room``. */
KS_API uint32_t ks_suggest_beginning(const ks_suggest *table, const uint16_t *pattern,
                                     uint32_t count, uint32_t spaces, ks_guess *best,
                                     uint32_t room) {
    ks_found into = {best, room, 0};
    uint8_t start[KS_MAX_STROKES];
    uint32_t fixed = 0, dead = UINT32_MAX;
    while (fixed < count && fixed < KS_MAX_STROKES) {
        start[fixed] = (uint8_t)pattern[fixed];
        if (pattern[fixed++] & ANY_SYLLABLE) break;
    }
    ks_walk walk = {.table = table};
    uint64_t block = first_block(table, start, fixed);
    for (int more = ks_walk_block(&walk, block); more; more = ks_walk_next(&walk)) {
        if (walk.size >= fixed ? memcmp(walk.key, start, fixed) > 0
                               : ks_compare(walk.key, walk.size, start, fixed) > 0)
            break;
        if (walk.block != block) { /* the first entry of another block */
            block = walk.block;
            if (-(int64_t)exp2(table->best[block] / 8.0) >= ks_last_rank(&into)) {
                walk.at = walk.stop; /* none of it is weighty enough */
                dead = UINT32_MAX;
                continue;
            }
        }
        if (walk.shared > dead) continue;
        dead = UINT32_MAX;
        if (!begins(pattern, count, walk.key, walk.size, &dead)) continue;
        dead = UINT32_MAX;
        if (spaces & ~walk.use.form.spaces) continue;
        ks_keep(&into, walk.key, walk.size, &walk.use, -(int64_t)ks_weight(&walk.use));
    }
    return into.count;
}

/* Find the entry of a key; whether there is one. */
KS_API int ks_suggest_find(const ks_suggest *table, const uint8_t *key, uint32_t size,
                           ks_guess *guess) {
    ks_walk walk = {.table = table};
    ks_found into = {guess, 1, 0};
    uint64_t block = first_block(table, key, size);
    /* A block whose first key is the one itself comes behind the block that may hold it. */
    for (int more = ks_walk_block(&walk, block); more; more = ks_walk_next(&walk)) {
        int order = ks_compare(walk.key, walk.size, key, size);
        if (order == 0) ks_keep(&into, walk.key, walk.size, &walk.use, 0);
        if (order >= 0) break;
    }
    return into.count == 1;
}
