/* For the tests of read/: files made in a folder of their own, and everything that a source gives for them. */
#ifndef ANNALS_TESTS_READ_HELPER_H
#define ANNALS_TESTS_READ_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "read/clean.h"
#include "read/source.h"

enum { READ_RESULTS_MAX = 64, READ_PATH_BYTES = 512 };

typedef struct read_result {
    annals_status status;
    an_raw_document raw;
    annals_error error;
} read_result;

typedef struct read_fixture {
    char folder[64];
    an_arena arena, scratch;
    read_result results[READ_RESULTS_MAX];
    size_t count;      /* documents and failures, in order */
    size_t documents, failures;
    uint64_t done_bytes, total_bytes;
} read_fixture;

static inline int read_setup(void **state)
{
    read_fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    strcpy(f->folder, "/tmp/annals-read-XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    an_arena_init(&f->arena, 0);
    an_arena_init(&f->scratch, 0);
    *state = f;
    return 0;
}

static inline void remove_tree(const char *path)
{
    char command[READ_PATH_BYTES + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    if (system(command) != 0) fail_msg("cannot remove %s", path);
}

static inline int read_teardown(void **state)
{
    read_fixture *f = *state;
    remove_tree(f->folder);
    an_arena_free(&f->arena);
    an_arena_free(&f->scratch);
    free(f);
    return 0;
}

/* The path of a file in the fixture's folder; valid until the next call but seven. */
static inline const char *in_folder(const read_fixture *f, const char *name)
{
    static char paths[8][READ_PATH_BYTES];
    static size_t next;
    char *path = paths[next++ % 8];
    snprintf(path, READ_PATH_BYTES, "%s/%s", f->folder, name);
    return path;
}

static inline const char *write_bytes(const read_fixture *f, const char *name, const void *bytes, size_t length)
{
    const char *path = in_folder(f, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    if (length) assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline const char *write_text(const read_fixture *f, const char *name, const char *text)
{
    return write_bytes(f, name, text, strlen(text));
}

/* Reads all of `paths` to the end. */
static inline void read_paths(read_fixture *f, const char *const *paths, size_t path_count)
{
    an_source *source;
    assert_int_equal(an_source_open(&source, paths, path_count, NULL), ANNALS_OK);
    f->count = f->documents = f->failures = 0;
    for (;;) {
        read_result result = {0};
        result.status = an_source_next(source, &f->arena, &result.raw, &result.error);
        if (result.status == ANNALS_END) break;
        assert_true(f->count < READ_RESULTS_MAX);
        f->results[f->count++] = result;
        if (result.status == ANNALS_OK) f->documents++;
        else f->failures++;
    }
    an_source_progress(source, &f->done_bytes, &f->total_bytes);
    an_source_close(source);
}

static inline void read_one(read_fixture *f, const char *path) { read_paths(f, &path, 1); }

static inline void assert_str(an_str actual, const char *expected)
{
    if (!expected) {
        if (actual.data) fail_msg("\"%.*s\" where nothing was expected", (int)actual.length, actual.data);
        return;
    }
    if (!actual.data || !an_str_is(actual, expected))
        fail_msg("\"%.*s\" where \"%s\" was expected", actual.data ? (int)actual.length : 4, actual.data ? actual.data : "NULL",
            expected);
}

static inline void assert_range(an_date_range range, const char *from, const char *to)
{
    char buffer[AN_ISO_DAY_BYTES];
    assert_string_equal(an_iso_format(range.from, buffer), from);
    assert_string_equal(an_iso_format(range.to, buffer), to);
}

static inline void assert_mentions(const annals_error *error, const char *words)
{
    if (!strstr(error->message, words)) fail_msg("message \"%s\" does not say \"%s\"", error->message, words);
}

/* Cleans one document given directly. */
static inline annals_status clean_bytes(read_fixture *f, an_raw_kind kind, an_str bytes, an_article *article,
    an_diagnostics *diagnostics)
{
    an_raw_document raw = {.kind = kind, .bytes = bytes, .published = AN_DATE_RANGE_UNKNOWN};
    memset(diagnostics, 0, sizeof *diagnostics);
    return an_read_article(&f->arena, &f->scratch, &raw, article, diagnostics, NULL);
}

static inline bool has_diagnostic(const an_diagnostics *diagnostics, const char *code)
{
    for (size_t i = 0; i < diagnostics->count; i++)
        if (strcmp(diagnostics->items[i].code, code) == 0) return true;
    return false;
}

#endif
