/* What a page says about its article: in its head for machines (OpenGraph, meta elements, JSON-LD), and in its body for readers
 * (headline, byline, time). Candidates are gathered in one pass and then chosen from: the headline as printed before the one made for
 * search engines, machine-made dates before printed ones. */
#include <string.h>
#include <strings.h>

#include "read/block.h"
#include "read/dates.h"
#include "read/find.h"
#include "read/html.h"
#include "read/tidy.h"
#include "read/words.h"

enum {
    BYLINE_BYTES_MAX = 200,
    SUFFIX_BYTES_MAX = 50,  /* " | The Outlet" */
    TITLE_BYTES_MIN = 15,   /* what must stay when a suffix is taken off */
    HEADLINES_MAX = 8
};

typedef struct candidates {
    an_arena *arena;
    an_str headlines[HEADLINES_MAX]; /* the texts of h1 elements */
    size_t headline_count;
    an_str og_title, title_element, meta_title;
    an_str site_name, meta_author, printed_author;
    an_str canonical, og_url, html_lang;
    an_read_facts ld;
    an_read_facts *facts;
} candidates;

static void take(an_str *field, an_str found)
{
    if (!field->data && found.data) *field = found;
}

/* ---- meta elements ---- */

typedef enum meta_use { META_TITLE, META_OG_TITLE, META_SITE, META_AUTHOR, META_URL, META_LANG, META_OG_DATE, META_DATE } meta_use;

static const struct { const char *name; meta_use use; } metas[] = {
    {"og:title", META_OG_TITLE}, {"twitter:title", META_TITLE}, {"dc.title", META_TITLE}, {"citation_title", META_TITLE},
    {"headline", META_TITLE}, {"sailthru.title", META_TITLE}, {"parsely-title", META_TITLE},
    {"og:site_name", META_SITE}, {"application-name", META_SITE}, {"dc.publisher", META_SITE}, {"publisher", META_SITE}, {"cre",
    META_SITE},
    {"author", META_AUTHOR}, {"article:author", META_AUTHOR}, {"dc.creator", META_AUTHOR}, {"dcterms.creator", META_AUTHOR},
    {"byl", META_AUTHOR}, {"parsely-author", META_AUTHOR}, {"sailthru.author", META_AUTHOR}, {"citation_author", META_AUTHOR},
    {"twitter:data1", META_AUTHOR},
    {"og:url", META_URL}, {"content-language", META_LANG}, {"language", META_LANG}, {"dc.language", META_LANG},
    {"article:published_time", META_OG_DATE}, {"article:published", META_OG_DATE}, {"og:published_time", META_OG_DATE},
    {"og:article:published_time", META_OG_DATE}, {"og:pubdate", META_OG_DATE},
    {"datepublished", META_DATE}, {"date", META_DATE}, {"pubdate", META_DATE}, {"pub_date", META_DATE}, {"publishdate", META_DATE},
    {"publish-date", META_DATE}, {"publish_date", META_DATE}, {"published-date", META_DATE}, {"publication_date", META_DATE},
    {"publication-date", META_DATE},
    {"dc.date", META_DATE}, {"dc.date.issued", META_DATE}, {"dc.date.created", META_DATE}, {"dcterms.created", META_DATE},
    {"dcterms.issued", META_DATE}, {"dcterms.date", META_DATE}, {"dcterms.available", META_DATE}, {"sailthru.date", META_DATE},
    {"parsely-pub-date", META_DATE},
    {"citation_publication_date", META_DATE}, {"citation_date", META_DATE}, {"article_date_original", META_DATE},
    {"originalpublicationdate", META_DATE}, {"cxenseparse:recs:publishtime", META_DATE}, {"rnews:datepublished", META_DATE},
    {"ptime", META_DATE}, {"displaydate", META_DATE},
};

/* A person's or a desk's name; addresses of profile pages and mails are none. */
static an_str as_author(an_arena *arena, an_str text)
{
    text = an_read_tidy_field(arena, text);
    if (!text.data || an_read_find(text, "://") || memchr(text.data, '@', text.length) ||
        text.length > BYLINE_BYTES_MAX) return (an_str){0};
    if (text.length > 3 && strncasecmp(text.data, "by ", 3) == 0) text.data += 3, text.length -= 3;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9') return (an_str){0};
    return text.length ? text : (an_str){0};
}

static void take_meta(candidates *c, meta_use use, an_str content)
{
    an_date_range date;
    an_str text = an_read_tidy_field(c->arena, content);
    if (!text.data) return;
    if (use == META_OG_TITLE) take(&c->og_title, text);
    if (use == META_TITLE) take(&c->meta_title, text);
    if (use == META_SITE) take(&c->site_name, text);
    if (use == META_AUTHOR) take(&c->meta_author, as_author(c->arena, content));
    if (use == META_URL) take(&c->og_url, text);
    if (use == META_LANG) take(&c->html_lang, text);
    if ((use == META_DATE || use == META_OG_DATE) && an_read_machine_date(text, &date))
        an_read_offer_date(c->facts, date, use == META_DATE ? AN_BASIS_META : AN_BASIS_OPENGRAPH);
}

