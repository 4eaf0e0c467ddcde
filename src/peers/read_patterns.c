/* Patterns of verbs and sets of synonyms. A pattern is a row of elements around `*`, the verb:
 *
 *     word, word_word          words in this order, with anything between; joined by "_": one at once after the other
 *     &NAME, { A | B }         one of a set
 *     $ + ^ %                  source, target, an actor that plays no part, actors named together
 *     {A B}, (P A), (P {A B})  PETRARCH-2: a noun phrase whose head stands last; a preposition and its noun
 *
 * A set's members are rows of elements themselves, so sets may hold sets. */
#include "peers/dictionary.h"

enum { ELEMENTS_MAX = 48, ALTERNATIVES_MAX = 32, DEPTH_MAX = 8 };

/* A row while it is read. */
typedef struct row {
    an_peer_element items[ELEMENTS_MAX];
    size_t count;
    int verb_at; /* -1 = no `*` yet */
    bool is_verb_adjacent; /* what follows the verb follows it at once */
    uint8_t group, group_number;
    bool has_failed;
} row;

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static uint32_t set_by_name(an_peer_reader *reader, an_str name)
{
    an_peers *peers = reader->peers;
    an_peer_set set = {.name = an_peer_fold(&peers->arena, name), .file = UINT32_MAX, .line = reader->line};
    for (size_t i = 0; i < peers->sets.count; i++)
        if (an_str_equal(peers->sets.items[i].name, set.name)) return (uint32_t)i;
    set.file = UINT32_MAX; /* named, not defined yet */
    AN_PUSH(&peers->arena, &peers->sets, set);
    return (uint32_t)peers->sets.count - 1;
}

static void fail(an_peer_reader *reader, row *r, const char *why, an_str text)
{
    if (!r->has_failed) an_peer_problem(reader, "%s: %.*s", why, (int)(text.length > 80 ? 80 : text.length), text.data);
    r->has_failed = true;
}

static void add(an_peer_reader *reader, row *r, an_peer_element_kind kind, uint32_t value, an_str text)
{
    if (r->count == ELEMENTS_MAX) {
        fail(reader, r, "too many words in a pattern", text);
        return;
    }
    r->items[r->count++] = (an_peer_element){.value = value, .kind = (uint8_t)kind, .group = r->group, .group_number = r->group_number};
}

/* The joint behind the last element: "_" binds it to the next. A blank behind the joint opens the gap again ("IN_ *"). */
static void bind(row *r, an_str text, size_t at)
{
    bool is_bound = at < text.length && (text.data[at] == '_' || text.data[at] == '-') && at + 1 < text.length && !is_blank(text.data[at + 1]) && !strchr("})]|", text.data[at + 1]);
    if (r->verb_at >= 0 && (size_t)r->verb_at == r->count) r->is_verb_adjacent = is_bound;
    else if (r->count) r->items[r->count - 1].is_adjacent = is_bound;
}

static bool is_word_end(char c) { return is_blank(c) || c == '_' || c == '-' || (c && strchr("{}()[]|*&$^%+", c)); }

static size_t read_word(an_peer_reader *reader, row *r, an_str text, size_t at)
{
    bool is_tabari = reader->peers->dialect == AN_PEER_TABARI;
    an_peer_ending ending = is_tabari ? AN_PEER_OPEN : AN_PEER_EXACT;
    an_str word = {text.data + at, 0};
    uint32_t index;
    while (at < text.length && !is_word_end(text.data[at])) at++, word.length++;
    if (at < text.length && (text.data[at] == '_' || text.data[at] == '-')) ending = AN_PEER_EXACT;
    if (word.length > 1 && word.data[word.length - 1] == '~') word.length--, ending = AN_PEER_OPEN;
    if (word.length > 1 && word.data[word.length - 1] == '=') word.length--, ending = AN_PEER_EXACT;
    while (word.length > 2 && word.data[word.length - 1] == '.') word.length--;
    index = an_peer_add_word(reader, an_peer_fold(&reader->peers->arena, word), ending, false);
    add(reader, r, AN_PEER_WORD, index, text);
    return at;
}

