/* A base in a folder of its own for a test, gone afterwards. */
#ifndef ANNALS_TESTS_SCRATCH_BASE_H
#define ANNALS_TESTS_SCRATCH_BASE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct scratch_base {
    char folder[64];
    char path[96];
} scratch_base;

static inline void scratch_base_make(scratch_base *scratch)
{
    snprintf(scratch->folder, sizeof scratch->folder, "/tmp/annals-test-XXXXXX");
    if (!mkdtemp(scratch->folder)) abort();
    snprintf(scratch->path, sizeof scratch->path, "%s/base.db", scratch->folder);
}

static inline void scratch_base_remove(const scratch_base *scratch)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    char path[128];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(path, sizeof path, "%s%s", scratch->path, endings[i]);
        unlink(path);
    }
    rmdir(scratch->folder);
}

#endif
