/* Corrections: what each does, what cannot be, how decisions are found again, logs that go from base to base, two who decide at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sys/wait.h>

#include "store_fixture.h"

#include "lexicon/cameo.h"
#include "link_fixture.h"
#include "store/correction.h"

/* ---- a base of three reports ---- */

typedef struct bench {
    fixture *f;
    annals_base *base;
    annals_error error;
} bench;

static const report reports[] = {
    {"a", "2022-09-06", "Post", "Six died at the gate of the embassy in Kabul.",
     {{.type = AN_TYPE_ASSAULT, .actor = "iskp", .recipient = "rus", .from = "2022-09-05", .town = "Kabul", .killed = 6, .speaker = "taliban",
       .stance = AN_STANCE_SAYS},
      {.type = AN_TYPE_CONSULT, .actor = "rus", .recipient = "taliban", .from = "2022-09-06"}}, 2},
    {"b", "2022-09-07", "Herald", "An embassy was struck on Monday, officials told us.",
     {{.type = AN_TYPE_ASSAULT, .actor = "iskp", .from = "2022-09-05", .town = "Kabul"}}, 1},
    {"c", "2022-09-08", "Globe", "Far away a convoy was struck by others.",
     {{.type = AN_TYPE_ASSAULT, .actor = "ttp", .from = "2022-09-07", .town = "Zaranj", .killed = 2}}, 1}};
enum { REPORT_COUNT = sizeof reports / sizeof *reports };

static void open_base(bench *b)
{
    assert_ok(annals_base_open(&b->base, b->f->scratch.path, 0, &b->error), &b->error);
}

static bench fill(void **state)
{
    bench b = {.f = *state};
    for (int i = 0; i < REPORT_COUNT; i++) put_report(b.f, &reports[i]);
    update(b.f);
    open_base(&b);
    return b;
}

