/* Tests write small dictionaries into a folder of their own, compile and open them. */
#ifndef ANNALS_TESTS_DICTIONARY_H
#define ANNALS_TESTS_DICTIONARY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lexicon/lexicon.h"

typedef struct test_folder {
    char path[64], file[128], compiled[128];
} test_folder;

static inline void make_folder(test_folder *folder)
{
    snprintf(folder->path, sizeof folder->path, "/tmp/annals-test-XXXXXX");
    if (!mkdtemp(folder->path)) abort();
    snprintf(folder->file, sizeof folder->file, "%s/entries.txt", folder->path);
    snprintf(folder->compiled, sizeof folder->compiled, "%s/lexicon", folder->path);
}

static inline void write_entries(const test_folder *folder, const char *text)
{
    FILE *file = fopen(folder->file, "wb");
    if (!file || fwrite(text, 1, strlen(text), file) != strlen(text) || fclose(file) != 0) abort();
}

static inline void remove_folder(const test_folder *folder)
{
    remove(folder->file);
    remove(folder->compiled);
    rmdir(folder->path);
}

/* Compiles `text` and opens the result; NULL (with a message on stderr) if that fails. */
static inline an_lexicon *open_dictionary(const char *text)
{
    test_folder folder;
    annals_error error = {0};
    an_lexicon *lexicon = NULL;
    make_folder(&folder);
    write_entries(&folder, text);
    if (an_lexicon_compile(folder.path, folder.compiled, NULL, &error) != ANNALS_OK || an_lexicon_open(&lexicon, folder.compiled, &error) != ANNALS_OK)
        fprintf(stderr, "%s\n", error.message);
    remove_folder(&folder);
    return lexicon;
}

#endif
