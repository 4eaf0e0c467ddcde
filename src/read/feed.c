/* RSS 2.0, RSS 1.0 (RDF) and Atom: one document an item. The feed is pushed through libxml2's SAX parser in small pieces, and items
 * that are complete wait in a queue, so that memory is needed for a few items only. Elements are told by their local names; a name
 * means what it means only at its place (a channel's title is the outlet, an item's title the headline).
 *
 * Feeds are often not quite XML: an undeclared entity (&nbsp;) is read as HTML means it, after another error reading goes on as far
 * as libxml2 can, and the error is told at the end. Entities of a DTD are never expanded and nothing is fetched. */
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "read/dates.h"
#include "read/format.h"
#include "read/limits.h"
#include "read/sniff.h"
#include "read/xml.h"

enum { PIECE_BYTES = 4096 };

typedef enum feed_field {
    FIELD_TITLE, FIELD_LINK, FIELD_DATE, FIELD_UPDATED, FIELD_AUTHOR, FIELD_CONTENT, FIELD_SUMMARY, FIELD_LANGUAGE, FIELD_COUNT,
        FIELD_NONE
} feed_field;

typedef struct feed_item {
    an_str fields[FIELD_COUNT], outlet;
    bool is_markup; /* of the body */
    bool is_too_long;
    uint64_t line;
} feed_item;

typedef struct feed_reader {
    an_read_stream *stream;
    xmlParserCtxtPtr parser;
    an_strbuf channel_title, channel_language;
    an_strbuf fields[FIELD_COUNT]; /* of the item that is read */
    bool is_markup[FIELD_COUNT];
    int depth;                     /* of the open element; the root's is 1 */
    int item_depth;                /* 0 outside of an item */
    uint64_t item_line;
    feed_field open;               /* the field whose text is gathered */
    int open_depth;
    int skip_depth;                /* > 0: text below this depth is not the field's (an author's mail address) */
    bool takes_markup;             /* the field's elements are written out: Atom's inline XHTML */
    xmlEntity entity;              /* what on_entity gave last */
    xmlChar entity_text[8];
    an_arena arena;                /* of the queue */
    AN_ARRAY(feed_item) queue;
    size_t next;                   /* into queue */
    annals_error problem;          /* the first error of the XML */
    bool is_over;
} feed_reader;

typedef struct element {
    const char *name;
    feed_field field;
} element;

static const element item_elements[] = {
    {"title", FIELD_TITLE},      {"link", FIELD_LINK},        {"pubDate", FIELD_DATE},     {"date", FIELD_DATE},      {"published",
    FIELD_DATE},
    {"issued", FIELD_DATE},      {"updated", FIELD_UPDATED},  {"modified", FIELD_UPDATED}, {"creator", FIELD_AUTHOR}, {"author",
    FIELD_AUTHOR},
    {"encoded", FIELD_CONTENT},  {"content", FIELD_CONTENT},  {"description", FIELD_SUMMARY}, {"summary", FIELD_SUMMARY},
    {"language", FIELD_LANGUAGE},
};

/* ---- attributes, as libxml2 hands them: five pointers each ---- */

static an_str attribute(const xmlChar **attributes, int count, const char *name)
{
    for (int i = 0; i < count; i++) {
        const xmlChar **a = attributes + 5 * i;
        if (strcmp((const char *)a[0], name) == 0) return (an_str){(const char *)a[3], (size_t)(a[4] - a[3])};
    }
    return (an_str){0};
}

/* ---- items ---- */

static void start_item(feed_reader *reader)
{
    reader->item_depth = reader->depth;
    reader->item_line = (uint64_t)xmlSAX2GetLineNumber(reader->parser);
    reader->open = FIELD_NONE;
    memset(reader->is_markup, 0, sizeof reader->is_markup);
    for (int i = 0; i < FIELD_COUNT; i++) an_strbuf_clear(&reader->fields[i]);
}

static an_str keep(feed_reader *reader, const an_strbuf *buffer)
{
    an_str text = an_str_trim(an_strbuf_view(buffer));
    return text.length ? (an_str){an_arena_copy(&reader->arena, text.data, text.length), text.length} : (an_str){0};
}