static void read_meta(candidates *c, const an_html_node *node)
{
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    an_str content = an_html_attribute_of(node, "content");
    for (size_t k = 0; content.data && k < sizeof keys / sizeof *keys; k++) {
        an_str key = an_html_attribute_of(node, keys[k]);
        for (size_t i = 0; key.data && i < sizeof metas / sizeof *metas; i++)
            if (key.length == strlen(metas[i].name) && strncasecmp(key.data, metas[i].name, key.length) == 0) take_meta(c,
                metas[i].use, content);
    }
}

/* ---- elements that readers see ---- */

static an_str text_of(candidates *c, const an_html_node *node) { return an_read_tidy_field(c->arena, an_html_text(c->arena, node)); }

static void read_time(candidates *c, const an_html_node *node)
{
    an_date_range date;
    an_str datetime = an_html_attribute_of(node, "datetime");
    if (!datetime.data) datetime = an_html_attribute_of(node, "content");
    if (!datetime.data || !an_read_machine_date(datetime, &date)) {
        datetime = text_of(c, node);
        if (!datetime.data || !an_read_find_date(datetime, &date, NULL)) return;
    }
    an_read_offer_date(c->facts, date, AN_BASIS_TIME_ELEMENT);
}

static bool is_author_place(const an_html_node *node)
{
    static const char *const hints[] = {
        "-byline-", "-author-name-", "-author-", "-authors-", "-byl-", "-writer-", "-reporter-", NULL,
    };
    return an_html_attribute_is(node, "rel", "author") || an_html_attribute_is(node, "itemprop", "author") ||
        an_html_has_hint(node, hints);
}

static bool is_date_place(const an_html_node *node)
{
    static const char *const hints[] = {
        "-byline-", "-dateline-", "-timestamp-", "-date-", "-datetime-", "-pubdate-", "-published-", "-posted-", "-posted-on-",
        "-meta-", "-entry-date-", NULL,
    };
    return an_html_attribute_is(node, "itemprop", "datePublished") || an_html_has_hint(node, hints);
}

/* The first piece of text in a node: the name, when a role stands beside it. */
static an_str first_text(candidates *c, const an_html_node *node)
{
    for (const an_html_node *n = node; n; n = an_html_next(n, node, true))
        if (!n->name && an_str_trim(n->text).length) return an_read_tidy_field(c->arena, n->text);
    return (an_str){0};
}

static void read_printed(candidates *c, const an_html_node *node)
{
    an_date_range date;
    an_str text, name;
    bool is_author = !c->printed_author.data && is_author_place(node), is_date = is_date_place(node);
    if (!is_author && !is_date) return;
    if (an_html_attribute_is(node, "itemprop", "datePublished")) read_time(c, node);
    if (node->all_bytes > BYLINE_BYTES_MAX) return;
    text = text_of(c, node);
    if (!text.data || text.length > BYLINE_BYTES_MAX) return;
    name = an_read_byline_name(text);
    if (!name.data) name = an_read_is_name(text) ? text : first_text(c, node);
    if (is_author && an_read_is_name(name)) c->printed_author = name;
    if (is_date && an_read_find_date(text, &date, NULL)) an_read_offer_date(c->facts, date, AN_BASIS_BYLINE);
}

/* Elements of related stories and comments have bylines and times too: only what is not clutter counts, except that bylines are
 * always taken for clutter themselves and are looked at before. */
static bool is_inside_clutter(const an_html_node *node)
{
    static const char *const hints[] = {
        "-related-", "-comment-", "-comments-", "-recommended-", "-sidebar-", "-footer-", "-trending-", "-popular-", "-teaser-",
        "-promo-", "-most-read-", "-latest-", "-recirc-", "-widget-", "-card-", NULL,
    };
    for (const an_html_node *n = node->parent; n; n = n->parent) {
        if (!n->is_dropped) return false;
        if (an_html_is(n, "aside") || an_html_is(n, "footer") || an_html_is(n, "nav") || an_html_is(n, "figure") ||
            an_html_has_hint(n, hints)) return true;
    }
    return false;
}

static void read_visible(candidates *c, const an_html_node *node)
{
    if (node->is_dropped && is_inside_clutter(node)) return;
    if (an_html_is(node, "time")) read_time(c, node);
    else read_printed(c, node);
}

static void read_headline(candidates *c, const an_html_node *node)
{
    an_str text = text_of(c, node);
    if (text.data && c->headline_count < HEADLINES_MAX) c->headlines[c->headline_count++] = text;
}

static void read_node(candidates *c, const an_html_node *node)
{
    if (an_html_is(node, "meta")) read_meta(c, node);
    else if (an_html_is(node, "title") && !c->title_element.data) c->title_element = text_of(c, node);
    else if (an_html_is(node, "html") && !c->html_lang.data) c->html_lang = an_read_tidy_field(c->arena, an_html_attribute_of(node,
        "lang"));
    else if (an_html_is(node, "link") && an_html_attribute_is(node, "rel", "canonical")) take(&c->canonical,
        an_read_tidy_field(c->arena, an_html_attribute_of(node, "href")));
    else if (an_html_is(node, "script") && an_html_attribute_is(node, "type", "application/ld+json")) an_read_json_ld(c->arena,
        an_html_text(c->arena, node), &c->ld);
    else if (an_html_is(node, "h1") && !node->is_dropped) read_headline(c, node);
    else if (node->attribute_count || an_html_is(node, "time")) read_visible(c, node);
}

