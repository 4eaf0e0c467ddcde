/* The derived tables of a base: what compares documents writes here, and asks here. All of it can be made again from the documents.
 *
 * Rows are numbers inside one base file and mean nothing outside; nothing that is derived depends on them. */
#ifndef ANNALS_STORE_LINK_H
#define ANNALS_STORE_LINK_H

#include "record/contradiction.h"
#include "record/derivation.h"
#include "record/incident.h"
#include "store/base.h"

/* ---- working through new documents ---- */

/* Begins a transaction for derived tables, or joins the open one. Ends with an_store_commit. */
annals_status an_store_link_begin(an_store *store, annals_error *error);
/* Takes back what was not committed. */
void an_store_link_cancel(an_store *store);
/* Empties all derived tables, inside the transaction. */
annals_status an_store_link_clear(an_store *store, annals_error *error);
/* The row up to which a part of the work ("derivations") is done; 0 = nothing yet. */
annals_status an_store_link_done(an_store *store, const char *part, int64_t *row, annals_error *error);
annals_status an_store_link_set_done(an_store *store, const char *part, int64_t row, annals_error *error);
typedef AN_ARRAY(int64_t) an_row_list;
/* The rows of at most `limit` documents after `after`, ascending; appended. */
annals_status an_store_link_documents(an_store *store, int64_t after, size_t limit, an_arena *arena, an_row_list *out, annals_error *error);
/* A document's article with its text. */
annals_status an_store_link_article(an_store *store, an_arena *arena, int64_t document, an_article *out, annals_error *error);

/* ---- the index of keys ---- */

typedef enum an_link_index { AN_LINK_NEAR, AN_LINK_PASSAGE, AN_LINK_ANCHOR, AN_LINK_INDEX_COUNT } an_link_index;

typedef struct an_link_key {
    uint32_t value; /* 31 bits */
    uint8_t index;  /* an_link_index */
} an_link_key;
typedef AN_ARRAY(an_link_key) an_link_keys;

/* A document under a key. `rank` orders documents by date of publication, then digest: an order that the reading does not change. */
typedef struct an_link_member {
    int64_t rank, document;
} an_link_member;
typedef AN_ARRAY(an_link_member) an_link_members;

int64_t an_store_link_rank(const an_article *article);
annals_status an_store_link_add_key(an_store *store, an_link_key key, an_link_member member, annals_error *error);
/* The documents under a key in the order of their ranks, at most `limit` (0 = all); appended. */
annals_status an_store_link_members(an_store *store, an_link_key key, size_t limit, an_arena *arena, an_link_members *out, annals_error *error);

/* ---- derivations ---- */

annals_status an_store_put_derivation(an_store *store, int64_t taker, int64_t source, const an_derivation *derivation, annals_error *error);
annals_status an_store_drop_derivation(an_store *store, int64_t first, int64_t second, annals_error *error);
/* The documents that a document takes from or gives to; appended. */
annals_status an_store_link_partners(an_store *store, int64_t document, an_arena *arena, an_row_list *out, annals_error *error);

/* One derivation found. Everything lives until the callback returns. */
typedef struct an_found_derivation {
    const an_derivation *derivation;
    const an_article *taker, *source; /* with their texts */
    int64_t row;
} an_found_derivation;
typedef annals_status (*an_on_derivation)(void *user, const an_found_derivation *found, annals_error *error);
/* Of the filter `document` (either side) and `dates` (publication of the taker) are used. In the order of takers, then sources. */
annals_status an_store_select_derivations(an_store *store, const an_filter *filter, an_on_derivation on_found, void *user, annals_error *error);
/* What share of an article's bytes lies in no passage that it took from another article: 1 = all its own. */
annals_status an_store_own_share(an_store *store, an_str document, double *share, annals_error *error);

/* ---- nodes and incidents: what link/incidents.c works on ---- */

/* An event with what comparing needs of its article. */
typedef struct an_link_event {
    int64_t row, document;
    int64_t rank; /* order by publication, then by what was published and its key: never the same for two */
    an_article article; /* without its text */
    an_str context;     /* the sentence that tells it with some words around ... */
    uint32_t offset;    /* ... and where they begin in the text */
    an_event event;
    bool is_held;       /* a person took it out of its incident */
} an_link_event;
typedef AN_ARRAY(an_link_event) an_link_events;

/* All events of a document; appended. */
annals_status an_store_link_document_events(an_store *store, an_arena *arena, int64_t document, an_link_events *out, annals_error *error);
annals_status an_store_link_event(an_store *store, an_arena *arena, int64_t event, an_link_event *out, annals_error *error);

/* Events that are equal in all that is compared. */
typedef struct an_link_node {
    int64_t id;
    int64_t sample, sample_rank; /* the event that was published first */
    int64_t block, incident;     /* 0 = none yet */
    int64_t events;
    bool is_wide;
} an_link_node;

/* *id is 0 if there is none. */
annals_status an_store_link_find_node(an_store *store, uint64_t signature, int64_t *id, annals_error *error);
/* Its block is its own number. */
annals_status an_store_link_add_node(an_store *store, uint64_t signature, const an_link_event *sample, bool is_wide, const int64_t *keys,
                                     size_t key_count, int64_t *id, annals_error *error);
/* Replaces its keys. */
annals_status an_store_link_set_keys(an_store *store, int64_t node, const int64_t *keys, size_t key_count, annals_error *error);
annals_status an_store_link_load_node(an_store *store, int64_t id, an_link_node *out, annals_error *error);
/* Puts the event into the node; it becomes the sample if it was published before the sample. */
annals_status an_store_link_add_node_event(an_store *store, int64_t node, const an_link_event *event, annals_error *error);
annals_status an_store_link_set_block(an_store *store, int64_t node, int64_t block, annals_error *error);
/* joined_to 0 = the first of its incident. incident 0 = in none. */
annals_status an_store_link_set_incident(an_store *store, int64_t node, int64_t incident, int64_t joined_to, double score, unsigned reasons,
                                         annals_error *error);
