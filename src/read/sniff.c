/* A file's name says little (".txt" may hold a page, a pipe has none), its first bytes nearly everything. The order of the
 * questions matters: magic numbers, then formats with a fixed beginning, then the guess between page and text. */
#include "read/sniff.h"

#include <strings.h>

#include "read/find.h"

enum {
    NARROW_BYTES = 8192,      /* looked at closely */
    CONTROL_SHARE_MAX = 10,   /* per cent of control characters in what is still a text */
    NAME_BYTES = 64
};

typedef struct magic {
    const char *bytes;
    size_t length, at;
    const char *what;
} magic;

#define MAGIC(bytes, at, what) {bytes, sizeof(bytes) - 1, at, what}
static const magic magics[] = {
    MAGIC("\x89PNG\r\n", 0, "a PNG image"), MAGIC("\xff\xd8\xff", 0, "a JPEG image"), MAGIC("GIF8", 0, "a GIF image"),
    MAGIC("%PDF-", 0, "a PDF document"), MAGIC("PK\x03\x04", 0, "a ZIP archive or office document"), MAGIC("\x7f" "ELF", 0,
        "a program"),
    MAGIC("RIFF", 0, "an image, sound or film"), MAGIC("OggS", 0, "sound or film"), MAGIC("ID3", 0, "sound"),
    MAGIC("BZh", 0, "packed with bzip2, which is not read"), MAGIC("\xfd" "7zXZ", 0, "packed with xz, which is not read"),
    MAGIC("7z\xbc\xaf", 0, "a 7z archive"), MAGIC("Rar!", 0, "a RAR archive"), MAGIC("ustar", 257, "a tar archive"),
    MAGIC("\xd0\xcf\x11\xe0", 0, "an old office document"), MAGIC("{\\rtf", 0, "an RTF document"), MAGIC("ftyp", 4, "a film"),
    MAGIC("MM\x00*", 0, "a TIFF image"), MAGIC("II*\x00", 0, "a TIFF image"), MAGIC("wOF", 0, "a font"),
};

static const char *known_magic(an_str text)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        const magic *m = &magics[i];
        if (text.length >= m->at + m->length && memcmp(text.data + m->at, m->bytes, m->length) == 0) return m->what;
    }
    return NULL;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* The beginning with byte order marks, white space before the first word and zero bytes left out, so that UTF-16 reads like ASCII
 * here, and a page that its template began with thousands of empty lines like any other. */
static an_str narrow(an_str text, char out[NARROW_BYTES])
{
    size_t n = 0, i = 0;
    if (text.length >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0) i = 3;
    else if (text.length >= 2 && (memcmp(text.data, "\xff\xfe", 2) == 0 || memcmp(text.data, "\xfe\xff", 2) == 0)) i = 2;
    while (i < text.length && (is_space(text.data[i]) || !text.data[i])) i++;
    for (; i < text.length && n < NARROW_BYTES; i++)
        if (text.data[i]) out[n++] = text.data[i];
    return (an_str){out, n};
}

/* Too many control characters, zero bytes among them unless they make UTF-16 (every second byte of one parity) or a mark says UTF-32. */
static bool is_binary(an_str text)
{
    size_t n = text.length < NARROW_BYTES ? text.length : NARROW_BYTES, controls = 0, zeros[2] = {0, 0};
    if (n >= 4 && (memcmp(text.data, "\xff\xfe\0\0", 4) == 0 || memcmp(text.data, "\0\0\xfe\xff", 4) == 0)) return false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (!c) zeros[i & 1]++;
        else if ((c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1b) || c == 0x7f) controls++;
    }
    if (zeros[0] * 100 > n * 35 && zeros[1] * 20 < n) zeros[0] = 0;
    else if (zeros[1] * 100 > n * 35 && zeros[0] * 20 < n) zeros[1] = 0;
    return (controls + zeros[0] + zeros[1]) * 100 > n * CONTROL_SHARE_MAX;
}

static an_str skip_space(an_str text)
{
    while (text.length && is_space(text.data[0])) text.data++, text.length--;
    return text;
}

static an_str after(an_str text, const char *mark)
{
    const char *found = an_read_find(text, mark);
    size_t gone = found ? (size_t)(found - text.data) + strlen(mark) : text.length;
    return (an_str){text.data + gone, text.length - gone};
}

/* ---- XML and HTML ---- */

/* A document type may bring declarations in brackets, each with a '>' of its own. */
static an_str after_doctype(an_str text)
{
    an_str rest = after(text, ">");
    const char *bracket = memchr(text.data, '[', text.length - rest.length);
    return bracket ? after(after((an_str){bracket, text.length - (size_t)(bracket - text.data)}, "]"), ">") : rest;
}

