/* Words as the dictionaries see them: a token, cut at hyphens, underscores and slashes; possessive endings are no words. And the phrases
 * that begin at a word: a hash of the word (TABARI: of each of its beginnings) leads to them. */
#include "peers/coding.h"

enum { STEM_BYTES_MAX = 60 };

bool an_peer_add_unit(an_peer_coding *coding, an_str form, an_str lemma, an_span span, uint32_t token)
{
    an_peer_unit unit = {.form = form, .lemma = lemma, .span = span, .token = token, .mention = AN_NONE};
    unsigned char c = form.length ? (unsigned char)form.data[0] : 0;
    unit.is_stop = !(c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c == '\'' && form.length > 1));
    return AN_PUSH(coding->scratch, &coding->units, unit);
}

static bool is_joint(char c) { return c == '-' || c == '_' || c == '/'; }

static bool is_possessive(const an_token *token) { return an_str_is(token->xpos, "POS") || an_str_is(token->form, "'s") || an_str_is(token->form, "\xE2\x80\x99s"); }

static an_str without_stop(an_str form)
{
    while (form.length > 2 && form.data[form.length - 1] == '.') form.length--;
    return form;
}

/* "Ten-Rivers" is two words; the last has the token's lemma if there is only one. */
static bool add_token(an_peer_coding *coding, uint32_t index)
{
    const an_token *token = coding->tokens + index;
    an_str form = an_peer_fold(coding->scratch, token->form), lemma = an_peer_fold(coding->scratch, token->lemma);
    size_t from = 0, parts = 0;
    bool is_noun = token->upos == AN_UPOS_NOUN || token->upos == AN_UPOS_PROPN || token->upos == AN_UPOS_PRON;
    if (is_possessive(token) && token->upos != AN_UPOS_VERB && token->upos != AN_UPOS_AUX) return true;
    if (form.length == 1 && is_joint(form.data[0])) return true;
    while (from < form.length) {
        size_t end = from;
        an_str part;
        while (end < form.length && !is_joint(form.data[end])) end++;
        part = without_stop((an_str){form.data + from, end - from});
        if (part.length) {
            bool is_whole = from == 0 && end == form.length;
            if (!an_peer_add_unit(coding, part, is_whole ? lemma : part, token->span, index)) return false;
            coding->units.items[coding->units.count - 1].is_noun = is_noun;
            parts++;
        }
        from = end + 1;
    }
    return parts || an_peer_add_unit(coding, form, form, token->span, index);
}

bool an_peer_make_units(an_peer_coding *coding)
{
    coding->units.count = 0;
    for (uint32_t i = 0; i < coding->token_count; i++)
        if (!add_token(coding, i)) return false;
    return true;
}

static bool fits(const an_peer_coding *coding, const an_peer_word *word, const an_peer_unit *unit)
{
    if (unit->is_stop) return false;
    if (an_peer_word_fits(word, unit->form)) return true;
    return coding->peers->dialect == AN_PEER_PETRARCH2 && an_str_equal(word->text, unit->lemma);
}

/* The words behind the key; the end, or 0. */
static uint32_t rest_fits(const an_peer_coding *coding, const an_peer_phrase *phrase, uint32_t unit, uint32_t gap_max)
{
    const an_peer_word *words = coding->peers->words.items + phrase->first_word;
    uint32_t at = unit;
    for (uint32_t w = 1; w < phrase->word_count; w++) {
        uint32_t last = words[w - 1].is_adjacent ? at + 1 : at + 1 + gap_max, found = 0;
        for (uint32_t u = at + 1; u <= last && u < coding->units.count && !found; u++) {
            if (coding->units.items[u].is_out) continue;
            if (fits(coding, words + w, coding->units.items + u)) found = u;
            else if (coding->units.items[u].is_stop && gap_max < UINT16_MAX) break;
        }
        if (!found) return 0;
        at = found;
    }
    return at + 1;
}

/* Among phrases of one key word the one with most words, then most bytes of its first word, then the first in the files. */
static void try_key(const an_peer_coding *coding, an_peer_kind kind, an_str key, uint32_t unit, uint32_t gap_max, uint32_t *best, uint32_t *best_end)
{
    const an_peers *peers = coding->peers;
    uint64_t hash = an_hash(key);
    uint32_t at = an_peer_slot(peers, kind, hash);
    if (!at) return;
    for (uint32_t i = at - 1; i < peers->first_of_kind[kind + 1] && peers->phrases.items[i].hash == hash; i++) {
        const an_peer_phrase *phrase = peers->phrases.items + i;
        uint32_t end;
        if (phrase->key) continue;
        if (*best != AN_NONE && peers->phrases.items[*best].word_count >= phrase->word_count) return;
        if (!fits(coding, peers->words.items + phrase->first_word, coding->units.items + unit)) continue;
        end = rest_fits(coding, phrase, unit, gap_max);
        if (!end) continue;
        *best = i;
        *best_end = end;
        return;
    }
}

