/* Random corrections, and taking them back.
 *
 * Over random reports: what comparing makes of a base after each correction is what it makes of it from nothing. Over the example reports:
 * 200 random corrections, everything coded anew, all corrections undone in a random order: the base is the first one again, in every table
 * but the log; and how many are undone in which order does not show.
 *     test_corrections EXAMPLES [FIRST-SEED] */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../unit/store_fixture.h"

#include "../unit/link_fixture.h"
#include "random_reports.h"
#include "store/correction.h"

enum { CORRECTIONS = 200, LINKED_CORRECTIONS = 30, ORDERED_CORRECTIONS = 40, SEEDS = 1, CHECK_EVERY = 10, LIST_MAX = 4096, TEXT_MAX = 64, VALUE_BYTES = 512 };

/* ---- what there is to correct ---- */

typedef struct choice {
    char items[LIST_MAX][TEXT_MAX];
    size_t count;
} choice;

static void list(sqlite3 *db, const char *sql, choice *out)
{
    sqlite3_stmt *statement;
    out->count = 0;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW && out->count < LIST_MAX)
        snprintf(out->items[out->count++], TEXT_MAX, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
}

static const char *any_of(const choice *c, uint64_t *state) { return c->count ? c->items[roll(state, (uint32_t)c->count)] : "none"; }

typedef struct chosen {
    const char *action, *target;
    char value[VALUE_BYTES];
} chosen;

static const char *const numbers[] = {"0", "3", "6-8", "139+", "unknown"}, *const dates[] = {"2022-09-05", "2022-09", "2022-09-03..2022-09-04", "unknown"},
    *const types[] = {"ASSAULT", "COERCE arrest", "CONSULT", "ASSAULT aerial"}, *const facts[] = {"happened", "planned", "did-not-happen"};

static void choose_value(chosen *c, sqlite3 *db, choice *scratch, uint64_t *state)
{
    c->value[0] = '\0';
    if (strcmp(c->action, "type") == 0) snprintf(c->value, VALUE_BYTES, "%s", types[roll(state, 4)]);
    else if (strcmp(c->action, "date") == 0) snprintf(c->value, VALUE_BYTES, "%s", dates[roll(state, 4)]);
    else if (strcmp(c->action, "factuality") == 0) snprintf(c->value, VALUE_BYTES, "%s", facts[roll(state, 3)]);
    else if (strcmp(c->action, "place") == 0) {
        list(db, "SELECT DISTINCT place_name FROM events WHERE place_name IS NOT NULL AND place_geonames IS NOT NULL ORDER BY 1", scratch);
        snprintf(c->value, VALUE_BYTES, "%s", roll(state, 4) ? any_of(scratch, state) : roll(state, 2) ? "unknown" : "Nowhere; AFG; 34.5; 69.25");
    } else if (strcmp(c->action, "actor") == 0 || strcmp(c->action, "recipient") == 0 || strcmp(c->action, "merge-actors") == 0) {
        list(db, "SELECT DISTINCT slug FROM actors WHERE slug IS NOT NULL ORDER BY 1", scratch);
        snprintf(c->value, VALUE_BYTES, "%s", roll(state, 5) ? any_of(scratch, state) : "new:somebody");
    } else if (strcmp(c->action, "split-actor") == 0) {
        list(db, "SELECT sha256 FROM documents ORDER BY 1", scratch);
        snprintf(c->value, VALUE_BYTES, "new:other %.20s %.20s", any_of(scratch, state), any_of(scratch, state));
    } else if (strcmp(c->action, "join-incidents") == 0) {
        list(db, "SELECT key FROM incidents ORDER BY 1", scratch);
        snprintf(c->value, VALUE_BYTES, "%s", any_of(scratch, state));
    } else if (strcmp(c->action, "split-incident") == 0) {
        char sql[512];
        snprintf(sql, sizeof sql, "SELECT e.key FROM incidents i JOIN incident_nodes n ON n.incident = i.id JOIN incident_events x ON x.node = n.id "
                                  "JOIN events e ON e.id = x.event WHERE i.key = '%s' AND e.key <> i.key ORDER BY 1", c->target);
        list(db, sql, scratch);
        snprintf(c->value, VALUE_BYTES, "%s %s", any_of(scratch, state), any_of(scratch, state));
    } else if (strcmp(c->action, "drop") != 0 && strcmp(c->action, "drop-derivation") != 0)
        snprintf(c->value, VALUE_BYTES, "%s", numbers[roll(state, 5)]);
}

