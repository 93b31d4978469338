/* Where are the words of many texts? One pass over their code points.
 *
 * The texts come one after the other, a line feed behind each, so that no word reaches from one
 * into the next. A word is what the expression in words.py matches: letters, and numbers by its
 * grammar, in a row. Since what follows a number in the expression may be empty, the first way in
 * which a number matches is taken, and nothing is ever tried again from further left.
 */
#include "analysis.h"

#include <stdlib.h>

static int is_digit(const uint32_t *codes, uint64_t end, uint64_t at, const uint8_t *classes) {
    return at < end && classes[codes[at]] & KS_DIGIT;
}

static uint64_t digits_end(const uint32_t *codes, uint64_t end, uint64_t at,
                           const uint8_t *classes) {
    while (is_digit(codes, end, at, classes)) at++;
    return at;
}

/* Thousands with commas, \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?, or ``at`` where there are none. */
static uint64_t thousands_end(const uint32_t *codes, uint64_t end, uint64_t at,
                              const uint8_t *classes) {
    uint64_t behind = digits_end(codes, end, at, classes), groups = 0;
    if (behind - at > 3) return at;
    while (behind + 3 < end && codes[behind] == ',' && is_digit(codes, end, behind + 1, classes) &&
           is_digit(codes, end, behind + 2, classes) && is_digit(codes, end, behind + 3, classes)) {
        behind += 4;
        groups++;
    }
    /* The last group had a fourth digit: the one before it is followed by its comma. */
    if (groups && is_digit(codes, end, behind, classes)) {
        behind -= 4;
        groups--;
    }
    if (!groups) return at;
    if (behind < end && codes[behind] == '.' && is_digit(codes, end, behind + 1, classes))
        behind = digits_end(codes, end, behind + 1, classes);
    return behind;
}

/* A decimal, (?<!\d\.)\d+\.\d+(?!\.?\d), or ``at`` where there is none: the dots of a date part it.
 */
static uint64_t decimal_end(const uint32_t *codes, uint64_t begin, uint64_t end, uint64_t at,
                            const uint8_t *classes) {
    if (at >= begin + 2 && codes[at - 1] == '.' && is_digit(codes, end, at - 2, classes)) return at;
    uint64_t point = digits_end(codes, end, at, classes);
    if (point >= end || codes[point] != '.' || !is_digit(codes, end, point + 1, classes)) return at;
    uint64_t behind = digits_end(codes, end, point + 1, classes);
    int goes_on = behind < end && codes[behind] == '.' && is_digit(codes, end, behind + 1, classes);
    return goes_on ? at : behind;
}

/* The end of the number at ``at`` in the text [begin, end); a digit is there. */
uint64_t ks_number_end(const uint32_t *codes, uint64_t begin, uint64_t end, uint64_t at,
                       const uint8_t *classes) {
    if (at == begin || !is_digit(codes, end, at - 1, classes)) {
        uint64_t behind = thousands_end(codes, end, at, classes);
        if (behind == at) behind = decimal_end(codes, begin, end, at, classes);
        if (behind > at) return behind;
    }
    return digits_end(codes, end, at, classes);
}

/* Each word: [start, end) in ``codes``, the number of its text, and its offset in that text. Text k
 * begins at section_start[k], in ``codes`` of ``size`` code points below KS_CODES. The four arrays
 * have room for size / 2 + 1 words. Gives how many there are. */
KS_API uint64_t ks_scan(const uint32_t *codes, uint64_t size, const uint8_t *classes,
                        const uint32_t *section_start, uint64_t sections, uint32_t *start,
                        uint32_t *end, uint32_t *section, uint32_t *offset) {
    uint64_t count = 0, here = 0, at = 0;
    while (at < size) {
        if (!(classes[codes[at]] & (KS_LETTER | KS_DIGIT))) {
            at++;
            continue;
        }
        uint64_t begin = at;
        while (at < size && classes[codes[at]] & (KS_LETTER | KS_DIGIT))
            if (classes[codes[at]] & KS_DIGIT)
                at = ks_number_end(codes, 0, size, at, classes);
            else
                at++;
        while (here + 1 < sections && section_start[here + 1] <= begin) here++;
        start[count] = (uint32_t)begin;
        end[count] = (uint32_t)at;
        section[count] = (uint32_t)here;
        offset[count++] = (uint32_t)begin - section_start[here];
    }
    return count;
}

/* Number the distinct words in the order in which they come: ``number`` of each of the ``count``
 * words, and of each distinct one the ``first`` word that is it. Gives how many are distinct, or
 * KS_NONE where memory is short. */
KS_API uint32_t ks_distinct(const uint32_t *codes, const uint32_t *start, const uint32_t *end,
                            uint64_t count, uint64_t seed, uint32_t *number, uint32_t *first) {
    uint32_t distinct = 0, mask = 1023;
    while (mask < count && mask < UINT32_MAX / 2) mask = 2 * mask + 1;
    mask = 2 * mask + 1; /* at most half full */
    uint64_t *slots = calloc((uint64_t)mask + 1, sizeof *slots);
    if (!slots) return KS_NONE;
    for (uint64_t i = 0; i < count; i++) {
        const uint32_t *word = codes + start[i];
        uint32_t length = end[i] - start[i];
        uint32_t hash = ks_hash((const uint8_t *)word, 4 * (uint64_t)length, seed);
        uint32_t place = hash & mask;
        for (;; place = (place + 1) & mask) {
            uint64_t slot = slots[place];
            if (!slot) break;
            if ((uint32_t)(slot >> 32) != hash) continue;
            uint32_t same = first[(uint32_t)slot - 1];
            if (end[same] - start[same] == length &&
                !memcmp(codes + start[same], word, 4 * (uint64_t)length))
                break;
        }
        if (!slots[place]) {
            first[distinct] = (uint32_t)i;
            slots[place] = (uint64_t)hash << 32 | ++distinct;
        }
        number[i] = (uint32_t)slots[place] - 1;
    }
    free(slots);
    return distinct;
}
