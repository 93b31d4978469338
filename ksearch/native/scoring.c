/* Which matching articles have the highest scores? MaxScore over windows of articles.
 *
 * BM25F as ksearch.ranking.bm25f says. The score of each window of articles is added up list by list.
 * A list's greatest worth in a window is known from the bounds of its blocks: lists that even together
 * cannot lift an article to the threshold, the lowest score that would still be among those wanted,
 * count only for the articles that others have brought near it (Turtle, Flood: Query
 * evaluation: strategies and optimizations, 1995; Ding, Suel: Faster top-k document retrieval using
 * block-max indexes, 2011). Scores are rounded to six decimals, so that the order of additions
 * cannot matter; what is below the threshold by more than that is left out, all ties stay.
 */
#include "search.h"

#include <math.h>

#define SLACK 2e-6
/* Looking one article up in a list takes as long as adding so many of its postings. */
#define SEEK_COST 10

typedef struct {
    ks_reader *reader;
    const ks_weights *weights; /* 0 for the kinds in which the term does not score */
    double worth;       /* idf and share */
    const double *single;
    double bound_scale;
    double a[KS_KINDS], c[KS_KINDS]; /* k1 times what the length norm begins with, and grows by */
    uint32_t block;   /* the first that may reach into the window */
    double at_window; /* the most that an article of the window can get of this list */
} list_;

static double saturated(double frequency, double k1) {
    return isinf(frequency) ? 1 : frequency / (frequency + k1);
}

static double of_several_kinds(const list_ *list, uint32_t article, uint32_t code, double k1) {
    const ks_field *field = list->reader->field;
    const uint16_t *tf = field->tf + (uint64_t)code * KS_KINDS;
    const uint16_t *length = field->length + (uint64_t)article * KS_KINDS;
    double frequency = 0;
    for (int kind = 0; kind < KS_KINDS; kind++)
        if (tf[kind])
            frequency += k1 * tf[kind] * list->weights->weight[kind] /
                         (list->a[kind] + list->c[kind] * length[kind]);
    return list->worth * saturated(frequency, k1);
}

/* What the list adds to the article's score. Most postings are of one kind: one division, since
 * f / (f + k1) = t / (t + k1 n) for f = t / n. */
static inline double contribution(const list_ *list, uint32_t article, uint32_t code, double k1) {
    const ks_field *field = list->reader->field;
    if (code >= field->codes || article >= field->articles) return 0;
    uint32_t only = field->tf_kind[code];
    if (only >= KS_KINDS) return of_several_kinds(list, article, code, k1);
    double weighted = list->single[code];
    uint16_t length = field->length[(uint64_t)article * KS_KINDS + only];
    return list->worth * weighted / (weighted + (list->a[only] + list->c[only] * length));
}

/* Have a list score in some kinds of sections only. What its bounds say holds all the same. */
static int narrow(const ks_query *query, const ks_view *view, uint32_t term, list_ *list) {
    const ks_field *field = view->segment->field[query->term_field[term]];
    uint32_t kinds = query->kinds[term];
    ks_weights *weights = ks_take(view->arena, sizeof *weights);
    double *single = ks_take(view->arena, (field->codes + 1) * sizeof *single);
    if (!weights || !single) return 0;
    *weights = *list->weights;
    for (uint32_t kind = 0; kind < KS_KINDS; kind++)
        if (!(kinds >> kind & 1)) weights->weight[kind] = 0;
    for (uint64_t code = 0; code < field->codes; code++) {
        uint32_t only = field->tf_kind[code];
        single[code] = only < KS_KINDS && kinds >> only & 1 ? list->single[code] : 0;
    }
    list->weights = weights;
    list->single = single;
    return 1;
}

static int open_list(const ks_query *query, const ks_view *view, uint32_t number, uint32_t term,
                      list_ *list) {
    uint32_t field = query->term_field[term];
    list->weights = &query->weights[field];
    list->worth = query->idf[term] * query->share[term];
    list->bound_scale = query->bound_scale[number * KS_FIELDS + field];
    list->single = query->single[number * KS_FIELDS + field];
    list->block = 0;
    for (int kind = 0; kind < KS_KINDS; kind++) {
        double b = list->weights->b[kind], average = list->weights->average[kind];
        list->a[kind] = query->k1 * (1 - b);
        list->c[kind] = average > 0 ? query->k1 * b / average : 0;
    }
    ks_open_reader(list->reader, view->arena, view->segment->field[field], &view->entry[term]);
    return !query->kinds[term] || narrow(query, view, term, list);
}

static double most_of(const list_ *list, uint32_t bound, double k1) {
    if (bound == KS_NO_BOUND) return list->worth;
    return list->worth * saturated(ks_frequency(bound) * list->bound_scale, k1);
}

