#include "record/fields.h"

#include "base/json.h"

#define TEXT(name, text) text,
const char *const an_event_field_names[AN_FIELD_COUNT] = {AN_EVENT_FIELD_LIST(TEXT)};
const char *const an_claim_field_names[AN_CLAIM_FIELD_COUNT] = {AN_CLAIM_FIELD_LIST(TEXT)};

enum { SHARE_DECIMALS = 2, DEGREE_DECIMALS = 5, DEGREE_DIGITS_MAX = 15 };

/* ---- writing ---- */

static void put_next(an_strbuf *out, bool *has_some)
{
    if (*has_some) an_strbuf_putc(out, ' ');
    *has_some = true;
}

static void put_number(an_strbuf *out, double value, int decimals)
{
    an_json json;
    an_json_begin(&json, out);
    an_json_number(&json, value, decimals);
}

static void put_type(const an_event *event, an_strbuf *out)
{
    an_strbuf_puts(out, event->type ? an_types[event->type].name : "none");
    for (int i = 0; i < event->mode_count; i++) an_strbuf_printf(out, " %s", an_modes[event->modes[i]].name);
}

static void put_actor(const an_actor *actor, an_strbuf *out)
{
    if (actor->id.data) {
        an_strbuf_put_str(out, actor->id);
        return;
    }
    an_strbuf_putc(out, '"');
    an_strbuf_put_str(out, actor->name);
    an_strbuf_putc(out, '"');
}

static void put_participants(const an_participants *list, an_strbuf *out)
{
    bool has_some = false;
    for (size_t i = 0; i < list->count; i++) {
        put_next(out, &has_some);
        put_actor(&list->items[i].actor, out);
    }
    if (!has_some) an_strbuf_puts(out, "none");
}

static void put_date(const an_event_date *date, an_strbuf *out)
{
    char from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
    an_date_range range = date->time.range;
    if (!date->is_known || !an_date_range_is_known(range)) an_strbuf_puts(out, "unknown");
    else if (range.from == range.to) an_strbuf_puts(out, an_iso_format(range.from, from));
    else an_strbuf_printf(out, "%s..%s", an_iso_format(range.from, from), an_iso_format(range.to, to));
    if (date->is_known && date->time.is_duration) an_strbuf_puts(out, " duration");
    if (date->is_known && date->time.is_habitual) an_strbuf_puts(out, " habitual");
}

static void put_quantity(const an_event_quantity *quantity, an_strbuf *out)
{
    if (!quantity->is_known) an_strbuf_puts(out, "unknown");
    else if (quantity->high == INT64_MAX) an_strbuf_printf(out, "%lld+", (long long)quantity->low);
    else if (quantity->high == quantity->low) an_strbuf_printf(out, "%lld", (long long)quantity->low);
    else an_strbuf_printf(out, "%lld-%lld", (long long)quantity->low, (long long)quantity->high);
}

static void put_accounts(const an_accounts *accounts, an_strbuf *out)
{
    bool has_some = false;
    for (size_t i = 0; i < accounts->count; i++) {
        put_next(out, &has_some);
        put_actor(&accounts->items[i].speaker.actor, out);
        an_strbuf_printf(out, " %s", an_stance_names[accounts->items[i].stance]);
    }
    if (!has_some) an_strbuf_puts(out, "none");
}

static void put_contexts(uint64_t contexts, an_strbuf *out)
{
    bool has_some = false;
    for (int i = 0; i < AN_CONTEXT_COUNT; i++) {
        if (!(contexts >> i & 1)) continue;
        put_next(out, &has_some);
        an_strbuf_puts(out, an_context_names[i]);
    }
    if (!has_some) an_strbuf_puts(out, "none");
}

static void put_span(an_span span, an_strbuf *out)
{
    if (an_span_is_empty(span)) an_strbuf_puts(out, "none");
    else an_strbuf_printf(out, "%u-%u", span.start, span.end);
}

