/* Bases: what goes in comes out; nothing goes in twice; files that are no bases, damaged and locked bases, full disks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store_fixture.h"

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void write_file(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(bytes, file);
    fclose(file);
}

/* ---- in and out ---- */

typedef struct comparison {
    an_arena arena;
    an_strbuf expected, found;
    size_t count;
} comparison;

/* Everything that is kept: the JSON of the records, the parse, and the fields that JSON does not show. */
static void write_all(const an_document *document, an_strbuf *out)
{
    an_strbuf_clear(out);
    an_document_write_json(document, AN_DOCUMENT_WITH_TEXT, out);
    an_parsed_text_write_conllu(&document->parsed, document->article.id, out);
    for (size_t i = 0; i < document->events.count; i++) {
        const an_event *e = &document->events.items[i];
        an_strbuf_printf(out, "trigger %u %d %d population %u parent ", e->trigger_token, e->date.time.is_duration, e->date.time.is_habitual,
                         e->place.place.population);
        an_strbuf_put_str(out, e->place.place.parent);
        for (size_t k = 0; k < e->actors.count; k++) {
            an_strbuf_printf(out, " resolution %d for ", e->actors.items[k].actor.resolution);
            an_strbuf_put_str(out, e->actors.items[k].actor.acts_for);
            an_strbuf_put_str(out, e->actors.items[k].actor.title);
        }
    }
}

static annals_status compare(void *user, const an_stored_document *stored, annals_error *error)
{
    comparison *c = user;
    an_document expected;
    uint64_t number = strtoull(stored->document.article.id.data + 1, NULL, 10);
    (void)error;
    an_arena_reset(&c->arena);
    synthetic_document(&c->arena, number, 0, &expected);
    write_all(&expected, &c->expected);
    write_all(&stored->document, &c->found);
    assert_string_equal(c->found.data, c->expected.data);
    assert_true(an_str_equal(stored->coder.program, coder.program) && an_str_equal(stored->coder.lexicon, coder.lexicon));
    assert_true(an_str_equal(stored->coder.split, coder.split) && an_str_equal(stored->coder.parse, coder.parse));
    c->count++;
    return ANNALS_OK;
}

static size_t compare_all(fixture *f)
{
    comparison c = {0};
    an_arena_init(&c.arena, 0);
    assert_ok(an_store_load_all(f->store, compare, &c, &f->error), &f->error);
    an_arena_free(&c.arena);
    an_strbuf_free(&c.expected);
    an_strbuf_free(&c.found);
    return c.count;
}

