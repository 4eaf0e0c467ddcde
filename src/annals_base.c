/* The base of annals.h: reading into it, asking it. What is stored and how is src/store's business. */
#include <stdlib.h>

#include "annals_export.h"
#include "annals_missing.h"
#include "annals_report.h"
#include "handles.h"
#include "lexicon/actors.h"
#include "lexicon/cameo.h"
#include "lexicon/frames.h"
#include "lexicon/happenings.h"
#include "link/link.h"
#include "query/query.h"
#include "show/rows.h"
#include "store/correction.h"

enum { RENDERED_BYTES_MAX = 512 * 1024 * 1024 };

struct annals_base {
    an_store *store;
};

annals_status annals_base_open(annals_base **base, const char *path, unsigned flags, annals_error *error)
{
    an_store_options options = {.create = flags & ANNALS_BASE_CREATE, .read_only = flags & ANNALS_BASE_READ_ONLY};
    annals_base *opened = calloc(1, sizeof *opened);
    annals_status status;
    *base = NULL;
    an_error_clear(error);
    if (!opened) return an_fail(error, ANNALS_E_MEMORY, "base", 0, "out of memory");
    status = an_store_open(&opened->store, path, &options, error);
    if (status == ANNALS_OK) *base = opened;
    else free(opened);
    return status;
}

void annals_base_close(annals_base *base)
{
    if (!base) return;
    an_store_close(base->store);
    free(base);
}

an_store *an_base_store(annals_base *base) { return base->store; }

void an_base_take_codes(an_store *store, const annals_engine *engine)
{
    an_act_codes codes;
    if (engine) an_codebook_list_codes(an_lexicon_codebook(engine->resources.lexicon), &codes);
    an_store_set_act_codes(store, engine ? &codes : NULL);
}

/* ---- reading into it ---- */

typedef struct reading {
    an_store *store;
    const annals_run_options *options;
    an_coder coder;
    annals_read_summary summary;
    annals_status status; /* of the store; the first failure stops the run */
    annals_error *error;
} reading;

static bool is_stored(void *user, const char *url, const char *raw_sha256)
{
    reading *r = user;
    bool is_known = false;
    if (r->status != ANNALS_OK) return false;
    r->status = an_store_is_known(r->store, an_str_from(url), raw_sha256, &is_known, r->error);
    r->summary.known += is_known;
    return is_known;
}

static int put(void *user, annals_document *document, const char *raw_sha256)
{
    reading *r = user;
    if (r->status == ANNALS_OK) r->status = an_store_put(r->store, &document->record, raw_sha256, &r->coder, r->error);
    return r->status != ANNALS_OK;
}

static void pass_problem(void *user, const annals_error *problem)
{
    reading *r = user;
    r->summary.failed_inputs++;
    if (r->options->on_problem) r->options->on_problem(r->options->user, problem);
}

static void pass_progress(void *user, const annals_progress *progress)
{
    reading *r = user;
    if (r->options->on_progress) r->options->on_progress(r->options->user, progress);
}

static an_str digest_of(const annals_engine *engine, const char *part) { return an_str_from(annals_engine_digest(engine, part)); }

static void sum_up(reading *r, annals_read_summary *summary)
{
    an_store_counts counts = an_store_committed(r->store);
    r->summary.stored = counts.stored;
    r->summary.known += counts.known;
    r->summary.events = counts.events;
    r->summary.claims = counts.claims;
    if (summary) *summary = r->summary;
}

/* What persons decided of actors holds for new documents too; and a decision may have waited for one of them. */
static annals_status apply_corrections(an_store *store, const annals_engine *engine, annals_error *error)
{
    annals_status status;
    bool lag;
    AN_TRY(an_store_corrections_lag(store, &lag, error));
    if (!lag) return ANNALS_OK; /* nothing new: no lock is needed */
    an_base_take_codes(store, engine);
    AN_TRY(an_store_hold(store, error));
    status = an_store_refresh_corrections(store, error);
    if (status == ANNALS_OK) return an_store_release(store, true, error);
    an_store_release(store, false, NULL);
    return status;
}

