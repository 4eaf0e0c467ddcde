/* Tells what an input is by its first bytes. */
#ifndef ANNALS_READ_SNIFF_H
#define ANNALS_READ_SNIFF_H

#include "base/span.h"

typedef enum an_read_kind {
    AN_READ_EMPTY, AN_READ_BINARY, AN_READ_BASE, AN_READ_OTHER_XML,
    AN_READ_TEXT, AN_READ_HTML, AN_READ_JSON_LINES, AN_READ_JSON, AN_READ_WARC, AN_READ_FEED
} an_read_kind;

an_read_kind an_read_sniff(an_str beginning, const char **what);
bool an_read_looks_like_html(an_str beginning);

#endif