static size_t read_name(an_str text, size_t at)
{
    while (at < text.length && !is_word_end(text.data[at])) at++;
    return at;
}

static void read_elements(an_peer_reader *reader, row *r, an_str text, int depth);

static bool store_row(an_peer_reader *reader, const row *r, uint32_t *first, uint32_t *count)
{
    an_peers *peers = reader->peers;
    *first = (uint32_t)peers->elements.count;
    *count = (uint32_t)r->count;
    for (size_t i = 0; i < r->count; i++)
        if (!AN_PUSH(&peers->arena, &peers->elements, r->items[i])) return false;
    return true;
}

/* "{ A | B_C | D }": a set without a name. Rows go to the side first, since members must lie together. */
static void read_alternatives(an_peer_reader *reader, row *r, an_str inside, int depth)
{
    an_peers *peers = reader->peers;
    an_peer_set set = {.file = reader->file, .line = reader->line};
    an_peer_member members[ALTERNATIVES_MAX];
    size_t at = 0, count = 0;
    while (at <= inside.length && count < ALTERNATIVES_MAX) {
        size_t end = at;
        row inner = {.verb_at = -1};
        while (end < inside.length && inside.data[end] != '|') end++;
        read_elements(reader, &inner, an_str_trim((an_str){inside.data + at, end - at}), depth + 1);
        if (inner.has_failed || !inner.count || inner.verb_at >= 0) {
            fail(reader, r, "an empty or wrong alternative", inside);
            return;
        }
        store_row(reader, &inner, &members[count].first_element, &members[count].element_count);
        count++;
        at = end + 1;
    }
    set.first_member = (uint32_t)peers->members.count;
    set.member_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) AN_PUSH(&peers->arena, &peers->members, members[i]);
    AN_PUSH(&peers->arena, &peers->sets, set);
    add(reader, r, AN_PEER_SET, (uint32_t)peers->sets.count - 1, inside);
}

static size_t read_brace(an_peer_reader *reader, row *r, an_str text, size_t at, int depth)
{
    size_t end = at + 1;
    an_str inside;
    bool has_bar = false;
    while (end < text.length && text.data[end] != '}') has_bar |= text.data[end++] == '|';
    if (end == text.length || depth > DEPTH_MAX) {
        fail(reader, r, "a brace is not closed", text);
        return text.length;
    }
    inside = (an_str){text.data + at + 1, end - at - 1};
    if (has_bar) {
        read_alternatives(reader, r, inside, depth);
    } else {
        uint8_t outer = r->group;
        r->group = AN_PEER_NOUN_GROUP;
        r->group_number++;
        read_elements(reader, r, inside, depth + 1);
        r->group = outer;
    }
    return end + 1;
}

static size_t read_parenthesis(an_peer_reader *reader, row *r, an_str text, size_t at, int depth)
{
    size_t end = at + 1;
    while (end < text.length && text.data[end] != ')') end++;
    if (end == text.length || depth > DEPTH_MAX) {
        fail(reader, r, "a parenthesis is not closed", text);
        return text.length;
    }
    r->group = AN_PEER_PREPOSITION_GROUP;
    r->group_number++;
    read_elements(reader, r, (an_str){text.data + at + 1, end - at - 1}, depth + 1);
    r->group = AN_PEER_NO_GROUP;
    return end + 1;
}

static size_t read_verb(an_peer_reader *reader, row *r, an_str text, size_t at)
{
    if (r->verb_at >= 0) fail(reader, r, "the verb (*) stands twice", text);
    r->verb_at = (int)r->count;
    bind(r, text, at + 1);
    return at + 1;
}

static size_t read_symbol(an_peer_reader *reader, row *r, an_str text, size_t at)
{
    static const char symbols[] = "$+^%";
    static const an_peer_element_kind kinds[] = {AN_PEER_SOURCE, AN_PEER_TARGET, AN_PEER_SKIP, AN_PEER_COMPOUND};
    add(reader, r, kinds[strchr(symbols, text.data[at]) - symbols], 0, text);
    bind(r, text, at + 1);
    return at + 1;
}

