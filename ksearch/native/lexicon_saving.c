/* How do a saved lexicon and what is fresh become a new file? They are merged in the order of their
 * keys, in one pass that counts how often each pattern and form is used, and one that writes. */
#include "lexicon.h"

#include <stdlib.h>

/* A key and its value, on the way into a new file. */
typedef struct {
    uint64_t prefix;
    const uint8_t *key, *value, *end;
    uint32_t size;
} ks_row;

static int by_key(const void *one, const void *other) {
    const ks_row *a = one, *b = other;
    if (a->prefix != b->prefix) return a->prefix < b->prefix ? -1 : 1;
    return ks_compare(a->key, a->size, b->key, b->size);
}

/* Goes through a saved lexicon in the order of its keys. */
typedef struct {
    const ks_lexicon *lexicon;
    const uint8_t *at, *end;
    uint64_t block;
    uint8_t key[KS_MAX_KEY_BYTES];
    ks_row row;
} ks_walk;

/* The next row: KS_FOUND; KS_ABSENT at the end; KS_DAMAGED. */
static int walk_on(ks_walk *walk) {
    const ks_lexicon *lexicon = walk->lexicon;
    uint32_t shared, further, before = walk->row.size;
    uint64_t unverified;
    if (walk->at == walk->end) {
        if (!lexicon || walk->block == lexicon->blocks) return KS_ABSENT;
        int said = ks_block_at(lexicon, walk->block++, &walk->at, &walk->end, &unverified);
        if (said != KS_FOUND) return KS_DAMAGED;
        before = 0;
    }
    if (!ks_read_lengths(&walk->at, walk->end, &shared, &further)) return KS_DAMAGED;
    if (shared > before) return KS_DAMAGED;
    memcpy(walk->key + shared, walk->at, further);
    walk->at += further;
    walk->row.key = walk->key;
    walk->row.size = shared + further;
    walk->row.prefix = ks_prefix_of(walk->key, walk->row.size);
    walk->row.value = walk->at;
    if (!ks_skip_entry(&lexicon->tables, &walk->at, walk->end)) return KS_DAMAGED;
    walk->row.end = walk->at;
    return KS_FOUND;
}

/* A table of the new file: the strings of both sources, how often each is used, and its new number;
 * ``numbers`` holds those of the base's strings, then those of the fresh ones. */
typedef struct {
    ks_strings strings;
    uint32_t *numbers, *uses, *rank;
    uint64_t of_base;
} ks_merged;

typedef struct {
    ks_merged patterns, forms;
    ks_buffer first, block, blob, pattern_end, pattern_text, form_end, form_text;
    uint64_t entries;
} ks_saved;

static void free_merged(ks_merged *merged) {
    ks_strings_free(&merged->strings);
    free(merged->numbers);
    free(merged->uses);
    free(merged->rank);
}

KS_API void ks_saved_free(ks_saved *saved) {
    if (!saved) return;
    free_merged(&saved->patterns);
    free_merged(&saved->forms);
    ks_buffer *buffers[] = {&saved->first,       &saved->block,        &saved->blob,
                            &saved->pattern_end, &saved->pattern_text, &saved->form_end,
                            &saved->form_text};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) ks_free_buffer(buffers[i]);
    free(saved);
}

static int merge_strings(ks_merged *merged, const uint8_t *base_text, const uint32_t *base_end,
                         uint64_t base_count, uint64_t base_size, const ks_strings *fresh) {
    uint64_t count = base_count + fresh->count;
    merged->of_base = base_count;
    merged->numbers = malloc((count + 1) * sizeof *merged->numbers);
    merged->uses = calloc(count + 1, sizeof *merged->uses);
    merged->rank = malloc((count + 1) * sizeof *merged->rank);
    if (!merged->numbers || !merged->uses || !merged->rank) return KS_NO_MEMORY;
    for (uint64_t i = 0; i < count; i++) {
        uint32_t size;
        const uint8_t *text;
        if (i < base_count) {
            uint32_t begin = i ? base_end[i - 1] : 0;
            if (begin > base_end[i] || base_end[i] > base_size) return KS_DAMAGED;
            text = base_text + begin;
            size = base_end[i] - begin;
        } else {
            text = ks_strings_get(fresh, (uint32_t)(i - base_count), &size);
        }
        merged->numbers[i] = ks_strings_add(&merged->strings, text, size);
        if (merged->numbers[i] == KS_NONE) return KS_NO_MEMORY;
    }
    return KS_FOUND;
}

