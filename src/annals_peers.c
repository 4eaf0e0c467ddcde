/* Dictionaries of other coders as the engine's dictionary, and the functions of annals.h that check and import them. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "annals_peers.h"
#include "base/array.h"
#include "lexicon/cameo.h"
#include "peers/peers.h"

enum { FILE_BYTES_MAX = 256 * 1024 * 1024, PATH_BYTES = 4096 };

bool an_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int by_bytes(const void *left, const void *right) { return an_str_compare(*(const an_str *)left, *(const an_str *)right); }

/* The plain files directly in the folder, in byte order of their names. */
static annals_status list_files(an_arena *arena, const char *folder, an_str **names, size_t *count, annals_error *error)
{
    AN_ARRAY(an_str) found = {0};
    DIR *directory = opendir(folder);
    bool is_full = false;
    if (!directory) return an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: cannot be read", folder);
    for (const struct dirent *entry; !is_full && (entry = readdir(directory));) {
        char path[PATH_BYTES];
        struct stat info;
        size_t length = strlen(entry->d_name);
        char *name;
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= PATH_BYTES || stat(path, &info) != 0 || !S_ISREG(info.st_mode)) continue;
        name = an_arena_copy(arena, entry->d_name, length + 1);
        is_full = !name || !AN_PUSH(arena, &found, ((an_str){name, length}));
    }
    closedir(directory);
    if (is_full) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    if (found.count) qsort(found.items, found.count, sizeof *found.items, by_bytes);
    *names = found.items;
    *count = found.count;
    return ANNALS_OK;
}

static bool append_file(const char *folder, an_str name, an_strbuf *out)
{
    char path[PATH_BYTES], block[1 << 16];
    size_t length;
    FILE *file;
    if (snprintf(path, sizeof path, "%s/%s", folder, name.data) >= PATH_BYTES || !(file = fopen(path, "rb"))) return false;
    while ((length = fread(block, 1, sizeof block, file)) > 0) an_strbuf_put(out, block, length);
    fclose(file);
    return !out->has_failed;
}

/* SHA-256 over each file's name, size and SHA-256: what the base keeps as the dictionary's digest. */
static annals_status digest_of_folder(const char *folder, char out[AN_SHA256_HEX_BYTES], annals_error *error)
{
    an_arena arena;
    an_strbuf content, list;
    an_str *names = NULL;
    size_t count = 0;
    annals_status status;
    an_arena_init(&arena, 0);
    an_strbuf_init(&content, FILE_BYTES_MAX);
    an_strbuf_init(&list, 0);
    status = list_files(&arena, folder, &names, &count, error);
    for (size_t i = 0; status == ANNALS_OK && i < count; i++) {
        char digest[AN_SHA256_HEX_BYTES];
        an_strbuf_clear(&content);
        if (!append_file(folder, names[i], &content)) status = an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s/%s: cannot be read, or is too large", folder, names[i].data);
        an_sha256_hex(an_strbuf_view(&content), digest);
        an_strbuf_printf(&list, "%s %s\n", digest, names[i].data);
    }
    if (status == ANNALS_OK && list.has_failed) status = an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    an_sha256_hex(an_strbuf_view(&list), out);
    an_strbuf_free(&content);
    an_strbuf_free(&list);
    an_arena_free(&arena);
    return status;
}

annals_status an_engine_open_peers(annals_engine *engine, const char *folder, const annals_engine_options *options, annals_error *error)
{
    AN_TRY(digest_of_folder(folder, engine->peers_digest, error));
    return an_peers_open(folder, options->on_problem, options->user, &engine->resources.peers, error);
}

annals_status annals_peers_check(const char *folder, void (*on_problem)(void *user, const annals_error *problem), void *user,
                                 annals_error *error)
{
    an_error_clear(error);
    return an_peers_check(folder, on_problem, user, error);
}

bool annals_is_peers_folder(const char *folder) { return an_is_folder(folder) && an_peers_is_folder(folder); }

annals_status annals_peers_import(const annals_engine *engine, const char *folder, const char *out_folder,
                                  void (*on_problem)(void *user, const annals_error *problem), void *user, annals_import_summary *summary,
                                  annals_error *error)
{
    an_peers_import_counts counts = {0};
    annals_status status;
    an_error_clear(error);
    status = an_peers_import(folder, an_lexicon_codebook(engine->resources.lexicon), out_folder, on_problem, user, &counts, error);
    if (summary) *summary = (annals_import_summary){counts.actors, counts.roles, counts.sets, counts.frames, counts.not_imported};
    return status;
}
