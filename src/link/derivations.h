/* Which articles of a base take from which. */
#ifndef ANNALS_LINK_DERIVATIONS_H
#define ANNALS_LINK_DERIVATIONS_H

#include "link/link.h"

/* Compares the documents that are new with all. Documents whose derivations came or went are noted in the store as touched. */
annals_status an_link_derivations(an_store *store, an_link_summary *summary, annals_error *error);

#endif
