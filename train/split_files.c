#include "split_files.h"

#include <stdio.h>
#include <stdlib.h>

enum { BYTES_MAX = 1 << 28 };

void *split_grown(void *old, size_t bytes)
{
    void *result = realloc(old, bytes);
    if (result) return result;
    fprintf(stderr, "out of memory\n");
    exit(1);
}

/* The whole file; the caller's. */
an_str split_read_file(const char *path)
{
    char *bytes = split_grown(NULL, BYTES_MAX);
    FILE *file = fopen(path, "rb");
    size_t length = file ? fread(bytes, 1, BYTES_MAX, file) : 0;
    if (!file || ferror(file) || length == BYTES_MAX) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    fclose(file);
    return (an_str){split_grown(bytes, length + 1), length};
}

/* Counts the words of a plain text, one paragraph a line. */
void split_read_plain(const char *path, casing_counts *counts)
{
    an_str text = split_read_file(path);
    if (!casing_count_text(counts, text)) exit(1);
    free((void *)(uintptr_t)text.data);
}
