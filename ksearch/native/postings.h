/* The terms and postings of one field of one segment, as they lie in its file; see postings.c. */
#ifndef KSEARCH_POSTINGS_H
#define KSEARCH_POSTINGS_H

#include "ksearch.h"

/* Headline, subheadline, body, caption: ksearch.codec.fields.KINDS. */
#define KS_KINDS 4
/* So many terms share a block of the dictionary. */
#define KS_TERMS 16
/* Lists of at most so many postings are written number by number. */
#define KS_TINY 4
/* The largest block of postings that a reader makes room for. */
#define KS_MOST_BLOCK 128
/* A bound that is none: frequencies may be as high as they like. */
#define KS_NO_BOUND 255
/* A list's floor is its so many-th greatest frequency. */
#define KS_FLOOR 10
/* What one block of a long list takes in front of it: last article, end, bound. */
#define KS_SKIP 9
#define KS_NONE UINT32_MAX
/* So many code points lie between the sections of an article: ksearch.codec.fields.GAP. */
#define KS_GAP 1
/* What the places of a posting are: offsets in code points into the article, whose sections stand one
 * behind the other with one code point between them; or, for the n-th occurrence, n (from 0) and the
 * ordinal of its section in the article. Both rise. */
enum { KS_OFFSETS = 1, KS_ORDINALS = 2 };

typedef struct {
    const uint8_t *dictionary;
    uint64_t dictionary_size;
    const uint64_t *block_at;       /* where each block of the dictionary begins */
    const uint64_t *block_postings; /* where the postings of its first term begin */
    uint64_t blocks;
    uint64_t terms;
    const uint8_t *postings;
    uint64_t postings_size;
    const uint8_t *verified; /* by chunk of the postings: whether it is known to be sound */
    const uint16_t *tf;      /* by code and kind: how often a term stands there */
    const uint32_t *tf_sum;  /* by code: in all kinds */
    const uint8_t *tf_kind;  /* by code: the only kind where it stands, or KS_KINDS */
    uint64_t codes;
    const uint16_t *length; /* by article and kind: how many tokens */
    uint64_t articles;
    uint64_t block_size; /* postings in a block */
} ks_field;

/* A term's place in the dictionary and in the postings; df 0: there is no such term. */
typedef struct {
    uint64_t row, at, size;
    uint32_t df;
    uint8_t bound, floor;
} ks_entry;

/* A whole list in memory: the places of a posting stand behind those of the one before. */
typedef struct {
    uint32_t count, room;
    uint32_t *article, *code;
    uint32_t places, place_room;
    uint32_t *place;
    int failed;
} ks_list;

/* A place in a dictionary, for going through all its terms. */
typedef struct {
    const ks_field *field;
    const uint8_t *at;
    uint8_t *text;
    uint32_t size, room;
    ks_entry entry;
    int valid, failed;
} ks_cursor;

/* What a writer makes of a field: the arrays of its file. */
typedef struct {
    ks_buffer dictionary, block_at, block_postings, postings, tf, tf_count, length;
    ks_buffer last; /* the term written last */
    uint64_t terms, written; /* bytes of postings that were taken away already */
    const double *worth;     /* by article and kind: what one occurrence adds to the frequency */
    double average[KS_KINDS];
    uint32_t block_size;
    int failed;
    void *state; /* of a merge under way */
} ks_made;

static inline uint32_t ks_tf(const ks_field *field, uint32_t code) {
    return code < field->codes ? field->tf_sum[code] : 0;
}

KS_API void ks_find(const ks_field *field, const uint8_t *text, uint32_t size, ks_entry *entry);
int ks_first(ks_cursor *cursor, const ks_field *field);
int ks_next(ks_cursor *cursor);
void ks_close(ks_cursor *cursor);
int ks_read(const ks_field *field, const ks_entry *entry, ks_list *list);
void ks_free_list(ks_list *list);
int ks_list_room(ks_list *list, uint32_t postings, uint32_t places);
double ks_frequency(uint32_t byte);

void ks_write_term(ks_made *made, const uint8_t *text, uint32_t size, const ks_list *list);
double *ks_worths(const uint16_t *length, uint64_t articles, const double *weight, const double *b,
                  const double *average);

#endif
