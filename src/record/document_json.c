/* The text form of a coded document: one line of JSON, described in docs/formats.md. Events, claims and articles have functions of
 * their own because a base prints the same objects row by row. What is unknown is null or an empty list. */
#include "base/json.h"
#include "record/event.h"
#include "record/fields.h"

/* Digits after the point: what the scales are given in; five for degrees, as GeoNames gives them (about a metre). */
enum { SCORE_DECIMALS = 1, DEGREE_DECIMALS = 5, SHARE_DECIMALS = 2 };

const char *an_key_format(uint64_t key, char out[AN_KEY_BYTES])
{
    static const char hex[] = "0123456789abcdef";
    for (int i = 0; i < AN_KEY_BYTES - 1; i++) out[i] = hex[key >> (60 - 4 * i) & 15];
    out[AN_KEY_BYTES - 1] = '\0';
    return out;
}

bool an_key_parse(an_str text, uint64_t *key)
{
    uint64_t value = 0;
    if (text.length != AN_KEY_BYTES - 1) return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c >= '0' && c <= '9') value = value << 4 | (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f') value = value << 4 | (uint64_t)(c - 'a' + 10);
        else return false;
    }
    *key = value;
    return true;
}

/* The words of a span; unknown (null) for an empty span and for one that leaves the text. */
static an_str words(an_str text, an_span span)
{
    if (an_span_is_empty(span) || span.end > text.length) return (an_str){0};
    return an_str_of_span(text.data, span);
}

static void put_code(an_json *json, const char *key, const char *code)
{
    an_json_key(json, key);
    an_json_cstr(json, code && code[0] ? code : NULL);
}

static void put_str(an_json *json, const char *key, an_str text)
{
    an_json_key(json, key);
    an_json_str(json, text);
}

static void put_int(an_json *json, const char *key, int64_t value)
{
    an_json_key(json, key);
    an_json_int(json, value);
}

static void put_number(an_json *json, const char *key, double value, int decimals)
{
    an_json_key(json, key);
    an_json_number(json, value, decimals);
}

static void put_key(an_json *json, const char *name, uint64_t key)
{
    char text[AN_KEY_BYTES];
    put_code(json, name, an_key_format(key, text));
}

static void put_words(an_json *json, an_str text, an_span span)
{
    put_str(json, "text", words(text, span));
    an_json_key(json, "span");
    an_json_span(json, span);
}

static void put_days(an_json *json, an_date_range range)
{
    char day[AN_ISO_DAY_BYTES];
    put_code(json, "from", an_iso_format(range.from, day));
    put_code(json, "to", an_iso_format(range.to, day));
}

/* ---- participants ---- */

static void put_actor(an_json *json, const an_actor *actor, an_str text, an_span span)
{
    an_json_open_object(json);
    put_str(json, "id", actor->id);
    put_str(json, "name", actor->name);
    put_code(json, "kind", actor->kind == AN_ACTOR_UNKNOWN ? NULL : an_actor_kind_names[actor->kind]);
    put_code(json, "country", actor->country);
    an_json_key(json, "sectors");
    an_json_open_array(json);
    for (int i = 0; i < actor->sector_count; i++) an_json_cstr(json, an_sector_names[actor->sectors[i]]);
    an_json_close_array(json);
    put_str(json, "cameo", actor->cameo);
    put_str(json, "acts_for", actor->acts_for);
    put_str(json, "text", text);
    an_json_key(json, "span");
    an_json_span(json, span);
    an_json_close_object(json);
}

void an_actor_write_json(const an_actor *actor, an_str text, an_span span, an_strbuf *out)
{
    an_json json;
    an_json_begin(&json, out);
    put_actor(&json, actor, text, span);
}

static void put_participants(an_json *json, const char *key, an_str text, const an_participants *list)
{
    an_json_key(json, key);
    an_json_open_array(json);
    for (size_t i = 0; i < list->count; i++)
        put_actor(json, &list->items[i].actor, words(text, list->items[i].span), list->items[i].span);
    an_json_close_array(json);
}