typedef struct {
    const uint8_t *text;
    uint32_t size, uses, number;
} ks_use;

/* Equally frequent ones by their bytes: the file does not depend on who came first. */
static int by_uses(const void *one, const void *other) {
    const ks_use *a = one, *b = other;
    if (a->uses != b->uses) return a->uses > b->uses ? -1 : 1;
    return ks_compare(a->text, a->size, b->text, b->size);
}

/* Give the strings that are used their new numbers, the most used ones first, and write them. */
static int rank_strings(ks_merged *merged, ks_buffer *text, ks_buffer *ends) {
    uint32_t count = merged->strings.count;
    ks_use *uses = malloc(((uint64_t)count + 1) * sizeof *uses);
    if (!uses) return KS_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        uses[i].text = ks_strings_get(&merged->strings, i, &uses[i].size);
        uses[i].uses = merged->uses[i];
        uses[i].number = i;
    }
    qsort(uses, count, sizeof *uses, by_uses);
    for (uint32_t i = 0; i < count && uses[i].uses; i++) {
        ks_put(text, uses[i].text, uses[i].size);
        uint32_t end = (uint32_t)text->size;
        ks_put(ends, &end, sizeof end);
        merged->rank[uses[i].number] = i;
    }
    free(uses);
    return text->failed || ends->failed ? KS_NO_MEMORY : KS_FOUND;
}

/* Count the strings that a row uses, or where ``out`` is given, write them by their new numbers. */
static int put_value(ks_saved *saved, const ks_row *row, int of_base, ks_buffer *out) {
    const uint8_t *at = row->value;
    for (ks_merged *merged = &saved->patterns; at < row->end; merged = &saved->forms) {
        uint32_t number;
        if (!ks_read_number(&at, row->end, &number)) return KS_DAMAGED;
        if (of_base && number >= merged->of_base) return KS_DAMAGED;
        number = merged->numbers[of_base ? number : number + merged->of_base];
        if (out)
            ks_put_varint(out, merged->rank[number]);
        else
            merged->uses[number]++;
    }
    return KS_FOUND;
}

static void put_length(ks_buffer *out, uint32_t length) {
    if (length >= KS_NIBBLE) ks_put_varint(out, length - KS_NIBBLE);
}

/* Write the key of a row behind ``before`` and its ``before_size`` bytes. */
static void put_key(ks_saved *saved, const ks_row *row, const uint8_t *before,
                    uint32_t before_size) {
    uint32_t shared = 0, most = before_size < row->size ? before_size : row->size;
    if (saved->entries % KS_BLOCK == 0) {
        uint32_t begin = (uint32_t)saved->blob.size;
        ks_put(&saved->first, &row->prefix, sizeof row->prefix);
        ks_put(&saved->block, &begin, sizeof begin);
    } else {
        while (shared < most && before[shared] == row->key[shared]) shared++;
    }
    uint32_t further = row->size - shared;
    uint8_t both = (uint8_t)((shared < KS_NIBBLE ? shared : KS_NIBBLE) << 4 |
                             (further < KS_NIBBLE ? further : KS_NIBBLE));
    ks_put(&saved->blob, &both, 1);
    put_length(&saved->blob, shared);
    put_length(&saved->blob, further);
    ks_put(&saved->blob, row->key + shared, further);
}

