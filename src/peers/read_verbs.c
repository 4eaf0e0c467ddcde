/* Verb dictionaries.
 *
 * PETRARCH:                                        TABARI:
 *     --- TEAR [120] ---                               TEAR_ [120]
 *     TEAR {TORE TORN}                                 { TORE_ TORN_ }
 *     +TEAR_APART [175]       "+": the verb            - * CHARTER [161]
 *     - * CHARTER [161]                                RIP OPEN [175]        a verb and a word behind it
 *
 * "- PATTERN [CODE]"; "[A:B]": A, and B the other way round; "~ a (b . STEAL) REVEAL = a b 113" turns what a verb tells into another event. */
#include "peers/dictionary.h"

enum { FORMS_MAX = 64, CODE_BYTES_MAX = AN_CAMEO_CODE_BYTES - 1 }; /* a code must fit an event */

typedef struct verbs_state {
    an_peer_event_code block_code;
    an_str block_name;
    uint32_t first_verb, first_pattern; /* of the block that is being read */
    bool is_in_block, has_block;
    enum { IN_VERBS, IN_SETS, IN_TIME, IN_NOUNS } section;
} verbs_state;

static size_t index_of(an_str text, char c)
{
    const char *found = text.length ? memchr(text.data, c, text.length) : NULL;
    return found ? (size_t)(found - text.data) : SIZE_MAX;
}

static an_str slice(an_str text, size_t from, size_t end) { return an_str_trim((an_str){text.data + from, end - from}); }

static bool is_event_code(an_str text)
{
    if (!text.length || text.length > CODE_BYTES_MAX) return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '#')) return false;
    }
    return true;
}

bool an_peer_is_no_code(an_str code)
{
    return !code.length || code.data[0] == '-' || code.data[0] == '+' || code.data[0] == '#';
}

/* "031:032", "023?", "031!", ":110", "---". */
bool an_peer_read_event_code(an_peer_reader *reader, an_str inside, an_peer_event_code *code)
{
    an_str text = an_str_trim(inside), back = {0};
    size_t colon = index_of(text, ':');
    memset(code, 0, sizeof *code);
    if (text.length && (text.data[text.length - 1] == '!' || text.data[text.length - 1] == '?')) {
        code->is_dominant = text.data[text.length - 1] == '!';
        code->is_subordinate = !code->is_dominant;
        text = slice(text, 0, text.length - 1);
    }
    if (colon != SIZE_MAX && colon < text.length) {
        back = slice(text, colon + 1, text.length);
        text = slice(text, 0, colon);
    }
    if ((text.length && !is_event_code(text)) || (back.length && !is_event_code(back)) || (!text.length && !back.length)) {
        an_peer_problem(reader, "no event code in [%.*s]", (int)(inside.length > 60 ? 60 : inside.length), inside.data);
        return false;
    }
    if (text.length) code->forward = (an_str){an_arena_copy(&reader->peers->arena, text.data, text.length), text.length};
    if (back.length) code->back = (an_str){an_arena_copy(&reader->peers->arena, back.data, back.length), back.length};
    return true;
}

/* The code in brackets at the end of a line, if there is one; `words` then ends before it. False if it is wrong. */
static bool take_code(an_peer_reader *reader, an_str *words, an_peer_event_code *code, bool *has_code)
{
    size_t open = index_of(*words, '['), close;
    *has_code = open != SIZE_MAX;
    if (!*has_code) return true;
    close = index_of(*words, ']');
    if (close == SIZE_MAX || close < open) {
        an_peer_problem(reader, "a bracket is not closed");
        return false;
    }
    if (slice(*words, close + 1, words->length).length && words->data[close + 1] != '-' && !an_str_starts_with(slice(*words, close + 1, words->length), "---"))
        an_peer_problem(reader, "words behind the code: %.*s", (int)(words->length - close - 1), words->data + close + 1);
    if (!an_peer_read_event_code(reader, slice(*words, open + 1, close), code)) return false;
    *words = slice(*words, 0, open);
    return true;
}

