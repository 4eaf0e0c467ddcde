/* What is known of an incident, from all its accounts. */
#ifndef ANNALS_LINK_SUMMARY_H
#define ANNALS_LINK_SUMMARY_H

#include "link/node.h"
#include "store/link.h"

/* Writes the summary and the contradictions of an incident. *is_there is false if the incident has gone meanwhile. */
annals_status an_link_summarise(an_store *store, an_arena *arena, int64_t incident, const an_node_maker *maker, bool *is_there, annals_error *error);

/* An account of an incident: one node, shown by the event of it that was published first. */
typedef struct an_link_account {
    int64_t node, events; /* events: how many give this very account */
    an_link_event event;
} an_link_account;
typedef AN_ARRAY(an_link_account) an_link_accounts;

/* Finds and writes the contradictions between accounts, which are in the order of publication. */
annals_status an_link_contradict(an_store *store, an_arena *arena, int64_t incident, const an_link_accounts *accounts, const an_node_maker *maker,
                                 annals_error *error);

#endif
