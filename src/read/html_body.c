/* Finds the article in a page. Two questions in turn: what is certainly something else (menus, forms, hidden parts, elements whose
 * class says "related" or "cookie"), and which part of the rest holds the running text. For the second the page's own marks are
 * asked first (itemprop=articleBody, the usual class names of bodies, <article>, <main>); where there are none, the way from the
 * root goes down as long as one child holds nearly all of the prose.
 *
 * "Prose" is the text of blocks with sentences in them and few links. The measure guards every rule: nothing is thrown away by its
 * name alone when it holds a good part of the page's prose, since losing the article is worse than keeping a teaser.
 *
 * Sums go from the last node to the first: children stand behind their parents, so no recursion is needed. */
#include <string.h>

#include "base/strbuf.h"
#include "read/block.h"
#include "read/html.h"
#include "read/tidy.h"

enum {
    PROSE_BYTES_MIN = 40,        /* a shorter block is a label or a teaser's headline */
    PROSE_WITHOUT_END_MIN = 120, /* ... unless a sentence ends in it */
    LINK_SHARE_MAX = 33,         /* per cent of a prose block's text that may be links */
    GUARD_SHARE = 40,            /* per cent of the page's prose that no hint may throw away */
    SMALL_BYTES_MAX = 400,       /* what the milder hints may throw away */
    MARKED_SHARE_MIN = 25,       /* per cent of the prose that a marked body must hold to be believed */
    NAMED_SHARE_MIN = 50,        /* ... a body known by class name, or <main> */
    ARTICLE_SHARE_MIN = 40,      /* ... an <article>: lists of teasers are made of them too */
    DESCENT_SHARE_MIN = 75,      /* the way down goes on while one child holds so much of its parent's prose */
    FOOTNOTE_BYTES_MAX = 6,      /* "[12]" */
    BROKEN_LINE_BYTES_MIN = 50,  /* a longer line without an end of sentence was broken for width only */
    DECK_BYTES_MIN = 40, DECK_BYTES_MAX = 700,
    BREAK_MARK = 1               /* stands for <br> while a block is gathered; no page can hold it as text */
};

static const char *const clutter_hints[] = {
    "-comment-", "-comments-", "-disqus-", "-respond-", "-cookie-", "-cookies-", "-consent-", "-gdpr-", "-newsletter-",
    "-newsletters-", "-subscribe-", "-subscription-", "-signup-", "-sign-up-", "-related-", "-recirc-", "-recirculation-",
    "-recommended-", "-recommendations-", "-trending-", "-popular-", "-most-read-", "-mostread-", "-most-viewed-", "-breadcrumb-",
    "-breadcrumbs-", "-pagination-", "-pager-", "-navbar-", "-navigation-", "-nav-", "-menu-", "-footer-", "-sidebar-", "-share-",
    "-sharing-", "-shares-", "-sharebar-", "-sharedaddy-", "-social-", "-socials-", "-addthis-", "-promo-", "-advert-",
    "-advertisement-", "-adslot-", "-ads-", "-ad-", "-adsense-", "-adsbygoogle-", "-outbrain-", "-taboola-", "-sponsored-",
    "-sponsor-", "-popup-", "-modal-", "-overlay-", "-toolbar-", "-masthead-", "-skip-link-", "-sr-only-", "-screen-reader-",
    "-visually-hidden-", "-read-more-", "-readmore-", "-see-also-", "-also-read-", "-more-stories-", "-more-news-", "-more-from-",
    "-latest-news-", "-up-next-", "-next-article-", "-post-nav-", "-call-to-action-", "-author-bio-", "-author-box-",
    "-about-author-", "-authorbox-", "-bio-", "-tags-", "-taglist-", "-tag-list-", "-topics-", "-keywords-", "-caption-",
    "-wp-caption-", "-photo-credit-", "-image-credit-", "-paywall-", "-donate-", "-donation-", "-copyright-", "-disclaimer-",
    "-jp-relatedposts-", "-site-header-", "-feedback-", "-poll-", "-quiz-", "-pullquote-", "-pull-quote-", "-teaser-",
    "-teasers-", "-widget-", "-widgets-", "-infobox-", "-edit-section-", "-hatnote-", "-mw-editsection-", NULL,
};
static const char *const small_hints[] = {
    "-byline-", "-author-", "-authors-", "-timestamp-", "-datetime-", "-date-", "-pubdate-", "-published-", "-posted-",
    "-updated-", "-meta-", "-metadata-", "-credit-", "-credits-", "-photo-", "-image-", "-img-", "-gallery-", "-video-",
    "-audio-", "-player-", "-embed-", "-media-", "-read-time-", "-reading-time-", "-label-", "-kicker-", "-eyebrow-",
    "-category-", "-banner-", "-alert-", "-button-", "-btn-", "-icon-", "-print-", "-tooltip-", "-follow-", "-notice-", "-views-",
    NULL,
};
static const char *const body_hints[] = {
    "-article-body-", "-articlebody-", "-story-body-", "-entry-content-", "-post-content-", "-article-content-",
    "-story-content-", "-post-body-", "-article-text-", "-story-text-", "-rich-text-story-body-", "-field-name-body-",
    "-body-content-", "-content-body-", "-articletext-", "-article-copy-", "-body-copy-", NULL,
};
static const char *const deck_hints[] = {
    "-standfirst-", "-dek-", "-deck-", "-subtitle-", "-subheadline-", "-sub-headline-", "-subheading-", "-article-summary-",
    "-article-dek-", "-article-lead-", "-article-intro-", "-lede-", "-lead-paragraph-", NULL,
};

