/* A file of named sections that is mapped and used as it lies: compiled dictionaries, trained models. Layout in docs/formats.md. */
#ifndef ANNALS_BASE_IMAGE_H
#define ANNALS_BASE_IMAGE_H

#include "base/span.h"
#include "base/status.h"

enum { AN_IMAGE_NAME_BYTES = 24, AN_IMAGE_SECTIONS_MAX = 64, AN_IMAGE_ALIGNMENT = 64 };

/* Read-only; shared by any number of threads; every pointer into it lives until an_image_close. */
typedef struct an_image {
    const unsigned char *bytes;
    size_t size;
    uint32_t section_count;
    uint32_t version; /* of the contents; the opener compares it */
    char sha256[65];  /* of the whole file, in hexadecimal: the digest that `annals version` prints */
} an_image;

annals_status an_image_open(an_image *image, const char *path, const char magic[8], annals_error *error);
void an_image_close(an_image *image);
an_str an_image_section(const an_image *image, const char *name); /* data NULL if there is none */

typedef struct an_image_section_source {
    const char *name;
    an_str bytes;
} an_image_section_source;
annals_status an_image_write(const char *path, const char magic[8], uint32_t version,
                             const an_image_section_source *sections, size_t count, annals_error *error);

#endif
