/* A parsed text with its mentions becomes events, accounts and claims. */
#ifndef ANNALS_EVENT_EVENTS_H
#define ANNALS_EVENT_EVENTS_H

#include "lexicon/lexicon.h"
#include "record/event.h"

/* Reads document->article, ->parsed and ->mentions, fills ->events and ->claims, may add diagnostics. */
annals_status an_event_code(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, an_document *document,
                            annals_error *error);

#endif
