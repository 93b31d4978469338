/* Under which key is a word looked up, and what do its masks stand for? */
#ifndef KSEARCH_KEYS_H
#define KSEARCH_KEYS_H

#include "analysis.h"

#define KS_MAX_WORD 256 /* longer words are left to Python */
#define KS_NUMBER_MASK '0'
#define KS_LATIN_MASK 'A'

/* A word's key, and what its masks stand for; key[i] stands at at[i] of the word. */
typedef struct {
    uint32_t length;
    uint32_t key[KS_MAX_KEY];
    uint32_t at[KS_MAX_KEY + 1];
    uint32_t run[KS_MAX_KEY]; /* of a mask: where its run begins in ``texts``, else KS_NONE */
    uint32_t run_size[KS_MAX_KEY];
    uint8_t texts[KS_MAX_WORD]; /* the runs as they are terms: ASCII, numbers without commas */
    uint32_t texts_size;
    int has_syllable;
} ks_key;

/* What only the C files call is hidden: what others might replace is never inlined. */
#if !defined(_WIN32)
#pragma GCC visibility push(hidden)
#endif

int ks_make_key(const uint32_t *word, uint32_t length, const uint8_t *classes, ks_key *key);

#if !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
