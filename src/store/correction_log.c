/* The log of decisions: its rows. */
#include "store/correction_internal.h"

annals_status an_store_no_memory(an_store *store, annals_error *error)
{
    return an_fail(error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", store->path);
}

annals_status an_store_has_row(an_store *store, an_statement_id id, int64_t number, bool *has, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *has = false;
    AN_TRY(an_store_link_ask(store, id, &binder, error));
    an_bind_int(&binder, number);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) *has = true;
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_run_each(an_store *store, const an_statement_id *ids, size_t count, int64_t number, annals_error *error)
{
    for (size_t i = 0; i < count; i++) AN_TRY(an_store_link_run_numbers(store, ids[i], &number, 1, error));
    return ANNALS_OK;
}

/* ---- writing ---- */

static void bind_row(an_binder *binder, int64_t row)
{
    if (row) an_bind_int(binder, row);
    else an_bind_null(binder);
}

static annals_status write_anchor(an_store *store, const an_correction *c, size_t number, annals_error *error)
{
    const an_anchor *anchor = &c->anchors.items[number];
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_ADD_ANCHOR, &binder, error));
    an_bind_int(&binder, (int64_t)c->number);
    an_bind_int(&binder, (int64_t)number);
    if (anchor->key) an_bind_key(&binder, anchor->key);
    else an_bind_null(&binder);
    an_bind_name(&binder, anchor->document);
    an_bind_span(&binder, anchor->span);
    an_bind_span(&binder, anchor->trigger);
    an_bind_name(&binder, an_types[anchor->type].name);
    bind_row(&binder, anchor->event);
    return an_store_link_run(store, &binder, error);
}

static annals_status write_actor(an_store *store, const an_correction *c, size_t number, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_ADD_CORRECTION_ACTOR, &binder, error));
    an_bind_int(&binder, (int64_t)c->number);
    an_bind_int(&binder, (int64_t)number);
    an_bind_actor(&binder, &c->actors.items[number]);
    return an_store_link_run(store, &binder, error);
}

annals_status an_store_write_correction(an_store *store, an_correction *c, annals_error *error)
{
    const an_str texts[] = {c->target, c->value, c->by, c->day, c->note, c->seen};
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_ADD_CORRECTION, &binder, error));
    an_bind_name(&binder, an_actions[c->action].name);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) an_bind_str(&binder, texts[i]);
    an_bind_int(&binder, 0);
    AN_TRY(an_store_link_run(store, &binder, error));
    c->number = (uint64_t)sqlite3_last_insert_rowid(store->db);
    for (size_t i = 0; i < c->anchors.count; i++) AN_TRY(write_anchor(store, c, i, error));
    for (size_t i = 0; i < c->actors.count; i++) AN_TRY(write_actor(store, c, i, error));
    return ANNALS_OK;
}

annals_status an_store_set_anchor(an_store *store, uint64_t correction, size_t number, int64_t event, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_SET_ANCHOR, &binder, error));
    an_bind_int(&binder, (int64_t)correction);
    an_bind_int(&binder, (int64_t)number);
    bind_row(&binder, event);
    return an_store_link_run(store, &binder, error);
}

/* ---- reading ---- */

static void read_digest(an_columns *columns, char out[AN_SHA256_HEX_BYTES])
{
    an_str text = an_column_str(columns);
    if (text.data && text.length == AN_SHA256_HEX_BYTES - 1) memcpy(out, text.data, text.length);
    else columns->wrong = "a digest that is no digest";
}

static annals_status load_anchors(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena, .text_length = AN_ARTICLE_BYTES_MAX};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_LIST_ANCHORS, &binder, error));
    an_bind_int(&binder, (int64_t)c->number);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_anchor anchor = {0};
        if (an_column_is_null(&columns)) columns.at++;
        else anchor.key = an_column_key(&columns);
        read_digest(&columns, anchor.document);
        anchor.span = an_column_span(&columns);
        anchor.trigger = an_column_span(&columns);
        anchor.type = an_type_parse(an_column_str(&columns));
        anchor.event = an_column_int(&columns);
        AN_PUSH(arena, &c->anchors, anchor);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status load_actors(an_store *store, an_arena *arena, an_correction *c, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_LIST_CORRECTION_ACTORS, &binder, error));
    an_bind_int(&binder, (int64_t)c->number);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_actor actor = {0};
        an_store_read_actor(&columns, &actor);
        AN_PUSH(arena, &c->actors, actor);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static void read_correction(an_columns *columns, an_correction *c)
{
    c->number = (uint64_t)an_column_int(columns);
    c->action = an_action_parse(an_column_str(columns));
    if (c->action == AN_ACTION_COUNT) columns->wrong = "a correction that is none";
    c->target = an_column_str(columns);
    c->value = an_column_str(columns);
    c->by = an_column_str(columns);
    c->day = an_column_str(columns);
    c->note = an_column_str(columns);
    c->seen = an_column_str(columns);
    c->state = an_column_int(columns) ? AN_CORRECTION_UNDONE : AN_CORRECTION_APPLIED;
}

annals_status an_store_load_log(an_store *store, an_arena *arena, an_corrections *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_LIST_CORRECTIONS, &binder, error));
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_correction c = {0};
        read_correction(&columns, &c);
        if (!columns.wrong && !AN_PUSH(arena, out, c)) return an_store_no_memory(store, error);
    }
    if (status != ANNALS_END) return status;
    for (size_t i = 0; i < out->count; i++) {
        AN_TRY(load_anchors(store, arena, &out->items[i], error));
        AN_TRY(load_actors(store, arena, &out->items[i], error));
        if (!an_correction_value_is_sound(&out->items[i]))
            return an_fail(error, ANNALS_E_FORMAT, "store", 0, "%s: the base is damaged: a correction without a value that it can have", store->path);
    }
    return ANNALS_OK;
}

/* ---- asking ---- */

annals_status an_store_select_corrections(an_store *store, uint64_t limit, an_on_correction on_found, void *user, annals_error *error)
{
    an_corrections log = {0};
    an_arena arena, scratch;
    annals_status status;
    bool opened;
    AN_TRY(an_store_link_open_read(store, &opened, error));
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    status = an_store_load_log(store, &arena, &log, error);
    for (size_t i = 0; i < log.count && status == ANNALS_OK && (!limit || i < limit); i++) {
        an_arena_reset(&scratch);
        status = an_store_judge_correction(store, &scratch, &log.items[i], error);
        if (status == ANNALS_OK) status = on_found(user, &log.items[i], error);
    }
    an_arena_free(&arena);
    an_arena_free(&scratch);
    an_store_link_close_read(store, opened);
    return status;
}

static annals_status count_conflict(void *user, const an_correction *correction, annals_error *error)
{
    (void)error;
    *(uint64_t *)user += correction->state == AN_CORRECTION_GONE || correction->state == AN_CORRECTION_CHANGED;
    return ANNALS_OK;
}

annals_status an_store_count_conflicts(an_store *store, uint64_t *count, annals_error *error)
{
    *count = 0;
    return an_store_select_corrections(store, 0, count_conflict, count, error);
}

annals_status an_store_has_correction(an_store *store, const an_correction *c, bool *has, annals_error *error)
{
    const an_str texts[] = {c->target, c->value, c->by, c->day, c->note};
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *has = false;
    AN_TRY(an_store_link_ask(store, AN_SQL_SAME_CORRECTION, &binder, error));
    an_bind_name(&binder, an_actions[c->action].name);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) an_bind_str(&binder, texts[i]);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) *has = true;
    return status == ANNALS_END ? ANNALS_OK : status;
}