/* The key of an event of a report, as text. */
static const char *key_of(bench *b, const char *document, int64_t number, char out[AN_KEY_BYTES])
{
    char sql[200];
    sqlite3_stmt *statement;
    snprintf(sql, sizeof sql, "SELECT e.key FROM (SELECT id, key, document FROM events UNION SELECT id, key, document FROM machine_events) e "
                              "JOIN documents d ON d.id = e.document WHERE d.name = '%s' ORDER BY e.id LIMIT 1 OFFSET %d", document, (int)number);
    assert_int_equal(sqlite3_prepare_v2(b->f->store->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    snprintf(out, AN_KEY_BYTES, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return out;
}

static annals_status correct(bench *b, const char *action, const char *target, const char *value, uint64_t *number)
{
    annals_correction c = {.action = action, .target = target, .value = value, .by = "Ada", .day = "2024-05-01"};
    return annals_base_correct(b->base, NULL, &c, number, &b->error);
}

static uint64_t must_correct(bench *b, const char *action, const char *target, const char *value)
{
    uint64_t number = 0;
    assert_ok(correct(b, action, target, value, &number), &b->error);
    assert_true(number > 0);
    return number;
}

static int append(void *user, const char *bytes, size_t length)
{
    an_strbuf_put(user, bytes, length);
    return 0;
}

/* What a question answers as JSON lines; valid until the next one. */
static const char *ask(bench *b, const char *what)
{
    static an_strbuf text;
    annals_query query = {.what = what};
    an_strbuf_free(&text);
    an_strbuf_init(&text, 0);
    assert_ok(annals_base_query(b->base, &query, "jsonl", append, &text, &b->error), &b->error);
    return text.data ? text.data : "";
}

static void assert_says(bench *b, const char *what, const char *part)
{
    const char *text = ask(b, what);
    if (!strstr(text, part)) fail_msg("%s do not say %s: %.1500s", what, part, text);
}

static void assert_silent(bench *b, const char *what, const char *part)
{
    const char *text = ask(b, what);
    if (strstr(text, part)) fail_msg("%s say %s: %.1500s", what, part, text);
}

/* ---- what each action does ---- */

static void test_fields(void **state)
{
    static const struct {
        const char *action, *value, *part, *incident; /* what events and incidents then say */
    } cases[] = {
        {"type", "COERCE arrest", "\"type\":\"COERCE\",\"modes\":[\"arrest\"]", "\"type\":\"COERCE\""},
        {"actor", "ttp taliban", "\"actors\":[{\"id\":\"ttp\"", "\"taliban\",\"ttp\""},
        {"actor", "ttp ttp", "\"actors\":[{\"id\":\"ttp\",\"name\":\"ttp\",\"kind\":\"armed-group\",\"country\":null,\"sectors\":[],\"cameo\":null,\"acts_for\":null,\"text\":null,\"span\":null}]", NULL},
        {"actor", "none", "\"actors\":[],\"recipients\":[{\"id\":\"rus\"", NULL},
        {"recipient", "new:afg-police", "\"recipients\":[{\"id\":\"afg-police\"", "\"recipients\":[\"afg-police\"]"},
        {"actor", "\"armed men\"", "\"actors\":[{\"id\":null,\"name\":\"armed men\"", NULL},
        {"date", "2022-09-01..2022-09-02", "\"from\":\"2022-09-01\",\"to\":\"2022-09-02\"", "2022-09-02"},
        {"place", "zaranj", "\"place\":{\"name\":\"Zaranj\",\"country\":\"AFG\"", NULL},
        {"place", "Sarobi; AFG; 34.58694; 69.76139; district", "\"lat\":34.58694,\"lon\":69.76139", "\"name\":\"Sarobi\""},
        {"killed", "7-9", "\"killed\":{\"low\":7,\"high\":9", NULL},
        {"wounded", "139+", "\"wounded\":{\"low\":139,\"high\":null", NULL},
        {"detained", "3", "\"detained\":{\"low\":3,\"high\":3", NULL},
        {"displaced", "50", "\"displaced\":{\"low\":50", NULL},
        {"factuality", "possible", "\"factuality\":\"possible\"", NULL},
    };
    bench b = fill(state);
    char key[AN_KEY_BYTES], corrected[60];
    an_strbuf before;
    key_of(&b, "a", 0, key);
    an_strbuf_init(&before, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t number;
        an_strbuf_clear(&before);
        an_strbuf_puts(&before, ask(&b, "events"));
        an_strbuf_puts(&before, ask(&b, "incidents"));
        number = must_correct(&b, cases[i].action, key, cases[i].value);
        assert_says(&b, "events", cases[i].part);
        snprintf(corrected, sizeof corrected, "\"corrected\":[\"%s\"]", cases[i].action);
        assert_says(&b, "events", corrected);
        if (cases[i].incident) assert_says(&b, "incidents", cases[i].incident);
        assert_ok(annals_base_undo(b.base, NULL, number, &b.error), &b.error);
        {
            an_strbuf after;
            an_strbuf_init(&after, 0);
            an_strbuf_puts(&after, ask(&b, "events"));
            an_strbuf_puts(&after, ask(&b, "incidents"));
            assert_string_equal(after.data, before.data);
            an_strbuf_free(&after);
        }
    }
    an_strbuf_free(&before);
    annals_base_close(b.base);
}

static uint64_t decide_type(bench *b, const char *key, const char *value, const an_act_codes *codes)
{
    an_correction made = {.action = AN_ACTION_TYPE, .target = an_str_from(key), .value = an_str_from(value)};
    an_arena arena;
    an_arena_init(&arena, 0);
    an_store_set_act_codes(b->f->store, codes);
    assert_ok(an_store_hold(b->f->store, &b->error), &b->error);
    assert_ok(an_store_prepare_correction(b->f->store, &arena, &made, &b->error), &b->error);
    assert_ok(an_store_take_correction(b->f->store, &made, &b->error), &b->error);
    assert_ok(an_store_release(b->f->store, true, &b->error), &b->error);
    an_arena_free(&arena);
    return made.number;
}

/* By its mode, else as the type alone, the marked code before lower ones; unknown where the codebook has no row for either, and without a codebook. */
static void test_codes_of_types(void **state)
{
    static const an_cameo_row rows[] = {{"090", AN_TYPE_ACCUSE, AN_MODE_ACCUSE_INVESTIGATE, -10, {0, 0}, AN_DEFAULT_OF_NOTHING}, {"11", AN_TYPE_ACCUSE, AN_MODE_NONE, -20, {0, 0}, 0}, {"110", AN_TYPE_ACCUSE, AN_MODE_ACCUSE_DISAPPROVE, -20, {0, 0}, AN_DEFAULT_OF_TYPE},
                                        {"137", AN_TYPE_THREATEN, AN_MODE_THREATEN_VIOLENCE, -60, {0, 0}, AN_DEFAULT_OF_NOTHING}, {"138", AN_TYPE_THREATEN, AN_MODE_THREATEN_VIOLENCE, -70, {0, 0}, AN_DEFAULT_OF_MODE},
                                        {"17", AN_TYPE_COERCE, AN_MODE_NONE, -70, {0, 0}, 0}, {"170", AN_TYPE_COERCE, AN_MODE_NONE, -56, {0, 0}, 0}, {"173", AN_TYPE_COERCE, AN_MODE_COERCE_ARREST, -50, {0, 0}, 0}, {"1731", AN_TYPE_COERCE, AN_MODE_COERCE_ARREST, -45, {0, 0}, 0}};
    static const char *const cases[][2] = {
        {"COERCE arrest", "\"cameo\":\"173\",\"goldstein\":-5.0,\"plover_score\":-7.0,\"quad\":4"},
        {"THREATEN violence", "\"cameo\":\"138\",\"goldstein\":-7.0"}, {"REQUEST", "\"cameo\":null,\"goldstein\":null"},
        {"COERCE cyber", "\"cameo\":\"170\",\"goldstein\":-5.6,\"plover_score\":-7.0,\"quad\":4"},
        {"ACCUSE disapprove", "\"cameo\":\"110\",\"goldstein\":-2.0,\"plover_score\":-2.0,\"quad\":3"},
        {"ACCUSE", "\"cameo\":\"110\",\"goldstein\":-2.0,\"plover_score\":-3.0,\"quad\":3"}};
    bench b = fill(state);
    const an_codebook codebook = {rows, sizeof rows / sizeof *rows, {0}};
    an_act_codes codes;
    char key[AN_KEY_BYTES];
    key_of(&b, "a", 0, key);
    an_codebook_list_codes(&codebook, &codes);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t number = decide_type(&b, key, cases[i][0], &codes);
        assert_says(&b, "events", cases[i][1]);
        assert_ok(annals_base_undo(b.base, NULL, number, &b.error), &b.error);
    }
    decide_type(&b, key, "COERCE arrest", NULL);
    assert_says(&b, "events", "\"cameo\":null,\"goldstein\":null,\"plover_score\":-7.0,\"quad\":4");
    annals_base_close(b.base);
}

static void test_drop(void **state)
{
    bench b = fill(state);
    char key[AN_KEY_BYTES];
    an_strbuf text;
    uint64_t number = must_correct(&b, "drop", key_of(&b, "c", 0, key), NULL);
    assert_silent(&b, "events", key);
    assert_silent(&b, "incidents", key);
    assert_fails(correct(&b, "type", key, "COERCE", NULL), ANNALS_E_INPUT, &b.error, "has been dropped");
    an_strbuf_init(&text, 0);
    assert_ok(annals_base_explain(b.base, NULL, key, append, &text, &b.error), &b.error);
    assert_non_null(strstr(text.data, "drop, by Ada, 2024-05-01"));
    assert_ok(annals_base_undo(b.base, NULL, number, &b.error), &b.error);
    assert_says(&b, "events", key);
    assert_says(&b, "incidents", key);
    an_strbuf_free(&text);
    annals_base_close(b.base);
}

static void test_explain(void **state)
{
    bench b = fill(state);
    char key[AN_KEY_BYTES];
    an_strbuf text;
    must_correct(&b, "killed", key_of(&b, "a", 0, key), "8");
    must_correct(&b, "merge-actors", "iskp", "ttp");
    an_strbuf_init(&text, 0);
    assert_ok(annals_base_explain(b.base, NULL, key, append, &text, &b.error), &b.error);
    assert_non_null(strstr(text.data, "1: killed 8, by Ada, 2024-05-01; the program had said 6"));
    assert_non_null(strstr(text.data, "2: merge-actors iskp ttp, by Ada"));
    assert_non_null(strstr(text.data, "as a person decided"));
    an_strbuf_free(&text);
    annals_base_close(b.base);
}

static int count_events(bench *b, const char *actor)
{
    annals_query query = {.what = "events", .actor = actor};
    an_strbuf text;
    int count = 0;
    an_strbuf_init(&text, 0);
    assert_ok(annals_base_query(b->base, &query, "jsonl", append, &text, &b->error), &b->error);
    for (size_t i = 0; i < text.length; i++) count += text.data[i] == '\n';
    an_strbuf_free(&text);
    return count;
}

static void test_actors(void **state)
{
    bench b = fill(state);
    uint64_t merged = must_correct(&b, "merge-actors", "taliban", "iskp"), split;
    assert_silent(&b, "actors", "\"taliban\"");
    assert_says(&b, "events", "\"speaker\":{\"id\":\"iskp\"");
    assert_says(&b, "relations", "iskp");
    assert_int_equal(count_events(&b, "taliban"), 2); /* who asks for the one gets the other */
    split = must_correct(&b, "split-actor", "iskp", "new:iskp-2 b");
    assert_says(&b, "actors", "\"id\":\"iskp-2\"");
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM participants p JOIN actors a ON a.id = p.actor JOIN events e ON e.id = p.event "
                                     "JOIN documents d ON d.id = e.document WHERE a.slug = 'iskp-2' AND d.name <> 'b'"), 0);
    assert_ok(annals_base_undo(b.base, NULL, merged, &b.error), &b.error);
    assert_says(&b, "actors", "\"taliban\"");
    assert_says(&b, "actors", "\"iskp-2\"");
    assert_ok(annals_base_undo(b.base, NULL, split, &b.error), &b.error);
    assert_silent(&b, "actors", "iskp-2");
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM actors WHERE slug = 'iskp-2'"), 0);
    annals_base_close(b.base);
}

