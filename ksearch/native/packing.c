/* How do small numbers become few bits?
 *
 * A run of numbers is packed at one width, which is chosen so that the whole is smallest: the few
 * that are wider keep their low bits in place and their high bits behind, as exceptions (patched
 * frame of reference; Zukowski, Heman, Nes, Boncz: Super-Scalar RAM-CPU Cache Compression, 2006).
 *
 *     u1       width w, 0 to 32
 *     varint   number of exceptions
 *     ...      the low w bits of each number, one after the other, from the low bits of each byte up;
 *              of 128 numbers, those that agree modulo 4 so, in u4 words of which four lie side by side
 *     varints  for each exception: places since the exception before, and the bits above w
 *
 * So four numbers of a full block are unpacked at a time (Lemire, Boytsov: Decoding billions of
 * integers per second through vectorization, 2015).
 *
 * A reader may look up to KS_SLACK bytes beyond the end, never write there. What cannot lie before
 * ``stop`` is damaged: it reads as zeros, so that nothing else is ever read.
 */
#include "ksearch.h"

#include <stdlib.h>

int ks_reserve(ks_buffer *buffer, uint64_t more) {
    if (buffer->failed) return 0;
    if (buffer->size + more <= buffer->room) return 1;
    uint64_t room = buffer->room ? buffer->room : 4096;
    while (room < buffer->size + more) room += room / 2;
    uint8_t *bytes = realloc(buffer->bytes, room);
    if (!bytes) {
        buffer->failed = 1;
        return 0;
    }
    buffer->bytes = bytes;
    buffer->room = room;
    return 1;
}

