/* Pages: what is article and what is not, what the page says about itself, and pages made to hurt. (Whole pages with all their
 * clutter are in tests/golden/read.) */
#include "read_helper.h"

#include <time.h>

#include "base/strbuf.h"
#include "read/html.h"

typedef struct page_case {
    const char *name, *html;
    const char *text; /* paragraphs, '|' between */
} page_case;

#define LONG_A "The ministry said on Monday that the road to the port was open again after three days of talks."
#define LONG_B "Drivers who had waited at the gate since Friday cheered when the first lorries were let through."
#define LONG_C "A spokesman for the union told reporters that the strike could begin again at any hour if promises were broken."

static const page_case page_cases[] = {
    {"paragraphs", "<p>" LONG_A "</p><p>Short one.</p>", LONG_A "|Short one."},
    {"inline markup", "<p>The <b>minis</b>ter <a href='/x'>said</a> no.</p>", "The minister said no."},
    {"entities", "<p>Salt &amp; wind &#8212; &ldquo;both&rdquo;.</p>", "Salt & wind \xe2\x80\x94 \xe2\x80\x9c" "both\xe2\x80\x9d."},
    {"break for width", "<p>The minister said on Monday that the road to the port<br>was open again.</p>",
    "The minister said on Monday that the road to the port was open again."},
    {"breaks as paragraphs", "<div>" LONG_A "<br><br>" LONG_B "</div>", LONG_A "|" LONG_B},
    {"list and quote", "<p>" LONG_A "</p><ul><li>First demand.</li><li>Second demand.</li></ul><blockquote>No more.</blockquote>",
    LONG_A "|First demand.|Second demand.|No more."},
    {"scripts and styles", "<script>var a='<p>x</p>';</script><style>p{}</style><p>" LONG_A "</p><noscript>Enable it.</noscript>",
    LONG_A},
    {"caption", "<p>" LONG_A "</p><figure><img src=x><figcaption>A gate.</figcaption></figure><p>" LONG_B "</p>", LONG_A "|" LONG_B},
    {"menus", "<nav><a href=/>Home</a></nav><div class='main-menu'><a href=/w>World</a></div><p>" LONG_A "</p><footer>About</footer>", LONG_A},
    {"class names", "<div class='post'><p>" LONG_A "</p><div class='storyShare__list'>Tell friends</div><div id='related_posts'><p>Other news of the day that is here.</p></div><p>" LONG_B "</p></div>", LONG_A "|" LONG_B},
    {"names of state do not count", "<div class='has-sidebar no-comments category-social'><p>" LONG_A "</p></div>", LONG_A},
    {"a hint cannot throw away the article", "<div class='related-content'><p>" LONG_A "</p><p>" LONG_B "</p></div>",
    LONG_A "|" LONG_B},
    {"hidden", "<p>" LONG_A "</p><div style='display:none'><p>Secret words of no meaning.</p></div><p hidden>More of them.</p>",
    LONG_A},
    {"marked body", "<div><p>" LONG_C "</p><div itemprop='articleBody'><p>" LONG_A "</p></div><p>" LONG_C "</p></div>", LONG_A},
    {"page in a form", "<form id=aspnetForm><p>" LONG_A "</p><p>" LONG_B "</p></form>", LONG_A "|" LONG_B},
    {"several articles", "<article><p>" LONG_A "</p><p>" LONG_B "</p></article><article><p>" LONG_C "</p></article>",
    LONG_A "|" LONG_B},
    {"figures in a table", "<p>" LONG_A "</p><table><tr><td>Town</td><td>12</td></tr></table>", LONG_A},
    {"layout in a table", "<table><tr><td><a href=/>Home</a></td><td><p>" LONG_A "</p><p>" LONG_B "</p></td></tr></table>",
    LONG_A "|" LONG_B},
    {"note marks", "<p>The road<sup><a href='#1'>[1]</a></sup> was open.</p>", "The road was open."},
    {"repeated paragraph", "<p>" LONG_A "</p><p>" LONG_B "</p><div><p>" LONG_A "</p></div>", LONG_A "|" LONG_B},
    {"not closed", "<html><body><p>" LONG_A "<p>" LONG_B, LONG_A "|" LONG_B},
    {"list of links behind", "<p>" LONG_A "</p><ul><li><a href=1>Port opens</a></li><li><a href=2>Strike ends</a></li></ul>", LONG_A},
    {"summary before the body",
    "<div class=standfirst>Lorries move again after three days, but a strike may follow.</div><div class=article-body><p>" LONG_A "</p></div>",
     "Lorries move again after three days, but a strike may follow.|" LONG_A},
};

static void join_paragraphs(an_str text, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < text.length && n + 1 < room; i++) {
        if (text.data[i] == '\n') out[n++] = '|', i++;
        else out[n++] = text.data[i];
    }
    out[n] = '\0';
}

