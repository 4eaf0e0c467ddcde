/* Values in cells, and the columns of documents and actors, which are few. */
#include "query/cells.h"

void an_cell_int(an_strbuf *out, int64_t value) { an_strbuf_printf(out, "%lld", (long long)value); }

/* As in JSON, so that no locale changes the decimal point. */
void an_cell_number(an_strbuf *out, double value, int decimals)
{
    an_json json;
    an_json_begin(&json, out);
    an_json_number(&json, value, decimals);
}

void an_cell_day(an_strbuf *out, an_day day)
{
    char text[AN_ISO_DAY_BYTES];
    an_strbuf_puts(out, an_iso_format(day, text));
}

/* Leaves out of the second day what it shares with the first, year or year and month. */
void an_cell_days(an_strbuf *out, an_date_range range)
{
    char from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
    size_t shared = 0;
    if (!an_date_range_is_known(range)) return;
    an_strbuf_puts(out, an_iso_format(range.from, from));
    if (range.from == range.to) return;
    an_iso_format(range.to, to);
    if (from[0] && strncmp(from, to, 8) == 0) shared = 8;
    else if (from[0] && strncmp(from, to, 5) == 0) shared = 5;
    an_strbuf_puts(out, "..");
    an_strbuf_puts(out, to + (to[0] ? shared : 0));
}

void an_cell_key(an_strbuf *out, uint64_t key)
{
    char text[AN_KEY_BYTES];
    an_strbuf_puts(out, an_key_format(key, text));
}

void an_cell_span(an_strbuf *out, const an_found *found, an_span span)
{
    if (!an_span_is_empty(span)) an_strbuf_put_str(out, an_str_of_span(found->document->article.text.data, span));
}

void an_cell_who(an_strbuf *out, const an_actor *actor) { an_strbuf_put_str(out, actor->id.data ? actor->id : actor->name); }

/* ---- pairs of a record's JSON ---- */

void an_cell_json_text(an_json *json, const char *key, an_str text)
{
    an_json_key(json, key);
    an_json_str(json, text);
}

void an_cell_json_count(an_json *json, const char *key, int64_t value)
{
    an_json_key(json, key);
    an_json_int(json, value);
}

void an_cell_json_day(an_json *json, const char *key, an_day day)
{
    char text[AN_ISO_DAY_BYTES];
    an_json_key(json, key);
    an_json_cstr(json, day == AN_DAY_UNKNOWN ? NULL : an_iso_format(day, text));
}

/* ---- documents ---- */

#define ARTICLE_CELL(name, expression)                                          \
    static void document_##name(an_strbuf *out, const an_record *r)             \
    {                                                                           \
        const an_article *article = r->document->article;                       \
        expression;                                                             \
    }
#define DOCUMENT_CELL(name, expression) \
    static void document_##name(an_strbuf *out, const an_record *r) { expression; }

ARTICLE_CELL(id, an_strbuf_put_str(out, article->id))
ARTICLE_CELL(title, an_strbuf_put_str(out, article->title))
ARTICLE_CELL(outlet, an_strbuf_put_str(out, article->outlet))
ARTICLE_CELL(author, an_strbuf_put_str(out, article->author))
ARTICLE_CELL(url, an_strbuf_put_str(out, article->url))
ARTICLE_CELL(lang, an_strbuf_put_str(out, article->lang))
ARTICLE_CELL(published, an_cell_days(out, article->published))
ARTICLE_CELL(published_from, an_cell_day(out, article->published.from))
ARTICLE_CELL(published_to, an_cell_day(out, article->published.to))
ARTICLE_CELL(published_basis, an_strbuf_puts(out, article->published_basis ? an_basis_names[article->published_basis] : ""))
ARTICLE_CELL(sha256, an_strbuf_puts(out, article->sha256))
DOCUMENT_CELL(version, an_cell_int(out, r->document->version))
DOCUMENT_CELL(text_bytes, an_cell_int(out, r->document->text_bytes))
DOCUMENT_CELL(sentences, an_cell_int(out, r->document->sentences))
DOCUMENT_CELL(events, an_cell_int(out, r->document->events))
DOCUMENT_CELL(claims, an_cell_int(out, r->document->claims))
DOCUMENT_CELL(program, an_strbuf_put_str(out, r->document->coder.program))
DOCUMENT_CELL(lexicon, an_strbuf_put_str(out, r->document->coder.lexicon))
DOCUMENT_CELL(split, an_strbuf_put_str(out, r->document->coder.split))
DOCUMENT_CELL(parse, an_strbuf_put_str(out, r->document->coder.parse))

enum { BOTH = AN_COLUMN_FILE | AN_COLUMN_TABLE };