/* Past "<?...?>", comments and "<!DOCTYPE ...>": to the first element. */
static an_str first_element(an_str text)
{
    for (;;) {
        text = skip_space(text);
        if (an_str_starts_with(text, "<?")) text = after(text, "?>");
        else if (an_str_starts_with(text, "<!--")) text = after(text, "-->");
        else if (an_str_starts_with(text, "<!")) text = after_doctype(text);
        else return text;
    }
}

/* Its name without a prefix; length 0 when no element begins here. */
static an_str element_name(an_str text)
{
    size_t i = 1, start = 1;
    if (!text.length || text.data[0] != '<') return (an_str){text.data, 0};
    for (; i < text.length && i < NAME_BYTES && !is_space(text.data[i]) && text.data[i] != '>' && text.data[i] != '/'; i++)
        if (text.data[i] == ':') start = i + 1;
    return (an_str){text.data + start, i - start};
}

static bool is_one_of(an_str name, const char *const *list)
{
    for (; *list; list++)
        if (name.length == strlen(*list) && strncasecmp(name.data, *list, name.length) == 0) return true;
    return false;
}

static const char *const feed_elements[] = {"rss", "feed", "rdf", NULL};
static const char *const html_elements[] = {
    "html", "head", "body", "title", "meta", "link", "article", "main", "section", "div", "p", "h1", "h2", "h3", "span", "a", "b",
    "i", "em", "strong", "table", "ul", "ol", "script", "style", "header", "br", "img", "figure", "center", "font", "blockquote",
    NULL,
};

static bool has_closing_tags(an_str text)
{
    static const char *const tags[] = {"</p>", "</div>", "</a>", "</html>", "</body>", "<br>", "<br/>", "<br />", NULL};
    for (size_t i = 0; tags[i]; i++)
        if (an_read_find(text, tags[i])) return true;
    return false;
}

/* Whether a text is a page or a piece of one. */
bool an_read_looks_like_html(an_str beginning)
{
    char buffer[NARROW_BYTES];
    an_str text = skip_space(narrow(beginning, buffer));
    if (text.length >= 9 && strncasecmp(text.data, "<!doctype", 9) == 0) return true;
    return is_one_of(element_name(first_element(text)), html_elements) || has_closing_tags(text);
}

static an_read_kind xml_kind(an_str text, const char **what)
{
    an_str name = element_name(first_element(text));
    if (is_one_of(name, feed_elements)) return AN_READ_FEED;
    if (is_one_of(name, html_elements) || !an_str_starts_with(text, "<?xml")) return AN_READ_HTML;
    *what = "XML that is neither a feed nor a page";
    return AN_READ_OTHER_XML;
}

/* ---- JSON ---- */

static an_str line_of(an_str text)
{
    const char *end = memchr(text.data, '\n', text.length);
    return (an_str){text.data, end ? (size_t)(end - text.data) : text.length};
}

/* One object a line, or one object or list over many lines? Lines when the first one is closed or has no end in sight, or when
 * the second begins at the margin with a brace of its own. */
static an_read_kind json_kind(an_str text)
{
    an_str line, trimmed, rest;
    if (text.data[0] == '[') return AN_READ_JSON;
    line = line_of(text);
    trimmed = an_str_trim(line);
    rest = (an_str){text.data + line.length, text.length - line.length};
    if (!rest.length || trimmed.data[trimmed.length - 1] == '}') return AN_READ_JSON_LINES;
    return rest.length > 1 && rest.data[1] == '{' ? AN_READ_JSON_LINES : AN_READ_JSON;
}

static bool begins_json(an_str text)
{
    char open = text.data[0], next;
    an_str rest = skip_space((an_str){text.data + 1, text.length - 1});
    if (open != '{' && open != '[') return false;
    next = rest.length ? rest.data[0] : '\0';
    return open == '{' ? next == '"' || next == '}' : next == '{' || next == ']';
}

/* `beginning`: up to AN_READ_SNIFF_BYTES. For what is no report *what says what it is. */
an_read_kind an_read_sniff(an_str beginning, const char **what)
{
    char buffer[NARROW_BYTES];
    an_str text, whole = beginning;
    *what = NULL;
    if (an_str_starts_with(beginning, "SQLite format 3")) return AN_READ_BASE;
    if (an_str_starts_with(beginning, "WARC/")) return AN_READ_WARC;
    if ((*what = known_magic(beginning))) return AN_READ_BINARY;
    if (is_binary(beginning)) {
        *what = "not a text";
        return AN_READ_BINARY;
    }
    if (an_str_starts_with(whole, "\xef\xbb\xbf")) whole.data += 3, whole.length -= 3;
    whole = skip_space(whole);
    text = skip_space(narrow(beginning, buffer));
    if (!text.length) return AN_READ_EMPTY;
    if (whole.length && begins_json(whole)) return json_kind(whole);
    if (an_str_starts_with(text, "<?xml") || is_one_of(element_name(first_element(text)), feed_elements)) return xml_kind(text, what);
    return an_read_looks_like_html(beginning) ? AN_READ_HTML : AN_READ_TEXT;
}
