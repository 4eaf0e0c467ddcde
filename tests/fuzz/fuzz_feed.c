/* Any bytes as feeds. */
#include "read_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) { return fuzz_format(&an_read_feed_format, bytes, size); }