void ks_put(ks_buffer *buffer, const void *bytes, uint64_t size) {
    if (!ks_reserve(buffer, size)) return;
    if (size) memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

void ks_put_varint(ks_buffer *buffer, uint64_t value) {
    uint8_t bytes[10];
    int size = 0;
    while (value >= 0x80) {
        bytes[size++] = (uint8_t)(value | 0x80);
        value >>= 7;
    }
    bytes[size++] = (uint8_t)value;
    ks_put(buffer, bytes, (uint64_t)size);
}

void ks_free_buffer(ks_buffer *buffer) {
    free(buffer->bytes);
    memset(buffer, 0, sizeof *buffer);
}

static int bits_of(uint32_t value) { return value ? 32 - __builtin_clz(value) : 0; }

/* What an exception costs, in bits: its place, mostly one byte, and its high bits. */
static uint32_t exception_bits(int bits, int width) { return 8 + 8 * ((bits - width + 6) / 7); }

static int best_width(const uint32_t *values, uint32_t count) {
    uint32_t of_width[33] = {0};
    for (uint32_t i = 0; i < count; i++) of_width[bits_of(values[i])]++;
    int best = 32;
    uint64_t least = UINT64_MAX;
    for (int width = 0; width <= 32; width++) {
        uint64_t cost = (uint64_t)width * count;
        for (int bits = width + 1; bits <= 32; bits++)
            cost += (uint64_t)of_width[bits] * exception_bits(bits, width);
        if (cost < least) {
            least = cost;
            best = width;
        }
    }
    return best;
}

enum { FULL = 128, LANES = 4 };
typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

static lanes load_lanes(const uint8_t *at) {
    lanes words;
    memcpy(&words, at, sizeof words);
    return words;
}

static void pack_full(uint8_t *out, const uint32_t *values, int width, uint32_t mask) {
    for (int step = 0; step < FULL / LANES; step++) {
        int bit = step * width, shift = bit & 31;
        uint8_t *at = out + (uint64_t)(bit >> 5) * sizeof(lanes);
        lanes value = load_lanes((const uint8_t *)(values + step * LANES)) & mask;
        lanes low = load_lanes(at) | value << shift;
        memcpy(at, &low, sizeof low);
        if (shift + width > 32) {
            lanes high = value >> (32 - shift);
            memcpy(at + sizeof low, &high, sizeof high);
        }
    }
}

static inline __attribute__((always_inline)) void unpack_lanes(const uint8_t *at, uint32_t *values,
                                                               int width) {
    uint32_t mask = width == 32 ? UINT32_MAX : (1u << width) - 1;
    for (int step = 0; step < FULL / LANES; step++) {
        int bit = step * width, shift = bit & 31;
        const uint8_t *word = at + (uint64_t)(bit >> 5) * sizeof(lanes);
        lanes value = load_lanes(word) >> shift;
        if (shift + width > 32) value |= load_lanes(word + sizeof value) << (32 - shift);
        value &= mask;
        memcpy(values + step * LANES, &value, sizeof value);
    }
}

/* A loop of its own for each width that is frequent: there the compiler knows all shifts. */
static void unpack_full(const uint8_t *at, uint32_t *values, int width) {
    switch (width) {
#define OF_WIDTH(width) \
    case width: unpack_lanes(at, values, width); return;
        OF_WIDTH(1) OF_WIDTH(2) OF_WIDTH(3) OF_WIDTH(4) OF_WIDTH(5) OF_WIDTH(6) OF_WIDTH(7)
        OF_WIDTH(8) OF_WIDTH(9) OF_WIDTH(10) OF_WIDTH(11) OF_WIDTH(12)
#undef OF_WIDTH
    default: unpack_lanes(at, values, width);
    }
}

/* One of the numbers of a full block. */
static uint32_t of_full(const uint8_t *at, uint32_t i, int width) {
    uint32_t bit = i / LANES * (uint32_t)width, shift = bit & 31;
    const uint8_t *word = at + (uint64_t)(bit >> 5) * sizeof(lanes) + i % LANES * 4;
    uint64_t value = ks_load32(word);
    if (shift + (uint32_t)width > 32) value |= (uint64_t)ks_load32(word + sizeof(lanes)) << 32;
    return (uint32_t)(value >> shift & (width == 32 ? UINT32_MAX : (1u << width) - 1));
}

void ks_pack(ks_buffer *buffer, const uint32_t *values, uint32_t count) {
    int width = best_width(values, count);
    uint32_t mask = width == 32 ? UINT32_MAX : (1u << width) - 1, exceptions = 0;
    for (uint32_t i = 0; i < count; i++) exceptions += values[i] > mask;
    uint8_t head = (uint8_t)width;
    ks_put(buffer, &head, 1);
    ks_put_varint(buffer, exceptions);
    uint64_t size = ((uint64_t)width * count + 7) / 8;
    if (!ks_reserve(buffer, size + 8)) return;
    uint8_t *out = buffer->bytes + buffer->size;
    memset(out, 0, size + 8);
    if (count == FULL && width) pack_full(out, values, width, mask);
    for (uint32_t i = 0; count != FULL && i < count; i++) {
        uint64_t bit = (uint64_t)width * i;
        uint64_t word = ks_load64(out + (bit >> 3)) | (uint64_t)(values[i] & mask) << (bit & 7);
        memcpy(out + (bit >> 3), &word, sizeof word);
    }
    buffer->size += size;
    uint32_t before = 0;
    for (uint32_t i = 0; exceptions && i < count; i++) {
        if (values[i] <= mask) continue;
        ks_put_varint(buffer, i - before);
        ks_put_varint(buffer, values[i] >> width);
        before = i;
    }
}

/* What stands in front of packed numbers, and *at moved behind it; 0 where they are damaged. */
static int read_head(const uint8_t **at, const uint8_t *stop, uint32_t count, int *width,
                     uint32_t *exceptions) {
    if (*at >= stop) return 0;
    *width = *(*at)++;
    *exceptions = (uint32_t)ks_read_varint(at);
    return *width <= 32 && *exceptions <= count && *at <= stop &&
           ((uint64_t)*width * count + 7) / 8 <= (uint64_t)(stop - *at);
}

/* Unpack what ks_pack packed; gives the place behind it, ``stop`` where it is damaged. */
const uint8_t *ks_unpack(const uint8_t *at, const uint8_t *stop, uint32_t *values,
                         uint32_t count) {
    int width;
    uint32_t exceptions;
    if (!read_head(&at, stop, count, &width, &exceptions)) {
        memset(values, 0, count * sizeof *values);
        return stop;
    }
    if (width == 0) {
        memset(values, 0, count * sizeof *values);
    } else if (count == FULL) {
        unpack_full(at, values, width);
    } else {
        uint64_t mask = width >= 32 ? UINT32_MAX : (1u << width) - 1;
        for (uint32_t i = 0; i < count; i++) {
            uint64_t bit = (uint64_t)width * i;
            values[i] = (uint32_t)(ks_load64(at + (bit >> 3)) >> (bit & 7) & mask);
        }
    }
    at += ((uint64_t)width * count + 7) / 8;
    uint32_t place = 0;
    while (exceptions-- && at < stop) {
        place += (uint32_t)ks_read_varint(&at);
        if (at >= stop) break;
        uint32_t high = (uint32_t)ks_read_varint(&at);
        if (place < count && width < 32) values[place] |= high << width;
    }
    return at;
}

/* Unpack the numbers from ``begin`` up to ``end`` of what ks_pack packed. */
void ks_unpack_range(const uint8_t *at, const uint8_t *stop, uint32_t *values, uint32_t count,
                     uint32_t begin, uint32_t end) {
    int width;
    uint32_t exceptions;
    if (!read_head(&at, stop, count, &width, &exceptions)) {
        memset(values, 0, (end - begin) * sizeof *values);
        return;
    }
    uint64_t mask = width >= 32 ? UINT32_MAX : (1u << width) - 1;
    for (uint32_t i = begin; i < end; i++) {
        if (count == FULL) {
            values[i - begin] = width ? of_full(at, i, width) : 0;
            continue;
        }
        uint64_t bit = (uint64_t)width * i;
        values[i - begin] = (uint32_t)(ks_load64(at + (bit >> 3)) >> (bit & 7) & mask);
    }
    at += ((uint64_t)width * count + 7) / 8;
    uint32_t place = 0;
    while (exceptions-- && at < stop) {
        place += (uint32_t)ks_read_varint(&at);
        if (at >= stop) break;
        uint32_t high = (uint32_t)ks_read_varint(&at);
        if (place >= end) return;
        if (place >= begin && width < 32) values[place - begin] |= high << width;
    }
}

/* For tests: pack into ``out`` (room bytes); gives the size, or 0 where it does not fit. */
KS_API uint64_t ks_pack_array(const uint32_t *values, uint32_t count, uint8_t *out, uint64_t room) {
    ks_buffer buffer = {0};
    ks_pack(&buffer, values, count);
    uint64_t size = buffer.failed || buffer.size > room ? 0 : buffer.size;
    if (size) memcpy(out, buffer.bytes, size);
    ks_free_buffer(&buffer);
    return size;
}

/* For tests: numbers from ``begin`` up to ``end`` of ks_pack_array's, which has ``size`` bytes. */
KS_API void ks_unpack_part(const uint8_t *bytes, uint64_t size, uint32_t *values, uint32_t count,
                           uint32_t begin, uint32_t end) {
    ks_unpack_range(bytes, bytes + size, values, count, begin, end);
}

/* For tests: the inverse of ks_pack_array; gives how many bytes were read. */
KS_API uint64_t ks_unpack_array(const uint8_t *bytes, uint64_t size, uint32_t *values,
                                uint32_t count) {
    return (uint64_t)(ks_unpack(bytes, bytes + size, values, count) - bytes);
}
