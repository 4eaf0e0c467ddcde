/* Documents as JSON: one object a line, or objects spread over lines, alone or in a list. The second kind is cut into objects by
 * counting braces outside of strings, so that both need memory for one document only, and a broken one spoils no other. */
#include <jansson.h>
#include <stdlib.h>

#include "read/format.h"
#include "read/limits.h"
#include "read/tidy.h"

typedef struct json_reader {
    an_read_stream *stream;
    uint64_t line; /* of what was read last, counted from 1 */
    uint64_t next_line;
} json_reader;

static void *open_json(an_read_stream *stream)
{
    json_reader *reader = calloc(1, sizeof *reader);
    if (reader) *reader = (json_reader){.stream = stream, .next_line = 1};
    return reader;
}

static annals_status broken(const json_reader *reader, annals_error *error, const char *what)
{
    return an_fail(error, ANNALS_E_INPUT, "read", reader->line, "%s:%llu: %s", an_read_stream_name(reader->stream),
                   (unsigned long long)reader->line, what);
}

static annals_status too_long(const json_reader *reader, annals_error *error)
{
    return an_fail(error, ANNALS_E_LIMIT, "read", reader->line, "%s:%llu: a document of more than %d MiB, passed over",
                   an_read_stream_name(reader->stream), (unsigned long long)reader->line, AN_READ_LINE_BYTES_MAX >> 20);
}

/* ---- one object ---- */

/* An optional text: false when there is a value of another type. */
static bool take_text(an_arena *arena, const json_t *object, const char *key, size_t limit_bytes, an_str *out)
{
    const json_t *value = json_object_get(object, key);
    size_t length;
    if (!value || json_is_null(value)) return true;
    if (!json_is_string(value)) return false;
    length = json_string_length(value);
    if (length > limit_bytes) {
        length = limit_bytes;
        while (length && ((unsigned char)json_string_value(value)[length] & 0xC0) == 0x80) length--;
    }
    *out = (an_str){an_arena_copy(arena, json_string_value(value), length), length};
    return true;
}

/* Numbers are common as ids; they become their digits. */
static bool take_id(an_arena *arena, const json_t *object, an_str *out)
{
    const json_t *value = json_object_get(object, "id");
    char digits[24];
    int length;
    if (!json_is_integer(value)) return take_text(arena, object, "id", AN_READ_FIELD_BYTES_MAX, out);
    length = snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(value));
    *out = (an_str){an_arena_copy(arena, digits, (size_t)length), (size_t)length};
    return true;
}

typedef struct field {
    const char *key;
    size_t offset;
} field;

static const field fields[] = {
    {"title", offsetof(an_raw_document, title)}, {"outlet", offsetof(an_raw_document, outlet)},
    {"author", offsetof(an_raw_document, author)}, {"url", offsetof(an_raw_document, url)},
    {"lang", offsetof(an_raw_document, lang)},
};

static const char *take_fields(an_arena *arena, const json_t *object, an_raw_document *out)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!take_text(arena, object, fields[i].key, AN_READ_FIELD_BYTES_MAX, (an_str *)((char *)out + fields[i].offset)))
            return "\"title\", \"outlet\", \"author\", \"url\" and \"lang\" must be texts";
    return NULL;
}

/* NULL, or what is wrong. */
static const char *take_document(an_arena *arena, const json_t *object, an_raw_document *out)
{
    an_str published = {0};
    const char *problem;
    *out = (an_raw_document){.kind = AN_RAW_CLEAN, .charset = AN_STR("utf-8"), .published = AN_DATE_RANGE_UNKNOWN};
    if (!json_is_object(object)) return "a document must be a JSON object";
    if (!take_text(arena, object, "text", AN_READ_LINE_BYTES_MAX, &out->bytes)) return "\"text\" must be a text";
    if (!out->bytes.data) return "there is no \"text\"";
    if (!take_id(arena, object, &out->id)) return "\"id\" must be a text or a whole number";
    if ((problem = take_fields(arena, object, out))) return problem;
    if (!take_text(arena, object, "published", AN_READ_FIELD_BYTES_MAX, &published)) return "\"published\" must be a text";
    if (!published.data) return NULL;
    if (!an_iso_parse(an_str_trim(published),
        &out->published)) return "\"published\" is no ISO 8601 date (2024, 2024-03 or 2024-03-28)";
    out->published_basis = AN_BASIS_GIVEN;
    return NULL;
}

