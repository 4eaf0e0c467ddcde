#include "base/utf8.h"

#include <utf8proc.h>

size_t an_utf8_length(const char *bytes, size_t available)
{
    const unsigned char *b = (const unsigned char *)bytes;
    size_t length;
    if (!available) return 0;
    if (b[0] < 0x80) return 1;
    if (b[0] < 0xC2 || b[0] > 0xF4) return 0;
    length = b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
    if (length > available) return 0;
    for (size_t i = 1; i < length; i++)
        if ((b[i] & 0xC0) != 0x80) return 0;
    if (b[0] == 0xE0 && b[1] < 0xA0) return 0; /* overlong */
    if (b[0] == 0xED && b[1] > 0x9F) return 0; /* surrogate */
    if (b[0] == 0xF0 && b[1] < 0x90) return 0; /* overlong */
    if (b[0] == 0xF4 && b[1] > 0x8F) return 0; /* over U+10FFFF */
    return length;
}

uint32_t an_utf8_decode(const char *bytes, size_t available, size_t *length)
{
    static const unsigned char first_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    size_t n = an_utf8_length(bytes, available);
    uint32_t character;
    *length = n ? n : 1;
    if (!n) return 0xFFFD;
    character = (unsigned char)bytes[0] & first_mask[n];
    for (size_t i = 1; i < n; i++) character = character << 6 | ((unsigned char)bytes[i] & 0x3F);
    return character;
}

size_t an_utf8_encode(uint32_t character, char out[4])
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)character, (utf8proc_uint8_t *)out);
}

bool an_utf8_is_valid(an_str text)
{
    for (size_t i = 0; i < text.length;) {
        size_t length = an_utf8_length(text.data + i, text.length - i);
        if (!length) return false;
        i += length;
    }
    return true;
}

bool an_utf8_is_upper(uint32_t character)
{
    if (character < 0x80) return character >= 'A' && character <= 'Z';
    return utf8proc_category((utf8proc_int32_t)character) == UTF8PROC_CATEGORY_LU;
}

bool an_utf8_is_letter(uint32_t character)
{
    utf8proc_category_t category;
    if (character < 0x80) return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    category = utf8proc_category((utf8proc_int32_t)character);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

uint32_t an_utf8_upper(uint32_t character) { return (uint32_t)utf8proc_toupper((utf8proc_int32_t)character); }
uint32_t an_utf8_lower(uint32_t character) { return (uint32_t)utf8proc_tolower((utf8proc_int32_t)character); }

bool an_utf8_acts_on_terminal(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029) return true;
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
}

/* Typographic variants that mean the same to a reader: one plain form each. */
static uint32_t plain_form(uint32_t c)
{
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == 0x02BF || c == 0x0060) return '\'';
    if (c == 0x201C || c == 0x201D) return '"';
    if (c >= 0x2010 && c <= 0x2015) return '-';
    if (c == 0x00A0 || c == 0x2009 || c == 0x202F) return ' ';
    if (c == 0x00F8) return 'o';
    if (c == 0x0142) return 'l';
    if (c == 0x0111) return 'd';
    if (c == 0x0131) return 'i';
    return c;
}

static size_t fold_character(uint32_t c, char *out)
{
    utf8proc_int32_t parts[8];
    utf8proc_ssize_t count;
    size_t length = 0;
    int boundary = 0;
    c = plain_form((uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
    count = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 2; i++) length += an_utf8_encode((uint32_t)parts[i], out + length);
    return length;
}

/* The form in which words of dictionaries and of texts are compared. A malformed byte is kept as it is. Result in `arena`
 * (data NULL if exhausted), at most four times as long as `text`. */
an_str an_utf8_fold(an_arena *arena, an_str text)
{
    char *out = an_arena_alloc(arena, text.length * 4 + 8);
    size_t length = 0;
    if (!out) return (an_str){0};
    for (size_t i = 0; i < text.length;) {
        unsigned char c = (unsigned char)text.data[i];
        size_t step = 1;
        if (c < 0x80) {
            out[length++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c == '`' ? '\'' : c);
        } else {
            uint32_t character = an_utf8_decode(text.data + i, text.length - i, &step);
            if (character == 0xFFFD) out[length++] = (char)c;
            else length += fold_character(character, out + length);
        }
        i += step;
    }
    return (an_str){out, length};
}