static void end_item(feed_reader *reader)
{
    feed_item item = {.line = reader->item_line, .outlet = keep(reader, &reader->channel_title)};
    for (int i = 0; i < FIELD_COUNT; i++) item.fields[i] = keep(reader, &reader->fields[i]);
    if (!item.fields[FIELD_LANGUAGE].data) item.fields[FIELD_LANGUAGE] = keep(reader, &reader->channel_language);
    item.is_markup = reader->is_markup[item.fields[FIELD_CONTENT].data ? FIELD_CONTENT : FIELD_SUMMARY];
    item.is_too_long = reader->fields[FIELD_CONTENT].has_failed || reader->fields[FIELD_SUMMARY].has_failed;
    AN_PUSH(&reader->arena, &reader->queue, item);
    reader->item_depth = 0;
    reader->open = FIELD_NONE;
}

static feed_field item_field(const char *name, const char *prefix)
{
    if (prefix && strcmp(prefix, "media") == 0) return FIELD_NONE; /* captions and credits of pictures */
    for (size_t i = 0; i < sizeof item_elements / sizeof *item_elements; i++)
        if (strcmp(item_elements[i].name, name) == 0) return item_elements[i].field;
    return FIELD_NONE;
}

/* Atom's <link href rel>: the page itself is "alternate" or says nothing. */
static void take_atom_link(feed_reader *reader, an_str href, an_str rel)
{
    an_strbuf *link = &reader->fields[FIELD_LINK];
    if (!link->length && (!rel.data || an_str_is(rel, "alternate"))) an_strbuf_put_str(link, href);
}

static void start_field(feed_reader *reader, feed_field field, const xmlChar **attributes, int count)
{
    an_str href = attribute(attributes, count, "href"), type = attribute(attributes, count, "type");
    if (field == FIELD_NONE) return;
    if (field == FIELD_LINK && href.data) {
        take_atom_link(reader, href, attribute(attributes, count, "rel"));
        return;
    }
    if (reader->fields[field].length) {
        if (field != FIELD_AUTHOR) return; /* the first one counts */
        an_strbuf_puts(&reader->fields[field], ", ");
    }
    reader->takes_markup = an_str_is(type, "xhtml");
    reader->is_markup[field] = reader->takes_markup || an_str_is(type, "html");
    reader->open = field;
    reader->open_depth = reader->depth;
    reader->skip_depth = 0;
}

static void start_in_field(feed_reader *reader, const char *name)
{
    if (reader->takes_markup) {
        an_strbuf_printf(&reader->fields[reader->open], "<%s>", name);
    } else if (reader->open == FIELD_AUTHOR && !reader->skip_depth && strcmp(name, "name") != 0) {
        reader->skip_depth = reader->depth;
    }
}

static void start_channel_field(feed_reader *reader, const char *name)
{
    bool is_title = strcmp(name, "title") == 0 && !reader->channel_title.length;
    bool is_language = strcmp(name, "language") == 0 && !reader->channel_language.length;
    if ((!is_title && !is_language) || reader->depth > 3) return;
    reader->open = is_title ? FIELD_TITLE : FIELD_LANGUAGE;
    reader->open_depth = reader->depth;
    reader->skip_depth = 0;
    reader->takes_markup = false;
}

/* ---- what the parser calls ---- */

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces,
                     int attribute_count, int defaulted, const xmlChar **attributes)
{
    feed_reader *reader = context;
    const char *local = (const char *)name;
    (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted;
    reader->parser->wellFormed = 1; /* after an error libxml2 would swallow every &amp; of the items that follow */
    reader->depth++;
    if (reader->depth == 1) an_strbuf_put_str(&reader->channel_language, attribute(attributes, attribute_count, "lang"));
    if (reader->open != FIELD_NONE) start_in_field(reader, local);
    else if (reader->item_depth) {
        if (reader->depth == reader->item_depth + 1) start_field(reader, item_field(local, (const char *)prefix), attributes,
            attribute_count);
    } else if (strcmp(local, "item") == 0 || strcmp(local, "entry") == 0) start_item(reader);
    else start_channel_field(reader, local);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    feed_reader *reader = context;
    (void)prefix, (void)uri;
    if (reader->open != FIELD_NONE) {
        if (reader->depth == reader->open_depth) reader->open = FIELD_NONE;
        else if (reader->takes_markup) an_strbuf_printf(&reader->fields[reader->open], "</%s>", (const char *)name);
        if (reader->depth == reader->skip_depth) reader->skip_depth = 0;
    }
    if (reader->item_depth && reader->depth == reader->item_depth) end_item(reader);
    reader->depth--;
}

static void put_markup(an_strbuf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '<') an_strbuf_puts(out, "&lt;");
        else if (text[i] == '&') an_strbuf_puts(out, "&amp;");
        else an_strbuf_putc(out, text[i]);
    }
}