/* The most that the list can give to an article from ``begin`` on and before ``end``. */
static double bound_in(list_ *list, uint32_t begin, uint32_t end, double k1) {
    const ks_reader *reader = list->reader;
    list->block = ks_seek_block(reader, list->block, begin);
    uint32_t greatest = 0, any = 0;
    for (uint32_t b = list->block; b < reader->blocks; b++) {
        uint32_t byte = ks_block_bound(reader, b);
        if (byte > greatest) greatest = byte;
        any = 1;
        if (ks_last_article(reader, b) + 1 >= end) break;
    }
    return any ? most_of(list, greatest, k1) : 0;
}

typedef struct {
    ks_query *query;
    ks_view *view;
    uint32_t number;
    list_ **order; /* those that can add least first */
    uint32_t lists, essential;
    double *below; /* what the lists before this one can add together */
    double *score; /* of the window's articles */
    uint64_t *touched;
    double *heap;
    uint64_t heaped;
    double floor; /* so many articles as are wanted are known to reach this score, or -1 */
    double least; /* the threshold */
    uint32_t *candidate; /* places in the window */
    ks_matcher *matcher; /* where it is not known what matches */
} search;

/* ---- the hits so far ---- */

/* The lowest score that would be among those wanted; -1 as long as any would. */
static double threshold(const search *s) {
    double found = s->heaped == s->query->wanted ? s->heap[0] : -1;
    return found > s->floor ? found : s->floor;
}

/* Put a score into the heap of the ``wanted`` highest, the lowest of them on top. */
static void heap_put(double *heap, uint64_t *heaped, uint64_t wanted, double score) {
    uint64_t at;
    if (*heaped < wanted) {
        for (at = (*heaped)++; at && heap[(at - 1) / 2] > score; at = (at - 1) / 2)
            heap[at] = heap[(at - 1) / 2];
        heap[at] = score;
        return;
    }
    if (!wanted || score <= heap[0]) return;
    at = 0;
    for (uint64_t child; (child = 2 * at + 1) < wanted; at = child) {
        if (child + 1 < wanted && heap[child + 1] < heap[child]) child++;
        if (heap[child] >= score) break;
        heap[at] = heap[child];
    }
    heap[at] = score;
}

static int keep_hit(ks_query *query, ks_hit hit, double least) {
    if (query->hits == query->room) {
        uint64_t kept = 0;
        for (uint64_t i = 0; i < query->hits; i++)
            if (query->hit[i].score >= least) query->hit[kept++] = query->hit[i];
        query->hits = kept;
        if (kept * 2 > query->room || !query->room) {
            uint64_t room = 2 * query->room + 4 * query->wanted + 256;
            ks_hit *more = ks_take(query->arena, room * sizeof *more);
            if (!more) return 0;
            if (kept) memcpy(more, query->hit, kept * sizeof *more);
            query->hit = more;
            query->room = room;
        }
    }
    query->hit[query->hits++] = hit;
    return 1;
}

static void order_lists(search *s, uint32_t begin, uint32_t end) {
    double k1 = s->query->k1;
    for (uint32_t i = 0; i < s->lists; i++) {
        list_ *list = s->order[i];
        list->at_window = bound_in(list, begin, end, k1);
        uint32_t at = i;
        for (; at && s->order[at - 1]->at_window > list->at_window; at--)
            s->order[at] = s->order[at - 1];
        s->order[at] = list;
    }
    s->below[0] = 0;
    for (uint32_t i = 0; i < s->lists; i++) s->below[i + 1] = s->below[i] + s->order[i]->at_window;
}

/* Add what the rest of the reader's block gives to the articles of the window. */
static void add_block(const list_ *list, uint32_t begin, uint32_t end, double *restrict score,
                      uint64_t *restrict touched, double k1) {
    ks_reader *reader = list->reader;
    const ks_field *field = reader->field;
    const uint8_t *restrict tf_kind = field->tf_kind;
    const uint16_t *restrict length = field->length;
    const double *restrict single = list->single;
    const double worth = list->worth;
    double a[KS_KINDS], c[KS_KINDS];
    memcpy(a, list->a, sizeof a);
    memcpy(c, list->c, sizeof c);
    uint32_t i = reader->at, count = reader->count, size = end - begin;
    for (; i < count; i++) {
        uint32_t article = reader->article[i], code = reader->code[i], at = article - begin;
        if (at >= size) break; /* in a damaged list it may also be before the window */
        if (code >= field->codes) continue;
        uint32_t only = tf_kind[code];
        double weighted = single[code], added;
        if (only < KS_KINDS)
            added = worth * weighted /
                    (weighted + (a[only] + c[only] * length[(uint64_t)article * KS_KINDS + only]));
        else
            added = of_several_kinds(list, article, code, k1);
        score[at] += added;
        touched[at >> 6] |= (uint64_t)1 << (at & 63);
    }
    reader->at = i;
}

