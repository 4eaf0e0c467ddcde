/* Actors, agents, discards and issues: phrases with codes in brackets.
 *
 *     SELNIA                          an actor; synonyms begin with "+"
 *     +SELNIAN
 *         [SEL < 19890401]            codes with dates: until, from, "FROM - UNTIL"; days as YYMMDD or YYYYMMDD; none = always
 *         [SELNEW > 19890402]
 *     !USHER! = USHER, USHERETTE      words that may stand for !USHER! in agents
 *     MASTER_AT_ARMS {MASTERS_AT_ARMS} [~MIL]     an agent, its plural ("{}" = none), its code; "~" = where the actor's code goes */
#include "peers/dictionary.h"

enum { CENTURY_TURN = 30, CODE_BYTES_MAX = 40, DATE_DIGITS_MAX = 8, ALTERNATIVES_MAX = 64 }; /* two-digit years to 30 are 20xx */

static size_t index_of(an_str text, char c, size_t from)
{
    for (size_t i = from; i < text.length; i++)
        if (text.data[i] == c) return i;
    return SIZE_MAX;
}

static an_str slice(an_str text, size_t from, size_t end) { return an_str_trim((an_str){text.data + from, end - from}); }

/* "950601" or "19950601"; false if there is no such day. */
static bool read_day(an_str text, an_day *day)
{
    int digits[DATE_DIGITS_MAX], value = 0, year;
    if (text.length != 6 && text.length != 8) return false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        digits[i] = text.data[i] - '0';
    }
    for (size_t i = 0; i < text.length - 4; i++) value = value * 10 + digits[i];
    year = text.length == 8 ? value : value <= CENTURY_TURN ? 2000 + value : 1900 + value;
    *day = an_day_from_ymd(year, digits[text.length - 4] * 10 + digits[text.length - 3], digits[text.length - 2] * 10 + digits[text.length - 1]);
    return *day != AN_DAY_UNKNOWN;
}

/* "< DATE", "> DATE", "DATE - DATE" behind a code. */
static bool read_validity(an_peer_reader *reader, an_str text, an_peer_code *code)
{
    size_t dash;
    bool is_read;
    if (!text.length) return true;
    if (text.data[0] == '<' || text.data[0] == '>')
        is_read = read_day(slice(text, 1, text.length), text.data[0] == '<' ? &code->to : &code->from);
    else {
        dash = index_of(text, '-', 0);
        is_read = dash != SIZE_MAX && read_day(slice(text, 0, dash), &code->from) && read_day(slice(text, dash + 1, text.length), &code->to);
    }
    if (!is_read) an_peer_problem(reader, "no such date: %.*s", (int)(text.length > 60 ? 60 : text.length), text.data);
    else if (code->from != AN_DAY_UNKNOWN && code->to != AN_DAY_UNKNOWN && code->from > code->to) {
        an_peer_problem(reader, "the range ends before it begins: %.*s", (int)text.length, text.data);
        is_read = false;
    }
    return is_read;
}

static bool is_code(an_str text)
{
    if (!text.length || text.length > CODE_BYTES_MAX) return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr("/+#~-_", c)))) return false;
    }
    return true;
}

/* What stands between two brackets. */
static bool read_code(an_peer_reader *reader, an_str inside, bool has_dates)
{
    an_peer_code code = {.from = AN_DAY_UNKNOWN, .to = AN_DAY_UNKNOWN, .line = reader->line};
    size_t end = 0;
    inside = an_str_trim(inside);
    if (an_str_starts_with(inside, "- - -")) inside = AN_STR("---");
    while (end < inside.length && inside.data[end] != ' ' && inside.data[end] != '\t' && inside.data[end] != '<' && inside.data[end] != '>') end++;
    if (!is_code((an_str){inside.data, end})) {
        an_peer_problem(reader, "no code in [%.*s]", (int)(inside.length > 60 ? 60 : inside.length), inside.data);
        return false;
    }
    if (has_dates && !read_validity(reader, slice(inside, end, inside.length), &code)) return false;
    code.code = an_peer_upper(&reader->peers->arena, (an_str){inside.data, end});
    return AN_PUSH(&reader->peers->arena, &reader->peers->codes, code);
}

