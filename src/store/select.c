/* Filters become SQL; the rows found become records.
 *
 * A statement finds only row numbers, in order; the records are then loaded one by one. So one loading function serves every question,
 * and sorting moves numbers, not texts. What a filter says is always bound, never written into the SQL. */
#include "store/internal.h"

enum { MESSAGE_WORDS_MAX = 200 };

static const char doing[] = "answer a question";

/* Fixed by what was read, not by the order of reading. */
#define DOCUMENT_ORDER "d.published_from IS NULL, d.published_from, d.published_to, d.name, d.sha256"

/* Rows of actors that a filter's word stands for: the id itself, ids below it ('.' and '/' are neighbours in ASCII, so that
 * everything that begins with "rus." lies between "rus." and "rus/"), who acts for one of these, who is called so, and whom a person said
 * it is. */
void an_store_put_actor_rows(an_strbuf *sql, const char *parameter)
{
    an_strbuf_printf(sql,
        "(WITH RECURSIVE wanted (slug) AS (SELECT lower(%s) UNION SELECT slug FROM actors WHERE name = %s COLLATE NOCASE AND slug IS NOT NULL "
        "UNION SELECT m.slug FROM wanted w JOIN corrections c ON c.target = w.slug AND c.action = 'merge-actors' AND c.is_undone = 0 "
        "JOIN correction_actors m ON m.correction = c.number) "
        "SELECT a.id FROM wanted w JOIN actors a ON a.slug = w.slug "
        "UNION SELECT a.id FROM wanted w JOIN actors a ON a.slug > w.slug || '.' AND a.slug < w.slug || '/' "
        "UNION SELECT a.id FROM wanted w JOIN actors a ON a.acts_for = w.slug "
        "UNION SELECT a.id FROM wanted w JOIN actors a ON a.acts_for > w.slug || '.' AND a.acts_for < w.slug || '/' "
        "UNION SELECT id FROM actors WHERE name = %s COLLATE NOCASE)",
        parameter, parameter, parameter);
}

/* Events are found through the first condition that names few of them and checked against the others one by one: SQLite, which does
 * not know how many rows a condition leaves, would make a list of the events of each. */
static void put_role(an_strbuf *sql, const char *role, const char *parameter, bool finds)
{
    if (finds) an_strbuf_printf(sql, " AND e.id IN (SELECT event FROM participants WHERE role = '%s' AND actor IN ", role);
    else an_strbuf_printf(sql, " AND EXISTS (SELECT 1 FROM participants p WHERE p.event = e.id AND p.role = '%s' AND +p.actor IN ", role);
    an_store_put_actor_rows(sql, parameter);
    an_strbuf_puts(sql, ")");
}

static bool has_dates(const an_filter *filter) { return an_date_range_is_known(filter->dates); }

/* A range of days, either end of which may be open, overlaps the filter's. `from` and `to` are columns. */
static void put_overlap(an_strbuf *sql, const an_filter *filter, const char *from, const char *to)
{
    if (filter->dates.to != AN_DAY_UNKNOWN) an_strbuf_printf(sql, " AND (%s IS NULL OR %s <= :until)", from, from);
    if (filter->dates.from != AN_DAY_UNKNOWN) an_strbuf_printf(sql, " AND (%s IS NULL OR %s >= :since)", to, to);
}

static bool has_both_days(const an_filter *filter)
{
    return filter->dates.from != AN_DAY_UNKNOWN && filter->dates.to != AN_DAY_UNKNOWN;
}

/* Between two days lie few events, so these days find them, in the index of days alone. */
static void put_event_dates(an_strbuf *sql, const an_filter *filter)
{
    if (has_both_days(filter))
        an_strbuf_puts(sql, " AND e.id IN (SELECT id FROM events WHERE date_from <= :until AND date_to >= :since "
                            "UNION ALL SELECT id FROM events WHERE date_from IS NULL AND date_to >= :since "
                            "UNION ALL SELECT id FROM events WHERE date_to IS NULL AND date_from <= :until)");
    else if (has_dates(filter)) {
        an_strbuf_puts(sql, " AND (e.date_from IS NOT NULL OR e.date_to IS NOT NULL)");
        put_overlap(sql, filter, "e.date_from", "e.date_to");
    }
}

