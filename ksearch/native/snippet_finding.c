/* Where in some articles do the units of a plan stand? One pass over the text for all of them.
 *
 * What is sought comes as numbers, which compiling.py writes in the order in which they are read
 * here. For each letter that something may begin with there is a list of what may; at every place
 * with such a letter it is looked for, so that what is found rises by itself. Hanja may stand for any
 * term of Hangul (신한은행 begins in 신한銀): words up to their last hanja are looked at for all of them.
 */
#include "snippets.h"

/* What begins with this letter: a pattern, and the term or chain that it is for. */
typedef struct {
    uint32_t code, next; /* the next of the same slot */
    const ks_pattern *pattern;
    ks_term *term;
    ks_chain *chain;
} beginning;

typedef struct {
    ks_pages *pages;
    const uint32_t *at; /* what is read next */
    beginning *list;
    uint32_t count, room;
    uint32_t *head; /* of each list the first, from 1 on; room for all lists that there can be */
    uint32_t heads;
    ks_term *last_term;
} reader;

static void *taken(reader *in, uint64_t count, uint64_t size) {
    void *found = ks_take_blank(in->pages->arena, count * size);
    if (!found) in->pages->failed = 1;
    return found;
}

/* Put something in the list of a letter. */
static void begin_with(reader *in, uint32_t code, beginning what) {
    uint16_t *first = &in->pages->memory->first[code & KS_FIRST_MASK];
    if (in->count == in->room) {
        uint32_t room = in->room ? 2 * in->room : 64;
        beginning *more = taken(in, room, sizeof *more);
        if (!more) {
            in->pages->failed = 1;
            return;
        }
        if (in->count) memcpy(more, in->list, in->count * sizeof *more);
        in->list = more;
        in->room = room;
    }
    if (!in->count) in->count = 1; /* 0 is the end of a list */
    if (!*first) {
        *first = (uint16_t)++in->heads;
        in->head[in->heads] = 0;
    }
    what.code = code;
    what.next = in->head[*first];
    in->list[in->count] = what;
    in->head[*first] = in->count++;
}

static void begin_pattern(reader *in, const ks_pattern *pattern, ks_term *term, ks_chain *chain) {
    beginning what = {.pattern = pattern, .term = term, .chain = chain};
    if (pattern->kind == KS_FOREIGN || !pattern->size) {
        for (uint32_t i = 0; i < pattern->nexts; i++) begin_with(in, pattern->next[i], what);
        return;
    }
    uint32_t code = pattern->letters[0];
    begin_with(in, code, what);
    if (pattern->kind == KS_NUMBER && code - '0' < 10) begin_with(in, code + 0xfee0, what);
}

static ks_pattern read_pattern(reader *in) {
    ks_pattern pattern = {.kind = in->at[0], .asked = in->at[1], .size = in->at[2],
                          .grouped_size = in->at[3], .nexts = in->at[4]};
    pattern.letters = in->at + 5;
    pattern.grouped = pattern.letters + pattern.size;
    pattern.next = pattern.grouped + pattern.grouped_size;
    in->at = pattern.next + pattern.nexts;
    return pattern;
}

static void read_term(reader *in, ks_term *term) {
    term->asked = in->at[0];
    term->size = in->at[1];
    term->shown = in->at[2];
    term->letters = in->at + 3;
    in->at += 3 + term->size;
    if (!in->pages->failed) {
        term->before = in->last_term;
        in->last_term = term;
    }
    uint32_t count = *in->at++;
    ks_pattern *pattern = taken(in, count, sizeof *pattern);
    for (uint32_t i = 0; i < count; i++) {
        ks_pattern read = read_pattern(in);
        if (!pattern) continue;
        pattern[i] = read;
        begin_pattern(in, &pattern[i], term, NULL);
    }
}

static ks_term *read_terms(reader *in, uint32_t *count) {
    *count = *in->at++;
    ks_term *term = taken(in, *count, sizeof *term), none;
    for (uint32_t i = 0; i < *count; i++) read_term(in, term ? &term[i] : &none);
    return term;
}

static const uint32_t *read_numbers(reader *in, uint32_t *count) {
    *count = *in->at++;
    const uint32_t *found = in->at;
    in->at += *count;
    return found;
}

static void read_chain(reader *in, ks_chain *chain) {
    chain->term = read_terms(in, &chain->terms);
    chain->pieces = *in->at++;
    chain->piece = taken(in, chain->pieces, sizeof *chain->piece);
    for (uint32_t i = 0; i < chain->pieces; i++) {
        ks_chained piece = {.pattern = read_pattern(in), .low = in->at[0], .high = in->at[1],
                            .start = in->at[2], .size = in->at[3], .last = in->at[4]};
        in->at += 5;
        if (chain->piece) chain->piece[i] = piece;
    }
    chain->mark = read_numbers(in, &chain->marks);
    chain->marks /= 2;
    chain->shown = read_numbers(in, &chain->showns);
    if (chain->piece && chain->pieces) begin_pattern(in, &chain->piece->pattern, NULL, chain);
}

