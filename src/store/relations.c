/* Pairs of an actor and a recipient for counting: one statement gives numbers only, so that a base of a million events is counted without
 * loading its texts. */
#include "store/relations.h"

#include "store/link_internal.h"

static const char doing[] = "count relations";

/* Articles whose words about this incident are taken from another article of it tell nothing of their own. */
#define IS_TAKEN                                                                                                         \
    "(n.incident IS NOT NULL AND EXISTS (SELECT 1 FROM derivations v JOIN passages g ON g.derivation = v.id WHERE v.taker = e.document " \
    "AND g.taker_start < e.text_end AND g.taker_end > e.text_start AND EXISTS (SELECT 1 FROM incident_nodes m "            \
    "JOIN incident_events y ON y.node = m.id JOIN events f ON f.id = y.event WHERE m.incident = n.incident AND f.document = v.source)))"

/* CROSS JOIN fixes the order: from events to those who take part, never from actors to all that they do. */
static const char select_sql[] =
    "SELECT e.id, e.document, n.incident, p.actor, q.actor, e.key, i.date_from, i.date_to, e.date_from, e.date_to, "
    "e.date_is_duration OR e.date_is_habitual, d.published_from, e.quad, e.goldstein, e.plover_score, NOT " IS_TAKEN " "
    "FROM events e CROSS JOIN documents d ON d.id = e.document "
    "CROSS JOIN participants p ON p.event = e.id AND p.role = 'actor' CROSS JOIN participants q ON q.event = e.id AND q.role = 'recipient' "
    "CROSS JOIN actors a ON a.id = p.actor CROSS JOIN actors r ON r.id = q.actor "
    "LEFT JOIN incident_events x ON x.event = e.id LEFT JOIN incident_nodes n ON n.id = x.node LEFT JOIN incidents i ON i.id = n.incident "
    "WHERE e.factuality IN ('happened', 'ongoing') AND a.slug IS NOT NULL AND r.slug IS NOT NULL AND a.slug <> r.slug";

static void put_side(an_strbuf *sql, const char *column, const char *parameter)
{
    an_strbuf_printf(sql, " AND %s IN ", column);
    an_store_put_actor_rows(sql, parameter);
}

static an_date_range read_range(an_columns *columns)
{
    an_day from = an_column_day(columns), to = an_column_day(columns);
    return (an_date_range){from, to};
}

static void read_row(an_columns *columns, const an_filter *filter, an_dyad_event *out)
{
    an_date_range of_incident, of_event;
    out->event = an_column_int(columns);
    out->document = an_column_int(columns);
    out->incident = an_column_int(columns);
    out->actor = an_column_int(columns);
    out->recipient = an_column_int(columns);
    out->key = an_column_key(columns);
    of_incident = read_range(columns);
    of_event = read_range(columns);
    if (an_column_int(columns)) of_event = AN_DATE_RANGE_UNKNOWN; /* a duration or a habit tells no day */
    out->dates = an_date_range_is_known(of_incident) && an_date_range_overlaps(of_incident, filter->dates) ? of_incident : of_event;
    out->published = an_column_day(columns);
    out->quad = (int)an_column_int(columns);
    if (out->quad < 0 || out->quad > 4) columns->wrong = "a quad class that does not exist";
    out->has_goldstein = !an_column_is_null(columns);
    out->goldstein = an_column_real(columns);
    out->plover_score = an_column_real(columns);
    out->is_own = an_column_int(columns) != 0;
}

static annals_status step_through(an_store *store, an_binder *binder, const an_filter *filter, an_on_dyad_event on_found, void *user, annals_error *error)
{
    an_columns columns = {0};
    annals_status status;
    while ((status = an_store_link_next(store, binder, &columns, error)) == ANNALS_OK) {
        an_dyad_event found = {0};
        read_row(&columns, filter, &found);
        if (!columns.wrong) AN_TRY(on_found(user, &found, error));
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status run(an_store *store, const an_filter *filter, an_on_dyad_event on_found, void *user, annals_error *error)
{
    an_binder binder = {0};
    annals_status status;
    an_arena_reset(&store->scratch);
    status = an_store_prepare_text(store, doing, &binder.statement, error);
    if (status == ANNALS_OK) status = an_store_bind_filter(store, binder.statement, filter, error);
    if (status == ANNALS_OK) status = step_through(store, &binder, filter, on_found, user, error);
    sqlite3_finalize(binder.statement);
    return status;
}

annals_status an_store_select_dyad_events(an_store *store, const an_filter *filter, an_on_dyad_event on_found, void *user, annals_error *error)
{
    annals_status status;
    bool opened;
    an_strbuf_clear(&store->text);
    an_strbuf_puts(&store->text, select_sql);
    an_store_put_event_filter(&store->text, filter);
    if (filter->actor.data) put_side(&store->text, "p.actor", ":actor");
    if (filter->recipient.data) put_side(&store->text, "q.actor", ":recipient");
    AN_TRY(an_store_link_open_read(store, &opened, error));
    status = run(store, filter, on_found, user, error);
    an_store_link_close_read(store, opened);
    return status;
}

/* ---- who they are ---- */

/* Columns that begin with id and name, of one row at most. */
static annals_status read_who(an_store *store, an_arena *arena, an_binder *binder, an_str *id, an_str *name, annals_error *error)
{
    an_columns columns = {.arena = arena};
    annals_status status;
    while ((status = an_store_link_next(store, binder, &columns, error)) == ANNALS_OK) {
        *id = an_column_str(&columns);
        *name = an_column_str(&columns);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

annals_status an_store_load_dyad_actor(an_store *store, an_arena *arena, int64_t row, an_str *id, an_str *name, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_LOAD_ACTOR, &binder, error));
    an_bind_int(&binder, row);
    return read_who(store, arena, &binder, id, name, error);
}

annals_status an_store_find_asked_actor(an_store *store, an_arena *arena, an_str asked, an_str *id, an_str *name, annals_error *error)
{
    an_binder binder;
    *id = *name = asked;
    AN_TRY(an_store_link_ask(store, AN_SQL_ASKED_ACTOR, &binder, error));
    an_bind_str(&binder, asked);
    return read_who(store, arena, &binder, id, name, error);
}
