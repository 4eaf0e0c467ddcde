/* Opens a folder of the peers' dictionaries: which files, in which order, and the last checks. Of several verb dictionaries one is used,
 * since each is whole by itself: the one that a project names, else the newest format, else the largest. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "peers/dictionary.h"

enum { FILES_MAX = 256, FILE_BYTES_MAX = 64 << 20, NAME_BYTES_MAX = 255, SAMPLE_BYTES = 64 << 10 };

typedef struct source {
    const char *path;
    an_str name, text;
    an_peer_role role;
    an_peer_dialect dialect;
    bool is_used;
} source;

typedef struct opening {
    bool only_checks; /* every file is read, nothing is kept */
    an_peer_reader reader;
    an_arena scratch; /* file texts too */
    source *sources;
    size_t count;
} opening;

static annals_status read_file(opening *o, const char *path, source *out, annals_error *error)
{
    struct stat info;
    FILE *file = NULL;
    char *text;
    const char *slash = strrchr(path, '/');
    out->path = path;
    out->name = an_str_from(slash ? slash + 1 : path);
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode)) return an_fail(error, ANNALS_E_IO, "peers", 0, "cannot read %s", path);
    if (info.st_size > FILE_BYTES_MAX) return an_fail(error, ANNALS_E_LIMIT, "peers", 0, "%s has more than %d MiB", path, FILE_BYTES_MAX >> 20);
    text = an_arena_alloc(&o->scratch, (size_t)info.st_size + 1);
    if (!text) return an_fail(error, ANNALS_E_MEMORY, "peers", 0, "out of memory");
    file = fopen(path, "rb");
    if (!file) return an_fail(error, ANNALS_E_IO, "peers", 0, "cannot read %s", path);
    out->text = (an_str){text, fread(text, 1, (size_t)info.st_size, file)};
    fclose(file);
    out->role = an_peer_role_of(out->name, out->text, &out->dialect);
    return ANNALS_OK;
}

static int compare_paths(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static annals_status list_folder(opening *o, const char *folder, const char ***paths, size_t *count, annals_error *error)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    *paths = AN_NEW_ARRAY(&o->scratch, const char *, FILES_MAX);
    *count = 0;
    if (!dir) return an_fail(error, ANNALS_E_IO, "peers", 0, "cannot read the folder %s", folder);
    while (*paths && (entry = readdir(dir)) != NULL && *count < FILES_MAX) {
        size_t bytes = strlen(folder) + strlen(entry->d_name) + 2;
        char *path;
        struct stat info;
        if (entry->d_name[0] == '.') continue;
        path = an_arena_alloc(&o->scratch, bytes);
        if (!path) break;
        snprintf(path, bytes, "%s/%s", folder, entry->d_name);
        if (stat(path, &info) == 0 && S_ISREG(info.st_mode)) (*paths)[(*count)++] = path;
    }
    closedir(dir);
    if (*paths) qsort(*paths, *count, sizeof **paths, compare_paths);
    return o->scratch.is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "peers", 0, "out of memory") : ANNALS_OK;
}

static bool is_named_in(an_str name, an_str text)
{
    for (size_t i = 0; i + name.length <= text.length; i++)
        if (memcmp(text.data + i, name.data, name.length) == 0) return true;
    return false;
}

static bool is_dictionary(const source *s) { return s->role != AN_PEER_IS_NOTHING && s->role != AN_PEER_IS_PROJECT; }

/* How many dictionaries of the folder a project names. */
static size_t named_count(const opening *o, const source *project)
{
    size_t n = 0;
    for (size_t i = 0; i < o->count; i++) n += is_dictionary(o->sources + i) && is_named_in(o->sources[i].name, project->text);
    return n;
}

static const source *best_project(const opening *o)
{
    const source *best = NULL;
    for (size_t i = 0; i < o->count; i++)
        if (o->sources[i].role == AN_PEER_IS_PROJECT && named_count(o, o->sources + i) && (!best || named_count(o, o->sources + i) > named_count(o, best)))
            best = o->sources + i;
    return best;
}

static void choose_verbs(opening *o)
{
    source *best = NULL;
    for (size_t i = 0; i < o->count; i++) {
        source *s = o->sources + i;
        if (s->role != AN_PEER_IS_VERBS || !s->is_used) continue;
        s->is_used = false;
        if (!best || s->dialect > best->dialect || (s->dialect == best->dialect && s->text.length > best->text.length)) best = s;
    }
    if (best) {
        best->is_used = true;
        o->reader.peers->dialect = best->dialect;
    }
}