static void put_accounts(an_json *json, an_str text, const an_accounts *accounts)
{
    an_json_key(json, "accounts");
    an_json_open_array(json);
    for (size_t i = 0; i < accounts->count; i++) {
        const an_account *account = &accounts->items[i];
        an_json_open_object(json);
        an_json_key(json, "speaker");
        put_actor(json, &account->speaker.actor, words(text, account->speaker.span), account->speaker.span);
        put_code(json, "stance", an_stance_names[account->stance]);
        an_json_key(json, "span");
        an_json_span(json, account->span);
        an_json_close_object(json);
    }
    an_json_close_array(json);
}

/* ---- events ---- */

static void put_names(an_json *json, const an_event *event)
{
    put_code(json, "type", an_types[event->type].name);
    an_json_key(json, "modes");
    an_json_open_array(json);
    for (int i = 0; i < event->mode_count; i++) an_json_cstr(json, an_modes[event->modes[i]].name);
    an_json_close_array(json);
    an_json_key(json, "contexts");
    an_json_open_array(json);
    for (int i = 0; i < AN_CONTEXT_COUNT; i++)
        if (event->contexts >> i & 1) an_json_cstr(json, an_context_names[i]);
    an_json_close_array(json);
}

static void put_scores(an_json *json, const an_event *event)
{
    put_code(json, "cameo", event->cameo);
    an_json_key(json, "goldstein");
    if (event->has_goldstein) an_json_number(json, event->goldstein, SCORE_DECIMALS);
    else an_json_null(json);
    put_number(json, "plover_score", event->plover_score, SCORE_DECIMALS);
    an_json_key(json, "quad");
    if (event->quad) an_json_int(json, event->quad);
    else an_json_null(json);
}

static void put_date(an_json *json, an_str text, const an_event_date *date)
{
    an_json_key(json, "date");
    if (!date->is_known) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_days(json, date->time.range);
    put_words(json, text, date->span);
    put_code(json, "basis", an_basis_names[date->time.basis]);
    an_json_close_object(json);
}

static void put_place_fields(an_json *json, const an_place *place)
{
    put_str(json, "name", place->name);
    put_code(json, "country", place->country);
    an_json_key(json, "lat");
    if (place->has_coordinates) an_json_number(json, place->latitude, DEGREE_DECIMALS);
    else an_json_null(json);
    an_json_key(json, "lon");
    if (place->has_coordinates) an_json_number(json, place->longitude, DEGREE_DECIMALS);
    else an_json_null(json);
    an_json_key(json, "geonames");
    if (place->geonames) an_json_int(json, place->geonames);
    else an_json_null(json);
    put_str(json, "precision", place->precision);
}

static void put_place(an_json *json, an_str text, const an_event_place *place)
{
    an_json_key(json, "place");
    if (!place->is_known) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_place_fields(json, &place->place);
    put_words(json, text, place->span);
    an_json_close_object(json);
}

/* An open upper end ("at least 139") is null. */
static void put_range(an_json *json, int64_t low, int64_t high)
{
    put_int(json, "low", low);
    an_json_key(json, "high");
    if (high == INT64_MAX) an_json_null(json);
    else an_json_int(json, high);
}

static void put_quantity(an_json *json, const char *key, an_str text, const an_event_quantity *quantity)
{
    an_json_key(json, key);
    if (!quantity->is_known) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_range(json, quantity->low, quantity->high);
    put_words(json, text, quantity->span);
    an_json_close_object(json);
}

static void put_instrument(an_json *json, an_str text, an_span span)
{
    an_json_key(json, "instrument");
    if (an_span_is_empty(span)) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_words(json, text, span);
    an_json_close_object(json);
}

