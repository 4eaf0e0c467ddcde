/* Making nodes and their keys.
 *
 * Equal events are one node, so that an incident with thousands of reports is a few hundred nodes to compare. An event that says too
 * little ("the group attacked again") is equal to none but those of its own article. */
#include "link/node.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

enum { TELLING_COUNT_MIN = 3, KEY_BITS = 47, LARGE_POPULATION = 300000 };

static uint64_t mix(uint64_t a, uint64_t b) { return an_hash_mix(a, b); }
static uint64_t hash_str(an_str text) { return text.length ? an_hash(text) : 0; }

bool an_node_is_eligible(const an_event *event)
{
    return event->factuality == AN_FACTUALITY_HAPPENED || event->factuality == AN_FACTUALITY_ONGOING ||
           event->factuality == AN_FACTUALITY_POSSIBLE || event->factuality == AN_FACTUALITY_DID_NOT_HAPPEN;
}

/* ---- parties ---- */

/* Words that are a name ("Jundallah fighters"), and not a description ("gunmen"). */
static bool is_named(an_str name)
{
    for (size_t i = 0; i < name.length; i++)
        if (name.data[i] >= 'A' && name.data[i] <= 'Z') return true;
    return false;
}

/* Two words with capitals, as persons have ("Steven Sotloff", not "Hamas commander"). */
static bool is_full_name(an_str name)
{
    int capitals = 0, words = 1;
    for (size_t i = 0; i < name.length; i++) {
        words += name.data[i] == ' ';
        capitals += name.data[i] >= 'A' && name.data[i] <= 'Z' && (i == 0 || name.data[i - 1] == ' ');
    }
    return words >= 2 && capitals == words;
}

static bool is_one_person(const an_actor *actor)
{
    if (!actor->id.data) return is_full_name(actor->name);
    return actor->kind == AN_ACTOR_PERSON && actor->resolution != AN_RESOLUTION_COMPOSED;
}

static an_str root_of(an_str id)
{
    const char *dot = id.length ? memchr(id.data, '.', id.length) : NULL;
    return dot ? (an_str){id.data, (size_t)(dot - id.data)} : id;
}

static bool make_party(const an_actor *actor, const an_actors *actors, an_node_party *out)
{
    an_str root = root_of(actor->acts_for.data ? actor->acts_for : actor->id);
    *out = (an_node_party){.entry = AN_NONE};
    if (actor->id.data) out->id = hash_str(actor->id);
    else if (is_named(actor->name)) out->id = mix(hash_str(actor->name), 1);
    else return false;
    out->is_resolved = actor->id.data != NULL;
    out->root = actor->id.data ? hash_str(root) : out->id;
    out->acts_for = hash_str(actor->acts_for);
    out->is_state = actor->kind == AN_ACTOR_STATE || actor->kind == AN_ACTOR_GOVERNMENT || actor->kind == AN_ACTOR_MILITARY ||
                    actor->kind == AN_ACTOR_POPULATION || actor->kind == AN_ACTOR_REGION;
    out->is_person = is_one_person(actor);
    out->fights = actor->id.data && (out->is_state || actor->kind == AN_ACTOR_ARMED_GROUP);
    if (actors && actor->id.data) out->entry = an_actors_by_id(actors, actor->id);
    return true;
}

void an_node_make_party(const an_actor *actor, const an_actors *actors, an_node_parties *out)
{
    memset(out, 0, sizeof *out);
    out->count = make_party(actor, actors, &out->items[0]);
}

static int by_id(const void *x, const void *y)
{
    const an_node_party *p = x, *q = y;
    return (p->id > q->id) - (p->id < q->id);
}

static void make_parties(const an_participants *list, const an_actors *actors, an_node_parties *out)
{
    uint32_t kept = 0;
    for (size_t i = 0; i < list->count && out->count < AN_NODE_PARTIES_MAX; i++)
        out->count += make_party(&list->items[i].actor, actors, &out->items[out->count]);
    qsort(out->items, out->count, sizeof *out->items, by_id);
    for (uint32_t i = 0; i < out->count; i++)
        if (!kept || out->items[kept - 1].id != out->items[i].id) out->items[kept++] = out->items[i];
    out->count = kept;
}

/* ---- the rest ---- */

/* What is told as fact lies before the telling. */
static void make_dates(const an_event_date *date, an_date_range published, an_node *out)
{
    an_date_range range = date->is_known && !date->time.is_habitual && !date->time.is_duration ? date->time.range : AN_DATE_RANGE_UNKNOWN;
    bool is_closed = range.from != AN_DAY_UNKNOWN && range.to != AN_DAY_UNKNOWN;
    if (published.to != AN_DAY_UNKNOWN && (range.to == AN_DAY_UNKNOWN || range.to > published.to) &&
        (range.from == AN_DAY_UNKNOWN || range.from <= published.to)) range.to = published.to;
    out->dates = range;
    out->is_wide = !is_closed || range.to - range.from >= AN_NODE_PRECISE_DAYS;
    out->is_dateline = is_closed && an_span_is_empty(date->span) && date->time.basis != AN_BASIS_GIVEN; /* given: by a person, who knows */
}

