/* Words that tell events, and words that bear on how events are told: the dictionary of docs/formats.md, compiled. Everything
 * is found by the lemma of one key word; all words are numbers, so that matching compares integers. */
#ifndef ANNALS_LEXICON_FRAMES_H
#define ANNALS_LEXICON_FRAMES_H

#include "lexicon/kinds.h"
#include "lexicon/pool.h"
#include "record/event.h"

typedef uint32_t an_word; /* number of a lemma of the dictionary; AN_NONE: a word that the dictionary does not use */

/* What an entry that a key word leads to is. */
#define AN_ENTRY_LIST(X) X(FRAME, "frame") X(LIGHT, "light") X(REPORT, "report") X(ATTITUDE, "attitude") X(INSTRUMENT, "instrument") \
    X(CONTEXT, "context") X(CERTAINTY, "certainty") X(FORM, "form")
#define AN_ENUM_ENTRY(name, text) AN_ENTRY_##name,
typedef enum an_entry_class { AN_ENTRY_LIST(AN_ENUM_ENTRY) AN_ENTRY_COUNT } an_entry_class;

typedef enum an_key_pos { AN_KEY_VERB, AN_KEY_NOUN, AN_KEY_ADJECTIVE, AN_KEY_WORDS } an_key_pos;

/* Where a role is looked for. Values from AN_SLOT_PREPOSITION on are prepositions: the word's number plus it. */
#define AN_SLOT_LIST(X) X(NONE, "none") X(SUBJECT, "subject") X(OBJECT, "object") X(INDIRECT, "indirect") X(POSS, "poss") \
    X(MODIFIER, "modifier") X(CLAUSE, "clause") X(INFINITIVE, "infinitive") X(OBLIGATION, "obligation") X(ANY, "any")
#define AN_ENUM_SLOT(name, text) AN_SLOT_##name,
typedef enum an_slot_code { AN_SLOT_LIST(AN_ENUM_SLOT) AN_SLOT_PREPOSITION = 16 } an_slot_code;

/* Nouns that light verbs carry ("carry out an attack", "hold talks", "impose sanctions") fall into groups. */
#define AN_GROUP_LIST(X) X(ACT, "act") X(MEETING, "meeting") X(MEASURE, "measure") X(STATEMENT, "statement") X(VISIT, "visit") \
    X(HELP, "help") X(DEAL, "deal") X(MOVE, "move") X(LEGAL, "legal")
#define AN_ENUM_GROUP(name, text) AN_GROUP_##name,
typedef enum an_group { AN_GROUP_LIST(AN_ENUM_GROUP) AN_GROUP_COUNT } an_group; /* bit numbers */

/* What a condition asks of the word in a slot: to be there, or to be one of its values: a word, or (with AN_VALUE_IS_KIND added) a kind. */
typedef enum an_test { AN_TEST_PRESENT, AN_TEST_VALUES } an_test;
#define AN_VALUE_IS_KIND 0x80000000u

/* Kinds that a condition can ask for besides actor kinds (from AN_KIND_ACTOR_KINDS on) and sectors (from AN_KIND_SECTORS on). */
#define AN_KIND_TEST_LIST(X) X(ACTOR, "actor") X(KNOWN, "known") X(PEOPLE, "people") X(ARMED, "armed") X(OFFICIAL, "official") \
    X(PLACE, "place") X(MONEY, "money") X(EVENT, "event")
#define AN_ENUM_KIND_TEST(name, text) AN_KIND_##name,
typedef enum an_kind_test { AN_KIND_TEST_LIST(AN_ENUM_KIND_TEST) AN_KIND_TEST_COUNT, AN_KIND_ACTOR_KINDS = 32, AN_KIND_SECTORS = 64 } an_kind_test;

typedef enum an_effect { AN_EFFECT_NONE, AN_EFFECT_KILLED, AN_EFFECT_WOUNDED, AN_EFFECT_DETAINED, AN_EFFECT_DISPLACED } an_effect;

/* Ranges below are places in the arrays of an_frames; `words` are in an_frames.numbers. */
typedef struct an_range {
    uint32_t first, count;
} an_range;

typedef struct an_condition {
    uint32_t slot;
    uint16_t test;     /* an_test */
    uint16_t is_negated;
    an_range values;
} an_condition;

/* One way to a entry: the key word and what must stand with it. */
typedef struct an_trigger {
    uint16_t entry_class, pos; /* an_entry_class, an_key_pos */
    uint32_t entry;
    an_word particle;    /* "out" of "carry out"; AN_NONE */
    an_range before;     /* words directly before the key word: "hunger" of "hunger strike" */
    an_range conditions;
    uint32_t rank;       /* more asked = more trusted */
} an_trigger;