/* What asks of the event itself; `e` is the event. `is_found`: another condition finds the events already. */
static void put_event_conditions(an_strbuf *sql, const an_filter *filter, bool is_found)
{
    if (filter->actor.data) put_role(sql, "actor", ":actor", !is_found);
    if (filter->recipient.data) put_role(sql, "recipient", ":recipient", !is_found && !filter->actor.data);
    if (filter->type != AN_TYPE_NONE) an_strbuf_puts(sql, " AND e.type = :type");
    if (filter->place.data)
        an_strbuf_puts(sql, " AND (e.place_name = :place COLLATE NOCASE OR e.place_country = upper(:place))");
    if (filter->factuality) an_strbuf_puts(sql, " AND e.factuality = :factuality");
}

static void put_event_speaker(an_strbuf *sql, const an_filter *filter)
{
    if (!filter->speaker.data) return;
    an_strbuf_puts(sql, " AND (e.id IN (SELECT event FROM accounts WHERE actor IN ");
    an_store_put_actor_rows(sql, ":speaker");
    an_strbuf_puts(sql, ") OR e.id IN (SELECT event FROM claims WHERE event IS NOT NULL AND actor IN ");
    an_store_put_actor_rows(sql, ":speaker");
    an_strbuf_puts(sql, "))");
}

static bool asks_of_event(const an_filter *f)
{
    return f->actor.data || f->recipient.data || f->type != AN_TYPE_NONE || f->place.data || f->factuality;
}

/* `document` and `sentence` are columns. */
static void put_place_in_text(an_strbuf *sql, const an_filter *filter, const char *document, const char *sentence)
{
    if (filter->document.data) {
        an_strbuf_printf(sql, " AND %s IN (SELECT id FROM documents WHERE name = :document", document);
        if (filter->document.length >= AN_DIGEST_PREFIX_MIN) /* 'g' follows the last hexadecimal digit */
            an_strbuf_puts(sql, " UNION SELECT id FROM documents WHERE sha256 >= lower(:document) AND sha256 < lower(:document) || 'g'");
        an_strbuf_puts(sql, ")");
    }
    if (filter->words.data)
        an_strbuf_printf(sql, " AND %s IN (SELECT rowid FROM sentence_words WHERE sentence_words MATCH :words)", sentence);
}

void an_store_put_event_filter(an_strbuf *sql, const an_filter *filter)
{
    put_event_dates(sql, filter);
    put_event_conditions(sql, filter, has_both_days(filter));
    put_event_speaker(sql, filter);
    put_place_in_text(sql, filter, "e.document", "e.sentence");
}

/* ---- binding ---- */

/* The user's words as a query of FTS5: every word or phrase is put into quotes, so that none is an operator; all must stand in
 * the sentence. A star after a word stands for any ending. data NULL if there is no word. */
static an_str words_query(an_arena *arena, an_str words)
{
    char *out = an_arena_alloc(arena, words.length * 4 + 1);
    size_t length = 0, at = 0;
    while (out && at < words.length) {
        bool is_phrase = words.data[at] == '"', has_letter = false;
        size_t start = at += is_phrase, word = length;
        if (length) out[length++] = ' ';
        out[length++] = '"';
        for (; at < words.length && words.data[at] != '"' && (is_phrase || words.data[at] != ' '); at++) {
            unsigned char c = (unsigned char)words.data[at];
            has_letter = has_letter || c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
            out[length++] = c == '*' || c < 0x20 ? ' ' : (char)c;
        }
        out[length++] = '"';
        if (!is_phrase && at > start && words.data[at - 1] == '*') out[length++] = '*';
        if (!has_letter) length = word;
        if (at < words.length && (is_phrase || words.data[at] == ' ')) at++;
    }
    return length ? (an_str){out, length} : (an_str){0};
}

typedef struct parameter {
    const char *name;
    an_str value;
} parameter;

