/* RSS 2.0, RSS 1.0 (RDF) and Atom: one document an item. The feed is pulled through libxml2's reader, so that memory is needed for
 * one item only. Elements are told by their local names; a name means what it means only at its place (a channel's title is the
 * outlet, an item's title the headline), so the reader keeps whether it is inside of an item and how deep.
 *
 * Feeds are often not quite XML: an undeclared entity (&nbsp;) is read as HTML means it, after another error reading goes on as far
 * as libxml2 can, and the error is told at the end. No entity of a DTD is expanded and nothing is fetched. */
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "read/dates.h"
#include "read/format.h"
#include "read/limits.h"
#include "read/sniff.h"
#include "read/xml.h"

typedef enum feed_field {
    FIELD_TITLE, FIELD_LINK, FIELD_DATE, FIELD_UPDATED, FIELD_AUTHOR, FIELD_CONTENT, FIELD_SUMMARY, FIELD_LANGUAGE, FIELD_COUNT, FIELD_NONE
} feed_field;

typedef struct feed_reader {
    an_read_stream *stream;
    xmlTextReaderPtr xml;
    an_strbuf channel_title, channel_language;
    an_strbuf fields[FIELD_COUNT]; /* of the item that is read */
    int item_depth;                /* -1 outside of an item */
    uint64_t item_line;
    feed_field open;                    /* the field whose text is collected */
    int open_depth;
    bool is_markup[FIELD_COUNT];   /* the field's text is HTML */
    annals_error problem;          /* the first error of the XML */
    bool is_over;
} feed_reader;

typedef struct element {
    const char *name, *parent; /* parent NULL = any */
    feed_field field;
} element;

/* In an item. A better source of the same thing wins by its place in `better` below, not here. */
static const element item_elements[] = {
    {"title", NULL, FIELD_TITLE},        {"link", NULL, FIELD_LINK},          {"pubDate", NULL, FIELD_DATE},
    {"date", NULL, FIELD_DATE},          {"published", NULL, FIELD_DATE},     {"issued", NULL, FIELD_DATE},
    {"updated", NULL, FIELD_UPDATED},    {"modified", NULL, FIELD_UPDATED},   {"creator", NULL, FIELD_AUTHOR},
    {"author", NULL, FIELD_AUTHOR},      {"encoded", NULL, FIELD_CONTENT},    {"content", NULL, FIELD_CONTENT},
    {"description", NULL, FIELD_SUMMARY}, {"summary", NULL, FIELD_SUMMARY},   {"language", NULL, FIELD_LANGUAGE},
};

/* ---- opening ---- */

static int read_bytes(void *context, char *buffer, int length)
{
    an_read_stream *stream = context;
    an_str window = an_read_stream_peek(stream, 1);
    size_t n = window.length < (size_t)length ? window.length : (size_t)length;
    memcpy(buffer, window.data, n);
    an_read_stream_take(stream, n);
    return (int)n;
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
    while (length && error->message[length - 1] == '\n') length--;
    an_fail(&reader->problem, ANNALS_E_INPUT, "read", (uint64_t)error->line, "%s:%d: broken XML: %.*s", an_read_stream_name(reader->stream),
            error->line, (int)length, error->message ? error->message : "");
}

static void close_feed(void *state)
{
    feed_reader *reader = state;
    xmlFreeTextReader(reader->xml);
    an_strbuf_free(&reader->channel_title);
    an_strbuf_free(&reader->channel_language);
    for (int i = 0; i < FIELD_COUNT; i++) an_strbuf_free(&reader->fields[i]);
    free(reader);
}

static void *open_feed(an_read_stream *stream)
{
    feed_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    an_read_prepare_xml();
    reader->stream = stream;
    reader->item_depth = -1;
    reader->open = FIELD_NONE;
    an_strbuf_init(&reader->channel_title, AN_READ_FIELD_BYTES_MAX);
    an_strbuf_init(&reader->channel_language, AN_READ_FIELD_BYTES_MAX);
    for (int i = 0; i < FIELD_COUNT; i++) {
        bool is_long = i == FIELD_CONTENT || i == FIELD_SUMMARY;
        an_strbuf_init(&reader->fields[i], is_long ? AN_READ_LINE_BYTES_MAX : AN_READ_FIELD_BYTES_MAX);
    }
    reader->xml = xmlReaderForIO(read_bytes, NULL, stream, NULL, NULL, XML_PARSE_RECOVER | XML_PARSE_NONET);
    if (reader->xml) {
        xmlTextReaderSetStructuredErrorHandler(reader->xml, on_error, reader);
        return reader;
    }
    close_feed(reader);
    return NULL;
}

/* ---- one item ---- */

