/* A raw document becomes an article in four steps: its bytes become UTF-8; its form (page, plain text, text that somebody cleaned)
 * becomes paragraphs and facts; clutter goes; what is left is joined, and what is not known by then is inferred from it.
 * What the container said (a feed, a line of JSON) goes before what the document says itself. */
#include "read/clean.h"

#include "read/block.h"
#include "read/charset.h"
#include "read/dates.h"
#include "read/html.h"
#include "read/language.h"
#include "read/tidy.h"

enum {
    SPARSE_BYTES = 300, /* a page with less text than this and a longer one in its JSON-LD shows its text by script only */
    ID_DIGITS = 16
};

typedef struct reading {
    an_arena *arena, *scratch;
    const an_raw_document *raw;
    an_read_blocks blocks;
    an_read_facts facts;
    an_diagnostics *diagnostics;
} reading;

static size_t kept_bytes(const an_read_blocks *blocks)
{
    size_t bytes = 0;
    for (size_t i = 0; i < blocks->count; i++)
        if (!blocks->items[i].is_dropped) bytes += blocks->items[i].text.length + 2;
    return bytes;
}

/* ---- the three forms ---- */

static annals_status read_page(reading *r, an_str text, annals_error *error)
{
    an_html_page page;
    AN_TRY(an_html_parse(r->scratch, text, &page, error));
    if (page.is_cut) an_diagnose(r->arena, r->diagnostics, "page-cut", (an_span){0},
        "the page is nested too deeply or too large and was not read in full");
    an_html_mark_clutter(&page);
    an_html_find_facts(r->scratch, &page, &r->facts);
    an_html_collect_body(r->scratch, &page, &r->blocks);
    an_read_drop_clutter(r->scratch, &r->blocks, &r->facts, false);
    if (kept_bytes(&r->blocks) < SPARSE_BYTES && r->facts.body.length > kept_bytes(&r->blocks) * 2) {
        r->blocks = (an_read_blocks){0};
        an_read_split_paragraphs(r->scratch, r->facts.body, &r->blocks);
    }
    return ANNALS_OK;
}

static annals_status read_form(reading *r, an_str text, annals_error *error)
{
    if (r->raw->kind == AN_RAW_HTML) return read_page(r, text, error);
    an_read_split_paragraphs(r->scratch, text, &r->blocks);
    if (r->raw->kind == AN_RAW_TEXT) an_read_drop_clutter(r->scratch, &r->blocks, &r->facts, true);
    return ANNALS_OK;
}

/* When nothing was left, the rules were wrong about this document: a headline alone, a list. Then everything is its text. */
static void keep_something(reading *r, bool has_own_title)
{
    if (kept_bytes(&r->blocks) || !r->blocks.count) return;
    for (size_t i = 0; i < r->blocks.count; i++) r->blocks.items[i].is_dropped = false;
    if (!has_own_title) r->facts.title = (an_str){0};
}

/* ---- the article ---- */

static annals_status join_text(reading *r, an_article *article, annals_error *error)
{
    size_t length = kept_bytes(&r->blocks);
    char *text;
    if (length > AN_ARTICLE_BYTES_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "read", r->raw->offset, "%.*s: an article of more than %d MiB",
            (int)r->raw->input.length,
                       r->raw->input.data ? r->raw->input.data : "", AN_ARTICLE_BYTES_MAX >> 20);
    text = an_arena_alloc(r->arena, length + 1);
    length = 0;
    for (size_t i = 0; text && i < r->blocks.count; i++) {
        const an_read_block *block = &r->blocks.items[i];
        if (block->is_dropped) continue;
        if (length) memcpy(text + length, "\n\n", 2), length += 2;
        memcpy(text + length, block->text.data, block->text.length);
        length += block->text.length;
    }
    article->text = (an_str){text, length};
    return ANNALS_OK;
}

/* The container's word, else the document's; both in the article's arena. */
static an_str choose(reading *r, an_str given, an_str found)
{
    an_str text = an_read_tidy_field(r->arena, given);
    if (text.data) return text;
    return found.data ? (an_str){an_arena_copy(r->arena, found.data, found.length), found.length} : found;
}

static void choose_date(reading *r, an_article *article)
{
    an_date_range found;
    article->published = r->facts.published;
    article->published_basis = r->facts.published_basis;
    if (article->published_basis == AN_BASIS_NONE && article->url.data && an_read_url_date(article->url, &found)) {
        article->published = found;
        article->published_basis = AN_BASIS_URL;
    }
    if (r->raw->published_basis != AN_BASIS_NONE &&
        (article->published_basis == AN_BASIS_NONE || r->raw->published_basis == AN_BASIS_GIVEN ||
            r->raw->published_basis == AN_BASIS_FEED)) {
        article->published = r->raw->published;
        article->published_basis = r->raw->published_basis;
    }
    if (article->published_basis == AN_BASIS_NONE && an_read_latest_date(article->text, &found)) {
        article->published = found;
        article->published_basis = AN_BASIS_TEXT;
    }
}

