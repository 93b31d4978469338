/* How do terms and their postings lie in a file?
 *
 * The dictionary holds the terms in the order of their bytes, KS_TERMS to a block:
 *
 *     varint  how many bytes the term shares with the one before it in the block (the first: none)
 *     varint  how many follow, and those
 *     varint  df, the number of articles that hold it (deleted ones included)
 *     varint  the size of its postings, which lie in the same order one behind the other
 *     u1      bound: its greatest frequency (see below)
 *     u1      floor: its KS_FLOOR-th greatest frequency, rounded down; left out where it has fewer
 *
 * A posting is an article, the code of how often the term stands in each kind of its sections, and
 * its places there (see postings.h). Articles are numbered in the segment, and rise. With block
 * size B, by df:
 *
 *     up to KS_TINY (and below B)   for each posting varints: twice the difference to the article
 *                                   before, plus one where a code other than 0 follows; the
 *                                   differences of the places less one
 *     below B       packed: differences of the articles less one; codes; differences of places
 *     from B on     for each block u4 its last article, u4 where it ends behind these, u1 its bound;
 *                   then blocks of B postings, each as one list below B that goes on from the last
 *                   article of the block before
 *
 * A bound q below KS_NO_BOUND stands for 2^((q - 64) / 16): no posting's frequency, weighted and
 * normalised by length as ksearch.codec.bounds says, is above it; KS_FLOOR postings' are not below the
 * floor. Readers with other weights scale both.
 */
#include "postings.h"

#include <math.h>
#include <stdlib.h>

static double frequencies[256];

/* Once, when the library is loaded: a search asks for hundreds, and a power takes its time. */
__attribute__((constructor)) static void fill_frequencies(void) {
    for (int byte = 0; byte < 256; byte++) frequencies[byte] = exp2((byte - 64) / 16.0);
}

double ks_frequency(uint32_t byte) { return frequencies[byte & 255]; }

/* A little more than needed either way: log2 of different machines may differ in the last bit. */
static uint8_t bound_byte(double frequency) {
    if (frequency <= 0) return 0;
    double byte = ceil(16 * log2(frequency * (1 + 1e-9)) + 64);
    return byte < 0 ? 0 : byte > 255 ? 255 : (uint8_t)byte;
}

static uint8_t floor_byte(double frequency) {
    if (frequency <= 0) return 0;
    double byte = floor(16 * log2(frequency * (1 - 1e-9)) + 64);
    return byte < 0 ? 0 : byte > 255 ? 255 : (uint8_t)byte;
}

/* ---- the dictionary ---- */

static void read_numbers(const uint8_t **at, ks_entry *entry) {
    entry->df = (uint32_t)ks_read_varint(at);
    entry->size = ks_read_varint(at);
    entry->bound = *(*at)++;
    entry->floor = entry->df >= KS_FLOOR ? *(*at)++ : 0;
}

/* Whether an entry can be: readers rely on it, and on little else that a file says. */
static int sound(const ks_field *field, const ks_entry *entry) {
    uint64_t block = field->block_size, skips = 0;
    if (entry->df >= block) skips = (entry->df + block - 1) / block * KS_SKIP;
    return entry->at <= field->postings_size && entry->size <= field->postings_size - entry->at &&
           entry->df <= field->articles && skips <= entry->size;
}

/* Look a term up: the last block whose first term is not above it, then term by term. */
KS_API void ks_find(const ks_field *field, const uint8_t *text, uint32_t size, ks_entry *entry) {
    memset(entry, 0, sizeof *entry);
    const uint8_t *stop = field->dictionary + field->dictionary_size;
    uint64_t low = 0, high = field->blocks;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        if (field->block_at[middle] >= field->dictionary_size) return;
        const uint8_t *at = field->dictionary + field->block_at[middle] + 1;
        uint32_t first = (uint32_t)ks_read_varint(&at);
        if (at > stop || first > (uint64_t)(stop - at)) return;
        if (ks_compare(at, first, text, size) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low) return;
    uint64_t block = low - 1;
    const uint8_t *at = field->dictionary + field->block_at[block];
    ks_entry here = {.row = block * KS_TERMS, .at = field->block_postings[block]};
    uint64_t end = here.row + KS_TERMS < field->terms ? here.row + KS_TERMS : field->terms;
    uint32_t matching = 0; /* how many bytes of the term before agree with what is looked for */
    for (; here.row < end && at < stop; here.row++) {
        uint32_t shared = (uint32_t)ks_read_varint(&at), rest = (uint32_t)ks_read_varint(&at);
        if (at > stop || rest > (uint64_t)(stop - at)) return;
        const uint8_t *suffix = at;
        at += rest;
        read_numbers(&at, &here);
        if (shared < matching) return; /* it has left what is looked for behind */
        if (shared == matching) {
            uint32_t place = 0;
            while (place < rest && matching < size && suffix[place] == text[matching])
                place++, matching++;
            if (place == rest && matching == size) {
                if (sound(field, &here)) *entry = here;
                return;
            }
            if (place < rest && (matching == size || suffix[place] > text[matching])) return;
        }
        here.at += here.size;
    }
}

