/* A parsed text with its mentions becomes events, accounts and claims. */
#ifndef ANNALS_EVENT_EVENTS_H
#define ANNALS_EVENT_EVENTS_H

#include "lexicon/lexicon.h"
#include "record/event.h"

/* Reads document->article, ->parsed and ->mentions, fills ->events and ->claims, may add diagnostics. */
annals_status an_event_code(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, an_document *document,
                            annals_error *error);

/* Codes, and fills out[i] with what the text says of the word tokens[i] (over the article, ascending) as if it told an event: factuality
 * and date; type if it does tell one. So that the two are measured on sets that mark other events than those of the dictionary. */
annals_status an_event_probe(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, an_document *document,
                             const uint32_t *tokens, size_t count, an_event *out, annals_error *error);

#endif
