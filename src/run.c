/* Many documents: one thread reads, many code, one hands out, in input order.
 *
 * The calling thread fills a ring of slots with raw documents and empties it from the other end, oldest first; workers take filled slots,
 * several short documents at a time because the parser likes them so. So results leave in the order in which they came, whatever the number
 * of threads, and memory is bounded by the ring. With one thread no worker is started: the calling thread codes when the ring is full.
 *
 * A slot goes EMPTY -> FILLED (caller) -> TAKEN (worker) -> DONE (worker) -> EMPTY (caller). The lock guards `state` and the counters;
 * whoever moved a slot to TAKEN or EMPTY owns the rest of it. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "handles.h"
#include "read/source.h"

enum {
    SLOTS_PER_THREAD = 2 * AN_PIPELINE_JOBS_MAX, /* so that a worker finds enough of them waiting when it has done */
    THREADS_MAX = 256,
    PROGRESS_INTERVAL_MS = 200,
    KEEP_SCRATCH_BYTES = 16 * 1024 * 1024,  /* a worker or slot that held a larger document gives its memory back; */
    KEEP_DOCUMENT_BYTES = 2 * 1024 * 1024,  /* there are many slots, and a report takes a tenth of this, a long article all */
    TOGETHER_BYTES_MAX = 64 * 1024,         /* of raw text coded together; more would gain nothing */
    BYTES_IN_FLIGHT_MAX = 8 * 1024 * 1024 /* of raw text in the ring, or one document: a coded text takes some hundred times its size */
};

enum slot_state { EMPTY, FILLED, TAKEN, DONE };

struct slot {
    enum slot_state state;
    an_raw_document raw;
    char raw_sha256[AN_SHA256_HEX_BYTES];
    annals_document document; /* raw strings and results share its arena */
    annals_status status;
    annals_error error;
};

struct crew {
    const an_resources *resources;
    const annals_run_options *options;
    an_run_document on_document;
    void *document_user;
    an_next_document next; /* where documents come from ... */
    void *next_user;
    const an_source *source; /* ... if that is inputs, for progress; else NULL */
    struct slot *slots;
    size_t slot_count, worker_count; /* no workers: the calling thread does all */
    size_t next_read, next_out, next_take; /* ever growing; slot = number % slot_count */
    size_t bytes_in_flight;                /* raw, of the slots from next_out to next_read; the caller's alone */
    bool is_closing;
    pthread_mutex_t lock;
    pthread_cond_t filled, done;
    annals_progress progress;
    struct timespec last_progress;
};

/* One document that is too much for its arena, or for the machine while others are coded beside it, must not end the run. */
static void refuse_document(struct slot *slot)
{
    const an_raw_document *raw = &slot->raw;
    slot->status = an_fail(&slot->error, ANNALS_E_LIMIT, "run", raw->offset,
                           "%.*s: the document at %llu, %zu bytes long, takes more memory than there is for one and was passed over", (int)raw->input.length,
                           raw->input.data ? raw->input.data : "", (unsigned long long)raw->offset, raw->bytes.length);
}

/* What a thread that codes has for itself. */
struct worker {
    struct crew *crew;
    an_arena scratch;
    an_parse_desk *desk; /* NULL where there is no memory for one, or nothing to parse with */
};

static void equip(struct worker *worker, struct crew *crew)
{
    const an_resources *resources = crew->resources;
    worker->crew = crew;
    an_arena_init(&worker->scratch, AN_SCRATCH_ARENA_BYTES_MAX);
    worker->desk = resources->parser ? an_parse_desk_new(resources->parser) : NULL;
}

static void dismiss(struct worker *worker)
{
    an_parse_desk_free(worker->desk);
    an_arena_free(&worker->scratch);
}

static struct slot *slot_at(const struct crew *crew, size_t number) { return &crew->slots[number % crew->slot_count]; }

/* How many slots to take, from next_take on: a fair share of what is waiting, not more bytes than gain by being together, at least one.
 * The caller holds the lock. */
