/* Which texts may be suggested? A table in the order of their keys, read and written here.
 *
 * Entries stand in blocks of KS_SUGGEST_BLOCK. An entry: a byte with how many bytes its key has in
 * common with the one before (high half) and how many follow (low half), where 15 means that a
 * number follows with the rest; those bytes; a byte of flags, and what they say follows.
 *
 *     flags  1, 2   the kind
 *            4      spaces follow (a varint)
 *            8, 16  8: ASCII letters are upper case; 16: which, follows
 *            32     the count follows; else it is 1
 *            64     how fresh it is follows; else 0
 *
 * ``block`` says where each block begins, ``best`` how much its weightiest entry is worth. */
#include "suggest.h"

#include "analysis.h"

#include <math.h>
#include <stdlib.h>

#define FULL (UINT32_MAX - 1024u)
enum { SPACES = 4, ALL_UPPER = 8, UPPER = 16, COUNT = 32, FRESH = 64, REST = 15 };

uint32_t ks_worth(uint64_t weight) {
    uint32_t worth = (uint32_t)ceil(8 * log2((double)weight + 1));
    return worth < 255 ? worth : 255;
}

/* Which letters of a key are ASCII, by place. */
static uint32_t ascii_letters(const uint8_t *key, uint32_t size) {
    uint32_t found = 0, place = 0;
    for (uint32_t i = 0; i < size && place < 32; place++) {
        if (key[i] < 0x80) {
            found |= (uint32_t)(key[i] >= 'a' && key[i] <= 'z') << place;
            i++;
        } else if (key[i] >= KS_OTHER) {
            i += 4;
        } else { /* a syllable, up to the consonant before the next vowel */
            for (i++; i < size && ks_is_vowel(key[i]);) i++;
            while (i < size && ks_is_consonant(key[i]) && !(i + 1 < size && ks_is_vowel(key[i + 1])))
                i++;
        }
    }
    return found;
}

