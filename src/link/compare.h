/* Two texts: does one take from the other, which one, and which words? */
#ifndef ANNALS_LINK_COMPARE_H
#define ANNALS_LINK_COMPARE_H

#include "link/align.h"
#include "record/derivation.h"

/* One side. `article->text` is what the words were found in. */
typedef struct an_link_text {
    const an_article *article;
    an_link_words words;
} an_link_text;

/* What the two have in common, before anything is decided; `side` 0 is the one with the smaller digest. Shares are of content
 * weight (bits), so that "of the" does not count; topic words count less in what is reworded. */
typedef struct an_link_evidence {
    double verbatim[2];      /* in passages that are quoted in neither or in one of the two */
    double quoted[2];        /* in passages that only this side puts into quotation marks */
    double shared_quotes[2]; /* in passages that both put into quotation marks: a third party may have said it to both */
    double reworded[2];      /* in sentences that say what a sentence of the other says, in other words */
    uint32_t longest;        /* the longest passage that not both quote, in words of usual weight */
    uint32_t longest_quoted[2]; /* ... that only this side quotes */
    uint32_t reworded_sentences;
    double reworded_strength; /* sum over these of how much more they share than chance and topic explain */
    bool names[2];           /* this side names the other's outlet or author */
    bool is_identical;
} an_link_evidence;

/* What was found between two texts. `taker` is meaningful if is_derived. Lists are in the arena. */
typedef struct an_link_comparison {
    an_link_evidence evidence;
    bool is_derived;
    int taker; /* 0 = the first given, 1 = the second */
    an_derivation derivation;
} an_link_comparison;

/* The result is the same, but for `taker`, if the two change places. False when the arena is exhausted. */
bool an_link_compare(an_arena *arena, const an_link_vocabulary *vocabulary, const an_link_text *first,
                     const an_link_text *second, an_link_comparison *out);

#endif
