/* Do the pieces of a chain stand one behind the other, and what is shown of them?
 *
 * Each piece has a room behind the place of the one before it. Of the ways in which they stand the
 * nearest places are taken, the earlier pieces first: places are tried in order, and what was found
 * to lead nowhere is not tried again.
 */
#include "snippets.h"

/* Add an occurrence of one stretch. */
void ks_add_occurrence(ks_pages *pages, ks_list *list, uint32_t start, uint32_t end) {
    ks_append(pages, list, (ks_occurrence){start, end, 0, 1});
}

/* Show a stretch too, from ``first`` on; one that touches the one before it goes on with that. */
static void show(ks_pages *pages, uint32_t first, uint32_t start, uint32_t end) {
    if (pages->stretches > first) {
        ks_stretch *last = &pages->stretch[pages->stretches - 1];
        if (start <= last->end) {
            if (end > last->end) last->end = end;
            return;
        }
    }
    if (pages->stretches == pages->room) {
        uint32_t room = pages->room ? 2 * pages->room : 64;
        ks_stretch *more = ks_take(pages->arena, (uint64_t)room * sizeof *more);
        if (!more) {
            pages->failed = 1;
            return;
        }
        if (pages->stretches) memcpy(more, pages->stretch, pages->stretches * sizeof *more);
        pages->stretch = more;
        pages->room = room;
    }
    pages->stretch[pages->stretches++] = (ks_stretch){start, end};
}

/* Add an occurrence of the stretches that are shown from ``first`` on, if there are any. */
static void add_shown(ks_pages *pages, ks_list *list, uint32_t first) {
    uint32_t count = pages->stretches - first;
    if (!count) return;
    ks_occurrence occurrence = {pages->stretch[first].start,
                                pages->stretch[pages->stretches - 1].end, first, count};
    if (count == 1) pages->stretches = first;
    ks_append(pages, list, occurrence);
}

/* Show what of a piece lies inside of the marks of what was typed. */
static void show_piece(ks_pages *pages, const ks_chain *chain, const ks_chained *piece,
                       ks_stretch covered, uint32_t first) {
    /* A number with other commas than typed is shown whole. */
    if (!chain->marks || covered.end - covered.start != piece->size) {
        show(pages, first, covered.start, covered.end);
        return;
    }
    uint32_t start = piece->start, end = start + piece->size;
    for (uint32_t i = 0; i < chain->marks; i++) {
        uint32_t low = chain->mark[2 * i], high = chain->mark[2 * i + 1];
        if (start >= high || low >= end) continue;
        show(pages, first, covered.start + (low > start ? low - start : 0),
             covered.start + (high < end ? high : end) - start);
    }
}

/* Places of pieces that lead nowhere: a piece's number and its place. */
static uint64_t *slot_of(const ks_set *set, uint64_t key) {
    uint32_t at = (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32) & set->mask;
    while (set->slot[at] && set->slot[at] != key) at = (at + 1) & set->mask;
    return &set->slot[at];
}

static int has_failed(const ks_set *set, uint32_t piece, uint32_t place) {
    return set->slot && *slot_of(set, (uint64_t)piece << 32 | place);
}

static void add_failed(ks_pages *pages, ks_set *set, uint32_t piece, uint32_t place) {
    if (!set->slot || 2 * set->count > set->mask) {
        ks_set more = {.mask = set->slot ? 2 * set->mask + 1 : 63, .count = set->count};
        more.slot = ks_take_blank(pages->arena, ((uint64_t)more.mask + 1) * sizeof *more.slot);
        if (!more.slot) {
            pages->failed = 1;
            return;
        }
        for (uint64_t i = 0; set->slot && i <= set->mask; i++)
            if (set->slot[i]) *slot_of(&more, set->slot[i]) = set->slot[i];
        *set = more;
    }
    uint64_t *slot = slot_of(set, (uint64_t)piece << 32 | place);
    set->count += !*slot;
    *slot = (uint64_t)piece << 32 | place;
}

/* Take the next place for the piece behind ``before`` from which the chain may go on. */
static int take_next(ks_pages *pages, ks_chain *chain, uint32_t number, ks_choice *before) {
    const ks_chained *piece = &chain->piece[number];
    int64_t base = (int64_t)before->place + chain->piece[number - 1].last;
    int64_t low = base + (int32_t)piece->low, high = base + (int32_t)piece->high;
    int64_t last = (int64_t)pages->end - piece->pattern.size;
    if (before->next < low) before->next = low;
    if (before->next < pages->begin) before->next = pages->begin;
    if (high > last) high = last;
    while (before->next <= high) {
        uint32_t place = (uint32_t)before->next++;
        if (has_failed(&chain->failed, number, place)) continue;
        if (!ks_stands_at(pages, &piece->pattern, place, &before[1].covered)) continue;
        before[1].place = place;
        before[1].next = 0;
        return 1;
    }
    return 0;
}

/* Add the occurrence of a chain whose first piece stands at ``place``, if it goes on from there. */
void ks_chain_from(ks_pages *pages, ks_chain *chain, uint32_t place, ks_stretch covered) {
    uint32_t first = pages->stretches;
    if (chain->showns) {
        for (uint32_t i = 0; i < chain->showns; i += 2)
            show(pages, first, place + chain->shown[i], place + chain->shown[i + 1]);
        add_shown(pages, &chain->found, first);
        return;
    }
    if (!chain->chosen) chain->chosen = ks_take(pages->arena, chain->pieces * sizeof(ks_choice));
    ks_choice *chosen = chain->chosen;
    if (!chosen) {
        pages->failed = 1;
        return;
    }
    chosen[0] = (ks_choice){place, covered, 0};
    uint32_t depth = 1;
    while (depth && depth < chain->pieces) {
        if (take_next(pages, chain, depth, &chosen[depth - 1])) {
            depth++;
        } else {
            depth--;
            if (depth) add_failed(pages, &chain->failed, depth, chosen[depth].place);
        }
    }
    for (uint32_t i = 0; i < depth; i++)
        show_piece(pages, chain, &chain->piece[i], chosen[i].covered, first);
    if (depth) add_shown(pages, &chain->found, first);
}
