/* Clean text becomes sentences and tokens. */
#ifndef ANNALS_SPLIT_SPLITTER_H
#define ANNALS_SPLIT_SPLITTER_H

#include "record/sentence.h"
#include "split/casing.h"

typedef struct an_splitter an_splitter; /* read-only, shared by all threads */

annals_status an_splitter_open(an_splitter **splitter, const char *path, annals_error *error);
const char *an_splitter_digest(const an_splitter *splitter);
void an_splitter_close(an_splitter *splitter);
an_casing_table an_splitter_casing(const an_splitter *splitter); /* how words are written inside sentences; lives as long as the splitter */
annals_status an_split(an_arena *arena, an_arena *scratch, const an_splitter *splitter, an_str text, an_parsed_text *out,
                       annals_error *error);

#endif
