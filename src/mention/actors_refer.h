/* What finding an antecedent (actors_antecedent.c) and saying who is meant (actors_refer.c) share. Private to src/mention. */
#ifndef ANNALS_MENTION_ACTORS_REFER_H
#define ANNALS_MENTION_ACTORS_REFER_H

#include "mention/actors.h"

#define AN_KIND(name) (1u << AN_ACTOR_##name)

/* What a referring word asks of its antecedent. */
typedef struct an_demand {
    uint32_t kinds;
    uint8_t gender;      /* 0 = any */
    bool must_be_single; /* not a plural mention */
    bool takes_plural;   /* plural mentions of any kind are welcome */
} an_demand;

enum {
    AN_CHAIN_STEPS_MAX = 8, /* from a pronoun through others to what they take up */
    AN_CLIMB_MAX = 6        /* from a pronoun up to the verb that controls its clause, or to who speaks */
};

/* Mentions of actors emitted so far, in order. */
const an_mention *an_mention_emitted_at(const an_actor_finder *f, size_t i);
size_t an_mention_emitted_count(const an_actor_finder *f);

bool an_mention_is_possessive(const an_actor_finder *f, uint32_t token);
/* The reference whose head a word is, and what it takes up; NULL. */
const an_reference *an_mention_reference_of(const an_actor_finder *f, uint32_t token);
const an_reference *an_mention_antecedent_of(const an_actor_finder *f, const an_reference *r);
/* All kinds that an actor ever was, as a set: a movement that came to power is still "the movement". */
uint32_t an_mention_kinds_of(const an_actor_finder *f, const an_actor *actor);
bool an_mention_is_same_actor(const an_actor *a, const an_actor *b);
bool an_mention_is_far(const an_actor_finder *f, uint32_t token, size_t i);        /* too many sentences back */
bool an_mention_is_reachable(const an_actor_finder *f, uint32_t token, size_t i);  /* grammar lets `token` mean it */
/* The best antecedent of `token`; SIZE_MAX if there is none. Of equals the later is owner or object; which of two equals acts is not said. */
size_t an_mention_find_antecedent(const an_actor_finder *f, uint32_t token, const an_demand *asks);

/* ---- what the sentence says about a pronoun (actors_control.c); tokens, AN_NONE if there is none ---- */
/* "Mali accused France of reducing its forces": whoever is accused, urged or asked does what follows; "Mali struck the group over its raids". */
uint32_t an_mention_controller_of(const an_actor_finder *f, uint32_t token);
/* "Hamas's promise that it would go": Hamas. */
uint32_t an_mention_clause_owner_of(const an_actor_finder *f, uint32_t token);
/* The nearest subject above the pronoun, its own clause's or that of the clause on which it hangs: "the bomber was killed before he
 * could act", "Kim did so with his army". */
uint32_t an_mention_subject_above(const an_actor_finder *f, uint32_t token);
bool an_mention_is_above(const an_actor_finder *f, uint32_t token, uint32_t subject, size_t i); /* mention `i` is that subject */
bool an_mention_is_owner_of(const an_actor_finder *f, uint32_t head, uint32_t noun);            /* "NOUN of HEAD", "HEAD's NOUN" */
bool an_mention_is_coordinated_owner(const an_actor_finder *f, uint32_t token, size_t i);
/* "X raided its camps", "X met its envoys": what the pronoun owns belongs to somebody else than the one who acts, who is returned. */
uint32_t an_mention_outward_doer(const an_actor_finder *f, uint32_t token);
bool an_mention_is_quoted(const an_actor_finder *f, uint32_t token);

#endif
