/* PETRARCH's and PETRARCH-2's way of coding, over a dependency tree. For each verb of the dictionary that the parser calls a verb: the best
 * pattern of its block; who acts is who stands in its subject (or that of the verb above that it shares it with; of a passive, behind
 * "by"), whom it touches is the first one named behind it. Patterns may name both. */
#include "peers/coding.h"

enum { HOPS_MAX = 12, VERB_PHRASES_MAX = 8 };

typedef struct verb_hit {
    uint32_t verbs[VERB_PHRASES_MAX], count; /* entries of the words: a verb may stand in two blocks */
    uint32_t first, end;                     /* units */
} verb_hit;

static bool is_verb(const an_token *token)
{
    if (token->deprel == AN_DEPREL_AMOD || token->deprel == AN_DEPREL_COMPOUND || token->deprel == AN_DEPREL_AUX || token->deprel == AN_DEPREL_COP ||
        token->deprel == AN_DEPREL_CASE)
        return false;
    return token->upos == AN_UPOS_VERB || token->upos == AN_UPOS_AUX;
}

static bool word_is_at(const an_peer_coding *coding, uint32_t word, uint32_t unit)
{
    const an_peer_word *w = coding->peers->words.items + word;
    const an_peer_unit *u = coding->units.items + unit;
    return an_peer_word_fits(w, u->form) || (coding->peers->dialect == AN_PEER_PETRARCH2 && an_str_equal(w->text, u->lemma));
}

static bool phrase_is_at(const an_peer_coding *coding, const an_peer_phrase *phrase, uint32_t unit)
{
    if (phrase->key > unit || unit - phrase->key + phrase->word_count > coding->units.count) return false;
    for (uint32_t w = 0; w < phrase->word_count; w++)
        if (w != phrase->key && !word_is_at(coding, phrase->first_word + w, unit - phrase->key + w)) return false;
    return true;
}

static void find_by(const an_peer_coding *coding, an_str key, uint32_t unit, verb_hit *hit)
{
    const an_peers *peers = coding->peers;
    uint64_t hash = an_hash(key);
    uint32_t at = an_peer_slot(peers, AN_PEER_VERB_ROOT, hash), words = 0;
    for (uint32_t i = at ? at - 1 : AN_NONE; at && i < peers->first_of_kind[AN_PEER_VERB_ROOT + 1] && peers->phrases.items[i].hash == hash; i++) {
        const an_peer_phrase *phrase = peers->phrases.items + i;
        if (hit->count && phrase->word_count < words) break;
        if (hit->count == VERB_PHRASES_MAX || !an_str_equal(peers->words.items[phrase->first_word + phrase->key].text, key) || !phrase_is_at(coding, phrase, unit)) continue;
        words = phrase->word_count;
        hit->verbs[hit->count++] = phrase->value;
        hit->first = unit - phrase->key;
        hit->end = hit->first + phrase->word_count;
    }
}

/* The entries of the longest verb phrase around a unit; forms go before lemmas. */
static bool find_verb(const an_peer_coding *coding, uint32_t unit, verb_hit *hit)
{
    const an_peer_unit *u = coding->units.items + unit;
    memset(hit, 0, sizeof *hit);
    find_by(coding, u->form, unit, hit);
    if (!hit->count && coding->peers->dialect == AN_PEER_PETRARCH2) find_by(coding, u->lemma, unit, hit);
    return hit->count > 0;
}

static uint32_t child(const an_peer_coding *coding, uint32_t token, an_deprel deprel)
{
    for (uint32_t i = 0; i < coding->token_count; i++)
        if (coding->tokens[i].head == (int32_t)token && coding->tokens[i].deprel == deprel) return i;
    return AN_NONE;
}

static bool is_passive(const an_peer_coding *coding, uint32_t verb)
{
    for (uint32_t i = 0; i < coding->token_count; i++) {
        const an_token *t = coding->tokens + i;
        if (t->head == (int32_t)verb && t->subrel == AN_SUBREL_PASS) return true;
    }
    return false;
}

static bool is_marked(const an_peer_coding *coding, uint32_t verb, const char *word)
{
    for (uint32_t i = 0; i < coding->token_count; i++)
        if (coding->tokens[i].head == (int32_t)verb && coding->tokens[i].deprel == AN_DEPREL_MARK && an_str_equal_ignoring_ascii_case(coding->tokens[i].form, an_str_from(word)))
            return true;
    return false;
}

