/* What is known of a key? Saved lexicons as they are mapped, and the entries that no file has yet.
 *
 * An entry is a pattern and forms. The pattern is a string of 3 bytes a term: where it starts and
 * stops in the key, and its origin, with the high bit set where the term is a form; else the term
 * is the letters of the key. Patterns and forms are few and have numbers, the frequent ones low.
 *
 * In a file the keys stand in the order of their bytes, in blocks of 16:
 *
 *     u1        bytes shared with the key before (none at the beginning of a block) << 4 | further
 *               bytes; 15 of either: a varint of what is beyond 15 follows, in this order
 *     ...       the further bytes
 *     varint    the pattern, then one of each form
 *
 * Nothing that a file says is believed: every number is held against what it counts before it is
 * used. A look-up reads the eight first bytes of each block's first key (``first``), and of the
 * blob but the blocks that may hold the key; where a chunk of them is not verified yet it says so.
 */
#include "analysis.h"

#include <stdlib.h>

#define BLOCK 16
#define NIBBLE 15u
#define IS_FORM 0x80u

/* Varints of at most 32 bits, within [*at, end); 0 where there is none. */
static int read_number(const uint8_t **at, const uint8_t *end, uint32_t *value) {
    uint64_t found = 0;
    for (int shift = 0; shift < 35 && *at < end; shift += 7) {
        uint8_t byte = *(*at)++;
        found |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80) continue;
        *value = (uint32_t)found;
        return found <= UINT32_MAX;
    }
    return 0;
}

/* The pattern of a number, and how many terms it has; 0 where the tables are damaged. */
static int pattern_of(const ks_tables *tables, uint32_t number, const uint8_t **pattern,
                      uint32_t *spans) {
    if (number >= tables->patterns) return 0;
    uint32_t begin = number ? tables->pattern_end[number - 1] : 0, end = tables->pattern_end[number];
    if (begin > end || end > tables->pattern_size || (end - begin) % 3) return 0;
    *spans = (end - begin) / 3;
    *pattern = tables->pattern_text + begin;
    return *spans <= KS_MAX_SPANS;
}

/* The terms of an entry whose pattern and forms begin at *at, and *at moved behind them. */
static int read_entry(const ks_tables *tables, const uint8_t **at, const uint8_t *end,
                      ks_span *spans, int32_t *count) {
    uint32_t number, length;
    const uint8_t *pattern;
    if (!read_number(at, end, &number)) return KS_DAMAGED;
    if (!pattern_of(tables, number, &pattern, &length)) return KS_DAMAGED;
    for (uint32_t i = 0; i < length; i++, pattern += 3) {
        ks_span *span = &spans[i];
        span->start = pattern[0];
        span->stop = pattern[1];
        span->origin = pattern[2] & (uint8_t)~IS_FORM;
        span->is_form = (pattern[2] & IS_FORM) != 0;
        if (span->start > span->stop) return KS_DAMAGED;
        if (!span->is_form) continue;
        if (!read_number(at, end, &span->number) || span->number >= tables->forms)
            return KS_DAMAGED;
        uint32_t begin = span->number ? tables->form_end[span->number - 1] : 0;
        uint32_t stop = tables->form_end[span->number];
        if (begin > stop || stop > tables->form_size) return KS_DAMAGED;
        span->form = tables->form_text + begin;
        span->size = stop - begin;
    }
    *count = (int32_t)length;
    return KS_FOUND;
}

/* Move *at behind an entry, without its terms. */
static int skip_entry(const ks_tables *tables, const uint8_t **at, const uint8_t *end) {
    uint32_t number, length;
    const uint8_t *pattern;
    if (!read_number(at, end, &number) || !pattern_of(tables, number, &pattern, &length)) return 0;
    for (uint32_t i = 0; i < length; i++)
        if (pattern[3 * i + 2] & IS_FORM && !read_number(at, end, &number)) return 0;
    return 1;
}

/* How the next key of a block begins: bytes shared with the one before, and further bytes at *at. */
static int read_lengths(const uint8_t **at, const uint8_t *end, uint32_t *shared, uint32_t *further) {
    if (*at >= end) return 0;
    uint8_t both = *(*at)++;
    uint32_t more = 0;
    *shared = both >> 4;
    *further = both & NIBBLE;
    if (*shared == NIBBLE) {
        if (!read_number(at, end, &more) || more > KS_MAX_KEY_BYTES) return 0;
        *shared += more;
    }
    if (*further == NIBBLE) {
        if (!read_number(at, end, &more) || more > KS_MAX_KEY_BYTES) return 0;
        *further += more;
    }
    return *shared + *further <= KS_MAX_KEY_BYTES && *further <= (uint64_t)(end - *at);
}

