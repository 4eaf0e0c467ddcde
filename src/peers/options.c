/* Options of TABARI (an options file, one a line) and PETRARCH (key = value). Those that only shape the others' output are accepted and
 * do nothing here. */
#include <stdlib.h>

#include "peers/dictionary.h"

typedef struct flag {
    const char *name;
    size_t offset;
    enum { IS_BOOL, IS_NUMBER } kind;
} flag;

#define AN_PEER_OPTION(member) offsetof(an_peer_options, member)

static const flag flags[] = {
    {"minimum words", AN_PEER_OPTION(words_min), IS_NUMBER},   {"convert agent", AN_PEER_OPTION(converts_agents), IS_BOOL},
    {"time shift", AN_PEER_OPTION(shifts_time), IS_BOOL},      {"require_dyad", AN_PEER_OPTION(requires_dyad), IS_BOOL},
    {"comma_min", AN_PEER_OPTION(comma_min), IS_NUMBER},       {"comma_max", AN_PEER_OPTION(comma_max), IS_NUMBER},
    {"comma_bmin", AN_PEER_OPTION(comma_begin_min), IS_NUMBER}, {"comma_bmax", AN_PEER_OPTION(comma_begin_max), IS_NUMBER},
    {"comma_emin", AN_PEER_OPTION(comma_end_min), IS_NUMBER},  {"comma_emax", AN_PEER_OPTION(comma_end_max), IS_NUMBER},
    {"min", AN_PEER_OPTION(comma_min), IS_NUMBER},             {"max", AN_PEER_OPTION(comma_max), IS_NUMBER},
    {"bmin", AN_PEER_OPTION(comma_begin_min), IS_NUMBER},      {"bmax", AN_PEER_OPTION(comma_begin_max), IS_NUMBER},
    {"emin", AN_PEER_OPTION(comma_end_min), IS_NUMBER},        {"emax", AN_PEER_OPTION(comma_end_max), IS_NUMBER},
};

static uint32_t number_of(an_str text)
{
    uint32_t value = 0;
    for (size_t i = 0; i < text.length && i < 6 && text.data[i] >= '0' && text.data[i] <= '9'; i++) value = value * 10 + (uint32_t)(text.data[i] - '0');
    return value;
}

static bool set_flag(an_peer_options *options, an_str name, an_str value)
{
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (!an_str_equal_ignoring_ascii_case(name, an_str_from(flags[i].name))) continue;
        if (flags[i].kind == IS_NUMBER) *(uint32_t *)((char *)options + flags[i].offset) = number_of(value);
        else *(bool *)((char *)options + flags[i].offset) = an_str_equal_ignoring_ascii_case(value, AN_STR("true"));
        return true;
    }
    return false;
}

static size_t index_of(an_str text, char c, size_t from)
{
    for (size_t i = from; i < text.length; i++)
        if (text.data[i] == c) return i;
    return SIZE_MAX;
}

static an_str slice(an_str text, size_t from, size_t end) { return an_str_trim((an_str){text.data + from, end - from}); }

static bool has(an_str text, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= text.length; i++)
        if (an_str_equal_ignoring_ascii_case((an_str){text.data + i, length}, (an_str){word, length})) return true;
    return false;
}

/* What stands in brackets behind `word`. */
static an_str bracket_of(an_peers *peers, an_str text, const char *word)
{
    for (size_t i = 0; i + strlen(word) <= text.length; i++) {
        size_t open, close;
        if (!an_str_equal_ignoring_ascii_case((an_str){text.data + i, strlen(word)}, an_str_from(word))) continue;
        open = index_of(text, '[', i);
        close = open == SIZE_MAX ? SIZE_MAX : index_of(text, ']', open);
        if (close == SIZE_MAX) return (an_str){0};
        return (an_str){an_arena_copy(&peers->arena, text.data + open + 1, close - open - 1), close - open - 1};
    }
    return (an_str){0};
}

static void set_defaults(an_peers *peers, an_str rest)
{
    an_peer_options *o = &peers->options;
    bool is_off = has(rest, "OFF");
    o->default_source = is_off ? (an_str){0} : bracket_of(peers, rest, "SOURCE");
    o->default_target = is_off ? (an_str){0} : bracket_of(peers, rest, "TARGET");
    o->is_default_prior = !is_off && has(rest, "PRIOR");
    o->is_default_after = !is_off && has(rest, "AFTER");
}

