/* Where, when, how many and with what: tests/golden/event/details.txt through the whole flow. And a text in one case is coded as the same text in usual case,
 * with spans and words that are its own. ANNALS_DATA: where the compiled files lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "pipeline.h"

typedef struct room {
    an_resources resources;
    an_arena arena, scratch;
    an_document document;
    an_str published; /* "" = not known */
} room;

static const char *in_data(char path[4096], const char *name)
{
    snprintf(path, 4096, "%s/%s", getenv("ANNALS_DATA"), name);
    return path;
}

static int set_up(void **state)
{
    room *r = calloc(1, sizeof *r);
    char path[4096];
    annals_error error;
    if (!r || an_lexicon_open(&r->resources.lexicon, in_data(path, "annals.lexicon"), &error) != ANNALS_OK ||
        an_splitter_open(&r->resources.splitter, in_data(path, "split.model"), &error) != ANNALS_OK ||
        an_parser_open(&r->resources.parser, in_data(path, "parse.model"), &error) != ANNALS_OK ||
        an_coreference_open(&r->resources.coreference, in_data(path, "coreference.model"), &error) != ANNALS_OK)
        return -1;
    an_parser_use_lexicon(r->resources.parser, r->resources.lexicon);
    r->published = AN_STR("2024-03-05");
    an_arena_init(&r->arena, 0);
    an_arena_init(&r->scratch, 0);
    *state = r;
    return 0;
}

static int tear_down(void **state)
{
    room *r = *state;
    an_lexicon_close(r->resources.lexicon);
    an_splitter_close(r->resources.splitter);
    an_parser_close(r->resources.parser);
    an_coreference_close(r->resources.coreference);
    an_arena_free(&r->arena);
    an_arena_free(&r->scratch);
    free(r);
    return 0;
}

static const an_document *code(room *r, const char *text)
{
    annals_error error = {0};
    an_raw_document raw = {.kind = AN_RAW_CLEAN, .bytes = an_str_from(text), .id = AN_STR("t"), .published = AN_DATE_RANGE_UNKNOWN};
    if (r->published.length) {
        raw.published_basis = AN_BASIS_GIVEN;
        assert_true(an_iso_parse(r->published, &raw.published));
    }
    an_arena_reset(&r->arena);
    assert_int_equal(an_pipeline_code(&r->arena, &r->scratch, &r->resources, &raw, AN_STAGE_EVENTS, &r->document, &error), ANNALS_OK);
    return &r->document;
}

static const an_event *event_of(const an_document *d, an_event_type type)
{
    for (size_t i = 0; i < d->events.count; i++)
        if (d->events.items[i].type == type) return d->events.items + i;
    return NULL;
}

/* ---- tests/golden/event/details.txt ---- */

static void put_count(an_strbuf *out, const char *name, const an_event_quantity *quantity)
{
    if (quantity->is_known) an_strbuf_printf(out, "%s%s=%lld", an_strbuf_view(out).length ? " " : "", name, (long long)quantity->low);
}

static void put_day(an_strbuf *out, an_day day)
{
    int year, month, day_of_month;
    if (day == AN_DAY_UNKNOWN) return;
    an_day_to_ymd(day, &year, &month, &day_of_month);
    an_strbuf_printf(out, "%04d-%02d-%02d", year, month, day_of_month);
}

static void put_days(an_strbuf *out, const an_event_date *date)
{
    if (!date->is_known) return;
    put_day(out, date->time.range.from);
    if (date->time.range.to == date->time.range.from) return;
    an_strbuf_puts(out, "..");
    put_day(out, date->time.range.to);
}

static void put_places(an_strbuf *out, const an_document *d, an_event_type type)
{
    bool is_first = true;
    for (size_t e = 0; e < d->events.count; e++) {
        const an_event_place *place = &d->events.items[e].place;
        if (d->events.items[e].type != type) continue;
        an_strbuf_puts(out, is_first ? "" : ", ");
        if (place->is_known) an_strbuf_put_str(out, place->place.name);
        else an_strbuf_puts(out, "-");
        is_first = false;
    }
}

/* What a line of that kind asks for. */
static void put_detail(an_strbuf *out, const an_document *d, const char *kind, const an_event *event)
{
    if (strcmp(kind, "where") == 0) {
        put_places(out, d, event->type);
    } else if (strcmp(kind, "when") == 0) {
        put_days(out, &event->date);
    } else if (strcmp(kind, "with") == 0) {
        an_strbuf_put_str(out, an_str_of_span(d->article.text.data, event->instrument));
    } else {
        put_count(out, "killed", &event->killed);
        put_count(out, "wounded", &event->wounded);
        put_count(out, "detained", &event->detained);
        put_count(out, "displaced", &event->displaced);
    }
    if (!an_strbuf_view(out).length) an_strbuf_puts(out, "-");
}

