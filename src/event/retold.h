/* Which events of one document tell the same happening, and what they lend one another. */
#ifndef ANNALS_EVENT_RETOLD_H
#define ANNALS_EVENT_RETOLD_H

#include "event/draft.h"

/* Before the first sentence. False: out of memory, as below. */
bool an_begin_tellings(an_coder *coder);
/* Weighs the event that was added last to the document, while its sentence is at hand, and lends it a place. */
bool an_note_telling(an_coder *coder, const an_tree *tree, const an_draft *draft);
/* "Two of the attackers were shot", "the bomber also died": no deed that a group owns up to. */
bool an_befalls_doers(const an_coder *coder, const an_event *event);
/* After the last sentence and the speakers of quotations: lends the rest. */
bool an_complete_tellings(an_coder *coder);

#endif
