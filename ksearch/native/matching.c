/* Which articles of a segment does a query match?
 *
 * The program is the plan in prefix order, as numbers:
 *
 *     ANY n, n programs         articles that any matches
 *     ALL n, n programs         articles that all match; none where n is 0
 *     EXCEPT, two programs      articles that the first matches and the second does not
 *     CHAIN t, t terms, n, n times a term, low and high
 *                               articles that hold the t terms and, in one section, the n links, each
 *                               from low to high code points behind the place of the one before
 *     MASK m                    articles of the segment's mask m
 *
 * What matches is a bitmap. An article that is known to match already is not looked at again, nor is
 * one that cannot count: the places in a list are read for the others only.
 */
#include "search.h"

enum { ANY, ALL, EXCEPT, CHAIN, MASK };
enum { MOST_LISTS = 256 };

typedef struct {
    uint32_t term;
    int32_t low, high;
} link_;

static void evaluate(ks_view *view, const int32_t **at, uint64_t *out, const uint64_t *within);

static const ks_field *field_of(const ks_view *view, uint32_t term) {
    return view->segment->field[view->query->term_field[term]];
}

/* Add every article of one list. */
static void add_list(ks_view *view, uint32_t term, uint64_t *out) {
    ks_reader reader;
    ks_open_reader(&reader, view->arena, field_of(view, term), &view->entry[term]);
    do {
        for (uint32_t i = 0; i < reader.count; i++)
            if (reader.article[i] < view->segment->articles) ks_set(out, reader.article[i]);
    } while (ks_next_block(&reader));
}

static uint32_t length_of(const ks_segment *segment, uint32_t section) {
    return segment->section_width == 2 ? ((const uint16_t *)segment->section_length)[section]
                                       : ((const uint32_t *)segment->section_length)[section];
}

/* Where the section ends in which a place of an article lies: they stand one behind the other. */
static uint32_t section_end(const ks_segment *segment, uint32_t article, uint32_t place) {
    uint32_t last = segment->first_section[article + 1], end = 0;
    if (last > segment->sections) last = (uint32_t)segment->sections;
    for (uint32_t section = segment->first_section[article]; section < last; section++) {
        end += length_of(segment, section) + KS_GAP;
        if (place < end) return end;
    }
    return UINT32_MAX;
}

static int room_for(ks_view *view, uint32_t count) {
    if (count <= view->room) return 1;
    uint32_t room = count + count / 2 + 64;
    uint32_t *reached = ks_take(view->arena, room * sizeof *reached);
    view->next = ks_take(view->arena, room * sizeof *view->next);
    if (!reached || !view->next) return 0;
    if (view->room) memcpy(reached, view->reached, view->room * sizeof *reached);
    view->reached = reached;
    view->room = room;
    return 1;
}

/* Whether the links stand in the article where all readers stand: each place that a link can be
 * reached at from the link before is kept, until none is left or all links are done. */
static int stands(ks_view *view, uint32_t article, const link_ *links, uint32_t count,
                  ks_reader *const *readers) {
    uint32_t size;
    const uint32_t *first = ks_places(readers[0], &size);
    if (!room_for(view, size)) return 0;
    if (size) memcpy(view->reached, first, size * sizeof *first);
    for (uint32_t i = 1; i < count && size; i++) {
        uint32_t places, kept = 0, begin = 0;
        const uint32_t *place = ks_places(readers[i], &places);
        if (!room_for(view, places)) return 0;
        for (uint32_t n = 0; n < places; n++) {
            int64_t low = (int64_t)place[n] - links[i].high, high = (int64_t)place[n] - links[i].low;
            while (begin < size && view->reached[begin] < low) begin++;
            for (uint32_t r = begin; r < size && view->reached[r] <= high; r++) {
                uint32_t from = view->reached[r], to = place[n];
                uint32_t early = from < to ? from : to, late = from < to ? to : from;
                if (late < section_end(view->segment, article, early)) {
                    view->next[kept++] = place[n];
                    break;
                }
            }
        }
        uint32_t *swap = view->reached;
        view->reached = view->next;
        view->next = swap;
        size = kept;
    }
    return size > 0;
}

