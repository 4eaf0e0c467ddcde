/* Lines of the peers' files: comments off (`#` and `;` to the end of the line outside of brackets, `<!-- ... -->` over lines), bytes that
 * are no UTF-8 read as Latin-1. Also tells what kind of file a text is, since the peers keep that in configurations. */
#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"
#include "peers/dictionary.h"

enum { SAMPLE_LINES = 4000, CLEAR_SHARE = 10 }; /* lines looked at; one line in ten of a kind tells the file's kind */

void an_peer_problem(an_peer_reader *reader, const char *format, ...)
{
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    an_problem(&reader->problems, reader->peers->files.items[reader->file], reader->line, "%s", message);
}

/* Latin-1 as UTF-8. */
static an_str widen(an_arena *arena, an_str text)
{
    char *out = an_arena_alloc(arena, text.length * 2 + 1);
    size_t length = 0;
    if (!out) return (an_str){"", 0};
    for (size_t i = 0; i < text.length; i++) length += an_utf8_encode((unsigned char)text.data[i], out + length);
    return (an_str){out, length};
}

static bool is_ascii(an_str text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] >= 0x80) return false;
    return true;
}

/* The form in which words are compared. */
an_str an_peer_fold(an_arena *arena, an_str text)
{
    char *copy;
    if (!is_ascii(text)) return an_utf8_fold(arena, text);
    copy = an_arena_alloc(arena, text.length + 1);
    if (!copy) return (an_str){"", 0};
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        copy[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c == '`' ? '\'' : c);
    }
    return (an_str){copy, text.length};
}

an_str an_peer_upper(an_arena *arena, an_str text)
{
    char *copy = an_arena_copy(arena, text.data, text.length);
    if (!copy) return (an_str){"", 0};
    for (size_t i = 0; i < text.length; i++)
        if (copy[i] >= 'a' && copy[i] <= 'z') copy[i] = (char)(copy[i] - 'a' + 'A');
    return (an_str){copy, text.length};
}

/* Where `needle` begins in `text`; SIZE_MAX = nowhere. */
static size_t find(an_str text, const char *needle)
{
    size_t length = strlen(needle);
    for (size_t i = 0; i + length <= text.length; i++)
        if (text.data[i] == needle[0] && memcmp(text.data + i, needle, length) == 0) return i;
    return SIZE_MAX;
}

static an_str before_comment(an_str line)
{
    int depth = 0;
    for (size_t i = 0; i < line.length; i++) {
        char c = line.data[i];
        if (c == '[') depth++;
        else if (c == ']' && depth) depth--;
        else if ((c == '#' || c == ';') && !depth) return (an_str){line.data, i};
    }
    /* A bracket that never closes must not protect a comment. */
    if (depth)
        for (size_t i = 0; i < line.length; i++)
            if (line.data[i] == ';' || (line.data[i] == '#' && i && line.data[i - 1] != '#' && line.data[i - 1] != '[')) return (an_str){line.data, i};
    return line;
}

/* Takes one XML comment out of a line; true while the comment goes on below. */
static bool cut_markup(an_str *line)
{
    size_t start = find(*line, "<!"), end;
    if (start == SIZE_MAX) return false;
    end = find((an_str){line->data + start, line->length - start}, "-->");
    line->length = start;
    return end == SIZE_MAX;
}

/* U+FFFD stands where somebody's editor lost a character. */
static an_str without_lost(an_peer_reader *reader, an_str line)
{
    static const char lost[] = "\xEF\xBF\xBD";
    char *copy;
    size_t length = 0;
    if (find(line, lost) == SIZE_MAX) return line;
    an_peer_problem(reader, "a character is lost (U+FFFD): %.*s", (int)(line.length > 60 ? 60 : line.length), line.data);
    copy = an_arena_alloc(reader->scratch, line.length + 1);
    if (!copy) return (an_str){"", 0};
    for (size_t i = 0; i < line.length; i++) {
        if (i + 3 <= line.length && memcmp(line.data + i, lost, 3) == 0) i += 2;
        else copy[length++] = line.data[i];
    }
    return (an_str){copy, length};
}