static void check_integrity(fixture *f)
{
    assert_int_equal(ask_number(f, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(ask_number(f, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
    assert_int_equal(sqlite3_exec(f->store->db, "INSERT INTO sentence_words (sentence_words, rank) VALUES ('integrity-check', 1)", NULL,
                                  NULL, NULL), SQLITE_OK);
}

static void test_round_trip(void **state)
{
    fixture *f = *state;
    an_store_counts counts;
    put_many(f, 1100); /* more than one transaction */
    counts = an_store_committed(f->store);
    assert_int_equal(counts.stored, 1100);
    assert_int_equal(counts.known, 0);
    assert_int_equal(counts.repeated_keys, 0);
    assert_int_equal(counts.events, ask_number(f, "SELECT count(*) FROM events"));
    assert_int_equal(counts.claims, ask_number(f, "SELECT count(*) FROM claims"));
    assert_true(counts.events > 1100 && counts.claims > 100);
    reopen(f, &(an_store_options){.read_only = true});
    assert_int_equal(compare_all(f), 1100);
    reopen(f, &for_writing);
    check_integrity(f);
}

static void test_long_document(void **state)
{
    fixture *f = *state;
    an_document document;
    char raw[AN_SHA256_HEX_BYTES];
    synthetic_document(&f->arena, 5, 3000, &document);
    assert_ok(an_store_put(f->store, &document, synthetic_raw_digest(5, raw), &coder, &f->error), &f->error);
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM sentences"), 3000);
}

static void test_empty_document(void **state)
{
    fixture *f = *state;
    an_document document = {.article = {.id = AN_STR("empty"), .text = AN_STR(""), .published = {AN_DAY_UNKNOWN, AN_DAY_UNKNOWN}}};
    memset(document.article.sha256, 'a', AN_SHA256_HEX_BYTES - 1);
    assert_ok(an_store_put(f->store, &document, "raw", &coder, &f->error), &f->error);
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM documents"), 1);
}

/* ---- nothing twice ---- */

static bool knows(fixture *f, const char *url, const char *raw)
{
    bool is_known = false;
    assert_ok(an_store_is_known(f->store, an_str_from(url), raw, &is_known, &f->error), &f->error);
    return is_known;
}

static void test_nothing_twice(void **state)
{
    fixture *f = *state;
    an_store_counts counts;
    put_many(f, 60);
    put_many(f, 60);
    counts = an_store_committed(f->store);
    assert_int_equal(counts.stored, 60);
    assert_int_equal(counts.known, 60);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM documents"), 60);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM sources"), 60);
}

static void put_as(fixture *f, uint64_t number, const char *url, const char *raw)
{
    an_document document;
    an_arena_reset(&f->arena);
    synthetic_document(&f->arena, number, 0, &document);
    document.article.url = an_str_from(url);
    assert_ok(an_store_put(f->store, &document, raw, &coder, &f->error), &f->error);
}

static void test_digests_and_urls(void **state)
{
    fixture *f = *state;
    assert_false(knows(f, "https://a.example/1", "raw1"));
    put_as(f, 1, "https://a.example/1", "raw1");
    assert_true(knows(f, "https://a.example/1", "raw1")); /* before the commit too */
    assert_false(knows(f, "https://b.example/1", "raw1"));
    assert_false(knows(f, NULL, "raw1"));
    put_as(f, 1, "https://b.example/1", "raw1"); /* the same text elsewhere */
    put_as(f, 1, "https://a.example/1", "raw2"); /* other clutter around the same text */
    put_as(f, 1, NULL, "raw1");
    assert_true(knows(f, "https://b.example/1", "raw1") && knows(f, "https://a.example/1", "raw2") && knows(f, NULL, "raw1"));
    assert_int_equal(ask_number(f, "SELECT count(*) FROM documents"), 1);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM sources"), 4);
    put_as(f, 2, "https://a.example/1", "raw3"); /* another text under the url: the next version */
    assert_int_equal(ask_number(f, "SELECT version FROM documents WHERE name = 'd2'"), 2);
    assert_int_equal(ask_number(f, "SELECT version FROM documents WHERE name = 'd1'"), 1);
}

static void test_repeated_key(void **state)
{
    fixture *f = *state;
    an_document document;
    an_event twice[2];
    an_claim claim = {.key = 9, .span = {0, 2}, .event = 1};
    synthetic_document(&f->arena, 3, 0, &document);
    twice[0] = twice[1] = document.events.items[0];
    document.events.items = twice;
    document.events.count = 2;
    document.claims.items = &claim;
    document.claims.count = 1;
    assert_ok(an_store_put(f->store, &document, "raw", &coder, &f->error), &f->error);
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
    assert_int_equal(an_store_committed(f->store).events, 1);
    assert_int_equal(an_store_committed(f->store).repeated_keys, 1);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM claims c JOIN events e ON e.id = c.event"), 1);
}

static void test_taken_back(void **state)
{
    fixture *f = *state;
    put_many(f, 3);
    put(f, 10);
    reopen(f, &for_writing); /* closed without a commit */
    assert_int_equal(ask_number(f, "SELECT count(*) FROM documents"), 3);
    assert_int_equal(compare_all(f), 3);
}

/* ---- files that are no bases ---- */

static void assert_no_open(fixture *f, const an_store_options *options, annals_status expected, const char *part)
{
    an_store *store;
    assert_fails(an_store_open(&store, f->scratch.path, options, &f->error), expected, &f->error, part);
    assert_null(store);
}

static void without_base(fixture *f)
{
    an_store_close(f->store);
    f->store = NULL;
    unlink(f->scratch.path);
}

static void test_foreign_files(void **state)
{
    fixture *f = *state;
    struct stat before, after;
    without_base(f);
    assert_no_open(f, &(an_store_options){0}, ANNALS_E_IO, "there is no such base");
    assert_no_open(f, &(an_store_options){.read_only = true, .create = true}, ANNALS_E_IO, "there is no such base");
    write_file(f->scratch.path, "This is a report and no base, and it is long enough to have a header of a hundred bytes or so, I say.");
    assert_no_open(f, &for_writing, ANNALS_E_FORMAT, "no base of Annals");
    write_file(f->scratch.path, "");
    assert_no_open(f, &(an_store_options){0}, ANNALS_E_FORMAT, "an empty file");
    run_sql(f->scratch.path, "CREATE TABLE birds (name TEXT); INSERT INTO birds VALUES ('wren')");
    assert_int_equal(stat(f->scratch.path, &before), 0);
    assert_no_open(f, &for_writing, ANNALS_E_FORMAT, "another program");
    assert_int_equal(stat(f->scratch.path, &after), 0);
    assert_true(before.st_size == after.st_size && before.st_mtime == after.st_mtime);
    unlink(f->scratch.path);
    assert_int_equal(mkdir(f->scratch.path, 0700), 0);
    assert_no_open(f, &for_writing, ANNALS_E_IO, "a folder");
    rmdir(f->scratch.path);
}

static void test_versions(void **state)
{
    fixture *f = *state;
    put_many(f, 2);
    an_store_close(f->store);
    f->store = NULL;
    run_sql(f->scratch.path, "PRAGMA user_version = 99");
    assert_no_open(f, &for_writing, ANNALS_E_VERSION, "newer Annals");
    run_sql(f->scratch.path, "PRAGMA user_version = 0");
    assert_no_open(f, &(an_store_options){.read_only = true}, ANNALS_E_VERSION, "older version 0");
}

static void test_truncated_base(void **state)
{
    fixture *f = *state;
    put_many(f, 100);
    an_store_close(f->store);
    f->store = NULL;
    assert_int_equal(truncate(f->scratch.path, 100000), 0);
    if (an_store_open(&f->store, f->scratch.path, &for_writing, &f->error) == ANNALS_OK) {
        comparison c = {0};
        an_arena_init(&c.arena, 0);
        assert_int_equal(an_store_load_all(f->store, compare, &c, &f->error), ANNALS_E_FORMAT);
        an_arena_free(&c.arena);
        an_strbuf_free(&c.expected);
        an_strbuf_free(&c.found);
    } else {
        assert_int_equal(f->error.status, ANNALS_E_FORMAT);
    }
}

/* Steps of our own: two versions, and a third that fails half-way. */
static void test_migrations(void **state)
{
    static const char *const first[] = {"CREATE TABLE a (x)", NULL};
    static const char *const second[] = {"CREATE TABLE b (x)", "INSERT INTO b VALUES (7)", NULL};
    static const char *const broken[] = {"CREATE TABLE c (x)", "INSERT INTO nowhere VALUES (7)", NULL};
    static const an_migration steps[] = {{"make a", first}, {"make b", second}, {"make c", broken}};
    fixture *f = *state;
    sqlite3 *db;
    int64_t number;
    without_base(f);
    assert_int_equal(sqlite3_open(f->scratch.path, &db), SQLITE_OK);
    assert_ok(an_store_migrate(db, "x.db", true, false, steps, 1, &f->error), &f->error);
    assert_ok(an_store_migrate(db, "x.db", false, false, steps, 1, &f->error), &f->error); /* again: nothing to do */
    assert_int_equal(sqlite3_exec(db, "INSERT INTO a VALUES (1)", NULL, NULL, NULL), SQLITE_OK);
    assert_fails(an_store_migrate(db, "x.db", true, true, steps, 2, &f->error), ANNALS_E_VERSION, &f->error, "older version 1");
    assert_fails(an_store_migrate(db, "x.db", true, false, steps, 3, &f->error), ANNALS_E_BASE, &f->error, "make c");
    assert_ok(an_store_migrate(db, "x.db", false, true, steps, 2, &f->error), &f->error); /* the second step stands */
    assert_int_equal(sqlite3_exec(db, "SELECT * FROM c", NULL, NULL, NULL), SQLITE_ERROR);
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT (SELECT x FROM a) + (SELECT x FROM b)", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    assert_int_equal(number, 8);
}

/* ---- damaged rows ---- */

static void test_damaged_rows(void **state)
{
    static const struct {
        const char *sql, *part;
    } cases[] = {
        {"UPDATE events SET type = 'DANCE'", "unknown type"},
        {"UPDATE events SET text_end = 1000000", "leaves its text"},
        {"UPDATE events SET text_start = -1", "leaves its text"},
        {"UPDATE events SET key = 'k' || id", "no key"},
        {"UPDATE events SET factuality = 'perhaps'", "factuality"},
        {"UPDATE events SET cameo = '123456'", "CAMEO"},
        {"UPDATE events SET date_from = 'soon'", "no date"},
        {"UPDATE documents SET sha256 = 'x'", "digest"},
        {"UPDATE actors SET kind = 'ghost'", "kind of actor"},
        {"UPDATE participants SET resolution = 'guess'", "resolving"},
        {"DELETE FROM texts", "without its text"},
    };
    fixture *f = *state;
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN};
    put_many(f, 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t count = 0;
        assert_int_equal(sqlite3_exec(f->store->db, "PRAGMA foreign_keys = OFF; BEGIN", NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(f->store->db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
        assert_fails(an_store_select_events(f->store, &all, count_found, &count, &f->error), ANNALS_E_FORMAT, &f->error, cases[i].part);
        assert_int_equal(sqlite3_exec(f->store->db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    }
}

static annals_status ignore_document(void *user, const an_stored_document *stored, annals_error *error)
{
    (void)user, (void)stored, (void)error;
    return ANNALS_OK;
}

static void test_damaged_parse(void **state)
{
    fixture *f = *state;
    put_many(f, 1);
    assert_int_equal(sqlite3_exec(f->store->db, "UPDATE texts SET conllu = substr(conllu, 1, 40)", NULL, NULL, NULL), SQLITE_OK);
    assert_fails(an_store_load_all(f->store, ignore_document, NULL, &f->error), ANNALS_E_FORMAT, &f->error, "unpacked");
    assert_int_equal(sqlite3_exec(f->store->db, "UPDATE texts SET conllu = x'00'", NULL, NULL, NULL), SQLITE_OK);
    assert_fails(an_store_load_all(f->store, ignore_document, NULL, &f->error), ANNALS_E_FORMAT, &f->error, "unpacked");
}

static void test_parse_of_another_text(void **state)
{
    fixture *f = *state;
    put_many(f, 1);
    assert_int_equal(sqlite3_exec(f->store->db, "UPDATE texts SET text = replace(text, 'a', 'o')", NULL, NULL, NULL), SQLITE_OK);
    assert_fails(an_store_load_all(f->store, ignore_document, NULL, &f->error), ANNALS_E_FORMAT, &f->error, "another text");
}

/* ---- locks and full disks ---- */

static void test_locked(void **state)
{
    fixture *f = *state;
    an_document document;
    sqlite3 *other;
    size_t count = 0;
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN};
    put_many(f, 4);
    synthetic_document(&f->arena, 9, 0, &document);
    assert_int_equal(sqlite3_open(f->scratch.path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_fails(an_store_put(f->store, &document, "raw", &coder, &f->error), ANNALS_E_BASE, &f->error, "locked");
    assert_ok(an_store_select_events(f->store, &all, count_found, &count, &f->error), &f->error); /* readers do not wait */
    assert_true(count > 0);
    sqlite3_close(other);
    assert_ok(an_store_put(f->store, &document, "raw", &coder, &f->error), &f->error);
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM documents"), 5);
}

/* Puts documents until the base refuses; returns how many were committed by then. */
static uint64_t put_until_refused(fixture *f, uint64_t from, annals_status *status)
{
    *status = ANNALS_OK;
    for (uint64_t i = from; *status == ANNALS_OK && i < from + 20000; i++) {
        an_document document;
        char raw[AN_SHA256_HEX_BYTES];
        an_arena_reset(&f->arena);
        synthetic_document(&f->arena, i, 0, &document);
        *status = an_store_put(f->store, &document, synthetic_raw_digest(i, raw), &coder, &f->error);
        if (*status == ANNALS_OK && i % 64 == 0) *status = an_store_commit(f->store, &f->error);
    }
    return an_store_committed(f->store).stored;
}

static void test_full_base(void **state)
{
    fixture *f = *state;
    annals_status status;
    uint64_t stored;
    assert_int_equal(sqlite3_exec(f->store->db, "PRAGMA max_page_count = 600", NULL, NULL, NULL), SQLITE_OK);
    stored = put_until_refused(f, 0, &status);
    assert_fails(status, ANNALS_E_BASE, &f->error, "full");
    assert_true(stored > 64);
    assert_int_equal(compare_all(f), stored); /* still readable, whole documents only */
    reopen(f, &for_writing);
    assert_int_equal(compare_all(f), stored);
    check_integrity(f);
    put_many(f, stored + 100); /* with room again the rest goes in */
    assert_int_equal(compare_all(f), stored + 100);
}

/* The system's refusal to let files grow, in a process of its own because the limit cannot be lifted. Its exit status: 0 = as it
 * should be. */
static int write_under_limit(fixture *f)
{
    const struct rlimit limit = {3 * 1024 * 1024, 3 * 1024 * 1024};
    annals_status status;
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
    if (an_store_open(&f->store, f->scratch.path, &for_writing, &f->error) != ANNALS_OK) return 3;
    put_until_refused(f, 0, &status);
    if (status != ANNALS_E_BASE) return 4;
    an_store_close(f->store);
    return 0;
}

static void test_file_limit(void **state)
{
    fixture *f = *state;
    int exit_status;
    size_t stored;
    pid_t child;
    an_store_close(f->store);
    f->store = NULL;
    child = fork();
    assert_true(child >= 0);
    if (child == 0) _exit(write_under_limit(f));
    assert_int_equal(waitpid(child, &exit_status, 0), child);
    assert_true(WIFEXITED(exit_status));
    assert_int_equal(WEXITSTATUS(exit_status), 0);
    assert_ok(an_store_open(&f->store, f->scratch.path, &for_writing, &f->error), &f->error);
    stored = compare_all(f);
    assert_true(stored >= 65);
    check_integrity(f);
    put_many(f, stored + 100);
    assert_int_equal(compare_all(f), stored + 100);
}

static void test_read_only(void **state)
{
    fixture *f = *state;
    an_document document;
    put_many(f, 5);
    reopen(f, &(an_store_options){.read_only = true});
    assert_int_equal(compare_all(f), 5);
    synthetic_document(&f->arena, 9, 0, &document);
    assert_fails(an_store_put(f->store, &document, "raw", &coder, &f->error), ANNALS_E_BASE, &f->error, "may not be written");
}

/* A process that dies in the middle of a change without a log leaves its journal; that must not keep readers out. */
static int die_changing(const char *path)
{
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK) return 2;
    if (sqlite3_exec(db, "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN; UPDATE texts SET text = 'gone'; "
                         "UPDATE events SET type = 'GONE'", NULL, NULL, NULL) != SQLITE_OK) return 3;
    return 0;
}

static void test_journal_left_behind(void **state)
{
    fixture *f = *state;
    char journal[128];
    int exit_status;
    pid_t child;
    put_many(f, 100);
    an_store_close(f->store);
    f->store = NULL;
    child = fork();
    assert_true(child >= 0);
    if (child == 0) _exit(die_changing(f->scratch.path));
    assert_int_equal(waitpid(child, &exit_status, 0), child);
    assert_int_equal(WEXITSTATUS(exit_status), 0);
    snprintf(journal, sizeof journal, "%s-journal", f->scratch.path);
    assert_int_equal(access(journal, F_OK), 0);
    assert_ok(an_store_open(&f->store, f->scratch.path, &(an_store_options){.read_only = true}, &f->error), &f->error);
    assert_int_equal(compare_all(f), 100);
}

/* In a folder that may not be written there can be no index of the log, but there is no log either. (Nothing keeps root out.) */
static void test_folder_not_writable(void **state)
{
    fixture *f = *state;
    put_many(f, 10);
    an_store_close(f->store);
    assert_int_equal(chmod(f->scratch.folder, 0500), 0);
    f->store = NULL;
    assert_ok(an_store_open(&f->store, f->scratch.path, &(an_store_options){.read_only = true}, &f->error), &f->error);
    assert_int_equal(compare_all(f), 10);
    assert_int_equal(chmod(f->scratch.folder, 0700), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BASE_TEST(test_round_trip), BASE_TEST(test_long_document), BASE_TEST(test_empty_document), BASE_TEST(test_nothing_twice),
        BASE_TEST(test_digests_and_urls), BASE_TEST(test_repeated_key), BASE_TEST(test_taken_back), BASE_TEST(test_foreign_files),
        BASE_TEST(test_versions), BASE_TEST(test_truncated_base), BASE_TEST(test_migrations), BASE_TEST(test_damaged_rows),
        BASE_TEST(test_damaged_parse), BASE_TEST(test_parse_of_another_text), BASE_TEST(test_locked), BASE_TEST(test_full_base),
        BASE_TEST(test_file_limit), BASE_TEST(test_read_only), BASE_TEST(test_journal_left_behind), BASE_TEST(test_folder_not_writable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
