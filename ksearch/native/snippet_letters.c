/* Does a term of the net stand here? As in the index, found by letters, without analysing a text.
 *
 * A term has a *place*, where it would begin if it were as long as its text, and covers letters: of
 * a number with commas the place lies behind the first of them. What cannot be told here is asked.
 */
#include "snippets.h"

#define WIDE 0xfee0u /* from a character of ASCII to its full-width form */

static int is_digit(const ks_pages *pages, uint32_t at) {
    return (pages->classes[pages->codes[at]] & KS_DIGIT) != 0;
}

static int is_syllable(const ks_pages *pages, uint32_t at) {
    return (pages->classes[pages->codes[at]] & KS_SYLLABLE) != 0;
}

static int is_foreign(const ks_pages *pages, uint32_t at) {
    return (pages->classes[pages->codes[at]] & (KS_LETTER | KS_SYLLABLE)) == KS_LETTER;
}

/* The number of the answer for letters, or KS_NONE where it is not known yet: it is asked for. */
uint32_t ks_ask(ks_pages *pages, uint32_t asked, uint32_t from, uint32_t to) {
    uint32_t number = ks_memory_find(pages->memory, asked, pages->codes + from, to - from);
    if (number == KS_NONE) {
        pages->failed = 1;
        return KS_NONE;
    }
    ks_answer *answer = ks_memory_at(pages->memory, number);
    if (answer->run == KS_NONE) return number;
    if (answer->run == pages->memory->run) return KS_NONE;
    if (pages->questions == pages->question_room) {
        pages->unasked = 1;
        return KS_NONE;
    }
    answer->run = pages->memory->run;
    uint32_t *question = pages->question + 3 * pages->questions++;
    question[0] = asked;
    question[1] = from;
    question[2] = to;
    return KS_NONE;
}

static int is_so(ks_pages *pages, uint32_t asked, uint32_t from, uint32_t to) {
    uint32_t number = ks_ask(pages, asked, from, to);
    return number != KS_NONE && ks_memory_at(pages->memory, number)->count;
}

/* Whether letters are in the section from ``at`` on. */
static int are_at(const ks_pages *pages, uint32_t at, const uint32_t *letters, uint32_t size) {
    if (size > pages->end - at) return 0;
    for (uint32_t i = 0; i < size; i++)
        if (pages->codes[at + i] != letters[i]) return 0;
    return 1;
}

/* Whether the syllable at ``at`` is a term by itself: behind a number, or before a particle. */
static int is_lone(ks_pages *pages, uint32_t asked, uint32_t at) {
    if (!is_syllable(pages, at)) return 0;
    if (at > pages->begin && is_digit(pages, at - 1)) return 1;
    if (at > pages->begin && is_syllable(pages, at - 1)) return 0;
    uint32_t behind = at + 1;
    while (behind < pages->end && is_syllable(pages, behind)) behind++;
    return behind == at + 1 || is_so(pages, asked, at + 1, behind);
}

/* Whether the letters from ``at`` on are a whole run of foreign letters, in any case and width. */
static int is_run(ks_pages *pages, const ks_pattern *pattern, uint32_t at) {
    if (pattern->size > pages->end - at) return 0;
    uint32_t end = at + pattern->size;
    if ((at > pages->begin && is_foreign(pages, at - 1)) ||
        (end < pages->end && is_foreign(pages, end)))
        return 0;
    int is_plain = 1;
    for (uint32_t i = 0; i < pattern->size; i++) {
        uint32_t code = pages->codes[at + i];
        if (code - (WIDE + '!') <= '~' - '!') code -= WIDE;
        if (code - 'A' < 26) code |= 0x20;
        if (code >= 0x80 || pattern->letters[i] >= 0x80)
            is_plain = 0;
        else if (code != pattern->letters[i])
            return 0;
    }
    for (uint32_t i = at; i < end; i++)
        if (!is_foreign(pages, i)) return 0;
    /* How other letters are folded, Python knows. */
    return is_plain || is_so(pages, pattern->asked, at, end);
}

