/* Bases with bytes changed at random, anywhere in the file: every question ends with an answer or a clear failure. What to look for
 * is a crash, so this says most when it runs with sanitizers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../unit/scratch_base.h"
#include "../unit/synthetic.h"
#include "query/query.h"
#include "show/rows.h"

enum { DOCUMENTS = 12, ROUNDS = 200, CHANGES_MAX = 24, KEYS_MAX = 4 };

static void fill(const char *path)
{
    const an_coder coder = {AN_STR("p"), AN_STR("l"), AN_STR("s"), AN_STR("m")};
    char raw[AN_SHA256_HEX_BYTES];
    an_store *store;
    annals_error error;
    an_arena arena;
    assert_int_equal(an_store_open(&store, path, &(an_store_options){.create = true}, &error), ANNALS_OK);
    an_arena_init(&arena, 0);
    for (uint64_t i = 0; i < DOCUMENTS; i++) {
        an_document document;
        an_arena_reset(&arena);
        synthetic_document(&arena, i, 0, &document);
        assert_int_equal(an_store_put(store, &document, synthetic_raw_digest(i, raw), &coder, &error), ANNALS_OK);
    }
    assert_int_equal(an_store_commit(store, &error), ANNALS_OK);
    an_arena_free(&arena);
    an_store_close(store);
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes;
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(*length);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *length, file), *length);
    fclose(file);
    return bytes;
}

static void write_changed(const char *path, const char *bytes, size_t length, uint64_t seed)
{
    uint64_t random = an_hash_mix(seed, 3);
    size_t changes = 1 + random % CHANGES_MAX;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(bytes, 1, length, file);
    for (size_t i = 0; i < changes; i++) {
        random = an_hash_mix(random, i);
        fseek(file, (long)(random % length), SEEK_SET);
        fputc((int)(random >> 40 & 0xFF), file);
    }
    fclose(file);
}

static int ignore_bytes(void *user, const char *bytes, size_t length)
{
    (void)user, (void)bytes, (void)length;
    return 0;
}

typedef struct keys {
    char items[KEYS_MAX][AN_KEY_BYTES];
    size_t count;
} keys;

static annals_status note_key(void *user, const an_found *found, annals_error *error)
{
    keys *noted = user;
    (void)error;
    if (noted->count < KEYS_MAX) an_key_format(found->event->key, noted->items[noted->count++]);
    return ANNALS_OK;
}

static annals_status pass_over(void *user, const an_stored_document *stored, annals_error *error)
{
    (void)user, (void)stored, (void)error;
    return ANNALS_OK;
}

static void ask_all(an_store *store, annals_error *error)
{
    static const char *const whats[] = {"events", "claims", "documents", "actors"};
    static const char *const formats[] = {"csv", "jsonl", "table"};
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN};
    keys noted = {0};
    for (size_t i = 0; i < 12; i++) {
        an_row_writer *writer;
        annals_query query = {.what = whats[i % 4], .words = i % 3 ? NULL : "artillery"};
        assert_int_equal(an_row_writer_open(&writer, formats[i / 4], ignore_bytes, NULL, error), ANNALS_OK);
        an_query_run(store, &query, an_row_writer_sink(writer), error);
        an_row_writer_close(writer);
    }
    an_store_load_all(store, pass_over, NULL, error);
    an_store_select_events(store, &all, note_key, &noted, error);
    for (size_t i = 0; i < noted.count; i++) an_query_explain(store, noted.items[i], NULL, ignore_bytes, NULL, error);
}

static void test_changed_bytes(void **state)
{
    scratch_base scratch;
    size_t length, opened = 0;
    char *bytes;
    (void)state;
    scratch_base_make(&scratch);
    fill(scratch.path);
    bytes = read_file(scratch.path, &length);
    for (uint64_t round = 0; round < ROUNDS; round++) {
        annals_error error = {.message = ""};
        an_store *store;
        write_changed(scratch.path, bytes, length, round);
        if (an_store_open(&store, scratch.path, &(an_store_options){.read_only = true}, &error) == ANNALS_OK) {
            opened++;
            ask_all(store, &error);
            an_store_close(store);
        } else {
            assert_true(error.message[0] != '\0');
        }
    }
    assert_true(opened > ROUNDS / 10); /* else only the header was tested */
    free(bytes);
    scratch_base_remove(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_changed_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