static size_t share_of_work(const struct crew *crew)
{
    size_t waiting = crew->next_read - crew->next_take, threads = crew->worker_count ? crew->worker_count : 1;
    size_t most = (waiting + threads - 1) / threads, count = 1, bytes = slot_at(crew, crew->next_take)->raw.bytes.length;
    if (most > AN_PIPELINE_JOBS_MAX) most = AN_PIPELINE_JOBS_MAX;
    while (count < most && (bytes += slot_at(crew, crew->next_take + count)->raw.bytes.length) <= TOGETHER_BYTES_MAX) count++;
    return count;
}

static void code_slots(struct worker *worker, size_t first, size_t count)
{
    const struct crew *crew = worker->crew;
    an_pipeline_job jobs[AN_PIPELINE_JOBS_MAX];
    for (size_t i = 0; i < count; i++) {
        struct slot *slot = slot_at(crew, first + i);
        an_error_clear(&slot->error);
        jobs[i] = (an_pipeline_job){.arena = &slot->document.arena, .raw = &slot->raw, .document = &slot->document.record, .error = &slot->error};
    }
    an_pipeline_code_together(jobs, count, &worker->scratch, worker->desk, crew->resources, crew->options->parse_only ? AN_STAGE_PARSE : AN_STAGE_EVENTS);
    for (size_t i = 0; i < count; i++) {
        struct slot *slot = slot_at(crew, first + i);
        slot->status = jobs[i].status;
        if (slot->status == ANNALS_E_MEMORY) refuse_document(slot);
    }
    if (worker->scratch.used_bytes > KEEP_SCRATCH_BYTES) an_arena_free(&worker->scratch);
}

/* Takes slots, codes them, marks them done. The caller holds the lock, which is let go in between, and has seen that some wait. */
static void work_once(struct worker *worker)
{
    struct crew *crew = worker->crew;
    size_t first = crew->next_take, count = share_of_work(crew);
    crew->next_take += count;
    for (size_t i = 0; i < count; i++) slot_at(crew, first + i)->state = TAKEN;
    pthread_mutex_unlock(&crew->lock);
    code_slots(worker, first, count);
    pthread_mutex_lock(&crew->lock);
    for (size_t i = 0; i < count; i++) slot_at(crew, first + i)->state = DONE;
    pthread_cond_signal(&crew->done);
}

static void *work(void *argument)
{
    struct crew *crew = argument;
    struct worker worker;
    equip(&worker, crew);
    pthread_mutex_lock(&crew->lock);
    for (;;) {
        while (crew->next_take == crew->next_read && !crew->is_closing) pthread_cond_wait(&crew->filled, &crew->lock);
        if (crew->next_take == crew->next_read) break;
        work_once(&worker);
    }
    pthread_mutex_unlock(&crew->lock);
    dismiss(&worker);
    return NULL;
}

static void tell_problem(struct crew *crew, const annals_error *problem)
{
    crew->progress.failed_inputs++;
    if (crew->options->on_problem) crew->options->on_problem(crew->options->user, problem);
}

static void tell_progress(struct crew *crew, bool is_last)
{
    struct timespec now;
    long elapsed_ms;
    if (!crew->options->on_progress) return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    elapsed_ms = (long)(now.tv_sec - crew->last_progress.tv_sec) * 1000 + (now.tv_nsec - crew->last_progress.tv_nsec) / 1000000;
    if (elapsed_ms < PROGRESS_INTERVAL_MS && !is_last) return;
    crew->last_progress = now;
    if (crew->source) an_source_progress(crew->source, &crew->progress.done_bytes, &crew->progress.total_bytes);
    crew->options->on_progress(crew->options->user, &crew->progress);
}

static void clear_document(annals_document *document)
{
    if (document->arena.used_bytes > KEEP_DOCUMENT_BYTES) an_arena_free(&document->arena);
    else an_arena_reset(&document->arena);
    memset(&document->record, 0, sizeof document->record);
}

static bool is_known(const struct crew *crew, struct slot *slot)
{
    const annals_run_options *options = crew->options;
    an_str url = slot->raw.url;
    if (!options->is_known) return false;
    return options->is_known(options->user, url.data ? an_arena_copy(&slot->document.arena, url.data, url.length) : NULL, slot->raw_sha256);
}

