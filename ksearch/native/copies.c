/* Which articles tell the same story? A sketch of each text, and pairs of sketches that are alike.
 *
 * What is looked at in a text is its letters and digits: each run of SHINGLE of them, and each number
 * with the two letters before and behind it, which counts as NUMBER_WEIGHT runs, so that two tables
 * whose words are the same and whose numbers differ have little in common. In a single line one other
 * word is a fifth of the runs of five, so it is made of pairs, and numbers weigh less. A sketch is a
 * one-permutation MinHash (Li, Owen and Zhang 2012), made dense as Shrivastava (2017) does it, of
 * which one bit each is kept (Li and Konig 2010): of two texts that have the share J in common,
 * (1 + J) / 2 of the bits agree.
 */
#include "analysis.h"

#include <stdlib.h>

enum { SHINGLE = 5, CONTEXT = 2, NUMBER_WEIGHT = 8, NUMBER_WEIGHT_OF_LINE = 3 };
enum { BINS = 96, BYTES = BINS / 8, WORDS = BINS / 32 };
#define EMPTY UINT32_MAX

static inline uint64_t mixed(uint64_t value) {
    value = (value ^ value >> 32) * 0xd6e8feb86659fd93u;
    value = (value ^ value >> 32) * 0xd6e8feb86659fd93u;
    return value ^ value >> 32;
}

static inline void put(uint32_t *least, uint64_t hash) {
    uint32_t bin = (uint32_t)((hash >> 32) * BINS >> 32), value = (uint32_t)hash;
    if (value < least[bin]) least[bin] = value;
}

static uint64_t hash_of(const uint32_t *letters, uint64_t count) {
    uint64_t hash = count;
    for (uint64_t i = 0; i < count; i++) hash = hash * 0x9e3779b97f4a7c15u + letters[i];
    return mixed(hash);
}

/* Each run's sum of letters times odd numbers: nothing waits for the run before it. */
static void put_runs(uint32_t *least, const uint32_t *letters, uint64_t count) {
    for (uint64_t i = 0; i + SHINGLE <= count; i++) {
        uint64_t sum = letters[i] * 0x9e3779b97f4a7c15u + letters[i + 1] * 0xbf58476d1ce4e5b9u +
                       letters[i + 2] * 0x94d049bb133111ebu + letters[i + 3] * 0xff51afd7ed558ccdu +
                       letters[i + 4] * 0xc4ceb9fe1a85ec53u;
        put(least, mixed(sum));
    }
}

static void put_pairs(uint32_t *least, const uint32_t *letters, uint64_t count) {
    for (uint64_t i = 0; i + 2 <= count; i++) put(least, hash_of(letters + i, 2));
}

static inline int digit_at(const uint32_t *letters, uint64_t at, const uint8_t *classes) {
    return classes[letters[at]] & KS_DIGIT;
}

static void put_numbers(uint32_t *least, const uint32_t *letters, uint64_t count,
                        const uint8_t *classes, int weight) {
    for (uint64_t at = 0; at < count;) {
        if (!digit_at(letters, at, classes)) {
            at++;
            continue;
        }
        uint64_t begin = at < CONTEXT ? 0 : at - CONTEXT, end;
        while (at < count && digit_at(letters, at, classes)) at++;
        end = at + CONTEXT < count ? at + CONTEXT : count;
        uint64_t hash = hash_of(letters + begin, end - begin);
        for (int i = 0; i < weight; i++) put(least, mixed(hash + (uint64_t)i));
    }
}

/* Give each bin that nothing fell into what another has, by a rule that looks at the bins only. */
static void fill(uint32_t *least) {
    uint32_t dense[BINS];
    for (uint32_t bin = 0; bin < BINS; bin++) {
        uint32_t from = bin;
        for (uint64_t attempt = 1; least[from] == EMPTY; attempt++)
            from = (uint32_t)((mixed((uint64_t)bin << 32 | attempt) >> 32) * BINS >> 32);
        dense[bin] = least[from];
    }
    memcpy(least, dense, sizeof dense);
}