annals_status annals_base_read(annals_base *base, const annals_engine *engine, const char *const *paths, size_t path_count,
                               const annals_run_options *options, annals_read_summary *summary, annals_error *error)
{
    annals_error own_error;
    annals_error *at = error ? error : &own_error;
    reading r = {.store = base->store, .options = options, .error = at,
                 .coder = {digest_of(engine, "program"), digest_of(engine, "lexicon"), digest_of(engine, "split"), digest_of(engine, "parse")}};
    annals_run_options run = {.threads = options->threads, .user = &r, .is_known = is_stored, .on_problem = pass_problem, .on_progress = pass_progress};
    annals_error run_error;
    annals_status status;
    an_error_clear(at);
    status = an_run(engine, paths, path_count, &run, put, &r, &run_error);
    if (r.status != ANNALS_OK) {
        sum_up(&r, summary);
        return r.status; /* `at` tells of it already */
    }
    r.status = an_store_commit(base->store, at);
    sum_up(&r, summary);
    if (r.status == ANNALS_OK) r.status = apply_corrections(base->store, engine, at);
    if (r.status == ANNALS_OK) r.status = an_link_update(base->store, engine->resources.lexicon, NULL, at);
    if (r.status != ANNALS_OK) return r.status;
    *at = run_error;
    return status;
}

/* ---- asking it ---- */

annals_status annals_base_query(annals_base *base, const annals_query *query, const char *format, annals_sink sink, void *user,
                                annals_error *error)
{
    an_row_writer *writer;
    annals_status status;
    bool is_taken;
    an_error_clear(error);
    status = an_export_answer(base->store, query, format, &is_taken, sink, user, error);
    if (is_taken) return status;
    AN_TRY(an_row_writer_open(&writer, format, sink, user, error));
    status = an_query_run(base->store, query, an_row_writer_sink(writer), error);
    an_row_writer_close(writer);
    return status;
}

/* The line of the dictionary that holds the frame. */
static void describe_rule(void *user, an_str rule, an_strbuf *out)
{
    const annals_engine *engine = user;
    const an_frames *frames = an_lexicon_frames(engine->resources.lexicon);
    for (uint32_t i = 0; frames && i < frames->frame_count; i++) {
        const an_frame *frame = &frames->frames[i];
        an_str file = an_pool_get(frames->pool, frame->file);
        if (!an_str_equal(an_pool_get(frames->pool, frame->id), rule)) continue;
        an_strbuf_printf(out, "    %.*s:%u\n", (int)file.length, file.data, frame->line);
        return;
    }
}

static void describe_actor(void *user, an_str id, an_strbuf *out)
{
    const annals_engine *engine = user;
    const an_actors *actors = an_lexicon_actors(engine->resources.lexicon);
    uint32_t entry = actors ? an_actors_by_id(actors, id) : AN_NONE;
    an_str file;
    if (entry == AN_NONE) return;
    file = an_pool_get(actors->pool, actors->entries[entry].file);
    an_strbuf_printf(out, "    %.*s:%u\n", (int)file.length, file.data, actors->entries[entry].line);
}

static void describe_happening(void *user, an_str words, an_strbuf *out)
{
    const annals_engine *engine = user;
    const an_happenings *happenings = an_lexicon_happenings(engine->resources.lexicon);
    const an_happening *happening = happenings ? an_happenings_by_words(happenings, words) : NULL;
    an_str file;
    if (!happening) return;
    file = an_pool_get(happenings->pool, happening->file);
    an_strbuf_printf(out, "    %.*s:%u\n", (int)file.length, file.data, happening->line);
}

annals_status annals_base_explain(annals_base *base, const annals_engine *engine, const char *key, annals_sink sink, void *user,
                                  annals_error *error)
{
    an_explain_help help = {(void *)(uintptr_t)engine, describe_rule, describe_actor, describe_happening};
    an_error_clear(error);
    return an_query_explain(base->store, key, engine ? &help : NULL, sink, user, error);
}

annals_status annals_base_report(annals_base *base, const annals_query *query, const char *title, annals_sink sink, void *user,
                                 annals_error *error)
{
    static const annals_query everything = {0};
    an_filter filter;
    an_factuality factuality;
    an_strbuf page;
    annals_status status;
    an_error_clear(error);
    AN_TRY(an_query_read_filter(query ? query : &everything, &filter, &factuality, error));
    filter.limit = 0;
    an_strbuf_init(&page, RENDERED_BYTES_MAX);
    status = an_report_from_base(base, &filter, title ? an_str_from(title) : AN_STR("What the reports say"), &page, error);
    if (status == ANNALS_OK && sink(user, page.data, page.length) != 0) status = an_fail(error, ANNALS_STOPPED, "report", 0, "stopped by the caller");
    an_strbuf_free(&page);
    return status;
}

annals_status annals_base_missing(annals_base *base, const annals_engine *engine, uint64_t limit, annals_sink sink, void *user,
                                  annals_error *error)
{
    an_error_clear(error);
    return an_missing_find(base->store, engine->resources.lexicon, limit, sink, user, error);
}
