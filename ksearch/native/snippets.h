/* What the C files of the snippets share: what is sought, where it is found, what is remembered. */
#ifndef KSEARCH_SNIPPETS_H
#define KSEARCH_SNIPPETS_H

#include "analysis.h"
#include "arena.h"

/* By the letters that something may begin with: code & KS_FIRST_MASK. All Hangul differs in it. */
#define KS_FIRST_MASK 0x3fffu

/* Code points [start, end). */
typedef struct {
    uint32_t start, end;
} ks_stretch;

/* What is known of a word: ``count`` stretches of it, or, until it is answered, in which run it was
 * asked for last. */
typedef struct {
    uint32_t begin, count, run;
} ks_answer;

/* What was asked of words, and the answers: see snippet_memory.c. */
typedef struct {
    ks_strings asked;             /* what is asked for, by number: its kind, and a text */
    ks_strings words;             /* the number of what is asked for, and the letters of a word */
    ks_buffer answers, stretches; /* ks_answer of each of ``words``, and ks_stretch */
    ks_buffer key;
    uint16_t *first; /* KS_FIRST_MASK + 1 numbers of lists, all 0 between two runs */
    ks_arena *arena;
    uint32_t run;
} ks_memory;

/* The kinds of what is asked for: a content term, whether the letters behind a syllable let it
 * stand alone, and whether letters are a run when they are folded. The text says which. */
enum { KS_ASK_TERM = 't', KS_ASK_LONE = 'l', KS_ASK_FOLDED = 'f' };

/* How a pattern stands in a text: its letters as they are; as a lone syllable, as a number, or as a
 * run of foreign letters, of which what stands beside them decides. */
enum { KS_LETTERS, KS_LONE, KS_NUMBER, KS_FOREIGN };

/* ``letters``, and behind them one of ``next`` where there are any. A number may also stand as
 * ``grouped`` by commas; foreign letters begin with one of ``next``, and stand in any case. */
typedef struct {
    uint32_t kind, asked, size, grouped_size, nexts;
    const uint32_t *letters, *grouped, *next;
} ks_pattern;

/* One of the pieces of a chain, as ``Piece`` in seeking.py says. */
typedef struct {
    ks_pattern pattern;
    uint32_t low, high, start, size, last;
} ks_chained;

/* Stretches that are found together; ``start`` is where the first begins and ``reach`` where the
 * last ends. Where they are several, they are ``count`` of the stretches found, from ``first``. */
typedef struct {
    uint32_t start, reach, first, count;
} ks_occurrence;

/* Occurrences, which rise but for those of a chain that is not in order yet. */
typedef struct {
    ks_occurrence *at;
    uint32_t count, room;
} ks_list;

/* A content term. Where the ``size`` ``letters`` stand, the first ``shown`` of them are it; where
 * that is 0, something else shows them. ``answer`` is that of the ``answered``-th word. */
typedef struct ks_term {
    uint32_t asked, size, shown, answer, answered;
    const uint32_t *letters;
    ks_list found;
    struct ks_term *before; /* the one that was read before it, or NULL */
} ks_term;

/* Where a piece stands in the way that is being tried, and which place the piece behind it is to be
 * tried at next. */
typedef struct {
    uint32_t place;
    ks_stretch covered;
    int64_t next;
} ks_choice;

/* Numbers of pieces and places (piece << 32 | place) in a table by hash; 0: free. */
typedef struct {
    uint64_t *slot;
    uint32_t mask, count;
} ks_set;

/* Content terms of the article, and pieces of one of its sections, as SoughtChain in seeking.py. */
typedef struct {
    ks_term *term;
    ks_chained *piece;
    const uint32_t *mark, *shown;
    uint32_t terms, pieces, marks, showns;
    ks_choice *chosen; /* one a piece, or NULL until the first is needed */
    ks_set failed;     /* what leads nowhere */
    ks_list found;
} ks_chain;