static void sketch(const uint32_t *letters, uint64_t count, const uint8_t *classes, int is_line,
                   uint8_t *out) {
    uint32_t least[BINS];
    memset(least, 0xff, sizeof least);
    (is_line ? put_pairs : put_runs)(least, letters, count);
    put_numbers(least, letters, count, classes, is_line ? NUMBER_WEIGHT_OF_LINE : NUMBER_WEIGHT);
    fill(least);
    memset(out, 0, BYTES);
    for (uint32_t bin = 0; bin < BINS; bin++)
        out[bin / 8] |= (uint8_t)((mixed((uint64_t)bin << 32 | least[bin]) & 1) << bin % 8);
}

static uint64_t size_of(const uint32_t *section_start, const uint32_t *section_end, uint64_t first,
                        uint64_t end) {
    uint64_t size = 0;
    for (uint64_t s = first; s < end; s++) size += section_end[s] - section_start[s];
    return size;
}

/* The sketch of each of some articles, of 12 bytes. Section s is the code points section_start[s] up
 * to section_end[s] in ``codes``; those of article a come behind those of the articles before, up to
 * article_end[a]. An article with fewer than ``fewest`` letters and digits (``fewest`` > 4) has the
 * sketch 0, which is like no other; one of fewer than ``line`` code points is a single line. Gives 0
 * where memory is short. */
KS_API int ks_sketch(const uint32_t *codes, const uint8_t *classes, const uint32_t *section_start,
                     const uint32_t *section_end, const uint32_t *article_end, uint64_t articles,
                     uint32_t fewest, uint32_t line, uint8_t *out) {
    uint64_t most = 0, first = 0;
    for (uint64_t a = 0; a < articles; first = article_end[a++]) {
        uint64_t size = size_of(section_start, section_end, first, article_end[a]);
        if (size > most) most = size;
    }
    uint32_t *letters = malloc((most + 1) * sizeof *letters);
    if (!letters) return 0;
    memset(out, 0, articles * BYTES);
    first = 0;
    for (uint64_t a = 0; a < articles; first = article_end[a++]) {
        uint64_t count = 0;
        for (uint64_t s = first; s < article_end[a]; s++)
            for (uint32_t at = section_start[s]; at < section_end[s]; at++)
                if (classes[codes[at]] & (KS_LETTER | KS_DIGIT)) letters[count++] = codes[at];
        uint64_t size = size_of(section_start, section_end, first, article_end[a]);
        if (count >= fewest) sketch(letters, count, classes, size < line, out + a * BYTES);
    }
    free(letters);
    return 1;
}

/* ---- pairs ---- */

/* Sketches that are alike have one of these windows of their bits in common, nearly always. */
enum { WINDOWS = 16, WIDTH = 16, STEP = BINS / WINDOWS, PASS = WIDTH / 2 };
/* Of many that share a window, each is compared with this many at most: the next by length. */
enum { NEIGHBOURS = 256 };

/* An article as it is compared; ``number`` is its place in what was given. */
typedef struct {
    uint32_t bits[WORDS], size, number;
} story;

/* Bits of a sketch, from one on, round its end. */
static uint32_t window_of(const story *one, uint32_t begin) {
    uint64_t both = one->bits[begin / 32] | (uint64_t)one->bits[(begin / 32 + 1) % WORDS] << 32;
    return (uint32_t)(both >> begin % 32) & ((1u << WIDTH) - 1);
}

static uint32_t distance(const story *a, const story *b) {
    uint32_t found = 0;
    for (uint32_t w = 0; w < WORDS; w++)
        found += (uint32_t)__builtin_popcount(a->bits[w] ^ b->bits[w]);
    return found;
}

static uint32_t root_of(uint32_t *parent, uint32_t at) {
    while (parent[at] != at) at = parent[at] = parent[parent[at]];
    return at;
}

static void join(uint32_t *parent, uint32_t a, uint32_t b) {
    a = root_of(parent, a);
    b = root_of(parent, b);
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
}