/* "A said it left": the peers take a pronoun for the subject above it. */
static bool is_pronoun(const an_token *token)
{
    static const char *const words[] = {"he", "she", "it", "they", NULL};
    for (int i = 0; words[i]; i++)
        if (an_str_equal_ignoring_ascii_case(token->form, an_str_from(words[i]))) return true;
    return false;
}

static bool is_relative(const an_token *token) { return an_str_is(token->xpos, "WDT") || an_str_is(token->xpos, "WP"); }

/* Whose deed a verb tells: its subject, or what it shares with the verb above it. */
static uint32_t subject_of(const an_peer_coding *coding, uint32_t verb)
{
    for (uint32_t hops = 0; hops < HOPS_MAX; hops++) {
        const an_token *t = coding->tokens + verb;
        uint32_t subject = child(coding, verb, AN_DEPREL_NSUBJ), object;
        if (subject == AN_NONE) subject = child(coding, verb, AN_DEPREL_CSUBJ);
        if (subject != AN_NONE && !is_relative(coding->tokens + subject) && !(is_pronoun(coding->tokens + subject) && t->deprel == AN_DEPREL_CCOMP)) return subject;
        if (t->head < 0) return AN_NONE;
        if (t->deprel == AN_DEPREL_ACL) return (uint32_t)t->head;
        object = t->deprel == AN_DEPREL_XCOMP ? child(coding, (uint32_t)t->head, AN_DEPREL_OBJ) : AN_NONE;
        if (object != AN_NONE) return object;
        if (t->deprel == AN_DEPREL_ADVCL && !is_marked(coding, verb, "to")) return AN_NONE; /* "after leaving" */
        if (t->deprel != AN_DEPREL_CONJ && t->deprel != AN_DEPREL_XCOMP && t->deprel != AN_DEPREL_ADVCL && t->deprel != AN_DEPREL_CCOMP) return AN_NONE;
        verb = (uint32_t)t->head;
    }
    return AN_NONE;
}

/* True if `token` hangs below `top`, not through another verb that is coordinated with it. */
static bool is_below(const an_peer_coding *coding, uint32_t token, uint32_t top, bool through_conjuncts)
{
    for (uint32_t hops = 0; hops < coding->token_count; hops++) {
        const an_token *t = coding->tokens + token;
        if (token == top) return true;
        if (t->head < 0) return false;
        if (!through_conjuncts && (uint32_t)t->head == top && (t->deprel == AN_DEPREL_CONJ || t->deprel == AN_DEPREL_PARATAXIS)) return false;
        token = (uint32_t)t->head;
    }
    return false;
}

/* The first one named below a token. */
static uint32_t first_below(const an_peer_coding *coding, uint32_t top)
{
    if (top == AN_NONE) return AN_NONE;
    for (uint32_t i = 0; i < coding->mentions.count; i++)
        if (is_below(coding, coding->mentions.items[i].head, top, true)) return i;
    return AN_NONE;
}

static bool shares_code(const an_peer_mention *a, const an_peer_mention *b)
{
    for (uint32_t i = 0; i < a->code_count; i++)
        for (uint32_t k = 0; k < b->code_count; k++)
            if (an_str_equal(a->codes[i], b->codes[k])) return true;
    return false;
}

static bool can_be_target(const an_peer_coding *coding, uint32_t mention, uint32_t unit, uint32_t source)
{
    const an_peer_mention *m = coding->mentions.items + mention;
    if (m->first < unit || mention == source) return false;
    return source == AN_NONE || (!shares_code(m, coding->mentions.items + source) && m->group != coding->mentions.items[source].group);
}

/* Where the words behind the verb end that no other verb governs. */
static uint32_t next_verb(const an_peer_coding *coding, uint32_t unit)
{
    while (unit < coding->units.count && !(is_verb(coding->tokens + coding->units.items[unit].token) && !coding->units.items[unit].is_stop)) unit++;
    return unit;
}

/* The first one named behind the verb and below it, other than the source; who is somebody's goes before agents of nobody. For the
 * second of two verbs, if the tree has nobody there, the first one before the next verb: its objects are often hung on the first verb. */
