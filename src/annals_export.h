/* Answers in the formats of the field. */
#ifndef ANNALS_ANNALS_EXPORT_H
#define ANNALS_ANNALS_EXPORT_H

#include "store/base.h"

/* Answers `query` if `format` is one of the field ("polecat", "gdelt", ...), and sets *is_taken; otherwise does nothing. */
annals_status an_export_answer(an_store *store, const annals_query *query, const char *format, bool *is_taken, annals_sink sink, void *user,
                               annals_error *error);

#endif
