/* Where do the words of a query stand in the best articles: close together, early, as neighbours?
 *
 * An article's best passage is the stretch of some code points in which words of the query stand that
 * tell the most: each counts once, with its idf. Beside it counts how early each stands first, and how
 * close behind one word of the query the next one stands (Tao, Zhai: An exploration of proximity
 * measures in information retrieval, SIGIR 2007; Metzler, Croft: A Markov random field model for term
 * dependencies, SIGIR 2005). That is added to the scores of the first articles, and they are put in
 * order again. What stands where is asked of the net.
 */
#include "search.h"

#include <math.h>

typedef struct {
    const uint32_t *place; /* where the spot stands in the article: the first of its letters */
    uint32_t count, at;
    uint32_t inside; /* how many of them are in the passage that is looked at */
    double worth;
} stand_;

static const int32_t *spot_of(const ks_query *query, uint32_t number) {
    return query->spot + 5 * (uint64_t)number;
}

/* What it tells that a spot stands there: its term's idf, or that of its rarest letters. */
static double worth_of(const ks_query *query, const int32_t *spot) {
    double first = query->idf[spot[0]], last = spot[1] >= 0 ? query->idf[spot[1]] : 0;
    return fmax(query->idf[spot[3]], query->letters_share * fmax(first, last));
}

static ks_reader *reader_of(ks_matcher *matcher, int32_t term, uint32_t article) {
    return ks_has_term(matcher, (uint32_t)term, article) ? &matcher->reader[term] : NULL;
}

/* Where the letters of a spot stand in the article. */
static void find_stand(ks_matcher *matcher, const int32_t *spot, uint32_t article, stand_ *stand) {
    *stand = (stand_){0};
    ks_reader *first = reader_of(matcher, spot[0], article);
    if (!first) return;
    uint32_t count;
    const uint32_t *place = ks_places(first, &count);
    if (spot[1] < 0) {
        stand->place = place;
        stand->count = count;
        return;
    }
    uint32_t *both = ks_take(matcher->view->arena, (count + 1) * sizeof *both);
    if (!both) return;
    memcpy(both, place, count * sizeof *both); /* the other list may be read by the same reader */
    ks_reader *last = reader_of(matcher, spot[1], article);
    if (!last) return;
    uint32_t others, at = 0;
    const uint32_t *other = ks_places(last, &others);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t wanted = both[i] + (uint32_t)spot[2];
        while (at < others && other[at] < wanted) at++;
        if (at < others && other[at] == wanted) both[stand->count++] = both[i];
    }
    stand->place = both;
}

/* The spot that stands next, at or behind where each was left; KS_NONE where there is no more. */
static uint32_t next_of(const stand_ *stand, uint32_t spots) {
    uint32_t found = KS_NONE;
    for (uint32_t i = 0; i < spots; i++)
        if (stand[i].at < stand[i].count &&
            (found == KS_NONE ||
             stand[i].place[stand[i].at] < stand[found].place[stand[found].at]))
            found = i;
    return found;
}

/* What the best passage tells, over all places in their order. */
static double best_of(ks_arena *arena, stand_ *stand, uint32_t spots, uint32_t width) {
    uint64_t all = 0, begin = 0, end = 0;
    for (uint32_t i = 0; i < spots; i++) all += stand[i].count;
    struct { uint32_t place, spot; } *event = ks_take(arena, (all + 1) * sizeof *event);
    if (!event) return 0;
    double best = 0, here = 0;
    for (uint32_t next; (next = next_of(stand, spots)) != KS_NONE;) {
        uint32_t place = stand[next].place[stand[next].at++];
        event[end].place = place;
        event[end++].spot = next;
        if (!stand[next].inside++) here += stand[next].worth;
        for (; (uint64_t)event[begin].place + width < place; begin++)
            if (!--stand[event[begin].spot].inside) here -= stand[event[begin].spot].worth;
        if (here > best) best = here;
    }
    return best;
}

/* What it tells that the words stand early, each where it stands first. */
static double lead_of(const ks_query *query, const stand_ *stand) {
    double told = 0;
    for (uint64_t i = 0; i < query->spots; i++)
        if (stand[i].count)
            told += stand[i].worth * exp(-(double)stand[i].place[0] / query->lead_reach);
    return told;
}

/* How many code points lie between one stand and another behind it where they are closest. */
static uint32_t apart(const stand_ *one, uint32_t length, const stand_ *other) {
    uint32_t least = KS_NONE;
    for (uint32_t i = 0, at = 0; i < one->count; i++) {
        uint32_t end = one->place[i] + length;
        while (at < other->count && other->place[at] < end) at++;
        if (at == other->count) break;
        if (other->place[at] - end < least) least = other->place[at] - end;
    }
    return least;
}

/* What it tells that neighbours of the query stand one behind the other. */
static double neighbours_of(const ks_query *query, const stand_ *stand) {
    double told = 0;
    for (uint32_t i = 0; i + 1 < query->spots; i++) {
        uint32_t between = apart(&stand[i], (uint32_t)spot_of(query, i)[4], &stand[i + 1]);
        if (between == KS_NONE) continue;
        double worth = fmin(stand[i].worth, stand[i + 1].worth);
        told += worth * exp(-(double)between / query->next_reach);
    }
    return told;
}

/* What an article adds to its score by where the words stand. */
static double told_by(ks_matcher *matcher, uint32_t article, stand_ *stand) {
    const ks_query *query = matcher->view->query;
    for (uint32_t i = 0; i < query->spots; i++) {
        find_stand(matcher, spot_of(query, i), article, &stand[i]);
        stand[i].worth = worth_of(query, spot_of(query, i));
    }
    double told = query->lead_weight * lead_of(query, stand);
    told += query->next_weight * neighbours_of(query, stand);
    ks_arena *arena = matcher->view->arena;
    return told + query->passage_weight *
                      best_of(arena, stand, (uint32_t)query->spots, query->passage_width);
}

/* Add to the first ``count`` hits what it tells where the words stand; 0 where there is no memory. The
 * hits of a segment are looked at in the order of its articles. */
int ks_add_passages(ks_query *query, const ks_entry *entry, uint64_t count) {
    stand_ *stand = ks_take(query->arena, (query->spots + 1) * sizeof *stand);
    uint32_t *turn = ks_take(query->arena, (count + 1) * sizeof *turn);
    if (!stand || !turn) return 0;
    for (uint32_t s = 0; s < query->segments; s++) {
        uint32_t here = 0;
        for (uint32_t i = 0; i < count; i++) {
            if (query->hit[i].segment != s) continue;
            uint32_t at = here++;
            for (; at && query->hit[turn[at - 1]].article > query->hit[i].article; at--)
                turn[at] = turn[at - 1];
            turn[at] = i;
        }
        if (!here) continue;
        ks_view view = ks_view_of(query, entry, s);
        ks_matcher matcher;
        if (!ks_open_matcher(&matcher, &view)) return 0;
        for (uint32_t i = 0; i < here; i++) {
            ks_hit *hit = &query->hit[turn[i]];
            double told = told_by(&matcher, hit->article, stand) * ks_recent(query, hit->date);
            hit->score = ks_rounded(hit->score + told);
        }
        if (query->arena->failed) return 0;
    }
    return 1;
}
