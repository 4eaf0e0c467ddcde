/* A parser's model of random weights and the smallest widths, made in memory: enough to run every line of the reader and of the
 * network without shipping a trained file. Used by the unit tests and the fuzz target. */
#ifndef ANNALS_TESTS_UNIT_TINY_PARSER_H
#define ANNALS_TESTS_UNIT_TINY_PARSER_H

#include "base/arena.h"
#include "parse/features.h"
#include "parse/weights.h"

#include <math.h>

enum { TINY_WIDTH = AN_MODEL_TILE_ROWS, TINY_WORDS = 3, TINY_LAYERS = 2, TINY_SECTIONS_MAX = 40 };

typedef struct tiny_parser {
    an_image_section_source sections[TINY_SECTIONS_MAX];
    size_t count;
    uint64_t random;
} tiny_parser;

static inline uint32_t tiny_random(tiny_parser *tiny)
{
    tiny->random = tiny->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(tiny->random >> 33);
}

static inline void *tiny_add(tiny_parser *tiny, an_arena *arena, const char *name, size_t size)
{
    char *bytes = an_arena_alloc(arena, size + 1);
    tiny->sections[tiny->count++] = (an_image_section_source){name, {bytes, size}};
    return bytes;
}

static inline void tiny_add_text(tiny_parser *tiny, const char *name, const char *text)
{
    tiny->sections[tiny->count++] = (an_image_section_source){name, an_str_from(text)};
}

static inline void tiny_add_dense(tiny_parser *tiny, an_arena *arena, const char *name, uint32_t rows, uint32_t columns)
{
    size_t padded = (rows + AN_MODEL_TILE_ROWS - 1) / AN_MODEL_TILE_ROWS * AN_MODEL_TILE_ROWS, cells = padded * ((columns + 1) / 2 * 2);
    int32_t *header = tiny_add(tiny, arena, name, 64 + padded * 8 + cells * 2);
    int16_t *weights = (int16_t *)(void *)(header + 16 + 2 * padded);
    header[0] = (int32_t)rows;
    header[1] = (int32_t)columns;
    for (size_t r = 0; r < padded; r++) {
        header[16 + r] = (int32_t)(tiny_random(tiny) % 200000) - 100000;
        header[16 + padded + r] = 8;
    }
    for (size_t i = 0; i < cells; i++) weights[i] = (int16_t)((int)(tiny_random(tiny) % 800) - 400);
}

static inline void tiny_add_table(tiny_parser *tiny, an_arena *arena, const char *name, size_t rows)
{
    size_t shifts = (rows + 63) / 64 * 64;
    unsigned char *bytes = tiny_add(tiny, arena, name, shifts + rows * TINY_WIDTH);
    memset(bytes, 5, rows);
    for (size_t i = 0; i < rows * TINY_WIDTH; i++) bytes[shifts + i] = (unsigned char)tiny_random(tiny);
}

static inline void tiny_add_curves(tiny_parser *tiny, an_arena *arena)
{
    int16_t *curves = tiny_add(tiny, arena, "curves", 2 * AN_MODEL_CURVE_POINTS * sizeof *curves);
    for (int i = 0; i < AN_MODEL_CURVE_POINTS; i++) {
        double at = (double)i / AN_MODEL_CURVE_POINTS - 0.5;
        curves[i] = (int16_t)(16384 / (1 + exp(-16 * at)));
        curves[AN_MODEL_CURVE_POINTS + i] = (int16_t)(16384 * tanh(8 * at));
    }
}

