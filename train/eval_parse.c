/* eval_parse DATA_DIR GOLD.conllu... [--gold-tokens] [--split-only] [--prefix P] [--lexicon FILE] [--format plain|markdown] [--errors N]
 *
 * Raw text -> split -> parse, scored as in the CoNLL 2018 shared task; DATA_DIR holds models/split.model and models/parse.model. The
 * raw text is put together from the gold file: forms and the spaces it notes, an empty line where a document or paragraph begins.
 *   --gold-tokens  sentences and words are given, only the parse is scored
 *   --split-only   tokens, words and sentences only; models/parse.model is not read
 *   --prefix P     only sentences whose sent_id begins with P (the news half of PUD: n)
 *   --lexicon FILE the compiled dictionary, for its lists of lemmas
 *   --errors N     shows the first N sentence ends and words that differ from gold, each with the text around it */
#include <stdio.h>
#include <stdlib.h>

#include "eval_conllu.h"
#include "read_file.h"
#include "parse/parser.h"
#include "split/splitter.h"

enum { BYTES_MAX = 1 << 28, FILES_MAX = 64, AROUND_BYTES = 40 };

typedef struct options {
    const char *data_directory, *files[FILES_MAX], *prefix, *lexicon;
    int file_count;
    long errors_shown;
    bool gold_tokens, split_only, markdown;
} options;

typedef struct tools {
    an_splitter *splitter;
    an_parser *parser;
    an_lexicon *lexicon;
} tools;

static int complain(const char *what, const annals_error *error)
{
    fprintf(stderr, "eval_parse: %s: %s\n", what, error->message);
    return 1;
}

static bool read_options(int argc, char **argv, options *o)
{
    for (int i = 1; i < argc; i++) {
        bool has_value = i + 1 < argc;
        if (strcmp(argv[i], "--gold-tokens") == 0) o->gold_tokens = true;
        else if (strcmp(argv[i], "--split-only") == 0) o->split_only = true;
        else if (strcmp(argv[i], "--prefix") == 0 && has_value) o->prefix = argv[++i];
        else if (strcmp(argv[i], "--lexicon") == 0 && has_value) o->lexicon = argv[++i];
        else if (strcmp(argv[i], "--errors") == 0 && has_value) o->errors_shown = strtol(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--format") == 0 && has_value) o->markdown = strcmp(argv[++i], "markdown") == 0;
        else if (argv[i][0] == '-') return false;
        else if (!o->data_directory) o->data_directory = argv[i];
        else if (o->file_count < FILES_MAX) o->files[o->file_count++] = argv[i];
    }
    return o->file_count > 0 && !(o->gold_tokens && o->split_only);
}

static annals_status open_tools(const options *o, tools *t, annals_error *error)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/models/split.model", o->data_directory);
    AN_TRY(an_splitter_open(&t->splitter, path, error));
    if (o->split_only) return ANNALS_OK;
    snprintf(path, sizeof path, "%s/models/parse.model", o->data_directory);
    AN_TRY(an_parser_open(&t->parser, path, error));
    if (o->lexicon) AN_TRY(an_lexicon_open(&t->lexicon, o->lexicon, error));
    an_parser_use_lexicon(t->parser, t->lexicon);
    return ANNALS_OK;
}

static annals_status read_gold(const options *o, const char *path, an_arena *arena, an_parsed_text *gold, annals_error *error)
{
    an_strbuf all, chosen;
    annals_status status;
    an_strbuf_init(&all, 0);
    an_strbuf_init(&chosen, 0);
    status = an_eval_read_file(path, BYTES_MAX, &all, error);
    if (status == ANNALS_OK) status = an_eval_select(an_strbuf_view(&all), o->prefix ? o->prefix : "", &chosen);
    if (status == ANNALS_OK) status = an_parsed_text_read_conllu(arena, an_strbuf_view(&chosen), gold, error);
    an_strbuf_free(&all);
    an_strbuf_free(&chosen);
    return status;
}

/* The gold sentences and words with everything forgotten that a parser finds out. */
static annals_status without_parse(an_arena *arena, const an_parsed_text *gold, an_parsed_text *out)
{
    *out = *gold;
    out->tokens = AN_NEW_ARRAY(arena, an_token, gold->token_count);
    if (!out->tokens) return ANNALS_E_MEMORY;
    for (uint32_t i = 0; i < gold->token_count; i++) {
        const an_token *token = gold->tokens + i;
        out->tokens[i] = (an_token){.span = token->span, .form = token->form, .head = AN_HEAD_ROOT, .multiword = token->multiword,
                                    .has_space_after = token->has_space_after};
    }
    return ANNALS_OK;
}

