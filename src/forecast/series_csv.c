/* Comma-separated values into rows. One pass over the text; a cell is a view of it unless quotes inside must be halved. */
#include "forecast/series.h"

#include <math.h>

enum { COLUMNS_MAX = 256, MANTISSA_DIGITS_MAX = 18, EXPONENT_MAX = 400 };
static const char STAGE[] = "forecast";

typedef struct table {
    an_str rest;      /* what is still unread */
    uint64_t line;    /* of the row last read, from 1 */
    uint64_t next_line;
    an_str cells[COLUMNS_MAX];
    size_t cell_count;
    an_arena *scratch;
} table;

static annals_status refuse(const table *t, annals_error *error, const char *what)
{
    return an_fail(error, ANNALS_E_INPUT, STAGE, t->line, "line %llu: %s", (unsigned long long)t->line, what);
}

static void skip(table *t, size_t bytes)
{
    t->rest.data += bytes;
    t->rest.length -= bytes;
}

/* The text between quotes that have just been opened, with doubled quotes halved. */
static annals_status read_quoted(table *t, an_str *cell, annals_error *error)
{
    size_t i = 0, length = 0, end = 0;
    char *copy;
    for (; end < t->rest.length; end++) {
        if (t->rest.data[end] == '\n') t->next_line++;
        if (t->rest.data[end] != '"') continue;
        if (end + 1 >= t->rest.length || t->rest.data[end + 1] != '"') break;
        end++;
    }
    if (end >= t->rest.length) return refuse(t, error, "a quote is opened and not closed");
    copy = an_arena_alloc(t->scratch, end + 1);
    if (!copy) return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory for a line of values");
    while (i < end) {
        copy[length++] = t->rest.data[i];
        i += t->rest.data[i] == '"' ? 2 : 1;
    }
    skip(t, end + 1);
    *cell = (an_str){copy, length};
    return ANNALS_OK;
}

static an_str read_plain(table *t)
{
    an_str cell = {t->rest.data, 0};
    while (cell.length < t->rest.length && !strchr(",\n\r", cell.data[cell.length])) cell.length++;
    skip(t, cell.length);
    return an_str_trim(cell);
}

static bool at(const table *t, char c) { return t->rest.length && t->rest.data[0] == c; }

/* Reads the cells of the next line that is not empty; ANNALS_END after the last. */
static annals_status read_line(table *t, annals_error *error)
{
    while (at(t, '\n') || at(t, '\r')) {
        t->next_line += at(t, '\n');
        skip(t, 1);
    }
    if (!t->rest.length) return ANNALS_END;
    t->line = t->next_line;
    for (t->cell_count = 0;;) {
        if (t->cell_count == COLUMNS_MAX) return refuse(t, error, "more than 256 columns");
        if (at(t, '"')) {
            skip(t, 1);
            AN_TRY(read_quoted(t, t->cells + t->cell_count, error));
        } else {
            t->cells[t->cell_count] = read_plain(t);
        }
        t->cell_count++;
        if (at(t, ',')) {
            skip(t, 1);
            continue;
        }
        if (t->rest.length && !at(t, '\n') && !at(t, '\r')) return refuse(t, error, "text follows a closing quote, or a NUL byte stands in the line");
        return ANNALS_OK;
    }
}

static annals_status begin_table(an_arena *scratch, an_str csv, table *t, annals_error *error)
{
    *t = (table){.rest = csv, .next_line = 1, .scratch = scratch};
    if (csv.length > AN_HISTORY_CSV_BYTES_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "a CSV of %zu bytes, more than %d", csv.length, AN_HISTORY_CSV_BYTES_MAX);
    if (an_str_starts_with(csv, "\xEF\xBB\xBF")) skip(t, 3);
    if (read_line(t, error) == ANNALS_OK) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, STAGE, 1, "the CSV is empty or its first line is no header");
}

/* ---- values ---- */

static bool take_digits(an_str *text, double *mantissa, int *exponent, int *digits, bool is_fraction)
{
    bool any = false;
    for (; text->length && text->data[0] >= '0' && text->data[0] <= '9'; text->data++, text->length--) {
        any = true;
        if (*digits >= MANTISSA_DIGITS_MAX) {
            *exponent += !is_fraction;
            continue;
        }
        *mantissa = *mantissa * 10 + (text->data[0] - '0');
        *digits += *mantissa > 0;
        *exponent -= is_fraction;
    }
    return any;
}

static bool take_sign(an_str *text)
{
    bool is_negative = text->length && text->data[0] == '-';
    if (text->length && (text->data[0] == '-' || text->data[0] == '+')) text->data++, text->length--;
    return is_negative;
}

static bool take_exponent(an_str *text, int *exponent)
{
    double value = 0;
    int unused = 0, digits = 0;
    bool is_negative;
    if (!text->length || (text->data[0] != 'e' && text->data[0] != 'E')) return true;
    text->data++, text->length--;
    is_negative = take_sign(text);
    if (!take_digits(text, &value, &unused, &digits, false) || value > EXPONENT_MAX) return false;
    *exponent += is_negative ? -(int)value : (int)value;
    return true;
}

