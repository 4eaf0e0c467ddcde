/* The parts of comparing, one after another. */
#include "link/link.h"

#include "link/derivations.h"
#include "link/incidents.h"

annals_status an_link_update(an_store *store, const an_lexicon *lexicon, an_link_summary *summary, annals_error *error)
{
    an_link_summary own;
    an_link_summary *sum = summary ? summary : &own;
    memset(sum, 0, sizeof *sum);
    AN_TRY(an_link_derivations(store, sum, error));
    return an_link_incidents(store, lexicon, sum, error);
}

annals_status an_link_rebuild(an_store *store, const an_lexicon *lexicon, an_link_summary *summary, annals_error *error)
{
    annals_status status = an_store_link_begin(store, error);
    if (status == ANNALS_OK) status = an_store_link_clear(store, error);
    if (status == ANNALS_OK) status = an_store_commit(store, error);
    if (status != ANNALS_OK) {
        an_store_link_cancel(store);
        return status;
    }
    return an_link_update(store, lexicon, summary, error);
}
