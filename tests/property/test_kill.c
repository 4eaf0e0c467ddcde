/* A process that fills a base is killed again and again at random moments. After each kill the base opens and holds whole documents
 * only; at the end it holds what a base has that was filled in peace. (tests/fault/kill_read.sh does the same to `annals read`.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "../unit/scratch_base.h"
#include "../unit/synthetic.h"
#include "store/internal.h"

enum {
    DOCUMENTS = 1500,
    COMMIT_EVERY = 23,      /* small transactions: many moments at which a kill may hit a commit */
    DELAY_STEP_US = 1500,   /* a kill comes within so much times the round: at first soon, later late enough to finish */
    ROUNDS_MAX = 600,
    KILLS_NEEDED = 5,       /* or the test has tested nothing */
    COMPARE_EVERY = 8       /* comparing every text takes longer than filling */
};

static const an_coder coder = {AN_STR("p"), AN_STR("l"), AN_STR("s"), AN_STR("m")};

static annals_status put_unless_known(an_store *store, an_arena *arena, uint64_t number, annals_error *error)
{
    an_document document;
    char raw[AN_SHA256_HEX_BYTES];
    bool is_known;
    an_arena_reset(arena);
    synthetic_document(arena, number, 0, &document);
    AN_TRY(an_store_is_known(store, document.article.url, synthetic_raw_digest(number, raw), &is_known, error));
    if (is_known) return ANNALS_OK;
    AN_TRY(an_store_put(store, &document, raw, &coder, error));
    return number % COMMIT_EVERY == 0 ? an_store_commit(store, error) : ANNALS_OK;
}

/* What the killed process does. */
static annals_status fill(const char *path, annals_error *error)
{
    an_store *store;
    an_arena arena;
    annals_status status = an_store_open(&store, path, &(an_store_options){.create = true}, error);
    if (status != ANNALS_OK) return status;
    an_arena_init(&arena, 0);
    for (uint64_t i = 0; i < DOCUMENTS && status == ANNALS_OK; i++) status = put_unless_known(store, &arena, i, error);
    if (status == ANNALS_OK) status = an_store_commit(store, error);
    an_arena_free(&arena);
    an_store_close(store);
    return status;
}

/* Runs `fill` in a child and kills it after the delay. True if the child was not killed but came to its end. */
static bool fill_and_kill(const char *path, long delay_us)
{
    const struct timespec delay = {delay_us / 1000000, delay_us % 1000000 * 1000};
    int exit_status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        annals_error error;
        _exit(fill(path, &error) == ANNALS_OK ? 0 : 1);
    }
    nanosleep(&delay, NULL);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &exit_status, 0), child);
    if (WIFEXITED(exit_status)) assert_int_equal(WEXITSTATUS(exit_status), 0);
    return WIFEXITED(exit_status);
}

typedef struct comparison {
    an_arena arena;
    an_strbuf expected, found;
    size_t count;
} comparison;

static annals_status compare(void *user, const an_stored_document *stored, annals_error *error)
{
    comparison *c = user;
    an_document expected;
    (void)error;
    an_arena_reset(&c->arena);
    synthetic_document(&c->arena, strtoull(stored->document.article.id.data + 1, NULL, 10), 0, &expected);
    an_strbuf_clear(&c->expected);
    an_strbuf_clear(&c->found);
    an_document_write_json(&expected, AN_DOCUMENT_WITH_TEXT, &c->expected);
    an_document_write_json(&stored->document, AN_DOCUMENT_WITH_TEXT, &c->found);
    assert_string_equal(c->found.data, c->expected.data);
    c->count++;
    return ANNALS_OK;
}

static size_t compare_all(an_store *store)
{
    comparison c = {0};
    annals_error error;
    an_arena_init(&c.arena, 0);
    assert_int_equal(an_store_load_all(store, compare, &c, &error), ANNALS_OK);
    an_arena_free(&c.arena);
    an_strbuf_free(&c.expected);
    an_strbuf_free(&c.found);
    return c.count;
}

static int64_t ask_number(an_store *store, const char *sql)
{
    sqlite3_stmt *statement;
    int64_t number;
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* Returns how many documents the base holds. A kill may come before there is a base at all. */
static int64_t check_base(const char *path, bool compares)
{
    an_store *store;
    annals_error error;
    int64_t count;
    if (access(path, F_OK) != 0) return 0;
    if (an_store_open(&store, path, &(an_store_options){.create = true}, &error) != ANNALS_OK) fail_msg("%s", error.message);
    count = ask_number(store, "SELECT count(*) FROM documents");
    assert_int_equal(ask_number(store, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(ask_number(store, "SELECT count(*) FROM texts"), count);
    assert_int_equal(ask_number(store, "SELECT count(*) FROM sources"), count);
    if (compares) {
        assert_int_equal(compare_all(store), count);
        assert_int_equal(ask_number(store, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
    }
    an_store_close(store);
    return count;
}

static annals_status list(void *user, const an_found *found, annals_error *error)
{
    (void)error;
    an_event_write_json(found->document, found->event, found->document->article.id, 0, user);
    an_strbuf_putc(user, '\n');
    return ANNALS_OK;
}

static void list_base(const char *path, an_strbuf *out)
{
    an_store *store;
    annals_error error;
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN};
    assert_int_equal(an_store_open(&store, path, &(an_store_options){.read_only = true}, &error), ANNALS_OK);
    assert_int_equal(an_store_select_events(store, &all, list, out, &error), ANNALS_OK);
    an_store_close(store);
}

static void test_killed_again_and_again(void **state)
{
    scratch_base killed, peaceful;
    an_strbuf after_kills, expected;
    annals_error error;
    uint64_t random = 12345;
    int64_t count = 0;
    int kills = 0, rounds = 0;
    bool is_done = false;
    (void)state;
    scratch_base_make(&killed);
    scratch_base_make(&peaceful);
    for (; !is_done && rounds < ROUNDS_MAX; rounds++) {
        int64_t before = count;
        random = an_hash_mix(random, (uint64_t)rounds);
        is_done = fill_and_kill(killed.path, (long)(random % (DELAY_STEP_US * ((uint64_t)rounds + 1))));
        count = check_base(killed.path, is_done || rounds % COMPARE_EVERY == 0);
        assert_true(count >= before); /* nothing that was there is lost */
        kills += !is_done;
    }
    assert_true(is_done);
    assert_true(kills >= KILLS_NEEDED);
    assert_int_equal(count, DOCUMENTS);
    an_strbuf_init(&after_kills, 0);
    an_strbuf_init(&expected, 0);
    assert_int_equal(fill(peaceful.path, &error), ANNALS_OK);
    list_base(killed.path, &after_kills);
    list_base(peaceful.path, &expected);
    assert_true(an_str_equal(an_strbuf_view(&after_kills), an_strbuf_view(&expected)));
    print_message("%d kills\n", kills);
    an_strbuf_free(&after_kills);
    an_strbuf_free(&expected);
    scratch_base_remove(&killed);
    scratch_base_remove(&peaceful);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_killed_again_and_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
