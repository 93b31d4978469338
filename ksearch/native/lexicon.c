/* What does a saved lexicon know of a key? Read as it is mapped.
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
#include "lexicon.h"

/* Varints of at most 32 bits, within [*at, end); 0 where there is none. */
int ks_read_number(const uint8_t **at, const uint8_t *end, uint32_t *value) {
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
    uint32_t begin = number ? tables->pattern_end[number - 1] : 0;
    uint32_t end = tables->pattern_end[number];
    if (begin > end || end > tables->pattern_size || (end - begin) % 3) return 0;
    *spans = (end - begin) / 3;
    *pattern = tables->pattern_text + begin;
    return *spans <= KS_MAX_SPANS;
}

/* The terms of an entry whose pattern and forms begin at *at, and *at moved behind them. */
int ks_read_entry(const ks_tables *tables, const uint8_t **at, const uint8_t *end, ks_span *spans,
                  int32_t *count) {
    uint32_t number, length;
    const uint8_t *pattern;
    if (!ks_read_number(at, end, &number)) return KS_DAMAGED;
    if (!pattern_of(tables, number, &pattern, &length)) return KS_DAMAGED;
    for (uint32_t i = 0; i < length; i++, pattern += 3) {
        ks_span *span = &spans[i];
        span->start = pattern[0];
        span->stop = pattern[1];
        span->origin = pattern[2] & (uint8_t)~KS_IS_FORM;
        span->is_form = (pattern[2] & KS_IS_FORM) != 0;
        if (span->start > span->stop) return KS_DAMAGED;
        if (!span->is_form) continue;
        if (!ks_read_number(at, end, &span->number) || span->number >= tables->forms)
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
int ks_skip_entry(const ks_tables *tables, const uint8_t **at, const uint8_t *end) {
    uint32_t number, length;
    const uint8_t *pattern;
    if (!ks_read_number(at, end, &number)) return 0;
    if (!pattern_of(tables, number, &pattern, &length)) return 0;
    for (uint32_t i = 0; i < length; i++)
        if (pattern[3 * i + 2] & KS_IS_FORM && !ks_read_number(at, end, &number)) return 0;
    return 1;
}

/* How the next key begins: bytes shared with the one before, and further bytes at *at. */
int ks_read_lengths(const uint8_t **at, const uint8_t *end, uint32_t *shared, uint32_t *further) {
    if (*at >= end) return 0;
    uint8_t both = *(*at)++;
    uint32_t more = 0;
    *shared = both >> 4;
    *further = both & KS_NIBBLE;
    if (*shared == KS_NIBBLE) {
        if (!ks_read_number(at, end, &more) || more > KS_MAX_KEY_BYTES) return 0;
        *shared += more;
    }
    if (*further == KS_NIBBLE) {
        if (!ks_read_number(at, end, &more) || more > KS_MAX_KEY_BYTES) return 0;
        *further += more;
    }
    return *shared + *further <= KS_MAX_KEY_BYTES && *further <= (uint64_t)(end - *at);
}

/* The first eight bytes as a number that is in the order of the bytes. */
uint64_t ks_prefix_of(const uint8_t *key, uint32_t size) {
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
int ks_block_at(const ks_lexicon *lexicon, uint64_t block, const uint8_t **at, const uint8_t **end,
                uint64_t *unverified) {
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
    uint64_t prefix = ks_prefix_of(key, size);
    uint64_t low = blocks_before(lexicon, prefix, 0), high = blocks_before(lexicon, prefix, 1);
    while (low < high) { /* these begin with the same eight bytes as the key */
        uint64_t middle = low + (high - low) / 2;
        uint32_t shared, further;
        int said = ks_block_at(lexicon, middle, at, end, unverified);
        if (said != KS_FOUND) return said;
        if (!ks_read_lengths(at, *end, &shared, &further) || shared) return KS_DAMAGED;
        if (ks_compare(*at, further, key, size) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? ks_block_at(lexicon, low - 1, at, end, unverified) : KS_ABSENT;
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
        if (!ks_read_lengths(&at, end, &shared, &further)) return KS_DAMAGED;
        if (shared < same) return KS_ABSENT;
        if (shared == same) {
            uint32_t most = further < size - same ? further : size - same, i = 0;
            while (i < most && at[i] == key[same + i]) i++;
            same += i;
            if (i == further && same == size) {
                at += further;
                return ks_read_entry(&lexicon->tables, &at, end, spans, count);
            }
            if (i < further && (same == size || at[i] > key[same])) return KS_ABSENT;
        }
        at += further;
        if (!ks_skip_entry(&lexicon->tables, &at, end)) return KS_DAMAGED;
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
