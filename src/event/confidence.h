/* What speaks for and against an event, and the confidence that follows. */
#ifndef ANNALS_EVENT_CONFIDENCE_H
#define ANNALS_EVENT_CONFIDENCE_H

#include "event/draft.h"

/* Findings about an event that bear on whether it is right; bit numbers in an_event.findings. First the doubts, then what speaks for it, then what
 * kind of deed it is. */
#define AN_FINDING_LIST(X)                                                                                              \
    X(NOUN) X(NO_ACTOR) X(NO_RECIPIENT) X(NAMELESS_ACTOR) X(NAMELESS_RECIPIENT) X(INHERITED) X(REACHED) X(WORDS_ONLY) X(LEFT_OUT) \
    X(UNREAL) X(UNDATED) X(UNPLACED) X(VAGUE) X(LESSER) X(COMMAS) \
    X(LIGHT) X(IN_PARTS) X(BY_STATE) X(TO_PERSON) \
    X(OF_WORDS) X(OF_HELP) X(OF_PRESSURE) X(OF_FORCE) X(OF_TALKS)
#define AN_ENUM_FINDING(name) AN_FINDING_##name,
typedef enum an_finding { AN_FINDING_LIST(AN_ENUM_FINDING) AN_FINDING_COUNT } an_finding;

uint32_t an_findings_of(const an_coder *coder, const an_tree *tree, const an_draft *draft);
/* How likely it is that an event of these findings is right: 0 to 1. */
double an_confidence_of(uint32_t findings);

#endif
