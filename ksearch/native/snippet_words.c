/* Does the word around a place have a content term there, and where does the term end?
 *
 * A word that was not met before is asked for; what Hangul, digits and ASCII letters have in the
 * lexicons is answered here, everything else in Python, which defines it (analyzer.py).
 */
#include "keys.h"
#include "snippets.h"

/* Take the word around ``at``, a letter or digit behind the words that were looked at before. */
static void take_word(ks_pages *pages, uint32_t at) {
    const uint32_t *codes = pages->codes;
    const uint8_t *classes = pages->classes;
    /* Where a number may begin that reaches to ``at``: no further back than the word before. */
    uint32_t low = pages->word_end > pages->begin ? pages->word_end : pages->begin;
    uint64_t begin = at, end = at;
    while (begin > low && (classes[codes[begin - 1]] & (KS_LETTER | KS_DIGIT) ||
                           codes[begin - 1] == '.' || codes[begin - 1] == ','))
        begin--;
    for (;; begin = end) {
        while (!(classes[codes[begin]] & (KS_LETTER | KS_DIGIT))) begin++;
        end = begin;
        while (end < pages->end && classes[codes[end]] & (KS_LETTER | KS_DIGIT))
            if (classes[codes[end]] & KS_DIGIT)
                end = ks_number_end(codes, pages->begin, pages->end, end, classes);
            else
                end++;
        if (end > at) break;
    }
    pages->word_begin = (uint32_t)begin;
    pages->word_end = (uint32_t)end;
    pages->words++;
}

/* Where the term that begins at ``at`` ends, or 0 where none does. Places rise. */
uint32_t ks_term_end(ks_pages *pages, ks_term *term, uint32_t at) {
    if (!(pages->classes[pages->codes[at]] & (KS_LETTER | KS_DIGIT))) return 0;
    if (at >= pages->word_end) take_word(pages, at);
    if (at < pages->word_begin) return 0; /* in a number that begins behind a comma or dot */
    if (term->answered != pages->words) {
        term->answer = ks_ask(pages, term->asked, pages->word_begin, pages->word_end);
        term->answered = pages->words;
    }
    if (term->answer == KS_NONE) return 0;
    const ks_answer *answer = ks_memory_at(pages->memory, term->answer);
    const ks_stretch *stretch =
        (const ks_stretch *)(const void *)pages->memory->stretches.bytes + answer->begin;
    for (uint32_t i = 0; i < answer->count; i++)
        if (stretch[i].start == at - pages->word_begin) return pages->word_begin + stretch[i].end;
    return 0;
}

/* A text that is compared with what is written of another one. */
typedef struct {
    const uint8_t *at, *end;
    int differs;
} rest;

static void compare(rest *left, const uint8_t *bytes, uint32_t size) {
    if (left->differs) return;
    left->differs = size > (uint64_t)(left->end - left->at) || memcmp(left->at, bytes, size);
    if (!left->differs) left->at += size;
}

/* Compare the character at ``place`` of the key, or what its mask stands for. */
static void compare_place(rest *left, const ks_key *key, uint32_t place) {
    uint8_t bytes[4];
    if (key->run[place] == KS_NONE)
        compare(left, bytes, ks_utf8(key->key[place], bytes));
    else
        compare(left, key->texts + key->run[place], key->run_size[place]);
}

/* Whether a term of a key is this text; a form has its masks filled in (see words.c). */
static int is_text(const ks_key *key, const ks_span *span, rest left) {
    for (uint32_t place = span->start; !span->is_form && place < span->stop; place++)
        compare_place(&left, key, place);
    uint32_t place = span->start;
    for (uint32_t i = 0; span->is_form && !left.differs && i < span->size; i++) {
        uint8_t byte = span->form[i];
        int is_mask = byte == KS_NUMBER_MASK || byte == KS_LATIN_MASK;
        if (is_mask && place < key->length && key->run[place] != KS_NONE)
            compare_place(&left, key, place);
        else
            compare(&left, &byte, 1);
        if (i + 1 == span->size || (span->form[i + 1] & 0xc0) != 0x80) place++;
    }
    return !left.differs && left.at == left.end;
}

