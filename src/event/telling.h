/* An event as a telling of a deed: whether its own words point at what is told elsewhere. */
#ifndef ANNALS_EVENT_TELLING_H
#define ANNALS_EVENT_TELLING_H

#include "event/draft.h"

typedef struct an_deed_telling {
    uint32_t event;    /* number in the document */
    uint32_t word;     /* that tells the deed, over the article: its noun if there is one, else its verb */
    bool points;       /* at what is told elsewhere: "the attack", "their raid" */
    bool is_vague;     /* by a word for any violence, so that "the attack" need not be of those who "attacked" */
    bool takes_up;     /* by a word for one deed: "attack", "arrest"; not "invasion", "war" */
    bool is_plural, is_verbal, is_aside;
    bool names_target; /* its recipients are its own: "the attack on the embassy"; not those who "were killed in the attack" */
} an_deed_telling;

/* Of an event that is in the document, while its sentence is at hand. */
an_deed_telling an_read_telling(const an_tree *tree, const an_draft *draft);

#endif
