/* A table for a terminal. The first rows wait until the widths of columns can be told from them; later rows are written as they come,
 * so memory does not grow with the answer. What is too long is cut and ends in an ellipsis; control characters become blanks, so that
 * a text cannot move the cursor or change colours. */
#include <utf8proc.h>

#include "base/array.h"
#include "base/utf8.h"
#include "show/rows_internal.h"

enum {
    SAMPLE_ROWS = 200,      /* a screen or some */
    GAP = 2,                /* blanks between columns */
    NARROWEST = 6,          /* no column is cut below this */
    WIDE_COLUMN_WIDTH = 24, /* what running text may keep while other columns are not cut yet */
    CELL_BYTES_MAX = 4096   /* no terminal shows more of one cell */
};

typedef AN_ARRAY(an_str) cell_list;
typedef struct an_waiting_rows {
    cell_list cells;   /* row by row */
    size_t *widths;    /* wanted at first, then granted */
    an_str *line;      /* the cells of the line that is being written */
    size_t rows;
    bool are_written;  /* widths are fixed, rows go straight out */
} an_waiting_rows;

static uint32_t shown_character(uint32_t c) { return an_utf8_acts_on_terminal(c) ? ' ' : c; }

static size_t character_width(uint32_t c)
{
    int width = utf8proc_charwidth((utf8proc_int32_t)c);
    return width > 0 ? (size_t)width : 0;
}

static size_t text_width(an_str text)
{
    size_t width = 0, length;
    for (size_t at = 0; at < text.length; at += length)
        width += character_width(shown_character(an_utf8_decode(text.data + at, text.length - at, &length)));
    return width;
}

static void put_blanks(an_strbuf *out, size_t count)
{
    while (count--) an_strbuf_putc(out, ' ');
}

/* Writes as much as fits into `width` columns; returns how many it took. */
static size_t put_cut(an_strbuf *out, an_str text, size_t width)
{
    bool fits = text_width(text) <= width;
    size_t room = fits ? width : width - 1, used = 0, length;
    for (size_t at = 0; at < text.length; at += length) {
        uint32_t c = shown_character(an_utf8_decode(text.data + at, text.length - at, &length));
        char bytes[4];
        if (used + character_width(c) > room) break;
        an_strbuf_put(out, bytes, an_utf8_encode(c, bytes));
        used += character_width(c);
    }
    if (fits) return used;
    an_strbuf_puts(out, "\xE2\x80\xA6");
    return used + 1;
}

static const an_column *column(const an_row_writer *writer, size_t index)
{
    return &writer->columns.all[writer->columns.shown[index]];
}

static void put_line(an_row_writer *writer, const an_str *cells)
{
    size_t owed = 0; /* blanks that only count if something follows */
    for (size_t i = 0; i < writer->columns.count; i++) {
        size_t width = writer->waiting->widths[i], used = text_width(cells[i]);
        bool at_right = column(writer, i)->flags & AN_COLUMN_NUMBER;
        if (used > width) used = width;
        if (at_right) owed += width - used;
        if (used) {
            put_blanks(&writer->out, owed);
            owed = 0;
            used = put_cut(&writer->out, cells[i], width);
        }
        owed += (at_right ? 0 : width - used) + GAP;
    }
    an_strbuf_putc(&writer->out, '\n');
}

/* ---- widths ---- */

static size_t total_width(const an_row_writer *writer)
{
    size_t total = writer->columns.count ? GAP * (writer->columns.count - 1) : 0;
    for (size_t i = 0; i < writer->columns.count; i++) total += writer->waiting->widths[i];
    return total;
}

/* The widest column that may give up room, or the number of columns. */
static size_t widest(const an_row_writer *writer, bool only_running_text, size_t at_least)
{
    size_t found = writer->columns.count;
    for (size_t i = 0; i < writer->columns.count; i++) {
        size_t width = writer->waiting->widths[i];
        unsigned flags = column(writer, i)->flags;
        if (flags & AN_COLUMN_WHOLE || (only_running_text && !(flags & AN_COLUMN_WIDE))) continue;
        if (width > at_least && (found == writer->columns.count || width > writer->waiting->widths[found])) found = i;
    }
    return found;
}

