/* Questions to a base: filters against a plain search through the same documents, order, words, claims, documents, actors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store_fixture.h"

enum { CORPUS = 400 };

/* Every event of the corpus by plain search, as text lines in the order promised. */
typedef struct listing {
    an_strbuf lines;
    uint64_t limit, count;
} listing;

static bool is_below(an_str id, an_str wanted)
{
    return id.data && (an_str_equal(id, wanted) ||
                       (id.length > wanted.length && memcmp(id.data, wanted.data, wanted.length) == 0 && id.data[wanted.length] == '.'));
}

static bool is_wanted_actor(const an_actor *actor, an_str wanted)
{
    char lower[64] = "";
    for (size_t i = 0; i < wanted.length && i < sizeof lower - 1; i++)
        lower[i] = wanted.data[i] >= 'A' && wanted.data[i] <= 'Z' ? (char)(wanted.data[i] + 32) : wanted.data[i];
    wanted.data = lower;
    return is_below(actor->id, wanted) || is_below(actor->acts_for, wanted) || an_str_equal_ignoring_ascii_case(actor->name, wanted);
}

static bool has_participant(const an_participants *list, an_str wanted)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_wanted_actor(&list->items[i].actor, wanted)) return true;
    return false;
}

static bool has_speaker(const an_document *document, size_t index, an_str wanted)
{
    const an_event *event = &document->events.items[index];
    for (size_t i = 0; i < event->accounts.count; i++)
        if (is_wanted_actor(&event->accounts.items[i].speaker.actor, wanted)) return true;
    return false;
}

static bool overlaps(const an_event_date *date, an_date_range asked)
{
    an_date_range r = date->time.range;
    if (!an_date_range_is_known(asked)) return true;
    if (!date->is_known || !an_date_range_is_known(r)) return false;
    if (asked.to != AN_DAY_UNKNOWN && r.from != AN_DAY_UNKNOWN && r.from > asked.to) return false;
    return !(asked.from != AN_DAY_UNKNOWN && r.to != AN_DAY_UNKNOWN && r.to < asked.from);
}

static bool is_at(const an_event_place *place, an_str asked)
{
    return place->is_known && (an_str_equal_ignoring_ascii_case(place->place.name, asked) ||
                               an_str_equal_ignoring_ascii_case(an_str_from(place->place.country), asked));
}

static bool passes(const an_document *document, size_t index, const an_filter *f)
{
    const an_event *event = &document->events.items[index];
    if (f->actor.data && !has_participant(&event->actors, f->actor)) return false;
    if (f->recipient.data && !has_participant(&event->recipients, f->recipient)) return false;
    if (f->speaker.data && !has_speaker(document, index, f->speaker)) return false;
    if (f->type != AN_TYPE_NONE && event->type != f->type) return false;
    if (f->place.data && !is_at(&event->place, f->place)) return false;
    if (f->factuality && event->factuality != *f->factuality) return false;
    if (f->document.data && !an_str_equal(document->article.id, f->document) &&
        (f->document.length < AN_DIGEST_PREFIX_MIN || strncmp(document->article.sha256, f->document.data, f->document.length) != 0))
        return false;
    return overlaps(&event->date, f->dates);
}

static int compare_documents(const void *left, const void *right)
{
    const an_article *a = &(*(an_document *const *)left)->article, *b = &(*(an_document *const *)right)->article;
    bool a_dated = a->published.from != AN_DAY_UNKNOWN, b_dated = b->published.from != AN_DAY_UNKNOWN;
    if (a_dated != b_dated) return a_dated ? -1 : 1;
    if (a->published.from != b->published.from) return a->published.from < b->published.from ? -1 : 1;
    if (a->published.to != b->published.to) return a->published.to < b->published.to ? -1 : 1;
    return an_str_compare(a->id, b->id);
}

static void add_line(listing *l, const an_document *document, const an_event *event)
{
    if (l->limit && l->count >= l->limit) return;
    l->count++;
    an_event_write_json(document, event, document->article.id, 0, &l->lines);
    an_strbuf_putc(&l->lines, '\n');
}

static void search_plainly(an_document *const *documents, const an_filter *filter, listing *l)
{
    l->limit = filter->limit;
    for (size_t i = 0; i < CORPUS; i++)
        for (size_t k = 0; k < documents[i]->events.count; k++) /* made in the order of the text */
            if (passes(documents[i], k, filter)) add_line(l, documents[i], &documents[i]->events.items[k]);
}

