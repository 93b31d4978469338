/* How often does a term stand in each kind of an article's sections? Each answer has a code. */
#ifndef KSEARCH_CODES_H
#define KSEARCH_CODES_H

#include "postings.h"

typedef struct {
    uint16_t tf[KS_KINDS];
} ks_counts;

/* The answers met so far, in a table by hash; ``code`` is valid once they are in order. */
typedef struct {
    ks_counts *counts;
    uint64_t *uses;
    uint32_t *code;
    uint32_t count, room;
    uint32_t *slot; /* by hash: 1 + the answer's number; 0: free */
    uint32_t slots;
} ks_codes;

int ks_count_code(ks_codes *codes, ks_counts counts, uint64_t uses);
int ks_order_codes(ks_codes *codes, ks_buffer *tf, ks_buffer *uses);
uint32_t ks_code(const ks_codes *codes, ks_counts counts);
void ks_free_codes(ks_codes *codes);
void ks_free_made(ks_made *made);

#endif
