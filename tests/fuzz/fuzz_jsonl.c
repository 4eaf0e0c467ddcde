/* Any bytes as JSON: the first says whether as lines or as objects over many lines. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    return fuzz_format(size && bytes[0] == '[' ? &an_read_json_format : &an_read_json_lines_format, bytes, size);
}
