/* The table of everything that a dictionary may hold. */
#include "lexicon/kinds.h"

#include "lexicon/actors.h"
#include "lexicon/roles.h"

const an_lexicon_part *const an_lexicon_parts[] = {&an_actors_part, &an_roles_part, NULL};
