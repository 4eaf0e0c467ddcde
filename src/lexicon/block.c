/* The reader of dictionary texts. It goes line by line and keeps no state but the block that is open, so that a wrong line costs
 * that line only: it is told to the sink and the next one is read. Strings of the blocks are views of the file's text, which the
 * reader loads into the arena whole. Files of a folder come in byte order of their paths, so that the same folder always
 * gives the same sequence of blocks. */
#include "lexicon/block.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/strbuf.h"
#include "base/utf8.h"

enum { LINE_BYTES_MAX = 4096, FIELDS_MAX = 4096, FILE_BYTES_MAX = 64 * 1024 * 1024, FILES_MAX = 10000, FOLDER_DEPTH_MAX = 8 };

typedef struct reader {
    an_arena *arena;
    an_blocks *blocks;
    an_problem_sink *problems;
    an_str file;
    uint32_t line;
    bool is_open; /* the last of blocks takes fields */
} reader;

/* Tells `sink` (its callback may be missing) of one wrong place; the message begins with file and line. */
void an_problem(an_problem_sink *sink, an_str file, uint64_t line, const char *format, ...)
{
    annals_error problem = {.status = ANNALS_E_FORMAT, .stage = "lexicon", .offset = line};
    int at = snprintf(problem.message, sizeof problem.message, "%.*s:%llu: ", (int)file.length, file.data, (unsigned long long)line);
    va_list args;
    if (at < 0 || (size_t)at >= sizeof problem.message) at = 0;
    va_start(args, format);
    vsnprintf(problem.message + at, sizeof problem.message - (size_t)at, format, args);
    va_end(args);
    if (!sink->count++) sink->first = problem;
    if (sink->on_problem) sink->on_problem(sink->user, &problem);
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static bool is_control(char c) { return (unsigned char)c < ' ' && c != '\t'; }

/* The part of a line before a comment; a '#' inside of a double-quoted value is no comment. */
static an_str without_comment(an_str line)
{
    bool is_quoted = false;
    for (size_t i = 0; i < line.length; i++) {
        char c = line.data[i];
        bool is_after_blank = i == 0 || is_blank(line.data[i - 1]);
        if (c == '"' && (is_quoted || is_after_blank)) is_quoted = !is_quoted && memchr(line.data + i + 1, '"', line.length - i - 1);
        if (c == '#' && is_after_blank && !is_quoted) return (an_str){line.data, i};
    }
    return line;
}

static an_str cut_word(an_str *text)
{
    an_str word = {text->data, 0};
    while (word.length < text->length && !is_blank(text->data[word.length])) word.length++;
    *text = an_str_trim((an_str){text->data + word.length, text->length - word.length});
    return word;
}

/* The last word of `text`, and what stands before it in *before. */
static an_str last_word(an_str text, an_str *before)
{
    size_t start = text.length;
    while (start > 0 && !is_blank(text.data[start - 1])) start--;
    *before = an_str_trim((an_str){text.data, start});
    return (an_str){text.data + start, text.length - start};
}

/* Takes "from DATE" or "until DATE" off the end of `value`; false if neither stands there. A date that is none is a problem only
 * if it begins like one: "comes from Russia" is words. */
static bool cut_validity(reader *r, an_str *value, an_date_range *validity)
{
    an_str before, rest, date = last_word(*value, &before), word;
    an_date_range range;
    if (!before.length || !date.length || date.data[date.length - 1] == '"') return false;
    word = last_word(before, &rest);
    if (!an_str_is(word, "from") && !an_str_is(word, "until")) return false;
    if (!an_iso_parse(date, &range)) {
        if (date.data[0] >= '0' && date.data[0] <= '9')
            an_problem(r->problems, r->file, r->line, "no such date: %.*s", (int)date.length, date.data);
        return false;
    }
    if (an_str_is(word, "from")) validity->from = range.from;
    else validity->to = range.to;
    *value = rest;
    return true;
}

static an_str without_quotes(an_str value)
{
    if (value.length >= 2 && value.data[0] == '"' && value.data[value.length - 1] == '"') return (an_str){value.data + 1, value.length - 2};
    return value;
}

static void read_field(reader *r, an_block *block, an_str text)
{
    an_field field = {.validity = AN_DATE_RANGE_UNKNOWN, .line = r->line};
    field.key = cut_word(&text);
    if (block->fields.count >= FIELDS_MAX) {
        an_problem(r->problems, r->file, r->line, "more than %d fields in one entry", FIELDS_MAX);
        return;
    }
    if (cut_validity(r, &text, &field.validity)) cut_validity(r, &text, &field.validity);
    if (field.validity.from != AN_DAY_UNKNOWN && field.validity.to != AN_DAY_UNKNOWN && field.validity.to < field.validity.from)
        an_problem(r->problems, r->file, r->line, "%.*s ends before it begins", (int)field.key.length, field.key.data);
    field.value = without_quotes(text);
    AN_PUSH(r->arena, &block->fields, field);
}

/* Where " ; " divides a one-line block, or the end. */
static size_t find_divider(an_str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == ';' && (i == 0 || is_blank(text.data[i - 1])) && (i + 1 == text.length || is_blank(text.data[i + 1]))) return i;
    return text.length;
}