static void start_item(feed_reader *reader)
{
    reader->item_depth = xmlTextReaderDepth(reader->xml);
    reader->item_line = (uint64_t)xmlTextReaderGetParserLineNumber(reader->xml);
    reader->open = FIELD_NONE;
    memset(reader->is_markup, 0, sizeof reader->is_markup);
    for (int i = 0; i < FIELD_COUNT; i++) an_strbuf_clear(&reader->fields[i]);
}

static void put_attribute(feed_reader *reader, an_strbuf *out, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(reader->xml, (const xmlChar *)name);
    if (value) an_strbuf_puts(out, (const char *)value);
    xmlFree(value);
}

static bool attribute_is(feed_reader *reader, const char *name, const char *wanted)
{
    xmlChar *value = xmlTextReaderGetAttribute(reader->xml, (const xmlChar *)name);
    bool is_equal = value && strcmp((const char *)value, wanted) == 0;
    xmlFree(value);
    return is_equal;
}

static bool has_attribute(feed_reader *reader, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(reader->xml, (const xmlChar *)name);
    xmlFree(value);
    return value != NULL;
}

/* Atom's <link href rel>: the page itself is "alternate" or says nothing. */
static void take_atom_link(feed_reader *reader)
{
    if (reader->fields[FIELD_LINK].length || !(attribute_is(reader, "rel", "alternate") || !has_attribute(reader, "rel"))) return;
    put_attribute(reader, &reader->fields[FIELD_LINK], "href");
}

/* Atom's inline XHTML is taken as the markup it is. */
static void take_xhtml(feed_reader *reader, feed_field field)
{
    xmlChar *markup = xmlTextReaderReadInnerXml(reader->xml);
    if (markup) an_strbuf_puts(&reader->fields[field], (const char *)markup);
    xmlFree(markup);
    reader->is_markup[field] = true;
}

static feed_field item_field(const char *name, const char *prefix)
{
    if (prefix && strcmp(prefix, "media") == 0) return FIELD_NONE; /* captions and credits of pictures */
    for (size_t i = 0; i < sizeof item_elements / sizeof *item_elements; i++)
        if (strcmp(item_elements[i].name, name) == 0) return item_elements[i].field;
    return FIELD_NONE;
}

static void start_field(feed_reader *reader, feed_field field, int depth)
{
    if (field == FIELD_NONE) return;
    if (field == FIELD_LINK && has_attribute(reader, "href")) {
        take_atom_link(reader);
        return;
    }
    if (reader->fields[field].length) {
        if (field != FIELD_AUTHOR) return; /* the first one counts */
        an_strbuf_puts(&reader->fields[field], ", ");
    }
    if (attribute_is(reader, "type", "xhtml")) {
        take_xhtml(reader, field);
        return;
    }
    reader->is_markup[field] = attribute_is(reader, "type", "html");
    if (xmlTextReaderIsEmptyElement(reader->xml)) return;
    reader->open = field;
    reader->open_depth = depth;
}

/* Inside of Atom's <author> only <name> tells the author. */
static void start_in_field(feed_reader *reader, const char *name)
{
    if (reader->open != FIELD_AUTHOR || strcmp(name, "name") == 0) return;
    if (strcmp(name, "email") == 0 || strcmp(name, "uri") == 0 || strcmp(name, "url") == 0) reader->open = FIELD_NONE;
}

static void start_channel_field(feed_reader *reader, const char *name, int depth)
{
    bool is_title = strcmp(name, "title") == 0 && !reader->channel_title.length;
    bool is_language = strcmp(name, "language") == 0 && !reader->channel_language.length;
    if ((!is_title && !is_language) || xmlTextReaderIsEmptyElement(reader->xml)) return;
    reader->open = is_title ? FIELD_TITLE : FIELD_LANGUAGE;
    reader->open_depth = depth;
}

/* True when an item begins or a field's text was taken whole and the reader stands behind it. */
static void start_element(feed_reader *reader)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(reader->xml);
    const char *prefix = (const char *)xmlTextReaderConstPrefix(reader->xml);
    int depth = xmlTextReaderDepth(reader->xml);
    if (reader->item_depth < 0) {
        if (depth == 0) put_attribute(reader, &reader->channel_language, "xml:lang");
        if (strcmp(name, "item") == 0 || strcmp(name, "entry") == 0) start_item(reader);
        else if (depth <= 2) start_channel_field(reader, name, depth);
    } else if (reader->open != FIELD_NONE) {
        start_in_field(reader, name);
    } else if (depth == reader->item_depth + 1) {
        start_field(reader, item_field(name, prefix), depth);
    }
}

