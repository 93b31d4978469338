/* A place in one list of postings, which only moves forward; see reader.c. */
#ifndef KSEARCH_READER_H
#define KSEARCH_READER_H

#include "arena.h"
#include "postings.h"

typedef struct {
    const ks_field *field;
    ks_entry entry;
    const uint8_t *skips, *data; /* of a long list */
    const uint8_t *stop;         /* where the list ends */
    uint32_t blocks;             /* 1 for a short list */
    uint32_t block;              /* the one that is unpacked */
    uint32_t count, at;          /* its postings, and the one where the reader stands */
    const uint8_t *rest;         /* what of it is not unpacked yet: codes, then places */
    int unpacked; /* 1: articles, 2: and codes, 3: and where each posting's places are */
    ks_arena *arena;
    uint32_t *place, place_room; /* of the article asked for last */
    uint32_t *all, all_room;     /* of the block, as written, once two of its articles were asked for */
    uint32_t asked;              /* how many were */
    int is_tiny;
    const uint8_t *place_at[KS_TINY]; /* of a tiny list: where the places of each posting are */
    uint32_t article[KS_MOST_BLOCK], code[KS_MOST_BLOCK], place_end[KS_MOST_BLOCK];
} ks_reader;

void ks_open_reader(ks_reader *reader, ks_arena *arena, const ks_field *field,
                    const ks_entry *entry);
int ks_next_block(ks_reader *reader);
uint32_t ks_seek(ks_reader *reader, uint32_t article);
int ks_seek_to(ks_reader *reader, uint32_t article);
uint32_t ks_seek_block(const ks_reader *reader, uint32_t from, uint32_t article);
void ks_codes_of_block(ks_reader *reader);
const uint32_t *ks_places(ks_reader *reader, uint32_t *count);

static inline uint32_t ks_last_article(const ks_reader *reader, uint32_t block) {
    return reader->skips ? ks_load32(reader->skips + (uint64_t)block * KS_SKIP)
                         : reader->article[reader->count - 1];
}

static inline uint32_t ks_block_bound(const ks_reader *reader, uint32_t block) {
    return reader->skips ? reader->skips[(uint64_t)block * KS_SKIP + 8] : reader->entry.bound;
}

#endif