/* A chain: a is b, b is c; and what was b by a person's word is c too. */
static void test_chain_of_merges(void **state)
{
    bench b = fill(state);
    char key[AN_KEY_BYTES];
    uint64_t second;
    must_correct(&b, "actor", key_of(&b, "c", 0, key), "taliban");
    must_correct(&b, "merge-actors", "iskp", "taliban");
    second = must_correct(&b, "merge-actors", "taliban", "rus");
    assert_silent(&b, "actors", "\"taliban\"");
    assert_silent(&b, "actors", "\"iskp\"");
    assert_ok(annals_base_undo(b.base, NULL, second, &b.error), &b.error);
    assert_says(&b, "actors", "\"taliban\"");
    assert_silent(&b, "actors", "\"iskp\"");
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM participants p JOIN actors a ON a.id = p.actor WHERE a.slug = 'taliban' AND p.role = 'actor'"), 3);
    annals_base_close(b.base);
}

static void test_incidents(void **state)
{
    bench b = fill(state);
    char a[AN_KEY_BYTES], second[AN_KEY_BYTES], c[AN_KEY_BYTES];
    uint64_t split, joined;
    key_of(&b, "a", 0, a);
    key_of(&b, "b", 0, second);
    key_of(&b, "c", 0, c);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM incidents"), 3);
    assert_fails(correct(&b, "join-incidents", a, second, NULL), ANNALS_E_INPUT, &b.error, "same incident already");
    assert_fails(correct(&b, "split-incident", a, c, NULL), ANNALS_E_INPUT, &b.error, "not of that incident");
    split = must_correct(&b, "split-incident", a, second);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM incidents"), 4);
    joined = must_correct(&b, "join-incidents", a, c);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM incidents"), 3);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM incident_nodes WHERE reasons = 'decided'"), 1);
    assert_says(&b, "contradictions", "\"field\":\"place\"");
    must_correct(&b, "join-incidents", c, second);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM incidents"), 2);
    assert_ok(annals_base_undo(b.base, NULL, joined, &b.error), &b.error);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM incidents"), 3);
    assert_ok(annals_base_undo(b.base, NULL, split, &b.error), &b.error); /* b is back with a, and c is joined to b */
    assert_int_equal(ask_number(b.f, "SELECT max(events) FROM incidents"), 3);
    annals_base_close(b.base);
}

