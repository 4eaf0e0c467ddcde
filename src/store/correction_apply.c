/* From the program's rows and the log to what counts.
 *
 * What counts of an event is a fold: the program's event, then each decision that speaks of it or of one of its actors, in the order of the
 * log. It is computed whole each time, compared with what the tables hold, and written only if it differs. */
#include <stdlib.h>

#include "store/correction_internal.h"

/* A decision on one event. */
typedef struct event_decision {
    int64_t event;
    uint32_t index; /* in the log */
} event_decision;

typedef struct deciding {
    an_store *store;
    an_arena arena;   /* of the log */
    an_arena scratch; /* of one event */
    an_corrections log;
    AN_ARRAY(event_decision) by_event; /* sorted by event, then index */
    AN_ARRAY(uint32_t) of_actors;
    annals_error *error;
} deciding;

/* What the log makes of one event. */
typedef struct outcome {
    an_event event;
    bool is_dropped, is_touched;
    AN_ARRAY(uint32_t) by; /* indices of the decisions that touched it */
} outcome;

typedef AN_ARRAY(an_str) str_list;

static annals_status no_memory(deciding *d) { return an_store_no_memory(d->store, d->error); }

void an_store_set_act_codes(an_store *store, const an_act_codes *codes) { store->codes = codes ? *codes : (an_act_codes){0}; }

/* ---- the log in hand ---- */

static int by_event(const void *x, const void *y)
{
    const event_decision *a = x, *b = y;
    if (a->event != b->event) return a->event < b->event ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static annals_status sort_decisions(deciding *d)
{
    for (uint32_t i = 0; i < d->log.count; i++) {
        const an_correction *c = &d->log.items[i];
        an_action_target target = an_actions[c->action].target;
        if (c->state == AN_CORRECTION_UNDONE) continue;
        if (target == AN_TARGET_ACTOR && !AN_PUSH(&d->arena, &d->of_actors, i)) return no_memory(d);
        if (target == AN_TARGET_EVENT && c->anchors.items[0].event &&
            !AN_PUSH(&d->arena, &d->by_event, (event_decision){c->anchors.items[0].event, i})) return no_memory(d);
    }
    if (d->by_event.count) qsort(d->by_event.items, d->by_event.count, sizeof *d->by_event.items, by_event);
    return ANNALS_OK;
}

static annals_status begin(deciding *d, an_store *store, annals_error *error)
{
    annals_status status;
    *d = (deciding){.store = store, .error = error};
    an_arena_init(&d->arena, 0);
    an_arena_init(&d->scratch, 0);
    status = an_store_load_log(store, &d->arena, &d->log, error);
    return status == ANNALS_OK ? sort_decisions(d) : status;
}

static void end(deciding *d)
{
    an_arena_free(&d->arena);
    an_arena_free(&d->scratch);
}

/* The first decision on the event; by_event.count if there is none. */
static size_t first_of_event(const deciding *d, int64_t event)
{
    size_t low = 0, high = d->by_event.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (d->by_event.items[middle].event < event) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* ---- the fold ---- */

/* A merge speaks of all mentions; a split of those in its documents and events. */
static bool reaches(const an_correction *c, int64_t event, int64_t document)
{
    if (c->action == AN_ACTION_MERGE_ACTORS) return true;
    for (size_t i = 0; i < c->anchors.count; i++) {
        const an_anchor *anchor = &c->anchors.items[i];
        if (anchor->event && anchor->event == (anchor->key ? event : document)) return true;
    }
    return false;
}

static bool is_repeated(const an_participants *list, size_t index)
{
    const an_actor *actor = &list->items[index].actor;
    for (size_t i = 0; i < index; i++)
        if (actor->id.data && an_str_equal(list->items[i].actor.id, actor->id)) return true;
    return false;
}

/* Two names that are one actor take part once. */
static bool change_participants(const an_correction *c, an_participants *list)
{
    bool changed = false;
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) changed |= an_correction_apply_actor(c, &list->items[i].actor);
    if (!changed) return false;
    for (size_t i = 0; i < list->count; i++) {
        list->items[kept] = list->items[i];
        if (!is_repeated(list, kept)) kept++;
    }
    list->count = kept;
    return true;
}

static bool change_actors(const an_correction *c, an_event *event)
{
    uint32_t fields = 0;
    if (change_participants(c, &event->actors)) fields |= 1u << AN_FIELD_ACTOR;
    if (change_participants(c, &event->recipients)) fields |= 1u << AN_FIELD_RECIPIENT;
    for (size_t i = 0; i < event->accounts.count; i++)
        if (an_correction_apply_actor(c, &event->accounts.items[i].speaker.actor)) fields |= 1u << AN_FIELD_ACCOUNTS;
    event->corrected |= fields;
    return fields != 0;
}

static annals_status decide(deciding *d, uint32_t index, int64_t row, int64_t document, outcome *out)
{
    const an_correction *c = &d->log.items[index];
    bool touches = true;
    if (an_actions[c->action].target == AN_TARGET_ACTOR) touches = reaches(c, row, document) && change_actors(c, &out->event);
    else if (!an_correction_apply(&d->scratch, c, &d->store->codes, &out->event)) return no_memory(d);
    if (!touches) return ANNALS_OK;
    out->is_touched = true;
    out->is_dropped = out->is_dropped || c->action == AN_ACTION_DROP;
    return AN_PUSH(&d->scratch, &out->by, index) ? ANNALS_OK : no_memory(d);
}

/* Both lists are in the order of the log; so are they together. */
static annals_status fold(deciding *d, int64_t row, int64_t document, outcome *out)
{
    size_t e = first_of_event(d, row), a = 0;
    memset(out, 0, sizeof *out);
    AN_TRY(an_store_machine_event(d->store, &d->scratch, row, &out->event, d->error));
    for (;;) {
        bool has_event = e < d->by_event.count && d->by_event.items[e].event == row, has_actor = a < d->of_actors.count;
        if (!has_event && !has_actor) return ANNALS_OK;
        if (has_event && (!has_actor || d->by_event.items[e].index < d->of_actors.items[a]))
            AN_TRY(decide(d, d->by_event.items[e++].index, row, document, out));
        else AN_TRY(decide(d, d->of_actors.items[a++], row, document, out));
    }
}

/* ---- comparing with what is there ---- */

static bool is_same_actor(const an_actor *a, const an_actor *b)
{
    return an_str_equal(a->id, b->id) && an_str_equal(a->name, b->name) && an_str_equal(a->acts_for, b->acts_for) && an_str_equal(a->title, b->title) &&
           an_str_equal(a->cameo, b->cameo) && a->kind == b->kind && a->resolution == b->resolution && strcmp(a->country, b->country) == 0 &&
           a->sector_count == b->sector_count && memcmp(a->sectors, b->sectors, a->sector_count) == 0;
}

static bool is_same_list(const an_participants *a, const an_participants *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!is_same_actor(&a->items[i].actor, &b->items[i].actor) || a->items[i].span.start != b->items[i].span.start) return false;
    return true;
}

