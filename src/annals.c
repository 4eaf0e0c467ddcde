/* The engine and single documents of annals.h. Many documents: run.c. The base: annals_base.c. */
#include <annals.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "annals_peers.h"

enum { PATH_BYTES = 4096 };

static const char LEXICON_FILE[] = "annals.lexicon";
static const char SPLIT_FILE[] = "split.model";
static const char PARSE_FILE[] = "parse.model";
static const char COREFERENCE_FILE[] = "coreference.model";

const char *annals_version(void) { return ANNALS_VERSION; }

const char *annals_status_name(annals_status status)
{
    static const char *const names[] = {"ok",      "end",       "stopped",    "usage", "input", "limit", "format",
                                        "version", "io error", "base error", "out of memory"};
    return (size_t)status < sizeof names / sizeof *names ? names[status] : "unknown";
}

/* ---- engine ---- */

static bool holds_lexicon(const char *directory)
{
    char path[PATH_BYTES];
    int length = snprintf(path, sizeof path, "%s/%s", directory, LEXICON_FILE);
    return length > 0 && length < PATH_BYTES && access(path, R_OK) == 0;
}

/* The build's own folder comes before the installed one, so that a developer never runs new code on old data. */
static const char *find_data_directory(const annals_engine_options *options)
{
    const char *named = options && options->data_directory ? options->data_directory : getenv("ANNALS_DATA");
    if (named && *named) return named;
    return holds_lexicon(ANNALS_BUILD_DATA) ? ANNALS_BUILD_DATA : ANNALS_INSTALL_DATA;
}

/* What a model says of its sections does not tell which file they are in. */
static annals_status name_file(annals_status status, const char *path, annals_error *error)
{
    annals_error inner;
    if (status == ANNALS_OK || !error || strstr(error->message, path)) return status;
    inner = *error;
    return an_fail(error, status, inner.stage, inner.offset, "%s: %s", path, inner.message);
}

static annals_status open_parts(an_resources *parts, const char *directory, const char *lexicon, annals_error *error)
{
    char path[PATH_BYTES];
    if (strlen(directory) + sizeof LEXICON_FILE >= PATH_BYTES)
        return an_fail(error, ANNALS_E_IO, "engine", 0, "%.60s...: path too long", directory);
    snprintf(path, sizeof path, "%s/%s", directory, LEXICON_FILE);
    if (!lexicon) lexicon = path;
    AN_TRY(name_file(an_lexicon_open(&parts->lexicon, lexicon, error), lexicon, error));
    snprintf(path, sizeof path, "%s/%s", directory, SPLIT_FILE);
    AN_TRY(name_file(an_splitter_open(&parts->splitter, path, error), path, error));
    snprintf(path, sizeof path, "%s/%s", directory, PARSE_FILE);
    AN_TRY(name_file(an_parser_open(&parts->parser, path, error), path, error));
    an_parser_use_lexicon(parts->parser, parts->lexicon);
    snprintf(path, sizeof path, "%s/%s", directory, COREFERENCE_FILE);
    return name_file(an_coreference_open(&parts->coreference, path, error), path, error);
}

annals_status annals_engine_open(annals_engine **engine, const annals_engine_options *options, annals_error *error)
{
    annals_engine *opened = calloc(1, sizeof *opened);
    annals_status status;
    bool is_peers;
    *engine = NULL;
    an_error_clear(error);
    if (!opened) return an_fail(error, ANNALS_E_MEMORY, "engine", 0, "out of memory");
    is_peers = options && options->lexicon_path && an_is_folder(options->lexicon_path);
    status = open_parts(&opened->resources, find_data_directory(options), options && !is_peers ? options->lexicon_path : NULL, error);
    if (status == ANNALS_OK && is_peers) status = an_engine_open_peers(opened, options->lexicon_path, options, error);
    if (status != ANNALS_OK) {
        annals_engine_close(opened);
        return status;
    }
    *engine = opened;
    return ANNALS_OK;
}

void annals_engine_close(annals_engine *engine)
{
    if (!engine) return;
    an_peers_close(engine->resources.peers);
    an_coreference_close(engine->resources.coreference);
    if (engine->resources.parser) an_parser_close(engine->resources.parser);
    if (engine->resources.splitter) an_splitter_close(engine->resources.splitter);
    if (engine->resources.lexicon) an_lexicon_close(engine->resources.lexicon);
    free(engine);
}

