/* What a new coding of a document changed, as lines of "what, key, field, before, after". */
#ifndef ANNALS_QUERY_CHANGES_H
#define ANNALS_QUERY_CHANGES_H

#include "base/arena.h"
#include "base/strbuf.h"
#include "record/event.h"

typedef struct an_change_counts {
    uint64_t same, changed, gone, added;
} an_change_counts;

/* Appends the lines of one document and adds to the counts of its events and claims. ANNALS_E_MEMORY. */
annals_status an_changes_write(an_arena *scratch, const an_document *before, const an_document *after, an_change_counts *events, an_change_counts *claims,
                               an_strbuf *out, annals_error *error);
/* One line; control characters of the cells become blanks. */
void an_change_put(an_strbuf *out, const char *what, an_str key, const char *field, an_str before, an_str after);

#endif
