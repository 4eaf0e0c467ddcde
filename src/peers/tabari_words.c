/* TABARI's first half: text to words, words to kinds, what stands between commas left out, lists and agents put together, pronouns
 * resolved to the first one named. */
#include "peers/tabari.h"

enum { ANY_GAP = UINT16_MAX, FORMER_REACH = 3 };

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || c == '&';
}

static bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }

/* A stop inside of a word ("U.N.") belongs to it. */
static size_t word_end(an_str text, size_t at)
{
    while (at < text.length && (is_word_byte((unsigned char)text.data[at]) || (text.data[at] == '.' && at + 1 < text.length && is_word_byte((unsigned char)text.data[at + 1])))) at++;
    return at;
}

static bool make_units(an_tabari_sentence *s, an_span span)
{
    an_peer_coding *coding = s->coding;
    an_str text = an_str_of_span(coding->document->article.text.data, span);
    size_t at = 0;
    while (at < text.length) {
        size_t end = word_end(text, at);
        an_str form;
        if (end == at) {
            if (text.data[at] == ',' && !an_peer_add_unit(coding, AN_STR(","), AN_STR(","), (an_span){span.start + (uint32_t)at, span.start + (uint32_t)at + 1}, 0)) return false;
            at++;
            continue;
        }
        form = an_peer_fold(coding->scratch, (an_str){text.data + at, end - at});
        while (form.length > 1 && form.data[0] == '\'') form.data++, form.length--;
        while (form.length > 2 && form.data[form.length - 1] == '\'') form.length--;
        if (!an_peer_add_unit(coding, form, form, (an_span){span.start + (uint32_t)at, span.start + (uint32_t)end}, 0)) return false;
        at = end;
    }
    return true;
}

static bool is_any(an_str form, const char *const *list)
{
    for (int i = 0; list[i]; i++)
        if (an_str_is(form, list[i])) return true;
    return false;
}

static const char *const pronouns[] = {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", NULL};
static const char *const determiners[] = {"a", "an", "the", NULL};
static const char *const conjunctions[] = {"and", "or", "but", "nor", NULL};

static uint32_t key_bytes(const an_peers *peers, uint32_t phrase) { return (uint32_t)peers->words.items[peers->phrases.items[phrase].first_word].text.length; }

/* Of two phrases the one with more words, then with the longer stem. */
static bool is_longer(const an_peers *peers, uint32_t a, uint32_t b)
{
    const an_peer_phrase *x = peers->phrases.items + a, *y = peers->phrases.items + b;
    if (x->word_count != y->word_count) return x->word_count > y->word_count;
    return key_bytes(peers, a) > key_bytes(peers, b);
}

/* "the visit", "Harbour Visit": no verbs. */
static bool can_be_verb(const an_tabari_sentence *s, uint32_t unit)
{
    if (unit && s->words[unit - 1].type == AN_TABARI_DETERMINER) return false;
    return !(unit && s->words[unit].is_capital && !s->is_all_capitals);
}

static void mark_phrase(an_tabari_sentence *s, uint32_t unit, an_tabari_type type, uint32_t hit, uint32_t end)
{
    const an_peer_phrase *phrase = s->coding->peers->phrases.items + hit;
    an_str codes[AN_PEER_CODES_MAX];
    s->words[unit].entry = phrase->value;
    s->words[unit].end = end;
    if (type == AN_TABARI_ACTOR) {
        uint32_t count = an_peer_codes_of(s->coding, phrase->value, codes);
        if (!count) type = AN_TABARI_NOUN;
        else if (an_str_is(codes[0], "###")) s->stop = AN_STR("###");
    }
    s->words[unit].is_verb_entry = type == AN_TABARI_VERB;
    if (type == AN_TABARI_VERB && !can_be_verb(s, unit)) type = AN_TABARI_NOUN;
    s->words[unit].type = (uint8_t)type;
    /* Words that stand together belong to the phrase; a gap's words stay what they are. */
    if (type == AN_TABARI_VERB || type == AN_TABARI_ACTOR || type == AN_TABARI_AGENT) {
        uint32_t bound = unit + 1;
        for (uint32_t w = 0; w + 1 < phrase->word_count && s->coding->peers->words.items[phrase->first_word + w].is_adjacent; w++) bound++;
        if (type == AN_TABARI_VERB) s->words[unit].end = bound;
        for (uint32_t u = unit + 1; u < bound; u++) s->words[u].type = AN_TABARI_INSIDE;
    }
}

static const struct { an_peer_kind kind; an_tabari_type type; uint32_t gap; } kinds[] = {
    {AN_PEER_ACTOR, AN_TABARI_ACTOR, ANY_GAP}, {AN_PEER_AGENT, AN_TABARI_AGENT, 0}, {AN_PEER_NOUN_WORD, AN_TABARI_NOUN, 0},
    {AN_PEER_ADJECTIVE, AN_TABARI_ADJECTIVE, 0}, {AN_PEER_VERB_ROOT, AN_TABARI_VERB, ANY_GAP}};

static void mark_unit(an_tabari_sentence *s, uint32_t unit)
{
    const an_peers *peers = s->coding->peers;
    an_str form = s->coding->units.items[unit].form;
    uint32_t best = AN_NONE, best_end = 0;
    an_tabari_type type = AN_TABARI_OTHER;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        uint32_t end = 0, hit = an_peer_phrase_at(s->coding, kinds[k].kind, unit, kinds[k].gap, &end);
        if (hit == AN_NONE || (best != AN_NONE && !is_longer(peers, hit, best))) continue;
        best = hit, best_end = end, type = kinds[k].type;
    }
    if (is_any(form, pronouns)) s->words[unit].type = AN_TABARI_PRONOUN;
    else if (is_any(form, conjunctions)) s->words[unit].type = AN_TABARI_CONJUNCTION;
    else if (is_any(form, determiners)) s->words[unit].type = AN_TABARI_DETERMINER;
    if (best != AN_NONE && (s->words[unit].type == AN_TABARI_OTHER || peers->phrases.items[best].word_count > 1)) mark_phrase(s, unit, type, best, best_end);
}