/* Go through both sources in the order of their keys; count, or write with ``writes``. */
static int merge_rows(ks_saved *saved, const ks_lexicon *base, const ks_row *rows, uint64_t count,
                      int writes) {
    ks_walk walk = {.lexicon = base};
    uint8_t before[KS_MAX_KEY_BYTES];
    uint32_t before_size = 0;
    uint64_t next = 0;
    int said = walk_on(&walk);
    while (said == KS_FOUND || (said == KS_ABSENT && next < count)) {
        int order = said == KS_ABSENT ? 1 : next == count ? -1 : by_key(&walk.row, &rows[next]);
        const ks_row *row = order <= 0 ? &walk.row : &rows[next];
        if (writes) put_key(saved, row, before, before_size);
        if (put_value(saved, row, order <= 0, writes ? &saved->blob : NULL) != KS_FOUND)
            return KS_DAMAGED;
        if (writes) {
            saved->entries++;
            memcpy(before, row->key, row->size);
            before_size = row->size;
            if (saved->blob.failed || saved->blob.size > UINT32_MAX) return KS_NO_MEMORY;
        }
        next += order >= 0;
        if (order <= 0) said = walk_on(&walk);
    }
    return said == KS_DAMAGED ? KS_DAMAGED : KS_FOUND;
}

static int save(ks_saved *saved, const ks_lexicon *base, const ks_fresh *fresh, ks_row *rows,
                uint64_t count) {
    static const ks_tables none;
    const ks_tables *old = base ? &base->tables : &none;
    for (uint64_t i = 0; i < count; i++) {
        rows[i].key = ks_strings_get(&fresh->keys, (uint32_t)i, &rows[i].size);
        rows[i].value = ks_fresh_value(fresh, (uint32_t)i, &rows[i].end);
        rows[i].prefix = ks_prefix_of(rows[i].key, rows[i].size);
    }
    qsort(rows, count, sizeof *rows, by_key);
    int said = merge_strings(&saved->patterns, old->pattern_text, old->pattern_end, old->patterns,
                             old->pattern_size, &fresh->patterns);
    if (said == KS_FOUND)
        said = merge_strings(&saved->forms, old->form_text, old->form_end, old->forms,
                             old->form_size, &fresh->forms);
    if (said == KS_FOUND) said = merge_rows(saved, base, rows, count, 0);
    if (said == KS_FOUND)
        said = rank_strings(&saved->patterns, &saved->pattern_text, &saved->pattern_end);
    if (said == KS_FOUND) said = rank_strings(&saved->forms, &saved->form_text, &saved->form_end);
    if (said == KS_FOUND) said = merge_rows(saved, base, rows, count, 1);
    return said;
}

/* Merge a saved lexicon, which is verified (or NULL), and the first ``most`` fresh entries.
 * ``said``: KS_FOUND, KS_DAMAGED or KS_NO_MEMORY; NULL but where it is KS_FOUND. */
KS_API ks_saved *ks_save(const ks_lexicon *base, const ks_fresh *fresh, uint64_t most, int *said) {
    uint64_t count = ks_fresh_count(fresh) < most ? ks_fresh_count(fresh) : most;
    ks_saved *saved = calloc(1, sizeof *saved);
    ks_row *rows = malloc((count + 1) * sizeof *rows);
    *said = saved && rows ? save(saved, base, fresh, rows, count) : KS_NO_MEMORY;
    free(rows);
    if (*said == KS_FOUND) return saved;
    ks_saved_free(saved);
    return NULL;
}

/* The arrays of the new file, in the order of ``sizes`` (bytes): first, block, blob, pattern_end,
 * pattern_text, form_end, form_text. Gives how many entries there are. */
KS_API uint64_t ks_saved_arrays(const ks_saved *saved, const uint8_t **arrays, uint64_t *sizes) {
    const ks_buffer *buffers[] = {&saved->first,       &saved->block,        &saved->blob,
                                  &saved->pattern_end, &saved->pattern_text, &saved->form_end,
                                  &saved->form_text};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        arrays[i] = buffers[i]->bytes;
        sizes[i] = buffers[i]->size;
    }
    return saved->entries;
}
