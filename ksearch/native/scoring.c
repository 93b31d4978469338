/* Which matching articles have the highest scores? MaxScore over windows of articles.
 *
 * BM25F as ksearch.ranking.bm25f says. The score of each window of articles is added up list by list.
 * A list's greatest worth in a window is known from the bounds of its blocks: lists that even together
 * cannot lift an article to the threshold, the lowest score that would still be among those wanted,
 * are looked up only for the articles that others have brought near it (Turtle, Flood: Query
 * evaluation: strategies and optimizations, 1995; Ding, Suel: Faster top-k document retrieval using
 * block-max indexes, 2011). Scores are rounded to six decimals, so that the order of additions
 * cannot matter; what is below the threshold by more than that is left out, all ties stay.
 */
#include "search.h"

#include <math.h>

#define DECIMALS 1e6
#define SLACK 2e-6

typedef struct {
    ks_reader *reader;
    const ks_weights *weights;
    double worth;       /* idf and share */
    double bound_scale; /* from the file's frequencies to ours */
    double a[KS_KINDS], c[KS_KINDS];
    uint32_t block;   /* the first that may reach into the window */
    double at_window; /* the most that an article of the window can get of this list */
} list_;

static double saturated(double frequency, double k1) { return frequency / (frequency + k1); }

static double contribution(const list_ *list, uint32_t article, uint32_t code, double k1) {
    const ks_field *field = list->reader->field;
    if (code >= field->codes || article >= field->articles) return 0;
    const uint16_t *tf = field->tf + (uint64_t)code * KS_KINDS;
    const uint16_t *length = field->length + (uint64_t)article * KS_KINDS;
    double frequency = 0;
    for (int kind = 0; kind < KS_KINDS; kind++)
        if (tf[kind])
            frequency += tf[kind] * list->weights->weight[kind] /
                         (list->a[kind] + list->c[kind] * length[kind]);
    return list->worth * saturated(frequency, k1);
}

static void open_list(const ks_query *query, const ks_view *view, uint32_t number, uint32_t term,
                      list_ *list) {
    uint32_t field = query->term_field[term];
    list->weights = &query->weights[field];
    list->worth = query->idf[term] * query->share[term];
    list->bound_scale = query->bound_scale[number * KS_FIELDS + field];
    list->block = 0;
    for (int kind = 0; kind < KS_KINDS; kind++) {
        double b = list->weights->b[kind], average = list->weights->average[kind];
        list->a[kind] = 1 - b;
        list->c[kind] = average > 0 ? b / average : 0;
    }
    ks_open_reader(list->reader, view->arena, view->segment->field[field], &view->entry[term]);
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
    return any ? list->worth * saturated(ks_bound(greatest) * list->bound_scale, k1) : 0;
}

/* ---- the hits so far ---- */

static double threshold(const ks_query *query, const double *heap, uint64_t heaped) {
    return query->wanted && heaped == query->wanted ? heap[0] : -1;
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
} search;

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

/* Add what a list gives to the articles of the window. */
static void add_list(search *s, list_ *list, uint32_t begin, uint32_t end) {
    ks_reader *reader = list->reader;
    uint32_t article = ks_seek(reader, begin);
    while (article < end) {
        ks_codes_of_block(reader);
        uint32_t i = reader->at;
        for (; i < reader->count && reader->article[i] < end; i++) {
            uint32_t at = reader->article[i] - begin;
            s->score[at] += contribution(list, reader->article[i], reader->code[i], s->query->k1);
            ks_set(s->touched, at);
        }
        reader->at = i;
        if (i < reader->count || !ks_next_block(reader)) break;
        article = reader->article[0];
    }
}

/* Look one article up in the lists that were not added, as long as it may still reach ``least``. */
static double complete(search *s, uint32_t article, double score, double least) {
    for (uint32_t i = s->essential; i-- > 0;) {
        if (score + s->below[i + 1] < least - SLACK) return -1;
        list_ *list = s->order[i];
        if (list->at_window > 0 && ks_seek(list->reader, article) == article) {
            ks_codes_of_block(list->reader);
            score += contribution(list, article, list->reader->code[list->reader->at], s->query->k1);
        }
    }
    return score;
}

static int offer(search *s, uint32_t article, double score) {
    double least = threshold(s->query, s->heap, s->heaped);
    score = complete(s, article, score, least);
    score = rint(score * DECIMALS) / DECIMALS;
    if (score < least || score < 0) return 1;
    heap_put(s->heap, &s->heaped, s->query->wanted, score);
    ks_hit hit = {score, s->view->segment->date[article], s->number, article};
    return keep_hit(s->query, hit, threshold(s->query, s->heap, s->heaped));
}

static int score_window(search *s, uint32_t begin, uint32_t end, const uint64_t *matching) {
    double least = threshold(s->query, s->heap, s->heaped);
    order_lists(s, begin, end);
    if (least > 0 && s->below[s->lists] < least - SLACK) return 1;
    s->essential = 0;
    while (s->essential < s->lists && s->below[s->essential + 1] < least - SLACK) s->essential++;
    for (uint32_t i = s->essential; i < s->lists; i++) add_list(s, s->order[i], begin, end);
    for (uint32_t w = begin / 64; w < (end + 63) / 64; w++) {
        uint64_t *touched = &s->touched[w - begin / 64];
        /* As long as any score will do, also what no list touches. */
        uint64_t left = matching[w] & (least > 0 ? *touched : UINT64_MAX);
        for (; left; left &= left - 1) {
            uint32_t article = w * 64 + (uint32_t)__builtin_ctzll(left);
            if (!offer(s, article, s->score[article - begin])) return 0;
        }
        if (*touched) memset(s->score + (w - begin / 64) * 64, 0, 64 * sizeof *s->score);
        *touched = 0;
    }
    return 1;
}

/* Add the segment's best to the query's hits; 0 where there is not enough memory. */
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
    if (arena->failed) return 0;
    search s = {query, view, number, order, count, 0, below, score, touched, heap, 0};
    for (uint64_t t = 0, n = 0; t < query->terms; t++) {
        if (!(query->share[t] > 0) || !view->entry[t].df) continue;
        lists[n].reader = &readers[n];
        open_list(query, view, number, (uint32_t)t, &lists[n]);
        order[n] = &lists[n];
        n++;
    }
    for (uint64_t i = 0; i < query->hits; i++)
        heap_put(heap, &s.heaped, query->wanted, query->hit[i].score);
    for (uint64_t begin = 0; begin < view->segment->articles; begin += window) {
        uint64_t end = begin + window, any = 0;
        if (end > view->segment->articles) end = view->segment->articles;
        for (uint64_t w = begin / 64; w < (end + 63) / 64; w++) any |= matching[w];
        if (any && !score_window(&s, (uint32_t)begin, (uint32_t)end, matching)) return 0;
    }
    return !arena->failed;
}
