/* Where does a query's working memory come from? From pieces that grow and are used again: asking the
 * system anew costs more than most queries, since large pieces come as pages that must be cleared.
 */
#include "arena.h"

#include <stdlib.h>

struct ks_piece {
    ks_piece *before;
    uint64_t size, used;
    uint8_t bytes[];
};

enum { FIRST = 1 << 18, ALIGNED = 64 };

static int add_piece(ks_arena *arena, uint64_t size) {
    uint64_t room = arena->piece ? 2 * arena->piece->size : FIRST;
    if (room < size) room = size;
    ks_piece *piece = malloc(sizeof *piece + room);
    if (!piece) return 0;
    *piece = (ks_piece){arena->piece, room, 0};
    arena->piece = piece;
    return 1;
}

/* Some bytes that hold anything; NULL, and ``failed``, where there are none. */
void *ks_take(ks_arena *arena, uint64_t size) {
    size = (size + ALIGNED - 1) / ALIGNED * ALIGNED;
    if (!arena->piece || arena->piece->size - arena->piece->used < size)
        if (!add_piece(arena, size)) {
            arena->failed = 1;
            return NULL;
        }
    void *found = arena->piece->bytes + arena->piece->used;
    arena->piece->used += size;
    return found;
}

/* Some bytes that are 0. */
void *ks_take_blank(ks_arena *arena, uint64_t size) {
    void *found = ks_take(arena, size);
    if (found) memset(found, 0, size);
    return found;
}

/* What is taken from here on, ``ks_back_to`` gives back all at once. */
ks_mark ks_mark_here(const ks_arena *arena) {
    return (ks_mark){arena->piece, arena->piece ? arena->piece->used : 0};
}

void ks_back_to(ks_arena *arena, ks_mark mark) {
    /* Pieces that came since stay until the reset: they are likely to be needed again. */
    if (arena->piece == mark.piece && mark.piece) mark.piece->used = mark.used;
}

/* Give everything back, and keep one piece that would have held it all. */
void ks_reset(ks_arena *arena) {
    uint64_t size = 0;
    int count = 0;
    for (ks_piece *piece = arena->piece; piece; piece = piece->before, count++) size += piece->size;
    arena->failed = 0;
    if (count == 1) {
        arena->piece->used = 0;
        return;
    }
    while (arena->piece) {
        ks_piece *before = arena->piece->before;
        free(arena->piece);
        arena->piece = before;
    }
    if (count) add_piece(arena, size);
}

/* An arena for one thread; NULL where there is no memory. */
KS_API ks_arena *ks_new_arena(void) { return calloc(1, sizeof(ks_arena)); }

KS_API void ks_free_arena(ks_arena *arena) {
    while (arena->piece) {
        ks_piece *before = arena->piece->before;
        free(arena->piece);
        arena->piece = before;
    }
    free(arena);
}
