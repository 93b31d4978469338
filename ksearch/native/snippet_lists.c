/* How are lists of occurrences put in order and together? They grow in the arena of the run. */
#include "snippets.h"

void ks_append(ks_pages *pages, ks_list *list, ks_occurrence occurrence) {
    if (list->count == list->room) {
        uint32_t room = list->room ? 2 * list->room : 8;
        ks_occurrence *more = ks_take(pages->arena, (uint64_t)room * sizeof *more);
        if (!more) {
            pages->failed = 1;
            return;
        }
        if (list->count) memcpy(more, list->at, list->count * sizeof *more);
        list->at = more;
        list->room = room;
    }
    list->at[list->count++] = occurrence;
}

/* The n-th of the starts and ends of an occurrence. */
static uint32_t number_of(const ks_pages *pages, const ks_occurrence *occurrence, uint32_t n) {
    if (occurrence->count == 1) return n ? occurrence->reach : occurrence->start;
    const ks_stretch *stretch = pages->stretch + occurrence->first + n / 2;
    return n % 2 ? stretch->end : stretch->start;
}

/* Compare occurrences by their starts and ends, one after the other; the shorter goes first. */
static int compare(const ks_pages *pages, const ks_occurrence *a, const ks_occurrence *b) {
    uint32_t least = a->count < b->count ? a->count : b->count;
    for (uint32_t n = 0; n < 2 * least; n++) {
        uint32_t of_a = number_of(pages, a, n), of_b = number_of(pages, b, n);
        if (of_a != of_b) return of_a < of_b ? -1 : 1;
    }
    return (a->count > b->count) - (a->count < b->count);
}

/* Put a list in order: runs that rise are merged, two and two. */
void ks_order(ks_pages *pages, ks_list *list) {
    uint32_t count = list->count, risen = 1;
    while (risen < count && compare(pages, &list->at[risen - 1], &list->at[risen]) <= 0) risen++;
    if (risen >= count) return;
    ks_occurrence *from = list->at, *to = ks_take(pages->arena, (uint64_t)count * sizeof *to);
    if (!to) {
        pages->failed = 1;
        return;
    }
    for (uint32_t runs = 2; runs > 1;) {
        runs = 0;
        for (uint32_t a = 0; a < count; runs++) {
            uint32_t b = a + 1, end, at = a;
            while (b < count && compare(pages, &from[b - 1], &from[b]) <= 0) b++;
            end = b < count ? b + 1 : b;
            while (end < count && compare(pages, &from[end - 1], &from[end]) <= 0) end++;
            for (uint32_t left = a, right = b; left < b || right < end;)
                if (right == end || (left < b && compare(pages, &from[left], &from[right]) <= 0))
                    to[at++] = from[left++];
                else
                    to[at++] = from[right++];
            a = end;
        }
        ks_occurrence *swap = from;
        from = to;
        to = swap;
    }
    list->at = from;
    list->room = count;
}

/* The occurrences of two lists that rise; of those that start alike the one that reaches furthest,
 * of equals the first of ``one``. */
ks_list ks_united(ks_pages *pages, const ks_list *one, const ks_list *other) {
    ks_list both = {0};
    for (uint32_t a = 0, b = 0; a < one->count || b < other->count;) {
        uint32_t start = UINT32_MAX;
        if (a < one->count) start = one->at[a].start;
        if (b < other->count && other->at[b].start < start) start = other->at[b].start;
        const ks_occurrence *best = NULL;
        for (; a < one->count && one->at[a].start == start; a++)
            if (!best || best->reach < one->at[a].reach) best = &one->at[a];
        for (; b < other->count && other->at[b].start == start; b++)
            if (!best || best->reach < other->at[b].reach) best = &other->at[b];
        ks_append(pages, &both, *best);
    }
    return both;
}