/* A number of at most five bytes; ``at`` does not pass ``stop``. */
static uint32_t number(ks_walk *walk) {
    uint32_t value = 0;
    for (int shift = 0; walk->at < walk->stop && shift < 35; shift += 7) {
        uint8_t byte = *walk->at++;
        value |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    walk->at = NULL;
    return 0;
}

static int read_entry(ks_walk *walk, uint32_t before) {
    if (walk->at >= walk->stop) return 0;
    uint8_t sizes = *walk->at++;
    uint32_t shared = sizes >> 4, more = sizes & REST;
    if (shared == REST) shared += number(walk);
    if (walk->at && more == REST) more += number(walk);
    if (!walk->at || shared > before || more > KS_MAX_STROKES - shared) return 0;
    if (more >= (uint64_t)(walk->stop - walk->at)) return 0;
    memcpy(walk->key + shared, walk->at, more);
    walk->at += more;
    walk->shared = shared;
    walk->size = shared + more;
    uint8_t flags = *walk->at++;
    ks_use *use = &walk->use;
    use->form.kind = flags & 3;
    use->form.spaces = flags & SPACES ? number(walk) : 0;
    if (!walk->at) return 0;
    use->form.upper = flags & ALL_UPPER ? UINT32_MAX : 0;
    if (flags & UPPER) use->form.upper = number(walk);
    if (walk->at) use->count = flags & COUNT ? number(walk) : 1;
    if (walk->at) use->fresh = flags & FRESH ? number(walk) : 0;
    return walk->at != NULL && walk->size > 0;
}

int ks_walk_block(ks_walk *walk, uint64_t block) {
    const ks_suggest *table = walk->table;
    if (block >= table->blocks) return 0;
    uint64_t begin = table->block[block];
    uint64_t end = block + 1 < table->blocks ? table->block[block + 1] : table->blob_size;
    if (begin > end || end > table->blob_size) return 0;
    walk->block = block;
    walk->at = table->blob + begin;
    walk->stop = table->blob + end;
    return read_entry(walk, 0);
}

int ks_walk_next(ks_walk *walk) {
    if (!walk->at) return 0;
    if (walk->at < walk->stop) return read_entry(walk, walk->size);
    uint8_t before[KS_MAX_STROKES];
    uint32_t size = walk->size, same = 0;
    memcpy(before, walk->key, size);
    if (!ks_walk_block(walk, walk->block + 1)) return 0;
    while (same < size && same < walk->size && before[same] == walk->key[same]) same++;
    walk->shared = same; /* what it has in common with the last of the block before */
    return 1;
}

typedef struct {
    uint8_t key[KS_MAX_STROKES];
    uint32_t size;
    ks_use use;
} entry;

/* What is written, and the entry that is to be written next. */
typedef struct {
    ks_buffer blob, block, best;
    uint64_t entries, singles;
    uint32_t block_best;
    entry last, next;
} ks_suggest_made;

KS_API void ks_suggest_free(ks_suggest_made *made) {
    if (!made) return;
    ks_free_buffer(&made->blob);
    ks_free_buffer(&made->block);
    ks_free_buffer(&made->best);
    free(made);
}

static void put_sizes(ks_buffer *blob, uint32_t shared, uint32_t more) {
    uint8_t sizes = (uint8_t)((shared < REST ? shared : REST) << 4 | (more < REST ? more : REST));
    ks_put(blob, &sizes, 1);
    if (shared >= REST) ks_put_varint(blob, shared - REST);
    if (more >= REST) ks_put_varint(blob, more - REST);
}

static void put_use(ks_buffer *blob, const entry *one) {
    const ks_use *use = &one->use;
    uint32_t letters = ascii_letters(one->key, one->size), upper = use->form.upper & letters;
    uint8_t flags = use->form.kind & 3;
    if (use->form.spaces) flags |= SPACES;
    if (upper) flags |= upper == letters ? ALL_UPPER : UPPER;
    if (use->count != 1) flags |= COUNT;
    if (use->fresh) flags |= FRESH;
    ks_put(blob, &flags, 1);
    if (flags & SPACES) ks_put_varint(blob, use->form.spaces);
    if (flags & UPPER) ks_put_varint(blob, upper);
    if (flags & COUNT) ks_put_varint(blob, use->count);
    if (flags & FRESH) ks_put_varint(blob, use->fresh);
}

static void put_best(ks_suggest_made *made) {
    uint8_t best = (uint8_t)made->block_best;
    if (made->entries) ks_put(&made->best, &best, 1);
    made->block_best = 0;
}

static void put_entry(ks_suggest_made *made) {
    const entry *one = &made->next, *last = &made->last;
    uint32_t shared = 0, worth = ks_worth(ks_weight(&one->use));
    if (!one->size) return;
    if (made->entries % KS_SUGGEST_BLOCK == 0) {
        put_best(made);
        uint32_t at = (uint32_t)made->blob.size;
        ks_put(&made->block, &at, sizeof at);
    } else {
        while (shared < one->size && shared < last->size && one->key[shared] == last->key[shared])
            shared++;
    }
    put_sizes(&made->blob, shared, one->size - shared);
    ks_put(&made->blob, one->key + shared, one->size - shared);
    put_use(&made->blob, one);
    made->entries++;
    made->singles += one->use.count == 1 && one->use.form.spaces;
    if (worth > made->block_best) made->block_best = worth;
    made->last = *one;
}

/* Write an entry, in the order of the keys. A phrase that is never used but as the beginning of the
 * next one is left out. */
static void add_entry(ks_suggest_made *made, const entry *one) {
    const entry *next = &made->next;
    int is_part = next->use.form.spaces && next->use.count <= one->use.count &&
                  next->size < one->size && !memcmp(next->key, one->key, next->size);
    if (!is_part) put_entry(made);
    made->next = *one;
}

typedef struct {
    const uint8_t *key;
    uint32_t size, number;
} sortable;

static int compare_keys(const void *a, const void *b) {
    const sortable *x = a, *y = b;
    return ks_compare(x->key, x->size, y->key, y->size);
}

/* How likely a phrase that was used once is to be kept, of 2**32: what is kept depends on the key
 * alone, so that its second use finds the first. */
static int is_kept(const entry *one, uint64_t share) {
    return one->use.count > 1 || !one->use.form.spaces ||
           ks_hash(one->key, one->size, 0) < share;
}

static uint32_t parts_of(double fresh) {
    return fresh < 1e9 ? (uint32_t)(fresh * KS_FRESH_PARTS + 0.5) : 1000000000u;
}

static uint32_t sum(uint32_t a, uint32_t b) { return a + b < a ? UINT32_MAX : a + b; }

/* The keys that were counted, in order; NULL where memory is short. */
static sortable *sorted_keys(const ks_strings *keys) {
    sortable *sorted = malloc((keys->count + 1) * sizeof *sorted);
    for (uint32_t i = 0; sorted && i < keys->count; i++) {
        sorted[i].key = ks_strings_get(keys, i, &sorted[i].size);
        sorted[i].number = i;
    }
    if (sorted) qsort(sorted, keys->count, sizeof *sorted, compare_keys);
    return sorted;
}

/* What is merged: ``fading`` is what an old use's freshness is still worth, ``unit`` what one of the
 * new ones is. */
typedef struct {
    const ks_counted *counted;
    double fading, unit;
} uses;

static void add_old(entry *one, const ks_walk *walk, const uses *how) {
    memcpy(one->key, walk->key, walk->size);
    one->size = walk->size;
    one->use = walk->use;
    one->use.fresh = (uint32_t)(walk->use.fresh * how->fading + 0.5);
}

static void add_new(entry *one, const sortable *key, const uses *how) {
    const ks_counted *counted = &how->counted[key->number];
    memcpy(one->key, key->key, key->size);
    one->size = key->size;
    if (counted->count >= one->use.count) one->use.form = counted->form;
    one->use.count = sum(one->use.count, counted->count);
    one->use.fresh = sum(one->use.fresh, parts_of(counted->fresh * how->unit));
}

/* Write the entries of both, in order; 0 where the old table contradicts itself. */
static int merge_all(ks_suggest_made *made, const ks_suggest *old, const sortable *fresh,
                     uint64_t count, const uses *how, uint64_t share) {
    ks_walk walk = {.table = old};
    uint64_t next = 0;
    int more = ks_walk_block(&walk, 0);
    if (!more && old->blocks) return 0;
    while ((more || next < count) && made->blob.size < FULL) {
        int order = more ? -1 : 1;
        if (more && next < count)
            order = ks_compare(walk.key, walk.size, fresh[next].key, fresh[next].size);
        entry one = {.size = 0};
        if (order <= 0) add_old(&one, &walk, how);
        if (order >= 0) add_new(&one, &fresh[next++], how);
        if (is_kept(&one, share)) add_entry(made, &one);
        if (order > 0) continue;
        more = ks_walk_next(&walk);
        if (!more && (walk.at != walk.stop || walk.block + 1 != old->blocks)) return 0;
    }
    put_entry(made);
    put_best(made);
    return 1;
}

/* One table of an old one and of what was counted; of phrases that were used once ``share`` of 2**32
 * are kept. NULL where memory is short or the new table is full, and with ``said`` KS_DAMAGED where
 * the old one contradicts itself. */
KS_API ks_suggest_made *ks_suggest_merge(const ks_suggest *old, const ks_strings *keys,
                                         const ks_counted *counted, double fading, double unit,
                                         uint64_t share, int *said) {
    ks_suggest_made *made = calloc(1, sizeof *made);
    sortable *fresh = sorted_keys(keys);
    uses how = {counted, fading, unit};
    *said = KS_NO_MEMORY;
    int is_made = made && fresh;
    if (is_made && !merge_all(made, old, fresh, keys->count, &how, share)) {
        *said = KS_DAMAGED;
        is_made = 0;
    }
    free(fresh);
    if (is_made && !made->blob.failed && !made->block.failed && !made->best.failed &&
        made->blob.size < FULL)
        return made;
    ks_suggest_free(made);
    return NULL;
}

/* The arrays of a table that was made, and their sizes in bytes: blob, block, best; then how many
 * entries it has, and how many of them are phrases that were used once. */
KS_API void ks_suggest_arrays(const ks_suggest_made *made, const uint8_t **arrays,
                              uint64_t *sizes) {
    const ks_buffer *buffers[] = {&made->blob, &made->block, &made->best};
    for (int i = 0; i < 3; i++) {
        arrays[i] = buffers[i]->bytes;
        sizes[i] = buffers[i]->size;
    }
    sizes[3] = made->entries;
    sizes[4] = made->singles;
}
