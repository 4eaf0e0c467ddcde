/* The matrix as rows. For a terminal: four tables, signs in the matrix. For files: one list, in whose first column stands what a row is, and a
 * column for each explanation: a verdict in rows of evidence, a number in rows of sums. */
#include "query/cells.h"
#include "query/hypotheses.h"

enum {
    FILE_ONLY = AN_COLUMN_FILE, TABLE_ONLY = AN_COLUMN_TABLE, NUMBER = AN_COLUMN_NUMBER, WIDE = AN_COLUMN_WIDE, WHOLE = AN_COLUMN_WHOLE,
    COLUMNS_MAX = 32 + AN_HYPOTHESES_MAX, SHARE_DECIMALS = 2, NAME_BYTES_MAX = 64
};
static const char signs[AN_VERDICTS] = {[AN_VERDICT_SILENT] = '.', [AN_VERDICT_FOR] = '+', [AN_VERDICT_AGAINST] = '-', [AN_VERDICT_OPEN] = '?'};

/* A row that is being filled, cell after cell. */
typedef struct row_writer {
    const an_matrix *matrix;
    const an_row_sink *sink;
    an_strbuf text, json;
    size_t ends[COLUMNS_MAX], count;
    an_column columns[COLUMNS_MAX];
    size_t column_count;
    char names[AN_HYPOTHESES_MAX][NAME_BYTES_MAX];
} row_writer;

static void end_cell(row_writer *w) { w->ends[w->count++] = w->text.length; }

static void put_cell(row_writer *w, an_str text)
{
    an_strbuf_put_str(&w->text, text);
    end_cell(w);
}

static void put_word(row_writer *w, const char *text) { put_cell(w, an_str_from(text)); }

static void put_number(row_writer *w, double value)
{
    an_cell_number(&w->text, value, SHARE_DECIMALS);
    end_cell(w);
}

static void put_count(row_writer *w, int64_t value)
{
    an_cell_int(&w->text, value);
    end_cell(w);
}

static annals_status end_row(row_writer *w, annals_error *error)
{
    an_str cells[COLUMNS_MAX];
    an_row row = {.cells = cells};
    size_t start = 0;
    while (w->count < w->column_count) end_cell(w);
    for (size_t i = 0; i < w->count; i++) {
        cells[i] = w->ends[i] > start ? (an_str){w->text.data + start, w->ends[i] - start} : (an_str){0};
        start = w->ends[i];
    }
    row.json = an_strbuf_view(&w->json);
    if (w->text.has_failed || w->json.has_failed) return an_fail(error, ANNALS_E_MEMORY, "hypotheses", 0, "out of memory");
    AN_TRY(w->sink->row(w->sink->user, &row, error));
    an_strbuf_clear(&w->text);
    an_strbuf_clear(&w->json);
    w->count = 0;
    return ANNALS_OK;
}

static void add_column(row_writer *w, const char *name, unsigned flags) { w->columns[w->column_count++] = (an_column){name, flags}; }

static void add_hypothesis_columns(row_writer *w, unsigned flags)
{
    for (int h = 0; h < w->matrix->hypothesis_count; h++) {
        an_str id = w->matrix->hypotheses[h].id;
        size_t length = id.length < NAME_BYTES_MAX - 1 ? id.length : NAME_BYTES_MAX - 1;
        memcpy(w->names[h], id.data, length);
        w->names[h][length] = '\0';
        add_column(w, w->names[h], flags);
    }
}

/* ---- what a statement says ---- */

/* Its value; the words claimed, where it is about no event or its value is empty. */
static void put_said(an_strbuf *out, const an_statement *s)
{
    size_t start = out->length;
    an_statement_write_value(s, out);
    if (out->length == start) an_strbuf_put_str(out, s->content.data ? s->content : s->text);
}

static void put_voice(an_strbuf *out, const an_statement *s)
{
    if (s->has_speaker) {
        an_cell_who(out, &s->speaker);
        return;
    }
    an_strbuf_putc(out, '(');
    an_strbuf_put_str(out, s->outlet.data ? s->outlet : s->document);
    an_strbuf_putc(out, ')');
}

