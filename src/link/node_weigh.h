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
    X(ALWAYS, -6.50)                                                                                                                        \
    X(TOLD, 0.31) /* the rules hold their words for telling */                                                                              \
    X(DAY, 3.05) /* the same day, in words of both */                                                                                       \
    X(DATELINE_DAY, 0.89) /* ... one of them by its publication */                                                                          \
    X(TOLD_BACK, 2.57) /* ... the later one gives it in words, and looks back at it */                                                      \
    X(SAME_MONTH, 4.00) X(SAME_YEAR, 2.51) /* the same range, of a month at most, or longer */                                              \
    X(GUESS_DAYS, -0.82) /* log2 of the days to one whose day is its publication, and may be an earlier one */                              \
    X(APART, 1.28) X(APART_WORDS, -0.18) /* ... two days, and nothing looks back: most are told as new; ten bits of rare words there */     \
    X(WIDE_UNTOLD, -0.45) /* both without a day, and nothing looks back */                                                                  \
    X(EARLIER_WIDE, -1.33) /* the later one tells its day, the earlier one does not */                                                      \
    X(ONE_WIDE, 3.07) X(BOTH_WIDE, 3.90)                                                                                                    \
    X(NEXT_DAY, 0.05) /* ... told of days that follow one another, and neither looks back */                                                \
    X(GAP, -1.20) /* log2 of one and the days in doubt: that the later one gives, or that lie between publications */                       \
    X(SAME_PUBLISHED, -2.02)                                                                                                                \
    X(FOLLOWS_UP, 1.73) /* the later one tells what came after */                                                                           \
    X(REPEATS, -1.05)                                                                                                                       \
    X(TOWN, 2.93) X(LARGE_TOWN, 1.80) X(NEAR, 1.34) X(PLACE, 0.90) /* the same; PLACE: a wider one holds both */                            \
    X(ACTOR, -1.49) X(STATE_ACTOR, 0.37) X(KIN_ACTOR, -0.98) X(OTHER_ACTOR, -1.67)                                                          \
    X(PERSON, 8.70) /* it was done to one person */                                                                                         \
    X(LEADER, -1.92) X(KNOWN_PERSON, -0.19) /* ... who holds an office, or is in the dictionaries and was not hurt: to him it is done again */ \
    X(RECIPIENT, 2.19) X(OTHER_RECIPIENT, -1.41)                                                                                            \
    X(NUMBER, 1.91) X(LARGE_NUMBER, 1.52) X(VERY_LARGE_NUMBER, -2.70) X(SMALL_NUMBER, 1.30) X(NUMBERS_FIT, 2.71)                            \
    X(NUMBERS_DIFFER, 0.17) X(NUMBERS_FAR, -1.73) X(NUMBERS_GROW, 0.47)                                                                     \
    X(COUNTS_ON, 1.91) /* ... and the later one says so: a rising toll */                                                                   \
    X(MODE, 1.80) X(OTHER_MODE, -1.44)                                                                                                      \
    X(NAMES, 1.01) /* how many that no dictionary knows */                                                                                  \
    X(HANDLE, 4.53) X(HANDLE_GAP, -1.19) /* both call the deed by one name ("the Norrby bombing"); what GAP weighs more then */       \
    X(LOOSE, -0.42) /* neither town, number, recipient nor name is shared */                                                                \
    X(WORDS, 1.03) /* ten bits of rare words */                                                                                             \
    X(MANY_WORDS, -0.96) /* ... beyond forty */                                                                                             \
    X(SHARE, 0.39) /* of what the shorter one says */                                                                                       \
    X(KNOWN_NAMES, 0.84) /* ten bits of names of the dictionaries */                                                                        \
    X(ONE_WAR, -2.18) X(BOTH_WAR, -3.03) X(WAR_TOWN, 0.65) X(WAR_NUMBER, 1.61)                                                              \
    X(COERCE, -0.47) X(COERCE_PERSON, -4.92)
#define AN_ENUM_EVIDENCE(name, weight) AN_EVIDENCE_##name,
typedef enum an_evidence { AN_EVIDENCE_LIST(AN_ENUM_EVIDENCE) AN_EVIDENCE_COUNT } an_evidence;
extern const char *const an_evidence_names[AN_EVIDENCE_COUNT];

/* Compares, and finds what would be weighed: for fitting. by_rule: the rules join them.
 * False where the two cannot be one happening, or are not weighed. */
bool an_node_find_evidence(const an_node *a, const an_node *b, const an_actors *actors, bool *by_rule, double out[AN_EVIDENCE_COUNT]);

#endif
