/* Every pair of an actor and a recipient of an event is noted by numbers, then the notes are sorted: by dyad, by incident. What belongs to one
 * incident is counted as one. Sorting, not hashing, so that no order of storing can reach the result. */
#include "query/relations_internal.h"

#include <stdlib.h>

#include "store/relations.h"

enum { ASKED = -1 }; /* row of a side that the filter asks for */

typedef struct note {
    an_dyad_event found;
    int64_t happening;        /* row of the incident; below 0: of an event that is in none */
    uint32_t actor, recipient; /* parties */
} note;

/* An actor by its rows, of which it may have several. Parties are numbered in the order of their ids. */
typedef struct party_row {
    int64_t row;
    int64_t uses;
    uint32_t party;
    an_str id, name;
} party_row;

typedef struct counting {
    an_arena *arena;
    AN_ARRAY(note) notes;
    AN_ARRAY(party_row) rows;      /* by row once all are there */
    AN_ARRAY(party_row) parties;
    AN_ARRAY(an_happening) happenings;
    bool is_actor_asked, is_recipient_asked;
} counting;

static annals_status out_of_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory"); }

static annals_status on_pair(void *user, const an_dyad_event *found, annals_error *error)
{
    counting *c = user;
    note n = {.found = *found, .happening = found->incident ? found->incident : -found->event};
    if (c->is_actor_asked) n.found.actor = ASKED;
    if (c->is_recipient_asked) n.found.recipient = ASKED - 1;
    return AN_PUSH(c->arena, &c->notes, n) ? ANNALS_OK : out_of_memory(error);
}

/* ---- who they are ---- */

