/* Making nodes and their keys.
 *
 * Equal events are one node, so that an incident with thousands of reports is a few hundred nodes to compare. An event that says too
 * little ("the group attacked again") is equal to none but those of its own article. */
#include "link/node.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

enum { TELLING_COUNT_MIN = 3, LARGE_COUNT_MIN = 10, MASS_COUNT_MIN = 30, KEY_BITS = 47, LARGE_POPULATION = 300000, YEARS_NEAR = 2 };

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

/* "Lira Airport", "Free Press Union". */
static bool is_thing(an_str last)
{
    static const char *const things[] = {"Agency", "Airport", "Army", "Association", "Bank", "Base", "Bridge", "Brigade", "Brigades", "Building", "Camp", "Cathedral",
                                         "Center", "Centre", "Church", "City", "Club", "College", "Company", "Corporation", "Council", "County", "Court", "Dam",
                                         "District", "Embassy", "Force", "Forces", "Front", "Group", "Hall", "Hospital", "Hotel", "Island", "Islands", "Mall",
                                         "Market", "Mosque", "Movement", "Museum", "Office", "Palace", "Park", "Party", "Police", "Port", "Prison", "Province",
                                         "Road", "School", "Ship", "Square", "Station", "Street", "Subway", "Team", "Temple", "Times", "Tower", "Union", "University", "Village"};
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (an_str_is(last, things[i])) return true;
    return false;
}

