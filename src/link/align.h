/* Passages that two texts share: local alignments of words (Smith and Waterman 1981), found from shared runs of three words. */
#ifndef ANNALS_LINK_ALIGN_H
#define ANNALS_LINK_ALIGN_H

#include "link/words.h"

/* Words [first, end) of each text, aligned. Words are matched if they are the same or akin. */
typedef struct an_link_passage {
    uint32_t a_first, a_end, b_first, b_end;
    uint32_t matched, bits; /* pairs of words, and what these words weigh */
    int32_t score;
} an_link_passage;
typedef AN_ARRAY(an_link_passage) an_link_passages;

/* All passages of at least AN_LINK_PASSAGE_SCORE_MIN, in the order of b, none overlapping another in either text. Both lists live in
 * `arena`, what is needed on the way too. False when it is exhausted. */
bool an_link_align(an_arena *arena, const an_link_words *a, const an_link_words *b, an_link_passages *out);

enum {
    AN_LINK_PASSAGE_SCORE_MIN = 10 /* four words; whether so little means anything, whoever asks must judge */
};

#endif
