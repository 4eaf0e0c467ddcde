/* The ledger of an incident: who said what in which order, who changed the account, what is only copied. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store_fixture.h"

#include "link_fixture.h"

#include "claim_fixture.h"
#include "query/query.h"
#include "query/statements.h"

#define BLAST .type = AN_TYPE_ASSAULT, .actor = "iskp", .recipient = "rus", .from = "2022-09-05", .town = "Kabul"
#define COPIED                                                                                                            \
    "On the fifth of September an armed man came to the gate of the mission in the capital and set off what he carried among those " \
    "who waited there for papers so that six of them lost their lives and ten were taken to a hospital close by in the old town"

typedef struct ledger {
    an_arena arena;
    an_statements all;
} ledger;

static annals_status keep_key(void *user, const an_incident *incident, annals_error *error)
{
    (void)error;
    if (!*(uint64_t *)user) *(uint64_t *)user = incident->key;
    return ANNALS_OK;
}

static uint64_t only_incident(fixture *f)
{
    uint64_t key = 0;
    assert_int_equal(ask_number(f, "SELECT count(*) FROM incidents"), 1);
    assert_ok(an_store_select_incidents(f->store, &(an_filter){.dates = AN_DATE_RANGE_UNKNOWN}, keep_key, &key, &f->error), &f->error);
    return key;
}

static void open_ledger(fixture *f, ledger *l)
{
    uint64_t key = only_incident(f);
    memset(l, 0, sizeof *l);
    an_arena_init(&l->arena, 0);
    assert_ok(an_query_statements(f->store, &key, 1, &l->arena, &l->all, &f->error), &f->error);
}

/* The one of this document and kind. */
static const an_statement *find(const ledger *l, const char *document, an_statement_kind kind)
{
    for (size_t i = 0; i < l->all.count; i++)
        if (an_str_is(l->all.items[i].document, document) && l->all.items[i].kind == kind) return &l->all.items[i];
    fail_msg("no %s in %s", an_statement_names[kind], document);
    return NULL;
}