/* Every "[...]" of `text`; false if one could not be read. */
bool an_peer_read_codes(an_peer_reader *reader, an_str text, bool has_dates)
{
    bool is_read = true;
    size_t at = 0;
    while (at < text.length) {
        size_t open = index_of(text, '[', at), close = index_of(text, ']', at);
        an_str between = slice(text, at, open == SIZE_MAX ? text.length : open);
        if (between.length) {
            an_peer_problem(reader, "words that belong to nothing: %.*s", (int)(between.length > 60 ? 60 : between.length), between.data);
            is_read = false;
        }
        if (open == SIZE_MAX) break;
        if (close == SIZE_MAX || close < open) {
            an_peer_problem(reader, "a bracket is not closed");
            return false;
        }
        if (!read_code(reader, slice(text, open + 1, close), has_dates)) is_read = false;
        at = close + 1;
    }
    return is_read;
}

/* An actor without a code, where it begins. */
static void check_actor(an_peer_reader *reader, uint32_t actor)
{
    an_peers *peers = reader->peers;
    uint32_t line = reader->line;
    if (actor == UINT32_MAX || peers->actors.items[actor].code_count) return;
    reader->line = peers->actors.items[actor].line;
    an_peer_problem(reader, "an actor without a code");
    reader->line = line;
}

static void read_actor_line(an_peer_reader *reader, an_str line, an_peer_kind kind, uint32_t *actor)
{
    an_peers *peers = reader->peers;
    bool is_synonym = line.data[0] == '+', is_code_line = line.data[0] == '[';
    size_t open = index_of(line, '[', 0), before = peers->codes.count;
    if (!is_synonym && !is_code_line) {
        an_peer_actor entry = {.first_code = (uint32_t)before, .file = reader->file, .line = reader->line};
        check_actor(reader, *actor);
        if (!AN_PUSH(&peers->arena, &peers->actors, entry)) return;
        *actor = (uint32_t)peers->actors.count - 1;
    }
    if (*actor == UINT32_MAX) {
        an_peer_problem(reader, is_synonym ? "a synonym of nothing" : "a code of nothing");
        return;
    }
    if (!is_code_line) an_peer_add_phrase(reader, kind, *actor, slice(line, is_synonym, open == SIZE_MAX ? line.length : open), AN_PEER_NOUN);
    if (open != SIZE_MAX) an_peer_read_codes(reader, slice(line, open, line.length), true);
    peers->actors.items[*actor].code_count += (uint32_t)(peers->codes.count - before);
}

static void read_plain(an_peer_reader *reader, an_peer_kind kind, an_str line) { an_peer_add_phrase(reader, kind, 0, line, AN_PEER_NOUN); }

/* Sections of TABARI's files: words that are neither actors nor verbs. */
static an_peer_kind section_of(an_str line, an_peer_kind kind)
{
    if (an_str_starts_with(line, "<NOUN")) return AN_PEER_NOUN_WORD;
    if (an_str_starts_with(line, "<ADJ")) return AN_PEER_ADJECTIVE;
    return kind;
}

void an_peer_read_actors(an_peer_reader *reader, an_str text, an_peer_kind kind)
{
    an_peer_lines lines = {.rest = text};
    an_peer_kind section = kind;
    uint32_t actor = UINT32_MAX;
    while (an_peer_next_line(reader, &lines)) {
        an_str line = an_str_trim(lines.line);
        if (an_str_starts_with(line, "~~")) break;
        if (line.data[0] == '<') section = section_of(line, kind);
        else if (section != kind) read_plain(reader, section, line);
        else read_actor_line(reader, line, kind, &actor);
    }
    check_actor(reader, actor);
}

/* "!USHER! = USHER, USHERETTE" */
typedef struct alternatives {
    an_str name; /* with its marks */
    an_str words[ALTERNATIVES_MAX];
    size_t count;
} alternatives;

typedef AN_ARRAY(alternatives) substitutions;

static void read_substitution(an_peer_reader *reader, an_str line, substitutions *list)
{
    alternatives set = {0};
    size_t name_end = index_of(line, '!', 1), equals = index_of(line, '=', 0), at;
    if (name_end == SIZE_MAX || equals == SIZE_MAX || equals < name_end) {
        an_peer_problem(reader, "a substitution needs a name between exclamation marks, = and words");
        return;
    }
    set.name = slice(line, 0, name_end + 1);
    for (at = equals + 1; at < line.length && set.count < ALTERNATIVES_MAX;) {
        size_t comma = index_of(line, ',', at), end = comma == SIZE_MAX ? line.length : comma;
        if (slice(line, at, end).length) set.words[set.count++] = slice(line, at, end);
        at = end + 1;
    }
    AN_PUSH(reader->scratch, list, set);
}

