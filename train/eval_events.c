/* The stages in a row, without `read`: the sets give clean text, and their offsets must stay true. */
#include "eval_events.h"

#include <string.h>

#include "base/hash.h"
#include "split/recase.h"

enum { PATH_BYTES = 1024, LINE_BYTES = 1 << 22 };

static const char *in_folder(char path[PATH_BYTES], const char *folder, const char *name)
{
    snprintf(path, PATH_BYTES, "%s/%s", folder, name);
    return path;
}

bool an_eval_open(an_eval_tools *tools, const char *data)
{
    char path[PATH_BYTES];
    annals_error error = {0};
    memset(tools, 0, sizeof *tools);
    an_arena_init(&tools->arena, 0);
    an_arena_init(&tools->scratch, 0);
    if (an_splitter_open(&tools->splitter, in_folder(path, data, "split.model"), &error) == ANNALS_OK &&
        an_parser_open(&tools->parser, in_folder(path, data, "parse.model"), &error) == ANNALS_OK &&
        an_coreference_open(&tools->coreference, in_folder(path, data, "coreference.model"), &error) == ANNALS_OK &&
        an_lexicon_open(&tools->lexicon, in_folder(path, data, "annals.lexicon"), &error) == ANNALS_OK) {
        an_parser_use_lexicon(tools->parser, tools->lexicon);
        return true;
    }
    fprintf(stderr, "%s: %s\n", path, error.message);
    return false;
}

void an_eval_close(an_eval_tools *tools)
{
    an_lexicon_close(tools->lexicon);
    an_coreference_close(tools->coreference);
    an_parser_close(tools->parser);
    an_splitter_close(tools->splitter);
    an_arena_free(&tools->arena);
    an_arena_free(&tools->scratch);
}

static annals_status find_mentions(an_eval_tools *t, an_document *d, annals_error *error)
{
    AN_TRY(an_split_as_read(&t->arena, &t->scratch, t->splitter, t->lexicon, d->article.text, &d->parsed, error));
    an_arena_reset(&t->scratch);
    AN_TRY(an_parse(&t->arena, &t->scratch, t->parser, &d->parsed, error));
    an_arena_reset(&t->scratch);
    AN_TRY(an_coreference_resolve(&t->arena, &t->scratch, t->coreference, &d->parsed, error));
    an_arena_reset(&t->scratch);
    AN_TRY(an_mention_find(&t->arena, &t->scratch, t->lexicon, d, error));
    an_arena_reset(&t->scratch);
    return ANNALS_OK;
}

static annals_status begin_text(an_eval_tools *t, an_str text, const char *published, an_document *d, annals_error *error)
{
    memset(d, 0, sizeof *d);
    an_arena_reset(&t->arena);
    an_arena_reset(&t->scratch);
    d->article.text = (an_str){an_arena_copy(&t->arena, text.data, text.length), text.length};
    d->article.published = AN_DATE_RANGE_UNKNOWN;
    if (published && an_iso_parse(an_str_from(published), &d->article.published)) d->article.published_basis = AN_BASIS_GIVEN;
    an_sha256_hex(text, d->article.sha256);
    return find_mentions(t, d, error);
}

static bool is_done(annals_status status, const annals_error *error)
{
    if (status != ANNALS_OK) fprintf(stderr, "%s\n", error->message);
    return status == ANNALS_OK;
}

bool an_eval_code(an_eval_tools *tools, an_str text, const char *published, an_document *out)
{
    annals_error error = {0};
    annals_status status = begin_text(tools, text, published, out, &error);
    if (status == ANNALS_OK) status = an_event_code(&tools->arena, &tools->scratch, tools->lexicon, out, &error);
    return is_done(status, &error);
}

/* The words at the bytes: numbers of tokens into `tokens`, of which byte each is into `from`; how many. */
static size_t tokens_at(const an_parsed_text *parsed, const uint32_t *bytes, size_t count, uint32_t *tokens, size_t *from)
{
    size_t found = 0;
    uint32_t t = 0;
    for (size_t i = 0; i < count; i++) {
        while (t < parsed->token_count && parsed->tokens[t].span.end <= bytes[i]) t++;
        if (t >= parsed->token_count || parsed->tokens[t].span.start > bytes[i]) continue;
        tokens[found] = t;
        from[found++] = i;
    }
    return found;
}

bool an_eval_probe(an_eval_tools *tools, an_str text, const char *published, const uint32_t *bytes, size_t count, an_event *out, bool *is_there, an_document *document)
{
    annals_error error = {0};
    uint32_t *tokens;
    an_event *answers;
    size_t *from, found;
    memset(is_there, 0, count * sizeof *is_there);
    memset(out, 0, count * sizeof *out);
    if (!is_done(begin_text(tools, text, published, document, &error), &error)) return false;
    tokens = AN_NEW_ARRAY(&tools->arena, uint32_t, count + 1);
    answers = AN_NEW_ARRAY(&tools->arena, an_event, count + 1);
    from = AN_NEW_ARRAY(&tools->arena, size_t, count + 1);
    if (!tokens || !answers || !from) return false;
    found = tokens_at(&document->parsed, bytes, count, tokens, from);
    if (!is_done(an_event_probe(&tools->arena, &tools->scratch, tools->lexicon, document, tokens, found, answers, &error), &error)) return false;
    for (size_t i = 0; i < found; i++) {
        out[from[i]] = answers[i];
        is_there[from[i]] = true;
    }
    return true;
}

static bool is_among(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0) return true;
    return false;
}

uint32_t an_eval_put_word(an_strbuf *text, const char *word)
{
    static const char *const close_before[] = {",", ".", ";", ":", "!", "?", ")", "]", "%", "'s", "'", "n't", "''", NULL}, *const quotes[] = {"``", "''", NULL};
    char last = text->length ? text->data[text->length - 1] : '\n';
    bool is_open = text->length > 1 && last == '"' && text->data[text->length - 2] == ' '; /* an opening quotation mark */
    uint32_t start;
    if (last != '\n' && last != '(' && last != '[' && last != '$' && !is_open && !is_among(word, close_before)) an_strbuf_putc(text, ' ');
    start = (uint32_t)text->length;
    an_strbuf_puts(text, is_among(word, quotes) ? "\"" : word);
    return start;
}

bool an_eval_lines(const char *path, an_eval_line *use, void *context)
{
    static char line[LINE_BYTES];
    FILE *file = fopen(path, "r");
    bool is_good = file != NULL;
    if (!file) perror(path);
    while (is_good && fgets(line, sizeof line, file)) {
        json_error_t error;
        json_t *object = json_loads(line, 0, &error);
        if (!object) {
            fprintf(stderr, "%s: %s\n", path, error.text);
            is_good = false;
        } else is_good = use(context, object);
        json_decref(object);
    }
    if (file) fclose(file);
    return is_good;
}

bool an_eval_overlaps(an_span a, an_span b) { return a.start < b.end && b.start < a.end; }

double an_eval_percent(size_t part, size_t whole) { return whole ? 100.0 * (double)part / (double)whole : 0; }

double an_eval_tally_f1(const an_eval_tally *tally) { return an_eval_percent(2 * tally->right, tally->found + tally->wanted); }

void an_eval_print_tally(const char *name, const an_eval_tally *tally)
{
    printf("%-24s right %5zu of %5zu found, %5zu wanted   precision %5.1f recall %5.1f F1 %5.1f\n", name, tally->right, tally->found, tally->wanted, an_eval_percent(tally->right, tally->found),
           an_eval_percent(tally->right, tally->wanted), an_eval_tally_f1(tally));
}