static void read_header(reader *r, an_str line)
{
    size_t end = find_divider(line);
    an_str head = an_str_trim((an_str){line.data, end});
    an_block block = {.file = r->file, .line = r->line};
    block.kind = cut_word(&head);
    block.id = head;
    r->is_open = block.kind.length > 0;
    if (!block.kind.length) {
        an_problem(r->problems, r->file, r->line, "an entry must begin with its kind");
        return;
    }
    while (end < line.length) {
        an_str rest = {line.data + end + 1, line.length - end - 1}, field;
        size_t length = find_divider(rest);
        field = an_str_trim((an_str){rest.data, length});
        if (field.length) read_field(r, &block, field);
        end += 1 + length;
    }
    if (!AN_PUSH(r->arena, r->blocks, block)) r->is_open = false;
}

static bool is_acceptable(reader *r, an_str line)
{
    if (line.length > LINE_BYTES_MAX) {
        an_problem(r->problems, r->file, r->line, "line of more than %d bytes", LINE_BYTES_MAX);
        return false;
    }
    if (!an_utf8_is_valid(line)) {
        an_problem(r->problems, r->file, r->line, "not UTF-8");
        return false;
    }
    for (size_t i = 0; i < line.length; i++)
        if (is_control(line.data[i])) {
            an_problem(r->problems, r->file, r->line, "control character %u", (unsigned)(unsigned char)line.data[i]);
            return false;
        }
    return true;
}

static void read_line(reader *r, an_str line)
{
    an_str text;
    if (line.length && line.data[line.length - 1] == '\r') line.length--;
    if (!is_acceptable(r, line)) {
        if (line.length && !is_blank(line.data[0])) r->is_open = false;
        return;
    }
    line = without_comment(line);
    text = an_str_trim(line);
    if (!text.length) return;
    if (!is_blank(line.data[0])) read_header(r, text);
    else if (r->is_open) read_field(r, r->blocks->items + r->blocks->count - 1, text);
    else an_problem(r->problems, r->file, r->line, "a field that belongs to no entry");
}

/* Appends the entries of one text. `file` is its name in messages; `file` and `text` must live as long as the blocks do.
 * OK also if lines were wrong (problems->count); E_LIMIT, E_MEMORY. */
annals_status an_blocks_read_text(an_arena *arena, an_str file, an_str text, an_blocks *blocks, an_problem_sink *problems, annals_error *error)
{
    reader r = {.arena = arena, .blocks = blocks, .problems = problems, .file = file};
    if (text.length > FILE_BYTES_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "lexicon", 0, "%.*s: a dictionary text of more than %d MiB", (int)file.length, file.data, FILE_BYTES_MAX >> 20);
    if (an_str_starts_with(text, "\xEF\xBB\xBF")) text = (an_str){text.data + 3, text.length - 3};
    for (size_t at = 0; at < text.length;) {
        const char *end = memchr(text.data + at, '\n', text.length - at);
        size_t length = end ? (size_t)(end - text.data) - at : text.length - at;
        r.line++;
        read_line(&r, (an_str){text.data + at, length});
        at += length + 1;
    }
    if (arena->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "%.*s: out of memory", (int)file.length, file.data);
    return ANNALS_OK;
}

