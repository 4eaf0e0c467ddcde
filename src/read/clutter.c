/* What a reader passes over without thinking, told from the paragraphs of the article. Three zones:
 *
 *   head    up to the second paragraph of prose: outlet, section, headline, name, date, "8 min read", captions. Here a line is
 *           asked what it is, and what it says is kept as a fact about the article.
 *   body    only what is surely no prose goes: captions with a photographer's credit or printed twice, buttons, lists of links.
 *   tail    behind a headline such as "Related articles" or "Authors", when little text follows it.
 *
 * A paragraph about which there is doubt stays. */
#include <string.h>
#include <strings.h>

#include "read/block.h"
#include "read/dates.h"
#include "read/find.h"
#include "read/words.h"

enum {
    PROSE_BYTES_MIN = 80,        /* a paragraph that ends a sentence and is as long is prose */
    SENTENCE_BYTES_MIN = 40,     /* ... and as long, a sentence of the article rather than a teaser's headline */
    CAPTION_BYTES_MAX = 700,
    CREDIT_BYTES_MAX = 60,
    DATE_LINE_BYTES_MAX = 120,
    DATE_LINE_REST_WORDS_MAX = 9, /* words beside the date: weekday, hour, zone, "updated" */
    TITLE_BYTES_MIN = 12, TITLE_BYTES_MAX = 300,
    TITLE_WORDS_MIN = 3,
    OUTLET_WORDS_MAX = 3,     /* "The Northern Ledger"; headlines are longer */
    TAIL_PROSE_MAX = 35,         /* per cent of all text that may lie behind a tail's headline */
    LINK_LINE_BYTES_MAX = 250,
    LINK_LINE_SHARE_MIN = 70,    /* per cent of a line in links that makes it a link */
    MENU_LINES_MIN = 8,          /* so many lines before the first prose: a menu was copied too */
    MENU_LINE_WORDS_MAX = 5,
    REPEAT_WINDOW = 12           /* paragraphs back in which a repetition is looked for */
};

typedef struct context {
    an_arena *arena;
    an_read_block *blocks;
    size_t count, first_prose, head_end;
    an_read_facts *facts;
    bool has_head_lines;
} context;

/* ---- looking at lines ---- */

static bool ends_sentence(an_str text)
{
    static const char *const quotes[] = {"\"", "'", ")", "]", "\xe2\x80\x9d", "\xe2\x80\x99"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (an_str_ends_with(text, quotes[i])) text.length -= strlen(quotes[i]);
    return text.length && (strchr(".?!:", text.data[text.length - 1]) || an_str_ends_with(text, "\xe2\x80\xa6"));
}

static size_t count_words(an_str text)
{
    size_t words = 0;
    for (size_t i = 0; i < text.length; i++) words += text.data[i] != ' ' && (i == 0 || text.data[i - 1] == ' ');
    return words;
}

static bool is_prose(const an_read_block *block)
{
    return !block->is_dropped && block->kind != AN_READ_HEADING && block->text.length >= PROSE_BYTES_MIN && ends_sentence(block->text);
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Equal but for case, blanks and punctuation. */
static bool is_same_text(an_str a, an_str b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.length && !is_letter_or_digit(a.data[i])) i++;
        while (j < b.length && !is_letter_or_digit(b.data[j])) j++;
        if (i == a.length || j == b.length) return i == a.length && j == b.length;
        if (strncasecmp(a.data + i, b.data + j, 1) != 0) return false;
        i++;
        j++;
    }
}

/* `longer` begins with all of `shorter`, perhaps without its full stop. */
static bool begins_with_line(an_str longer, an_str shorter)
{
    if (shorter.length && shorter.data[shorter.length - 1] == '.') shorter.length--;
    return shorter.length >= TITLE_BYTES_MIN && longer.length >= shorter.length && memcmp(longer.data, shorter.data,
        shorter.length) == 0;
}

/* A date, and beside it a few words and numbers only. */
static bool is_date_line(an_str line, an_date_range *date)
{
    an_span place;
    size_t beside;
    if (line.length > DATE_LINE_BYTES_MAX || !an_read_find_date(line, date, &place)) return false;
    beside = count_words((an_str){line.data, place.start}) + count_words((an_str){line.data + place.end, line.length - place.end});
    return beside <= DATE_LINE_REST_WORDS_MAX && !(ends_sentence(line) && beside > 3);
}