/* Of what decisions can change. */
static bool is_same_event(const an_event *a, const an_event *b)
{
    an_strbuf texts[2];
    bool same = a->corrected == b->corrected && strcmp(a->cameo, b->cameo) == 0 && is_same_list(&a->actors, &b->actors) && is_same_list(&a->recipients, &b->recipients);
    for (size_t i = 0; i < a->accounts.count && i < b->accounts.count; i++)
        same = same && is_same_actor(&a->accounts.items[i].speaker.actor, &b->accounts.items[i].speaker.actor);
    for (int k = 0; k < 2; k++) {
        an_strbuf_init(&texts[k], 0);
        for (int field = 0; field <= AN_FIELD_FACTUALITY; field++) {
            an_event_field_write(k ? b : a, (an_event_field)field, &texts[k]);
            an_strbuf_putc(&texts[k], '\n');
        }
    }
    same = same && !texts[0].has_failed && an_str_equal(an_strbuf_view(&texts[0]), an_strbuf_view(&texts[1]));
    for (int k = 0; k < 2; k++) an_strbuf_free(&texts[k]);
    return same;
}

static annals_status stands(deciding *d, int64_t row, const outcome *o, bool is_saved, bool *result)
{
    an_document live = {.article.text.length = AN_ARTICLE_BYTES_MAX};
    bool is_live;
    AN_TRY(an_store_has_row(d->store, AN_SQL_IS_LIVE, row, &is_live, d->error));
    *result = is_saved == o->is_touched && is_live == !o->is_dropped;
    if (!*result || !is_live) return ANNALS_OK;
    AN_TRY(an_store_load_event(d->store, &d->scratch, row, &live, NULL, d->error));
    *result = is_same_event(&live.events.items[0], &o->event);
    return ANNALS_OK;
}

