/* Common nouns for people and bodies: "gunmen", "foreign minister", "ministry of defence". */
#ifndef ANNALS_LEXICON_ROLES_H
#define ANNALS_LEXICON_ROLES_H

#include "lexicon/kinds.h"
#include "lexicon/phrase.h"
#include "lexicon/pool.h"
#include "record/mention.h"

extern const an_lexicon_part an_roles_part;

typedef struct an_role {
    an_pool_ref id;    /* its words, folded, singular */
    an_pool_ref cameo; /* "UAF"; empty = none */
    an_pool_ref slug;  /* what composed ids end in: "bus", "mod" */
    an_pool_ref file;
    uint32_t line;
    uint8_t kind;      /* an_actor_kind */
    uint8_t gender;    /* 'm', 'f' or 0 */
    uint8_t is_office; /* of the state or body named */
    uint8_t is_person; /* one human being: can be named by apposition */
    uint8_t sectors[AN_SECTORS_MAX];
    uint8_t sector_count, zero;
} an_role;

/* The phrase table's values: role * 2 + (1 if these words are a plural). */
typedef struct an_roles {
    an_phrase_table phrases;
    const an_role *roles;
    uint32_t count;
    an_str pool;
} an_roles;

/* NULL if the lexicon has none. */
const an_roles *an_lexicon_roles(const an_lexicon *lexicon);

#endif
