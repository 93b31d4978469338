/* Which entries of a table begin so, have these initials, or are nearly typed so?
 *
 * The table is gone through in the order of its keys. What an entry has in common with the one before
 * it need not be looked at again; blocks whose weightiest entry is too light, and those in which
 * every key begins as one that is out of the question, are passed over. */
#include "suggest.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    ks_guess *best;
    uint32_t room, count;
} found;

/* What a guess has to be better than; more than any rank while there is room. */
static int64_t last_rank(const found *into) {
    return into->count < into->room ? INT64_MAX : into->best[into->count - 1].rank;
}

/* Keep a guess among the best; of equal ones the first stays first. */
static void keep(found *into, const ks_walk *walk, int64_t rank) {
    if (rank >= last_rank(into)) return;
    if (into->count < into->room) into->count++;
    uint32_t place = into->count - 1;
    for (; place && into->best[place - 1].rank > rank; place--)
        into->best[place] = into->best[place - 1];
    ks_guess *guess = &into->best[place];
    guess->form = walk->use.form;
    guess->count = walk->use.count;
    guess->fresh = walk->use.fresh;
    guess->rank = rank;
    guess->size = walk->size;
    memcpy(guess->key, walk->key, walk->size);
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
    found into = {best, room, 0};
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
            if (-(int64_t)exp2(table->best[block] / 8.0) >= last_rank(&into)) {
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
        keep(&into, &walk, -(int64_t)ks_weight(&walk.use));
    }
    return into.count;
}

/* How much a keystroke costs that is left out, put in, or exchanged with the next one; exchanges of
 * one for another are in the caller's table. */
enum { COST_GAP = 8, COST_TWICE = 5, COST_SWAP = 6, FAR = 0x3fff };

typedef struct {
    const uint8_t *typed;
    const uint8_t *costs; /* 256 * 256 */
    uint32_t size, most;
    uint16_t rows[KS_MAX_STROKES + 1][KS_MAX_STROKES + 1];
} distances;

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

/* Leaving out, or putting in, what stands there already costs less. */
static uint32_t gap(const uint8_t *strokes, uint32_t at) {
    return at && strokes[at] == strokes[at - 1] ? COST_TWICE : COST_GAP;
}

/* The row of the first ``depth`` keystrokes of a key, of that before it; its least cost. A weighted
 * Damerau-Levenshtein distance (optimal string alignment). */
static uint32_t make_row(distances *d, const uint8_t *key, uint32_t depth) {
    uint8_t stroke = key[depth - 1];
    const uint8_t *typed = d->typed, *costs = d->costs + 256 * stroke;
    const uint16_t *above = d->rows[depth - 1];
    uint16_t *row = d->rows[depth];
    uint32_t absent = gap(key, depth - 1), best = row[0] = (uint16_t)least(above[0] + absent, FAR);
    for (uint32_t j = 1; j <= d->size; j++) {
        uint32_t cost = above[j - 1] + costs[typed[j - 1]];
        cost = least(cost, above[j] + absent);
        cost = least(cost, row[j - 1] + gap(typed, j - 1));
        if (j > 1 && depth > 1 && stroke == typed[j - 2] && key[depth - 2] == typed[j - 1] &&
            stroke != typed[j - 1])
            cost = least(cost, d->rows[depth - 2][j - 2] + COST_SWAP);
        row[j] = (uint16_t)least(cost, FAR);
        best = least(best, row[j]);
    }
    return best;
}

/* Go to the last block that begins with so many bytes of the entry's key: what is before has them. */
static void skip_blocks(ks_walk *walk, uint32_t bytes) {
    ks_walk next = {.table = walk->table};
    while (ks_walk_block(&next, walk->block + 1) && next.size >= bytes &&
           !memcmp(next.key, walk->key, bytes))
        *walk = next;
}

/* Find the entries that are nearly typed so: those at a distance of at most ``most`` (8 is one
 * keystroke), ordered by distance and by how much they are used: ``price`` is what one part of
 * distance costs in eighths of a binary logarithm of their weight. ``costs`` has for each pair of
 * bytes what it costs to type the one for the other. How many were found, at most ``room``. */
KS_API uint32_t ks_suggest_near(const ks_suggest *table, const uint8_t *typed, uint32_t size,
                                const uint8_t *costs, uint32_t most, uint32_t price,
                                ks_guess *best, uint32_t room) {
    found into = {best, room, 0};
    if (size > KS_MAX_STROKES) return 0;
    distances *d = malloc(sizeof *d);
    if (!d) return 0;
    d->typed = typed;
    d->costs = costs;
    d->size = size;
    d->most = most;
    d->rows[0][0] = 0;
    for (uint32_t j = 1; j <= size; j++)
        d->rows[0][j] = (uint16_t)(d->rows[0][j - 1] + gap(typed, j - 1));
    ks_walk walk = {.table = table};
    uint32_t made = 0, dead = UINT32_MAX; /* rows that hold; so many bytes are too far already */
    for (int more = ks_walk_block(&walk, 0); more; more = ks_walk_next(&walk)) {
        if (walk.shared >= dead) continue;
        made = least(made, walk.shared);
        dead = UINT32_MAX;
        uint32_t before = FAR;
        while (made < walk.size && dead == UINT32_MAX) {
            uint32_t row = make_row(d, walk.key, ++made);
            /* Two rows, since a swap goes over one. */
            if (row > most && before > most) dead = made;
            before = row;
        }
        if (dead != UINT32_MAX) {
            skip_blocks(&walk, dead);
            continue;
        }
        uint32_t distance = d->rows[walk.size][size];
        if (distance > most) continue;
        int64_t rank = (int64_t)distance * price - ks_worth(ks_weight(&walk.use));
        keep(&into, &walk, rank);
    }
    free(d);
    return into.count;
}

/* Find the entry of a key; whether there is one. */
KS_API int ks_suggest_find(const ks_suggest *table, const uint8_t *key, uint32_t size,
                           ks_guess *guess) {
    ks_walk walk = {.table = table};
    found into = {guess, 1, 0};
    uint64_t block = first_block(table, key, size);
    /* A block whose first key is the one itself comes behind the block that may hold it. */
    for (int more = ks_walk_block(&walk, block); more; more = ks_walk_next(&walk)) {
        int order = ks_compare(walk.key, walk.size, key, size);
        if (order == 0) keep(&into, &walk, 0);
        if (order >= 0) break;
    }
    return into.count == 1;
}
