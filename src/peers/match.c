/* Patterns over words. Elements before the verb are looked for backwards from it, those behind it forwards; each as near as can be, farther
 * if the rest then fits. Of a verb's patterns that fit, the one whose words are longest counts, then the first in the file. */
#include "peers/coding.h"

enum { STEPS_MAX = 20000, SENTENCE_STEPS_MAX = 4000000, GROUP_REACH = 8 }; /* tries for a pattern, for all of a sentence; units that a bracketed phrase may span */

typedef struct search {
    an_peer_coding *coding;
    const an_peer_element *elements;
    uint32_t low, high;
    an_peer_match *match;
} search;

static const an_peer_unit *unit_at(const search *s, uint32_t at) { return s->coding->units.items + at; }

static bool word_fits(const search *s, uint32_t word, uint32_t at)
{
    const an_peer_word *w = s->coding->peers->words.items + word;
    const an_peer_unit *unit = unit_at(s, at);
    if (unit->is_stop) return false;
    if (an_peer_word_fits(w, unit->form)) return true;
    return s->coding->peers->dialect == AN_PEER_PETRARCH2 && an_str_equal(w->text, unit->lemma);
}

/* A synonym of PETRARCH stands for its regular plural too. */
static bool is_plural_of(const search *s, uint32_t word, uint32_t at)
{
    const an_peer_word *w = s->coding->peers->words.items + word;
    an_str form = unit_at(s, at)->form;
    return form.length == w->text.length + 1 && s->coding->peers->dialect != AN_PEER_TABARI && form.data[form.length - 1] == 's' &&
           memcmp(form.data, w->text.data, w->text.length) == 0;
}

/* The unit before `at` (step -1) or behind it that counts; high or UINT32_MAX at the ends. */
static uint32_t next_unit(const search *s, uint32_t at, int step)
{
    do at += (uint32_t)step;
    while (at >= s->low && at < s->high && unit_at(s, at)->is_out);
    return at;
}

static bool is_inside(const search *s, uint32_t at) { return at >= s->low && at < s->high; }

/* The first unit of the side that a mention turns to whoever comes from `step`. */
static bool mention_at(const search *s, uint32_t at, int step, uint32_t *mention, uint32_t *far)
{
    uint32_t m = unit_at(s, at)->mention;
    const an_peer_mention *found;
    if (m == AN_NONE) return false;
    found = s->coding->mentions.items + m;
    if (!found->code_count || (step > 0 ? found->first : found->end - 1) != at) return false;
    *mention = m;
    *far = step > 0 ? found->end - 1 : found->first;
    return true;
}

static uint32_t group_size(const an_peer_coding *coding, uint32_t mention)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < coding->mentions.count; i++)
        if (coding->mentions.items[i].group == coding->mentions.items[mention].group) count += coding->mentions.items[i].code_count;
    return count;
}

/* The last unit of those named together with a mention. */
static uint32_t group_far(const an_peer_coding *coding, uint32_t mention, int step, uint32_t far)
{
    for (uint32_t i = 0; i < coding->mentions.count; i++) {
        const an_peer_mention *m = coding->mentions.items + i;
        if (m->group != coding->mentions.items[mention].group) continue;
        if (step > 0 && m->end - 1 > far) far = m->end - 1;
        if (step < 0 && m->first < far) far = m->first;
    }
    return far;
}

static uint32_t element_at(search *s, const an_peer_element *e, uint32_t at, int step, size_t *score, int depth);

/* A member of a set, its first element (in the direction of search) at `at`; the last unit, or AN_NONE. */
static uint32_t row_at(search *s, const an_peer_element *row, uint32_t count, uint32_t at, int step, size_t *score, int depth)
{
    uint32_t far = AN_NONE;
    for (uint32_t n = 0; n < count; n++) {
        const an_peer_element *e = step > 0 ? row + n : row + count - 1 - n;
        bool is_bound = n == 0 || (step > 0 ? e[-1].is_adjacent : e->is_adjacent);
        uint32_t from = n == 0 ? at : next_unit(s, far, step), found = AN_NONE;
        for (uint32_t p = from; is_inside(s, p) && found == AN_NONE; p = next_unit(s, p, step)) {
            found = element_at(s, e, p, step, score, depth);
            if (is_bound) break;
        }
        if (found == AN_NONE) return AN_NONE;
        far = found;
    }
    return far;
}

