/* Which code points do stored texts have? JSON lists of strings, as they are stored, in one pass.
 *
 * Only what is written without any white space is read; everything else is refused.
 */
#include "snippets.h"

typedef struct {
    const uint8_t *at, *end;
    uint32_t beyond; /* not 0 where some code point is beyond the basic plane */
} json;

static int takes(json *in, uint8_t byte) {
    if (in->at == in->end || *in->at != byte) return 0;
    in->at++;
    return 1;
}

/* The four digits of \uXXXX, or KS_NONE. */
static uint32_t hex_of(json *in) {
    uint32_t value = 0;
    if (in->end - in->at < 4) return KS_NONE;
    for (int i = 0; i < 4; i++) {
        uint32_t digit = *in->at++;
        if (digit - '0' < 10)
            digit -= '0';
        else if ((digit | 0x20) - 'a' < 6)
            digit = (digit | 0x20) - 'a' + 10;
        else
            return KS_NONE;
        value = value << 4 | digit;
    }
    return value;
}

/* What stands behind a backslash, or KS_NONE. */
static uint32_t escaped(json *in) {
    if (in->at == in->end) return KS_NONE;
    switch (*in->at++) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'u': break;
    default: return KS_NONE;
    }
    uint32_t high = hex_of(in);
    if (high == KS_NONE || high - 0xd800 >= 0x400) return high;
    json ahead = *in;
    if (!takes(&ahead, '\\') || !takes(&ahead, 'u')) return high;
    uint32_t low = hex_of(&ahead);
    if (low - 0xdc00 >= 0x400) return high;
    *in = ahead;
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* A code point of several bytes, of which the first was read; KS_NONE where it is none. Surrogates
 * may stand by themselves. */
static uint32_t several(json *in, uint32_t first) {
    uint32_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (first < 0xc2 || first > 0xf4 || (uint64_t)(in->end - in->at) < more) return KS_NONE;
    uint32_t code = first & (0x3fu >> more);
    for (uint32_t i = 0; i < more; i++) {
        uint32_t byte = *in->at++;
        if ((byte & 0xc0) != 0x80) return KS_NONE;
        code = code << 6 | (byte & 0x3f);
    }
    return code < least[more] || code >= KS_CODES ? KS_NONE : code;
}

/* Write the code points of a string whose first quote was read: where they end, or NULL. */
static uint32_t *read_string(json *in, uint32_t *out) {
    const uint8_t *at = in->at, *end = in->end;
    while (at < end) {
        uint32_t code = *at++;
        if (code >= 0xe1 && code <= 0xef && end - at >= 2 && (at[0] & 0xc0) == 0x80 &&
            (at[1] & 0xc0) == 0x80) { /* as all Hangul is written */
            *out++ = (code & 0xf) << 12 | (at[0] & 0x3fu) << 6 | (at[1] & 0x3fu);
            at += 2;
            continue;
        }
        if (code == '"') {
            in->at = at;
            return out;
        }
        if (code < 0x20) return NULL;
        if (code == '\\' || code >= 0x80) {
            in->at = at;
            code = code == '\\' ? escaped(in) : several(in, code);
            if (code == KS_NONE) return NULL;
            in->beyond |= code >> 16;
            at = in->at;
        }
        *out++ = code;
    }
    return NULL;
}

/* The code points of ``lists`` lists of strings, one behind the other in ``size`` bytes: ``counts``
 * says how many strings each has. ``codes`` has room for ``size`` of them, and ``sizes`` for that
 * of each string. Gives 0, or 1 where some code point is beyond the basic plane; -1 where this is
 * something else. */
KS_API int ks_texts(const uint8_t *bytes, uint64_t size, uint32_t lists, const uint32_t *counts,
                    uint32_t *codes, uint32_t *sizes) {
    json in = {bytes, bytes + size, 0};
    uint32_t *out = codes;
    for (uint32_t list = 0; list < lists; list++) {
        if (!takes(&in, '[')) return -1;
        for (uint32_t i = 0; i < counts[list]; i++) {
            if ((i && !takes(&in, ',')) || !takes(&in, '"')) return -1;
            uint32_t *end = read_string(&in, out);
            if (!end) return -1;
            *sizes++ = (uint32_t)(end - out);
            out = end;
        }
        if (!takes(&in, ']')) return -1;
    }
    return in.at == in.end ? in.beyond != 0 : -1;
}
