/* What a search is given, and what it gives; see search.c. */
#ifndef KSEARCH_SEARCH_H
#define KSEARCH_SEARCH_H

#include "reader.h"

#include <math.h>

#define KS_FIELDS 2
#define KS_UNDATED 0

/* A segment of the snapshot. */
typedef struct {
    const ks_field *field[KS_FIELDS];
    uint64_t articles, sections, id_size;
    const uint32_t *first_section; /* by article, and the number of sections at the end */
    const void *section_length;    /* by section, in numbers of 2 or 4 bytes */
    uint64_t section_width;
    const uint64_t *live;          /* a bit an article; NULL: all are */
    uint32_t *live_df[KS_FIELDS];  /* with deletions, by row: 1 + df of the live, 0: not counted yet */
    const int64_t *date;
    const uint8_t *id_text; /* the articles' ids, one after the other */
    const uint32_t *id_end;
    const uint64_t *const *mask; /* a bit an article each */
    const uint8_t *section_kind; /* by section; NULL where no chain asks for kinds */
} ks_segment;

/* How a field scores. */
typedef struct {
    double weight[KS_KINDS], b[KS_KINDS], average[KS_KINDS];
} ks_weights;

typedef struct {
    double score;
    int64_t date;
    uint32_t segment, article;
} ks_hit;

/* A query, and its answer. */
typedef struct {
    uint64_t segments;
    const ks_segment *segment;
    uint64_t terms; /* distinct ones of both fields */
    const uint8_t *text;
    const uint32_t *text_end;
    const uint8_t *term_field;
    const double *share;    /* what each term counts; 0: it does not score */
    const uint8_t *kinds;   /* of each term: in which kinds it scores, a bit each; 0: in all */
    const uint8_t *decides; /* of each term: whether every article with it matches */
    const int32_t *program;
    const ks_weights *weights; /* of each field */
    const double *bound_scale; /* by segment and field: from the file's bounds to ours */
    const double *floor_scale; /* likewise, its floors */
    const double *const *single; /* by segment and field: by code of one kind only, its weighted tf */
    double k1;
    uint64_t articles; /* live ones, of all segments */
    uint64_t wanted;   /* so many of the first are to be found */
    uint64_t union_of_scored; /* whether just the articles with a term that scores match */
    uint64_t uncounted; /* whether ``total`` is not asked for: then it is 0 */
    const int32_t *like; /* of each term: the one whose idf counts where it is lower; -1: none */
    uint64_t spots;      /* what is looked for in passages */
    const int32_t *spot; /* five numbers each: the first term of its letters, the last or -1, how far
                          * that stands behind, the term whose idf it tells, and how long it is */
    uint64_t with_passages; /* so many of the first are looked at again */
    double passage_weight;
    double lead_weight, lead_reach; /* code points in which what a first place tells falls to 1/e */
    double next_weight, next_reach; /* likewise, between neighbours */
    double letters_share; /* of the idf of letters that are no term */
    int64_t now;
    double half_life;    /* seconds in which a score halves; 0: never */
    uint32_t passage_width;
    uint32_t order; /* 0: by score; 1: newest first; 2: oldest first */
    uint32_t window;
    uint32_t chunk; /* bytes of postings that are verified together */
    ks_arena *arena; /* the thread's */
    /* the answer */
    double *idf;      /* by term; 0 where nothing has it */
    uint64_t total;   /* articles that match */
    uint64_t hits, room;
    ks_hit *hit; /* in their order; in the arena, until it is used again */
    uint64_t missing; /* chunks to be verified before the query is asked again */
    uint32_t missing_segment[64], missing_field[64], missing_chunk[64];
} ks_query;

/* A reader's view of one segment while a query is answered. */
typedef struct {
    const ks_query *query;
    const ks_segment *segment;
    const ks_entry *entry; /* by term */
    uint64_t words;        /* of a bitmap of the segment's articles */
    ks_arena *arena;
    uint32_t *reached, *next, room; /* scratch of the chains */
} ks_view;

/* Scores are rounded so that the order of additions cannot matter. */
#define KS_DECIMALS 1e6

static inline double ks_rounded(double score) { return rint(score * KS_DECIMALS) / KS_DECIMALS; }

/* What is left of a score for its age; nothing where the date is not known. */
static inline double ks_recent(const ks_query *query, int64_t date) {
    if (!(query->half_life > 0)) return 1;
    if (date == KS_UNDATED) return 0;
    return date >= query->now ? 1 : exp2(-(double)(query->now - date) / query->half_life);
}

static inline int ks_has(const uint64_t *bits, uint32_t at) { return bits[at >> 6] >> (at & 63) & 1; }
static inline void ks_set(uint64_t *bits, uint32_t at) { bits[at >> 6] |= (uint64_t)1 << (at & 63); }

/* Looks at one article at a time: a reader for each term, opened when it is first asked. */
typedef struct {
    ks_view *view;
    ks_reader *reader;
    uint8_t *is_open;
} ks_matcher;

ks_view ks_view_of(const ks_query *query, const ks_entry *entry, uint32_t number);
void ks_match(ks_view *view, uint64_t *out);
uint64_t ks_most_matches(const ks_view *view);
int ks_open_matcher(ks_matcher *matcher, ks_view *view);
int ks_matches(ks_matcher *matcher, uint32_t article);
int ks_has_term(ks_matcher *matcher, uint32_t term, uint32_t article);
int ks_add_passages(ks_query *query, const ks_entry *entry, uint64_t count);
int ks_score(ks_query *query, ks_view *view, uint32_t number, const uint64_t *matching);

#endif