static void make_place(const an_event_place *place, an_node_place *out)
{
    const an_place *p = &place->place;
    if (!place->is_known) return;
    out->name = p->geonames ? p->geonames : hash_str(p->name);
    out->parent = hash_str(p->parent);
    memcpy(out->country, p->country, sizeof out->country);
    out->precision = an_place_precision(p);
    out->latitude = p->latitude;
    out->longitude = p->longitude;
    out->has_coordinates = p->has_coordinates;
    out->is_point = an_str_is(p->precision, "point");
    out->is_large = p->population >= LARGE_POPULATION;
}

static void make_count(const an_event_quantity *quantity, an_node_count *out)
{
    if (quantity->is_known) *out = (an_node_count){quantity->low, quantity->high, true};
}

static uint64_t sign_parties(uint64_t hash, const an_node_parties *list)
{
    hash = mix(hash, list->count);
    for (uint32_t i = 0; i < list->count; i++) hash = mix(hash, list->items[i].id);
    return hash;
}

static bool has_telling_count(const an_node *n)
{
    for (int k = 0; k < AN_COUNT_KINDS; k++)
        if (n->counts[k].is_known && n->counts[k].low >= TELLING_COUNT_MIN) return true;
    return false;
}

/* Equal words about different happenings: no day, or neither a place nor two parties nor a number. */
static bool says_little(const an_node *n)
{
    if (n->dates.from == AN_DAY_UNKNOWN || n->dates.to == AN_DAY_UNKNOWN) return true;
    return !(n->place.precision == 1 || n->place.precision == 2 || has_telling_count(n) || (n->actors.count && n->recipients.count));
}

/* Who tells it, and how: accounts of different voices stay apart. */
static uint64_t sign_accounts(uint64_t hash, const an_event *event)
{
    hash = mix(mix(hash, event->factuality), event->accounts.count);
    for (size_t i = 0; i < event->accounts.count; i++) {
        const an_actor *speaker = &event->accounts.items[i].speaker.actor;
        hash = mix(hash, mix(event->accounts.items[i].stance, hash_str(speaker->id.data ? speaker->id : speaker->name)));
    }
    return hash;
}

static uint64_t sign(const an_node *n, const an_event *event, const char *digest)
{
    uint64_t hash = sign_accounts(mix(n->type, n->modes), event);
    hash = sign_parties(sign_parties(hash, &n->actors), &n->recipients);
    hash = mix(mix(hash, (uint64_t)(int64_t)n->dates.from), (uint64_t)(int64_t)n->dates.to);
    hash = mix(mix(hash, n->is_dateline), mix(n->place.name, an_hash_seeded(an_str_from(n->place.country), (uint64_t)n->place.precision)));
    for (int k = 0; k < AN_COUNT_KINDS; k++)
        if (n->counts[k].is_known) hash = mix(hash, mix((uint64_t)k, mix((uint64_t)n->counts[k].low, (uint64_t)n->counts[k].high)));
    return says_little(n) ? mix(hash, an_hash(an_str_from(digest))) : hash;
}

/* ---- names ---- */

enum { NAME_BYTES_MIN = 4, PHRASE_WORDS_MAX = 4 };

static bool is_known_place(const an_places *places, an_str words)
{
    an_phrase_match match;
    if (!places || !an_phrase_lookup(&places->names, words, &match)) return false;
    for (uint32_t i = 0; i < match.value_count; i++)
        if (places->entries[match.values[i]].precision >= AN_PRECISION_DIVISION || places->entries[match.values[i]].population >= LARGE_POPULATION) return true;
    return false;
}

static bool held_office(const an_actors *actors, uint32_t person)
{
    for (uint32_t i = 0; i < actors->tenure_count; i++)
        if (actors->tenures[i].person == person) return true;
    return false;
}

/* A surname alone may be anybody's; persons who held no office ("Fuad Shukr") are in as few happenings as those no dictionary knows. */
static bool is_known_actor(const an_actors *actors, an_str words)
{
    an_phrase_match match;
    if (!actors || !an_phrase_lookup(&actors->phrases, words, &match)) return false;
    for (uint32_t i = 0; i < match.value_count; i++) {
        const an_form *form = &actors->forms[match.values[i]];
        if (form->kind == AN_FORM_SURNAME) continue;
        if (an_actors_kind(actors, form->entry, AN_DATE_RANGE_UNKNOWN) != AN_ACTOR_PERSON) return true;
        if (an_actors_above(actors, form->entry, AN_DATE_RANGE_UNKNOWN) != AN_NONE || held_office(actors, form->entry)) return true;
    }
    return false;
}

