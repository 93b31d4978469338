/* Which terms has each word? The words of one writer, numbered, with their terms in two fields.
 *
 * A word whose letters are Hangul, hanja or ASCII, and whose key a lexicon knows, is resolved here:
 * folded, its numbers and foreign letters masked, looked up, the masks filled in again, its bigrams
 * made. Every other word is resolved in Python, which defines what is done here (analyzer.py,
 * net.py), and comes through ks_table_add. Equal folded words have one number.
 */
#include "keys.h"

#include <stdlib.h>

#define TERMS 0
#define NET 1
#define FIELDS 2

/* The terms of one field, and which of them each word has. */
typedef struct {
    ks_strings terms;
    ks_buffer word_end, term, start; /* u4 */
} ks_field;

struct ks_table {
    ks_strings words;   /* their code points, as they stand in texts */
    ks_buffer number;   /* u4: of each of these, that of the folded word */
    ks_field fields[FIELDS];
    ks_buffer scratch;
    uint32_t count;     /* of numbers */
};

KS_API ks_table *ks_table_new(uint64_t seed) {
    ks_table *table = calloc(1, sizeof *table);
    if (!table) return NULL;
    table->words.seed = table->fields[TERMS].terms.seed = table->fields[NET].terms.seed = seed;
    return table;
}

KS_API void ks_table_free(ks_table *table) {
    if (!table) return;
    ks_strings_free(&table->words);
    ks_free_buffer(&table->number);
    ks_free_buffer(&table->scratch);
    for (int f = 0; f < FIELDS; f++) {
        ks_strings_free(&table->fields[f].terms);
        ks_free_buffer(&table->fields[f].word_end);
        ks_free_buffer(&table->fields[f].term);
        ks_free_buffer(&table->fields[f].start);
    }
    free(table);
}

KS_API uint32_t ks_table_count(const ks_table *table) { return table->count; }

/* The arrays of a field, in the order of ``sizes`` (bytes): the text of the terms, where each ends,
 * where the terms of each word end, their numbers, their starts. They move when words are added. */
KS_API void ks_table_field(const ks_table *table, int field, const uint8_t **arrays,
                           uint64_t *sizes) {
    const ks_field *f = &table->fields[field];
    const ks_buffer *buffers[] = {&f->terms.text, &f->terms.ends, &f->word_end, &f->term,
                                  &f->start};
    for (int i = 0; i < 5; i++) {
        arrays[i] = buffers[i]->bytes;
        sizes[i] = buffers[i]->size;
    }
}

/* How many content terms a word has; where their numbers begin, and their starts (u4, anywhere). */
uint32_t ks_table_terms(const ks_table *table, uint32_t number, const uint8_t **term,
                        const uint8_t **start) {
    const ks_field *field = &table->fields[TERMS];
    if (number >= table->count) return 0;
    uint64_t begin = number ? ks_load32(field->word_end.bytes + 4 * (uint64_t)(number - 1)) : 0;
    *term = field->term.bytes + 4 * begin;
    *start = field->start.bytes + 4 * begin;
    return (uint32_t)(ks_load32(field->word_end.bytes + 4 * (uint64_t)number) - begin);
}

/* The UTF-8 of a content term. */
const uint8_t *ks_table_term(const ks_table *table, uint32_t term, uint32_t *size) {
    return ks_strings_get(&table->fields[TERMS].terms, term, size);
}

static void put32(ks_buffer *buffer, uint32_t value) { ks_put(buffer, &value, sizeof value); }

static int add_term(ks_field *field, const uint8_t *text, uint64_t size, uint32_t start) {
    uint32_t number = ks_strings_add(&field->terms, text, size);
    if (number == KS_NONE) return 0;
    put32(&field->term, number);
    put32(&field->start, start);
    return !field->term.failed && !field->start.failed && field->term.size < UINT32_MAX;
}

/* Say that a word has all its terms: the terms added since the word before are its own. */
static int end_word(ks_table *table) {
    for (int f = 0; f < FIELDS; f++) {
        ks_field *field = &table->fields[f];
        put32(&field->word_end, (uint32_t)(field->term.size / 4));
        if (field->word_end.failed) return 0;
    }
    table->count++;
    return 1;
}

/* Forget the terms of a word that did not come to its end. */
static void undo_word(ks_table *table) {
    for (int f = 0; f < FIELDS; f++) {
        ks_field *field = &table->fields[f];
        uint64_t words = table->count, terms = 0;
        if (words) terms = ks_load32(field->word_end.bytes + 4 * (words - 1));
        field->word_end.size = 4 * words;
        field->term.size = field->start.size = 4 * terms;
    }
}

static void put_code(ks_buffer *out, uint32_t code) {
    uint8_t bytes[4];
    ks_put(out, bytes, ks_utf8(code, bytes));
}

/* Write the character at ``place`` of the key, or what its mask stands for. */
static void put_place(ks_buffer *out, const ks_key *key, uint32_t place) {
    if (key->run[place] == KS_NONE)
        put_code(out, key->key[place]);
    else
        ks_put(out, key->texts + key->run[place], key->run_size[place]);
}

