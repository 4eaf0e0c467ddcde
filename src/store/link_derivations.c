/* Writing and asking derivations. */
#include "store/link_internal.h"

static const char doing[] = "answer a question";

static annals_status touch(an_store *store, int64_t first, int64_t second, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_TOUCH, &binder, error));
    an_bind_int(&binder, first);
    an_bind_int(&binder, second);
    return an_store_link_run(store, &binder, error);
}

/* True if a person said that neither takes from the other. */
static annals_status is_dropped(an_store *store, int64_t first, int64_t second, bool *result, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *result = false;
    AN_TRY(an_store_link_ask(store, AN_SQL_IS_DROPPED_PAIR, &binder, error));
    an_bind_int(&binder, first);
    an_bind_int(&binder, second);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) *result = true;
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_put_derivation(an_store *store, int64_t taker, int64_t source, const an_derivation *derivation, annals_error *error)
{
    an_binder binder;
    bool is_none;
    int64_t row;
    AN_TRY(an_store_link_ask(store, AN_SQL_ADD_DERIVATION, &binder, error));
    an_bind_int(&binder, taker);
    an_bind_int(&binder, source);
    an_bind_name(&binder, an_derivation_kind_names[derivation->kind]);
    an_bind_name(&binder, an_direction_names[derivation->direction]);
    an_bind_real(&binder, derivation->score);
    an_bind_real(&binder, derivation->taken);
    an_bind_real(&binder, derivation->given);
    AN_TRY(an_store_link_run(store, &binder, error));
    row = sqlite3_last_insert_rowid(store->db);
    for (size_t i = 0; i < derivation->passages.count; i++) {
        const an_passage *p = &derivation->passages.items[i];
        AN_TRY(an_store_link_ask(store, AN_SQL_ADD_PASSAGE, &binder, error));
        an_bind_int(&binder, row);
        an_bind_int(&binder, (int64_t)i);
        an_bind_name(&binder, an_passage_kind_names[p->kind]);
        an_bind_span(&binder, p->taker);
        an_bind_span(&binder, p->source);
        AN_TRY(an_store_link_run(store, &binder, error));
    }
    AN_TRY(touch(store, taker, source, error));
    AN_TRY(is_dropped(store, taker, source, &is_none, error));
    return is_none ? an_store_hide_derivation(store, taker, source, error) : ANNALS_OK;
}

annals_status an_store_drop_derivation(an_store *store, int64_t first, int64_t second, annals_error *error)
{
    static const an_statement_id steps[] = {AN_SQL_DROP_HIDDEN_PASSAGES, AN_SQL_DROP_HIDDEN, AN_SQL_DROP_DERIVATION};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        AN_TRY(an_store_link_run_numbers(store, steps[i], (int64_t[]){first, second}, 2, error));
    return touch(store, first, second, error);
}

annals_status an_store_link_partners(an_store *store, int64_t document, an_arena *arena, an_row_list *out, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_LINK_PARTNERS, &binder, error));
    an_bind_int(&binder, document);
    return an_store_link_rows(store, &binder, arena, out, error);
}

/* ---- asking ---- */

static annals_status load_passages(an_store *store, an_arena *arena, int64_t row, const an_article *taker, const an_article *source,
                                   an_passages *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_PASSAGES, &binder, error));
    an_bind_int(&binder, row);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_passage p = {.kind = (an_passage_kind)an_column_name(&columns, an_passage_kind_names, AN_PASSAGE_KIND_COUNT, "an unknown kind of passage")};
        columns.text_length = taker->text.length;
        p.taker = an_column_span(&columns);
        columns.text_length = source->text.length;
        p.source = an_column_span(&columns);
        AN_PUSH(arena, out, p);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

typedef struct finding {
    an_store *store;
    an_on_derivation on_found;
    void *user;
} finding;

static annals_status load(finding *f, int64_t row, annals_error *error)
{
    an_arena *arena = &f->store->scratch;
    an_binder binder;
    an_columns columns = {.arena = arena};
    an_derivation derivation = {0};
    an_article taker, source;
    an_found_derivation found = {&derivation, &taker, &source, row};
    int64_t taker_row, source_row;
    an_arena_reset(arena);
    AN_TRY(an_store_link_ask(f->store, AN_SQL_LOAD_DERIVATION, &binder, error));
    an_bind_int(&binder, row);
    AN_TRY(an_store_link_next(f->store, &binder, &columns, error));
    taker_row = an_column_int(&columns);
    source_row = an_column_int(&columns);
    derivation.kind = (an_derivation_kind)an_column_name(&columns, an_derivation_kind_names, AN_DERIVATION_KIND_COUNT, "an unknown kind of derivation");
    derivation.direction = (an_direction)an_column_name(&columns, an_direction_names, AN_DIRECTION_COUNT, "an unknown direction");
    derivation.score = an_column_real(&columns);
    derivation.taken = an_column_real(&columns);
    derivation.given = an_column_real(&columns);
    if (an_store_link_next(f->store, &binder, &columns, error) != ANNALS_END) return ANNALS_E_FORMAT;
    AN_TRY(an_store_link_article(f->store, arena, taker_row, &taker, error));
    AN_TRY(an_store_link_article(f->store, arena, source_row, &source, error));
    AN_TRY(load_passages(f->store, arena, row, &taker, &source, &derivation.passages, error));
    return f->on_found(f->user, &found, error);
}