static int bind_all(sqlite3_stmt *statement, const parameter *parameters, size_t count)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
        int at = sqlite3_bind_parameter_index(statement, parameters[i].name);
        an_str value = parameters[i].value;
        if (at) code = sqlite3_bind_text64(statement, at, value.data, value.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    return code;
}

annals_status an_store_bind_filter(an_store *store, sqlite3_stmt *statement, const an_filter *filter, annals_error *error)
{
    char since[AN_ISO_DAY_BYTES], until[AN_ISO_DAY_BYTES];
    an_str words = words_query(&store->scratch, filter->words);
    parameter parameters[] = {
        {":actor", filter->actor}, {":recipient", filter->recipient}, {":speaker", filter->speaker},
        {":type", an_str_from(an_types[filter->type].name)}, {":place", filter->place},
        {":factuality", an_str_from(filter->factuality ? an_factuality_names[*filter->factuality] : "")},
        {":document", filter->document}, {":words", words},
        {":since", an_str_from(an_iso_format(filter->dates.from, since))},
        {":until", an_str_from(an_iso_format(filter->dates.to, until))},
    };
    int code;
    if (filter->words.data && !words.data)
        return an_fail(error, ANNALS_E_USAGE, "query", 0, "words: '%.*s' holds no word to search for",
                       (int)(filter->words.length < MESSAGE_WORDS_MAX ? filter->words.length : MESSAGE_WORDS_MAX), filter->words.data);
    code = bind_all(statement, parameters, sizeof parameters / sizeof *parameters);
    return code == SQLITE_OK ? ANNALS_OK : an_store_failed(store, code, doing, error);
}

/* ---- running ---- */

typedef struct finding {
    an_store *store;
    an_document document;  /* of the rows that come now */
    int64_t document_row;  /* 0 = none yet */
    an_on_found on_found;
    an_on_document on_document;
    an_on_actor on_actor;
    an_on_stored on_stored;
    void *user;
    annals_error *error;
} finding;

typedef annals_status (*row_function)(finding *f, sqlite3_stmt *statement);

static annals_status step_through(finding *f, sqlite3_stmt *statement, row_function on_row)
{
    annals_status status = ANNALS_OK;
    int code = SQLITE_ROW;
    while (status == ANNALS_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) status = on_row(f, statement);
    if (status == ANNALS_OK && code != SQLITE_DONE) return an_store_failed(f->store, code, doing, f->error);
    return status;
}

static annals_status run_statement(finding *f, const an_filter *filter, row_function on_row)
{
    an_strbuf *sql = &f->store->text;
    sqlite3_stmt *statement;
    annals_status status;
    if (filter->limit) an_strbuf_printf(sql, " LIMIT %lld", (long long)(filter->limit > INT64_MAX ? INT64_MAX : filter->limit));
    status = an_store_prepare_text(f->store, doing, &statement, f->error);
    if (status == ANNALS_OK) status = an_store_bind_filter(f->store, statement, filter, f->error);
    if (status == ANNALS_OK) status = step_through(f, statement, on_row);
    sqlite3_finalize(statement);
    return status;
}

/* Runs the SQL in store->text. All its rows, and what is loaded for them, are of one state of the base. */
static annals_status run(finding *f, const an_filter *filter, row_function on_row)
{
    bool opens = sqlite3_get_autocommit(f->store->db) != 0;
    annals_status status;
    an_arena_reset(&f->store->scratch);
    if (opens) AN_TRY(an_store_exec(f->store, AN_SQL_BEGIN_READ, doing, f->error));
    status = run_statement(f, filter, on_row);
    if (opens && !sqlite3_get_autocommit(f->store->db)) sqlite3_exec(f->store->db, "COMMIT", NULL, NULL, NULL);
    return status;
}

static an_strbuf *begin_sql(an_store *store, const char *sql)
{
    an_strbuf_clear(&store->text);
    an_strbuf_puts(&store->text, sql);
    return &store->text;
}

/* ---- events and claims ---- */