static an_strbuf *open_buffer(feed_reader *reader)
{
    if (reader->open == FIELD_NONE) return NULL;
    if (reader->item_depth >= 0) return &reader->fields[reader->open];
    return reader->open == FIELD_TITLE ? &reader->channel_title : &reader->channel_language;
}

static void put_entity(feed_reader *reader, an_strbuf *out)
{
    const htmlEntityDesc *entity = htmlEntityLookup(xmlTextReaderConstName(reader->xml));
    char encoded[4];
    if (entity) an_strbuf_put(out, encoded, an_utf8_encode(entity->value, encoded));
}

static void take_text(feed_reader *reader, int type)
{
    an_strbuf *out = open_buffer(reader);
    if (!out) return;
    if (type == XML_READER_TYPE_ENTITY_REFERENCE) put_entity(reader, out);
    else an_strbuf_puts(out, (const char *)xmlTextReaderConstValue(reader->xml));
}

/* Handles one node; true when an item is complete. */
static bool take_node(feed_reader *reader)
{
    int type = xmlTextReaderNodeType(reader->xml), depth = xmlTextReaderDepth(reader->xml);
    if (type == XML_READER_TYPE_ELEMENT) start_element(reader);
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
        type == XML_READER_TYPE_ENTITY_REFERENCE)
        take_text(reader, type);
    if (type != XML_READER_TYPE_END_ELEMENT) return false;
    if (reader->open != FIELD_NONE && depth == reader->open_depth) reader->open = FIELD_NONE;
    if (reader->item_depth < 0 || depth != reader->item_depth) return false;
    reader->item_depth = -1;
    return true;
}

/* ---- the document ---- */

static an_str keep(an_arena *arena, const an_strbuf *buffer)
{
    an_str text = an_str_trim(an_strbuf_view(buffer));
    return text.length ? (an_str){an_arena_copy(arena, text.data, text.length), text.length} : (an_str){0};
}

static void take_body(feed_reader *reader, an_arena *arena, an_raw_document *out)
{
    feed_field field = reader->fields[FIELD_CONTENT].length ? FIELD_CONTENT : FIELD_SUMMARY;
    out->bytes = keep(arena, &reader->fields[field]);
    out->kind = reader->is_markup[field] || an_read_looks_like_html(out->bytes) || memchr(out->bytes.data ? out->bytes.data : "", '&', out->bytes.length)
                    ? AN_RAW_HTML
                    : AN_RAW_CLEAN;
    if (!out->bytes.data) out->bytes = AN_STR("");
}

static void take_date(feed_reader *reader, an_raw_document *out)
{
    feed_field field = reader->fields[FIELD_DATE].length ? FIELD_DATE : FIELD_UPDATED;
    if (an_read_machine_date(an_strbuf_view(&reader->fields[field]), &out->published)) out->published_basis = AN_BASIS_FEED;
}

static annals_status take_item(feed_reader *reader, an_arena *arena, an_raw_document *out, annals_error *error)
{
    *out = (an_raw_document){.published = AN_DATE_RANGE_UNKNOWN, .charset = AN_STR("utf-8"), .offset = reader->item_line};
    out->title = keep(arena, &reader->fields[FIELD_TITLE]);
    out->url = keep(arena, &reader->fields[FIELD_LINK]);
    out->author = keep(arena, &reader->fields[FIELD_AUTHOR]);
    out->outlet = keep(arena, &reader->channel_title);
    out->lang = keep(arena, reader->fields[FIELD_LANGUAGE].length ? &reader->fields[FIELD_LANGUAGE] : &reader->channel_language);
    take_date(reader, out);
    take_body(reader, arena, out);
    if (reader->fields[FIELD_CONTENT].has_failed || reader->fields[FIELD_SUMMARY].has_failed)
        return an_fail(error, ANNALS_E_LIMIT, "read", reader->item_line, "%s:%llu: an item of more than %d MiB, passed over",
                       an_read_stream_name(reader->stream), (unsigned long long)reader->item_line, AN_READ_LINE_BYTES_MAX >> 20);
    return arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document") : ANNALS_OK;
}

static annals_status next_item(void *state, an_arena *arena, an_raw_document *out, annals_error *error)
{
    feed_reader *reader = state;
    while (!reader->is_over) {
        int result = xmlTextReaderRead(reader->xml);
        if (result != 1) reader->is_over = true;
        else if (take_node(reader)) return take_item(reader, arena, out, error);
    }
    if (!reader->problem.status || an_read_stream_status(reader->stream, NULL)) return ANNALS_END;
    if (error) *error = reader->problem;
    reader->problem.status = ANNALS_OK;
    return ANNALS_E_INPUT;
}

const an_read_format an_read_feed_format = {"feed", open_feed, next_item, close_feed};