/* Lists of rows; appended. limit 0 = all. */
annals_status an_store_link_key_nodes(an_store *store, int64_t key, size_t limit, an_arena *arena, an_row_list *out, annals_error *error);
annals_status an_store_link_block_nodes(an_store *store, int64_t block, an_arena *arena, an_row_list *out, annals_error *error);
annals_status an_store_link_incident_nodes(an_store *store, int64_t incident, an_arena *arena, an_row_list *out, annals_error *error);
annals_status an_store_link_document_nodes(an_store *store, int64_t document, an_arena *arena, an_row_list *out, annals_error *error);
annals_status an_store_link_node_documents(an_store *store, int64_t node, an_arena *arena, an_row_list *out, annals_error *error);
annals_status an_store_link_touched(an_store *store, an_arena *arena, an_row_list *out, annals_error *error);
annals_status an_store_link_untouch(an_store *store, annals_error *error);

/* Events, in documents up to this row, whose nodes a decision changed: to be put into nodes anew; appended. */
annals_status an_store_link_changed(an_store *store, int64_t done, an_arena *arena, an_row_list *out, annals_error *error);
/* Nodes whose incidents a decision may have changed; appended. */
annals_status an_store_link_again(an_store *store, an_arena *arena, an_row_list *out, annals_error *error);
/* Forgets both lists. */
annals_status an_store_link_unchanged(an_store *store, annals_error *error);

/* Two rows that belong together: nodes of a shared passage, taker and source. */
typedef struct an_row_pair {
    int64_t first, second;
} an_row_pair;
typedef AN_ARRAY(an_row_pair) an_row_pairs;
/* Nodes whose events tell the same passage, one of them in this document (as taker only, unless `both`). */
annals_status an_store_link_text_pairs(an_store *store, int64_t document, bool both, an_arena *arena, an_row_pairs *out, annals_error *error);
/* Taker and source among the documents of an incident. */
annals_status an_store_link_incident_derivations(an_store *store, int64_t incident, an_arena *arena, an_row_pairs *out, annals_error *error);

/* Pairs of events that a person put into one incident, in the order of the log; appended. */
annals_status an_store_link_ties(an_store *store, an_arena *arena, an_row_pairs *out, annals_error *error);
/* Incidents that ties made of several; appended. */
annals_status an_store_link_joined(an_store *store, an_arena *arena, an_row_list *out, annals_error *error);
/* Makes the incidents of the two events one, if both are in incidents: *incident is the one that stays; 0 = nothing was done. */
annals_status an_store_link_join(an_store *store, an_row_pair tie, int64_t *incident, annals_error *error);

annals_status an_store_link_add_incident(an_store *store, int64_t *id, annals_error *error);
/* Takes the incident away; its nodes are then in none. */
annals_status an_store_link_drop_incident(an_store *store, int64_t id, annals_error *error);
/* Counts its events and reports into `incident` and writes it; its actors are taken from its events. */
annals_status an_store_link_set_summary(an_store *store, int64_t id, an_incident *incident, annals_error *error);

/* A claim about an event of an incident. */
typedef struct an_link_claim {
    int64_t row, node, event; /* rows */
    an_claim claim;
} an_link_claim;
typedef AN_ARRAY(an_link_claim) an_link_claims;
/* `unbound`: instead, denials of something that is no event, beside an event of the incident. */
annals_status an_store_link_claims(an_store *store, int64_t incident, bool unbound, size_t limit, an_arena *arena, an_link_claims *out,
                                   annals_error *error);

/* Rows of the two sides of a contradiction. claim and speaker 0 = none. */
typedef struct an_link_side {
    int64_t event, claim;
} an_link_side;
annals_status an_store_link_drop_contradictions(an_store *store, int64_t incident, annals_error *error);
annals_status an_store_link_put_contradiction(an_store *store, int64_t incident, const an_contradiction *contradiction,
                                              const an_link_side sides[2], annals_error *error);

/* ---- asking incidents and contradictions ---- */

typedef annals_status (*an_on_incident)(void *user, const an_incident *incident, annals_error *error);
/* Incidents that hold an event of the filter (actor, recipient, type, dates, place, document; `words` and `speaker` too): by date (unknown
 * last), then key. */
annals_status an_store_select_incidents(an_store *store, const an_filter *filter, an_on_incident on_found, void *user, annals_error *error);

/* An event of an incident, as an_store_select_events gives it, and how it came in. */
typedef struct an_found_member {
    const an_found *found;
    uint64_t joined_to; /* key of the event that it was joined to; 0 = the first of the incident */
    double score;
    unsigned reasons;   /* bits of an_join_reason; SAME = equal to joined_to in all that is compared */
} an_found_member;
typedef annals_status (*an_on_member)(void *user, const an_found_member *member, annals_error *error);
/* The events of the incident with this key in the order of publication: every value with who gave it. E_INPUT: no such incident. */
annals_status an_store_select_members(an_store *store, uint64_t incident, uint64_t limit, an_on_member on_found, void *user, annals_error *error);

typedef annals_status (*an_on_contradiction)(void *user, const an_contradiction *contradiction, annals_error *error);
/* Those of the incidents that select_incidents gives, in that order. */
annals_status an_store_select_contradictions(an_store *store, const an_filter *filter, an_on_contradiction on_found, void *user,
                                             annals_error *error);

#endif