static int compare(const uint8_t *a, uint32_t a_size, const uint8_t *b, uint32_t b_size) {
    uint32_t most = a_size < b_size ? a_size : b_size;
    int order = most ? memcmp(a, b, most) : 0;
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

/* The first eight bytes as a number that is in the order of the bytes. */
static uint64_t prefix_of(const uint8_t *key, uint32_t size) {
    uint64_t prefix = 0;
    for (uint32_t i = 0; i < 8; i++) prefix = prefix << 8 | (i < size ? key[i] : 0);
    return prefix;
}

/* How many blocks begin with less than ``prefix``, or where ``or_same``, with no more. */
static uint64_t blocks_before(const ks_lexicon *lexicon, uint64_t prefix, int or_same) {
    uint64_t low = 0, high = lexicon->blocks;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (lexicon->first[middle] < prefix || (or_same && lexicon->first[middle] == prefix))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where a block is, if its bytes may be read. */
static int block_at(const ks_lexicon *lexicon, uint64_t block, const uint8_t **at,
                    const uint8_t **end, uint64_t *unverified) {
    uint64_t begin = lexicon->block[block];
    uint64_t stop = block + 1 < lexicon->blocks ? lexicon->block[block + 1] : lexicon->blob_size;
    if (begin >= stop || stop > lexicon->blob_size) return KS_DAMAGED;
    *at = lexicon->blob + begin;
    *end = lexicon->blob + stop;
    if (!lexicon->verified) return KS_FOUND;
    uint64_t last = (stop - 1) >> lexicon->chunk_bits;
    for (uint64_t chunk = begin >> lexicon->chunk_bits; chunk <= last; chunk++) {
        if (lexicon->verified[chunk]) continue;
        *unverified = chunk;
        return KS_UNVERIFIED;
    }
    return KS_FOUND;
}

/* The one block that may hold the key: the last whose first key is not behind it. */
static int block_of(const ks_lexicon *lexicon, const uint8_t *key, uint32_t size,
                    const uint8_t **at, const uint8_t **end, uint64_t *unverified) {
    uint64_t prefix = prefix_of(key, size);
    uint64_t low = blocks_before(lexicon, prefix, 0), high = blocks_before(lexicon, prefix, 1);
    while (low < high) { /* these begin with the same eight bytes as the key */
        uint64_t middle = low + (high - low) / 2;
        uint32_t shared, further;
        int said = block_at(lexicon, middle, at, end, unverified);
        if (said != KS_FOUND) return said;
        if (!read_lengths(at, *end, &shared, &further) || shared) return KS_DAMAGED;
        if (compare(*at, further, key, size) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? block_at(lexicon, low - 1, at, end, unverified) : KS_ABSENT;
}

/* The terms of a key: KS_FOUND, and ``spans`` (room for KS_MAX_SPANS) and ``count`` filled in;
 * KS_ABSENT; KS_DAMAGED; or KS_UNVERIFIED, and the chunk that is to be verified first. */
int ks_lexicon_find(const ks_lexicon *lexicon, const uint8_t *key, uint32_t size, ks_span *spans,
                    int32_t *count, uint64_t *unverified) {
    const uint8_t *at, *end;
    int said = block_of(lexicon, key, size, &at, &end, unverified);
    /* ``same``: how many bytes the key has in common with the one before, which is less. */
    uint32_t same = 0, shared, further;
    while (said == KS_FOUND && at < end) {
        if (!read_lengths(&at, end, &shared, &further)) return KS_DAMAGED;
        if (shared < same) return KS_ABSENT;
        if (shared == same) {
            uint32_t most = further < size - same ? further : size - same, i = 0;
            while (i < most && at[i] == key[same + i]) i++;
            same += i;
            if (i == further && same == size) {
                at += further;
                return read_entry(&lexicon->tables, &at, end, spans, count);
            }
            if (i < further && (same == size || at[i] > key[same])) return KS_ABSENT;
        }
        at += further;
        if (!skip_entry(&lexicon->tables, &at, end)) return KS_DAMAGED;
    }
    return said == KS_FOUND ? KS_ABSENT : said;
}

/* What Python reads of a span: start, stop, origin, and the form's number, or KS_NONE. */
static void tell(const ks_span *spans, int32_t count, uint32_t *out) {
    for (int32_t i = 0; i < count; i++) {
        *out++ = spans[i].start;
        *out++ = spans[i].stop;
        *out++ = spans[i].origin;
        *out++ = spans[i].is_form ? spans[i].number : KS_NONE;
    }
}

/* ks_lexicon_find for Python: ``out`` has room for 4 * KS_MAX_SPANS. */
KS_API int ks_lexicon_get(const ks_lexicon *lexicon, const uint8_t *key, uint32_t size,
                          uint32_t *out, int32_t *count, uint64_t *unverified) {
    ks_span spans[KS_MAX_SPANS];
    int said = ks_lexicon_find(lexicon, key, size, spans, count, unverified);
    if (said == KS_FOUND) tell(spans, *count, out);
    return said;
}

struct ks_fresh {
    ks_strings keys, patterns, forms;
    ks_buffer values, value_ends; /* of each key: its pattern and forms as varints */
};

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
static const uint8_t *fresh_value(const ks_fresh *fresh, uint32_t number, const uint8_t **end) {
    uint32_t begin = number ? ks_load32(fresh->value_ends.bytes + 4 * (uint64_t)(number - 1)) : 0;
    *end = fresh->values.bytes + ks_load32(fresh->value_ends.bytes + 4 * (uint64_t)number);
    return fresh->values.bytes + begin;
}

/* Some entries as Python hands them over: their keys, patterns, and the texts of all their forms. */
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
        for (uint32_t k = 2; k < size; k += 3) forms += pattern[k] >= IS_FORM;
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
    const uint8_t *end, *at = fresh_value(fresh, number, &end);
    return read_entry(&tables, &at, end, spans, count);
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

/* A key and its value, on the way into a new file. */
typedef struct {
    uint64_t prefix;
    const uint8_t *key, *value, *end;
    uint32_t size;
} ks_row;

static int by_key(const void *one, const void *other) {
    const ks_row *a = one, *b = other;
    if (a->prefix != b->prefix) return a->prefix < b->prefix ? -1 : 1;
    return compare(a->key, a->size, b->key, b->size);
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
        int said = block_at(lexicon, walk->block++, &walk->at, &walk->end, &unverified);
        if (said != KS_FOUND) return KS_DAMAGED;
        before = 0;
    }
    if (!read_lengths(&walk->at, walk->end, &shared, &further) || shared > before) return KS_DAMAGED;
    memcpy(walk->key + shared, walk->at, further);
    walk->at += further;
    walk->row.key = walk->key;
    walk->row.size = shared + further;
    walk->row.prefix = prefix_of(walk->key, walk->row.size);
    walk->row.value = walk->at;
    if (!skip_entry(&lexicon->tables, &walk->at, walk->end)) return KS_DAMAGED;
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
    ks_buffer *buffers[] = {&saved->first,       &saved->block,    &saved->blob,     &saved->pattern_end,
                            &saved->pattern_text, &saved->form_end, &saved->form_text};
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
    return compare(a->text, a->size, b->text, b->size);
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
        if (!read_number(&at, row->end, &number)) return KS_DAMAGED;
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
    if (length >= NIBBLE) ks_put_varint(out, length - NIBBLE);
}

/* Write the key of a row behind ``before`` and its ``before_size`` bytes. */
static void put_key(ks_saved *saved, const ks_row *row, const uint8_t *before, uint32_t before_size) {
    uint32_t shared = 0, most = before_size < row->size ? before_size : row->size;
    if (saved->entries % BLOCK == 0) {
        uint32_t begin = (uint32_t)saved->blob.size;
        ks_put(&saved->first, &row->prefix, sizeof row->prefix);
        ks_put(&saved->block, &begin, sizeof begin);
    } else {
        while (shared < most && before[shared] == row->key[shared]) shared++;
    }
    uint32_t further = row->size - shared;
    uint8_t both = (uint8_t)((shared < NIBBLE ? shared : NIBBLE) << 4 |
                             (further < NIBBLE ? further : NIBBLE));
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
        rows[i].value = fresh_value(fresh, (uint32_t)i, &rows[i].end);
        rows[i].prefix = prefix_of(rows[i].key, rows[i].size);
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
    const ks_buffer *buffers[] = {&saved->first,       &saved->block,    &saved->blob,
                                  &saved->pattern_end, &saved->pattern_text,
                                  &saved->form_end,    &saved->form_text};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        arrays[i] = buffers[i]->bytes;
        sizes[i] = buffers[i]->size;
    }
    return saved->entries;
}
