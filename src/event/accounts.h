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
    bool is_unsaid;     /* "declined to say", "if he says": nobody's claim */
} an_saying;

/* accounts.c */
bool an_is_told_as_fact(const an_event *event);

/* accounts_saying.c */
/* "The Gazette cited its editor as saying that": of "saying", "editor"; AN_NONE. */
uint32_t an_cited_as_saying(const an_tree *tree, uint32_t word);
bool an_find_saying(const an_coder *coder, const an_tree *tree, uint32_t token, an_saying *out);
bool an_is_report(const an_coder *coder, const an_report *report, const char *id); /* the entry of this name in saying.txt */

/* accounts_speakers.c */
bool an_is_speaking(const an_coder *coder, const an_tree *tree, uint32_t token); /* a name, or a noun of those who speak and write */
/* "Witnesses", of whom nothing is known: the words, without id; nothing is added where they name nobody. */
void an_name_speaker(const an_tree *tree, uint32_t token, an_participants *list, an_arena *arena);
bool an_find_speaker(const an_coder *coder, const an_tree *tree, const an_saying *saying, an_participant *speaker);
uint32_t an_lost_subject(const an_tree *tree, uint32_t verb);
/* "according to X", "in the words of X", "in X's view", "citing X": the token that names X if `token` is such a phrase; AN_NONE. */
uint32_t an_named_source(const an_coder *coder, const an_tree *tree, uint32_t token);
bool an_is_trailing(const an_tree *tree, uint32_t verb); /* "..., killing six" */
uint32_t an_clause_of_source(const an_tree *tree, uint32_t phrase); /* what "according to X" is said of; AN_NONE */
bool an_resolve_source(const an_coder *coder, const an_tree *tree, uint32_t source, an_participant *speaker);

/* accounts_voices.c: whose voice of the sentences before is taken up */
bool an_is_he_or_she(an_str form);
const an_participant *an_voice_of_person(const an_coder *coder, const an_tree *tree, uint32_t pronoun); /* "He added"; NULL */
bool an_find_voice_of_noun(const an_coder *coder, const an_tree *tree, uint32_t noun, an_participant *voice);  /* "The official said" */
bool an_find_voice_of_it(const an_coder *coder, const an_tree *tree, uint32_t pronoun, an_participant *voice);

/* accounts_cospeakers.c */
/* Who says it beside `speaker`: "residents" of "police and residents said". */
void an_find_cospeakers(const an_coder *coder, const an_tree *tree, const an_participant *speaker, an_participants *others);

/* Who speaks by "UN: Rebels killed forty" or, where the rest is quoted, "Oslo: ...": a label at the sentence's beginning. */
bool an_find_label(const an_coder *coder, const an_tree *tree, bool is_quoted_behind, uint32_t *colon, an_participant *speaker);

/* Of whom the sentence tells, if that is a person: the quotation behind it may be his. */
bool an_find_person_told_of(const an_coder *coder, const an_tree *tree, uint32_t verb, an_participant *speaker);
bool an_find_speaker_before_quote(const an_coder *coder, const an_tree *tree, uint32_t quote_start, uint32_t *verb, an_participant *speaker);

/* accounts_content.c */
uint32_t an_parted_clause(const an_tree *tree, uint32_t word); /* "who the UN says have killed": of "says", "killed"; AN_NONE */
bool an_is_content(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t token);
uint32_t an_content_of(const an_coder *coder, const an_tree *tree, const an_saying *saying); /* AN_NONE */
/* "told reporters that talks go on": the clause was hung under those who were told. */
bool an_is_misplaced_content(const an_tree *tree, uint32_t listener, uint32_t clause);
/* "as the minister put it", ", police said": the saying stands below what is said. */
bool an_is_aside(const an_tree *tree, uint32_t word);
/* "said that they fled and that he stayed": the second clause, hung on "said" as another verb would be. */
bool an_is_second_content(const an_coder *coder, const an_tree *tree, uint32_t clause, uint32_t verb);
bool an_is_beyond_content(const an_tree *tree, uint32_t conjunct);
uint32_t an_saying_gone_on_with(const an_coder *coder, const an_tree *tree, uint32_t participle);
uint32_t an_end_of_content(const an_coder *coder, const an_tree *tree, uint32_t content, uint32_t last);
uint32_t an_start_of_content(const an_tree *tree, uint32_t word, uint32_t content, uint32_t first);

/* accounts_quotes.c */
/* The quotation that the token (over the article) stands in; AN_NONE. */
uint32_t an_quote_at(const an_coder *coder, uint32_t token);
size_t an_first_quote_after(const an_coder *coder, uint32_t token);
/* "(TTP)" at the end of what is said: whether the mark is one of two brackets that stand between these tokens. */
bool an_is_bracket_of(const an_token *tokens, uint32_t first, uint32_t last, uint32_t mark);
void an_offer_to_next(an_coder *coder, const an_tree *tree, uint32_t word, const an_participant *speaker);
void an_offer_to_quotes(an_coder *coder, const an_tree *tree, uint32_t word, const an_participant *speaker);

/* accounts_certainty.c */
void an_find_certainty(const an_coder *coder, const an_tree *tree, uint32_t content, const an_report *report, an_certainty *out);

#endif
