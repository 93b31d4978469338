/* Under which key is a word looked up? As ``keyed`` in words.py says, for words of Hangul, hanja,
 * ASCII letters and digits; every other one is left to Python. */
#include "keys.h"

static int is_ascii_letter(uint32_t code) { return (code | 0x20) - 'a' < 26; }

static int is_ascii_digit(uint32_t code) { return code - '0' < 10; }

/* Add a mask for the run [from, to) of the word. */
static void add_run(ks_key *key, const uint32_t *word, uint32_t from, uint32_t to, uint32_t mask) {
    key->run[key->length] = key->texts_size;
    for (uint32_t i = from; i < to; i++) {
        if (mask == KS_NUMBER_MASK && word[i] == ',') continue;
        key->texts[key->texts_size++] = (uint8_t)(mask == KS_LATIN_MASK ? word[i] | 0x20 : word[i]);
    }
    key->run_size[key->length] = key->texts_size - key->run[key->length];
    key->key[key->length] = mask;
    key->at[key->length++] = from;
}

/* The key of a word; 0 where it is to be made in Python. */
int ks_make_key(const uint32_t *word, uint32_t length, const uint8_t *classes, ks_key *key) {
    key->length = key->texts_size = 0;
    key->has_syllable = 0;
    if (length > KS_MAX_WORD) return 0;
    for (uint32_t at = 0, from; at < length;) {
        if (key->length == KS_MAX_KEY) return 0;
        uint32_t code = word[at];
        from = at;
        if (is_ascii_digit(code)) {
            at = (uint32_t)ks_number_end(word, 0, length, at, classes);
            for (uint32_t i = from; i < at; i++)
                if (word[i] >= 0x80) return 0;
            add_run(key, word, from, at, KS_NUMBER_MASK);
        } else if (is_ascii_letter(code)) {
            while (at < length && is_ascii_letter(word[at])) at++;
            /* A run goes on over letters of other scripts. */
            if (at < length && word[at] >= 0x80 && !(classes[word[at]] & (KS_SYLLABLE | KS_DIGIT)))
                return 0;
            add_run(key, word, from, at, KS_LATIN_MASK);
        } else if (classes[code] & KS_SYLLABLE) {
            key->has_syllable = 1;
            key->run[key->length] = KS_NONE;
            key->key[key->length] = code;
            key->at[key->length++] = at++;
        } else {
            return 0;
        }
    }
    key->at[key->length] = length;
    return 1;
}