bool an_peer_next_line(an_peer_reader *reader, an_peer_lines *lines)
{
    while (lines->rest.length) {
        const char *end = memchr(lines->rest.data, '\n', lines->rest.length);
        size_t length = end ? (size_t)(end - lines->rest.data) : lines->rest.length;
        an_str line = {lines->rest.data, length};
        lines->rest.data += length + (end != NULL);
        lines->rest.length -= length + (end != NULL);
        reader->line = ++lines->number;
        if (lines->is_in_comment) {
            if (find(line, "-->") != SIZE_MAX) lines->is_in_comment = false;
            continue;
        }
        if (find(line, "<!") != SIZE_MAX) lines->is_in_comment = cut_markup(&line);
        while (line.length && (line.data[line.length - 1] == '\r' || line.data[line.length - 1] == ' ')) line.length--;
        line = before_comment(line);
        if (!an_utf8_is_valid(line)) line = widen(reader->scratch, line);
        line = without_lost(reader, line);
        if (!an_str_trim(line).length) continue;
        lines->line = line;
        return true;
    }
    return false;
}

typedef struct signs {
    uint32_t lines, patterns, brackets, blocks, agents, actors, options, issues;
    bool is_project, is_record;
} signs; /* how many lines look like what */

static bool is_option_line(an_str line)
{
    static const char *const words[] = {"SET:", "LABEL:", "COMPLEX:", "OUTPUT:", "FORWARD:", "COMMA:", "DEFAULT:", "REPLACE:", NULL};
    for (int i = 0; words[i]; i++)
        if (an_str_starts_with(line, words[i])) return true;
    return false;
}

static void look_at_line(an_str line, signs *s)
{
    size_t open = find(line, "["), close = find(line, "]");
    s->lines++;
    if (find(line, "<actorsfile>") != SIZE_MAX || find(line, "<verbsfile>") != SIZE_MAX || an_str_starts_with(line, "verbfile_name")) s->is_project = true;
    else if (find(line, "/*") != SIZE_MAX || find(line, "<Sentence ") != SIZE_MAX) s->is_record = true;
    else if (an_str_starts_with(line, "<ISSUE")) s->issues++;
    else if (is_option_line(line)) s->options++;
    else if (an_str_starts_with(line, "---")) s->blocks++;
    else if (an_str_starts_with(line, "- ") || an_str_starts_with(line, "~ ")) {
        s->patterns++;
        if (find(line, "(") < open || find(line, "{") < open) s->brackets++;
    } else if (open != SIZE_MAX && close != SIZE_MAX && open < close) {
        size_t tilde = find(line, "~");
        if (tilde > open && tilde < close) s->agents++;
        else s->actors++;
    }
}

static bool is_clear(uint32_t count, const signs *s) { return count && count >= s->lines / CLEAR_SHARE; }

static bool names(an_str name, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= name.length; i++)
        if (an_str_equal_ignoring_ascii_case((an_str){name.data + i, length}, (an_str){word, length})) return true;
    return false;
}

/* What a file is, by its content; only lists of discards, which have no signs, by the name. */
an_peer_role an_peer_role_of(an_str name, an_str text, an_peer_dialect *dialect)
{
    signs s = {0};
    while (text.length && s.lines < SAMPLE_LINES) {
        const char *end = memchr(text.data, '\n', text.length);
        size_t length = end ? (size_t)(end - text.data) : text.length;
        an_str line = an_str_trim((an_str){text.data, length});
        if (line.length && line.data[0] != '#') look_at_line(line, &s);
        text.data += length + (end != NULL);
        text.length -= length + (end != NULL);
    }
    *dialect = !s.blocks ? AN_PEER_TABARI : s.brackets * CLEAR_SHARE > s.patterns ? AN_PEER_PETRARCH2 : AN_PEER_PETRARCH;
    if (s.is_project) return AN_PEER_IS_PROJECT;
    if (s.is_record) return AN_PEER_IS_NOTHING;
    if (s.issues) return AN_PEER_IS_ISSUES;
    if (is_clear(s.options, &s)) return AN_PEER_IS_OPTIONS;
    if (is_clear(s.patterns + s.blocks, &s)) return AN_PEER_IS_VERBS;
    if (names(name, "discard")) return AN_PEER_IS_DISCARDS;
    if (is_clear(s.agents, &s) && s.agents >= s.actors) return AN_PEER_IS_AGENTS;
    if (is_clear(s.actors, &s)) return AN_PEER_IS_ACTORS;
    return AN_PEER_IS_NOTHING;
}