static uint32_t target_after(const an_peer_coding *coding, uint32_t verb, uint32_t unit, uint32_t source)
{
    uint32_t end = next_verb(coding, unit);
    int passes = coding->tokens[verb].deprel == AN_DEPREL_CONJ ? 3 : 2;
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t i = 0; i < coding->mentions.count; i++) {
            const an_peer_mention *m = coding->mentions.items + i;
            if (!can_be_target(coding, i, unit, source) || (pass < 2 && m->is_agent_only != (pass == 1))) continue;
            if (pass < 2 ? is_below(coding, m->head, verb, false) : m->first < end) return i;
        }
    return AN_NONE;
}

/* Who stands in a prepositional phrase of the verb: behind "by"; with `any`, behind any preposition. */
static uint32_t oblique(const an_peer_coding *coding, uint32_t verb, bool any)
{
    for (uint32_t i = 0; i < coding->token_count; i++) {
        uint32_t preposition;
        if (coding->tokens[i].head != (int32_t)verb || coding->tokens[i].deprel != AN_DEPREL_OBL) continue;
        preposition = child(coding, i, AN_DEPREL_CASE);
        if (preposition == AN_NONE || first_below(coding, i) == AN_NONE) continue;
        if (any || an_str_equal_ignoring_ascii_case(coding->tokens[preposition].form, AN_STR("by"))) return first_below(coding, i);
    }
    return AN_NONE;
}

static bool is_finite(const an_token *token)
{
    return an_str_is(token->xpos, "VBD") || an_str_is(token->xpos, "VBZ") || an_str_is(token->xpos, "VBP");
}

/* Where the tree gives a finite verb no subject: who is named right before it. */
static uint32_t named_before(const an_peer_coding *coding, uint32_t unit)
{
    while (unit-- > 0) {
        const an_peer_unit *u = coding->units.items + unit;
        if (u->mention != AN_NONE) return u->mention;
        if (u->is_stop || is_verb(coding->tokens + u->token)) return AN_NONE;
    }
    return AN_NONE;
}

static void find_roles(const an_peer_coding *coding, uint32_t verb, uint32_t verb_unit, uint32_t unit, uint32_t *source, uint32_t *target)
{
    uint32_t head = subject_of(coding, verb), subject = first_below(coding, head);
    if (head == AN_NONE && is_finite(coding->tokens + verb)) subject = named_before(coding, verb_unit);
    *source = subject;
    if (is_passive(coding, verb)) {
        uint32_t agent = oblique(coding, verb, false);
        if (agent != AN_NONE || coding->peers->dialect == AN_PEER_PETRARCH2) {
            *target = subject;
            *source = agent != AN_NONE ? agent : oblique(coding, verb, true);
            return;
        }
    }
    *target = target_after(coding, verb, unit, *source);
}

/* Units that patterns may look at: those of the verb's clause and, before it, of PETRARCH the whole sentence. */
static void find_reach(const an_peer_coding *coding, uint32_t verb, uint32_t unit, uint32_t *low, uint32_t *high)
{
    uint32_t subject = subject_of(coding, verb);
    *low = coding->peers->dialect == AN_PEER_PETRARCH ? 0 : unit;
    *high = coding->tokens[verb].deprel == AN_DEPREL_CONJ ? next_verb(coding, unit + 1) : unit + 1; /* see target_after */
    for (uint32_t u = 0; u < coding->units.count; u++) {
        uint32_t token = coding->units.items[u].token;
        if (u > unit && is_below(coding, token, verb, true)) *high = u + 1;
        if (u < *low && (is_below(coding, token, verb, true) || (subject != AN_NONE && is_below(coding, token, subject, true)))) *low = u;
    }
}

static bool is_negated(const an_peer_coding *coding, uint32_t verb)
{
    for (uint32_t i = 0; i < coding->token_count; i++) {
        const an_token *t = coding->tokens + i;
        if (t->head == (int32_t)verb && (an_str_equal_ignoring_ascii_case(t->lemma, AN_STR("not")) || an_str_equal_ignoring_ascii_case(t->form, AN_STR("n't")) ||
                                         an_str_equal_ignoring_ascii_case(t->form, AN_STR("not"))))
            return true;
    }
    return false;
}

/* The best pattern of all entries of the words; else the code of the first that has one. */
static const an_peer_verb *best_match(an_peer_coding *coding, const verb_hit *hit, uint32_t low, uint32_t high, an_peer_match *match)
{
    const an_peer_verb *best = NULL;
    for (uint32_t i = 0; i < hit->count; i++) {
        const an_peer_verb *verb = coding->peers->verbs.items + hit->verbs[i];
        an_peer_match found;
        an_peer_match_verb(coding, verb, hit->first, hit->end, low, high, &found);
        if (best && found.score <= match->score && !(match->pattern == AN_NONE && an_peer_is_no_code(best->code.forward))) continue;
        best = verb;
        *match = found;
    }
    return best;
}

