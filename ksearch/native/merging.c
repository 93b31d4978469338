/* How do segments become one? Term by term, in byte order: each term's lists stand one behind the
 * other, since the articles of one segment come behind those of the one before it; the articles that
 * are gone drop out. What is made can be taken away at any step, so a merge needs little memory.
 */
#include "codes.h"
#include "postings.h"

#include <stdlib.h>

typedef struct {
    uint64_t sources;
    const ks_field *const *field;    /* of each source */
    const uint32_t *const *article;  /* of each source: the new number of each article, or KS_NONE */
    const uint64_t *const *tf_count; /* of each source: how often each code is used */
    uint64_t articles;
    const uint16_t *length;                /* of what is made, by article and kind */
    const double *weight, *b, *average;    /* of each kind, for the bounds */
    uint64_t block_size;
} ks_sources;
KS_SIZE(ks_sources);

typedef struct {
    ks_sources in;
    ks_cursor *cursor;
    uint32_t **code; /* of each source: the new code of each of its codes */
    ks_list list, part;
} merge;

static void free_merge(merge *m) {
    for (uint64_t s = 0; m->cursor && s < m->in.sources; s++) ks_close(&m->cursor[s]);
    for (uint64_t s = 0; m->code && s < m->in.sources; s++) free(m->code[s]);
    free(m->cursor);
    free(m->code);
    ks_free_list(&m->list);
    ks_free_list(&m->part);
    free(m);
}

static ks_counts counts_at(const ks_field *field, uint64_t code) {
    ks_counts counts;
    memcpy(&counts, field->tf + code * KS_KINDS, sizeof counts);
    return counts;
}

static int join_codes(merge *m, ks_made *made) {
    ks_codes codes = {0};
    int sound = 1;
    for (uint64_t s = 0; sound && s < m->in.sources; s++)
        for (uint64_t c = 0; sound && c < m->in.field[s]->codes; c++)
            sound = ks_count_code(&codes, counts_at(m->in.field[s], c), m->in.tf_count[s][c]);
    sound = sound && ks_order_codes(&codes, &made->tf, &made->tf_count);
    for (uint64_t s = 0; sound && s < m->in.sources; s++) {
        uint64_t count = m->in.field[s]->codes;
        m->code[s] = malloc((count + 1) * sizeof **m->code);
        if (!m->code[s]) sound = 0;
        for (uint64_t c = 0; sound && c < count; c++)
            m->code[s][c] = ks_code(&codes, counts_at(m->in.field[s], c));
    }
    ks_free_codes(&codes);
    return sound;
}

/* Begin; NULL where there is not enough memory. End with ks_merge_end. The input's arrays must live
 * as long. */
KS_API ks_made *ks_merge_begin(const ks_sources *in) {
    ks_made *made = calloc(1, sizeof *made);
    merge *m = calloc(1, sizeof *m);
    if (!made || !m) {
        free(made);
        free(m);
        return NULL;
    }
    m->in = *in;
    made->state = m;
    made->block_size = (uint32_t)in->block_size;
    m->cursor = calloc(in->sources + 1, sizeof *m->cursor);
    m->code = calloc(in->sources + 1, sizeof *m->code);
    made->worth = ks_worths(in->length, in->articles, in->weight, in->b, in->average);
    int sound = m->cursor && m->code && made->worth && join_codes(m, made);
    for (uint64_t s = 0; sound && s < in->sources; s++) {
        ks_first(&m->cursor[s], in->field[s]);
        sound = !m->cursor[s].failed;
    }
    if (sound) return made;
    free_merge(m);
    ks_free_made(made);
    return NULL;
}

static int append(merge *m, uint64_t source) {
    const ks_field *field = m->in.field[source];
    ks_list *part = &m->part, *list = &m->list;
    part->count = part->places = 0;
    if (!ks_read(field, &m->cursor[source].entry, part)) return 0;
    if (!ks_list_room(list, part->count, part->places)) return 0;
    for (uint32_t i = 0, n = 0; i < part->count; i++) {
        uint32_t code = part->code[i];
        uint32_t places = ks_tf(field, code);
        uint32_t old = part->article[i];
        uint32_t article = old < field->articles ? m->in.article[source][old] : KS_NONE;
        if (article != KS_NONE && code < field->codes) {
            list->article[list->count] = article;
            list->code[list->count++] = m->code[source][code];
            if (places) memcpy(list->place + list->places, part->place + n, places * sizeof *part->place);
            list->places += places;
        }
        n += places;
    }
    return 1;
}

/* Go on until some ``enough`` bytes of postings are there to be taken, or all is done: 1 while there
 * is more, 0 at the end, -1 where there is not enough memory. */
KS_API int ks_merge_step(ks_made *made, uint64_t enough) {
    merge *m = made->state;
    while (made->postings.size < enough) {
        const ks_cursor *least = NULL;
        for (uint64_t s = 0; s < m->in.sources; s++) {
            const ks_cursor *c = &m->cursor[s];
            if (c->failed) return -1;
            if (c->valid && (!least || ks_compare(c->text, c->size, least->text, least->size) < 0))
                least = c;
        }
        if (!least) return 0;
        m->list.count = m->list.places = 0;
        ks_buffer text = {0};
        ks_put(&text, least->text, least->size);
        if (text.failed) return -1;
        for (uint64_t s = 0; s < m->in.sources; s++) {
            ks_cursor *c = &m->cursor[s];
            if (!c->valid || ks_compare(c->text, c->size, text.bytes, (uint32_t)text.size)) continue;
            if (!append(m, s)) {
                ks_free_buffer(&text);
                return -1;
            }
            ks_next(c);
        }
        if (m->list.count) ks_write_term(made, text.bytes, (uint32_t)text.size, &m->list);
        ks_free_buffer(&text);
        if (made->failed) return -1;
    }
    return 1;
}

KS_API void ks_merge_end(ks_made *made) {
    free_merge(made->state);
    ks_free_made(made);
}