/* The alternative with most bytes. */
static uint32_t set_at(search *s, uint32_t index, uint32_t at, int step, size_t *score, int depth)
{
    const an_peers *peers = s->coding->peers;
    const an_peer_set *set = peers->sets.items + index;
    uint32_t best = AN_NONE;
    size_t best_score = 0;
    if (depth > 6) return AN_NONE;
    for (uint32_t i = 0; i < set->member_count; i++) {
        const an_peer_member *member = peers->members.items + set->first_member + i;
        an_peer_match kept = *s->match;
        size_t own = 0;
        uint32_t far = row_at(s, peers->elements.items + member->first_element, member->element_count, at, step, &own, depth + 1);
        if (far == AN_NONE || (best != AN_NONE && own <= best_score)) {
            *s->match = kept;
            continue;
        }
        best = far;
        best_score = own;
    }
    if (best != AN_NONE && best_score) *score += best_score - 1; /* a set says less than the word itself */
    return best;
}

static uint32_t element_at(search *s, const an_peer_element *e, uint32_t at, int step, size_t *score, int depth)
{
    uint32_t mention, far;
    if (++s->coding->steps > STEPS_MAX) return AN_NONE;
    if (e->kind == AN_PEER_WORD) {
        if (!word_fits(s, e->value, at) && !(depth && is_plural_of(s, e->value, at))) return AN_NONE;
        *score += s->coding->peers->words.items[e->value].text.length + 1;
        return at;
    }
    if (e->kind == AN_PEER_SET) return set_at(s, e->value, at, step, score, depth);
    if (!mention_at(s, at, step, &mention, &far)) {
        if (e->kind != AN_PEER_SKIP || s->coding->peers->dialect == AN_PEER_TABARI || !unit_at(s, at)->is_noun || unit_at(s, at)->mention != AN_NONE) return AN_NONE;
        *score += 1;
        return at;
    }
    if (e->kind == AN_PEER_COMPOUND && group_size(s->coding, mention) < 2) return AN_NONE;
    if (e->kind == AN_PEER_SOURCE) s->match->source = mention;
    if (e->kind == AN_PEER_TARGET) s->match->target = mention;
    if (e->kind == AN_PEER_COMPOUND) s->match->compound = mention;
    if (e->kind == AN_PEER_SKIP) s->match->skipped = mention;
    *score += 1;
    if (e->kind == AN_PEER_COMPOUND || e->kind == AN_PEER_SKIP) far = group_far(s->coding, mention, step, far);
    return far;
}

/* Noun behind its preposition: the tree must say so too. */
static bool is_in_phrase(const search *s, uint32_t preposition, uint32_t at)
{
    const an_token *tokens = s->coding->tokens;
    uint32_t t, top;
    if (!tokens) return true;
    t = unit_at(s, preposition)->token;
    if (tokens[t].head < 0) return at - preposition <= GROUP_REACH;
    top = (uint32_t)tokens[t].head;
    if (tokens[t].deprel == AN_DEPREL_MARK) return unit_at(s, at)->token == top; /* "to leave" */
    for (uint32_t n = unit_at(s, at)->token, hops = 0; hops < s->coding->token_count; hops++) {
        if (n == top || n == t) return true;
        if (tokens[n].head < 0) break;
        n = (uint32_t)tokens[n].head;
    }
    return at - preposition <= 2;
}

/* PETRARCH-2: words before the verb are nouns, their adjectives and auxiliaries; those behind it do not stand in a clause of their own. */
static bool is_in_reach(const search *s, const an_peer_element *e, uint32_t at, int step)
{
    const an_token *tokens = s->coding->tokens;
    uint32_t token = unit_at(s, at)->token;
    if (!tokens || s->coding->peers->dialect != AN_PEER_PETRARCH2 || (e->kind != AN_PEER_WORD && e->kind != AN_PEER_SET)) return true;
    if (step < 0) return e->group == AN_PEER_PREPOSITION_GROUP || unit_at(s, at)->is_noun || tokens[token].upos == AN_UPOS_ADJ || tokens[token].upos == AN_UPOS_AUX;
    for (uint32_t hops = 0; hops < s->coding->token_count && token != s->coding->verb_token && tokens[token].head >= 0; hops++) {
        uint8_t deprel = tokens[token].deprel;
        if (deprel == AN_DEPREL_CCOMP || deprel == AN_DEPREL_ACL || deprel == AN_DEPREL_PARATAXIS) return false;
        token = (uint32_t)tokens[token].head;
    }
    return true;
}

