/* What accounts of one incident cannot all be right about.
 *
 * Values are gathered first: each different figure, day, town or group of actors once, with the account that gave it first, how many
 * gave it and until when. Two values that cannot both hold make one contradiction. If the one was given up before the other came, a
 * larger figure continues it (tolls grow) and a smaller one of the same outlet corrects it: it is superseded. */
#include <stdio.h>

#include "link/node.h"
#include "link/summary.h"

enum { VALUES_MAX = 12, STATEMENTS_MAX = 64, CLAIMS_LOOKED_AT = 256, VALUE_BYTES = 160 };

/* A value of a field, or a stance of a speaker. */
typedef struct value {
    const an_link_account *first; /* published first */
    const an_link_claim *claim;   /* NULL = the account itself */
    const an_actor *speaker;      /* NULL = the article's own voice */
    int64_t low, high;            /* figures; days */
    int64_t events;
    an_day last;                  /* day of the last account that gives it */
    an_str text;
} value;

typedef struct values {
    value items[VALUES_MAX];
    size_t count;
} values;

typedef struct contradicting {
    an_store *store;
    an_arena *arena;
    int64_t incident;
    const an_link_accounts *accounts;
    an_node *nodes;          /* one per account */
    const an_actors *actors;
    an_row_pairs derivations;
    annals_error *error;
} contradicting;

static annals_status no_memory(contradicting *c) { return an_fail(c->error, ANNALS_E_MEMORY, "link", 0, "out of memory"); }

/* ---- independence ---- */

/* Follows derivations from one document; true if they lead to the other. The list is short, and each round reaches one step further. */
static bool are_dependent(contradicting *c, int64_t a, int64_t b)
{
    an_row_list reached = {0};
    if (a == b) return true;
    AN_PUSH(c->arena, &reached, a);
    for (size_t i = 0; i < reached.count; i++)
        for (size_t k = 0; k < c->derivations.count; k++) {
            const an_row_pair *d = &c->derivations.items[k];
            int64_t next = d->first == reached.items[i] ? d->second : d->second == reached.items[i] ? d->first : 0;
            bool is_known = next == 0;
            for (size_t n = 0; n < reached.count && !is_known; n++) is_known = reached.items[n] == next;
            if (next == b) return true;
            if (!is_known) AN_PUSH(c->arena, &reached, next);
        }
    return false;
}

/* ---- writing one ---- */

static an_day first_day(const value *v) { return v->first->event.article.published.from; }

static bool is_before(const an_link_account *a, const an_link_account *b)
{
    return an_date_range_is_before(a->event.article.published, b->event.article.published);
}

static void fill_side(const value *v, an_contradiction_side *side, an_link_side *rows)
{
    side->value = v->text;
    side->accounts = v->events;
    if (v->speaker) side->speaker = *v->speaker;
    *rows = (an_link_side){v->claim ? v->claim->event : v->first->event.row, v->claim ? v->claim->row : 0};
}

static annals_status write(contradicting *c, an_contradiction_field field, const value *a, const value *b, bool is_superseded)
{
    const value *first = a->first->event.rank <= b->first->event.rank ? a : b, *second = first == a ? b : a;
    an_contradiction one = {.field = field, .is_superseded = is_superseded};
    an_link_side rows[2];
    fill_side(first, &one.sides[0], &rows[0]);
    fill_side(second, &one.sides[1], &rows[1]);
    one.is_ordered = is_before(first->first, second->first);
    one.is_independent = !are_dependent(c, first->first->event.document, second->first->event.document);
    return an_store_link_put_contradiction(c->store, c->incident, &one, rows, c->error);
}

/* ---- values ---- */

static const an_actor *speaker_of(const an_event *event)
{
    return event->accounts.count ? &event->accounts.items[event->accounts.count - 1].speaker.actor : NULL;
}

static an_str keep_text(contradicting *c, const char *text) { return (an_str){an_arena_copy(c->arena, text, strlen(text)), strlen(text)}; }