static void close_block(an_peer_reader *reader, verbs_state *state)
{
    an_peers *peers = reader->peers;
    for (size_t i = state->first_verb; i < peers->verbs.count; i++) {
        peers->verbs.items[i].first_pattern = state->first_pattern;
        peers->verbs.items[i].pattern_count = (uint32_t)peers->patterns.count - state->first_pattern;
    }
    state->first_verb = (uint32_t)peers->verbs.count;
    state->first_pattern = (uint32_t)peers->patterns.count;
}

/* "--- NAME [CODE] ---" */
static void read_block(an_peer_reader *reader, verbs_state *state, an_str line)
{
    size_t open = index_of(line, '[');
    bool has_code = false;
    an_str words = line;
    close_block(reader, state);
    memset(&state->block_code, 0, sizeof state->block_code);
    state->is_in_block = true;
    while (words.length && words.data[0] == '-') words.data++, words.length--;
    if (open == SIZE_MAX) {
        while (words.length && words.data[words.length - 1] == '-') words.length--;
        an_peer_problem(reader, "a block without a code");
    } else {
        take_code(reader, &words, &state->block_code, &has_code);
    }
    words = slice(words, 0, index_of(words, '[') == SIZE_MAX ? words.length : index_of(words, '['));
    state->block_name = an_peer_fold(&reader->peers->arena, words);
}

static an_str joined(an_peer_reader *reader, an_str a, an_str b)
{
    char *out = an_arena_alloc(reader->scratch, a.length + b.length + 1);
    if (!out) return (an_str){"", 0};
    memcpy(out, a.data, a.length);
    if (b.length) memcpy(out + a.length, b.data, b.length);
    return (an_str){out, a.length + b.length};
}

/* The verb in "ARM_+WRESTLE" or "+TEAR_APART": [*from, *end). */
static void verb_word(an_str words, size_t *from, size_t *end)
{
    size_t plus = index_of(words, '+');
    *from = plus == SIZE_MAX ? 0 : plus + 1;
    *end = *from;
    while (*end < words.length && words.data[*end] != '_' && words.data[*end] != ' ') ++*end;
    if (plus == SIZE_MAX && index_of(words, '_') == SIZE_MAX) *end = words.length;
}

/* The phrase with `cut` bytes off the verb's end and `ending` instead. */
static void add_form(an_peer_reader *reader, uint32_t verb, an_str words, size_t cut, an_str ending)
{
    size_t from, end;
    an_str head;
    verb_word(words, &from, &end);
    if (end < from + cut) return;
    head = joined(reader, (an_str){words.data, end - cut}, ending);
    an_peer_add_phrase(reader, AN_PEER_VERB_ROOT, verb, joined(reader, head, (an_str){words.data + end, words.length - end}), AN_PEER_EXACT);
}

/* STOP: STOPS, STOPPED stand in braces where they are irregular; else S, ED, ING with the usual changes of a final E or Y. */
static void add_regular_forms(an_peer_reader *reader, uint32_t verb, an_str words)
{
    size_t from, end;
    char last, before;
    verb_word(words, &from, &end);
    if (end < from + 2) return;
    last = (char)(words.data[end - 1] & ~0x20);
    before = (char)(words.data[end - 2] & ~0x20);
    if (last == 'E') {
        add_form(reader, verb, words, 0, AN_STR("S"));
        add_form(reader, verb, words, 0, AN_STR("D"));
        add_form(reader, verb, words, 1, AN_STR("ING"));
    } else if (last == 'Y' && !strchr("AEIOU", before)) {
        add_form(reader, verb, words, 1, AN_STR("IES"));
        add_form(reader, verb, words, 1, AN_STR("IED"));
        add_form(reader, verb, words, 0, AN_STR("ING"));
    } else {
        bool hisses = last == 'S' || last == 'X' || last == 'Z' || (last == 'H' && (before == 'S' || before == 'C'));
        add_form(reader, verb, words, 0, hisses ? AN_STR("ES") : AN_STR("S"));
        add_form(reader, verb, words, 0, AN_STR("ED"));
        add_form(reader, verb, words, 0, AN_STR("ING"));
    }
}

