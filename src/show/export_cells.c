/* Cells, keys, days, copies and pairs: what the tables of the field have in common. */
#include "base/hash.h"
#include "show/export_internal.h"

/* ---- cells ---- */

static void begin_cell(an_cells *cells)
{
    if (cells->count++) an_strbuf_putc(cells->out, cells->separator);
}

static void put_tab_cell(an_strbuf *out, an_str text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        an_strbuf_putc(out, c == '\t' || c == '\n' || c == '\r' ? ' ' : c == '"' ? '\'' : c);
    }
}

static bool needs_quotes(an_str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (strchr(",\"\n\r", text.data[i])) return true;
    return text.data[0] == ' ' || text.data[text.length - 1] == ' ';
}

static void put_comma_cell(an_strbuf *out, an_str text)
{
    if (!needs_quotes(text)) {
        an_strbuf_put_str(out, text);
        return;
    }
    an_strbuf_putc(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"') an_strbuf_putc(out, '"');
        an_strbuf_putc(out, text.data[i]);
    }
    an_strbuf_putc(out, '"');
}

void an_cells_text(an_cells *cells, an_str text)
{
    begin_cell(cells);
    if (!text.data || !text.length) an_strbuf_puts(cells->out, cells->missing);
    else if (cells->separator == '\t') put_tab_cell(cells->out, text);
    else put_comma_cell(cells->out, text);
}

void an_cells_word(an_cells *cells, const char *text) { an_cells_text(cells, an_str_from(text)); }

void an_cells_int(an_cells *cells, int64_t value)
{
    begin_cell(cells);
    an_strbuf_printf(cells->out, "%lld", (long long)value);
}

void an_cells_number(an_cells *cells, double value, int decimals)
{
    begin_cell(cells);
    an_put_number(cells->out, value, decimals);
}

void an_cells_day(an_cells *cells, an_day day)
{
    char text[AN_ISO_DAY_BYTES];
    an_cells_word(cells, an_iso_format(day, text));
}

void an_cells_none(an_cells *cells, size_t count)
{
    while (count--) an_cells_word(cells, "");
}

void an_cells_end(an_cells *cells)
{
    an_strbuf_puts(cells->out, cells->separator == ',' ? "\r\n" : "\n");
    cells->count = 0;
}

void an_cells_header(an_cells *cells, const char *names)
{
    while (*names) {
        size_t length = strcspn(names, "|");
        an_cells_text(cells, (an_str){names, length});
        names += length + (names[length] == '|');
    }
    an_cells_end(cells);
}

void an_put_number(an_strbuf *out, double value, int decimals)
{
    an_json json;
    if (!(value >= -1e9 && value <= 1e9)) return; /* not finite, or nothing that these tables hold */
    an_json_begin(&json, out);
    an_json_number(&json, value, decimals);
}

/* ---- days, keys, words, places ---- */

an_day an_exact_day(an_date_range range) { return range.from == range.to ? range.from : AN_DAY_UNKNOWN; }

an_date_range an_event_days(const an_event *event)
{
    return event->date.is_known && !event->date.time.is_duration && !event->date.time.is_habitual ? event->date.time.range : AN_DATE_RANGE_UNKNOWN;
}

an_day an_event_day(const an_event *event) { return an_exact_day(an_event_days(event)); }

int64_t an_key_number(uint64_t key, size_t part)
{
    enum { KEPT_BITS = 52 };
    if (part) key = an_hash_mix(key, part);
    return (int64_t)(key >> (64 - KEPT_BITS));
}

an_str an_export_words(const an_export_event *event, an_span span)
{
    if (an_span_is_empty(span) || span.end > event->article->text.length) return (an_str){0};
    return an_str_of_span(event->article->text.data, span);
}

an_place_parts an_place_take_apart(const an_place *place)
{
    an_place_parts parts = {0};
    if (an_str_is(place->precision, "city")) parts.city = place->name;
    if (an_str_is(place->precision, "district")) parts.district = place->name;
    if (an_str_is(place->precision, "division")) parts.province = place->name;
    else if (parts.city.data || parts.district.data || an_str_is(place->precision, "point")) parts.province = place->parent;
    return parts;
}

bool an_export_is_asserted(const an_export *export, an_factuality factuality)
{
    return export->options.any_factuality || factuality == AN_FACTUALITY_HAPPENED || factuality == AN_FACTUALITY_ONGOING;
}

/* ---- copies ---- */

an_str an_export_keep(an_arena *arena, an_str text)
{
    const char *kept = text.data ? an_arena_copy(arena, text.data, text.length) : NULL;
    return (an_str){kept, kept ? text.length : 0};
}

an_participants an_export_keep_participants(an_arena *arena, const an_participants *list)
{
    an_participant *items = AN_NEW_ARRAY(arena, an_participant, list->count + 1);
    for (size_t i = 0; items && i < list->count; i++) {
        an_actor *actor = &items[i].actor;
        an_str *const texts[] = {&actor->id, &actor->name, &actor->acts_for, &actor->title, &actor->cameo};
        items[i] = list->items[i];
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) *texts[k] = an_export_keep(arena, *texts[k]);
    }
    return (an_participants){.items = items, .count = items ? list->count : 0};
}

void an_export_keep_incident(an_arena *arena, const an_incident *incident, an_incident *out)
{
    *out = *incident;
    out->place.name = an_export_keep(arena, incident->place.name);
    out->place.precision = an_export_keep(arena, incident->place.precision);
    out->place.parent = an_export_keep(arena, incident->place.parent);
    out->actors = an_export_keep_participants(arena, &incident->actors);
    out->recipients = an_export_keep_participants(arena, &incident->recipients);
}

/* ---- pairs ---- */

static void pair_together(const an_participants *actors, an_on_pair on_pair, void *user)
{
    size_t number = 0;
    for (size_t a = 0; a < actors->count; a++)
        for (size_t b = 0; b < actors->count; b++)
            if (a != b) on_pair(user, &actors->items[a], &actors->items[b], number++);
}

void an_export_pairs(const an_event *event, an_on_pair on_pair, void *user)
{
    size_t actors = event->actors.count, recipients = event->recipients.count, number = 0;
    if (!recipients && actors > 1) {
        pair_together(&event->actors, on_pair, user);
        return;
    }
    for (size_t a = 0; a < (actors ? actors : 1); a++)
        for (size_t r = 0; r < (recipients ? recipients : 1); r++)
            on_pair(user, actors ? &event->actors.items[a] : NULL, recipients ? &event->recipients.items[r] : NULL, number++);
}

/* ---- sets ---- */

static bool insert(an_export_set *set, uint64_t digest)
{
    for (size_t at = digest & (set->capacity - 1);; at = (at + 1) & (set->capacity - 1)) {
        if (set->slots[at] == digest) return false;
        if (set->slots[at]) continue;
        set->slots[at] = digest;
        set->count++;
        return true;
    }
}

bool an_export_set_add(an_arena *arena, an_export_set *set, uint64_t digest)
{
    enum { CAPACITY_MIN = 64 };
    if (!digest) digest = 1; /* 0 marks a free place */
    if (set->count * 2 >= set->capacity) {
        an_export_set larger = {.capacity = set->capacity ? set->capacity * 2 : CAPACITY_MIN};
        larger.slots = AN_NEW_ARRAY(arena, uint64_t, larger.capacity);
        if (!larger.slots) return false;
        for (size_t i = 0; i < set->capacity; i++)
            if (set->slots[i]) insert(&larger, set->slots[i]);
        *set = larger;
    }
    return insert(set, digest);
}
