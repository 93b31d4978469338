/* How is one query answered? For every segment: look its terms up, mark what matches, score the best. */
#include "search.h"

#include <math.h>

enum { FOUND = 0, UNVERIFIED = 1, NO_MEMORY = -1 };
enum { BY_SCORE, NEWEST, OLDEST };
enum { NARROW = 4 }; /* one in so many articles */

/* Note the chunks of a list that nobody has verified; 0 where there is no room to note more. */
static int note_unverified(ks_query *query, uint32_t segment, uint32_t field, const ks_entry *entry) {
    const ks_field *postings = query->segment[segment].field[field];
    uint64_t end = entry->at + entry->size + KS_SLACK;
    if (end > postings->postings_size) end = postings->postings_size;
    for (uint64_t c = entry->at / query->chunk; c * query->chunk < end; c++) {
        if (postings->verified[c]) continue;
        if (query->missing == sizeof query->missing_chunk / sizeof *query->missing_chunk) return 0;
        query->missing_segment[query->missing] = segment;
        query->missing_field[query->missing] = field;
        query->missing_chunk[query->missing++] = (uint32_t)c;
    }
    return 1;
}

static int look_up(ks_query *query, ks_entry *entry) {
    query->missing = 0;
    for (uint32_t s = 0; s < query->segments; s++) {
        uint32_t begin = 0;
        for (uint64_t t = 0; t < query->terms; begin = query->text_end[t++]) {
            ks_entry *here = &entry[s * query->terms + t];
            uint32_t field = query->term_field[t];
            ks_find(query->segment[s].field[field], query->text + begin, query->text_end[t] - begin,
                    here);
            if (here->df && !note_unverified(query, s, field, here)) return 0;
        }
    }
    return !query->missing;
}

/* How many live articles hold a term of a segment; counted once for each snapshot. */
static uint32_t live_df(ks_arena *arena, const ks_segment *segment, uint32_t field,
                        const ks_entry *entry) {
    if (!segment->live) return entry->df;
    uint32_t *known = &segment->live_df[field][entry->row];
    if (*known) return *known - 1;
    ks_reader reader;
    uint32_t count = 0;
    ks_open_reader(&reader, arena, segment->field[field], entry);
    do {
        for (uint32_t i = 0; i < reader.count; i++)
            if (reader.article[i] < segment->articles)
                count += (uint32_t)ks_has(segment->live, reader.article[i]);
    } while (ks_next_block(&reader));
    *known = count + 1;
    return count;
}

/* How much a term tells that df of all articles hold; see ksearch.ranking.bm25f. */
static void weigh(ks_query *query, const ks_entry *entry) {
    double count = (double)query->articles;
    for (uint64_t t = 0; t < query->terms; t++) {
        double df = 0;
        for (uint64_t s = 0; s < query->segments; s++) {
            const ks_entry *here = &entry[s * query->terms + t];
            if (here->df) df += live_df(query->arena, &query->segment[s], query->term_field[t], here);
        }
        query->idf[t] = df > 0 ? log(1.0 + (count - df + 0.5) / (df + 0.5)) : 0;
    }
    for (uint64_t t = 0; t < query->terms; t++) { /* a rarer spelling tells no more than the usual one */
        double usual = query->like[t] >= 0 ? query->idf[query->like[t]] : 0;
        if (usual > 0 && usual < query->idf[t]) query->idf[t] = usual;
    }
}

ks_view ks_view_of(const ks_query *query, const ks_entry *entry, uint32_t number) {
    const ks_segment *segment = &query->segment[number];
    return (ks_view){.query = query,
                     .segment = segment,
                     .entry = entry + number * query->terms,
                     .words = (segment->articles + 63) / 64,
                     .arena = query->arena};
}

/* Find the best without knowing all that match: 1 where there are as many as are wanted; 0 where
 * there may be more that no list that scores touches; -1 without memory. */
static int answer_uncounted(ks_query *query, const ks_entry *entry) {
    for (uint32_t s = 0; s < query->segments; s++) {
        ks_view view = ks_view_of(query, entry, s);
        if (!ks_score(query, &view, s, NULL)) return -1;
    }
    if (query->union_of_scored) return 1;
    uint64_t scored = 0; /* without a score an article is no better than one that no list touches */
    for (uint64_t i = 0; i < query->hits; i++) scored += query->hit[i].score > 0;
    return scored >= query->wanted;
}

static void put_in_order(ks_query *query);

