/* What the passes that find actors share. Private to src/mention.
 *
 * A hit is a piece of text that may be somebody: words of a dictionary entry, a role noun, or a proper name nobody knows. Passes
 * run sentence by sentence: find hits; read surnames and names learned before; combine roles with bodies and persons ("the Foreign
 * Minister of Tajikistan, Sirojidin Muhriddin" becomes one); decide which states and capitals act; emit mentions; resolve
 * pronouns and "the group" against what was emitted so far. */
#ifndef ANNALS_MENTION_ACTORS_H
#define ANNALS_MENTION_ACTORS_H

#include "lexicon/actors.h"
#include "lexicon/roles.h"
#include "lexicon/slots.h"
#include "mention/mentions.h"

typedef enum an_hit_kind { AN_HIT_ENTRY, AN_HIT_ROLE, AN_HIT_NAME } an_hit_kind;

/* Token numbers count over the whole article. */
typedef struct an_hit {
    an_hit_kind kind;
    uint32_t sentence, first, end, head;
    uint32_t core_first, core_end; /* the words found at first, before bodies and titles were joined to them */
    uint32_t entry;             /* ENTRY */
    an_form_kind form;          /* ENTRY: by which kind of words */
    uint32_t role;              /* ROLE; NAME: the noun in it that tells what it is; AN_NONE */
    bool is_plural;             /* ROLE */
    uint8_t name;               /* NAME: an_name_kind */
    uint8_t gender;             /* 'm', 'f' or 0 = not known */
    bool has_actor;             /* `actor` is filled */
    bool is_generic;            /* a role of nobody in particular */
    bool is_silent;             /* stands here, but does not act: not emitted */
    bool is_hyphenated;         /* half of "Russian-backed", "anti-Taliban" */
    uint32_t part_of;           /* the hit that has swallowed this one; AN_NONE */
    an_actor actor;
} an_hit;

/* A name that the document itself gave to an actor: the words after "(" or a person's surname. */
typedef struct an_learned_name {
    an_str words; /* folded */
    bool is_surname;
    uint8_t gender;
    an_actor actor;
} an_learned_name;

/* What references ask of a mention that was emitted, besides the mention itself. */
typedef struct an_emitted {
    uint8_t gender;
    bool is_plural, is_subject, is_reference;
} an_emitted;

typedef struct an_actor_finder {
    an_arena *arena, *scratch;
    const an_actors *actors;
    const an_roles *roles;
    const an_article *article;
    const an_parsed_text *parsed;
    const an_str *folded;
    an_mentions *mentions;       /* times, quantities and places stand in it already */
    size_t first_mention;        /* actors begin here */
    an_date_range date;
    uint32_t *sentence_of;       /* by token */
    uint32_t *hit_at;            /* by token: the hit that covers it; AN_NONE */
    uint32_t *place_at;          /* by token: the place mention whose head it is; AN_NONE */
    uint32_t *place_over;        /* by token: a place mention that covers it; AN_NONE */
    uint8_t *other_at;           /* by token: 1 if a time or quantity mention covers it */
    uint32_t *reference_at;      /* by token: 1 + the reference (coreference) whose head it is; 0 = none */
    uint32_t *seen_at;           /* by entry: 1 + the last token where it was named; 0 = not yet */
    uint32_t *full_name_at;      /* by entry: 1 + the first token of a person's full name anywhere in the text; 0 = nowhere */
    AN_ARRAY(an_hit) hits;
    AN_ARRAY(an_learned_name) learned; /* one of each name: the latest meaning */
    an_slots learned_by_words;
    AN_ARRAY(an_emitted) emitted; /* of mentions[first_mention + i] */
    char country[AN_COUNTRY_BYTES]; /* the only country that the article has named so far; "" = none */
    bool has_countries;             /* it has named several */
    char country_of_places[AN_COUNTRY_BYTES]; /* the same of places alone */
    bool has_places;
    char country_of_words[AN_COUNTRY_BYTES];  /* the same of states, bodies and nationalities */
    bool has_words;
} an_actor_finder;