static annals_status list_found(void *user, const an_found *found, annals_error *error)
{
    (void)error;
    add_line(user, found->document, found->event);
    return ANNALS_OK;
}

static an_date_range days(const char *since, const char *until)
{
    an_date_range range = AN_DATE_RANGE_UNKNOWN, read;
    if (since && an_iso_parse(an_str_from(since), &read)) range.from = read.from;
    if (until && an_iso_parse(an_str_from(until), &read)) range.to = read.to;
    return range;
}

static void check_filter(fixture *f, an_document *const *documents, const an_filter *filter, bool finds_some)
{
    listing expected = {0}, found = {0};
    search_plainly(documents, filter, &expected);
    assert_ok(an_store_select_events(f->store, filter, list_found, &found, &f->error), &f->error);
    assert_int_equal(found.count, expected.count);
    assert_int_equal(expected.count > 0, finds_some);
    if (expected.count) assert_string_equal(found.lines.data, expected.lines.data);
    an_strbuf_free(&expected.lines);
    an_strbuf_free(&found.lines);
}

static void check_filters(fixture *f, an_document *const *documents)
{
    const an_factuality planned = AN_FACTUALITY_PLANNED;
    const an_date_range always = AN_DATE_RANGE_UNKNOWN;
    const an_filter filters[] = {
        {.dates = always},
        {.dates = always, .limit = 7},
        {.dates = always, .actor = AN_STR("rus")},         /* rus, rus.mil, putin who acts for rus.gov */
        {.dates = always, .actor = AN_STR("rus.gov")},     /* putin only */
        {.dates = always, .actor = AN_STR("RUS.mil")},     /* case is ignored */
        {.dates = always, .actor = AN_STR("taliban")},     /* both of its sectors */
        {.dates = always, .actor = AN_STR("united nations")}, /* by name */
        {.dates = always, .recipient = AN_STR("masked gunmen")}, /* words of one without an id */
        {.dates = days("2020", "2022-06"), .actor = AN_STR("rus"), .recipient = AN_STR("ukr")},
        {.dates = days("2023-05-05", NULL)},
        {.dates = days(NULL, "2014-12-31")},
        {.dates = days("2019-02-01", "2019-02-28"), .place = AN_STR("kharkiv")},
        {.dates = always, .place = AN_STR("AFG"), .type = AN_TYPE_ASSAULT},
        {.dates = always, .place = AN_STR("black sea")},
        {.dates = always, .factuality = &planned},
        {.dates = always, .speaker = AN_STR("iskp")},
        {.dates = always, .document = AN_STR("d17")},
        {.dates = always, .document = an_str_from(documents[3]->article.sha256)},
        {.dates = always, .document = {documents[9]->article.sha256, 12}},
    };
    const an_filter nothing[] = {
        {.dates = always, .actor = AN_STR("ru")},          /* not a prefix of letters */
        {.dates = always, .actor = AN_STR("rus%")},
        {.dates = always, .document = {documents[9]->article.sha256, 4}}, /* too few digits */
        {.dates = days("2300", NULL), .actor = AN_STR("chn")},
        {.dates = always, .place = AN_STR("' OR 1 --")},
    };
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) check_filter(f, documents, &filters[i], true);
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) check_filter(f, documents, &nothing[i], false);
}

/* The documents are put backwards and listed in the promised order all the same. */
static void test_filters(void **state)
{
    fixture *f = *state;
    an_arena arena;
    an_document *documents[CORPUS];
    an_arena_init(&arena, 0);
    for (uint64_t i = 0; i < CORPUS; i++) {
        documents[i] = AN_NEW(&arena, an_document);
        synthetic_document(&arena, i, 0, documents[i]);
        put(f, CORPUS - 1 - i);
    }
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
    qsort(documents, CORPUS, sizeof *documents, compare_documents);
    check_filters(f, documents);
    an_arena_free(&arena);
}

static size_t count_words(fixture *f, const char *words)
{
    an_filter filter = {.dates = AN_DATE_RANGE_UNKNOWN, .words = an_str_from(words)};
    size_t count = 0;
    assert_ok(an_store_select_events(f->store, &filter, count_found, &count, &f->error), &f->error);
    return count;
}