static bool is_as_told(room *r, const char *kind, an_str type, an_str wanted, const char *text)
{
    const an_event *event = event_of(code(r, text), an_type_parse(type));
    an_strbuf found;
    bool is_good;
    an_strbuf_init(&found, 0);
    if (event) put_detail(&found, &r->document, kind, event);
    else an_strbuf_puts(&found, "no such event");
    is_good = an_str_equal(an_strbuf_view(&found), wanted);
    if (!is_good) print_message("otherwise: %s %.*s %.*s | %s\n", kind, (int)type.length, type.data, (int)found.length, found.data, text);
    an_strbuf_free(&found);
    return is_good;
}

static void details_are_as_told(void **state)
{
    enum { CASES_MIN = 160 };
    room *r = *state;
    FILE *file = fopen(ANNALS_SOURCE_ROOT "/tests/golden/event/details.txt", "r");
    char line[1024], kind[16], type[16];
    unsigned count = 0, wrong = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char *bar = strstr(line, " | ");
        int start = 0;
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "published ", 10) == 0) r->published = an_str_from(strcmp(line + 10, "-") ? "2024-03-05" : "");
        if (!bar || line[0] == '#' || sscanf(line, "%15s %15s %n", kind, type, &start) != 2) continue;
        count++;
        wrong += !is_as_told(r, kind, an_str_from(type), (an_str){line + start, (size_t)(bar - line) - (size_t)start}, bar + 3);
    }
    fclose(file);
    assert_true(count >= CASES_MIN);
    assert_int_equal(wrong, 0);
}

/* What is condemned holds the event together, and is nobody; what is hit stays, and so does a name. */
static void things_are_nobody(void **state)
{
    static const struct {
        const char *text;
        an_event_type type;
        const char *recipient; /* NULL: none */
    } cases[] = {
        {"The Russian government condemned the decision.", AN_TYPE_ACCUSE, NULL},
        {"The Russian government condemned Zorbex.", AN_TYPE_ACCUSE, "Zorbex"},
        {"Rebels attacked a bridge.", AN_TYPE_ASSAULT, "bridge"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const an_document *d = code(*state, cases[i].text);
        const an_event *e = event_of(d, cases[i].type);
        if (!e) fail_msg("%s: no event", cases[i].text);
        else if (!cases[i].recipient) assert_int_equal(e->recipients.count, 0);
        else if (e->recipients.count != 1 || !an_str_is(an_str_of_span(d->article.text.data, e->recipients.items[0].span), cases[i].recipient)) fail_msg("%s", cases[i].text);
    }
}

/* ---- when: what is so on the day of publication, wherever the text says it ---- */

static void what_is_present_is_of_the_day(void **state)
{
    static const char before[] = "The talks went on. Nothing was settled. Nobody spoke. It was cold. Time went by. The rooms were dark. The night came. A clock "
                                 "stopped. Snow fell. Doors were shut. Lights went out. Streets were empty. Trains stood.\n\n";
    static const struct {
        const char *sentence;
        bool is_of_the_day;
    } cases[] = {{"Russia supports the government of Syria.", true}, {"Troops attacked the town.", false}, {"Russia has supported the government of Syria for years.", false}};
    room *r = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        const an_document *d;
        snprintf(text, sizeof text, "%s%s", before, cases[i].sentence);
        d = code(r, text);
        print_message("%s\n", cases[i].sentence);
        assert_true(d->events.count > 0);
        assert_int_equal(d->events.items[d->events.count - 1].date.is_known, cases[i].is_of_the_day);
    }
}

/* Every act of the sentence is of the day, also one that the tree hangs askew. */
static void all_are_of_the_day(void **state)
{
    static const char *const texts[] = {
        "Two guests are killed and six others are hurt in a mass stabbing on a tram in Lyon.",
        "Three shepherds are wounded by Israeli settlers attacking a farm near Nablus.",
        "A parcel bomb planted by the ELN explodes at a bus stop in Arauca, killing three people.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const an_document *d = code(*state, texts[i]);
        assert_true(d->events.count > 0);
        for (size_t e = 0; e < d->events.count; e++)
            if (!d->events.items[e].date.is_known) fail_msg("%s: event %zu has no date", texts[i], e);
    }
}

