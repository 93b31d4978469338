/* Which entries are nearly typed so? Of the table of suggestions, and of the terms of a segment.
 *
 * A weighted Damerau-Levenshtein distance in keystrokes. Keys come in order, so that the rows of what
 * a key has in common with the one before are there already, and what begins as one that was too far
 * is not looked at. */
#include "postings.h"
#include "suggest.h"

#include <stdlib.h>

/* How much a keystroke costs that is left out, put in, or exchanged with the next one; exchanges of
 * one for another are in the caller's table. */
enum { COST_GAP = 8, COST_TWICE = 5, COST_SWAP = 6, FAR = 0x3fff };

typedef struct {
    const uint8_t *typed;
    const uint8_t *costs; /* 256 * 256 */
    uint32_t size, most;
    uint32_t made; /* rows that hold */
    uint32_t dead; /* keys that have so many bytes in common with the last are too far */
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

static distances *new_distances(const uint8_t *typed, uint32_t size, const uint8_t *costs,
                                uint32_t most) {
    distances *d = size <= KS_MAX_STROKES ? malloc(sizeof *d) : NULL;
    if (!d) return NULL;
    d->typed = typed;
    d->costs = costs;
    d->size = size;
    d->most = most;
    d->made = 0;
    d->dead = UINT32_MAX;
    d->rows[0][0] = 0;
    for (uint32_t j = 1; j <= size; j++)
        d->rows[0][j] = (uint16_t)(d->rows[0][j - 1] + gap(typed, j - 1));
    return d;
}

/* How far a key is that has ``shared`` bytes in common with the one before; FAR where too far. */
static uint32_t distance_to(distances *d, const uint8_t *key, uint32_t size, uint32_t shared) {
    if (shared >= d->dead) return FAR;
    d->made = least(d->made, shared);
    d->dead = UINT32_MAX;
    uint32_t before = FAR;
    while (d->made < size) {
        uint32_t row = make_row(d, key, ++d->made);
        /* Two rows, since a swap goes over one. */
        if (row > d->most && before > d->most) {
            d->dead = d->made;
            return FAR;
        }
        before = row;
    }
    return d->rows[size][d->size] <= d->most ? d->rows[size][d->size] : FAR;
}

static void keep_near(ks_found *into, const uint8_t *key, uint32_t size, const ks_use *use,
                      uint32_t distance, uint32_t price) {
    int64_t rank = (int64_t)distance * price - ks_worth(ks_weight(use));
    ks_keep(into, key, size, use, rank);
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
    ks_found into = {best, room, 0};
    distances *d = new_distances(typed, size, costs, most);
    ks_walk walk = {.table = table};
    for (int more = d && ks_walk_block(&walk, 0); more; more = ks_walk_next(&walk)) {
        uint32_t distance = distance_to(d, walk.key, walk.size, walk.shared);
        if (distance != FAR)
            keep_near(&into, walk.key, walk.size, &walk.use, distance, price);
        else if (walk.shared < d->dead && d->dead != UINT32_MAX)
            skip_blocks(&walk, d->dead);
    }
    free(d);
    return into.count;
}

/* A code point of UTF-8 that is sound; 0 at the end, and where it is none. */
static uint32_t code_at(const uint8_t *text, uint32_t size, uint32_t *at) {
    if (*at >= size) return 0;
    uint8_t first = text[(*at)++];
    uint32_t more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    uint32_t code = more ? first & (0x3fu >> more) : first;
    for (; more && *at < size; more--) code = code << 6 | (text[(*at)++] & 0x3f);
    return more ? 0 : code;
}

/* The key of a term of two letters or more; 0 where it has none. How many bytes of the term the
 * first ``enough`` bytes of the key are made of, goes into ``begin``. */
static uint32_t key_of_term(const uint8_t *text, uint32_t size, uint8_t *key, uint32_t enough,
                            uint32_t *begin) {
    uint32_t at = 0, letters = 0, made = 0;
    for (; at < size; letters++) {

        uint8_t strokes[5];
        uint32_t code = letters < KS_MAX_TEXT ? code_at(text, size, &at) : 0;
        uint32_t more = code ? ks_strokes(code, strokes) : 0;
        if (!more) return 0;
        memcpy(key + made, strokes, more);
        if (made < enough && made + more >= enough) *begin = at;
        made += more;
    }
    return letters > 1 ? made : 0;
}

/* Whether the first term of a block begins so. */
static int block_begins(const ks_field *field, uint64_t block, const uint8_t *text, uint32_t size) {
    if (field->block_at[block] >= field->dictionary_size) return 0;
    const uint8_t *at = field->dictionary + field->block_at[block];
    const uint8_t *stop = field->dictionary + field->dictionary_size;
    ks_read_varint(&at);
    uint64_t rest = ks_read_varint(&at);
    return at < stop && size <= rest && size <= (uint64_t)(stop - at) && !memcmp(at, text, size);
}

/* Go to the last block that begins with so many bytes of the term: what is before has them. */
static void skip_terms(ks_cursor *cursor, uint32_t bytes) {
    const ks_field *field = cursor->field;
    uint64_t here = cursor->entry.row / KS_TERMS, block = here;
    while (block + 1 < field->blocks && block_begins(field, block + 1, cursor->text, bytes)) block++;
    if (block == here) return;
    cursor->at = field->dictionary + field->block_at[block];
    cursor->entry.row = block * KS_TERMS - 1;
    cursor->entry.at = field->block_postings[block];
    cursor->entry.size = 0;
    cursor->size = 0;
}

/* Find the terms of a field that are nearly typed so, as ks_suggest_near does; how much one is used
 * is in how many articles it stands. */
KS_API uint32_t ks_terms_near(const ks_field *field, const uint8_t *typed, uint32_t size,
                              const uint8_t *costs, uint32_t most, uint32_t price,
                              ks_guess *best, uint32_t room) {
    ks_found into = {best, room, 0};
    distances *d = new_distances(typed, size, costs, most);
    ks_cursor cursor;
    uint8_t before[KS_MAX_STROKES], key[KS_MAX_STROKES];
    uint8_t far[4 * KS_MAX_TEXT]; /* what begins so is too far */
    uint32_t last = 0, begin = 0;
    ks_use use = {{0, 0, 0}, 0, 0};
    if (!d) return 0;
    for (ks_first(&cursor, field); cursor.valid; ks_next(&cursor)) {
        if (begin && cursor.size >= begin && !memcmp(cursor.text, far, begin)) continue;
        uint32_t shared = 0, made = key_of_term(cursor.text, cursor.size, key, 0, NULL);
        if (!made) continue;
        while (shared < last && shared < made && before[shared] == key[shared]) shared++;
        memcpy(before, key, made);
        last = made;
        uint32_t distance = distance_to(d, key, made, shared);
        use.count = cursor.entry.df;
        begin = 0;
        if (distance != FAR) {
            keep_near(&into, key, made, &use, distance, price);
        } else if (d->dead != UINT32_MAX) {
            key_of_term(cursor.text, cursor.size, key, d->dead, &begin);
            memcpy(far, cursor.text, begin);
            skip_terms(&cursor, begin);
        }
    }
    ks_close(&cursor);
    free(d);
    return into.count;
}
