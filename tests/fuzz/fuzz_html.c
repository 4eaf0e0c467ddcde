/* Any bytes as a page, and as a plain text. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    an_raw_document raw = {.kind = AN_RAW_HTML, .bytes = {(const char *)bytes, size}, .published = AN_DATE_RANGE_UNKNOWN};
    fuzz_article(&raw);
    raw.kind = AN_RAW_TEXT;
    fuzz_article(&raw);
    return 0;
}