static void test_derivations(void **state)
{
    static const char text[] = "The ministry said that nine persons were held after the night raid on a market in the old town, and that the search "
                               "for two others went on in the hills around it while helicopters flew over the river until the morning came.";
    static const report copies[] = {{"x", "2022-10-01", "Post", text, {{.type = AN_TYPE_COERCE, .actor = "rus", .from = "2022-10-01", .town = "Kabul"}}, 1},
                                    {"y", "2022-10-02", "Herald", text, {{.type = AN_TYPE_COERCE, .actor = "rus", .from = "2022-10-01", .town = "Kabul"}}, 1}};
    bench b = {.f = *state};
    const char *key;
    char copied[AN_KEY_BYTES];
    uint64_t number;
    put_report(b.f, &copies[0]);
    put_report(b.f, &copies[1]);
    update(b.f);
    open_base(&b);
    key = strstr(ask(&b, "derivations"), "\"key\":\"");
    assert_non_null(key);
    snprintf(copied, sizeof copied, "%s", key + 7);
    assert_says(&b, "incidents", "\"independent\":1");
    number = must_correct(&b, "drop-derivation", copied, NULL);
    assert_string_equal(ask(&b, "derivations"), "");
    assert_says(&b, "incidents", "\"independent\":2");
    assert_fails(correct(&b, "drop-derivation", copied, NULL, NULL), ANNALS_E_INPUT, &b.error, "no derivation");
    assert_ok(an_link_rebuild(b.f->store, NULL, NULL, &b.error), &b.error); /* comparing all anew does not bring it back */
    assert_string_equal(ask(&b, "derivations"), "");
    assert_ok(annals_base_undo(b.base, NULL, number, &b.error), &b.error);
    assert_says(&b, "derivations", copied);
    assert_says(&b, "incidents", "\"independent\":1");
    annals_base_close(b.base);
}

/* Several laid aside, made again, and shown: none takes the passages of another. */
static void test_many_derivations(void **state)
{
    static const char text[] = "The ministry said that nine persons were held after the night raid on a market in the old town, and that the search "
                               "for two others went on in the hills around it while helicopters flew over the river until the morning came.";
    static const char *const names[] = {"p", "q", "r", "s"};
    bench b = {.f = *state};
    char keys[6][AN_KEY_BYTES];
    uint64_t numbers[6];
    an_strbuf before;
    size_t count = 0;
    for (int i = 0; i < 4; i++) {
        report r = {names[i], i % 2 ? "2022-10-02" : "2022-10-01", "Post", text, {{0}}, 0};
        put_report(b.f, &r);
    }
    update(b.f);
    open_base(&b);
    an_strbuf_init(&before, 0);
    an_strbuf_puts(&before, ask(&b, "derivations"));
    for (const char *at = before.data; (at = strstr(at, "\"key\":\"")) && count < 6; at += 7) snprintf(keys[count++], AN_KEY_BYTES, "%s", at + 7);
    assert_int_equal(count, 6);
    for (size_t i = 0; i < count; i++) numbers[i] = must_correct(&b, "drop-derivation", keys[i], NULL);
    assert_ok(an_link_rebuild(b.f->store, NULL, NULL, &b.error), &b.error);
    assert_string_equal(ask(&b, "derivations"), "");
    for (size_t i = 0; i < count; i++) assert_ok(annals_base_undo(b.base, NULL, numbers[i], &b.error), &b.error);
    assert_string_equal(ask(&b, "derivations"), before.data);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM machine_passages"), 0);
    an_strbuf_free(&before);
    annals_base_close(b.base);
}

/* A claim about an event that is changed, then dropped, whose speaker is another one meanwhile. */
static void test_claims(void **state)
{
    bench b = {.f = *state};
    an_document document;
    an_claim claim = {.key = 77, .span = {0, 9}, .has_speaker = true, .speaker = {.actor = actor_of("taliban"), .mention = AN_NONE}, .stance = AN_STANCE_DENIES,
                      .content = {4, 9}};
    char key[AN_KEY_BYTES];
    uint64_t type, drop, merge;
    make_report(&b.f->arena, &reports[0], &document);
    AN_PUSH(&b.f->arena, &document.claims, claim);
    assert_ok(an_store_put(b.f->store, &document, document.article.sha256, &coder, &b.error), &b.error);
    update(b.f);
    open_base(&b);
    type = must_correct(&b, "type", key_of(&b, "a", 0, key), "COERCE");
    drop = must_correct(&b, "drop", key, NULL);
    assert_says(&b, "claims", "\"event\":null");
    merge = must_correct(&b, "merge-actors", "taliban", "new:elders");
    assert_says(&b, "claims", "\"id\":\"elders\"");
    assert_ok(annals_base_undo(b.base, NULL, drop, &b.error), &b.error);
    assert_says(&b, "claims", key);
    assert_says(&b, "claims", "\"id\":\"elders\"");
    assert_ok(annals_base_undo(b.base, NULL, merge, &b.error), &b.error);
    assert_ok(annals_base_undo(b.base, NULL, type, &b.error), &b.error);
    assert_says(&b, "claims", "\"id\":\"taliban\"");
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM machine_claims"), 0);
    annals_base_close(b.base);
}