/* A correction of any kind; its target lives in `targets`. */
static void choose(chosen *c, sqlite3 *db, choice *targets, choice *scratch, uint64_t *state)
{
    const an_action_row *row = &an_actions[roll(state, AN_ACTION_COUNT)];
    static const char *const questions[] = {
        [AN_TARGET_EVENT] = "SELECT key FROM events ORDER BY 1",
        [AN_TARGET_ACTOR] = "SELECT DISTINCT a.slug FROM participants p JOIN actors a ON a.id = p.actor WHERE a.slug IS NOT NULL ORDER BY 1",
        [AN_TARGET_INCIDENT] = "SELECT key FROM incidents ORDER BY events DESC, 1 LIMIT 12",
        [AN_TARGET_DERIVATION] = ("SELECT substr(t.sha256, 1, 8) || substr(s.sha256, 1, 8) FROM derivations d JOIN documents t ON t.id = d.taker "
                                 "JOIN documents s ON s.id = d.source ORDER BY 1")};
    list(db, questions[row->target], targets);
    c->action = row->name;
    c->target = any_of(targets, state);
    choose_value(c, db, scratch, state);
}

/* ---- dumps ---- */

/* Tables whole, with their rows' numbers. */
static const char *const made_tables[] = {"coders", "documents", "sources", "texts", "diagnostics", "sentences", "actors", "events", "participants",
                                          "accounts", "claims", "machine_events", "machine_participants", "machine_accounts", "machine_claims",
                                          "machine_derivations", "machine_passages", "decided_actors", "incident_ties", "held_events", "joined_incidents",
                                          "dropped_pairs", "link_changed", "link_again", "link_touched"};

/* Tables of one base that is coded anew: rows by what they are of, for their numbers are new. */
static const char *const coded[] = {
    "SELECT d.sha256, s.number, " AN_EVENT_COLUMNS " FROM (SELECT id AS i, document, sentence AS at, " AN_EVENT_COLUMNS " FROM events) e "
    "JOIN documents d ON d.id = e.document JOIN (SELECT id, number FROM sentences) s ON s.id = e.at ORDER BY 1, key",
    "SELECT e.key, p.role, p.number, p.text_start, p.text_end, p.title, p.resolution, " AN_ACTOR_COLUMNS
    " FROM participants p JOIN (SELECT id, key FROM events) e ON e.id = p.event JOIN (SELECT id AS i, " AN_ACTOR_COLUMNS " FROM actors) a ON a.i = p.actor ORDER BY 1, 2, 3",
    "SELECT e.key, p.number, p.text_start, p.text_end, p.stance, p.resolution, " AN_ACTOR_COLUMNS
    " FROM accounts p JOIN (SELECT id, key FROM events) e ON e.id = p.event JOIN (SELECT id AS i, " AN_ACTOR_COLUMNS " FROM actors) a ON a.i = p.actor ORDER BY 1, 2",
    "SELECT c.key, c.stance, c.content_start, c.content_end, c.resolution, (SELECT key FROM events WHERE id = c.event), " AN_ACTOR_COLUMNS
    " FROM (SELECT id AS i, key, stance, content_start, content_end, resolution, event, actor FROM claims) c "
    "LEFT JOIN (SELECT id AS j, " AN_ACTOR_COLUMNS " FROM actors) a ON a.j = c.actor ORDER BY 1",
    "SELECT " AN_ACTOR_COLUMNS " FROM actors ORDER BY 1, 2, 3, 4, 5, 6, 7",
    "SELECT sha256, (SELECT program || lexicon FROM coders WHERE id = coder), text, conllu FROM documents d JOIN texts t ON t.document = d.id ORDER BY 1",
    "SELECT d.sha256, s.number, s.text_start, s.text_end FROM sentences s JOIN documents d ON d.id = s.document ORDER BY 1, 2",
    "SELECT d.sha256, g.number, g.code, g.message FROM diagnostics g JOIN documents d ON d.id = g.document ORDER BY 1, 2",
    "SELECT (SELECT count(*) FROM machine_events), (SELECT count(*) FROM machine_claims), (SELECT count(*) FROM machine_derivations), "
    "(SELECT count(*) FROM machine_participants), (SELECT count(*) FROM machine_accounts), (SELECT count(*) FROM decided_actors), "
    "(SELECT count(*) FROM incident_ties), (SELECT count(*) FROM held_events), (SELECT count(*) FROM joined_incidents), "
    "(SELECT count(*) FROM dropped_pairs), (SELECT count(*) FROM link_changed), (SELECT count(*) FROM link_again)"};

