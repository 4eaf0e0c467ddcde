#include "record/statement.h"

#define TEXT(name, text) text,
const char *const an_statement_names[AN_STATEMENT_KINDS] = {AN_STATEMENT_LIST(TEXT)};

enum { SHARE_DECIMALS = 2 };

void an_statement_write_count(const an_incident_count *count, an_strbuf *out)
{
    an_strbuf_printf(out, "%lld", (long long)count->low);
    if (count->high == INT64_MAX) an_strbuf_putc(out, '+');
    else if (count->high != count->low) an_strbuf_printf(out, "-%lld", (long long)count->high);
}

static void put_names(const an_participants *list, an_strbuf *out)
{
    for (size_t i = 0; i < list->count; i++) {
        const an_actor *actor = &list->items[i].actor;
        if (i) an_strbuf_puts(out, ", ");
        an_strbuf_put_str(out, actor->id.data ? actor->id : actor->name);
    }
}

static void put_divider(an_strbuf *out, size_t start)
{
    if (out->length > start) an_strbuf_puts(out, "; ");
}

void an_statement_write_value(const an_statement *statement, an_strbuf *out)
{
    const an_statement_value *v = &statement->value;
    size_t start = out->length;
    if (!v->is_known) return;
    put_names(&v->actors, out);
    if (v->factuality == AN_FACTUALITY_DID_NOT_HAPPEN) {
        put_divider(out, start);
        an_strbuf_puts(out, "did not happen");
    }
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        if (!v->counts[k].is_known) continue;
        put_divider(out, start);
        an_strbuf_printf(out, "%s ", an_count_names[k]);
        an_statement_write_count(&v->counts[k], out);
    }
    if (v->place.name.data) {
        put_divider(out, start);
        an_strbuf_put_str(out, v->place.name);
    }
    if (v->instrument.data) {
        put_divider(out, start);
        an_strbuf_put_str(out, v->instrument);
    }
}

/* ---- JSON ---- */

static void put_text(an_json *json, const char *key, an_str text)
{
    an_json_key(json, key);
    an_json_str(json, text);
}

static void put_key(an_json *json, const char *name, uint64_t key)
{
    char text[AN_KEY_BYTES];
    an_json_key(json, name);
    an_json_cstr(json, key ? an_key_format(key, text) : NULL);
}

static void put_range(an_json *json, const char *key, an_date_range range)
{
    char day[AN_ISO_DAY_BYTES];
    an_json_key(json, key);
    if (!an_date_range_is_known(range)) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    an_json_key(json, "from");
    an_json_cstr(json, range.from == AN_DAY_UNKNOWN ? NULL : an_iso_format(range.from, day));
    an_json_key(json, "to");
    an_json_cstr(json, range.to == AN_DAY_UNKNOWN ? NULL : an_iso_format(range.to, day));
    an_json_close_object(json);
}

static void put_ids(an_json *json, const char *key, const an_participants *list)
{
    an_json_key(json, key);
    an_json_open_array(json);
    for (size_t i = 0; i < list->count; i++) an_json_str(json, list->items[i].actor.id.data ? list->items[i].actor.id : list->items[i].actor.name);
    an_json_close_array(json);
}

static void put_count(an_json *json, const char *key, const an_incident_count *count)
{
    an_json_key(json, key);
    if (!count->is_known) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    an_json_key(json, "low");
    an_json_int(json, count->low);
    an_json_key(json, "high");
    if (count->high == INT64_MAX) an_json_null(json);
    else an_json_int(json, count->high);
    an_json_close_object(json);
}

static void put_value(an_json *json, const an_statement_value *v)
{
    an_json_key(json, "value");
    if (!v->is_known) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_key(json, "event", v->event);
    put_key(json, "incident", v->incident);
    put_text(json, "type", an_str_from(an_types[v->type].name));
    put_text(json, "factuality", an_str_from(an_factuality_names[v->factuality]));
    put_range(json, "date", v->dates);
    put_text(json, "place", v->place.name);
    put_ids(json, "actors", &v->actors);
    put_ids(json, "recipients", &v->recipients);
    for (int k = 0; k < AN_COUNT_KINDS; k++) put_count(json, an_count_names[k], &v->counts[k]);
    put_text(json, "instrument", v->instrument);
    an_json_close_object(json);
}

static void put_certainty(an_json *json, const an_certainty *certainty)
{
    an_json_key(json, "certainty");
    if (!certainty->is_known) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    an_json_key(json, "low");
    an_json_number(json, certainty->low, SHARE_DECIMALS);
    an_json_key(json, "high");
    an_json_number(json, certainty->high, SHARE_DECIMALS);
    an_json_close_object(json);
}

static void put_speaker(an_json *json, const an_statement *s)
{
    an_json_key(json, "speaker");
    if (!s->has_speaker) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_text(json, "id", s->speaker.id);
    put_text(json, "name", s->speaker.name);
    an_json_close_object(json);
}

void an_statement_write_json(const an_statement *s, an_strbuf *out)
{
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    put_key(&json, "key", s->key);
    put_text(&json, "kind", an_str_from(an_statement_names[s->kind]));
    put_text(&json, "document", s->document);
    put_text(&json, "outlet", s->outlet);
    put_range(&json, "published", s->published);
    put_speaker(&json, s);
    put_text(&json, "stance", an_str_from(s->is_own_voice ? NULL : an_stance_names[s->stance]));
    put_certainty(&json, &s->certainty);
    put_value(&json, &s->value);
    put_text(&json, "taken_from", s->source);
    put_key(&json, "repeats", s->repeats);
    put_key(&json, "changes", s->changes);
    put_text(&json, "change", s->change);
    put_text(&json, "content", s->content);
    put_text(&json, "text", s->text);
    an_json_close_object(&json);
}
