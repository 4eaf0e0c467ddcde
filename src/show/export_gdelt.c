/* GDELT 2.0: 61 columns of events and 16 of mentions, apart by tabs, without a line of names, as GDELT's own files.
 *
 * There an event is what happened, and mentions are the articles that tell it. So an event is one of our incidents, told by the account of it
 * that was published first and says that it happened; its mentions are all accounts of the incident. An incident with several pairs of actors
 * makes several events, each with its mentions. Countries of actors are CAMEO's, of places FIPS 10-4. Times of day are 000000: not known. */
#include <stdio.h>

#include "base/hash.h"
#include "show/export_cameo.h"
#include "show/export_internal.h"

enum { GEO_CELLS = 8, GEO_COUNTRY = 1, GEO_US_STATE = 2, GEO_US_CITY = 3, GEO_CITY = 4, GEO_DIVISION = 5 };

/* One pair of the account that stands for the incident, for its mentions. */
typedef struct event_pair {
    int64_t id;
    an_str source, target; /* ids, or names of those without one */
} event_pair;

typedef struct gdelt {
    const an_incident *incident; /* valid until its end */
    bool has_event;              /* an account to make rows of was found ... */
    uint64_t event;              /* ... its key ... */
    an_day added;                /* ... and when it was published */
    AN_ARRAY(event_pair) pairs;
    an_export_set outlets;
} gdelt;

static an_cells cells_of(an_strbuf *out) { return (an_cells){.out = out, .separator = '\t', .missing = ""}; }

static gdelt *state_of(an_export *export)
{
    if (!export->own) export->own = AN_NEW(&export->arena, gdelt);
    return export->own;
}

static void begin_incident(an_export *export, const an_incident *incident)
{
    gdelt *g = state_of(export);
    if (!g) return;
    *g = (gdelt){.incident = incident, .added = AN_DAY_UNKNOWN};
}

/* ---- days ---- */

static void put_compact_day(an_cells *cells, an_day day, const char *time)
{
    char text[64];
    int year, month, of_month;
    if (day == AN_DAY_UNKNOWN) {
        an_cells_none(cells, 1);
        return;
    }
    an_day_to_ymd(day, &year, &month, &of_month);
    snprintf(text, sizeof text, "%04d%02d%02d%s", year, month, of_month, time);
    an_cells_word(cells, text);
}

/* Day, month, year, and the year with a fraction, by GDELT's formula; as far as the date is known. */
static void put_days(an_cells *cells, an_date_range dates)
{
    int year, month, day, last_year, last_month, last_day;
    char text[32];
    if (dates.from == AN_DAY_UNKNOWN || dates.to == AN_DAY_UNKNOWN) {
        an_cells_none(cells, 4);
        return;
    }
    an_day_to_ymd(dates.from, &year, &month, &day);
    an_day_to_ymd(dates.to, &last_year, &last_month, &last_day);
    put_compact_day(cells, an_exact_day(dates), "");
    snprintf(text, sizeof text, "%04d%02d", year, month);
    an_cells_word(cells, year == last_year && month == last_month ? text : "");
    snprintf(text, sizeof text, "%04d", year);
    an_cells_word(cells, year == last_year ? text : "");
    if (dates.from == dates.to) an_cells_number(cells, year + ((month - 1) * 30 + day) / 365.0, 4);
    else an_cells_none(cells, 1);
}

/* ---- actors and places ---- */

static void put_actor(an_cells *cells, const an_participant *side)
{
    an_cameo_actor code;
    if (!side) {
        an_cells_none(cells, 10);
        return;
    }
    an_cameo_actor_read(side->actor.cameo, side->actor.country, &code);
    an_cells_word(cells, code.code);
    an_cells_text(cells, side->actor.name);
    an_cells_word(cells, code.country);
    an_cells_word(cells, code.group);
    an_cells_none(cells, 1); /* ethnic group: not in our record */
    an_cells_word(cells, code.religions[0]);
    an_cells_word(cells, code.religions[1]);
    for (int i = 0; i < AN_CAMEO_TYPES_MAX; i++) an_cells_word(cells, code.types[i]);
}

static void put_no_place(an_cells *cells)
{
    an_cells_int(cells, 0); /* GDELT's own "no place" */
    an_cells_none(cells, GEO_CELLS - 1);
}

static int geo_type(const an_place *place)
{
    bool is_us = strcmp(place->country, "USA") == 0;
    switch (an_place_precision(place)) {
    case 1: case 2: return is_us ? GEO_US_CITY : GEO_CITY;
    case 4: return is_us ? GEO_US_STATE : GEO_DIVISION;
    case 6: return GEO_COUNTRY;
    default: return 0;
    }
}