/* "iskp +actor -killed; kyiv -actor" */
static void put_reasons(const an_matrix *m, const an_matrix_row *row, an_strbuf *out)
{
    bool is_next = false;
    for (int h = 0; h < m->hypothesis_count; h++) {
        if (!row->fields_for[h] && !row->fields_against[h]) continue;
        if (is_next) an_strbuf_puts(out, "; ");
        an_strbuf_put_str(out, m->hypotheses[h].id);
        for (int i = 0; i < AN_EXPECTATION_FIELDS; i++) {
            if (row->fields_for[h] >> i & 1) an_strbuf_printf(out, " +%s", an_expectation_names[i]);
            if (row->fields_against[h] >> i & 1) an_strbuf_printf(out, " -%s", an_expectation_names[i]);
        }
        is_next = true;
    }
}

/* ---- JSON ---- */

static void put_fields_json(an_json *json, const char *key, uint32_t fields)
{
    an_json_key(json, key);
    an_json_open_array(json);
    for (int i = 0; i < AN_EXPECTATION_FIELDS; i++)
        if (fields >> i & 1) an_json_cstr(json, an_expectation_names[i]);
    an_json_close_array(json);
}

static void put_cells_json(an_json *json, const an_matrix *m, const an_matrix_row *row)
{
    an_json_key(json, "cells");
    an_json_open_array(json);
    for (int h = 0; h < m->hypothesis_count; h++) {
        an_json_open_object(json);
        an_cell_json_text(json, "hypothesis", m->hypotheses[h].id);
        an_cell_json_text(json, "verdict", an_str_from(an_verdict_names[row->verdicts[h]]));
        put_fields_json(json, "for", row->fields_for[h]);
        put_fields_json(json, "against", row->fields_against[h]);
        an_json_close_object(json);
    }
    an_json_close_array(json);
}

static void put_row_json(row_writer *w, const an_matrix_row *row)
{
    an_json json;
    if (!w->sink->wants_json) return;
    an_json_begin(&json, &w->json);
    an_json_open_object(&json);
    an_cell_json_text(&json, "row", AN_STR("evidence"));
    an_json_key(&json, "statement");
    an_statement_write_json(row->statement, &w->json);
    json.after_key = false; /* the value was written by another writer */
    an_cell_json_text(&json, "standing", an_str_from(an_standing_names[row->standing]));
    an_json_key(&json, "judged");
    an_json_bool(&json, row->is_judged);
    an_cell_json_text(&json, "note", row->note);
    an_json_key(&json, "weight");
    an_json_number(&json, row->weight, SHARE_DECIMALS);
    an_json_key(&json, "diagnosticity");
    an_json_number(&json, row->diagnosticity, SHARE_DECIMALS);
    put_cells_json(&json, w->matrix, row);
    an_json_close_object(&json);
}

static void put_score_json(row_writer *w, int h)
{
    const an_hypothesis_score *score = &w->matrix->scores[h];
    an_json json;
    an_json_begin(&json, &w->json);
    an_json_open_object(&json);
    an_cell_json_text(&json, "row", AN_STR("hypothesis"));
    an_cell_json_text(&json, "hypothesis", w->matrix->hypotheses[h].id);
    an_cell_json_text(&json, "says", w->matrix->hypotheses[h].says);
    an_cell_json_count(&json, "rank", score->rank);
    an_json_key(&json, "against");
    an_json_number(&json, score->against, SHARE_DECIMALS);
    an_json_key(&json, "for");
    an_json_number(&json, score->in_favour, SHARE_DECIMALS);
    an_cell_json_count(&json, "open", score->open);
    an_cell_json_count(&json, "silent", score->silent);
    an_json_close_object(&json);
}

