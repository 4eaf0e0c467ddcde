/* Gathers what comparing documents found, for the report page: who copies whom, incidents with their accounts, contradictions, and the busiest
 * relations over time. Bounded: the page says what is left out. */
#include "annals_report_internal.h"

#include <stdlib.h>

#include "query/relations.h"
#include "query/statements.h"

enum {
    DERIVATIONS_MAX = 300, CONTRADICTIONS_MAX = 300,
    SEVERAL_MAX = 20000, /* incidents told by several events, to choose from and for the map ... */
    SINGLE_MAX = 5000,   /* ... and told by one, for the map */
    TOLD_MAX = 150,    /* incidents with all their accounts: what one page can hold and one reader look through */
    ACCOUNTS_MAX = 12, CHANGES_MAX = 8, /* of one incident */
    STATED_MAX = 500,  /* accounts: larger incidents are not searched for voices that changed theirs */
    CURVES_MAX = 8, DYADS_TRIED_MAX = 60, /* the busiest may have few dated incidents */
    CURVE_PERIODS_MAX = 1200, CURVE_PERIODS_MIN = 2, CURVE_INCIDENTS_MIN = 3
};

/* ---- who copies whom ---- */

static an_str longest_passage(const an_found_derivation *found)
{
    an_span longest = {0, 0};
    for (size_t i = 0; i < found->derivation->passages.count; i++) {
        an_span span = found->derivation->passages.items[i].taker;
        if (span.end - span.start > longest.end - longest.start && span.end <= found->taker->text.length) longest = span;
    }
    return an_str_of_span(found->taker->text.data, longest);
}

static annals_status gather_derivation(void *user, const an_found_derivation *found, annals_error *error)
{
    an_gathering *g = user;
    const an_derivation *d = found->derivation;
    an_report_derivation out = {.kind = d->kind, .direction = d->direction, .score = d->score, .taken = d->taken, .given = d->given, .passages = d->passages.count};
    if (g->derivation_total++ >= DERIVATIONS_MAX) return ANNALS_OK;
    out.taker = an_gather_find_document(g, found->taker->id, 0);
    out.source = an_gather_find_document(g, found->source->id, 0);
    out.taker_title = an_gather_keep(g, found->taker->title.data ? found->taker->title : found->taker->id);
    out.source_title = an_gather_keep(g, found->source->title.data ? found->source->title : found->source->id);
    out.taker_outlet = an_gather_keep(g, found->taker->outlet);
    out.source_outlet = an_gather_keep(g, found->source->outlet);
    out.sample = an_gather_keep(g, longest_passage(found));
    AN_PUSH(g->arena, &g->derivations, out);
    return an_gather_check(g, error);
}

/* Only takers have a share of their own to tell. */
static annals_status gather_own_shares(an_gathering *g, annals_error *error)
{
    for (size_t i = 0; i < g->derivations.count; i++) {
        an_report_document *taker = g->derivations.items[i].taker != UINT32_MAX ? &g->documents.items[g->derivations.items[i].taker] : NULL;
        if (taker && taker->own_share < 0) AN_TRY(an_store_own_share(g->store, taker->id, &taker->own_share, error));
    }
    return ANNALS_OK;
}

/* ---- incidents ---- */

static an_place keep_place(an_gathering *g, const an_place *place)
{
    an_place kept = *place;
    kept.name = an_gather_keep(g, place->name);
    kept.precision = an_gather_keep(g, place->precision);
    kept.parent = an_gather_keep(g, place->parent);
    return kept;
}

static annals_status gather_incident(void *user, const an_incident *found, annals_error *error)
{
    an_gathering *g = user;
    an_report_incident out = {.type = found->type, .dates = found->dates, .date_precision = found->date_precision, .place_precision = found->place_precision,
                              .actor_count = found->actors.count, .recipient_count = found->recipients.count,
                              .factuality = an_str_from(an_factuality_names[found->factuality]),
                              .events = found->events, .reports = found->reports, .independent = found->independent};
    g->incident_total++;
    if (found->events > 1 ? g->several_seen++ >= SEVERAL_MAX : g->single_seen++ >= SINGLE_MAX) return ANNALS_OK;
    out.key = an_gather_key(g, found->key);
    out.place = keep_place(g, &found->place);
    out.actors = an_gather_participants(g, &found->actors);
    out.recipients = an_gather_participants(g, &found->recipients);
    memcpy(out.counts, found->counts, sizeof out.counts);
    AN_PUSH(g->arena, &g->incidents, out);
    return an_gather_check(g, error);
}

