/* How do small numbers become few bits?
 *
 * A run of numbers is packed at one width, which is chosen so that the whole is smallest: the few
 * that are wider keep their low bits in place and their high bits behind, as exceptions (patched
 * frame of reference; Zukowski, Heman, Nes, Boncz: Super-Scalar RAM-CPU Cache Compression, 2006).
 *
 *     u1       width w, 0 to 32
 *     varint   number of exceptions
 *     ...      the low w bits of each number, one after the other, from the low bits of each byte up
 *     varints  for each exception: places since the exception before, and the bits above w
 *
 * A reader may look up to KS_SLACK bytes beyond the end, never write there.
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
    for (uint32_t i = 0; i < count; i++) {
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

/* Unpack what ks_pack packed; gives the place behind it. */
const uint8_t *ks_unpack(const uint8_t *at, uint32_t *values, uint32_t count) {
    int width = *at++;
    uint32_t exceptions = (uint32_t)ks_read_varint(&at);
    if (width == 0) {
        memset(values, 0, count * sizeof *values);
    } else {
        uint64_t mask = width >= 32 ? UINT32_MAX : (1u << width) - 1;
        for (uint32_t i = 0; i < count; i++) {
            uint64_t bit = (uint64_t)width * i;
            values[i] = (uint32_t)(ks_load64(at + (bit >> 3)) >> (bit & 7) & mask);
        }
    }
    at += ((uint64_t)width * count + 7) / 8;
    uint32_t place = 0;
    while (exceptions--) {
        place += (uint32_t)ks_read_varint(&at);
        uint32_t high = (uint32_t)ks_read_varint(&at);
        if (place < count && width < 32) values[place] |= high << width;
    }
    return at;
}

/* Unpack the numbers from ``begin`` up to ``end`` of what ks_pack packed. */
void ks_unpack_range(const uint8_t *at, uint32_t *values, uint32_t count, uint32_t begin,
                     uint32_t end) {
    int width = *at++;
    uint32_t exceptions = (uint32_t)ks_read_varint(&at);
    uint64_t mask = width >= 32 ? UINT32_MAX : (1u << width) - 1;
    for (uint32_t i = begin; i < end; i++) {
        uint64_t bit = (uint64_t)width * i;
        values[i - begin] = (uint32_t)(ks_load64(at + (bit >> 3)) >> (bit & 7) & mask);
    }
    at += ((uint64_t)width * count + 7) / 8;
    uint32_t place = 0;
    while (exceptions--) {
        place += (uint32_t)ks_read_varint(&at);
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

/* For tests: numbers from ``begin`` up to ``end`` of ks_pack_array's. */
KS_API void ks_unpack_part(const uint8_t *bytes, uint32_t *values, uint32_t count, uint32_t begin,
                           uint32_t end) {
    ks_unpack_range(bytes, values, count, begin, end);
}

/* For tests: the inverse of ks_pack_array; gives how many bytes were read. */
KS_API uint64_t ks_unpack_array(const uint8_t *bytes, uint32_t *values, uint32_t count) {
    return (uint64_t)(ks_unpack(bytes, values, count) - bytes);
}