static bool mark(an_tabari_sentence *s)
{
    const an_peer_coding *coding = s->coding;
    uint32_t capitals = 0, letters = 0;
    s->words = AN_NEW_ARRAY(coding->scratch, an_tabari_word, coding->units.count + 1);
    if (!s->words) return false;
    for (uint32_t u = 0; u < coding->units.count; u++) {
        const char *text = coding->document->article.text.data + coding->units.items[u].span.start;
        s->words[u].end = u + 1;
        s->words[u].is_after_cut = coding->units.items[u].is_out;
        coding->units.items[u].is_out = false;
        s->words[u].is_capital = is_upper((unsigned char)text[0]);
        capitals += s->words[u].is_capital;
        letters += !coding->units.items[u].is_stop;
    }
    s->is_all_capitals = capitals * 10 > letters * 9;
    for (uint32_t u = 0; u < coding->units.count; u++)
        if (coding->units.items[u].is_stop) s->words[u].type = AN_TABARI_COMMA;
        else if (s->words[u].type == AN_TABARI_OTHER) mark_unit(s, u);
    return true;
}

static bool is_filler(const an_tabari_word *w) { return w->type == AN_TABARI_DETERMINER || w->type == AN_TABARI_ADJECTIVE; }

/* The unit behind an actor with what belongs to it, from `at` on over determiners and adjectives; 0 = no actor there. */
static uint32_t actor_phrase_end(const an_tabari_sentence *s, uint32_t at, bool *has_actor)
{
    uint32_t count = (uint32_t)s->coding->units.count;
    *has_actor = false;
    while (at < count && (is_filler(s->words + at) || s->words[at].type == AN_TABARI_ACTOR || s->words[at].type == AN_TABARI_AGENT || s->words[at].type == AN_TABARI_INSIDE)) {
        *has_actor |= s->words[at].type == AN_TABARI_ACTOR || (s->words[at].type == AN_TABARI_AGENT && s->coding->peers->options.converts_agents);
        at++;
    }
    return at;
}

enum { JOINTS_MAX = 64 };

