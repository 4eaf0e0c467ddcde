/* eval_names DATA_DIR FILE... [--raw] [--errors N]
 *
 * Names of persons, organisations and places against files of words with labels, in the forms of Universal NER (number, word,
 * IOB2 label; comments "# newdoc id", "# text") and of CrossNER (word, label). DATA_DIR holds models/parse.model and, for --raw,
 * models/split.model. One row a kind, and all.
 *
 * Matching: a name is right if its first and last character and its kind are those of a gold name. Characters are counted without
 * blanks, so that words need not be cut alike. The kinds of CrossNER that are persons (politician), organisations (politicalparty) and
 * places (country) count as these; others, and Universal NER's OTH, count as no names on both sides.
 *   --raw        the text is read: sentences and words are found too. It is the "# text" lines of a document joined by blanks, or
 *                its words where there are none. Without this, sentences and words are given.
 *   --errors N   shows the first N names that one side has and the other has not */
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "parse/parser.h"
#include "read_file.h"
#include "split/splitter.h"

enum { BYTES_MAX = 1 << 28, FILES_MAX = 64 };

typedef struct options {
    const char *data_directory, *files[FILES_MAX];
    int file_count;
    long errors_shown;
    bool is_raw;
} options;

/* A name as a stretch of the document's characters without blanks. */
typedef struct name {
    uint32_t start, end;
    an_name_kind kind;
    an_str first_word;
} name;

typedef AN_ARRAY(name) name_array;

/* One document of a file while it is read. */
typedef struct document {
    an_strbuf raw;            /* its text with blanks */
    bool has_text;            /* from "# text" lines */
    AN_ARRAY(an_token) tokens; /* gold words */
    AN_ARRAY(an_sentence) sentences;
    name_array names;         /* gold */
    uint32_t characters;      /* so far, without blanks */
    an_name_kind open_kind;   /* of the name that the last word belongs to */
    bool is_in_sentence;
} document;

typedef struct counts {
    uint64_t right, gold, found;
} counts;

typedef struct job {
    const options *options;
    an_splitter *splitter;
    an_parser *parser;
    an_arena arena, scratch;
    counts counts[AN_NAME_MISC + 1]; /* by kind; 0 = all */
    long shown;
} job;

static an_name_kind kind_of(an_str label)
{
    static const struct {
        const char *label;
        an_name_kind kind;
    } kinds[] = {{"PER", AN_NAME_PERSON},         {"ORG", AN_NAME_ORGANISATION},          {"LOC", AN_NAME_PLACE},
                 {"person", AN_NAME_PERSON},      {"politician", AN_NAME_PERSON},         {"organisation", AN_NAME_ORGANISATION},
                 {"politicalparty", AN_NAME_ORGANISATION}, {"location", AN_NAME_PLACE}, {"country", AN_NAME_PLACE}};
    if (label.length < 3 || label.data[1] != '-') return AN_NAME_NONE;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (an_str_is((an_str){label.data + 2, label.length - 2}, kinds[i].label)) return kinds[i].kind;
    return AN_NAME_NONE;
}

static uint32_t visible(an_str text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.length; i++) count += !strchr(" \t\n\r", text.data[i]);
    return count;
}

/* ---- reading ---- */

static void document_start(job *j, document *d)
{
    an_strbuf raw = d->raw;
    an_arena_reset(&j->arena);
    *d = (document){.raw = raw};
    an_strbuf_clear(&d->raw);
}

static void add_text(document *d, an_str text)
{
    if (d->raw.length) an_strbuf_put(&d->raw, " ", 1);
    d->has_text = true;
    an_strbuf_put(&d->raw, text.data, text.length);
}

/* A gold word. `label`: "B-PER", "I-PER", "O" ...; an inside label behind another kind begins a name, as in IOB1. */
static bool add_word(job *j, document *d, an_str form, an_str label)
{
    an_name_kind kind = kind_of(label);
    uint32_t start = d->characters, end = start + visible(form), place = (uint32_t)d->tokens.count;
    an_token token = {.form = form, .head = AN_HEAD_ROOT, .has_space_after = true, .span = {start, end}};
    if (!d->is_in_sentence && !AN_PUSH(&j->arena, &d->sentences, ((an_sentence){.first_token = place}))) return false;
    d->is_in_sentence = true;
    d->sentences.items[d->sentences.count - 1].token_count++;
    if (!AN_PUSH(&j->arena, &d->tokens, token)) return false;
    if (kind && (kind != d->open_kind || label.data[0] == 'B')) {
        if (!AN_PUSH(&j->arena, &d->names, ((name){start, end, kind, form}))) return false;
    } else if (kind) {
        d->names.items[d->names.count - 1].end = end;
    }
    d->open_kind = kind;
    d->characters = end;
    if (d->has_text) return true;
    if (d->raw.length) an_strbuf_put(&d->raw, " ", 1);
    an_strbuf_put(&d->raw, form.data, form.length);
    return true;
}

