/* STIX 2.1: one bundle. Events are incidents, actors identities, places locations, documents reports; who did it, to whom and where are
 * relationships. What STIX has no word for (PLOVER, CAMEO, factuality, accounts) stands in an extension of the incident, defined in the bundle.
 *
 * Ids are version-5 UUIDs of what an object is, so the same base gives the same ids, and two bases agree on actors and places. Every object needs
 * a time of creation: it is the day of publication, and 1970-01-01 where nobody knows it; no clock is asked. */
#include <nettle/sha1.h>

#include "base/hash.h"
#include "show/export_internal.h"

enum { UUID_BYTES = 37, ID_BYTES = 64, TIME_BYTES = 32 };

/* The namespace of our UUIDs, and the ids that never change: the program's own identity and the extension. */
static const uint8_t name_space[16] = {0x5b, 0x0c, 0x1e, 0x5a, 0x6d, 0x2f, 0x4c, 0x11, 0x9b, 0x1d, 0x41, 0x4e, 0x4e, 0x41, 0x4c, 0x53};
#define NO_TIME "1970-01-01T00:00:00.000Z"

typedef struct stix {
    an_export_set written;       /* ids */
    struct sha1_ctx ids;         /* of all objects: the bundle's own id is made of them */
    char program[ID_BYTES], extension[ID_BYTES];
    an_strbuf references;        /* of the document in hand: ids apart by blanks */
    an_arena document_arena;
    an_article document;         /* a copy; id data NULL = none */
} stix;

/* ---- ids and times ---- */

