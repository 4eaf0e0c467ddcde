/* memmem is in POSIX since 2024 only; this file is where it is asked for. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "read/find.h"

/* The first place of `mark`, or NULL. Zero bytes in `text` are bytes like others. */
const char *an_read_find(an_str text, const char *mark)
{
    return text.length ? memmem(text.data, text.length, mark, strlen(mark)) : NULL;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Whether `word` stands in `text` with no letter or digit on either side. */
bool an_read_contains_word(an_str text, const char *word)
{
    size_t length = strlen(word);
    an_str rest = text;
    for (const char *found; (found = an_read_find(rest, word)); rest.length -= (size_t)(found + 1 - rest.data),
        rest.data = found + 1) {
        const char *end = found + length;
        if ((found == text.data || !is_word_byte(found[-1])) && (end == text.data + text.length || !is_word_byte(*end))) return true;
    }
    return false;
}
