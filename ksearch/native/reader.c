/* How is a list of postings read without reading all of it? Block by block, the codes and places of a
 * block only when somebody asks for them, and blocks that end before the wanted article not at all.
 */
#include "reader.h"

static uint32_t *room_for(ks_reader *reader, uint32_t count) {
    if (count > reader->place_room) {
        count += count / 2;
        reader->place = ks_take(reader->arena, (uint64_t)count * sizeof *reader->place);
        reader->place_room = reader->place ? count : 0;
    }
    return reader->place;
}

static void open_tiny(ks_reader *reader) {
    const ks_field *field = reader->field;
    const uint8_t *at = reader->data;
    uint32_t article = KS_NONE, places = 0;
    reader->count = reader->entry.df;
    reader->unpacked = 3;
    reader->is_tiny = 1;
    for (uint32_t i = 0; i < reader->count; i++) {
        if (at >= reader->stop) { /* it is damaged: there is no such article */
            reader->article[i] = KS_NONE;
            reader->code[i] = KS_NONE;
            reader->place_at[i] = at;
            reader->place_end[i] = places;
            continue;
        }
        uint64_t step = ks_read_varint(&at);
        reader->article[i] = article += (uint32_t)(step >> 1) + 1;
        reader->code[i] = step & 1 ? (uint32_t)ks_read_varint(&at) : 0;
        reader->place_at[i] = at;
        uint32_t count = ks_tf(field, reader->code[i]);
        reader->place_end[i] = places += count;
        for (uint32_t n = 0; n < count && at < reader->stop; n++) ks_read_varint(&at);
    }
}

static void load(ks_reader *reader, uint32_t block) {
    uint32_t size = (uint32_t)reader->field->block_size, before = KS_NONE;
    const uint8_t *at = reader->data;
    reader->block = block;
    reader->count = reader->entry.df;
    if (reader->skips) {
        reader->count = block + 1 < reader->blocks ? size : reader->entry.df - block * size;
        if (block) {
            const uint8_t *skip = reader->skips + (uint64_t)(block - 1) * KS_SKIP;
            before = ks_load32(skip);
            uint32_t from = ks_load32(skip + 4);
            at = from < reader->stop - at ? at + from : reader->stop;
        }
    }
    reader->rest = ks_unpack(at, reader->stop, reader->article, reader->count);
    for (uint32_t i = 0; i < reader->count; i++) before = reader->article[i] += before + 1;
    reader->unpacked = 1;
    reader->at = reader->asked = 0;
}

/* Open at the first posting; the entry's df is above 0. */
void ks_open_reader(ks_reader *reader, ks_arena *arena, const ks_field *field,
                    const ks_entry *entry) {
    reader->field = field;
    reader->arena = arena;
    reader->is_tiny = 0;
    reader->entry = *entry;
    reader->skips = NULL;
    reader->blocks = 1;
    reader->block = reader->at = 0;
    reader->place = reader->all = NULL;
    reader->place_room = reader->all_room = reader->asked = 0;
    reader->data = field->postings + entry->at;
    reader->stop = reader->data + entry->size;
    if (entry->df < field->block_size && entry->df <= KS_TINY) {
        open_tiny(reader);
        return;
    }
    if (entry->df >= field->block_size) {
        reader->blocks = (uint32_t)((entry->df + field->block_size - 1) / field->block_size);
        reader->skips = reader->data;
        reader->data += (uint64_t)reader->blocks * KS_SKIP;
    }
    load(reader, 0);
}

/* Go to the beginning of the next block; 0 where there is none. */
int ks_next_block(ks_reader *reader) {
    if (reader->block + 1 >= reader->blocks) {
        reader->at = reader->count;
        return 0;
    }
    load(reader, reader->block + 1);
    return 1;
}

/* The first block from ``from`` on whose last article is not below the given one, or ``blocks``. */
uint32_t ks_seek_block(const ks_reader *reader, uint32_t from, uint32_t article) {
    uint32_t step = 1, low = from, high = from;
    while (high < reader->blocks && ks_last_article(reader, high) < article) {
        low = high + 1;
        high += step;
        step *= 2;
    }
    if (high > reader->blocks) high = reader->blocks;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ks_last_article(reader, middle) < article)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Go to the first article that is not below the given one, and give it; KS_NONE at the end. */