void an_event_field_write(const an_event *event, an_event_field field, an_strbuf *out)
{
    switch (field) {
    case AN_FIELD_TYPE: put_type(event, out); break;
    case AN_FIELD_ACTOR: put_participants(&event->actors, out); break;
    case AN_FIELD_RECIPIENT: put_participants(&event->recipients, out); break;
    case AN_FIELD_DATE: put_date(&event->date, out); break;
    case AN_FIELD_PLACE:
        if (event->place.is_known) an_place_write_line(&event->place.place, out);
        else an_strbuf_puts(out, "unknown");
        break;
    case AN_FIELD_KILLED: put_quantity(&event->killed, out); break;
    case AN_FIELD_WOUNDED: put_quantity(&event->wounded, out); break;
    case AN_FIELD_DETAINED: put_quantity(&event->detained, out); break;
    case AN_FIELD_DISPLACED: put_quantity(&event->displaced, out); break;
    case AN_FIELD_FACTUALITY: an_strbuf_puts(out, an_factuality_names[event->factuality]); break;
    case AN_FIELD_ACCOUNTS: put_accounts(&event->accounts, out); break;
    case AN_FIELD_CONTEXTS: put_contexts(event->contexts, out); break;
    case AN_FIELD_CAMEO: an_strbuf_puts(out, event->cameo[0] ? event->cameo : "none"); break;
    case AN_FIELD_SPAN: put_span(event->span, out); break;
    case AN_FIELD_INSTRUMENT: put_span(event->instrument, out); break;
    case AN_FIELD_CONFIDENCE: put_number(out, event->confidence, SHARE_DECIMALS); break;
    case AN_FIELD_RULE: an_strbuf_put_str(out, event->rule.data ? event->rule : AN_STR("none")); break;
    case AN_FIELD_COUNT: break;
    }
}

void an_event_corrected_write(const an_event *event, const char *between, an_strbuf *out)
{
    bool has_some = false;
    for (int i = 0; i < AN_FIELD_COUNT; i++) {
        if (!(event->corrected >> i & 1)) continue;
        if (has_some) an_strbuf_puts(out, between);
        an_strbuf_puts(out, an_event_field_names[i]);
        has_some = true;
    }
}

/* ---- claims ---- */

static void put_certainty(const an_certainty *certainty, an_strbuf *out)
{
    if (!certainty->is_known) {
        an_strbuf_puts(out, "unknown");
        return;
    }
    put_number(out, certainty->low, SHARE_DECIMALS);
    an_strbuf_putc(out, '-');
    put_number(out, certainty->high, SHARE_DECIMALS);
}

static void put_claimed_event(const an_document *document, const an_claim *claim, an_strbuf *out)
{
    char key[AN_KEY_BYTES];
    if (claim->event == AN_NONE) an_strbuf_puts(out, "none");
    else an_strbuf_puts(out, an_key_format(document->events.items[claim->event].key, key));
}

void an_claim_field_write(const an_document *document, const an_claim *claim, an_claim_field field, an_strbuf *out)
{
    switch (field) {
    case AN_CLAIM_SPEAKER:
        if (claim->has_speaker) put_actor(&claim->speaker.actor, out);
        else an_strbuf_puts(out, "none");
        break;
    case AN_CLAIM_STANCE: an_strbuf_puts(out, an_stance_names[claim->stance]); break;
    case AN_CLAIM_EVENT: put_claimed_event(document, claim, out); break;
    case AN_CLAIM_CERTAINTY: put_certainty(&claim->certainty, out); break;
    case AN_CLAIM_CONTENT: an_strbuf_put_str(out, an_str_of_span(document->article.text.data, claim->content)); break;
    case AN_CLAIM_SPAN: put_span(claim->span, out); break;
    case AN_CLAIM_FIELD_COUNT: break;
    }
}

/* ---- places ---- */

/* A ';' inside a name would end it. */
static void put_part(an_strbuf *out, an_str text)
{
    an_strbuf_puts(out, "; ");
    for (size_t i = 0; i < text.length; i++) an_strbuf_putc(out, text.data[i] == ';' ? ',' : text.data[i]);
}

static void put_degrees(an_strbuf *out, const an_place *place, double degrees)
{
    an_strbuf_puts(out, "; ");
    if (place->has_coordinates) put_number(out, degrees, DEGREE_DECIMALS);
}

