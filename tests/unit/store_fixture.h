/* A base of made-up documents for one test, and small helpers around it. Include after cmocka.h. */
#ifndef ANNALS_TESTS_STORE_FIXTURE_H
#define ANNALS_TESTS_STORE_FIXTURE_H

#include "scratch_base.h"
#include "store/internal.h"
#include "synthetic.h"

static const an_coder coder = {AN_STR("p0"), AN_STR("l0"), AN_STR("s0"), AN_STR("m0")};
static const an_store_options for_writing = {.create = true, .busy_timeout_ms = 50};

typedef struct fixture {
    scratch_base scratch;
    an_store *store;
    an_arena arena;
    annals_error error;
} fixture;

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    scratch_base_make(&f->scratch);
    an_arena_init(&f->arena, 0);
    *state = f;
    return an_store_open(&f->store, f->scratch.path, &for_writing, &f->error);
}

static inline int tear_down(void **state)
{
    fixture *f = *state;
    an_store_close(f->store);
    an_arena_free(&f->arena);
    scratch_base_remove(&f->scratch);
    free(f);
    return 0;
}

static inline void assert_ok(annals_status status, const annals_error *error)
{
    if (status != ANNALS_OK) fail_msg("status %d: %s", (int)status, error->message);
}

static inline void assert_fails(annals_status status, annals_status expected, const annals_error *error, const char *part)
{
    assert_int_equal(status, expected);
    if (!strstr(error->message, part)) fail_msg("'%s' does not say '%s'", error->message, part);
}

static inline void put(fixture *f, uint64_t number)
{
    an_document document;
    char raw[AN_SHA256_HEX_BYTES];
    an_arena_reset(&f->arena);
    synthetic_document(&f->arena, number, 0, &document);
    assert_ok(an_store_put(f->store, &document, synthetic_raw_digest(number, raw), &coder, &f->error), &f->error);
}

static inline void put_many(fixture *f, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) put(f, i);
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
}

static inline void reopen(fixture *f, const an_store_options *options)
{
    an_store_close(f->store);
    f->store = NULL;
    assert_ok(an_store_open(&f->store, f->scratch.path, options, &f->error), &f->error);
}

static inline int64_t ask_number(fixture *f, const char *sql)
{
    sqlite3_stmt *statement;
    int64_t number;
    assert_int_equal(sqlite3_prepare_v2(f->store->db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static inline annals_status count_found(void *user, const an_found *found, annals_error *error)
{
    (void)found, (void)error;
    ++*(size_t *)user;
    return ANNALS_OK;
}

#define BASE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
