/* Choosing a writer by the name of its format, the buffer that all share, and the two JSON formats, which only pass objects on. */
#include <stdlib.h>

#include "show/rows_internal.h"

enum {
    FLUSH_BYTES = 32 * 1024, /* a sink is called about this seldom */
    TABLE_WIDTH = 120,       /* of a terminal that nobody has measured */
    TABLE_WIDTH_MIN = 40, TABLE_WIDTH_MAX = 10000
};

annals_status an_row_writer_choose(an_row_writer *writer, const an_column *columns, size_t count, unsigned flags, annals_error *error)
{
    writer->columns.all = columns;
    writer->columns.shown = AN_NEW_ARRAY(&writer->arena, size_t, count);
    if (!writer->columns.shown) return an_fail(error, ANNALS_E_MEMORY, "show", 0, "out of memory");
    for (size_t i = 0; i < count; i++)
        if (columns[i].flags & flags) writer->columns.shown[writer->columns.count++] = i;
    return ANNALS_OK;
}

annals_status an_row_writer_flush(an_row_writer *writer, bool all, annals_error *error)
{
    int stopped = 0;
    if (writer->out.has_failed || writer->arena.is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "show", 0, "out of memory");
    if (writer->out.length < FLUSH_BYTES && !all) return ANNALS_OK;
    if (writer->out.length) stopped = writer->sink(writer->sink_user, writer->out.data, writer->out.length);
    an_strbuf_clear(&writer->out);
    return stopped ? an_fail(error, ANNALS_STOPPED, "show", 0, "the receiver wants no more") : ANNALS_OK;
}

/* ---- JSON ---- */

static annals_status begin_json(void *user, const an_column *columns, size_t count, annals_error *error)
{
    an_row_writer *writer = user;
    (void)columns, (void)count, (void)error;
    if (writer->is_array) an_strbuf_putc(&writer->out, '[');
    return ANNALS_OK;
}

static annals_status put_json(void *user, const an_row *row, annals_error *error)
{
    an_row_writer *writer = user;
    if (writer->is_array) an_strbuf_puts(&writer->out, writer->has_rows ? ",\n" : "\n");
    an_strbuf_put_str(&writer->out, row->json);
    if (!writer->is_array) an_strbuf_putc(&writer->out, '\n');
    writer->has_rows = true;
    return an_row_writer_flush(writer, false, error);
}

static annals_status end_json(void *user, annals_error *error)
{
    an_row_writer *writer = user;
    if (writer->is_array) an_strbuf_puts(&writer->out, writer->has_rows ? "\n]\n" : "]\n");
    return an_row_writer_flush(writer, true, error);
}

static void init_json(an_row_writer *writer)
{
    writer->interface = (an_row_sink){.user = writer, .wants_json = true, .begin = begin_json, .row = put_json, .end = end_json};
}

static void init_array(an_row_writer *writer)
{
    writer->is_array = true;
    init_json(writer);
}

/* ---- choosing ---- */

static void init_csv(an_row_writer *writer)
{
    writer->separator = ',';
    an_separated_writer_init(writer);
}

static void init_tsv(an_row_writer *writer)
{
    writer->separator = '\t';
    an_separated_writer_init(writer);
}

typedef struct format_row {
    const char *name;
    void (*init)(an_row_writer *writer);
} format_row;

static const format_row formats[] = {
    {"table", an_table_writer_init}, {"csv", init_csv}, {"tsv", init_tsv}, {"jsonl", init_json}, {"json", init_array},
};

/* Reads what follows "table:"; false if it is no width. */
static bool read_width(const char *digits, size_t *width)
{
    size_t value = 0;
    if (!*digits) return false;
    for (; *digits; digits++) {
        if (*digits < '0' || *digits > '9' || value > TABLE_WIDTH_MAX) return false;
        value = value * 10 + (size_t)(*digits - '0');
    }
    *width = value < TABLE_WIDTH_MIN ? TABLE_WIDTH_MIN : value > TABLE_WIDTH_MAX ? TABLE_WIDTH_MAX : value;
    return true;
}

static const format_row *find_format(const char *format, size_t *width)
{
    *width = TABLE_WIDTH;
    if (strncmp(format, "table:", 6) == 0) return read_width(format + 6, width) ? &formats[0] : NULL;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(format, formats[i].name) == 0) return &formats[i];
    return NULL;
}

annals_status an_row_writer_open(an_row_writer **out, const char *format, annals_sink sink, void *user, annals_error *error)
{
    size_t width;
    const format_row *row = find_format(format, &width);
    an_row_writer *writer;
    *out = NULL;
    if (!row)
        return an_fail(error, ANNALS_E_USAGE, "show", 0, "unknown format '%.100s'; there are table, csv, tsv, jsonl and json, and those of the field that docs/formats.md lists", format);
    writer = calloc(1, sizeof *writer);
    if (!writer) return an_fail(error, ANNALS_E_MEMORY, "show", 0, "out of memory");
    an_arena_init(&writer->arena, 0);
    an_strbuf_init(&writer->out, 0);
    writer->sink = sink;
    writer->sink_user = user;
    writer->width = width;
    row->init(writer);
    *out = writer;
    return ANNALS_OK;
}

const an_row_sink *an_row_writer_sink(an_row_writer *writer) { return &writer->interface; }

void an_row_writer_close(an_row_writer *writer)
{
    if (!writer) return;
    an_arena_free(&writer->arena);
    an_strbuf_free(&writer->out);
    free(writer);
}