/* The joint between names at `at`: a comma, a conjunction or both; its end, or 0. "but" opposes, it joins nobody. */
static uint32_t joint_end(const an_tabari_sentence *s, uint32_t at, bool *has_conjunction)
{
    uint32_t count = (uint32_t)s->coding->units.count, start = at;
    *has_conjunction = false;
    if (at < count && s->words[at].type == AN_TABARI_COMMA) at++;
    if (at && at + 1 < count && s->words[at - 1].type == AN_TABARI_ADJECTIVE && s->words[at].type == AN_TABARI_CONJUNCTION && s->words[at + 1].type == AN_TABARI_ADJECTIVE) return 0;
    if (at < count && s->words[at].type == AN_TABARI_CONJUNCTION && !an_str_is(s->coding->units.items[at].form, "but")) at++, *has_conjunction = true;
    return at > start ? at : 0;
}

/* "A, B, C and D", from the unit behind A on: commas and conjunctions up to the last conjunction. Returns the end of the list. */
static uint32_t absorb_list(an_tabari_sentence *s, uint32_t end)
{
    uint32_t joints[JOINTS_MAX], count = 0, kept = 0, kept_end = end;
    bool has_next, has_conjunction;
    for (uint32_t at = end, next; count + 2 < JOINTS_MAX && (next = joint_end(s, at, &has_conjunction)) != 0; at = end) {
        end = actor_phrase_end(s, next, &has_next);
        if (!has_next) break;
        for (uint32_t j = at; j < next; j++) joints[count++] = j;
        if (has_conjunction) kept = count, kept_end = end;
    }
    for (uint32_t j = 0; j < kept; j++) s->words[joints[j]].is_absorbed = s->words[joints[j]].is_joint = true;
    return kept_end;
}

static bool parts_no_clauses(const an_tabari_sentence *s, uint32_t unit)
{
    const an_tabari_word *before = s->words + unit - 1, *after = s->words + unit + 1;
    if (before->type == AN_TABARI_ADJECTIVE && after->type == AN_TABARI_ADJECTIVE) return true;
    return before->type == AN_TABARI_NOUN && (after->type == AN_TABARI_NOUN || is_filler(after));
}

/* Lists of names; "rich and mighty", "carts and mules". */
static void absorb_lists(an_tabari_sentence *s)
{
    uint32_t count = (uint32_t)s->coding->units.count;
    for (uint32_t u = 0; u < count;) {
        bool has_actor;
        uint32_t end = actor_phrase_end(s, u, &has_actor);
        if (has_actor) end = absorb_list(s, end);
        u = end > u ? end : u + 1;
    }
    for (uint32_t u = 1; u + 1 < count; u++)
        if (s->words[u].type == AN_TABARI_CONJUNCTION && parts_no_clauses(s, u)) s->words[u].is_absorbed = true;
}

static uint32_t words_between(const an_tabari_sentence *s, uint32_t from, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t u = from; u < end; u++) n += !s->coding->units.items[u].is_stop;
    return n;
}

static void cut(an_tabari_sentence *s, uint32_t from, uint32_t end)
{
    for (uint32_t u = from; u < end; u++) s->coding->units.items[u].is_out = true;
}

/* Between two commas, behind the last one, before the first one: left out if the number of words is within the option's limits. */
static void cut_between_commas(an_tabari_sentence *s)
{
    const an_peer_options *o = &s->coding->peers->options;
    uint32_t count = (uint32_t)s->coding->units.count, commas[128], n = 0, words;
    bool is_last_closed = false; /* the last comma ended what was left out before it */
    for (uint32_t u = 0; u < count && n < 128; u++)
        if (s->words[u].type == AN_TABARI_COMMA && !s->words[u].is_absorbed) commas[n++] = u;
    if (!n || o->is_comma_off) return;
    words = words_between(s, 0, commas[0]);
    if (words >= o->comma_begin_min && words <= o->comma_begin_max) cut(s, 0, commas[0] + 1);
    for (uint32_t i = 0; i + 1 < n; i++) {
        words = words_between(s, commas[i] + 1, commas[i + 1]);
        if (words < o->comma_min || words > o->comma_max) continue;
        cut(s, commas[i], commas[i + 1] + 1);
        is_last_closed = i + 2 == n;
        i++;
    }
    if (is_last_closed) return;
    words = words_between(s, commas[n - 1] + 1, count);
    if (words >= o->comma_end_min && words <= o->comma_end_max) cut(s, commas[n - 1], count);
}

