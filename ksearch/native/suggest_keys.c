/* Which keys are pressed for a letter? On the Korean keyboard (KS X 5002), two sets. */
#include "suggest.h"

/* By number of the initial: all 19 have a key. The same numbers count the consonants' keys. */
enum { G, GG, N, D, DD, R, M, B, BB, S, SS, O, J, JJ, C, K, T, P, H, NONE = 0xff };
/* The 14 vowels that have a key. */
enum { A, AE, YA, YAE, EO, E, YEO, YE, OH, YO, U, YU, EU, I };

static const uint8_t MEDIAL[21][2] = {
    {A, NONE},  {AE, NONE}, {YA, NONE}, {YAE, NONE}, {EO, NONE}, {E, NONE},  {YEO, NONE},
    {YE, NONE}, {OH, NONE}, {OH, A},    {OH, AE},    {OH, I},    {YO, NONE}, {U, NONE},
    {U, EO},    {U, E},     {U, I},     {YU, NONE},  {EU, NONE}, {EU, I},    {I, NONE}};
static const uint8_t FINAL[28][2] = {
    {NONE, NONE}, {G, NONE}, {GG, NONE}, {G, S},    {N, NONE}, {N, J},    {N, H},
    {D, NONE},    {R, NONE}, {R, G},     {R, M},    {R, B},    {R, S},    {R, T},
    {R, P},       {R, H},    {M, NONE},  {B, NONE}, {B, S},    {S, NONE}, {SS, NONE},
    {O, NONE},    {J, NONE}, {C, NONE},  {K, NONE}, {T, NONE}, {P, NONE}, {H, NONE}};

static uint32_t put(uint8_t *out, uint32_t size, uint8_t base, uint8_t key) {
    if (key == NONE) return size;
    out[size] = base + key;
    return size + 1;
}

static uint32_t syllable(uint32_t number, uint8_t *out) {
    const uint8_t *medial = MEDIAL[number / 28 % 21], *final = FINAL[number % 28];
    uint32_t size = put(out, 0, KS_CONSONANT, (uint8_t)(number / 588));
    for (int i = 0; i < 2; i++) size = put(out, size, KS_VOWEL, medial[i]);
    for (int i = 0; i < 2; i++) size = put(out, size, KS_CONSONANT, final[i]);
    return size;
}

/* The letters that are counted for suggestions: no jamo stands alone among them. */
uint32_t ks_strokes(uint32_t code, uint8_t *out) {
    if (code >= 0xac00 && code <= 0xd7a3) return syllable(code - 0xac00, out);
    if (code >= 0x3131 && code <= 0x318e) return 0;
    if (code < 0x80) {
        out[0] = (uint8_t)(code - 'A' < 26 ? code | 0x20 : code);
        return code - '0' < 10 || (code | 0x20) - 'a' < 26;
    }
    for (int i = 0; i < 4; i++) out[i] = (uint8_t)(KS_OTHER | (code >> (18 - 6 * i) & 0x3f));
    return 4;
}