static bool is_hidden(const an_html_node *node)
{
    an_str style = an_html_attribute_of(node, "style");
    if (an_html_attribute_of(node, "hidden").data || an_html_attribute_is(node, "aria-hidden", "true")) return true;
    for (size_t i = 0; i + 12 <= style.length; i++)
        if (strncmp(style.data + i, "display:none", 12) == 0 || strncmp(style.data + i, "display: non", 12) == 0) return true;
    return false;
}

static bool has_clutter_role(const an_html_node *node)
{
    static const char *const roles[] = {
        "navigation", "banner", "complementary", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "alert",
        "form", "toolbar",
    };
    an_str role = an_html_attribute_of(node, "role");
    for (size_t i = 0; role.data && i < sizeof roles / sizeof *roles; i++)
        if (an_str_is(role, roles[i])) return true;
    return false;
}

/* ---- measures ---- */

static bool ends_sentence(an_str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (strchr(".?!", text.data[i]) && text.data[i] && (i + 1 == text.length || strchr(" \n\r\t\"')", text.data[i + 1]) ||
            (unsigned char)text.data[i + 1] >= 0x80))
            return true;
    return false;
}

static uint32_t visible_bytes(an_str text)
{
    uint32_t n = 0;
    bool was_space = true;
    for (size_t i = 0; i < text.length; i++) {
        bool is_space = (unsigned char)text.data[i] <= ' ';
        n += !is_space || !was_space;
        was_space = is_space;
    }
    return n;
}

/* What a node takes over from its parent. */
static void inherit(an_html_node *node)
{
    an_html_node *parent = node->parent;
    bool is_block = node->name && node->role != AN_HTML_INLINE && node->role != AN_HTML_BREAK;
    node->block = is_block || !parent ? node : parent->block;
    node->is_in_link = (parent && parent->is_in_link) || an_html_is(node, "a");
    node->kind = parent ? parent->kind : AN_READ_PARAGRAPH;
    if (node->role == AN_HTML_HEADING) node->kind = AN_READ_HEADING;
    if (node->role == AN_HTML_ITEM) node->kind = AN_READ_ITEM;
    if (node->role == AN_HTML_QUOTE) node->kind = AN_READ_QUOTE;
    if (parent && parent->is_dropped) node->is_dropped = true;
    node->text_bytes = node->link_bytes = node->prose_bytes = node->all_bytes = 0;
    node->has_sentence = false;
}

static void add_text(an_html_node *node)
{
    uint32_t bytes;
    if (!node->text.length || node->is_dropped) return;
    bytes = visible_bytes(node->text);
    node->all_bytes = bytes;
    node->block->text_bytes += bytes;
    if (node->is_in_link) node->block->link_bytes += bytes;
    if (ends_sentence(node->text)) node->block->has_sentence = true;
}

static bool is_prose(const an_html_node *block)
{
    if (block->text_bytes < PROSE_BYTES_MIN || block->kind == AN_READ_HEADING) return false;
    if (block->link_bytes * 100 > block->text_bytes * LINK_SHARE_MAX) return false;
    return block->has_sentence || block->text_bytes >= PROSE_WITHOUT_END_MIN;
}

static void measure(an_html_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        inherit(page->nodes[i]);
        add_text(page->nodes[i]);
    }
    for (size_t i = page->count; i-- > 0;) {
        an_html_node *node = page->nodes[i];
        if (is_prose(node)) node->prose_bytes += node->text_bytes;
        if (!node->parent) continue;
        node->parent->prose_bytes += node->prose_bytes;
        node->parent->all_bytes += node->all_bytes;
        node->parent->holds_mark |= node->holds_mark;
    }
}

/* ---- what is certainly something else ---- */

static bool is_marked_body(const an_html_node *node) { return an_html_attribute_is(node, "itemprop", "articleBody"); }

static bool is_article(const an_html_node *node) { return an_html_is(node, "article") || an_html_attribute_is(node, "role",
    "article"); }

static bool is_main(const an_html_node *node) { return an_html_is(node, "main") || an_html_attribute_is(node, "role", "main"); }

