/* White space of every kind becomes one blank, characters without a width or a meaning go, and the rest is composed (NFC), so
 * that the same words are the same bytes whoever wrote them. Most text is ASCII with some punctuation beyond it and is copied in
 * one pass. */
#include "read/tidy.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "read/limits.h"

enum {
    TAG_BYTES_MAX = 80,
    /* Composing sorts the marks on one letter, in a time that grows with their square. No writing needs more than some ten; Unicode's
     * stream-safe form (UAX #15) allows 30. What stands on top of those goes. */
    MARKS_MAX = 30
};

/* What Windows-1252 has where Unicode has control characters: pages write &#146; and mean the quote. 0 = nothing there. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static bool is_space(uint32_t c)
{
    return c <= ' ' ? c == ' ' || (c >= '\t' && c <= '\r')
                    : c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
                        c == 0x205F || c == 0x3000 || c == 0x85;
}

/* Soft hyphens, joiners, marks of direction and of byte order, controls, variation selectors. */
static bool is_invisible(uint32_t c)
{
    return c < ' ' || c == 0x7F || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 &&
        c <= 0x206F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC);
}

/* Characters that are their own composed form and compose with nothing before them. */
static bool is_surely_composed(uint32_t c)
{
    return c < 0x300 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || (c >= 0x20A0 && c <= 0x20C0) ||
        (c >= 0x400 && c <= 0x482);
}

typedef struct tidy_output {
    char *data;
    size_t length;
    size_t marks; /* on the letter before */
    bool needs_blank, needs_composing;
} tidy_output;

static bool is_one_mark_too_many(tidy_output *out, uint32_t c)
{
    bool is_mark = c >= 0x300 && utf8proc_get_property((utf8proc_int32_t)c)->combining_class != 0;
    out->marks = is_mark ? out->marks + 1 : 0;
    return out->marks > MARKS_MAX;
}

static void put_character(tidy_output *out, uint32_t c, const char *bytes, size_t length)
{
    char encoded[4];
    if (is_space(c)) {
        out->needs_blank = out->length > 0;
        return;
    }
    if (c >= 0x80 && c < 0xA0) {
        c = windows_1252[c - 0x80];
        if (!c) return;
        length = an_utf8_encode(c, encoded);
        bytes = encoded;
    }
    if (is_invisible(c) || is_one_mark_too_many(out, c)) return;
    if (out->needs_blank) out->data[out->length++] = ' ';
    out->needs_blank = false;
    out->needs_composing |= !is_surely_composed(c);
    memcpy(out->data + out->length, bytes, length);
    out->length += length;
}

static an_str compose(an_arena *arena, an_str text)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &composed,
        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (length >= 0) text = (an_str){an_arena_copy(arena, (const char *)composed, (size_t)length), (size_t)length};
    free(composed);
    return text;
}

/* A paragraph or a field, on one line and trimmed. `text` is valid UTF-8. data NULL when the arena is exhausted. */
an_str an_read_tidy(an_arena *arena, an_str text)
{
    /* a control character of two bytes may become a quote of three */
    tidy_output out = {.data = an_arena_alloc(arena, text.length + text.length / 2 + 2)};
    if (!out.data) return (an_str){0};
    for (size_t i = 0; i < text.length;) {
        unsigned char byte = (unsigned char)text.data[i];
        size_t length = 1;
        if (byte > ' ' && byte < 0x7F) {
            if (out.needs_blank) out.data[out.length++] = ' ';
            out.needs_blank = false;
            out.marks = 0;
            out.data[out.length++] = (char)byte;
        } else {
            uint32_t c = an_utf8_decode(text.data + i, text.length - i, &length);
            put_character(&out, c, text.data + i, length);
        }
        i += length;
    }
    return out.needs_composing ? compose(arena, (an_str){out.data, out.length}) : (an_str){out.data, out.length};
}

