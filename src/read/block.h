/* What stands between a document's form (page, plain text) and its clean text: paragraphs in order, each with what it seems to be,
 * and what was learned about the document on the way. */
#ifndef ANNALS_READ_BLOCK_H
#define ANNALS_READ_BLOCK_H

#include "base/array.h"
#include "record/article.h"

typedef enum an_read_block_kind { AN_READ_PARAGRAPH, AN_READ_HEADING, AN_READ_ITEM, AN_READ_QUOTE } an_read_block_kind;

typedef struct an_read_block {
    an_str text; /* tidied: one line */
    an_read_block_kind kind;
    uint32_t link_bytes; /* of the text, about, inside of links */
    bool is_dropped;
} an_read_block;

typedef AN_ARRAY(an_read_block) an_read_blocks;

/* Findings; the one of the higher trust stays. Strings tidied, in the document's arena; data NULL = not found. */
typedef struct an_read_facts {
    an_str title, outlet, author, url, lang;
    an_str body; /* the article's text as the page's JSON-LD gives it */
    an_date_range published;
    an_basis published_basis;
} an_read_facts;

/* Keeps a date if its basis is better than what there is. */
static inline void an_read_offer_date(an_read_facts *facts, an_date_range date, an_basis basis)
{
    if (facts->published_basis != AN_BASIS_NONE && facts->published_basis <= basis) return;
    facts->published = date;
    facts->published_basis = basis;
}

/* Plain text (text.c). */
void an_read_split_paragraphs(an_arena *arena, an_str utf8, an_read_blocks *blocks);
/* A page (html_body.c, html_facts.c). Facts first: they are read from what is no text of the article, too. */
struct an_html_page;
struct an_html_node;
void an_html_mark_clutter(struct an_html_page *page);
void an_html_find_facts(an_arena *arena, const struct an_html_page *page, an_read_facts *facts);
void an_html_collect_body(an_arena *arena, struct an_html_page *page, an_read_blocks *blocks);
/* Whether class or id of a node have one of these words (html_hints.c); the list ends with NULL. */
bool an_html_has_hint(const struct an_html_node *node, const char *const *hints);
/* One script element of JSON-LD (json_ld.c). */
void an_read_json_ld(an_arena *arena, an_str json, an_read_facts *facts);

/* Lines around an article that are not of it (clutter.c). */
void an_read_drop_clutter(an_arena *arena, an_read_blocks *blocks, an_read_facts *facts, bool has_head_lines);

#endif