static void read_forms(an_peer_reader *reader, uint32_t verb, an_str forms)
{
    size_t at = 0;
    for (int n = 0; at < forms.length && n < FORMS_MAX; n++) {
        size_t start;
        while (at < forms.length && (forms.data[at] == ' ' || forms.data[at] == '\t')) at++;
        start = at;
        while (at < forms.length && forms.data[at] != ' ' && forms.data[at] != '\t') at++;
        if (at > start) an_peer_add_phrase(reader, AN_PEER_VERB_ROOT, verb, (an_str){forms.data + start, at - start}, AN_PEER_VERB);
    }
}

static void read_verb_line(an_peer_reader *reader, verbs_state *state, an_str line)
{
    an_peers *peers = reader->peers;
    bool is_tabari = peers->dialect == AN_PEER_TABARI, has_code = false;
    size_t brace = index_of(line, '{'), brace_end = index_of(line, '}');
    an_str words = line, forms = {0};
    an_peer_verb verb = {.code = state->block_code, .name = state->block_name, .file = reader->file, .line = reader->line};
    if (brace != SIZE_MAX) {
        if (brace_end == SIZE_MAX || brace_end < brace) {
            an_peer_problem(reader, "a brace is not closed");
            return;
        }
        forms = slice(line, brace + 1, brace_end);
        if (index_of(slice(line, brace_end + 1, line.length), '[') != SIZE_MAX && index_of((an_str){line.data, brace}, '[') == SIZE_MAX)
            words = joined(reader, joined(reader, slice(line, 0, brace), AN_STR(" ")), slice(line, brace_end + 1, line.length));
        else words = slice(line, 0, brace);
    }
    if (!take_code(reader, &words, &verb.code, &has_code)) return;
    if (is_tabari ? !has_code : !state->is_in_block) {
        an_peer_problem(reader, is_tabari ? "a verb without a code" : "a verb outside of a block");
        return;
    }
    if (is_tabari) close_block(reader, state), verb.name = an_peer_fold(&peers->arena, words);
    if (index_of(words, '*') != SIZE_MAX) {
        an_peer_problem(reader, "a pattern without \"- \" before it");
        return;
    }
    if (!words.length) {
        an_peer_problem(reader, "a code without a verb");
        return;
    }
    if (!AN_PUSH(&peers->arena, &peers->verbs, verb)) return;
    an_peer_add_phrase(reader, AN_PEER_VERB_ROOT, (uint32_t)peers->verbs.count - 1, words, AN_PEER_VERB);
    if (forms.length) read_forms(reader, (uint32_t)peers->verbs.count - 1, forms);
    else if (!is_tabari) add_regular_forms(reader, (uint32_t)peers->verbs.count - 1, words);
}

static void read_pattern_line(an_peer_reader *reader, const verbs_state *state, an_str line)
{
    an_peer_event_code code;
    an_str words = slice(line, 1, line.length);
    bool has_code;
    if (state->first_verb == reader->peers->verbs.count) an_peer_problem(reader, "a pattern of no verb");
    else if (!take_code(reader, &words, &code, &has_code)) return;
    else if (!has_code) an_peer_problem(reader, "a pattern without a code");
    else an_peer_read_pattern(reader, words, code);
}

/* TABARI's times: "A_FORTNIGHT_AGO [-14]"; their patterns are not used. */
static void read_time_line(an_peer_reader *reader, an_str line)
{
    an_peers *peers = reader->peers;
    an_peer_topic topic = {0};
    size_t open = index_of(line, '['), close = index_of(line, ']');
    if (line.data[0] == '-') return;
    if (open == SIZE_MAX || close == SIZE_MAX || close < open) {
        an_peer_problem(reader, "a time without a shift in brackets");
        return;
    }
    topic.code = (an_str){an_arena_copy(&peers->arena, line.data + open + 1, close - open - 1), close - open - 1};
    if (AN_PUSH(&peers->arena, &peers->topics, topic))
        an_peer_add_phrase(reader, AN_PEER_TIME, (uint32_t)peers->topics.count - 1, slice(line, 0, open), AN_PEER_EXACT);
}