static void shrink(an_row_writer *writer, bool only_running_text, size_t at_least)
{
    size_t total = total_width(writer);
    while (total > writer->width) {
        size_t i = widest(writer, only_running_text, at_least);
        if (i == writer->columns.count) return;
        writer->waiting->widths[i]--;
        total--;
    }
}

/* Running text gives way first, then whatever is widest. */
static void fix_widths(an_row_writer *writer)
{
    shrink(writer, true, WIDE_COLUMN_WIDTH);
    shrink(writer, false, NARROWEST);
}

static void want(an_row_writer *writer, size_t index, an_str cell)
{
    size_t width = text_width(cell);
    if (width > writer->waiting->widths[index]) writer->waiting->widths[index] = width;
}

static void put_names(an_row_writer *writer)
{
    an_str *line = writer->waiting->line;
    for (size_t i = 0; i < writer->columns.count; i++) line[i] = an_str_from(column(writer, i)->name);
    put_line(writer, line);
}

/* Writes what has waited. */
static annals_status write_waiting(an_row_writer *writer, annals_error *error)
{
    an_waiting_rows *waiting = writer->waiting;
    fix_widths(writer);
    waiting->are_written = true;
    if (waiting->rows) put_names(writer);
    for (size_t i = 0; i < waiting->rows; i++) {
        put_line(writer, waiting->cells.items + i * writer->columns.count);
        AN_TRY(an_row_writer_flush(writer, false, error));
    }
    return ANNALS_OK;
}

/* ---- the interface ---- */

static annals_status begin(void *user, const an_column *columns, size_t count, annals_error *error)
{
    an_row_writer *writer = user;
    AN_TRY(an_row_writer_choose(writer, columns, count, AN_COLUMN_TABLE, error));
    writer->waiting = AN_NEW(&writer->arena, an_waiting_rows);
    if (writer->waiting) {
        writer->waiting->widths = AN_NEW_ARRAY(&writer->arena, size_t, writer->columns.count);
        writer->waiting->line = AN_NEW_ARRAY(&writer->arena, an_str, writer->columns.count);
    }
    if (writer->arena.is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "show", 0, "out of memory");
    for (size_t i = 0; i < writer->columns.count; i++) want(writer, i, an_str_from(column(writer, i)->name));
    return ANNALS_OK;
}

static an_str shown_cell(const an_row_writer *writer, const an_row *row, size_t index)
{
    an_str cell = row->cells[writer->columns.shown[index]];
    if (cell.length > CELL_BYTES_MAX) cell.length = CELL_BYTES_MAX;
    return cell;
}

static annals_status keep(an_row_writer *writer, const an_row *row)
{
    for (size_t i = 0; i < writer->columns.count; i++) {
        an_str cell = shown_cell(writer, row, i);
        want(writer, i, cell);
        cell.data = an_arena_copy(&writer->arena, cell.data, cell.length);
        AN_PUSH(&writer->arena, &writer->waiting->cells, cell);
    }
    writer->waiting->rows++;
    return ANNALS_OK;
}

static annals_status put_directly(an_row_writer *writer, const an_row *row, annals_error *error)
{
    an_str *line = writer->waiting->line;
    for (size_t i = 0; i < writer->columns.count; i++) line[i] = shown_cell(writer, row, i);
    put_line(writer, line);
    return an_row_writer_flush(writer, false, error);
}

static annals_status put_row(void *user, const an_row *row, annals_error *error)
{
    an_row_writer *writer = user;
    if (writer->waiting->are_written) return put_directly(writer, row, error);
    AN_TRY(keep(writer, row));
    if (writer->arena.is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "show", 0, "out of memory");
    return writer->waiting->rows >= SAMPLE_ROWS ? write_waiting(writer, error) : ANNALS_OK;
}

static annals_status end(void *user, annals_error *error)
{
    an_row_writer *writer = user;
    if (!writer->waiting->are_written) AN_TRY(write_waiting(writer, error));
    return an_row_writer_flush(writer, true, error);
}

void an_table_writer_init(an_row_writer *writer)
{
    writer->interface = (an_row_sink){.user = writer, .wants_cells = true, .begin = begin, .row = put_row, .end = end};
}