static void pages_give_their_articles(void **state)
{
    read_fixture *f = *state;
    for (size_t i = 0; i < sizeof page_cases / sizeof *page_cases; i++) {
        an_article article;
        an_diagnostics diagnostics;
        char joined[4096];
        assert_int_equal(clean_bytes(f, AN_RAW_HTML, an_str_from(page_cases[i].html), &article, &diagnostics), ANNALS_OK);
        join_paragraphs(article.text, joined, sizeof joined);
        if (strcmp(joined, page_cases[i].text) != 0) fail_msg("%s:\n%s\nwhere expected:\n%s", page_cases[i].name, joined,
            page_cases[i].text);
    }
}

/* ---- facts ---- */

typedef struct fact_case {
    const char *name, *head, *body;
    const char *title, *outlet, *author, *url, *lang, *from, *basis;
} fact_case;

static const fact_case fact_cases[] = {
    {"json-ld before all",
    "<meta property='article:published_time' content='2020-01-02'><script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"X\",\"NewsArticle\"],\"headline\":\"Port opens &amp; closes again\",\"datePublished\":\"2020-01-01T10:00\",\"author\":[{\"name\":\"Ana Reed\"},\"Bo Lind\"],\"publisher\":{\"name\":\"Harbour Times\"}}]}</script>",
     "", "Port opens & closes again", "Harbour Times", "Ana Reed, Bo Lind", NULL, "en", "2020-01-01", "json-ld"},
    {"broken json-ld", "<script type='application/ld+json'><!-- {\"@type\":\"NewsArticle\",\"headline\":\"A line\nend in it\"} --></script>", "", "A line end in it", NULL, NULL, NULL, "en", "", "none"},
    {"opengraph", "<meta property='og:title' content='Port opens | Harbour Times'><meta property='og:site_name' content='Harbour Times'><meta property='og:url' content='http://h.example/1'><meta property='article:published_time' content='2020-01-02T00:00Z'><meta name=author content='By Ana Reed'>",
     "", "Port opens", "Harbour Times", "Ana Reed", "http://h.example/1", "en", "2020-01-02", "opengraph"},
    {"suffix of the known outlet",
    "<meta property='og:site_name' content='Harbour Times'><title>Port opens after long talks - Harbour Times</title>", "",
    "Port opens after long talks", "Harbour Times", NULL, NULL, "en", "", "none"},
    {"meta date", "<meta name='DC.date.issued' content='2019-07-08'>", "", NULL, NULL, NULL, NULL, "en", "2019-07-08", "meta"},
    {"printed", "<title>Port opens after long talks | The Buoy</title>",
    "<h1>Port opens after long talks</h1><p class=byline>By Ana Reed</p><time datetime='2018-03-04'>Sunday</time>",
    "Port opens after long talks", "The Buoy", "Ana Reed", NULL, "en", "2018-03-04", "time-element"},
    {"byline text", "", "<h1>Port opens after long talks</h1><div>By Ana Reed | March 4, 2018</div>",
    "Port opens after long talks", NULL, "Ana Reed", NULL, "en", "2018-03-04", "byline"},
    {"address", "<link rel=canonical href='http://h.example/2017/05/06/port'>", "", NULL, NULL, NULL,
    "http://h.example/2017/05/06/port", "en", "2017-05-06", "url"},
    {"not the date of a related story", "", "<aside class=related><time datetime='2011-01-01'>x</time></aside>", NULL, NULL, NULL,
    NULL, "en", "", "none"},
    {"addresses are no authors",
    "<meta property='article:author' content='https://f.example/ana'><meta name=author content='Bo Lind'>", "", NULL, NULL,
    "Bo Lind", NULL, "en", "", "none"},
};

static void pages_say_what_they_are(void **state)
{
    read_fixture *f = *state;
    for (size_t i = 0; i < sizeof fact_cases / sizeof *fact_cases; i++) {
        const fact_case *c = &fact_cases[i];
        char html[4096], day[AN_ISO_DAY_BYTES];
        an_article article;
        an_diagnostics diagnostics;
        snprintf(html, sizeof html,
            "<html lang='en-US'><head>%s</head><body><article>%s<p>" LONG_A "</p><p>" LONG_B "</p></article></body></html>",
            c->head, c->body);
        assert_int_equal(clean_bytes(f, AN_RAW_HTML, an_str_from(html), &article, &diagnostics), ANNALS_OK);
        print_message("%s\n", c->name);
        assert_str(article.title, c->title);
        assert_str(article.outlet, c->outlet);
        assert_str(article.author, c->author);
        assert_str(article.url, c->url);
        assert_str(article.lang, c->lang);
        assert_string_equal(an_iso_format(article.published.from, day), c->from);
        assert_string_equal(an_basis_names[article.published_basis], c->basis);
    }
}