/* Adds an account to the value that equals it, or makes a new one. */
static value *note(values *list, const an_link_account *account, int64_t low, int64_t high, an_str text)
{
    value *v = NULL;
    an_day day = account->event.article.published.from;
    for (size_t i = 0; i < list->count && !v; i++)
        if (list->items[i].low == low && list->items[i].high == high && an_str_equal(list->items[i].text, text)) v = &list->items[i];
    if (!v) {
        if (list->count == VALUES_MAX) return NULL;
        v = &list->items[list->count++];
        *v = (value){.first = account, .low = low, .high = high, .last = AN_DAY_UNKNOWN, .text = text, .speaker = speaker_of(&account->event.event)};
    }
    v->events += account->events;
    if (day != AN_DAY_UNKNOWN && (v->last == AN_DAY_UNKNOWN || day > v->last)) v->last = day;
    return v;
}

/* True if the one was given for the last time before the other was given at all. */
static bool was_given_up(const value *earlier, const value *later)
{
    return earlier->last != AN_DAY_UNKNOWN && first_day(later) != AN_DAY_UNKNOWN && earlier->last < first_day(later);
}

static bool same_outlet(const value *a, const value *b)
{
    an_str x = a->first->event.article.outlet, y = b->first->event.article.outlet;
    return x.data && y.data && an_str_equal(x, y);
}

static bool supersedes(const value *earlier, const value *later)
{
    return was_given_up(earlier, later) && (later->low > earlier->low || same_outlet(earlier, later));
}

static const an_event_quantity *quantity(const an_event *event, int kind)
{
    const an_event_quantity *all[AN_COUNT_KINDS] = {&event->killed, &event->wounded, &event->detained, &event->displaced};
    return all[kind];
}

static an_str write_range(contradicting *c, const an_event_quantity *q)
{
    char text[VALUE_BYTES];
    if (q->high == INT64_MAX) snprintf(text, sizeof text, "%lld+", (long long)q->low);
    else if (q->high == q->low) snprintf(text, sizeof text, "%lld", (long long)q->low);
    else snprintf(text, sizeof text, "%lld-%lld", (long long)q->low, (long long)q->high);
    return keep_text(c, text);
}

static bool are_disjoint(const value *a, const value *b) { return a->high < b->low || b->high < a->low; }

static bool is_same_speaker(const an_actor *a, const an_actor *b)
{
    if (!a || !b) return a == b;
    return an_str_equal(a->id.data ? a->id : a->name, b->id.data ? b->id : b->name);
}

/* What one voice gives in one article is no two accounts: it counts different people, or one sentence is read in two ways. */
static bool are_of_one_voice(const value *a, const value *b)
{
    return a->first->event.document == b->first->event.document && is_same_speaker(a->speaker, b->speaker);
}

/* The figure is of those whom it names ("Ann Lee was killed in the attack"), and says nothing of others. */
static bool counts_named(const value *v)
{
    const an_participants *list = &v->first->event.event.recipients;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].actor.kind != AN_ACTOR_PERSON) return false;
    return v->low == v->high && v->low <= (int64_t)list->count;
}

static bool bears_arms(const an_actor *actor) { return actor->kind == AN_ACTOR_MILITARY || actor->kind == AN_ACTOR_ARMED_GROUP; }

/* Soldiers of the one, and militants of the other. */
static bool are_others(const an_actor *a, const an_actor *b)
{
    if (!bears_arms(a) || !bears_arms(b)) return false;
    return a->kind != b->kind || (a->id.data && b->id.data && !an_str_equal(a->id, b->id));
}

/* Eight soldiers and fourteen militants are two parts of one toll. */
static bool counts_others(const value *a, const value *b)
{
    const an_participants *p = &a->first->event.event.recipients, *q = &b->first->event.event.recipients;
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0; k < q->count; k++)
            if (!are_others(&p->items[i].actor, &q->items[k].actor)) return false;
    return p->count && q->count;
}