static void choose(opening *o)
{
    const source *project = best_project(o);
    for (size_t i = 0; i < o->count; i++) {
        source *s = o->sources + i;
        s->is_used = is_dictionary(s) && (!project || is_named_in(s->name, project->text));
    }
    choose_verbs(o);
}

static void read_source(opening *o, const source *s)
{
    an_peer_reader *reader = &o->reader;
    const char *name = an_arena_copy(&reader->peers->arena, s->name.data, s->name.length);
    if (!name || !AN_PUSH(&reader->peers->arena, &reader->peers->files, (an_str){name, s->name.length})) return;
    reader->file = (uint32_t)reader->peers->files.count - 1;
    reader->line = 0;
    switch (s->role) {
    case AN_PEER_IS_VERBS: an_peer_read_verbs(reader, s->text); break;
    case AN_PEER_IS_ACTORS: an_peer_read_actors(reader, s->text, AN_PEER_ACTOR); break;
    case AN_PEER_IS_AGENTS: an_peer_read_agents(reader, s->text); break;
    case AN_PEER_IS_DISCARDS: an_peer_read_topics(reader, s->text, false); break;
    case AN_PEER_IS_ISSUES: an_peer_read_topics(reader, s->text, true); break;
    case AN_PEER_IS_OPTIONS: an_peer_read_options(reader, s->text); break;
    default: break;
    }
}

/* Sets that are used and stand nowhere; the verbs' file is the last one read. */
static void check_sets(opening *o)
{
    an_peers *peers = o->reader.peers;
    for (size_t i = 0; i < peers->sets.count; i++) {
        if (peers->sets.items[i].file != UINT32_MAX) continue;
        o->reader.line = peers->sets.items[i].line;
        an_peer_problem(&o->reader, "no set &%.*s", (int)peers->sets.items[i].name.length, peers->sets.items[i].name.data);
    }
}

static const an_peer_options tabari_options = {.verbs_max = 0, .words_min = 8, .comma_min = 2, .comma_max = 10, .comma_end_min = 2, .comma_end_max = 10,
    .comma_begin_min = 255, .comma_begin_max = 0, .requires_dyad = true};
static const an_peer_options petrarch_options = {.comma_min = 2, .comma_max = 8, .comma_end_min = 2, .comma_end_max = 10, .comma_begin_min = 0,
    .comma_begin_max = 0, .requires_dyad = true};

static annals_status read_all(opening *o, annals_error *error)
{
    an_peers *peers = o->reader.peers;
    choose(o);
    peers->options = peers->dialect == AN_PEER_TABARI ? tabari_options : petrarch_options;
    for (size_t i = 0; i < o->count; i++)
        if (o->sources[i].is_used && o->sources[i].role != AN_PEER_IS_VERBS) read_source(o, o->sources + i);
    for (size_t i = 0; i < o->count; i++)
        if (o->sources[i].is_used && o->sources[i].role == AN_PEER_IS_VERBS) read_source(o, o->sources + i);
    if (peers->files.count) check_sets(o);
    if (!peers->verbs.count || !peers->actors.count)
        return an_fail(error, ANNALS_E_FORMAT, "peers", 0, "no dictionary of %s among these files", peers->verbs.count ? "actors" : "verbs");
    if (!an_peer_index(peers) || peers->arena.is_exhausted || o->scratch.is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "peers", 0, "out of memory");
    return ANNALS_OK;
}

/* A verb dictionary beside the one that is used: read for its wrong lines, into a dictionary of its own. */
static void check_verbs(opening *o, const source *s)
{
    an_peers *used = o->reader.peers, *own = calloc(1, sizeof *own);
    if (!own) return;
    an_arena_init(&own->arena, 0);
    own->dialect = s->dialect;
    o->reader.peers = own;
    read_source(o, s);
    if (own->files.count) check_sets(o);
    o->reader.peers = used;
    an_peers_close(own);
}

/* What is missing is no wrong line: a folder may hold a part of the dictionaries. */
static annals_status check_all(opening *o, annals_error *error)
{
    annals_status status = read_all(o, error);
    for (size_t i = 0; i < o->count; i++)
        if (o->sources[i].role == AN_PEER_IS_VERBS && !o->sources[i].is_used) check_verbs(o, o->sources + i);
    if (status == ANNALS_E_FORMAT && o->reader.peers->files.count) status = ANNALS_OK;
    if (status == ANNALS_OK && o->reader.problems.count) {
        if (error) *error = o->reader.problems.first;
        status = ANNALS_E_FORMAT;
    }
    return status;
}