/* Tables of comparing. */
static const char *const linked[] = {
    "SELECT t.sha256, s.sha256, d.kind, direction, score, taken, given, p.number, p.kind, taker_start, taker_end, source_start, source_end FROM derivations d "
    "JOIN documents t ON t.id = d.taker JOIN documents s ON s.id = d.source LEFT JOIN passages p ON p.derivation = d.id ORDER BY 1, 2, p.number",
    "SELECT * FROM (SELECT key, type, factuality, date_from, date_to, date_precision, place_name, place_country, place_precision, killed_best, killed_low, "
    "killed_high, wounded_best, wounded_low, wounded_high, detained_best, displaced_best, events, reports, independent, "
    "(SELECT group_concat(role || number || ifnull(slug, name) || kind) FROM (SELECT role, number, slug, name, kind FROM incident_actors x JOIN actors a "
    "ON a.id = x.actor WHERE x.incident = i.id ORDER BY role, number)) FROM incidents i) ORDER BY 1, 2, 3, 4, 5, 18, 19, 21",
    "SELECT n.signature, n.is_wide, (SELECT key FROM events WHERE id = n.sample), (SELECT key FROM incidents WHERE id = n.incident), "
    "(SELECT signature FROM incident_nodes WHERE id = n.joined_to), n.score, n.reasons, (SELECT group_concat(key) FROM (SELECT key FROM incident_events x "
    "JOIN events e ON e.id = x.event WHERE x.node = n.id ORDER BY key)), (SELECT group_concat(key) FROM (SELECT key FROM incident_keys WHERE node = n.id ORDER BY key)) "
    "FROM incident_nodes n ORDER BY 1",
    "SELECT (SELECT key FROM incidents WHERE id = c.incident), field, (SELECT key FROM events WHERE id = first_event), (SELECT key FROM events WHERE id = second_event), "
    "(SELECT key FROM claims WHERE id = first_claim), (SELECT key FROM claims WHERE id = second_claim), first_value, second_value, "
    "(SELECT ifnull(slug, name) FROM actors WHERE id = first_speaker), (SELECT ifnull(slug, name) FROM actors WHERE id = second_speaker), first_accounts, "
    "second_accounts, is_ordered, is_superseded, is_independent FROM contradictions c ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"};

static void dump_question(sqlite3 *db, const char *sql, an_strbuf *out)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    an_strbuf_printf(out, "== %.60s\n", sql);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const void *bytes = sqlite3_column_blob(statement, i);
            int type = sqlite3_column_type(statement, i);
            an_strbuf_printf(out, "%d|", type);
            if (type == SQLITE_BLOB) {
                char digest[AN_SHA256_HEX_BYTES];
                an_sha256_hex((an_str){bytes, (size_t)sqlite3_column_bytes(statement, i)}, digest);
                an_strbuf_puts(out, digest);
            } else if (type != SQLITE_NULL) an_strbuf_puts(out, (const char *)sqlite3_column_text(statement, i));
            an_strbuf_putc(out, '\t');
        }
        an_strbuf_putc(out, '\n');
    }
    sqlite3_finalize(statement);
}

