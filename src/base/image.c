/* Header (64 bytes): magic 8, format version u32 = 1, contents version u32, section count u32, CRC-32 of all after the header
 * u32, file size u64, zeros. Then one entry per section (48 bytes): name 24, offset u64, size u64, zeros 8. Then the sections, each
 * aligned to 64 bytes. All integers little-endian, as on every machine that the project builds for. The checksum finds a damaged
 * file; it does not make a hostile one safe, so whoever uses a section checks every index in it before use. */
#include "base/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/hash.h"

enum { FORMAT_VERSION = 1, HEADER_BYTES = 64, ENTRY_BYTES = 48 };

typedef struct header {
    char magic[8];
    uint32_t format, version, section_count, crc;
    uint64_t file_size;
    unsigned char zeros[32];
} header;

typedef struct entry {
    char name[AN_IMAGE_NAME_BYTES];
    uint64_t offset, size, zero;
} entry;

_Static_assert(sizeof(header) == HEADER_BYTES && sizeof(entry) == ENTRY_BYTES, "the layout of the file");

static const entry *entries(const an_image *image) { return (const entry *)(image->bytes + HEADER_BYTES); }

static annals_status check(const an_image *image, const char *path, const char magic[8], annals_error *error)
{
    header h;
    if (image->size < HEADER_BYTES) return an_fail(error, ANNALS_E_FORMAT, "image", 0, "%s: too short to be a compiled file", path);
    memcpy(&h, image->bytes, sizeof h);
    if (memcmp(h.magic, magic, 8) != 0) return an_fail(error, ANNALS_E_FORMAT, "image", 0, "%s: not a file of this kind (wrong first bytes)", path);
    if (h.format != FORMAT_VERSION) return an_fail(error, ANNALS_E_VERSION, "image", 8, "%s: format version %u, this program reads %d", path, h.format, FORMAT_VERSION);
    if (h.file_size != image->size)
        return an_fail(error, ANNALS_E_FORMAT, "image", image->size, "%s: cut short or overlong: %zu bytes instead of %llu", path, image->size, (unsigned long long)h.file_size);
    if (h.section_count > AN_IMAGE_SECTIONS_MAX || HEADER_BYTES + (size_t)h.section_count * ENTRY_BYTES > image->size)
        return an_fail(error, ANNALS_E_FORMAT, "image", 16, "%s: impossible number of sections", path);
    if (h.crc != (uint32_t)crc32_z(0, image->bytes + HEADER_BYTES, image->size - HEADER_BYTES))
        return an_fail(error, ANNALS_E_FORMAT, "image", HEADER_BYTES, "%s: damaged (checksum differs)", path);
    for (uint32_t i = 0; i < h.section_count; i++) {
        const entry *e = entries(image) + i;
        if (e->name[AN_IMAGE_NAME_BYTES - 1] != '\0' || e->offset % AN_IMAGE_ALIGNMENT != 0 || e->offset > image->size || e->size > image->size - e->offset)
            return an_fail(error, ANNALS_E_FORMAT, "image", HEADER_BYTES + (uint64_t)i * ENTRY_BYTES, "%s: section %u lies outside the file", path, i);
    }
    return ANNALS_OK;
}

/* Maps the file and checks header, checksum and section bounds. On failure `image` is closed. `magic` is 8 bytes. */
annals_status an_image_open(an_image *image, const char *path, const char magic[8], annals_error *error)
{
    struct stat info;
    annals_status status;
    void *map = MAP_FAILED;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    memset(image, 0, sizeof *image);
    if (file < 0) return an_fail(error, ANNALS_E_IO, "image", 0, "%s: %s", path, strerror(errno));
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(file);
        return an_fail(error, ANNALS_E_IO, "image", 0, "%s: not a regular file", path);
    }
    if (info.st_size > 0) map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (map == MAP_FAILED) return an_fail(error, info.st_size ? ANNALS_E_IO : ANNALS_E_FORMAT, "image", 0, "%s: %s", path, info.st_size ? strerror(errno) : "empty");
    image->bytes = map;
    image->size = (size_t)info.st_size;
    status = check(image, path, magic, error);
    if (status != ANNALS_OK) {
        an_image_close(image);
        return status;
    }
    image->section_count = ((const header *)image->bytes)->section_count;
    image->version = ((const header *)image->bytes)->version;
    an_sha256_hex((an_str){(const char *)image->bytes, image->size}, image->sha256);
    return ANNALS_OK;
}