/* The West Bank and Gaza have codes of their own; which one a town lies in its longitude tells, of the whole nothing. */
static const char *fips_of(const an_place *place, int type)
{
    const double gaza_ends = 34.7;
    const an_country *country = an_country_find(place->country);
    if (strcmp(place->country, "PSE") == 0 && place->has_coordinates && type != GEO_COUNTRY) return place->longitude < gaza_ends ? "GZ" : "WE";
    return country ? country->fips : "";
}

static void put_place(an_export *export, an_cells *cells, const an_place *place)
{
    const an_country *country = an_country_find(place->country);
    int type = place->precision.data ? geo_type(place) : 0;
    const char *fips = fips_of(place, type);
    if (!type) {
        put_no_place(cells);
        return;
    }
    an_strbuf_clear(&export->scratch);
    an_strbuf_put_str(&export->scratch, place->name);
    if (place->parent.length && type != GEO_COUNTRY) an_strbuf_printf(&export->scratch, ", %.*s", (int)place->parent.length, place->parent.data);
    if (country && type != GEO_COUNTRY) an_strbuf_printf(&export->scratch, ", %s", country->name);
    an_cells_int(cells, type);
    an_cells_text(cells, an_strbuf_view(&export->scratch));
    an_cells_word(cells, fips);
    an_cells_word(cells, type == GEO_COUNTRY ? fips : ""); /* first division: FIPS codes that we do not have */
    an_cells_none(cells, 1);
    if (place->has_coordinates) {
        an_cells_number(cells, place->latitude, AN_EXPORT_DEGREE_DECIMALS);
        an_cells_number(cells, place->longitude, AN_EXPORT_DEGREE_DECIMALS);
    } else {
        an_cells_none(cells, 2);
    }
    an_cells_word(cells, type == GEO_COUNTRY ? fips : ""); /* of towns a number of the GNS, which GeoNames' is not */
}

/* ---- the row of an event ---- */

/* An event stands in the lead if no empty line comes before it. */
static bool is_in_lead(const an_export_event *given)
{
    an_str text = given->article->text;
    for (size_t i = 0; i + 1 < given->event->span.start && i + 1 < text.length; i++)
        if (text.data[i] == '\n' && text.data[i + 1] == '\n') return false;
    return true;
}

static void put_code(an_cells *cells, const char *cameo)
{
    char base[4] = "", root[3] = "";
    memcpy(base, cameo, strlen(cameo) < 3 ? strlen(cameo) : 3);
    memcpy(root, cameo, strlen(cameo) < 2 ? strlen(cameo) : 2);
    an_cells_word(cells, cameo);
    an_cells_word(cells, base);
    an_cells_word(cells, root);
}

typedef struct pair_maker {
    an_export *export;
    const an_export_event *given;
} pair_maker;

static void put_codes(an_cells *cells, const an_event *event)
{
    put_code(cells, event->cameo);
    if (event->quad) an_cells_int(cells, event->quad);
    else an_cells_none(cells, 1);
    if (event->has_goldstein) an_cells_number(cells, event->goldstein, AN_EXPORT_SCORE_DECIMALS);
    else an_cells_none(cells, 1);
}

static void put_row(void *user, const an_participant *source, const an_participant *target, size_t number)
{
    const pair_maker *maker = user;
    an_export *export = maker->export;
    const gdelt *g = export->own;
    an_cells cells = cells_of(&export->out);
    an_cells_int(&cells, an_key_number(g->incident->key, number));
    put_days(&cells, g->incident->dates);
    put_actor(&cells, source);
    put_actor(&cells, target);
    an_cells_int(&cells, is_in_lead(maker->given));
    put_codes(&cells, maker->given->event);
    an_cells_int(&cells, g->incident->events);
    an_cells_int(&cells, (int64_t)g->outlets.count);
    an_cells_int(&cells, g->incident->reports);
    an_cells_none(&cells, 1); /* tone: not in our record */
    put_no_place(&cells);     /* where the actors are: not in our record */
    put_no_place(&cells);
    put_place(export, &cells, &g->incident->place);
    put_compact_day(&cells, g->added, "000000");
    an_cells_text(&cells, maker->given->article->url);
    an_cells_end(&cells);
}

/* The account that stands for the incident: the first that says it happened, of the incident's own type. */
static void choose(const an_export *export, gdelt *g, const an_export_event *given)
{
    const an_event *event = given->event;
    if (g->has_event || event->type != g->incident->type || !an_export_is_asserted(export, event->factuality)) return;
    g->has_event = true;
    g->event = event->key;
    g->added = given->article->published.from;
}

static uint64_t outlet_digest(const an_article *article) { return an_hash(article->outlet.length ? article->outlet : article->id); }

