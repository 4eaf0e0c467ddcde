/* How fast documents are stored and questions answered, on made-up documents, so that no coder stands in the way:
 *     bench_store FOLDER [DOCUMENTS]      makes FOLDER/bench.db, which must not exist, and removes it
 * Processor time says what the program costs, wall-clock time what the disk adds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../tests/unit/synthetic.h"
#include "query/query.h"
#include "show/rows.h"

typedef struct stopwatch {
    struct timespec wall, processor;
} stopwatch;

static stopwatch start(void)
{
    stopwatch watch;
    clock_gettime(CLOCK_MONOTONIC, &watch.wall);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &watch.processor);
    return watch;
}

static double seconds_between(struct timespec from, struct timespec to)
{
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
}

static void stop(stopwatch from, double *wall, double *processor)
{
    stopwatch now = start();
    *wall = seconds_between(from.wall, now.wall);
    *processor = seconds_between(from.processor, now.processor);
}

static annals_status put_all(an_store *store, uint64_t count, annals_error *error)
{
    const an_coder coder = {AN_STR("p"), AN_STR("l"), AN_STR("s"), AN_STR("m")};
    annals_status status = ANNALS_OK;
    char raw[AN_SHA256_HEX_BYTES];
    an_arena arena;
    an_arena_init(&arena, 0);
    for (uint64_t i = 0; i < count && status == ANNALS_OK; i++) {
        an_document document;
        an_arena_reset(&arena);
        synthetic_document(&arena, i, 0, &document);
        status = an_store_put(store, &document, synthetic_raw_digest(i, raw), &coder, error);
    }
    an_arena_free(&arena);
    return status == ANNALS_OK ? an_store_commit(store, error) : status;
}

static int count_bytes(void *user, const char *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)user += length;
    return 0;
}

static annals_status ask(an_store *store, const char *title, const annals_query *query, annals_error *error)
{
    stopwatch watch = start();
    an_row_writer *writer;
    annals_status status;
    double wall, processor;
    size_t bytes = 0;
    AN_TRY(an_row_writer_open(&writer, "csv", count_bytes, &bytes, error));
    status = an_query_run(store, query, an_row_writer_sink(writer), error);
    an_row_writer_close(writer);
    stop(watch, &wall, &processor);
    printf("%-44s %10zu bytes %8.1f ms, processor %8.1f ms\n", title, bytes, wall * 1e3, processor * 1e3);
    return status;
}

static annals_status ask_all(an_store *store, annals_error *error)
{
    const struct {
        const char *title;
        annals_query query;
    } questions[] = {
        {"rus on ukr, February and March 2022",
         {.what = "events", .actor = "rus", .recipient = "ukr", .since = "2022-02-01", .until = "2022-03-31"}},
        {"the same again", {.what = "events", .actor = "rus", .recipient = "ukr", .since = "2022-02-01", .until = "2022-03-31"}},
        {"events of un", {.what = "events", .actor = "un"}},
        {"events with two words", {.what = "events", .words = "artillery kabul"}},
        {"events of one document", {.what = "events", .document = "d77"}},
        {"claims of un in Kabul", {.what = "claims", .speaker = "un", .place = "Kabul"}},
        {"actors", {.what = "actors"}},
        {"documents", {.what = "documents"}},
        {"all events", {.what = "events"}},
    };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        AN_TRY(ask(store, questions[i].title, &questions[i].query, error));
    return ANNALS_OK;
}

static annals_status run(an_store *store, const char *path, uint64_t count, annals_error *error)
{
    stopwatch watch = start();
    an_store_counts counts;
    struct stat about = {0};
    double wall, processor;
    AN_TRY(put_all(store, count, error));
    stop(watch, &wall, &processor);
    counts = an_store_committed(store);
    stat(path, &about);
    printf("%llu documents, %llu events, %llu claims: %.1f s, processor %.1f s; %.0f documents/s, %.0f a second of processor; %.0f MB\n",
           (unsigned long long)counts.stored, (unsigned long long)counts.events, (unsigned long long)counts.claims, wall, processor,
           (double)count / wall, (double)count / processor, (double)about.st_size / 1e6);
    return ask_all(store, error);
}

static void remove_base(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char name[4200];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

int main(int count, char **words)
{
    char path[4096];
    an_store *store;
    annals_error error;
    annals_status status;
    if (count < 2) {
        fprintf(stderr, "usage: bench_store FOLDER [DOCUMENTS]\n");
        return 2;
    }
    snprintf(path, sizeof path, "%s/bench.db", words[1]);
    if (access(path, F_OK) == 0) {
        fprintf(stderr, "bench_store: %s is there already\n", path);
        return 2;
    }
    status = an_store_open(&store, path, &(an_store_options){.create = true}, &error);
    if (status == ANNALS_OK) status = run(store, path, count > 2 ? strtoull(words[2], NULL, 10) : 100000, &error);
    if (status != ANNALS_OK) fprintf(stderr, "bench_store: %s\n", error.message);
    if (store) an_store_close(store);
    remove_base(path);
    return status == ANNALS_OK ? 0 : 3;
}