static an_span span_of(const an_peer_coding *coding, const an_peer_match *match, uint32_t source, uint32_t target)
{
    an_span span = {coding->units.items[match->low].span.start, coding->units.items[match->high - 1].span.end};
    uint32_t both[] = {source, target};
    for (int i = 0; i < 2; i++) {
        const an_peer_mention *m = both[i] == AN_NONE ? NULL : coding->mentions.items + both[i];
        if (!m) continue;
        if (coding->units.items[m->first].span.start < span.start) span.start = coding->units.items[m->first].span.start;
        if (coding->units.items[m->end - 1].span.end > span.end) span.end = coding->units.items[m->end - 1].span.end;
    }
    return span;
}

/* What a verb tells, before transformations. */
typedef struct told {
    uint32_t verb_token, file, line;
    an_str name; /* the verb's block */
    an_peer_event_code code;
    an_peer_side sources, targets;
    an_span span;
    bool is_negated, is_dropped;
} told;

typedef AN_ARRAY(told) told_list;

static void emit_told(an_peer_coding *coding, const told *t)
{
    const an_peers *peers = coding->peers;
    an_str forward = t->code.forward, back = t->code.back;
    if (t->is_dropped) return;
    coding->verb_token = t->verb_token;
    if (t->is_negated && peers->dialect == AN_PEER_PETRARCH2) forward = an_peer_negation(forward), back = an_peer_negation(back);
    if (!an_peer_is_no_code(forward)) an_peer_emit(coding, &t->sources, &t->targets, forward, t->span, t->file, t->line);
    if (!an_peer_is_no_code(back)) an_peer_emit(coding, &t->targets, &t->sources, back, t->span, t->file, t->line);
}

/* The token that has the roles of the verb at `token`; AN_NONE if it is no verb. "has broken old ties" is read as an adjective by parsers:
 * then the auxiliary has them. */
static uint32_t verb_of(const an_peer_coding *coding, uint32_t token)
{
    const an_token *t = coding->tokens + token;
    if (is_verb(t)) return token;
    if (token && t->deprel == AN_DEPREL_AMOD && an_str_is(t->xpos, "VBN") && an_str_equal_ignoring_ascii_case(t[-1].lemma, AN_STR("have"))) return token - 1;
    return AN_NONE;
}

/* A verb of several words counts if any of them is read as a verb ("to arm wrestle"). */
static uint32_t verb_of_hit(const an_peer_coding *coding, const verb_hit *hit, uint32_t unit)
{
    uint32_t token = verb_of(coding, coding->units.items[unit].token);
    for (uint32_t u = hit->first; token == AN_NONE && u < hit->end; u++)
        if (u != unit) token = verb_of(coding, coding->units.items[u].token);
    return token;
}

static void find_sides(const an_peer_coding *coding, uint32_t token, uint32_t unit, uint32_t verb_end, const an_peer_match *match, uint32_t *source, uint32_t *target)
{
    find_roles(coding, token, unit, verb_end, source, target);
    if (match->source != AN_NONE) *source = match->source;
    if (match->target != AN_NONE) *target = match->target;
    if (match->source != AN_NONE && match->target == AN_NONE && *target == *source) *target = target_after(coding, token, verb_end, *source);
    if (match->compound != AN_NONE && coding->mentions.items[match->compound].first < unit) *source = *target = match->compound;
    else if (match->compound != AN_NONE) *target = match->compound;
}

/* Without require_dyad an event may have one side only; the other is nobody. */
static void fill_side(const an_peer_coding *coding, an_peer_side *side, const an_peer_side *other)
{
    if (coding->peers->options.requires_dyad || side->count || !other->count) return;
    side->codes[0] = AN_STR("---");
    side->count = 1;
}

