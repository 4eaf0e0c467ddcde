/* Blanks the attributes of a tag beyond a bound, before a parser sees them that compares each with all before it. Pages that
 * need it do not exist outside of attacks; all others are handed on as they are, after one look at every tag. */
#include <strings.h>

#include "read/find.h"
#include "read/html.h"
#include "read/limits.h"

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static const struct { const char *start, *end; } raws[] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};
enum { RAW_COUNT = sizeof raws / sizeof *raws };

/* Past the end of what begins at `at` and holds no tags: a comment, a script, a style. `at` itself when none begins, or when it does not
 * end; is_endless then remembers so, or a page of nothing but beginnings would be searched to its end for each. */
static size_t skip_raw(an_str html, size_t at, bool is_endless[RAW_COUNT])
{
    for (size_t i = 0; i < RAW_COUNT; i++) {
        size_t n = strlen(raws[i].start);
        an_str rest = {html.data + at, html.length - at};
        const char *end;
        if (is_endless[i] || rest.length < n || strncasecmp(rest.data, raws[i].start, n) != 0) continue;
        end = an_read_find(rest, raws[i].end);
        is_endless[i] = !end;
        return end ? (size_t)(end - html.data) + 1 : at;
    }
    return at;
}

/* Past a quoted value, which may hold '>'. */
static size_t skip_value(an_str html, size_t at)
{
    const char *end;
    while (at < html.length && is_space(html.data[at])) at++;
    if (at == html.length || (html.data[at] != '"' && html.data[at] != '\'')) return at;
    end = memchr(html.data + at + 1, html.data[at], html.length - at - 1);
    return end ? (size_t)(end - html.data) + 1 : html.length;
}

/* The end of the tag that begins at `at`; *excess is where its attributes go over the bound, or that end. */
static size_t tag_end(an_str html, size_t at, size_t *excess)
{
    size_t attributes = 0;
    *excess = 0;
    while (at < html.length && html.data[at] != '>') {
        bool begins = is_space(html.data[at]) && at + 1 < html.length && !is_space(html.data[at + 1]);
        if (begins && ++attributes > AN_READ_HTML_ATTRIBUTES_MAX && !*excess) *excess = at;
        at = html.data[at] == '=' ? skip_value(html, at + 1) : at + 1;
    }
    if (!*excess) *excess = at;
    return at;
}

/* `html` itself, or a copy in `arena`. */
an_str an_html_limit_attributes(an_arena *arena, an_str html)
{
    bool is_endless[RAW_COUNT] = {false};
    char *copy = NULL;
    size_t at = 0;
    for (const char *tag; at < html.length && (tag = memchr(html.data + at, '<', html.length - at));) {
        size_t start = (size_t)(tag - html.data), end, excess;
        at = skip_raw(html, start, is_endless);
        if (at > start) continue;
        at = start + 1;
        if (at == html.length || !is_letter(html.data[at])) continue;
        end = tag_end(html, at, &excess);
        if (excess < end) {
            if (!copy) copy = an_arena_copy(arena, html.data, html.length);
            if (!copy) return html;
            memset(copy + excess, ' ', end - excess);
        }
        at = end;
    }
    return copy ? (an_str){copy, html.length} : html;
}