static an_str joined(an_peer_reader *reader, an_str a, an_str b, an_str c)
{
    char *out = an_arena_alloc(reader->scratch, a.length + b.length + c.length + 1);
    if (!out) return (an_str){"", 0};
    memcpy(out, a.data, a.length);
    if (b.length) memcpy(out + a.length, b.data, b.length);
    if (c.length) memcpy(out + a.length + b.length, c.data, c.length);
    return (an_str){out, a.length + b.length + c.length};
}

/* FAIRY, FAIRIES; ENVOY, ENVOYS; GLASS, GLASSES; else S. */
static an_str plural_of(an_peer_reader *reader, an_str word)
{
    char last;
    while (word.length && word.data[word.length - 1] == '_') word.length--;
    if (!word.length) return word;
    last = word.data[word.length - 1] & ~0x20;
    if (last == 'Y' && word.length > 1 && !strchr("AEIOUaeiou", word.data[word.length - 2])) return joined(reader, (an_str){word.data, word.length - 1}, AN_STR("IES"), (an_str){0});
    return joined(reader, word, last == 'S' ? AN_STR("ES") : AN_STR("S"), (an_str){0});
}

/* The phrase itself, or with every word that may stand for a "!NAME!" in it. */
static void add_agent_words(an_peer_reader *reader, const substitutions *list, uint32_t agent, an_str words, bool has_plural)
{
    size_t open = index_of(words, '!', 0), close = open == SIZE_MAX ? SIZE_MAX : index_of(words, '!', open + 1);
    if (close == SIZE_MAX) {
        an_peer_add_phrase(reader, AN_PEER_AGENT, agent, words, AN_PEER_NOUN);
        if (has_plural) an_peer_add_phrase(reader, AN_PEER_AGENT, agent, plural_of(reader, words), AN_PEER_NOUN);
        return;
    }
    for (size_t s = 0; s < list->count; s++) {
        if (!an_str_equal(list->items[s].name, (an_str){words.data + open, close + 1 - open})) continue;
        for (size_t i = 0; i < list->items[s].count; i++)
            an_peer_add_phrase(reader, AN_PEER_AGENT, agent, joined(reader, (an_str){words.data, open}, list->items[s].words[i],
                (an_str){words.data + close + 1, words.length - close - 1}), AN_PEER_NOUN);
        return;
    }
    an_peer_problem(reader, "nothing may stand for %.*s", (int)(close + 1 - open), words.data + open);
}

static bool read_agent_code(an_peer_reader *reader, an_str inside, an_peer_agent *agent)
{
    an_str code = an_str_trim(inside);
    size_t tilde = index_of(code, '~', 0);
    if (an_str_is(code, "---") || an_str_is(code, "###")) tilde = 0, code = joined(reader, AN_STR("~"), code, (an_str){0});
    if (tilde == SIZE_MAX || code.length < 2 || (tilde != 0 && tilde != code.length - 1)) {
        an_peer_problem(reader, "an agent's code begins or ends with ~, not [%.*s]", (int)(inside.length > 60 ? 60 : inside.length), inside.data);
        return false;
    }
    code = tilde ? (an_str){code.data, code.length - 1} : (an_str){code.data + 1, code.length - 1};
    if (!is_code(code)) {
        an_peer_problem(reader, "no code in [%.*s]", (int)(inside.length > 60 ? 60 : inside.length), inside.data);
        return false;
    }
    agent->code = an_peer_upper(&reader->peers->arena, code);
    agent->is_prefix = tilde != 0;
    return true;
}