/* Whether digits, in any width, are in the section from ``at`` on. */
static int are_digits(const ks_pages *pages, uint32_t at, const uint32_t *form, uint32_t size) {
    if (size > pages->end - at) return 0;
    for (uint32_t i = 0; i < size; i++) {
        uint32_t code = pages->codes[at + i];
        int is_wide = form[i] - '0' < 10 && code == form[i] + WIDE;
        if (code != form[i] && !is_wide) return 0;
    }
    return 1;
}

static int is_near_number(const ks_pages *pages, uint32_t at) {
    return pages->codes[at] == '.' || pages->codes[at] == ',' || is_digit(pages, at);
}

/* Whether the digits of [from, to) are a number, and not a part of one. */
static int is_whole(const ks_pages *pages, uint32_t from, uint32_t to) {
    const uint32_t *codes = pages->codes;
    uint32_t low = from, high = to;
    while (low > pages->begin && is_near_number(pages, low - 1)) low--;
    while (high < pages->end && is_near_number(pages, high)) high++;
    if (low == from && high == to) return 1;
    if ((low < from && is_digit(pages, from - 1)) || (high > to && is_digit(pages, to))) return 0;
    /* First the words of these digits, dots and commas, then the numbers of each word by itself. */
    for (uint64_t at = low; at < high && at <= from;) {
        uint64_t begin = at;
        while (at < high && is_digit(pages, (uint32_t)at))
            at = ks_number_end(codes, low, high, at, pages->classes);
        for (uint64_t number = begin; number < at;) {
            uint64_t end = ks_number_end(codes, begin, at, number, pages->classes);
            if (number == from) return end == to;
            number = end;
        }
        if (at == begin) at++;
    }
    return 0;
}

static int is_number(ks_pages *pages, const ks_pattern *pattern, uint32_t from, uint32_t to) {
    if (pattern->nexts) {
        uint32_t i = 0;
        if (to == pages->end) return 0;
        while (i < pattern->nexts && pattern->next[i] != pages->codes[to]) i++;
        if (i == pattern->nexts) return 0;
    }
    return is_whole(pages, from, to);
}

/* Whether a pattern begins at ``at``, which is in the section: its place, and what it covers. */
int ks_begins_at(ks_pages *pages, const ks_pattern *pattern, uint32_t at, uint32_t *place,
                 ks_stretch *covered) {
    uint32_t size = pattern->size;
    *place = at;
    *covered = (ks_stretch){at, at + size};
    if (pattern->kind == KS_LETTERS) {
        if (!are_at(pages, at, pattern->letters, size)) return 0;
        if (!pattern->nexts) return 1;
        if (size == pages->end - at) return 0;
        for (uint32_t i = 0; i < pattern->nexts; i++)
            if (pages->codes[at + size] == pattern->next[i]) return 1;
        return 0;
    }
    if (pattern->kind == KS_LONE)
        return pages->codes[at] == pattern->letters[0] && is_lone(pages, pattern->asked, at);
    if (pattern->kind == KS_FOREIGN) return is_run(pages, pattern, at);
    if (are_digits(pages, at, pattern->letters, size))
        if (is_number(pages, pattern, at, at + size)) return 1;
    uint32_t grouped = pattern->grouped_size;
    if (!grouped || !are_digits(pages, at, pattern->grouped, grouped)) return 0;
    *place = at + grouped - size;
    *covered = (ks_stretch){at, at + grouped};
    return is_number(pages, pattern, at, at + grouped);
}

/* Whether a pattern has this place, from which on ``size`` letters are in the section. */
int ks_stands_at(ks_pages *pages, const ks_pattern *pattern, uint32_t place, ks_stretch *covered) {
    uint32_t begins, grouped = pattern->grouped_size;
    if (pattern->kind != KS_NUMBER) return ks_begins_at(pages, pattern, place, &begins, covered);
    uint32_t end = place + pattern->size;
    *covered = (ks_stretch){place, end};
    if (are_digits(pages, place, pattern->letters, pattern->size) && is_whole(pages, place, end))
        return 1;
    if (!grouped || grouped > end - pages->begin) return 0;
    *covered = (ks_stretch){end - grouped, end};
    return are_digits(pages, end - grouped, pattern->grouped, grouped) &&
           is_whole(pages, end - grouped, end);
}
