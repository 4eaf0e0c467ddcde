/* A whole file in memory, for programs that measure. */
#ifndef ANNALS_TRAIN_READ_FILE_H
#define ANNALS_TRAIN_READ_FILE_H

#include "base/status.h"
#include "base/strbuf.h"

/* Appends the file to `out`. E_IO if it cannot be read to its end, or is of bytes_max bytes or more. */
annals_status an_eval_read_file(const char *path, size_t bytes_max, an_strbuf *out, annals_error *error);

#endif
