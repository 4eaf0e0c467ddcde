/* Coding a whole base anew: every stored text goes through the pipeline again, what comes out is compared with what was there, and takes its
 * place.
 *
 * All of it is one transaction. Decisions of persons are set aside first, so that the program's output is compared with the program's output,
 * and made again at the end on what is there then. */
#include <stdlib.h>

#include "handles.h"
#include "link/link.h"
#include "store/correction.h"

typedef struct recoding {
    an_store *store;
    an_coder coder;
    int64_t last; /* row of the document that was handed out last */
    an_arena arena;
    an_strbuf text;
    annals_sink sink;
    void *user;
    annals_recode_summary summary;
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

static void put_cell(an_strbuf *out, size_t start)
{
    for (size_t i = start; i < out->length; i++)
        if ((unsigned char)out->data[i] < ' ') out->data[i] = ' ';
    an_strbuf_putc(out, '\t');
}

static void put_key(an_strbuf *out, uint64_t key)
{
    char text[AN_KEY_BYTES];
    an_strbuf_puts(out, an_key_format(key, text));
}

/* "ASSAULT iskp > rus" */
static void put_event(an_strbuf *out, const an_event *event)
{
    an_event_field_write(event, AN_FIELD_TYPE, out);
    an_strbuf_putc(out, ' ');
    an_event_field_write(event, AN_FIELD_ACTOR, out);
    an_strbuf_puts(out, " > ");
    an_event_field_write(event, AN_FIELD_RECIPIENT, out);
}

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

/* A line of an event that is on one side only. */
static void tell_one(recoding *r, const char *what, const an_event *event, bool is_new)
{
    size_t start;
    an_strbuf_printf(&r->text, "%s\t", what);
    put_key(&r->text, event->key);
    an_strbuf_puts(&r->text, "\tevent\t");
    if (is_new) an_strbuf_putc(&r->text, '\t');
    start = r->text.length;
    put_event(&r->text, event);
    put_cell(&r->text, start);
    if (is_new) r->text.length--; /* the last cell has no tab behind it */
    an_strbuf_putc(&r->text, '\n');
}

static void tell_field(recoding *r, const an_event *before, const char *field, an_str old, an_str new)
{
    size_t start;
    an_strbuf_puts(&r->text, "changed\t");
    put_key(&r->text, before->key);
    an_strbuf_printf(&r->text, "\t%s\t", field);
    start = r->text.length;
    an_strbuf_put_str(&r->text, old);
    put_cell(&r->text, start);
    start = r->text.length;
    an_strbuf_put_str(&r->text, new);
    put_cell(&r->text, start);
    r->text.length--;
    an_strbuf_putc(&r->text, '\n');
}

/* True if a field differs; each is told. */
static bool tell_changes(recoding *r, const an_event *before, const an_event *after)
{
    an_strbuf texts[2];
    bool changed = before->key != after->key;
    char keys[2][AN_KEY_BYTES];
    an_strbuf_init(&texts[0], 0);
    an_strbuf_init(&texts[1], 0);
    if (changed) tell_field(r, before, "key", an_str_from(an_key_format(before->key, keys[0])), an_str_from(an_key_format(after->key, keys[1])));
    for (int field = 0; field < AN_FIELD_COUNT; field++) {
        for (int k = 0; k < 2; k++) {
            an_strbuf_clear(&texts[k]);
            an_event_field_write(k ? after : before, (an_event_field)field, &texts[k]);
            if (texts[k].has_failed) r->text.has_failed = true;
        }
        if (an_str_equal(an_strbuf_view(&texts[0]), an_strbuf_view(&texts[1]))) continue;
        tell_field(r, before, an_event_field_names[field], an_strbuf_view(&texts[0]), an_strbuf_view(&texts[1]));
        changed = true;
    }
    an_strbuf_free(&texts[0]);
    an_strbuf_free(&texts[1]);
    return changed;
}

static an_span trigger_of(const an_document *document, const an_event *event)
{
    return event->trigger_token < document->parsed.token_count ? document->parsed.tokens[event->trigger_token].span : (an_span){0, 0};
}

/* The events of two codings of one document that are the same: by key, then by the word that tells them and their type, then by the word. */
typedef struct matching {
    const an_document *before, *after;
    uint32_t *of_before, *of_after; /* the other's index; AN_NONE */
} matching;

static bool is_repeated(const an_document *document, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (document->events.items[i].key == document->events.items[index].key) return true;
    return false;
}

static bool is_match(const matching *m, size_t a, size_t b, int round)
{
    const an_event *x = &m->before->events.items[a], *y = &m->after->events.items[b];
    an_span p = trigger_of(m->before, x), q = trigger_of(m->after, y);
    if (round == 0) return x->key == y->key;
    return !an_span_is_empty(p) && p.start == q.start && p.end == q.end && (round == 2 || x->type == y->type);
}

static void match(matching *m)
{
    for (size_t a = 0; a < m->before->events.count; a++) m->of_before[a] = AN_NONE;
    for (size_t b = 0; b < m->after->events.count; b++) m->of_after[b] = AN_NONE;
    for (int round = 0; round < 3; round++)
        for (size_t a = 0; a < m->before->events.count; a++)
            for (size_t b = 0; b < m->after->events.count && m->of_before[a] == AN_NONE; b++) {
                if (m->of_after[b] != AN_NONE || is_repeated(m->after, b) || !is_match(m, a, b, round)) continue;
                m->of_before[a] = (uint32_t)b;
                m->of_after[b] = (uint32_t)a;
            }
}

static annals_status compare(recoding *r, const an_document *before, const an_document *after)
{
    matching m = {before, after, AN_NEW_ARRAY(&r->arena, uint32_t, before->events.count + 1), AN_NEW_ARRAY(&r->arena, uint32_t, after->events.count + 1)};
    if (!m.of_before || !m.of_after) return an_fail(r->error, ANNALS_E_MEMORY, "recode", 0, "out of memory");
    match(&m);
    for (size_t a = 0; a < before->events.count; a++) {
        const an_event *event = &before->events.items[a];
        if (m.of_before[a] == AN_NONE) {
            tell_one(r, "gone", event, false);
            r->summary.gone_events++;
        } else if (tell_changes(r, event, &after->events.items[m.of_before[a]])) r->summary.changed_events++;
        else r->summary.same_events++;
    }
    for (size_t b = 0; b < after->events.count; b++) {
        if (m.of_after[b] != AN_NONE || is_repeated(after, b)) continue;
        tell_one(r, "new", &after->events.items[b], true);
        r->summary.new_events++;
    }
    return flush(r);
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
    AN_TRY(compare(r, &old.document, document));
    r->summary.documents++;
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
    size_t start;
    (void)error;
    if (c->state != AN_CORRECTION_GONE && c->state != AN_CORRECTION_CHANGED) return ANNALS_OK;
    r->summary.conflicts++;
    an_strbuf_puts(&r->text, "conflict\t");
    start = r->text.length;
    an_strbuf_put_str(&r->text, c->target);
    put_cell(&r->text, start);
    an_strbuf_printf(&r->text, "correction %llu %s\t", (unsigned long long)c->number, an_actions[c->action].name);
    start = r->text.length;
    an_strbuf_put_str(&r->text, c->seen);
    put_cell(&r->text, start);
    start = r->text.length;
    an_strbuf_put_str(&r->text, c->state == AN_CORRECTION_GONE ? AN_STR("gone") : c->now);
    put_cell(&r->text, start);
    r->text.length--;
    an_strbuf_putc(&r->text, '\n');
    return flush(r);
}

/* ---- the whole ---- */

static an_str digest_of(const annals_engine *engine, const char *part) { return an_str_from(annals_engine_digest(engine, part)); }

static annals_status recode_all(recoding *r, const annals_engine *engine, const annals_run_options *options)
{
    annals_error run_error;
    annals_status status;
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
    if (summary && status == ANNALS_OK) *summary = r.summary;
    an_strbuf_free(&r.text);
    an_arena_free(&r.arena);
    return status;
}