/* ---- the tree (tree.c) ---- */
uint32_t an_mention_head_of(const an_actor_finder *f, uint32_t token);         /* AN_NONE for the root */
uint32_t an_mention_span_head(const an_actor_finder *f, uint32_t first, uint32_t end);
bool an_mention_is_relation(const an_actor_finder *f, uint32_t token, an_deprel relation);
#define AN_RELATION(name) (UINT64_C(1) << AN_DEPREL_##name)
bool an_mention_has_relation(const an_actor_finder *f, uint32_t token, uint64_t relations); /* one of a set */
bool an_mention_is_subrelation(const an_actor_finder *f, uint32_t token, an_deprel relation, an_subrel subtype);
/* The nearest token with this relation to `head`, left or right; AN_NONE. */
uint32_t an_mention_child(const an_actor_finder *f, uint32_t head, an_deprel relation);
an_str an_mention_case_of(const an_actor_finder *f, uint32_t token);           /* folded preposition or "'s" of a noun; data NULL */
an_str an_mention_lemma_of(const an_actor_finder *f, uint32_t token);            /* the folded form where it has none */
bool an_mention_folded_is(const an_actor_finder *f, uint32_t token, const char *word);
bool an_mention_is_one_of(an_str word, const char *const *words);              /* the list ends with NULL */
bool an_mention_is_capitalised(const an_actor_finder *f, uint32_t token);
bool an_mention_is_plural_token(const an_actor_finder *f, uint32_t token);
/* Climbs conj: the token whose relation to the sentence this one shares. */
uint32_t an_mention_coordination_head(const an_actor_finder *f, uint32_t token);
uint32_t an_mention_sentence_end(const an_actor_finder *f, uint32_t sentence);

/* ---- passes ---- */
bool an_mention_note_full_names(an_actor_finder *f);                           /* actors_hits.c: once for the whole text; false = no memory */
void an_mention_find_hits(an_actor_finder *f, uint32_t sentence);              /* actors_hits.c: dictionary and roles */
void an_mention_choose_local(an_actor_finder *f, uint32_t sentence);           /* actors_local.c: names that are another's in another country */
void an_mention_find_names(an_actor_finder *f, uint32_t sentence);             /* actors_names.c: the rest of the proper names */
void an_mention_learn_names(an_actor_finder *f, uint32_t sentence);
bool an_mention_explained(an_actor_finder *f, uint32_t token, an_actor *actor); /* the document has said what the abbreviation stands for */
void an_mention_compose_actors(an_actor_finder *f, uint32_t sentence);         /* actors_compose.c */
/* actors_join.c: names take in the titles and nationalities that stand with them. `is_early`: only "the terrorist group Hamas", before
 * roles look for their bodies. */
void an_mention_join_states(an_actor_finder *f, uint32_t sentence);
void an_mention_join_persons(an_actor_finder *f, uint32_t sentence);
void an_mention_join_descriptions(an_actor_finder *f, uint32_t sentence); /* "marathon champion Joshua Kiprop", "Minister of the Interior Matteo Salvini" */
void an_mention_join_name(an_actor_finder *f, uint32_t name, uint32_t role); /* the name speaks for the noun, which tells what it is */
void an_mention_join_names(an_actor_finder *f, uint32_t sentence, bool is_early);
void an_mention_complete_names(an_actor_finder *f, uint32_t sentence);         /* actors_whole.c: names with the nouns that are parts of them */
/* actors_identity.c: nouns that a name in the sentence identifies ("Hamas is the group that ..."), and branches, before roles look for
 * their bodies: "an al-Qaeda affiliate" is not al-Qaeda. */