/* What is left out is taken out, so that nothing looks across it. */
static void close_up(an_tabari_sentence *s)
{
    an_peer_units *units = &s->coding->units;
    size_t out = 0;
    bool is_cut = false;
    for (size_t u = 0; u < units->count; u++) {
        if (units->items[u].is_out || (units->items[u].is_stop && !s->words[u].is_absorbed)) {
            is_cut |= units->items[u].is_out;
            continue;
        }
        units->items[out] = units->items[u];
        units->items[out++].is_out = is_cut; /* for mark(): what stood before it is gone */
        is_cut = false;
    }
    units->count = out;
}

/* "former" before an agent, or a few words before in the same phrase, makes whoever it is one of the elite. */
static bool is_former(const an_tabari_sentence *s, uint32_t unit)
{
    for (uint32_t back = 1; back <= FORMER_REACH && back <= unit; back++) {
        an_tabari_type type = s->words[unit - back].type;
        if (an_str_is(s->coding->units.items[unit - back].form, "former")) return true;
        if (type != AN_TABARI_ACTOR && type != AN_TABARI_INSIDE) return false;
    }
    return false;
}

static bool is_linking_preposition(an_str form)
{
    static const char *const words[] = {"of", "in", "from", "for", NULL};
    return is_any(form, words);
}

static void add_agent(an_tabari_sentence *s, an_peer_mention *m, uint32_t unit)
{
    uint32_t agent = s->words[unit].entry;
    for (uint32_t i = 0; i < m->code_count; i++) {
        if (is_former(s, unit)) {
            char *code = an_arena_alloc(s->coding->scratch, m->codes[i].length + 4);
            if (!code) return;
            memcpy(code, m->codes[i].data, m->codes[i].length);
            memcpy(code + m->codes[i].length, "ELI", 4);
            m->codes[i] = (an_str){code, m->codes[i].length + 3};
        } else {
            m->codes[i] = an_peer_join_codes(s->coding, m->codes[i], &agent, 1);
        }
    }
    if (unit < m->first) m->first = unit;
    if (s->words[unit].end > m->end) m->end = s->words[unit].end;
    s->words[unit].type = AN_TABARI_INSIDE;
}

/* "SEL court ushers", "SEL former ushers", "ushers of SEL", "ushers SEL". */
static void find_agents(an_tabari_sentence *s, an_peer_mention *m)
{
    uint32_t count = (uint32_t)s->coding->units.count, after = m->end, before = m->first;
    if (after < count && an_str_is(s->coding->units.items[after].form, "former")) after++;
    if (after < count && s->words[after].type == AN_TABARI_AGENT && !s->words[m->end].is_after_cut) {
        add_agent(s, m, after);
        return;
    }
    while (before && (s->words[before - 1].type == AN_TABARI_DETERMINER || is_linking_preposition(s->coding->units.items[before - 1].form))) before--;
    while (before && s->words[before - 1].type == AN_TABARI_INSIDE) before--;
    if (before && s->words[before - 1].type == AN_TABARI_AGENT) add_agent(s, m, before - 1);
}

static bool add_actor(an_tabari_sentence *s, uint32_t unit, uint32_t group)
{
    an_peer_mention m = {.first = unit, .end = s->words[unit].end, .group = group, .actor = s->words[unit].entry};
    m.code_count = an_peer_codes_of(s->coding, s->words[unit].entry, m.codes);
    find_agents(s, &m);
    return AN_PUSH(s->coding->scratch, &s->coding->mentions, m);
}

/* An agent of nobody, if the options make actors of them. */
static bool add_agent_actor(an_tabari_sentence *s, uint32_t unit, uint32_t group)
{
    const an_peer_agent *agent = s->coding->peers->agents.items + s->words[unit].entry;
    an_peer_mention m = {.first = unit, .end = s->words[unit].end, .group = group, .code_count = 1, .actor = AN_NONE};
    char *code = an_arena_alloc(s->coding->scratch, agent->code.length + 2);
    if (!code) return false;
    code[0] = '~';
    memcpy(code + 1, agent->code.data, agent->code.length);
    m.codes[0] = (an_str){code, agent->code.length + 1};
    return AN_PUSH(s->coding->scratch, &s->coding->mentions, m);
}