/* The digest of what was read before any of our code interpreted it: it does not change when the program does. */
static void digest_raw(struct slot *slot)
{
    char digests[2][AN_SHA256_HEX_BYTES];
    an_sha256_hex(slot->raw.bytes, digests[0]);
    an_sha256_hex(slot->raw.url.data ? slot->raw.url : slot->raw.id, digests[1]);
    digests[0][AN_SHA256_HEX_BYTES - 1] = '\n';
    an_sha256_hex((an_str){digests[0], 2 * AN_SHA256_HEX_BYTES - 1}, slot->raw_sha256);
}

/* Reads the next document that has to be coded into `slot`. END when there is none; failures that are not final are told and passed. */
static annals_status fill(struct crew *crew, struct slot *slot, annals_error *error)
{
    for (;;) {
        annals_error problem;
        annals_status status;
        clear_document(&slot->document);
        memset(&slot->raw, 0, sizeof slot->raw);
        an_error_clear(&problem);
        status = crew->next(crew->next_user, &slot->document.arena, &slot->raw, &problem);
        tell_progress(crew, false);
        if (status == ANNALS_E_INPUT || status == ANNALS_E_LIMIT) {
            tell_problem(crew, &problem);
            continue;
        }
        if (status != ANNALS_OK) {
            if (error) *error = problem;
            return status;
        }
        digest_raw(slot);
        if (!is_known(crew, slot)) return ANNALS_OK;
        crew->progress.documents++;
    }
}

static annals_status hand_out(struct crew *crew, struct slot *slot, annals_error *error)
{
    crew->progress.documents++;
    if (slot->status == ANNALS_E_INPUT || slot->status == ANNALS_E_LIMIT) {
        tell_problem(crew, &slot->error);
        return ANNALS_OK;
    }
    if (slot->status != ANNALS_OK) {
        if (error) *error = slot->error;
        return slot->status;
    }
    crew->progress.events += slot->document.record.events.count;
    if (crew->on_document(crew->document_user, &slot->document, slot->raw_sha256) != 0)
        return an_fail(error, ANNALS_STOPPED, "run", 0, "stopped by the caller");
    return ANNALS_OK;
}

static void publish(struct crew *crew, struct slot *slot)
{
    pthread_mutex_lock(&crew->lock);
    slot->state = FILLED;
    crew->next_read++;
    pthread_cond_signal(&crew->filled);
    pthread_mutex_unlock(&crew->lock);
}

/* Without workers the calling thread works until the slot is done. */
static void wait_until_done(struct crew *crew, struct worker *own, struct slot *slot)
{
    pthread_mutex_lock(&crew->lock);
    while (slot->state != DONE)
        if (own) work_once(own);
        else pthread_cond_wait(&crew->done, &crew->lock);
    slot->state = EMPTY;
    pthread_mutex_unlock(&crew->lock);
}

/* `own` is the calling thread's if it has to do the work too, else NULL. */
static annals_status run_ring(struct crew *crew, struct worker *own, annals_error *error)
{
    const size_t bytes_in_flight_max = own ? TOGETHER_BYTES_MAX : BYTES_IN_FLIGHT_MAX;
    annals_status status = ANNALS_OK, end = ANNALS_OK;
    while (status == ANNALS_OK) {
        bool is_full = crew->next_read - crew->next_out == crew->slot_count || crew->bytes_in_flight > bytes_in_flight_max;
        if (crew->next_out < crew->next_read && crew->source && an_source_waits(crew->source)) is_full = true; /* a live pipe: what came is handed out first */
        if (end == ANNALS_OK && !is_full) {
            struct slot *free_slot = slot_at(crew, crew->next_read);
            end = fill(crew, free_slot, error);
            if (end == ANNALS_OK) {
                crew->bytes_in_flight += free_slot->raw.bytes.length;
                publish(crew, free_slot);
            }
        } else if (crew->next_out < crew->next_read) {
            struct slot *oldest = slot_at(crew, crew->next_out);
            wait_until_done(crew, own, oldest);
            crew->bytes_in_flight -= oldest->raw.bytes.length;
            status = hand_out(crew, oldest, error);
            crew->next_out++;
            tell_progress(crew, false);
        } else {
            break;
        }
    }
    return status == ANNALS_OK ? end : status;
}

static annals_status run_alone(struct crew *crew, annals_error *error)
{
    struct worker own;
    annals_status status;
    equip(&own, crew);
    status = run_ring(crew, &own, error);
    dismiss(&own);
    return status;
}

