/* Text in one case is split as a reader would read it: with the capitals that it lacks, and without those that say nothing. */
#ifndef ANNALS_SPLIT_RECASE_H
#define ANNALS_SPLIT_RECASE_H

#include "lexicon/lexicon.h"
#include "split/splitter.h"

/* As an_split. Where passages of `text` are all small letters, all capitals or a headline in capitals, out->text and the tokens' forms
 * are a copy of the same length in usual case, for the stages that follow; spans are good in both. Other text is not touched:
 * out->text is `text` itself. `lexicon` tells how names are written. */
annals_status an_split_as_read(an_arena *arena, an_arena *scratch, const an_splitter *splitter, const an_lexicon *lexicon, an_str text,
                               an_parsed_text *out, annals_error *error);
/* Puts back what was written: text and forms are those of `text`, as given to an_split_as_read. Lemmas stay as they were read. */
void an_split_as_written(an_str text, an_parsed_text *parsed);

#endif