static void read_agent_line(an_peer_reader *reader, an_str line, const substitutions *list)
{
    an_peers *peers = reader->peers;
    size_t open = index_of(line, '[', 0), close = index_of(line, ']', 0), brace = index_of(line, '{', 0), brace_end = index_of(line, '}', 0), words_end;
    an_peer_agent agent = {{0}, false};
    if (open == SIZE_MAX || close == SIZE_MAX || close < open) {
        an_peer_problem(reader, "an agent without a code in brackets");
        return;
    }
    if (brace != SIZE_MAX && (brace_end == SIZE_MAX || brace_end < brace || brace_end > open)) {
        an_peer_problem(reader, "a plural that is not closed, or stands behind the code");
        return;
    }
    words_end = brace < open ? brace : open;
    if (!slice(line, 0, words_end).length) {
        an_peer_problem(reader, "an agent without words");
        return;
    }
    if (!read_agent_code(reader, slice(line, open + 1, close), &agent) || !AN_PUSH(&peers->arena, &peers->agents, agent)) return;
    add_agent_words(reader, list, (uint32_t)peers->agents.count - 1, slice(line, 0, words_end), brace == SIZE_MAX && peers->dialect != AN_PEER_TABARI);
    if (brace != SIZE_MAX && slice(line, brace + 1, brace_end).length)
        an_peer_add_phrase(reader, AN_PEER_AGENT, (uint32_t)peers->agents.count - 1, slice(line, brace + 1, brace_end), AN_PEER_NOUN);
}

void an_peer_read_agents(an_peer_reader *reader, an_str text)
{
    an_peer_lines lines = {.rest = text};
    substitutions list = {0};
    while (an_peer_next_line(reader, &lines)) {
        an_str line = an_str_trim(lines.line);
        if (an_str_starts_with(line, "~~")) break;
        if (line.data[0] == '!' && index_of(line, '=', 0) != SIZE_MAX && index_of(line, '[', 0) == SIZE_MAX) read_substitution(reader, line, &list);
        else if (line.data[0] != '<') read_agent_line(reader, line, &list);
    }
}

/* "n:bridge [ROADS]", "foot+bridge": the word classes do not matter, "+" binds words; "~words" are no such issue. */
static void read_issue(an_peer_reader *reader, an_str line)
{
    an_peers *peers = reader->peers;
    an_peer_topic topic = {.is_ignored = line.data[0] == '~'};
    size_t open = index_of(line, '[', 0), close = index_of(line, ']', 0), length = 0;
    an_str words = slice(line, topic.is_ignored, open == SIZE_MAX ? line.length : open);
    char *plain = an_arena_alloc(reader->scratch, words.length + 1);
    if (!plain) return;
    if (!topic.is_ignored && (open == SIZE_MAX || close == SIZE_MAX || close < open)) {
        an_peer_problem(reader, "an issue without a code in brackets");
        return;
    }
    for (size_t i = 0; i < words.length; i++) {
        if (i + 1 < words.length && words.data[i + 1] == ':') i += 2; /* "n:" */
        if (i < words.length) plain[length++] = (char)(words.data[i] == '+' || words.data[i] == ' ' ? '_' : words.data[i]);
    }
    if (!topic.is_ignored) topic.code = an_peer_upper(&peers->arena, slice(line, open + 1, close));
    if (!AN_PUSH(&peers->arena, &peers->topics, topic)) return;
    an_peer_add_phrase(reader, AN_PEER_ISSUE, (uint32_t)peers->topics.count - 1, (an_str){plain, length}, AN_PEER_EXACT);
}

/* False if this is no list of phrases: the rest of the file is left alone. */
static bool read_discard(an_peer_reader *reader, an_str line)
{
    an_peers *peers = reader->peers;
    an_peer_topic topic = {.is_story = line.data[0] == '+'};
    an_str words = slice(line, topic.is_story, line.length);
    if (index_of(words, '\t', 0) != SIZE_MAX) {
        an_peer_problem(reader, "a tab: this file is a table, no list of phrases to discard by");
        return false;
    }
    if (AN_PUSH(&peers->arena, &peers->topics, topic))
        an_peer_add_phrase(reader, AN_PEER_DISCARD, (uint32_t)peers->topics.count - 1, words, AN_PEER_EXACT);
    return true;
}

void an_peer_read_topics(an_peer_reader *reader, an_str text, bool are_issues)
{
    an_peer_lines lines = {.rest = text};
    while (an_peer_next_line(reader, &lines)) {
        an_str line = an_str_trim(lines.line);
        if (line.data[0] == '<') continue;
        if (are_issues) read_issue(reader, line);
        else if (!read_discard(reader, line)) return;
    }
}
