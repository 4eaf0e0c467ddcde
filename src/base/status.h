/* How every function of the library says that it failed: a status to act on, an error record to show. */
#ifndef ANNALS_BASE_STATUS_H
#define ANNALS_BASE_STATUS_H

#include <annals.h> /* annals_status and annals_error are part of the promise, so they live there */

annals_status an_fail(annals_error *error, annals_status status, const char *stage, uint64_t offset,
                      const char *format, ...) __attribute__((format(printf, 5, 6)));
void an_error_clear(annals_error *error);

/* Forwards a failure to the caller. The callee has filled the error record already. */
#define AN_TRY(call)                                    \
    do {                                                \
        annals_status an_try_status = (call);           \
        if (an_try_status != ANNALS_OK) return an_try_status; \
    } while (0)

#endif