/* Keep an article by its date alone; so many are kept that they are seldom sifted. */
static int keep_dated(ks_query *query, uint32_t number, uint32_t article) {
    if (query->room && query->hits == query->room) put_in_order(query);
    if (!query->room) {
        uint64_t room = 2 * query->wanted + 1024;
        query->hit = ks_take(query->arena, room * sizeof *query->hit);
        if (!query->hit) return 0;
        query->room = room;
    }
    query->hit[query->hits++] = (ks_hit){0, query->segment[number].date[article], number, article};
    return 1;
}

/* The scores of the hits that were found by date, which may then stand in any order. */
static int score_dated(ks_query *query, const ks_entry *entry) {
    const ks_hit *dated = query->hit;
    uint64_t count = query->hits;
    query->hits = query->room = 0;
    for (uint32_t s = 0; s < query->segments; s++) {
        ks_view view = ks_view_of(query, entry, s);
        uint64_t *bits = ks_take_blank(query->arena, (view.words + 1) * sizeof *bits), any = 0;
        if (!bits) return 0;
        for (uint64_t i = 0; i < count; i++)
            if (dated[i].segment == s) {
                ks_set(bits, dated[i].article);
                any = 1;
            }
        if (any && !ks_score(query, &view, s, bits)) return 0;
    }
    return 1;
}

static int answer_dated(ks_query *query, const ks_entry *entry) {
    for (uint32_t s = 0; s < query->segments; s++) {
        ks_view view = ks_view_of(query, entry, s);
        uint64_t *bits = ks_take_blank(query->arena, (view.words + 1) * sizeof *bits);
        if (!bits) return 0;
        ks_match(&view, bits);
        if (query->arena->failed) return 0;
        for (uint64_t w = 0; w < view.words; w++)
            for (uint64_t left = bits[w]; left; left &= left - 1) {
                query->total++;
                if (!keep_dated(query, s, (uint32_t)(w * 64 + (uint64_t)__builtin_ctzll(left)))) return 0;
            }
    }
    put_in_order(query);
    return score_dated(query, entry);
}

/* Whether so few articles can match that it takes less time to know which: where fewer match than are
 * wanted, every article that any list touches would be looked at. */
static int is_narrow(const ks_query *query, const ks_entry *entry) {
    if (query->union_of_scored) return 0;
    uint64_t most = 0, articles = 0;
    for (uint32_t s = 0; s < query->segments; s++) {
        ks_view view = ks_view_of(query, entry, s);
        most += ks_most_matches(&view);
        articles += query->segment[s].articles;
    }
    return most * NARROW < articles;
}

static int answer(ks_query *query, const ks_entry *entry) {
    if (query->order && query->wanted) return answer_dated(query, entry);
    if (query->uncounted && query->wanted && !is_narrow(query, entry)) {
        int enough = answer_uncounted(query, entry);
        if (enough) return enough > 0;
        query->hits = 0;
    }
    for (uint32_t s = 0; s < query->segments; s++) {
        ks_view view = ks_view_of(query, entry, s);
        uint64_t *bits = ks_take_blank(query->arena, (view.words + 1) * sizeof *bits), found = 0;
        if (!bits) return 0;
        ks_match(&view, bits);
        for (uint64_t w = 0; w < view.words; w++) found += (uint64_t)__builtin_popcountll(bits[w]);
        query->total += found;
        if (query->arena->failed) return 0;
        if (found && query->wanted && !ks_score(query, &view, s, bits)) return 0;
    }
    return 1;
}

static const uint8_t *id_of(const ks_query *query, const ks_hit *hit, uint32_t *size) {
    const ks_segment *segment = &query->segment[hit->segment];
    uint32_t begin = hit->article ? segment->id_end[hit->article - 1] : 0;
    uint32_t end = segment->id_end[hit->article];
    *size = begin <= end && end <= segment->id_size ? end - begin : 0;
    return segment->id_text + begin;
}

static int compare_ids(const ks_query *query, const ks_hit *a, const ks_hit *b) {
    uint32_t a_size, b_size;
    const uint8_t *of_a = id_of(query, a, &a_size), *of_b = id_of(query, b, &b_size);
    return ks_compare(of_a, a_size, of_b, b_size);
}

/* Whether one hit comes before another: by score, then the newer, then by id. In the order of dates the
 * undated are last, and scores do not matter. */