static bool is_never_text(const an_html_node *node)
{
    return (node->role == AN_HTML_DROPPED && !an_html_is(node, "form") && !an_html_is(node, "aside") && !an_html_is(node,
        "figure")) || node->role == AN_HTML_METADATA;
}

/* A table without prose holds figures, not sentences; a note's number is no word. */
static bool is_odd_end(const an_html_node *node)
{
    if (an_html_is(node, "table") && !node->prose_bytes) return true;
    return an_html_is(node, "sup") && node->all_bytes <= FOOTNOTE_BYTES_MAX && node->first && node->first->name;
}

static bool is_clutter(const an_html_node *node, uint32_t total_prose, bool has_mark)
{
    bool is_small = node->all_bytes <= SMALL_BYTES_MAX;
    bool is_guarded = node->holds_mark || (node->prose_bytes &&
        (uint64_t)node->prose_bytes * 100 >= (uint64_t)total_prose * GUARD_SHARE);
    if (!node->name || !node->parent) return false;
    if (is_odd_end(node)) return true;
    if (node->holds_mark) return false;
    if (an_html_is(node, "aside") || an_html_is(node, "figure") || has_clutter_role(node)) return !is_guarded || has_mark;
    if (an_html_is(node, "form") || is_hidden(node)) return !is_guarded;
    if (is_small && node->role != AN_HTML_INLINE && an_html_has_hint(node, small_hints)) return !is_guarded;
    return (!is_guarded || has_mark) && an_html_has_hint(node, clutter_hints);
}

/* Marks what is no text of the article with is_dropped. */
void an_html_mark_clutter(an_html_page *page)
{
    bool has_mark = false;
    uint32_t total;
    for (size_t i = 0; i < page->count; i++) {
        an_html_node *node = page->nodes[i];
        node->is_dropped = node->name && node->parent && is_never_text(node);
        node->holds_mark = node->name && (is_marked_body(node) || an_html_is(node, "h1"));
        has_mark |= node->name && is_marked_body(node);
    }
    measure(page);
    total = page->count ? page->nodes[0]->prose_bytes : 0;
    for (size_t i = 0; i < page->count; i++)
        if (!page->nodes[i]->is_dropped && is_clutter(page->nodes[i], total, has_mark)) page->nodes[i]->is_dropped = true;
    measure(page);
}

/* ---- where the running text is ---- */

typedef bool (*node_test)(const an_html_node *node);

static bool has_body_name(const an_html_node *node) { return an_html_has_hint(node, body_hints); }

static bool is_enough(uint64_t prose, uint32_t total, int per_cent) { return prose &&
    prose * 100 >= (uint64_t)total * (uint64_t)per_cent; }

typedef AN_ARRAY(an_html_node *) node_list;

/* The outermost nodes that pass; kept only if they hold enough of the prose together. */
static bool find_all(an_arena *arena, const an_html_page *page, node_test test, int per_cent, node_list *roots)
{
    uint64_t prose = 0;
    an_html_node *node = page->nodes[0];
    roots->count = 0;
    while (node) {
        bool is_root = node->name && !node->is_dropped && test(node);
        if (is_root) {
            prose += node->prose_bytes;
            AN_PUSH(arena, roots, node);
        }
        node = an_html_next(node, page->nodes[0], !is_root && !node->is_dropped);
    }
    return is_enough(prose, page->nodes[0]->prose_bytes, per_cent);
}

/* The one with the most prose. */
static bool find_best(an_arena *arena, const an_html_page *page, node_test test, int per_cent, node_list *roots)
{
    an_html_node *best = NULL;
    for (size_t i = 0; i < page->count; i++) {
        an_html_node *node = page->nodes[i];
        if (node->name && !node->is_dropped && test(node) && (!best || node->prose_bytes > best->prose_bytes)) best = node;
    }
    roots->count = 0;
    return best && is_enough(best->prose_bytes, page->nodes[0]->prose_bytes, per_cent) && AN_PUSH(arena, roots, best);
}

static an_html_node *descend(an_html_node *node)
{
    for (;;) {
        an_html_node *heavy = NULL;
        for (an_html_node *child = node->first; child; child = child->next)
            if (!heavy || child->prose_bytes > heavy->prose_bytes) heavy = child;
        if (!heavy || heavy->prose_bytes <= heavy->text_bytes || !is_enough(heavy->prose_bytes, node->prose_bytes,
            DESCENT_SHARE_MIN)) return node;
        node = heavy;
    }
}