const char *annals_engine_digest(const annals_engine *engine, const char *part)
{
    if (strcmp(part, "program") == 0) return an_program_digest();
    if (strcmp(part, "lexicon") == 0 && engine->resources.peers) return engine->peers_digest;
    if (strcmp(part, "lexicon") == 0) return an_lexicon_digest(engine->resources.lexicon);
    if (strcmp(part, "split") == 0) return an_splitter_digest(engine->resources.splitter);
    if (strcmp(part, "parse") == 0) return an_parser_digest(engine->resources.parser);
    return NULL;
}

/* ---- documents ---- */

static annals_status raw_from_input(const annals_input *input, an_raw_document *raw, annals_error *error)
{
    memset(raw, 0, sizeof *raw);
    if (!input->text) return an_fail(error, ANNALS_E_USAGE, "code", 0, "the input has no text");
    raw->kind = AN_RAW_CLEAN;
    raw->bytes = (an_str){input->text, input->text_bytes ? input->text_bytes : strlen(input->text)};
    raw->id = an_str_from(input->id);
    raw->title = an_str_from(input->title);
    raw->outlet = an_str_from(input->outlet);
    raw->author = an_str_from(input->author);
    raw->url = an_str_from(input->url);
    raw->lang = an_str_from(input->lang);
    raw->input = AN_STR("input");
    raw->published = AN_DATE_RANGE_UNKNOWN;
    if (!input->published) return ANNALS_OK;
    raw->published_basis = AN_BASIS_GIVEN;
    if (an_iso_parse(an_str_from(input->published), &raw->published)) return ANNALS_OK;
    return an_fail(error, ANNALS_E_USAGE, "code", 0, "published: '%.40s' is no ISO 8601 date", input->published);
}

annals_status annals_code(const annals_engine *engine, const annals_input *input, annals_document **document,
                          annals_error *error)
{
    an_raw_document raw;
    an_arena scratch;
    annals_document *made;
    annals_status status;
    *document = NULL;
    an_error_clear(error);
    AN_TRY(raw_from_input(input, &raw, error));
    made = calloc(1, sizeof *made);
    if (!made) return an_fail(error, ANNALS_E_MEMORY, "code", 0, "out of memory");
    an_arena_init(&made->arena, AN_DOCUMENT_ARENA_BYTES_MAX);
    an_arena_init(&scratch, AN_SCRATCH_ARENA_BYTES_MAX);
    status = an_pipeline_code(&made->arena, &scratch, &engine->resources, &raw, AN_STAGE_EVENTS, &made->record, error);
    an_arena_free(&scratch);
    if (status == ANNALS_OK) *document = made;
    else annals_document_free(made);
    return status;
}

void annals_document_free(annals_document *document)
{
    if (!document) return;
    an_strbuf_free(&document->text_form);
    an_arena_free(&document->arena);
    free(document);
}

static const char *text_form(annals_document *document, size_t *length)
{
    an_strbuf *out = &document->text_form;
    an_strbuf_reserve(out, 0);
    if (out->has_failed) return NULL;
    if (length) *length = out->length;
    return out->data;
}

const char *annals_document_json(annals_document *document, unsigned flags, size_t *length)
{
    an_strbuf_clear(&document->text_form);
    an_document_write_json(&document->record, flags, &document->text_form);
    return text_form(document, length);
}

/* CoNLL-U has no place for what was strange about a text but comments: "# diagnostic = not-english: ...". */
static void put_diagnostics(const an_diagnostics *diagnostics, an_strbuf *out)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        an_str message = diagnostics->items[i].message;
        an_strbuf_printf(out, "# diagnostic = %s: ", diagnostics->items[i].code);
        for (size_t b = 0; b < message.length; b++) an_strbuf_putc(out, (unsigned char)message.data[b] < ' ' ? ' ' : message.data[b]);
        an_strbuf_putc(out, '\n');
    }
}

const char *annals_document_conllu(annals_document *document, size_t *length)
{
    an_strbuf_clear(&document->text_form);
    put_diagnostics(&document->record.diagnostics, &document->text_form);
    an_parsed_text_write_conllu(&document->record.parsed, document->record.article.id, &document->text_form);
    return text_form(document, length);
}

/* Ids are copied into the arena with a closing NUL by read/. */
const char *annals_document_id(const annals_document *document) { return document->record.article.id.data; }
size_t annals_document_event_count(const annals_document *document) { return document->record.events.count; }
size_t annals_document_claim_count(const annals_document *document) { return document->record.claims.count; }