static void put_circumstances(an_json *json, an_str text, const an_event *event)
{
    put_date(json, text, &event->date);
    put_place(json, text, &event->place);
    put_quantity(json, "killed", text, &event->killed);
    put_quantity(json, "wounded", text, &event->wounded);
    put_quantity(json, "detained", text, &event->detained);
    put_quantity(json, "displaced", text, &event->displaced);
    put_instrument(json, text, event->instrument);
}

/* Only where a person decided something: what the program made says nothing of it. */
static void put_corrected(an_json *json, uint32_t fields)
{
    if (!fields) return;
    an_json_key(json, "corrected");
    an_json_open_array(json);
    for (int i = 0; i < AN_FIELD_COUNT; i++)
        if (fields >> i & 1) an_json_cstr(json, an_event_field_names[i]);
    an_json_close_array(json);
}

static void open_row(an_json *json, an_str document_id)
{
    an_json_open_object(json);
    if (document_id.data) put_str(json, "document", document_id);
}

static void put_event(an_json *json, const an_document *document, const an_event *event, an_str document_id, unsigned flags)
{
    an_str text = document->article.text;
    open_row(json, document_id);
    put_key(json, "key", event->key);
    put_int(json, "sentence", event->sentence);
    an_json_key(json, "span");
    an_json_span(json, event->span);
    put_names(json, event);
    put_scores(json, event);
    put_participants(json, "actors", text, &event->actors);
    put_participants(json, "recipients", text, &event->recipients);
    put_circumstances(json, text, event);
    put_code(json, "factuality", an_factuality_names[event->factuality]);
    put_accounts(json, text, &event->accounts);
    put_number(json, "confidence", event->confidence, SHARE_DECIMALS);
    put_str(json, "rule", event->rule);
    put_corrected(json, event->corrected);
    if (flags & AN_DOCUMENT_WITH_TEXT && event->sentence < document->parsed.sentence_count)
        put_str(json, "text", words(text, document->parsed.sentences[event->sentence].span));
    an_json_close_object(json);
}

void an_event_write_json(const an_document *document, const an_event *event, an_str document_id, unsigned flags, an_strbuf *out)
{
    an_json json;
    an_json_begin(&json, out);
    put_event(&json, document, event, document_id, flags);
}

/* ---- claims ---- */

static void put_speaker(an_json *json, an_str text, const an_claim *claim)
{
    an_json_key(json, "speaker");
    if (claim->has_speaker)
        put_actor(json, &claim->speaker.actor, words(text, claim->speaker.span), claim->speaker.span);
    else an_json_null(json);
}

static void put_certainty(an_json *json, an_str text, const an_certainty *certainty)
{
    an_json_key(json, "certainty");
    if (!certainty->is_known) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_number(json, "low", certainty->low, SHARE_DECIMALS);
    put_number(json, "high", certainty->high, SHARE_DECIMALS);
    put_words(json, text, certainty->span);
    an_json_close_object(json);
}

static void put_claim(an_json *json, const an_document *document, const an_claim *claim, an_str document_id)
{
    an_str text = document->article.text;
    open_row(json, document_id);
    put_key(json, "key", claim->key);
    put_int(json, "sentence", claim->sentence);
    an_json_key(json, "span");
    an_json_span(json, claim->span);
    put_speaker(json, text, claim);
    put_code(json, "stance", an_stance_names[claim->stance]);
    if (claim->event < document->events.count) {
        put_key(json, "event", document->events.items[claim->event].key);
    } else {
        an_json_key(json, "event");
        an_json_null(json);
    }
    put_str(json, "text", words(text, claim->content));
    put_certainty(json, text, &claim->certainty);
    an_json_close_object(json);
}

void an_claim_write_json(const an_document *document, const an_claim *claim, an_str document_id, an_strbuf *out)
{
    an_json json;
    an_json_begin(&json, out);
    put_claim(&json, document, claim, document_id);
}

/* ---- mentions ---- */

