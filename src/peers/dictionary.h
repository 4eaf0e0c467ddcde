/* What the peers' dictionaries hold, in one shape for all dialects: words, phrases that begin with a word, codes with dates, patterns. */
#ifndef ANNALS_PEERS_DICTIONARY_H
#define ANNALS_PEERS_DICTIONARY_H

#include "base/array.h"
#include "base/hash.h"
#include "peers/peers.h"

/* Which program the verbs were written for; it decides how words and patterns match. */
typedef enum an_peer_dialect {
    AN_PEER_TABARI,   /* stems; patterns over the words of a clause; no parse */
    AN_PEER_PETRARCH, /* whole words; patterns over the words of a sentence, roles from the parse */
    AN_PEER_PETRARCH2 /* lemmas; {noun phrases} and (prepositional phrases) in patterns */
} an_peer_dialect;

/* How the end of a word may differ from the dictionary's. */
typedef enum an_peer_ending {
    AN_PEER_EXACT,
    AN_PEER_OPEN, /* anything may follow: TABARI's stems */
    AN_PEER_NOUN, /* s, 's, s' */
    AN_PEER_VERB  /* s, es, ed, en, ing */
} an_peer_ending;

typedef struct an_peer_word {
    an_str text; /* folded: lower case, no accents */
    uint8_t ending;
    bool is_adjacent; /* the next word follows at once */
} an_peer_word;

typedef enum an_peer_kind { AN_PEER_ACTOR, AN_PEER_AGENT, AN_PEER_VERB_ROOT, AN_PEER_NOUN_WORD, AN_PEER_ADJECTIVE, AN_PEER_DISCARD,
    AN_PEER_ISSUE, AN_PEER_TIME, AN_PEER_KIND_COUNT } an_peer_kind;

/* Words that stand for an entry. Phrases of a kind lie together, sorted by the hash of their key word, longest first. */
typedef struct an_peer_phrase {
    uint64_t hash;           /* of the key word's text */
    uint32_t first_word, word_count;
    uint32_t key;            /* which word leads to it: that of the verb; else 0 */
    uint32_t value;          /* index of the entry */
    uint32_t file, line;
    uint32_t order;          /* of reading */
    uint8_t kind;            /* an_peer_kind */
} an_peer_phrase;

/* A code of an actor and when it holds; unknown ends are open. */
typedef struct an_peer_code {
    an_str code;
    an_day from, to;
    uint32_t line;
} an_peer_code;

typedef struct an_peer_actor {
    uint32_t first_code, code_count;
    uint32_t file, line;
} an_peer_actor;

typedef struct an_peer_agent {
    an_str code; /* without ~ */
    bool is_prefix;
} an_peer_agent;

/* A verb's or pattern's code: "[031:032]" also gives an event the other way round. "---" = none, "+++" = too complex, "###" = discard. */
typedef struct an_peer_event_code {
    an_str forward, back; /* data NULL = none */
    bool is_dominant;     /* "!": where it stands, nothing else is coded */
    bool is_subordinate;  /* "?": only where nothing else is coded */
} an_peer_event_code;

typedef enum an_peer_element_kind { AN_PEER_WORD, AN_PEER_SET, AN_PEER_SOURCE, AN_PEER_TARGET, AN_PEER_SKIP, AN_PEER_COMPOUND }
    an_peer_element_kind;

enum { AN_PEER_NO_GROUP, AN_PEER_NOUN_GROUP, AN_PEER_PREPOSITION_GROUP };

typedef struct an_peer_element {
    uint32_t value;   /* WORD: index of a word; SET: index of a set */
    uint8_t kind;     /* an_peer_element_kind */
    uint8_t group;    /* what brackets it stands in */
    uint8_t group_number;
    bool is_adjacent; /* the next element (or the verb) follows at once */
} an_peer_element;

/* Elements before the verb in text order, then those after it. */
typedef struct an_peer_pattern {
    uint32_t first_element;
    uint16_t before_count, after_count;
    bool is_adjacent_after; /* the verb's next element follows at once */
    an_peer_event_code code;
    uint32_t file, line;
} an_peer_pattern;

/* Alternatives, each a row of elements (a set may hold sets). */
typedef struct an_peer_member {
    uint32_t first_element, element_count;
} an_peer_member;
typedef struct an_peer_set {
    an_str name;
    uint32_t first_member, member_count;
    uint32_t file, line;
} an_peer_set;

/* A verb's root words share the patterns of their block. */
typedef struct an_peer_verb {
    an_peer_event_code code;
    an_str name; /* the block's */
    uint32_t first_pattern, pattern_count;
    uint32_t file, line;
} an_peer_verb;

/* "a (b . STEAL) REVEAL = a b 113": an event told by a verb becomes another event. */
typedef struct an_peer_transform {
    an_str outer, inner;          /* verbs, by block name; inner "q" = any */
    char outer_source;            /* variables: a letter, '.' = any or none, '_' = none */
    char inner_source, inner_target;
    char source, target;          /* of the result */
    an_str code;                  /* or "q": the inner event's */
    uint32_t file, line;
} an_peer_transform;

/* An issue's or discard's words lead here. */
typedef struct an_peer_topic {
    an_str code;
    bool is_story;  /* discards the whole document; else the sentence */
    bool is_ignored; /* "~": these words are no such issue */
} an_peer_topic;

