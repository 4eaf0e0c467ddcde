/* Tokens in; parts of speech, Penn tags, features, lemmas, heads, relations and names out, from one small neural network. */
#ifndef ANNALS_PARSE_PARSER_H
#define ANNALS_PARSE_PARSER_H

#include "lexicon/lexicon.h"
#include "record/sentence.h"

/* A trained model, mapped read-only: any number of threads may use one at the same time. */
typedef struct an_parser an_parser;

annals_status an_parser_open(an_parser **out, const char *path, annals_error *error);
void an_parser_use_lexicon(an_parser *parser, const an_lexicon *lexicon);
void an_parser_close(an_parser *parser);
const char *an_parser_digest(const an_parser *parser);

/* What a thread needs to parse text after text: working memory and the words that it met lately. */
typedef struct an_parse_desk an_parse_desk;
an_parse_desk *an_parse_desk_new(const an_parser *parser);
void an_parse_desk_free(an_parse_desk *desk);

/* A text to parse, and where its strings go. */
typedef struct an_parse_job {
    an_arena *arena;
    an_parsed_text *text;
} an_parse_job;

annals_status an_parse_together(an_arena *scratch, an_parse_desk *desk, const an_parse_job *jobs, size_t job_count, annals_error *error);
annals_status an_parse(an_arena *arena, an_arena *scratch, const an_parser *parser, an_parsed_text *text, annals_error *error);

#endif
