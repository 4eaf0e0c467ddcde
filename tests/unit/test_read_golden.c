/* Every file of tests/golden/read that is not an .out is read to the end; what comes out, articles and failures, must be the text in
 * the .out beside it. The folder may be given as the first argument; a second argument "write" makes the .out files anew, to be
 * looked at before they are committed. */
#include "read_helper.h"

#include <dirent.h>

#include "base/strbuf.h"

enum { CASES_MAX = 200 };

static char folder[READ_PATH_BYTES];
static bool writes;

static void put_field(an_strbuf *out, const char *name, an_str value)
{
    an_strbuf_printf(out, "%s: %.*s\n", name, value.data ? (int)value.length : 1, value.data ? value.data : "-");
}

static void put_article(an_strbuf *out, const an_article *article, const an_diagnostics *diagnostics)
{
    char from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
    put_field(out, "id", article->id);
    put_field(out, "title", article->title);
    put_field(out, "outlet", article->outlet);
    put_field(out, "author", article->author);
    put_field(out, "url", article->url);
    put_field(out, "lang", article->lang);
    an_strbuf_printf(out, "published: %s..%s %s\n", an_iso_format(article->published.from, from),
        an_iso_format(article->published.to, to),
                     an_basis_names[article->published_basis]);
    for (size_t i = 0; i < diagnostics->count; i++) an_strbuf_printf(out, "diagnostic: %s\n", diagnostics->items[i].code);
    an_strbuf_printf(out, "\n%.*s\n\n----\n", (int)article->text.length, article->text.data);
}

/* Names of files are printed without their folder, so that results do not depend on where it lies. */
static void put_failure(an_strbuf *out, annals_status status, const annals_error *error, const char *path)
{
    const char *place = strstr(error->message, path), *name = strrchr(path, '/') + 1;
    an_strbuf_printf(out, "failure: %s: %.*s%s%s\n\n----\n", status == ANNALS_E_INPUT ? "input" : status == ANNALS_E_LIMIT
        ? "limit" : "other",
                     place ? (int)(place - error->message) : 0, error->message, place ? name : "", place
                         ? place + strlen(path) : error->message);
}

static void print_input(read_fixture *f, const char *path, an_strbuf *out)
{
    an_source *source;
    assert_int_equal(an_source_open(&source, &path, 1, NULL), ANNALS_OK);
    for (;;) {
        an_raw_document raw;
        an_article article;
        an_diagnostics diagnostics = {0};
        annals_error error = {0};
        annals_status status = an_source_next(source, &f->arena, &raw, &error);
        if (status == ANNALS_END) break;
        if (status == ANNALS_OK) status = an_read_article(&f->arena, &f->scratch, &raw, &article, &diagnostics, &error);
        if (status == ANNALS_OK) put_article(out, &article, &diagnostics);
        else put_failure(out, status, &error, path);
        an_arena_reset(&f->scratch);
    }
    an_source_close(source);
}

static void read_whole(const char *path, an_strbuf *out)
{
    FILE *file = fopen(path, "rb");
    char buffer[4096];
    size_t n;
    if (!file) fail_msg("there is no %s", path);
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0) an_strbuf_put(out, buffer, n);
    fclose(file);
}

static void write_whole(const char *path, const an_strbuf *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

static void check_case(read_fixture *f, const char *name)
{
    char path[READ_PATH_BYTES * 2], expected_path[READ_PATH_BYTES * 2 + 8];
    an_strbuf actual, expected;
    an_strbuf_init(&actual, 0);
    an_strbuf_init(&expected, 0);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(expected_path, sizeof expected_path, "%s.out", path);
    print_input(f, path, &actual);
    if (writes) write_whole(expected_path, &actual);
    read_whole(expected_path, &expected);
    if (!an_str_equal(an_strbuf_view(&actual), an_strbuf_view(&expected))) fail_msg("%s reads as:\n%s", name, actual.data
        ? actual.data : "");
    an_strbuf_free(&actual);
    an_strbuf_free(&expected);
}

static int compare_names(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void files_read_as_before(void **state)
{
    read_fixture *f = *state;
    char *names[CASES_MAX];
    size_t count = 0;
    DIR *stream = opendir(folder);
    if (!stream) fail_msg("there is no folder %s", folder);
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (entry->d_name[0] == '.' || an_str_ends_with(an_str_from(entry->d_name), ".out")) continue;
        assert_true(count < CASES_MAX);
        names[count++] = strdup(entry->d_name);
    }
    closedir(stream);
    qsort(names, count, sizeof *names, compare_names);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        check_case(f, names[i]);
        free(names[i]);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(files_read_as_before, read_setup, read_teardown)};
    snprintf(folder, sizeof folder, "%s", argc > 1 ? argv[1] : ANNALS_SOURCE_ROOT "/tests/golden/read");
    writes = argc > 2 && strcmp(argv[2], "write") == 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
