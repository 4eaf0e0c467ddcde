#include "show/html.h"

#include "base/utf8.h"

static const char *entity(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return c < 0x20 && c != '\n' && c != '\t' ? "\xEF\xBF\xBD" : NULL;
    }
}

void an_html_put(an_strbuf *out, an_str text)
{
    for (size_t i = 0; i < text.length;) {
        size_t length = an_utf8_length(text.data + i, text.length - i);
        const char *escaped = length == 1 ? entity((unsigned char)text.data[i]) : NULL;
        if (!length) an_strbuf_puts(out, "\xEF\xBF\xBD");
        else if (escaped) an_strbuf_puts(out, escaped);
        else an_strbuf_put(out, text.data + i, length);
        i += length ? length : 1;
    }
}

void an_html_puts(an_strbuf *out, const char *text) { an_html_put(out, an_str_from(text)); }

void an_html_put_short(an_strbuf *out, an_str text, size_t characters_max)
{
    size_t at = 0, count = 0;
    while (at < text.length && count < characters_max) {
        size_t length = an_utf8_length(text.data + at, text.length - at);
        at += length ? length : 1;
        count++;
    }
    an_html_put(out, (an_str){text.data, at});
    if (at < text.length) an_strbuf_puts(out, "\xE2\x80\xA6");
}
