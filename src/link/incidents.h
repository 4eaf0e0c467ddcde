/* Which events report one happening. */
#ifndef ANNALS_LINK_INCIDENTS_H
#define ANNALS_LINK_INCIDENTS_H

#include "link/link.h"

/* Brings incidents and contradictions up to date: with new events, and with documents whose derivations came or went. */
annals_status an_link_incidents(an_store *store, const an_lexicon *lexicon, an_link_summary *summary, annals_error *error);

#endif