/* ---- what cannot be ---- */

static void test_wrong(void **state)
{
    static const struct {
        const char *action, *value, *part;
        annals_status status;
    } cases[] = {
        {"dance", "x", "there are drop, type", ANNALS_E_USAGE},
        {"type", NULL, "missing", ANNALS_E_INPUT},
        {"type", "   ", "missing", ANNALS_E_INPUT},
        {"type", "DANCE", "no type of event", ANNALS_E_INPUT},
        {"type", "CONSULT arrest", "a mode that it has not", ANNALS_E_INPUT},
        {"actor", "nobody.known", "new:nobody.known makes one", ANNALS_E_INPUT},
        {"actor", "new:Some One", "no new id", ANNALS_E_INPUT},
        {"actor", "new:", "no new id", ANNALS_E_INPUT},
        {"date", "soon", "no date", ANNALS_E_INPUT},
        {"date", "2022-09-05..2022-09-01", "ends before it begins", ANNALS_E_INPUT},
        {"date", "..", "no date", ANNALS_E_INPUT},
        {"killed", "many", "no number", ANNALS_E_INPUT},
        {"killed", "9-6", "ends before it begins", ANNALS_E_INPUT},
        {"killed", "99999999999999999999", "no number", ANNALS_E_INPUT},
        {"place", "Atlantis", "no place that the base knows", ANNALS_E_INPUT},
        {"place", "Atlantis; ATL; 91; 0", "no latitude", ANNALS_E_INPUT},
        {"place", "Atlantis; Atl", "no country", ANNALS_E_INPUT},
        {"place", "Atlantis; ATL; 1; 2; city; 3; x; 4; 5", "no population", ANNALS_E_INPUT},
        {"factuality", "perhaps", "no factuality", ANNALS_E_INPUT},
        {"drop", "now", "takes none", ANNALS_E_INPUT},
        {"join-incidents", "0000000000000000", "no event with the key", ANNALS_E_INPUT},
        {"split-incident", "x", "is no key", ANNALS_E_INPUT},
        {"killed", "\xff", "no UTF-8", ANNALS_E_INPUT},
    };
    bench b = fill(state);
    char key[AN_KEY_BYTES];
    an_strbuf before;
    an_strbuf_init(&before, 0);
    an_strbuf_puts(&before, ask(&b, "events"));
    key_of(&b, "a", 0, key);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_fails(correct(&b, cases[i].action, key, cases[i].value, NULL), cases[i].status, &b.error, cases[i].part);
    assert_fails(correct(&b, "drop", "0123456789abcdef", NULL, NULL), ANNALS_E_INPUT, &b.error, "no event with the key");
    assert_fails(correct(&b, "drop", "short", NULL, NULL), ANNALS_E_INPUT, &b.error, "is no key");
    assert_fails(correct(&b, "drop", NULL, NULL, NULL), ANNALS_E_INPUT, &b.error, "target is missing");
    assert_fails(correct(&b, "merge-actors", "nobody", "rus", NULL), ANNALS_E_INPUT, &b.error, "holds no actor");
    assert_fails(correct(&b, "merge-actors", "rus", "rus", NULL), ANNALS_E_INPUT, &b.error, "the actor itself");
    assert_fails(correct(&b, "merge-actors", "rus", "iskp ttp", NULL), ANNALS_E_INPUT, &b.error, "more than one");
    assert_fails(correct(&b, "split-actor", "rus", "new:x", NULL), ANNALS_E_INPUT, &b.error, "documents or events");
    assert_fails(correct(&b, "split-actor", "rus", "new:x nowhere", NULL), ANNALS_E_INPUT, &b.error, "no event or document 'nowhere'");
    assert_fails(annals_base_undo(b.base, NULL, 1, &b.error), ANNALS_E_INPUT, &b.error, "no correction 1");
    assert_string_equal(ask(&b, "events"), before.data);
    assert_string_equal(ask(&b, "corrections"), "");
    must_correct(&b, "drop", key, NULL);
    assert_ok(annals_base_undo(b.base, NULL, 1, &b.error), &b.error);
    assert_fails(annals_base_undo(b.base, NULL, 1, &b.error), ANNALS_E_INPUT, &b.error, "not undone");
    an_strbuf_free(&before);
    annals_base_close(b.base);
}

/* ---- found again after coding anew ---- */

/* Codes report `a` anew as `told` says, with other keys where the type is another. */
static void recode_as(bench *b, const report *changed, uint64_t key_of_first)
{
    an_store *store = b->f->store;
    an_document document;
    int64_t row;
    an_arena_reset(&b->f->arena);
    make_report(&b->f->arena, changed, &document);
    if (key_of_first && document.events.count) document.events.items[0].key = key_of_first;
    annals_base_close(b->base);
    assert_ok(an_store_hold(store, &b->error), &b->error);
    assert_ok(an_store_link_clear(store, &b->error), &b->error);
    assert_ok(an_store_set_corrections_aside(store, &b->error), &b->error);
    assert_ok(an_store_find_digest(store, document.article.sha256, &row, &b->error), &b->error);
    assert_true(row > 0);
    assert_ok(an_store_recode(store, row, &document, &coder, &b->error), &b->error);
    assert_ok(an_store_apply_corrections(store, &b->error), &b->error);
    assert_ok(an_link_update(store, NULL, NULL, &b->error), &b->error);
    assert_ok(an_store_release(store, true, &b->error), &b->error);
    open_base(b);
}

