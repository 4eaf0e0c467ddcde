/* In the order of trust: byte order mark; UTF-8 that proves itself (valid, with characters beyond ASCII: chance cannot make it);
 * the encoding that HTTP or the page declares; plain ASCII; and where nothing holds, uchardet's guess. ISO 8859-1 means
 * Windows-1252, as in every browser. What no encoding explains becomes U+FFFD, and is counted. */
#include "read/charset.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>
#include <uchardet.h>

#include "base/utf8.h"
#include "read/find.h"

enum {
    DECLARATION_BYTES = 4096, /* where a page's <meta charset> is looked for; HTML asks for 1,024 */
    GUESS_BYTES = 64 * 1024,
    LABEL_BYTES = 40,
    /* A text declared as UTF-8, or as nothing, with more than one bad byte to so many good characters is of another encoding. */
    GOOD_FOR_ONE_BAD = 4
};

typedef struct utf8_count {
    size_t good, bad, nuls; /* characters beyond ASCII; bytes of no character; zero bytes */
} utf8_count;

static utf8_count count_utf8(an_str text)
{
    utf8_count count = {0};
    for (size_t i = 0; i < text.length;) {
        size_t length = 1;
        if ((unsigned char)text.data[i] >= 0x80) {
            length = an_utf8_length(text.data + i, text.length - i);
            if (length) count.good++;
            else count.bad++, length = 1;
        } else if (!text.data[i]) {
            count.nuls++;
        }
        i += length;
    }
    return count;
}

/* ---- what is declared ---- */

static const char *skip_label_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '=' || *at == '"' || *at == '\'')) at++;
    return at;
}

static void copy_label(const char *at, const char *end, char label[LABEL_BYTES])
{
    size_t n = 0;
    while (at < end && n + 1 < LABEL_BYTES && ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' &&
        *at <= '9') || strchr("-_:.", *at)))
        label[n++] = *at++;
    label[n] = '\0';
}

/* <meta charset=x>, <meta http-equiv ... content="...; charset=x"> and <?xml ... encoding="x"?> all have a word, '=' and the label. */
static void declared_in_page(an_str text, char label[LABEL_BYTES])
{
    static const char *const words[] = {"charset", "encoding"};
    const char *end = text.data + (text.length < DECLARATION_BYTES ? text.length : DECLARATION_BYTES);
    label[0] = '\0';
    for (size_t w = 0; w < 2 && !label[0]; w++) {
        size_t length = strlen(words[w]);
        for (const char *at = text.data; at + length < end && !label[0]; at++) {
            if (strncasecmp(at, words[w], length) != 0) continue;
            const char *value = skip_label_space(at + length, end);
            if (memchr(at + length, '=', (size_t)(value - at) - length)) copy_label(value, end, label);
        }
    }
}

