/* parse_pack: the sections that parse_export.py wrote -> one model file, opened once to make sure that it can be.
 *
 * use: parse_pack out.model folder/section ...      (a section is named as its file) */
#include "base/arena.h"
#include "parse/parser.h"
#include "parse/weights.h"

#include <stdio.h>
#include <string.h>

static bool read_file(an_arena *arena, const char *path, an_str *out)
{
    FILE *file = fopen(path, "rb");
    long size;
    char *bytes;
    if (!file) return false;
    if (fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0) return fclose(file), false;
    bytes = an_arena_alloc(arena, (size_t)size + 1);
    *out = (an_str){bytes, (size_t)size};
    if (bytes && fread(bytes, 1, (size_t)size, file) != (size_t)size) bytes = NULL;
    fclose(file);
    return bytes != NULL;
}

int main(int argc, char **argv)
{
    an_image_section_source sources[AN_IMAGE_SECTIONS_MAX];
    annals_error error = {0};
    an_parser *parser = NULL;
    an_arena arena;
    size_t count = argc > 2 ? (size_t)argc - 2 : 0;
    if (count == 0 || count > AN_IMAGE_SECTIONS_MAX) return fprintf(stderr, "use: parse_pack out.model folder/section ...\n"), 2;
    an_arena_init(&arena, 0);
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(argv[i + 2], '/');
        sources[i].name = slash ? slash + 1 : argv[i + 2];
        if (!read_file(&arena, argv[i + 2], &sources[i].bytes)) return fprintf(stderr, "parse_pack: cannot read %s\n", argv[i + 2]), 1;
    }
    if (an_image_write(argv[1], AN_PARSE_MODEL_MAGIC, AN_PARSE_MODEL_VERSION, sources, count, &error) != ANNALS_OK ||
        an_parser_open(&parser, argv[1], &error) != ANNALS_OK)
        return fprintf(stderr, "parse_pack: %s\n", error.message), 1;
    printf("%s  %s\n", an_parser_digest(parser), argv[1]);
    an_parser_close(parser);
    an_arena_free(&arena);
    return 0;
}
