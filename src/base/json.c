#include "base/json.h"

#include <assert.h>
#include <math.h>

#include "base/utf8.h"

static const double EXACT_MAX = 9007199254740992.0; /* 2^53: integers up to it are exact in a double */

void an_json_begin(an_json *json, an_strbuf *out)
{
    memset(json, 0, sizeof *json);
    json->out = out;
}

static void before_value(an_json *json)
{
    uint32_t bit = (uint32_t)1 << json->depth;
    if (json->after_key) json->after_key = false;
    else if (json->has_items & bit) an_strbuf_putc(json->out, ',');
    json->has_items |= bit;
}

static void open(an_json *json, char bracket)
{
    before_value(json);
    an_strbuf_putc(json->out, bracket);
    assert(json->depth < AN_JSON_DEPTH_MAX);
    json->depth++;
    json->has_items &= ~((uint32_t)1 << json->depth);
}

static void close(an_json *json, char bracket)
{
    assert(json->depth > 0);
    json->depth--;
    an_strbuf_putc(json->out, bracket);
}

void an_json_open_object(an_json *json) { open(json, '{'); }
void an_json_close_object(an_json *json) { close(json, '}'); }
void an_json_open_array(an_json *json) { open(json, '['); }
void an_json_close_array(an_json *json) { close(json, ']'); }

static void put_escaped_byte(an_strbuf *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (size_t i = 0; i + 1 < sizeof named; i += 2)
        if ((unsigned char)named[i] == c) {
            an_strbuf_putc(out, '\\');
            an_strbuf_putc(out, named[i + 1]);
            return;
        }
    an_strbuf_puts(out, "\\u00");
    an_strbuf_putc(out, hex[c >> 4]);
    an_strbuf_putc(out, hex[c & 15]);
}

static void put_string(an_strbuf *out, an_str text)
{
    size_t i = 0, plain = 0;
    an_strbuf_putc(out, '"');
    while (i < text.length) {
        unsigned char c = (unsigned char)text.data[i];
        size_t length = 1;
        bool is_plain = c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
        if (c >= 0x80) {
            length = an_utf8_length(text.data + i, text.length - i);
            is_plain = length > 0;
        }
        if (!is_plain) {
            an_strbuf_put(out, text.data + plain, i - plain);
            if (c >= 0x80) an_strbuf_puts(out, "\xEF\xBF\xBD");
            else put_escaped_byte(out, c);
            length = 1;
            plain = i + 1;
        }
        i += length;
    }
    an_strbuf_put(out, text.data + plain, text.length - plain);
    an_strbuf_putc(out, '"');
}

void an_json_key(an_json *json, const char *key)
{
    before_value(json);
    put_string(json->out, an_str_from(key));
    an_strbuf_putc(json->out, ':');
    json->after_key = true;
}

void an_json_str(an_json *json, an_str text)
{
    before_value(json);
    if (text.data) put_string(json->out, text);
    else an_strbuf_puts(json->out, "null");
}

void an_json_cstr(an_json *json, const char *text) { an_json_str(json, an_str_from(text)); }

void an_json_int(an_json *json, int64_t value)
{
    before_value(json);
    an_strbuf_printf(json->out, "%lld", (long long)value);
}

/* printf's %f follows the locale's decimal point, so the digits are made from an integer; a value too large for that becomes null. */
void an_json_number(an_json *json, double value, int decimals)
{
    double scale = 1;
    int64_t scaled;
    for (int i = 0; i < decimals; i++) scale *= 10;
    if (!isfinite(value) || fabs(value) * scale > EXACT_MAX) {
        an_json_null(json);
        return;
    }
    before_value(json);
    scaled = (int64_t)llround(value * scale);
    if (scaled < 0) {
        an_strbuf_putc(json->out, '-');
        scaled = -scaled;
    }
    an_strbuf_printf(json->out, "%lld", (long long)(scaled / (int64_t)scale));
    if (decimals > 0) an_strbuf_printf(json->out, ".%0*lld", decimals, (long long)(scaled % (int64_t)scale));
}

void an_json_bool(an_json *json, bool value)
{
    before_value(json);
    an_strbuf_puts(json->out, value ? "true" : "false");
}

void an_json_null(an_json *json)
{
    before_value(json);
    an_strbuf_puts(json->out, "null");
}

void an_json_raw(an_json *json, an_str text)
{
    before_value(json);
    an_strbuf_put_str(json->out, text);
}

void an_json_span(an_json *json, an_span span)
{
    before_value(json);
    if (an_span_is_empty(span)) an_strbuf_puts(json->out, "null");
    else an_strbuf_printf(json->out, "[%u,%u]", (unsigned)span.start, (unsigned)span.end);
}