static void on_text(void *context, const xmlChar *text, int length)
{
    feed_reader *reader = context;
    an_strbuf *out;
    if (reader->open == FIELD_NONE || reader->skip_depth) return;
    if (reader->item_depth) out = &reader->fields[reader->open];
    else out = reader->open == FIELD_TITLE ? &reader->channel_title : &reader->channel_language;
    if (reader->takes_markup) put_markup(out, (const char *)text, (size_t)length);
    else an_strbuf_put(out, (const char *)text, (size_t)length);
}

/* HTML's entities, which feeds use as if XML had them. Unknown ones, and those that a DTD declares, are nothing: an empty text. */
static xmlEntityPtr on_entity(void *context, const xmlChar *name)
{
    feed_reader *reader = context;
    const htmlEntityDesc *known = htmlEntityLookup(name);
    xmlEntityPtr predefined = xmlGetPredefinedEntity(name);
    if (predefined) return predefined;
    memset(&reader->entity, 0, sizeof reader->entity);
    memset(reader->entity_text, 0, sizeof reader->entity_text);
    if (known) reader->entity.length = (int)an_utf8_encode(known->value, (char *)reader->entity_text);
    reader->entity.type = XML_ENTITY_DECL;
    reader->entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
    reader->entity.name = name;
    reader->entity.content = reader->entity.orig = reader->entity_text;
    return &reader->entity;
}

/* Undeclared entities and namespaces are no reason to distrust a feed. */
static bool is_harmless(const xmlError *error)
{
    return error->level < XML_ERR_ERROR || error->code == XML_ERR_UNDECLARED_ENTITY || error->code == XML_WAR_UNDECLARED_ENTITY ||
           error->domain == XML_FROM_NAMESPACE;
}

static void on_error(void *context, xmlErrorPtr error)
{
    feed_reader *reader = context;
    size_t length = error->message ? strlen(error->message) : 0;
    if (is_harmless(error) || reader->problem.status) return;
    for (size_t i = 0; i < length; i++)
        if (error->message[i] == '\n') length = i;
    an_fail(&reader->problem, ANNALS_E_INPUT, "read", (uint64_t)error->line, "%s:%d: broken XML: %.*s",
        an_read_stream_name(reader->stream),
            error->line, (int)length, error->message ? error->message : "");
}

/* ---- the reader ---- */

static void close_feed(void *state)
{
    feed_reader *reader = state;
    if (reader->parser) {
        xmlFreeDoc(reader->parser->myDoc); /* libxml2 makes one when there is a DTD */
        xmlFreeParserCtxt(reader->parser);
    }
    an_strbuf_free(&reader->channel_title);
    an_strbuf_free(&reader->channel_language);
    for (int i = 0; i < FIELD_COUNT; i++) an_strbuf_free(&reader->fields[i]);
    an_arena_free(&reader->arena);
    free(reader);
}

static void init_fields(feed_reader *reader)
{
    an_arena_init(&reader->arena, 0);
    an_strbuf_init(&reader->channel_title, AN_READ_FIELD_BYTES_MAX);
    an_strbuf_init(&reader->channel_language, AN_READ_FIELD_BYTES_MAX);
    for (int i = 0; i < FIELD_COUNT; i++) {
        bool is_long = i == FIELD_CONTENT || i == FIELD_SUMMARY;
        an_strbuf_init(&reader->fields[i], is_long ? AN_READ_LINE_BYTES_MAX : AN_READ_FIELD_BYTES_MAX);
    }
}

