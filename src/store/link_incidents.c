/* Writing incidents and contradictions. */
#include "store/link_internal.h"

annals_status an_store_link_add_incident(an_store *store, int64_t *id, annals_error *error)
{
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_ADD_INCIDENT, NULL, 0, error));
    *id = sqlite3_last_insert_rowid(store->db);
    return ANNALS_OK;
}

annals_status an_store_link_drop_contradictions(an_store *store, int64_t incident, annals_error *error)
{
    return an_store_link_run_numbers(store, AN_SQL_DROP_CONTRADICTIONS, &incident, 1, error);
}

/* ---- incidents that a person joined ---- */

/* The number that a statement gives for this one; 0 = none. */
static annals_status ask_number(an_store *store, an_statement_id id, int64_t number, int64_t *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    *out = 0;
    AN_TRY(an_store_link_ask(store, id, &binder, error));
    an_bind_int(&binder, number);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) *out = an_column_int(&columns);
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* The first of the later incident then hangs on the node of the other's event. */
static annals_status hang(an_store *store, const an_link_node *earlier, const an_link_node *later, annals_error *error)
{
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_TIE_FIRST, (int64_t[]){later->incident, earlier->id}, 2, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_TIE_NODES, (int64_t[]){later->incident, earlier->incident}, 2, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_ADD_JOINED, &earlier->incident, 1, error));
    return an_store_link_drop_incident(store, later->incident, error);
}

annals_status an_store_link_join(an_store *store, an_row_pair tie, int64_t *incident, annals_error *error)
{
    const int64_t events[] = {tie.first, tie.second};
    an_link_node nodes[2] = {{0}};
    int64_t ranks[2];
    int earlier;
    *incident = 0;
    for (int k = 0; k < 2; k++) {
        int64_t node;
        AN_TRY(ask_number(store, AN_SQL_EVENT_NODE, events[k], &node, error));
        if (!node) return ANNALS_OK;
        AN_TRY(an_store_link_load_node(store, node, &nodes[k], error));
        if (!nodes[k].incident) return ANNALS_OK;
        AN_TRY(ask_number(store, AN_SQL_INCIDENT_FIRST, nodes[k].incident, &ranks[k], error));
    }
    if (nodes[0].incident == nodes[1].incident) return ANNALS_OK;
    earlier = ranks[1] < ranks[0];
    *incident = nodes[earlier].incident;
    return hang(store, &nodes[earlier], &nodes[!earlier], error);
}

annals_status an_store_link_drop_incident(an_store *store, int64_t id, annals_error *error)
{
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_FORGET_JOINED, &id, 1, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_CLEAR_INCIDENT, &id, 1, error));
    AN_TRY(an_store_link_drop_contradictions(store, id, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_DROP_INCIDENT_ACTORS, &id, 1, error));
    return an_store_link_run_numbers(store, AN_SQL_DROP_INCIDENT, &id, 1, error);
}

/* ---- the summary ---- */

static annals_status count(an_store *store, int64_t id, an_incident *incident, annals_error *error)
{
    an_binder binder;
    an_columns columns = {0};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_COUNT_INCIDENT, &binder, error));
    an_bind_int(&binder, id);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        incident->events = an_column_int(&columns);
        incident->reports = an_column_int(&columns);
    }
    if (status != ANNALS_END) return status;
    AN_TRY(an_store_link_ask(store, AN_SQL_COUNT_INDEPENDENT, &binder, error));
    an_bind_int(&binder, id);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) incident->independent = an_column_int(&columns);
    if (incident->independent == 0) incident->independent = 1; /* articles that credit one another in a ring are one account */
    return status == ANNALS_END ? ANNALS_OK : status;
}

static void bind_place(an_binder *binder, const an_incident *incident)
{
    const an_place *p = &incident->place;
    an_bind_str(binder, p->name);
    an_bind_name(binder, p->country);
    for (int i = 0; i < 2; i++)
        if (p->has_coordinates) an_bind_real(binder, i ? p->longitude : p->latitude);
        else an_bind_null(binder);
    if (p->geonames) an_bind_int(binder, p->geonames);
    else an_bind_null(binder);
    an_bind_str(binder, p->precision);
    an_bind_int(binder, incident->place_precision);
}