static void dump(sqlite3 *db, const char *const *questions, size_t count, an_strbuf *out)
{
    for (size_t i = 0; i < count; i++) dump_question(db, questions[i], out);
    assert_false(out->has_failed);
}

static void dump_whole_tables(sqlite3 *db, an_strbuf *out)
{
    for (size_t i = 0; i < sizeof made_tables / sizeof *made_tables; i++) {
        char sql[100];
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", made_tables[i]);
        if (strcmp(made_tables[i], "decided_actors") == 0 || strcmp(made_tables[i], "held_events") == 0 || strcmp(made_tables[i], "joined_incidents") == 0 ||
            strncmp(made_tables[i], "link_", 5) == 0) snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1", made_tables[i]);
        dump_question(db, sql, out);
    }
}

#define DUMP(db, questions, out) dump(db, questions, sizeof questions / sizeof *questions, out)

/* The first line that differs is told. */
static void assert_same(const an_strbuf *expected, const an_strbuf *found, const char *when)
{
    size_t at = 0, line = 0;
    if (expected->length == found->length && memcmp(expected->data, found->data, expected->length) == 0) return;
    while (at < expected->length && at < found->length && expected->data[at] == found->data[at]) {
        if (expected->data[at] == '\n') line = at + 1;
        at++;
    }
    fail_msg("%s:\nexpected %.400s\nfound    %.400s", when, expected->data + line, found->data + line);
}

/* ---- incidents are brought up to date as if they were made from nothing ---- */

static annals_status correct_store(fixture *f, const chosen *c, uint64_t *number)
{
    an_correction made = {.action = an_action_parse(an_str_from(c->action)), .target = an_str_from(c->target),
                          .value = an_str_from(c->value[0] ? c->value : NULL)};
    an_arena arena;
    annals_status status;
    an_arena_init(&arena, 0);
    assert_ok(an_store_hold(f->store, &f->error), &f->error);
    assert_ok(an_store_refresh_corrections(f->store, &f->error), &f->error);
    status = an_store_prepare_correction(f->store, &arena, &made, &f->error);
    if (status == ANNALS_OK) {
        assert_ok(an_store_take_correction(f->store, &made, &f->error), &f->error);
        assert_ok(an_link_update(f->store, NULL, NULL, &f->error), &f->error);
        assert_ok(an_store_tidy_corrections(f->store, &f->error), &f->error);
    } else assert_int_equal(status, ANNALS_E_INPUT);
    assert_ok(an_store_release(f->store, true, &f->error), &f->error);
    *number = made.number;
    an_arena_free(&arena);
    return status;
}

static void undo_in_store(fixture *f, uint64_t number)
{
    assert_ok(an_store_hold(f->store, &f->error), &f->error);
    assert_ok(an_store_undo_correction(f->store, number, &f->error), &f->error);
    assert_ok(an_link_update(f->store, NULL, NULL, &f->error), &f->error);
    assert_ok(an_store_tidy_corrections(f->store, &f->error), &f->error);
    assert_ok(an_store_release(f->store, true, &f->error), &f->error);
}

static void compare_with_rebuild(fixture *f, const char *when)
{
    an_strbuf made, rebuilt;
    an_strbuf_init(&made, 0);
    an_strbuf_init(&rebuilt, 0);
    DUMP(f->store->db, linked, &made);
    assert_ok(an_link_rebuild(f->store, NULL, NULL, &f->error), &f->error);
    DUMP(f->store->db, linked, &rebuilt);
    assert_same(&rebuilt, &made, when);
    an_strbuf_free(&made);
    an_strbuf_free(&rebuilt);
}

static void shuffle(uint64_t *numbers_taken, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = roll(state, (uint32_t)i);
        uint64_t kept = numbers_taken[i - 1];
        numbers_taken[i - 1] = numbers_taken[k];
        numbers_taken[k] = kept;
    }
}