/* ---- writing ---- */

static annals_status note_new_actors(deciding *d, int64_t first)
{
    int64_t last;
    an_row_list rows = {0};
    AN_TRY(an_store_link_list(d->store, AN_SQL_LAST_ACTOR, NULL, 0, &d->scratch, &rows, d->error));
    last = rows.items[0];
    for (int64_t row = first + 1; row <= last; row++) AN_TRY(an_store_link_run_numbers(d->store, AN_SQL_NOTE_DECIDED_ACTOR, &row, 1, d->error));
    return ANNALS_OK;
}

static annals_status last_actor(deciding *d, int64_t *row)
{
    an_row_list rows = {0};
    AN_TRY(an_store_link_list(d->store, AN_SQL_LAST_ACTOR, NULL, 0, &d->scratch, &rows, d->error));
    *row = rows.items[0];
    return ANNALS_OK;
}

static annals_status save(deciding *d, int64_t row)
{
    static const an_statement_id steps[] = {AN_SQL_SAVE_EVENT, AN_SQL_SAVE_PARTICIPANTS, AN_SQL_SAVE_ACCOUNTS, AN_SQL_SAVE_EVENT_CLAIMS};
    return an_store_run_each(d->store, steps, sizeof steps / sizeof *steps, row, d->error);
}

/* The row as the program made it, and no copy of it any more. */
static annals_status revert(an_store *store, int64_t row, annals_error *error)
{
    static const an_statement_id steps[] = {
        AN_SQL_DROP_PARTICIPANTS, AN_SQL_DROP_ACCOUNTS, AN_SQL_RESTORE_PARTICIPANTS, AN_SQL_RESTORE_ACCOUNTS, AN_SQL_RESTORE_CLAIMS,
        AN_SQL_FORGET_EVENT, AN_SQL_FORGET_PARTICIPANTS, AN_SQL_FORGET_ACCOUNTS, AN_SQL_TIDY_EVENT_CLAIMS};
    bool is_live;
    AN_TRY(an_store_has_row(store, AN_SQL_IS_LIVE, row, &is_live, error));
    AN_TRY(an_store_link_run_numbers(store, is_live ? AN_SQL_REVERT_EVENT : AN_SQL_RESTORE_EVENT, &row, 1, error));
    return an_store_run_each(store, steps, sizeof steps / sizeof *steps, row, error);
}

static annals_status drop(deciding *d, int64_t row)
{
    static const an_statement_id steps[] = {AN_SQL_SAVE_EVENT_CLAIMS, AN_SQL_CUT_CLAIMS, AN_SQL_DROP_PARTICIPANTS, AN_SQL_DROP_ACCOUNTS, AN_SQL_FORGET_CHANGED, AN_SQL_DROP_EVENT};
    return an_store_run_each(d->store, steps, sizeof steps / sizeof *steps, row, d->error);
}

static annals_status write_event(deciding *d, int64_t row, const an_event *event)
{
    static const an_statement_id claims[] = {AN_SQL_RESTORE_CLAIMS, AN_SQL_TIDY_EVENT_CLAIMS};
    bool is_live;
    int64_t first;
    AN_TRY(an_store_has_row(d->store, AN_SQL_IS_LIVE, row, &is_live, d->error));
    if (!is_live) AN_TRY(an_store_link_run_numbers(d->store, AN_SQL_RESTORE_EVENT, &row, 1, d->error));
    AN_TRY(an_store_run_each(d->store, claims, 2, row, d->error));
    AN_TRY(last_actor(d, &first));
    AN_TRY(an_store_rewrite_event(d->store, row, event, d->error));
    return note_new_actors(d, first);
}

static annals_status document_of(deciding *d, int64_t event, int64_t *document)
{
    an_row_list rows = {0};
    AN_TRY(an_store_link_list(d->store, AN_SQL_EVENT_DOCUMENT, &event, 1, &d->scratch, &rows, d->error));
    *document = rows.count ? rows.items[0] : 0;
    return ANNALS_OK;
}