/* A decimal number, whatever the locale. Neither "nan" nor "inf" is one. Exact for up to 15 digits. */
static bool read_number(an_str text, double *out)
{
    double mantissa = 0;
    int exponent = 0, digits = 0;
    bool is_negative = take_sign(&text), any = take_digits(&text, &mantissa, &exponent, &digits, false);
    if (text.length && text.data[0] == '.') {
        text.data++, text.length--;
        any |= take_digits(&text, &mantissa, &exponent, &digits, true);
    }
    if (!any || !take_exponent(&text, &exponent) || text.length) return false;
    if (mantissa != 0) mantissa = exponent < 0 ? mantissa / pow(10, -exponent) : mantissa * pow(10, exponent);
    *out = is_negative ? -mantissa : mantissa;
    return isfinite(mantissa);
}

static bool read_day(an_str text, an_day *out)
{
    an_date_range range;
    if (!an_iso_parse(text, &range) || range.from != range.to) return false;
    *out = range.from;
    return true;
}

/* ---- which column is what ---- */

typedef enum role { DATE, PUBLISHED, SOURCE, TARGET, CLASS, ROOT, GOLDSTEIN, COUNT, MARK, REPORTS, ROLE_COUNT } role;

static const struct column_name {
    const char *name;
    role role;
} column_names[] = {
    {"date", DATE},        {"event_date", DATE},       {"day", DATE},         {"published", PUBLISHED}, {"publication_date", PUBLISHED},
    {"source", SOURCE},    {"actor", SOURCE},          {"side_a", SOURCE},    {"target", TARGET},       {"recipient", TARGET},
    {"side_b", TARGET},    {"class", CLASS},           {"event_class", CLASS}, {"root", ROOT},          {"cameo_root", ROOT},
    {"goldstein", GOLDSTEIN}, {"count", COUNT},        {"mark", MARK},        {"deaths", MARK},         {"reports", REPORTS},
};

typedef struct header {
    size_t at[ROLE_COUNT]; /* the column, SIZE_MAX = none */
    size_t column_count;
} header;

static annals_status read_header(const table *t, header *h, annals_error *error)
{
    for (int r = 0; r < ROLE_COUNT; r++) h->at[r] = SIZE_MAX;
    h->column_count = t->cell_count;
    for (size_t c = 0; c < t->cell_count; c++)
        for (size_t k = 0; k < sizeof column_names / sizeof *column_names; k++) {
            role found = column_names[k].role;
            if (!an_str_equal_ignoring_ascii_case(t->cells[c], an_str_from(column_names[k].name))) continue;
            if (h->at[found] != SIZE_MAX)
                return an_fail(error, ANNALS_E_INPUT, STAGE, t->line, "line %llu: columns %zu and %zu both give the %s", (unsigned long long)t->line,
                               h->at[found] + 1, c + 1, column_names[k].name);
            h->at[found] = c;
        }
    return ANNALS_OK;
}

static annals_status need_column(const table *t, const header *h, role r, const char *name, annals_error *error)
{
    if (h->at[r] != SIZE_MAX) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, STAGE, t->line, "line %llu: the header has no column \"%s\"", (unsigned long long)t->line, name);
}

static an_str cell_of(const table *t, const header *h, role r)
{
    return h->at[r] == SIZE_MAX ? (an_str){NULL, 0} : t->cells[h->at[r]];
}

static annals_status next_row(table *t, const header *h, annals_error *error)
{
    AN_TRY(read_line(t, error));
    if (t->cell_count == h->column_count) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, STAGE, t->line, "line %llu: %zu cells, but the header has %zu", (unsigned long long)t->line,
                   t->cell_count, h->column_count);
}

static annals_status read_number_cell(const table *t, const header *h, role r, const char *name, bool may_be_negative, double *out,
                                      annals_error *error)
{
    an_str cell = cell_of(t, h, r);
    *out = NAN;
    if (!cell.length) return ANNALS_OK;
    if (!read_number(cell, out) || (!may_be_negative && *out < 0))
        return an_fail(error, ANNALS_E_INPUT, STAGE, t->line, "line %llu: %s must be a number%s, not \"%.*s\"", (unsigned long long)t->line, name,
                       may_be_negative ? "" : " from 0", (int)(cell.length < 40 ? cell.length : 40), cell.data);
    return ANNALS_OK;
}

static annals_status read_day_cell(const table *t, const header *h, role r, const char *name, an_day *out, annals_error *error)
{
    an_str cell = cell_of(t, h, r);
    if (read_day(cell, out)) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, STAGE, t->line, "line %llu: %s must be a day like 2024-03-28, not \"%.*s\"",
                   (unsigned long long)t->line, name,
                   (int)(cell.length < 40 ? cell.length : 40), cell.data ? cell.data : "");
}