/* ``whole`` is a term by itself, or NULL; ``part`` are shown where nothing else is found. */
typedef struct {
    ks_term *whole, *part;
    ks_chain *chain;
    uint32_t chains, parts;
} ks_unit;

/* What is found of one unit in one section; ``next`` is the row of the next unit, or KS_NONE. */
typedef struct {
    double worth;
    const ks_occurrence *at;
    uint32_t count, next;
} ks_row;

/* Some articles' sections, one behind the other, and one search through them. Section s is
 * codes[section[s] .. section[s + 1]), and article a has sections first[a] to first[a + 1]. */
typedef struct {
    ks_memory *memory;
    ks_arena *arena;
    const uint32_t *codes, *section, *first;
    const uint8_t *classes, *kinds;
    uint32_t sections, articles;
    uint32_t begin, end;           /* the section that is being searched */
    uint32_t hanja, hanja_word;    /* its next hanja, or ``end``, and where letters lead to it */
    uint32_t word_begin, word_end; /* the word that was looked at last */
    uint32_t words;                /* how many were looked at */
    ks_stretch *stretch;           /* of occurrences with several */
    uint32_t stretches, room;
    uint32_t *question; /* three numbers each: what is asked for, and of which code points */
    uint32_t questions, question_room, unasked; /* whether there are more than fit */
    uint32_t *row_of, *last_row; /* of each section: its first and last row, or KS_NONE */
    ks_row *row;
    uint32_t rows, row_room;
    int failed; /* memory is short */
} ks_pages;

/* Where numbers are written; those that do not fit are only counted. */
typedef struct {
    uint32_t *at;
    uint64_t size, room;
} ks_output;

/* What is shown, three numbers a record (see ks_write_article); the marks, a start and an end each;
 * and the letters of all that is shown. */
typedef struct {
    ks_output records, marks, letters;
} ks_shown;

/* What only the C files call is hidden: what others might replace is never inlined. */
#if !defined(_WIN32)
#pragma GCC visibility push(hidden)
#endif

/* arena.c */
KS_API ks_arena *ks_new_arena(void);
KS_API void ks_free_arena(ks_arena *arena);

/* snippet_memory.c */
uint32_t ks_memory_find(ks_memory *memory, uint32_t asked, const uint32_t *word, uint32_t size);
ks_answer *ks_memory_at(const ks_memory *memory, uint32_t number);
int ks_memory_tell(ks_memory *memory, uint32_t asked, const uint32_t *word, uint32_t size,
                   const ks_stretch *stretches, uint32_t count);

/* snippet_letters.c */
uint32_t ks_ask(ks_pages *pages, uint32_t asked, uint32_t from, uint32_t to);
int ks_begins_at(ks_pages *pages, const ks_pattern *pattern, uint32_t at, uint32_t *place,
                 ks_stretch *covered);
int ks_stands_at(ks_pages *pages, const ks_pattern *pattern, uint32_t place, ks_stretch *covered);

/* snippet_words.c */
uint32_t ks_term_end(ks_pages *pages, ks_term *term, uint32_t at);

/* snippet_chains.c */
void ks_add_occurrence(ks_pages *pages, ks_list *list, uint32_t start, uint32_t end);
void ks_chain_from(ks_pages *pages, ks_chain *chain, uint32_t place, ks_stretch covered);

/* snippet_finding.c */
void ks_find_units(ks_pages *pages, const uint32_t *program, uint32_t units,
                   const double *weights, double part_share);

/* snippet_lists.c */
void ks_order(ks_pages *pages, ks_list *list);
void ks_append(ks_pages *pages, ks_list *list, ks_occurrence occurrence);
ks_list ks_united(ks_pages *pages, const ks_list *one, const ks_list *other);

/* snippet_cutting.c */
void ks_write_article(ks_pages *pages, uint32_t article, uint32_t headline, ks_shown *shown);

#if !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
