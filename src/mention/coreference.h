/* Coreference: which phrases of a text speak of the same thing. Parse in, chains of references out. */
#ifndef ANNALS_MENTION_COREFERENCE_H
#define ANNALS_MENTION_COREFERENCE_H

#include "record/sentence.h"

/* Trained weights and word classes, mapped read-only: any number of threads may use one at the same time. */
typedef struct an_coreference an_coreference;

annals_status an_coreference_open(an_coreference **out, const char *path, annals_error *error);
void an_coreference_close(an_coreference *model);
const char *an_coreference_digest(const an_coreference *model);

/* Fills text->references from the parse that stands in `text`; what stood there before is forgotten. */
annals_status an_coreference_resolve(an_arena *arena, an_arena *scratch, const an_coreference *model, an_parsed_text *text,
                                     annals_error *error);

#endif