/* &amp;, &#8217;, &#x2019;: the length of the reference at the beginning of `text`, 0 if there is none. */
static size_t read_entity(an_str text, uint32_t *character)
{
    char name[12];
    const htmlEntityDesc *entity;
    size_t i = 1, n = 0;
    while (i < text.length && n + 1 < sizeof name && text.data[i] != ';' && text.data[i] != '&' &&
        (unsigned char)text.data[i] > ' ') name[n++] = text.data[i++];
    name[n] = '\0';
    if (i >= text.length || text.data[i] != ';' || !n) return 0;
    if (name[0] == '#') {
        bool is_hex = name[1] == 'x' || name[1] == 'X';
        char *end;
        unsigned long value = strtoul(name + 1 + is_hex, &end, is_hex ? 16 : 10);
        if (*end || !value || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
        *character = (uint32_t)value;
    } else {
        if (!(entity = htmlEntityLookup((const xmlChar *)name))) return 0;
        *character = entity->value;
    }
    return i + 1;
}

/* For fields that hold HTML's escapes though they are no HTML: JSON-LD, feed titles. `text` itself when it has none. */
an_str an_read_decode_entities(an_arena *arena, an_str text)
{
    char *out;
    size_t length = 0;
    if (!text.length || !memchr(text.data, '&', text.length)) return text;
    out = an_arena_alloc(arena, text.length + 1);
    for (size_t i = 0; out && i < text.length;) {
        uint32_t character;
        an_str rest = {text.data + i, text.length - i};
        size_t gone = text.data[i] == '&' ? read_entity(rest, &character) : 0;
        if (gone) length += an_utf8_encode(character, out + length);
        else out[length++] = text.data[i];
        i += gone ? gone : 1;
    }
    return (an_str){out, out ? length : 0};
}

/* "A <b>bold</b> move": the length of the tag at the beginning of `text`, 0 if there is none. */
static size_t tag_length(an_str text)
{
    size_t i = text.length > 1 && text.data[1] == '/' ? 2 : 1;
    if (text.length < 3 || text.data[0] != '<' || !((text.data[i] | 0x20) >= 'a' && (text.data[i] | 0x20) <= 'z')) return 0;
    for (; i < text.length && i < TAG_BYTES_MAX && text.data[i] != '<'; i++)
        if (text.data[i] == '>') return i + 1;
    return 0;
}

static an_str without_tags(an_arena *arena, an_str text)
{
    char *out;
    size_t length = 0;
    if (!text.length || !memchr(text.data, '<', text.length)) return text;
    out = an_arena_alloc(arena, text.length + 1);
    for (size_t i = 0; out && i < text.length;) {
        size_t gone = tag_length((an_str){text.data + i, text.length - i});
        if (!gone) out[length++] = text.data[i];
        i += gone ? gone : 1;
    }
    return (an_str){out, out ? length : 0};
}

/* `text` itself, or a copy with U+FFFD for each byte that is of no character: broken JSON, feeds and archive headers hold anything. */
an_str an_read_valid(an_arena *arena, an_str text)
{
    char *out;
    size_t length = 0;
    if (an_utf8_is_valid(text)) return text;
    out = an_arena_alloc(arena, text.length * 3 + 1);
    for (size_t i = 0; out && i < text.length;) {
        size_t step = an_utf8_length(text.data + i, text.length - i);
        memcpy(out + length, step ? text.data + i : "\xef\xbf\xbd", step ? step : 3);
        length += step ? step : 3;
        i += step ? step : 1;
    }
    return (an_str){out ? out : "", length};
}

/* Title, outlet, author and the like: valid UTF-8, tidy, without markup, of bounded
 * length; data NULL when nothing is left. */
an_str an_read_tidy_field(an_arena *arena, an_str text)
{
    if (!text.data) return (an_str){0};
    if (text.length > AN_READ_FIELD_BYTES_MAX) {
        text.length = AN_READ_FIELD_BYTES_MAX;
        while (text.length && ((unsigned char)text.data[text.length] & 0xC0) == 0x80) text.length--;
    }
    text = an_read_tidy(arena, an_read_decode_entities(arena, without_tags(arena, an_read_valid(arena, text))));
    return text.length ? text : (an_str){0};
}
