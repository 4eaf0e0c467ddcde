/* Fuzzes the opener of parser models, and parsing with whatever it accepts. The input is a list of edits, six bytes each: place
 * (four bytes, modulo the file) and two bytes to put there, applied to a valid small model file; the checksum is then made right
 * again, since it would stop nearly every edit. An input that starts with "raw" is taken as a whole file instead. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "../unit/tiny_parser.h"
#include "parse/parser.h"

enum { EDIT_BYTES = 6, CRC_OFFSET = 20, HEADER_BYTES = 64, ENTRY_BYTES = 48 };

static char path[64];
static unsigned char *valid;
static size_t valid_size;

static void make_valid(void)
{
    tiny_parser tiny;
    an_arena arena;
    FILE *file;
    struct stat info;
    snprintf(path, sizeof path, "/tmp/annals-fuzz-model-%ld", (long)getpid());
    an_arena_init(&arena, 0);
    tiny_make(&tiny, &arena, 1);
    if (an_image_write(path, AN_PARSE_MODEL_MAGIC, AN_PARSE_MODEL_VERSION, tiny.sections, tiny.count, NULL) != ANNALS_OK) abort();
    an_arena_free(&arena);
    if (stat(path, &info) != 0 || !(file = fopen(path, "rb"))) abort();
    valid_size = (size_t)info.st_size;
    valid = malloc(valid_size);
    if (!valid || fread(valid, 1, valid_size, file) != valid_size) abort();
    fclose(file);
}

/* Every other edit falls into the header and the table of sections, where most of the meaning is. */
static void apply(unsigned char *file, const uint8_t *edits, size_t size)
{
    for (size_t i = 0; i + EDIT_BYTES <= size; i += EDIT_BYTES) {
        size_t place = edits[i] | (size_t)edits[i + 1] << 8 | (size_t)edits[i + 2] << 16 | (size_t)edits[i + 3] << 24;
        size_t range = place & 1 ? HEADER_BYTES + TINY_SECTIONS_MAX * ENTRY_BYTES : valid_size - 1;
        memcpy(file + (place >> 1) % range, edits + i + 4, 2);
    }
}

static void mend_checksum(unsigned char *file, size_t size)
{
    uint32_t crc;
    if (size <= HEADER_BYTES) return;
    crc = (uint32_t)crc32_z(0, file + HEADER_BYTES, size - HEADER_BYTES);
    memcpy(file + CRC_OFFSET, &crc, sizeof crc);
}

static void parse_with(const an_parser *parser)
{
    an_token tokens[] = {{.form = AN_STR("Rebels")}, {.form = AN_STR("shelled")}, {.form = AN_STR("caf\xC3\xA9s")}, {.form = AN_STR(".")}};
    an_sentence sentence = {.token_count = 4};
    an_parsed_text text = {.sentences = &sentence, .sentence_count = 1, .tokens = tokens, .token_count = 4};
    an_arena arena, scratch;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    an_parse(&arena, &scratch, parser, &text, NULL);
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

static void try_file(const unsigned char *bytes, size_t size)
{
    an_parser *parser;
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size) abort();
    fclose(file);
    if (an_parser_open(&parser, path, NULL) != ANNALS_OK) return;
    parse_with(parser);
    an_parser_close(parser);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char *file;
    if (!valid) make_valid();
    if (size >= 3 && memcmp(data, "raw", 3) == 0) {
        try_file(data + 3, size - 3);
        return 0;
    }
    file = malloc(valid_size);
    if (!file) return 0;
    memcpy(file, valid, valid_size);
    apply(file, data, size);
    mend_checksum(file, valid_size);
    try_file(file, valid_size);
    free(file);
    return 0;
}
