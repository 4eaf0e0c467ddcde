/* libxml2's HTML parser feeds a tree of our own: only what is needed, in one arena, with bounds on depth, number of nodes and work.
 * The parser takes quadratic time for two things that a page can ask for: it looks through all open elements for each end tag that
 * closes nothing, and through all attributes of a tag for each further one. So such end tags are counted, and attributes beyond a
 * bound are blanked before it sees them. Elements deeper than a bound are flattened: their text stays.
 *
 * Nothing here recurses. */
#include "read/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <strings.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "read/limits.h"
#include "read/xml.h"

typedef struct element_role {
    const char *name;
    an_html_role role;
} element_role;

static const element_role element_roles[] = {
    {"p", AN_HTML_BLOCK}, {"div", AN_HTML_BLOCK}, {"section", AN_HTML_BLOCK}, {"article", AN_HTML_BLOCK}, {"main", AN_HTML_BLOCK},
    {"body", AN_HTML_BLOCK}, {"html", AN_HTML_BLOCK}, {"header", AN_HTML_BLOCK}, {"ul", AN_HTML_BLOCK}, {"ol", AN_HTML_BLOCK},
    {"dl", AN_HTML_BLOCK}, {"table", AN_HTML_BLOCK}, {"tbody", AN_HTML_BLOCK}, {"thead", AN_HTML_BLOCK}, {"tr", AN_HTML_BLOCK},
    {"td", AN_HTML_BLOCK}, {"th", AN_HTML_BLOCK},
    {"pre", AN_HTML_BLOCK}, {"address", AN_HTML_BLOCK}, {"center", AN_HTML_BLOCK}, {"details", AN_HTML_BLOCK}, {"summary",
    AN_HTML_BLOCK}, {"fieldset", AN_HTML_BLOCK},
    {"hgroup", AN_HTML_BLOCK}, {"h1", AN_HTML_HEADING}, {"h2", AN_HTML_HEADING}, {"h3", AN_HTML_HEADING}, {"h4", AN_HTML_HEADING},
    {"h5", AN_HTML_HEADING}, {"h6", AN_HTML_HEADING}, {"li", AN_HTML_ITEM}, {"dt", AN_HTML_ITEM}, {"dd", AN_HTML_ITEM},
    {"blockquote", AN_HTML_QUOTE}, {"br", AN_HTML_BREAK}, {"hr", AN_HTML_BREAK}, {"script", AN_HTML_DROPPED}, {"style",
    AN_HTML_DROPPED},
    {"nav", AN_HTML_DROPPED}, {"footer", AN_HTML_DROPPED}, {"aside", AN_HTML_DROPPED}, {"form", AN_HTML_DROPPED}, {"figure",
    AN_HTML_DROPPED},
    {"figcaption", AN_HTML_DROPPED}, {"caption", AN_HTML_DROPPED}, {"iframe", AN_HTML_DROPPED}, {"noscript", AN_HTML_DROPPED},
    {"button", AN_HTML_DROPPED}, {"select", AN_HTML_DROPPED},
    {"option", AN_HTML_DROPPED}, {"input", AN_HTML_DROPPED}, {"textarea", AN_HTML_DROPPED}, {"label", AN_HTML_DROPPED}, {"svg",
    AN_HTML_DROPPED}, {"canvas", AN_HTML_DROPPED},
    {"video", AN_HTML_DROPPED}, {"audio", AN_HTML_DROPPED}, {"object", AN_HTML_DROPPED}, {"embed", AN_HTML_DROPPED}, {"picture",
    AN_HTML_DROPPED}, {"img", AN_HTML_DROPPED},
    {"template", AN_HTML_DROPPED}, {"dialog", AN_HTML_DROPPED}, {"menu", AN_HTML_DROPPED}, {"map", AN_HTML_DROPPED}, {"math",
    AN_HTML_DROPPED}, {"applet", AN_HTML_DROPPED}, {"frameset", AN_HTML_DROPPED},
    {"meta", AN_HTML_METADATA}, {"link", AN_HTML_METADATA}, {"title", AN_HTML_METADATA}, {"base", AN_HTML_METADATA}, {"head",
    AN_HTML_METADATA},
};

