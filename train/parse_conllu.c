/* parse_conllu: CoNLL-U in, the same sentences and words with the parser's analysis out: what eval_parse then scores.
 *
 * use: parse_conllu parser.model in.conllu [annals.lexicon] >out.conllu      (the lexicon for its lists of lemmas)
 * The time that parsing took, without reading and writing, is said on standard error. */
#include "base/strbuf.h"
#include "parse/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS_LIMIT_BYTES = 1 << 30 };

static bool read_all(const char *path, an_strbuf *out)
{
    char block[1 << 16];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    while ((n = fread(block, 1, sizeof block, file)) > 0) an_strbuf_put(out, block, n);
    fclose(file);
    return !out->has_failed;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int fail(const annals_error *error)
{
    fprintf(stderr, "parse_conllu: %s\n", error->message);
    return 1;
}

int main(int argc, char **argv)
{
    an_strbuf in, out;
    an_arena arena, scratch;
    an_parsed_text text;
    an_parser *parser = NULL;
    an_lexicon *lexicon = NULL;
    annals_error error = {0};
    double start;
    if (argc != 3 && argc != 4) return fprintf(stderr, "use: parse_conllu parser.model in.conllu [annals.lexicon] >out.conllu\n"), 2;
    an_strbuf_init(&in, RUNS_LIMIT_BYTES);
    an_strbuf_init(&out, RUNS_LIMIT_BYTES);
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    if (!read_all(argv[2], &in)) return fprintf(stderr, "parse_conllu: cannot read %s\n", argv[2]), 1;
    if (an_parsed_text_read_conllu(&arena, an_strbuf_view(&in), &text, &error) != ANNALS_OK) return fail(&error);
    if (an_parser_open(&parser, argv[1], &error) != ANNALS_OK) return fail(&error);
    if (argc == 4 && an_lexicon_open(&lexicon, argv[3], &error) != ANNALS_OK) return fail(&error);
    an_parser_use_lexicon(parser, lexicon);
    start = seconds();
    if (an_parse(&arena, &scratch, parser, &text, &error) != ANNALS_OK) return fail(&error);
    start = seconds() - start;
    fprintf(stderr, "%u words in %.2f s: %.0f words/s\n", text.token_count, start, text.token_count / start);
    an_parsed_text_write_conllu(&text, AN_STR("text"), &out);
    fwrite(out.data, 1, out.length, stdout);
    an_parser_close(parser);
    an_lexicon_close(lexicon);
    an_arena_free(&arena);
    an_arena_free(&scratch);
    an_strbuf_free(&in);
    an_strbuf_free(&out);
    return ferror(stdout) ? 1 : 0;
}
