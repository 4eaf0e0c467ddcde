/* What a person decides about the program's output: an action, what it is about, and how that is found again. */
#ifndef ANNALS_RECORD_CORRECTION_H
#define ANNALS_RECORD_CORRECTION_H

#include "record/fields.h"

/* X(constant, word, what its target is, the field of an event that it decides) */
#define AN_ACTION_LIST(X)                                                                                                \
    X(DROP, "drop", EVENT, AN_FIELD_TYPE) X(TYPE, "type", EVENT, AN_FIELD_TYPE) X(ACTOR, "actor", EVENT, AN_FIELD_ACTOR)   \
    X(RECIPIENT, "recipient", EVENT, AN_FIELD_RECIPIENT) X(DATE, "date", EVENT, AN_FIELD_DATE)                            \
    X(PLACE, "place", EVENT, AN_FIELD_PLACE) X(KILLED, "killed", EVENT, AN_FIELD_KILLED)                                  \
    X(WOUNDED, "wounded", EVENT, AN_FIELD_WOUNDED) X(DETAINED, "detained", EVENT, AN_FIELD_DETAINED)                      \
    X(DISPLACED, "displaced", EVENT, AN_FIELD_DISPLACED) X(FACTUALITY, "factuality", EVENT, AN_FIELD_FACTUALITY)          \
    X(MERGE_ACTORS, "merge-actors", ACTOR, AN_FIELD_COUNT) X(SPLIT_ACTOR, "split-actor", ACTOR, AN_FIELD_COUNT)           \
    X(JOIN_INCIDENTS, "join-incidents", INCIDENT, AN_FIELD_COUNT)                                                        \
    X(SPLIT_INCIDENT, "split-incident", INCIDENT, AN_FIELD_COUNT)                                                        \
    X(DROP_DERIVATION, "drop-derivation", DERIVATION, AN_FIELD_COUNT)
#define AN_ENUM_ACTION(name, word, target, field) AN_ACTION_##name,
typedef enum an_action { AN_ACTION_LIST(AN_ENUM_ACTION) AN_ACTION_COUNT } an_action;
typedef enum an_action_target { AN_TARGET_EVENT, AN_TARGET_ACTOR, AN_TARGET_INCIDENT, AN_TARGET_DERIVATION } an_action_target;

typedef struct an_action_row {
    const char *name;
    an_action_target target;
    an_event_field field; /* AN_FIELD_COUNT = none */
} an_action_row;
extern const an_action_row an_actions[AN_ACTION_COUNT];

/* AN_ACTION_COUNT if there is no such action. */
an_action an_action_parse(an_str word);

/* How an event is found again when its key is gone: in the text with this digest, the word that tells it. Without a key it stands for the
 * whole document. */
typedef struct an_anchor {
    uint64_t key; /* 0 = the document */
    char document[AN_SHA256_HEX_BYTES];
    an_span span, trigger;
    an_event_type type; /* that the program had given it */
    int64_t event;      /* its row in this base now; 0 = it is not there. Of a document: its row */
} an_anchor;
typedef AN_ARRAY(an_anchor) an_anchors;

/* How a decision stands to what the program says now. */
#define AN_CORRECTION_STATE_LIST(X)                                                                                      \
    X(APPLIED, "applied") X(UNDONE, "undone")                                                                            \
    X(GONE, "gone")       /* what it is about is not there (any more) */                                                 \
    X(CHANGED, "changed") /* applied, but the program now says something else than what the person saw */
#define AN_ENUM_CORRECTION_STATE(name, text) AN_CORRECTION_##name,
typedef enum an_correction_state { AN_CORRECTION_STATE_LIST(AN_ENUM_CORRECTION_STATE) AN_CORRECTION_STATE_COUNT } an_correction_state;
extern const char *const an_correction_state_names[AN_CORRECTION_STATE_COUNT];

typedef AN_ARRAY(an_actor) an_actors_decided;

/* Owner: the arena of whoever makes or loads it. */
typedef struct an_correction {
    uint64_t number; /* place in the log, from 1 */
    an_action action;
    an_str target, value;   /* value in full: a place with its coordinates; data NULL = none */
    an_str by, day, note;   /* data NULL = not told */
    an_str seen;            /* the field as the program had it; data NULL = the action decides no field */
    an_str now;             /* as the program has it now, if state is CHANGED */
    an_correction_state state;
    an_anchors anchors;     /* of the target, then of what the value names */
    an_actors_decided actors; /* whom the value names, as they were known when it was decided */
} an_correction;
typedef AN_ARRAY(an_correction) an_corrections;

/* NULL, or what is wrong with the value of an action on an event (for those that name actors: nothing here). */
const char *an_correction_check(an_action action, an_str value);
/* The same for a whole decision as it lies in a log: value, and that it has the actors and anchors that its action speaks of. */
bool an_correction_value_is_sound(const an_correction *correction);
/* Gives the event the decided value and sets the field's bit in event->corrected; a decided type has its code from `codes`. DROP changes
 * nothing. False when the arena is exhausted. The value must have been checked. */
bool an_correction_apply(an_arena *arena, const an_correction *correction, const an_act_codes *codes, an_event *event);
/* MERGE_ACTORS, SPLIT_ACTOR: if this is the target, it becomes the decided one. True if it did. */
bool an_correction_apply_actor(const an_correction *correction, an_actor *actor);

/* One object: number, action, target, value, by, day, note, state, seen, now, anchors, actors. */
void an_correction_write_json(const an_correction *correction, an_strbuf *out);

#endif