/* Two words with capitals, as persons have ("Steven Sotloff", not "Hamas commander"). */
static bool is_full_name(an_str name)
{
    int capitals = 0, words = 1;
    size_t last = 0;
    for (size_t i = 0; i < name.length; i++) {
        if (i && name.data[i - 1] == ' ') last = i;
        words += name.data[i] == ' ';
        capitals += name.data[i] >= 'A' && name.data[i] <= 'Z' && (i == 0 || name.data[i - 1] == ' ');
    }
    return words >= 2 && capitals == words && !is_thing((an_str){name.data + last, name.length - last});
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

/* Police and courts are in as many happenings of one day as there are crimes, but do not come back to one place every day. */
static bool keeps_law(const an_actor *actor)
{
    return actor->sector_count && (actor->sectors[0] == AN_SECTOR_COP || actor->sectors[0] == AN_SECTOR_JUD);
}

static void name_person(an_str name, an_node_party *out)
{
    const char *first = memchr(name.data, ' ', name.length);
    size_t at = name.length;
    while (at && name.data[at - 1] != ' ') at--;
    out->family = hash_str((an_str){name.data + at, name.length - at});
    out->given = first ? hash_str((an_str){name.data, (size_t)(first - name.data)}) : 0;
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
    if (out->is_person) name_person(actor->name, out);
    out->is_leader = out->is_person && actor->acts_for.data && actor->sector_count && (actor->sectors[0] == AN_SECTOR_GOV || actor->sectors[0] == AN_SECTOR_MIL);
    out->is_armed = actor->id.data && !keeps_law(actor) && (actor->kind == AN_ACTOR_MILITARY || actor->kind == AN_ACTOR_ARMED_GROUP);
    out->fights = actor->id.data && !keeps_law(actor) && ((out->is_state && actor->kind != AN_ACTOR_POPULATION) || out->is_armed || actor->kind == AN_ACTOR_IGO);
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

/* "The 2014 killings": the year of publication or of one close by, exactly, is hardly ever a number of people. */
static bool is_year(const an_event_quantity *quantity, an_day published)
{
    int year, month, day;
    if (published == AN_DAY_UNKNOWN || quantity->low != quantity->high) return false;
    an_day_to_ymd(published, &year, &month, &day);
    return llabs(quantity->low - year) <= YEARS_NEAR;
}

static void make_count(const an_event_quantity *quantity, an_day published, an_node_count *out)
{
    if (quantity->is_known && !is_year(quantity, published)) *out = (an_node_count){quantity->low, quantity->high, true};
}

static uint64_t sign_parties(uint64_t hash, const an_node_parties *list)
{
    hash = mix(hash, list->count);
    for (uint32_t i = 0; i < list->count; i++) hash = mix(hash, list->items[i].id);
    return hash;
}

/* Not "dozens": many reports of one day say that. */
static bool has_telling_count(const an_node *n)
{
    for (int k = 0; k < AN_COUNT_KINDS; k++)
        if (n->counts[k].is_known && n->counts[k].low >= LARGE_COUNT_MIN && n->counts[k].low == n->counts[k].high) return true;
    return false;
}

/* Equal words about different happenings: no day, or neither a town nor two parties nor a number in a country. */
static bool says_little(const an_node *n)
{
    if (n->dates.from == AN_DAY_UNKNOWN || n->dates.to == AN_DAY_UNKNOWN) return true;
    return !(n->place.precision == 1 || n->place.precision == 2 || (has_telling_count(n) && n->place.precision) || (n->actors.count && n->recipients.count));
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

enum { NAME_BYTES_MIN = 4, PHRASE_WORDS_MAX = 4, PERSON_NAMES_MAX = 3, PARTICLE_BYTES_MAX = 3 };

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

static an_str without_possession(an_str words)
{
    static const char *const endings[] = {"'s", "\xE2\x80\x99s", "'", "\xE2\x80\x99"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (words.length > length && memcmp(words.data + words.length - length, endings[i], length) == 0) return (an_str){words.data, words.length - length};
    }
    return words;
}

/* How many words from `first` on are a name of the dictionaries; 0 = none. */
static uint32_t known_words(const an_node_maker *maker, const an_link_words *words, uint32_t first)
{
    for (uint32_t n = PHRASE_WORDS_MAX; n > 0; n--) {
        an_span span;
        if (first + n > words->count || !words->items[first + n - 1].is_name) continue; /* names end with a capital too */
        span = (an_span){words->items[first].span.start, words->items[first + n - 1].span.end};
        if (is_known(maker, without_possession(an_str_of_span(words->text.data, span)))) return n;
    }
    return 0;
}

static int by_name(const void *x, const void *y)
{
    uint32_t a = ((const an_node_name *)x)->stem, b = ((const an_node_name *)y)->stem;
    return (a > b) - (a < b);
}

static void add_name(an_node *out, uint32_t stem, bool is_beside)
{
    for (uint32_t i = 0; i < out->name_count; i++)
        if (out->names[i].stem == stem) {
            out->names[i].is_beside = out->names[i].is_beside && is_beside;
            return;
        }
    if (out->name_count < AN_NODE_NAMES_MAX) out->names[out->name_count++] = (an_node_name){stem, is_beside};
}

/* The sentence of the context that tells the event. */
static uint16_t own_sentence(const an_link_words *words, const an_link_event *source)
{
    uint32_t at = source->event.span.start - source->offset;
    for (uint32_t i = 0; i < words->count; i++)
        if (words->items[i].span.end > at) return words->items[i].sentence;
    return 0;
}

/* Of a composed actor ("the general Razi Mousavi": a military) the name is not compared as a party. */
bool an_node_is_place(const an_link_event *source, an_span span)
{
    const an_event_place *place = &source->event.place;
    return place->is_known && span.start + source->offset < place->span.end && span.end + source->offset > place->span.start;
}

bool an_node_is_compared(const an_link_event *source, an_span span)
{
    const an_event *event = &source->event;
    const an_participants *lists[] = {&event->actors, &event->recipients};
    if (an_node_is_place(source, span)) return true;
    span = (an_span){span.start + source->offset, span.end + source->offset};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->count; i++) {
            const an_participant *p = &lists[k]->items[i];
            if (p->actor.id.data && p->actor.resolution != AN_RESOLUTION_COMPOSED && span.start < p->span.end && span.end > p->span.start) return true;
        }
    return false;
}

/* "Kiryat Shmona" is a town, and no person. */
static bool is_any_place(const an_places *places, an_str words)
{
    an_phrase_match match;
    return places && an_phrase_lookup(&places->names, without_possession(words), &match);
}

/* Names side by side, with what joins them ("al", "de la"): two or three are a person, mostly; more are an organisation. The first word of
 * a sentence may be one of them ("Jama'at Nasr al-Islam"), or not. */
typedef struct name_run {
    const an_link_word *names[PERSON_NAMES_MAX];
    uint32_t count, end; /* end: of the last word, be it a name or not */
    bool has_opening;    /* a first word with a capital stands before it */
    uint32_t opening_end; /* of such a word, if it was the last one */
} name_run;

static void add_full_name(const name_run *run, uint32_t first, uint32_t second, const an_node_maker *maker, an_str text, an_node *out)
{
    const an_link_word *a = run->names[first], *b = run->names[second];
    if (out->full_name_count == AN_NODE_FULL_NAMES_MAX || is_any_place(maker->places, an_str_of_span(text.data, (an_span){a->span.start, b->span.end}))) return;
    out->full_names[out->full_name_count++] = (uint32_t)mix(a->stem, b->stem);
}

/* Any two of the names in their order: a middle name or a title may be missing elsewhere. */
static void end_run(name_run *run, const an_node_maker *maker, an_str text, an_node *out)
{
    uint32_t most = run->has_opening ? PERSON_NAMES_MAX - 1 : PERSON_NAMES_MAX;
    for (uint32_t i = 0; i < run->count && run->count <= most; i++)
        for (uint32_t k = i + 1; k < run->count; k++) add_full_name(run, i, k, maker, text, out);
    run->count = 0;
}

static bool is_capital(an_str text, const an_link_word *word) { return text.data[word->span.start] >= 'A' && text.data[word->span.start] <= 'Z'; }

static void take_word(name_run *run, const an_link_word *word, bool is_new_name, const an_node_maker *maker, an_str text, an_node *out)
{
    bool is_particle = !word->is_name && !word->is_number && word->span.end - word->span.start <= PARTICLE_BYTES_MAX;
    if (run->count && (word->span.start != run->end + 1 || !(is_new_name || is_particle))) end_run(run, maker, text, out);
    if (is_new_name && !run->count) run->has_opening = run->opening_end && word->span.start == run->opening_end + 1;
    run->end = word->span.end;
    run->opening_end = !word->is_name && is_capital(text, word) ? word->span.end : 0;
    if (is_new_name && run->count < PERSON_NAMES_MAX) run->names[run->count] = word;
    run->count += is_new_name;
}

static bool find_names(an_arena *arena, const an_node_maker *maker, const an_link_event *source, an_node *out)
{
    an_link_words words;
    name_run run = {0};
    bool *is_known;
    uint16_t own;
    if (!an_link_words_find(arena, &maker->vocabulary, source->context, &words)) return false;
    is_known = AN_NEW_ARRAY(arena, bool, words.count + 1);
    if (!is_known) return false;
    own = own_sentence(&words, source);
    for (uint32_t i = an_node_first_word(&words); i < words.count; i++) {
        const an_link_word *w = &words.items[i];
        uint32_t known = w->is_name ? known_words(maker, &words, i) : 0;
        bool is_new = !known && w->is_name && !w->is_number && w->bits == AN_LINK_RARE_BITS && w->span.end - w->span.start >= NAME_BYTES_MIN &&
                      !an_node_is_compared(source, w->span);
        for (uint32_t k = 0; k < known; k++) is_known[i + k] = true;
        if (known) i += known - 1;
        if (is_new) add_name(out, w->stem, w->sentence != own);
        take_word(&run, w, is_new, maker, words.text, out);
    }
    end_run(&run, maker, words.text, out);
    if (out->name_count) qsort(out->names, out->name_count, sizeof *out->names, by_name);
    return an_node_find_words(arena, &words, is_known, own, source, out);
}

void an_node_make_fields(const an_node_maker *maker, const an_link_event *source, an_node *out)
{
    const an_event *event = &source->event;
    const an_article *article = &source->article;
    memset(out, 0, sizeof *out);
    out->type = event->type;
    out->published = article->published.from;
    for (int i = 0; i < event->mode_count; i++) out->modes |= an_node_mode_bit(event->modes[i]);
    make_parties(&event->actors, maker->actors, &out->actors);
    make_parties(&event->recipients, maker->actors, &out->recipients);
    make_dates(&event->date, article->published, out);
    make_place(&event->place, &out->place);
    make_count(&event->killed, out->published, &out->counts[AN_COUNT_KILLED]);
    make_count(&event->wounded, out->published, &out->counts[AN_COUNT_WOUNDED]);
    make_count(&event->detained, out->published, &out->counts[AN_COUNT_DETAINED]);
    make_count(&event->displaced, out->published, &out->counts[AN_COUNT_DISPLACED]);
    out->signature = sign(out, event, article->sha256);
    out->is_held = source->is_held;
    if (out->is_held) out->signature = mix(out->signature, event->key); /* equal to no other */
    out->article = an_hash(an_str_from(article->sha256));
}

bool an_node_make(an_arena *arena, const an_node_maker *maker, const an_link_event *source, an_node *out)
{
    an_node_make_fields(maker, source, out);
    return find_names(arena, maker, source, out);
}

/* ---- keys ---- */

enum { NEAR_SPAN_DAYS = 8, NEAR_NAMES_MAX = 4, NEWS_SPAN_DAYS = 32, NEWS_NAMES_MAX = 6, NEWS_WORDS_MAX = 6 };

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
    for (uint32_t k = 0; k < n->recipients.count && n->counts[AN_COUNT_KILLED].is_known; k++)
        add_key(l, mix(mix((uint64_t)n->counts[AN_COUNT_KILLED].low, n->recipients.items[k].root), 7));
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        uint64_t number = mix(mix((uint64_t)n->counts[k].low, (uint64_t)k), 6);
        if (!n->counts[k].is_known || n->counts[k].low < TELLING_COUNT_MIN) continue;
        if (country) add_key(l, mix(number, country));
        for (uint32_t i = 0; i < n->actors.count; i++) add_key(l, mix(number, n->actors.items[i].root));
    }
}

