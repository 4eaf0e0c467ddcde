/* What the finders of an event's details share: details.c, details_dates.c, details_places.c. */
#ifndef ANNALS_EVENT_DETAILS_H
#define ANNALS_EVENT_DETAILS_H

#include "event/draft.h"

/* How closely a phrase belongs to an event; FAR: places only. */
enum { AN_SCORE_NONE, AN_SCORE_FAR, AN_SCORE_LOOSE, AN_SCORE_GOVERNED, AN_SCORE_OWN };

/* details.c */
int an_details_score(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t head);
uint32_t an_details_anchor(const an_draft *draft); /* the word by which the event hangs in the tree */
bool an_details_is_participant(const an_participants *list, an_span span);
static inline uint32_t an_details_distance(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }
static inline bool an_details_overlap(an_span a, an_span b) { return a.start < b.end && b.start < a.end; }

/* details_dates.c */
void an_share_date(an_coder *coder, const an_tree *tree, const an_draft *draft); /* of the event in the document, if it has none */
void an_take_from_earlier(an_coder *coder, const an_tree *tree, an_draft *draft);

/* details_places.c */
void an_find_place(an_coder *coder, const an_tree *tree, an_draft *draft);

#endif