void an_image_close(an_image *image)
{
    if (image->bytes) munmap((void *)(uintptr_t)image->bytes, image->size);
    memset(image, 0, sizeof *image);
}

an_str an_image_section(const an_image *image, const char *name)
{
    for (uint32_t i = 0; i < image->section_count; i++) {
        const entry *e = entries(image) + i;
        if (strcmp(e->name, name) == 0) return (an_str){(const char *)image->bytes + e->offset, e->size};
    }
    return (an_str){0};
}

static size_t aligned(size_t offset) { return (offset + AN_IMAGE_ALIGNMENT - 1) / AN_IMAGE_ALIGNMENT * AN_IMAGE_ALIGNMENT; }

static annals_status store(const char *path, const unsigned char *bytes, size_t size, annals_error *error)
{
    char temporary[4096];
    FILE *file;
    bool is_written;
    if (snprintf(temporary, sizeof temporary, "%s.new", path) >= (int)sizeof temporary)
        return an_fail(error, ANNALS_E_IO, "image", 0, "%s: path too long", path);
    file = fopen(temporary, "wb");
    if (!file) return an_fail(error, ANNALS_E_IO, "image", 0, "%s: %s", temporary, strerror(errno));
    is_written = fwrite(bytes, 1, size, file) == size;
    is_written = fclose(file) == 0 && is_written;
    if (is_written && rename(temporary, path) == 0) return ANNALS_OK;
    an_fail(error, ANNALS_E_IO, "image", 0, "%s: %s", path, strerror(errno));
    remove(temporary);
    return ANNALS_E_IO;
}

/* Writes the file under a temporary name and renames it, so a reader never sees half of it. */
annals_status an_image_write(const char *path, const char magic[8], uint32_t version,
                             const an_image_section_source *sections, size_t count, annals_error *error)
{
    header h = {.format = FORMAT_VERSION, .version = version, .section_count = (uint32_t)count};
    size_t size = HEADER_BYTES + count * ENTRY_BYTES, offset;
    unsigned char *bytes;
    annals_status status;
    if (count > AN_IMAGE_SECTIONS_MAX) return an_fail(error, ANNALS_E_LIMIT, "image", 0, "%s: more than %d sections", path, AN_IMAGE_SECTIONS_MAX);
    for (size_t i = 0; i < count; i++) size = aligned(size) + sections[i].bytes.length;
    bytes = calloc(1, size);
    if (!bytes) return an_fail(error, ANNALS_E_MEMORY, "image", 0, "%s: out of memory", path);
    offset = HEADER_BYTES + count * ENTRY_BYTES;
    for (size_t i = 0; i < count; i++) {
        entry e = {.offset = aligned(offset), .size = sections[i].bytes.length};
        strncpy(e.name, sections[i].name, AN_IMAGE_NAME_BYTES - 1);
        memcpy(bytes + HEADER_BYTES + i * ENTRY_BYTES, &e, sizeof e);
        if (e.size) memcpy(bytes + e.offset, sections[i].bytes.data, e.size);
        offset = e.offset + e.size;
    }
    memcpy(h.magic, magic, 8);
    h.file_size = size;
    h.crc = (uint32_t)crc32_z(0, bytes + HEADER_BYTES, size - HEADER_BYTES);
    memcpy(bytes, &h, sizeof h);
    status = store(path, bytes, size, error);
    free(bytes);
    return status;
}
