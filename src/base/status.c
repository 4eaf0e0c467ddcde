#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Fills `error` (may be NULL) and returns `status`, so that a failure is one statement: return an_fail(...). `stage` must be a
 * string literal; `offset` is a byte offset or a line number, whichever `format` speaks of. */
annals_status an_fail(annals_error *error, annals_status status, const char *stage, uint64_t offset,
                      const char *format, ...)
{
    if (error) {
        va_list args;
        error->status = status;
        error->stage = stage;
        error->offset = offset;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
    }
    return status;
}

/* Makes `error` (may be NULL) say that all is well. */
void an_error_clear(annals_error *error)
{
    if (!error) return;
    memset(error, 0, sizeof *error);
    error->stage = "";
}
