/* Which articles have one of some names, and which names do some articles have?
 *
 * The names of article a are name[end[a - 1]] up to, but not including, name[end[a]], as numbers. Who
 * calls has made sure that ``end`` rises up to the number of names, and that each is known. */
#include "ksearch.h"

/* Set the bit of each article that has a wanted name; ``wanted`` has a byte a name. */
KS_API void ks_mark_named(const uint32_t *end, const uint32_t *name, uint64_t articles,
                          const uint8_t *wanted, uint64_t *out) {
    uint32_t at = 0;
    for (uint64_t article = 0; article < articles; article++)
        for (; at < end[article]; at++)
            if (wanted[name[at]]) out[article >> 6] |= (uint64_t)1 << (article & 63);
}

/* Add to each name's count how many articles of a bitmap have it. */
KS_API void ks_count_named(const uint64_t *bits, uint64_t articles, const uint32_t *end,
                           const uint32_t *name, uint32_t *count) {
    for (uint64_t word = 0; word * 64 < articles; word++)
        for (uint64_t left = bits[word]; left; left &= left - 1) {
            uint64_t article = word * 64 + (uint64_t)__builtin_ctzll(left);
            for (uint32_t at = article ? end[article - 1] : 0; at < end[article]; at++) count[name[at]]++;
        }
}
