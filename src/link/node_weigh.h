/* What speaks for and against one happening, as numbers, and what each of them weighs: a logistic model.
 *
 * Deeds of two articles which the rules do not join are weighed. The weights were fitted as train/fit_incident_links.py does it, on the
 * pairs of train/judged_incident_pairs.tsv that were judged by then, and on pairs that nobody judged and that share little, of which
 * hardly any are one happening. A weight is a logarithm of odds, given all the others. */
#ifndef ANNALS_LINK_NODE_WEIGH_H
#define ANNALS_LINK_NODE_WEIGH_H

#include "link/node_compare.h"

/* name, weight of one unit */
#define AN_EVIDENCE_LIST(X)                                                                                                                 \
    X(ALWAYS, -7.10)                                                                                                                        \
    X(TOLD, -0.50)         /* the rules hold their words for telling */                                                                     \
    X(DAY, 3.94)          /* the same day, in words of both */                                                                              \
    X(DATELINE_DAY, 1.94) /* ... one of them by its publication */                                                                          \
    X(GUESS_DAYS, -0.93)   /* log2 of the days to one whose day is its publication, and may be an earlier one */                            \
    X(APART, 0.96) X(APART_WORDS, -0.22) /* ... two days, and nothing looks back: most are told as new; ten bits of rare words there */     \
    X(WIDE_UNTOLD, 0.15)  /* both without a day, and nothing looks back */                                                                  \
    X(EARLIER_WIDE, -1.46) /* the later one tells its day, the earlier one does not */                                                      \
    X(ONE_WIDE, 3.15) X(BOTH_WIDE, 3.88)                                                                                                    \
    X(NEXT_DAY, -0.22)     /* ... told of days that follow one another, and neither looks back */                                           \
    X(GAP, -1.17)          /* log2 of one and the days in doubt: that the later one gives, or else those between publications */            \
    X(SAME_PUBLISHED, -3.51)                                                                                                                \
    X(FOLLOWS_UP, 1.83)   /* the later one tells what came after */                                                                         \
    X(REPEATS, -0.95)                                                                                                                       \
    X(TOWN, 3.20) X(LARGE_TOWN, 1.97) X(NEAR, 1.46) X(PLACE, 0.73) /* the same; PLACE: a wider one holds both */                            \
    X(ACTOR, -1.07) X(STATE_ACTOR, 0.91) X(KIN_ACTOR, -1.94) X(OTHER_ACTOR, -1.43)                                                          \
    X(PERSON, 9.53)       /* it was done to one person */                                                                                   \
    X(LEADER, -3.72)       /* ... who holds an office: to him it is done again */                                                           \
    X(RECIPIENT, 2.07) X(OTHER_RECIPIENT, -1.37)                                                                                            \
    X(NUMBER, 2.37) X(LARGE_NUMBER, 1.42) X(VERY_LARGE_NUMBER, -1.11) X(SMALL_NUMBER, 1.22) X(NUMBERS_FIT, 0.62)                            \
    X(NUMBERS_DIFFER, 0.33) X(NUMBERS_FAR, -1.48) X(NUMBERS_GROW, 1.41)                                                                     \
    X(MODE, 1.84) X(OTHER_MODE, -2.03)                                                                                                      \
    X(NAMES, 1.00)        /* how many that no dictionary knows */                                                                           \
    X(WORDS, 1.07)        /* ten bits of rare words */                                                                                      \
    X(MANY_WORDS, -0.82)   /* ... beyond forty */                                                                                           \
    X(SHARE, 1.17)        /* of what the shorter one says */                                                                                \
    X(KNOWN_NAMES, 0.48)  /* ten bits of names of the dictionaries */                                                                       \
    X(ONE_WAR, -1.76) X(BOTH_WAR, -2.38) X(WAR_TOWN, 0.37) X(WAR_NUMBER, 1.43)                                                             \
    X(COERCE, 0.30) X(COERCE_PERSON, -6.34)
#define AN_ENUM_EVIDENCE(name, weight) AN_EVIDENCE_##name,
typedef enum an_evidence { AN_EVIDENCE_LIST(AN_ENUM_EVIDENCE) AN_EVIDENCE_COUNT } an_evidence;
extern const char *const an_evidence_names[AN_EVIDENCE_COUNT];

/* Compares, and finds what would be weighed: for fitting. by_rule: the rules join them.
 * False where the two cannot be one happening, or are not weighed. */
bool an_node_find_evidence(const an_node *a, const an_node *b, const an_actors *actors, bool *by_rule, double out[AN_EVIDENCE_COUNT]);

#endif
