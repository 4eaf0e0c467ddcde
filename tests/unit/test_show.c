/* The five formats of rows: what is given, what is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/strbuf.h"
#include "show/rows.h"

static int append(void *user, const char *bytes, size_t length)
{
    an_strbuf_put(user, bytes, length);
    return 0;
}

static int refuse(void *user, const char *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)user += length;
    return 1;
}

enum { BOTH = AN_COLUMN_FILE | AN_COLUMN_TABLE, COLUMNS = 4 };

static const an_column columns[COLUMNS] = {
    {"key", BOTH | AN_COLUMN_WHOLE}, {"dead", BOTH | AN_COLUMN_NUMBER}, {"in file", AN_COLUMN_FILE}, {"text", BOTH | AN_COLUMN_WIDE}};

typedef struct given_row {
    const char *cells[COLUMNS];
    const char *json;
} given_row;

static annals_status write_rows(an_row_writer *writer, const given_row *rows, size_t count, annals_error *error)
{
    const an_row_sink *sink = an_row_writer_sink(writer);
    AN_TRY(sink->begin(sink->user, columns, COLUMNS, error));
    for (size_t i = 0; i < count; i++) {
        an_str cells[COLUMNS];
        an_row row = {.cells = cells, .json = an_str_from(rows[i].json)};
        for (size_t k = 0; k < COLUMNS; k++) cells[k] = an_str_from(rows[i].cells[k]);
        AN_TRY(sink->row(sink->user, &row, error));
    }
    return sink->end(sink->user, error);
}

static void check(const char *format, const given_row *rows, size_t count, const char *expected)
{
    an_row_writer *writer;
    annals_error error;
    an_strbuf out;
    an_strbuf_init(&out, 0);
    assert_int_equal(an_row_writer_open(&writer, format, append, &out, &error), ANNALS_OK);
    assert_int_equal(write_rows(writer, rows, count, &error), ANNALS_OK);
    an_row_writer_close(writer);
    assert_string_equal(an_strbuf_view(&out).data, expected);
    an_strbuf_free(&out);
}

static const given_row two[] = {
    {{"0123456789abcdef", "12", "a,b", "He said \"no\",\nand left."}, "{\"a\":1}"},
    {{"f", NULL, " x\t\\", "=1+1"}, "{\"a\":2}"},
};

static void test_separated(void **state)
{
    (void)state;
    check("csv", two, 2,
          "key,dead,in file,text\r\n"
          "0123456789abcdef,12,\"a,b\",\"He said \"\"no\"\",\nand left.\"\r\n"
          "f,,\" x\t\\\",=1+1\r\n");
    check("tsv", two, 2,
          "key\tdead\tin file\ttext\n"
          "0123456789abcdef\t12\ta,b\tHe said \"no\",\\nand left.\n"
          "f\t\t x\\t\\\\\t=1+1\n");
    check("csv", NULL, 0, "key,dead,in file,text\r\n");
}

static void test_json(void **state)
{
    (void)state;
    check("jsonl", two, 2, "{\"a\":1}\n{\"a\":2}\n");
    check("jsonl", NULL, 0, "");
    check("json", two, 2, "[\n{\"a\":1},\n{\"a\":2}\n]\n");
    check("json", two, 1, "[\n{\"a\":1}\n]\n");
    check("json", NULL, 0, "[]\n");
}

static void test_table(void **state)
{
    const given_row rows[] = {
        {{"k1", "7", NULL, "short"}, NULL},
        {{"k2", NULL, NULL, NULL}, NULL},
        {{"k3", "1234", NULL, "a much longer text that has to be cut somewhere to fit"}, NULL},
    };
    (void)state;
    check("table", rows, 3,
          "key  dead  text\n"
          "k1      7  short\n"
          "k2\n"
          "k3   1234  a much longer text that has to be cut somewhere to fit\n");
    check("table:40", rows, 3,
          "key  dead  text\n"
          "k1      7  short\n"
          "k2\n"
          "k3   1234  a much longer text that has \xE2\x80\xA6\n");
    check("table", NULL, 0, "");
}

/* A key is never cut, whatever the width. */
static void test_whole_column(void **state)
{
    const given_row rows[] = {{{"0123456789abcdef0123456789abcdef", "7", NULL, "some words"}, NULL}};
    (void)state;
    check("table:40", rows, 1,
          "key                               dead  text\n"
          "0123456789abcdef0123456789abcdef     7  some \xE2\x80\xA6\n");
}

/* Width is of what a terminal shows: wide and combining characters, no control characters. */
static void test_characters(void **state)
{
    const given_row rows[] = {
        {{"\xE5\x8C\x97\xE4\xBA\xAC", "1", NULL, "wide"}, NULL},
        {{"e\xCC\x81", "2", NULL, "combined"}, NULL},
        {{"\x1B[2J", "3", NULL, "a\nb\xE2\x80\xAE" "c"}, NULL},
        {{"\xFF", "4", NULL, "broken"}, NULL},
    };
    (void)state;
    check("table", rows, 4,
          "key   dead  text\n"
          "\xE5\x8C\x97\xE4\xBA\xAC     1  wide\n"
          "e\xCC\x81        2  combined\n"
          " [2J     3  a b c\n"
          "\xEF\xBF\xBD        4  broken\n");
}

/* More rows than wait for the widths: later ones use the widths of the first. */
static void test_many_rows(void **state)
{
    enum { ROWS = 1000 };
    an_row_writer *writer;
    annals_error error;
    an_strbuf out;
    size_t lines = 0;
    given_row *rows = test_calloc(ROWS, sizeof *rows);
    (void)state;
    for (size_t i = 0; i < ROWS; i++) rows[i] = (given_row){{"k", "1", NULL, i < 900 ? "word" : "wordwordwordword"}, NULL};
    an_strbuf_init(&out, 0);
    assert_int_equal(an_row_writer_open(&writer, "table", append, &out, &error), ANNALS_OK);
    assert_int_equal(write_rows(writer, rows, ROWS, &error), ANNALS_OK);
    an_row_writer_close(writer);
    for (size_t i = 0; i < out.length; i++) lines += out.data[i] == '\n';
    assert_int_equal(lines, ROWS + 1);
    assert_non_null(strstr(out.data, "wor\xE2\x80\xA6"));
    assert_null(strstr(out.data, "wordw"));
    an_strbuf_free(&out);
    test_free(rows);
}

static void test_formats(void **state)
{
    static const char *const wrong[] = {"", "xml", "CSV", "table:", "table:x", "table:12x", "csv:80", "table:99999999999999999999"};
    an_row_writer *writer;
    annals_error error;
    size_t taken = 0;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(an_row_writer_open(&writer, wrong[i], append, NULL, &error), ANNALS_E_USAGE);
        assert_null(writer);
    }
    assert_int_equal(an_row_writer_open(&writer, "csv", refuse, &taken, &error), ANNALS_OK);
    assert_int_equal(write_rows(writer, two, 2, &error), ANNALS_STOPPED);
    assert_true(taken > 0);
    an_row_writer_close(writer);
    an_row_writer_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_separated),    cmocka_unit_test(test_json),       cmocka_unit_test(test_table),
        cmocka_unit_test(test_whole_column), cmocka_unit_test(test_characters), cmocka_unit_test(test_many_rows),
        cmocka_unit_test(test_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
