/* Scores of chains of coreference against gold ones: MUC, B-cubed, CEAF (entities), and pronouns by their antecedents. */
#ifndef ANNALS_TRAIN_EVAL_CHAINS_H
#define ANNALS_TRAIN_EVAL_CHAINS_H

#include "base/array.h"
#include "base/span.h"
#include "base/status.h"

#define AN_EVAL_NONE UINT32_MAX

/* Kinds of pronouns that are counted, each with its object, possessive and reflexive forms. */
typedef enum an_eval_pronoun {
    AN_EVAL_NO_PRONOUN, AN_EVAL_I, AN_EVAL_WE, AN_EVAL_YOU, AN_EVAL_HE, AN_EVAL_SHE, AN_EVAL_IT, AN_EVAL_THEY, AN_EVAL_THIS, AN_EVAL_PRONOUN_COUNT
} an_eval_pronoun;
extern const char *const an_eval_pronoun_names[AN_EVAL_PRONOUN_COUNT];

/* One mention of a document. Places are bytes of one text, which gold and system share. */
typedef struct an_eval_mention {
    an_span span, head;   /* all its words; its head word */
    uint32_t chain;       /* below an_eval_chains.chain_count */
    uint32_t antecedent;  /* system only: index of the mention that it was linked to; AN_EVAL_NONE */
    uint8_t pronoun;      /* gold only: an_eval_pronoun; counts if an earlier mention of its chain exists */
} an_eval_mention;

/* In order of span.start, then longer first. */
typedef struct an_eval_chains {
    AN_ARRAY(an_eval_mention) mentions;
    uint32_t chain_count;
} an_eval_chains;

typedef enum an_chain_metric { AN_CHAIN_MUC, AN_CHAIN_B3, AN_CHAIN_CEAFE, AN_CHAIN_METRIC_COUNT } an_chain_metric;
extern const char *const an_chain_metric_names[AN_CHAIN_METRIC_COUNT];

/* Adds up over documents; precision and recall are the sums' quotients. */
typedef struct an_chain_count {
    double precision_part, precision_whole, recall_part, recall_whole;
} an_chain_count;

/* Anaphoric gold pronouns; those that the system linked to something; to the right thing. */
typedef struct an_pronoun_count {
    uint64_t all, linked, right;
} an_pronoun_count;

typedef struct an_chain_scores {
    an_chain_count counts[AN_CHAIN_METRIC_COUNT];
    uint64_t gold_mentions, system_mentions, aligned_mentions;
    an_pronoun_count pronouns[AN_EVAL_PRONOUN_COUNT]; /* [AN_EVAL_NO_PRONOUN]: all together */
} an_chain_scores;

typedef struct an_chain_options {
    bool has_exact_spans;   /* mentions are one if their spans are; else if their head words are */
    bool keeps_singletons;  /* else mentions without company are taken out of both sides before anything is counted */
} an_chain_options;

annals_status an_eval_chains_score(an_arena *scratch, const an_eval_chains *gold, const an_eval_chains *system, const an_chain_options *options,
                                   an_chain_scores *scores, annals_error *error);
double an_chain_precision(const an_chain_count *count);
double an_chain_recall(const an_chain_count *count);
double an_chain_f1(const an_chain_count *count);

/* For each system mention the gold mention that it is, or AN_EVAL_NONE; no gold mention twice. NULL when memory is exhausted. */
uint32_t *an_eval_align(an_arena *scratch, const an_eval_chains *gold, const an_eval_chains *system, bool has_exact_spans);

#endif
