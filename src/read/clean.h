/* A raw document becomes an article: clean text, title, outlet, author, date. */
#ifndef ANNALS_READ_CLEAN_H
#define ANNALS_READ_CLEAN_H

#include "base/status.h"
#include "record/article.h"

annals_status an_read_article(an_arena *arena, an_arena *scratch, const an_raw_document *raw, an_article *article,
                              an_diagnostics *diagnostics, annals_error *error);

#endif