static void find_roots(an_arena *arena, const an_html_page *page, node_list *roots)
{
    if (!page->nodes[0]->prose_bytes) {
        AN_PUSH(arena, roots, page->nodes[0]);
        return;
    }
    if (find_all(arena, page, is_marked_body, MARKED_SHARE_MIN, roots)) return;
    if (find_all(arena, page, has_body_name, NAMED_SHARE_MIN, roots)) return;
    if (find_best(arena, page, is_article, ARTICLE_SHARE_MIN, roots)) return;
    if (find_best(arena, page, is_main, NAMED_SHARE_MIN, roots)) return;
    roots->count = 0;
    AN_PUSH(arena, roots, descend(page->nodes[0]));
}

/* ---- its paragraphs ---- */

typedef struct collector {
    an_arena *arena;
    an_read_blocks *blocks;
    an_strbuf text;
    const an_html_node *block;
    uint32_t link_bytes;
    an_read_block_kind kind;
    int breaks; /* in a row: two make a paragraph */
} collector;

static void add_block(collector *c, an_str text)
{
    an_read_block block = {.kind = c->kind, .link_bytes = c->link_bytes < text.length ? c->link_bytes : (uint32_t)text.length};
    block.text = an_read_tidy(c->arena, text);
    if (block.text.length) AN_PUSH(c->arena, c->blocks, block);
}

/* A line break inside of a block ends a paragraph when the line is short (headline, byline) or ends a sentence; in the middle of a
 * longer one it is only where the page was narrow. */
static bool ends_line(an_str line)
{
    line = an_str_trim(line);
    return line.length < BROKEN_LINE_BYTES_MIN || strchr(".?!:\"", line.data[line.length - 1]) ||
        (unsigned char)line.data[line.length - 1] >= 0x80;
}

static void end_block(collector *c)
{
    an_str rest = an_strbuf_view(&c->text);
    size_t searched = 0;
    for (const char *mark; searched < rest.length && (mark = memchr(rest.data + searched, BREAK_MARK, rest.length - searched));) {
        an_str line = {rest.data, (size_t)(mark - rest.data)};
        c->text.data[mark - c->text.data] = ' ';
        searched = line.length + 1;
        if (!ends_line(line)) continue;
        add_block(c, line);
        rest.data = mark + 1;
        rest.length -= line.length + 1;
        searched = 0;
    }
    add_block(c, rest);
    an_strbuf_clear(&c->text);
    c->link_bytes = 0;
    c->breaks = 0;
}

static void take_text(collector *c, const an_html_node *node)
{
    bool is_blank = an_str_trim(node->text).length == 0;
    if (node->block != c->block && !is_blank) {
        end_block(c);
        c->block = node->block;
        c->kind = (an_read_block_kind)node->kind;
    }
    if (c->breaks > 1 && !is_blank) end_block(c);
    if (!is_blank) c->breaks = 0;
    an_strbuf_put_str(&c->text, node->text);
    if (node->is_in_link) c->link_bytes += visible_bytes(node->text);
}

static void take_root(collector *c, const an_html_node *root)
{
    for (const an_html_node *node = root; node; node = an_html_next(node, root, !node->is_dropped)) {
        if (node->is_dropped) continue;
        if (!node->name) take_text(c, node);
        else if (node->role == AN_HTML_BREAK) c->breaks += an_html_is(node, "hr") ? 2 : 1, an_strbuf_putc(&c->text, BREAK_MARK);
        else if (node->role != AN_HTML_INLINE && c->block != node->block) end_block(c), c->block = NULL;
    }
    end_block(c);
    c->block = NULL;
}

static bool is_inside(const an_html_node *node, const node_list *roots)
{
    for (; node; node = node->parent)
        for (size_t i = 0; i < roots->count; i++)
            if (roots->items[i] == node) return true;
    return false;
}

/* The summary under the headline often stands outside of the marked body. The first one before the body that is named as such. */
static const an_html_node *find_deck(const an_html_page *page, const an_html_node *body)
{
    for (size_t i = 0; i < page->count && page->nodes[i] != body; i++) {
        const an_html_node *node = page->nodes[i];
        if (node->name && !node->is_dropped && node->all_bytes >= DECK_BYTES_MIN && node->all_bytes <= DECK_BYTES_MAX &&
            (an_html_attribute_is(node, "itemprop", "description") || an_html_has_hint(node, deck_hints)))
            return node;
    }
    return NULL;
}

/* The paragraphs of the article, in order. an_html_mark_clutter must have been called. */
void an_html_collect_body(an_arena *arena, an_html_page *page, an_read_blocks *blocks)
{
    node_list roots = {0};
    collector c = {.arena = arena, .blocks = blocks};
    const an_html_node *deck;
    if (!page->count) return;
    an_strbuf_init(&c.text, 0);
    find_roots(arena, page, &roots);
    deck = roots.count ? find_deck(page, roots.items[0]) : NULL;
    if (deck && !is_inside(deck, &roots)) take_root(&c, deck);
    for (size_t i = 0; i < roots.count; i++) take_root(&c, roots.items[i]);
    an_strbuf_free(&c.text);
}
