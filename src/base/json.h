/* Writes JSON, compact, into a strbuf; commas are its business. (Reading JSON is jansson's.) */
#ifndef ANNALS_BASE_JSON_H
#define ANNALS_BASE_JSON_H

#include "base/strbuf.h"

enum { AN_JSON_DEPTH_MAX = 31 };

/* Bit d of has_items says whether the container at depth d holds something already. */
typedef struct an_json {
    an_strbuf *out;
    uint32_t has_items;
    int depth;
    bool after_key;
} an_json;

void an_json_begin(an_json *json, an_strbuf *out);
void an_json_open_object(an_json *json);
void an_json_close_object(an_json *json);
void an_json_open_array(an_json *json);
void an_json_close_array(an_json *json);
void an_json_key(an_json *json, const char *key);
void an_json_str(an_json *json, an_str text); /* null if text.data is NULL; bad UTF-8 becomes U+FFFD */
void an_json_cstr(an_json *json, const char *text);
void an_json_int(an_json *json, int64_t value);
void an_json_number(an_json *json, double value, int decimals); /* fixed decimals, no locale; null if not finite or over 2^53 / 10^decimals */
void an_json_bool(an_json *json, bool value);
void an_json_null(an_json *json);
void an_json_raw(an_json *json, an_str text); /* a value that is JSON already */
void an_json_span(an_json *json, an_span span); /* [start,end], or null if empty */

#endif