/* First round: count and choose; second: write. */
static void put_account(an_export *export, const an_export_event *given)
{
    gdelt *g = export->own;
    pair_maker maker = {export, given};
    if (!g || !an_export_is_asserted(export, g->incident->factuality)) return;
    if (export->round == 0) {
        an_export_set_add(&export->incident, &g->outlets, outlet_digest(given->article));
        choose(export, g, given);
    } else if (g->has_event && given->event->key == g->event) {
        g->has_event = false; /* two documents may hold the key: one row is enough */
        an_export_pairs(given->event, put_row, &maker);
    }
}

const an_export_format an_export_gdelt = {.name = "gdelt", .what = "events", .wants = AN_EXPORT_INCIDENTS | AN_EXPORT_ACCOUNTS, .passes = 1,
                                          .incident = begin_incident, .event = put_account};

/* ---- mentions ---- */

static an_str who(const an_participant *side) { return side ? side->actor.id.data ? side->actor.id : side->actor.name : (an_str){0}; }

static an_str keep_str(an_export *export, an_str text)
{
    return (an_str){text.data ? an_arena_copy(&export->incident, text.data, text.length) : NULL, text.length};
}

static void add_pair(void *user, const an_participant *source, const an_participant *target, size_t number)
{
    pair_maker *maker = user;
    gdelt *g = maker->export->own;
    event_pair pair = {an_key_number(g->incident->key, number), keep_str(maker->export, who(source)), keep_str(maker->export, who(target))};
    AN_PUSH(&maker->export->incident, &g->pairs, pair);
}

/* Characters before a byte of the text: GDELT counts characters. */
static int64_t characters_before(an_str text, size_t byte)
{
    int64_t count = 0;
    for (size_t i = 0; i < byte && i < text.length; i++) count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

static const an_participant *find_in(const an_participants *list, an_str id)
{
    for (size_t i = 0; id.data && i < list->count; i++)
        if (an_str_equal(who(&list->items[i]), id)) return &list->items[i];
    return NULL;
}

static const an_participant *find_side(const an_event *event, an_str id)
{
    const an_participant *found = find_in(&event->actors, id);
    return found ? found : find_in(&event->recipients, id);
}

static void put_offset(an_cells *cells, const an_export_event *given, const an_participant *side)
{
    bool is_there = side && !an_span_is_empty(side->span);
    an_cells_int(cells, is_there ? characters_before(given->article->text, side->span.start) : -1); /* -1: GDELT's "not there" */
}

static bool is_plain(const an_participant *side) { return !side || side->actor.resolution != AN_RESOLUTION_COREFERENCE; }

static void put_mention(an_export *export, const an_export_event *given, const event_pair *pair)
{
    enum { MENTION_WEB = 1, MENTION_CITATION = 2, PERCENT = 100 };
    const gdelt *g = export->own;
    const an_article *article = given->article;
    const an_participant *source = find_side(given->event, pair->source), *target = find_side(given->event, pair->target);
    an_cells cells = cells_of(&export->out);
    an_cells_int(&cells, pair->id);
    put_compact_day(&cells, g->added, "000000");
    put_compact_day(&cells, article->published.from, "000000");
    an_cells_int(&cells, article->url.length ? MENTION_WEB : MENTION_CITATION);
    an_cells_text(&cells, article->outlet);
    an_cells_text(&cells, article->url.length ? article->url : article->id);
    an_cells_int(&cells, (int64_t)given->event->sentence + 1);
    put_offset(&cells, given, source);
    put_offset(&cells, given, target);
    an_cells_int(&cells, characters_before(article->text, given->event->span.start));
    an_cells_int(&cells, is_plain(source) && is_plain(target));
    an_cells_int(&cells, (int64_t)(given->event->confidence * PERCENT + 0.5));
    an_cells_int(&cells, characters_before(article->text, article->text.length));
    an_cells_none(&cells, 3); /* tone, translation, extras */
    an_cells_end(&cells);
}

static void put_mentions(an_export *export, const an_export_event *given)
{
    gdelt *g = export->own;
    pair_maker maker = {export, given};
    if (!g || !an_export_is_asserted(export, g->incident->factuality)) return;
    if (export->round == 0) {
        bool had_event = g->has_event;
        choose(export, g, given);
        if (g->has_event && !had_event) an_export_pairs(given->event, add_pair, &maker);
        return;
    }
    for (size_t i = 0; i < g->pairs.count; i++) put_mention(export, given, &g->pairs.items[i]);
}

const an_export_format an_export_gdelt_mentions = {.name = "gdelt-mentions", .what = "events", .wants = AN_EXPORT_INCIDENTS | AN_EXPORT_ACCOUNTS,
                                                   .passes = 1, .incident = begin_incident, .event = put_mentions};
