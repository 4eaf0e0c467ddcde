/* State of the derived tables, and the index of keys by which texts find one another. */
#include "store/link_internal.h"

enum { RANK_DIGEST_BITS = 31, RANK_DAY_MAX = 0xFFFF, RANK_DIGEST_DIGITS = 8 };

static const char doing[] = "compare documents";

/* ---- transactions and state ---- */

annals_status an_store_link_begin(an_store *store, annals_error *error)
{
    return sqlite3_get_autocommit(store->db) ? an_store_exec(store, AN_SQL_BEGIN_WRITE, doing, error) : ANNALS_OK;
}

void an_store_link_cancel(an_store *store) { an_store_rollback(store); }

annals_status an_store_link_open_read(an_store *store, bool *opened, annals_error *error)
{
    *opened = sqlite3_get_autocommit(store->db) != 0;
    return *opened ? an_store_exec(store, AN_SQL_BEGIN_READ, doing, error) : ANNALS_OK;
}

void an_store_link_close_read(an_store *store, bool opened)
{
    if (opened && !sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
}

annals_status an_store_link_clear(an_store *store, annals_error *error)
{
    static const char *const tables[] = {"contradictions", "incident_actors", "incident_events", "incident_keys", "incident_nodes", "incidents",
                                         "passages", "derivations", "machine_passages", "machine_derivations", "near_keys", "passage_keys", "anchor_keys",
                                         "link_touched", "link_changed", "link_again", "joined_incidents", "link_state"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[64];
        int code;
        sqlite3_snprintf(sizeof sql, sql, "DELETE FROM %s", tables[i]);
        code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
        if (code != SQLITE_OK) return an_store_failed(store, code, doing, error);
    }
    return ANNALS_OK;
}

annals_status an_store_link_ask(an_store *store, an_statement_id id, an_binder *binder, annals_error *error)
{
    *binder = (an_binder){0};
    return an_store_statement(store, id, &binder->statement, error);
}

annals_status an_store_link_run(an_store *store, an_binder *binder, annals_error *error)
{
    if (binder->code != SQLITE_OK) return an_store_failed(store, binder->code, doing, error);
    return an_store_run(store, binder->statement, doing, error);
}

annals_status an_store_link_next(an_store *store, an_binder *binder, an_columns *columns, annals_error *error)
{
    int code = binder->code;
    annals_status status;
    if (columns->wrong) status = an_fail(error, ANNALS_E_FORMAT, "store", 0, "%s: the base is damaged: %s", store->path, columns->wrong);
    else if (columns->arena && columns->arena->is_exhausted) status = an_fail(error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", store->path);
    else {
        if (code == SQLITE_OK) code = sqlite3_step(binder->statement);
        columns->statement = binder->statement;
        columns->at = 0;
        if (code == SQLITE_ROW) return ANNALS_OK;
        status = code == SQLITE_DONE ? ANNALS_END : an_store_failed(store, code, doing, error);
    }
    sqlite3_reset(binder->statement);
    return status;
}

annals_status an_store_link_rows(an_store *store, an_binder *binder, an_arena *arena, an_row_list *out, annals_error *error)
{
    an_columns columns = {.arena = arena};
    annals_status status;
    while ((status = an_store_link_next(store, binder, &columns, error)) == ANNALS_OK) AN_PUSH(arena, out, an_column_int(&columns));
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_link_run_numbers(an_store *store, an_statement_id id, const int64_t *numbers, int count, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, id, &binder, error));
    for (int i = 0; i < count; i++) an_bind_int(&binder, numbers[i]);
    return an_store_link_run(store, &binder, error);
}

annals_status an_store_link_list(an_store *store, an_statement_id id, const int64_t *numbers, int count, an_arena *arena, an_row_list *out,
                                 annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, id, &binder, error));
    for (int i = 0; i < count; i++) an_bind_int(&binder, numbers[i]);
    return an_store_link_rows(store, &binder, arena, out, error);
}

annals_status an_store_link_done(an_store *store, const char *part, int64_t *row, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *row = 0;
    AN_TRY(an_store_link_ask(store, AN_SQL_LINK_DONE, &binder, error));
    an_bind_name(&binder, part);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) *row = an_column_int(&columns);
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_link_set_done(an_store *store, const char *part, int64_t row, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_LINK_SET_DONE, &binder, error));
    an_bind_name(&binder, part);
    an_bind_int(&binder, row);
    return an_store_link_run(store, &binder, error);
}

annals_status an_store_link_documents(an_store *store, int64_t after, size_t limit, an_arena *arena, an_row_list *out, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_LINK_DOCUMENTS, &binder, error));
    an_bind_int(&binder, after);
    an_bind_int(&binder, (int64_t)limit);
    return an_store_link_rows(store, &binder, arena, out, error);
}

annals_status an_store_link_article(an_store *store, an_arena *arena, int64_t document, an_article *out, annals_error *error)
{
    int64_t version;
    memset(out, 0, sizeof *out);
    AN_TRY(an_store_load_article(store, arena, document, out, &version, NULL, error));
    return an_store_load_text(store, arena, document, &out->text, error);
}

/* ---- keys ---- */

static const struct {
    an_statement_id add, members;
} indices[AN_LINK_INDEX_COUNT] = {
    [AN_LINK_NEAR] = {AN_SQL_ADD_NEAR_KEY, AN_SQL_NEAR_MEMBERS},
    [AN_LINK_PASSAGE] = {AN_SQL_ADD_PASSAGE_KEY, AN_SQL_PASSAGE_MEMBERS},
    [AN_LINK_ANCHOR] = {AN_SQL_ADD_ANCHOR_KEY, AN_SQL_ANCHOR_MEMBERS},
};

/* Day and digest in 47 bits, so that SQLite keeps it in six bytes. Days outside of 1900 to 2079 share the ends. */
int64_t an_store_link_rank(const an_article *article)
{
    an_day first = an_day_from_ymd(1900, 1, 1);
    int64_t day = RANK_DAY_MAX, digest = 0;
    if (article->published.from != AN_DAY_UNKNOWN) {
        day = (int64_t)article->published.from - first;
        day = day < 0 ? 0 : day >= RANK_DAY_MAX ? RANK_DAY_MAX - 1 : day;
    }
    for (int i = 0; i < RANK_DIGEST_DIGITS && article->sha256[i]; i++) {
        char c = article->sha256[i];
        digest = digest << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return day << RANK_DIGEST_BITS | digest >> 1;
}

annals_status an_store_link_add_key(an_store *store, an_link_key key, an_link_member member, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, indices[key.index].add, &binder, error));
    an_bind_int(&binder, key.value);
    an_bind_int(&binder, member.rank);
    an_bind_int(&binder, member.document);
    return an_store_link_run(store, &binder, error);
}

annals_status an_store_link_members(an_store *store, an_link_key key, size_t limit, an_arena *arena, an_link_members *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, indices[key.index].members, &binder, error));
    an_bind_int(&binder, key.value);
    an_bind_int(&binder, limit ? (int64_t)limit : -1);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_link_member member = {.rank = an_column_int(&columns)};
        member.document = an_column_int(&columns);
        AN_PUSH(arena, out, member);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}