static size_t start_workers(struct crew *crew, pthread_t *threads, size_t wanted)
{
    size_t started = 0;
    while (started < wanted && pthread_create(&threads[started], NULL, work, crew) == 0) started++;
    return started;
}

static void stop_workers(struct crew *crew, const pthread_t *threads, size_t count)
{
    pthread_mutex_lock(&crew->lock);
    crew->is_closing = true;
    crew->next_take = crew->next_read; /* what is not begun is not needed any more */
    pthread_cond_broadcast(&crew->filled);
    pthread_mutex_unlock(&crew->lock);
    for (size_t i = 0; i < count; i++) pthread_join(threads[i], NULL);
}

static annals_status run_crew(struct crew *crew, size_t thread_count, annals_error *error)
{
    pthread_t threads[THREADS_MAX];
    size_t started;
    annals_status status;
    crew->slot_count = thread_count > 1 ? thread_count * SLOTS_PER_THREAD : AN_PIPELINE_JOBS_MAX;
    crew->slots = calloc(crew->slot_count, sizeof *crew->slots);
    if (!crew->slots) return an_fail(error, ANNALS_E_MEMORY, "run", 0, "out of memory");
    for (size_t i = 0; i < crew->slot_count; i++) an_arena_init(&crew->slots[i].document.arena, AN_DOCUMENT_ARENA_BYTES_MAX);
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->filled, NULL);
    pthread_cond_init(&crew->done, NULL);
    crew->worker_count = thread_count > 1 ? thread_count : 0;
    started = start_workers(crew, threads, crew->worker_count);
    status = started ? run_ring(crew, NULL, error) : run_alone(crew, error);
    stop_workers(crew, threads, started);
    tell_progress(crew, true);
    pthread_cond_destroy(&crew->done);
    pthread_cond_destroy(&crew->filled);
    pthread_mutex_destroy(&crew->lock);
    for (size_t i = 0; i < crew->slot_count; i++) {
        an_strbuf_free(&crew->slots[i].document.text_form);
        an_arena_free(&crew->slots[i].document.arena);
    }
    free(crew->slots);
    return status;
}

static size_t choose_threads(unsigned asked)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = asked ? asked : cores > 0 ? (size_t)cores : 1;
    return count < THREADS_MAX ? count : THREADS_MAX;
}

static annals_status run_all(struct crew *crew, annals_error *error)
{
    annals_status status = run_crew(crew, choose_threads(crew->options->threads), error);
    if (status != ANNALS_END) return status;
    if (!crew->progress.failed_inputs) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, "run", 0, "%llu inputs could not be read", (unsigned long long)crew->progress.failed_inputs);
}

static annals_status next_input(void *user, an_arena *arena, an_raw_document *out, annals_error *error)
{
    return an_source_next(user, arena, out, error);
}

annals_status an_run(const annals_engine *engine, const char *const *paths, size_t path_count,
                     const annals_run_options *options, an_run_document on_document, void *document_user,
                     annals_error *error)
{
    struct crew crew = {.resources = &engine->resources, .options = options, .on_document = on_document, .document_user = document_user, .next = next_input};
    an_source *source;
    annals_status status;
    an_error_clear(error);
    AN_TRY(an_source_open(&source, paths, path_count, error));
    crew.source = crew.next_user = source;
    status = run_all(&crew, error);
    an_source_close(source);
    return status;
}

annals_status an_run_stored(const annals_engine *engine, an_next_document next, void *next_user, const annals_run_options *options,
                            an_run_document on_document, void *document_user, annals_error *error)
{
    struct crew crew = {.resources = &engine->resources, .options = options, .on_document = on_document, .document_user = document_user,
                        .next = next, .next_user = next_user};
    an_error_clear(error);
    return run_all(&crew, error);
}

static int without_digest(void *user, annals_document *document, const char *raw_sha256)
{
    const annals_run_options *options = user;
    (void)raw_sha256;
    return options->on_document ? options->on_document(options->user, document) : 0;
}

annals_status annals_run(const annals_engine *engine, const char *const *paths, size_t path_count,
                         const annals_run_options *options, annals_error *error)
{
    annals_run_options own = *options;
    return an_run(engine, paths, path_count, options, without_digest, &own, error);
}