static annals_status apply_to_event(deciding *d, int64_t row)
{
    outcome o;
    int64_t document;
    bool is_saved, is_done;
    an_arena_reset(&d->scratch);
    AN_TRY(document_of(d, row, &document));
    if (!document) return ANNALS_OK;
    AN_TRY(fold(d, row, document, &o));
    AN_TRY(an_store_has_row(d->store, AN_SQL_IS_SAVED, row, &is_saved, d->error));
    AN_TRY(stands(d, row, &o, is_saved, &is_done));
    if (is_done) return ANNALS_OK;
    AN_TRY(an_store_link_forget(d->store, row, d->error));
    if (!is_saved) AN_TRY(save(d, row));
    if (o.is_dropped) return drop(d, row);
    AN_TRY(o.is_touched ? write_event(d, row, &o.event) : revert(d->store, row, d->error));
    return an_store_link_run_numbers(d->store, AN_SQL_CHANGED_EVENT, &row, 1, d->error);
}

/* ---- claims ---- */

static annals_status claim_place(deciding *d, int64_t claim, int64_t *document, int64_t *event)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *document = *event = 0;
    AN_TRY(an_store_link_ask(d->store, AN_SQL_CLAIM_PLACE, &binder, d->error));
    an_bind_int(&binder, claim);
    while ((status = an_store_link_next(d->store, &binder, &columns, d->error)) == ANNALS_OK) {
        *document = an_column_int(&columns);
        *event = an_column_int(&columns);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* The speaker of a claim: the program's is put back, then changed by what was decided of actors. */
static annals_status apply_to_claim(deciding *d, int64_t claim)
{
    an_document loaded = {.article.text.length = AN_ARTICLE_BYTES_MAX};
    an_actor *speaker;
    int64_t document, event, ignored, row, first;
    bool changed = false;
    an_arena_reset(&d->scratch);
    AN_TRY(claim_place(d, claim, &document, &event));
    AN_TRY(an_store_link_run_numbers(d->store, AN_SQL_REVERT_CLAIM, &claim, 1, d->error));
    AN_TRY(an_store_load_claim(d->store, &d->scratch, claim, &loaded, NULL, &ignored, d->error));
    speaker = &loaded.claims.items[0].speaker.actor;
    for (size_t i = 0; i < d->of_actors.count && loaded.claims.items[0].has_speaker; i++) {
        const an_correction *c = &d->log.items[d->of_actors.items[i]];
        changed |= reaches(c, event, document) && an_correction_apply_actor(c, speaker);
    }
    AN_TRY(an_store_link_run_numbers(d->store, AN_SQL_TOUCH, (int64_t[]){document, document}, 2, d->error)); /* contradictions have speakers */
    if (!changed) return an_store_link_run_numbers(d->store, AN_SQL_TIDY_CLAIM, &claim, 1, d->error);
    AN_TRY(an_store_link_run_numbers(d->store, AN_SQL_SAVE_CLAIM, &claim, 1, d->error));
    AN_TRY(last_actor(d, &first));
    AN_TRY(an_store_put_actor(d->store, speaker, &row, d->error));
    AN_TRY(an_store_link_run_numbers(d->store, AN_SQL_SET_CLAIM_ACTOR, (int64_t[]){claim, row}, 2, d->error));
    return note_new_actors(d, first);
}

/* ---- what a decision reaches ---- */

static int by_row(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static annals_status apply_to_all(deciding *d, an_row_list *rows, annals_status (*apply)(deciding *d, int64_t row))
{
    if (rows->count) qsort(rows->items, rows->count, sizeof *rows->items, by_row);
    for (size_t i = 0; i < rows->count; i++)
        if (!i || rows->items[i] != rows->items[i - 1]) AN_TRY(apply(d, rows->items[i]));
    return ANNALS_OK;
}

/* Actors whose mentions a decision on this actor may touch: those that other decisions make this one, directly or over others. */
static annals_status add_sources(deciding *d, str_list *names)
{
    for (size_t n = 0; n < names->count; n++)
        for (size_t i = 0; i < d->log.count; i++) {
            const an_correction *c = &d->log.items[i];
            bool leads = an_actions[c->action].target == AN_TARGET_ACTOR && an_str_equal(c->actors.items[0].id, names->items[n]), is_new = true;
            for (size_t k = 0; k < names->count; k++) is_new = is_new && !an_str_equal(names->items[k], c->target);
            if (leads && is_new && !AN_PUSH(&d->arena, names, c->target)) return no_memory(d);
        }
    return ANNALS_OK;
}

static annals_status apply_actor(deciding *d, const an_correction *decided, int64_t after)
{
    an_row_list events = {0}, claims = {0};
    str_list names = {0};
    if (!AN_PUSH(&d->arena, &names, decided->target)) return no_memory(d);
    AN_TRY(add_sources(d, &names));
    for (size_t i = 0; i < names.count; i++) {
        AN_TRY(an_store_actor_rows(d->store, names.items[i], after, true, &d->arena, &events, d->error));
        AN_TRY(an_store_actor_rows(d->store, names.items[i], after, false, &d->arena, &claims, d->error));
    }
    for (size_t i = 0; i < d->by_event.count && !after; i++) /* whose actors a person named */
        if (d->log.items[d->by_event.items[i].index].actors.count && !AN_PUSH(&d->arena, &events, d->by_event.items[i].event)) return no_memory(d);
    AN_TRY(apply_to_all(d, &events, apply_to_event));
    return apply_to_all(d, &claims, apply_to_claim);
}

static annals_status apply_decision(deciding *d, const an_correction *c)
{
    if (an_actions[c->action].target == AN_TARGET_ACTOR) return apply_actor(d, c, 0);
    if (an_actions[c->action].target == AN_TARGET_EVENT) return c->anchors.items[0].event ? apply_to_event(d, c->anchors.items[0].event) : ANNALS_OK;
    return an_store_link_decide(d->store, &d->log, d->error);
}

static annals_status apply_number(an_store *store, uint64_t number, annals_error *error)
{
    deciding d;
    annals_status status = begin(&d, store, error);
    for (size_t i = 0; i < d.log.count && status == ANNALS_OK; i++)
        if (d.log.items[i].number == number) status = apply_decision(&d, &d.log.items[i]);
    end(&d);
    return status;
}

annals_status an_store_take_correction(an_store *store, an_correction *correction, annals_error *error)
{
    AN_TRY(an_store_write_correction(store, correction, error));
    return apply_number(store, correction->number, error);
}

annals_status an_store_log_correction(an_store *store, an_correction *correction, annals_error *error)
{
    return an_store_write_correction(store, correction, error);
}

static annals_status set_undone(an_store *store, uint64_t number, annals_error *error)
{
    const int64_t row = (int64_t)number;
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_SET_UNDONE, &row, 1, error));
    if (sqlite3_changes(store->db)) return ANNALS_OK;
    return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: there is no correction %llu that is not undone", store->path, (unsigned long long)number);
}

