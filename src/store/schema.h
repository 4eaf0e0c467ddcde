/* The tables of a base, and how a base of an older version becomes one of this version. */
#ifndef ANNALS_STORE_SCHEMA_H
#define ANNALS_STORE_SCHEMA_H

#include <sqlite3.h>

#include "base/status.h"

enum { AN_STORE_APPLICATION_ID = 0x414E4E4C }; /* "ANNL" in the file's header: what `file` and SQLite's tools can tell it by */

/* One step: SQL that makes a base of version `index` one of version `index + 1`. */
typedef struct an_migration {
    const char *what;       /* after "cannot": "add the table of incidents" */
    const char *const *sql; /* pieces, run in order; NULL ends them */
} an_migration;

extern const an_migration an_store_migrations[];
extern const int an_store_version; /* of this program: how many migrations there are */

/* Brings an open base to `version`, each step in a transaction of its own. An empty file becomes a base if `create`. `path` is for
 * messages. E_FORMAT, E_VERSION, E_BASE as an_store_open. */
annals_status an_store_migrate(sqlite3 *db, const char *path, bool create, bool read_only, const an_migration *migrations,
                               int version, annals_error *error);

/* Turns a failure of SQLite into a status and a message that names the file. */
annals_status an_store_fail(sqlite3 *db, int code, const char *path, const char *doing, annals_error *error);

#endif