/* Beside the date there is nothing but what clocks and calendars say. */
static bool is_pure_date_line(an_str line, an_date_range *date)
{
    static const char *const words[] = {"by ", "said", "attack", "killed", " was ", " were ", " in ", " from "};
    if (!is_date_line(line, date)) return false;
    for (size_t i = 1; i < sizeof words / sizeof *words; i++)
        if (an_read_find(line, words[i])) return false;
    return true;
}

/* ---- captions ---- */

static void drop_captions(context *c)
{
    for (size_t i = 0; i < c->count; i++) {
        an_read_block *block = &c->blocks[i], *next = i + 1 < c->count ? &c->blocks[i + 1] : NULL;
        if (block->text.length > CAPTION_BYTES_MAX) continue;
        if (an_read_is_credit(block->text)) block->is_dropped = true;
        if (!next || next->text.length > CAPTION_BYTES_MAX || !begins_with_line(next->text, block->text)) continue;
        if (an_read_is_credit(next->text)) block->is_dropped = true;
        else if (next->text.length > block->text.length && next->text.length - block->text.length <= CREDIT_BYTES_MAX)
            block->is_dropped = next->is_dropped = true; /* said again with a name behind it: whose picture it is */
    }
}

/* The same paragraph again soon after: a caption or a pulled quote. */
static void drop_repetitions(context *c)
{
    for (size_t i = 1; i < c->count; i++) {
        if (c->blocks[i].text.length < TITLE_BYTES_MIN) continue;
        for (size_t back = 1; back <= i && back <= REPEAT_WINDOW; back++)
            if (an_str_equal(c->blocks[i].text, c->blocks[i - back].text)) {
                c->blocks[i].is_dropped = true;
                break;
            }
    }
}

/* ---- head ---- */

static size_t next_prose(const context *c, size_t from)
{
    while (from < c->count && !is_prose(&c->blocks[from])) from++;
    return from;
}

static bool can_be_title(an_str line)
{
    return line.length >= TITLE_BYTES_MIN && line.length <= TITLE_BYTES_MAX && count_words(line) >= TITLE_WORDS_MIN &&
           (!ends_sentence(line) || strchr("?!\"')", line.data[line.length - 1]) || (unsigned char)line.data[line.length - 1] >= 0x80);
}

/* The next block that was not dropped says when, or how long it takes to read: then the line before may be a name. */
static bool stands_over_date(const context *c, size_t i)
{
    an_date_range date;
    for (size_t k = i + 1; k < c->count && k <= i + 2; k++) {
        an_str text = c->blocks[k].text;
        if (an_read_is_reading_time(text) || is_pure_date_line(text, &date)) return true;
        if (!an_read_is_name(text) && !an_read_is_label(text)) return false;
    }
    return false;
}

static bool stands_under_author_mark(const context *c, size_t i)
{
    return i && (an_read_is_author_mark(c->blocks[i - 1].text) || is_same_text(c->blocks[i - 1].text, AN_STR("by")));
}

/* "Outlet - Headline" as the page's title, and the headline printed: the rest is the outlet. */
static bool is_end_of_title(context *c, an_str line)
{
    static const char *const marks[] = {" | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " :: ", ": "};
    an_str title = c->facts->title, head;
    if (line.length < TITLE_BYTES_MIN || title.length <= line.length || memcmp(title.data + title.length - line.length, line.data,
        line.length) != 0) return false;
    head = (an_str){title.data, title.length - line.length};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!an_str_ends_with(head, marks[i])) continue;
        head.length -= strlen(marks[i]);
        if (!c->facts->outlet.data && i < 5) c->facts->outlet = head;
        c->facts->title = line;
        return true;
    }
    return false;
}

static bool is_all_capitalised(an_str line)
{
    bool is_start = true;
    for (size_t i = 0; i < line.length; i++) {
        if (is_start && line.data[i] >= 'a' && line.data[i] <= 'z') return false;
        is_start = line.data[i] == ' ';
    }
    return true;
}

/* An outlet that no list knows: two or three capitalised words above a headline that stands over a name and a date. */
static bool is_outlet_over_title(const context *c, size_t i)
{
    an_str line = c->blocks[i].text;
    if (i || !c->has_head_lines || c->facts->outlet.data || c->count < 2 || count_words(line) > OUTLET_WORDS_MAX) return false;
    return is_all_capitalised(line) && count_words(c->blocks[1].text) > OUTLET_WORDS_MAX && can_be_title(c->blocks[1].text) &&
           stands_over_date(c, 1);
}

