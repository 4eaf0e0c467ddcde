/* What the coders share: the words of a sentence as patterns see them, who is named in it, the match of a pattern, the event made of it. */
#ifndef ANNALS_PEERS_CODING_H
#define ANNALS_PEERS_CODING_H

#include "peers/dictionary.h"

enum { AN_PEER_CODES_MAX = 16 };

/* A word: a token, or a part of one that a hyphen joins. */
typedef struct an_peer_unit {
    an_str form, lemma; /* folded */
    an_span span;
    uint32_t token;     /* inside the sentence */
    uint32_t mention;   /* that covers it; AN_NONE */
    bool is_stop;       /* punctuation: nothing is adjacent across it */
    bool is_noun;       /* may be passed over by ^ */
    bool is_out;        /* left out of the coding: between commas */
} an_peer_unit;

typedef AN_ARRAY(an_peer_unit) an_peer_units;

/* Somebody named: words and the codes that they stand for. Those named together ("A, B and C") are a group, in text order. */
typedef struct an_peer_mention {
    uint32_t first, end;      /* units */
    uint32_t head;            /* token */
    uint32_t group;           /* the same number for those of one group */
    uint32_t actor;           /* entry, where only one is meant; AN_NONE */
    an_str codes[AN_PEER_CODES_MAX];
    uint32_t code_count;
    bool is_agent_only;       /* "a minister": whose is not known */
} an_peer_mention;

typedef AN_ARRAY(an_peer_mention) an_peer_mentions;

/* One side of an event: the codes of a mention or of its group. */
typedef struct an_peer_side {
    an_str codes[AN_PEER_CODES_MAX * 2];
    an_span spans[AN_PEER_CODES_MAX * 2];
    uint32_t count;
} an_peer_side;

typedef struct an_peer_match {
    uint32_t pattern;  /* AN_NONE = the verb's own code */
    uint32_t source, target, compound; /* mentions that the pattern names; AN_NONE */
    uint32_t skipped;  /* the last one that it passes over */
    uint32_t low, high; /* units that it rests on: [low, high) */
    size_t score;      /* bytes of words that matched: the longest match counts */
} an_peer_match;

typedef struct an_peer_coding {
    const an_peers *peers;
    const an_codebook *codebook;
    an_arena *arena, *scratch;
    an_document *document;
    uint32_t sentence;
    an_peer_units units;
    an_peer_mentions mentions;
    const an_token *tokens; /* of the sentence; NULL in TABARI's coding */
    uint32_t token_count;
    uint32_t verb_token; /* whose patterns are matched, whose event is emitted; inside the sentence */
    an_date_range date;
    uint32_t steps;          /* of matching one pattern, to bound it */
    uint64_t sentence_steps; /* of all patterns of the sentence */
    an_str forwarded; /* code of who acted in the sentence before, for pronouns; NULL = nobody */
} an_peer_coding;

/* units.c */
bool an_peer_make_units(an_peer_coding *coding);              /* from the sentence's tokens */
bool an_peer_add_unit(an_peer_coding *coding, an_str form, an_str lemma, an_span span, uint32_t token);
/* The longest phrase of a kind that begins at a unit; AN_NONE. *end: the unit behind it. gap_max: words that a blank may pass over. */
uint32_t an_peer_phrase_at(const an_peer_coding *coding, an_peer_kind kind, uint32_t unit, uint32_t gap_max, uint32_t *end);
/* Codes of an actor that hold at the coding's date; 0 = none. */
uint32_t an_peer_codes_of(const an_peer_coding *coding, uint32_t actor, an_str out[AN_PEER_CODES_MAX]);
an_str an_peer_join_codes(an_peer_coding *coding, an_str actor, const uint32_t *agents, size_t agent_count);
bool an_peer_is_discarded(const an_peer_coding *coding, bool *whole_story);

/* match.c */
bool an_peer_match_pattern(an_peer_coding *coding, const an_peer_pattern *pattern, uint32_t verb_first, uint32_t verb_end, uint32_t low,
                           uint32_t high, an_peer_match *match);
bool an_peer_match_verb(an_peer_coding *coding, const an_peer_verb *verb, uint32_t verb_first, uint32_t verb_end, uint32_t low, uint32_t high,
                        an_peer_match *match);

/* emit.c */
void an_peer_side_of(const an_peer_coding *coding, uint32_t mention, bool with_group, an_peer_side *side);
void an_peer_emit(an_peer_coding *coding, const an_peer_side *source, const an_peer_side *target, an_str code, an_span span, uint32_t file,
                  uint32_t line);

an_str an_peer_negation(an_str code); /* combine.c */

/* noun_phrases.c, petrarch.c, tabari.c */
bool an_peer_find_mentions(an_peer_coding *coding);
bool an_peer_code_petrarch(an_peer_coding *coding);
bool an_peer_code_tabari(an_peer_coding *coding, an_span text);

#endif
