/* Who did an act of violence, to whom and to what, with what and with how many killed: tests/golden/event/violence.txt through the real
 * parser and dictionaries; and who did any act, and to whom: tests/golden/event/parties.txt and recipients.txt; what is no act but play: pastime.txt; what is worth keeping: kept.txt. ANNALS_DATA: where the compiled files lie. */
#include "whole_coder.h"

enum { TEXTS_MIN = 25, RECIPIENT_TEXTS_MIN = 35, PASTIME_TEXTS_MIN = 9, KEPT_TEXTS_MIN = 12, MONSTER_PARTS = 60 };

static void put_number(an_strbuf *out, const char *name, const an_event_quantity *q)
{
    char words[64];
    if (!q->is_known) return;
    if (q->high == INT64_MAX) snprintf(words, sizeof words, " %s %lld+", name, (long long)q->low);
    else if (q->high > q->low) snprintf(words, sizeof words, " %s %lld-%lld", name, (long long)q->low, (long long)q->high);
    else snprintf(words, sizeof words, " %s %lld", name, (long long)q->low);
    an_strbuf_puts(out, words);
}

static void put_event(an_strbuf *out, const an_document *d, const an_event *e)
{
    an_strbuf_puts(out, "event ");
    an_strbuf_puts(out, an_types[e->type].name);
    if (e->mode_count) {
        an_strbuf_puts(out, "/");
        an_strbuf_puts(out, an_modes[e->modes[0]].name);
    }
    an_strbuf_puts(out, " | ");
    put_words(out, d, &e->actors);
    an_strbuf_puts(out, " > ");
    put_words(out, d, &e->recipients);
    an_strbuf_puts(out, " |");
    put_number(out, "killed", &e->killed);
    put_number(out, "wounded", &e->wounded);
    put_number(out, "detained", &e->detained);
    if (!an_span_is_empty(e->instrument)) {
        an_strbuf_puts(out, " with ");
        an_strbuf_put_str(out, an_str_of_span(d->article.text.data, e->instrument));
    }
    an_strbuf_puts(out, "\n");
}

static bool is_as_told(FILE *file, const char *line) { return are_events_as_told(file, line, AN_DATE_RANGE_UNKNOWN, put_event); }

static void test_violence(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/violence.txt", TEXTS_MIN, is_as_told);
}

static void test_parties(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/parties.txt", TEXTS_MIN, is_as_told);
}

static void test_recipients(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/recipients.txt", RECIPIENT_TEXTS_MIN, is_as_told);
}

static void test_pastime(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/pastime.txt", PASTIME_TEXTS_MIN, is_as_told);
}

static void test_kept(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/kept.txt", KEPT_TEXTS_MIN, is_as_told);
}

/* Sixty things and as many results in one sentence: bounded participants, no crash. */
static void test_monster_is_bounded(void **state)
{
    an_strbuf text;
    an_document d;
    (void)state;
    an_strbuf_init(&text, 0);
    an_strbuf_puts(&text, "Rebels bombed a bank");
    for (int i = 0; i < MONSTER_PARTS; i++) an_strbuf_puts(&text, ", a bridge, killing two guards and wounding nine others, and a school of the company");
    an_strbuf_puts(&text, ".");
    code(an_strbuf_view(&text), &d);
    for (size_t i = 0; i < d.events.count; i++) assert_true(d.events.items[i].recipients.count <= 24);
    an_strbuf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_violence), cmocka_unit_test(test_recipients), cmocka_unit_test(test_pastime), cmocka_unit_test(test_kept), cmocka_unit_test(test_parties), cmocka_unit_test(test_monster_is_bounded)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
