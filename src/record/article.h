/* What was read: the article as a reader sees it, and what is known about it. */
#ifndef ANNALS_RECORD_ARTICLE_H
#define ANNALS_RECORD_ARTICLE_H

#include "base/array.h"
#include "base/calendar.h"
#include "base/hash.h"
#include "base/span.h"

/* What a date, or another finding about the article, was read from; the order is that of trust. */
#define AN_BASIS_LIST(X)                                                                                                 \
    X(NONE, "none") X(GIVEN, "given") X(JSON_LD, "json-ld") X(OPENGRAPH, "opengraph") X(META, "meta") X(FEED, "feed")     \
    X(TIME_ELEMENT, "time-element") X(BYLINE, "byline") X(URL, "url") X(ARCHIVE, "archive") X(TEXT, "text")               \
    X(DOCUMENT_DATE, "document-date") X(NARRATIVE, "narrative") X(DICTIONARY, "dictionary")
#define AN_ENUM_BASIS(name, text) AN_BASIS_##name,
typedef enum an_basis { AN_BASIS_LIST(AN_ENUM_BASIS) AN_BASIS_COUNT } an_basis;
extern const char *const an_basis_names[AN_BASIS_COUNT];

/* Something strange in the input, kept beside the result. `code` is a short stable word ("not-english"), a literal. */
typedef struct an_diagnostic {
    const char *code;
    an_str message;
    an_span span; /* empty if it concerns the whole document */
} an_diagnostic;

typedef AN_ARRAY(an_diagnostic) an_diagnostics;

void an_diagnose(an_arena *arena, an_diagnostics *list, const char *code, an_span span, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* A document as it lies in its container (file, line of JSON, feed item, archive record), before its text is made clean.
 * What the container says of it comes along; data == NULL where it says nothing. */
typedef enum an_raw_kind {
    AN_RAW_TEXT, AN_RAW_HTML,
    AN_RAW_CLEAN, /* body text that somebody cleaned already */
    AN_RAW_STORED /* an article as it was read before: nothing is done to it */
} an_raw_kind;
typedef struct an_raw_document {
    an_raw_kind kind;
    an_str bytes;
    an_str charset; /* as declared outside of the bytes, e.g. by HTTP */
    an_str id, title, outlet, author, url, lang;
    an_date_range published;
    an_basis published_basis;
    an_str input;    /* name of the file that it came from, for messages */
    uint64_t offset; /* line number or byte offset there */
} an_raw_document;

/* Owner: the document's arena. Every span of every later record points into `text`. */
typedef struct an_article {
    an_str id;     /* as given, else the digest's first 16 digits */
    an_str text;   /* clean: UTF-8 (NFC), no markup or clutter, paragraphs apart by one "\n\n"; at most AN_ARTICLE_BYTES_MAX */
    an_str title, outlet, author, url; /* data NULL = unknown */
    an_str lang;   /* ISO 639-1; NULL = unknown */
    an_date_range published;
    an_basis published_basis;
    char sha256[AN_SHA256_HEX_BYTES]; /* of title, "\n", text */
} an_article;

enum { AN_ARTICLE_BYTES_MAX = 16 * 1024 * 1024 };

#endif
