/* All that is told of some incidents, gathered and compared: who changed the account, who says the same again. */
#ifndef ANNALS_QUERY_STATEMENTS_H
#define ANNALS_QUERY_STATEMENTS_H

#include "record/statement.h"
#include "store/base.h"

typedef AN_ARRAY(an_statement) an_statements;

enum { AN_STATEMENTS_MAX = 200000 }; /* an incident that a hundred thousand articles report is no question for a matrix */

/* In the order of publication, then of the text. Everything lives in `arena`. E_INPUT: no incident of one of the keys; E_LIMIT. */
annals_status an_query_statements(an_store *store, const uint64_t *incidents, size_t count, an_arena *arena, an_statements *out,
                                  annals_error *error);

/* Ids that are the same, or one of which lies below the other ("rus", "rus.mil"). */
bool an_ids_are_kin(an_str a, an_str b);
/* One of the list is of kin with the id, by its own id or by that of the body that it acts for. */
bool an_list_has_kin(const an_participants *list, an_str id);

#endif
