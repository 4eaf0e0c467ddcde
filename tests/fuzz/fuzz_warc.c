/* Any bytes as WARC archives. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) { return fuzz_format(&an_read_warc_format, bytes, size); }