int ks_first(ks_cursor *cursor, const ks_field *field) {
    memset(cursor, 0, sizeof *cursor);
    cursor->field = field;
    cursor->at = field->dictionary;
    cursor->entry.row = UINT64_MAX;
    return ks_next(cursor);
}

int ks_next(ks_cursor *cursor) {
    const ks_field *field = cursor->field;
    const uint8_t *stop = field->dictionary + field->dictionary_size;
    ks_entry *entry = &cursor->entry;
    entry->at = entry->row == UINT64_MAX ? 0 : entry->at + entry->size;
    entry->row++;
    cursor->valid = entry->row < field->terms && cursor->at < stop;
    if (!cursor->valid) return 0;
    uint32_t shared = (uint32_t)ks_read_varint(&cursor->at);
    uint32_t rest = (uint32_t)ks_read_varint(&cursor->at);
    if (shared > cursor->size || cursor->at > stop || rest > (uint64_t)(stop - cursor->at))
        return cursor->valid = 0;
    if ((uint64_t)shared + rest > cursor->room) {
        uint64_t room = 2 * ((uint64_t)shared + rest) + 64;
        uint8_t *text = realloc(cursor->text, room);
        if (!text) {
            cursor->failed = 1;
            return cursor->valid = 0;
        }
        cursor->text = text;
        cursor->room = room > UINT32_MAX ? UINT32_MAX : (uint32_t)room;
    }
    memcpy(cursor->text + shared, cursor->at, rest);
    cursor->size = shared + rest;
    cursor->at += rest;
    read_numbers(&cursor->at, entry);
    return cursor->valid = sound(field, entry);
}

void ks_close(ks_cursor *cursor) { free(cursor->text); }

/* ---- reading a list ---- */

int ks_list_room(ks_list *list, uint32_t postings, uint32_t places) {
    if (list->failed) return 0;
    uint64_t count = (uint64_t)list->count + postings, all = (uint64_t)list->places + places;
    if (count > UINT32_MAX / 2 || all > UINT32_MAX / 2) return list->failed = 1, 0;
    if (count > list->room) {
        uint32_t room = (uint32_t)count + list->room / 2 + 256;
        uint32_t *article = realloc(list->article, room * sizeof *article);
        if (article) list->article = article;
        uint32_t *code = realloc(list->code, room * sizeof *code);
        if (code) list->code = code;
        if (!article || !code) return list->failed = 1, 0;
        list->room = room;
    }
    if (all > list->place_room) {
        uint32_t room = (uint32_t)all + list->place_room / 2 + 256;
        uint32_t *place = realloc(list->place, room * sizeof *place);
        if (!place) return list->failed = 1, 0;
        list->place = place;
        list->place_room = room;
    }
    return 1;
}

void ks_free_list(ks_list *list) {
    free(list->article);
    free(list->code);
    free(list->place);
    memset(list, 0, sizeof *list);
}

static void read_tiny(const ks_field *field, const ks_entry *entry, ks_list *list) {
    const uint8_t *at = field->postings + entry->at, *stop = at + entry->size;
    uint32_t article = KS_NONE; /* so that the first difference is one more than the article */
    for (uint32_t i = 0; i < entry->df && at < stop; i++) {
        uint64_t step = ks_read_varint(&at);
        article += (uint32_t)(step >> 1) + 1;
        uint32_t code = step & 1 ? (uint32_t)ks_read_varint(&at) : 0;
        uint32_t places = ks_tf(field, code);
        if (!ks_list_room(list, 1, places)) return;
        list->article[list->count] = article;
        list->code[list->count++] = code;
        uint32_t place = KS_NONE;
        for (uint32_t n = 0; n < places; n++) {
            place += (at < stop ? (uint32_t)ks_read_varint(&at) : 0) + 1;
            list->place[list->places++] = place;
        }
    }
}

static void read_block(const ks_field *field, const uint8_t *at, const uint8_t *stop,
                       uint32_t count, uint32_t before, ks_list *list) {
    if (!ks_list_room(list, count, 0)) return;
    uint32_t *article = list->article + list->count, *code = list->code + list->count;
    at = ks_unpack(at, stop, article, count);
    at = ks_unpack(at, stop, code, count);
    for (uint32_t i = 0; i < count; i++) before = article[i] += before + 1;
    list->count += count;
    uint32_t places = 0;
    for (uint32_t i = 0; i < count; i++) places += ks_tf(field, code[i]);
    if (!ks_list_room(list, 0, places)) return;
    uint32_t *place = list->place + list->places;
    ks_unpack(at, stop, place, places);
    for (uint32_t i = 0, n = 0; i < count; i++) {
        uint32_t here = KS_NONE, end = n + ks_tf(field, code[i]);
        for (; n < end; n++) here = place[n] += here + 1;
    }
    list->places += places;
}