static bool is_known(const an_node_maker *maker, an_str words)
{
    return is_known_actor(maker->actors, words) || is_known_place(maker->places, words);
}

/* How many words from `first` on are a name of the dictionaries; 0 = none. */
static uint32_t known_words(const an_node_maker *maker, const an_link_words *words, uint32_t first)
{
    for (uint32_t n = PHRASE_WORDS_MAX; n > 0; n--) {
        an_span span;
        if (first + n > words->count) continue;
        span = (an_span){words->items[first].span.start, words->items[first + n - 1].span.end};
        if (is_known(maker, an_str_of_span(words->text.data, span))) return n;
    }
    return 0;
}

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static void add_name(an_node *out, uint32_t name)
{
    for (uint32_t i = 0; i < out->name_count; i++)
        if (out->names[i] == name) return;
    if (out->name_count < AN_NODE_NAMES_MAX) out->names[out->name_count++] = name;
}

/* Of a composed actor ("the general Razi Mousavi": a military) the name is not compared as a party. */
bool an_node_is_compared(const an_link_event *source, an_span span)
{
    const an_event *event = &source->event;
    const an_participants *lists[] = {&event->actors, &event->recipients};
    span = (an_span){span.start + source->offset, span.end + source->offset};
    if (event->place.is_known && span.start < event->place.span.end && span.end > event->place.span.start) return true;
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->count; i++) {
            const an_participant *p = &lists[k]->items[i];
            if (p->actor.id.data && p->actor.resolution != AN_RESOLUTION_COMPOSED && span.start < p->span.end && span.end > p->span.start) return true;
        }
    return false;
}

static void add_full_name(an_node *out, const an_link_word *first, const an_link_word *second)
{
    if (second->span.start != first->span.end + 1 || out->full_name_count == AN_NODE_FULL_NAMES_MAX) return;
    out->full_names[out->full_name_count++] = (uint32_t)mix(first->stem, second->stem);
}

static bool find_names(an_arena *arena, const an_node_maker *maker, const an_link_event *source, an_node *out)
{
    an_link_words words;
    const an_link_word *last = NULL; /* the word before, if it is such a name */
    bool *is_known;
    if (!an_link_words_find(arena, &maker->vocabulary, source->context, &words)) return false;
    is_known = AN_NEW_ARRAY(arena, bool, words.count + 1);
    if (!is_known) return false;
    for (uint32_t i = an_node_first_word(&words); i < words.count; i++) {
        const an_link_word *w = &words.items[i];
        uint32_t known = w->is_name ? known_words(maker, &words, i) : 0;
        bool is_new = !known && w->is_name && !w->is_number && w->bits == AN_LINK_RARE_BITS && w->span.end - w->span.start >= NAME_BYTES_MIN &&
                      !an_node_is_compared(source, w->span);
        for (uint32_t k = 0; k < known; k++) is_known[i + k] = true;
        if (known) i += known - 1;
        if (is_new) add_name(out, w->stem);
        if (is_new && last) add_full_name(out, last, w);
        last = is_new ? w : NULL;
    }
    if (out->name_count) qsort(out->names, out->name_count, sizeof *out->names, by_value);
    return an_node_find_words(arena, &words, is_known, source, out);
}

bool an_node_make(an_arena *arena, const an_node_maker *maker, const an_link_event *source, an_node *out)
{
    const an_event *event = &source->event;
    const an_article *article = &source->article;
    memset(out, 0, sizeof *out);
    out->type = event->type;
    for (int i = 0; i < event->mode_count; i++) out->modes |= an_node_mode_bit(event->modes[i]);
    make_parties(&event->actors, maker->actors, &out->actors);
    make_parties(&event->recipients, maker->actors, &out->recipients);
    make_dates(&event->date, article->published, out);
    make_place(&event->place, &out->place);
    make_count(&event->killed, &out->counts[AN_COUNT_KILLED]);
    make_count(&event->wounded, &out->counts[AN_COUNT_WOUNDED]);
    make_count(&event->detained, &out->counts[AN_COUNT_DETAINED]);
    make_count(&event->displaced, &out->counts[AN_COUNT_DISPLACED]);
    out->signature = sign(out, event, article->sha256);
    out->is_held = source->is_held;
    if (out->is_held) out->signature = mix(out->signature, event->key); /* equal to no other */
    out->article = an_hash(an_str_from(article->sha256));
    out->published = article->published.from;
    return find_names(arena, maker, source, out);
}