static void test_found_again(void **state)
{
    bench b = fill(state);
    char key[AN_KEY_BYTES];
    report changed = reports[0];
    uint64_t conflicts, number = must_correct(&b, "killed", key_of(&b, "a", 0, key), "9");
    must_correct(&b, "type", key, "COERCE");
    must_correct(&b, "date", key, "2022-09-04");
    changed.event_count = 1; /* the second event would be told by the same word */
    changed.events[0].type = AN_TYPE_PROTEST;
    recode_as(&b, &changed, 0x1234567812345678);
    assert_silent(&b, "events", key);
    assert_says(&b, "events", "\"type\":\"COERCE\"");
    assert_says(&b, "events", "\"killed\":{\"low\":9");
    assert_says(&b, "corrections", "\"action\":\"killed\",\"target\":\"");
    assert_says(&b, "corrections", "\"state\":\"changed\",\"seen\":\"ASSAULT\",\"now\":\"PROTEST\"");
    assert_ok(an_store_count_conflicts(b.f->store, &conflicts, &b.error), &b.error);
    assert_int_equal(conflicts, 1);
    assert_ok(annals_base_undo(b.base, NULL, number, &b.error), &b.error);
    assert_says(&b, "events", "\"killed\":{\"low\":6");
    annals_base_close(b.base);
}

static void test_gone_and_back(void **state)
{
    bench b = fill(state);
    char key[AN_KEY_BYTES];
    report without = reports[0];
    uint64_t conflicts;
    must_correct(&b, "killed", key_of(&b, "a", 0, key), "9");
    without.event_count = 0;
    recode_as(&b, &without, 0);
    assert_says(&b, "corrections", "\"state\":\"gone\"");
    assert_ok(an_store_count_conflicts(b.f->store, &conflicts, &b.error), &b.error);
    assert_int_equal(conflicts, 1);
    recode_as(&b, &reports[0], 0);
    assert_says(&b, "corrections", "\"state\":\"applied\"");
    assert_says(&b, "events", "\"killed\":{\"low\":9");
    annals_base_close(b.base);
}

/* Sentences that are others leave the index of words right. */
static void test_other_sentences(void **state)
{
    bench b = fill(state);
    an_store *store = b.f->store;
    an_document document;
    int64_t row;
    an_sentence halves[2] = {{{0, 10}, 0, 2, 0}, {{11, 0}, 2, 0, 0}};
    annals_base_close(b.base);
    an_arena_reset(&b.f->arena);
    make_report(&b.f->arena, &reports[2], &document);
    halves[1].span.end = (uint32_t)document.article.text.length;
    halves[1].token_count = document.parsed.token_count - 2;
    document.parsed.tokens[2].head = AN_HEAD_ROOT;
    document.parsed.sentences = halves;
    document.parsed.sentence_count = 2;
    assert_ok(an_store_hold(store, &b.error), &b.error);
    assert_ok(an_store_link_clear(store, &b.error), &b.error);
    assert_ok(an_store_find_digest(store, document.article.sha256, &row, &b.error), &b.error);
    assert_ok(an_store_recode(store, row, &document, &coder, &b.error), &b.error);
    assert_ok(an_store_release(store, true, &b.error), &b.error);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM sentences"), 4);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'convoy'"), 1);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM sentence_words WHERE sentence_words MATCH 'far convoy'"), 0);
    assert_int_equal(sqlite3_exec(store->db, "INSERT INTO sentence_words (sentence_words, rank) VALUES ('integrity-check', 1)", NULL, NULL, NULL), SQLITE_OK);
}

/* ---- logs ---- */

static void count_problem(void *user, const annals_error *problem)
{
    (void)problem;
    ++*(int *)user;
}

static uint64_t take_log(bench *b, const char *text, int *problems)
{
    char path[128];
    uint64_t taken = 0;
    FILE *file;
    snprintf(path, sizeof path, "%s/log.jsonl", b->f->scratch.folder);
    file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    *problems = 0;
    assert_ok(annals_base_read_corrections(b->base, NULL, path, count_problem, problems, &taken, &b->error), &b->error);
    unlink(path);
    return taken;
}

static void test_log(void **state)
{
    bench b = fill(state);
    char key[AN_KEY_BYTES];
    an_strbuf log, events;
    uint64_t numbers[5];
    int problems;
    key_of(&b, "a", 0, key);
    numbers[0] = must_correct(&b, "place", key, "Zaranj");
    numbers[1] = must_correct(&b, "actor", key, "ttp new:x");
    numbers[2] = must_correct(&b, "merge-actors", "taliban", "rus");
    numbers[3] = must_correct(&b, "split-actor", "iskp", "new:other b");
    numbers[4] = must_correct(&b, "join-incidents", key, key_of(&b, "b", 0, (char[AN_KEY_BYTES]){0}));
    an_strbuf_init(&log, 0);
    an_strbuf_init(&events, 0);
    an_strbuf_puts(&log, ask(&b, "corrections"));
    an_strbuf_puts(&events, ask(&b, "events"));
    an_strbuf_puts(&events, ask(&b, "incidents"));
    for (int i = 0; i < 5; i++) assert_ok(annals_base_undo(b.base, NULL, numbers[i], &b.error), &b.error);
    assert_int_equal(take_log(&b, log.data, &problems), 5);
    assert_int_equal(problems, 0);
    {
        an_strbuf again;
        an_strbuf_init(&again, 0);
        an_strbuf_puts(&again, ask(&b, "events"));
        an_strbuf_puts(&again, ask(&b, "incidents"));
        assert_string_equal(again.data, events.data);
        an_strbuf_free(&again);
    }
    assert_int_equal(take_log(&b, log.data, &problems), 0); /* again: nothing new */
    an_strbuf_free(&log);
    an_strbuf_free(&events);
    annals_base_close(b.base);
}

