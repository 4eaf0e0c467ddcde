/* What the programs that measure the coder share: the stages in a row over one text, files of JSON lines, marks for right and wrong. */
#ifndef ANNALS_TRAIN_EVAL_EVENTS_H
#define ANNALS_TRAIN_EVAL_EVENTS_H

#include <jansson.h>
#include <stdio.h>

#include "base/strbuf.h"
#include "event/events.h"
#include "lexicon/lexicon.h"
#include "mention/coreference.h"
#include "mention/mentions.h"
#include "parse/parser.h"
#include "split/splitter.h"

typedef struct an_eval_tools {
    an_splitter *splitter;
    an_parser *parser;
    an_coreference *coreference;
    an_lexicon *lexicon;
    an_arena arena, scratch; /* of the text at hand */
    bool is_verbose;
} an_eval_tools;

/* `data`: the folder of the compiled files. Prints what is wrong; false then. */
bool an_eval_open(an_eval_tools *tools, const char *data);
void an_eval_close(an_eval_tools *tools);
/* Codes a text as it stands, so that spans are those of the set. Whatever was coded before is gone. `published`: ISO date or NULL. */
bool an_eval_code(an_eval_tools *tools, an_str text, const char *published, an_document *out);

/* The same, and for each byte asked about (ascending) what the text says of the word that stands there, as if it told an event; where no
 * word stands, out[i] is zero and is_there[i] false. */
bool an_eval_probe(an_eval_tools *tools, an_str text, const char *published, const uint32_t *bytes, size_t count, an_event *out, bool *is_there, an_document *document);
/* Appends a word of a set that gives tokens only, with a space before it where English has one; where it begins. */
uint32_t an_eval_put_word(an_strbuf *text, const char *word);

/* Calls `use` for each line of JSON in the file; false if it cannot be read, or `use` says so. */
typedef bool an_eval_line(void *context, const json_t *object);
bool an_eval_lines(const char *path, an_eval_line *use, void *context);

bool an_eval_overlaps(an_span a, an_span b);
double an_eval_percent(size_t part, size_t whole);
/* Right, found and wanted, and their F1 in percent. */
typedef struct an_eval_tally {
    size_t right, found, wanted;
} an_eval_tally;
void an_eval_print_tally(const char *name, const an_eval_tally *tally);
double an_eval_tally_f1(const an_eval_tally *tally);

#endif