/* ---- keys ---- */

typedef struct listing {
    int64_t *keys;
    size_t count;
    uint64_t prefix;
} listing;

static void add_key(listing *l, uint64_t hash)
{
    if (l->count < AN_NODE_KEYS_MAX) l->keys[l->count++] = (int64_t)(mix(l->prefix, hash) >> (64 - KEY_BITS));
}

/* Pairs of what an event shares with few others: town and party, both parties, a number and a party or country. */
static void add_features(listing *l, const an_node *n, bool with_town_alone)
{
    uint64_t town = n->place.precision == 1 || n->place.precision == 2 ? mix(n->place.name, 2) : 0;
    uint64_t country = n->place.country[0] ? mix(hash_str(an_str_from(n->place.country)), 3) : 0;
    if (town && with_town_alone) add_key(l, town);
    for (uint32_t i = 0; i < n->actors.count; i++) {
        if (town) add_key(l, mix(town, n->actors.items[i].root));
        for (uint32_t k = 0; k < n->recipients.count; k++) add_key(l, mix(mix(n->actors.items[i].root, n->recipients.items[k].root), 4));
    }
    for (uint32_t k = 0; k < n->recipients.count && town; k++) add_key(l, mix(mix(town, n->recipients.items[k].root), 5));
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        uint64_t number = mix(mix((uint64_t)n->counts[k].low, (uint64_t)k), 6);
        if (!n->counts[k].is_known || n->counts[k].low < TELLING_COUNT_MIN) continue;
        if (country) add_key(l, mix(number, country));
        for (uint32_t i = 0; i < n->actors.count; i++) add_key(l, mix(number, n->actors.items[i].root));
    }
}

/* Pairs of names, and persons to whom it was done, whatever the date. */
static void add_names(listing *l, const an_node *n)
{
    l->prefix = mix(n->type, 40);
    for (uint32_t i = 0; i < n->recipients.count; i++)
        if (n->recipients.items[i].is_person) add_key(l, mix(n->recipients.items[i].id, 1));
    for (uint32_t i = 0; i < n->name_count; i++)
        for (uint32_t k = i + 1; k < n->name_count; k++) add_key(l, mix(n->names[i], n->names[k]));
}

static void add_day(listing *l, const an_node *n, int64_t day)
{
    l->prefix = mix(mix(n->type, 10), (uint64_t)day);
    add_features(l, n, true);
}

static uint64_t month_of(an_day day)
{
    int year, month, of_month;
    an_day_to_ymd(day, &year, &month, &of_month);
    return (uint64_t)year * 100 + (uint64_t)month;
}

enum { PERIOD_ANY, PERIOD_YEAR, PERIOD_MONTH };

static void add_period(listing *l, const an_node *n, int period)
{
    uint64_t month = period == PERIOD_ANY ? 0 : month_of(n->dates.from);
    l->prefix = mix(mix(n->type, 20 + (uint64_t)period), period == PERIOD_YEAR ? month / 100 : month);
    add_features(l, n, period != PERIOD_ANY);
}

static int period_of(const an_node *n)
{
    if (n->dates.from == AN_DAY_UNKNOWN || n->dates.to == AN_DAY_UNKNOWN) return PERIOD_ANY;
    if (month_of(n->dates.from) == month_of(n->dates.to)) return PERIOD_MONTH;
    return month_of(n->dates.from) / 100 == month_of(n->dates.to) / 100 ? PERIOD_YEAR : PERIOD_ANY;
}

size_t an_node_list_keys(const an_node *node, an_node_keys kind, int64_t out[AN_NODE_KEYS_MAX])
{
    listing l = {.keys = out};
    if (node->is_held) return 0;
    if (kind == AN_KEYS_OWN && !node->is_wide)
        for (int64_t day = (int64_t)node->dates.from - node->is_dateline; day <= node->dates.to; day++) add_day(&l, node, day);
    else if (kind == AN_KEYS_OWN && node->dates.from != AN_DAY_UNKNOWN && node->dates.to != AN_DAY_UNKNOWN) {
        l.prefix = mix(mix(mix(node->type, 30), (uint64_t)(int64_t)node->dates.from), (uint64_t)(int64_t)node->dates.to);
        add_features(&l, node, true);
    } else if (kind == AN_KEYS_OLD && !node->is_wide) {
        for (int period = PERIOD_ANY; period <= PERIOD_MONTH; period++) add_period(&l, node, period);
    } else if (kind == AN_KEYS_MENTION && node->is_wide) {
        add_period(&l, node, period_of(node));
    }
    add_names(&l, node); /* the same in all three: names lead from anything to anything */
    return l.count;
}