static inline void tiny_add_heads(tiny_parser *tiny, an_arena *arena)
{
    static const char *const sections[] = {"tag.hidden", "name.hidden", "arc.dependent", "arc.head", "label.dependent", "label.head"};
    int16_t *arc_root;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) tiny_add_dense(tiny, arena, sections[i], TINY_WIDTH, 2 * TINY_WIDTH);
    tiny_add_dense(tiny, arena, "arc.bilinear", TINY_WIDTH, TINY_WIDTH);
    tiny_add_dense(tiny, arena, "upos.out", 3, TINY_WIDTH);
    tiny_add_dense(tiny, arena, "xpos.out", 2, TINY_WIDTH);
    tiny_add_dense(tiny, arena, "feats.out", 2, TINY_WIDTH);
    tiny_add_dense(tiny, arena, "lemma.out", 4, TINY_WIDTH);
    tiny_add_dense(tiny, arena, "label.out", 3, TINY_WIDTH);
    tiny_add_dense(tiny, arena, "name.out", 7, TINY_WIDTH);
    arc_root = tiny_add(tiny, arena, "arc.root", TINY_WIDTH * sizeof *arc_root);
    for (int i = 0; i < TINY_WIDTH; i++) arc_root[i] = (int16_t)(tiny_random(tiny) % 256);
    tiny_add(tiny, arena, "label.root", TINY_WIDTH * sizeof(int32_t));
}

static inline void tiny_make(tiny_parser *tiny, an_arena *arena, uint64_t seed)
{
    static const char *const layers[] = {"lstm0.f.input", "lstm0.f.recurrent", "lstm0.b.input", "lstm0.b.recurrent",
                                         "lstm1.f.input", "lstm1.f.recurrent", "lstm1.b.input", "lstm1.b.recurrent"};
    an_parse_shape *shape;
    uint64_t *keys;
    uint16_t *rules;
    *tiny = (tiny_parser){.random = seed};
    shape = tiny_add(tiny, arena, "shape", sizeof *shape);
    *shape = (an_parse_shape){AN_PARSE_FEATURE_VERSION, AN_PARSE_BUCKETS, AN_PARSE_PIECES_MAX, TINY_WORDS, TINY_WIDTH, TINY_WIDTH,
                              TINY_LAYERS, TINY_WIDTH, TINY_WIDTH, TINY_WIDTH, TINY_WIDTH, TINY_WIDTH, 4, 2, 2};
    keys = tiny_add(tiny, arena, "word.keys", TINY_WORDS * sizeof *keys);
    for (int i = 0; i < TINY_WORDS; i++) keys[i] = (uint64_t)(i + 1) << 62;
    keys = tiny_add(tiny, arena, "lemma.keys", 2 * sizeof *keys);
    keys[0] = an_parse_lemma_key(AN_STR("rebels"), AN_UPOS_NOUN);
    keys[1] = UINT64_MAX;
    rules = tiny_add(tiny, arena, "lemma.rules", 2 * sizeof *rules);
    rules[0] = 4;
    keys = tiny_add(tiny, arena, "mark.keys", 2 * sizeof *keys);
    keys[0] = 1;
    keys[1] = UINT64_MAX;
    rules = tiny_add(tiny, arena, "mark.bits", 2 * sizeof *rules);
    rules[0] = UINT16_MAX;
    tiny_add_table(tiny, arena, "word.rows", TINY_WORDS + 1);
    tiny_add_table(tiny, arena, "piece.rows", AN_PARSE_BUCKETS + AN_PARSE_MARKS_MAX);
    tiny_add_curves(tiny, arena);
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) tiny_add_dense(tiny, arena, layers[i], 4 * TINY_WIDTH, i % 2 ? TINY_WIDTH : 2 * TINY_WIDTH);
    tiny_add_heads(tiny, arena);
    tiny_add_text(tiny, "upos.labels", "NOUN\nVERB\nPUNCT\n");
    tiny_add_text(tiny, "xpos.labels", "NN\nVB\n");
    tiny_add_text(tiny, "feats.labels", "_\nNumber=Plur\n");
    tiny_add_text(tiny, "lemma.labels", "l0+\nl1+\nk0+\n=be\n=insurgent\n");
    tiny_add_text(tiny, "deprel.labels", "nsubj:pass\nroot\npunct\n");
    tiny_add(tiny, arena, "name.steps", (7 + 1) * 7 * sizeof(int32_t));
    tiny_add_text(tiny, "name.labels", "O\nB-PER\nI-PER\nB-ORG\nI-ORG\nB-LOC\nI-LOC\n");
}

static inline an_image_section_source *tiny_section(tiny_parser *tiny, const char *name)
{
    for (size_t i = 0; i < tiny->count; i++)
        if (strcmp(tiny->sections[i].name, name) == 0) return &tiny->sections[i];
    return NULL;
}

#endif
