/* A sentence as TABARI sees it: words of a kind each, without a parse. */
#ifndef ANNALS_PEERS_TABARI_H
#define ANNALS_PEERS_TABARI_H

#include "peers/coding.h"

typedef enum an_tabari_type { AN_TABARI_OTHER, AN_TABARI_ACTOR, AN_TABARI_AGENT, AN_TABARI_VERB, AN_TABARI_NOUN, AN_TABARI_ADJECTIVE,
    AN_TABARI_PRONOUN, AN_TABARI_DETERMINER, AN_TABARI_CONJUNCTION, AN_TABARI_COMMA, AN_TABARI_INSIDE } an_tabari_type;

/* Beside each unit. A phrase's words behind the first are INSIDE; those of a verb with a gap keep their own type. */
typedef struct an_tabari_word {
    uint8_t type;
    bool is_capital;
    bool is_verb_entry; /* a verb of the dictionary, though it may stand as a noun here */
    bool is_absorbed;  /* a conjunction or comma that parts no clauses */
    bool is_after_cut; /* what stood before it was left out */
    bool is_joint;     /* ... since it joins names */
    uint32_t entry;    /* actor, agent or verb */
    uint32_t end;      /* unit behind the phrase */
} an_tabari_word;

typedef struct an_tabari_sentence {
    an_peer_coding *coding;
    an_tabari_word *words; /* as many as units */
    uint32_t text_words; /* of the text as it stands */
    bool is_all_capitals;
    int32_t day_shift;
    an_str stop; /* "###", "+++": what a time or actor says of the whole sentence; NULL = nothing */
} an_tabari_sentence;

bool an_tabari_read(an_tabari_sentence *sentence, an_span text);

#endif