static void show(const an_parsed_text *text, const char *label, uint32_t place)
{
    uint32_t from = place > AROUND_BYTES ? place - AROUND_BYTES : 0;
    uint32_t to = text->text.length - place > AROUND_BYTES ? place + AROUND_BYTES : (uint32_t)text->text.length;
    printf("%s\t", label);
    for (uint32_t i = from; i < to; i++) {
        if (i == place) fputs("[|]", stdout);
        putchar(text->text.data[i] == '\n' ? ' ' : text->text.data[i]);
    }
    putchar('\n');
}

/* Sentence ends that one side has and the other has not; both sides have one text. */
static void show_errors(const an_parsed_text *gold, const an_parsed_text *system, long limit)
{
    uint32_t g = 0, s = 0;
    for (long shown = 0; shown < limit && g < gold->sentence_count && s < system->sentence_count;) {
        uint32_t a = gold->sentences[g].span.end, b = system->sentences[s].span.end;
        if (a != b) show(gold, a < b ? "missed" : "wrong", a < b ? a : b), shown++;
        g += a <= b;
        s += b <= a;
    }
    g = s = 0;
    for (long shown = 0; shown < limit && g < gold->token_count && s < system->token_count;) {
        uint32_t a = gold->tokens[g].span.end, b = system->tokens[s].span.end;
        if (a != b) show(gold, a < b ? "not split" : "split", a < b ? a : b), shown++;
        g += a <= b;
        s += b <= a;
    }
}

static annals_status run(const options *o, const tools *t, const an_parsed_text *gold, an_arena *arena, an_arena *scratch,
                         an_eval_scores *scores, annals_error *error)
{
    an_parsed_text system;
    if (o->gold_tokens) AN_TRY(without_parse(arena, gold, &system));
    else AN_TRY(an_split(arena, scratch, t->splitter, gold->text, &system, error));
    an_arena_reset(scratch);
    if (t->parser) AN_TRY(an_parse(arena, scratch, t->parser, &system, error));
    an_arena_reset(scratch);
    if (o->errors_shown) show_errors(gold, &system, o->errors_shown);
    return an_eval_score(scratch, gold, &system, scores, error);
}

static int evaluate(const options *o, const tools *t, const char *path, an_eval_scores *scores)
{
    an_arena arena, scratch;
    an_parsed_text gold;
    annals_error error = {.message = "out of memory"};
    annals_status status;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    status = read_gold(o, path, &arena, &gold, &error);
    if (status == ANNALS_OK) status = run(o, t, &gold, &arena, &scratch, scores, &error);
    an_arena_free(&arena);
    an_arena_free(&scratch);
    return status == ANNALS_OK ? 0 : complain(path, &error);
}

static void print_scores(const options *o, const char *name, const an_eval_scores *scores)
{
    int end = o->split_only ? AN_EVAL_WORDS + 1 : AN_EVAL_METRIC_COUNT;
    printf(o->markdown ? "| %s |" : "%s", name);
    for (int metric = 0; metric < end; metric++) {
        double f1 = an_eval_f1(scores->counts + metric);
        if (o->markdown) printf(" %.2f |", f1);
        else printf("\n  %-10s %6.2f", an_eval_names[metric], f1);
    }
    putchar('\n');
}

static void print_head(const options *o)
{
    int end = o->split_only ? AN_EVAL_WORDS + 1 : AN_EVAL_METRIC_COUNT;
    if (!o->markdown) return;
    printf("| file |");
    for (int metric = 0; metric < end; metric++) printf(" %s |", an_eval_names[metric]);
    printf("\n|---|");
    for (int metric = 0; metric < end; metric++) printf("---|");
    putchar('\n');
}

int main(int argc, char **argv)
{
    options o = {0};
    tools t = {0};
    annals_error error;
    int failed = 0;
    if (!read_options(argc, argv, &o)) {
        fprintf(stderr, "usage: eval_parse DATA_DIR GOLD.conllu... [--gold-tokens | --split-only] [--prefix P] [--lexicon FILE] [--format plain|markdown] [--errors N]\n");
        return 2;
    }
    if (open_tools(&o, &t, &error) != ANNALS_OK) return complain(o.data_directory, &error);
    print_head(&o);
    for (int i = 0; i < o.file_count; i++) {
        an_eval_scores scores = {0};
        const char *slash = strrchr(o.files[i], '/');
        int is_failed = evaluate(&o, &t, o.files[i], &scores);
        if (!is_failed) print_scores(&o, slash ? slash + 1 : o.files[i], &scores);
        failed |= is_failed;
    }
    an_splitter_close(t.splitter);
    an_parser_close(t.parser);
    an_lexicon_close(t.lexicon);
    return failed;
}
