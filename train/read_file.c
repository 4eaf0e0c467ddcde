#include "read_file.h"

#include <stdio.h>

annals_status an_eval_read_file(const char *path, size_t bytes_max, an_strbuf *out, annals_error *error)
{
    char bytes[1 << 16];
    size_t length;
    FILE *file = fopen(path, "rb");
    bool is_read;
    if (!file) return an_fail(error, ANNALS_E_IO, "eval", 0, "cannot be opened");
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0 && out->length < bytes_max) an_strbuf_put(out, bytes, length);
    is_read = !ferror(file) && feof(file) && !out->has_failed;
    fclose(file);
    return is_read ? ANNALS_OK : an_fail(error, ANNALS_E_IO, "eval", 0, "cannot be read");
}