/* What a line in the head says about the article; true when it is no text of it. */
static bool take_head_line(context *c, size_t i)
{
    an_str line = c->blocks[i].text, name = an_read_byline_name(line);
    an_read_facts *facts = c->facts;
    an_date_range date;
    if (facts->title.data && (is_same_text(line, facts->title) || (!c->has_head_lines && is_end_of_title(c, line)))) return true;
    if (an_read_is_outlet(line)) {
        if (!facts->outlet.data) facts->outlet = line;
        return true;
    }
    if (name.data) {
        if (!facts->author.data) facts->author = name;
        if (an_read_find_date(line, &date, NULL)) an_read_offer_date(facts, date, AN_BASIS_BYLINE);
        return true;
    }
    if (facts->author.data && is_same_text(line, facts->author)) return true;
    if (is_pure_date_line(line, &date)) {
        an_read_offer_date(facts, date, AN_BASIS_BYLINE);
        return true;
    }
    if (an_read_is_label(line) || an_read_is_interface(line) || an_read_is_author_mark(line)) return true;
    if (is_outlet_over_title(c, i)) {
        facts->outlet = line;
        return true;
    }
    if (an_read_is_name(line) && (stands_over_date(c, i) || stands_under_author_mark(c, i))) {
        if (!facts->author.data) facts->author = line;
        return true;
    }
    return false;
}

/* A copied menu: short lines that end no sentence. */
static void drop_menu(context *c)
{
    if (c->first_prose < MENU_LINES_MIN) return;
    for (size_t i = 0; i < c->first_prose; i++) {
        an_read_block *block = &c->blocks[i];
        if (!ends_sentence(block->text) && count_words(block->text) < MENU_LINE_WORDS_MAX) block->is_dropped = true;
    }
}

static void take_title(context *c, size_t i)
{
    c->facts->title = c->blocks[i].text;
    c->blocks[i].is_dropped = true;
}

/* Lines over the headline belong to the page. */
static void drop_over_title(context *c)
{
    for (size_t i = 0; c->facts->title.data && i < c->first_prose; i++) {
        if (!is_same_text(c->blocks[i].text, c->facts->title)) continue;
        for (size_t k = 0; k <= i; k++) c->blocks[k].is_dropped = true;
        return;
    }
}

static void read_head(context *c)
{
    c->first_prose = next_prose(c, 0);
    c->head_end = c->first_prose < c->count ? next_prose(c, c->first_prose + 1) : c->count;
    if (!c->has_head_lines) drop_over_title(c);
    for (size_t i = 0; i < c->head_end; i++) {
        an_read_block *block = &c->blocks[i];
        if (block->is_dropped || i == c->first_prose) continue;
        if (take_head_line(c, i)) block->is_dropped = true;
        else if (c->has_head_lines && !c->facts->title.data && i < c->first_prose && can_be_title(block->text)) take_title(c, i);
    }
    drop_menu(c);
}

/* ---- tail ---- */

static size_t text_bytes(const context *c, size_t from, size_t end)
{
    size_t bytes = 0;
    for (size_t i = from; i < end; i++)
        if (!c->blocks[i].is_dropped) bytes += c->blocks[i].text.length;
    return bytes;
}

static void drop_from(context *c, size_t from)
{
    for (size_t i = from; i < c->count; i++) c->blocks[i].is_dropped = true;
}

static void take_author_block(context *c, size_t mark)
{
    for (size_t i = mark + 1; i < c->count && i <= mark + 2 && !c->facts->author.data; i++)
        if (an_read_is_name(c->blocks[i].text)) c->facts->author = c->blocks[i].text;
}

/* A whole sentence at least; a teaser that trails off is none. */
static bool has_prose_behind(const context *c, size_t i)
{
    for (i++; i < c->count; i++) {
        an_str text = c->blocks[i].text;
        if (c->blocks[i].is_dropped || c->blocks[i].kind == AN_READ_HEADING || text.length < SENTENCE_BYTES_MIN) continue;
        if (ends_sentence(text) && !an_str_ends_with(text, "...") && !an_str_ends_with(text, "\xe2\x80\xa6")) return true;
    }
    return false;
}

static bool begins_tail(const context *c, size_t i)
{
    an_str text = c->blocks[i].text;
    if (i <= c->first_prose) return false;
    return an_read_is_author_mark(text) || an_read_is_tail_mark(text) || (an_read_is_box_mark(text) && !has_prose_behind(c, i));
}

