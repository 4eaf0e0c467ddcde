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
annals_status an_parse(an_arena *arena, an_arena *scratch, const an_parser *parser, an_parsed_text *text, annals_error *error);

#endif