static void set_complexity(an_peers *peers, an_str rest)
{
    an_peer_options *o = &peers->options;
    o->verbs_max = number_of(bracket_of(peers, rest, "VERBS"));
    o->conjunctions_max = number_of(bracket_of(peers, rest, "CONJ"));
    o->actors_max = number_of(bracket_of(peers, rest, "ACTORS"));
    o->needs_actor_before = has(rest, "NOACTPRIOR");
}

/* "COMMA: MIN = 4 MAX = 6" */
static void set_commas(an_peer_options *options, an_str rest)
{
    size_t at = 0;
    options->is_comma_off = has(rest, "OFF");
    while (at < rest.length) {
        size_t equals = index_of(rest, '=', at), end, start = at;
        an_str name;
        if (equals == SIZE_MAX) break;
        name = slice(rest, start, equals);
        for (size_t i = name.length; i-- > 0;)
            if (name.data[i] == ' ') {
                name = slice(name, i, name.length);
                break;
            }
        end = equals + 1;
        while (end < rest.length && rest.data[end] == ' ') end++;
        set_flag(options, name, slice(rest, end, rest.length));
        while (end < rest.length && rest.data[end] != ' ') end++;
        at = end;
    }
}

static bool set_set(an_peer_options *options, an_str rest)
{
    size_t equals = index_of(rest, '=', 0);
    if (has(rest, "CODE BY CLAUSE")) options->code_by = AN_PEER_BY_CLAUSE;
    else if (has(rest, "CODE BY SENTENCE")) options->code_by = AN_PEER_BY_SENTENCE;
    else if (has(rest, "CODE ALL")) options->code_by = AN_PEER_BY_ALL;
    else if (equals != SIZE_MAX) set_flag(options, slice(rest, 0, equals), slice(rest, equals + 1, rest.length));
    return true;
}

bool an_peer_set_option(an_peers *peers, an_str line)
{
    size_t colon, equals;
    an_str word, rest;
    line = an_str_trim(line);
    if (!line.length || an_str_starts_with(line, "//") || an_str_starts_with(line, "~~")) return true;
    colon = index_of(line, ':', 0);
    equals = index_of(line, '=', 0);
    if (colon == SIZE_MAX) return equals != SIZE_MAX && set_flag(&peers->options, slice(line, 0, equals), slice(line, equals + 1, line.length));
    word = slice(line, 0, colon);
    rest = slice(line, colon + 1, line.length);
    if (an_str_is(word, "SET")) return set_set(&peers->options, rest);
    if (an_str_is(word, "COMPLEX")) set_complexity(peers, rest);
    else if (an_str_is(word, "DEFAULT")) set_defaults(peers, rest);
    else if (an_str_is(word, "COMMA")) set_commas(&peers->options, rest);
    else if (an_str_is(word, "FORWARD")) peers->options.has_forward = !has(rest, "OFF");
    else return an_str_is(word, "LABEL") || an_str_is(word, "OUTPUT") || an_str_is(word, "REPLACE") || an_str_is(word, "CODER");
    return true;
}

void an_peer_read_options(an_peer_reader *reader, an_str text)
{
    while (text.length) {
        const char *end = memchr(text.data, '\n', text.length);
        size_t length = end ? (size_t)(end - text.data) : text.length;
        an_str line = an_str_trim((an_str){text.data, length});
        reader->line++;
        if (an_str_starts_with(line, "~~")) return;
        if (line.length && line.data[0] != '#' && !an_peer_set_option(reader->peers, line))
            an_peer_problem(reader, "an option that is not known: %.*s", (int)(line.length > 60 ? 60 : line.length), line.data);
        text.data += length + (end != NULL);
        text.length -= length + (end != NULL);
    }
}

annals_status an_peers_option(an_peers *peers, an_str line, annals_error *error)
{
    if (an_peer_set_option(peers, line)) return ANNALS_OK;
    return an_fail(error, ANNALS_E_FORMAT, "peers", 0, "no such option: %.*s", (int)(line.length > 100 ? 100 : line.length), line.data);
}
