/* The table of everything that a dictionary may hold. */
#include "lexicon/kinds.h"

#include "lexicon/actors.h"
#include "lexicon/cameo.h"
#include "lexicon/frames.h"
#include "lexicon/happenings.h"
#include "lexicon/lemmas.h"
#include "lexicon/places.h"
#include "lexicon/roles.h"

const an_lexicon_part *const an_lexicon_parts[] = {&an_actors_part, &an_roles_part, &an_places_part, &an_frames_part, &an_codebook_part, &an_lemmas_part, &an_happenings_part, NULL};
