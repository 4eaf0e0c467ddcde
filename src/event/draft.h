/* An event while it is being made, and what the steps of coding share. */
#ifndef ANNALS_EVENT_DRAFT_H
#define ANNALS_EVENT_DRAFT_H

#include "event/tree.h"
#include "lexicon/actors.h"
#include "lexicon/cameo.h"
#include "lexicon/happenings.h"

/* Caps that keep monsters of sentences cheap. Beyond them triggers are left out, with a diagnostic. */
enum { AN_DRAFTS_MAX = 96, AN_PARTICIPANTS_MAX = 24, AN_PARTS_MAX = 6 };

/* What an event was before its tense made another of it. */
typedef struct an_act_kind {
    an_event_type type; /* AN_TYPE_NONE: it is what it was */
    int mode_count;
    an_mode modes[AN_MODES_MAX];
    char cameo[AN_CAMEO_CODE_BYTES];
} an_act_kind;

typedef struct an_draft {
    const an_frame *frame;
    const an_light *light;     /* NULL = the trigger stands alone */
    uint32_t token;            /* the trigger; tokens count inside the sentence */
    uint32_t top;              /* the noun that stands for it above: "series" of "a series of attacks"; else token */
    uint32_t light_token;      /* AN_NONE */
    uint32_t rank;             /* of the trigger: how much it asked for */
    uint32_t depth;            /* links up to the root */
    uint32_t absorbed_by;      /* number of the draft that this one became a part of; AN_NONE */
    uint32_t number;           /* in document->events once it is there; AN_NONE */
    uint32_t content;          /* the draft that it says, asks or refuses; AN_NONE */
    uint32_t parts[AN_PARTS_MAX]; /* tokens of what was merged into it: "killing" of "attacked ..., killing six" */
    uint32_t part_count;
    bool is_noun;
    bool is_dropped;
    bool has_inherited_actor;
    bool is_reached;           /* its recipient was found beyond the frame's places */
    bool is_refused;           /* "will not": its own clause negates the future */
    bool is_failed;            /* "failed to", "was unable to" */
    bool is_willed;            /* planned by those who act: "will", "plans to"; not asked of them or hoped */
    bool names_actor, names_recipient; /* the only one is a thing's words */
    uint32_t victims_of;       /* the result whose victims it took: its first conjunct and one more; 0 = none */
    bool hits_things;          /* its recipients are things, or told by what they own */
    uint32_t recipient_word;   /* the head of these words; of use if names_recipient */
    bool is_future_turned;     /* "will visit" became AGREE */
    an_act_kind told;          /* before that */
    an_stance own_stance;      /* AN_STANCE_COUNT: none; "claimed the attack" */
    an_arguments arguments;
    an_event event;
} an_draft;

typedef struct an_quote {
    uint32_t first_token, end_token; /* over the article */
    an_participant speaker;
    an_span words;                   /* of saying */
    uint32_t distance;               /* tokens from the word of saying that named the speaker; the nearest has it */
    bool has_speaker;
    bool is_unclosed;                /* ends with its paragraph */
} an_quote;

/* One document being coded. */
typedef struct an_coder {
    an_arena *arena, *scratch;
    an_document *document;
    const an_frames *frames;
    const an_codebook *codebook;
    const an_actors *actors;
    const an_places *places;
    const an_happenings *happenings;
    an_grammar grammar;
    an_draft *drafts; /* of the sentence at hand */
    uint32_t draft_count;
    uint32_t *draft_at; /* per token of the sentence: the draft triggered or carried there; AN_NONE */
    AN_ARRAY(an_quote) quotes;
    an_participant option_speaker; /* who laid out "three courses of action" */
    uint32_t option_sentence;      /* where, or where the last of them was told; AN_NONE */
    AN_ARRAY(uint32_t) quote_of_event; /* beside document->events: the quotation that it stands in; AN_NONE */
    struct an_retold *retold;                /* what is known of the happenings told so far (retold.c) */
    uint32_t paragraph_weights[AN_SUBJECT_COUNT]; /* of the terms of contexts and topics in the paragraph at hand */
    uint32_t context_paragraph, scored_sentence; /* AN_NONE at first */
    uint32_t subject_scores[AN_SUBJECT_COUNT];   /* of scored_sentence (contexts.c) */
    const an_str *folded; /* words of folded_sentence as the dictionary compares them (known.c); NULL = none yet */
    uint32_t folded_sentence;
    uint32_t mishap_sentence; /* the last that told of an accident; AN_NONE */
    an_event_date narrative;   /* last date that the paragraph gave an event */
    uint32_t narrative_paragraph;
    bool is_review; /* the text looks back over a time, it tells no day's news */
} an_coder;