static an_report_incident *find_incident(an_gathering *g, an_str key)
{
    for (size_t i = 0; i < g->incidents.count; i++)
        if (an_str_equal(g->incidents.items[i].key, key)) return &g->incidents.items[i];
    return NULL;
}

static an_report_side keep_side(an_gathering *g, const an_contradiction_side *side)
{
    return (an_report_side){.event_key = an_gather_key(g, side->event), .document = an_gather_keep(g, side->document), .value = an_gather_keep(g, side->value),
                            .published = side->published, .accounts = side->accounts,
                            .speaker = {an_gather_keep(g, side->speaker.id), an_gather_keep(g, side->speaker.name)}};
}

static annals_status gather_contradiction(void *user, const an_contradiction *found, annals_error *error)
{
    an_gathering *g = user;
    an_report_contradiction out = {.incident = an_gather_key(g, found->incident), .field = found->field, .is_ordered = found->is_ordered,
                                   .is_superseded = found->is_superseded, .is_independent = found->is_independent};
    an_report_incident *incident = find_incident(g, out.incident);
    if (incident) incident->contradiction_count++;
    if (g->contradiction_total++ >= CONTRADICTIONS_MAX) return ANNALS_OK;
    for (int k = 0; k < 2; k++) out.sides[k] = keep_side(g, &found->sides[k]);
    AN_PUSH(g->arena, &g->contradictions, out);
    return an_gather_check(g, error);
}

/* ---- accounts ---- */

typedef struct account_list {
    an_gathering *g;
    AN_ARRAY(an_report_account) items;
} account_list;

static an_report_actor *keep_speakers(an_gathering *g, const an_accounts *accounts)
{
    an_report_actor *kept = AN_NEW_ARRAY(g->arena, an_report_actor, accounts->count + 1);
    for (size_t i = 0; kept && i < accounts->count; i++)
        kept[i] = (an_report_actor){an_gather_keep(g, accounts->items[i].speaker.actor.id), an_gather_keep(g, accounts->items[i].speaker.actor.name)};
    return kept;
}

static bool is_named(const an_account *account) { return account->speaker.actor.id.data || account->speaker.actor.name.data; }

static an_str keep_reasons(an_gathering *g, const an_found_member *member)
{
    an_strbuf text;
    an_str kept;
    if (!member->joined_to) return (an_str){0};
    an_strbuf_init(&text, 0);
    an_join_reasons_write(member->reasons, &text);
    kept = an_gather_keep(g, an_strbuf_view(&text));
    an_strbuf_free(&text);
    return kept;
}

static annals_status gather_member(void *user, const an_found_member *member, annals_error *error)
{
    account_list *list = user;
    an_gathering *g = list->g;
    const an_event *e = member->found->event;
    const an_article *a = &member->found->document->article;
    an_report_account out = {
        .document = an_gather_find_document(g, a->id, 0), .outlet = an_gather_keep(g, a->outlet), .title = an_gather_keep(g, a->title.data ? a->title : a->id),
        .key = an_gather_key(g, e->key), .published = a->published, .date = e->date.is_known ? e->date.time.range : AN_DATE_RANGE_UNKNOWN,
        .factuality = an_str_from(an_factuality_names[e->factuality]),
        .actors = an_gather_participants(g, &e->actors), .actor_count = e->actors.count,
        .recipients = an_gather_participants(g, &e->recipients), .recipient_count = e->recipients.count,
        .counts = {e->killed, e->wounded, e->detained, e->displaced}, .sentence = an_gather_keep(g, member->found->sentence),
        .reasons = keep_reasons(g, member)};
    if (e->place.is_known) out.place = an_gather_keep(g, e->place.place.name);
    if (e->accounts.count) {
        out.stance = an_str_from(an_stance_names[e->accounts.items[0].stance]);
        out.speakers = keep_speakers(g, &e->accounts);
        out.speaker_count = is_named(&e->accounts.items[0]) ? e->accounts.count : 0;
    }
    AN_PUSH(g->arena, &list->items, out);
    return an_gather_check(g, error);
}

static int field_of(an_contradiction_field field)
{
    static const struct { an_contradiction_field from; an_report_field to; } rows[] = {
        {AN_CONTRADICTION_KILLED, AN_SHOWN_KILLED}, {AN_CONTRADICTION_WOUNDED, AN_SHOWN_WOUNDED}, {AN_CONTRADICTION_DETAINED, AN_SHOWN_DETAINED},
        {AN_CONTRADICTION_DISPLACED, AN_SHOWN_DISPLACED}, {AN_CONTRADICTION_DATE, AN_SHOWN_DATE}, {AN_CONTRADICTION_PLACE, AN_SHOWN_PLACE},
        {AN_CONTRADICTION_ACTOR, AN_SHOWN_ACTOR}, {AN_CONTRADICTION_RESPONSIBILITY, AN_SHOWN_ACTOR}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].from == field) return rows[i].to;
    return -1;
}