/* Labels that browsers read as another encoding, and ones that iconv does not know. */
static const char *real_name(const char *label)
{
    static const struct { const char *label, *name; } names[] = {
        {"iso-8859-1", "WINDOWS-1252"}, {"latin1", "WINDOWS-1252"}, {"latin-1", "WINDOWS-1252"}, {"iso8859-1", "WINDOWS-1252"},
        {"us-ascii", "WINDOWS-1252"}, {"ascii", "WINDOWS-1252"}, {"cp1252", "WINDOWS-1252"}, {"iso-8859-9", "WINDOWS-1254"},
        {"gb2312", "GB18030"}, {"gbk", "GB18030"}, {"utf8", "UTF-8"}, {"x-sjis", "SHIFT_JIS"}, {"unicode", "UTF-16LE"},
        {"utf-16", "UTF-16LE"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(names[i].label, label) == 0) return names[i].name;
    return label;
}

/* ---- converting ---- */

typedef struct output {
    an_arena *arena;
    char *data;
    size_t length, capacity;
    size_t bad;
} output;

static bool grow(output *out, size_t more)
{
    size_t capacity = out->capacity;
    if (out->length + more <= capacity) return true;
    while (capacity < out->length + more) capacity = capacity ? capacity * 2 : 4096;
    out->data = an_arena_grow(out->arena, out->data, out->length, capacity);
    out->capacity = out->data ? capacity : 0;
    return out->data != NULL;
}

static bool put_replacement(output *out)
{
    if (!grow(out, 3)) return false;
    memcpy(out->data + out->length, "\xef\xbf\xbd", 3);
    out->length += 3;
    out->bad++;
    return true;
}

/* False when this system has no such encoding, or memory is exhausted. */
static bool convert(an_str text, const char *charset, output *out)
{
    iconv_t converter = iconv_open("UTF-8", charset);
    char *in = (char *)(uintptr_t)text.data;
    size_t left = text.length;
    bool goes_on = true;
    if (converter == (iconv_t)-1) return false;
    while (left && goes_on) {
        char *to;
        size_t room, result;
        if (!(goes_on = grow(out, left + left / 2 + 16))) break;
        to = out->data + out->length;
        room = out->capacity - out->length;
        result = iconv(converter, &in, &left, &to, &room);
        out->length = (size_t)(to - out->data);
        if (result != (size_t)-1 || errno == E2BIG) continue;
        goes_on = put_replacement(out) && errno != EINVAL;
        in++;
        left--;
    }
    iconv_close(converter);
    return goes_on || !left || out->data;
}

/* UTF-8 with its faults replaced and zero bytes left out. */
static bool repair(an_str text, output *out)
{
    if (!grow(out, text.length + 4)) return false;
    for (size_t i = 0; i < text.length;) {
        size_t length = an_utf8_length(text.data + i, text.length - i);
        if (!length) {
            if (!put_replacement(out) || !grow(out, text.length - i)) return false;
            i++;
            continue;
        }
        if (text.data[i]) {
            memcpy(out->data + out->length, text.data + i, length);
            out->length += length;
        } else {
            out->bad++;
        }
        i += length;
    }
    return true;
}

/* ---- choosing ---- */

static const char *by_mark(an_str *text)
{
    static const struct { const char *mark; size_t length; const char *name; } marks[] = {
        {"\xef\xbb\xbf", 3, "UTF-8"}, {"\xff\xfe\0\0", 4, "UTF-32LE"}, {"\0\0\xfe\xff", 4, "UTF-32BE"}, {"\xff\xfe", 2,
        "UTF-16LE"}, {"\xfe\xff", 2, "UTF-16BE"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (text->length < marks[i].length || memcmp(text->data, marks[i].mark, marks[i].length) != 0) continue;
        text->data += marks[i].length;
        text->length -= marks[i].length;
        return marks[i].name;
    }
    return NULL;
}

/* UTF-16 without a mark: of Latin text every second byte is zero. */
static const char *by_zeros(an_str text)
{
    size_t zeros[2] = {0, 0}, n = text.length < DECLARATION_BYTES ? text.length : DECLARATION_BYTES;
    for (size_t i = 0; i < n; i++)
        if (!text.data[i]) zeros[i & 1]++;
    if (zeros[1] * 100 > n * 35 && zeros[0] * 20 < n) return "UTF-16LE";
    if (zeros[0] * 100 > n * 35 && zeros[1] * 20 < n) return "UTF-16BE";
    return NULL;
}

static const char *by_guess(an_arena *arena, an_str text)
{
    uchardet_t detector = uchardet_new();
    const char *name = "WINDOWS-1252";
    if (!detector) return name;
    uchardet_handle_data(detector, text.data, text.length < GUESS_BYTES ? text.length : GUESS_BYTES);
    uchardet_data_end(detector);
    if (*uchardet_get_charset(detector)) name = an_arena_copy(arena, uchardet_get_charset(detector),
        strlen(uchardet_get_charset(detector)));
    uchardet_delete(detector);
    return name && strcasecmp(name, "UTF-8") != 0 && strcasecmp(name, "ASCII") != 0 ? real_name(name) : "WINDOWS-1252";
}

static const char *by_declaration(an_arena *arena, const an_raw_document *raw, an_str text)
{
    char label[LABEL_BYTES] = "";
    const char *name;
    if (raw->charset.data) copy_label(raw->charset.data, raw->charset.data + raw->charset.length, label);
    if (!label[0] && raw->kind == AN_RAW_HTML) declared_in_page(text, label);
    if (!label[0]) return NULL;
    name = real_name(label);
    return name == label ? an_arena_copy(arena, label, strlen(label)) : name;
}

static bool is_wide(const char *charset) { return strncasecmp(charset, "UTF-16", 6) == 0 || strncasecmp(charset, "UTF-32", 6) == 0; }

static const char *choose(an_arena *arena, const an_raw_document *raw, an_str *text)
{
    const char *marked = by_mark(text), *declared;
    utf8_count count;
    if (marked) return marked;
    if ((marked = by_zeros(*text))) return marked;
    count = count_utf8(*text);
    if (!count.bad) return "UTF-8";
    declared = by_declaration(arena, raw, *text);
    if (declared && strcasecmp(declared, "UTF-8") != 0 && !is_wide(declared)) return declared;
    return count.good >= count.bad * GOOD_FOR_ONE_BAD ? "UTF-8" : by_guess(arena, *text);
}

/* U+FFFD that somebody before us put in. */
static size_t count_replacements(an_str text)
{
    size_t count = 0;
    for (const char *found; (found = an_read_find(text, "\xef\xbf\xbd")); count++) {
        text.length -= (size_t)(found + 3 - text.data);
        text.data = found + 3;
    }
    return count;
}

/* E_MEMORY only: every sequence of bytes has some reading. */
annals_status an_read_decode(an_arena *arena, const an_raw_document *raw, an_read_decoded *out, annals_error *error)
{
    an_str text = raw->bytes;
    output converted = {.arena = arena};
    const char *charset = choose(arena, raw, &text);
    bool is_utf8 = strcasecmp(charset, "UTF-8") == 0;
    *out = (an_read_decoded){.text = text, .charset = charset};
    if (!is_utf8 && !convert(text, charset, &converted)) {
        converted = (output){.arena = arena};
        out->charset = "WINDOWS-1252";
        is_utf8 = !convert(text, "WINDOWS-1252", &converted);
    }
    if (!is_utf8) out->text = (an_str){converted.data ? converted.data : "", converted.length};
    out->bad_sequences = converted.bad;
    if (!an_utf8_is_valid(out->text) || memchr(out->text.data, 0, out->text.length)) {
        converted = (output){.arena = arena};
        if (!repair(out->text, &converted)) return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document");
        out->bad_sequences += converted.bad;
        out->text = (an_str){converted.data ? converted.data : "", converted.length};
    }
    if (!out->bad_sequences) out->bad_sequences = count_replacements(out->text);
    return arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document") : ANNALS_OK;
}