/* The attributes that somebody asks for; all others are not kept. */
static const char *const kept_attributes[] = {
    "id", "class", "role", "itemprop", "itemtype", "rel", "href", "content", "name", "property", "type", "datetime", "lang",
    "hidden", "aria-hidden", "style", "pubdate", "data-component", "data-testid", "http-equiv",
};

typedef struct builder {
    an_arena *arena;
    an_html_page *page;
    AN_ARRAY(an_html_node *) nodes;
    an_html_node *open;
    size_t depth;
    an_strbuf text; /* characters come in pieces */
    size_t work;
    htmlParserCtxtPtr parser;
} builder;

static void stop(builder *b)
{
    b->page->is_cut = true;
    xmlStopParser(b->parser);
}

static an_html_node *add_node(builder *b)
{
    an_html_node *node = b->nodes.count < AN_READ_HTML_NODES_MAX ? AN_NEW(b->arena, an_html_node) : NULL;
    if (!node || !AN_PUSH(b->arena, &b->nodes, node)) {
        if (b->parser) stop(b);
        return NULL;
    }
    node->parent = b->open;
    if (b->open) {
        if (b->open->last) b->open->last->next = node;
        else b->open->first = node;
        b->open->last = node;
    }
    return node;
}

static void end_text(builder *b)
{
    an_html_node *node;
    if (!b->text.length) return;
    node = add_node(b);
    if (node) node->text = (an_str){an_arena_copy(b->arena, b->text.data, b->text.length), b->text.length};
    if (node && !node->text.data) node->text = (an_str){"", 0};
    an_strbuf_clear(&b->text);
}

static an_html_role role_of(const char *name)
{
    for (size_t i = 0; i < sizeof element_roles / sizeof *element_roles; i++)
        if (strcmp(element_roles[i].name, name) == 0) return element_roles[i].role;
    return AN_HTML_INLINE;
}

static const char *kept_name(const char *name)
{
    for (size_t i = 0; i < sizeof kept_attributes / sizeof *kept_attributes; i++)
        if (strcasecmp(kept_attributes[i], name) == 0) return kept_attributes[i];
    return NULL;
}

