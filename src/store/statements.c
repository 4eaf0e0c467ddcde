/* The fixed statements, one row each, prepared at first use and kept; binding of parameters and reading of columns. (Statements that
 * depend on a filter are built in select.c.) */
#include "store/internal.h"

enum { REAL_MAX = 1000 };

/* An INSERT is given by table and columns, so that a column cannot lack its parameter; anything else by its SQL. */
typedef struct statement_row {
    const char *table, *columns;
    const char *sql; /* after an INSERT: what follows VALUES */
} statement_row;

#define ACTOR_SAME                                                                                                       \
    "ifnull(name, '') = ifnull(?2, '') AND ifnull(slug, '') = ifnull(?1, '') AND ifnull(acts_for, '') = ifnull(?7, '') "    \
    "AND ifnull(sectors, '') = ifnull(?5, '') AND ifnull(cameo, '') = ifnull(?6, '') "                                    \
    "AND ifnull(country, '') = ifnull(?4, '') AND kind = ?3"

static const statement_row rows[AN_SQL_COUNT] = {
    [AN_SQL_BEGIN_WRITE] = {.sql = "BEGIN IMMEDIATE"},
    [AN_SQL_BEGIN_READ] = {.sql = "BEGIN"},
    [AN_SQL_COMMIT] = {.sql = "COMMIT"},
    [AN_SQL_ROLLBACK] = {.sql = "ROLLBACK"},
    [AN_SQL_FIND_SOURCE] = {.sql = "SELECT document FROM sources WHERE raw_sha256 = ? AND url = ?"},
    [AN_SQL_FIND_DIGEST] = {.sql = "SELECT id FROM documents WHERE sha256 = ?"},
    [AN_SQL_COUNT_URL] = {.sql = "SELECT count(*) FROM documents WHERE url = ?"},
    [AN_SQL_FIND_CODER] = {.sql = "SELECT id FROM coders WHERE program = ? AND lexicon = ? AND split = ? AND parse = ?"},
    [AN_SQL_FIND_ACTOR] = {.sql = "SELECT id FROM actors WHERE " ACTOR_SAME},
    [AN_SQL_ADD_CODER] = {"coders", "program, lexicon, split, parse", ""},
    [AN_SQL_ADD_DOCUMENT] = {"documents", AN_DOCUMENT_COLUMNS, ""},
    [AN_SQL_ADD_SOURCE] = {"sources", "raw_sha256, url, document", " ON CONFLICT DO NOTHING"},
    [AN_SQL_ADD_TEXT] = {"texts", "document, text, conllu", ""},
    [AN_SQL_ADD_DIAGNOSTIC] = {"diagnostics", "document, number, code, message, text_start, text_end", ""},
    [AN_SQL_ADD_SENTENCE] = {"sentences", "document, number, text_start, text_end", ""},
    [AN_SQL_ADD_WORDS] = {"sentence_words", "rowid, text", ""},
    [AN_SQL_ADD_ACTOR] = {"actors", AN_ACTOR_COLUMNS, ""},
    [AN_SQL_ADD_EVENT] = {"events", "document, sentence, " AN_EVENT_COLUMNS, " ON CONFLICT (key, document) DO NOTHING"},
    [AN_SQL_ADD_PARTICIPANT] = {"participants", "event, role, number, actor, text_start, text_end, title, resolution", ""},
    [AN_SQL_ADD_ACCOUNT] = {"accounts", "event, number, actor, text_start, text_end, title, resolution, stance, saying_start, "
                                        "saying_end", ""},
    [AN_SQL_ADD_CLAIM] = {"claims", "document, sentence, actor, event, " AN_CLAIM_COLUMNS, " ON CONFLICT (key, document) DO NOTHING"},
    [AN_SQL_LOAD_DOCUMENT] = {.sql = "SELECT " AN_DOCUMENT_COLUMNS " FROM documents WHERE id = ?"},
    [AN_SQL_LOAD_CODER] = {.sql = "SELECT program, lexicon, split, parse FROM coders WHERE id = ?"},
    [AN_SQL_LOAD_COUNTS] = {.sql = "SELECT (SELECT length(CAST(text AS BLOB)) FROM texts WHERE document = ?1), "
                                   "(SELECT count(*) FROM sentences WHERE document = ?1), "
                                   "(SELECT count(*) FROM events WHERE document = ?1), "
                                   "(SELECT count(*) FROM claims WHERE document = ?1)"},
    [AN_SQL_LOAD_TEXT] = {.sql = "SELECT text FROM texts WHERE document = ?"},
    [AN_SQL_LOAD_CONLLU] = {.sql = "SELECT conllu FROM texts WHERE document = ?"},
    [AN_SQL_LOAD_DIAGNOSTICS] = {.sql = "SELECT code, message, text_start, text_end FROM diagnostics WHERE document = ? ORDER BY number"},
    [AN_SQL_LOAD_EVENT] = {.sql = "SELECT (SELECT number FROM sentences s WHERE s.id = sentence), "
                                  "(SELECT text_start FROM sentences s WHERE s.id = sentence), "
                                  "(SELECT text_end FROM sentences s WHERE s.id = sentence), " AN_EVENT_COLUMNS
                                  " FROM events WHERE id = ?"},
    [AN_SQL_LOAD_PARTICIPANTS] = {.sql = "SELECT role = 'recipient', text_start, text_end, title, resolution, " AN_ACTOR_COLUMNS
                                         " FROM participants p JOIN actors a ON a.id = p.actor WHERE event = ? ORDER BY role, number"},
    [AN_SQL_LOAD_ACCOUNTS] = {.sql = "SELECT stance, saying_start, saying_end, text_start, text_end, title, resolution, " AN_ACTOR_COLUMNS
                                     " FROM accounts p JOIN actors a ON a.id = p.actor WHERE event = ? ORDER BY number"},
    [AN_SQL_LOAD_CLAIM] = {.sql = "SELECT (SELECT number FROM sentences s WHERE s.id = sentence), "
                                  "(SELECT text_start FROM sentences s WHERE s.id = sentence), "
                                  "(SELECT text_end FROM sentences s WHERE s.id = sentence), event, actor, " AN_CLAIM_COLUMNS ", "
                                  AN_ACTOR_COLUMNS " FROM claims c LEFT JOIN actors a ON a.id = c.actor WHERE c.id = ?"},
    [AN_SQL_LOAD_EVENT_IDS] = {.sql = "SELECT id FROM events WHERE document = ? ORDER BY id"},
    [AN_SQL_LOAD_CLAIM_IDS] = {.sql = "SELECT id FROM claims WHERE document = ? ORDER BY id"},
    [AN_SQL_FIND_EVENT_KEY] = {.sql = "SELECT document FROM events WHERE key = ? ORDER BY document"},
    [AN_SQL_FIND_CLAIM_KEY] = {.sql = "SELECT document FROM claims WHERE key = ? ORDER BY document"},
};