static const an_cell_row document_rows[] = {
    {{"document", BOTH}, document_id},
    {{"published", AN_COLUMN_TABLE}, document_published},
    {{"outlet", BOTH}, document_outlet},
    {{"title", BOTH | AN_COLUMN_WIDE}, document_title},
    {{"author", AN_COLUMN_FILE}, document_author},
    {{"url", AN_COLUMN_FILE}, document_url},
    {{"lang", AN_COLUMN_FILE}, document_lang},
    {{"published_from", AN_COLUMN_FILE}, document_published_from},
    {{"published_to", AN_COLUMN_FILE}, document_published_to},
    {{"published_basis", AN_COLUMN_FILE}, document_published_basis},
    {{"sha256", AN_COLUMN_FILE}, document_sha256},
    {{"version", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, document_version},
    {{"text_bytes", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, document_text_bytes},
    {{"sentences", BOTH | AN_COLUMN_NUMBER}, document_sentences},
    {{"events", BOTH | AN_COLUMN_NUMBER}, document_events},
    {{"claims", BOTH | AN_COLUMN_NUMBER}, document_claims},
    {{"program", AN_COLUMN_FILE}, document_program},
    {{"lexicon", AN_COLUMN_FILE}, document_lexicon},
    {{"split", AN_COLUMN_FILE}, document_split},
    {{"parse", AN_COLUMN_FILE}, document_parse},
};

static void put_document_json(an_strbuf *out, const an_record *r)
{
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    an_json_key(&json, "document");
    an_article_write_json(r->document->article, 0, out);
    json.after_key = false; /* the value was written by another writer */
    an_cell_json_count(&json, "version", r->document->version);
    an_cell_json_count(&json, "text_bytes", r->document->text_bytes);
    an_cell_json_count(&json, "sentences", r->document->sentences);
    an_cell_json_count(&json, "events", r->document->events);
    an_cell_json_count(&json, "claims", r->document->claims);
    an_json_key(&json, "coded_by");
    an_json_open_object(&json);
    an_cell_json_text(&json, "program", r->document->coder.program);
    an_cell_json_text(&json, "lexicon", r->document->coder.lexicon);
    an_cell_json_text(&json, "split", r->document->coder.split);
    an_cell_json_text(&json, "parse", r->document->coder.parse);
    an_json_close_object(&json);
    an_json_close_object(&json);
}

const an_cell_table an_document_cells = {"documents", document_rows, sizeof document_rows / sizeof *document_rows, put_document_json};

/* ---- actors ---- */

#define ACTOR_CELL(name, expression) \
    static void actor_##name(an_strbuf *out, const an_record *r) { expression; }

ACTOR_CELL(id, an_strbuf_put_str(out, r->actor->actor.id))
ACTOR_CELL(name, an_strbuf_put_str(out, r->actor->actor.name))
ACTOR_CELL(kind, an_strbuf_puts(out, r->actor->actor.kind ? an_actor_kind_names[r->actor->actor.kind] : ""))
ACTOR_CELL(country, an_strbuf_puts(out, r->actor->actor.country))
ACTOR_CELL(as_actor, an_cell_int(out, r->actor->as_actor))
ACTOR_CELL(as_recipient, an_cell_int(out, r->actor->as_recipient))
ACTOR_CELL(as_speaker, an_cell_int(out, r->actor->as_speaker))
ACTOR_CELL(first, an_cell_day(out, r->actor->dates.from))
ACTOR_CELL(last, an_cell_day(out, r->actor->dates.to))

static const an_cell_row actor_rows[] = {
    {{"actor", BOTH}, actor_id},
    {{"name", BOTH | AN_COLUMN_WIDE}, actor_name},
    {{"kind", BOTH}, actor_kind},
    {{"country", BOTH}, actor_country},
    {{"as_actor", BOTH | AN_COLUMN_NUMBER}, actor_as_actor},
    {{"as_recipient", BOTH | AN_COLUMN_NUMBER}, actor_as_recipient},
    {{"as_speaker", BOTH | AN_COLUMN_NUMBER}, actor_as_speaker},
    {{"first", BOTH}, actor_first},
    {{"last", BOTH}, actor_last},
};

static void put_actor_json(an_strbuf *out, const an_record *r)
{
    const an_actor *actor = &r->actor->actor;
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    an_cell_json_text(&json, "id", actor->id);
    an_cell_json_text(&json, "name", actor->name);
    an_cell_json_text(&json, "kind", an_str_from(actor->kind ? an_actor_kind_names[actor->kind] : NULL));
    an_cell_json_text(&json, "country", an_str_from(actor->country[0] ? actor->country : NULL));
    an_cell_json_count(&json, "as_actor", r->actor->as_actor);
    an_cell_json_count(&json, "as_recipient", r->actor->as_recipient);
    an_cell_json_count(&json, "as_speaker", r->actor->as_speaker);
    an_cell_json_day(&json, "first", r->actor->dates.from);
    an_cell_json_day(&json, "last", r->actor->dates.to);
    an_json_close_object(&json);
}

const an_cell_table an_actor_cells = {"actors", actor_rows, sizeof actor_rows / sizeof *actor_rows, put_actor_json};
