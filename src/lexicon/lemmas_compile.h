/* How the lists of lemmas are compiled; apart from lemmas.h because nobody else calls it. */
#ifndef ANNALS_LEXICON_LEMMAS_COMPILE_H
#define ANNALS_LEXICON_LEMMAS_COMPILE_H

#include "lexicon/kinds.h"

annals_status an_lemmas_compile(an_lexicon_build *build, annals_error *error);
annals_status an_lemmas_check(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error);

#endif