/* Full names, and persons to whom it was done, whatever the date. */
static void add_names(listing *l, const an_node *n)
{
    l->prefix = mix(n->type, 40);
    for (uint32_t i = 0; i < n->recipients.count; i++)
        if (n->recipients.items[i].is_person) add_key(l, mix(n->recipients.items[i].family, 1));
    for (uint32_t i = 0; i < n->full_name_count; i++) add_key(l, n->full_names[i]);
}

static void add_news_town(listing *l, const an_node *n)
{
    uint64_t town = mix(n->place.name, 2);
    if (!n->place.is_large) add_key(l, town);
    for (uint32_t i = 0; i < n->actors.count && n->place.is_large; i++) add_key(l, mix(town, n->actors.items[i].root));
    for (uint32_t i = 0; i < n->recipients.count && n->place.is_large; i++) add_key(l, mix(mix(town, n->recipients.items[i].root), 5));
}

/* Rare words ("mosque", "wedding"): the first in the order of their hashes, so that two reports which share some mostly take the same. */
static void add_news_words(listing *l, const an_node *n)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < n->word_count && taken < NEWS_WORDS_MAX; i++) {
        if (n->words[i].bits != AN_LINK_RARE_BITS || n->words[i].is_compared) continue;
        add_key(l, mix(n->words[i].stem, 9));
        taken++;
    }
}