annals_status an_store_undo_correction(an_store *store, uint64_t number, annals_error *error)
{
    AN_TRY(set_undone(store, number, error));
    return apply_number(store, number, error);
}

annals_status an_store_tidy_corrections(an_store *store, annals_error *error)
{
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_DROP_DECIDED_ACTORS, NULL, 0, error));
    return an_store_link_run_numbers(store, AN_SQL_TIDY_DECIDED_ACTORS, NULL, 0, error);
}

/* ---- new documents, and all anew ---- */

/* Looks for what was not there (with `all`: for everything again). */
static annals_status find_again(deciding *d, bool all)
{
    for (size_t i = 0; i < d->log.count; i++) {
        an_correction *c = &d->log.items[i];
        bool misses = all;
        for (size_t k = 0; k < c->anchors.count; k++) misses = misses || !c->anchors.items[k].event;
        if (!misses) continue;
        AN_TRY(an_store_find_anchors(d->store, c, d->error));
        for (size_t k = 0; k < c->anchors.count; k++) AN_TRY(an_store_set_anchor(d->store, c->number, k, c->anchors.items[k].event, d->error));
    }
    d->by_event.count = d->of_actors.count = 0;
    return sort_decisions(d);
}

static annals_status apply_log(deciding *d, int64_t after)
{
    an_row_list events = {0};
    for (size_t i = 0; i < d->by_event.count; i++)
        if (!AN_PUSH(&d->arena, &events, d->by_event.items[i].event)) return no_memory(d);
    AN_TRY(apply_to_all(d, &events, apply_to_event));
    for (size_t i = 0; i < d->of_actors.count; i++) AN_TRY(apply_actor(d, &d->log.items[d->of_actors.items[i]], after));
    return an_store_link_decide(d->store, &d->log, d->error);
}

