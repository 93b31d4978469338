/* How do words in texts become postings? By counting: where each term's postings will stand is known
 * before the first is put there, and since texts are gone through in order, nothing needs sorting but
 * the terms themselves.
 */
#include "codes.h"
#include "postings.h"

#include <stdlib.h>

/* Which word stands where, and which terms a word has: ksearch.codec.batch. Sections are in the
 * order of their articles, tokens in the order of the text, a word's terms in that of their starts. */
typedef struct {
    uint64_t tokens;
    const uint32_t *word, *section, *offset;
    uint64_t sections;
    const uint32_t *section_article, *section_start;
    const uint8_t *section_kind;
    uint64_t articles, words;
    const uint32_t *word_end, *term, *start;
    uint64_t terms;
    const uint8_t *text;
    const uint32_t *text_end;
    const double *weight, *b; /* of each kind, for the bounds */
    uint32_t block_size;
    uint32_t positions; /* KS_OFFSETS or KS_ORDINALS: then section_start tells which section it is */
} ks_tokens;
KS_SIZE(ks_tokens);

/* Entries, term by term: article, kind and place. */
typedef struct {
    uint64_t *end; /* where each term's entries end */
    uint32_t *article, *place;
    uint8_t *kind;
} entries;

static void free_entries(entries *e) {
    free(e->end);
    free(e->article);
    free(e->place);
    free(e->kind);
}

static int collect(const ks_tokens *in, entries *e, uint16_t *length) {
    uint64_t *next = calloc(in->terms + 1, sizeof *next), total = 0;
    if (!next) return 0;
    for (uint64_t i = 0; i < in->tokens; i++) {
        uint32_t word = in->word[i];
        for (uint32_t n = word ? in->word_end[word - 1] : 0; n < in->word_end[word]; n++)
            next[in->term[n]]++;
    }
    for (uint64_t t = 0; t < in->terms; t++) {
        uint64_t count = next[t];
        next[t] = total;
        total += count;
    }
    e->end = next; /* becomes the ends while the entries are filled in */
    e->article = malloc((total + 1) * sizeof *e->article);
    e->kind = malloc(total + 1);
    e->place = malloc((total + 1) * sizeof *e->place);
    if (!e->article || !e->kind || !e->place) return 0;
    for (uint64_t i = 0; i < in->tokens; i++) {
        uint32_t word = in->word[i], section = in->section[i];
        uint32_t article = in->section_article[section];
        uint32_t place = in->section_start[section];
        if (in->positions == KS_OFFSETS) place += in->offset[i];
        uint8_t kind = in->section_kind[section];
        uint16_t *tokens = length + (uint64_t)article * KS_KINDS + kind;
        for (uint32_t n = word ? in->word_end[word - 1] : 0; n < in->word_end[word]; n++) {
            uint64_t at = next[in->term[n]]++;
            e->article[at] = article;
            e->kind[at] = kind;
            e->place[at] = in->positions == KS_OFFSETS ? place + in->start[n] : place;
            if (*tokens < UINT16_MAX) ++*tokens;
        }
    }
    return 1;
}

/* The postings of one term: ``list`` gets articles and places, ``counts`` what stands in each kind. */
static int gather(const ks_tokens *in, const entries *e, uint64_t term, ks_list *list,
                  ks_counts *counts) {
    uint64_t at = term ? e->end[term - 1] : 0, end = e->end[term];
    list->count = list->places = 0;
    if (!ks_list_room(list, (uint32_t)(end - at), (uint32_t)(end - at))) return 0;
    while (at < end) {
        uint32_t article = e->article[at], most = list->places;
        ks_counts here = {{0}};
        for (; at < end && e->article[at] == article; at++) {
            uint16_t *tf = &here.tf[e->kind[at]];
            if (*tf == UINT16_MAX) continue;
            ++*tf;
            list->place[most] = e->place[at];
            if (in->positions == KS_ORDINALS) list->place[most] += most - list->places;
            most++;
        }
        list->places = most;
        list->article[list->count] = article;
        counts[list->count++] = here;
    }
    return 1;
}

