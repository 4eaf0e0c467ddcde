/* Class names and ids are words that authors of pages write for themselves, but they agree a lot. A name is cut into words at hyphens,
 * underscores and inner capitals ("storyShare__list" is story-share-list); a hint matches whole words in a row. Names that tell of a
 * state or of the subject ("has-sidebar", "category-social") are not looked at. */
#include "read/block.h"
#include "read/html.h"

enum { NAME_BYTES = 128 };

static bool is_state_or_subject(const char *name)
{
    static const char *const prefixes[] = {
        "-has-", "-no-", "-with-", "-is-", "-not-", "-js-", "-category-", "-tag-", "-without-", "-can-", "-topic-",
    };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0) return true;
    return false;
}

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/* Writes the next name of `names` as "-word-word-"; false when there is none. */
static bool next_name(an_str *names, char out[NAME_BYTES])
{
    size_t n = 0, i = 0;
    while (i < names->length && (unsigned char)names->data[i] <= ' ') i++;
    if (i == names->length) return false;
    out[n++] = '-';
    for (; i < names->length && (unsigned char)names->data[i] > ' '; i++) {
        char c = names->data[i];
        bool begins_word = is_upper(c) && i && is_plain(names->data[i - 1]);
        if (n + 3 >= NAME_BYTES) continue;
        if ((begins_word || (!is_upper(c) && !is_plain(c))) && out[n - 1] != '-') out[n++] = '-';
        if (is_upper(c)) out[n++] = (char)(c - 'A' + 'a');
        else if (is_plain(c)) out[n++] = c;
    }
    if (out[n - 1] != '-') out[n++] = '-';
    out[n] = '\0';
    names->data += i;
    names->length -= i;
    return true;
}

static bool names_have(an_str names, const char *const *hints)
{
    char name[NAME_BYTES];
    while (next_name(&names, name)) {
        if (is_state_or_subject(name)) continue;
        for (size_t i = 0; hints[i]; i++)
            if (strstr(name, hints[i])) return true;
    }
    return false;
}

/* Hints are written "-word-" or "-word-word-". */
bool an_html_has_hint(const an_html_node *node, const char *const *hints)
{
    return names_have(an_html_attribute_of(node, "class"), hints) || names_have(an_html_attribute_of(node, "id"), hints) ||
           names_have(an_html_attribute_of(node, "data-component"), hints);
}
