/* Scores of a parsed text against a gold one, as the CoNLL 2018 shared task on parsing from raw text counts them. */
#ifndef ANNALS_TRAIN_EVAL_CONLLU_H
#define ANNALS_TRAIN_EVAL_CONLLU_H

#include "record/sentence.h"

typedef enum an_eval_metric {
    AN_EVAL_TOKENS, AN_EVAL_SENTENCES, AN_EVAL_WORDS, AN_EVAL_UPOS, AN_EVAL_XPOS, AN_EVAL_FEATURES, AN_EVAL_LEMMAS, AN_EVAL_UAS,
    AN_EVAL_LAS, AN_EVAL_CLAS, AN_EVAL_METRIC_COUNT
} an_eval_metric;

extern const char *const an_eval_names[AN_EVAL_METRIC_COUNT];

typedef struct an_eval_count {
    uint64_t correct, gold, system;
} an_eval_count;

/* Counts add up over files. */
typedef struct an_eval_scores {
    an_eval_count counts[AN_EVAL_METRIC_COUNT];
} an_eval_scores;

annals_status an_eval_score(an_arena *scratch, const an_parsed_text *gold, const an_parsed_text *system, an_eval_scores *scores,
                            annals_error *error);
double an_eval_f1(const an_eval_count *count);
annals_status an_eval_select(an_str conllu, const char *sent_id_prefix, an_strbuf *out);

#endif
