/* Actors and offices of the dictionary: who is meant by these words, and what was he at that date. */
#ifndef ANNALS_LEXICON_ACTORS_H
#define ANNALS_LEXICON_ACTORS_H

#include "lexicon/country.h"
#include "lexicon/kinds.h"
#include "lexicon/phrase.h"
#include "lexicon/pool.h"
#include "record/mention.h"

extern const an_lexicon_part an_actors_part;

/* X(constant, key in the text): words that lead to an entry. LOCAL words are another's name, and mean this one where the text speaks of its
 * country ("the Taliban" in Peshawar). NOT words lead away from it. */
#define AN_FORM_LIST(X)                                                                                                  \
    X(NAME, "name") X(ALIAS, "alias") X(FORMER, "former") X(ADJECTIVE, "adjective") X(DEMONYM, "demonym")                 \
    X(CAPITAL, "capital") X(SEAT, "seat") X(SURNAME, "surname") X(LOCAL, "local") X(NOT, "not")
#define AN_ENUM_FORM(name, text) AN_FORM_##name,
typedef enum an_form_kind { AN_FORM_LIST(AN_ENUM_FORM) AN_FORM_COUNT } an_form_kind;

/* Words of an entry, as the phrase table names them (its values are indices of forms). Unknown ends = open. */
typedef struct an_form {
    uint32_t entry;
    uint32_t kind; /* an_form_kind */
    an_date_range validity;
    an_pool_ref words;
} an_form;

/* X(constant, key): what is told of an entry, dated. Those of the second line refer to another entry. */
#define AN_FACT_LIST(X)                                                                                                  \
    X(NAME, "name") X(KIND, "kind") X(COUNTRY, "country") X(SECTORS, "sectors") X(CAMEO, "cameo") X(GENDER, "gender") X(TITLE, "title")  \
    X(PART_OF, "part-of") X(ACTS_FOR, "acts-for") X(OFFICE, "office") X(SUCCESSOR, "successor")
#define AN_ENUM_FACT(name, text) AN_FACT_##name,
typedef enum an_fact_key { AN_FACT_LIST(AN_ENUM_FACT) AN_FACT_COUNT } an_fact_key;

typedef struct an_fact {
    uint32_t key;        /* an_fact_key */
    uint32_t entry;      /* the entry referred to; AN_NONE if there is no such id, or the key refers to none */
    an_pool_ref value;   /* as written */
    an_date_range validity;
} an_fact;

/* An actor or an office. Entries are sorted by id; facts keep the order of the file. */
typedef struct an_entry {
    an_pool_ref id, name; /* name: the first one */
    an_pool_ref file;     /* where it was written, below the folder */
    uint32_t line;
    uint32_t first_fact, fact_count;
    uint32_t first_form, form_count;
    uint32_t is_office;
} an_entry;

/* A person who held an office. Sorted by office, then start. */
typedef struct an_tenure {
    uint32_t office, person;
    an_date_range validity;
} an_tenure;

/* One title of an office, folded. Sorted by title, then office. */
typedef struct an_title {
    an_pool_ref words;
    uint32_t office;
} an_title;

typedef struct an_actors {
    an_phrase_table phrases;
    const an_entry *entries;
    const an_form *forms;
    const an_fact *facts;
    const an_tenure *tenures;
    const an_title *titles;
    const uint32_t *given;      /* actors_given.h */
    uint32_t entry_count, form_count, fact_count, tenure_count, title_count, given_count;
    an_str pool;
} an_actors;

/* NULL if the lexicon has none. */
const an_actors *an_lexicon_actors(const an_lexicon *lexicon);

/* The entry of that id; AN_NONE. */
uint32_t an_actors_by_id(const an_actors *actors, an_str id);
an_str an_actors_id(const an_actors *actors, uint32_t entry);

/* True if the two ranges share a day; unknown ends are open. */
bool an_validity_meets(an_date_range validity, an_date_range date);
/* The value of `key` that holds at `date` (both ends unknown = now), a dated one before an undated; NULL = none. */
const an_fact *an_actors_fact(const an_actors *actors, uint32_t entry, an_fact_key key, an_date_range date);
/* The same as text; data NULL = none. */
an_str an_actors_value(const an_actors *actors, uint32_t entry, an_fact_key key, an_date_range date);
an_actor_kind an_actors_kind(const an_actors *actors, uint32_t entry, an_date_range date);
/* The larger actor that an entry belongs to, or that an office acts for; AN_NONE. */
uint32_t an_actors_above(const an_actors *actors, uint32_t entry, an_date_range date);
/* True if `entry` is `body`, or belongs to it at any depth. */
bool an_actors_is_within(const an_actors *actors, uint32_t entry, uint32_t body, an_date_range date);

/* Who held the office; AN_NONE if nobody is known, or if `date` is unknown. */
uint32_t an_actors_holder(const an_actors *actors, uint32_t office, an_date_range date);
/* The office that a person held; AN_NONE. */
uint32_t an_actors_office_of(const an_actors *actors, uint32_t person, an_date_range date);
/* The office with a title ("foreign minister", folded) of a body (a state, government or organisation); AN_NONE. */
uint32_t an_actors_office(const an_actors *actors, uint32_t body, an_str title, an_date_range date);
/* The state with this ISO alpha-3 code; AN_NONE. */
uint32_t an_actors_state(const an_actors *actors, const char country[AN_COUNTRY_BYTES], an_date_range date);
/* That state, or the territory that has a code of its own (Hong Kong); AN_NONE. */
uint32_t an_actors_state_or_territory(const an_actors *actors, const char country[AN_COUNTRY_BYTES], an_date_range date);
/* The first words of that kind of an entry that hold at `date` ("Russian"); data NULL = none. */
an_str an_actors_form_of(const an_actors *actors, uint32_t entry, an_form_kind kind, an_date_range date);

/* Everything known of an entry at a date; strings live in the lexicon, or in `arena` where they had to be composed.
 * resolution is DICTIONARY, acts_for that of the person's office. */
void an_actors_describe(an_arena *arena, const an_actors *actors, uint32_t entry, an_date_range date, an_actor *out);

/* Reads "REB GOV" into `out`, primary first; unknown words are skipped. Returns how many. */
uint8_t an_sectors_parse(an_str text, uint8_t out[AN_SECTORS_MAX]);
bool an_sectors_are_known(an_str text);
an_actor_kind an_actor_kind_parse(an_str text, bool *is_known);
/* The CAMEO code that kind, country and sectors make ("RUSGOV"); data NULL if nothing is known. In `arena`. */
an_str an_cameo_compose(an_arena *arena, an_actor_kind kind, const char *country, const uint8_t *sectors, uint8_t sector_count);

/* What a part of a country is called and is, by its sector ("civilians", a population); NULL, UNKNOWN for a sector that is no part. */
const char *an_sector_body_name(an_sector sector);
an_actor_kind an_sector_body_kind(an_sector sector);
/* The id ("rus" "." "mil") or name ("Russian" " " "officials") of who is composed of two; data NULL if it would have 128 bytes or more. In `arena`. */
an_str an_actors_compose(an_arena *arena, an_str first, const char *between, an_str second);
/* Gives people of whom country and sector are known the id and name that "Afghan civilians" would have. False, and *people as it was, if there is no
 * such state. In `arena`. */
bool an_actors_name_people(an_arena *arena, const an_actors *actors, an_date_range date, an_actor *people);

#endif
