/* What was asked of words for snippets, and what was answered? One memory serves one analysis.
 *
 * Something has a number (``ks_memory_ask``), and a word is asked for it: which stretches of the
 * word are the term. That a word has it in no stretch is an answer too. Whoever calls makes sure
 * that no two threads are in here at once.
 */
#include "snippets.h"

#include <stdlib.h>

KS_API void ks_memory_free(ks_memory *memory) {
    if (!memory) return;
    ks_strings_free(&memory->asked);
    ks_strings_free(&memory->words);
    ks_free_buffer(&memory->answers);
    ks_free_buffer(&memory->stretches);
    ks_free_buffer(&memory->key);
    if (memory->arena) ks_free_arena(memory->arena);
    free(memory->first);
    free(memory);
}

KS_API ks_memory *ks_memory_new(uint64_t seed) {
    ks_memory *memory = calloc(1, sizeof *memory);
    if (!memory) return NULL;
    memory->asked.seed = memory->words.seed = seed;
    memory->first = calloc(KS_FIRST_MASK + 1, sizeof *memory->first);
    memory->arena = ks_new_arena();
    if (memory->first && memory->arena) return memory;
    ks_memory_free(memory);
    return NULL;
}

/* How many bytes the words and their answers take, about. */
KS_API uint64_t ks_memory_size(const ks_memory *memory) {
    return memory->asked.text.room + memory->words.text.room + memory->answers.room +
           memory->stretches.room + 12 * ((uint64_t)memory->asked.count + memory->words.count);
}

/* The number of something that is asked for, or KS_NONE where memory is short. */
KS_API uint32_t ks_memory_ask(ks_memory *memory, const uint8_t *text, uint32_t size) {
    return ks_strings_add(&memory->asked, text, size);
}

ks_answer *ks_memory_at(const ks_memory *memory, uint32_t number) {
    return (ks_answer *)(void *)memory->answers.bytes + number;
}

/* The number of the answer for a word, which may not be there yet; KS_NONE: memory is short. */
uint32_t ks_memory_find(ks_memory *memory, uint32_t asked, const uint32_t *word, uint32_t size) {
    memory->key.size = 0;
    ks_put(&memory->key, &asked, sizeof asked);
    ks_put(&memory->key, word, (uint64_t)size * sizeof *word);
    /* Room first: every word has an answer. */
    if (memory->key.failed || !ks_reserve(&memory->answers, sizeof(ks_answer))) return KS_NONE;
    uint32_t number = ks_strings_add(&memory->words, memory->key.bytes, memory->key.size);
    if (number == KS_NONE || number < memory->answers.size / sizeof(ks_answer)) return number;
    ks_answer fresh = {0, 0, 0};
    ks_put(&memory->answers, &fresh, sizeof fresh);
    return number;
}

/* Remember an answer; 0 where memory is short. */
int ks_memory_tell(ks_memory *memory, uint32_t asked, const uint32_t *word, uint32_t size,
                   const ks_stretch *stretches, uint32_t count) {
    uint32_t number = ks_memory_find(memory, asked, word, size);
    uint64_t begin = memory->stretches.size / sizeof *stretches;
    if (number == KS_NONE || begin + count >= KS_NONE) return 0;
    ks_put(&memory->stretches, stretches, count * sizeof *stretches);
    if (memory->stretches.failed) return 0;
    *ks_memory_at(memory, number) = (ks_answer){(uint32_t)begin, count, KS_NONE};
    return 1;
}

KS_API int ks_memory_answer(ks_memory *memory, uint32_t asked, const uint32_t *word, uint32_t size,
                            const uint32_t *stretches, uint32_t count) {
    return ks_memory_tell(memory, asked, word, size, (const ks_stretch *)(const void *)stretches,
                          count);
}