/* Rows come document by document: each is loaded once. */
static annals_status turn_to_document(finding *f, int64_t row)
{
    int64_t version;
    f->document.events.count = f->document.claims.count = 0;
    if (row == f->document_row) return ANNALS_OK;
    an_arena_reset(&f->store->scratch);
    memset(&f->document, 0, sizeof f->document);
    f->document_row = row;
    AN_TRY(an_store_load_article(f->store, &f->store->scratch, row, &f->document.article, &version, NULL, f->error));
    return an_store_load_text(f->store, &f->store->scratch, row, &f->document.article.text, f->error);
}

static annals_status on_event_row(finding *f, sqlite3_stmt *statement)
{
    an_span sentence;
    an_found found = {.document = &f->document};
    AN_TRY(turn_to_document(f, sqlite3_column_int64(statement, 1)));
    AN_TRY(an_store_load_event(f->store, &f->store->scratch, sqlite3_column_int64(statement, 0), &f->document, &sentence, f->error));
    found.event = f->document.events.items;
    found.sentence = an_str_of_span(f->document.article.text.data, sentence);
    return f->on_found(f->user, &found, f->error);
}

annals_status an_store_select_events(an_store *store, const an_filter *filter, an_on_found on_found, void *user, annals_error *error)
{
    finding f = {.store = store, .on_found = on_found, .user = user, .error = error};
    an_strbuf *sql = begin_sql(store, "SELECT e.id, e.document FROM events e JOIN documents d ON d.id = e.document WHERE 1");
    an_store_put_event_filter(sql, filter);
    an_strbuf_puts(sql, " ORDER BY " DOCUMENT_ORDER ", e.text_start, e.text_end, e.key");
    return run(&f, filter, on_event_row);
}

static annals_status on_claim_row(finding *f, sqlite3_stmt *statement)
{
    an_span sentence;
    int64_t event;
    an_found found = {.document = &f->document};
    AN_TRY(turn_to_document(f, sqlite3_column_int64(statement, 1)));
    AN_TRY(an_store_load_claim(f->store, &f->store->scratch, sqlite3_column_int64(statement, 0), &f->document, &sentence, &event,
                               f->error));
    if (event) {
        AN_TRY(an_store_load_event(f->store, &f->store->scratch, event, &f->document, NULL, f->error));
        f->document.claims.items->event = 0;
        found.event = f->document.events.items;
    }
    found.claim = f->document.claims.items;
    found.sentence = an_str_of_span(f->document.article.text.data, sentence);
    return f->on_found(f->user, &found, f->error);
}

/* A claim's date is that of the event it is about, else of the document's publication. */
annals_status an_store_select_claims(an_store *store, const an_filter *filter, an_on_found on_found, void *user, annals_error *error)
{
    finding f = {.store = store, .on_found = on_found, .user = user, .error = error};
    an_strbuf *sql = begin_sql(store, "SELECT c.id, c.document FROM claims c JOIN documents d ON d.id = c.document "
                                      "LEFT JOIN events e ON e.id = c.event WHERE 1");
    put_event_conditions(sql, filter, false);
    if (filter->speaker.data) {
        an_strbuf_puts(sql, " AND c.actor IN ");
        an_store_put_actor_rows(sql, ":speaker");
    }
    if (has_dates(filter)) an_strbuf_puts(sql, " AND coalesce(e.date_from, e.date_to, d.published_from, d.published_to) IS NOT NULL");
    put_overlap(sql, filter, "CASE WHEN coalesce(e.date_from, e.date_to) IS NULL THEN d.published_from ELSE e.date_from END",
                "CASE WHEN coalesce(e.date_from, e.date_to) IS NULL THEN d.published_to ELSE e.date_to END");
    put_place_in_text(sql, filter, "c.document", "c.sentence");
    an_strbuf_puts(sql, " ORDER BY " DOCUMENT_ORDER ", c.text_start, c.text_end, c.key");
    return run(&f, filter, on_claim_row);
}

/* ---- documents ---- */

