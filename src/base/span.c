#include "base/span.h"

int an_str_compare(an_str a, an_str b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    if (order) return order;
    return a.length < b.length ? -1 : a.length > b.length;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

bool an_str_equal_ignoring_ascii_case(an_str a, an_str b)
{
    if (a.length != b.length) return false;
    for (size_t i = 0; i < a.length; i++)
        if (lower(a.data[i]) != lower(b.data[i])) return false;
    return true;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

an_str an_str_trim(an_str text)
{
    while (text.length && is_space(text.data[0])) text.data++, text.length--;
    while (text.length && is_space(text.data[text.length - 1])) text.length--;
    return text;
}

bool an_str_starts_with(an_str text, const char *prefix)
{
    size_t length = strlen(prefix);
    return text.length >= length && (length == 0 || memcmp(text.data, prefix, length) == 0);
}

bool an_str_ends_with(an_str text, const char *suffix)
{
    size_t length = strlen(suffix);
    return text.length >= length && (length == 0 || memcmp(text.data + text.length - length, suffix, length) == 0);
}
