/* Plain text into paragraphs. Texts come in two kinds: a line is a paragraph (copies from a browser), or paragraphs are broken into
 * lines of some 60 to 100 columns (mail, old agencies, terminals). The kind is told by what breaking does: a line is ended there
 * because the next word did not fit. So if for nearly all lines that another line follows at once
 *
 *     columns of the line + 1 + columns of the next line's first word  >  columns of the longest line,
 *
 * and most of them do not end a sentence, the text was broken by a machine, and the pieces are joined again. */
#include <string.h>

#include "read/block.h"
#include "read/tidy.h"

enum {
    WIDTH_MIN = 50, WIDTH_MAX = 120, /* the longest line of a text that was broken by a machine */
    FULL_PER_CENT = 70,              /* of such lines, where the next word did not fit */
    OPEN_PER_CENT = 40,              /* ... and that do not end a sentence */
    SHORT_PER_CENT = 85,             /* of the width: a shorter line ended on purpose */
    INDENT_COLUMNS = 2               /* more than the line before: a new paragraph */
};

typedef struct line {
    an_str text;       /* trimmed */
    uint32_t columns, first_word_columns, indent;
    bool follows_line; /* no empty line stands before it */
} line;

typedef AN_ARRAY(line) line_list;

static uint32_t count_columns(an_str text)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text.length; i++) n += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return n;
}

static an_str first_word(an_str text)
{
    size_t n = 0;
    while (n < text.length && text.data[n] != ' ' && text.data[n] != '\t') n++;
    return (an_str){text.data, n};
}

/* A line ends at \n, \r\n, \r, or a form feed. */
static void cut_lines(an_arena *arena, an_str utf8, line_list *lines)
{
    bool follows = false;
    for (size_t start = 0; start < utf8.length;) {
        size_t end = start;
        line found = {0};
        while (end < utf8.length && utf8.data[end] != '\n' && utf8.data[end] != '\r' && utf8.data[end] != '\f') end++;
        found.text = an_str_trim((an_str){utf8.data + start, end - start});
        found.indent = (uint32_t)(found.text.data - (utf8.data + start));
        found.follows_line = follows;
        found.columns = count_columns(found.text);
        found.first_word_columns = count_columns(first_word(found.text));
        follows = found.text.length > 0 && (end == utf8.length || utf8.data[end] != '\f');
        if (found.text.length) AN_PUSH(arena, lines, found);
        start = end + (end + 1 < utf8.length && utf8.data[end] == '\r' && utf8.data[end + 1] == '\n' ? 2 : 1);
    }
}

static bool ends_sentence(an_str text)
{
    static const char *const quotes[] = {"\"", "'", ")", "\xe2\x80\x9d", "\xe2\x80\x99"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (an_str_ends_with(text, quotes[i])) text.length -= strlen(quotes[i]);
    return text.length && strchr(".?!:;", text.data[text.length - 1]);
}

static bool starts_small(an_str text) { return text.length && text.data[0] >= 'a' && text.data[0] <= 'z'; }

static bool is_indented(const line *before, const line *next) { return next->indent >= before->indent + INDENT_COLUMNS; }

/* The width at which a machine broke the lines; 0 = none did. */
static uint32_t find_width(const line_list *lines)
{
    uint32_t width = 0;
    size_t pairs = 0, full = 0, open = 0, small = 0;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i].columns > width) width = lines->items[i].columns;
    if (width < WIDTH_MIN || width > WIDTH_MAX) return 0;
    for (size_t i = 1; i < lines->count; i++) {
        const line *before = &lines->items[i - 1], *next = &lines->items[i];
        if (!next->follows_line || is_indented(before, next)) continue;
        pairs++;
        full += before->columns + 1 + next->first_word_columns > width;
        open += !ends_sentence(before->text);
        small += starts_small(next->text);
    }
    if (!pairs || !small) return 0;
    return full * 100 >= pairs * FULL_PER_CENT && open * 100 >= pairs * OPEN_PER_CENT ? width : 0;
}

static bool starts_item(an_str text)
{
    static const char *const marks[] = {"- ", "* ", "+ ", "\xe2\x80\xa2", "\xc2\xb7 "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (an_str_starts_with(text, marks[i])) return true;
    return false;
}

static bool goes_on(const line *before, const line *next, uint32_t width)
{
    if (!width || !next->follows_line || starts_item(next->text)) return false;
    if (is_indented(before, next)) return false;
    return (before->columns + 1 + next->first_word_columns) * 100 > width * SHORT_PER_CENT;
}

/* A line's own hyphen is kept and no blank added: "counter-" + "terrorism". */
static bool is_split_word(an_str before, an_str next)
{
    return before.length > 1 && before.data[before.length - 1] == '-' && before.data[before.length - 2] > ' ' && starts_small(next);
}

/* Lines [first, end) are one paragraph and lie one after another in the text. */
static void add_block(an_arena *arena, const line_list *lines, size_t first, size_t end, an_read_blocks *blocks)
{
    an_read_block block = {.kind = starts_item(lines->items[first].text) ? AN_READ_ITEM : AN_READ_PARAGRAPH};
    size_t length = 0;
    char *joined;
    if (end == first + 1) {
        block.text = an_read_tidy(arena, lines->items[first].text);
    } else {
        for (size_t i = first; i < end; i++) length += lines->items[i].text.length + 1;
        joined = an_arena_alloc(arena, length);
        length = 0;
        for (size_t i = first; joined && i < end; i++) {
            an_str text = lines->items[i].text;
            if (i > first && !is_split_word(lines->items[i - 1].text, text)) joined[length++] = ' ';
            memcpy(joined + length, text.data, text.length);
            length += text.length;
        }
        block.text = an_read_tidy(arena, (an_str){joined ? joined : "", joined ? length : 0});
    }
    if (block.text.length) AN_PUSH(arena, blocks, block);
}

void an_read_split_paragraphs(an_arena *arena, an_str utf8, an_read_blocks *blocks)
{
    line_list lines = {0};
    uint32_t width;
    cut_lines(arena, utf8, &lines);
    width = find_width(&lines);
    for (size_t first = 0, end; first < lines.count; first = end) {
        end = first + 1;
        while (end < lines.count && goes_on(&lines.items[end - 1], &lines.items[end], width)) end++;
        add_block(arena, &lines, first, end, blocks);
    }
}
