/* Questions to a base: filters in words become records in rows. */
#ifndef ANNALS_QUERY_QUERY_H
#define ANNALS_QUERY_QUERY_H

#include "record/table.h"
#include "store/base.h"

/* Answers `query` row by row. E_USAGE names the word that is not known; else as the store and the sink. */
annals_status an_query_run(an_store *store, const annals_query *query, const an_row_sink *sink, annals_error *error);

/* Reads the words of a query. Its texts stay the query's; *factuality is where filter->factuality points. */
annals_status an_query_read_filter(const annals_query *query, an_filter *filter, an_factuality *factuality, annals_error *error);

/* What `explain` cannot tell from the base alone; each may be NULL. They append lines to `out`, indented by four blanks. */
typedef struct an_explain_help {
    void *user;
    void (*describe_rule)(void *user, an_str rule, an_strbuf *out);   /* the frame as the dictionary has it */
    void (*describe_actor)(void *user, an_str id, an_strbuf *out);    /* the entry */
    void (*describe_happening)(void *user, an_str words, an_strbuf *out); /* the entry of one that has a name, by which it is dated */
} an_explain_help;

/* Tells as text where the event or claim with this key comes from. `help` may be NULL. E_USAGE: no key; E_INPUT: none of that key. */
annals_status an_query_explain(an_store *store, const char *key, const an_explain_help *help, annals_sink sink, void *user,
                               annals_error *error);

#endif