#define ORDER(d) d ".published_from IS NULL, " d ".published_from, " d ".published_to, " d ".name, " d ".sha256"

static void write_question(an_strbuf *sql, const an_filter *filter)
{
    an_strbuf_clear(sql);
    an_strbuf_puts(sql, "SELECT l.id FROM derivations l JOIN documents t ON t.id = l.taker JOIN documents s ON s.id = l.source WHERE 1");
    if (filter->document.data)
        an_strbuf_puts(sql, " AND (t.name = :document OR s.name = :document OR t.sha256 = :document OR s.sha256 = :document)");
    if (filter->dates.from != AN_DAY_UNKNOWN) an_strbuf_puts(sql, " AND ifnull(t.published_to, t.published_from) >= :since");
    if (filter->dates.to != AN_DAY_UNKNOWN) an_strbuf_puts(sql, " AND t.published_from <= :until");
    an_strbuf_puts(sql, " ORDER BY " ORDER("t") ", " ORDER("s"));
    if (filter->limit) an_strbuf_printf(sql, " LIMIT %lld", (long long)(filter->limit > INT64_MAX ? INT64_MAX : filter->limit));
}

annals_status an_store_select_derivations(an_store *store, const an_filter *filter, an_on_derivation on_found, void *user, annals_error *error)
{
    finding f = {store, on_found, user};
    an_row_list rows = {0};
    an_arena arena;
    annals_status status;
    bool opened;
    write_question(&store->text, filter);
    AN_TRY(an_store_link_open_read(store, &opened, error));
    an_arena_init(&arena, 0);
    status = an_store_link_question(store, filter, &arena, &rows, error);
    for (size_t i = 0; i < rows.count && status == ANNALS_OK; i++) status = load(&f, rows.items[i], error);
    an_arena_free(&arena);
    an_store_link_close_read(store, opened);
    return status;
}

/* Passages may overlap: they come from several sources. */
static annals_status count_own(an_store *store, int64_t document, size_t text_length, double *share, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.text_length = text_length};
    size_t covered = 0, end = 0;
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_TAKEN_PASSAGES, &binder, error));
    an_bind_int(&binder, document);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_span span = an_column_span(&columns);
        size_t start = span.start > end ? span.start : end;
        if (span.end <= start) continue;
        covered += span.end - start;
        end = span.end;
    }
    *share = text_length ? 1 - (double)covered / (double)text_length : 1;
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_own_share(an_store *store, an_str document, double *share, annals_error *error)
{
    an_row_list rows = {0};
    an_filter filter = {.dates = AN_DATE_RANGE_UNKNOWN, .document = document};
    an_arena arena;
    an_str text;
    annals_status status;
    bool opened;
    *share = 1;
    an_strbuf_clear(&store->text);
    an_strbuf_puts(&store->text, "SELECT id FROM documents WHERE name = :document OR sha256 = :document ORDER BY version DESC, sha256 LIMIT 1");
    AN_TRY(an_store_link_open_read(store, &opened, error));
    an_arena_init(&arena, 0);
    status = an_store_link_question(store, &filter, &arena, &rows, error);
    if (status == ANNALS_OK && rows.count == 0)
        status = an_fail(error, ANNALS_E_INPUT, "store", 0, "%s: holds no document '%.*s'", store->path, (int)document.length, document.data);
    if (status == ANNALS_OK) status = an_store_load_text(store, &arena, rows.items[0], &text, error);
    if (status == ANNALS_OK) status = count_own(store, rows.items[0], text.length, share, error);
    an_arena_free(&arena);
    an_store_link_close_read(store, opened);
    return status;
}

/* ---- questions that depend on a filter ---- */

annals_status an_store_link_question(an_store *store, const an_filter *filter, an_arena *arena, an_row_list *out, annals_error *error)
{
    an_binder binder = {0};
    annals_status status;
    an_arena_reset(&store->scratch);
    status = an_store_prepare_text(store, doing, &binder.statement, error);
    if (status == ANNALS_OK) status = an_store_bind_filter(store, binder.statement, filter, error);
    if (status == ANNALS_OK) status = an_store_link_rows(store, &binder, arena, out, error);
    sqlite3_finalize(binder.statement);
    return status;
}