static void test_links_follow(void **state)
{
    fixture *f = *state;
    corpus *c = calloc(1, sizeof *c);
    choice *lists = calloc(2, sizeof *lists);
    uint64_t random = 11, taken[LINKED_CORRECTIONS];
    size_t count = 0;
    an_strbuf first, last;
    make_corpus(c);
    for (int i = 0; i < REPORTS; i++) put_report(f, &c->reports[i]);
    update(f);
    an_strbuf_init(&first, 0);
    an_strbuf_init(&last, 0);
    dump_whole_tables(f->store->db, &first);
    DUMP(f->store->db, linked, &first);
    while (count < LINKED_CORRECTIONS) {
        chosen one;
        char when[800];
        choose(&one, f->store->db, &lists[0], &lists[1], &random);
        if (correct_store(f, &one, &taken[count]) != ANNALS_OK) continue;
        count++;
        snprintf(when, sizeof when, "after correction %zu: %s %s %s", count, one.action, one.target, one.value);
        if (count % CHECK_EVERY == 0) compare_with_rebuild(f, when);
        if (roll(&random, 4) == 0) {
            undo_in_store(f, taken[--count]);
            snprintf(when, sizeof when, "after undoing %s %s %s", one.action, one.target, one.value);
            if (count % CHECK_EVERY == 0) compare_with_rebuild(f, when);
        }
    }
    shuffle(taken, count, &random);
    for (size_t i = 0; i < count; i++) {
        undo_in_store(f, taken[i]);
        if (i % CHECK_EVERY == 0) compare_with_rebuild(f, "while undoing");
    }
    dump_whole_tables(f->store->db, &last);
    DUMP(f->store->db, linked, &last);
    assert_same(&first, &last, "all undone");
    an_strbuf_free(&first);
    an_strbuf_free(&last);
    free(lists);
    free(c);
}

/* ---- the whole way, over the example reports ---- */

static const char *examples;
static uint64_t first_seed = 7;

typedef struct session {
    scratch_base scratch;
    annals_engine *engine;
    annals_base *base;
    sqlite3 *db; /* a second look at the file, for dumps */
    annals_error error;
} session;

static int keep_changes(void *user, const char *bytes, size_t length)
{
    an_strbuf_put(user, bytes, length);
    return 0;
}

static void open_session(session *s)
{
    annals_run_options options = {.threads = 1};
    const char *paths[] = {examples};
    scratch_base_make(&s->scratch);
    assert_ok(annals_engine_open(&s->engine, NULL, &s->error), &s->error);
    assert_ok(annals_base_open(&s->base, s->scratch.path, ANNALS_BASE_CREATE, &s->error), &s->error);
    assert_ok(annals_base_read(s->base, s->engine, paths, 1, &options, NULL, &s->error), &s->error);
    assert_int_equal(sqlite3_open(s->scratch.path, &s->db), SQLITE_OK);
}

static void close_session(session *s)
{
    sqlite3_close(s->db);
    annals_base_close(s->base);
    annals_engine_close(s->engine);
    scratch_base_remove(&s->scratch);
}

static size_t correct_at_random(session *s, uint64_t *random, uint64_t *taken, size_t wanted)
{
    choice *lists = calloc(2, sizeof *lists);
    size_t count = 0;
    while (count < wanted) {
        chosen one;
        annals_correction correction = {.by = "Ada", .day = "2024-05-01", .note = "at random"};
        annals_status status;
        choose(&one, s->db, &lists[0], &lists[1], random);
        correction.action = one.action;
        correction.target = one.target;
        correction.value = one.value[0] ? one.value : NULL;
        status = annals_base_correct(s->base, s->engine, &correction, &taken[count], &s->error);
        if (status == ANNALS_OK) count++;
        else if (status != ANNALS_E_INPUT) fail_msg("%s %s %s: %s", one.action, one.target, one.value, s->error.message);
    }
    free(lists);
    return count;
}

static void undo_all(session *s, const uint64_t *taken, size_t count)
{
    for (size_t i = 0; i < count; i++) assert_ok(annals_base_undo(s->base, s->engine, taken[i], &s->error), &s->error);
}

