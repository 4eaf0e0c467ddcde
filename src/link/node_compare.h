/* What comparing two events finds, for the rules (node_compare.c) and for the weighing (node_weigh.c). */
#ifndef ANNALS_LINK_NODE_COMPARE_H
#define ANNALS_LINK_NODE_COMPARE_H

#include "link/node.h"

typedef struct comparing {
    const an_node *a, *b;
    const an_actors *actors;
    bool shares_text;     /* a passage that one article took from the other tells of both */
    bool is_next_day;     /* the two are told of days that follow one another */
    bool is_war, are_war; /* of one, of both: places and names come back every day */
    bool is_looked_back;  /* the later one follows up: the day of its publication is not the day */
    bool numbers_differ, numbers_are_far, numbers_agree, in_town, in_large_town, same_group, same_recipient, is_near, parties_differ, recipients_differ, same_actor, same_state, names_town, names_small_town, same_large_number, same_very_large_number, same_small_number, numbers_fit, same_victim;
    bool is_refused;      /* by the rules; the weighing may know better */
    bool numbers_grow;    /* the later one gives more */
    bool modes_differ;    /* and not only in how exactly a blast is told */
    bool shares_known_person; /* of the dictionaries: the news have him again */
    bool shares_handle;   /* both call the deed by one word: "the Houla massacre" */
    uint32_t shared_bits, shared_known_bits; /* of rare words of both sentences; of these names of the dictionaries */
    double shared_names;  /* that no dictionary knows */
    int64_t guess_days;   /* that lie between, but the later one only guesses at its day; 0 = none */
    int same_numbers;     /* how many agree; numbers_fit: two very large ones can both hold; same_state: the actor is the same, be it a state or not */
    an_node_match match;
} comparing;

/* True if the two share a town, those to whom it was done, a number or a name. */
bool an_node_is_anchored(const comparing *c);

/* Compares field by field, and judges by the rules: match.joins is left to node_weigh.c. */
void an_node_compare_fields(const an_node *a, const an_node *b, const an_actors *actors, bool shares_text, comparing *c);

#endif