enum { AN_FRAME_IS_RESULT = 1, AN_FRAME_NEEDS_RECIPIENT = 2, AN_FRAME_NEEDS_ACTOR = 4, AN_FRAME_KEEPS_CONTENT = 8, AN_FRAME_ASSIGNS = 16, AN_FRAME_NEEDS_CONTENT = 32 };

typedef struct an_frame {
    an_pool_ref id, file;
    uint32_t line;
    uint8_t type, mode_count, modes[AN_MODES_MAX];
    uint8_t effect, padding[1];
    char cameo[8];
    uint32_t flags, groups;
    uint64_t contexts;
    an_range actor, recipient, both; /* slots in order of preference */
    an_range effect_slots, content_slots, contents;
    uint32_t trust_percent;
} an_frame;

/* "demand" + a RETREAT of mode release = REQUEST of mode yield, 1053. NONE in `type` = any; in `to_*` = as the frame says. */
typedef struct an_content {
    uint8_t type, mode, to_type, to_mode;
    char cameo[8];
} an_content;

/* "carry out": its subject takes the role of the noun's actor. */
typedef enum an_gives { AN_GIVES_NONE, AN_GIVES_ACTOR, AN_GIVES_RECIPIENT, AN_GIVES_BOTH } an_gives;
typedef struct an_light {
    an_pool_ref id;
    uint32_t groups, noun_slot;
    uint8_t gives;      /* an_gives */
    uint8_t factuality; /* AN_FACTUALITY_COUNT = as the verb is told */
    uint8_t stance;     /* AN_STANCE_COUNT = none; "claimed the attack" = CLAIMS_OWN */
    uint8_t padding;
} an_light;

typedef struct an_report {
    an_pool_ref id;
    uint32_t stance;
    uint32_t speaker_slot, content_slot; /* content NONE = a clause */
    uint32_t certainty_low, certainty_high; /* percent; both 0 = none */
    uint32_t factuality; /* of what it reports; AN_FACTUALITY_COUNT = untouched */
} an_report;

typedef struct an_attitude {
    an_pool_ref id;
    uint32_t factuality;
} an_attitude;

typedef struct an_instrument {
    an_pool_ref id;
    uint32_t type, mode;
    char cameo[8];
    uint64_t contexts;
    uint32_t order; /* of lines: the first that matches wins */
    uint32_t padding;
} an_instrument;

/* What passages are about that tell no deeds, whatever words they use. */
#define AN_TOPIC_LIST(X) X(sport) X(nature) X(show)
#define AN_ENUM_TOPIC(name) AN_TOPIC_##name,
enum { AN_TOPIC_LIST(AN_ENUM_TOPIC) AN_TOPIC_COUNT, AN_SUBJECT_COUNT = AN_CONTEXT_COUNT + AN_TOPIC_COUNT };

typedef struct an_context_term {
    uint32_t subject, weight; /* subject: an_context, or AN_CONTEXT_COUNT + topic */
} an_context_term;

typedef struct an_certainty_term {
    uint32_t low, high; /* percent */
} an_certainty_term;

/* `set weapons`: words that conditions and the coder refer to by one name. */
typedef struct an_word_set {
    an_pool_ref name;
    an_range words;
} an_word_set;

/* Read-only; points into the mapped file. */
typedef struct an_frames {
    an_str pool;
    const uint32_t *table; /* open hash: word number + 1 */
    uint32_t table_count;
    const struct an_frame_word *words;
    uint32_t word_count;
    const an_trigger *triggers;
    const an_condition *conditions;
    const uint32_t *numbers;
    const an_frame *frames;
    const an_content *contents;
    const an_light *lights;
    const an_report *reports;
    const an_attitude *attitudes;
    const an_instrument *instruments;
    const an_context_term *context_terms;
    const an_certainty_term *certainties;
    const an_word_set *sets;
    uint32_t trigger_count, condition_count, number_count, frame_count, content_count, light_count, report_count, attitude_count,
        instrument_count, context_term_count, certainty_count, set_count;
} an_frames;

/* As it lies in the file; `triggers` are those whose key word it is, by rank, then order of lines. */
typedef struct an_frame_word {
    an_pool_ref text;
    an_range triggers;
} an_frame_word;

extern const an_lexicon_part an_frames_part;
const an_frames *an_lexicon_frames(const an_lexicon *lexicon);
an_word an_frames_word(const an_frames *frames, an_str folded_lemma);
an_str an_frames_word_text(const an_frames *frames, an_word word);
an_range an_frames_triggers(const an_frames *frames, an_word word);
static inline bool an_frames_has(const an_frames *frames, an_range list, uint32_t number)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (frames->numbers[list.first + i] == number) return true;
    return false;
}
an_range an_frames_set(const an_frames *frames, const char *name); /* empty if there is none */

annals_status an_frames_compile(an_lexicon_build *build, annals_error *error); /* frames_compile.c */
annals_status an_frames_check(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error); /* frames_check.c */

#endif