static void recode(session *s, an_strbuf *changes, annals_recode_summary *summary)
{
    annals_run_options options = {.threads = 2};
    assert_ok(annals_base_recode(s->base, s->engine, &options, summary, keep_changes, changes, &s->error), &s->error);
}

static void go_there_and_back(uint64_t seed)
{
    session s;
    uint64_t random = seed, taken[CORRECTIONS];
    an_strbuf first, corrected, recoded, last, changes;
    annals_recode_summary summary;
    an_strbuf *const all[] = {&first, &corrected, &recoded, &last, &changes};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) an_strbuf_init(all[i], 0);
    open_session(&s);
    DUMP(s.db, coded, &first);
    DUMP(s.db, linked, &first);
    assert_int_equal(correct_at_random(&s, &random, taken, CORRECTIONS), CORRECTIONS);
    DUMP(s.db, coded, &corrected);
    DUMP(s.db, linked, &corrected);
    assert_string_not_equal(corrected.data, first.data);
    recode(&s, &changes, &summary);
    assert_int_equal(summary.changed_events + summary.gone_events + summary.new_events, 0);
    assert_int_equal(summary.changed_claims + summary.gone_claims + summary.new_claims, 0);
    assert_true(summary.same_claims > 10);
    if (changes.length) fail_msg("nothing has changed, and it says %.800s", changes.data);
    assert_int_equal(summary.conflicts, 0);
    assert_true(summary.same_events > 50);
    DUMP(s.db, coded, &recoded);
    DUMP(s.db, linked, &recoded);
    assert_same(&corrected, &recoded, "after coding anew the decisions stand");
    shuffle(taken, CORRECTIONS, &random);
    undo_all(&s, taken, CORRECTIONS);
    DUMP(s.db, coded, &last);
    DUMP(s.db, linked, &last);
    assert_same(&first, &last, "all undone");
    close_session(&s);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) an_strbuf_free(all[i]);
}

static void test_there_and_back(void **state)
{
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + SEEDS; seed++) go_there_and_back(seed);
}

/* Half of the corrections undone in two orders, of two bases that are corrected alike. */
static void test_order_of_undoing(void **state)
{
    session s[2];
    uint64_t taken[2][ORDERED_CORRECTIONS];
    an_strbuf dumps[2];
    (void)state;
    for (int k = 0; k < 2; k++) {
        uint64_t random = 23, order = (uint64_t)k + 1;
        an_strbuf_init(&dumps[k], 0);
        open_session(&s[k]);
        correct_at_random(&s[k], &random, taken[k], ORDERED_CORRECTIONS);
        shuffle(taken[k], ORDERED_CORRECTIONS / 2, &order);
        undo_all(&s[k], taken[k], ORDERED_CORRECTIONS / 2);
        DUMP(s[k].db, coded, &dumps[k]);
        DUMP(s[k].db, linked, &dumps[k]);
    }
    assert_same(&dumps[0], &dumps[1], "undone in two orders");
    for (int k = 0; k < 2; k++) {
        close_session(&s[k]);
        an_strbuf_free(&dumps[k]);
    }
}

/* ---- coding anew ---- */

static void change_base(session *s, const char *sql)
{
    if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(s->db));
}

#define LAST_LONE_CLAIM "(SELECT max(id) FROM claims WHERE event IS NULL AND stance = 'says')"
#define FIRST_ASSAULT "(SELECT min(id) FROM events WHERE type = 'ASSAULT')"