annals_status an_store_apply_log(an_store *store, annals_error *error)
{
    deciding d;
    annals_status status = begin(&d, store, error);
    if (status == ANNALS_OK) status = apply_log(&d, 0);
    end(&d);
    return status;
}

static annals_status note_done(an_store *store, annals_error *error)
{
    an_row_list rows = {0};
    an_arena arena;
    annals_status status;
    an_arena_init(&arena, 0);
    status = an_store_link_list(store, AN_SQL_LAST_DOCUMENT, NULL, 0, &arena, &rows, error);
    if (status == ANNALS_OK) status = an_store_link_set_done(store, "corrections", rows.items[0], error);
    an_arena_free(&arena);
    return status;
}

annals_status an_store_corrections_lag(an_store *store, bool *lag, annals_error *error)
{
    int64_t done;
    AN_TRY(an_store_link_done(store, "corrections", &done, error));
    return an_store_has_row(store, AN_SQL_DOCUMENT_AFTER, done, lag, error);
}

annals_status an_store_refresh_corrections(an_store *store, annals_error *error)
{
    deciding d;
    int64_t done;
    bool lag;
    annals_status status;
    AN_TRY(an_store_corrections_lag(store, &lag, error));
    if (!lag) return ANNALS_OK;
    AN_TRY(an_store_link_done(store, "corrections", &done, error));
    status = begin(&d, store, error);
    if (status == ANNALS_OK && d.log.count) status = find_again(&d, false);
    if (status == ANNALS_OK && d.log.count) status = apply_log(&d, done);
    end(&d);
    return status == ANNALS_OK ? note_done(store, error) : status;
}

annals_status an_store_apply_corrections(an_store *store, annals_error *error)
{
    deciding d;
    annals_status status = begin(&d, store, error);
    if (status == ANNALS_OK) status = find_again(&d, true);
    if (status == ANNALS_OK) status = apply_log(&d, 0);
    end(&d);
    return status == ANNALS_OK ? note_done(store, error) : status;
}

annals_status an_store_set_corrections_aside(an_store *store, annals_error *error)
{
    an_row_list events = {0}, claims = {0};
    an_arena arena;
    annals_status status;
    an_arena_init(&arena, 0);
    status = an_store_link_list(store, AN_SQL_SAVED_EVENTS, NULL, 0, &arena, &events, error);
    for (size_t i = 0; i < events.count && status == ANNALS_OK; i++) status = revert(store, events.items[i], error);
    if (status == ANNALS_OK) status = an_store_link_list(store, AN_SQL_SAVED_CLAIMS, NULL, 0, &arena, &claims, error);
    for (size_t i = 0; i < claims.count && status == ANNALS_OK; i++) {
        static const an_statement_id steps[] = {AN_SQL_REVERT_CLAIM, AN_SQL_TIDY_CLAIM};
        status = an_store_run_each(store, steps, 2, claims.items[i], error);
    }
    an_arena_free(&arena);
    return status;
}

/* ---- asking ---- */

annals_status an_store_corrections_of(an_store *store, an_arena *arena, uint64_t event, an_corrections *out, annals_error *error)
{
    deciding d;
    outcome o = {0};
    an_corrections log = {0};
    int64_t row = 0, document = 0;
    annals_status status = begin(&d, store, error);
    if (status == ANNALS_OK) status = an_store_find_event(store, event, &row, &document, error);
    if (status == ANNALS_OK && row) status = fold(&d, row, document, &o);
    if (status == ANNALS_OK && o.by.count) status = an_store_load_log(store, arena, &log, error);
    for (size_t i = 0; i < o.by.count && status == ANNALS_OK; i++) {
        an_correction *c = &log.items[o.by.items[i]];
        status = an_store_judge_correction(store, arena, c, error);
        if (status == ANNALS_OK && !AN_PUSH(arena, out, *c)) status = an_store_no_memory(store, error);
    }
    end(&d);
    return status;
}
