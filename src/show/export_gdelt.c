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

/* A participant of an account, as far as mentions tell it. */
typedef struct mention_side {
    an_str who;
    int64_t characters_before; /* its words; -1: GDELT's "not there" */
    bool is_plain;             /* named, not by a pronoun */
} mention_side;

/* An account as its mentions tell it. */
typedef struct mention {
    an_day published;
    an_str outlet, url, id;
    int64_t sentence, characters_before, characters;
    double confidence;
    const mention_side *sides; /* actors, then recipients */
    size_t side_count;
} mention;

typedef struct gdelt {
    an_incident incident;
    bool has_event;   /* an account to make rows of was found ... */
    an_event event;   /* ... its actors, recipients and codes; the rest is empty ... */
    an_day added;     /* ... when it was published, where ... */
    an_str url;
    bool is_in_lead;  /* ... and whether it begins the article */
    an_export_set outlets;
    AN_ARRAY(mention) mentions; /* not yet written, as the account that stands for the incident did not come so far */
} gdelt;

static an_cells cells_of(an_strbuf *out) { return (an_cells){.out = out, .separator = '\t', .missing = ""}; }

static gdelt *state_of(an_export *export)
{
    if (!export->own) export->own = AN_NEW(&export->arena, gdelt);
    return export->own;
}

static bool takes(const an_export *export, const an_incident *incident) { return an_export_is_asserted(export, incident->factuality); }

static void begin_incident(an_export *export, const an_incident *incident)
{
    gdelt *g = state_of(export);
    if (!g) return;
    *g = (gdelt){.added = AN_DAY_UNKNOWN};
    an_export_keep_incident(&export->incident, incident, &g->incident);
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
    an_export *export = user;
    const gdelt *g = export->own;
    an_cells cells = cells_of(&export->out);
    an_cells_int(&cells, an_key_number(g->incident.key, number));
    put_days(&cells, g->incident.dates);
    put_actor(&cells, source);
    put_actor(&cells, target);
    an_cells_int(&cells, g->is_in_lead);
    put_codes(&cells, &g->event);
    an_cells_int(&cells, g->incident.events);
    an_cells_int(&cells, (int64_t)g->outlets.count);
    an_cells_int(&cells, g->incident.reports);
    an_cells_none(&cells, 1); /* tone: not in our record */
    put_no_place(&cells);     /* where the actors are: not in our record */
    put_no_place(&cells);
    put_place(export, &cells, &g->incident.place);
    put_compact_day(&cells, g->added, "000000");
    an_cells_text(&cells, g->url);
    an_cells_end(&cells);
}

static an_event keep_event(an_arena *arena, const an_event *event)
{
    an_event kept = {.quad = event->quad, .has_goldstein = event->has_goldstein, .goldstein = event->goldstein,
                     .actors = an_export_keep_participants(arena, &event->actors), .recipients = an_export_keep_participants(arena, &event->recipients)};
    memcpy(kept.cameo, event->cameo, sizeof kept.cameo);
    return kept;
}

/* The account that stands for the incident: the first that says it happened, of the incident's own type. */
static void choose(an_export *export, gdelt *g, const an_export_event *given)
{
    const an_event *event = given->event;
    if (g->has_event || event->type != g->incident.type || !an_export_is_asserted(export, event->factuality)) return;
    g->has_event = true;
    g->event = keep_event(&export->incident, event);
    g->added = given->article->published.from;
    g->url = an_export_keep(&export->incident, given->article->url);
    g->is_in_lead = is_in_lead(given);
}

static uint64_t outlet_digest(const an_article *article) { return an_hash(article->outlet.length ? article->outlet : article->id); }

static void add_account(an_export *export, const an_export_event *given)
{
    gdelt *g = export->own;
    if (!g) return;
    an_export_set_add(&export->incident, &g->outlets, outlet_digest(given->article));
    choose(export, g, given);
}

static void put_rows(an_export *export)
{
    const gdelt *g = export->own;
    if (g && g->has_event) an_export_pairs(&g->event, put_row, export);
}

const an_export_format an_export_gdelt = {.name = "gdelt", .what = "events", .wants = AN_EXPORT_INCIDENTS | AN_EXPORT_ACCOUNTS, .passes = 1,
                                          .takes = takes, .incident = begin_incident, .event = add_account, .end_incident = put_rows};

/* ---- mentions ---- */