/* Read a whole list behind what is in ``list``; 0 where there is no memory for it. */
int ks_read(const ks_field *field, const ks_entry *entry, ks_list *list) {
    uint32_t block = (uint32_t)field->block_size, df = entry->df;
    const uint8_t *at = field->postings + entry->at, *stop = at + entry->size;
    if (df < block && df <= KS_TINY) {
        read_tiny(field, entry, list);
    } else if (df < block) {
        read_block(field, at, stop, df, KS_NONE, list);
    } else {
        uint32_t blocks = (df + block - 1) / block, before = KS_NONE, begin = 0;
        const uint8_t *data = at + (uint64_t)blocks * KS_SKIP;
        for (uint32_t b = 0; b < blocks; b++) {
            uint32_t count = b + 1 < blocks ? block : df - b * block;
            if (begin >= entry->size) break;
            read_block(field, data + begin, stop, count, before, list);
            before = ks_load32(at + (uint64_t)b * KS_SKIP);
            begin = ks_load32(at + (uint64_t)b * KS_SKIP + 4);
        }
    }
    return !list->failed;
}

/* ---- writing ---- */

double *ks_worths(const uint16_t *length, uint64_t articles, const double *weight, const double *b,
                  const double *average) {
    double *worth = malloc((articles ? articles : 1) * KS_KINDS * sizeof *worth);
    if (!worth) return NULL;
    for (uint64_t i = 0; i < articles * KS_KINDS; i++) {
        int kind = (int)(i % KS_KINDS);
        double relative = average[kind] > 0 ? length[i] / average[kind] : 0;
        worth[i] = weight[kind] / (1 - b[kind] + b[kind] * relative);
    }
    return worth;
}

static double frequency(const ks_made *made, uint32_t article, uint32_t code) {
    const uint16_t *tf = (const uint16_t *)made->tf.bytes + (uint64_t)code * KS_KINDS;
    const double *worth = made->worth + (uint64_t)article * KS_KINDS;
    double sum = 0;
    for (int kind = 0; kind < KS_KINDS; kind++)
        if (tf[kind]) sum += tf[kind] * worth[kind];
    return sum;
}

static uint32_t places_of(const ks_made *made, uint32_t code) {
    const uint16_t *tf = (const uint16_t *)made->tf.bytes + (uint64_t)code * KS_KINDS;
    return (uint32_t)tf[0] + tf[1] + tf[2] + tf[3];
}

static void write_tiny(ks_made *made, const ks_list *list) {
    uint32_t before = KS_NONE, n = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        uint64_t step = (uint64_t)(list->article[i] - before - 1) << 1;
        ks_put_varint(&made->postings, step | (list->code[i] != 0));
        if (list->code[i]) ks_put_varint(&made->postings, list->code[i]);
        before = list->article[i];
        uint32_t here = KS_NONE;
        for (uint32_t end = n + places_of(made, list->code[i]); n < end; n++) {
            ks_put_varint(&made->postings, list->place[n] - here - 1);
            here = list->place[n];
        }
    }
}

/* Write postings from ``first`` on; ``*place`` is where their positions begin, and then end. */
static void write_block(ks_made *made, const ks_list *list, uint32_t first, uint32_t count,
                        uint32_t *place, uint32_t *scratch) {
    uint32_t before = first ? list->article[first - 1] : KS_NONE;
    for (uint32_t i = 0; i < count; i++) {
        scratch[i] = list->article[first + i] - before - 1;
        before = list->article[first + i];
    }
    ks_pack(&made->postings, scratch, count);
    ks_pack(&made->postings, list->code + first, count);
    uint32_t begin = *place, n = begin;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t here = KS_NONE;
        for (uint32_t end = n + places_of(made, list->code[first + i]); n < end; n++) {
            scratch[n - begin] = list->place[n] - here - 1;
            here = list->place[n];
        }
    }
    ks_pack(&made->postings, scratch, n - begin);
    *place = n;
}

/* The greatest frequencies, falling. */
typedef struct {
    double frequency[KS_FLOOR];
} greatest_;

static void meet(greatest_ *greatest, double frequency) {
    if (frequency <= greatest->frequency[KS_FLOOR - 1]) return;
    int at = KS_FLOOR - 1;
    for (; at && greatest->frequency[at - 1] < frequency; at--)
        greatest->frequency[at] = greatest->frequency[at - 1];
    greatest->frequency[at] = frequency;
}

