/* Which terms of a field does a pattern stand for?
 *
 * A pattern is UTF-8 in which ANY_LETTERS stands for any letters and ANY_LETTER for one; neither byte
 * is in UTF-8. Terms are in the order of their bytes: one that goes on after the letters with which the
 * pattern begins is looked for from there.
 */
#include "postings.h"

#include <stdlib.h>

#define ANY_LETTERS 0xff
#define ANY_LETTER 0xfe

/* The place behind the letter at ``at``. */
static uint32_t behind(const uint8_t *text, uint32_t at, uint32_t size) {
    at++;
    while (at < size && (text[at] & 0xc0) == 0x80) at++;
    return at;
}

/* Whether a text is what a pattern stands for. Where it goes wrong behind ANY_LETTERS, one more letter
 * is left to that; the last of them is enough. */
static int stands_for(const uint8_t *pattern, uint32_t pattern_size, const uint8_t *text, uint32_t size) {
    uint32_t p = 0, t = 0, star = UINT32_MAX, from = 0;
    while (t < size) {
        if (p < pattern_size && pattern[p] == ANY_LETTERS) {
            star = ++p;
            from = t;
        } else if (p < pattern_size && pattern[p] == ANY_LETTER) {
            p++;
            t = behind(text, t, size);
        } else if (p < pattern_size && pattern[p] == text[t]) {
            p++, t++;
        } else if (star != UINT32_MAX) {
            p = star;
            t = from = behind(text, from, size);
        } else {
            return 0;
        }
    }
    while (p < pattern_size && pattern[p] == ANY_LETTERS) p++;
    return p == pattern_size;
}

/* The last block whose first term is not behind ``text``; the first where there is none. */
static uint64_t block_of(const ks_field *field, const uint8_t *text, uint32_t size) {
    const uint8_t *stop = field->dictionary + field->dictionary_size;
    uint64_t low = 0, high = field->blocks;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        if (field->block_at[middle] >= field->dictionary_size) return 0;
        const uint8_t *at = field->dictionary + field->block_at[middle] + 1;
        uint32_t first = (uint32_t)ks_read_varint(&at);
        if (at > stop || first > (uint64_t)(stop - at)) return 0;
        if (ks_compare(at, first, text, size) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

/* Put the terms into ``found``, in their order: of each its df and its size, 4 bytes each, and its
 * UTF-8. Gives 0 where memory is short. */
KS_API int ks_glob(const ks_field *field, const uint8_t *pattern, uint32_t size, ks_buffer *found) {
    memset(found, 0, sizeof *found);
    uint32_t begin = 0;
    while (begin < size && pattern[begin] < ANY_LETTER) begin++;
    ks_cursor cursor = {.field = field, .at = field->dictionary};
    cursor.entry.row = UINT64_MAX;
    uint64_t block = field->blocks ? block_of(field, pattern, begin) : 0;
    if (block) {
        cursor.at += field->block_at[block];
        cursor.entry.row = block * KS_TERMS - 1;
        cursor.entry.at = field->block_postings[block];
    }
    while (ks_next(&cursor)) {
        uint32_t same = cursor.size < begin ? cursor.size : begin;
        int order = same ? memcmp(cursor.text, pattern, same) : 0;
        if (order > 0) break;
        if (order || !stands_for(pattern, size, cursor.text, cursor.size)) continue;
        ks_put(found, &cursor.entry.df, sizeof cursor.entry.df);
        ks_put(found, &cursor.size, sizeof cursor.size);
        ks_put(found, cursor.text, cursor.size);
        if (found->failed) break;
    }
    int failed = cursor.failed || found->failed;
    ks_close(&cursor);
    return !failed;
}

/* Give back what ks_glob has found. */
KS_API void ks_free_found(ks_buffer *found) { ks_free_buffer(found); }