static void add_chain(ks_view *view, const int32_t **at, uint64_t *out, const uint64_t *within) {
    uint32_t lists[MOST_LISTS], count = 0, link_count;
    link_ links[MOST_LISTS];
    int32_t terms = *(*at)++;
    for (int32_t i = 0; i < terms; i++) {
        uint32_t term = (uint32_t)*(*at)++;
        if (count < MOST_LISTS) lists[count++] = term;
    }
    link_count = (uint32_t)*(*at)++;
    uint32_t before = count, kept = 0;
    for (uint32_t i = 0; i < link_count; i++, *at += 3) {
        link_ here = {(uint32_t)(*at)[0], (*at)[1], (*at)[2]};
        if (count < MOST_LISTS) lists[count++] = here.term, links[kept++] = here;
    }
    link_count = kept;
    if (!count) return;
    for (uint32_t i = 0; i < count; i++)
        if (!view->entry[lists[i]].df) return;
    if (count == 1) {
        add_list(view, lists[0], out);
        return;
    }
    ks_mark mark = ks_mark_here(view->arena);
    ks_reader *readers = ks_take(view->arena, count * sizeof *readers);
    ks_reader *order[MOST_LISTS], *of_links[MOST_LISTS];
    if (!readers) return;
    for (uint32_t i = 0; i < count; i++) {
        ks_open_reader(&readers[i], view->arena, field_of(view, lists[i]), &view->entry[lists[i]]);
        if (i >= before) of_links[i - before] = &readers[i];
        uint32_t place = i; /* the rarest first */
        for (; place && order[place - 1]->entry.df > readers[i].entry.df; place--)
            order[place] = order[place - 1];
        order[place] = &readers[i];
    }
    uint32_t article = ks_seek(order[0], 0);
    while (article < view->segment->articles) {
        uint32_t wanted = article + 1;
        if (!ks_has(out, article) && (!within || ks_has(within, article))) {
            uint32_t i = 1;
            for (; i < count; i++) {
                uint32_t there = ks_seek(order[i], article);
                if (there != article) {
                    wanted = there;
                    break;
                }
            }
            if (i == count && (link_count < 2 || stands(view, article, links, link_count, of_links)))
                ks_set(out, article);
            if (wanted == KS_NONE) break;
        }
        article = ks_seek(order[0], wanted);
    }
    view->room = 0; /* its scratch may lie behind the mark */
    ks_back_to(view->arena, mark);
}

static uint64_t *blank(ks_view *view) {
    return ks_take_blank(view->arena, (view->words + 1) * sizeof(uint64_t));
}

/* Add the articles that all programs match. */
static void add_all(ks_view *view, const int32_t **at, uint64_t *out, const uint64_t *within) {
    int32_t count = *(*at)++;
    uint64_t *both = blank(view), *one = blank(view);
    if (!both || !one) return;
    for (int32_t i = 0; i < count; i++) {
        uint64_t *into = i ? one : both;
        if (i) memset(one, 0, view->words * sizeof *one);
        evaluate(view, at, into, i ? both : within);
        for (uint64_t w = 0; i && w < view->words; w++) both[w] &= one[w];
    }
    for (uint64_t w = 0; count && w < view->words; w++) out[w] |= both[w];
}

/* Add the articles that the first program matches and the second does not. */
static void add_except(ks_view *view, const int32_t **at, uint64_t *out, const uint64_t *within) {
    uint64_t *wanted = blank(view), *unwanted = blank(view);
    if (!wanted || !unwanted) return;
    evaluate(view, at, wanted, within);
    evaluate(view, at, unwanted, wanted);
    for (uint64_t w = 0; w < view->words; w++) out[w] |= wanted[w] & ~unwanted[w];
}

/* Add to ``out`` what the program at ``*at`` matches, and move behind it. Articles that are not in
 * ``within`` may be missed: they do not count. */
static void evaluate(ks_view *view, const int32_t **at, uint64_t *out, const uint64_t *within) {
    if (view->arena->failed) return;
    int32_t operation = *(*at)++;
    if (operation == ANY) {
        for (int32_t left = *(*at)++; left > 0; left--) evaluate(view, at, out, within);
    } else if (operation == ALL) {
        add_all(view, at, out, within);
    } else if (operation == EXCEPT) {
        add_except(view, at, out, within);
    } else if (operation == CHAIN) {
        add_chain(view, at, out, within);
    } else {
        const uint64_t *mask = view->segment->mask[*(*at)++];
        for (uint64_t w = 0; w < view->words; w++) out[w] |= mask[w];
    }
}

/* The live articles of the segment that the query matches, added to ``out``. */
void ks_match(ks_view *view, uint64_t *out) {
    const int32_t *at = view->query->program;
    evaluate(view, &at, out, NULL);
    if (view->segment->live)
        for (uint64_t w = 0; w < view->words; w++) out[w] &= view->segment->live[w];
}
