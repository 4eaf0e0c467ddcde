/* Named happenings: tests/golden/event/known.txt through the real parser and dictionaries. ANNALS_DATA: where the compiled files lie. */
#include "whole_coder.h"

enum { TEXTS_MIN = 8 };

static void put_event(an_strbuf *out, const an_document *d, const an_event *e)
{
    char from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
    (void)d;
    an_strbuf_printf(out, "event %s ", an_types[e->type].name);
    if (e->date.is_known) an_strbuf_printf(out, "%s %s %s ", an_iso_format(e->date.time.range.from, from), an_iso_format(e->date.time.range.to, to), an_basis_names[e->date.time.basis]);
    else an_strbuf_puts(out, "- - - ");
    if (e->place.is_known) an_strbuf_put_str(out, e->place.place.name);
    else an_strbuf_putc(out, '-');
    an_strbuf_putc(out, '\n');
}

static bool is_as_told(FILE *file, const char *line)
{
    char on[LINE_BYTES];
    an_date_range published = AN_DATE_RANGE_UNKNOWN;
    assert_non_null(fgets(on, sizeof on, file));
    if (on[3] != '-') assert_true(an_iso_parse((an_str){on + 3, strcspn(on + 3, "\n")}, &published));
    return are_events_as_told(file, line, published, put_event);
}

static void names_give_day_and_place(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/known.txt", TEXTS_MIN, is_as_told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_give_day_and_place)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
