/* Answers of the forecast commands: notes and sections of rows, as tables, separated values or JSON lines, or one picture. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "annals_forecast_internal.h"
#include "show/rows.h"

enum { COLUMNS_MAX = 24, NOTE_BYTES_MAX = 1000 };

typedef enum shape { TABLE, SEPARATED, LINES, PICTURE } shape;

struct an_forecast_answer {
    shape shape;
    const char *format;
    annals_sink sink;
    void *user;
    an_row_writer *writer; /* of the open section */
    const char *kind;
    an_column columns[COLUMNS_MAX];
    const an_answer_column *names;
    size_t column_count, at, sections;
    size_t starts[COLUMNS_MAX + 1];
    bool is_known[COLUMNS_MAX];
    an_strbuf cells;
};

static annals_status give(an_forecast_answer *a, const char *bytes, size_t length, annals_error *error)
{
    return a->sink(a->user, bytes, length) == 0 ? ANNALS_OK : an_fail(error, ANNALS_STOPPED, "forecast", 0, "stopped by the caller");
}

annals_status an_answer_open(an_forecast_answer **answer, const char *format, annals_sink sink, void *user, annals_error *error)
{
    static const struct { const char *name; shape shape; } formats[] = {
        {"table", TABLE}, {"csv", SEPARATED}, {"tsv", SEPARATED}, {"jsonl", LINES}, {"svg", PICTURE}};
    *answer = NULL;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(format, formats[i].name) != 0) continue;
        *answer = calloc(1, sizeof **answer);
        if (!*answer) return an_forecast_no_memory(error);
        **answer = (an_forecast_answer){.shape = formats[i].shape, .format = formats[i].name, .sink = sink, .user = user};
        an_strbuf_init(&(*answer)->cells, 0);
        return ANNALS_OK;
    }
    return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "format: '%.40s' is none of table, csv, tsv, jsonl, svg", format);
}

void an_answer_close(an_forecast_answer *answer)
{
    if (!answer) return;
    an_row_writer_close(answer->writer);
    an_strbuf_free(&answer->cells);
    free(answer);
}

bool an_answer_is_picture(const an_forecast_answer *answer) { return answer->shape == PICTURE; }

annals_status an_answer_note(an_forecast_answer *answer, annals_error *error, const char *format, ...)
{
    char text[NOTE_BYTES_MAX];
    an_strbuf out;
    an_json json;
    annals_status status;
    va_list values;
    if (answer->shape == SEPARATED || answer->shape == PICTURE) return ANNALS_OK;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    an_strbuf_init(&out, 0);
    if (answer->shape == TABLE) an_strbuf_puts(&out, text);
    else {
        an_json_begin(&json, &out);
        an_json_open_object(&json);
        an_json_key(&json, "kind");
        an_json_cstr(&json, "note");
        an_json_key(&json, "text");
        an_json_cstr(&json, text);
        an_json_close_object(&json);
    }
    an_strbuf_putc(&out, '\n');
    status = out.has_failed ? an_forecast_no_memory(error) : give(answer, out.data, out.length, error);
    an_strbuf_free(&out);
    return status;
}

/* ---- sections ---- */

static bool is_silent(const an_forecast_answer *a) { return a->shape == PICTURE || (a->shape == SEPARATED && a->sections > 1); }

annals_status an_answer_begin(an_forecast_answer *a, const char *kind, const an_answer_column *columns, size_t count, annals_error *error)
{
    const an_row_sink *rows;
    a->sections++;
    a->kind = kind;
    a->names = columns;
    a->column_count = count;
    a->at = 0;
    an_strbuf_clear(&a->cells);
    if (is_silent(a) || a->shape == LINES) return ANNALS_OK;
    for (size_t i = 0; i < count; i++)
        a->columns[i] = (an_column){columns[i].name, AN_COLUMN_FILE | (columns[i].is_detail ? 0 : AN_COLUMN_TABLE) | (columns[i].decimals >= 0 ? AN_COLUMN_NUMBER : 0)};
    if (a->shape == TABLE) AN_TRY(give(a, "\n", 1, error));
    AN_TRY(an_row_writer_open(&a->writer, a->format, a->sink, a->user, error));
    rows = an_row_writer_sink(a->writer);
    return rows->begin(rows->user, a->columns, count, error);
}

static void begin_cell(an_forecast_answer *a, bool is_known)
{
    a->starts[a->at] = a->cells.length;
    a->is_known[a->at++] = is_known;
}

void an_answer_text(an_forecast_answer *a, an_str text)
{
    begin_cell(a, text.data != NULL);
    an_strbuf_put_str(&a->cells, text);
}

void an_answer_number(an_forecast_answer *a, double value)
{
    int decimals = a->names[a->at].decimals;
    double least = 0.5 * pow(10, -decimals);
    begin_cell(a, isfinite(value) && fabs(value) < 1e15);
    if (!a->is_known[a->at - 1]) return;
    an_strbuf_printf(&a->cells, "%.*f", decimals, fabs(value) < least ? 0. : value); /* no "-0.00" */
}

static annals_status put_line(an_forecast_answer *a, const an_str *cells, annals_error *error)
{
    an_strbuf out;
    an_json json;
    annals_status status;
    an_strbuf_init(&out, 0);
    an_json_begin(&json, &out);
    an_json_open_object(&json);
    an_json_key(&json, "kind");
    an_json_cstr(&json, a->kind);
    for (size_t i = 0; i < a->at; i++) {
        an_json_key(&json, a->names[i].name);
        if (cells[i].data && a->names[i].decimals >= 0) an_json_raw(&json, cells[i]);
        else an_json_str(&json, cells[i]);
    }
    an_json_close_object(&json);
    an_strbuf_putc(&out, '\n');
    status = out.has_failed ? an_forecast_no_memory(error) : give(a, out.data, out.length, error);
    an_strbuf_free(&out);
    return status;
}

annals_status an_answer_row(an_forecast_answer *a, annals_error *error)
{
    an_str cells[COLUMNS_MAX];
    annals_status status = ANNALS_OK;
    if (a->cells.has_failed) return an_forecast_no_memory(error);
    a->starts[a->at] = a->cells.length;
    for (size_t i = 0; i < a->at; i++)
        cells[i] = a->is_known[i] ? (an_str){a->cells.data ? a->cells.data + a->starts[i] : "", a->starts[i + 1] - a->starts[i]} : (an_str){0};
    if (a->shape == LINES) status = put_line(a, cells, error);
    else if (a->writer) status = an_row_writer_sink(a->writer)->row(an_row_writer_sink(a->writer)->user, &(an_row){.cells = cells}, error);
    a->at = 0;
    an_strbuf_clear(&a->cells);
    return status;
}

annals_status an_answer_end(an_forecast_answer *a, annals_error *error)
{
    annals_status status = ANNALS_OK;
    if (a->writer) status = an_row_writer_sink(a->writer)->end(an_row_writer_sink(a->writer)->user, error);
    an_row_writer_close(a->writer);
    a->writer = NULL;
    return status;
}

annals_status an_answer_picture(an_forecast_answer *a, an_strbuf *svg, annals_error *error)
{
    if (svg->has_failed) return an_forecast_no_memory(error);
    return give(a, svg->data ? svg->data : "", svg->length, error);
}
