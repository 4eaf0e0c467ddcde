/* parse_features: CoNLL-U on standard input, the parser's features of every word on standard output, for train_parse.py.
 *
 * Output, little-endian: 8 bytes "ANFEATS1"; uint32 feature version, buckets, pieces per word, number of variants; then for each
 * word in input order and for each variant uint64 word key and `pieces per word` uint32 bucket numbers, unused ones
 * UINT32_MAX. Variants: as written; in lower case; in capitals (training shows the model all three). With --plain a line is a
 * word and no variant but the first is written. With --lemma-keys a line is a part of speech, a blank and a form, and only the
 * uint64 keys of the table of known lemmas are written, without a header. */
#include "base/utf8.h"
#include "parse/features.h"
#include "parse/lemma.h"
#include "record/ud.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VARIANTS = 3, LINE_BYTES_MAX = 1 << 20 };

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
    put64(features.word);
    for (uint32_t i = 0; i < AN_PARSE_PIECES_MAX; i++) put32(i < features.piece_count ? features.pieces[i] : UINT32_MAX);
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
    size_t upos = strcspn(line, " "), length = strcspn(line, "\n");
    if (upos < length) put64(an_parse_lemma_key((an_str){line + upos + 1, length - upos - 1}, an_upos_parse((an_str){line, upos})));
}

static void put_header(bool is_plain)
{
    fwrite("ANFEATS1", 1, 8, stdout);
    put32(AN_PARSE_FEATURE_VERSION);
    put32(AN_PARSE_BUCKETS);
    put32(AN_PARSE_PIECES_MAX);
    put32(is_plain ? 1 : VARIANTS);
}

int main(int argc, char **argv)
{
    bool is_plain = argc == 2 && strcmp(argv[1], "--plain") == 0, is_keys = argc == 2 && strcmp(argv[1], "--lemma-keys") == 0;
    char *line = malloc(LINE_BYTES_MAX);
    an_arena scratch;
    if (!line || (argc > 1 && !is_plain && !is_keys))
        return fprintf(stderr, "use: parse_features [--plain | --lemma-keys] <in.conllu >out.features\n"), 2;
    an_arena_init(&scratch, 0);
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
    free(line);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
}
