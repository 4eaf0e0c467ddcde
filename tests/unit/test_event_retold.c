/* Several tellings of one happening, and whom a later one means: tests/golden/event/retold.txt and meant.txt through the real parser and dictionaries, whole documents. ANNALS_DATA: where the compiled files lie. */
#include "whole_coder.h"

#include <time.h>

enum { TEXTS_MIN = 20, LONG_TELLINGS = 1500 };

static void put_event(an_strbuf *out, const an_document *d, const an_event *e)
{
    const char *text = d->article.text.data;
    an_strbuf_printf(out, "event %u %s | ", e->sentence, an_types[e->type].name);
    put_words(out, d, &e->actors);
    an_strbuf_puts(out, " > ");
    put_words(out, d, &e->recipients);
    an_strbuf_puts(out, " | ");
    if (e->date.is_known) an_strbuf_put_str(out, an_str_of_span(text, e->date.span));
    else an_strbuf_puts(out, "-");
    an_strbuf_puts(out, " | ");
    if (e->place.is_known) an_strbuf_put_str(out, an_str_of_span(text, e->place.span));
    else an_strbuf_puts(out, "-");
    an_strbuf_puts(out, "\n");
}

static bool is_as_told(FILE *file, const char *line) { return are_events_as_told(file, line, AN_DATE_RANGE_UNKNOWN, put_event); }

static void test_retold(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/retold.txt", TEXTS_MIN, is_as_told);
}

static void put_meant_list(an_strbuf *out, const an_document *d, const an_participants *list)
{
    if (!list->count) an_strbuf_puts(out, "-");
    for (size_t i = 0; i < list->count; i++) {
        const an_participant *p = list->items + i;
        if (i) an_strbuf_puts(out, "; ");
        an_strbuf_put_str(out, p->actor.id.data ? p->actor.id : an_str_of_span(d->article.text.data, p->span));
    }
}

static void put_meant(an_strbuf *out, const an_document *d, const an_event *e)
{
    an_strbuf_printf(out, "event %u %s | ", e->sentence, an_types[e->type].name);
    put_meant_list(out, d, &e->actors);
    an_strbuf_puts(out, " > ");
    put_meant_list(out, d, &e->recipients);
    an_strbuf_puts(out, "\n");
}

static bool is_meant_as_told(FILE *file, const char *line) { return are_events_as_told(file, line, AN_DATE_RANGE_UNKNOWN, put_meant); }

/* Who is meant by "the militants", "it", "the only group that". */
static void test_meant(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/meant.txt", TEXTS_MIN, is_meant_as_told);
}

/* What is lent keeps its words, which lie in another sentence, and makes the event less sure. */
static void test_lent_words_are_where_they_were_told(void **state)
{
    static const char text[] = "A bomb killed ten people in Kaduna. Boko Haram claimed the attack.";
    an_document d;
    (void)state;
    code(AN_STR(text), &d);
    assert_int_equal(d.events.count, 2);
    assert_true(d.events.items[0].actors.items[0].span.start >= d.parsed.sentences[1].span.start);
    assert_true(d.events.items[1].recipients.items[0].span.end <= d.parsed.sentences[0].span.end);
    assert_true(d.events.items[0].confidence < 0.7);
}

/* The day of publication is a guess, which the day of what "the explosion" points at corrects, be it long before. */
static void test_guessed_day_gives_way(void **state)
{
    static const char text[] = "A shell hit a dairy in Bor on 3 May 2019. Four farmers were killed in the explosion.";
    an_date_range published = {an_day_from_ymd(2019, 5, 20), an_day_from_ymd(2019, 5, 20)};
    an_document d;
    (void)state;
    code_on(AN_STR(text), published, &d);
    assert_int_equal(d.events.count, 2);
    for (size_t i = 0; i < 2; i++) assert_int_equal(d.events.items[i].date.time.range.from, an_day_from_ymd(2019, 5, 3));
    assert_true(d.events.items[1].place.is_known);
}

/* Words over a section are no telling; a headline that is a clause is one. */
static void test_headings_tell_nothing(void **state)
{
    static const char text[] = "The talks in Goma were calm.\n\nTrusting Rebels To Attack Rebels?\n\nRwanda armed the M23 rebels.\n\nThe arming of rebels by Rwanda\n\nRebels attack Sake";
    an_document d;
    (void)state;
    code(AN_STR(text), &d);
    assert_int_equal(d.events.count, 2);
    assert_int_equal(d.events.items[0].sentence, 2);
    assert_int_equal(d.events.items[1].sentence, 4);
}

/* Thousands of attacks, each of which might be any other: nothing is lent, and soon. */
static void test_long_text_is_bounded(void **state)
{
    an_strbuf text;
    an_document d;
    clock_t start;
    (void)state;
    an_strbuf_init(&text, 0);
    for (int i = 0; i < LONG_TELLINGS; i++) an_strbuf_puts(&text, i % 2 ? "The attack killed two guards. " : "Rebels attacked a bus and shot a farmer. ");
    start = clock();
    code(an_strbuf_view(&text), &d);
    assert_true(d.events.count >= LONG_TELLINGS);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 120);
    an_strbuf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_retold), cmocka_unit_test(test_meant), cmocka_unit_test(test_lent_words_are_where_they_were_told), cmocka_unit_test(test_guessed_day_gives_way), cmocka_unit_test(test_headings_tell_nothing), cmocka_unit_test(test_long_text_is_bounded),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