static void drop_tail(context *c)
{
    size_t all = text_bytes(c, 0, c->count), before = 0;
    for (size_t i = 0; i < c->count; i++) {
        an_read_block *block = &c->blocks[i];
        if ((all - before) * 100 <= all * TAIL_PROSE_MAX && begins_tail(c, i)) {
            if (an_read_is_author_mark(block->text)) take_author_block(c, i);
            drop_from(c, i);
            return;
        }
        if (!block->is_dropped) before += block->text.length;
    }
}

/* "(Reporting by A in Kabul; Editing by B)" */
static bool is_sign_off(context *c, an_str text)
{
    if (text.length && text.data[0] == '(') text.data++, text.length--;
    if (!an_str_starts_with(text, "Reporting by ") && !an_str_starts_with(text, "Additional reporting by ") &&
        !an_str_starts_with(text, "Editing by ")) return false;
    if (!an_read_find(text, "diting by ") && !an_read_find(text, "riting by ")) return false;
    if (!c->facts->author.data && an_str_starts_with(text, "Reporting by ")) {
        const char *semicolon = memchr(text.data, ';', text.length);
        c->facts->author = an_read_byline_name((an_str){text.data, semicolon ? (size_t)(semicolon - text.data) : text.length});
    }
    return true;
}

/* "Jane Doe is a fellow at ...", closing the page. */
static bool is_author_note(const context *c, an_str text)
{
    static const char *const verbs[] = {
        " is a ", " is an ", " is the ", " is our ", " covers ", " reports ", " was a ", " writes ",
    };
    an_str author = c->facts->author, rest;
    if (!author.data || author.length < 5 || text.length <= author.length || strncasecmp(text.data, author.data,
        author.length) != 0) return false;
    rest = (an_str){text.data + author.length, text.length - author.length};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (an_str_starts_with(rest, verbs[i])) return true;
    return false;
}

/* "Jo Doe contributed reporting." */
static bool is_thanks(an_str text)
{
    static const char *const endings[] = {" contributed reporting.", " contributed to this report.", " contributed to this story."};
    for (size_t i = 0; text.length <= DATE_LINE_BYTES_MAX && i < sizeof endings / sizeof *endings; i++)
        if (an_str_ends_with(text, endings[i])) return true;
    return false;
}

static bool is_tail_line(context *c, const an_read_block *block)
{
    an_date_range date;
    an_str text = block->text;
    if (block->kind == AN_READ_HEADING || is_pure_date_line(text, &date)) return true;
    if (an_read_is_interface(text) || an_read_is_tail_mark(text) || an_read_is_box_mark(text)) return true;
    if (is_sign_off(c, text) || is_author_note(c, text) || is_thanks(text)) return true;
    return c->facts->author.data && is_same_text(text, c->facts->author);
}

static void trim_tail(context *c)
{
    for (size_t i = c->count; i-- > c->head_end;) {
        if (c->blocks[i].is_dropped) continue;
        if (!is_tail_line(c, &c->blocks[i])) return;
        c->blocks[i].is_dropped = true;
    }
}

/* ---- body ---- */

static bool is_language_code(an_str text)
{
    static const char *const codes[] = {"EN", "RU", "FR", "DE", "ES", "AR", "TR", "FA", "ZH", "PS", "UA", "PT"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (an_str_is(text, codes[i])) return true;
    return false;
}

static bool is_link_line(const an_read_block *block)
{
    return block->link_bytes && block->text.length <= LINK_LINE_BYTES_MAX &&
        block->link_bytes * 100 >= block->text.length * LINK_LINE_SHARE_MIN &&
           !(ends_sentence(block->text) && block->kind != AN_READ_ITEM);
}

static void clean_body(context *c)
{
    for (size_t i = c->head_end; i < c->count; i++) {
        an_read_block *block = &c->blocks[i];
        if (an_read_is_interface(block->text) || an_read_is_box_mark(block->text) || is_language_code(block->text))
            block->is_dropped = true;
    }
    for (size_t i = 0; i < c->count; i++)
        if (is_link_line(&c->blocks[i])) c->blocks[i].is_dropped = true;
}

/* Sets is_dropped and adds to `facts` what the lines around the text say. has_head_lines: plain text, whose first lines may hold the
 * headline. */
void an_read_drop_clutter(an_arena *arena, an_read_blocks *blocks, an_read_facts *facts, bool has_head_lines)
{
    context c = {.arena = arena, .blocks = blocks->items, .count = blocks->count, .facts = facts, .has_head_lines = has_head_lines};
    drop_captions(&c);
    read_head(&c);
    drop_repetitions(&c);
    drop_tail(&c);
    clean_body(&c);
    trim_tail(&c);
}