/* Add a stretch of the word; of two that start alike the later one counts. */
static void add_stretch(ks_stretch *found, uint32_t *count, uint32_t start, uint32_t end) {
    uint32_t i = 0;
    if (start >= end) return;
    while (i < *count && found[i].start != start) i++;
    found[i] = (ks_stretch){start, end};
    *count += i == *count;
}

/* The terms of a key without syllables: the whole of it, and where that is several runs, each. */
static int32_t plain_spans(const ks_key *key, ks_span *spans) {
    int32_t count = 0;
    spans[count++] = (ks_span){.start = 0, .stop = (uint8_t)key->length};
    for (uint32_t i = 0; key->length > 1 && i < key->length; i++)
        spans[count++] = (ks_span){.start = (uint8_t)i, .stop = (uint8_t)(i + 1)};
    return count;
}

static int find_entry(const ks_key *key, const ks_fresh *fresh, const ks_lexicon *const *files,
                      uint32_t file_count, ks_span *spans, int32_t *count) {
    uint8_t text[KS_MAX_KEY_BYTES];
    uint32_t size = 0;
    uint64_t unverified;
    for (uint32_t i = 0; i < key->length; i++) size += ks_utf8(key->key[i], text + size);
    int said = fresh ? ks_fresh_find(fresh, text, size, spans, count) : KS_ABSENT;
    for (uint32_t i = 0; said == KS_ABSENT && i < file_count; i++)
        said = ks_lexicon_find(files[i], text, size, spans, count, &unverified);
    return said == KS_FOUND;
}

/* Where the term stands in the word; -1 where that is to be found in Python. */
static int64_t stretches_of(const uint32_t *word, uint32_t size, const uint8_t *term,
                            uint32_t term_size, const uint8_t *classes, const ks_fresh *fresh,
                            const ks_lexicon *const *files, uint32_t file_count,
                            ks_stretch *found) {
    ks_key key;
    ks_span spans[KS_MAX_SPANS];
    int32_t count = 0;
    uint32_t stretches = 0;
    if (!ks_make_key(word, size, classes, &key)) return -1;
    if (!key.has_syllable)
        count = plain_spans(&key, spans);
    else if (!find_entry(&key, fresh, files, file_count, spans, &count))
        return -1;
    for (int32_t i = 0; i < count; i++) {
        if (spans[i].stop > key.length) return -1;
        if (spans[i].origin == KS_ORIGIN_SYLLABLE) continue;
        if (is_text(&key, &spans[i], (rest){term, term + term_size, 0}))
            add_stretch(found, &stretches, key.at[spans[i].start], key.at[spans[i].stop]);
    }
    return stretches;
}

/* Answer what the lexicons can of the ``count`` questions (three numbers each: what is asked for,
 * and of which code points). Those for Python are moved to the front: how many, or KS_NONE where
 * memory is short. */
KS_API uint32_t ks_memory_resolve(ks_memory *memory, const uint32_t *codes, uint32_t *questions,
                                  uint32_t count, const uint8_t *classes, const ks_fresh *fresh,
                                  const ks_lexicon *const *files, uint32_t file_count) {
    ks_stretch found[KS_MAX_SPANS];
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t *question = questions + 3 * (uint64_t)i;
        const uint32_t *word = codes + question[1];
        uint32_t size = question[2] - question[1], term_size;
        const uint8_t *term = ks_strings_get(&memory->asked, question[0], &term_size);
        int64_t stretches = -1;
        if (term_size && term[0] == KS_ASK_TERM)
            stretches = stretches_of(word, size, term + 1, term_size - 1, classes, fresh, files,
                                     file_count, found);
        if (stretches < 0)
            memmove(questions + 3 * (uint64_t)left++, question, 3 * sizeof *question);
        else if (!ks_memory_tell(memory, question[0], word, size, found, (uint32_t)stretches))
            return KS_NONE;
    }
    return left;
}