static void read_unit(reader *in, ks_unit *unit) {
    uint32_t whole;
    unit->whole = read_terms(in, &whole);
    if (!whole) unit->whole = NULL;
    unit->chains = *in->at++;
    unit->chain = taken(in, unit->chains, sizeof *unit->chain);
    for (uint32_t i = 0; unit->chain && i < unit->chains; i++) read_chain(in, &unit->chain[i]);
    unit->part = unit->chain ? read_terms(in, &unit->parts) : NULL;
}

/* ---- the pass ---- */

static void find_term(ks_pages *pages, ks_term *term, uint32_t at) {
    ks_list *found = &term->found;
    if (found->count && found->at[found->count - 1].start == at) return;
    if (term->size && term->size <= pages->end - at &&
        !memcmp(pages->codes + at, term->letters, term->size * sizeof *term->letters)) {
        if (term->shown) ks_add_occurrence(pages, found, at, at + term->shown);
        return;
    }
    uint32_t end = ks_term_end(pages, term, at);
    if (end) ks_add_occurrence(pages, found, at, end);
}

/* Look at a place for all that may begin with its letter. */
static void look(ks_pages *pages, const beginning *list, uint32_t first, uint32_t at) {
    uint32_t place, code = pages->codes[at];
    ks_stretch covered;
    for (uint32_t i = first; i; i = list[i].next) {
        const beginning *what = &list[i];
        if (what->code != code) continue;
        if (!ks_begins_at(pages, what->pattern, at, &place, &covered)) continue;
        if (what->term)
            find_term(pages, what->term, at);
        else
            ks_chain_from(pages, what->chain, place, covered);
    }
}

/* Most texts have none, so that some letters at a time are looked at. */
#define MANY 64

static int is_hanja(uint32_t code) {
    return (code - 0x3400u < 0x6c00u) | (code - 0xf900u < 0x200u) | (code >= 0x20000u);
}

static uint32_t next_hanja(const uint32_t *codes, uint32_t at, uint32_t end) {
    for (; end - at >= MANY; at += MANY) {
        uint32_t there = 0;
        for (uint32_t i = 0; i < MANY; i++) there |= (uint32_t)is_hanja(codes[at + i]);
        if (there) break;
    }
    while (at < end && !is_hanja(codes[at])) at++;
    return at;
}

/* Find the next hanja from ``at`` on, and where the letters before it begin. */
static void find_hanja(ks_pages *pages, uint32_t at) {
    uint32_t word = pages->hanja = next_hanja(pages->codes, at, pages->end);
    while (word > at && (pages->classes[pages->codes[word - 1]] & (KS_LETTER | KS_DIGIT) ||
                         pages->codes[word - 1] == ',' || pages->codes[word - 1] == '.'))
        word--;
    pages->hanja_word = pages->hanja < pages->end ? word : pages->end;
}

/* Look up the word around a place for every term. */
static void look_for_all(ks_pages *pages, ks_term *last, uint32_t at) {
    for (ks_term *term = last; term; term = term->before) find_term(pages, term, at);
    if (at == pages->hanja) find_hanja(pages, at + 1);
}

static void pass(ks_pages *pages, const beginning *list, const uint32_t *head, ks_term *last) {
    const uint32_t *codes = pages->codes;
    const uint16_t *first = pages->memory->first;
    for (uint32_t section = 0; section < pages->sections; section++) {
        pages->begin = pages->section[section];
        pages->end = pages->section[section + 1];
        find_hanja(pages, pages->begin);
        for (uint32_t at = pages->begin; at < pages->end; at++) {
            uint32_t number = first[codes[at] & KS_FIRST_MASK];
            if (number) look(pages, list, head[number], at);
            if (at >= pages->hanja_word) look_for_all(pages, last, at);
        }
    }
}

/* ---- what it found ---- */