/* "More than 54" of 54. */
static bool can_both_hold(const value *a, const value *b)
{
    const value *less = a->low < b->low ? a : b, *more = less == a ? b : a;
    if (!are_disjoint(a, b) || are_of_one_voice(a, b)) return true;
    if (more->high == INT64_MAX && more->low == less->high + 1) return true;
    return counts_named(less) || counts_others(a, b);
}

static annals_status contradict_counts(contradicting *c, int kind)
{
    static const an_contradiction_field fields[AN_COUNT_KINDS] = {AN_CONTRADICTION_KILLED, AN_CONTRADICTION_WOUNDED, AN_CONTRADICTION_DETAINED,
                                                                  AN_CONTRADICTION_DISPLACED};
    values list = {0};
    for (size_t i = 0; i < c->accounts->count; i++) {
        const an_event_quantity *q = quantity(&c->accounts->items[i].event.event, kind);
        if (q->is_known) note(&list, &c->accounts->items[i], q->low, q->high, write_range(c, q));
    }
    for (size_t i = 0; i < list.count; i++)
        for (size_t k = i + 1; k < list.count; k++) { /* i was given first */
            const value *a = &list.items[i], *b = &list.items[k];
            if (!can_both_hold(a, b)) AN_TRY(write(c, fields[kind], a, b, supersedes(a, b)));
        }
    return ANNALS_OK;
}

/* Only days that words tell: the day of publication is a guess. */
static annals_status contradict_dates(contradicting *c)
{
    values list = {0};
    for (size_t i = 0; i < c->accounts->count; i++) {
        an_date_range dates = c->nodes[i].dates;
        char text[2 * AN_ISO_DAY_BYTES + 2], from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
        if (c->nodes[i].is_wide || c->nodes[i].is_dateline) continue;
        snprintf(text, sizeof text, dates.from == dates.to ? "%s" : "%s..%s", an_iso_format(dates.from, from), an_iso_format(dates.to, to));
        note(&list, &c->accounts->items[i], dates.from, dates.to, keep_text(c, text));
    }
    for (size_t i = 0; i < list.count; i++)
        for (size_t k = i + 1; k < list.count; k++) {
            const value *a = &list.items[i], *b = &list.items[k];
            if (are_disjoint(a, b) && !are_of_one_voice(a, b)) AN_TRY(write(c, AN_CONTRADICTION_DATE, a, b, was_given_up(a, b) && same_outlet(a, b)));
        }
    return ANNALS_OK;
}

/* "In Moscow", "at Crocus City Hall", "in its suburb": a point in or near a city is told more exactly, not otherwise. */
static bool are_one_place(const an_node_place *a, const an_node_place *b)
{
    return a->has_coordinates && b->has_coordinates && an_node_distance_km(a, b) <= AN_NODE_NEAR_KM;
}

static annals_status contradict_places(contradicting *c)
{
    values list = {0};
    size_t owners[VALUES_MAX];
    for (size_t i = 0; i < c->accounts->count; i++) {
        const an_node_place *place = &c->nodes[i].place;
        const value *v = NULL;
        if (place->precision == 1) v = note(&list, &c->accounts->items[i], (int64_t)place->name, 0, c->accounts->items[i].event.event.place.place.name);
        if (v && v->first == &c->accounts->items[i]) owners[v - list.items] = i;
    }
    for (size_t i = 0; i < list.count; i++)
        for (size_t k = i + 1; k < list.count; k++)
            if (list.items[i].low != list.items[k].low && !are_of_one_voice(&list.items[i], &list.items[k]) &&
                !are_one_place(&c->nodes[owners[i]].place, &c->nodes[owners[k]].place))
                AN_TRY(write(c, AN_CONTRADICTION_PLACE, &list.items[i], &list.items[k], false));
    return ANNALS_OK;
}

/* ---- who did it ---- */