void an_place_write_line(const an_place *place, an_strbuf *out)
{
    size_t start = out->length;
    put_part(out, place->name);
    if (!out->has_failed) { /* the first part has nothing before it */
        memmove(out->data + start, out->data + start + 2, out->length - start - 2);
        out->length -= 2;
        out->data[out->length] = '\0';
    }
    put_part(out, an_str_from(place->country));
    put_degrees(out, place, place->latitude);
    put_degrees(out, place, place->longitude);
    put_part(out, place->precision);
    an_strbuf_puts(out, "; ");
    if (place->geonames) an_strbuf_printf(out, "%u", place->geonames);
    put_part(out, place->parent);
    an_strbuf_puts(out, "; ");
    if (place->population) an_strbuf_printf(out, "%u", place->population);
}

static an_str next_part(an_str *rest)
{
    const char *end = rest->length ? memchr(rest->data, ';', rest->length) : NULL;
    an_str part = {rest->data, end ? (size_t)(end - rest->data) : rest->length};
    rest->data += part.length + (end != NULL);
    rest->length -= part.length + (end != NULL);
    part = an_str_trim(part);
    return part.length ? part : (an_str){0};
}

/* Digits with one point, read without a locale. Up to 15 digits over a power of ten: one division, so the nearest number. */
static bool read_degrees(an_str text, double limit, double *out)
{
    bool is_negative = text.length && text.data[0] == '-', has_point = false;
    int64_t digits = 0, scale = 1;
    int count = 0;
    for (size_t i = is_negative; i < text.length; i++) {
        if (text.data[i] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (text.data[i] < '0' || text.data[i] > '9' || ++count > DEGREE_DIGITS_MAX) return false;
        digits = digits * 10 + (text.data[i] - '0');
        if (has_point) scale *= 10;
    }
    *out = (is_negative ? -1 : 1) * (double)digits / (double)scale;
    return count > 0 && *out >= -limit && *out <= limit;
}

static bool read_count(an_str text, uint32_t *out)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || value > UINT32_MAX) return false;
        value = value * 10 + (uint64_t)(text.data[i] - '0');
    }
    *out = (uint32_t)value;
    return value <= UINT32_MAX;
}

static bool read_country(an_str text, char out[AN_COUNTRY_BYTES])
{
    memset(out, 0, AN_COUNTRY_BYTES);
    if (!text.length) return true;
    if (text.length != AN_COUNTRY_BYTES - 1) return false;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < 'A' || text.data[i] > 'Z') return false;
    memcpy(out, text.data, text.length);
    return true;
}

static const char *read_coordinates(an_str latitude, an_str longitude, an_place *out)
{
    out->has_coordinates = latitude.length > 0;
    if (!latitude.length != !longitude.length) return "one coordinate without the other";
    if (!latitude.length) return NULL;
    if (!read_degrees(latitude, 90, &out->latitude)) return "no latitude";
    return read_degrees(longitude, 180, &out->longitude) ? NULL : "no longitude";
}

static const char *read_precision(an_str text, an_place *out)
{
    static const char *const names[] = {"point", "city", "district", "division", "region", "country", "sea"};
    out->precision = AN_STR("city");
    if (!text.length) return NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (an_str_is(text, names[i])) {
            out->precision = an_str_from(names[i]);
            return NULL;
        }
    return "no precision: point, city, district, division, region, country or sea";
}

const char *an_place_read_line(an_str line, an_place *out)
{
    an_str latitude, longitude, rest = line;
    const char *wrong;
    memset(out, 0, sizeof *out);
    out->name = next_part(&rest);
    if (!out->name.length) return "no name of a place";
    if (!read_country(next_part(&rest), out->country)) return "no country: three capital letters";
    latitude = next_part(&rest);
    longitude = next_part(&rest);
    wrong = read_coordinates(latitude, longitude, out);
    if (!wrong) wrong = read_precision(next_part(&rest), out);
    if (wrong) return wrong;
    if (!read_count(next_part(&rest), &out->geonames)) return "no GeoNames id";
    out->parent = next_part(&rest);
    return read_count(next_part(&rest), &out->population) && !rest.length ? NULL : "no population";
}
