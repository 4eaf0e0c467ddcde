/* What the finders of an event's details share: details.c, details_clause.c, details_times.c, details_dates.c,
 * details_since.c, details_places.c, details_scene.c. */
#ifndef ANNALS_EVENT_DETAILS_H
#define ANNALS_EVENT_DETAILS_H

#include "event/draft.h"

/* How closely a phrase belongs to an event; FAR: places only. */
enum { AN_SCORE_NONE, AN_SCORE_FAR, AN_SCORE_LOOSE, AN_SCORE_GOVERNED, AN_SCORE_OWN };

/* A daily report tells the deeds of the last week, and speaks of the last month as news; what lies farther back came before them. */
enum { AN_DAYS_OF_NEWS = 31, AN_DAYS_OF_DEED = 7 };

/* details.c */
int an_details_score(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t head);
int an_details_score_at(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t node); /* of what hangs on that predicate or event */
uint32_t an_details_anchor(const an_draft *draft); /* the word by which the event hangs in the tree */
bool an_details_is_participant(const an_participants *list, an_span span);
static inline uint32_t an_details_distance(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }
static inline bool an_details_overlap(an_span a, an_span b) { return a.start < b.end && b.start < a.end; }

static inline bool an_details_is_one_day(const an_date_range *range) { return range->from != AN_DAY_UNKNOWN && range->from == range->to; }

static inline bool an_details_is_fact(const an_event *event) { return event->factuality == AN_FACTUALITY_HAPPENED || event->factuality == AN_FACTUALITY_ONGOING; }

/* details_clause.c */
bool an_details_has_marker(const an_tree *tree, uint32_t token, an_range words); /* one of these is its preposition or conjunction */
bool an_details_is_marked_with(const an_tree *tree, uint32_t token, an_word word);
bool an_details_is_joined_by(const an_tree *tree, uint32_t clause, an_range words);         /* also as an adverb */
uint32_t an_details_clause(const an_coder *coder, const an_tree *tree, const an_draft *draft); /* the verb that the event is told by */
uint32_t an_details_finite_above(const an_tree *tree, uint32_t verb);                          /* the one whose day that verb has */
bool an_details_is_present(const an_tree *tree, uint32_t verb);
bool an_details_has_definite(const an_tree *tree, uint32_t noun);                              /* "the", "this" */
bool an_details_is_told_along(const an_tree *tree, uint32_t verb);
bool an_details_shares_verb(const an_tree *tree, const an_draft *draft, uint32_t verb);

/* details_times.c */
const an_mention *an_details_best_time(const an_coder *coder, const an_tree *tree, const an_draft *draft, int *best_score);
uint32_t an_details_joining_when(const an_coder *coder, const an_tree *tree, const an_draft *draft); /* of the draft's clause, if a comma stands before it; AN_NONE */
bool an_details_is_comparison(const an_tree *tree, uint32_t time); /* "the first since 1993" */

/* details_dates.c */
bool an_details_is_perfect(const an_tree *tree, uint32_t verb); /* with "have" in any form */
bool an_details_is_past(const an_tree *tree, uint32_t verb);
bool an_details_is_saying(const an_coder *coder, const an_tree *tree, uint32_t verb);
void an_share_date(an_coder *coder, const an_tree *tree, const an_draft *draft); /* of the event in the document, if it has none */
bool an_details_is_aside(const an_tree *tree, uint32_t token); /* told by the way: in a relative clause, in brackets, as what came before */

/* details_since.c */
void an_lean_date(an_coder *coder, const an_tree *tree, const an_draft *draft); /* likewise, when all events of the sentence have their own */

/* details_places.c */
void an_find_place(an_coder *coder, const an_tree *tree, an_draft *draft);
bool an_details_acts_on_spot(an_event_type type); /* deeds, not words */
int an_details_precision_rank(an_str precision);
bool an_details_may_be_scene(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m);

#endif