static void test_changed_account(void **state)
{
    fixture *f = *state;
    ledger l;
    const an_statement *a, *b, *c;
    TELL(f, {{"a", "2022-09-05", "Post", "Police speak of six.", {{BLAST, .killed = 6, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0},
         {{"b", "2022-09-06", "Herald", "Police count eight now.", {{BLAST, .killed = 8, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0},
         {{"c", "2022-09-07", "Globe", "Police insist on at least seven.", {{BLAST, .killed = 7, .killed_high = -1, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0},
         {{"d", "2022-09-07", "Mail", "Doctors say five.", {{BLAST, .killed = 5, .speaker = "hospital", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0});
    open_ledger(f, &l);
    a = find(&l, "a", AN_STATEMENT_CLAIM);
    b = find(&l, "b", AN_STATEMENT_CLAIM);
    c = find(&l, "c", AN_STATEMENT_CLAIM);
    assert_true(a->changes == 0 && b->changes == a->key);
    assert_true(an_str_is(b->change, "killed 6 to 8"));
    assert_true(c->changes == 0); /* "at least seven" allows eight, which was said last */
    assert_true(find(&l, "d", AN_STATEMENT_CLAIM)->changes == 0);
    assert_int_equal(b->value.counts[AN_COUNT_KILLED].low, 8);
    an_arena_free(&l.arena);
}

static void test_denial_and_other_actor(void **state)
{
    fixture *f = *state;
    ledger l;
    const an_statement *second, *third;
    TELL(f, {{"a", "2022-09-05", "Post", "It was us they say.", {{BLAST, .killed = 6, .speaker = "iskp", .stance = AN_STANCE_CLAIMS_OWN}}, 1}, .beside_count = 0},
         {{"b", "2022-09-08", "Herald", "It was not us they say.", {{BLAST, .killed = 6, .speaker = "iskp", .stance = AN_STANCE_DENIES, .factuality = AN_FACTUALITY_POSSIBLE}}, 1}, .beside_count = 0},
         {{"c", "2022-09-09", "Globe", "They blame others.",
           {{.type = AN_TYPE_ASSAULT, .actor = "ttp", .recipient = "rus", .from = "2022-09-05", .town = "Kabul", .killed = 6, .speaker = "iskp", .stance = AN_STANCE_ACCUSES}}, 1}, .beside_count = 0});
    open_ledger(f, &l);
    second = find(&l, "b", AN_STATEMENT_CLAIM);
    third = find(&l, "c", AN_STATEMENT_CLAIM);
    assert_true(second->changes == find(&l, "a", AN_STATEMENT_CLAIM)->key);
    assert_true(an_str_is(second->change, "denied now"));
    assert_true(third->changes == second->key);
    assert_true(an_str_is(third->change, "denied no more; actor iskp to ttp"));
    an_arena_free(&l.arena);
}

/* A copy is no statement of its own: it neither changes nor repeats an account. */
static void test_copies(void **state)
{
    fixture *f = *state;
    ledger l;
    const an_statement *copy;
    TELL(f, {{"a", "2022-09-05", "Post", COPIED, {{BLAST, .killed = 6, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0},
         {{"b", "2022-09-06", "Herald", "A count of eight was given later.", {{BLAST, .killed = 8, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0},
         {{"c", "2022-09-07", "Globe", COPIED " the Post said", {{BLAST, .killed = 6, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0},
         {{"d", "2022-09-08", "Mail", "Eight it is says the force.", {{BLAST, .killed = 8, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0});
    open_ledger(f, &l);
    copy = find(&l, "c", AN_STATEMENT_CLAIM);
    assert_true(an_str_is(copy->source, "a"));
    assert_true(copy->changes == 0 && copy->repeats == 0);
    assert_true(find(&l, "b", AN_STATEMENT_CLAIM)->source.data == NULL);
    assert_true(find(&l, "d", AN_STATEMENT_CLAIM)->repeats == find(&l, "b", AN_STATEMENT_CLAIM)->key);
    assert_true(find(&l, "d", AN_STATEMENT_CLAIM)->changes == 0);
    an_arena_free(&l.arena);
}

static void test_kinds(void **state)
{
    fixture *f = *state;
    ledger l;
    TELL(f, {{"a", "2022-09-05", "Post", "They tell it themselves. No part in it they say.", {{BLAST, .killed = 6}}, 1}, {{"ttp", "No part in it", AN_STANCE_DENIES}, {"pak", "tell it themselves", AN_STANCE_SAYS}}, 2, false},
         {{"b", "2022-09-06", "Herald", "Eight it may be.", {{BLAST, .killed = 8, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0, .is_likely = true});
    open_ledger(f, &l);
    assert_int_equal(l.all.count, 4);
    assert_true(find(&l, "a", AN_STATEMENT_VOICE)->is_own_voice);
    assert_true(an_str_is(find(&l, "a", AN_STATEMENT_DENIAL)->speaker.id, "ttp"));
    assert_true(an_str_is(find(&l, "a", AN_STATEMENT_DENIAL)->content, "No part in it"));
    assert_true(an_str_is(find(&l, "a", AN_STATEMENT_BESIDE)->speaker.id, "pak"));
    assert_true(find(&l, "b", AN_STATEMENT_CLAIM)->certainty.is_known);
    assert_true(an_str_is(l.all.items[3].document, "b"));
    an_arena_free(&l.arena);
}

/* ---- as a question ---- */

typedef struct rows {
    size_t count;
    char keys[8][AN_KEY_BYTES];
} rows;

static annals_status begin(void *user, const an_column *columns, size_t count, annals_error *error)
{
    (void)user, (void)error;
    assert_true(count > 10);
    assert_string_equal(columns[0].name, "key");
    return ANNALS_OK;
}

static annals_status on_row(void *user, const an_row *row, annals_error *error)
{
    rows *r = user;
    (void)error;
    assert_true(r->count < 8);
    snprintf(r->keys[r->count++], AN_KEY_BYTES, "%.*s", (int)row->cells[0].length, row->cells[0].data);
    return ANNALS_OK;
}

static annals_status end(void *user, annals_error *error)
{
    (void)user, (void)error;
    return ANNALS_OK;
}

static size_t ask(fixture *f, annals_query query, annals_status expected)
{
    rows found = {0};
    an_row_sink sink = {.user = &found, .wants_cells = true, .begin = begin, .row = on_row, .end = end};
    assert_int_equal(an_query_run(f->store, &query, &sink, &f->error), expected);
    return found.count;
}

static void test_question(void **state)
{
    fixture *f = *state;
    char key[AN_KEY_BYTES];
    TELL(f, {{"a", "2022-09-05", "Post", "Police speak of six. No part in it they say.", {{BLAST, .killed = 6, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, {{"ttp", "No part in it", AN_STANCE_DENIES}}, 1, false},
         {{"b", "2022-09-06", "Herald", "Police count eight now.", {{BLAST, .killed = 8, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0});
    an_key_format(only_incident(f), key);
    assert_int_equal(ask(f, (annals_query){.what = "claims", .about = key}, ANNALS_OK), 3);
    assert_int_equal(ask(f, (annals_query){.what = "claims", .about = key, .speaker = "ttp"}, ANNALS_OK), 1);
    assert_int_equal(ask(f, (annals_query){.what = "claims", .about = key, .document = "b"}, ANNALS_OK), 1);
    assert_int_equal(ask(f, (annals_query){.what = "claims", .about = key, .limit = 2}, ANNALS_OK), 2);
    assert_int_equal(ask(f, (annals_query){.what = "claims", .about = key, .speaker = "nobody"}, ANNALS_OK), 0);
    ask(f, (annals_query){.what = "claims", .about = "xyz"}, ANNALS_E_USAGE);
    ask(f, (annals_query){.what = "events", .about = key}, ANNALS_E_USAGE);
    ask(f, (annals_query){.what = "claims", .about = "0000000000000001"}, ANNALS_E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BASE_TEST(test_changed_account), BASE_TEST(test_denial_and_other_actor), BASE_TEST(test_copies), BASE_TEST(test_kinds), BASE_TEST(test_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