/* The first one named, with those named together with him. */
static bool add_pronoun(an_tabari_sentence *s, uint32_t unit, uint32_t group)
{
    an_peer_coding *coding = s->coding;
    an_peer_mention m = {.first = unit, .end = unit + 1, .group = group, .actor = AN_NONE};
    if (!coding->mentions.count) {
        if (!coding->forwarded.data || !coding->peers->options.has_forward) return true;
        m.codes[m.code_count++] = coding->forwarded;
    }
    for (uint32_t i = 0; i < coding->mentions.count; i++) {
        const an_peer_mention *other = coding->mentions.items + i;
        if (other->group != coding->mentions.items[0].group) continue;
        for (uint32_t c = 0; c < other->code_count && m.code_count < AN_PEER_CODES_MAX; c++) m.codes[m.code_count++] = other->codes[c];
    }
    return AN_PUSH(coding->scratch, &coding->mentions, m);
}

/* True if the list of names goes on from `from` to the name at `to`: joined, or in a list already and side by side. */
static bool goes_on(const an_tabari_sentence *s, uint32_t from, uint32_t to, bool is_list)
{
    bool has_joint = false;
    for (uint32_t u = from; u < to; u++) {
        has_joint |= s->words[u].is_joint;
        if (!s->words[u].is_joint && !is_filler(s->words + u) && s->words[u].type != AN_TABARI_INSIDE && s->words[u].type != AN_TABARI_AGENT) return false;
    }
    return has_joint || is_list;
}

/* Mentions in order; those that conjunctions or commas join are a group. */
static bool find_mentions(an_tabari_sentence *s)
{
    an_peer_coding *coding = s->coding;
    uint32_t group = 0, last_end = 0;
    bool was_list = false;
    for (uint32_t u = 0; u < coding->units.count; u++) {
        bool is_added = true;
        uint32_t before = (uint32_t)coding->mentions.count;
        an_tabari_type type = s->words[u].type;
        if (type != AN_TABARI_ACTOR && type != AN_TABARI_PRONOUN && !(type == AN_TABARI_AGENT && coding->peers->options.converts_agents)) continue;
        was_list = last_end > 0 && type != AN_TABARI_PRONOUN && goes_on(s, last_end, u, was_list);
        if (!was_list) group = u + 1;
        if (type == AN_TABARI_ACTOR) is_added = add_actor(s, u, group);
        else if (type == AN_TABARI_AGENT) is_added = add_agent_actor(s, u, group);
        else is_added = add_pronoun(s, u, group);
        if (!is_added) return false;
        if (coding->mentions.count > before) last_end = coding->mentions.items[before].end;
    }
    for (uint32_t i = 0; i < coding->mentions.count; i++)
        for (uint32_t u = coding->mentions.items[i].first; u < coding->mentions.items[i].end && u < coding->units.count; u++) coding->units.items[u].mention = i;
    return true;
}

static void find_times(an_tabari_sentence *s)
{
    for (uint32_t u = 0; u < s->coding->units.count; u++) {
        uint32_t end, hit = an_peer_phrase_at(s->coding, AN_PEER_TIME, u, 0, &end);
        an_str code;
        int sign = 1;
        if (hit == AN_NONE) continue;
        code = an_str_trim(s->coding->peers->topics.items[s->coding->peers->phrases.items[hit].value].code);
        if (an_str_is(code, "###") || an_str_is(code, "+++")) s->stop = code;
        for (size_t i = 0; i < code.length; i++) {
            if (code.data[i] == '-') sign = -1;
            if (code.data[i] >= '0' && code.data[i] <= '9' && s->day_shift < 100000 && s->day_shift > -100000) s->day_shift = s->day_shift * 10 + sign * (code.data[i] - '0');
        }
        if (s->day_shift || s->stop.data) return;
    }
}

bool an_tabari_read(an_tabari_sentence *s, an_span text)
{
    if (!make_units(s, text)) return false;
    s->text_words = words_between(s, 0, (uint32_t)s->coding->units.count);
    if (s->coding->peers->options.shifts_time) find_times(s);
    if (!mark(s)) return false;
    absorb_lists(s);
    cut_between_commas(s);
    close_up(s);
    if (!mark(s)) return false; /* anew: phrases that a cut went through are none */
    absorb_lists(s);
    return find_mentions(s);
}
