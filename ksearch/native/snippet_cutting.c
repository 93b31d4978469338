/* Which sections of an article are shown, and which part of each? As select.py's docstring says. */
#include "snippets.h"

/* Two lines of a wide terminal, and how far before the first highlight a snippet may begin. */
#define WIDTH 180u
#define LEAD 40u
#define MOST 3u
/* Closing quotes, brackets and spaces behind a sentence: none has more. */
#define BEHIND 8u
/* The second mention tells less than the first. */
#define AGAIN_SHARE 0.1
/* Sums that differ by less are equal. */
#define ROUNDING (1 + 1e-9)
#define HEADLINE 'h'
#define ELLIPSIS 0x2026

static int is_space(uint32_t code) { /* as str.isspace() has it */
    return (code >= 9 && code <= 13) || (code >= 0x1c && code <= 0x20) || code == 0x85 ||
           code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
           code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000;
}

static int is_stop(uint32_t code) {
    return code == '.' || code == '?' || code == '!' || code == 0x3002;
}

static int is_closer(uint32_t code) {
    return code == 0x201d || code == 0x2019 || code == '"' || code == '\'' || code == ')' ||
           code == ']';
}

/* The next end of a sentence in [at, end) of a text, with the quotes and brackets behind it, or 0.
 * Behind 다. there may be no space. */
static uint32_t sentence_end(const uint32_t *text, uint32_t at, uint32_t end) {
    for (; at < end; at++) {
        if (!is_stop(text[at])) continue;
        uint32_t behind = at + 1;
        while (behind < end && is_closer(text[behind])) behind++;
        if (behind < end && is_space(text[behind])) return behind;
        if (at && text[at] == '.' && text[at - 1] == 0xb2e4 && at + 1 < end &&
            !is_space(text[at + 1]))
            return at + 1;
    }
    return 0;
}

static uint32_t spaces_end(const uint32_t *text, uint32_t at, uint32_t end) {
    while (at < end && is_space(text[at])) at++;
    return at;
}

static uint32_t less(uint32_t a, uint32_t b) { return a > b ? a - b : 0; }

/* The start of the sentence of ``mark``, or of an eojeol not far before it. */
static uint32_t begin_of(const uint32_t *text, uint32_t size, uint32_t mark) {
    uint32_t nearest = 0; /* a text begins with a sentence */
    if (mark < LEAD) return 0;
    for (uint32_t at = less(mark, WIDTH / 2 + BEHIND); (at = sentence_end(text, at, mark));) {
        uint32_t begin = spaces_end(text, at, size);
        if (begin <= mark) nearest = begin;
    }
    if (nearest + WIDTH / 2 >= mark) return nearest;
    for (uint32_t at = mark - LEAD; at < mark; at++)
        if (is_space(text[at])) return spaces_end(text, at, mark);
    return mark;
}

/* The end of the last sentence that fits, or of the last eojeol. */
static uint32_t end_of(const uint32_t *text, uint32_t size, uint32_t begin) {
    if (size - begin <= WIDTH) return size;
    uint32_t limit = begin + WIDTH, low = begin + WIDTH / 2, end = 0;
    for (uint32_t at = low; (at = sentence_end(text, at, limit + 1));) end = at;
    if (end) return end < limit ? end : limit;
    for (uint32_t at = low; at < limit + 1; at++)
        if (is_space(text[at]) && (at == low || !is_space(text[at - 1]))) end = at;
    return end ? end : limit;
}

/* How often each row of a section was met in a stretch, and what the stretch is worth. */
static double change(const ks_row *row, uint32_t count) {
    return count ? row->worth * AGAIN_SHARE : row->worth;
}

/* Where the stretch of text begins that shows most; of equals the first. */
static uint32_t best_mark(ks_pages *pages, uint32_t section) {
    const uint32_t reach = WIDTH - LEAD;
    uint32_t rows = 0;
    ks_list starts = {0};
    /* The ``reach`` of a start here is its row. */
    for (uint32_t r = pages->row_of[section]; r != KS_NONE; r = pages->row[r].next, rows++)
        for (uint32_t i = 0; i < pages->row[r].count; i++)
            ks_append(pages, &starts,
                      (ks_occurrence){pages->row[r].at[i].start, rows, 0, 1});
    const ks_row **row = ks_take(pages->arena, rows * sizeof *row);
    uint32_t *counts = ks_take_blank(pages->arena, rows * sizeof *counts);
    if (pages->failed || !row || !counts) {
        pages->failed = 1;
        return pages->section[section];
    }
    rows = 0;
    for (uint32_t r = pages->row_of[section]; r != KS_NONE; r = pages->row[r].next)
        row[rows++] = &pages->row[r];
    if (rows > 1) ks_order(pages, &starts);
    uint32_t best = starts.at[0].start, done = 0;
    if (starts.at[starts.count - 1].start - best <= reach) return best;
    double most = 0, value = 0;
    for (uint32_t i = 0; i < starts.count; i++) {
        uint32_t start = starts.at[i].start, of = starts.at[i].reach;
        for (; done < starts.count && starts.at[done].start <= start + reach; done++) {
            uint32_t added = starts.at[done].reach;
            value += change(row[added], counts[added]++);
        }
        if (value > most * ROUNDING) {
            best = start;
            most = value;
        }
        counts[of]--;
        value -= change(row[of], counts[of]);
    }
    return best;
}

