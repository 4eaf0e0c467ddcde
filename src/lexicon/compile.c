/* Dictionary texts -> one file. Every part compiles its blocks; what is wrong is told with file and line and the rest goes on, so that
 * one run names every wrong line; but nothing is written unless all is right. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lexicon/kinds.h"

enum { BUILD_BYTES_MAX = 2000 * 1024 * 1024 };

annals_status an_build_section(an_lexicon_build *build, const char *name, an_str bytes, annals_error *error)
{
    if (build->sections.count >= AN_IMAGE_SECTIONS_MAX) return an_fail(error, ANNALS_E_LIMIT, "lexicon", 0, "more than %d sections", AN_IMAGE_SECTIONS_MAX);
    if (!AN_PUSH(build->arena, &build->sections, (an_image_section_source){name, bytes}))
        return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for section %s", name);
    return ANNALS_OK;
}

annals_status an_build_section_from(an_lexicon_build *build, const char *name, const an_strbuf *bytes, annals_error *error)
{
    char *copy = bytes->has_failed ? NULL : an_arena_copy(build->arena, bytes->data, bytes->length);
    if (!copy) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for section %s", name);
    return an_build_section(build, name, (an_str){copy, bytes->length}, error);
}

static bool is_known_kind(an_str kind)
{
    for (const an_lexicon_part *const *part = an_lexicon_parts; *part; part++)
        for (const char *const *name = (*part)->block_kinds; *name; name++)
            if (an_str_is(kind, *name)) return true;
    return false;
}

static void report_unknown_kinds(const an_lexicon_build *build)
{
    for (size_t i = 0; i < build->blocks->count; i++) {
        const an_block *block = build->blocks->items + i;
        if (!is_known_kind(block->kind))
            an_problem(build->problems, block->file, block->line, "no kind of entry is called '%.*s'", (int)block->kind.length, block->kind.data);
    }
}

static annals_status compile_parts(an_lexicon_build *build, annals_error *error)
{
    report_unknown_kinds(build);
    for (const an_lexicon_part *const *part = an_lexicon_parts; *part; part++) AN_TRY((*part)->compile(build, error));
    if (build->arena->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "%s: out of memory", build->folder);
    return ANNALS_OK;
}

static annals_status write_if_right(const an_lexicon_build *build, const char *out_path, annals_error *error)
{
    if (build->problems->count) {
        if (error) *error = build->problems->first;
        return ANNALS_E_FORMAT;
    }
    return an_image_write(out_path, AN_LEXICON_MAGIC, AN_LEXICON_VERSION, build->sections.items, build->sections.count, error);
}

static annals_status read_and_compile(an_lexicon_build *build, an_blocks *blocks, annals_error *error)
{
    AN_TRY(an_blocks_read_folder(build->arena, build->folder, blocks, build->problems, error));
    return compile_parts(build, error);
}

/* Compiles every dictionary text under `folder` into the file `out_path`; the same texts give the same bytes. `problems` may be NULL.
 * E_FORMAT: lines were wrong, `error` holds the first, nothing is written. E_IO, E_LIMIT, E_MEMORY. */
annals_status an_lexicon_compile(const char *folder, const char *out_path, an_problem_sink *problems, annals_error *error)
{
    an_arena arena;
    an_blocks blocks = {0};
    an_problem_sink silent = {0};
    an_lexicon_build build = {.arena = &arena, .folder = folder, .blocks = &blocks, .problems = problems ? problems : &silent};
    annals_status status;
    an_arena_init(&arena, BUILD_BYTES_MAX);
    status = read_and_compile(&build, &blocks, error);
    if (status == ANNALS_OK) status = write_if_right(&build, out_path, error);
    an_arena_free(&arena);
    return status;
}

static annals_status open_compiled(const an_lexicon_build *build, const char *path, an_lexicon **lexicon, annals_error *error)
{
    AN_TRY(write_if_right(build, path, error));
    return an_lexicon_open(lexicon, path, error);
}

static annals_status check_parts(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error)
{
    for (const an_lexicon_part *const *part = an_lexicon_parts; *part; part++)
        if ((*part)->check) AN_TRY((*part)->check(build, lexicon, error));
    return ANNALS_OK;
}

/* A file of its own in the folder for temporary files; the caller removes it. */
static annals_status temporary_path(char *path, size_t size, annals_error *error)
{
    const char *folder = getenv("TMPDIR");
    int file;
    snprintf(path, size, "%s/annals-lexicon-XXXXXX", folder && *folder ? folder : "/tmp");
    file = mkstemp(path);
    if (file < 0) return an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: cannot make a temporary file", path);
    close(file);
    return ANNALS_OK;
}

/* Looks for what compiles but cannot be meant, by compiling to a temporary file and asking every part. Nothing is kept. `problems`
 * may be NULL. OK: nothing found. E_FORMAT: problems were found, `error` holds the first. E_IO, E_LIMIT, E_MEMORY. */
annals_status an_lexicon_check(const char *folder, an_problem_sink *problems, annals_error *error)
{
    an_arena arena;
    an_blocks blocks = {0};
    an_problem_sink silent = {0};
    an_lexicon_build build = {.arena = &arena, .folder = folder, .blocks = &blocks, .problems = problems ? problems : &silent};
    an_lexicon *lexicon = NULL;
    char path[4096];
    annals_status status;
    an_arena_init(&arena, BUILD_BYTES_MAX);
    status = read_and_compile(&build, &blocks, error);
    if (status == ANNALS_OK && !blocks.count && !build.problems->count)
        status = an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "%s: no dictionary entries in this folder (files named *.txt)", folder);
    if (status == ANNALS_OK) status = temporary_path(path, sizeof path, error);
    if (status == ANNALS_OK) {
        status = open_compiled(&build, path, &lexicon, error);
        if (status == ANNALS_OK) status = check_parts(&build, lexicon, error);
        remove(path);
    }
    if (status == ANNALS_OK && build.problems->count) {
        if (error) *error = build.problems->first;
        status = ANNALS_E_FORMAT;
    }
    an_lexicon_close(lexicon);
    an_arena_free(&arena);
    return status;
}