static void mark_disputed(const an_gathering *g, an_str incident, an_report_account *account)
{
    for (size_t i = 0; i < g->contradictions.count; i++) {
        const an_report_contradiction *c = &g->contradictions.items[i];
        int field = field_of(c->field);
        if (field < 0 || !an_str_equal(c->incident, incident)) continue;
        if (an_str_equal(c->sides[0].event_key, account->key) || an_str_equal(c->sides[1].event_key, account->key)) account->disputed |= 1u << field;
    }
}

static bool is_taken_from_one_of(const an_gathering *g, const account_list *list, uint32_t document)
{
    for (size_t i = 0; document != UINT32_MAX && i < g->derivations.count; i++) {
        const an_report_derivation *d = &g->derivations.items[i];
        if (d->taker != document) continue;
        for (size_t k = 0; k < list->items.count; k++)
            if (list->items.items[k].document == d->source) return true;
    }
    return false;
}

static annals_status gather_accounts(an_gathering *g, an_report_incident *incident, annals_error *error)
{
    account_list list = {.g = g};
    uint64_t key;
    if (!an_key_parse(incident->key, &key)) return ANNALS_OK;
    AN_TRY(an_store_select_members(g->store, key, ACCOUNTS_MAX, gather_member, &list, error));
    for (size_t i = 0; i < list.items.count; i++) {
        list.items.items[i].is_taken = is_taken_from_one_of(g, &list, list.items.items[i].document);
        mark_disputed(g, incident->key, &list.items.items[i]);
    }
    incident->accounts = list.items.items;
    incident->account_count = list.items.count;
    return ANNALS_OK;
}

/* Who says something else than before. */
static annals_status gather_changes(an_gathering *g, an_report_incident *incident, annals_error *error)
{
    AN_ARRAY(an_report_change) kept = {0};
    an_statements statements = {0};
    an_arena arena;
    annals_status status;
    uint64_t key;
    if (incident->events < 2 || incident->events > STATED_MAX || !an_key_parse(incident->key, &key)) return ANNALS_OK;
    an_arena_init(&arena, 0);
    status = an_query_statements(g->store, &key, 1, &arena, &statements, error);
    for (size_t i = 0; i < statements.count && status == ANNALS_OK && kept.count < CHANGES_MAX; i++) {
        const an_statement *s = &statements.items[i];
        an_report_change change = {.outlet = an_gather_keep(g, s->outlet), .document = an_gather_keep(g, s->document), .published = s->published,
                                   .change = an_gather_keep(g, s->change)};
        if (!s->changes || !s->change.length) continue;
        if (s->has_speaker) change.speaker = (an_report_actor){an_gather_keep(g, s->speaker.id), an_gather_keep(g, s->speaker.name)};
        AN_PUSH(g->arena, &kept, change);
    }
    an_arena_free(&arena);
    incident->changes = kept.items;
    incident->change_count = kept.count;
    return status;
}

static bool is_worth_telling(const an_report_incident *incident) { return incident->events > 1 || incident->contradiction_count; }

/* Those to be told first: contradicted ones, then by reports, by events, by date; the rest in the order in which they came. */
static int compare_incidents(const void *left, const void *right)
{
    const an_report_incident *a = left, *b = right;
    bool a_told = is_worth_telling(a), b_told = is_worth_telling(b);
    if (a_told != b_told) return a_told ? -1 : 1;
    if (a_told && !a->contradiction_count != !b->contradiction_count) return a->contradiction_count ? -1 : 1;
    if (a_told && a->reports != b->reports) return a->reports > b->reports ? -1 : 1;
    if (a_told && a->events != b->events) return a->events > b->events ? -1 : 1;
    if (a->dates.from != b->dates.from) return a->dates.from == AN_DAY_UNKNOWN ? 1 : b->dates.from == AN_DAY_UNKNOWN ? -1 : a->dates.from < b->dates.from ? -1 : 1;
    return an_str_compare(a->key, b->key);
}

static annals_status tell_incidents(an_gathering *g, annals_error *error)
{
    if (g->incidents.count) qsort(g->incidents.items, g->incidents.count, sizeof *g->incidents.items, compare_incidents);
    while (g->incidents_told < g->incidents.count && g->incidents_told < TOLD_MAX && is_worth_telling(&g->incidents.items[g->incidents_told])) {
        an_report_incident *incident = &g->incidents.items[g->incidents_told++];
        AN_TRY(gather_accounts(g, incident, error));
        AN_TRY(gather_changes(g, incident, error));
    }
    return ANNALS_OK;
}