uint32_t an_peer_phrase_at(const an_peer_coding *coding, an_peer_kind kind, uint32_t unit, uint32_t gap_max, uint32_t *end)
{
    an_str form = coding->units.items[unit].form;
    uint32_t best = AN_NONE;
    if (coding->units.items[unit].is_stop) return AN_NONE;
    if (coding->peers->dialect != AN_PEER_TABARI) {
        try_key(coding, kind, form, unit, gap_max, &best, end);
        if (best == AN_NONE && coding->peers->dialect == AN_PEER_PETRARCH2 && !an_str_equal(form, coding->units.items[unit].lemma) && kind != AN_PEER_ACTOR)
            try_key(coding, kind, coding->units.items[unit].lemma, unit, gap_max, &best, end);
        return best;
    }
    for (size_t n = form.length < STEM_BYTES_MAX ? form.length : STEM_BYTES_MAX; n > 0; n--) try_key(coding, kind, (an_str){form.data, n}, unit, gap_max, &best, end);
    return best;
}

static bool holds(const an_peer_code *code, an_date_range date)
{
    if (code->from == AN_DAY_UNKNOWN && code->to == AN_DAY_UNKNOWN) return true;
    if (date.from == AN_DAY_UNKNOWN && date.to == AN_DAY_UNKNOWN) return code->to == AN_DAY_UNKNOWN; /* now */
    if (code->from != AN_DAY_UNKNOWN && date.to != AN_DAY_UNKNOWN && date.to < code->from) return false;
    return code->to == AN_DAY_UNKNOWN || date.from == AN_DAY_UNKNOWN || date.from <= code->to;
}

/* "AAA/BBB/CCC" stands for three, except in PETRARCH-2, which keeps it as it is written. */
static uint32_t cut_code(const an_peer_coding *coding, an_str code, an_str out[AN_PEER_CODES_MAX])
{
    uint32_t count = 0;
    size_t from = 0;
    if (coding->peers->dialect == AN_PEER_PETRARCH2) {
        out[0] = code;
        return 1;
    }
    for (size_t i = 0; i <= code.length && count < AN_PEER_CODES_MAX; i++) {
        if (i < code.length && code.data[i] != '/') continue;
        if (i > from) out[count++] = (an_str){code.data + from, i - from};
        from = i + 1;
    }
    return count;
}

/* A dated code that holds goes before an undated one, wherever that stands. */
uint32_t an_peer_codes_of(const an_peer_coding *coding, uint32_t actor, an_str out[AN_PEER_CODES_MAX])
{
    const an_peer_actor *entry = coding->peers->actors.items + actor;
    const an_peer_code *best = NULL;
    for (uint32_t i = 0; i < entry->code_count; i++) {
        const an_peer_code *code = coding->peers->codes.items + entry->first_code + i;
        bool is_dated = code->from != AN_DAY_UNKNOWN || code->to != AN_DAY_UNKNOWN;
        if (!holds(code, coding->date)) continue;
        if (!best || (is_dated && best->from == AN_DAY_UNKNOWN && best->to == AN_DAY_UNKNOWN)) best = code;
    }
    return best && !an_str_is(best->code, "---") ? cut_code(coding, best->code, out) : 0;
}

/* True if the code holds `part` already, as one or more of its groups of three letters. */
static bool has_part(an_str code, an_str part)
{
    for (size_t i = 0; i + part.length <= code.length; i += 3)
        if (memcmp(code.data + i, part.data, part.length) == 0) return true;
    return false;
}

/* The actor's code with those of its agents before ("NGO~") or behind it ("~GOV"), none twice. */
an_str an_peer_join_codes(an_peer_coding *coding, an_str actor, const uint32_t *agents, size_t agent_count)
{
    an_str code = actor;
    for (size_t i = 0; i < agent_count; i++) {
        const an_peer_agent *agent = coding->peers->agents.items + agents[i];
        char *joined;
        if (has_part(code, agent->code) || an_str_is(agent->code, "---")) continue;
        joined = an_arena_alloc(coding->scratch, code.length + agent->code.length + 1);
        if (!joined) return code;
        memcpy(joined, agent->is_prefix ? agent->code.data : code.data, agent->is_prefix ? agent->code.length : code.length);
        memcpy(joined + (agent->is_prefix ? agent->code.length : code.length), agent->is_prefix ? code.data : agent->code.data,
               agent->is_prefix ? code.length : agent->code.length);
        code = (an_str){joined, code.length + agent->code.length};
    }
    return code;
}

bool an_peer_is_discarded(const an_peer_coding *coding, bool *whole_story)
{
    bool is_found = false;
    for (uint32_t u = 0; u < coding->units.count; u++) {
        uint32_t end, hit = an_peer_phrase_at(coding, AN_PEER_DISCARD, u, 0, &end);
        if (hit == AN_NONE) continue;
        is_found = true;
        if (coding->peers->topics.items[coding->peers->phrases.items[hit].value].is_story) *whole_story = true;
    }
    return is_found;
}