/* match.c */
bool an_match_sentence(an_coder *coder, const an_tree *tree);
bool an_match_trigger(const an_coder *coder, const an_tree *tree, uint32_t token, const an_trigger *trigger, const an_arguments *arguments);
const an_report *an_find_report(const an_coder *coder, const an_tree *tree, uint32_t token, an_arguments *arguments);
const an_attitude *an_find_attitude(const an_coder *coder, const an_tree *tree, uint32_t token);

/* resolve.c */
uint32_t an_resolve(const an_coder *coder, const an_tree *tree, uint32_t token, bool is_modifier, an_participants *list);
bool an_resolve_alone(const an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list);
uint32_t an_holder_of(const an_tree *tree, uint32_t token); /* "rebel" of "the rebel-held town"; AN_NONE */
uint32_t an_maker_of(const an_coder *coder, const an_tree *tree, uint32_t token); /* who made the thing; AN_NONE */
bool an_add_state_of_place(const an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list);
bool an_participant_is_known(const an_participant *participant);
an_participant an_participant_of_words(const an_tree *tree, an_span words, an_actor_kind kind); /* whom no dictionary knows: no mention, the words for a name */
bool an_participants_know_one(const an_participants *list); /* the dictionary knows one of them */
bool an_actor_has_sector(const an_actor *actor, uint32_t sector);
bool an_participant_is_below(const an_tree *tree, uint32_t noun, const an_participant *participant);
bool an_participants_share(const an_participants *list, const an_participant *participant);
void an_participants_remove_doubled(an_participants *recipients, const an_participants *actors);
void an_participants_add(an_coder *coder, an_participants *list, const an_participant *participant);
void an_participants_add_all(an_coder *coder, an_participants *list, const an_participants *more);
an_span an_words_of(const an_tree *tree, uint32_t token);

/* other_side.c */
uint32_t an_other_side(const an_coder *coder, const an_tree *tree, uint32_t pronoun); /* the noun that it means against coreference; AN_NONE */
uint32_t an_group_meant(const an_tree *tree, uint32_t noun); /* the mention of the armed group that "the militants" are; AN_NONE */
bool an_is_killed_speaker(const an_coder *coder, const an_tree *tree, uint32_t pronoun); /* coreference took the dead for who speaks of them */

/* roles.c */
void an_assign_roles(an_coder *coder, const an_tree *tree, an_draft *draft);
void an_drop_spoken_for(an_coder *coder, const an_tree *tree, an_draft *draft); /* "called for the release of": not those asked */

/* parties.c */
uint32_t an_participant_head(const an_tree *tree, const an_participant *participant); /* of his mention in the sentence; AN_NONE */
void an_settle_parties(an_coder *coder, const an_tree *tree, an_draft *draft);
void an_drop_venues(an_coder *coder, const an_tree *tree, an_draft *draft); /* where people were hit, beside them */
void an_drop_selves(an_coder *coder, const an_tree *tree, an_draft *draft);

/* doers.c */
uint32_t an_occasion_at(const an_coder *coder, const an_tree *tree, uint32_t clause); /* the draft of a clause that tells on what occasion: "after gunmen attacked"; AN_NONE */
void an_find_doers(an_coder *coder, const an_tree *tree, an_draft *draft); /* of what is told of nobody */

/* ground.c */
bool an_is_seizure(const an_event *event);
bool an_is_of_state(const an_actor *actor); /* it, its government or its forces */
void an_take_from_losers(an_coder *coder, const an_tree *tree, an_draft *draft); /* with the roles */
void an_settle_ground(an_coder *coder, const an_tree *tree, an_draft *draft);    /* when all acts of the sentence have their sides */

/* tidy.c */
bool an_bears_arms(const an_participant *participant);
void an_tidy_parties(an_coder *coder, const an_tree *tree, an_draft *draft);

/* reach.c */
void an_name_the_rest(an_coder *coder, const an_tree *tree, an_draft *draft);

/* naming.c */
void an_forget_things(const an_tree *tree, an_draft *draft);
void an_name_recipient(an_coder *coder, const an_tree *tree, an_draft *draft); /* by a thing's words, if it has none */
void an_name_actor(an_coder *coder, const an_tree *tree, an_draft *draft);     /* likewise, or by the maker of a measure */

/* home.c */
void an_reach_state(an_coder *coder, const an_tree *tree, an_draft *draft); /* that acts on its own ground, if nobody else does */
void an_place_parties(const an_tree *tree, an_draft *draft);
const char *an_only_country(const an_tree *tree, uint32_t sentences_before); /* of all places and actors of the sentence and of so many before it; NULL if they are of several or none */

/* compose.c */
void an_compose(an_coder *coder, const an_tree *tree);
void an_drop_doubles(an_coder *coder, const an_tree *tree);