/* The article of a place: sections of no letters have none. */
static uint32_t article_of(const ks_pages *pages, uint32_t place) {
    uint32_t low = 0, high = pages->articles - 1;
    while (low < high) {
        uint32_t middle = low + (high - low + 1) / 2;
        if (pages->section[pages->first[middle]] <= place)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* Unite with ``found`` what of a list is in the articles of which ``number`` is said. */
static void unite(ks_pages *pages, ks_list *found, const ks_list *list, const uint32_t *said,
                  uint32_t number) {
    ks_list here = {0};
    for (uint32_t i = 0; i < list->count; i++)
        if (said[article_of(pages, list->at[i].start)] == number)
            ks_append(pages, &here, list->at[i]);
    if (here.count) *found = ks_united(pages, found, &here);
}

/* Say ``number`` of the articles of a list of which one less is said. */
static void say(const ks_pages *pages, const ks_list *list, uint32_t *said, uint32_t number) {
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t *of = &said[article_of(pages, list->at[i].start)];
        if (*of + 1 == number) *of = number;
    }
}

/* All of a chain with terms must be in the article, and then each of it is shown. */
static ks_list found_together(ks_pages *pages, ks_chain *chain) {
    ks_list both = {0};
    uint32_t count = 0;
    uint32_t *said = ks_take_blank(pages->arena, pages->articles * sizeof *said);
    if (!said) {
        pages->failed = 1;
        return both;
    }
    for (uint32_t i = 0; i < chain->terms; i++) say(pages, &chain->term[i].found, said, ++count);
    if (chain->pieces) say(pages, &chain->found, said, ++count);
    for (uint32_t i = 0; i < chain->terms; i++)
        unite(pages, &both, &chain->term[i].found, said, count);
    if (chain->pieces) unite(pages, &both, &chain->found, said, count);
    return both;
}

/* The parts of a unit in the articles that it is absent from. */
static ks_list found_parts(ks_pages *pages, const ks_unit *unit, const ks_list *whole) {
    ks_list there = {0};
    if (!unit->parts) return there;
    uint32_t *said = ks_take_blank(pages->arena, pages->articles * sizeof *said);
    if (!said) {
        pages->failed = 1;
        return there;
    }
    say(pages, whole, said, 1);
    for (uint32_t i = 0; i < unit->parts; i++) unite(pages, &there, &unit->part[i].found, said, 0);
    return there;
}

/* Add a row for each section with occurrences of a list, which rises. */
static void add_rows(ks_pages *pages, const ks_list *list, double worth) {
    uint32_t section = 0;
    for (uint32_t i = 0, end; i < list->count && !pages->failed; i = end) {
        while (pages->section[section + 1] <= list->at[i].start) section++;
        end = i + 1;
        while (end < list->count && list->at[end].start < pages->section[section + 1]) end++;
        if (pages->rows == pages->row_room) {
            uint32_t room = pages->row_room ? 2 * pages->row_room : 128;
            ks_row *more = ks_take(pages->arena, (uint64_t)room * sizeof *more);
            if (!more) {
                pages->failed = 1;
                return;
            }
            if (pages->rows) memcpy(more, pages->row, pages->rows * sizeof *more);
            pages->row = more;
            pages->row_room = room;
        }
        uint32_t row = pages->rows++;
        pages->row[row] = (ks_row){worth, list->at + i, end - i, KS_NONE};
        if (pages->row_of[section] == KS_NONE)
            pages->row_of[section] = row;
        else
            pages->row[pages->last_row[section]].next = row;
        pages->last_row[section] = row;
    }
}

static void add_unit(ks_pages *pages, ks_unit *unit, double weight, double part_share) {
    ks_list found = {0};
    if (unit->whole) found = unit->whole->found;
    for (uint32_t i = 0; i < unit->chains; i++) {
        ks_chain *chain = &unit->chain[i];
        /* By where they are shown, which of several pieces need not be the first. */
        ks_order(pages, &chain->found);
        ks_list here = chain->terms ? found_together(pages, chain) : chain->found;
        if (here.count) found = ks_united(pages, &found, &here);
    }
    ks_list parts = found_parts(pages, unit, &found);
    add_rows(pages, &found, weight);
    add_rows(pages, &parts, weight * part_share);
}

/* Find the units of a program in the pages, whose rows then hold what is found of each. */
void ks_find_units(ks_pages *pages, const uint32_t *program, uint32_t units,
                   const double *weights, double part_share) {
    reader in = {.pages = pages, .at = program};
    ks_unit *unit = taken(&in, units, sizeof *unit);
    in.head = ks_take(pages->arena, (KS_FIRST_MASK + 2) * sizeof *in.head);
    if (!in.head) pages->failed = 1;
    for (uint32_t i = 0; !pages->failed && i < units; i++) read_unit(&in, &unit[i]);
    if (!pages->failed && in.count) pass(pages, in.list, in.head, in.last_term);
    for (uint32_t i = 1; i < in.count; i++)
        pages->memory->first[in.list[i].code & KS_FIRST_MASK] = 0;
    for (uint32_t i = 0; !pages->failed && i < units; i++)
        add_unit(pages, &unit[i], weights[i], part_share);
}