static void put_missing_json(row_writer *w, const an_missing *missing)
{
    an_json json;
    an_strbuf text;
    if (!w->sink->wants_json) return;
    an_strbuf_init(&text, 0);
    an_expectation_write(missing->expectation, &text);
    an_json_begin(&json, &w->json);
    an_json_open_object(&json);
    an_cell_json_text(&json, "row", AN_STR("missing"));
    an_cell_json_text(&json, "hypothesis", w->matrix->hypotheses[missing->hypothesis].id);
    an_cell_json_text(&json, "nobody_tells", an_strbuf_view(&text));
    an_json_key(&json, "tells_apart");
    an_json_bool(&json, missing->tells_apart);
    an_json_close_object(&json);
    an_strbuf_free(&text);
}

static void put_incident_json(row_writer *w, const an_incident *incident)
{
    char key[AN_KEY_BYTES];
    an_json json;
    if (!w->sink->wants_json) return;
    an_json_begin(&json, &w->json);
    an_json_open_object(&json);
    an_cell_json_text(&json, "row", AN_STR("incident"));
    an_cell_json_text(&json, "key", an_str_from(an_key_format(incident->key, key)));
    an_cell_json_text(&json, "type", an_str_from(an_types[incident->type].name));
    an_cell_json_day(&json, "from", incident->dates.from);
    an_cell_json_day(&json, "to", incident->dates.to);
    an_cell_json_text(&json, "place", incident->place.name);
    an_cell_json_count(&json, "events", incident->events);
    an_cell_json_count(&json, "reports", incident->reports);
    an_cell_json_count(&json, "independent", incident->independent);
    an_json_close_object(&json);
}

/* ---- one list for files ---- */

static void add_list_columns(row_writer *w)
{
    static const char *const names[] = {"row", "key", "kind", "document", "outlet", "published_from", "published_to", "speaker", "speaker_name", "stance",
                                        "said", "standing", "taken_from", "judged", "note", "because"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) add_column(w, names[i], FILE_ONLY);
    add_column(w, "weight", FILE_ONLY | NUMBER);
    add_column(w, "diagnosticity", FILE_ONLY | NUMBER);
    add_hypothesis_columns(w, FILE_ONLY);
}

enum { KEY_CELL = 1, SAID_CELL = 10, HYPOTHESES_CELL = 18 }; /* places in that list */

static void skip_to(row_writer *w, size_t cell)
{
    while (w->count < cell) end_cell(w);
}

static annals_status list_row(row_writer *w, const an_matrix_row *row, annals_error *error)
{
    const an_statement *s = row->statement;
    put_word(w, "evidence");
    an_cell_key(&w->text, s->key), end_cell(w);
    put_word(w, an_statement_names[s->kind]);
    put_cell(w, s->document);
    put_cell(w, s->outlet);
    an_cell_day(&w->text, s->published.from), end_cell(w);
    an_cell_day(&w->text, s->published.to), end_cell(w);
    put_cell(w, s->speaker.id);
    put_cell(w, s->speaker.name);
    put_word(w, s->is_own_voice ? "" : an_stance_names[s->stance]);
    put_said(&w->text, s), end_cell(w);
    put_word(w, an_standing_names[row->standing]);
    put_cell(w, s->source);
    put_word(w, row->is_judged ? "yes" : "");
    put_cell(w, row->note);
    put_reasons(w->matrix, row, &w->text), end_cell(w);
    put_number(w, row->weight);
    put_number(w, row->diagnosticity);
    for (int h = 0; h < w->matrix->hypothesis_count; h++) put_word(w, an_verdict_names[row->verdicts[h]]);
    put_row_json(w, row);
    return end_row(w, error);
}

/* A line of sums in files is an object for each explanation in JSON: the sums of one belong together there. */
static annals_status list_scores(row_writer *w, annals_error *error)
{
    static const char *const names[] = {"rank", "against", "for", "open", "silent"};
    const an_hypothesis_score *scores = w->matrix->scores;
    for (int h = 0; w->sink->wants_json && h < w->matrix->hypothesis_count; h++) {
        put_score_json(w, h);
        AN_TRY(end_row(w, error));
    }
    for (size_t i = 0; w->sink->wants_cells && i < sizeof names / sizeof *names; i++) {
        put_word(w, names[i]);
        skip_to(w, HYPOTHESES_CELL);
        for (int h = 0; h < w->matrix->hypothesis_count; h++) {
            if (i == 0) put_count(w, scores[h].rank);
            else if (i == 1) put_number(w, scores[h].against);
            else if (i == 2) put_number(w, scores[h].in_favour);
            else put_count(w, i == 3 ? scores[h].open : scores[h].silent);
        }
        AN_TRY(end_row(w, error));
    }
    return ANNALS_OK;
}