/* Add what a list gives to the articles of the window. With ``skipping``, blocks are left out that even
 * with all that the other lists can add do not reach the threshold. */
static void add_list(search *s, list_ *list, uint32_t begin, uint32_t end, int skipping) {
    ks_reader *reader = list->reader;
    double *score = s->score, k1 = s->query->k1;
    uint64_t *touched = s->touched;
    double others = s->below[s->lists] - list->at_window;
    uint32_t article = begin;
    while ((article = ks_seek(reader, article)) < end) {
        uint32_t last = reader->article[reader->count - 1];
        uint32_t block = reader->block;
        if (skipping && s->least > 0 &&
            most_of(list, ks_block_bound(reader, block), k1) + others < s->least - SLACK) {
            if (last >= end) return; /* the reader stands where the next window needs it */
            article = last + 1;
            continue;
        }
        ks_codes_of_block(reader);
        add_block(list, begin, end, score, touched, k1);
        if (reader->at < reader->count) return;
        if (!ks_next_block(reader)) return;
        article = reader->article[0];
    }
}

/* The articles of the window that match, were touched, and may still reach the threshold. As long as
 * any score will do, also those that no list touches. */
static uint32_t find_candidates(search *s, uint32_t begin, uint32_t end, const uint64_t *matching) {
    double cut = s->least - SLACK - s->below[s->essential];
    uint32_t count = 0;
    for (uint32_t w = begin / 64; w < (end + 63) / 64; w++) {
        uint64_t touched = s->touched[w - begin / 64];
        uint64_t left = matching ? matching[w] : touched;
        if (s->least > 0) left &= touched;
        for (; left; left &= left - 1) {
            uint32_t at = (w - begin / 64) * 64 + (uint32_t)__builtin_ctzll(left);
            s->candidate[count] = at;
            count += s->score[at] >= cut;
        }
    }
    return count;
}

/* Keep the candidates that reach a score. */
static uint32_t still_above(search *s, uint32_t count, double cut) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        s->candidate[kept] = s->candidate[i];
        kept += s->score[s->candidate[i]] >= cut;
    }
    return kept;
}

/* Add to the candidates what the lists give that were not added, the greatest first. */
static uint32_t complete(search *s, uint32_t begin, uint32_t end, uint32_t count) {
    for (uint32_t i = s->essential; i-- > 0 && count;) {
        list_ *list = s->order[i];
        count = still_above(s, count, s->least - SLACK - s->below[i + 1]);
        double postings = (double)list->reader->entry.df * (end - begin) / s->view->segment->articles;
        if (list->at_window <= 0) continue;
        if (count * SEEK_COST > postings) {
            add_list(s, list, begin, end, 0);
            continue;
        }
        for (uint32_t n = 0; n < count; n++) {
            uint32_t article = begin + s->candidate[n];
            if (ks_seek(list->reader, article) != article) continue;
            ks_codes_of_block(list->reader);
            s->score[s->candidate[n]] +=
                contribution(list, article, list->reader->code[list->reader->at], s->query->k1);
        }
    }
    return still_above(s, count, s->least - SLACK);
}

/* Put the best of the first ``count`` candidates on top, if only the one at ``at`` is out of place. */
static void sink_candidate(search *s, uint32_t at, uint32_t count) {
    uint32_t moved = s->candidate[at];
    for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && s->score[s->candidate[child + 1]] > s->score[s->candidate[child]])
            child++;
        if (s->score[s->candidate[child]] <= s->score[moved]) break;
        s->candidate[at] = s->candidate[child];
    }
    s->candidate[at] = moved;
}

static int keep(search *s, uint32_t article, double score) {
    heap_put(s->heap, &s->heaped, s->query->wanted, score);
    s->least = threshold(s);
    ks_hit hit = {score, s->view->segment->date[article], s->number, article};
    return keep_hit(s->query, hit, s->least);
}

/* Keep those of the candidates that are wanted, the best first: so few must be looked at to know
 * whether they match. */