/* The log comes first, the reports after it. */
static void test_log_before_reports(void **state)
{
    bench b = fill(state);
    char key[AN_KEY_BYTES];
    an_strbuf log;
    int problems;
    must_correct(&b, "killed", key_of(&b, "c", 0, key), "5");
    must_correct(&b, "merge-actors", "ttp", "new:taliban-pk");
    an_strbuf_init(&log, 0);
    an_strbuf_puts(&log, ask(&b, "corrections"));
    annals_base_close(b.base);
    an_store_close(b.f->store);
    unlink(b.f->scratch.path);
    assert_ok(an_store_open(&b.f->store, b.f->scratch.path, &for_writing, &b.error), &b.error);
    put_report(b.f, &reports[0]);
    update(b.f);
    open_base(&b);
    assert_int_equal(take_log(&b, log.data, &problems), 2);
    assert_int_equal(problems, 1); /* the event; a merge waits for whoever comes */
    assert_says(&b, "corrections", "\"state\":\"gone\"");
    put_report(b.f, &reports[2]);
    update(b.f);
    assert_ok(an_store_hold(b.f->store, &b.error), &b.error);
    assert_ok(an_store_refresh_corrections(b.f->store, &b.error), &b.error);
    assert_ok(an_link_update(b.f->store, NULL, NULL, &b.error), &b.error);
    assert_ok(an_store_release(b.f->store, true, &b.error), &b.error);
    assert_silent(&b, "corrections", "\"state\":\"gone\"");
    assert_says(&b, "events", "\"id\":\"taliban-pk\"");
    assert_says(&b, "events", "\"killed\":{\"low\":5");
    an_strbuf_free(&log);
    annals_base_close(b.base);
}

static void test_wrong_lines(void **state)
{
    static const char *const lines[] = {
        "no json", "[1]", "{}", "{\"action\":\"fly\",\"target\":\"x\"}", "{\"action\":\"drop\"}", "{\"action\":\"drop\",\"target\":\"0123456789abcdef\"}",
        "{\"action\":\"type\",\"target\":\"0123456789abcdef\",\"value\":\"DANCE\",\"anchors\":[{\"key\":\"0123456789abcdef\",\"document\":\"x\"}]}",
        "{\"action\":\"killed\",\"target\":\"0123456789abcdef\",\"value\":\"5\",\"anchors\":[{\"key\":\"0123456789abcdef\",\"document\":"
        "\"0000000000000000000000000000000000000000000000000000000000000000\",\"type\":\"DANCE\"}]}",
        "{\"action\":\"killed\",\"target\":\"0123456789abcdef\",\"value\":\"five\",\"anchors\":[{\"key\":\"0123456789abcdef\",\"document\":"
        "\"0000000000000000000000000000000000000000000000000000000000000000\",\"type\":\"ASSAULT\"}]}",
        "{\"action\":\"merge-actors\",\"target\":\"rus\",\"value\":\"x\",\"actors\":[{\"id\":\"x\",\"kind\":\"ghost\"}]}",
        "{\"action\":\"merge-actors\",\"target\":\"rus\",\"value\":\"x\",\"actors\":[{}]}",
        "{\"action\":\"join-incidents\",\"target\":\"0123456789abcdef\",\"value\":\"5\",\"anchors\":[{\"document\":"
        "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}",
        "{\"action\":\"drop\",\"target\":\"x\",\"day\":\"some day\",\"anchors\":[]}"};
    bench b = fill(state);
    int problems;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(take_log(&b, lines[i], &problems), 0);
        assert_int_equal(problems, 1);
    }
    assert_int_equal(take_log(&b, "\n  \n{\"action\":\"drop\",\"target\":\"x\",\"state\":\"undone\"}\n", &problems), 0);
    assert_int_equal(problems, 0);
    assert_fails(annals_base_read_corrections(b.base, NULL, "/no/such/log", NULL, NULL, NULL, &b.error), ANNALS_E_IO, &b.error, "/no/such/log");
    assert_string_equal(ask(&b, "corrections"), "");
    annals_base_close(b.base);
}

/* ---- two at once ---- */