static void bind_count(an_binder *binder, const an_incident_count *c)
{
    const int64_t values[] = {c->best, c->low, c->high};
    for (int i = 0; i < 3; i++)
        if (c->is_known && values[i] != INT64_MAX) an_bind_int(binder, values[i]);
        else an_bind_null(binder);
}

annals_status an_store_link_set_summary(an_store *store, int64_t id, an_incident *incident, annals_error *error)
{
    an_binder binder;
    AN_TRY(count(store, id, incident, error));
    AN_TRY(an_store_link_ask(store, AN_SQL_SET_INCIDENT, &binder, error));
    an_bind_key(&binder, incident->key);
    an_bind_name(&binder, an_types[incident->type].name);
    an_bind_name(&binder, an_factuality_names[incident->factuality]);
    an_bind_day(&binder, incident->dates.from);
    an_bind_day(&binder, incident->dates.to);
    an_bind_int(&binder, incident->date_precision);
    bind_place(&binder, incident);
    for (int k = 0; k < AN_COUNT_KINDS; k++) bind_count(&binder, &incident->counts[k]);
    an_bind_int(&binder, incident->events);
    an_bind_int(&binder, incident->reports);
    an_bind_int(&binder, incident->independent);
    an_bind_int(&binder, id);
    AN_TRY(an_store_link_run(store, &binder, error));
    AN_TRY(an_store_link_run_numbers(store, AN_SQL_DROP_INCIDENT_ACTORS, &id, 1, error));
    return an_store_link_run_numbers(store, AN_SQL_ADD_INCIDENT_ACTORS, &id, 1, error);
}

/* ---- claims, contradictions ---- */

annals_status an_store_link_claims(an_store *store, int64_t incident, bool unbound, size_t limit, an_arena *arena, an_link_claims *out,
                                   annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena};
    annals_status status;
    AN_TRY(an_store_link_ask(store, unbound ? AN_SQL_INCIDENT_DENIALS : AN_SQL_INCIDENT_CLAIMS, &binder, error));
    an_bind_int(&binder, incident);
    an_bind_int(&binder, (int64_t)limit);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        an_link_claim one = {.row = an_column_int(&columns)};
        one.node = an_column_int(&columns);
        one.event = an_column_int(&columns);
        AN_PUSH(arena, out, one);
    }
    if (status != ANNALS_END) return status;
    for (size_t i = 0; i < out->count; i++) {
        an_document document = {.article.text.length = AN_ARTICLE_BYTES_MAX};
        int64_t event;
        AN_TRY(an_store_load_claim(store, arena, out->items[i].row, &document, NULL, &event, error));
        out->items[i].claim = document.claims.items[0];
    }
    return ANNALS_OK;
}

static void bind_row(an_binder *binder, int64_t row)
{
    if (row) an_bind_int(binder, row);
    else an_bind_null(binder);
}

/* The row of an actor as an event or claim has it; 0 for the article's own voice. */
static annals_status find_speaker(an_store *store, const an_actor *actor, int64_t *row, annals_error *error)
{
    *row = 0;
    return actor->name.data || actor->id.data ? an_store_put_actor(store, actor, row, error) : ANNALS_OK;
}

annals_status an_store_link_put_contradiction(an_store *store, int64_t incident, const an_contradiction *contradiction,
                                              const an_link_side sides[2], annals_error *error)
{
    const an_contradiction_side *values = contradiction->sides;
    an_binder binder;
    int64_t speakers[2];
    for (int k = 0; k < 2; k++) AN_TRY(find_speaker(store, &values[k].speaker, &speakers[k], error));
    AN_TRY(an_store_link_ask(store, AN_SQL_ADD_CONTRADICTION, &binder, error));
    an_bind_int(&binder, incident);
    an_bind_name(&binder, an_contradiction_names[contradiction->field]);
    for (int k = 0; k < 2; k++) an_bind_int(&binder, sides[k].event);
    for (int k = 0; k < 2; k++) bind_row(&binder, sides[k].claim);
    for (int k = 0; k < 2; k++) an_bind_str(&binder, values[k].value.data ? values[k].value : AN_STR(""));
    for (int k = 0; k < 2; k++) bind_row(&binder, speakers[k]);
    for (int k = 0; k < 2; k++) an_bind_int(&binder, values[k].accounts);
    an_bind_int(&binder, contradiction->is_ordered);
    an_bind_int(&binder, contradiction->is_superseded);
    an_bind_int(&binder, contradiction->is_independent);
    return an_store_link_run(store, &binder, error);
}
