/* Which words and phrases do headlines use? Counted by their keys, for the table of suggestions.
 *
 * Of a word counts what stands before its particle, and each content term in its own letters; of
 * words side by side, with one space between, up to three, of which those before the last have no
 * particle but 의. A verb's form is no phrase, a number begins none, one letter ends none. */
#include "suggest.h"

#include "analysis.h"

#include <stdlib.h>

enum { MOST_WORDS = 3, GENITIVE = 0xc758 };

typedef struct {
    ks_strings keys;
    ks_buffer counted; /* ks_counted, by number of the key */
    int failed;
} ks_phrases;

KS_API ks_phrases *ks_phrases_new(uint64_t seed) {
    ks_phrases *phrases = calloc(1, sizeof *phrases);
    if (phrases) phrases->keys.seed = seed;
    return phrases;
}

KS_API void ks_phrases_free(ks_phrases *phrases) {
    if (!phrases) return;
    ks_strings_free(&phrases->keys);
    ks_free_buffer(&phrases->counted);
    free(phrases);
}

KS_API uint32_t ks_phrases_count(const ks_phrases *phrases) { return phrases->keys.count; }
KS_API const ks_strings *ks_phrases_keys(const ks_phrases *phrases) { return &phrases->keys; }
KS_API const void *ks_phrases_counted(const ks_phrases *phrases) {
    return phrases->counted.bytes;
}

/* Of several ways to write a text the one stays that most of the uses have (Boyer and Moore). */
static void vote(ks_counted *one, const ks_form *form, uint32_t count) {
    if (!memcmp(&one->form, form, sizeof *form)) {
        one->votes += count;
    } else if (one->votes >= count) {
        one->votes -= count;
    } else {
        one->form = *form;
        one->votes = count - one->votes;
    }
}

static void count_key(ks_phrases *phrases, const uint8_t *key, uint32_t size, const ks_form *form,
                      uint32_t count, double fresh) {
    uint32_t number = KS_NONE;
    if (ks_reserve(&phrases->counted, sizeof(ks_counted)))
        number = ks_strings_add(&phrases->keys, key, size);
    if (number == KS_NONE) {
        phrases->failed = 1;
        return;
    }
    ks_counted one = {*form, 0, 0, 0};
    uint64_t at = (uint64_t)number * sizeof one;
    if (at == phrases->counted.size) ks_put(&phrases->counted, &one, sizeof one);
    memcpy(&one, phrases->counted.bytes + at, sizeof one);
    vote(&one, form, count);
    one.count = one.count + count < count ? UINT32_MAX : one.count + count;
    one.fresh += fresh * count;
    memcpy(phrases->counted.bytes + at, &one, sizeof one);
}

/* A text that is being put together: its key, and how it is written. */
typedef struct {
    uint8_t key[KS_MAX_STROKES];
    uint32_t size, letters;
    ks_form form;
} text;

/* Put a word behind what is there already; 0 where it does not fit, or has no keys. */
static int put_word(text *made, const uint32_t *codes, uint32_t count) {
    if (made->letters + count > KS_MAX_TEXT || !count) return 0;
    if (made->letters) made->form.spaces |= 1u << (made->letters - 1);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t strokes[5];
        uint32_t size = ks_strokes(codes[i], strokes);
        if (!size) return 0;
        memcpy(made->key + made->size, strokes, size);
        made->size += size;
        if (codes[i] - 'A' < 26) made->form.upper |= 1u << made->letters;
        made->letters++;
    }
    return 1;
}

static void count_text(ks_phrases *phrases, const text *made, double fresh) {
    count_key(phrases, made->key, made->size, &made->form, 1, fresh);
}

static int is_digit(uint32_t code) { return code - '0' < 10; }

/* Whether it tells something by itself: two letters or more, no more than one of them a digit. */
static int is_telling(const uint32_t *codes, uint32_t count) {
    uint32_t digits = 0;
    for (uint32_t i = 0; i < count; i++) digits += is_digit(codes[i]);
    return count > 1 && digits < 2;
}

static void count_word(ks_phrases *phrases, const uint32_t *codes, uint32_t count, double fresh) {
    text made = {.size = 0};
    if (is_telling(codes, count) && put_word(&made, codes, count))
        count_text(phrases, &made, fresh);
}

static uint32_t lower(uint32_t code) { return code - 'A' < 26 ? code | 0x20 : code; }

/* How many letters a term has, where it stands in its own letters at the beginning of ``codes``; 0
 * where it does not. */
