/* Which articles of a segment does a query match?
 *
 * The program is the plan in prefix order, as numbers:
 *
 *     ANY n, n programs         articles that any matches
 *     ALL n, n programs         articles that all match; none where n is 0
 *     EXCEPT, two programs      articles that the first matches and the second does not
 *     CHAIN k, t, t terms, n, n times a term, low and high
 *                               articles that hold the t terms and, in one section, the n links, each
 *                               from low to high code points behind the place of the one before; all
 *                               of it in sections of the kinds whose bits are set in k, 0: of any kind
 *     MASK m                    articles of the segment's mask m
 *
 * What matches is a bitmap. An article that is known to match already is not looked at again, nor is
 * one that cannot count: the places in a list are read for the others only.
 */
#include "search.h"

enum { ANY, ALL, EXCEPT, CHAIN, MASK };

typedef struct {
    uint32_t term;
    int32_t low, high;
} link_;

static void evaluate(ks_view *view, const int32_t **at, uint64_t *out, const uint64_t *within);

static const ks_field *field_of(const ks_view *view, uint32_t term) {
    return view->segment->field[view->query->term_field[term]];
}

/* Whether the posting where a reader stands is of one of some kinds of sections. */
static int is_of_kinds(ks_reader *reader, uint32_t kinds) {
    ks_codes_of_block(reader);
    uint32_t code = reader->code[reader->at], found = 0;
    if (code >= reader->field->codes) return 0;
    const uint16_t *tf = reader->field->tf + (uint64_t)code * KS_KINDS;
    for (uint32_t kind = 0; kind < KS_KINDS; kind++) found |= (uint32_t)(tf[kind] > 0) << kind;
    return (found & kinds) != 0;
}

