/* What the C files of the lexicon share: how an entry is read, and what is fresh. */
#ifndef KSEARCH_LEXICON_H
#define KSEARCH_LEXICON_H

#include "analysis.h"

/* As lexicon.c lays a file out: entries of a block, the most that a nibble says, and the bit of an
 * origin that announces a form. */
#define KS_BLOCK 16
#define KS_NIBBLE 15u
#define KS_IS_FORM 0x80u

/* What only the C files call is hidden: what others might replace is never inlined. */
#if !defined(_WIN32)
#pragma GCC visibility push(hidden)
#endif

int ks_read_number(const uint8_t **at, const uint8_t *end, uint32_t *value);
int ks_read_entry(const ks_tables *tables, const uint8_t **at, const uint8_t *end, ks_span *spans,
                  int32_t *count);
int ks_skip_entry(const ks_tables *tables, const uint8_t **at, const uint8_t *end);
int ks_read_lengths(const uint8_t **at, const uint8_t *end, uint32_t *shared, uint32_t *further);
uint64_t ks_prefix_of(const uint8_t *key, uint32_t size);
int ks_block_at(const ks_lexicon *lexicon, uint64_t block, const uint8_t **at, const uint8_t **end,
                uint64_t *unverified);

struct ks_fresh {
    ks_strings keys, patterns, forms;
    ks_buffer values, value_ends; /* of each key: its pattern and forms as varints */
};

KS_API uint32_t ks_fresh_count(const ks_fresh *fresh);
const uint8_t *ks_fresh_value(const ks_fresh *fresh, uint32_t number, const uint8_t **end);

#if !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