/* What the news of one deed share: names, the town, large numbers, among what was published within NEWS_SPAN_DAYS. Each stands under
 * two spans that overlap by half, so that any two which lie closer meet. */
static void add_news(listing *l, const an_node *n)
{
    uint64_t span;
    if (n->published == AN_DAY_UNKNOWN || !an_node_looks_back(n->type)) return;
    span = (uint64_t)(((int64_t)n->published - INT32_MIN) / NEWS_SPAN_DAYS);
    for (uint64_t s = span; s <= span + 1; s++) {
        l->prefix = mix(mix(n->type, 50), s);
        for (uint32_t i = 0; i < n->name_count && i < NEWS_NAMES_MAX; i++) add_key(l, n->names[i].stem);
        if (n->place.precision == 1 || n->place.precision == 2) add_news_town(l, n);
        add_news_words(l, n);
        for (uint32_t i = 0; i < n->word_count; i++)
            if (n->words[i].is_town && !n->words[i].is_known) add_key(l, n->words[i].stem); /* elsewhere it may be taken for a name only */
        for (int k = 0; k < AN_COUNT_KINDS; k++)
            if (n->counts[k].is_known && n->counts[k].low >= LARGE_COUNT_MIN) add_key(l, mix(mix((uint64_t)n->counts[k].low, (uint64_t)k), 6));
    }
}

/* ... and within NEAR_SPAN_DAYS also towns of any size, names of the dictionaries that few reports have, and smaller numbers. */
static void add_near_news(listing *l, const an_node *n)
{
    uint64_t span;
    if (n->published == AN_DAY_UNKNOWN || !an_node_looks_back(n->type)) return;
    span = (uint64_t)(((int64_t)n->published - INT32_MIN) / NEAR_SPAN_DAYS);
    for (uint64_t s = span; s <= span + 1; s++) {
        uint32_t taken = 0;
        l->prefix = mix(mix(n->type, 60), s);
        if (n->place.precision == 1 || n->place.precision == 2) add_key(l, mix(n->place.name, 2));
        for (uint32_t i = 0; i < n->word_count && taken < NEAR_NAMES_MAX; i++) {
            if (!n->words[i].is_known || n->words[i].bits < AN_LINK_RARE_BITS / 2) continue;
            add_key(l, n->words[i].stem);
            taken++;
        }
        for (int k = 0; k < AN_COUNT_KINDS; k++)
            if (n->counts[k].is_known && n->counts[k].low >= TELLING_COUNT_MIN && n->counts[k].low < LARGE_COUNT_MIN) add_key(l, mix(mix((uint64_t)n->counts[k].low, (uint64_t)k), 6));
    }
}

static void add_day(listing *l, const an_node *n, int64_t day)
{
    l->prefix = mix(mix(n->type, 10), (uint64_t)day);
    add_features(l, n, true);
    for (uint32_t i = 0; i < n->actors.count && n->type == AN_TYPE_ASSAULT; i++) add_key(l, mix(n->actors.items[i].root, 8));
    if (n->type == AN_TYPE_ASSAULT && n->place.country[0] && n->counts[AN_COUNT_KILLED].is_known && n->counts[AN_COUNT_KILLED].low >= MASS_COUNT_MIN)
        add_key(l, mix(hash_str(an_str_from(n->place.country)), 11)); /* figures of one massacre differ */
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
    add_names(&l, node); /* these are the same in all three: they lead from anything to anything */
    add_news(&l, node);
    add_near_news(&l, node);
    return l.count;
}