uint32_t ks_seek(ks_reader *reader, uint32_t article) {
    if (reader->at >= reader->count) return KS_NONE;
    if (reader->article[reader->count - 1] < article) {
        uint32_t block = ks_seek_block(reader, reader->block + 1, article);
        if (block >= reader->blocks) {
            reader->at = reader->count; /* of the block that is unpacked, whichever that is */
            return KS_NONE;
        }
        load(reader, block);
        if (reader->article[reader->count - 1] < article) { /* only in a damaged list */
            reader->at = reader->count;
            return KS_NONE;
        }
    }
    /* The block's last article is not below: so many of those before it are. It is often near. */
    uint32_t at = reader->at;
    for (int step = 0; step < 3 && reader->article[at] < article; step++) at++;
    if (reader->article[at] < article) {
        uint32_t left = reader->count - at;
        const uint32_t *low = reader->article + at;
        while (left > 1) {
            uint32_t half = left / 2;
            low += low[half - 1] < article ? half : 0;
            left -= half;
        }
        at = (uint32_t)(low - reader->article);
    }
    reader->at = at;
    return at < reader->count ? reader->article[at] : KS_NONE;
}

/* Whether an article has the term, wherever the reader stands; it goes there, also backwards. */
int ks_seek_to(ks_reader *reader, uint32_t article) {
    if (reader->article[0] > article) {
        uint32_t block = reader->block ? ks_seek_block(reader, 0, article) : reader->blocks;
        if (block >= reader->block) return 0; /* the block where it would be does not have it */
        load(reader, block);
    } else if (reader->at >= reader->count || reader->article[reader->at] > article) {
        reader->at = 0;
    }
    return ks_seek(reader, article) == article;
}

/* Unpack the codes of the block where the reader stands. */
void ks_codes_of_block(ks_reader *reader) {
    if (reader->unpacked >= 2) return;
    reader->rest = ks_unpack(reader->rest, reader->stop, reader->code, reader->count);
    reader->unpacked = 2;
}

static void find_places(ks_reader *reader) {
    uint32_t end = 0;
    ks_codes_of_block(reader);
    for (uint32_t i = 0; i < reader->count; i++)
        reader->place_end[i] = end += ks_tf(reader->field, reader->code[i]);
    reader->unpacked = 3;
}

static void make_absolute(uint32_t *place, uint32_t count) {
    uint32_t here = KS_NONE;
    for (uint32_t n = 0; n < count; n++) here = place[n] += here + 1;
}

/* Unpack the places of all the block's articles, each as far behind the one before it as it is written;
 * 0 where there is no memory for them. */
static int unpack_all(ks_reader *reader) {
    uint32_t count = reader->place_end[reader->count - 1];
    if (count > reader->all_room) {
        uint32_t room = count + count / 2 + KS_MOST_BLOCK;
        reader->all = ks_take(reader->arena, (uint64_t)room * sizeof *reader->all);
        reader->all_room = reader->all ? room : 0;
        if (!reader->all) return 0;
    }
    ks_unpack(reader->rest, reader->stop, reader->all, count);
    return 1;
}

/* Where the term stands in the article where the reader stands, rising; none without memory. */
const uint32_t *ks_places(ks_reader *reader, uint32_t *count) {
    if (reader->unpacked < 3) find_places(reader);
    uint32_t begin = reader->at ? reader->place_end[reader->at - 1] : 0;
    uint32_t end = reader->place_end[reader->at];
    *count = end - begin;
    if (!reader->is_tiny && ++reader->asked == 2 && !unpack_all(reader)) {
        reader->asked = 1; /* nothing is there to be asked for again */
        *count = 0;
        return NULL;
    }
    uint32_t *place = room_for(reader, *count);
    if (!place) *count = 0;
    if (!*count) return place;
    if (reader->is_tiny) {
        const uint8_t *at = reader->place_at[reader->at];
        for (uint32_t n = 0; n < *count; n++)
            place[n] = at < reader->stop ? (uint32_t)ks_read_varint(&at) : 0;
    } else if (reader->asked > 1) { /* where two are asked for, more will be */
        memcpy(place, reader->all + begin, *count * sizeof *place);
    } else {
        ks_unpack_range(reader->rest, reader->stop, place, reader->place_end[reader->count - 1],
                        begin, end);
    }
    make_absolute(place, *count);
    return place;
}
