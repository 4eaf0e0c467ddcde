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

typedef struct an_word_demand {
    const char *word;
    an_demand asks;
} an_word_demand;

/* What a table asks for a word; NULL if it has none. */
const an_demand *an_mention_find_demand(const an_word_demand *rows, size_t count, an_str word);
#define AN_FIND_DEMAND(table, word) an_mention_find_demand(table, sizeof table / sizeof *table, word)

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

/* ---- saying who is meant (actors_refer.c, actors_several.c) ---- */
/* The words `first`..`head` mean the actor: a mention more, or the generic one that stands there changed. */
void an_mention_refer(an_actor_finder *f, uint32_t first, uint32_t head, const an_actor *actor, bool is_generic, an_emitted about);
/* The same with the actor of an antecedent. */
void an_mention_refer_to(an_actor_finder *f, uint32_t first, uint32_t head, size_t antecedent);
/* The same of one of several whom a word takes up together: for "they", not for "it". */
void an_mention_refer_to_one(an_actor_finder *f, uint32_t first, uint32_t head, size_t antecedent);
/* "Mali and Niger ... they", "the two countries": all those who stand together in what the word takes up. False if it is not such. */
bool an_mention_refer_to_all(an_actor_finder *f, uint32_t first, uint32_t token);
/* "Chad, Niger and Mali made peace. They ...", "The three ...": the joined subjects of the last sentence that has several, among the
 * `back` before this one; as many as `count` says, 0 = any number. */
bool an_mention_refer_to_subjects(an_actor_finder *f, uint32_t first, uint32_t token, size_t count, uint32_t back);
/* The two latest different actors of these kinds; the earlier first. */
bool an_mention_find_two(const an_actor_finder *f, uint32_t token, const an_demand *asks, size_t found[2]);
bool an_mention_resolve_several(an_actor_finder *f, uint32_t noun); /* "the two sides", "these countries" */
void an_mention_resolve_number(an_actor_finder *f, uint32_t token); /* "the two", "the three" without a noun */
uint32_t an_mention_first_of_phrase(const an_actor_finder *f, uint32_t head);

/* ---- what the sentence says about a pronoun (actors_control.c); tokens, AN_NONE if there is none ---- */
/* "Mali accused France of reducing its forces": whoever is accused, urged or asked does what follows; "Mali struck the group over its raids". */
uint32_t an_mention_controller_of(const an_actor_finder *f, uint32_t token);
/* "fired at the boat after it had entered", "arrested a singer because he sang": who was harmed did what is told behind. */
uint32_t an_mention_harmed_doer(const an_actor_finder *f, uint32_t token);
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
