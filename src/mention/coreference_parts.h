/* What the parts of coreference share. Private to src/mention and to the program that trains the weights.
 *
 * Four steps over one document, each linear in it: the tree is turned into arrays (an_words, coreference_words.c); noun phrases and
 * pronouns are found and described (an_phrase, coreference_phrases.c); for each phrase the earlier ones that it could take up are
 * gathered from a bounded window and from an index of words (coreference_candidates.c); each is scored with the weights of the
 * features that pair and chain have (coreference_features.c), against the score of "nothing before it" (coreference.c). Training
 * runs the same four, and changes the weights. */
#ifndef ANNALS_MENTION_COREFERENCE_PARTS_H
#define ANNALS_MENTION_COREFERENCE_PARTS_H

#include "base/array.h"
#include "base/image.h"
#include "mention/coreference.h"

#define AN_COREFERENCE_MAGIC "ANCOREF1"
enum {
    AN_COREFERENCE_VERSION = 1,        /* of features and sections; a file of another version is refused */
    AN_COREFERENCE_WEIGHT_BITS = 17,   /* weights: 2^bits, found by hash */
    AN_COREFERENCE_WEIGHTS = 1 << AN_COREFERENCE_WEIGHT_BITS,
    AN_COREFERENCE_SCALE = 256,        /* whole numbers for one natural logarithm of odds */
    AN_COREFERENCE_CANDIDATES_MAX = 64,
    AN_COREFERENCE_FEATURES_MAX = 96
};

/* ---- words (coreference_words.c) ---- */

/* One token; positions count over the whole article. */
typedef struct an_coreference_word {
    uint32_t head;                 /* AN_NONE for a root */
    uint32_t first_child, next_sibling; /* in order of text; AN_NONE */
    uint32_t left, right;          /* the part of the text that hangs on it, [left, right] */
    uint32_t key;                  /* of its folded lemma */
    uint32_t form_key;             /* of its folded form */
    uint32_t sentence;
    uint16_t quotation;            /* counted from 1; 0 = outside quotations */
    uint16_t depth;                /* steps to the root */
} an_coreference_word;

typedef struct an_words {
    const an_parsed_text *text;
    const an_str *folded;
    an_coreference_word *items;
} an_words;

bool an_coreference_words(an_arena *scratch, const an_parsed_text *text, an_words *words);
uint32_t an_coreference_key(an_str folded);

/* ---- phrases (coreference_phrases.c) ---- */

/* What kind of word it is; pronouns first. Weights are apart by form. */
typedef enum an_phrase_form {
    AN_PHRASE_HE, AN_PHRASE_SHE, AN_PHRASE_IT, AN_PHRASE_THEY, AN_PHRASE_I, AN_PHRASE_WE, AN_PHRASE_YOU, AN_PHRASE_THIS, AN_PHRASE_THESE,
    AN_PHRASE_OTHER,      /* "one", "everybody", "some" */
    AN_PHRASE_NAME, AN_PHRASE_DEFINITE, AN_PHRASE_POINTED /* "this group" */, AN_PHRASE_OWNED /* "its men" */, AN_PHRASE_INDEFINITE, AN_PHRASE_BARE,
    AN_PHRASE_NUMBER,
    AN_PHRASE_CLAUSE,     /* "he resigned": takes up nothing; "this" and "it" can take it up */
    AN_PHRASE_FORM_COUNT
} an_phrase_form;

typedef enum an_phrase_case { AN_CASE_NONE, AN_CASE_SUBJECT, AN_CASE_OBJECT, AN_CASE_OWNER, AN_CASE_REFLEXIVE } an_phrase_case;

enum { AN_GENDER_M = 1, AN_GENDER_F = 2, AN_GENDER_N = 4, AN_GENDER_ANY = 7 }; /* sets of what is possible */
enum { AN_NUMBER_ONE = 1, AN_NUMBER_MANY = 2, AN_NUMBER_ANY = 3 };

/* Classes of things: 1 to 31 as WordNet's files of nouns (file number - 2), then classes of names. */
enum { AN_CLASS_NONE, AN_CLASS_GROUP = 12, AN_CLASS_PLACE = 13, AN_CLASS_PERSON = 16, AN_CLASS_TIME = 26, AN_CLASS_NAMES = 32 };

/* "The group", "the country", "the minister": what kind of name a noun can take up. */
typedef enum an_noun_kind { AN_NOUN_OTHER, AN_NOUN_BODY, AN_NOUN_LAND, AN_NOUN_TOWN, AN_NOUN_PERSON } an_noun_kind;