typedef struct an_peer_options {
    uint32_t verbs_max, conjunctions_max, actors_max; /* more make a sentence too complex; 0 = no limit */
    bool needs_actor_before;                          /* too complex without an actor before the verb */
    enum { AN_PEER_BY_CLAUSE, AN_PEER_BY_SENTENCE, AN_PEER_BY_ALL } code_by;
    uint32_t comma_min, comma_max, comma_end_min, comma_end_max, comma_begin_min, comma_begin_max; /* words between commas that are left out */
    bool is_comma_off;
    uint32_t words_min;
    bool converts_agents;                             /* agents alone are actors: "~MIL" */
    bool shifts_time;
    bool has_forward;                                 /* pronouns may refer to the sentence before */
    an_str default_source, default_target;
    bool is_default_prior, is_default_after;
    bool requires_dyad;
} an_peer_options;

struct an_peers {
    an_arena arena;
    an_peer_dialect dialect;
    AN_ARRAY(an_str) files;
    AN_ARRAY(an_peer_word) words;
    AN_ARRAY(an_peer_phrase) phrases;
    uint32_t first_of_kind[AN_PEER_KIND_COUNT + 1]; /* phrases of kind k: [k, k + 1) */
    uint32_t *slots[AN_PEER_KIND_COUNT];            /* hash -> 1 + first phrase of that hash */
    uint32_t slot_mask[AN_PEER_KIND_COUNT];
    AN_ARRAY(an_peer_actor) actors;
    AN_ARRAY(an_peer_code) codes;
    AN_ARRAY(an_peer_agent) agents;
    AN_ARRAY(an_peer_verb) verbs;
    AN_ARRAY(an_peer_pattern) patterns;
    AN_ARRAY(an_peer_element) elements;
    AN_ARRAY(an_peer_set) sets;
    AN_ARRAY(an_peer_member) members;
    AN_ARRAY(an_peer_transform) transforms;
    AN_ARRAY(an_peer_topic) topics;
    an_peer_options options;
};

/* While reading: where problems go and which file is read. */
typedef struct an_peer_reader {
    an_peers *peers;
    an_arena *scratch;
    an_problem_sink problems;
    uint32_t file, line;
    uint32_t open_set; /* to which "+" lines belong; UINT32_MAX */
} an_peer_reader;

/* What a file of a folder is. */
typedef enum an_peer_role { AN_PEER_IS_NOTHING, AN_PEER_IS_VERBS, AN_PEER_IS_ACTORS, AN_PEER_IS_AGENTS, AN_PEER_IS_DISCARDS,
    AN_PEER_IS_ISSUES, AN_PEER_IS_OPTIONS, AN_PEER_IS_PROJECT, AN_PEER_ROLE_COUNT } an_peer_role;

void an_peer_problem(an_peer_reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* lines.c: one line after another, without comments. */
typedef struct an_peer_lines {
    an_str rest;
    an_str line; /* in the reader's scratch if it had to be changed */
    uint32_t number;
    bool is_in_comment;
    bool has_semicolons; /* TABARI: ";" begins a comment */
} an_peer_lines;
bool an_peer_next_line(an_peer_reader *reader, an_peer_lines *lines);
an_str an_peer_fold(an_arena *arena, an_str text);
an_str an_peer_upper(an_arena *arena, an_str text); /* a code as it is printed */
an_peer_role an_peer_role_of(an_str name, an_str text, an_peer_dialect *dialect);

/* phrases.c */
bool an_peer_add_phrase(an_peer_reader *reader, an_peer_kind kind, uint32_t value, an_str words, an_peer_ending last_ending);
uint32_t an_peer_add_word(an_peer_reader *reader, an_str folded, an_peer_ending ending, bool is_adjacent);
bool an_peer_index(an_peers *peers);
uint32_t an_peer_slot(const an_peers *peers, an_peer_kind kind, uint64_t hash); /* 1 + first phrase; 0 = none */
bool an_peer_word_fits(const an_peer_word *word, an_str form);

/* read_*.c: the formats */
void an_peer_read_actors(an_peer_reader *reader, an_str text, an_peer_kind kind);
void an_peer_read_agents(an_peer_reader *reader, an_str text);
void an_peer_read_verbs(an_peer_reader *reader, an_str text);
void an_peer_read_topics(an_peer_reader *reader, an_str text, bool are_issues);
void an_peer_read_options(an_peer_reader *reader, an_str text);
bool an_peer_read_codes(an_peer_reader *reader, an_str text, bool has_dates);
bool an_peer_set_option(an_peers *peers, an_str line);
bool an_peer_read_event_code(an_peer_reader *reader, an_str inside, an_peer_event_code *code);
bool an_peer_read_pattern(an_peer_reader *reader, an_str text, an_peer_event_code code);
bool an_peer_read_row(an_peer_reader *reader, an_str text, uint32_t *first, uint32_t *count);
void an_peer_read_set_line(an_peer_reader *reader, an_str line);
void an_peer_read_transform(an_peer_reader *reader, an_str line);
bool an_peer_is_no_code(an_str code); /* "", "---", "+++", "###" */

#endif
