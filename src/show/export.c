/* The table of the field's formats, and the buffer that all of them write to. */
#include "show/export.h"

#include <stdlib.h>

#include "show/export_internal.h"

enum { FLUSH_BYTES = 64 * 1024 };
#define OUT_BYTES_MAX ((size_t)1 << 30)   /* one record or the tail of a graph, not the whole answer */
#define ARENA_BYTES_MAX ((size_t)2 << 30) /* what is kept for the whole answer: nodes, what was written already */

static const an_export_format *const formats[] = {
    &an_export_polecat,         &an_export_icews,           &an_export_gdelt,           &an_export_gdelt_mentions,
    &an_export_geojson_events,  &an_export_graphml_events,  &an_export_gexf_events,     &an_export_stix,
    &an_export_ucdp,            &an_export_geojson_incidents, &an_export_graphml_relations, &an_export_gexf_relations,
};
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

bool an_export_is_format(const char *format)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(formats[i]->name, format) == 0) return true;
    return false;
}

static const an_export_format *find(const char *format, const char *what)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(formats[i]->name, format) == 0 && strcmp(formats[i]->what, what) == 0) return formats[i];
    return NULL;
}

bool an_export_holds(const char *format, const char *what) { return find(format, what) != NULL; }

/* "events or relations": what a format has a place for. */
static void list_kinds(const char *format, char *out, size_t size)
{
    an_strbuf text;
    an_strbuf_init(&text, size - 1);
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(formats[i]->name, format) != 0) continue;
        if (text.length) an_strbuf_puts(&text, " or ");
        an_strbuf_puts(&text, formats[i]->what);
    }
    memcpy(out, text.length ? text.data : "", text.length + 1);
    an_strbuf_free(&text);
}

annals_status an_export_open(an_export **out, const char *what, const char *format, const an_export_options *options, annals_sink sink,
                             void *user, annals_error *error)
{
    const an_export_format *row = find(format, what);
    char kinds[64];
    an_export *export;
    *out = NULL;
    if (!row) {
        list_kinds(format, kinds, sizeof kinds);
        return an_fail(error, ANNALS_E_USAGE, "show", 0, "'%.40s' has no place for %.40s; it holds %s", format, what, kinds[0] ? kinds : "nothing");
    }
    export = calloc(1, sizeof *export);
    if (!export) return an_fail(error, ANNALS_E_MEMORY, "show", 0, "out of memory");
    export->format = row;
    export->options = *options;
    export->sink = sink;
    export->sink_user = user;
    an_strbuf_init(&export->out, OUT_BYTES_MAX);
    an_strbuf_init(&export->scratch, OUT_BYTES_MAX);
    an_arena_init(&export->arena, ARENA_BYTES_MAX);
    an_arena_init(&export->incident, ARENA_BYTES_MAX);
    *out = export;
    return ANNALS_OK;
}

unsigned an_export_wants(const an_export *export) { return export->format->wants; }
int an_export_passes(const an_export *export) { return export->format->passes; }

static annals_status flush(an_export *export, size_t from_bytes, annals_error *error)
{
    int stopped;
    if (export->out.has_failed || export->scratch.has_failed || export->arena.is_exhausted || export->incident.is_exhausted)
        return an_fail(error, ANNALS_E_MEMORY, "show", 0, "out of memory");
    if (export->out.length < from_bytes || !export->out.length) return ANNALS_OK;
    stopped = export->sink(export->sink_user, export->out.data, export->out.length);
    an_strbuf_clear(&export->out);
    return stopped ? an_fail(error, ANNALS_STOPPED, "show", 0, "the receiver wants no more") : ANNALS_OK;
}

annals_status an_export_begin(an_export *export, int pass, annals_error *error)
{
    export->pass = pass;
    if (export->format->begin) export->format->begin(export);
    return flush(export, FLUSH_BYTES, error);
}

annals_status an_export_put_event(an_export *export, const an_export_event *event, annals_error *error)
{
    an_strbuf_clear(&export->scratch);
    if (export->format->event) export->format->event(export, event);
    return flush(export, FLUSH_BYTES, error);
}

bool an_export_takes(const an_export *export, const an_incident *incident)
{
    return !export->format->takes || export->format->takes(export, incident);
}

annals_status an_export_put_incident(an_export *export, const an_incident *incident, annals_error *error)
{
    an_arena_reset(&export->incident);
    an_strbuf_clear(&export->scratch);
    if (export->format->incident) export->format->incident(export, incident);
    return flush(export, FLUSH_BYTES, error);
}

annals_status an_export_end_incident(an_export *export, annals_error *error)
{
    an_strbuf_clear(&export->scratch);
    if (export->format->end_incident) export->format->end_incident(export);
    return flush(export, FLUSH_BYTES, error);
}

annals_status an_export_put_relation(an_export *export, const an_relation *relation, annals_error *error)
{
    an_strbuf_clear(&export->scratch);
    if (export->format->relation) export->format->relation(export, relation);
    return flush(export, FLUSH_BYTES, error);
}

annals_status an_export_end(an_export *export, annals_error *error)
{
    if (export->format->end) export->format->end(export);
    return flush(export, 0, error);
}

void an_export_close(an_export *export)
{
    if (!export) return;
    if (export->own && export->format->close) export->format->close(export);
    an_strbuf_free(&export->out);
    an_strbuf_free(&export->scratch);
    an_arena_free(&export->arena);
    an_arena_free(&export->incident);
    free(export);
}
