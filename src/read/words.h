/* Lines and words that stand around articles, not in them. */
#ifndef ANNALS_READ_WORDS_H
#define ANNALS_READ_WORDS_H

#include "base/span.h"

bool an_read_is_outlet(an_str line);        /* a known outlet's name and nothing else */
bool an_read_is_label(an_str line);         /* "OPINION", "World", "EN" */
bool an_read_is_reading_time(an_str line);  /* "8 min read" */
bool an_read_is_credit(an_str line);        /* "REUTERS/Jane Doe", "Photo: ..." */
bool an_read_is_interface(an_str line);     /* "Share", "Subscribe to our newsletter", "Read more: ..." */
bool an_read_is_tail_mark(an_str line);     /* behind it nothing of the article comes: "Related articles" */
bool an_read_is_box_mark(an_str line);    /* "Keep reading": the same, or a box inside of the article */
bool an_read_is_author_mark(an_str line);   /* "AUTHORS", "About the author" */
bool an_read_is_name(an_str line);          /* could be a person's name: two to five words with capitals */
an_str an_read_byline_name(an_str line);    /* "By Jane Doe, Staff Writer | 3 May" -> "Jane Doe"; data NULL = no byline */

#endif