static int before(const ks_query *query, const ks_hit *a, const ks_hit *b) {
    if (query->order && a->date != b->date) {
        if (a->date == KS_UNDATED || b->date == KS_UNDATED) return b->date == KS_UNDATED;
        return query->order == NEWEST ? a->date > b->date : a->date < b->date;
    }
    if (!query->order && a->score != b->score) return a->score > b->score;
    if (a->date != b->date) return a->date > b->date;
    return compare_ids(query, a, b) < 0;
}

static void sink(const ks_query *query, ks_hit *heap, uint64_t at, uint64_t count) {
    ks_hit hit = heap[at];
    for (uint64_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && before(query, &heap[child], &heap[child + 1])) child++;
        if (!before(query, &hit, &heap[child])) break;
        heap[at] = heap[child];
    }
    heap[at] = hit;
}

/* Put the first ``wanted`` hits into their order, and forget the others. */
static void put_in_order(ks_query *query) {
    uint64_t kept = query->hits < query->wanted ? query->hits : query->wanted;
    ks_hit *heap = query->hit; /* of the first so far, the last of them on top */
    for (uint64_t i = kept / 2; i-- > 0;) sink(query, heap, i, kept);
    for (uint64_t i = kept; i < query->hits; i++)
        if (kept && before(query, &heap[i], &heap[0])) {
            heap[0] = heap[i];
            sink(query, heap, 0, kept);
        }
    for (uint64_t i = kept; i-- > 1;) {
        ks_hit last = heap[0];
        heap[0] = heap[i];
        heap[i] = last;
        sink(query, heap, 0, i);
    }
    query->hits = kept;
}

/* Put the first hits into their order again: they stay before the others, since none lost anything. */
static void sort_first(ks_query *query, uint64_t count) {
    for (uint64_t i = 1; i < count; i++) {
        ks_hit hit = query->hit[i];
        uint64_t at = i;
        for (; at && before(query, &hit, &query->hit[at - 1]); at--) query->hit[at] = query->hit[at - 1];
        query->hit[at] = hit;
    }
}

/* Answer a query: 0 where it is answered, 1 where chunks must be verified first (at most 64 are named;
 * verify them and ask again), -1 without memory. */
KS_API int ks_search(ks_query *query) {
    ks_reset(query->arena);
    ks_entry *entry = ks_take(query->arena, (query->segments * query->terms + 1) * sizeof *entry);
    query->hit = NULL;
    query->hits = query->room = query->total = 0;
    if (!entry) return NO_MEMORY;
    if (!look_up(query, entry)) return UNVERIFIED;
    weigh(query, entry);
    if (!answer(query, entry)) return NO_MEMORY;
    put_in_order(query);
    uint64_t again = query->hits < query->with_passages ? query->hits : query->with_passages;
    if (query->spots && query->order == BY_SCORE && again) {
        if (!ks_add_passages(query, entry, again)) return NO_MEMORY;
        sort_first(query, again);
    }
    return FOUND;
}

/* Which of some articles does a query match? ``place`` has segment and article of each, ``found`` gets
 * 1 or 0; those of a segment come one after the other, or its lists are opened again. Gives what
 * ks_search gives. */
KS_API int ks_look(ks_query *query, const uint32_t *place, uint64_t count, uint8_t *found) {
    ks_reset(query->arena);
    ks_entry *entry = ks_take(query->arena, (query->segments * query->terms + 1) * sizeof *entry);
    if (!entry) return NO_MEMORY;
    if (!look_up(query, entry)) return UNVERIFIED;
    ks_view view;
    ks_matcher matcher;
    for (uint64_t i = 0; i < count; i++, place += 2) {
        if (!i || place[0] != place[-2]) {
            view = ks_view_of(query, entry, place[0]);
            if (!ks_open_matcher(&matcher, &view)) return NO_MEMORY;
        }
        found[i] = (uint8_t)ks_matches(&matcher, place[1]);
        if (query->arena->failed) return NO_MEMORY;
    }
    return FOUND;
}

/* Mark the articles that a query matches: ``out`` has a blank bitmap for each segment. Gives what
 * ks_search gives; until it gives 0, nothing is marked. */
KS_API int ks_mark_matches(ks_query *query, uint64_t *const *out) {
    ks_reset(query->arena);
    ks_entry *entry = ks_take(query->arena, (query->segments * query->terms + 1) * sizeof *entry);
    if (!entry) return NO_MEMORY;
    if (!look_up(query, entry)) return UNVERIFIED;
    for (uint32_t s = 0; s < query->segments; s++) {
        ks_view view = ks_view_of(query, entry, s);
        ks_match(&view, out[s]);
        if (query->arena->failed) return NO_MEMORY;
    }
    return FOUND;
}