static annals_status list_missing(row_writer *w, const an_missing *missing, annals_error *error)
{
    put_word(w, "missing");
    skip_to(w, SAID_CELL);
    an_expectation_write(missing->expectation, &w->text), end_cell(w);
    skip_to(w, HYPOTHESES_CELL);
    for (int h = 0; h < w->matrix->hypothesis_count; h++) put_word(w, h == missing->hypothesis ? (missing->tells_apart ? "tells apart" : "shared") : "");
    put_missing_json(w, missing);
    return end_row(w, error);
}

static annals_status list_incident(row_writer *w, const an_incident *incident, annals_error *error)
{
    put_word(w, "incident");
    an_cell_key(&w->text, incident->key), end_cell(w);
    skip_to(w, SAID_CELL);
    an_strbuf_puts(&w->text, an_types[incident->type].name);
    an_strbuf_putc(&w->text, ' ');
    an_cell_days(&w->text, incident->dates);
    if (incident->place.name.data) an_strbuf_printf(&w->text, " %.*s", (int)incident->place.name.length, incident->place.name.data);
    end_cell(w);
    put_incident_json(w, incident);
    return end_row(w, error);
}

static annals_status write_list(row_writer *w, annals_error *error)
{
    for (size_t i = 0; i < w->matrix->incident_count; i++) AN_TRY(list_incident(w, &w->matrix->incidents[i], error));
    for (size_t i = 0; i < w->matrix->row_count; i++) AN_TRY(list_row(w, &w->matrix->rows[i], error));
    AN_TRY(list_scores(w, error));
    for (size_t i = 0; i < w->matrix->missing_count; i++) AN_TRY(list_missing(w, &w->matrix->missing[i], error));
    return ANNALS_OK;
}

/* ---- four tables for a terminal ---- */

static void add_incident_columns(row_writer *w)
{
    add_column(w, "incident", TABLE_ONLY | WHOLE);
    add_column(w, "date", TABLE_ONLY);
    add_column(w, "type", TABLE_ONLY);
    add_column(w, "place", TABLE_ONLY | WIDE);
    add_column(w, "events", TABLE_ONLY | NUMBER);
    add_column(w, "reports", TABLE_ONLY | NUMBER);
    add_column(w, "independent", TABLE_ONLY | NUMBER);
}

static annals_status write_incidents(row_writer *w, annals_error *error)
{
    for (size_t i = 0; i < w->matrix->incident_count; i++) {
        const an_incident *incident = &w->matrix->incidents[i];
        an_cell_key(&w->text, incident->key), end_cell(w);
        an_cell_days(&w->text, incident->dates), end_cell(w);
        put_word(w, an_types[incident->type].name);
        put_cell(w, incident->place.name);
        put_count(w, incident->events);
        put_count(w, incident->reports);
        put_count(w, incident->independent);
        AN_TRY(end_row(w, error));
    }
    return ANNALS_OK;
}

static void add_row_columns(row_writer *w)
{
    add_column(w, "key", TABLE_ONLY | WHOLE);
    add_column(w, "published", TABLE_ONLY);
    add_column(w, "who", TABLE_ONLY);
    add_column(w, "stance", TABLE_ONLY);
    add_column(w, "said", TABLE_ONLY | WIDE);
    add_column(w, "standing", TABLE_ONLY | WIDE);
    add_column(w, "weight", TABLE_ONLY | NUMBER);
    add_column(w, "tells", TABLE_ONLY | NUMBER);
    add_hypothesis_columns(w, TABLE_ONLY | WHOLE);
}

