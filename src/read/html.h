/* A page as a tree of elements and texts. */
#ifndef ANNALS_READ_HTML_H
#define ANNALS_READ_HTML_H

#include "base/arena.h"
#include "base/span.h"
#include "base/status.h"

/* What an element is good for when one looks for the article. */
typedef enum an_html_role {
    AN_HTML_INLINE,   /* runs on with the text around it; also every unknown element */
    AN_HTML_BLOCK,    /* a paragraph of its own */
    AN_HTML_HEADING,
    AN_HTML_ITEM,     /* li, dt, dd */
    AN_HTML_QUOTE,
    AN_HTML_BREAK,    /* br, hr */
    AN_HTML_DROPPED,  /* never text of an article: script, nav, form, figure ... */
    AN_HTML_METADATA  /* meta, link, title: read, not shown */
} an_html_role;

typedef struct an_html_attribute {
    const char *name; /* lower case */
    an_str value;
} an_html_attribute;

/* name NULL = a text. Nodes are numbered in document order, so children stand behind their parent. */
typedef struct an_html_node {
    struct an_html_node *parent, *first, *last, *next;
    const char *name;
    an_str text;
    an_html_attribute *attributes;
    uint32_t attribute_count;
    uint8_t role; /* an_html_role */

    /* what html_body.c finds out */
    struct an_html_node *block; /* the block that the node's text belongs to; a block's own is itself */
    bool is_dropped;            /* with all below it: no text of the article */
    bool is_in_link;
    bool has_sentence;          /* a block's own text has an end of sentence */
    bool holds_mark;            /* the headline or a marked body is in the subtree */
    uint8_t kind;               /* an_read_block_kind of text here */
    uint32_t text_bytes;        /* own text of a block: without the blocks inside it */
    uint32_t link_bytes;        /* ... of it in links */
    uint32_t prose_bytes;       /* running text in the subtree */
    uint32_t all_bytes;         /* all text in the subtree */
} an_html_node;

/* In the arena. */
typedef struct an_html_page {
    an_html_node **nodes; /* in document order; [0] is the root, which is no element of the page */
    size_t count;
    bool is_cut; /* too deep (flattened), or too many nodes or too broken (what came before is there) */
} an_html_page;

an_str an_html_limit_attributes(an_arena *arena, an_str html);
annals_status an_html_parse(an_arena *arena, an_str utf8, an_html_page *page, annals_error *error);
an_str an_html_attribute_of(const an_html_node *node, const char *name);
bool an_html_is(const an_html_node *node, const char *name);
bool an_html_attribute_is(const an_html_node *node, const char *name, const char *value);
an_html_node *an_html_next(const an_html_node *node, const an_html_node *root, bool enters);
an_str an_html_text(an_arena *arena, const an_html_node *node);

#endif