/* "the attack": that of the same people, not the last one told. */
static void the_attack_is_the_one_of_its_people(void **state)
{
    const an_document *d = code(*state, "Russian troops attacked a hospital in Sumy on 1 March. Israeli jets bombed a depot in Gaza on 2 March. The Russian attack on the hospital killed two doctors.");
    const an_event *last = d->events.count ? d->events.items + d->events.count - 1 : NULL;
    an_date_range wanted;
    assert_non_null(last);
    assert_true(an_iso_parse(AN_STR("2024-03-01"), &wanted));
    assert_int_equal(last->type, AN_TYPE_ASSAULT);
    assert_int_equal(last->date.time.range.from, wanted.from);
    assert_true(an_str_is(last->place.place.name, "Sumy"));
}

/* What a long text names or tells in the perfect was on some day before; in a brief it is the news of the day. */
static void an_analysis_tells_no_news(void **state)
{
    static const char lead[] = "Kenya has condemned the destruction of the mosque.", filler[] = " The road to peace is long.";
    char text[sizeof lead + 45 * sizeof filler] = "";
    const an_event *e;
    strcat(text, lead);
    e = event_of(code(*state, text), AN_TYPE_ACCUSE);
    assert_non_null(e);
    assert_true(e->date.is_known);
    for (int i = 0; i < 45; i++) strcat(text, filler);
    e = event_of(code(*state, text), AN_TYPE_ACCUSE);
    assert_non_null(e);
    assert_false(e->date.is_known);
}

/* Of what an analysis tells no day, it is at least not before that of the clause in front. */
static void a_clause_in_front_says_from_when(void **state)
{
    static const char lead[] = "After the capital fell in May 1990, Kenya armed the rebels.", filler[] = "The road to peace is long. ";
    char text[sizeof filler * 46 + sizeof lead] = "";
    an_date_range wanted;
    const an_event *e;
    for (int i = 0; i < 45; i++) strcat(text, filler);
    strcat(text, lead);
    e = event_of(code(*state, text), AN_TYPE_AID);
    assert_non_null(e);
    assert_true(an_iso_parse(AN_STR("1990-05-01"), &wanted));
    assert_int_equal(e->date.time.range.from, wanted.from);
    assert_int_equal(e->date.time.range.to, AN_DAY_UNKNOWN);
}

/* ---- one case ---- */

static const char usual[] = "Rebels killed three soldiers in Kabul. The Taliban denied the attack. Police in India arrested Ahmed Bukarto.";

static void put_case(char *text, const char *from, bool is_upper)
{
    size_t i = 0;
    for (; from[i]; i++) text[i] = (char)(is_upper ? (from[i] >= 'a' && from[i] <= 'z' ? from[i] - 32 : from[i]) : from[i] >= 'A' && from[i] <= 'Z' ? from[i] + 32 : from[i]);
    text[i] = '\0';
}

static void assert_same_actors(const an_participants *a, const an_participants *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_true(an_str_equal(a->items[i].actor.id, b->items[i].actor.id));
        assert_int_equal(a->items[i].span.start, b->items[i].span.start);
        assert_int_equal(a->items[i].span.end, b->items[i].span.end);
    }
}

static void case_makes_no_difference(void **state)
{
    room *expected = *state, *other = NULL;
    assert_int_equal(set_up((void **)&other), 0);
    code(expected, usual);
    assert_int_equal(expected->document.events.count, 2);
    assert_true(expected->document.claims.count > 0);
    for (int is_upper = 0; is_upper < 2; is_upper++) {
        char text[sizeof usual];
        const an_document *d;
        put_case(text, usual, is_upper);
        d = code(other, text);
        assert_int_equal(d->events.count, expected->document.events.count);
        assert_int_equal(d->claims.count, expected->document.claims.count);
        for (size_t i = 0; i < d->events.count; i++) {
            const an_event *a = expected->document.events.items + i, *b = d->events.items + i;
            assert_int_equal(a->type, b->type);
            assert_same_actors(&a->actors, &b->actors);
            assert_same_actors(&a->recipients, &b->recipients);
            assert_true(an_str_equal(a->place.place.name, b->place.place.name));
        }
        assert_true(an_str_is(d->article.text, text));
        assert_ptr_equal(d->parsed.text.data, d->article.text.data);
        for (uint32_t t = 0; t < d->parsed.token_count; t++) assert_true(an_str_equal(d->parsed.tokens[t].form, an_str_of_span(d->article.text.data, d->parsed.tokens[t].span)));
    }
    tear_down((void **)&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(details_are_as_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(things_are_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_present_is_of_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_are_of_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_attack_is_the_one_of_its_people, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_analysis_tells_no_news, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_clause_in_front_says_from_when, set_up, tear_down),
        cmocka_unit_test_setup_teardown(case_makes_no_difference, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