/* reasons.c */
void an_drop_reasons(an_coder *coder, const an_tree *tree); /* for which somebody is punished or accused */

/* orphans.c */
void an_join_orphans(an_coder *coder, const an_tree *tree); /* results that no act has claimed */

/* results.c */
bool an_is_assault(const an_draft *draft);
bool an_is_result(const an_draft *draft);
bool an_is_mere_result(const an_draft *draft); /* a death that is nothing without an act */
uint32_t an_root_of(const an_coder *coder, uint32_t number);
uint32_t an_draft_for(const an_coder *coder, uint32_t token); /* at a token, or at the noun that a container there holds; AN_NONE */
void an_absorb(an_coder *coder, const an_tree *tree, uint32_t whole, uint32_t part);
void an_join_results(an_coder *coder, const an_tree *tree);
void an_drop_demands(an_coder *coder, const an_tree *tree); /* of a protest, put to nobody; when all acts of the sentence have their sides */

/* referred.c */
bool an_names_trace(const an_tree *tree, uint32_t noun); /* a deed that stands before what came of it: "the Kampala bombing suspect" */
bool an_has_name_of_its_own(const an_tree *tree, const an_draft *draft); /* ... or is called by a name: "the Erawan Shrine bombing" */
void an_forget_place_of_clause(const an_tree *tree, an_draft *draft); /* of such a deed: where the sentence is set is not where that was */
void an_name_victim(an_coder *coder, const an_tree *tree, an_draft *draft); /* "the Ann Lee murder case" */
bool an_is_of_those_involved(const an_tree *tree, const an_draft *draft); /* "the gunman in the shooting": of what these did */

/* suspects.c */
void an_lend_suspects(an_coder *coder, const an_tree *tree); /* deeds told by a noun get those who are held to answer for them */

/* accidents.c */
bool an_has_accident(const an_coder *coder, const an_tree *tree, const an_draft *draft);
void an_drop_accidents(an_coder *coder, const an_tree *tree);

/* targets.c */
void an_name_targets(an_coder *coder, const an_tree *tree, an_draft *draft); /* the things that an act of violence is done to */
void an_widen_words(const an_coder *coder, const an_tree *tree, an_draft *draft); /* who has no name is shown in all words for him */

/* factuality.c */
an_factuality an_factuality_of(const an_coder *coder, const an_tree *tree, const an_draft *draft);
bool an_is_norm(const an_coder *coder, const an_tree *tree, uint32_t verb); /* "the law says" */
bool an_is_willed(const an_coder *coder, const an_tree *tree, const an_draft *draft);
bool an_is_refused(const an_coder *coder, const an_tree *tree, const an_draft *draft);
bool an_is_failed(const an_coder *coder, const an_tree *tree, const an_draft *draft);

/* accounts.c */
bool an_find_quotes(an_coder *coder);
/* *quote: number of the quotation that the event stands in if the sentence names no speaker; else AN_NONE. */
void an_find_accounts(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t *quote);
void an_find_claims(an_coder *coder, const an_tree *tree);
void an_settle_quotes(an_coder *coder);

/* details.c */
void an_find_details(an_coder *coder, const an_tree *tree, an_draft *draft);
void an_share_places(an_coder *coder, const an_tree *tree); /* of the sentence's events in the document, which then lend one another theirs */
bool an_is_review(const an_document *document);
void an_find_date(an_coder *coder, const an_tree *tree, an_draft *draft);
void an_find_instrument(an_coder *coder, const an_tree *tree, an_draft *draft);
uint64_t an_contexts_of(an_coder *coder, const an_tree *tree);
bool an_is_pastime(an_coder *coder, const an_tree *tree, const an_draft *draft); /* words of a match, of animals or films, that mean no deed */
uint32_t an_node_above(const an_coder *coder, const an_tree *tree, uint32_t token);
bool an_belongs_to(const an_coder *coder, const an_draft *draft, uint32_t token);

/* known.c */
void an_take_from_known(an_coder *coder, const an_tree *tree, an_draft *draft); /* date and place of a happening that has a name: "the Beslan siege" */

/* finish.c */
void an_turn_by_factuality(an_draft *draft);
void an_turn_by_account(an_draft *draft);
void an_finish_event(an_coder *coder, const an_tree *tree, an_draft *draft);
void an_score_event(const an_coder *coder, an_event *event);
uint64_t an_key_of(const an_coder *coder, an_span span, const char *type);
bool an_is_worth_keeping(const an_coder *coder, const an_tree *tree, const an_draft *draft);

/* peoples.c */
void an_name_peoples(an_coder *coder); /* ids for those of whom only country and sector are known: the last step */

#endif
