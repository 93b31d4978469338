/* What is shown of some articles, and what is marked in it? One call for a page of results. */
#include "snippets.h"

/* What is said where memory is short; less than that, so many questions are to be answered. */
#define NO_MEMORY (-1)

/* Some articles, as one text and as numbers: how many sections and articles there are, how many
 * sections each article has, which section is its headline (or KS_NONE), and how many code points
 * each section has. ``kinds`` has a letter for each section. */
static int take_pages(ks_pages *pages, const uint32_t *shape) {
    pages->sections = shape[0];
    pages->articles = shape[1];
    const uint32_t *sizes = shape + 2 + 2 * (uint64_t)pages->articles;
    uint64_t words = sizeof(uint32_t);
    uint32_t *section = ks_take(pages->arena, ((uint64_t)pages->sections + 1) * words);
    uint32_t *first = ks_take(pages->arena, ((uint64_t)pages->articles + 1) * words);
    pages->row_of = ks_take(pages->arena, pages->sections * words);
    pages->last_row = ks_take(pages->arena, pages->sections * words);
    if (pages->arena->failed) return 0;
    section[0] = first[0] = 0;
    for (uint32_t i = 0; i < pages->sections; i++) {
        section[i + 1] = section[i] + sizes[i];
        pages->row_of[i] = KS_NONE;
    }
    for (uint32_t i = 0; i < pages->articles; i++) first[i + 1] = first[i] + shape[2 + i];
    pages->section = section;
    pages->first = first;
    return 1;
}

/* Find, then write. */
static int64_t write_shown(ks_pages *pages, const uint32_t *program, uint32_t units,
                           const double *weights, double part_share, const uint32_t *shape,
                           ks_shown *shown) {
    if (!take_pages(pages, shape)) return NO_MEMORY;
    ks_find_units(pages, program, units, weights, part_share);
    if (pages->failed) return NO_MEMORY;
    if (pages->questions || pages->unasked) return NO_MEMORY - 1 - (int64_t)pages->questions;
    const uint32_t *headline = shape + 2 + pages->articles;
    for (uint32_t i = 0; i < pages->articles; i++) ks_write_article(pages, i, headline[i], shown);
    return pages->failed || pages->arena->failed ? NO_MEMORY : 0;
}

/* Write what is shown of some articles (see take_pages, ks_write_article) to three arrays with this
 * ``room``, and to ``sizes`` how much of each is taken; where that is more than the room, what does
 * not fit is left out. Gives 0; where something must be known first, -2 less how many questions
 * were written (see ks_memory_resolve); -1 where memory is short. */
KS_API int64_t ks_show(ks_memory *memory, const uint32_t *program, uint32_t units,
                       const double *weights, double part_share, const uint32_t *codes,
                       const uint32_t *shape, const uint8_t *kinds, const uint8_t *classes,
                       uint32_t *questions, uint32_t question_room, uint32_t *records,
                       uint32_t *marks, uint32_t *letters, uint32_t room, uint64_t *sizes) {
    ks_pages pages = {.memory = memory, .arena = memory->arena, .codes = codes, .kinds = kinds,
                      .classes = classes, .question = questions, .question_room = question_room};
    ks_shown shown = {{records, 0, room}, {marks, 0, room}, {letters, 0, room}};
    /* Another number than that of the run before, and than that of what is answered. */
    if (++memory->run == KS_NONE) memory->run = 1;
    int64_t said = write_shown(&pages, program, units, weights, part_share, shape, &shown);
    ks_reset(memory->arena);
    sizes[0] = shown.records.size;
    sizes[1] = shown.marks.size;
    sizes[2] = shown.letters.size;
    return said;
}