/* All that is found in a section, overlapping and touching stretches as one. */
static ks_list marks_of(ks_pages *pages, uint32_t section) {
    ks_list marks = {0};
    for (uint32_t r = pages->row_of[section]; r != KS_NONE; r = pages->row[r].next)
        for (uint32_t i = 0; i < pages->row[r].count; i++) {
            const ks_occurrence *found = &pages->row[r].at[i];
            if (found->count == 1)
                ks_append(pages, &marks, *found);
            else
                for (uint32_t k = 0; k < found->count; k++) {
                    const ks_stretch *stretch = &pages->stretch[found->first + k];
                    ks_add_occurrence(pages, &marks, stretch->start, stretch->end);
                }
        }
    ks_order(pages, &marks);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < marks.count; i++) {
        ks_occurrence *last = kept ? &marks.at[kept - 1] : NULL;
        if (!last || marks.at[i].start > last->reach)
            marks.at[kept++] = marks.at[i];
        else if (marks.at[i].reach > last->reach)
            last->reach = marks.at[i].reach;
    }
    marks.count = kept;
    return marks;
}

static void put(ks_output *output, uint32_t number) {
    if (output->size < output->room) output->at[output->size] = number;
    output->size++;
}

/* Write marks that lie in [from, to), as stretches of what is shown from ``from`` on, ``shift``
 * behind its beginning: how many. */
static uint32_t write_marks(const ks_list *marks, uint32_t from, uint32_t to, uint32_t shift,
                            ks_output *output) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < marks->count; i++) {
        uint32_t start = marks->at[i].start, end = marks->at[i].reach;
        if (start >= to || end <= from) continue;
        put(output, (start > from ? start : from) - from + shift);
        put(output, (end < to ? end : to) - from + shift);
        count++;
    }
    return count;
}

/* Write a part of a text, ``…`` where it was cut: how many code points that is. */
static uint32_t write_text(const uint32_t *text, uint32_t size, uint32_t begin, uint32_t end,
                           ks_output *letters) {
    uint64_t before = letters->size;
    if (begin) put(letters, ELLIPSIS);
    if (letters->size < letters->room && end - begin <= letters->room - letters->size)
        memcpy(letters->at + letters->size, text + begin, (end - begin) * sizeof *text);
    letters->size += end - begin;
    if (end < size) put(letters, ELLIPSIS);
    return (uint32_t)(letters->size - before);
}

static void write_record(uint32_t first, uint32_t second, uint32_t third, ks_output *records) {
    put(records, first);
    put(records, second);
    put(records, third);
}

/* Write what is shown of a section. */
static void write_section(ks_pages *pages, uint32_t section, ks_shown *shown) {
    uint32_t base = pages->section[section], size = pages->section[section + 1] - base;
    uint32_t begin = 0, end = size;
    if (size > WIDTH) {
        begin = begin_of(pages->codes + base, size, best_mark(pages, section) - base);
        end = end_of(pages->codes + base, size, begin);
    }
    ks_list marks = marks_of(pages, section);
    uint32_t letters = write_text(pages->codes + base, size, begin, end, &shown->letters);
    uint32_t count = write_marks(&marks, base + begin, base + end, begin > 0, &shown->marks);
    write_record(pages->kinds[section], letters, count, &shown->records);
}

static double worth_of(const ks_pages *pages, uint32_t section) {
    double worth = 0;
    for (uint32_t r = pages->row_of[section]; r != KS_NONE; r = pages->row[r].next)
        worth += pages->row[r].worth * (1 + AGAIN_SHARE * (pages->row[r].count - 1));
    return worth;
}

/* The sections that show most of an article, at most MOST, in reading order; of equals the first
 * ones. A headline only where nothing else shows anything. */
static uint32_t best_sections(const ks_pages *pages, uint32_t article, uint32_t *best) {
    double worth[MOST];
    uint32_t count = 0;
    for (int headlines = 0; headlines < 2 && !count; headlines++)
        for (uint32_t s = pages->first[article]; s < pages->first[article + 1]; s++) {
            if (pages->row_of[s] == KS_NONE || (pages->kinds[s] == HEADLINE) != headlines) continue;
            double here = worth_of(pages, s);
            uint32_t at = count < MOST ? count++ : MOST;
            if (at == MOST && !(here > worth[MOST - 1])) continue;
            if (at == MOST) at--;
            for (; at && here > worth[at - 1]; at--) {
                worth[at] = worth[at - 1];
                best[at] = best[at - 1];
            }
            worth[at] = here;
            best[at] = s;
        }
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t k = i; k && best[k] < best[k - 1]; k--) {
            uint32_t swap = best[k];
            best[k] = best[k - 1];
            best[k - 1] = swap;
        }
    return count;
}

/* Write what is shown of an article. A record: how long its headline is, how many marks it has, how
 * many sections are shown; and one of each of these: its kind, how long what is shown of it is, and
 * how many marks it has. */
void ks_write_article(ks_pages *pages, uint32_t article, uint32_t headline, ks_shown *shown) {
    uint32_t best[MOST], letters = 0, count = 0, sections = best_sections(pages, article, best);
    if (headline < pages->sections) {
        uint32_t begin = pages->section[headline], size = pages->section[headline + 1] - begin;
        ks_list marks = {0};
        if (pages->row_of[headline] != KS_NONE) marks = marks_of(pages, headline);
        letters = write_text(pages->codes + begin, size, 0, size, &shown->letters);
        count = write_marks(&marks, begin, begin + size, 0, &shown->marks);
    }
    write_record(letters, count, sections, &shown->records);
    for (uint32_t i = 0; i < sections; i++) write_section(pages, best[i], shown);
}