/* The used terms in the order of their bytes, by merging ever longer runs. */
static uint32_t *in_byte_order(const ks_tokens *in, const uint64_t *end, uint64_t *count) {
    uint32_t *order = malloc((in->terms + 1) * sizeof *order);
    uint32_t *other = malloc((in->terms + 1) * sizeof *other);
    uint64_t used = 0;
    if (!order || !other) {
        free(order);
        free(other);
        return NULL;
    }
    for (uint64_t t = 0; t < in->terms; t++)
        if (end[t] > (t ? end[t - 1] : 0)) order[used++] = (uint32_t)t;
    for (uint64_t run = 1; run < used; run *= 2) {
        for (uint64_t low = 0; low < used; low += 2 * run) {
            uint64_t middle = low + run < used ? low + run : used;
            uint64_t high = low + 2 * run < used ? low + 2 * run : used;
            uint64_t a = low, b = middle, out = low;
            while (a < middle || b < high) {
                int take_a = b >= high;
                if (a < middle && b < high) {
                    uint32_t x = order[a], y = order[b];
                    uint32_t x_at = x ? in->text_end[x - 1] : 0, y_at = y ? in->text_end[y - 1] : 0;
                    take_a = ks_compare(in->text + x_at, in->text_end[x] - x_at, in->text + y_at,
                                        in->text_end[y] - y_at) <= 0;
                }
                other[out++] = take_a ? order[a++] : order[b++];
            }
        }
        uint32_t *swap = order;
        order = other;
        other = swap;
    }
    free(other);
    *count = used;
    return order;
}

static void average_lengths(const uint16_t *length, uint64_t articles, double *average) {
    for (int kind = 0; kind < KS_KINDS; kind++) {
        uint64_t sum = 0, having = 0;
        for (uint64_t a = 0; a < articles; a++) {
            sum += length[a * KS_KINDS + kind];
            having += length[a * KS_KINDS + kind] > 0;
        }
        average[kind] = having ? (double)sum / having : 0;
    }
}

static int write_terms(const ks_tokens *in, const entries *e, ks_made *made) {
    ks_codes codes = {0};
    ks_list list = {0};
    uint64_t used = 0, longest = 0;
    uint32_t *order = in_byte_order(in, e->end, &used);
    for (uint64_t t = 0; t < in->terms; t++) {
        uint64_t count = e->end[t] - (t ? e->end[t - 1] : 0);
        if (count > longest) longest = count;
    }
    ks_counts *counts = malloc((longest + 1) * sizeof *counts);
    int sound = order && counts;
    /* Once to learn which counts there are, so that the usual ones get the low codes; once to write. */
    for (uint64_t n = 0; sound && n < used; n++) {
        sound = gather(in, e, order[n], &list, counts);
        for (uint32_t i = 0; sound && i < list.count; i++) sound = ks_count_code(&codes, counts[i], 1);
    }
    sound = sound && ks_order_codes(&codes, &made->tf, &made->tf_count);
    for (uint64_t n = 0; sound && n < used; n++) {
        uint32_t term = order[n], at = term ? in->text_end[term - 1] : 0;
        sound = gather(in, e, term, &list, counts);
        for (uint32_t i = 0; sound && i < list.count; i++) list.code[i] = ks_code(&codes, counts[i]);
        if (sound) ks_write_term(made, in->text + at, in->text_end[term] - at, &list);
        sound = sound && !made->failed;
    }
    free(counts);
    free(order);
    ks_free_list(&list);
    ks_free_codes(&codes);
    return sound;
}

/* Invert one field; NULL where there is not enough memory. */
KS_API ks_made *ks_invert(const ks_tokens *in) {
    ks_made *made = calloc(1, sizeof *made);
    entries e = {0};
    uint64_t size = in->articles * KS_KINDS * sizeof(uint16_t);
    int sound = made && ks_reserve(&made->length, size + 1);
    if (sound) {
        memset(made->length.bytes, 0, size);
        made->length.size = size;
        made->block_size = in->block_size;
        uint16_t *length = (uint16_t *)made->length.bytes;
        sound = collect(in, &e, length);
        average_lengths(length, in->articles, made->average);
        made->worth = ks_worths(length, in->articles, in->weight, in->b, made->average);
        sound = sound && made->worth && write_terms(in, &e, made);
    }
    free_entries(&e);
    if (sound) return made;
    ks_free_made(made);
    return NULL;
}