/* Elements index, index + 1, ... of `count`, in the direction of search, the first one from `at` on. `opened`: where the bracket of the
 * element before began. */
static bool rest_fits(search *s, uint32_t index, uint32_t count, uint32_t at, int step, bool is_bound, uint32_t opened, size_t *score)
{
    const an_peer_element *e;
    if (index == count) return true;
    e = step > 0 ? s->elements + index : s->elements + count - 1 - index;
    for (uint32_t p = at; is_inside(s, p); p = next_unit(s, p, step)) {
        an_peer_match kept = *s->match;
        size_t own = *score;
        bool same_group = step > 0 && index && e->group == AN_PEER_PREPOSITION_GROUP && e->group_number == e[-1].group_number && opened != AN_NONE;
        uint32_t far = (same_group && !is_in_phrase(s, opened, p)) || !is_in_reach(s, e, p, step) ? AN_NONE : element_at(s, e, p, step, &own, 0);
        if (far != AN_NONE) {
            bool next_bound = step > 0 ? e->is_adjacent : index + 1 < count && e[-1].is_adjacent;
            uint32_t group_start = e->group == AN_PEER_PREPOSITION_GROUP ? (same_group ? opened : p) : AN_NONE;
            if (rest_fits(s, index + 1, count, next_unit(s, far, step), step, next_bound, group_start, &own)) {
                uint32_t lower = p < far ? p : far, upper = p < far ? far : p;
                if (lower < s->match->low) s->match->low = lower;
                if (upper + 1 > s->match->high) s->match->high = upper + 1;
                *score = own;
                return true;
            }
        }
        *s->match = kept;
        if (is_bound || s->coding->steps > STEPS_MAX) return false;
    }
    return false;
}

/* `low`, `high`: units that may be looked at, [low, high). */
bool an_peer_match_pattern(an_peer_coding *coding, const an_peer_pattern *pattern, uint32_t verb_first, uint32_t verb_end, uint32_t low,
                           uint32_t high, an_peer_match *match)
{
    const an_peer_element *elements = coding->peers->elements.items + pattern->first_element;
    search s = {.coding = coding, .elements = elements, .low = low, .high = high, .match = match};
    bool is_bound_before = pattern->before_count && elements[pattern->before_count - 1].is_adjacent;
    *match = (an_peer_match){.pattern = (uint32_t)(pattern - coding->peers->patterns.items), .source = AN_NONE, .target = AN_NONE, .compound = AN_NONE, .skipped = AN_NONE,
        .low = verb_first, .high = verb_end, .score = 1};
    if (pattern->before_count && !rest_fits(&s, 0, pattern->before_count, next_unit(&s, verb_first, -1), -1, is_bound_before, AN_NONE, &match->score)) return false;
    s.elements = elements + pattern->before_count;
    return !pattern->after_count || rest_fits(&s, 0, pattern->after_count, next_unit(&s, verb_end - 1, 1), 1, pattern->is_adjacent_after, AN_NONE, &match->score);
}

bool an_peer_match_verb(an_peer_coding *coding, const an_peer_verb *verb, uint32_t verb_first, uint32_t verb_end, uint32_t low, uint32_t high,
                        an_peer_match *match)
{
    an_peer_match best = {.pattern = AN_NONE, .source = AN_NONE, .target = AN_NONE, .compound = AN_NONE, .skipped = AN_NONE, .low = verb_first, .high = verb_end};
    for (uint32_t i = 0; i < verb->pattern_count; i++) {
        an_peer_match found;
        coding->sentence_steps += coding->steps;
        coding->steps = coding->sentence_steps > SENTENCE_STEPS_MAX ? STEPS_MAX : 0; /* then nothing fits any more */
        if (an_peer_match_pattern(coding, coding->peers->patterns.items + verb->first_pattern + i, verb_first, verb_end, low, high, &found) && found.score > best.score)
            best = found;
    }
    *match = best;
    return best.pattern != AN_NONE;
}