/* The field of `line` with this number, fields being apart by tabs or blanks. */
static an_str field_of(an_str line, size_t number)
{
    size_t at = 0, start = 0;
    for (;; number--) {
        start = at;
        while (at < line.length && line.data[at] != '\t' && line.data[at] != ' ') at++;
        if (number == 0 || at >= line.length) break;
        at++;
    }
    return number == 0 ? (an_str){line.data + start, at - start} : (an_str){line.data, 0};
}

static bool is_number(an_str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return text.length > 0;
}

/* ---- scoring ---- */

static bool collect_found(job *j, const an_parsed_text *text, name_array *out)
{
    uint32_t characters = 0, read = 0;
    for (uint32_t i = 0; i < text->token_count; i++) {
        const an_token *token = text->tokens + i;
        uint32_t start, end;
        if (j->options->is_raw) {
            for (; read < token->span.start; read++) characters += !strchr(" \t\n\r", text->text.data[read]);
            start = characters;
            for (; read < token->span.end; read++) characters += !strchr(" \t\n\r", text->text.data[read]);
            end = characters;
        } else {
            start = token->span.start;
            end = token->span.end;
        }
        if (!token->name || token->name == AN_NAME_MISC) continue;
        if (token->starts_name && !AN_PUSH(&j->scratch, out, ((name){start, end, (an_name_kind)token->name, token->form}))) return false;
        out->items[out->count - 1].end = end;
    }
    return true;
}

static bool is_among(const name *wanted, const name_array *names)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->items[i].start == wanted->start && names->items[i].end == wanted->end && names->items[i].kind == wanted->kind) return true;
    return false;
}

static void count_names(job *j, const name_array *gold, const name_array *found)
{
    static const char *const kinds[] = {"", "PER", "ORG", "LOC", "MISC"};
    for (size_t i = 0; i < gold->count; i++) {
        const name *n = &gold->items[i];
        j->counts[n->kind].gold++;
        if (!is_among(n, found) && j->shown++ < j->options->errors_shown)
            printf("missed\t%s\t%.*s\n", kinds[n->kind], (int)n->first_word.length, n->first_word.data);
    }
    for (size_t i = 0; i < found->count; i++) {
        const name *n = &found->items[i];
        bool is_right = is_among(n, gold);
        j->counts[n->kind].found++;
        j->counts[n->kind].right += is_right;
        if (!is_right && j->shown++ < j->options->errors_shown)
            printf("wrong\t%s\t%.*s\n", kinds[n->kind], (int)n->first_word.length, n->first_word.data);
    }
}

static annals_status score(job *j, document *d, annals_error *error)
{
    an_parsed_text text = {.sentences = d->sentences.items, .sentence_count = (uint32_t)d->sentences.count, .tokens = d->tokens.items,
                           .token_count = (uint32_t)d->tokens.count, .text = an_strbuf_view(&d->raw)};
    name_array found = {0};
    if (d->tokens.count == 0) return ANNALS_OK;
    an_arena_reset(&j->scratch);
    if (j->options->is_raw) AN_TRY(an_split(&j->arena, &j->scratch, j->splitter, an_strbuf_view(&d->raw), &text, error));
    an_arena_reset(&j->scratch);
    AN_TRY(an_parse(&j->arena, &j->scratch, j->parser, &text, error));
    an_arena_reset(&j->scratch);
    if (!collect_found(j, &text, &found)) return an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
    count_names(j, &d->names, &found);
    return ANNALS_OK;
}

