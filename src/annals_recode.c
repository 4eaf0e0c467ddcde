/* Coding a whole base anew: every stored text goes through the pipeline again, what comes out is compared with what was there, and takes its
 * place.
 *
 * All of it is one transaction. Decisions of persons are set aside first, so that the program's output is compared with the program's output,
 * and made again at the end on what is there then. */
#include <stdio.h>
#include <stdlib.h>

#include "handles.h"
#include "link/link.h"
#include "query/changes.h"
#include "store/correction.h"

enum { DECISION_BYTES = 64 }; /* "correction 12 split-incident" */

typedef struct recoding {
    an_store *store;
    an_coder coder;
    int64_t last; /* row of the document that was handed out last */
    an_arena arena;
    an_strbuf text;
    annals_sink sink;
    void *user;
    uint64_t documents, conflicts;
    an_change_counts events, claims;
    annals_status status; /* of the store or the sink; the first failure stops the run */
    annals_error *error;
} recoding;

/* ---- stored articles as documents to be coded ---- */

static annals_status next_stored(void *user, an_arena *arena, an_raw_document *out, annals_error *error)
{
    recoding *r = user;
    an_article article = {0};
    AN_TRY(an_store_next_article(r->store, arena, &r->last, &article, error));
    if (!r->last) return ANNALS_END;
    *out = (an_raw_document){.kind = AN_RAW_STORED, .bytes = article.text, .id = article.id, .title = article.title, .outlet = article.outlet,
                             .author = article.author, .url = article.url, .lang = article.lang, .published = article.published,
                             .published_basis = article.published_basis, .input = AN_STR("base")};
    return ANNALS_OK;
}

/* ---- what changed ---- */

static annals_status flush(recoding *r)
{
    an_strbuf *text = &r->text;
    annals_status status = ANNALS_OK;
    if (text->has_failed) return an_fail(r->error, ANNALS_E_MEMORY, "recode", 0, "out of memory");
    if (text->length && r->sink && r->sink(r->user, text->data, text->length) != 0)
        status = an_fail(r->error, ANNALS_STOPPED, "recode", 0, "the receiver wants no more");
    an_strbuf_clear(text);
    return status;
}

/* ---- documents coming out ---- */

static annals_status find_row(recoding *r, const char *sha256, int64_t *row)
{
    AN_TRY(an_store_find_digest(r->store, sha256, row, r->error));
    if (*row) return ANNALS_OK;
    return an_fail(r->error, ANNALS_E_FORMAT, "recode", 0, "the base is damaged: a document whose digest is not that of its text");
}

static annals_status replace(recoding *r, const an_document *document)
{
    an_stored_document old;
    int64_t row;
    an_arena_reset(&r->arena);
    AN_TRY(find_row(r, document->article.sha256, &row));
    AN_TRY(an_store_load_row(r->store, &r->arena, row, &old, r->error));
    AN_TRY(an_changes_write(&r->arena, &old.document, document, &r->events, &r->claims, &r->text, r->error));
    AN_TRY(flush(r));
    r->documents++;
    return an_store_recode(r->store, row, document, &r->coder, r->error);
}

static int on_document(void *user, annals_document *document, const char *raw_sha256)
{
    recoding *r = user;
    (void)raw_sha256;
    if (r->status == ANNALS_OK) r->status = replace(r, &document->record);
    return r->status != ANNALS_OK;
}

/* ---- conflicts ---- */

static annals_status tell_conflict(void *user, const an_correction *c, annals_error *error)
{
    recoding *r = user;
    char decision[DECISION_BYTES];
    (void)error;
    if (c->state != AN_CORRECTION_GONE && c->state != AN_CORRECTION_CHANGED) return ANNALS_OK;
    r->conflicts++;
    snprintf(decision, sizeof decision, "correction %llu %s", (unsigned long long)c->number, an_actions[c->action].name);
    an_change_put(&r->text, "conflict", c->target, decision, c->seen, c->state == AN_CORRECTION_GONE ? AN_STR("gone") : c->now);
    return flush(r);
}

/* ---- the whole ---- */

static an_str digest_of(const annals_engine *engine, const char *part) { return an_str_from(annals_engine_digest(engine, part)); }

static annals_status recode_all(recoding *r, const annals_engine *engine, const annals_run_options *options)
{
    annals_error run_error;
    annals_status status;
    an_base_take_codes(r->store, engine);
    AN_TRY(an_store_link_clear(r->store, r->error));
    AN_TRY(an_store_set_corrections_aside(r->store, r->error));
    status = an_run_stored(engine, next_stored, r, options, on_document, r, &run_error);
    if (r->status != ANNALS_OK) return r->status;
    if (status != ANNALS_OK && status != ANNALS_E_INPUT) { /* E_INPUT: documents that were passed over stay as they were */
        *r->error = run_error;
        return status;
    }
    AN_TRY(an_store_apply_corrections(r->store, r->error));
    AN_TRY(an_link_update(r->store, engine->resources.lexicon, NULL, r->error));
    AN_TRY(an_store_tidy_corrections(r->store, r->error));
    return an_store_select_corrections(r->store, 0, tell_conflict, r, r->error);
}

static annals_recode_summary summarise(const recoding *r)
{
    return (annals_recode_summary){.documents = r->documents, .conflicts = r->conflicts,
                                   .same_events = r->events.same, .changed_events = r->events.changed, .gone_events = r->events.gone, .new_events = r->events.added,
                                   .same_claims = r->claims.same, .changed_claims = r->claims.changed, .gone_claims = r->claims.gone, .new_claims = r->claims.added};
}

annals_status annals_base_recode(annals_base *base, const annals_engine *engine, const annals_run_options *options,
                                 annals_recode_summary *summary, annals_sink sink, void *user, annals_error *error)
{
    static const annals_run_options usual = {0};
    annals_error own;
    recoding r = {.store = an_base_store(base), .sink = sink, .user = user, .error = error ? error : &own,
                  .coder = {digest_of(engine, "program"), digest_of(engine, "lexicon"), digest_of(engine, "split"), digest_of(engine, "parse")}};
    annals_run_options run = options ? *options : usual;
    annals_status status;
    run.parse_only = false;
    run.is_known = NULL;
    an_error_clear(r.error);
    AN_TRY(an_store_hold(r.store, r.error));
    an_arena_init(&r.arena, 0);
    an_strbuf_init(&r.text, 0);
    status = recode_all(&r, engine, &run);
    if (status == ANNALS_OK) status = an_store_release(r.store, true, r.error);
    else an_store_release(r.store, false, NULL);
    if (summary && status == ANNALS_OK) *summary = summarise(&r);
    an_strbuf_free(&r.text);
    an_arena_free(&r.arena);
    return status;
}
