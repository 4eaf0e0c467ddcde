/* Inflected English forms -> base forms, by rules; a list of lemmas says which of the possible base forms exist. */
#ifndef ANNALS_PARSE_INFLECTION_H
#define ANNALS_PARSE_INFLECTION_H

#include "lexicon/lemmas.h"

/* Longer forms are nobody's words. */
enum { AN_INFLECTION_BYTES_MAX = 64, AN_INFLECTION_ROOM = AN_INFLECTION_BYTES_MAX + 4 };

typedef enum an_inflection {
    AN_INFLECTION_NONE,
    AN_INFLECTION_THIRD_PERSON, /* besieges */
    AN_INFLECTION_PAST,         /* besieged: tense or participle */
    AN_INFLECTION_ING,          /* besieging */
    AN_INFLECTION_PLURAL,       /* sieges */
    AN_INFLECTION_COMPARATIVE,  /* fiercer */
    AN_INFLECTION_SUPERLATIVE   /* fiercest */
} an_inflection;

an_inflection an_inflection_of_tag(an_str xpos);
an_str an_inflection_base(const an_lemmas *lemmas, an_inflection inflection, an_str form, char room[AN_INFLECTION_ROOM], bool *is_sure);
bool an_inflection_lemma_exists(const an_lemmas *lemmas, an_lemma_class lemma_class, an_str word);

#endif
