/* That one article takes text or substance from another. */
#ifndef ANNALS_RECORD_DERIVATION_H
#define ANNALS_RECORD_DERIVATION_H

#include "base/array.h"
#include "base/json.h"
#include "record/article.h"

#define AN_DERIVATION_KIND_LIST(X)                                                                                       \
    X(COPY, "copy")             /* the same words, whatever the headline */                                              \
    X(NEAR_COPY, "near-copy")   /* cut, or edited here and there */                                                      \
    X(REWRITE, "rewrite")       /* sentence by sentence in other words; quotations may be kept */                        \
    X(QUOTATION, "quotation")   /* passages of the other in an article that is otherwise its own */
/* What the direction was read from; NONE: nothing tells, the taker is then the one with the larger digest. */
#define AN_DIRECTION_LIST(X)                                                                                             \
    X(NONE, "none") X(CREDIT, "credit") X(DATES, "dates") X(COMPLETENESS, "completeness")
#define AN_PASSAGE_KIND_LIST(X) X(VERBATIM, "verbatim") X(QUOTED, "quoted") X(REWRITTEN, "rewritten")
#define AN_ENUM_DERIVATION(name, text) AN_DERIVATION_##name,
#define AN_ENUM_DIRECTION(name, text) AN_DIRECTION_##name,
#define AN_ENUM_PASSAGE(name, text) AN_PASSAGE_##name,
typedef enum an_derivation_kind { AN_DERIVATION_KIND_LIST(AN_ENUM_DERIVATION) AN_DERIVATION_KIND_COUNT } an_derivation_kind;
typedef enum an_direction { AN_DIRECTION_LIST(AN_ENUM_DIRECTION) AN_DIRECTION_COUNT } an_direction;
typedef enum an_passage_kind { AN_PASSAGE_KIND_LIST(AN_ENUM_PASSAGE) AN_PASSAGE_KIND_COUNT } an_passage_kind;
extern const char *const an_derivation_kind_names[AN_DERIVATION_KIND_COUNT];
extern const char *const an_direction_names[AN_DIRECTION_COUNT];
extern const char *const an_passage_kind_names[AN_PASSAGE_KIND_COUNT];

/* Words of the taker and the words of the source that they go back to. */
typedef struct an_passage {
    an_span taker, source;
    an_passage_kind kind;
} an_passage;
typedef AN_ARRAY(an_passage) an_passages;

/* Owner: the arena of whoever compares or loads. */
typedef struct an_derivation {
    an_derivation_kind kind;
    an_direction direction;
    double score;        /* 0 to 1: how sure it is that one takes from the other */
    double taken;        /* share of the taker's words that lie in passages */
    double given;        /* share of the source's words that lie in passages */
    an_passages passages; /* in the order of the taker */
} an_derivation;

/* The first digits of the digests of taker and source: by it a person names the derivation. */
enum { AN_DERIVATION_KEY_HALF = 8, AN_DERIVATION_KEY_BYTES = 2 * AN_DERIVATION_KEY_HALF + 1 };
const char *an_derivation_key(const an_article *taker, const an_article *source, char out[AN_DERIVATION_KEY_BYTES]);

/* One object: its key, the two articles, the fields above, the words of passages where the articles' texts are loaded. */
void an_derivation_write_json(const an_derivation *derivation, const an_article *taker, const an_article *source, an_strbuf *out);

#endif