/* By length, then by bits: what comes before what does not depend on where articles lie. */
static int compare_stories(const void *a, const void *b) {
    const story *one = a, *other = b;
    if (one->size != other->size) return one->size < other->size ? -1 : 1;
    for (uint32_t w = 0; w < WORDS; w++)
        if (one->bits[w] != other->bits[w]) return one->bits[w] < other->bits[w] ? -1 : 1;
    return 0;
}

/* Sort by PASS bits of the keys in the high halves, keeping the order of those that are the same. */
static void sort_pass(const uint64_t *from, uint64_t *to, uint64_t count, uint32_t shift) {
    uint64_t start[1 << PASS] = {0}, sum = 0, mask = (1 << PASS) - 1;
    for (uint64_t i = 0; i < count; i++) start[from[i] >> shift & mask]++;
    for (uint64_t k = 0; k <= mask; k++) {
        uint64_t here = start[k];
        start[k] = sum;
        sum += here;
    }
    for (uint64_t i = 0; i < count; i++) to[start[from[i] >> shift & mask]++] = from[i];
}

/* Join what is alike of ``count`` stories that share a window, the shortest first: a text is longer
 * than another that it is like by a quarter at most. */
static void join_bucket(const story *bucket, uint64_t count, const uint32_t *near,
                        const uint32_t *below, uint32_t *parent) {
    for (uint64_t i = 0; i < count; i++) {
        uint32_t size = bucket[i].size, most = near[(size < below[0]) + (size < below[1])];
        for (uint64_t j = i + 1; j < count && j - i <= NEIGHBOURS; j++) {
            if (size + size / 4 < bucket[j].size) break;
            if (distance(&bucket[i], &bucket[j]) <= most)
                join(parent, bucket[i].number, bucket[j].number);
        }
    }
}

/* Join what is alike and shares the window that begins at a bit; ``pair`` has room for twice
 * ``count``, ``bucket`` for ``count``. */
static void join_window(const story *sorted, uint64_t count, uint32_t begin, uint64_t *pair,
                        story *bucket, const uint32_t *near, const uint32_t *below,
                        uint32_t *parent) {
    uint64_t *spare = pair + count;
    for (uint64_t i = 0; i < count; i++) pair[i] = (uint64_t)window_of(&sorted[i], begin) << 32 | i;
    sort_pass(pair, spare, count, 32);
    sort_pass(spare, pair, count, 32 + PASS);
    for (uint64_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && pair[end] >> 32 == pair[first] >> 32; end++)
            bucket[end - first] = sorted[(uint32_t)pair[end]];
        join_bucket(bucket, end - first, near, below, parent);
    }
}

/* Which articles tell the same story as others: ``first`` of each becomes the first of its group.
 * Two are alike whose sketches differ in near[0] bits at most, near[1] where the shorter of them is
 * shorter than below[0], near[2] where it is shorter than below[1] as well, and of which neither is
 * longer by more than a quarter. What is alike is joined, and so what is like it. The groups do not depend on the order of the articles. Gives 0
 * where memory is short. */
KS_API int ks_alike(const uint8_t *sketch, const uint32_t *size, uint64_t articles,
                    const uint32_t *near, const uint32_t *below, uint32_t *first) {
    uint64_t count = 0;
    story *sorted = malloc((2 * articles + 1) * sizeof *sorted);
    uint64_t *pair = malloc((2 * articles + 1) * sizeof *pair);
    int is_done = sorted && pair;
    for (uint32_t a = 0; is_done && a < articles; a++) {
        first[a] = a;
        story *one = &sorted[count];
        memcpy(one->bits, sketch + (uint64_t)a * BYTES, BYTES);
        one->size = size[a];
        one->number = a;
        count += (one->bits[0] | one->bits[1] | one->bits[2]) != 0;
    }
    if (is_done) {
        qsort(sorted, count, sizeof *sorted, compare_stories);
        for (uint32_t w = 0; w < WINDOWS; w++)
            join_window(sorted, count, w * STEP, pair, sorted + articles, near, below, first);
        for (uint32_t a = 0; a < articles; a++) first[a] = root_of(first, a);
    }
    free(sorted);
    free(pair);
    return is_done;
}