static annals_status open_paths(opening *o, const char *const *paths, size_t count, annals_error *error)
{
    o->sources = AN_NEW_ARRAY(&o->scratch, source, count + 1);
    if (!o->sources) return an_fail(error, ANNALS_E_MEMORY, "peers", 0, "out of memory");
    for (size_t i = 0; i < count; i++) AN_TRY(read_file(o, paths[i], o->sources + o->count++, error));
    return o->only_checks ? check_all(o, error) : read_all(o, error);
}

static annals_status open_any(const char *folder, const char *const *paths, size_t count, bool only_checks, an_peers_on_problem on_problem,
                              void *user, an_peers **out, annals_error *error)
{
    opening o = {.only_checks = only_checks};
    annals_status status = ANNALS_OK;
    *out = NULL;
    an_arena_init(&o.scratch, 0);
    o.reader.peers = calloc(1, sizeof *o.reader.peers);
    if (!o.reader.peers) return an_fail(error, ANNALS_E_MEMORY, "peers", 0, "out of memory");
    an_arena_init(&o.reader.peers->arena, 0);
    o.reader.scratch = &o.scratch;
    o.reader.open_set = UINT32_MAX;
    o.reader.problems = (an_problem_sink){.on_problem = on_problem, .user = user};
    if (folder) {
        const char **found = NULL;
        status = list_folder(&o, folder, &found, &count, error);
        paths = found;
    }
    if (status == ANNALS_OK) status = open_paths(&o, paths, count, error);
    an_arena_free(&o.scratch);
    if (status == ANNALS_OK) *out = o.reader.peers;
    else an_peers_close(o.reader.peers);
    return status;
}

annals_status an_peers_open(const char *folder, an_peers_on_problem on_problem, void *user, an_peers **peers, annals_error *error)
{
    return open_any(folder, NULL, 0, false, on_problem, user, peers, error);
}

annals_status an_peers_open_files(const char *const *paths, size_t count, an_peers_on_problem on_problem, void *user, an_peers **peers,
                                  annals_error *error)
{
    return open_any(NULL, paths, count, false, on_problem, user, peers, error);
}

annals_status an_peers_check(const char *folder, an_peers_on_problem on_problem, void *user, annals_error *error)
{
    an_peers *peers = NULL;
    annals_status status = open_any(folder, NULL, 0, true, on_problem, user, &peers, error);
    an_peers_close(peers);
    return status;
}

/* These dictionaries are written in capitals; a program with brackets is not. */
static bool is_in_capitals(an_str text)
{
    size_t capitals = 0, small = 0;
    for (size_t i = 0; i < text.length; i++) {
        capitals += text.data[i] >= 'A' && text.data[i] <= 'Z';
        small += text.data[i] >= 'a' && text.data[i] <= 'z';
    }
    return capitals > small;
}

static bool begins_like_dictionary(const char *path, char sample[SAMPLE_BYTES])
{
    an_peer_dialect dialect;
    an_peer_role role;
    const char *slash = strrchr(path, '/');
    FILE *file = fopen(path, "rb");
    an_str text;
    if (!file) return false;
    text = (an_str){sample, fread(sample, 1, SAMPLE_BYTES, file)};
    fclose(file);
    role = an_peer_role_of(an_str_from(slash ? slash + 1 : path), text, &dialect);
    return (role == AN_PEER_IS_VERBS || role == AN_PEER_IS_ACTORS || role == AN_PEER_IS_AGENTS) && is_in_capitals(text);
}

bool an_peers_is_folder(const char *folder)
{
    opening o = {.only_checks = true};
    const char **paths = NULL;
    char *sample;
    size_t count = 0;
    bool is_one = false;
    an_arena_init(&o.scratch, 0);
    sample = an_arena_alloc(&o.scratch, SAMPLE_BYTES);
    if (sample && list_folder(&o, folder, &paths, &count, NULL) == ANNALS_OK)
        for (size_t i = 0; i < count && !is_one; i++) is_one = begins_like_dictionary(paths[i], sample);
    an_arena_free(&o.scratch);
    return is_one;
}

void an_peers_close(an_peers *peers)
{
    if (!peers) return;
    an_arena_free(&peers->arena);
    free(peers);
}