static an_str write_actors(contradicting *c, const an_participants *list)
{
    an_strbuf text;
    an_str result;
    an_strbuf_init(&text, VALUE_BYTES);
    for (size_t i = 0; i < list->count; i++) {
        const an_actor *actor = &list->items[i].actor;
        if (i) an_strbuf_putc(&text, ' ');
        an_strbuf_put_str(&text, actor->id.data ? actor->id : actor->name);
    }
    result = text.data ? keep_text(c, text.data) : AN_STR("");
    an_strbuf_free(&text);
    return result;
}

/* A name that no dictionary knows may be one of the group that another account names. */
static bool is_one_known(const an_node_parties *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].is_resolved) return true;
    return false;
}

/* A people, its state, militants of that country, and a group of it: the one is told more exactly. */
static bool is_wider(const an_actor *a, const an_actor *b)
{
    bool is_wide = a->kind == AN_ACTOR_STATE || a->kind == AN_ACTOR_POPULATION || a->kind == AN_ACTOR_REGION || a->resolution == AN_RESOLUTION_COMPOSED;
    if (a->kind == AN_ACTOR_PERSON && b->kind == AN_ACTOR_PERSON) return true; /* two may have done it */
    if (is_wide && !a->country[0]) return true; /* "Europeans" */
    return is_wide && a->country[0] && strcmp(a->country, b->country) == 0;
}

static bool can_be_one(const an_participants *a, const an_participants *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (is_wider(&a->items[i].actor, &b->items[k].actor) || is_wider(&b->items[k].actor, &a->items[i].actor)) return true;
    return false;
}

static annals_status contradict_actors(contradicting *c)
{
    values list = {0};
    size_t owners[VALUES_MAX];
    for (size_t i = 0; i < c->accounts->count; i++) {
        value *v;
        if (c->nodes[i].type != AN_TYPE_ASSAULT || !is_one_known(&c->nodes[i].actors)) continue;
        v = note(&list, &c->accounts->items[i], 0, 0, write_actors(c, &c->accounts->items[i].event.event.actors));
        if (v && v->first == &c->accounts->items[i]) owners[v - list.items] = i;
    }
    for (size_t i = 0; i < list.count; i++)
        for (size_t k = i + 1; k < list.count; k++)
            if (!are_of_one_voice(&list.items[i], &list.items[k]) && !an_node_are_kin(&c->nodes[owners[i]], &c->nodes[owners[i]].actors, &c->nodes[owners[k]].actors, c->actors) &&
                !can_be_one(&list.items[i].first->event.event.actors, &list.items[k].first->event.event.actors))
                AN_TRY(write(c, AN_CONTRADICTION_ACTOR, &list.items[i], &list.items[k], false));
    return ANNALS_OK;
}

/* ---- stances ---- */

/* Who takes which stance to the incident. */
typedef struct statements {
    value items[STATEMENTS_MAX];
    an_stance stances[STATEMENTS_MAX];
    size_t count;
} statements;

static void state(statements *list, const an_link_account *account, const an_link_claim *claim, const an_actor *speaker, an_stance stance)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->stances[i] == stance && is_same_speaker(list->items[i].speaker, speaker)) {
            list->items[i].events += account->events;
            return;
        }
    if (list->count == STATEMENTS_MAX) return;
    list->stances[list->count] = stance;
    list->items[list->count++] = (value){.first = account, .claim = claim, .speaker = speaker, .events = account->events, .last = AN_DAY_UNKNOWN,
                                         .text = an_str_from(an_stance_names[stance])};
}

/* Who says that it did not happen denies it. */
static an_stance stance_to(const an_link_account *account, an_stance stance)
{
    return account->event.event.factuality == AN_FACTUALITY_DID_NOT_HAPPEN ? AN_STANCE_DENIES : stance;
}