static void test_locked(void **state)
{
    bench b = fill(state);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(b.f->scratch.path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_fails(an_store_hold(b.f->store, &b.error), ANNALS_E_BASE, &b.error, "another program has it locked");
    sqlite3_close(other);
    assert_ok(an_store_hold(b.f->store, &b.error), &b.error);
    assert_ok(an_store_release(b.f->store, true, &b.error), &b.error);
    annals_base_close(b.base);
}

enum { EACH = 12, TRIES = 20 };

/* On a slow disk the other may hold the base for longer than a program waits: then it is told so, and asks again. */
static annals_status decide(annals_base *base, const annals_correction *correction, annals_error *error)
{
    annals_status status = ANNALS_E_BASE;
    for (int i = 0; i < TRIES && status == ANNALS_E_BASE; i++) status = annals_base_correct(base, NULL, correction, NULL, error);
    return status;
}

/* In a process of its own: exit status 0 = all taken. */
static int decide_many(const char *path, const char *key, const char *by)
{
    annals_error error;
    annals_base *base;
    if (annals_base_open(&base, path, 0, &error) != ANNALS_OK) return 2;
    for (int i = 0; i < EACH; i++) {
        char number[8];
        annals_correction c = {.action = "killed", .target = key, .value = number, .by = by};
        snprintf(number, sizeof number, "%d", i);
        if (decide(base, &c, &error) != ANNALS_OK) {
            fprintf(stderr, "%s: %s\n", by, error.message);
            return 3;
        }
    }
    annals_base_close(base);
    return 0;
}

static void test_two_at_once(void **state)
{
    bench b = fill(state);
    char keys[2][AN_KEY_BYTES];
    pid_t children[2];
    key_of(&b, "a", 0, keys[0]);
    key_of(&b, "c", 0, keys[1]);
    annals_base_close(b.base);
    an_store_close(b.f->store);
    b.f->store = NULL;
    for (int k = 0; k < 2; k++) {
        children[k] = fork();
        assert_true(children[k] >= 0);
        if (children[k] == 0) _exit(decide_many(b.f->scratch.path, keys[k], k ? "Ben" : "Ada"));
    }
    for (int k = 0; k < 2; k++) {
        int result;
        assert_int_equal(waitpid(children[k], &result, 0), children[k]);
        assert_true(WIFEXITED(result) && WEXITSTATUS(result) == 0);
    }
    assert_ok(an_store_open(&b.f->store, b.f->scratch.path, &for_writing, &b.error), &b.error);
    assert_int_equal(ask_number(b.f, "SELECT count(*) FROM corrections"), 2 * EACH);
    assert_int_equal(ask_number(b.f, "SELECT sum(killed_low) FROM events WHERE corrected = 'killed'"), 2 * (EACH - 1));
}

/* ---- older bases ---- */

/* What the versions before had not. */
static void make_older(fixture *f, int version)
{
    static const char *const third[] = {"corrections", "correction_anchors", "correction_actors", "decided_actors", "machine_events", "machine_participants",
                                        "machine_accounts", "machine_claims", "machine_derivations", "machine_passages", "incident_ties", "held_events",
                                        "joined_incidents", "dropped_pairs", "link_changed", "link_again"};
    static const char *const second[] = {"contradictions", "incident_events", "incident_keys", "incident_nodes", "incident_actors", "incidents", "passages",
                                         "derivations", "anchor_keys", "passage_keys", "near_keys", "link_touched", "link_state"};
    sqlite3 *db;
    char sql[200];
    an_store_close(f->store);
    f->store = NULL;
    assert_int_equal(sqlite3_open(f->scratch.path, &db), SQLITE_OK);
    for (int pass = 0; pass < 4; pass++) /* tables that others refer to go later */
        for (size_t i = 0; i < sizeof third / sizeof *third; i++) {
            snprintf(sql, sizeof sql, "DROP TABLE IF EXISTS %s", third[i]);
            sqlite3_exec(db, sql, NULL, NULL, NULL);
        }
    assert_int_equal(sqlite3_exec(db, "ALTER TABLE events DROP COLUMN corrected", NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; version < 2 && i < sizeof second / sizeof *second; i++) {
        snprintf(sql, sizeof sql, "DROP TABLE %s", second[i]);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void test_older_bases(void **state)
{
    fixture *f = *state;
    for (int i = 0; i < REPORT_COUNT; i++) put_report(f, &reports[i]);
    update(f);
    for (int version = 2; version >= 1; version--) {
        bench b = {.f = f};
        char key[AN_KEY_BYTES];
        make_older(f, version);
        assert_fails(an_store_open(&f->store, f->scratch.path, &(an_store_options){.read_only = true}, &b.error), ANNALS_E_VERSION, &b.error, "older version");
        assert_ok(an_store_open(&f->store, f->scratch.path, &for_writing, &b.error), &b.error);
        assert_int_equal(ask_number(f, "SELECT user_version FROM pragma_user_version"), an_store_version);
        assert_int_equal(ask_number(f, "SELECT count(*) FROM events"), 4);
        open_base(&b);
        must_correct(&b, "killed", key_of(&b, "a", 0, key), "9");
        assert_says(&b, "events", "\"corrected\":[\"killed\"]");
        assert_int_equal(ask_number(f, "SELECT count(*) FROM incidents"), 3);
        assert_ok(annals_base_undo(b.base, NULL, 1, &b.error), &b.error);
        assert_silent(&b, "events", "corrected");
        annals_base_close(b.base);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BASE_TEST(test_fields), BASE_TEST(test_codes_of_types), BASE_TEST(test_drop), BASE_TEST(test_explain), BASE_TEST(test_actors), BASE_TEST(test_chain_of_merges),
        BASE_TEST(test_incidents), BASE_TEST(test_derivations), BASE_TEST(test_many_derivations), BASE_TEST(test_claims), BASE_TEST(test_wrong), BASE_TEST(test_found_again), BASE_TEST(test_gone_and_back),
        BASE_TEST(test_other_sentences), BASE_TEST(test_log), BASE_TEST(test_log_before_reports), BASE_TEST(test_wrong_lines), BASE_TEST(test_locked), BASE_TEST(test_two_at_once),
        BASE_TEST(test_older_bases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