static annals_status load(an_arena *arena, const char *path, an_str *text, annals_error *error)
{
    struct stat info;
    annals_status status = ANNALS_OK;
    char *bytes;
    FILE *file = fopen(path, "rb");
    if (!file) return an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: %s", path, strerror(errno));
    if (fstat(fileno(file), &info) != 0 || !S_ISREG(info.st_mode)) {
        status = an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: not a regular file", path);
    } else if (info.st_size > FILE_BYTES_MAX) {
        status = an_fail(error, ANNALS_E_LIMIT, "lexicon", 0, "%s: a dictionary text of more than %d MiB", path, FILE_BYTES_MAX >> 20);
    } else if (!(bytes = an_arena_alloc(arena, (size_t)info.st_size + 1))) {
        status = an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "%s: out of memory", path);
    } else {
        *text = (an_str){bytes, fread(bytes, 1, (size_t)info.st_size, file)};
        if (ferror(file)) status = an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: cannot be read", path);
    }
    fclose(file);
    return status;
}

typedef AN_ARRAY(an_str) paths;

static int compare_paths(const void *a, const void *b) { return an_str_compare(*(const an_str *)a, *(const an_str *)b); }

/* "folder/name" in the arena; `folder` may be empty. */
static an_str join(an_arena *arena, an_str folder, const char *name)
{
    size_t length = folder.length + (folder.length > 0) + strlen(name);
    char *path = an_arena_alloc(arena, length + 1);
    if (!path) return (an_str){0};
    snprintf(path, length + 1, "%.*s%s%s", (int)folder.length, folder.data ? folder.data : "", folder.length ? "/" : "", name);
    return (an_str){path, length};
}

static annals_status list_folder(an_arena *arena, an_str folder, an_str below, int depth, paths *found, annals_error *error);

static annals_status list_entry(an_arena *arena, an_str folder, an_str below, const char *name, int depth, paths *found, annals_error *error)
{
    struct stat info;
    an_str relative = join(arena, below, name), path = relative.data ? join(arena, folder, relative.data) : relative;
    if (!path.data) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    if (stat(path.data, &info) != 0) return an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: %s", path.data, strerror(errno));
    if (S_ISDIR(info.st_mode)) return list_folder(arena, folder, relative, depth + 1, found, error);
    if (!S_ISREG(info.st_mode) || !an_str_ends_with(relative, ".txt")) return ANNALS_OK;
    if (found->count >= FILES_MAX) return an_fail(error, ANNALS_E_LIMIT, "lexicon", 0, "%.*s: more than %d dictionary texts", (int)folder.length, folder.data, FILES_MAX);
    AN_PUSH(arena, found, relative);
    return ANNALS_OK;
}

static annals_status list_folder(an_arena *arena, an_str folder, an_str below, int depth, paths *found, annals_error *error)
{
    annals_status status = ANNALS_OK;
    an_str path = below.length ? join(arena, folder, below.data) : folder;
    DIR *directory;
    struct dirent *item;
    if (!path.data) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    if (depth > FOLDER_DEPTH_MAX) return an_fail(error, ANNALS_E_LIMIT, "lexicon", 0, "%s: folders nested more than %d deep", path.data, FOLDER_DEPTH_MAX);
    directory = opendir(path.data);
    if (!directory) return an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: %s", path.data, strerror(errno));
    while (status == ANNALS_OK && (item = readdir(directory)))
        if (item->d_name[0] != '.') status = list_entry(arena, folder, below, item->d_name, depth, found, error);
    closedir(directory);
    return status;
}

/* Appends the entries of every *.txt under `folder`, at any depth. Their `file` is the path below `folder`.
 * Status as an_blocks_read_text, and E_IO. */
annals_status an_blocks_read_folder(an_arena *arena, const char *folder, an_blocks *blocks, an_problem_sink *problems, annals_error *error)
{
    paths found = {0};
    AN_TRY(list_folder(arena, an_str_from(folder), (an_str){0}, 0, &found, error));
    if (found.count) qsort(found.items, found.count, sizeof *found.items, compare_paths);
    for (size_t i = 0; i < found.count; i++) {
        an_str text = {0}, path = join(arena, an_str_from(folder), found.items[i].data);
        if (!path.data) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
        AN_TRY(load(arena, path.data, &text, error));
        AN_TRY(an_blocks_read_text(arena, found.items[i], text, blocks, problems, error));
    }
    return ANNALS_OK;
}

const an_field *an_block_field(const an_block *block, const char *key)
{
    for (size_t i = 0; i < block->fields.count; i++)
        if (an_str_is(block->fields.items[i].key, key)) return block->fields.items + i;
    return NULL;
}
