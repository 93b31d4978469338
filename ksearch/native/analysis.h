/* What the C files of the analysis share: classes of code points, numbered strings, lexicons. */
#ifndef KSEARCH_ANALYSIS_H
#define KSEARCH_ANALYSIS_H

#include "ksearch.h"

/* Classes of code points, one byte for each of KS_CODES; the table is made in Python, of the
 * expressions that define a word. A digit is no letter; a syllable (Hangul, hanja) is one. */
enum { KS_DIGIT = 1, KS_LETTER = 2, KS_SYLLABLE = 4 };
#define KS_CODES 0x110000u

/* No such number. */
#define KS_NONE UINT32_MAX

/* What a look-up says. */
enum { KS_ABSENT = 0, KS_FOUND = 1, KS_DAMAGED = -1, KS_UNVERIFIED = -2, KS_NO_MEMORY = -3 };

/* Seeded, so that nobody who does not know the seed can write words that collide. */
static inline uint32_t ks_hash(const uint8_t *bytes, uint64_t size, uint64_t seed) {
    uint64_t hash = seed ^ size * 0x9e3779b97f4a7c15u;
    for (; size >= 8; bytes += 8, size -= 8) {
        hash = (hash ^ ks_load64(bytes)) * 0xd6e8feb86659fd93u;
        hash ^= hash >> 32;
    }
    uint64_t rest = 0;
    if (size) memcpy(&rest, bytes, size); /* of no bytes there may be no address */
    hash = (hash ^ rest) * 0xd6e8feb86659fd93u;
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93u;
    return (uint32_t)(hash >> 32);
}

/* What only the C files call is hidden: what others might replace is never inlined. */
#if !defined(_WIN32)
#pragma GCC visibility push(hidden)
#endif

/* Byte strings and their numbers, in the order in which they came: see strings.c. */
typedef struct {
    ks_buffer text;  /* the strings, one after the other */
    ks_buffer ends;  /* u4: where each ends */
    uint64_t *slots; /* hash << 32 | number + 1, or 0; found by linear probing */
    uint32_t mask, count;
    uint64_t seed;
} ks_strings;

uint32_t ks_strings_find(const ks_strings *strings, const uint8_t *text, uint64_t size);
uint32_t ks_strings_add(ks_strings *strings, const uint8_t *text, uint64_t size);
const uint8_t *ks_strings_get(const ks_strings *strings, uint32_t number, uint32_t *size);
void ks_strings_free(ks_strings *strings);

/* Terms of entries are kept as a pattern and forms, by number: see lexicon.c. */
typedef struct {
    const uint8_t *pattern_text;
    const uint32_t *pattern_end;
    const uint8_t *form_text;
    const uint32_t *form_end;
    uint64_t patterns, pattern_size, forms, form_size;
} ks_tables;

/* A saved lexicon as it is mapped. ``verified`` has a byte for each chunk of 2**chunk_bits bytes of
 * ``blob``, not 0 where the chunk may be read; NULL: all may. Python fills it in (lexicon_file.py).
 */
typedef struct {
    const uint64_t *first;
    const uint32_t *block;
    const uint8_t *blob;
    const uint8_t *verified;
    uint64_t blocks, blob_size, chunk_bits;
    ks_tables tables;
} ks_lexicon;

/* Entries that no file has yet. */
typedef struct ks_fresh ks_fresh;

/* A term of an entry: code points [start, stop) of its key, and where ``is_form``, not just these
 * letters but the ``size`` bytes of ``form``. */
typedef struct {
    uint8_t start, stop, origin, is_form;
    uint32_t number; /* of the form */
    uint32_t size;
    const uint8_t *form;
} ks_span;

#define KS_MAX_KEY 48        /* code points of a key, as in entries.py */
#define KS_MAX_KEY_BYTES 192 /* its UTF-8 */
#define KS_MAX_SPANS 255
#define KS_ORIGIN_SYLLABLE 10 /* terms.py */

int ks_lexicon_find(const ks_lexicon *lexicon, const uint8_t *key, uint32_t size, ks_span *spans,
                    int32_t *count, uint64_t *unverified);
int ks_fresh_find(const ks_fresh *fresh, const uint8_t *key, uint32_t size, ks_span *spans,
                  int32_t *count);

/* The words of one writer and their terms: see words.c. */
typedef struct ks_table ks_table;

uint32_t ks_table_terms(const ks_table *table, uint32_t number, const uint8_t **term,
                        const uint8_t **start);
const uint8_t *ks_table_term(const ks_table *table, uint32_t term, uint32_t *size);

/* The end of the number that begins at ``at``, where a digit is: see scan.c. */
uint64_t ks_number_end(const uint32_t *codes, uint64_t begin, uint64_t end, uint64_t at,
                       const uint8_t *classes);

/* UTF-8, surrogates by themselves as Python's "surrogatepass" writes them. */
static inline uint32_t ks_utf8(uint32_t code, uint8_t *out) {
    if (code < 0x80) {
        out[0] = (uint8_t)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (uint8_t)(0xc0 | code >> 6);
        out[1] = (uint8_t)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (uint8_t)(0xe0 | code >> 12);
        out[1] = (uint8_t)(0x80 | (code >> 6 & 0x3f));
        out[2] = (uint8_t)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (uint8_t)(0xf0 | code >> 18);
    out[1] = (uint8_t)(0x80 | (code >> 12 & 0x3f));
    out[2] = (uint8_t)(0x80 | (code >> 6 & 0x3f));
    out[3] = (uint8_t)(0x80 | (code & 0x3f));
    return 4;
}

#if !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