/* Lines are taken one by one; a document ends where "# newdoc" stands and at the end of the file. */
static annals_status score_file(job *j, an_str all, annals_error *error)
{
    document d = {0};
    annals_status status = ANNALS_OK;
    an_strbuf_init(&d.raw, 0);
    document_start(j, &d);
    for (size_t at = 0, number = 1; status == ANNALS_OK && at < all.length; number++) {
        const char *end = memchr(all.data + at, '\n', all.length - at);
        an_str line = an_str_trim((an_str){all.data + at, (end ? (size_t)(end - all.data) : all.length) - at});
        at += (size_t)(end ? end - all.data : (ptrdiff_t)all.length) - at + 1;
        if (an_str_starts_with(line, "# newdoc")) {
            status = score(j, &d, error);
            document_start(j, &d);
        } else if (an_str_starts_with(line, "# text = ")) {
            add_text(&d, (an_str){line.data + 9, line.length - 9});
        } else if (line.length == 0) {
            d.is_in_sentence = false;
            d.open_kind = AN_NAME_NONE;
        } else if (!an_str_starts_with(line, "# ")) {
            bool has_number = is_number(field_of(line, 0)) && field_of(line, 2).length > 0;
            an_str form = field_of(line, has_number ? 1 : 0), label = field_of(line, has_number ? 2 : 1);
            if (!form.length || !label.length) status = an_fail(error, ANNALS_E_FORMAT, "eval", number, "line %zu: a word and a label expected", number);
            else if (!add_word(j, &d, form, label)) status = an_fail(error, ANNALS_E_MEMORY, "eval", number, "out of memory");
        }
    }
    if (status == ANNALS_OK) status = score(j, &d, error);
    an_strbuf_free(&d.raw);
    return status;
}

static void print_counts(job *j, const char *path)
{
    static const char *const kinds[] = {"all", "PER", "ORG", "LOC"};
    printf("%s\n", path);
    for (int k = 1; k <= AN_NAME_PLACE; k++) {
        j->counts[0].right += j->counts[k].right;
        j->counts[0].gold += j->counts[k].gold;
        j->counts[0].found += j->counts[k].found;
    }
    for (int k = 0; k <= AN_NAME_PLACE; k++) {
        counts c = j->counts[k];
        printf("  %-4s %6llu gold  P %6.2f  R %6.2f  F1 %6.2f\n", kinds[k], (unsigned long long)c.gold,
               c.found ? 100.0 * (double)c.right / (double)c.found : 0.0, c.gold ? 100.0 * (double)c.right / (double)c.gold : 0.0,
               c.gold + c.found ? 200.0 * (double)c.right / (double)(c.gold + c.found) : 0.0);
    }
}

static bool read_options(int argc, char **argv, options *o)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--raw") == 0) o->is_raw = true;
        else if (strcmp(argv[i], "--errors") == 0 && i + 1 < argc) o->errors_shown = strtol(argv[++i], NULL, 10);
        else if (argv[i][0] == '-') return false;
        else if (!o->data_directory) o->data_directory = argv[i];
        else if (o->file_count < FILES_MAX) o->files[o->file_count++] = argv[i];
    }
    return o->file_count > 0;
}

static annals_status open_models(job *j, annals_error *error)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/models/split.model", j->options->data_directory);
    if (j->options->is_raw) AN_TRY(an_splitter_open(&j->splitter, path, error));
    snprintf(path, sizeof path, "%s/models/parse.model", j->options->data_directory);
    return an_parser_open(&j->parser, path, error);
}

int main(int argc, char **argv)
{
    options o = {0};
    job j = {.options = &o};
    annals_error error = {.message = "out of memory"};
    int failed = 0;
    if (!read_options(argc, argv, &o)) return fprintf(stderr, "usage: eval_names DATA_DIR FILE... [--raw] [--errors N]\n"), 2;
    an_arena_init(&j.arena, 0);
    an_arena_init(&j.scratch, 0);
    if (open_models(&j, &error) != ANNALS_OK) return fprintf(stderr, "eval_names: %s\n", error.message), 1;
    for (int i = 0; i < o.file_count; i++) {
        an_strbuf all;
        annals_status status;
        an_strbuf_init(&all, 0);
        memset(j.counts, 0, sizeof j.counts);
        status = an_eval_read_file(o.files[i], BYTES_MAX, &all, &error);
        if (status == ANNALS_OK) status = score_file(&j, an_strbuf_view(&all), &error);
        if (status == ANNALS_OK) print_counts(&j, o.files[i]);
        else failed = fprintf(stderr, "eval_names: %s: %s\n", o.files[i], error.message) > 0;
        an_strbuf_free(&all);
    }
    an_splitter_close(j.splitter);
    an_parser_close(j.parser);
    an_arena_free(&j.arena);
    an_arena_free(&j.scratch);
    return failed;
}