static void put_quantity_mention(an_json *json, const an_quantity *quantity)
{
    static const char *const kinds[] = {NULL, "killed", "wounded", "detained", "displaced", "money", "people"};
    put_code(json, "quantity", kinds[quantity->kind]);
    put_range(json, quantity->low, quantity->high);
    put_str(json, "unit", quantity->unit);
}

static void put_time_mention(an_json *json, const an_time *time)
{
    put_days(json, time->range);
    put_code(json, "basis", an_basis_names[time->basis]);
}

static void put_mention(an_json *json, an_str text, const an_mention *mention)
{
    static const char *const kinds[] = {"actor", "time", "place", "quantity"};
    an_json_open_object(json);
    put_int(json, "sentence", mention->sentence);
    an_json_key(json, "span");
    an_json_span(json, mention->span);
    put_str(json, "text", words(text, mention->span));
    put_code(json, "kind", kinds[mention->kind]);
    switch (mention->kind) {
    case AN_MENTION_ACTOR: put_str(json, "actor", mention->actor.id); break;
    case AN_MENTION_TIME: put_time_mention(json, &mention->time); break;
    case AN_MENTION_PLACE: put_place_fields(json, &mention->place); break;
    case AN_MENTION_QUANTITY: put_quantity_mention(json, &mention->quantity); break;
    }
    an_json_close_object(json);
}

/* ---- the document ---- */

static void put_published(an_json *json, const an_article *article)
{
    an_json_key(json, "published");
    if (!an_date_range_is_known(article->published)) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_days(json, article->published);
    put_code(json, "basis", an_basis_names[article->published_basis]);
    an_json_close_object(json);
}

static void put_article(an_json *json, const an_article *article, unsigned flags)
{
    an_json_open_object(json);
    put_str(json, "id", article->id);
    put_str(json, "title", article->title);
    put_str(json, "outlet", article->outlet);
    put_str(json, "author", article->author);
    put_str(json, "url", article->url);
    put_str(json, "lang", article->lang);
    put_published(json, article);
    put_code(json, "sha256", article->sha256);
    if (flags & AN_DOCUMENT_WITH_TEXT) put_str(json, "text", article->text);
    an_json_close_object(json);
}

void an_article_write_json(const an_article *article, unsigned flags, an_strbuf *out)
{
    an_json json;
    an_json_begin(&json, out);
    put_article(&json, article, flags);
}

static void put_diagnostics(an_json *json, const an_diagnostics *diagnostics)
{
    an_json_key(json, "diagnostics");
    an_json_open_array(json);
    for (size_t i = 0; i < diagnostics->count; i++) {
        an_json_open_object(json);
        put_code(json, "code", diagnostics->items[i].code);
        put_str(json, "message", diagnostics->items[i].message);
        an_json_key(json, "span");
        an_json_span(json, diagnostics->items[i].span);
        an_json_close_object(json);
    }
    an_json_close_array(json);
}

static void put_mentions(an_json *json, an_str text, const an_mentions *mentions)
{
    an_json_key(json, "mentions");
    an_json_open_array(json);
    for (size_t i = 0; i < mentions->count; i++) put_mention(json, text, &mentions->items[i]);
    an_json_close_array(json);
}

void an_document_write_json(const an_document *document, unsigned flags, an_strbuf *out)
{
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    an_json_key(&json, "document");
    put_article(&json, &document->article, flags);
    an_json_key(&json, "events");
    an_json_open_array(&json);
    for (size_t i = 0; i < document->events.count; i++)
        put_event(&json, document, &document->events.items[i], (an_str){0}, flags);
    an_json_close_array(&json);
    an_json_key(&json, "claims");
    an_json_open_array(&json);
    for (size_t i = 0; i < document->claims.count; i++)
        put_claim(&json, document, &document->claims.items[i], (an_str){0});
    an_json_close_array(&json);
    put_diagnostics(&json, &document->diagnostics);
    if (flags & AN_DOCUMENT_WITH_MENTIONS) put_mentions(&json, document->article.text, &document->mentions);
    an_json_close_object(&json);
}