static annals_status load_counts(finding *f, int64_t row, an_found_document *found)
{
    sqlite3_stmt *statement;
    int code;
    AN_TRY(an_store_statement(f->store, AN_SQL_LOAD_COUNTS, &statement, f->error));
    sqlite3_bind_int64(statement, 1, row);
    code = sqlite3_step(statement);
    if (code != SQLITE_ROW) return an_store_failed(f->store, code, doing, f->error);
    found->text_bytes = sqlite3_column_int64(statement, 0);
    found->sentences = sqlite3_column_int64(statement, 1);
    found->events = sqlite3_column_int64(statement, 2);
    found->claims = sqlite3_column_int64(statement, 3);
    sqlite3_reset(statement);
    return ANNALS_OK;
}

static annals_status on_document_row(finding *f, sqlite3_stmt *statement)
{
    an_article article = {0};
    an_found_document found = {.article = &article};
    int64_t row = sqlite3_column_int64(statement, 0);
    an_arena_reset(&f->store->scratch);
    AN_TRY(an_store_load_article(f->store, &f->store->scratch, row, &article, &found.version, &found.coder, f->error));
    AN_TRY(load_counts(f, row, &found));
    return f->on_document(f->user, &found, f->error);
}

annals_status an_store_select_documents(an_store *store, const an_filter *filter, an_on_document on_found, void *user,
                                        annals_error *error)
{
    finding f = {.store = store, .on_document = on_found, .user = user, .error = error};
    an_strbuf *sql = begin_sql(store, "SELECT d.id FROM documents d WHERE 1");
    if (has_dates(filter)) an_strbuf_puts(sql, " AND (d.published_from IS NOT NULL OR d.published_to IS NOT NULL)");
    put_overlap(sql, filter, "d.published_from", "d.published_to");
    put_place_in_text(sql, &(an_filter){.document = filter->document}, "d.id", "");
    if (filter->words.data)
        an_strbuf_puts(sql, " AND d.id IN (SELECT document FROM sentences WHERE id IN "
                            "(SELECT rowid FROM sentence_words WHERE sentence_words MATCH :words))");
    if (asks_of_event(filter) || filter->speaker.data) {
        an_strbuf_puts(sql, " AND d.id IN (SELECT e.document FROM events e WHERE 1");
        put_event_conditions(sql, filter, false);
        put_event_speaker(sql, filter);
        an_strbuf_puts(sql, ")");
    }
    an_strbuf_puts(sql, " ORDER BY " DOCUMENT_ORDER);
    return run(&f, filter, on_document_row);
}

/* ---- actors ---- */

/* Of the rows of one slug the one that is named most often: others may be older sectors, or a person known by a role only. */
#define USUAL_ACTOR                                                                                                      \
    "(SELECT v.id FROM actors v WHERE v.slug = a.slug ORDER BY (SELECT count(*) FROM participants WHERE actor = v.id) + " \
    "(SELECT count(*) FROM accounts WHERE actor = v.id) DESC, v.name, v.kind, v.country LIMIT 1)"

/* The kind's name may be of a base that somebody else wrote. */
static int find_kind(const char *name)
{
    for (int i = 0; i < AN_ACTOR_KIND_COUNT; i++)
        if (name && strcmp(name, an_actor_kind_names[i]) == 0) return i;
    return AN_ACTOR_UNKNOWN;
}

static annals_status on_actor_row(finding *f, sqlite3_stmt *statement)
{
    an_columns columns = {.statement = statement, .arena = &f->store->scratch};
    an_found_actor found = {0};
    an_str country;
    an_arena_reset(&f->store->scratch);
    found.actor.id = an_column_str(&columns);
    found.actor.name = an_column_str(&columns);
    found.actor.kind = (an_actor_kind)find_kind(an_column_str(&columns).data);
    country = an_column_str(&columns);
    if (country.length && country.length < AN_COUNTRY_BYTES) memcpy(found.actor.country, country.data, country.length);
    found.as_actor = an_column_int(&columns);
    found.as_recipient = an_column_int(&columns);
    found.as_speaker = an_column_int(&columns);
    found.dates.from = an_column_day(&columns);
    found.dates.to = an_column_day(&columns);
    found.actor.entry = AN_NONE;
    return f->on_actor(f->user, &found, f->error);
}