static void test_words(void **state)
{
    fixture *f = *state;
    an_filter filter = {.dates = AN_DATE_RANGE_UNKNOWN, .words = AN_STR(" - \" \" ")};
    size_t count = 0, both;
    put_many(f, 300);
    both = count_words(f, "artillery kharkiv");
    assert_true(both > 0 && both < count_words(f, "artillery") && both < count_words(f, "Kharkiv"));
    assert_int_equal(count_words(f, "\"fire artillery\""), 0);
    assert_int_equal(count_words(f, "\"artillery fire\""), count_words(f, "fire artillery"));
    assert_int_equal(count_words(f, "artill*"), count_words(f, "artillery"));
    assert_int_equal(count_words(f, "artill"), 0);
    assert_int_equal(count_words(f, "cafe owner"), count_words(f, "caf\xC3\xA9 owner")); /* accents do not count */
    assert_true(count_words(f, "cafe") > 0);
    assert_int_equal(count_words(f, "artillery OR kharkiv"), 0); /* no operators: "or" stands in no sentence */
    assert_int_equal(count_words(f, "text:artillery"), 0);
    assert_int_equal(count_words(f, "artillery \"fire"), count_words(f, "artillery"));
    assert_fails(an_store_select_events(f->store, &filter, count_found, &count, &f->error), ANNALS_E_USAGE, &f->error, "no word");
}

static annals_status stop_at_third(void *user, const an_found *found, annals_error *error)
{
    (void)found;
    return ++*(size_t *)user == 3 ? an_fail(error, ANNALS_STOPPED, "test", 0, "enough") : ANNALS_OK;
}

static void test_callback_stops(void **state)
{
    fixture *f = *state;
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN};
    size_t count = 0;
    put_many(f, 20);
    assert_int_equal(an_store_select_events(f->store, &all, stop_at_third, &count, &f->error), ANNALS_STOPPED);
    assert_int_equal(count, 3);
    put(f, 21); /* no statement is left open */
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
}

/* ---- other questions ---- */

static annals_status check_claim(void *user, const an_found *found, annals_error *error)
{
    (void)error;
    assert_non_null(found->claim);
    if (found->event) assert_int_equal(found->document->events.items[found->claim->event].key, found->event->key);
    else assert_int_equal(found->claim->event, AN_NONE);
    ++*(size_t *)user;
    return ANNALS_OK;
}

static size_t count_claims(fixture *f, const an_filter *filter)
{
    size_t count = 0;
    assert_ok(an_store_select_claims(f->store, filter, check_claim, &count, &f->error), &f->error);
    return count;
}

static void test_claims(void **state)
{
    fixture *f = *state;
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN}, speaker = all, assault = all, dated = all;
    size_t early, late;
    put_many(f, 300);
    speaker.speaker = AN_STR("rus");
    assault.type = AN_TYPE_ASSAULT;
    assert_int_equal(count_claims(f, &all), ask_number(f, "SELECT count(*) FROM claims"));
    assert_int_equal(count_claims(f, &speaker), ask_number(f, "SELECT count(*) FROM claims c JOIN actors a ON a.id = c.actor "
                                                             "WHERE a.slug IN ('rus', 'rus.mil', 'putin')"));
    assert_int_equal(count_claims(f, &assault), ask_number(f, "SELECT count(*) FROM claims c JOIN events e ON e.id = c.event "
                                                             "WHERE e.type = 'ASSAULT'"));
    dated.dates = days(NULL, "2018-12-31");
    early = count_claims(f, &dated);
    dated.dates = days("2019-01-01", NULL);
    late = count_claims(f, &dated);
    assert_true(early > 10 && late > 10 && early < count_claims(f, &all));
}

static annals_status check_document(void *user, const an_found_document *found, annals_error *error)
{
    (void)error;
    assert_true(found->text_bytes > 0 && found->sentences >= 2 && found->version == 1);
    assert_true(an_str_equal(found->coder.parse, coder.parse));
    ((size_t *)user)[0]++;
    ((size_t *)user)[1] += (size_t)found->events;
    ((size_t *)user)[2] += (size_t)found->claims;
    return ANNALS_OK;
}