static void *open_feed(an_read_stream *stream)
{
    feed_reader *reader = calloc(1, sizeof *reader);
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end, .characters = on_text,
                             .ignorableWhitespace = on_text, .cdataBlock = on_text, .getEntity = on_entity, .serror = on_error};
    if (!reader) return NULL;
    an_read_prepare_xml();
    reader->stream = stream;
    reader->open = FIELD_NONE;
    init_fields(reader);
    reader->parser = xmlCreatePushParserCtxt(&handler, reader, NULL, 0, NULL);
    if (!reader->parser) {
        close_feed(reader);
        return NULL;
    }
    xmlCtxtUseOptions(reader->parser, XML_PARSE_RECOVER | XML_PARSE_NONET);
    return reader;
}

/* Parses on until an item is complete or the feed is over. */
static void fill_queue(feed_reader *reader)
{
    an_arena_reset(&reader->arena);
    memset(&reader->queue, 0, sizeof reader->queue);
    reader->next = 0;
    while (!reader->queue.count && !reader->is_over) {
        an_str window = an_read_stream_peek(reader->stream, PIECE_BYTES);
        size_t n = window.length < PIECE_BYTES ? window.length : PIECE_BYTES;
        xmlParseChunk(reader->parser, n ? window.data : NULL, (int)n, n == 0);
        an_read_stream_take(reader->stream, n);
        reader->is_over = n == 0 || reader->parser->instate == XML_PARSER_EOF;
    }
}

/* RSS writes "mail@host (Name)". */
static an_str without_mail(an_str author)
{
    const char *open = author.data ? memchr(author.data, '(', author.length) : NULL;
    if (!open || !memchr(author.data, '@', (size_t)(open - author.data)) || author.data[author.length - 1] != ')') return author;
    return (an_str){open + 1, author.length - (size_t)(open + 1 - author.data) - 1};
}

static annals_status take_item(const feed_reader *reader, const feed_item *item, an_arena *arena, an_raw_document *out,
    annals_error *error)
{
    an_str fields[FIELD_COUNT], body, date;
    if (item->is_too_long)
        return an_fail(error, ANNALS_E_LIMIT, "read", item->line, "%s:%llu: an item of more than %d MiB, passed over",
            an_read_stream_name(reader->stream),
                       (unsigned long long)item->line, AN_READ_LINE_BYTES_MAX >> 20);
    for (int i = 0; i < FIELD_COUNT; i++)
        fields[i] = item->fields[i].data ? (an_str){an_arena_copy(arena, item->fields[i].data, item->fields[i].length),
            item->fields[i].length} : (an_str){0};
    *out = (an_raw_document){.charset = AN_STR("utf-8"), .title = fields[FIELD_TITLE], .url = fields[FIELD_LINK],
                             .author = without_mail(fields[FIELD_AUTHOR]),
                             .lang = fields[FIELD_LANGUAGE], .published = AN_DATE_RANGE_UNKNOWN, .offset = item->line};
    if (item->outlet.data) out->outlet = (an_str){an_arena_copy(arena, item->outlet.data, item->outlet.length), item->outlet.length};
    date = fields[FIELD_DATE].data ? fields[FIELD_DATE] : fields[FIELD_UPDATED];
    if (date.data && an_read_machine_date(date, &out->published)) out->published_basis = AN_BASIS_FEED;
    body = fields[FIELD_CONTENT].data ? fields[FIELD_CONTENT] : fields[FIELD_SUMMARY];
    out->bytes = body.data ? body : AN_STR("");
    out->kind = item->is_markup || an_read_looks_like_html(out->bytes) || memchr(out->bytes.data, '&', out->bytes.length)
        ? AN_RAW_HTML : AN_RAW_CLEAN;
    return arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document") : ANNALS_OK;
}

static annals_status next_item(void *state, an_arena *arena, an_raw_document *out, annals_error *error)
{
    feed_reader *reader = state;
    if (reader->next == reader->queue.count) fill_queue(reader);
    if (reader->next < reader->queue.count) return take_item(reader, &reader->queue.items[reader->next++], arena, out, error);
    if (reader->arena.is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a feed");
    if (!reader->problem.status || an_read_stream_status(reader->stream, NULL)) return ANNALS_END;
    if (error) *error = reader->problem;
    reader->problem.status = ANNALS_OK;
    return ANNALS_E_INPUT;
}

const an_read_format an_read_feed_format = {"feed", open_feed, next_item, close_feed};