/* "en-US" and "EN_gb" are "en". */
static an_str language_code(an_arena *arena, an_str tag)
{
    char *code;
    size_t n = 0;
    if (!tag.data || tag.length < 2) return (an_str){0};
    code = an_arena_copy(arena, tag.data, tag.length);
    while (code && n < tag.length && code[n] != '-' && code[n] != '_') {
        if (code[n] >= 'A' && code[n] <= 'Z') code[n] = (char)(code[n] - 'A' + 'a');
        if (code[n] < 'a' || code[n] > 'z') return (an_str){0};
        n++;
    }
    if (n == 3 && memcmp(code, "eng", 3) == 0) n = 2;
    return code && (n == 2 || n == 3) ? (an_str){code, n} : (an_str){0};
}

/* Templates say lang="en" over any text, so what the text shows goes before what the page says; what a container says of one
 * document is believed unless the text shows the contrary. */
static void choose_language(reading *r, an_article *article)
{
    an_read_language seen = an_read_guess_language(article->text);
    an_str said = language_code(r->arena, r->raw->lang.data ? r->raw->lang : r->facts.lang);
    bool says_english = an_str_is(said, "en");
    if (seen == AN_READ_LANGUAGE_ENGLISH) article->lang = AN_STR("en");
    else if (seen == AN_READ_LANGUAGE_OTHER) article->lang = says_english ? (an_str){0} : said;
    else article->lang = said;
    if (seen == AN_READ_LANGUAGE_OTHER || (seen == AN_READ_LANGUAGE_UNKNOWN && said.data && !says_english))
        an_diagnose(r->arena, r->diagnostics, "not-english", (an_span){0}, "the text does not look like English");
}

static void make_digest(reading *r, an_article *article)
{
    size_t length = article->title.length + 1 + article->text.length;
    char *both = an_arena_alloc(r->scratch, length);
    if (!both) return;
    if (article->title.length) memcpy(both, article->title.data, article->title.length);
    both[article->title.length] = '\n';
    if (article->text.length) memcpy(both + article->title.length + 1, article->text.data, article->text.length);
    an_sha256_hex((an_str){both, length}, article->sha256);
    article->id = an_read_tidy_field(r->arena, r->raw->id);
    if (!article->id.data) article->id = (an_str){an_arena_copy(r->arena, article->sha256, ID_DIGITS), ID_DIGITS};
}

static annals_status finish(reading *r, an_article *article, annals_error *error)
{
    AN_TRY(join_text(r, article, error));
    article->title = choose(r, r->raw->title, r->facts.title);
    article->outlet = choose(r, r->raw->outlet, r->facts.outlet);
    article->author = choose(r, r->raw->author, r->facts.author);
    article->url = choose(r, r->raw->url, r->facts.url);
    choose_date(r, article);
    choose_language(r, article);
    make_digest(r, article);
    if (!article->text.length) {
        if (!article->title.data && r->raw->kind != AN_RAW_CLEAN)
            return an_fail(error, ANNALS_E_INPUT, "read", r->raw->offset, "%.*s: there is no text in it", (int)r->raw->input.length,
                           r->raw->input.data ? r->raw->input.data : "");
        an_diagnose(r->arena, r->diagnostics, "no-text", (an_span){0}, article->title.data ? "there is a headline but no text" : "there is no text");
    }
    if (r->arena->is_exhausted || r->scratch->is_exhausted)
        return an_fail(error, ANNALS_E_MEMORY, "read", r->raw->offset, "no memory for a document");
    return ANNALS_OK;
}

/* Fills *article (strings in `arena`, or literals) from *raw; what is strange about it is added to `diagnostics`. `scratch` may
 * be reset afterwards. E_INPUT: a file or page without text (a record of JSON lines gives an empty article:
 * whoever pipes lines in counts on a line out for each); E_LIMIT: too much of it; E_MEMORY. */
annals_status an_read_article(an_arena *arena, an_arena *scratch, const an_raw_document *raw, an_article *article,
                              an_diagnostics *diagnostics, annals_error *error)
{
    reading r = {.arena = arena, .scratch = scratch, .raw = raw, .diagnostics = diagnostics};
    an_read_decoded decoded;
    bool has_own_title;
    *article = (an_article){.published = AN_DATE_RANGE_UNKNOWN};
    r.facts.published = AN_DATE_RANGE_UNKNOWN;
    r.facts.title = an_read_tidy_field(scratch, raw->title);
    has_own_title = r.facts.title.data != NULL;
    AN_TRY(an_read_decode(scratch, raw, &decoded, error));
    if (decoded.bad_sequences)
        an_diagnose(arena, diagnostics, "bad-encoding", (an_span){0}, "%zu places are no %s and were replaced",
            decoded.bad_sequences, decoded.charset);
    AN_TRY(read_form(&r, decoded.text, error));
    keep_something(&r, has_own_title);
    return finish(&r, article, error);
}