static void test_documents(void **state)
{
    fixture *f = *state;
    an_filter filter = {.dates = AN_DATE_RANGE_UNKNOWN};
    size_t sums[3] = {0};
    put_many(f, 200);
    assert_ok(an_store_select_documents(f->store, &filter, check_document, sums, &f->error), &f->error);
    assert_int_equal(sums[0], 200);
    assert_int_equal(sums[1], ask_number(f, "SELECT count(*) FROM events"));
    assert_int_equal(sums[2], ask_number(f, "SELECT count(*) FROM claims"));
    sums[0] = 0;
    filter.type = AN_TYPE_ACCUSE;
    assert_ok(an_store_select_documents(f->store, &filter, check_document, sums, &f->error), &f->error);
    assert_int_equal(sums[0], ask_number(f, "SELECT count(DISTINCT document) FROM events WHERE type = 'ACCUSE'"));
    sums[0] = 0;
    filter = (an_filter){.dates = days("2020", "2020"), .words = AN_STR("artillery")};
    assert_ok(an_store_select_documents(f->store, &filter, check_document, sums, &f->error), &f->error);
    assert_int_equal(sums[0], ask_number(f, "SELECT count(*) FROM documents d WHERE published_from <= '2020-12-31' AND published_to >= "
                                            "'2020-01-01' AND (SELECT text FROM texts WHERE document = d.id) LIKE '%artillery%'"));
    assert_true(sums[0] > 0);
}

static annals_status take_actor(void *user, const an_found_actor *found, annals_error *error)
{
    an_found_actor *kept = user;
    (void)error;
    assert_true(found->actor.id.length > 0);
    if (an_str_is(found->actor.id, "taliban")) {
        *kept = *found;
        kept->actor.id = kept->actor.name = (an_str){0};
    }
    return ANNALS_OK;
}

static void test_actors(void **state)
{
    fixture *f = *state;
    an_filter filter = {.dates = AN_DATE_RANGE_UNKNOWN};
    an_found_actor taliban = {0};
    put_many(f, 200);
    assert_ok(an_store_select_actors(f->store, &filter, take_actor, &taliban, &f->error), &f->error);
    assert_int_equal(taliban.actor.kind, AN_ACTOR_ARMED_GROUP);
    assert_string_equal(taliban.actor.country, "AFG");
    assert_int_equal(taliban.as_actor, ask_number(f, "SELECT count(DISTINCT event) FROM participants p JOIN actors a ON a.id = p.actor "
                                                     "WHERE slug = 'taliban' AND role = 'actor'"));
    assert_int_equal(taliban.as_speaker, ask_number(f, "SELECT count(DISTINCT event) FROM accounts p JOIN actors a ON a.id = p.actor "
                                                       "WHERE slug = 'taliban'"));
    assert_true(taliban.as_recipient > 0 && taliban.dates.from < taliban.dates.to);
}

/* An actor that was once called otherwise is listed under its usual name. */
static annals_status check_usual_name(void *user, const an_found_actor *found, annals_error *error)
{
    (void)user, (void)error;
    if (an_str_is(found->actor.id, "rus.mil")) assert_true(an_str_is(found->actor.name, "Armed forces of Russia"));
    return ANNALS_OK;
}

static void test_usual_name(void **state)
{
    fixture *f = *state;
    an_filter filter = {.dates = AN_DATE_RANGE_UNKNOWN};
    an_document document;
    put_many(f, 50);
    an_arena_reset(&f->arena);
    synthetic_document(&f->arena, 60, 0, &document);
    document.events.items[0].actors.items[0].actor = (an_actor){.id = AN_STR("rus.mil"), .name = AN_STR("A. Pilot")};
    assert_ok(an_store_put(f->store, &document, "raw", &coder, &f->error), &f->error);
    assert_ok(an_store_select_actors(f->store, &filter, check_usual_name, NULL, &f->error), &f->error);
}

static void test_load_by_key(void **state)
{
    fixture *f = *state;
    an_stored_document stored;
    an_document document;
    uint64_t event, claim;
    put_many(f, 50);
    an_arena_reset(&f->arena);
    synthetic_document(&f->arena, 30, 0, &document);
    event = document.events.items[0].key;
    for (uint64_t i = 0; !document.claims.count; i++) synthetic_document(&f->arena, i, 0, &document);
    claim = document.claims.items[0].key;
    an_arena_reset(&f->arena);
    assert_ok(an_store_load_by_key(f->store, &f->arena, event, &stored, &f->error), &f->error);
    assert_true(an_str_is(stored.document.article.id, "d30"));
    assert_ok(an_store_load_by_key(f->store, &f->arena, claim, &stored, &f->error), &f->error);
    assert_int_equal(stored.document.claims.items[0].key, claim);
    assert_fails(an_store_load_by_key(f->store, &f->arena, 1, &stored, &f->error), ANNALS_E_INPUT, &f->error, "0000000000000001");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BASE_TEST(test_filters),   BASE_TEST(test_words),  BASE_TEST(test_callback_stops), BASE_TEST(test_claims),
        BASE_TEST(test_documents), BASE_TEST(test_actors), BASE_TEST(test_usual_name),     BASE_TEST(test_load_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
