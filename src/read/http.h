/* A stored HTTP response: its status and headers, and its body with the transfer and content codings taken off. */
#ifndef ANNALS_READ_HTTP_H
#define ANNALS_READ_HTTP_H

#include "base/arena.h"
#include "base/span.h"
#include "base/status.h"

typedef struct an_read_http {
    int status;
    an_str media_type; /* "text/html"; NULL = not said */
    an_str charset;    /* NULL = not said */
    an_str headers, body;
} an_read_http;

bool an_read_http_head(an_str message, an_read_http *out);
annals_status an_read_http_decode(an_arena *arena, an_read_http *http, annals_error *error);
an_str an_read_header(an_str headers, const char *name);
void an_read_content_type(an_str value, an_str *media_type, an_str *charset);

#endif