static bool read_section(verbs_state *state, an_str line)
{
    if (line.data[0] != '<') return false;
    if (an_str_starts_with(line, "</")) state->section = IN_VERBS;
    else if (an_str_starts_with(line, "<SYN")) state->section = IN_SETS;
    else if (an_str_starts_with(line, "<TIME")) state->section = IN_TIME;
    else state->section = IN_NOUNS;
    return true;
}

static void read_line(an_peer_reader *reader, verbs_state *state, an_str line)
{
    char c = line.data[0];
    bool is_tabari = reader->peers->dialect == AN_PEER_TABARI;
    if (read_section(state, line)) return;
    if (state->section == IN_NOUNS) {
        an_peer_add_phrase(reader, AN_PEER_NOUN_WORD, 0, line, AN_PEER_NOUN);
        return;
    }
    if (state->section == IN_TIME) {
        read_time_line(reader, line);
        return;
    }
    if (c == '&' || (c == '+' && reader->open_set != UINT32_MAX)) {
        an_peer_read_set_line(reader, line);
        return;
    }
    reader->open_set = UINT32_MAX;
    if (an_str_starts_with(line, "---")) read_block(reader, state, line);
    else if (c == '-') read_pattern_line(reader, state, line);
    else if (c == '~') an_peer_read_transform(reader, line);
    else if (is_tabari && c == '{') {
        size_t end = index_of(line, '}');
        if (end == SIZE_MAX || state->first_verb == reader->peers->verbs.count) an_peer_problem(reader, "forms of no verb, or not closed");
        else read_forms(reader, (uint32_t)reader->peers->verbs.count - 1, slice(line, 1, end));
    } else read_verb_line(reader, state, line);
}

void an_peer_read_verbs(an_peer_reader *reader, an_str text)
{
    an_peer_lines lines = {.rest = text};
    verbs_state state = {.first_verb = (uint32_t)reader->peers->verbs.count, .first_pattern = (uint32_t)reader->peers->patterns.count};
    reader->open_set = UINT32_MAX;
    while (an_peer_next_line(reader, &lines)) {
        an_str line = an_str_trim(lines.line);
        if (an_str_starts_with(line, "~~")) break;
        read_line(reader, &state, line);
    }
    close_block(reader, &state);
}

/* "~ a (b . STEAL) REVEAL = a b 113": outer source, (inner source, inner target, inner verb), outer verb = source, target, code. */
void an_peer_read_transform(an_peer_reader *reader, an_str line)
{
    an_peers *peers = reader->peers;
    an_str parts[16];
    size_t count = 0, at = 1;
    an_peer_transform t = {.file = reader->file, .line = reader->line};
    while (at < line.length && count < 16) {
        size_t start;
        while (at < line.length && strchr(" \t()=", line.data[at])) at++;
        start = at;
        while (at < line.length && !strchr(" \t()=", line.data[at])) at++;
        if (at > start) parts[count++] = an_peer_fold(&peers->arena, (an_str){line.data + start, at - start});
    }
    if (count != 8 || index_of(line, '(') == SIZE_MAX || index_of(line, '=') == SIZE_MAX || parts[0].length != 1 || parts[1].length != 1 ||
        parts[2].length != 1 || parts[5].length != 1 || parts[6].length != 1) {
        an_peer_problem(reader, "a transformation reads: ~ a (b c VERB) VERB = a b CODE");
        return;
    }
    t.outer_source = parts[0].data[0], t.inner_source = parts[1].data[0], t.inner_target = parts[2].data[0];
    t.inner = parts[3], t.outer = parts[4];
    t.source = parts[5].data[0], t.target = parts[6].data[0];
    t.code = parts[7];
    AN_PUSH(&peers->arena, &peers->transforms, t);
}
