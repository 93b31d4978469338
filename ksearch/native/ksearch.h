/* What the C files share: sizes, bytes in any alignment, and the public functions' mark. */
#ifndef KSEARCH_H
#define KSEARCH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(_WIN32)
#define KS_API __declspec(dllexport)
#else
#define KS_API __attribute__((visibility("default")))
#endif

/* How large a structure is that Python makes, too: a test compares. */
#define KS_SIZE(type) KS_API const uint64_t size_of_##type = sizeof(type)

/* Numbers on disk are little-endian; machines that are not do not compile this. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "ksearch needs a little-endian machine"
#endif

static inline uint32_t ks_load32(const uint8_t *at) {
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static inline uint64_t ks_load64(const uint8_t *at) {
    uint64_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

/* Which comes first in the order of their bytes: below 0 a, above 0 b. */
static inline int ks_compare(const uint8_t *a, uint32_t a_size, const uint8_t *b, uint32_t b_size) {
    uint32_t size = a_size < b_size ? a_size : b_size;
    int order = size ? memcmp(a, b, size) : 0;
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

/* A number in 7 bits a byte, the low ones first; the last byte has no high bit. */
static inline uint64_t ks_read_varint(const uint8_t **at) {
    uint64_t value = 0;
    int shift = 0;
    for (;;) {
        uint8_t byte = *(*at)++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80) || shift > 56) return value;
        shift += 7;
    }
}

/* Bytes that grow. After a failed allocation ``failed`` is set and nothing more is written. */
typedef struct {
    uint8_t *bytes;
    uint64_t size, room;
    int failed;
} ks_buffer;

int ks_reserve(ks_buffer *buffer, uint64_t more);
void ks_put(ks_buffer *buffer, const void *bytes, uint64_t size);
void ks_put_varint(ks_buffer *buffer, uint64_t value);
void ks_free_buffer(ks_buffer *buffer);

/* Packed numbers, see packing.c. */
void ks_pack(ks_buffer *buffer, const uint32_t *values, uint32_t count);
const uint8_t *ks_unpack(const uint8_t *at, const uint8_t *stop, uint32_t *values, uint32_t count);
void ks_unpack_range(const uint8_t *at, const uint8_t *stop, uint32_t *values, uint32_t count,
                     uint32_t begin, uint32_t end);

/* The slack that readers may look beyond the end of packed numbers. */
#define KS_SLACK 16

#endif
