/* Given names of clear gender: "Sarah" is a woman's. */
#ifndef ANNALS_LEXICON_ACTORS_GIVEN_H
#define ANNALS_LEXICON_ACTORS_GIVEN_H

#include "lexicon/actors.h"

/* One record of the section "given-names": the upper half of the hash of the folded name, its lowest two bits replaced by whose it is. */
enum { AN_GIVEN_MAN = 1, AN_GIVEN_WOMAN = 2, AN_GIVEN_GENDERS = 3 };

/* Section "given-names", from the `given` blocks and from the names of the dictionary's persons. */
annals_status an_given_names_compile(an_lexicon_build *build, annals_error *error);

/* 'm', 'f', or 0 where the name is not known or both bear it. */
uint8_t an_actors_given_gender(const an_actors *actors, an_str folded);

#endif