/* Write a form, whose character i stands at ``start`` + i of the key: masks are filled in. */
static void put_form(ks_buffer *out, const ks_key *key, const ks_span *span) {
    uint32_t place = span->start;
    for (uint32_t i = 0; i < span->size; i++) {
        uint8_t byte = span->form[i];
        int is_mask = byte == KS_NUMBER_MASK || byte == KS_LATIN_MASK;
        if (is_mask && place < key->length && key->run[place] != KS_NONE)
            put_place(out, key, place);
        else
            ks_put(out, &byte, 1);
        /* Bytes 10xxxxxx go on with a character. */
        if (i + 1 == span->size || (span->form[i + 1] & 0xc0) != 0x80) place++;
    }
}

/* Add the term of the key's places [start, stop). */
static int add_places(ks_table *table, int field, const ks_key *key, uint32_t start,
                      uint32_t stop) {
    table->scratch.size = 0;
    for (uint32_t i = start; i < stop; i++) put_place(&table->scratch, key, i);
    if (table->scratch.failed) return 0;
    return add_term(&table->fields[field], table->scratch.bytes, table->scratch.size,
                    key->at[start]);
}

/* Add the content terms of an entry; 0 where they do not fit the key, or memory is short. */
static int add_content(ks_table *table, const ks_key *key, const ks_span *spans, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        const ks_span *span = &spans[i];
        if (span->stop > key->length) return 0;
        if (span->origin == KS_ORIGIN_SYLLABLE) continue;
        if (!span->is_form) {
            if (!add_places(table, TERMS, key, span->start, span->stop)) return 0;
            continue;
        }
        table->scratch.size = 0;
        put_form(&table->scratch, key, span);
        if (table->scratch.failed) return 0;
        if (!add_term(&table->fields[TERMS], table->scratch.bytes, table->scratch.size,
                      key->at[span->start]))
            return 0;
    }
    return 1;
}

/* The terms of a key without syllables: the whole of it, and where that is several runs, each. */
static int add_plain(ks_table *table, const ks_key *key) {
    if (!add_places(table, TERMS, key, 0, key->length)) return 0;
    for (uint32_t i = 0; key->length > 1 && i < key->length; i++)
        if (!add_places(table, TERMS, key, i, i + 1)) return 0;
    return 1;
}

static int is_lone(const ks_span *spans, int32_t count, uint32_t place) {
    for (int32_t i = 0; i < count; i++)
        if (spans[i].origin == KS_ORIGIN_SYLLABLE && spans[i].start == place) return 1;
    return 0;
}

/* Add the net: bigrams, the lone syllables that the entry names, and runs, as they come. */
static int add_net(ks_table *table, const ks_key *key, const ks_span *spans, int32_t count) {
    ks_field *net = &table->fields[NET];
    uint8_t text[8];
    for (uint32_t i = 0; i < key->length; i++) {
        if (key->run[i] != KS_NONE) {
            /* The anchor: as if the number had no commas, from what follows it. */
            uint32_t anchor = key->at[i + 1] - key->run_size[i];
            if (!add_term(net, key->texts + key->run[i], key->run_size[i], anchor)) return 0;
            continue;
        }
        uint32_t size = ks_utf8(key->key[i], text);
        if (i + 1 < key->length && key->run[i + 1] == KS_NONE) {
            uint32_t both = size + ks_utf8(key->key[i + 1], text + size);
            if (!add_term(net, text, both, key->at[i])) return 0;
        }
        if (is_lone(spans, count, i) && !add_term(net, text, size, key->at[i])) return 0;
    }
    return 1;
}

/* The lexicons of a look-up: what is fresh (or NULL), then files; each verified. */
typedef struct {
    const ks_fresh *fresh;
    const ks_lexicon *const *files;
    uint32_t count;
} ks_sources;

/* Find the terms of a key's entry. */
static int find_entry(const ks_sources *sources, const ks_key *key, ks_span *spans,
                      int32_t *count) {
    uint8_t text[KS_MAX_KEY_BYTES];
    uint32_t size = 0;
    uint64_t unverified;
    for (uint32_t i = 0; i < key->length; i++) size += ks_utf8(key->key[i], text + size);
    int said = KS_ABSENT;
    if (sources->fresh) said = ks_fresh_find(sources->fresh, text, size, spans, count);
    for (uint32_t i = 0; said == KS_ABSENT && i < sources->count; i++)
        said = ks_lexicon_find(sources->files[i], text, size, spans, count, &unverified);
    return said == KS_FOUND;
}

/* Add the terms of a word; 0 where they are to be found in Python. */
static int resolve(ks_table *table, const ks_sources *sources, const uint32_t *word,
                   uint32_t length, const uint8_t *classes) {
    ks_key key;
    ks_span spans[KS_MAX_SPANS];
    int32_t count = 0;
    if (!ks_make_key(word, length, classes, &key)) return 0;
    if (!key.has_syllable) {
        if (!add_plain(table, &key)) return 0;
    } else if (!find_entry(sources, &key, spans, &count) ||
               !add_content(table, &key, spans, count)) {
        return 0;
    }
    return add_net(table, &key, spans, count) && end_word(table);
}