static void state_account(statements *list, const an_link_account *account)
{
    const an_event *event = &account->event.event;
    an_stance stance = event->accounts.count ? event->accounts.items[event->accounts.count - 1].stance : AN_STANCE_SAYS;
    if (stance == AN_STANCE_CLAIMS_OWN && event->factuality == AN_FACTUALITY_DID_NOT_HAPPEN) return; /* "no group has claimed it" */
    if (!event->accounts.count && event->factuality == AN_FACTUALITY_DID_NOT_HAPPEN) return; /* "police foil an attack": nobody tells it otherwise */
    state(list, account, NULL, speaker_of(event), stance_to(account, stance));
}

static annals_status gather(contradicting *c, statements *list)
{
    an_link_claims claims = {0};
    AN_TRY(an_store_link_claims(c->store, c->incident, false, CLAIMS_LOOKED_AT, c->arena, &claims, c->error));
    for (size_t i = 0; i < c->accounts->count; i++) state_account(list, &c->accounts->items[i]);
    for (size_t i = 0; i < claims.count; i++)
        for (size_t k = 0; k < c->accounts->count; k++)
            if (c->accounts->items[k].node == claims.items[i].node && claims.items[i].claim.has_speaker)
                state(list, &c->accounts->items[k], &claims.items[i], &claims.items[i].claim.speaker.actor,
                      stance_to(&c->accounts->items[k], claims.items[i].claim.stance));
    return ANNALS_OK;
}

static bool affirms(an_stance stance)
{
    return stance == AN_STANCE_SAYS || stance == AN_STANCE_CLAIMS || stance == AN_STANCE_CLAIMS_OWN || stance == AN_STANCE_ACCUSES ||
           stance == AN_STANCE_CONFIRMS || stance == AN_STANCE_QUOTES;
}

/* A leader and his group claim it together. */
static bool are_kin(const contradicting *c, const value *a, const value *b)
{
    an_node_parties first = {0}, second = {0};
    if (a->speaker) an_node_make_party(a->speaker, c->actors, &first);
    if (b->speaker) an_node_make_party(b->speaker, c->actors, &second);
    return an_node_are_kin(&c->nodes[0], &first, &second, c->actors);
}

static bool is_doer(const contradicting *c, const value *statement, const value *who)
{
    an_node_parties speaker = {0}, doers = {0};
    const an_participants *actors = &statement->first->event.event.actors;
    if (who->speaker) an_node_make_party(who->speaker, c->actors, &speaker);
    for (size_t i = 0; i < actors->count; i++) {
        an_node_make_party(&actors->items[i].actor, c->actors, &doers);
        if (an_node_are_kin(&c->nodes[0], &speaker, &doers, c->actors)) return true;
    }
    return false;
}

/* Who denies that he did it does not deny that another one did. */
static bool denies_own_part(const contradicting *c, const value *denial, const value *statement)
{
    return is_doer(c, denial, denial) && statement->first->event.event.actors.count && !is_doer(c, statement, denial);
}

/* "A and B claimed the attack": they say that they did it together. */
static bool claim_together(const contradicting *c, const value *a, const value *b)
{
    return are_kin(c, a, b) || is_doer(c, a, b) || is_doer(c, b, a);
}

/* What the article itself holds for no more than possible is not affirmed. */
static bool is_affirmed(const value *v, an_stance stance)
{
    return affirms(stance) && !(!v->speaker && !v->claim && v->first->event.event.factuality == AN_FACTUALITY_POSSIBLE);
}

