/* All that is told of some incidents, statement by statement: what a ledger of claims and the test of hypotheses are made from. */
#ifndef ANNALS_STORE_LEDGER_H
#define ANNALS_STORE_LEDGER_H

#include "record/statement.h"
#include "store/link.h"

/* One statement. Everything in it lives until the callback returns. */
typedef struct an_ledger_row {
    an_statement_kind kind;
    const an_found *found; /* claim, event or both, as the kind has it */
    uint64_t incident;     /* key of the incident that the event belongs to; 0 = no event */
    an_str source;         /* id of the article of these incidents that the words are taken from; data NULL = none */
} an_ledger_row;

typedef annals_status (*an_on_ledger_row)(void *user, const an_ledger_row *row, annals_error *error);
/* Everything that is told of the incidents, in the order of publication, then of the text. E_INPUT names a key that no incident has. */
annals_status an_store_select_ledger(an_store *store, const uint64_t *incidents, size_t count, an_on_ledger_row on_found, void *user,
                                     annals_error *error);

#endif
