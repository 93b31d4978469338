/* What the C files of suggestions share: keys of keystrokes, phrases that are counted, tables.
 *
 * A *key* is what has to be typed for a text on a Korean keyboard, without its spaces: a byte for
 * each keystroke. ASCII letters (in lower case) and digits stand for themselves; the 19 consonants
 * and 14 vowels that have a key of their own are KS_CONSONANT and KS_VOWEL and what follows them;
 * any other letter is four bytes from 0xc0 on. A half-typed syllable is the beginning of a key. */
#ifndef KSEARCH_SUGGEST_H
#define KSEARCH_SUGGEST_H

#include "ksearch.h"

enum { KS_CONSONANT = 0x80, KS_VOWEL = 0x93, KS_BEYOND_VOWEL = 0xa1, KS_OTHER = 0xc0 };
/* Letters of a text, and bytes of its key: five keystrokes to a syllable at most. */
enum { KS_MAX_TEXT = 24, KS_MAX_STROKES = 5 * KS_MAX_TEXT };
/* Entries in a block, of which the first has its whole key. */
enum { KS_SUGGEST_BLOCK = 16 };
/* Uses of the newest day are counted in such parts, and add so many parts for each part. */
enum { KS_FRESH_PARTS = 4, KS_FRESH_WORTH = 4 };

/* How a key is written: ``spaces`` has bit i where a space follows letter i, ``upper`` where letter
 * i is upper case; ``kind`` is that of Python's enumeration. */
typedef struct {
    uint32_t kind, spaces, upper;
} ks_form;

/* An entry: how often its text is used, and how freshly (in KS_FRESH_PARTS). */
typedef struct {
    ks_form form;
    uint32_t count, fresh;
} ks_use;

/* A text that was counted since the table was written: the form that most of its uses have. */
typedef struct {
    ks_form form;
    uint32_t count, votes;
    double fresh;
} ks_counted;

/* A table as it is mapped: see suggest_table.c. */
typedef struct {
    const uint8_t *blob;
    uint64_t blob_size;
    const uint32_t *block;
    const uint8_t *best;
    uint64_t blocks;
} ks_suggest;

/* Goes through the entries of a table. */
typedef struct {
    const ks_suggest *table;
    uint64_t block; /* the block of the entry */
    const uint8_t *at, *stop;
    uint32_t shared, size;
    uint8_t key[KS_MAX_STROKES];
    ks_use use;
} ks_walk;

/* What was found: the key, how it is written, how often it is used, how fresh it is, and what it is
 * ordered by: the lowest first. */
typedef struct {
    ks_form form;
    uint32_t count, fresh, size;
    int64_t rank;
    uint8_t key[KS_MAX_STROKES];
} ks_guess;

/* The best of what was found, the lowest rank first; of equal ones the first stays first. */
typedef struct {
    ks_guess *best;
    uint32_t room, count;
} ks_found;

#if !defined(_WIN32)
#pragma GCC visibility push(hidden)
#endif

/* The keystrokes of a letter; 0 where there are none. */
uint32_t ks_strokes(uint32_t code, uint8_t *out);

/* Go to the first entry of a block; to the next entry, also into the next block. 0 at the end, and
 * where the table contradicts itself. */
int ks_walk_block(ks_walk *walk, uint64_t block);
int ks_walk_next(ks_walk *walk);

static inline uint64_t ks_weight(const ks_use *use) {
    return (uint64_t)use->count * KS_FRESH_PARTS + (uint64_t)use->fresh * KS_FRESH_WORTH;
}

/* What a guess has to be better than: more than any rank while there is room. */
int64_t ks_last_rank(const ks_found *into);
void ks_keep(ks_found *into, const uint8_t *key, uint32_t size, const ks_use *use, int64_t rank);

/* Eight times the binary logarithm, rounded up, of a weight: its worth in a byte. */
uint32_t ks_worth(uint64_t weight);

static inline int ks_is_vowel(uint8_t stroke) {
    return stroke >= KS_VOWEL && stroke < KS_BEYOND_VOWEL;
}
static inline int ks_is_consonant(uint8_t stroke) {
    return stroke >= KS_CONSONANT && stroke < KS_VOWEL;
}

#if !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