static void write_insert(an_strbuf *sql, const statement_row *row)
{
    an_strbuf_printf(sql, "INSERT INTO %s (%s) VALUES (?", row->table, row->columns);
    for (const char *c = row->columns; *c; c++)
        if (*c == ',') an_strbuf_puts(sql, ", ?");
    an_strbuf_printf(sql, ")%s", row->sql);
}

static int prepare(an_store *store, an_statement_id id)
{
    const statement_row *row = &rows[id];
    an_strbuf sql;
    int code = SQLITE_NOMEM;
    an_strbuf_init(&sql, 0);
    if (row->table) write_insert(&sql, row);
    else an_strbuf_puts(&sql, row->sql);
    if (!sql.has_failed)
        code = sqlite3_prepare_v3(store->db, sql.data, (int)sql.length + 1, SQLITE_PREPARE_PERSISTENT, &store->statements[id], NULL);
    an_strbuf_free(&sql);
    return code;
}

annals_status an_store_statement(an_store *store, an_statement_id id, sqlite3_stmt **out, annals_error *error)
{
    int code = store->statements[id] ? SQLITE_OK : prepare(store, id);
    *out = store->statements[id];
    if (code != SQLITE_OK) return an_store_failed(store, code, "read the base", error);
    sqlite3_reset(*out);
    return ANNALS_OK;
}

annals_status an_store_run(an_store *store, sqlite3_stmt *statement, const char *doing, annals_error *error)
{
    int code = sqlite3_step(statement);
    annals_status status = code == SQLITE_DONE || code == SQLITE_ROW ? ANNALS_OK : an_store_failed(store, code, doing, error);
    sqlite3_reset(statement);
    return status;
}

annals_status an_store_exec(an_store *store, an_statement_id id, const char *doing, annals_error *error)
{
    sqlite3_stmt *statement;
    AN_TRY(an_store_statement(store, id, &statement, error));
    return an_store_run(store, statement, doing, error);
}

annals_status an_store_failed(an_store *store, int code, const char *doing, annals_error *error)
{
    return an_store_fail(store->db, code, store->path, doing, error);
}