void an_mention_join_identities(an_actor_finder *f, uint32_t sentence);
void an_mention_join_branches(an_actor_finder *f, uint32_t sentence);
void an_mention_place_branches(an_actor_finder *f, uint32_t sentence); /* when it is known where they stand */
an_hit *an_mention_hit(an_actor_finder *f, uint32_t number);
void an_mention_swallow(an_actor_finder *f, uint32_t whole, uint32_t part);   /* `whole` speaks for `part` too from now on */
bool an_mention_is_official(const an_role *role);                             /* in the service of a state, or one of its powers */
bool an_mention_has_word_before(const an_actor_finder *f, const an_hit *role, const char *const *words); /* one of them, at most three before */
bool an_mention_is_former(const an_actor_finder *f, const an_hit *role);      /* "former", "late", "ousted" */
bool an_mention_is_elect(const an_actor_finder *f, uint32_t token);           /* "elect" of "president-elect": not in office yet */
uint32_t an_mention_state_of(const an_actor_finder *f, const char country[AN_COUNTRY_BYTES]); /* or its territory; AN_NONE */
/* True if the tree has `left` below `right` within a few steps, or the other way round. */
bool an_mention_is_left_part_of(const an_actor_finder *f, uint32_t left, uint32_t right);
/* "Mayor", "governor": of a part of a state. */
bool an_mention_is_local_office(const an_actor_finder *f, uint32_t role);
/* A role of a body, as one actor: "Russian" + "officials". False if the role says nothing that can be composed. */
bool an_mention_compose_role(an_actor_finder *f, uint32_t role, bool is_plural, const an_actor *body, an_actor *out);
/* "its enemies" are not it: roles that a possessor does not own. */
bool an_mention_is_relational(const an_actor_finder *f, uint32_t role);
/* Organs of a state ("police", "the parliament", "authorities"): they are of the country where they stand. Of nobody else is a
 * nationality known from a place. */
bool an_mention_is_organ(const an_actor_finder *f, uint32_t role);
/* The government that stands behind a state (its metonym): rus -> rus.gov. */
void an_mention_government_of(an_actor_finder *f, const an_actor *state, an_actor *out);
void an_mention_judge_places(an_actor_finder *f, uint32_t sentence);           /* actors_metonym.c: which states and capitals act */
bool an_mention_is_modifier_of(const an_actor_finder *f, uint32_t token, const an_hit *hit); /* "Quetta police", "Quetta's police" */
bool an_mention_is_place_noun(an_str lemma);                           /* "city", "province": says where, not who */
bool an_mention_is_place_use(const an_actor_finder *f, uint32_t token);        /* stands under "in", "near", ... */
void an_mention_find_parts(an_actor_finder *f, uint32_t sentence);             /* actors_parts.c: provinces and towns that act */
bool an_mention_is_part(const an_mention *place);                              /* a town or division of a state */
/* The id and name of a part of a state, or (`organ`: "leg") of an organ of it: "usa.ohio", "usa.ohio.leg". The dictionary may know more of it. */
void an_mention_name_part(an_actor_finder *f, const an_mention *place, an_actor *part, an_str organ);
/* "Ohio prosecutors", who are of the country already: gives them the id of that part of it, if they name one. */
void an_mention_name_organ_of_part(an_actor_finder *f, an_hit *hit);
void an_mention_localise(an_actor_finder *f, uint32_t sentence);                /* actors_localise.c: of which country people are, by where they stand */
/* Makes a role of nobody in particular one of a country. */
void an_mention_give_country(an_actor_finder *f, an_hit *role, const char *country);
/* A person whose title is `role`, which has its body, gets its office. */
void an_mention_give_office(an_actor_finder *f, an_hit *person, const an_hit *role);
/* Adds an actor mention; false when memory is exhausted. */
bool an_mention_emit(an_actor_finder *f, an_mention mention, an_emitted about);
void an_mention_resolve_references(an_actor_finder *f, uint32_t sentence);     /* actors_refer.c */

/* A hit for words that no dictionary knows, or that the document has explained before. `kind`: an_name_kind. */
void an_mention_add_name(an_actor_finder *f, uint32_t first, uint32_t end, uint8_t kind);
an_str an_mention_words(an_actor_finder *f, uint32_t first, uint32_t end); /* as written, on one line */
an_hit *an_mention_add_hit(an_actor_finder *f, an_hit hit);                    /* covers its tokens; NULL when memory is exhausted */
uint32_t an_mention_first_hit(const an_actor_finder *f, uint32_t sentence);    /* hits are in order of sentence */

#endif
