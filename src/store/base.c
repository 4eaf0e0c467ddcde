/* Opening, closing, committing.
 *
 * The journal is a write-ahead log, so that readers and one writer do not wait for one another, and a process that is killed leaves
 * a log that the next opening completes or drops: whole transactions only. `synchronous = NORMAL` means that after a power failure
 * the last transactions may be missing, never half there; the next run of `annals read` puts them again. */
#include "store/base.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "store/internal.h"

enum {
    BUSY_TIMEOUT_MS = 5000,
    CACHE_KIB = 64 * 1024, /* the indices of a few million events stay in memory while documents are put */
    CHECKPOINT_PAGES = 16 * 1024 /* 64 MiB of log: digests fall all over their indices, so a rarer copy writes each page fewer times */
};

static int configure(sqlite3 *db, const an_store_options *options)
{
    char cache[64];
    int code = sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, options->busy_timeout_ms ? (int)options->busy_timeout_ms : BUSY_TIMEOUT_MS);
    /* A base may come from anywhere: what its schema says may not run functions with effects nor change inner tables. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_snprintf(sizeof cache, cache, "PRAGMA cache_size = -%d", CACHE_KIB);
    if (code == SQLITE_OK) code = sqlite3_exec(db, cache, NULL, NULL, NULL);
    return code;
}

/* Only after the migration, so that a file of another program is not touched. */
static int use_log(sqlite3 *db, bool read_only)
{
    int code = SQLITE_OK;
    if (!read_only) code = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    if (code == SQLITE_OK) code = sqlite3_wal_autocheckpoint(db, CHECKPOINT_PAGES);
    if (code == SQLITE_OK) code = sqlite3_exec(db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    return code;
}

/* Percent-encodes for a file: URI, in which '?', '#' and '%' mean something. */
static void write_uri(an_strbuf *uri, const char *path)
{
    an_strbuf_puts(uri, "file:");
    for (const unsigned char *c = (const unsigned char *)path; *c; c++)
        if (*c == '?' || *c == '#' || *c == '%') an_strbuf_printf(uri, "%%%02X", *c);
        else an_strbuf_putc(uri, (char)*c);
    an_strbuf_puts(uri, "?immutable=1");
}

static bool has_file(const char *path, const char *ending)
{
    an_strbuf name;
    struct stat about;
    bool result;
    an_strbuf_init(&name, 0);
    an_strbuf_printf(&name, "%s%s", path, ending);
    result = name.has_failed || (stat(name.data, &about) == 0 && about.st_size > 0);
    an_strbuf_free(&name);
    return result;
}

/* A base with a log can be read only where the log's index can be made. In a folder that may not be written (a read-only mount) and
 * with nothing left to apply, the file is as good as immutable. */
static int open_immutable(an_store *store)
{
    an_strbuf uri;
    int code = SQLITE_NOMEM;
    if (has_file(store->path, "-wal") || has_file(store->path, "-journal")) return SQLITE_CANTOPEN;
    an_strbuf_init(&uri, 0);
    write_uri(&uri, store->path);
    if (!uri.has_failed) code = sqlite3_open_v2(uri.data, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
    an_strbuf_free(&uri);
    return code;
}

static int try_reading(sqlite3 *db) { return sqlite3_exec(db, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL) & 0xFF; }

/* For reading too the file is opened for writing, where the system allows it, and then told to change nothing: only so can SQLite
 * apply what a process that died left behind, and take its side files away when it closes. */
static int open_for_reading(an_store *store)
{
    int code = sqlite3_open_v2(store->path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    int reading = code == SQLITE_OK ? try_reading(store->db) : SQLITE_OK;
    if (reading == SQLITE_READONLY || reading == SQLITE_CANTOPEN) {
        sqlite3_close(store->db);
        store->db = NULL;
        code = open_immutable(store);
    }
    return code == SQLITE_OK ? sqlite3_exec(store->db, "PRAGMA query_only = 1", NULL, NULL, NULL) : code;
}

static int open_file(an_store *store, const an_store_options *options)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (options->create ? SQLITE_OPEN_CREATE : 0);
    return options->read_only ? open_for_reading(store) : sqlite3_open_v2(store->path, &store->db, flags, NULL);
}

static annals_status open_store(an_store *store, const an_store_options *options, annals_error *error)
{
    int code = open_file(store, options);
    if (code == SQLITE_OK) code = configure(store->db, options);
    if (code != SQLITE_OK) return an_store_failed(store, code, "open the base", error);
    AN_TRY(an_store_migrate(store->db, store->path, options->create, options->read_only, an_store_migrations, an_store_version, error));
    code = use_log(store->db, options->read_only);
    return code == SQLITE_OK ? ANNALS_OK : an_store_failed(store, code, "open the base", error);
}

/* A folder opens for reading as any file does and then fails strangely. */
static annals_status check_path(const char *path, const an_store_options *options, annals_error *error)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return options->create && !options->read_only
                   ? ANNALS_OK
                   : an_fail(error, ANNALS_E_IO, "store", 0, "%s: there is no such base", path);
    if (S_ISDIR(about.st_mode)) return an_fail(error, ANNALS_E_IO, "store", 0, "%s: a folder, no base of Annals", path);
    return ANNALS_OK;
}

annals_status an_store_open(an_store **out, const char *path, const an_store_options *options, annals_error *error)
{
    an_store *store;
    annals_status status;
    *out = NULL;
    AN_TRY(check_path(path, options, error));
    store = calloc(1, sizeof *store);
    if (!store) return an_fail(error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", path);
    an_arena_init(&store->scratch, 0);
    an_strbuf_init(&store->text, 0);
    an_strbuf_init(&store->last_coder, 0);
    store->path = strdup(path);
    store->packer = ZSTD_createCCtx();
    store->unpacker = ZSTD_createDCtx();
    if (!store->path || !store->packer || !store->unpacker)
        status = an_fail(error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", path);
    else status = open_store(store, options, error);
    if (status != ANNALS_OK) {
        an_store_close(store);
        return status;
    }
    *out = store;
    return ANNALS_OK;
}

void an_store_close(an_store *store)
{
    if (!store) return;
    if (store->db) an_store_rollback(store);
    for (int i = 0; i < AN_SQL_COUNT; i++) sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    ZSTD_freeCCtx(store->packer);
    ZSTD_freeDCtx(store->unpacker);
    an_arena_free(&store->scratch);
    an_strbuf_free(&store->text);
    an_strbuf_free(&store->last_coder);
    free(store->path);
    free(store);
}

annals_status an_store_commit(an_store *store, annals_error *error)
{
    annals_status status;
    if (sqlite3_get_autocommit(store->db) || store->holds) return ANNALS_OK;
    status = an_store_exec(store, AN_SQL_COMMIT, "store documents", error);
    if (status != ANNALS_OK) {
        an_store_rollback(store);
        return status;
    }
    store->committed.stored += store->pending.stored;
    store->committed.known += store->pending.known;
    store->committed.events += store->pending.events;
    store->committed.claims += store->pending.claims;
    store->committed.repeated_keys += store->pending.repeated_keys;
    store->pending = (an_store_counts){0};
    store->pending_bytes = 0;
    return ANNALS_OK;
}

annals_status an_store_hold(an_store *store, annals_error *error)
{
    AN_TRY(an_store_exec(store, AN_SQL_BEGIN_WRITE, "change the base", error));
    store->holds = true;
    return ANNALS_OK;
}

annals_status an_store_release(an_store *store, bool keeps, annals_error *error)
{
    store->holds = false;
    if (keeps && !sqlite3_get_autocommit(store->db)) return an_store_commit(store, error);
    an_store_rollback(store);
    return keeps ? an_fail(error, ANNALS_E_BASE, "store", 0, "%s: the change was taken back", store->path) : ANNALS_OK;
}

an_store_counts an_store_committed(const an_store *store) { return store->committed; }
