/* What the files that tell by whose account things are told share: a word of saying with its stance, speaker and content. */
#ifndef ANNALS_EVENT_ACCOUNTS_H
#define ANNALS_EVENT_ACCOUNTS_H

#include "event/draft.h"

/* A reporting word at work: "claimed" in "the rebels claimed that ...". */
typedef struct an_saying {
    const an_report *report;
    an_arguments arguments;
    uint32_t word;      /* its token in the sentence */
    an_stance stance;   /* after negation and mood: "did not think" doubts */
    bool is_passive;    /* nobody need be named: "it was reported" */
    bool is_rejected;   /* "falsely claimed": the article itself denies it */
} an_saying;

/* accounts_saying.c */
bool an_find_saying(const an_coder *coder, const an_tree *tree, uint32_t token, an_saying *out);
bool an_find_speaker(const an_coder *coder, const an_tree *tree, const an_saying *saying, an_participant *speaker);
/* "according to X", "in the words of X", "in X's view", "citing X": the token that names X if `token` is such a phrase; AN_NONE. */
uint32_t an_named_source(const an_coder *coder, const an_tree *tree, uint32_t token);
bool an_resolve_source(const an_coder *coder, const an_tree *tree, uint32_t source, an_participant *speaker);

bool an_find_speaker_before_quote(const an_coder *coder, const an_tree *tree, uint32_t quote_start, uint32_t *verb, an_participant *speaker);

/* accounts_content.c */
bool an_is_content(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t token);
uint32_t an_content_of(const an_coder *coder, const an_tree *tree, const an_saying *saying); /* AN_NONE */
/* "told reporters that talks go on": the clause was hung under those who were told. */
bool an_is_misplaced_content(const an_tree *tree, uint32_t listener, uint32_t clause);
/* "as the minister put it", ", police said": the saying stands below what is said. */
bool an_is_aside(const an_tree *tree, uint32_t word);

/* accounts_quotes.c */
/* The quotation that the token (over the article) stands in; AN_NONE. */
uint32_t an_quote_at(const an_coder *coder, uint32_t token);
size_t an_first_quote_after(const an_coder *coder, uint32_t token);
void an_offer_to_quotes(an_coder *coder, const an_tree *tree, uint32_t word, const an_participant *speaker);

/* accounts_certainty.c */
void an_find_certainty(const an_coder *coder, const an_tree *tree, uint32_t content, const an_report *report, an_certainty *out);

#endif
