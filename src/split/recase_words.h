/* How each word of a text in one case would be written in usual case. Private to recase*.c. */
#ifndef ANNALS_SPLIT_RECASE_WORDS_H
#define ANNALS_SPLIT_RECASE_WORDS_H

#include "lexicon/lexicon.h"
#include "record/sentence.h"
#include "split/casing.h"

/* LEFT: as it stands. */
typedef enum an_spelling { AN_SPELLING_LEFT, AN_SPELLING_SMALL, AN_SPELLING_CAPITAL, AN_SPELLING_CAPITALS } an_spelling;

/* What is wrong with the case of a passage. HEADLINE: Every Word Has a Capital. */
typedef enum an_passage { AN_PASSAGE_USUAL, AN_PASSAGE_SMALL, AN_PASSAGE_CAPITALS, AN_PASSAGE_HEADLINE } an_passage;

typedef struct an_recaser {
    an_arena *scratch;
    an_casing_table casing;
    const an_lexicon *lexicon;
    const an_parsed_text *parsed; /* split as it stands: only where words begin and end is of use */
    const uint8_t *passages;      /* an_passage by token */
    an_str *folded;               /* by token */
    uint8_t *spellings;           /* an_spelling by token */
} an_recaser;

/* Fills `spellings` of all tokens in passages that are not usual. False if the scratch arena is exhausted. */
bool an_recase_words(an_recaser *r);

#endif