static annals_status write_rows(row_writer *w, annals_error *error)
{
    for (size_t i = 0; i < w->matrix->row_count; i++) {
        const an_matrix_row *row = &w->matrix->rows[i];
        const an_statement *s = row->statement;
        an_cell_key(&w->text, s->key), end_cell(w);
        an_cell_days(&w->text, s->published), end_cell(w);
        put_voice(&w->text, s), end_cell(w);
        put_word(w, s->is_own_voice ? "" : an_stance_names[s->stance]);
        put_said(&w->text, s), end_cell(w);
        put_word(w, row->is_judged ? "judged" : an_standing_names[row->standing]);
        put_number(w, row->weight);
        put_number(w, row->diagnosticity);
        for (int h = 0; h < w->matrix->hypothesis_count; h++) put_cell(w, (an_str){&signs[row->verdicts[h]], 1});
        AN_TRY(end_row(w, error));
    }
    return ANNALS_OK;
}

static void add_score_columns(row_writer *w)
{
    add_column(w, "rank", TABLE_ONLY | NUMBER);
    add_column(w, "hypothesis", TABLE_ONLY | WHOLE);
    add_column(w, "against", TABLE_ONLY | NUMBER);
    add_column(w, "for", TABLE_ONLY | NUMBER);
    add_column(w, "open", TABLE_ONLY | NUMBER);
    add_column(w, "silent", TABLE_ONLY | NUMBER);
    add_column(w, "says", TABLE_ONLY | WIDE);
}

static annals_status write_scores(row_writer *w, annals_error *error)
{
    for (int rank = 1; rank <= w->matrix->hypothesis_count; rank++)
        for (int h = 0; h < w->matrix->hypothesis_count; h++) {
            const an_hypothesis_score *score = &w->matrix->scores[h];
            if (score->rank != rank) continue;
            put_count(w, rank);
            put_cell(w, w->matrix->hypotheses[h].id);
            put_number(w, score->against);
            put_number(w, score->in_favour);
            put_count(w, score->open);
            put_count(w, score->silent);
            put_cell(w, w->matrix->hypotheses[h].says);
            AN_TRY(end_row(w, error));
        }
    return ANNALS_OK;
}

static void add_missing_columns(row_writer *w)
{
    add_column(w, "hypothesis", TABLE_ONLY | WHOLE);
    add_column(w, "nobody tells", TABLE_ONLY | WIDE);
    add_column(w, "would tell apart", TABLE_ONLY);
}

static annals_status write_missing(row_writer *w, annals_error *error)
{
    for (size_t i = 0; i < w->matrix->missing_count; i++) {
        const an_missing *missing = &w->matrix->missing[i];
        put_cell(w, w->matrix->hypotheses[missing->hypothesis].id);
        an_expectation_write(missing->expectation, &w->text), end_cell(w);
        put_word(w, missing->tells_apart ? "yes" : "no");
        AN_TRY(end_row(w, error));
    }
    return ANNALS_OK;
}

/* ---- parts ---- */

static const struct {
    void (*add_columns)(row_writer *w);
    annals_status (*write)(row_writer *w, annals_error *error);
} parts[] = {
    [AN_MATRIX_ALL] = {add_list_columns, write_list},
    [AN_MATRIX_INCIDENTS] = {add_incident_columns, write_incidents},
    [AN_MATRIX_ROWS] = {add_row_columns, write_rows},
    [AN_MATRIX_SCORES] = {add_score_columns, write_scores},
    [AN_MATRIX_MISSING] = {add_missing_columns, write_missing},
};

static annals_status write_part(row_writer *w, an_matrix_part part, annals_error *error)
{
    parts[part].add_columns(w);
    AN_TRY(w->sink->begin(w->sink->user, w->columns, w->column_count, error));
    AN_TRY(parts[part].write(w, error));
    return w->sink->end(w->sink->user, error);
}

annals_status an_matrix_write(const an_matrix *matrix, an_matrix_part part, const an_row_sink *sink, annals_error *error)
{
    row_writer w = {.matrix = matrix, .sink = sink};
    annals_status status;
    an_strbuf_init(&w.text, 0);
    an_strbuf_init(&w.json, 0);
    status = write_part(&w, part, error);
    an_strbuf_free(&w.text);
    an_strbuf_free(&w.json);
    return status;
}