static void take_attributes(builder *b, an_html_node *node, const xmlChar **attributes)
{
    size_t count = 0;
    for (const xmlChar **a = attributes; a && *a; a += 2) count += kept_name((const char *)*a) != NULL;
    node->attributes = count ? AN_NEW_ARRAY(b->arena, an_html_attribute, count) : NULL;
    for (const xmlChar **a = attributes; node->attributes && *a; a += 2) {
        const char *name = kept_name((const char *)a[0]), *value = a[1] ? (const char *)a[1] : "";
        size_t length = strlen(value);
        const char *copy = name ? an_arena_copy(b->arena, value, length) : NULL;
        if (copy) node->attributes[node->attribute_count++] = (an_html_attribute){name, {copy, length}};
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    builder *b = context;
    an_html_node *node;
    end_text(b);
    if (++b->depth > AN_READ_HTML_DEPTH_MAX) {
        b->page->is_cut = true; /* what stands deeper is read as if it stood here */
        return;
    }
    node = add_node(b);
    if (!node) return;
    node->name = an_arena_copy(b->arena, (const char *)name, strlen((const char *)name));
    if (!node->name) node->name = "";
    node->role = (uint8_t)role_of(node->name);
    take_attributes(b, node, attributes);
    b->open = node;
}

static void on_end(void *context, const xmlChar *name)
{
    builder *b = context;
    (void)name;
    end_text(b);
    if (b->depth-- > AN_READ_HTML_DEPTH_MAX) return;
    if (b->open && b->open->parent) b->open = b->open->parent;
}

static void on_text(void *context, const xmlChar *characters, int length)
{
    builder *b = context;
    an_strbuf_put(&b->text, (const char *)characters, (size_t)length);
}

/* An end tag that closes nothing has been compared with every open element. */
static void on_error(void *context, xmlErrorPtr error)
{
    builder *b = context;
    if (error->code != XML_ERR_TAG_NAME_MISMATCH) return;
    b->work += b->depth + 1;
    if (b->work > AN_READ_HTML_WORK_MAX) stop(b);
}

static htmlParserCtxtPtr new_parser(builder *b, an_str utf8)
{
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(utf8.data, (int)utf8.length);
    if (!parser) return NULL;
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->initialized = XML_SAX2_MAGIC;
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = parser->sax->ignorableWhitespace = on_text;
    parser->sax->cdataBlock = on_text;
    parser->sax->serror = on_error;
    parser->userData = b;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
    parser->sax->serror = on_error;
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    return parser;
}

/* Every page has some tree; E_MEMORY only. */
annals_status an_html_parse(an_arena *arena, an_str utf8, an_html_page *page, annals_error *error)
{
    builder b = {.arena = arena, .page = page};
    *page = (an_html_page){0};
    an_read_prepare_xml();
    an_strbuf_init(&b.text, 0);
    b.open = add_node(&b);
    if (b.open) b.open->name = "", b.open->role = AN_HTML_BLOCK;
    utf8 = an_html_limit_attributes(arena, utf8);
    if (b.open && utf8.length) {
        b.parser = new_parser(&b, utf8);
        if (!b.parser) return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a page");
        htmlParseDocument(b.parser);
        xmlFreeDoc(b.parser->myDoc);
        htmlFreeParserCtxt(b.parser);
        b.parser = NULL;
        end_text(&b);
    }
    an_strbuf_free(&b.text);
    page->nodes = b.nodes.items;
    page->count = b.nodes.count;
    return arena->is_exhausted || !b.open ? an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a page") : ANNALS_OK;
}

/* data NULL if the element has no such attribute (or it is not one of those kept). */
an_str an_html_attribute_of(const an_html_node *node, const char *name)
{
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (strcmp(node->attributes[i].name, name) == 0) return node->attributes[i].value;
    return (an_str){0};
}

bool an_html_is(const an_html_node *node, const char *name) { return node->name && strcmp(node->name, name) == 0; }

/* Compares without regard to case; an attribute of several words (itemprop, rel) equals each of them. */
bool an_html_attribute_is(const an_html_node *node, const char *name, const char *value)
{
    an_str text = an_html_attribute_of(node, name);
    size_t length = strlen(value);
    for (size_t i = 0; i + length <= text.length; i++) {
        if (i && text.data[i - 1] != ' ') continue;
        if (strncasecmp(text.data + i, value, length) == 0 && (i + length == text.length || text.data[i + length] == ' ')) return true;
    }
    return false;
}

/* The node after `node` in document order inside of `root`; NULL at the end. enters false: not into `node`. */
an_html_node *an_html_next(const an_html_node *node, const an_html_node *root, bool enters)
{
    if (enters && node->first) return node->first;
    while (node != root && !node->next) node = node->parent;
    return node == root ? NULL : node->next;
}

/* All text in a node, scripts too if it is one; not tidied. */
an_str an_html_text(an_arena *arena, const an_html_node *node)
{
    size_t length = 0;
    char *out;
    for (const an_html_node *n = node; n; n = an_html_next(n, node, true)) length += n->text.length + 1;
    out = an_arena_alloc(arena, length + 1);
    length = 0;
    for (const an_html_node *n = node; out && n; n = an_html_next(n, node, true)) {
        if (n->name && n->role != AN_HTML_INLINE) out[length++] = ' ';
        if (n->text.length) memcpy(out + length, n->text.data, n->text.length);
        length += n->text.length;
    }
    return (an_str){out, out ? length : 0};
}