/* Say that a word, as it stands in texts, has this number; 0 where memory is short. */
static int name_word(ks_table *table, const uint32_t *word, uint32_t length, uint32_t number) {
    if (!ks_reserve(&table->number, 4)) return 0;
    uint32_t place = ks_strings_add(&table->words, (const uint8_t *)word, 4 * (uint64_t)length);
    if (place == KS_NONE) return 0;
    if (place == table->number.size / 4) put32(&table->number, number);
    return 1;
}

static uint32_t number_of(const ks_table *table, const uint32_t *word, uint32_t length) {
    uint32_t place =
        ks_strings_find(&table->words, (const uint8_t *)word, 4 * (uint64_t)length);
    return place == KS_NONE ? KS_NONE : ks_load32(table->number.bytes + 4 * (uint64_t)place);
}

/* The lower-case form of an ASCII word; 0 where it has none, or is that already. */
static int fold(const uint32_t *word, uint32_t length, uint32_t *folded) {
    int changed = 0;
    if (length > KS_MAX_WORD) return 0;
    for (uint32_t i = 0; i < length; i++) {
        int is_upper = word[i] - 'A' < 26;
        folded[i] = is_upper ? word[i] | 0x20 : word[i];
        changed |= is_upper;
    }
    return changed;
}

/* The number of a word that is new as it stands; KS_NONE where it is to be resolved in Python. */
static uint32_t register_word(ks_table *table, const ks_sources *sources, const uint32_t *word,
                              uint32_t length, const uint8_t *classes) {
    uint32_t folded[KS_MAX_WORD], number = KS_NONE;
    int changed = fold(word, length, folded);
    if (changed) number = number_of(table, folded, length);
    if (number == KS_NONE) {
        number = table->count;
        if (!resolve(table, sources, word, length, classes)) {
            undo_word(table);
            return KS_NONE;
        }
        if (changed && !name_word(table, folded, length, number)) return KS_NONE;
    }
    return name_word(table, word, length, number) ? number : KS_NONE;
}

/* The numbers of ``count`` words, [start, end) of ``codes``. Unknown words are added where they can be
 * resolved here; KS_NONE for the others. */
KS_API void ks_table_register(ks_table *table, const uint32_t *codes, const uint32_t *start,
                              const uint32_t *end, uint32_t count, const uint8_t *classes,
                              const ks_fresh *fresh, const ks_lexicon *const *files,
                              uint32_t file_count, uint32_t *number) {
    ks_sources sources = {fresh, files, file_count};
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t *word = codes + start[i];
        uint32_t length = end[i] - start[i];
        number[i] = number_of(table, word, length);
        if (number[i] == KS_NONE)
            number[i] = register_word(table, &sources, word, length, classes);
    }
}

/* Add a word that was resolved in Python, as it stands and folded, and its terms in both fields:
 * their texts one after the other. Gives its number, or KS_NONE where memory is short. */
KS_API uint32_t ks_table_add(ks_table *table, const uint32_t *word, const uint32_t *folded,
                             uint32_t length, const uint8_t *text, const uint32_t *text_end,
                             const uint32_t *start, const uint32_t *field_end) {
    uint32_t number = number_of(table, folded, length), at = 0;
    if (number == KS_NONE) {
        number = table->count;
        for (uint32_t f = 0; f < FIELDS; f++)
            for (; at < field_end[f]; at++) {
                uint32_t begin = at ? text_end[at - 1] : 0;
                if (add_term(&table->fields[f], text + begin, text_end[at] - begin, start[at]))
                    continue;
                undo_word(table);
                return KS_NONE;
            }
        if (!end_word(table)) {
            undo_word(table);
            return KS_NONE;
        }
        if (!name_word(table, folded, length, number)) return KS_NONE;
    }
    return name_word(table, word, length, number) ? number : KS_NONE;
}

/* What a look-up in the lexicons would say of each of ``count`` words: 0, its terms can be had
 * here; 1, its key is unknown, and is written to ``keys``, a line feed behind it; 2, it is for
 * Python. ``keys`` has room for KS_MAX_KEY_BYTES + 1 a word. Gives how many bytes were written. */
KS_API uint64_t ks_unknown(const uint32_t *codes, const uint32_t *start, const uint32_t *end,
                           uint32_t count, const uint8_t *classes, const ks_fresh *fresh,
                           const ks_lexicon *const *files, uint32_t file_count, uint8_t *said,
                           uint8_t *keys) {
    ks_sources sources = {fresh, files, file_count};
    ks_span spans[KS_MAX_SPANS];
    ks_key key;
    uint64_t size = 0;
    int32_t spans_count;
    for (uint32_t i = 0; i < count; i++) {
        said[i] = 2;
        if (!ks_make_key(codes + start[i], end[i] - start[i], classes, &key)) continue;
        said[i] = key.has_syllable && !find_entry(&sources, &key, spans, &spans_count);
        if (!said[i]) continue;
        for (uint32_t k = 0; k < key.length; k++) size += ks_utf8(key.key[k], keys + size);
        keys[size++] = '\n';
    }
    return size;
}
