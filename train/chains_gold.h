/* Gold coreference out of a treebank's MISC column (Entity=, as GUM and CorefUD write it), one document at a time. */
#ifndef ANNALS_TRAIN_CHAINS_GOLD_H
#define ANNALS_TRAIN_CHAINS_GOLD_H

#include "eval_chains.h"
#include "record/sentence.h"

typedef struct an_gold_document {
    an_str id;
    an_parsed_text text;    /* as the treebank has it */
    an_eval_chains chains;
} an_gold_document;

/* Takes the next document from the front of *conllu (it begins at "# newdoc"); ANNALS_END when there is none. */
annals_status an_gold_next(an_arena *arena, an_str *conllu, an_gold_document *out, annals_error *error);

/* The text's phrases as a side to be scored or aligned, from spans of tokens. */
an_eval_mention an_gold_place(const an_parsed_text *text, uint32_t first, uint32_t end, uint32_t head);
/* The gold sentences and words with everything forgotten that a parser finds out. */
annals_status an_gold_forget_parse(an_arena *arena, const an_parsed_text *gold, an_parsed_text *out, annals_error *error);
annals_status an_gold_read_file(const char *path, an_strbuf *out, annals_error *error);

#endif