static int keep_best(search *s, uint32_t begin, uint32_t count) {
    for (uint32_t at = count / 2; at-- > 0;) sink_candidate(s, at, count);
    while (count) {
        uint32_t best = s->candidate[0];
        double score = ks_rounded(s->score[best]);
        if (score < s->least) return 1;
        if (s->query->half_life > 0)
            score = ks_rounded(s->score[best] * ks_recent(s->query, s->view->segment->date[begin + best]));
        if (score >= s->least && (!s->matcher || ks_matches(s->matcher, begin + best)) && !keep(s, begin + best, score))
            return 0;
        s->candidate[0] = s->candidate[--count];
        sink_candidate(s, 0, count);
    }
    return 1;
}

static int score_window(search *s, uint32_t begin, uint32_t end, const uint64_t *matching) {
    order_lists(s, begin, end);
    if (s->least > 0 && s->below[s->lists] < s->least - SLACK) return 1;
    s->essential = 0;
    while (s->essential < s->lists && s->below[s->essential + 1] < s->least - SLACK) s->essential++;
    for (uint32_t i = s->essential; i < s->lists; i++) add_list(s, s->order[i], begin, end, 1);
    uint32_t count = complete(s, begin, end, find_candidates(s, begin, end, matching));
    if (!keep_best(s, begin, count)) return 0;
    for (uint32_t w = 0; w < (end - begin + 63) / 64; w++) {
        if (s->touched[w]) memset(s->score + (uint64_t)w * 64, 0, 64 * sizeof *s->score);
        s->touched[w] = 0;
    }
    return 1;
}

/* What so many articles as are wanted reach by one term alone that makes them match. */
static double floor_of(const ks_query *query, const ks_view *view, uint32_t number) {
    double floor = -1;
    if (query->wanted > KS_FLOOR || query->half_life > 0 || query->order || view->segment->live) return floor;
    for (uint64_t t = 0; t < query->terms; t++) {
        const ks_entry *entry = &view->entry[t];
        if (!(query->share[t] > 0) || !query->decides[t] || !entry->df || !entry->floor) continue;
        double scale = query->floor_scale[number * KS_FIELDS + query->term_field[t]];
        double worth = query->idf[t] * query->share[t] *
                       saturated(ks_frequency(entry->floor) * scale, query->k1);
        if (worth - SLACK > floor) floor = worth - SLACK;
    }
    return floor;
}

/* Add the segment's best to the query's hits; 0 where there is not enough memory. Without ``matching``
 * articles are looked at when they would be kept. */
int ks_score(ks_query *query, ks_view *view, uint32_t number, const uint64_t *matching) {
    uint32_t window = query->window, count = 0;
    for (uint64_t t = 0; t < query->terms; t++) count += query->share[t] > 0 && view->entry[t].df;
    ks_arena *arena = view->arena;
    list_ *lists = ks_take(arena, (count + 1) * sizeof *lists);
    list_ **order = ks_take(arena, (count + 1) * sizeof *order);
    ks_reader *readers = ks_take(arena, (count + 1) * sizeof *readers);
    double *below = ks_take(arena, (count + 2) * sizeof *below);
    double *score = ks_take_blank(arena, window * sizeof *score);
    uint64_t *touched = ks_take_blank(arena, (window / 64 + 1) * sizeof *touched);
    double *heap = ks_take(arena, (query->wanted + 1) * sizeof *heap);
    uint32_t *candidate = ks_take(arena, (window + 1) * sizeof *candidate);
    /* Whatever a list touches may match: where it need not, it is looked at. */
    ks_matcher matcher;
    int must_match = !matching && (!query->union_of_scored || view->segment->live);
    if (must_match) ks_open_matcher(&matcher, view);
    if (arena->failed) return 0;
    search s = {.query = query, .view = view, .number = number, .order = order, .lists = count,
                .below = below, .score = score, .touched = touched, .heap = heap,
                .candidate = candidate,
                .matcher = must_match ? &matcher : NULL,
                .floor = floor_of(query, view, number)};
    for (uint64_t t = 0, n = 0; t < query->terms; t++) {
        if (!(query->share[t] > 0) || !view->entry[t].df) continue;
        lists[n].reader = &readers[n];
        if (!open_list(query, view, number, (uint32_t)t, &lists[n])) return 0;
        order[n] = &lists[n];
        n++;
    }
    for (uint64_t i = 0; i < query->hits; i++)
        heap_put(heap, &s.heaped, query->wanted, query->hit[i].score);
    s.least = threshold(&s);
    for (uint64_t begin = 0; begin < view->segment->articles; begin += window) {
        uint64_t end = begin + window, any = 0;
        if (end > view->segment->articles) end = view->segment->articles;
        for (uint64_t w = begin / 64; matching && w < (end + 63) / 64; w++) any |= matching[w];
        if ((any || !matching) && !score_window(&s, (uint32_t)begin, (uint32_t)end, matching)) return 0;
    }
    return !arena->failed;
}