/* A base that another program coded otherwise: one event of another type, one that is not there any more, one that was not there. */
static void test_recode_tells(void **state)
{
    session s;
    choice *key = calloc(1, sizeof *key);
    an_strbuf first, last, changes;
    annals_recode_summary summary;
    annals_correction correction = {.action = "type", .value = "COERCE"};
    (void)state;
    an_strbuf_init(&first, 0);
    an_strbuf_init(&last, 0);
    an_strbuf_init(&changes, 0);
    open_session(&s);
    DUMP(s.db, coded, &first);
    DUMP(s.db, linked, &first);
    change_base(&s, "UPDATE events SET type = 'AID', modes = NULL WHERE id = " FIRST_ASSAULT);
    change_base(&s, "UPDATE claims SET event = NULL WHERE event = (SELECT max(id) FROM events); DELETE FROM participants WHERE event = (SELECT max(id) FROM events); "
                    "DELETE FROM accounts WHERE event = (SELECT max(id) FROM events); DELETE FROM events WHERE id = (SELECT max(id) FROM events)");
    change_base(&s, "UPDATE claims SET stance = 'predicts' WHERE id = " LAST_LONE_CLAIM);
    change_base(&s, "CREATE TEMP TABLE one AS SELECT * FROM events WHERE id = " FIRST_ASSAULT "; UPDATE one SET id = NULL, key = '00000000000000ab', trigger_token = 0; "
                    "INSERT INTO events SELECT * FROM one");
    list(s.db, "SELECT key FROM events WHERE id = (SELECT min(id) FROM events WHERE type = 'AID' AND quad = 4)", key);
    assert_int_equal(key->count, 1);
    correction.target = key->items[0];
    assert_ok(annals_base_correct(s.base, s.engine, &correction, NULL, &s.error), &s.error);
    recode(&s, &changes, &summary);
    assert_int_equal(summary.changed_events, 1);
    assert_int_equal(summary.gone_events, 1);
    assert_int_equal(summary.new_events, 1);
    assert_int_equal(summary.conflicts, 1);
    assert_int_equal(summary.changed_claims, 1);
    assert_non_null(strstr(changes.data, "\tstance\tpredicts\tsays"));
    assert_non_null(strstr(changes.data, "\ttype\tAID\tASSAULT"));
    assert_non_null(strstr(changes.data, "gone\t00000000000000ab\tevent\t"));
    assert_non_null(strstr(changes.data, "correction 1 type\tAID\tASSAULT"));
    assert_ok(annals_base_undo(s.base, s.engine, 1, &s.error), &s.error);
    DUMP(s.db, coded, &last);
    DUMP(s.db, linked, &last);
    assert_same(&first, &last, "coded as at first");
    close_session(&s);
    free(key);
    an_strbuf_free(&first);
    an_strbuf_free(&last);
    an_strbuf_free(&changes);
}

static int refuse(void *user, const char *bytes, size_t length)
{
    (void)user, (void)bytes, (void)length;
    return 1;
}

/* Stopped by the receiver, or by a base that is damaged half-way through: nothing has changed. */
static void test_recode_fails(void **state)
{
    session s;
    an_strbuf first, last;
    annals_run_options options = {.threads = 2};
    annals_correction correction = {.action = "merge-actors", .target = "iskp", .value = "taliban"};
    (void)state;
    an_strbuf_init(&first, 0);
    an_strbuf_init(&last, 0);
    open_session(&s);
    assert_ok(annals_base_correct(s.base, s.engine, &correction, NULL, &s.error), &s.error);
    change_base(&s, "UPDATE events SET rule = 'of old' WHERE id = (SELECT min(id) FROM events)");
    change_base(&s, "UPDATE documents SET sha256 = replace(sha256, 'a', 'b') WHERE id = (SELECT max(id) FROM documents)");
    dump_whole_tables(s.db, &first);
    DUMP(s.db, linked, &first);
    assert_int_equal(annals_base_recode(s.base, s.engine, &options, NULL, refuse, NULL, &s.error), ANNALS_STOPPED);
    assert_fails(annals_base_recode(s.base, s.engine, &options, NULL, keep_changes, &last, &s.error), ANNALS_E_FORMAT, &s.error, "digest");
    an_strbuf_clear(&last);
    dump_whole_tables(s.db, &last);
    DUMP(s.db, linked, &last);
    assert_same(&first, &last, "after two failures");
    close_session(&s);
    an_strbuf_free(&first);
    an_strbuf_free(&last);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {BASE_TEST(test_links_follow), cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_order_of_undoing),
                                       cmocka_unit_test(test_recode_tells), cmocka_unit_test(test_recode_fails)};
    if (argc < 2) return 2;
    examples = argv[1];
    if (argc > 2) first_seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
