/* The compiled dictionaries: one mapped file, opened once, shared by all threads. Each kind of entry has its own header. */
#ifndef ANNALS_LEXICON_LEXICON_H
#define ANNALS_LEXICON_LEXICON_H

#include "base/image.h"
#include "lexicon/block.h"

#define AN_LEXICON_MAGIC "ANLEXIC1"
enum { AN_LEXICON_VERSION = 2 };

typedef struct an_lexicon an_lexicon;

annals_status an_lexicon_open(an_lexicon **lexicon, const char *path, annals_error *error);
void an_lexicon_close(an_lexicon *lexicon);
const char *an_lexicon_digest(const an_lexicon *lexicon);

/* Reads every dictionary text under `folder`, compiles each kind, writes the file. */
annals_status an_lexicon_compile(const char *folder, const char *out_path, an_problem_sink *problems, annals_error *error);
/* Contradictions that compile but cannot be meant: overlapping aliases, dates that do not meet, unknown ids. */
annals_status an_lexicon_check(const char *folder, an_problem_sink *problems, annals_error *error);

#endif
