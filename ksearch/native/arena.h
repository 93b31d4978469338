/* Memory for one query at a time, which stays with its thread; see arena.c. */
#ifndef KSEARCH_ARENA_H
#define KSEARCH_ARENA_H

#include "ksearch.h"

typedef struct ks_piece ks_piece;

typedef struct {
    ks_piece *piece; /* the one that is being used; those before it are full */
    int failed;      /* whether memory was refused since the last reset */
} ks_arena;

typedef struct {
    ks_piece *piece;
    uint64_t used;
} ks_mark;

void *ks_take(ks_arena *arena, uint64_t size);
void *ks_take_blank(ks_arena *arena, uint64_t size);
ks_mark ks_mark_here(const ks_arena *arena);
void ks_back_to(ks_arena *arena, ks_mark mark);
void ks_reset(ks_arena *arena);

#endif
