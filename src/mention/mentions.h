/* A parsed text becomes mentions of actors, times, places and quantities. */
#ifndef ANNALS_MENTION_MENTIONS_H
#define ANNALS_MENTION_MENTIONS_H

#include "lexicon/lexicon.h"
#include "record/event.h"

/* Reads document->article and ->parsed, fills ->mentions, may add diagnostics. */
annals_status an_mention_find(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, an_document *document,
                              annals_error *error);

/* The parts of it, in the order in which they run; each appends to `mentions`. `folded`: folded form of every token. */
annals_status an_mention_times(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, const an_article *article,
                               const an_parsed_text *parsed, const an_str *folded, an_mentions *mentions, annals_error *error);
annals_status an_mention_quantities(an_arena *arena, an_arena *scratch, const an_parsed_text *parsed, an_mentions *mentions,
                                    annals_error *error);
annals_status an_mention_places(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, const an_article *article,
                                const an_parsed_text *parsed, const an_str *folded, an_mentions *mentions, annals_error *error);
annals_status an_mention_actors(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, const an_article *article,
                                const an_parsed_text *parsed, const an_str *folded, an_mentions *mentions, annals_error *error);

#endif
