/* The files behind a list of paths, one after another: folders opened, in byte order of names. */
#ifndef ANNALS_READ_WALK_H
#define ANNALS_READ_WALK_H

#include "base/arena.h"
#include "base/status.h"

typedef struct an_read_walk an_read_walk;

typedef struct an_read_file {
    const char *path;    /* valid until the next call */
    int descriptor;      /* the caller's; -1 when the walk only counts */
    uint64_t size_bytes; /* 0 = unknown */
    bool is_regular;
    bool is_from_folder; /* not named by the user: what is no report is passed over in silence */
} an_read_file;

an_read_walk *an_read_walk_open(const char *const *paths, size_t path_count, bool only_counts);
annals_status an_read_walk_next(an_read_walk *walk, an_read_file *file, annals_error *error);
void an_read_walk_close(an_read_walk *walk);

#endif