static void container_goes_first(void **state)
{
    read_fixture *f = *state;
    an_article article;
    an_diagnostics diagnostics = {0};
    an_raw_document raw = {.kind = AN_RAW_HTML,
        .bytes = AN_STR("<h1>Other headline of the page</h1><time datetime='2018-03-04'></time><p>" LONG_A "</p>"),
                           .title = AN_STR("Given headline"), .published = an_month_range(2018, 2), .published_basis = AN_BASIS_FEED};
    assert_int_equal(an_read_article(&f->arena, &f->scratch, &raw, &article, &diagnostics, NULL), ANNALS_OK);
    assert_str(article.title, "Given headline");
    assert_range(article.published, "2018-02-01", "2018-02-28");
    raw.published_basis = AN_BASIS_ARCHIVE; /* says only when it was there: the page's own date is better */
    assert_int_equal(an_read_article(&f->arena, &f->scratch, &raw, &article, &diagnostics, NULL), ANNALS_OK);
    assert_range(article.published, "2018-03-04", "2018-03-04");
}

static void text_that_only_json_ld_has(void **state)
{
    read_fixture *f = *state;
    an_article article;
    an_diagnostics diagnostics;
    an_str html = AN_STR("<html><head><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" LONG_A "\\n\\n" LONG_B "\"}</script></head><body><div id=app></div></body></html>");
    assert_int_equal(clean_bytes(f, AN_RAW_HTML, html, &article, &diagnostics), ANNALS_OK);
    assert_str(article.text, LONG_A "\n\n" LONG_B);
}

/* ---- pages made to hurt ---- */

static void repeat(an_strbuf *out, const char *piece, size_t times)
{
    for (size_t i = 0; i < times; i++) an_strbuf_puts(out, piece);
}

/* CPU seconds that a page takes. */
static double clean_time(read_fixture *f, const an_strbuf *html, an_article *article, an_diagnostics *diagnostics,
    annals_status *status)
{
    clock_t start = clock();
    *status = clean_bytes(f, AN_RAW_HTML, an_strbuf_view(html), article, diagnostics);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

enum { PATIENCE_SECONDS = 20 }; /* quadratic time would take minutes, also without optimisation and under sanitizers */

static void deep_nesting_is_flattened(void **state)
{
    read_fixture *f = *state;
    static const char *const tags[] = {"<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        an_strbuf html;
        an_article article;
        an_diagnostics diagnostics;
        annals_status status;
        an_strbuf_init(&html, 0);
        an_strbuf_puts(&html, "<p>" LONG_B "</p>");
        repeat(&html, tags[i], 100000);
        an_strbuf_puts(&html, LONG_A);
        assert_true(clean_time(f, &html, &article, &diagnostics, &status) < PATIENCE_SECONDS);
        assert_int_equal(status, ANNALS_OK);
        assert_true(has_diagnostic(&diagnostics, "page-cut"));
        assert_non_null(strstr(article.text.data, "first lorries"));
        assert_non_null(strstr(article.text.data, "open again"));
        an_strbuf_free(&html);
        an_arena_reset(&f->scratch);
    }
}

static void end_tags_of_nothing_and_endless_attributes_end(void **state)
{
    read_fixture *f = *state;
    an_strbuf html;
    an_article article;
    an_diagnostics diagnostics;
    annals_status status;
    an_strbuf_init(&html, 0);
    an_strbuf_puts(&html, "<p>" LONG_A "</p>");
    repeat(&html, "<div>", 50000);
    repeat(&html, "</x>", 200000);
    assert_true(clean_time(f, &html, &article, &diagnostics, &status) < PATIENCE_SECONDS);
    assert_int_equal(status, ANNALS_OK);
    an_strbuf_clear(&html);
    an_strbuf_puts(&html, "<p>" LONG_A "</p><div ");
    for (int i = 0; i < 200000; i++) an_strbuf_printf(&html, "a%d='>' ", i);
    an_strbuf_puts(&html, "><p>" LONG_B "</p></div>");
    assert_true(clean_time(f, &html, &article, &diagnostics, &status) < PATIENCE_SECONDS);
    assert_str(article.text, LONG_A "\n\n" LONG_B);
    an_strbuf_free(&html);
}

static void attributes_of_real_pages_are_not_touched(void **state)
{
    read_fixture *f = *state;
    an_str html = AN_STR("<a href=\"x > y\" title='a'>b</a><script>if (a<b && c) { many words here }</script><!-- <x -->");
    assert_ptr_equal(an_html_limit_attributes(&f->arena, html).data, html.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_give_their_articles, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(pages_say_what_they_are, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(container_goes_first, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(text_that_only_json_ld_has, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(deep_nesting_is_flattened, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(end_tags_of_nothing_and_endless_attributes_end, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(attributes_of_real_pages_are_not_touched, read_setup, read_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