/* Claims about an event that the page tells as part of an incident. */
static void link_claims(an_gathering *g)
{
    for (size_t c = 0; c < g->claims.count; c++)
        for (size_t i = 0; g->claims.items[c].event_key.data && i < g->incidents_told; i++) {
            const an_report_incident *incident = &g->incidents.items[i];
            for (size_t a = 0; a < incident->account_count; a++)
                if (an_str_equal(incident->accounts[a].key, g->claims.items[c].event_key)) g->claims.items[c].incident = incident->key;
        }
}

annals_status an_gather_links(an_gathering *g, annals_error *error)
{
    AN_TRY(an_store_select_derivations(g->store, g->filter, gather_derivation, g, error));
    AN_TRY(gather_own_shares(g, error));
    AN_TRY(an_store_select_incidents(g->store, g->filter, gather_incident, g, error));
    AN_TRY(an_store_select_contradictions(g->store, g->filter, gather_contradiction, g, error));
    AN_TRY(tell_incidents(g, error));
    link_claims(g);
    return an_gather_check(g, error);
}

/* ---- curves ---- */

typedef struct curve_maker {
    an_gathering *g;
    an_relation_by by;
    size_t dyads;               /* begun so far */
    an_str actor, recipient;    /* ids of the one in hand */
    an_report_curve curve;
    AN_ARRAY(an_relation) periods;
} curve_maker;

/* Periods short enough to see the course, few enough to draw: about a hundred. */
static an_relation_by choose_period(const an_gathering *g)
{
    enum { BY_DAY_MAX = 70, BY_WEEK_MAX = 700, BY_MONTH_MAX = 5500 };
    an_date_range all = AN_DATE_RANGE_UNKNOWN;
    int64_t days;
    for (size_t i = 0; i < g->relation_count && i < CURVES_MAX; i++) {
        an_date_range one = g->relations[i].dates;
        if (one.from != AN_DAY_UNKNOWN && (all.from == AN_DAY_UNKNOWN || one.from < all.from)) all.from = one.from;
        if (one.to != AN_DAY_UNKNOWN && (all.to == AN_DAY_UNKNOWN || one.to > all.to)) all.to = one.to;
    }
    if (all.from == AN_DAY_UNKNOWN || all.to == AN_DAY_UNKNOWN) return AN_BY_MONTH;
    days = (int64_t)all.to - all.from + 1;
    return days <= BY_DAY_MAX ? AN_BY_DAY : days <= BY_WEEK_MAX ? AN_BY_WEEK : days <= BY_MONTH_MAX ? AN_BY_MONTH : AN_BY_YEAR;
}

static void end_curve(curve_maker *m)
{
    if (m->periods.count >= CURVE_PERIODS_MIN && m->curve.incidents >= CURVE_INCIDENTS_MIN) {
        m->curve.periods = m->periods.items;
        m->curve.period_count = m->periods.count;
        AN_PUSH(m->g->arena, &m->g->curves, m->curve);
    }
    memset(&m->periods, 0, sizeof m->periods);
}

static annals_status gather_period(void *user, const an_relation *row, annals_error *error)
{
    curve_maker *m = user;
    an_gathering *g = m->g;
    if (!m->actor.data || !an_str_equal(m->actor, row->actor) || !an_str_equal(m->recipient, row->recipient)) {
        end_curve(m);
        if (g->curves.count == CURVES_MAX || m->dyads++ == DYADS_TRIED_MAX) return ANNALS_STOPPED;
        m->actor = an_gather_keep(g, row->actor);
        m->recipient = an_gather_keep(g, row->recipient);
        m->curve = (an_report_curve){.actor = m->actor, .recipient = m->recipient, .actor_name = an_gather_keep(g, row->actor_name), .recipient_name = an_gather_keep(g, row->recipient_name), .by = m->by};
    }
    if (!an_date_range_is_known(row->period)) m->curve.undated += row->incidents;
    if (!an_date_range_is_known(row->period) || m->periods.count == CURVE_PERIODS_MAX) return ANNALS_OK;
    m->curve.incidents += row->incidents;
    AN_PUSH(g->arena, &m->periods, *row);
    return an_gather_check(g, error);
}

annals_status an_gather_curves(an_gathering *g, annals_error *error)
{
    curve_maker m = {.g = g, .by = choose_period(g)};
    annals_status status = an_query_relations_by(g->store, g->filter, m.by, gather_period, &m, error);
    if (status == ANNALS_STOPPED) return ANNALS_OK; /* by us: the curves are enough */
    if (status == ANNALS_OK && g->curves.count < CURVES_MAX) end_curve(&m);
    return status;
}