/* ---- events ---- */

static an_str word_or_none(an_str cell) { return cell.length ? cell : (an_str){NULL, 0}; }

static annals_status read_event(const table *t, const header *h, an_event_row *row, annals_error *error)
{
    *row = (an_event_row){.published = AN_DAY_UNKNOWN,
                          .source = cell_of(t, h, SOURCE),
                          .target = cell_of(t, h, TARGET),
                          .class_name = word_or_none(cell_of(t, h, CLASS)),
                          .root = word_or_none(cell_of(t, h, ROOT))};
    AN_TRY(read_day_cell(t, h, DATE, "the date", &row->day, error));
    if (cell_of(t, h, PUBLISHED).length) AN_TRY(read_day_cell(t, h, PUBLISHED, "the day of publication", &row->published, error));
    AN_TRY(read_number_cell(t, h, GOLDSTEIN, "the Goldstein value", true, &row->goldstein, error));
    AN_TRY(read_number_cell(t, h, COUNT, "the count", false, &row->count, error));
    return read_number_cell(t, h, MARK, "the mark", false, &row->mark, error);
}

typedef struct read_rows {
    AN_ARRAY(an_event_row) rows;
    AN_ARRAY(uint64_t) lines; /* of each row */
} read_rows;

static annals_status read_events(table *t, const header *h, read_rows *out, annals_error *error)
{
    annals_status status;
    an_day above = AN_DAY_UNKNOWN;
    uint64_t line_above = 0;
    while ((status = next_row(t, h, error)) == ANNALS_OK) {
        an_event_row row;
        AN_TRY(read_event(t, h, &row, error));
        if (above != AN_DAY_UNKNOWN && row.day < above)
            return an_fail(error, ANNALS_E_INPUT, STAGE, t->line, "line %llu: its date is before that of line %llu; sort the file by date",
                           (unsigned long long)t->line, (unsigned long long)line_above);
        above = row.day;
        line_above = t->line;
        if (out->rows.count == AN_HISTORY_ROWS_MAX) return an_fail(error, ANNALS_E_LIMIT, STAGE, t->line, "more than %d events", AN_HISTORY_ROWS_MAX);
        if (!AN_PUSH(t->scratch, &out->rows, row) || !AN_PUSH(t->scratch, &out->lines, t->line))
            return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory for the events of a CSV");
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_history_read_csv(an_arena *arena, an_arena *scratch, an_str csv, const an_coverage *coverage,
                                  size_t coverage_count, an_history *out, annals_error *error)
{
    table *t = AN_NEW(scratch, table);
    header h;
    read_rows read = {0};
    annals_error inner;
    annals_status status;
    if (!t) return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory for a CSV");
    AN_TRY(begin_table(scratch, csv, t, error));
    AN_TRY(read_header(t, &h, error));
    AN_TRY(need_column(t, &h, DATE, "date", error));
    AN_TRY(need_column(t, &h, SOURCE, "source", error));
    AN_TRY(need_column(t, &h, TARGET, "target", error));
    AN_TRY(read_events(t, &h, &read, error));
    status = an_history_build(arena, scratch, read.rows.items, read.rows.count, coverage, coverage_count, out, &inner);
    if (status == ANNALS_OK) return status;
    /* The builder speaks of rows; here the reader has a file before him, so the line goes in front. */
    if (inner.offset >= 1 && inner.offset <= read.lines.count)
        return an_fail(error, status, STAGE, read.lines.items[inner.offset - 1], "line %llu: %s",
                       (unsigned long long)read.lines.items[inner.offset - 1], inner.message);
    return an_fail(error, status, STAGE, 0, "%s", inner.message);
}

annals_status an_coverage_read_csv(an_arena *arena, an_str csv, an_coverage **out, size_t *count, annals_error *error)
{
    table *t = AN_NEW(arena, table);
    AN_ARRAY(an_coverage) days = {0};
    header h;
    annals_status status;
    if (!t) return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory for a CSV");
    AN_TRY(begin_table(arena, csv, t, error));
    AN_TRY(read_header(t, &h, error));
    AN_TRY(need_column(t, &h, DATE, "date", error));
    AN_TRY(need_column(t, &h, REPORTS, "reports", error));
    while ((status = next_row(t, &h, error)) == ANNALS_OK) {
        an_coverage day;
        AN_TRY(read_day_cell(t, &h, DATE, "the date", &day.day, error));
        AN_TRY(read_number_cell(t, &h, REPORTS, "the number of reports", false, &day.reports, error));
        if (isnan(day.reports)) return refuse(t, error, "the number of reports is missing");
        if (days.count && day.day <= days.items[days.count - 1].day) return refuse(t, error, "its date does not follow the one above");
        if (!AN_PUSH(arena, &days, day)) return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory for the coverage");
    }
    *out = days.items;
    *count = days.count;
    return status == ANNALS_END ? ANNALS_OK : status;
}