static double meet_all(ks_made *made, const ks_list *list, uint32_t first, uint32_t count,
                       greatest_ *greatest) {
    double most = 0;
    for (uint32_t i = first; i < first + count; i++) {
        double f = frequency(made, list->article[i], list->code[i]);
        if (f > most) most = f;
        meet(greatest, f);
    }
    return most;
}

static void write_long(ks_made *made, const ks_list *list, uint32_t *scratch,
                       greatest_ *greatest) {
    uint32_t block = made->block_size, blocks = (list->count + block - 1) / block, place = 0;
    uint64_t skips = made->postings.size;
    if (!ks_reserve(&made->postings, (uint64_t)blocks * KS_SKIP)) return;
    made->postings.size += (uint64_t)blocks * KS_SKIP;
    uint64_t data = made->postings.size;
    for (uint32_t b = 0; b < blocks; b++) {
        uint32_t first = b * block, count = b + 1 < blocks ? block : list->count - first;
        double most = meet_all(made, list, first, count, greatest);
        write_block(made, list, first, count, &place, scratch);
        if (made->postings.failed) return;
        uint8_t *skip = made->postings.bytes + skips + (uint64_t)b * KS_SKIP;
        uint32_t end = (uint32_t)(made->postings.size - data);
        memcpy(skip, &list->article[first + count - 1], 4);
        memcpy(skip + 4, &end, 4);
        skip[8] = bound_byte(most);
    }
}

static uint32_t shared_bytes(const ks_buffer *last, const uint8_t *text, uint32_t size) {
    uint32_t most = last->size < size ? (uint32_t)last->size : size, shared = 0;
    while (shared < most && last->bytes[shared] == text[shared]) shared++;
    return shared;
}

/* Write the next term, in byte order, with its postings; there is at least one. */
void ks_write_term(ks_made *made, const uint8_t *text, uint32_t size, const ks_list *list) {
    uint64_t begin = made->postings.size;
    greatest_ greatest = {{0}};
    if (list->count >= made->block_size || list->count > KS_TINY) {
        uint32_t room = list->count > list->places ? list->count : list->places;
        uint32_t *scratch = malloc((uint64_t)room * sizeof *scratch), place = 0;
        if (!scratch) {
            made->failed = 1;
            return;
        }
        if (list->count >= made->block_size)
            write_long(made, list, scratch, &greatest);
        else
            write_block(made, list, 0, list->count, &place, scratch);
        free(scratch);
    } else {
        write_tiny(made, list);
    }
    if (list->count < made->block_size) meet_all(made, list, 0, list->count, &greatest);
    int is_first = made->terms % KS_TERMS == 0;
    if (is_first) {
        uint64_t at = made->dictionary.size, place = made->written + begin;
        ks_put(&made->block_at, &at, sizeof at);
        ks_put(&made->block_postings, &place, sizeof place);
    }
    uint32_t shared = is_first ? 0 : shared_bytes(&made->last, text, size);
    ks_put_varint(&made->dictionary, shared);
    ks_put_varint(&made->dictionary, size - shared);
    ks_put(&made->dictionary, text + shared, size - shared);
    ks_put_varint(&made->dictionary, list->count);
    ks_put_varint(&made->dictionary, made->postings.size - begin);
    uint8_t bytes[] = {bound_byte(greatest.frequency[0]),
                       floor_byte(greatest.frequency[KS_FLOOR - 1])};
    ks_put(&made->dictionary, bytes, list->count >= KS_FLOOR ? 2 : 1);
    made->last.size = 0;
    ks_put(&made->last, text, size);
    made->terms++;
    made->failed |= made->dictionary.failed | made->postings.failed | made->block_at.failed |
                    made->block_postings.failed | made->last.failed;
}

KS_API void ks_free_made(ks_made *made) {
    if (!made) return;
    ks_buffer *buffers[] = {&made->dictionary, &made->block_at, &made->block_postings,
                            &made->postings,   &made->tf,       &made->tf_count,
                            &made->length,     &made->last};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) ks_free_buffer(buffers[i]);
    free((void *)made->worth);
    free(made);
}

/* Take away the postings that were made so far; what is made next goes on behind them. */
KS_API void ks_drain(ks_made *made) {
    made->written += made->postings.size;
    made->postings.size = 0;
}

/* Read one list, which is empty where the entry cannot be; the caller frees it with ks_free_read. */
KS_API ks_list *ks_read_list(const ks_field *field, const ks_entry *entry) {
    ks_list *list = calloc(1, sizeof *list);
    if (list && sound(field, entry) && !ks_read(field, entry, list)) {
        ks_free_list(list);
        free(list);
        return NULL;
    }
    return list;
}

KS_API void ks_free_read(ks_list *list) {
    ks_free_list(list);
    free(list);
}
