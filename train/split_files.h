/* Whole files, for the programs that fit the splitter; they end the program where a file cannot be read. */
#ifndef ANNALS_TRAIN_SPLIT_FILES_H
#define ANNALS_TRAIN_SPLIT_FILES_H

#include "base/span.h"
#include "split_casing.h"

void *split_grown(void *old, size_t bytes);
an_str split_read_file(const char *path);
void split_read_plain(const char *path, casing_counts *counts);

#endif