/* Add every article of one list that has the term in sections of some kinds. */
static void add_list_of_kinds(ks_view *view, uint32_t term, uint64_t *out, uint32_t kinds) {
    ks_reader reader;
    ks_open_reader(&reader, view->arena, field_of(view, term), &view->entry[term]);
    do {
        for (reader.at = 0; reader.at < reader.count; reader.at++)
            if (reader.article[reader.at] < view->segment->articles && is_of_kinds(&reader, kinds))
                ks_set(out, reader.article[reader.at]);
    } while (ks_next_block(&reader));
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

/* Those of some places, all of one article, that lie in sections of some kinds: written to ``kept``. */
static uint32_t in_kinds(const ks_segment *segment, uint32_t article, uint32_t kinds,
                         const uint32_t *place, uint32_t places, uint32_t *kept) {
    uint32_t last = segment->first_section[article + 1], count = 0, at = 0, end = 0;
    if (last > segment->sections) last = (uint32_t)segment->sections;
    for (uint32_t section = segment->first_section[article]; section < last && at < places; section++) {
        end += length_of(segment, section) + KS_GAP;
        int is_wanted = segment->section_kind && kinds >> (segment->section_kind[section] & 31) & 1;
        for (; at < places && place[at] < end; at++)
            if (is_wanted) kept[count++] = place[at];
    }
    return count;
}

/* Room for the places of one link, twice. */
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

/* Which places a link can be reached at from some places of the link before, in one section: written
 * to ``next``; how many. ``enough`` of them do. */
static uint32_t reach(const ks_view *view, uint32_t article, const link_ *link,
                      const uint32_t *reached, uint32_t size, const uint32_t *place, uint32_t places,
                      uint32_t *next, uint32_t enough) {
    uint32_t kept = 0, begin = 0;
    for (uint32_t n = 0; n < places && kept < enough; n++) {
        int64_t low = (int64_t)place[n] - link->high, high = (int64_t)place[n] - link->low;
        while (begin < size && reached[begin] < low) begin++;
        for (uint32_t r = begin; r < size && reached[r] <= high; r++) {
            uint32_t from = reached[r], to = place[n];
            uint32_t early = from < to ? from : to, late = from < to ? to : from;
            if (late < section_end(view->segment, article, early)) {
                next[kept++] = place[n];
                break;
            }
        }
    }
    return kept;
}

/* Whether the links stand in the article where all readers stand: each place that a link can be
 * reached at from the link before is kept, until none is left or all links are done. */
static int stands(ks_view *view, uint32_t article, const link_ *links, uint32_t count,
                  ks_reader *const *readers, uint32_t kinds) {
    uint32_t size, places;
    const uint32_t *reached = ks_places(readers[0], &size);
    if (kinds) {
        if (!room_for(view, size)) return 0;
        size = in_kinds(view->segment, article, kinds, reached, size, view->reached);
        reached = view->reached;
    }
    for (uint32_t i = 1; i < count && size; i++) {
        const uint32_t *place = ks_places(readers[i], &places);
        if (!room_for(view, places)) return 0;
        size = reach(view, article, &links[i], reached, size, place, places, view->next,
                     i + 1 < count ? UINT32_MAX : 1);
        uint32_t *swap = view->reached;
        reached = view->reached = view->next;
        view->next = swap;
    }
    return size > 0;
}

/* The lists of a chain: its terms', then its links'; each reader once more, the rarest first. */
typedef struct {
    uint32_t count, links, kinds;
    link_ *link;
    ks_reader *reader, **of_link, **order;
} chain_;

/* Open the chain at ``*at`` and move behind it; 0 where it stands nowhere, or there is no memory. */
static int open_chain(ks_view *view, const int32_t **at, chain_ *chain) {
    chain->kinds = (uint32_t)*(*at)++;
    uint32_t terms = (uint32_t)*(*at)++;
    const int32_t *term = *at, *link = term + terms + 1;
    chain->links = (uint32_t)term[terms];
    chain->count = terms + chain->links;
    *at = link + 3 * (uint64_t)chain->links;
    chain->link = ks_take(view->arena, (chain->links + 1) * sizeof *chain->link);
    chain->reader = ks_take(view->arena, (chain->count + 1) * sizeof *chain->reader);
    chain->order = ks_take(view->arena, (chain->count + 1) * sizeof *chain->order);
    if (!chain->count || view->arena->failed) return 0;
    for (uint32_t i = 0; i < chain->count; i++) {
        uint32_t number = (uint32_t)(i < terms ? term[i] : link[3 * (i - terms)]);
        if (!view->entry[number].df) return 0;
        ks_open_reader(&chain->reader[i], view->arena, field_of(view, number), &view->entry[number]);
        uint32_t place = i;
        for (; place && chain->order[place - 1]->entry.df > view->entry[number].df; place--)
            chain->order[place] = chain->order[place - 1];
        chain->order[place] = &chain->reader[i];
    }
    chain->of_link = ks_take(view->arena, (chain->links + 1) * sizeof *chain->of_link);
    if (!chain->of_link) return 0;
    for (uint32_t i = 0; i < chain->links; i++, link += 3) {
        chain->link[i] = (link_){(uint32_t)link[0], link[1], link[2]};
        chain->of_link[i] = &chain->reader[terms + i];
    }
    return 1;
}

/* Whether all lists of a chain have an article in sections of its kinds, where all readers stand. */
static int are_of_kinds(const chain_ *chain) {
    for (uint32_t i = 0; chain->kinds && i < chain->count; i++)
        if (!is_of_kinds(chain->order[i], chain->kinds)) return 0;
    return 1;
}

/* Add the articles in which a chain of several lists stands. */
static void add_lists(ks_view *view, const chain_ *chain, uint64_t *out, const uint64_t *within) {
    ks_reader *rarest = chain->order[0];
    uint32_t article = ks_seek(rarest, 0);
    while (article < view->segment->articles && !view->arena->failed) {
        uint32_t wanted = article + 1;
        if (!ks_has(out, article) && (!within || ks_has(within, article))) {
            uint32_t i = 1, there = article;
            while (i < chain->count && (there = ks_seek(chain->order[i], article)) == article) i++;
            if (i < chain->count)
                wanted = there;
            else if (are_of_kinds(chain) &&
                     (chain->links < 2 || stands(view, article, chain->link, chain->links,
                                                 chain->of_link, chain->kinds)))
                ks_set(out, article);
            if (wanted == KS_NONE) return;
        }
        article = ks_seek(rarest, wanted);
    }
}

static void add_chain(ks_view *view, const int32_t **at, uint64_t *out, const uint64_t *within) {
    if ((*at)[1] + (*at)[2 + (*at)[1]] == 1) { /* one list is the answer */
        uint32_t kinds = (uint32_t)*(*at)++;
        const int32_t *code = *at;
        uint32_t term = (uint32_t)(code[0] ? code[1] : code[2]);
        *at += 2 + (code[0] ? 1 : 3);
        if (!view->entry[term].df) return;
        if (kinds)
            add_list_of_kinds(view, term, out, kinds);
        else
            add_list(view, term, out);
        return;
    }
    ks_mark mark = ks_mark_here(view->arena);
    chain_ chain;
    if (open_chain(view, at, &chain)) add_lists(view, &chain, out, within);
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

/* How many articles the program at ``*at`` can match at most, by how many have the rarest term of each
 * chain; moves behind it. */
static uint64_t most_of(const ks_view *view, const int32_t **at) {
    uint64_t every = view->segment->articles, most = 0;
    int32_t operation = *(*at)++;
    if (operation == ANY || operation == ALL) {
        int32_t count = *(*at)++;
        for (int32_t i = 0; i < count; i++) {
            uint64_t part = most_of(view, at);
            if (operation == ANY)
                most += part;
            else if (!i || part < most)
                most = part;
        }
        return most < every ? most : every;
    }
    if (operation == EXCEPT) {
        most = most_of(view, at);
        most_of(view, at);
        return most;
    }
    if (operation == MASK) {
        ++*at;
        return every;
    }
    ++*at; /* the kinds */
    uint64_t fewest = every;
    int32_t terms = *(*at)++;
    for (int32_t i = 0; i < terms; i++, ++*at)
        if (view->entry[**at].df < fewest) fewest = view->entry[**at].df;
    int32_t links = *(*at)++;
    for (int32_t i = 0; i < links; i++, *at += 3)
        if (view->entry[**at].df < fewest) fewest = view->entry[**at].df;
    return terms + links ? fewest : 0;
}

/* How many articles of the segment the query can match at most. */
uint64_t ks_most_matches(const ks_view *view) {
    const int32_t *at = view->query->program;
    return most_of(view, &at);
}

/* ---- one article at a time ---- */

/* Get ready to look at articles of the view's segment; 0 where there is no memory. */
int ks_open_matcher(ks_matcher *matcher, ks_view *view) {
    uint64_t terms = view->query->terms;
    matcher->view = view;
    matcher->reader = ks_take(view->arena, (terms + 1) * sizeof *matcher->reader);
    matcher->is_open = ks_take_blank(view->arena, terms + 1);
    return matcher->reader && matcher->is_open;
}

/* Whether an article has a term; the term's reader then stands there. */
int ks_has_term(ks_matcher *matcher, uint32_t term, uint32_t article) {
    const ks_entry *entry = &matcher->view->entry[term];
    if (!entry->df) return 0;
    if (!matcher->is_open[term]) {
        ks_open_reader(&matcher->reader[term], matcher->view->arena,
                       field_of(matcher->view, term), entry);
        matcher->is_open[term] = 1;
    }
    return ks_seek_to(&matcher->reader[term], article);
}

/* Whether an article has a term in sections of some kinds, 0: of any. */
static int has_of_kinds(ks_matcher *matcher, int32_t term, uint32_t article, uint32_t kinds) {
    return ks_has_term(matcher, (uint32_t)term, article) &&
           (!kinds || is_of_kinds(&matcher->reader[term], kinds));
}

static int chain_holds(ks_matcher *matcher, const int32_t **at, uint32_t article, int asked) {
    uint32_t kinds = (uint32_t)*(*at)++;
    uint32_t terms = (uint32_t)*(*at)++;
    const int32_t *term = *at, *link = term + terms + 1;
    uint32_t links = (uint32_t)term[terms];
    *at = link + 3 * (uint64_t)links;
    if (!asked || terms + links == 0) return 0;
    for (uint32_t i = 0; i < terms; i++)
        if (!has_of_kinds(matcher, term[i], article, kinds)) return 0;
    for (uint32_t i = 0; i < links; i++)
        if (!has_of_kinds(matcher, link[3 * i], article, kinds)) return 0;
    if (links < 2) return 1;
    ks_arena *arena = matcher->view->arena;
    link_ *of_chain = ks_take(arena, links * sizeof *of_chain);
    ks_reader **of_link = ks_take(arena, links * sizeof *of_link);
    if (!of_chain || !of_link) return 0;
    for (uint32_t i = 0; i < links; i++) {
        of_chain[i] = (link_){(uint32_t)link[3 * i], link[3 * i + 1], link[3 * i + 2]};
        of_link[i] = &matcher->reader[link[3 * i]];
    }
    return stands(matcher->view, article, of_chain, links, of_link, kinds);
}

/* Whether the program at ``*at`` matches an article, if that is asked; moves behind it anyway. */
static int holds(ks_matcher *matcher, const int32_t **at, uint32_t article, int asked) {
    int32_t operation = *(*at)++;
    if (operation == CHAIN) return chain_holds(matcher, at, article, asked);
    if (operation == MASK) {
        const uint64_t *mask = matcher->view->segment->mask[*(*at)++];
        return asked && ks_has(mask, article);
    }
    if (operation == EXCEPT) {
        int wanted = holds(matcher, at, article, asked);
        return !holds(matcher, at, article, wanted) && wanted;
    }
    int32_t count = *(*at)++;
    int found = operation == ALL && count > 0;
    for (int32_t i = 0; i < count; i++) {
        int open = asked && (operation == ALL ? found : !found);
        int here = holds(matcher, at, article, open);
        if (open) found = here;
    }
    return asked && found;
}

/* Whether the query matches a live article of the segment; articles may come in any order. */
int ks_matches(ks_matcher *matcher, uint32_t article) {
    const int32_t *at = matcher->view->query->program;
    const uint64_t *live = matcher->view->segment->live;
    return (!live || ks_has(live, article)) && holds(matcher, &at, article, 1);
}
