/* Comma- and tab-separated values. */
#include "show/rows_internal.h"

static bool needs_quotes(an_str cell)
{
    for (size_t i = 0; i < cell.length; i++)
        if (cell.data[i] == ',' || cell.data[i] == '"' || cell.data[i] == '\n' || cell.data[i] == '\r') return true;
    return cell.length && (cell.data[0] == ' ' || cell.data[cell.length - 1] == ' '); /* some readers strip blanks that are not quoted */
}

static void put_comma_cell(an_strbuf *out, an_str cell)
{
    if (!needs_quotes(cell)) {
        an_strbuf_put_str(out, cell);
        return;
    }
    an_strbuf_putc(out, '"');
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.data[i] == '"') an_strbuf_putc(out, '"');
        an_strbuf_putc(out, cell.data[i]);
    }
    an_strbuf_putc(out, '"');
}

static void put_tab_cell(an_strbuf *out, an_str cell)
{
    static const char plain[] = "\t\n\r\\", escaped[] = "tnr\\";
    for (size_t i = 0; i < cell.length; i++) {
        const char *found = cell.data[i] ? strchr(plain, cell.data[i]) : NULL;
        if (found) an_strbuf_putc(out, '\\');
        an_strbuf_putc(out, found ? escaped[found - plain] : cell.data[i]);
    }
}

static void put_cell(an_row_writer *writer, size_t index, an_str cell)
{
    if (index) an_strbuf_putc(&writer->out, writer->separator);
    if (writer->separator == ',') put_comma_cell(&writer->out, cell);
    else put_tab_cell(&writer->out, cell);
}

static annals_status end_line(an_row_writer *writer, annals_error *error)
{
    an_strbuf_puts(&writer->out, writer->separator == ',' ? "\r\n" : "\n");
    return an_row_writer_flush(writer, false, error);
}

static annals_status begin(void *user, const an_column *columns, size_t count, annals_error *error)
{
    an_row_writer *writer = user;
    AN_TRY(an_row_writer_choose(writer, columns, count, AN_COLUMN_FILE, error));
    for (size_t i = 0; i < writer->columns.count; i++) put_cell(writer, i, an_str_from(columns[writer->columns.shown[i]].name));
    return end_line(writer, error);
}

static annals_status put_row(void *user, const an_row *row, annals_error *error)
{
    an_row_writer *writer = user;
    for (size_t i = 0; i < writer->columns.count; i++) put_cell(writer, i, row->cells[writer->columns.shown[i]]);
    return end_line(writer, error);
}

static annals_status end(void *user, annals_error *error) { return an_row_writer_flush(user, true, error); }

void an_separated_writer_init(an_row_writer *writer)
{
    writer->interface = (an_row_sink){.user = writer, .wants_cells = true, .begin = begin, .row = put_row, .end = end};
}
