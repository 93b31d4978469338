/* Which entries does no file have yet? A table in memory, spelt as in a file (see lexicon.c). */
#include "lexicon.h"

#include <stdlib.h>

KS_API void ks_fresh_free(ks_fresh *fresh) {
    if (!fresh) return;
    ks_strings_free(&fresh->keys);
    ks_strings_free(&fresh->patterns);
    ks_strings_free(&fresh->forms);
    ks_free_buffer(&fresh->values);
    ks_free_buffer(&fresh->value_ends);
    free(fresh);
}

KS_API ks_fresh *ks_fresh_new(uint64_t seed) {
    ks_fresh *fresh = calloc(1, sizeof *fresh);
    if (fresh) fresh->keys.seed = fresh->patterns.seed = fresh->forms.seed = seed;
    return fresh;
}

KS_API uint32_t ks_fresh_count(const ks_fresh *fresh) {
    return (uint32_t)(fresh->value_ends.size / 4);
}

static ks_tables tables_of(const ks_strings *patterns, const ks_strings *forms) {
    ks_tables tables = {
        .pattern_text = patterns->text.bytes,
        .pattern_end = (const uint32_t *)(const void *)patterns->ends.bytes,
        .form_text = forms->text.bytes,
        .form_end = (const uint32_t *)(const void *)forms->ends.bytes,
        .patterns = patterns->count,
        .pattern_size = patterns->text.size,
        .forms = forms->count,
        .form_size = forms->text.size,
    };
    return tables;
}

/* Where the pattern and forms of a fresh key are. */
const uint8_t *ks_fresh_value(const ks_fresh *fresh, uint32_t number, const uint8_t **end) {
    uint32_t begin = number ? ks_load32(fresh->value_ends.bytes + 4 * (uint64_t)(number - 1)) : 0;
    *end = fresh->values.bytes + ks_load32(fresh->value_ends.bytes + 4 * (uint64_t)number);
    return fresh->values.bytes + begin;
}

/* Some entries as Python hands them over: keys, patterns, and the texts of all their forms. */
typedef struct {
    const uint8_t *key_text, *pattern_text, *form_text;
    const uint32_t *key_end, *pattern_end, *form_end;
} ks_entries;

/* The k-th of some strings that stand one after the other. */
static const uint8_t *part(const uint8_t *text, const uint32_t *ends, uint32_t k, uint32_t *size) {
    uint32_t begin = k ? ends[k - 1] : 0;
    *size = ends[k] - begin;
    return text + begin;
}

/* Add one entry, whose ``forms`` texts begin with the one numbered ``form``; 0: memory is short. */
static int add_entry(ks_fresh *fresh, const ks_entries *entries, uint32_t entry, uint32_t form,
                     uint32_t forms) {
    uint32_t size, number;
    const uint8_t *text = part(entries->pattern_text, entries->pattern_end, entry, &size);
    if ((number = ks_strings_add(&fresh->patterns, text, size)) == KS_NONE) return 0;
    ks_put_varint(&fresh->values, number);
    for (uint32_t k = form; k < form + forms; k++) {
        text = part(entries->form_text, entries->form_end, k, &size);
        if ((number = ks_strings_add(&fresh->forms, text, size)) == KS_NONE) return 0;
        ks_put_varint(&fresh->values, number);
    }
    if (fresh->values.failed || fresh->values.size > UINT32_MAX) return 0;
    /* Room first: a key is there with its value or not at all. */
    if (!ks_reserve(&fresh->value_ends, 4)) return 0;
    text = part(entries->key_text, entries->key_end, entry, &size);
    if (ks_strings_add(&fresh->keys, text, size) == KS_NONE) return 0;
    uint32_t end = (uint32_t)fresh->values.size;
    ks_put(&fresh->value_ends, &end, sizeof end);
    return 1;
}

/* Add entries; one whose key is there already is passed over. Gives how many were gone through
 * before memory ran short: ``count`` where it did not. */
KS_API uint32_t ks_fresh_add(ks_fresh *fresh, uint32_t count, const uint8_t *key_text,
                             const uint32_t *key_end, const uint8_t *pattern_text,
                             const uint32_t *pattern_end, const uint8_t *form_text,
                             const uint32_t *form_end) {
    ks_entries entries = {key_text, pattern_text, form_text, key_end, pattern_end, form_end};
    uint32_t form = 0, size;
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *pattern = part(pattern_text, pattern_end, i, &size);
        uint32_t forms = 0;
        for (uint32_t k = 2; k < size; k += 3) forms += pattern[k] >= KS_IS_FORM;
        const uint8_t *key = part(key_text, key_end, i, &size);
        if (ks_strings_find(&fresh->keys, key, size) == KS_NONE) {
            uint64_t before = fresh->values.size;
            if (!add_entry(fresh, &entries, i, form, forms)) {
                fresh->values.size = before;
                return i;
            }
        }
        form += forms;
    }
    return count;
}

/* As ks_lexicon_find; what is in memory needs no verification. */
int ks_fresh_find(const ks_fresh *fresh, const uint8_t *key, uint32_t size, ks_span *spans,
                  int32_t *count) {
    uint32_t number = ks_strings_find(&fresh->keys, key, size);
    if (number == KS_NONE) return KS_ABSENT;
    ks_tables tables = tables_of(&fresh->patterns, &fresh->forms);
    const uint8_t *end, *at = ks_fresh_value(fresh, number, &end);
    return ks_read_entry(&tables, &at, end, spans, count);
}

/* ks_fresh_find for Python; ``form_text`` is where the forms are, until the next is added, and of
 * a form ``out`` has where in it it begins and its size: start, stop, origin, begin, size. */
KS_API int ks_fresh_get(const ks_fresh *fresh, const uint8_t *key, uint32_t size, uint32_t *out,
                        int32_t *count, const uint8_t **form_text) {
    ks_span spans[KS_MAX_SPANS];
    int said = ks_fresh_find(fresh, key, size, spans, count);
    *form_text = fresh->forms.text.bytes;
    for (int32_t i = 0; said == KS_FOUND && i < *count; i++) {
        *out++ = spans[i].start;
        *out++ = spans[i].stop;
        *out++ = spans[i].origin;
        *out++ = spans[i].is_form ? (uint32_t)(spans[i].form - *form_text) : KS_NONE;
        *out++ = spans[i].is_form ? spans[i].size : 0;
    }
    return said;
}

/* The key of a number, for going through all of them; ``out`` has room for KS_MAX_KEY_BYTES. */
KS_API uint32_t ks_fresh_key(const ks_fresh *fresh, uint32_t number, uint8_t *out) {
    uint32_t size;
    const uint8_t *key = ks_strings_get(&fresh->keys, number, &size);
    if (!size || size > KS_MAX_KEY_BYTES) return 0;
    memcpy(out, key, size);
    return size;
}