static bool tell(an_peer_coding *coding, uint32_t unit, told_list *list)
{
    verb_hit hit;
    an_peer_match match;
    told t = {0};
    uint32_t token, low, high, source, target;
    const an_peer_verb *verb;
    const an_peer_pattern *pattern;
    if (!find_verb(coding, unit, &hit) || (token = verb_of_hit(coding, &hit, unit)) == AN_NONE) return true;
    coding->verb_token = t.verb_token = token;
    find_reach(coding, token, unit, &low, &high);
    verb = best_match(coding, &hit, low, high, &match);
    pattern = match.pattern == AN_NONE ? NULL : coding->peers->patterns.items + match.pattern;
    t.code = pattern ? pattern->code : verb->code;
    t.file = pattern ? pattern->file : verb->file;
    t.line = pattern ? pattern->line : verb->line;
    t.name = verb->name;
    find_sides(coding, token, unit, hit.end, &match, &source, &target);
    an_peer_side_of(coding, source, true, &t.sources);
    an_peer_side_of(coding, target, true, &t.targets);
    fill_side(coding, &t.sources, &t.targets);
    fill_side(coding, &t.targets, &t.sources);
    t.is_negated = is_negated(coding, token);
    t.span = span_of(coding, &match, source, target);
    return AN_PUSH(coding->scratch, list, t);
}

static bool same_sides(const an_peer_side *a, const an_peer_side *b)
{
    return a->count && b->count && an_str_equal(a->codes[0], b->codes[0]);
}

/* One variable of a transformation against one side: '.' fits all, '_' nobody, a letter somebody, always the same one. */
static bool binds(char variable, const an_peer_side *side, const an_peer_side *bound[26])
{
    if (variable == '.') return true;
    if (variable == '_') return side->count == 0;
    if (variable < 'a' || variable > 'z' || !side->count) return false;
    if (bound[variable - 'a']) return same_sides(bound[variable - 'a'], side);
    bound[variable - 'a'] = side;
    return true;
}

static const an_peer_side *bound_side(char variable, const an_peer_side *bound[26])
{
    return variable >= 'a' && variable <= 'z' ? bound[variable - 'a'] : NULL;
}

/* "a (b . STEAL) REVEAL = a b 113": what A says B did becomes what A does to B. */
static bool transform(const an_peer_transform *rule, told *outer, told *inner)
{
    const an_peer_side *bound[26] = {0}, *source, *target;
    an_peer_side new_source, new_target;
    bool is_any = an_str_is(rule->inner, "q");
    if (!an_str_equal(rule->outer, outer->name) || (!is_any && !an_str_equal(rule->inner, inner->name))) return false;
    if (!binds(rule->outer_source, &outer->sources, bound) || !binds(rule->inner_source, &inner->sources, bound) || !binds(rule->inner_target, &inner->targets, bound)) return false;
    source = bound_side(rule->source, bound);
    target = bound_side(rule->target, bound);
    if (!source || !target || (is_any && an_peer_is_no_code(inner->code.forward))) return false;
    new_source = *source;
    new_target = *target;
    if (!an_str_is(rule->code, "q")) {
        inner->code = (an_peer_event_code){.forward = rule->code};
        inner->file = rule->file;
        inner->line = rule->line;
        inner->is_negated = false;
    }
    inner->sources = new_source;
    inner->targets = new_target;
    outer->is_dropped = true;
    return true;
}

/* The verb that `inner` is told by: the one above its clause. */
static bool is_told_by(const an_peer_coding *coding, const told *inner, const told *outer)
{
    const an_token *t = coding->tokens + inner->verb_token;
    return t->head == (int32_t)outer->verb_token && (t->deprel == AN_DEPREL_CCOMP || t->deprel == AN_DEPREL_XCOMP);
}

static void transform_all(const an_peer_coding *coding, told_list *list)
{
    for (size_t o = 0; o < list->count; o++)
        for (size_t i = 0; i < list->count && !list->items[o].is_dropped; i++)
            for (size_t r = 0; is_told_by(coding, list->items + i, list->items + o) && r < coding->peers->transforms.count; r++)
                if (transform(coding->peers->transforms.items + r, list->items + o, list->items + i)) break;
}

/* Codes the sentence whose units and mentions are in `coding`. */
bool an_peer_code_petrarch(an_peer_coding *coding)
{
    told_list list = {0};
    for (uint32_t u = 0; u < coding->units.count; u++)
        if (!tell(coding, u, &list)) return false;
    if (coding->peers->transforms.count) transform_all(coding, &list);
    for (size_t i = 0; i < list.count; i++) emit_told(coding, list.items + i);
    return !coding->arena->is_exhausted && !coding->scratch->is_exhausted;
}