/* The later statement of the same speaker takes the earlier one back. */
static annals_status contradict_stances(contradicting *c)
{
    statements list = {0};
    AN_TRY(gather(c, &list));
    for (size_t i = 0; i < list.count; i++)
        for (size_t k = i + 1; k < list.count; k++) {
            bool is_first = list.stances[i] == AN_STANCE_DENIES, is_second = list.stances[k] == AN_STANCE_DENIES, is_own_voice;
            const value *a = &list.items[i], *b = &list.items[k];
            bool is_same = is_same_speaker(a->speaker, b->speaker);
            if (list.stances[i] == AN_STANCE_CLAIMS_OWN && list.stances[k] == AN_STANCE_CLAIMS_OWN && !is_same && !claim_together(c, a, b))
                AN_TRY(write(c, AN_CONTRADICTION_RESPONSIBILITY, a, b, false));
            if (is_first == is_second || !is_affirmed(is_first ? b : a, list.stances[is_first ? k : i])) continue;
            if (is_same && !is_before(a->first, b->first)) continue; /* one sentence read in two ways */
            if (denies_own_part(c, is_first ? a : b, is_first ? b : a)) continue;
            is_own_voice = (is_first ? b : a)->speaker == NULL;
            /* "The court dismisses the lawsuit": the article denies nothing that it tells. */
            if (is_own_voice && (is_first ? a : b)->claim && (is_first ? a : b)->claim->node == (is_first ? b : a)->first->node) continue;
            AN_TRY(write(c, is_own_voice ? AN_CONTRADICTION_VOICE : AN_CONTRADICTION_DENIAL, a, b, is_same));
        }
    return ANNALS_OK;
}

/* "She accused the ministry of fraud, which the ministry denied": the accused answers beside the accusation. */
static annals_status contradict_accusations(contradicting *c)
{
    an_link_claims denials = {0};
    AN_TRY(an_store_link_claims(c->store, c->incident, true, CLAIMS_LOOKED_AT, c->arena, &denials, c->error));
    for (size_t i = 0; i < denials.count; i++)
        for (size_t k = 0; k < c->accounts->count; k++) {
            const an_link_account *account = &c->accounts->items[k];
            const an_claim *claim = &denials.items[i].claim;
            value accusation = {.first = account, .events = account->events, .text = an_str_from(an_stance_names[AN_STANCE_ACCUSES])};
            value denial = {.first = account, .claim = &denials.items[i], .events = 1, .text = an_str_from(an_stance_names[AN_STANCE_DENIES])};
            an_node_parties deniers;
            if (account->node != denials.items[i].node || !claim->has_speaker) continue;
            an_node_make_party(&claim->speaker.actor, c->actors, &deniers);
            if (!an_node_are_kin(&c->nodes[k], &deniers, &c->nodes[k].recipients, c->actors)) continue;
            if (account->event.event.actors.count) accusation.speaker = &account->event.event.actors.items[0].actor;
            denial.speaker = &claim->speaker.actor;
            AN_TRY(write(c, AN_CONTRADICTION_DENIAL, &accusation, &denial, false));
        }
    return ANNALS_OK;
}

annals_status an_link_contradict(an_store *store, an_arena *arena, int64_t incident, const an_link_accounts *accounts, const an_node_maker *maker,
                                 annals_error *error)
{
    contradicting c = {.store = store, .arena = arena, .incident = incident, .accounts = accounts, .actors = maker->actors, .error = error};
    c.nodes = AN_NEW_ARRAY(arena, an_node, accounts->count + 1);
    if (!c.nodes) return no_memory(&c);
    for (size_t i = 0; i < accounts->count; i++) an_node_make_fields(maker, &accounts->items[i].event, &c.nodes[i]);
    if (accounts->count > 1) AN_TRY(an_store_link_incident_derivations(store, incident, arena, &c.derivations, error));
    for (int k = 0; k < AN_COUNT_KINDS; k++) AN_TRY(contradict_counts(&c, k));
    AN_TRY(contradict_dates(&c));
    AN_TRY(contradict_places(&c));
    AN_TRY(contradict_actors(&c));
    if (accounts->items[0].event.event.type != AN_TYPE_REJECT) AN_TRY(contradict_stances(&c)); /* a refusal denies nothing that happened */
    if (accounts->items[0].event.event.type == AN_TYPE_ACCUSE) AN_TRY(contradict_accusations(&c));
    return arena->is_exhausted ? no_memory(&c) : ANNALS_OK;
}