annals_status an_store_select_actors(an_store *store, const an_filter *filter, an_on_actor on_found, void *user, annals_error *error)
{
    finding f = {.store = store, .on_actor = on_found, .user = user, .error = error};
    an_strbuf *sql = begin_sql(store,
        "SELECT a.slug, (SELECT name FROM actors WHERE id = " USUAL_ACTOR "), (SELECT kind FROM actors WHERE id = " USUAL_ACTOR "), "
        "(SELECT country FROM actors WHERE id = " USUAL_ACTOR "), "
        "count(DISTINCT CASE r.role WHEN 'actor' THEN r.event END) AS acts, "
        "count(DISTINCT CASE r.role WHEN 'recipient' THEN r.event END) AS receives, "
        "count(DISTINCT CASE r.role WHEN 'speaker' THEN r.event END) AS speaks, "
        "min(ifnull(e.date_from, e.date_to)), max(ifnull(e.date_to, e.date_from)) "
        "FROM (SELECT event, role, actor FROM participants UNION ALL SELECT event, 'speaker', actor FROM accounts) r "
        "JOIN actors a ON a.id = r.actor JOIN events e ON e.id = r.event WHERE a.slug IS NOT NULL");
    an_store_put_event_filter(sql, filter);
    an_strbuf_puts(sql, " GROUP BY a.slug ORDER BY acts + receives + speaks DESC, a.slug");
    return run(&f, filter, on_actor_row);
}

/* ---- whole documents ---- */

static annals_status on_stored_row(finding *f, sqlite3_stmt *statement)
{
    an_stored_document document;
    an_arena_reset(&f->store->scratch);
    AN_TRY(an_store_load_document(f->store, &f->store->scratch, sqlite3_column_int64(statement, 0), &document, f->error));
    return f->on_stored(f->user, &document, f->error);
}

annals_status an_store_load_all(an_store *store, an_on_stored on_stored, void *user, annals_error *error)
{
    finding f = {.store = store, .on_stored = on_stored, .user = user, .error = error};
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN};
    begin_sql(store, "SELECT d.id FROM documents d ORDER BY " DOCUMENT_ORDER);
    return run(&f, &all, on_stored_row);
}

static annals_status find_key(an_store *store, an_statement_id id, uint64_t key, int64_t *document, annals_error *error)
{
    an_binder binder = {0};
    int code;
    AN_TRY(an_store_statement(store, id, &binder.statement, error));
    an_bind_key(&binder, key);
    code = binder.code == SQLITE_OK ? sqlite3_step(binder.statement) : binder.code;
    *document = code == SQLITE_ROW ? sqlite3_column_int64(binder.statement, 0) : 0;
    sqlite3_reset(binder.statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? ANNALS_OK : an_store_failed(store, code, doing, error);
}

/* An event that a person dropped is asked for by its key only: the document is then loaded with it, as the program made it. */
static annals_status load_dropped(an_store *store, an_arena *arena, uint64_t key, an_stored_document *out, annals_error *error)
{
    char text[AN_KEY_BYTES];
    int64_t document, event;
    AN_TRY(find_key(store, AN_SQL_FIND_MACHINE_KEY, key, &document, error));
    if (!document)
        return an_fail(error, ANNALS_E_INPUT, "store", 0, "%s: holds no event or claim with the key %s", store->path, an_key_format(key, text));
    AN_TRY(find_key(store, AN_SQL_KEY_EVENTS, key, &event, error));
    AN_TRY(an_store_load_document(store, arena, document, out, error));
    return an_store_load_machine_event(store, arena, event, &out->document, error);
}

annals_status an_store_load_by_key(an_store *store, an_arena *arena, uint64_t key, an_stored_document *out, annals_error *error)
{
    int64_t document;
    AN_TRY(find_key(store, AN_SQL_FIND_EVENT_KEY, key, &document, error));
    if (!document) AN_TRY(find_key(store, AN_SQL_FIND_CLAIM_KEY, key, &document, error));
    if (!document) return load_dropped(store, arena, key, out, error);
    return an_store_load_document(store, arena, document, out, error);
}