typedef struct an_phrase {
    uint32_t first, end, head, sentence;
    uint32_t top;              /* the head of its coordination; of one that stands alone its own */
    uint32_t governor;         /* the word that `top` hangs on; AN_NONE */
    uint32_t words_key;        /* all its words but determiners */
    uint32_t rank;             /* how many phrases of its sentence stand before it */
    uint8_t form, noun_case, function; /* an_phrase_form, an_phrase_case, an_deprel of the coordination */
    uint8_t genders, numbers, thing_class;
    uint8_t name;              /* an_name_kind */
    uint8_t kind;              /* of a noun: an_noun_kind */
    bool is_whole;             /* "A and B" together */
    bool is_modified;          /* something besides a determiner says more about it */
    uint32_t chain;            /* index; AN_NONE until it has been linked */
    uint32_t antecedent;       /* index; AN_NONE */
    uint32_t older_mention;    /* of the same chain; AN_NONE */
} an_phrase;

typedef AN_ARRAY(an_phrase) an_phrases;

bool an_coreference_phrases(an_arena *scratch, const an_coreference *model, const an_words *words, an_phrases *phrases);

/* ---- chains so far ---- */

typedef struct an_phrase_chain {
    uint32_t first, last, count;
    uint8_t genders, numbers, thing_class;
    bool has_name;
} an_phrase_chain;

typedef struct an_coreference_state {
    const an_coreference *model;
    const an_words *words;
    an_phrases *phrases;
    AN_ARRAY(an_phrase_chain) chains;
} an_coreference_state;

/* Puts phrase `i` into the chain of `antecedent` (AN_NONE: a chain of its own). */
bool an_coreference_link(an_arena *scratch, an_coreference_state *state, uint32_t i, uint32_t antecedent);

/* ---- candidates (coreference_candidates.c) ---- */

typedef struct an_candidate_index an_candidate_index;
an_candidate_index *an_candidates_new(an_arena *scratch, const an_coreference_state *state);
/* Earlier phrases that `i` may take up, nearest first; at most AN_COREFERENCE_CANDIDATES_MAX. Phrases must be asked for, then added, in order. */
uint32_t an_candidates_find(an_candidate_index *index, uint32_t i, uint32_t out[AN_COREFERENCE_CANDIDATES_MAX]);
void an_candidates_add(an_candidate_index *index, uint32_t i);
/* True if a phrase with the same head word, or name, stands before it: to be asked before it is added. */
bool an_candidates_has_namesake(const an_candidate_index *index, uint32_t i);

/* ---- features (coreference_features.c) ---- */

typedef struct an_feature_list {
    uint32_t items[AN_COREFERENCE_FEATURES_MAX]; /* numbers of weights */
    uint32_t count;
} an_feature_list;

/* What speaks for phrase `i` being new. */
void an_coreference_features_new(const an_coreference_state *state, uint32_t i, bool has_namesake, an_feature_list *out);
/* What speaks for `i` taking up `j`. Candidates must be asked for nearest first; `order` begins as zeros for each `i`. */
typedef struct an_candidate_order {
    uint32_t nth, nth_fit;   /* candidates before this one; those of them that agree */
    uint32_t last_fit_chain; /* index + 1 */
} an_candidate_order;
void an_coreference_features_pair(const an_coreference_state *state, uint32_t i, uint32_t j, an_candidate_order *order, an_feature_list *out);

/* ---- the model (coreference_model.c) ---- */

struct an_coreference {
    an_image image;
    const int16_t *weights;
    const uint32_t *nouns;     /* open hash: key with its lowest 6 bits replaced by the class; 0 = free */
    uint32_t noun_slots;       /* a power of two */
    const uint32_t *names;     /* the same for first names: lowest 2 bits AN_GENDER_M, AN_GENDER_F */
    uint32_t name_slots;
};

uint8_t an_coreference_class(const an_coreference *model, uint32_t key);
uint8_t an_coreference_name_gender(const an_coreference *model, uint32_t key); /* 0 = not known */

/* Finds phrases and chains; `phrases` lives in scratch. an_coreference_resolve hands on what has company. */
bool an_coreference_run(an_arena *scratch, an_coreference_state *state);

/* True for a phrase that, linked to nothing, still counts as a mention: not halves of compounds, coordinations, empty "it". */
bool an_coreference_counts_alone(const an_coreference_state *state, uint32_t i);

#endif