static void read_elements(an_peer_reader *reader, row *r, an_str text, int depth)
{
    size_t at = 0;
    while (at < text.length && !r->has_failed) {
        char c = text.data[at];
        if (is_blank(c) || c == '_' || c == '-') at++;
        else if (c == '*') at = read_verb(reader, r, text, at);
        else if (c == '{') at = read_brace(reader, r, text, at, depth), bind(r, text, at);
        else if (c == '(') at = read_parenthesis(reader, r, text, at, depth), bind(r, text, at);
        else if (c == '$' || c == '+' || c == '^' || c == '%') at = read_symbol(reader, r, text, at);
        else if (c == '&') {
            size_t end = read_name(text, at + 1);
            if (end == at + 1) fail(reader, r, "a set without a name", text);
            else add(reader, r, AN_PEER_SET, set_by_name(reader, (an_str){text.data + at + 1, end - at - 1}), text);
            bind(r, text, at = end);
        } else if (c && strchr("})]|", c)) {
            fail(reader, r, "a closing bracket without an opening one", text);
        } else {
            at = read_word(reader, r, text, at);
            bind(r, text, at);
        }
    }
}

/* A member of a set. */
bool an_peer_read_row(an_peer_reader *reader, an_str text, uint32_t *first, uint32_t *count)
{
    row r = {.verb_at = -1};
    read_elements(reader, &r, text, 0);
    if (!r.has_failed && r.verb_at >= 0) fail(reader, &r, "a verb (*) inside of a set", text);
    if (!r.has_failed && !r.count) fail(reader, &r, "an empty member of a set", text);
    return !r.has_failed && store_row(reader, &r, first, count);
}

bool an_peer_read_pattern(an_peer_reader *reader, an_str text, an_peer_event_code code)
{
    an_peers *peers = reader->peers;
    an_peer_pattern pattern = {.code = code, .file = reader->file, .line = reader->line};
    row r = {.verb_at = -1};
    uint32_t count;
    read_elements(reader, &r, text, 0);
    if (!r.has_failed && r.verb_at < 0) fail(reader, &r, "a pattern without the verb (*)", text);
    if (r.has_failed || !store_row(reader, &r, &pattern.first_element, &count)) return false;
    pattern.before_count = (uint16_t)r.verb_at;
    pattern.after_count = (uint16_t)(r.count - (size_t)r.verb_at);
    pattern.is_adjacent_after = r.is_verb_adjacent;
    return AN_PUSH(&peers->arena, &peers->patterns, pattern);
}

/* "&NAME" begins a set, "+MEMBER" adds to the last one. */
void an_peer_read_set_line(an_peer_reader *reader, an_str line)
{
    an_peers *peers = reader->peers;
    an_peer_set *set;
    an_peer_member member;
    if (line.data[0] == '&') {
        size_t end = read_name(line, 1);
        uint32_t at = set_by_name(reader, (an_str){line.data + 1, end - 1});
        if (peers->arena.is_exhausted) return;
        set = peers->sets.items + at;
        if (set->file != UINT32_MAX) an_peer_problem(reader, "set &%.*s stands twice (first in line %u)", (int)set->name.length, set->name.data, set->line);
        *set = (an_peer_set){set->name, (uint32_t)peers->members.count, 0, reader->file, reader->line};
        reader->open_set = at;
        return;
    }
    if (reader->open_set == UINT32_MAX) {
        an_peer_problem(reader, "a member of no set");
        return;
    }
    if (!an_peer_read_row(reader, an_str_trim((an_str){line.data + 1, line.length - 1}), &member.first_element, &member.element_count)) return;
    set = peers->sets.items + reader->open_set;
    if (set->first_member + set->member_count != peers->members.count) set->first_member = (uint32_t)peers->members.count, set->member_count = 0;
    if (AN_PUSH(&peers->arena, &peers->members, member)) peers->sets.items[reader->open_set].member_count++;
}