static an_str who(const an_participant *side) { return side ? side->actor.id.data ? side->actor.id : side->actor.name : (an_str){0}; }

/* Characters before a byte of the text: GDELT counts characters. */
static int64_t characters_before(an_str text, size_t byte)
{
    int64_t count = 0;
    for (size_t i = 0; i < byte && i < text.length; i++) count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

static size_t view_sides(an_export *export, const an_participants *list, an_str text, mention_side *out)
{
    for (size_t i = 0; i < list->count; i++) {
        const an_participant *side = &list->items[i];
        out[i] = (mention_side){.who = an_export_keep(&export->incident, who(side)), .is_plain = side->actor.resolution != AN_RESOLUTION_COREFERENCE,
                                .characters_before = an_span_is_empty(side->span) ? -1 : characters_before(text, side->span.start)};
    }
    return list->count;
}

static void add_mention(an_export *export, gdelt *g, const an_export_event *given)
{
    an_arena *arena = &export->incident;
    const an_article *article = given->article;
    const an_event *event = given->event;
    mention_side *sides = AN_NEW_ARRAY(arena, mention_side, event->actors.count + event->recipients.count + 1);
    mention m = {.published = article->published.from, .sentence = event->sentence, .confidence = event->confidence, .sides = sides,
                 .outlet = an_export_keep(arena, article->outlet), .url = an_export_keep(arena, article->url), .id = an_export_keep(arena, article->id),
                 .characters_before = characters_before(article->text, event->span.start),
                 .characters = characters_before(article->text, article->text.length)};
    if (!sides) return;
    m.side_count = view_sides(export, &event->actors, article->text, sides);
    m.side_count += view_sides(export, &event->recipients, article->text, sides + m.side_count);
    AN_PUSH(arena, &g->mentions, m);
}

/* The participant of the account that is this one of the pair; NULL = none. */
static const mention_side *find_side(const mention *m, const an_participant *wanted)
{
    for (size_t i = 0; who(wanted).data && i < m->side_count; i++)
        if (an_str_equal(m->sides[i].who, who(wanted))) return &m->sides[i];
    return NULL;
}

typedef struct mention_writer {
    an_export *export;
    const mention *mention;
} mention_writer;

static void put_mention(void *user, const an_participant *source, const an_participant *target, size_t number)
{
    enum { MENTION_WEB = 1, MENTION_CITATION = 2, PERCENT = 100 };
    const mention_writer *writer = user;
    const gdelt *g = writer->export->own;
    const mention *m = writer->mention;
    const mention_side *from = find_side(m, source), *to = find_side(m, target);
    an_cells cells = cells_of(&writer->export->out);
    an_cells_int(&cells, an_key_number(g->incident.key, number));
    put_compact_day(&cells, g->added, "000000");
    put_compact_day(&cells, m->published, "000000");
    an_cells_int(&cells, m->url.length ? MENTION_WEB : MENTION_CITATION);
    an_cells_text(&cells, m->outlet);
    an_cells_text(&cells, m->url.length ? m->url : m->id);
    an_cells_int(&cells, m->sentence + 1);
    an_cells_int(&cells, from ? from->characters_before : -1);
    an_cells_int(&cells, to ? to->characters_before : -1);
    an_cells_int(&cells, m->characters_before);
    an_cells_int(&cells, (!from || from->is_plain) && (!to || to->is_plain));
    an_cells_int(&cells, (int64_t)(m->confidence * PERCENT + 0.5));
    an_cells_int(&cells, m->characters);
    an_cells_none(&cells, 3); /* tone, translation, extras */
    an_cells_end(&cells);
}

/* Its rows name the pairs of the account that stands for the incident, so accounts before that one wait for it. */
static void put_mentions(an_export *export, const an_export_event *given)
{
    gdelt *g = export->own;
    if (!g) return;
    add_mention(export, g, given);
    choose(export, g, given);
    if (!g->has_event) return;
    for (size_t i = 0; i < g->mentions.count; i++) {
        mention_writer writer = {export, &g->mentions.items[i]};
        an_export_pairs(&g->event, put_mention, &writer);
    }
    g->mentions.count = 0;
}

const an_export_format an_export_gdelt_mentions = {.name = "gdelt-mentions", .what = "events", .wants = AN_EXPORT_INCIDENTS | AN_EXPORT_ACCOUNTS,
                                                   .passes = 1, .takes = takes, .incident = begin_incident, .event = put_mentions};
