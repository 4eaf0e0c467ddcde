/* Compares what a base holds: derivations between articles, incidents, contradictions.
 *
 * The result depends on the documents alone: not on the order in which they were read, nor on how often it was brought up to date on
 * the way. Work grows with what is new and what it touches, not with the base. */
#ifndef ANNALS_LINK_LINK_H
#define ANNALS_LINK_LINK_H

#include "lexicon/lexicon.h"
#include "store/link.h"

typedef struct an_link_summary {
    uint64_t documents;   /* compared with the others now */
    uint64_t derivations; /* found now */
    uint64_t incidents;   /* made, or made anew */
} an_link_summary;

/* Brings the derived tables up to date with the documents, in transactions of bounded size: after a kill the next call goes on.
 * `lexicon` tells who belongs to whom; NULL = only ids tell. `summary` may be NULL. E_BASE, E_FORMAT, E_MEMORY. */
annals_status an_link_update(an_store *store, const an_lexicon *lexicon, an_link_summary *summary, annals_error *error);
/* Empties the derived tables and makes them again. */
annals_status an_link_rebuild(an_store *store, const an_lexicon *lexicon, an_link_summary *summary, annals_error *error);

#endif