static int compare_numbers(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_row(const void *x, const void *y) { return compare_numbers(((const party_row *)x)->row, ((const party_row *)y)->row); }

static int by_id(const void *x, const void *y)
{
    const party_row *a = *(party_row *const *)x, *b = *(party_row *const *)y;
    int order = an_str_compare(a->id, b->id);
    if (!order) order = compare_numbers(b->uses, a->uses);
    return order ? order : an_str_compare(a->name, b->name);
}

/* Each row once, with how often it is there. */
static void merge_rows(counting *c)
{
    size_t kept = 0;
    if (c->rows.count) qsort(c->rows.items, c->rows.count, sizeof *c->rows.items, by_row);
    for (size_t i = 0; i < c->rows.count; i++) {
        if (kept && c->rows.items[kept - 1].row == c->rows.items[i].row) c->rows.items[kept - 1].uses++;
        else c->rows.items[kept++] = c->rows.items[i];
    }
    c->rows.count = kept;
}

static annals_status load_row(an_store *store, const an_filter *filter, an_arena *arena, party_row *row, annals_error *error)
{
    if (row->row >= 0) return an_store_load_dyad_actor(store, arena, row->row, &row->id, &row->name, error);
    return an_store_find_asked_actor(store, arena, row->row == ASKED ? filter->actor : filter->recipient, &row->id, &row->name, error);
}

/* Rows with the same id are one party, called as most of its rows are. */
static annals_status number_parties(counting *c, annals_error *error)
{
    party_row **sorted = AN_NEW_ARRAY(c->arena, party_row *, c->rows.count + 1);
    if (!sorted) return out_of_memory(error);
    for (size_t i = 0; i < c->rows.count; i++) sorted[i] = &c->rows.items[i];
    qsort(sorted, c->rows.count, sizeof *sorted, by_id);
    for (size_t i = 0; i < c->rows.count; i++) {
        if (!i || !an_str_equal(sorted[i]->id, sorted[i - 1]->id)) AN_PUSH(c->arena, &c->parties, *sorted[i]);
        sorted[i]->party = (uint32_t)c->parties.count - 1;
    }
    return c->arena->is_exhausted ? out_of_memory(error) : ANNALS_OK;
}

static uint32_t find_party(const counting *c, int64_t row)
{
    party_row wanted = {.row = row};
    const party_row *found = bsearch(&wanted, c->rows.items, c->rows.count, sizeof wanted, by_row);
    return found->party;
}

static annals_status name_parties(counting *c, an_store *store, const an_filter *filter, annals_error *error)
{
    for (size_t i = 0; i < c->notes.count; i++) {
        AN_PUSH(c->arena, &c->rows, (party_row){.row = c->notes.items[i].found.actor, .uses = 1});
        AN_PUSH(c->arena, &c->rows, (party_row){.row = c->notes.items[i].found.recipient, .uses = 1});
    }
    if (c->arena->is_exhausted) return out_of_memory(error);
    merge_rows(c);
    for (size_t i = 0; i < c->rows.count; i++) AN_TRY(load_row(store, filter, c->arena, &c->rows.items[i], error));
    AN_TRY(number_parties(c, error));
    for (size_t i = 0; i < c->notes.count; i++) {
        c->notes.items[i].actor = find_party(c, c->notes.items[i].found.actor);
        c->notes.items[i].recipient = find_party(c, c->notes.items[i].found.recipient);
    }
    return ANNALS_OK;
}

/* ---- incidents ---- */

/* By dyad, incident, document, event: what shall be counted once lies side by side. */
static int by_place(const void *x, const void *y)
{
    const note *a = x, *b = y;
    int order = compare_numbers(a->actor, b->actor);
    if (!order) order = compare_numbers(a->recipient, b->recipient);
    if (!order) order = compare_numbers(a->happening, b->happening);
    if (!order) order = compare_numbers(a->found.document, b->found.document);
    return order ? order : compare_numbers(a->found.event, b->found.event);
}

/* A side that was asked for may stand for several who take part in one event. */
static void drop_repeated(counting *c)
{
    size_t kept = 0;
    if (c->notes.count) qsort(c->notes.items, c->notes.count, sizeof *c->notes.items, by_place);
    for (size_t i = 0; i < c->notes.count; i++)
        if (!kept || by_place(&c->notes.items[kept - 1], &c->notes.items[i]) != 0) c->notes.items[kept++] = c->notes.items[i];
    c->notes.count = kept;
}

static int usual_quad(const note *notes, size_t count)
{
    size_t times[5] = {0};
    int usual = 0;
    for (size_t i = 0; i < count; i++) times[notes[i].found.quad]++;
    for (int quad = 1; quad <= 4; quad++)
        if (times[quad] && times[quad] >= times[usual ? usual : quad]) usual = quad;
    return usual;
}

static void count_reports(const note *notes, size_t count, an_happening *out)
{
    bool has_own = false;
    for (size_t i = 0; i < count; i++) {
        bool is_new = !i || notes[i].found.document != notes[i - 1].found.document;
        out->reports += is_new;
        if (is_new) has_own = false;
        if (notes[i].found.is_own && !has_own) {
            out->independent++;
            has_own = true;
        }
    }
    if (!out->independent) out->independent = 1; /* articles that credit one another in a ring are one account */
}

static bool is_earlier(const an_dyad_event *a, const an_dyad_event *b)
{
    if ((a->published == AN_DAY_UNKNOWN) != (b->published == AN_DAY_UNKNOWN)) return b->published == AN_DAY_UNKNOWN;
    return a->published != b->published ? a->published < b->published : a->key < b->key;
}

/* Sums of floating point depend on the order, and rows are in the order of storing. */
static int by_key(const void *x, const void *y)
{
    const an_dyad_event *a = &((const note *)x)->found, *b = &((const note *)y)->found;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return is_earlier(a, b) ? -1 : is_earlier(b, a);
}

static an_happening count_happening(note *notes, size_t count)
{
    an_happening out = {.events = (int64_t)count, .quad = usual_quad(notes, count)};
    const an_dyad_event *first;
    size_t scores = 0, values = 0;
    count_reports(notes, count, &out);
    qsort(notes, count, sizeof *notes, by_key);
    first = &notes[0].found;
    for (size_t i = 0; i < count; i++) {
        const an_dyad_event *e = &notes[i].found;
        if (is_earlier(e, first)) first = e;
        if (e->quad != out.quad) continue;
        out.score += e->plover_score;
        scores++;
        if (!e->has_goldstein) continue;
        out.goldstein += e->goldstein;
        values++;
    }
    if (scores) out.score /= (double)scores;
    out.has_goldstein = values > 0;
    if (values) out.goldstein /= (double)values;
    out.key = first->key;
    out.dates = first->dates;
    return out;
}

static int compare_days(an_day a, an_day b)
{
    if ((a == AN_DAY_UNKNOWN) != (b == AN_DAY_UNKNOWN)) return a == AN_DAY_UNKNOWN ? 1 : -1;
    return compare_numbers(a, b);
}

static int by_date(const void *x, const void *y)
{
    const an_happening *a = x, *b = y;
    int order = compare_days(a->dates.from, b->dates.from);
    if (!order) order = compare_days(a->dates.to, b->dates.to);
    return order ? order : (a->key > b->key) - (a->key < b->key);
}

/* ---- dyads ---- */

static bool are_same_dyad(const note *a, const note *b) { return a->actor == b->actor && a->recipient == b->recipient; }

static void add_dyad(counting *c, size_t from, size_t to, an_dyads *out)
{
    const note *notes = c->notes.items;
    an_dyad dyad = {.actor = c->parties.items[notes[from].actor].id, .actor_name = c->parties.items[notes[from].actor].name,
                    .recipient = c->parties.items[notes[from].recipient].id, .recipient_name = c->parties.items[notes[from].recipient].name};
    an_happening *first = &c->happenings.items[c->happenings.count];
    for (size_t i = from, end; i < to; i = end) {
        for (end = i + 1; end < to && notes[end].happening == notes[i].happening;) end++;
        c->happenings.items[c->happenings.count++] = count_happening(c->notes.items + i, end - i);
        dyad.count++;
    }
    qsort(first, dyad.count, sizeof *first, by_date);
    dyad.happenings = first;
    AN_PUSH(c->arena, out, dyad);
}

static int by_activity(const void *x, const void *y)
{
    const an_dyad *a = x, *b = y;
    int order = compare_numbers((int64_t)b->count, (int64_t)a->count);
    if (!order) order = an_str_compare(a->actor, b->actor);
    return order ? order : an_str_compare(a->recipient, b->recipient);
}

annals_status an_query_dyads(an_store *store, const an_filter *filter, an_arena *arena, an_dyads *out, annals_error *error)
{
    counting c = {.arena = arena, .is_actor_asked = filter->actor.data, .is_recipient_asked = filter->recipient.data};
    AN_TRY(an_store_select_dyad_events(store, filter, on_pair, &c, error));
    AN_TRY(name_parties(&c, store, filter, error));
    drop_repeated(&c);
    c.happenings.items = AN_NEW_ARRAY(arena, an_happening, c.notes.count + 1);
    if (!c.happenings.items) return out_of_memory(error);
    for (size_t i = 0, end; i < c.notes.count; i = end) {
        for (end = i + 1; end < c.notes.count && are_same_dyad(&c.notes.items[i], &c.notes.items[end]);) end++;
        add_dyad(&c, i, end, out);
    }
    if (arena->is_exhausted) return out_of_memory(error);
    if (out->count) qsort(out->items, out->count, sizeof *out->items, by_activity);
    return ANNALS_OK;
}

/* ---- the relation as a whole ---- */

static void widen(an_date_range *range, an_date_range by)
{
    if (by.from != AN_DAY_UNKNOWN && (range->from == AN_DAY_UNKNOWN || by.from < range->from)) range->from = by.from;
    if (by.to != AN_DAY_UNKNOWN && (range->to == AN_DAY_UNKNOWN || by.to > range->to)) range->to = by.to;
}

void an_relation_name(an_relation *relation, const an_dyad *dyad)
{
    *relation = (an_relation){.actor = dyad->actor, .actor_name = dyad->actor_name, .recipient = dyad->recipient,
                              .recipient_name = dyad->recipient_name, .period = AN_DATE_RANGE_UNKNOWN, .dates = AN_DATE_RANGE_UNKNOWN};
}

void an_relation_add(an_relation *relation, const an_happening *happening)
{
    relation->incidents++;
    relation->events += happening->events;
    relation->reports += happening->reports;
    relation->independent += happening->independent;
    relation->quads[happening->quad]++;
    relation->score_sum += happening->score;
    if (happening->has_goldstein) {
        relation->goldstein_sum += happening->goldstein;
        relation->goldstein_count++;
    }
    widen(&relation->dates, happening->dates);
}

annals_status an_query_relations(an_store *store, const an_filter *filter, an_arena *arena, an_relation **out, size_t *count,
                                 annals_error *error)
{
    an_dyads dyads = {0};
    AN_TRY(an_query_dyads(store, filter, arena, &dyads, error));
    *out = AN_NEW_ARRAY(arena, an_relation, dyads.count + 1);
    if (!*out) return out_of_memory(error);
    *count = dyads.count;
    for (size_t d = 0; d < dyads.count; d++) {
        an_relation_name(&(*out)[d], &dyads.items[d]);
        for (size_t i = 0; i < dyads.items[d].count; i++) an_relation_add(&(*out)[d], &dyads.items[d].happenings[i]);
    }
    return ANNALS_OK;
}