static bool is_half(const char *escape, const char *end, unsigned first, unsigned last)
{
    unsigned value = 0;
    if (end - escape < 6 || escape[0] != '\\' || escape[1] != 'u') return false;
    for (int i = 2; i < 6; i++) {
        char c = escape[i];
        if (c >= '0' && c <= '9') value = value * 16 + (unsigned)(c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') value = value * 16 + (unsigned)((c | 0x20) - 'a' + 10);
        else return false;
    }
    return value >= first && value <= last;
}

/* Programs that cut texts by UTF-16 units leave halves of characters at the end ("\ud83d"), which are no JSON; each becomes U+FFFD. */
static an_str mend_halves(an_arena *arena, an_str json)
{
    char *copy = an_arena_copy(arena, json.data, json.length), *at = copy, *end = copy + (copy ? json.length : 0);
    while (at < end) {
        bool is_high = is_half(at, end, 0xD800, 0xDBFF);
        if (is_high && is_half(at + 6, end, 0xDC00, 0xDFFF)) {
            at += 12;
            continue;
        }
        if (is_high || is_half(at, end, 0xDC00, 0xDFFF)) memcpy(at + 2, "fffd", 4);
        at += *at == '\\' ? 2 : 1;
    }
    return copy ? (an_str){copy, json.length} : json;
}

static json_t *decode(an_arena *arena, an_str json, json_error_t *details)
{
    json_t *object = json_loadb(json.data, json.length, JSON_ALLOW_NUL | JSON_DECODE_ANY, details);
    if (object || json_error_code(details) != json_error_invalid_syntax) return object;
    json = mend_halves(arena, json);
    return json_loadb(json.data, json.length, JSON_ALLOW_NUL | JSON_DECODE_ANY, details);
}

static annals_status read_object(const json_reader *reader, an_arena *arena, an_str json, an_raw_document *out, annals_error *error)
{
    json_error_t details;
    json_t *object;
    const char *problem;
    json = an_read_valid(arena, json); /* the cleaning of the text tells of U+FFFD */
    object = decode(arena, json, &details);
    if (!object)
        return an_fail(error, ANNALS_E_INPUT, "read", reader->line, "%s:%llu: not JSON: %s", an_read_stream_name(reader->stream),
                       (unsigned long long)reader->line, details.text);
    problem = take_document(arena, object, out);
    out->offset = reader->line;
    json_decref(object);
    if (arena->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document");
    return problem ? broken(reader, error, problem) : ANNALS_OK;
}

/* ---- one object a line ---- */

static annals_status next_line(void *state, an_arena *arena, an_raw_document *out, annals_error *error)
{
    json_reader *reader = state;
    for (;;) {
        an_str line, trimmed;
        size_t line_bytes;
        annals_status status = an_read_stream_line(reader->stream, AN_READ_LINE_BYTES_MAX, &line, &line_bytes);
        if (status == ANNALS_END) return ANNALS_END;
        reader->line = reader->next_line++;
        if (status == ANNALS_E_LIMIT) return too_long(reader, error);
        trimmed = an_str_trim(line);
        if (reader->line == 1 && an_str_starts_with(trimmed, "\xef\xbb\xbf")) trimmed.data += 3, trimmed.length -= 3;
        if (trimmed.length) status = read_object(reader, arena, trimmed, out, error);
        an_read_stream_take(reader->stream, line_bytes);
        if (trimmed.length) return status;
    }
}

/* ---- objects over many lines ---- */

/* Goes to the next opening brace, over everything between two objects (list brackets, commas, white space). False at the end. */
static bool go_to_object(json_reader *reader)
{
    for (;;) {
        an_str window = an_read_stream_peek(reader->stream, 1);
        size_t i = 0;
        if (!window.length) return false;
        for (; i < window.length && window.data[i] != '{'; i++) reader->next_line += window.data[i] == '\n';
        an_read_stream_take(reader->stream, i);
        if (i < window.length) return true;
    }
}

typedef struct brace_scan {
    size_t at;
    int depth;
    bool is_in_string, is_escaped;
} brace_scan;

/* Looks on from scan->at; true when the object's last brace stands before it. */
static bool find_object_end(brace_scan *scan, an_str window)
{
    while (scan->at < window.length) {
        char c = window.data[scan->at++];
        if (scan->is_escaped) scan->is_escaped = false;
        else if (scan->is_in_string) {
            scan->is_escaped = c == '\\';
            scan->is_in_string = c != '"';
        } else if (c == '"') scan->is_in_string = true;
        else if (c == '{') scan->depth++;
        else if (c == '}' && --scan->depth == 0) return true;
    }
    return false;
}

/* Shows the object that begins the window; length 0 when it does not end before the file or the limit does. */
static an_str show_object(json_reader *reader, bool *is_too_long)
{
    brace_scan scan = {0};
    for (;;) {
        an_str window = an_read_stream_peek(reader->stream, scan.at + 1);
        *is_too_long = scan.at > AN_READ_LINE_BYTES_MAX;
        if (*is_too_long || window.length == scan.at) return (an_str){window.data, 0};
        if (find_object_end(&scan, window)) return (an_str){window.data, scan.at};
    }
}

/* An object that does not end has swallowed the rest. */
static annals_status give_up(json_reader *reader, bool is_too_long, annals_error *error)
{
    while (an_read_stream_skip(reader->stream, AN_READ_CHUNK_BYTES)) continue;
    if (an_read_stream_status(reader->stream, NULL)) return ANNALS_END;
    return is_too_long ? too_long(reader, error) : broken(reader, error, "the object is not closed before the file ends");
}

static annals_status next_object(void *state, an_arena *arena, an_raw_document *out, annals_error *error)
{
    json_reader *reader = state;
    bool is_too_long;
    an_str object;
    annals_status status;
    if (!go_to_object(reader)) return ANNALS_END;
    reader->line = reader->next_line;
    object = show_object(reader, &is_too_long);
    if (!object.length) return give_up(reader, is_too_long, error);
    status = read_object(reader, arena, object, out, error);
    for (size_t i = 0; i < object.length; i++) reader->next_line += object.data[i] == '\n';
    an_read_stream_take(reader->stream, object.length);
    return status;
}

const an_read_format an_read_json_lines_format = {"json-lines", open_json, next_line, free};
const an_read_format an_read_json_format = {"json", open_json, next_object, free};
