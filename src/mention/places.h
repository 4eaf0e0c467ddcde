/* What the finder of places is made of: names found in the text, how they are used, which place each one means.
 * Private to places*.c. */
#ifndef ANNALS_MENTION_PLACES_H
#define ANNALS_MENTION_PLACES_H

#include "lexicon/places.h"
#include "mention/mentions.h"

/* How much the words around a name say that a place is meant; the order is that of strength. */
typedef enum an_place_use {
    AN_USE_NONE,   /* part of another name, or no name at all */
    AN_USE_ACTOR,  /* subject, object, owner: "Kabul said", "Russia's army" */
    AN_USE_LOOSE,  /* before a noun, after "of": "Kabul airport", "the mayor of Kabul" */
    AN_USE_LOCAL   /* after a preposition of place, in a dateline, beside a word for a kind of place */
} an_place_use;

/* What a word beside the name says of its kind: "province", "city of". */
typedef enum an_place_hint { AN_HINT_NONE, AN_HINT_CITY, AN_HINT_DIVISION, AN_HINT_DISTRICT } an_place_hint;

/* A name in the text. Tokens count over the whole article. */
typedef struct an_place_name {
    uint32_t sentence;
    uint32_t first, end;           /* the name itself */
    uint32_t span_first, span_end; /* with "city of", "province" */
    uint32_t head;                 /* what the tree attaches */
    const uint32_t *candidates;    /* entries of the gazetteer */
    uint32_t candidate_count;
    an_place_use use;
    an_place_hint hint;
    bool is_loose;    /* nothing says "there": "U.S. bases", "ties with Moscow", "aid to Kabul" */
    bool is_held;     /* "control of Goma": no word of place, but what is held is one */
    bool is_object;   /* what a verb acts on: "shelled Bakhmut", "warned London" */
    bool is_person;   /* tagged as a person, which taggers do to unknown towns too */
    bool is_in_person; /* a piece of a longer name of a person */
    uint32_t within;  /* another name that contains it: "Termez, Uzbekistan"; index, AN_NONE */
    uint32_t holds;   /* the other way round */
    uint32_t beside;  /* a name that it is coordinated with; AN_NONE */
    uint32_t entry;   /* what it was resolved to; AN_NONE */
    bool may_be_unlisted; /* the words show a place even if the gazetteer has none that is meant */
    char said_country[AN_COUNTRY_BYTES]; /* "the Lebanese village of X"; "" = not said */
} an_place_name;

typedef AN_ARRAY(an_place_name) an_place_names;

/* Countries that the text speaks of, by how often. */
typedef struct an_place_country {
    char code[AN_COUNTRY_BYTES];
    uint32_t count;
} an_place_country;

typedef struct an_place_reader {
    an_arena *scratch;
    const an_places *places;
    const an_parsed_text *parsed;
    const an_str *folded;
    const bool *is_taken; /* tokens that belong to times */
    an_place_names names;
    AN_ARRAY(an_place_country) countries;
} an_place_reader;

/* places_use.c */
void an_place_judge_use(const an_place_reader *r, an_place_name *name);
an_place_hint an_place_hint_of(an_str word); /* of a folded word that says what kind of place a name is */
bool an_place_is_facility(an_str word); /* "airport", "prison" */
bool an_place_follows_locative(const an_place_reader *r, uint32_t sentence, uint32_t at);
bool an_place_begins_with_capital(const an_token *token);
/* places_unlisted.c */
void an_place_judge_unlisted(const an_place_reader *r, an_place_name *name);
/* How many tokens from `at` on are the name of a place that the gazetteer need not have; 0 = none. */
uint32_t an_place_unlisted_words(const an_place_reader *r, uint32_t sentence, uint32_t at);
an_place an_place_describe_unlisted(an_arena *arena, const an_place_reader *r, const an_place_name *name);
/* places_resolve.c: chooses an entry for every name that is used as a place, or none. */
void an_place_count_country(an_place_reader *r, const char *code);
void an_place_resolve(an_place_reader *r);

static inline const an_token *an_place_token(const an_place_reader *r, uint32_t token) { return &r->parsed->tokens[token]; }
/* The head of a token as an index over the article; AN_NONE for a root. */
static inline uint32_t an_place_head(const an_place_reader *r, uint32_t sentence, uint32_t token)
{
    int32_t head = r->parsed->tokens[token].head;
    return head < 0 ? AN_NONE : r->parsed->sentences[sentence].first_token + (uint32_t)head;
}

#endif