/* ---- choosing ---- */

/* Where the last " | ", " - " ... stands; the length of the mark in *length. */
static const char *last_separator(an_str title, size_t *length)
{
    static const char *const marks[] = {
        " | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " \xc2\xb7 ", " :: ", " \xc2\xbb ", " \xe2\x80\xa2 ",
    };
    const char *last = NULL;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        an_str rest = title;
        for (const char *found; (found = an_read_find(rest, marks[i])); rest.length -= (size_t)(found + 1 - rest.data),
            rest.data = found + 1)
            if (!last || found > last) last = found, *length = strlen(marks[i]);
    }
    return last;
}

/* Takes " | Outlet" off. The end counts as an outlet when it is the known one, or when a title without it is printed as headline, or
 * behind a bar. */
static an_str without_suffix(const candidates *c, an_str title, an_str *suffix)
{
    size_t length = 0;
    const char *at = title.data ? last_separator(title, &length) : NULL;
    an_str head, tail;
    bool is_headline, is_known;
    *suffix = (an_str){0};
    if (!at) return title;
    head = (an_str){title.data, (size_t)(at - title.data)};
    tail = (an_str){at + length, title.length - head.length - length};
    is_headline = false;
    for (size_t i = 0; i < c->headline_count; i++) is_headline |= an_str_equal(c->headlines[i], head);
    is_known = c->site_name.data && an_str_equal_ignoring_ascii_case(c->site_name, tail);
    if (!is_known && (tail.length > SUFFIX_BYTES_MAX || head.length < TITLE_BYTES_MIN)) return title;
    if (!is_headline && !is_known && at[1] != '|' && !an_read_is_outlet(tail)) return title;
    *suffix = tail;
    return head;
}

/* Do the headline and the page's title speak of the same? A first word in common of four letters and more is enough. */
static bool shares_words(an_str a, an_str b)
{
    size_t start = 0;
    for (size_t i = 0; i <= a.length; i++) {
        if (i < a.length && a.data[i] != ' ') continue;
        if (i - start >= 4 && i - start < SUFFIX_BYTES_MAX) {
            char word[SUFFIX_BYTES_MAX];
            memcpy(word, a.data + start, i - start);
            word[i - start] = '\0';
            if (an_read_contains_word(b, word)) return true;
        }
        start = i + 1;
    }
    return false;
}

static bool is_name_of_site(const candidates *c, an_str text, an_str suffix)
{
    return an_read_is_outlet(text) || (c->site_name.data && an_str_equal_ignoring_ascii_case(c->site_name, text)) ||
           (suffix.data && an_str_equal_ignoring_ascii_case(suffix, text));
}

/* The printed headline that fits what the page calls itself; NULL when none does. Logos are often h1 elements too. */
static an_str choose_headline(const candidates *c, an_str machine, an_str page, an_str suffix)
{
    for (size_t i = 0; i < c->headline_count; i++) {
        an_str headline = c->headlines[i];
        if (is_name_of_site(c, headline, suffix)) continue;
        if ((!machine.data && !page.data) || shares_words(headline, machine) || shares_words(headline, page)) return headline;
    }
    return (an_str){0};
}

static void choose_title(candidates *c)
{
    an_str suffix, page = without_suffix(c, c->title_element, &suffix), og_suffix, og = without_suffix(c, c->og_title, &og_suffix);
    an_str machine = og.data ? og : c->meta_title.data ? c->meta_title : page;
    take(&c->facts->title, choose_headline(c, machine, page, suffix));
    take(&c->facts->title, c->ld.title);
    take(&c->facts->title, machine);
    take(&c->facts->outlet, c->site_name);
    take(&c->facts->outlet, c->ld.outlet);
    take(&c->facts->outlet, suffix);
    take(&c->facts->outlet, og_suffix);
}

/* Reads the page's statements; fields of `facts` that are filled stay. */
void an_html_find_facts(an_arena *arena, const an_html_page *page, an_read_facts *facts)
{
    candidates c = {.arena = arena, .facts = facts, .ld = {.published = AN_DATE_RANGE_UNKNOWN}};
    for (size_t i = 0; i < page->count; i++)
        if (page->nodes[i]->name) read_node(&c, page->nodes[i]);
    choose_title(&c);
    take(&facts->author, c.ld.author);
    take(&facts->author, c.meta_author);
    take(&facts->author, c.printed_author);
    take(&facts->url, c.canonical);
    take(&facts->url, c.og_url);
    take(&facts->url, c.ld.url);
    take(&facts->lang, c.html_lang);
    take(&facts->lang, c.ld.lang);
    take(&facts->body, c.ld.body);
    if (c.ld.published_basis != AN_BASIS_NONE) an_read_offer_date(facts, c.ld.published, AN_BASIS_JSON_LD);
}
