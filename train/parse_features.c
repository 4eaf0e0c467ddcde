/* parse_features: CoNLL-U on standard input, the parser's features of every word on standard output, for train_parse.py.
 * --marks FILE (from parse_marks.py), before the other options, adds the marks of the dictionaries to the pieces.
 *
 * Output, little-endian: 8 bytes "ANFEATS1"; uint32 feature version, buckets, pieces per word, number of variants; then for each
 * word in input order and for each variant uint64 word key and `pieces per word` uint32 rows of the table of pieces, unused
 * ones UINT32_MAX. Variants: as written; in lower case; in capitals (training shows the model all three). With --plain a line is a
 * word and no variant but the first is written. With --lemma-rows a line is a part of speech, a Penn tag or _, and a form, blanks
 * between, and only the uint64 keys of the table of known lemmas are written, without a header; _ gives the key without a tag. */
#include "base/utf8.h"
#include "parse/features.h"
#include "parse/lemma.h"
#include "record/ud.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VARIANTS = 3, LINE_BYTES_MAX = 1 << 20, ROWS = AN_PARSE_BUCKETS + AN_PARSE_MARKS_MAX, PIECES = AN_PARSE_PIECES_MAX + AN_PARSE_MARKS_MAX };

typedef struct mark {
    uint64_t key;
    uint16_t bits;
} mark;

static an_parse_marks marks;

static void put32(uint32_t value)
{
    for (int i = 0; i < 4; i++) putchar((int)(value >> (8 * i) & 0xFF));
}

static void put64(uint64_t value)
{
    put32((uint32_t)value);
    put32((uint32_t)(value >> 32));
}

static void put_features(an_arena *scratch, an_str form)
{
    an_parse_features features;
    if (!an_parse_features_of(scratch, form, &features)) exit(3);
    an_parse_add_marks(&marks, &features);
    put64(features.word);
    for (uint32_t i = 0; i < PIECES; i++) put32(i < features.piece_count ? features.pieces[i] : UINT32_MAX);
}

static void put_in_case(an_arena *scratch, an_str form, int (*change)(int))
{
    char *copy = an_arena_copy(scratch, form.data, form.length);
    if (!copy) exit(3);
    for (size_t i = 0; i < form.length; i++)
        if ((unsigned char)copy[i] < 0x80) copy[i] = (char)change((unsigned char)copy[i]);
    put_features(scratch, (an_str){copy, form.length});
}

/* The form of a word line of CoNLL-U; data NULL for comments, ranges, empty nodes and blank lines. */
static an_str word_form(const char *line)
{
    const char *form = strchr(line, '\t'), *end;
    size_t digits = strspn(line, "0123456789");
    if (!form || digits == 0 || line + digits != form) return (an_str){0};
    end = strchr(form + 1, '\t');
    return end ? (an_str){form + 1, (size_t)(end - form - 1)} : (an_str){0};
}

static void put_lemma_key(const char *line)
{
    size_t upos = strcspn(line, " "), tag = upos + 1, length = strcspn(line, "\n"), end;
    uint64_t key;
    if (upos >= length) return;
    end = tag + strcspn(line + tag, " ");
    if (end >= length) return;
    key = an_parse_lemma_key((an_str){line + end + 1, length - end - 1}, an_upos_parse((an_str){line, upos}));
    put64(line[tag] == '_' && end == tag + 1 ? key : an_parse_lemma_tag_key(key, (an_str){line + tag, end - tag}));
}

static int by_key(const void *left, const void *right)
{
    uint64_t a = ((const mark *)left)->key, b = ((const mark *)right)->key;
    return (a > b) - (a < b);
}

/* Lines of a word, a tab and its bits. Two words that fold to the same key share their bits. */
static bool read_marks(an_arena *arena, an_arena *scratch, const char *path, char *line)
{
    FILE *file = fopen(path, "r");
    mark *read = NULL;
    size_t count = 0, room = 0;
    uint64_t *keys;
    uint16_t *bits;
    if (!file) return false;
    while (fgets(line, LINE_BYTES_MAX, file)) {
        an_parse_features features;
        size_t length = strcspn(line, "\t");
        if (count == room && !(read = realloc(read, (room = 2 * room + 1024) * sizeof *read))) exit(3);
        if (line[length] != '\t' || !an_parse_features_of(scratch, (an_str){line, length}, &features)) exit(3);
        read[count++] = (mark){features.word, (uint16_t)strtoul(line + length, NULL, 10)};
        an_arena_reset(scratch);
    }
    fclose(file);
    qsort(read, count, sizeof *read, by_key);
    keys = AN_NEW_ARRAY(arena, uint64_t, count + 1);
    bits = AN_NEW_ARRAY(arena, uint16_t, count + 1);
    if (!keys || !bits) exit(3);
    for (size_t i = 0; i < count; i++) {
        if (marks.count == 0 || keys[marks.count - 1] != read[i].key) keys[marks.count++] = read[i].key;
        bits[marks.count - 1] |= read[i].bits;
    }
    marks.keys = keys;
    marks.bits = bits;
    free(read);
    return true;
}

static void put_header(bool is_plain)
{
    fwrite("ANFEATS1", 1, 8, stdout);
    put32(AN_PARSE_FEATURE_VERSION);
    put32(ROWS);
    put32(PIECES);
    put32(is_plain ? 1 : VARIANTS);
}

int main(int argc, char **argv)
{
    const char *marks_path = argc > 2 && strcmp(argv[1], "--marks") == 0 ? argv[2] : NULL;
    const char *form_of_input = argc > (marks_path ? 3 : 1) ? argv[marks_path ? 3 : 1] : "";
    bool is_plain = strcmp(form_of_input, "--plain") == 0, is_keys = strcmp(form_of_input, "--lemma-rows") == 0;
    char *line = malloc(LINE_BYTES_MAX);
    an_arena scratch, arena;
    if (!line || (*form_of_input && !is_plain && !is_keys))
        return fprintf(stderr, "use: parse_features [--marks FILE] [--plain | --lemma-rows] <in.conllu >out.features\n"), 2;
    an_arena_init(&scratch, 0);
    an_arena_init(&arena, 0);
    if (marks_path && !read_marks(&arena, &scratch, marks_path, line)) return fprintf(stderr, "parse_features: cannot read %s\n", marks_path), 2;
    if (!is_keys) put_header(is_plain);
    while (fgets(line, LINE_BYTES_MAX, stdin)) {
        an_str form;
        if (is_keys) {
            put_lemma_key(line);
            continue;
        }
        form = is_plain ? (an_str){line, strcspn(line, "\n")} : word_form(line);
        if (!form.data) continue;
        an_arena_reset(&scratch);
        put_features(&scratch, form);
        if (is_plain) continue;
        put_in_case(&scratch, form, tolower);
        put_in_case(&scratch, form, toupper);
    }
    an_arena_free(&scratch);
    an_arena_free(&arena);
    free(line);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
}
