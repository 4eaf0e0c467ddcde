/* Walks paths depth first. Of a folder all names are held at once (sorted), of the tree only the folders on the way down, so that
 * a hundred thousand files cost a few megabytes. A folder that lies on the way down already (a link back) is not entered again.
 * Hidden files and the side files of a base are passed over. */
#include "read/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/span.h"
#include "base/strbuf.h"
#include "read/limits.h"

typedef AN_ARRAY(const char *) names;

typedef struct folder {
    an_arena arena; /* of the names */
    names names;
    size_t next;
    size_t path_length; /* of the walk's path up to and with the slash */
    dev_t device;
    ino_t inode;
} folder;

struct an_read_walk {
    const char *const *paths;
    size_t path_count, next_path;
    bool only_counts;
    an_strbuf path;
    folder folders[AN_READ_FOLDER_DEPTH_MAX];
    size_t depth;
};

/* `paths` must outlive the walk. NULL when memory is exhausted. */
an_read_walk *an_read_walk_open(const char *const *paths, size_t path_count, bool only_counts)
{
    an_read_walk *walk = calloc(1, sizeof *walk);
    if (!walk) return NULL;
    walk->paths = paths;
    walk->path_count = path_count;
    walk->only_counts = only_counts;
    an_strbuf_init(&walk->path, 0);
    return walk;
}

void an_read_walk_close(an_read_walk *walk)
{
    if (!walk) return;
    while (walk->depth) an_arena_free(&walk->folders[--walk->depth].arena);
    an_strbuf_free(&walk->path);
    free(walk);
}

static int compare_names(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static bool is_passed_over(const char *name)
{
    static const char *const endings[] = {".db-wal", ".db-shm", ".db-journal"};
    if (name[0] == '.') return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (an_str_ends_with(an_str_from(name), endings[i])) return true;
    return false;
}

static bool read_names(DIR *stream, folder *opened)
{
    struct dirent *entry;
    errno = 0;
    while ((entry = readdir(stream))) {
        char *copy;
        if (is_passed_over(entry->d_name)) continue;
        copy = an_arena_copy(&opened->arena, entry->d_name, strlen(entry->d_name));
        if (!copy || !AN_PUSH(&opened->arena, &opened->names, copy)) return false;
    }
    if (opened->names.count) qsort(opened->names.items, opened->names.count, sizeof *opened->names.items, compare_names);
    return errno == 0;
}

static bool is_on_the_way_down(const an_read_walk *walk, const struct stat *info)
{
    for (size_t i = 0; i < walk->depth; i++)
        if (walk->folders[i].device == info->st_dev && walk->folders[i].inode == info->st_ino) return true;
    return false;
}

static annals_status unreadable(const an_read_walk *walk, annals_error *error)
{
    int number = errno;
    return an_fail(error, ANNALS_E_INPUT, "read", 0, "%s: %s", walk->path.data,
                   number == ENOENT ? "there is no such file"
                   : number == EACCES ? "it may not be read (permissions)"
                   : number == ELOOP ? "its links go in a circle"
                                      : "the system could not open it");
}

/* Takes over `descriptor`. */
static annals_status enter_folder(an_read_walk *walk, int descriptor, const struct stat *info, annals_error *error)
{
    folder *opened;
    DIR *stream;
    bool is_complete;
    if (is_on_the_way_down(walk, info)) {
        close(descriptor);
        return ANNALS_OK;
    }
    if (walk->depth == AN_READ_FOLDER_DEPTH_MAX) {
        close(descriptor);
        return an_fail(error, ANNALS_E_LIMIT, "read", 0, "%s: folders lie more than %d deep", walk->path.data,
            AN_READ_FOLDER_DEPTH_MAX);
    }
    stream = fdopendir(descriptor);
    if (!stream) {
        close(descriptor);
        return unreadable(walk, error);
    }
    if (walk->path.data[walk->path.length - 1] != '/') an_strbuf_putc(&walk->path, '/');
    opened = &walk->folders[walk->depth++];
    *opened = (folder){.path_length = walk->path.length, .device = info->st_dev, .inode = info->st_ino};
    an_arena_init(&opened->arena, 0);
    is_complete = read_names(stream, opened);
    closedir(stream);
    return is_complete ? ANNALS_OK : an_fail(error, ANNALS_E_INPUT, "read", 0, "%s: the folder could not be read whole",
        walk->path.data);
}

/* Sets walk->path to the next thing to open; false at the end. */
static bool next_path(an_read_walk *walk)
{
    while (walk->depth) {
        folder *top = &walk->folders[walk->depth - 1];
        if (top->next < top->names.count) {
            walk->path.length = top->path_length;
            an_strbuf_puts(&walk->path, top->names.items[top->next++]);
            return true;
        }
        an_arena_free(&top->arena);
        walk->depth--;
    }
    if (walk->next_path == walk->path_count) return false;
    an_strbuf_clear(&walk->path);
    an_strbuf_puts(&walk->path, walk->paths[walk->next_path++]);
    return true;
}

typedef enum opened { OPENED, NOT_OPENED_ON_PURPOSE, IS_NO_FILE, CANNOT_OPEN } opened;

/* A pipe or device that lies in a folder is no report; opening one might wait for ever. */
static opened open_path(const an_read_walk *walk, struct stat *info, int *descriptor)
{
    const char *path = walk->path.data ? walk->path.data : "";
    if (stat(path, info) != 0) return CANNOT_OPEN;
    if (walk->depth && !S_ISREG(info->st_mode) && !S_ISDIR(info->st_mode)) return IS_NO_FILE;
    if (walk->only_counts && !S_ISDIR(info->st_mode)) return NOT_OPENED_ON_PURPOSE;
    *descriptor = open(path, O_RDONLY | O_CLOEXEC);
    return *descriptor >= 0 && fstat(*descriptor, info) == 0 ? OPENED : CANNOT_OPEN;
}

/* OK: *file is filled. END: no more. E_INPUT, E_LIMIT: this path failed, the next call goes on after it. */
annals_status an_read_walk_next(an_read_walk *walk, an_read_file *file, annals_error *error)
{
    while (next_path(walk)) {
        struct stat info;
        opened result;
        if (walk->path.has_failed) return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a path");
        *file = (an_read_file){.path = walk->path.data ? walk->path.data : "", .descriptor = -1, .is_from_folder = walk->depth > 0};
        if (!walk->depth && strcmp(file->path, "-") == 0) {
            file->path = "standard input";
            if (!walk->only_counts) file->descriptor = 0;
            return ANNALS_OK;
        }
        result = open_path(walk, &info, &file->descriptor);
        if (result == IS_NO_FILE) continue;
        if (result == CANNOT_OPEN) return unreadable(walk, error);
        if (result == OPENED && S_ISDIR(info.st_mode)) {
            AN_TRY(enter_folder(walk, file->descriptor, &info, error));
            continue;
        }
        file->is_regular = S_ISREG(info.st_mode);
        file->size_bytes = file->is_regular ? (uint64_t)info.st_size : 0;
        return ANNALS_OK;
    }
    return ANNALS_END;
}
