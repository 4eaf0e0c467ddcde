/* The half of actors.h that turns dictionary texts into sections, and looks for doubtful entries. */
#ifndef ANNALS_LEXICON_ACTORS_COMPILE_H
#define ANNALS_LEXICON_ACTORS_COMPILE_H

#include "lexicon/actors.h"

bool an_is_actor_block(const an_block *block);
annals_status an_actors_compile(an_lexicon_build *build, annals_error *error);
annals_status an_actors_check(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error);

#endif