static void write_uuid(const uint8_t digest[SHA1_DIGEST_SIZE], char out[UUID_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    size_t at = 0;
    for (int i = 0; i < 16; i++) {
        uint8_t byte = digest[i];
        if (i == 6) byte = (uint8_t)((byte & 0x0F) | 0x50); /* version 5 */
        if (i == 8) byte = (uint8_t)((byte & 0x3F) | 0x80); /* variant of RFC 4122 */
        if (i == 4 || i == 6 || i == 8 || i == 10) out[at++] = '-';
        out[at++] = digits[byte >> 4];
        out[at++] = digits[byte & 15];
    }
    out[at] = '\0';
}

/* "type--uuid" of a name: what kind of thing, and what tells it from others of the kind. */
static void make_id(const char *type, an_str name, char out[ID_BYTES])
{
    struct sha1_ctx hash;
    uint8_t digest[SHA1_DIGEST_SIZE];
    char uuid[UUID_BYTES];
    size_t length = strlen(type);
    sha1_init(&hash);
    sha1_update(&hash, sizeof name_space, name_space);
    sha1_update(&hash, length, (const uint8_t *)type);
    sha1_update(&hash, 1, (const uint8_t *)":");
    if (name.length) sha1_update(&hash, name.length, (const uint8_t *)name.data);
    sha1_digest(&hash, sizeof digest, digest);
    write_uuid(digest, uuid);
    memcpy(out, type, length);
    memcpy(out + length, "--", 2);
    memcpy(out + length + 2, uuid, UUID_BYTES);
}

static const char *time_of(an_day day, char out[TIME_BYTES])
{
    static const char rest[] = "T00:00:00.000Z";
    if (day == AN_DAY_UNKNOWN) return NO_TIME;
    an_iso_format(day, out);
    memcpy(out + strlen(out), rest, sizeof rest);
    return out;
}

/* ---- objects ---- */

static void put_text(an_json *json, const char *key, an_str text)
{
    if (!text.length) return;
    an_json_key(json, key);
    an_json_str(json, text);
}

static void put_word(an_json *json, const char *key, const char *text) { put_text(json, key, an_str_from(text)); }

/* Begins an object with what all have in common; false if it stands in the bundle already. */
static bool open_object(an_export *export, an_json *json, const char *type, const char *id, const char *time)
{
    stix *s = export->own;
    if (!an_export_set_add(&export->arena, &s->written, an_hash(an_str_from(id)))) return false;
    sha1_update(&s->ids, strlen(id), (const uint8_t *)id);
    an_strbuf_puts(&export->out, export->rows++ ? ",\n" : "\n");
    an_json_begin(json, &export->out);
    an_json_open_object(json);
    put_word(json, "type", type);
    put_word(json, "spec_version", "2.1");
    put_word(json, "id", id);
    if (strcmp(id, s->program) != 0) put_word(json, "created_by_ref", s->program);
    put_word(json, "created", time);
    put_word(json, "modified", time);
    return true;
}

static void put_program(an_export *export)
{
    stix *s = export->own;
    an_json json;
    if (open_object(export, &json, "identity", s->program, NO_TIME)) {
        put_word(&json, "name", "Annals");
        put_word(&json, "identity_class", "system");
        an_json_close_object(&json);
    }
    if (!open_object(export, &json, "extension-definition", s->extension, NO_TIME)) return;
    put_word(&json, "name", "Annals event");
    put_word(&json, "description", "A coded event: PLOVER type and modes, CAMEO code, dates, numbers of people, factuality, and whose account it is.");
    put_word(&json, "schema", "docs/formats.md of Annals, section STIX");
    put_word(&json, "version", "1.0.0");
    an_json_key(&json, "extension_types");
    an_json_open_array(&json);
    an_json_cstr(&json, "property-extension");
    an_json_close_array(&json);
    an_json_close_object(&json);
}

static const char *identity_class(an_actor_kind kind)
{
    switch (kind) {
    case AN_ACTOR_PERSON: return "individual";
    case AN_ACTOR_POPULATION: return "class";
    case AN_ACTOR_ARMED_GROUP: case AN_ACTOR_PARTY: return "group";
    case AN_ACTOR_UNKNOWN: case AN_ACTOR_REGION: return "unknown";
    default: return "organization";
    }
}

/* Actors known by their words only are the same if the words are. */
static void put_actor(an_export *export, const an_actor *actor, const char *time, char id[ID_BYTES])
{
    an_json json;
    an_strbuf_clear(&export->scratch);
    an_strbuf_puts(&export->scratch, actor->id.data ? "id " : "words ");
    an_strbuf_put_str(&export->scratch, actor->id.data ? actor->id : actor->name);
    make_id("identity", an_strbuf_view(&export->scratch), id);
    if (!open_object(export, &json, "identity", id, time)) return;
    put_text(&json, "name", actor->name.length ? actor->name : actor->id);
    put_word(&json, "identity_class", identity_class(actor->kind));
    if (actor->id.data) {
        an_json_key(&json, "external_references");
        an_json_open_array(&json);
        an_json_open_object(&json);
        put_word(&json, "source_name", "annals");
        put_text(&json, "external_id", actor->id);
        an_json_close_object(&json);
        an_json_close_array(&json);
    }
    an_json_close_object(&json);
}

/* A location must have coordinates or a country; false if it has neither. */
static bool put_location(an_export *export, const an_place *place, const char *time, char id[ID_BYTES])
{
    const an_country *country = an_country_find(place->country);
    bool has_country = country && country->iso2[0];
    an_json json;
    if (!place->has_coordinates && !has_country) return false;
    an_strbuf_clear(&export->scratch);
    an_strbuf_printf(&export->scratch, "%u %s ", (unsigned)place->geonames, place->country);
    an_strbuf_put_str(&export->scratch, place->name);
    make_id("location", an_strbuf_view(&export->scratch), id);
    if (!open_object(export, &json, "location", id, time)) return true;
    put_text(&json, "name", place->name);
    if (has_country) put_word(&json, "country", country->iso2);
    if (place->has_coordinates) {
        an_json_key(&json, "latitude");
        an_json_number(&json, place->latitude, AN_EXPORT_DEGREE_DECIMALS);
        an_json_key(&json, "longitude");
        an_json_number(&json, place->longitude, AN_EXPORT_DEGREE_DECIMALS);
    }
    an_json_close_object(&json);
    return true;
}

/* ---- incidents ---- */

static void put_count(an_json *json, const char *name, const an_event_quantity *quantity)
{
    if (!quantity->is_known) return;
    an_json_key(json, name);
    an_json_open_object(json);
    an_json_key(json, "low");
    an_json_int(json, quantity->low);
    if (quantity->high != INT64_MAX) {
        an_json_key(json, "high");
        an_json_int(json, quantity->high);
    }
    an_json_close_object(json);
}

static void put_accounts(an_json *json, const an_accounts *accounts)
{
    if (!accounts->count) return;
    an_json_key(json, "accounts");
    an_json_open_array(json);
    for (size_t i = 0; i < accounts->count; i++) {
        an_json_open_object(json);
        put_text(json, "speaker", accounts->items[i].speaker.actor.name);
        put_word(json, "stance", an_stance_names[accounts->items[i].stance]);
        an_json_close_object(json);
    }
    an_json_close_array(json);
}

static void put_extension(an_json *json, const stix *s, const an_event *event)
{
    an_date_range days = an_event_days(event);
    char day[AN_ISO_DAY_BYTES];
    an_json_key(json, "extensions");
    an_json_open_object(json);
    an_json_key(json, s->extension);
    an_json_open_object(json);
    put_word(json, "extension_type", "property-extension");
    put_word(json, "plover_type", an_types[event->type].name);
    if (event->mode_count) {
        an_json_key(json, "plover_modes");
        an_json_open_array(json);
        for (int i = 0; i < event->mode_count; i++) an_json_cstr(json, an_modes[event->modes[i]].name);
        an_json_close_array(json);
    }
    put_word(json, "cameo", event->cameo);
    put_word(json, "date_from", an_iso_format(days.from, day));
    put_word(json, "date_to", an_iso_format(days.to, day));
    if (event->place.is_known) put_text(json, "place_precision", event->place.place.precision);
    put_count(json, "killed", &event->killed);
    put_count(json, "wounded", &event->wounded);
    put_count(json, "detained", &event->detained);
    put_count(json, "displaced", &event->displaced);
    put_word(json, "factuality", an_factuality_names[event->factuality]);
    put_accounts(json, &event->accounts);
    an_json_close_object(json);
    an_json_close_object(json);
}

static void put_names(an_strbuf *out, const an_participants *list)
{
    enum { NAMES_MAX = 3 };
    for (size_t i = 0; i < list->count && i < NAMES_MAX; i++) {
        if (i) an_strbuf_puts(out, ", ");
        an_strbuf_put_str(out, list->items[i].actor.name);
    }
    if (list->count > NAMES_MAX) an_strbuf_puts(out, ", ...");
    if (!list->count) an_strbuf_putc(out, '?');
}

/* "ASSAULT: ISKP - Taliban, Kabul, 2022-09-05". */
static an_str title_of(an_export *export, const an_event *event)
{
    an_strbuf *out = &export->scratch;
    char day[AN_ISO_DAY_BYTES];
    an_strbuf_clear(out);
    an_strbuf_printf(out, "%s: ", an_types[event->type].name);
    put_names(out, &event->actors);
    an_strbuf_puts(out, " - ");
    put_names(out, &event->recipients);
    if (event->place.is_known) an_strbuf_printf(out, ", %.*s", (int)event->place.place.name.length, event->place.place.name.data);
    an_iso_format(an_event_day(event), day);
    if (day[0]) an_strbuf_printf(out, ", %s", day);
    return an_strbuf_view(out);
}

static void put_source(an_json *json, const an_article *article)
{
    an_json_key(json, "external_references");
    an_json_open_array(json);
    an_json_open_object(json);
    put_text(json, "source_name", article->outlet.length ? article->outlet : AN_STR("document"));
    put_text(json, "description", article->title);
    put_text(json, "url", article->url);
    put_text(json, "external_id", article->id);
    an_json_close_object(json);
    an_json_close_array(json);
}

static void put_relationship(an_export *export, const char *type, const char *source, const char *target, an_date_range days, const char *time)
{
    char id[ID_BYTES], text[TIME_BYTES];
    an_json json;
    an_strbuf_clear(&export->scratch);
    an_strbuf_printf(&export->scratch, "%s %s %s", source, type, target);
    make_id("relationship", an_strbuf_view(&export->scratch), id);
    if (!open_object(export, &json, "relationship", id, time)) return;
    put_word(&json, "relationship_type", type);
    put_word(&json, "source_ref", source);
    put_word(&json, "target_ref", target);
    if (days.from != AN_DAY_UNKNOWN) put_word(&json, "start_time", time_of(days.from, text));
    if (days.to != AN_DAY_UNKNOWN) put_word(&json, "stop_time", time_of(days.to + 1, text)); /* the end does not belong to it */
    an_json_close_object(&json);
}

static void put_incident(an_export *export, const an_export_event *given, const char *id, const char *time)
{
    enum { PERCENT = 100 };
    an_json json;
    if (!open_object(export, &json, "incident", id, time)) return;
    an_json_key(&json, "confidence");
    an_json_int(&json, (int64_t)(given->event->confidence * PERCENT + 0.5));
    put_text(&json, "name", title_of(export, given->event));
    put_text(&json, "description", given->sentence);
    put_source(&json, given->article);
    put_extension(&json, export->own, given->event);
    an_json_close_object(&json);
}

static void put_sides(an_export *export, const char *type, const char *incident, const an_event *event, const an_participants *list, const char *time)
{
    char id[ID_BYTES];
    for (size_t i = 0; i < list->count; i++) {
        const an_actor *actor = &list->items[i].actor;
        if (!actor->id.length && !actor->name.length) continue; /* an identity must have a name */
        put_actor(export, actor, time, id);
        put_relationship(export, type, incident, id, an_event_days(event), time);
    }
}

/* ---- reports ---- */

static void put_report(an_export *export)
{
    stix *s = export->own;
    char id[ID_BYTES], time[TIME_BYTES];
    an_json json;
    an_day published = s->document.published.from;
    if (!s->document.id.data || !s->references.length || published == AN_DAY_UNKNOWN) return;
    make_id("report", an_str_from(s->document.sha256), id);
    if (!open_object(export, &json, "report", id, time_of(published, time))) return;
    put_text(&json, "name", s->document.title.length ? s->document.title : s->document.id);
    put_word(&json, "published", time);
    put_source(&json, &s->document);
    an_json_key(&json, "object_refs");
    an_json_open_array(&json);
    for (an_str rest = an_strbuf_view(&s->references); rest.length;) {
        const char *end = memchr(rest.data, ' ', rest.length);
        size_t length = end ? (size_t)(end - rest.data) : rest.length;
        an_json_str(&json, (an_str){rest.data, length});
        rest = end ? (an_str){end + 1, rest.length - length - 1} : (an_str){0};
    }
    an_json_close_array(&json);
    an_json_close_object(&json);
}

static an_str keep(stix *s, an_str text)
{
    return (an_str){text.data ? an_arena_copy(&s->document_arena, text.data, text.length) : NULL, text.length};
}

/* Events come document by document: the report of the last one is written when another begins. */
static void enter_document(an_export *export, const an_article *article)
{
    stix *s = export->own;
    if (s->document.id.data && strcmp(s->document.sha256, article->sha256) == 0) return;
    put_report(export);
    an_strbuf_clear(&s->references);
    an_arena_reset(&s->document_arena);
    s->document = *article;
    s->document.text = (an_str){0};
    s->document.id = keep(s, article->id);
    s->document.title = keep(s, article->title);
    s->document.outlet = keep(s, article->outlet);
    s->document.url = keep(s, article->url);
}

static void begin(an_export *export)
{
    stix *s = export->own = AN_NEW(&export->arena, stix);
    if (!s) return;
    an_strbuf_init(&s->references, 0);
    an_arena_init(&s->document_arena, 0);
    sha1_init(&s->ids);
    make_id("identity", AN_STR("the program Annals"), s->program);
    make_id("extension-definition", AN_STR("event 1.0.0"), s->extension);
    an_strbuf_puts(&export->out, "{\"type\":\"bundle\",\"objects\":[");
    put_program(export);
}

static void put_event(an_export *export, const an_export_event *given)
{
    stix *s = export->own;
    const an_event *event = given->event;
    char id[ID_BYTES], place[ID_BYTES], time_text[TIME_BYTES], key[AN_KEY_BYTES];
    const char *time = time_of(given->article->published.from, time_text);
    if (!s || !an_export_is_asserted(export, event->factuality)) return;
    enter_document(export, given->article);
    make_id("incident", an_str_from(an_key_format(event->key, key)), id);
    put_incident(export, given, id, time);
    if (s->references.length) an_strbuf_putc(&s->references, ' ');
    an_strbuf_puts(&s->references, id);
    put_sides(export, "has-actor", id, event, &event->actors, time);
    put_sides(export, "has-recipient", id, event, &event->recipients, time);
    if (event->place.is_known && put_location(export, &event->place.place, time, place))
        put_relationship(export, "located-at", id, place, an_event_days(event), time);
}

static void end(an_export *export)
{
    stix *s = export->own;
    uint8_t digest[SHA1_DIGEST_SIZE];
    char uuid[UUID_BYTES];
    if (!s) return;
    put_report(export);
    sha1_digest(&s->ids, sizeof digest, digest);
    write_uuid(digest, uuid);
    an_strbuf_printf(&export->out, "\n],\"id\":\"bundle--%s\"}\n", uuid);
    if (s->references.has_failed || s->document_arena.is_exhausted) export->scratch.has_failed = true;
}

static void close_document(an_export *export)
{
    stix *s = export->own;
    an_strbuf_free(&s->references);
    an_arena_free(&s->document_arena);
}

const an_export_format an_export_stix = {.name = "stix", .what = "events", .wants = AN_EXPORT_EVENTS, .passes = 1, .begin = begin, .event = put_event, .end = end,
                                         .close = close_document};