/* Reads that are still open would keep the transaction alive. */
void an_store_rollback(an_store *store)
{
    for (int i = 0; i < AN_SQL_COUNT; i++)
        if (store->statements[i]) sqlite3_reset(store->statements[i]);
    if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->pending = (an_store_counts){0};
    store->pending_bytes = 0;
    store->coder = 0; /* its row may be gone */
}

/* ---- binding ---- */

static void note(an_binder *binder, int code)
{
    if (binder->code == SQLITE_OK) binder->code = code;
}

void an_bind_null(an_binder *binder) { note(binder, sqlite3_bind_null(binder->statement, ++binder->at)); }

void an_bind_str(an_binder *binder, an_str text)
{
    if (text.data) note(binder, sqlite3_bind_text64(binder->statement, ++binder->at, text.data, text.length, SQLITE_STATIC, SQLITE_UTF8));
    else an_bind_null(binder);
}

void an_bind_name(an_binder *binder, const char *name)
{
    an_bind_str(binder, an_str_from(name && name[0] ? name : NULL));
}

void an_bind_copy(an_binder *binder, const char *text)
{
    if (text && text[0]) note(binder, sqlite3_bind_text(binder->statement, ++binder->at, text, -1, SQLITE_TRANSIENT));
    else an_bind_null(binder);
}

void an_bind_int(an_binder *binder, int64_t value) { note(binder, sqlite3_bind_int64(binder->statement, ++binder->at, value)); }

void an_bind_real(an_binder *binder, double value) { note(binder, sqlite3_bind_double(binder->statement, ++binder->at, value)); }

void an_bind_span(an_binder *binder, an_span span)
{
    if (an_span_is_empty(span)) {
        an_bind_null(binder);
        an_bind_null(binder);
    } else {
        an_bind_int(binder, span.start);
        an_bind_int(binder, span.end);
    }
}

void an_bind_day(an_binder *binder, an_day day)
{
    char text[AN_ISO_DAY_BYTES];
    an_bind_copy(binder, an_iso_format(day, text));
}

void an_bind_key(an_binder *binder, uint64_t key)
{
    char text[AN_KEY_BYTES];
    an_bind_copy(binder, an_key_format(key, text));
}

/* ---- reading ---- */

static void note_wrong(an_columns *columns, const char *what)
{
    if (!columns->wrong) columns->wrong = what;
}

bool an_column_is_null(const an_columns *columns)
{
    return sqlite3_column_type(columns->statement, columns->at) == SQLITE_NULL;
}

/* The column's bytes, valid until the next step; data NULL for NULL. */
static an_str peek(an_columns *columns)
{
    const char *text = (const char *)sqlite3_column_text(columns->statement, columns->at);
    an_str result = {text, (size_t)sqlite3_column_bytes(columns->statement, columns->at)};
    columns->at++;
    return result;
}

an_str an_column_str(an_columns *columns)
{
    an_str text = peek(columns);
    if (text.data) text.data = an_arena_copy(columns->arena, text.data, text.length);
    return text;
}

int64_t an_column_int(an_columns *columns) { return sqlite3_column_int64(columns->statement, columns->at++); }

/* Scores, shares and degrees: none is larger than REAL_MAX, and what is not a number is none of them. */
double an_column_real(an_columns *columns)
{
    double value = sqlite3_column_double(columns->statement, columns->at++);
    if (value >= -REAL_MAX && value <= REAL_MAX) return value;
    note_wrong(columns, "a number out of its range");
    return 0;
}

an_span an_column_span(an_columns *columns)
{
    bool is_null = an_column_is_null(columns);
    int64_t start = an_column_int(columns), end = an_column_int(columns);
    if (is_null) return (an_span){0, 0};
    if (start < 0 || end < start || (uint64_t)end > columns->text_length) {
        note_wrong(columns, "a span that leaves its text");
        return (an_span){0, 0};
    }
    return (an_span){(uint32_t)start, (uint32_t)end};
}

an_day an_column_day(an_columns *columns)
{
    an_date_range range;
    an_str text = peek(columns);
    if (!text.data) return AN_DAY_UNKNOWN;
    if (an_iso_parse(text, &range)) return range.from;
    note_wrong(columns, "a day that is no date");
    return AN_DAY_UNKNOWN;
}

uint64_t an_column_key(an_columns *columns)
{
    uint64_t key = 0;
    if (!an_key_parse(peek(columns), &key)) note_wrong(columns, "a key that is no key");
    return key;
}

int an_column_name(an_columns *columns, const char *const *names, int count, const char *what)
{
    an_str text = peek(columns);
    for (int i = 0; i < count; i++)
        if (text.data && an_str_is(text, names[i])) return i;
    note_wrong(columns, what);
    return 0;
}