static uint32_t own_letters(const uint8_t *term, uint32_t size, const uint32_t *codes,
                            uint32_t count) {
    uint32_t letters = 0, at = 0;
    uint8_t bytes[4];
    for (; at < size && letters < count; letters++) {
        uint32_t one = ks_utf8(lower(codes[letters]), bytes);
        if (one > size - at || memcmp(bytes, term + at, one)) return 0;
        at += one;
    }
    return at == size ? letters : 0;
}

/* Count the content terms of a word that are not all of its noun; where that noun ends, 0 where it
 * is none. */
static uint32_t count_terms(ks_phrases *phrases, const ks_table *table, uint32_t number,
                            const uint32_t *codes, uint32_t count, double fresh) {
    const uint8_t *terms, *starts;
    uint32_t of_word = ks_table_terms(table, number, &terms, &starts), end = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < of_word; i++) {
            uint32_t size, start = ks_load32(starts + 4 * i);
            const uint8_t *term = ks_table_term(table, ks_load32(terms + 4 * i), &size);
            if (start >= count) continue;
            uint32_t letters = own_letters(term, size, codes + start, count - start);
            if (!pass && letters && start + letters > end) end = start + letters;
            if (!pass && !letters && start >= end) return 0; /* a verb, or read otherwise */
            if (pass && letters && letters < end)
                count_word(phrases, codes + start, letters, fresh);
        }
    }
    return end;
}

/* Words of some headlines: token t is codes [start, end), word ``number`` of the table, in headline
 * ``section``. */
typedef struct {
    const uint32_t *codes, *start, *end, *number, *section;
} tokens;

/* Whether a phrase may go on from one token to the next. */
static int goes_on(const tokens *all, uint64_t token) {
    return all->section[token] == all->section[token + 1] &&
           all->start[token + 1] == all->end[token] + 1 && all->codes[all->end[token]] == ' ';
}

/* Count the phrase from ``first`` up to the noun of ``noun`` letters at ``last``. */
static void count_phrase(ks_phrases *phrases, const tokens *all, uint64_t first, uint64_t last,
                         uint32_t noun, double fresh) {
    text made = {.size = 0};
    if (is_digit(all->codes[all->start[first]])) return;
    for (uint64_t t = first; t <= last; t++) {
        uint32_t size = t < last ? all->end[t] - all->start[t] : noun;
        if (!put_word(&made, all->codes + all->start[t], size)) return;
    }
    count_text(phrases, &made, fresh);
}

/* Count what some headlines say; ``fresh`` is by headline what a use is worth. 0 where memory is
 * short. */
KS_API int ks_phrases_headlines(ks_phrases *phrases, const ks_table *table, const uint32_t *codes,
                                const uint32_t *start, const uint32_t *end,
                                const uint32_t *number, const uint32_t *section, uint64_t count,
                                const double *fresh) {
    tokens all = {codes, start, end, number, section};
    uint64_t begin = 0; /* of the words that may be in a phrase with this one */
    for (uint64_t t = 0; t < count; t++) {
        const uint32_t *word = codes + start[t];
        uint32_t size = end[t] - start[t];
        double use = fresh[section[t]];
        if (t && !goes_on(&all, t - 1)) begin = t;
        uint32_t noun = count_terms(phrases, table, number[t], word, size, use);
        if (noun) count_word(phrases, word, noun, use);
        for (uint64_t first = t; noun > 1 && first-- > begin && t - first < MOST_WORDS;)
            count_phrase(phrases, &all, first, t, noun, use);
        if (noun < size && (!noun || word[size - 1] != GENITIVE)) begin = t + 1;
    }
    return !phrases->failed;
}

/* Count a name: words, parted by one space each. 0 where memory is short. */
KS_API int ks_phrases_name(ks_phrases *phrases, const uint32_t *codes, uint32_t count,
                           uint32_t kind, uint32_t uses, double fresh) {
    text made = {.form = {kind, 0, 0}};
    int fits = 1;
    for (uint32_t begin = 0, end; fits && begin < count; begin = end + 1) {
        for (end = begin; end < count && codes[end] != ' ';) end++;
        fits = put_word(&made, codes + begin, end - begin);
    }
    if (fits && made.letters > 1)
        count_key(phrases, made.key, made.size, &made.form, uses, fresh);
    return !phrases->failed;
}

/* The key of a text; how long it is, 0 where the text has none. */
KS_API uint32_t ks_phrases_key(const uint32_t *codes, uint32_t count, uint8_t *key) {
    text made = {.size = 0};
    if (!put_word(&made, codes, count)) return 0;
    memcpy(key, made.key, made.size);
    return made.size;
}
