/* TABARI's second half: clauses, and the event of each. A clause ends at a conjunction that joins no names. Its verbs are tried in turn: the
 * first that has a code, somebody before it and somebody else behind it gives the clause's event. Who acts is the first one named before
 * the verb, else who acted in the clause before; whom it touches the first other one behind the verb, else before it. */
#include "peers/tabari.h"

typedef struct clauses {
    an_tabari_sentence sentence;
    an_peer_coding *coding;
    uint32_t forwarded;      /* mention that acted last; AN_NONE */
    bool is_complex, has_event;
} clauses;

typedef struct candidate {
    const an_peer_event_code *code;
    an_peer_match match;
    uint32_t source, target, file, line;
    bool is_parted; /* source and target are of one list: each for itself */
    bool uses_default_source, uses_default_target;
} candidate;

static bool is_boundary(const an_tabari_word *w) { return w->type == AN_TABARI_CONJUNCTION && !w->is_absorbed; }

static const an_peer_mention *mention_of(const clauses *c, uint32_t index) { return c->coding->mentions.items + index; }

static bool same_codes(const an_peer_mention *a, const an_peer_mention *b)
{
    return a->code_count && b->code_count && an_str_equal(a->codes[0], b->codes[0]);
}

/* The first mention in [from, end) that is none of `other`'s; AN_NONE. */
static uint32_t first_between(const clauses *c, uint32_t from, uint32_t end, uint32_t other, uint32_t skipped)
{
    for (uint32_t i = 0; i < c->coding->mentions.count; i++) {
        const an_peer_mention *m = mention_of(c, i);
        if (m->first < from || m->first >= end || !m->code_count || i == skipped) continue;
        if (other != AN_NONE && (m->group == mention_of(c, other)->group || same_codes(m, mention_of(c, other)))) continue;
        return i;
    }
    return AN_NONE;
}

static bool is_form_of_be(an_str form)
{
    static const char *const forms[] = {"was", "were", "been", "is", "are", "being", "be", NULL};
    for (int i = 0; forms[i]; i++)
        if (an_str_is(form, forms[i])) return true;
    return false;
}

/* "was (fiercely) opposed (earlier) by X": the unit behind "by"; 0 = no passive. */
static uint32_t passive_agent(const clauses *c, uint32_t verb, uint32_t end)
{
    const an_peer_unit *units = c->coding->units.items;
    enum { REACH = 2 };
    bool has_be = false;
    if (!an_str_ends_with(units[verb].form, "ed") && !an_str_ends_with(units[verb].form, "en")) return 0;
    for (uint32_t back = 1; back <= REACH && back <= verb; back++) has_be |= is_form_of_be(units[verb - back].form);
    if (!has_be) return 0;
    for (uint32_t u = verb + 1; u <= verb + REACH && u < end; u++)
        if (an_str_is(units[u].form, "by")) return u + 1;
    return 0;
}

static void find_source(const clauses *c, candidate *found, uint32_t from, uint32_t verb, uint32_t end)
{
    const an_peer_options *o = &c->coding->peers->options;
    found->source = first_between(c, from, verb, AN_NONE, found->match.skipped);
    if (found->source == AN_NONE) found->source = c->forwarded;
    if (found->source == AN_NONE && o->default_source.data && !o->is_default_prior) found->source = first_between(c, verb, end, AN_NONE, found->match.skipped);
    found->uses_default_source = found->source == AN_NONE && o->default_source.data;
}

/* Where the target is sought before the verb too: another one of the source's list. */
static void part_list(const clauses *c, candidate *found)
{
    for (uint32_t i = 0; found->source != AN_NONE && i < c->coding->mentions.count; i++) {
        const an_peer_mention *m = mention_of(c, i), *source = mention_of(c, found->source);
        if (i == found->source || m->group != source->group || same_codes(m, source)) continue;
        found->target = i;
        found->is_parted = true;
        return;
    }
}

static void find_target(const clauses *c, candidate *found, uint32_t from, uint32_t verb, uint32_t verb_end, uint32_t end)
{
    const an_peer_options *o = &c->coding->peers->options;
    found->target = first_between(c, verb_end, end, found->source, found->match.skipped);
    if (found->target == AN_NONE && !(o->default_target.data && o->is_default_after)) found->target = first_between(c, from, verb, found->source, found->match.skipped);
    if (found->target == AN_NONE && o->default_target.data && !o->is_default_after) part_list(c, found);
    found->uses_default_target = found->target == AN_NONE && o->default_target.data;
}

static void find_roles(const clauses *c, candidate *found, uint32_t from, uint32_t verb, uint32_t verb_end, uint32_t end)
{
    uint32_t by = passive_agent(c, verb, end), agent;
    bool is_named = found->match.source != AN_NONE || found->match.target != AN_NONE;
    if (by && !is_named && (agent = first_between(c, by, end, AN_NONE, found->match.skipped)) != AN_NONE) {
        found->source = agent;
        found->target = first_between(c, from, verb, agent, found->match.skipped);
        if (found->target != AN_NONE) return;
    }
    if (found->match.source != AN_NONE) found->source = found->match.source;
    else if (found->match.target != AN_NONE && first_between(c, from, verb, AN_NONE, found->match.skipped) == found->match.target) {
        found->source = first_between(c, from, verb, found->match.target, found->match.skipped);
        if (found->source == AN_NONE) found->source = first_between(c, verb_end, end, found->match.target, found->match.skipped);
        if (found->source == AN_NONE) found->source = c->forwarded;
    } else find_source(c, found, from, verb, end);
    if (found->match.target != AN_NONE) found->target = found->match.target;
    else find_target(c, found, from, verb, verb_end, end);
    if (found->match.compound != AN_NONE) {
        if (mention_of(c, found->match.compound)->first < verb) found->source = found->match.compound;
        found->target = found->match.compound;
        if (mention_of(c, found->match.compound)->first >= verb && found->match.source == AN_NONE) found->source = found->match.compound;
    }
}

static bool is_whole(const candidate *found)
{
    return (found->source != AN_NONE || found->uses_default_source) && (found->target != AN_NONE || found->uses_default_target);
}

static bool has_any_code(const an_peer_event_code *code)
{
    return !an_peer_is_no_code(code->forward) || !an_peer_is_no_code(code->back);
}

/* What the verb at `unit` gives in the clause [from, end); false if nothing. Too complex or discarded codes end the sentence. */
static bool try_verb(clauses *c, uint32_t unit, uint32_t from, uint32_t end, candidate *found)
{
    const an_peers *peers = c->coding->peers;
    const an_peer_verb *verb = peers->verbs.items + c->sentence.words[unit].entry;
    memset(found, 0, sizeof *found);
    an_peer_match_verb(c->coding, verb, unit, c->sentence.words[unit].end, 0, (uint32_t)c->coding->units.count, &found->match);
    found->code = found->match.pattern == AN_NONE ? &verb->code : &peers->patterns.items[found->match.pattern].code;
    found->file = found->match.pattern == AN_NONE ? verb->file : peers->patterns.items[found->match.pattern].file;
    found->line = found->match.pattern == AN_NONE ? verb->line : peers->patterns.items[found->match.pattern].line;
    if (an_str_is(found->code->forward, "###")) c->sentence.stop = AN_STR("###");
    if (an_str_is(found->code->forward, "+++")) c->is_complex = true;
    if (!has_any_code(found->code)) return false;
    find_roles(c, found, from, unit, c->sentence.words[unit].end, end);
    if (peers->options.needs_actor_before && found->source == AN_NONE && !c->has_event) c->is_complex = true;
    return is_whole(found);
}

static void side_of(const clauses *c, uint32_t mention, bool with_list, an_str fallback, an_peer_side *side)
{
    if (mention != AN_NONE) an_peer_side_of(c->coding, mention, with_list, side);
    else side->codes[0] = fallback, side->spans[0] = (an_span){0, 0}, side->count = 1;
}

static bool has_complex_code(const an_peer_side *side)
{
    for (uint32_t i = 0; i < side->count; i++)
        if (an_str_is(side->codes[i], "+++")) return true;
    return false;
}

static void emit(clauses *c, const candidate *found)
{
    const an_peer_options *o = &c->coding->peers->options;
    an_peer_side sources = {0}, targets = {0};
    an_span span = {c->coding->units.items[found->match.low].span.start, c->coding->units.items[found->match.high - 1].span.end};
    size_t before = c->coding->document->events.count;
    side_of(c, found->source, !found->is_parted, o->default_source, &sources);
    side_of(c, found->target, !found->is_parted, o->default_target, &targets);
    if (has_complex_code(&sources) || has_complex_code(&targets)) {
        c->is_complex = true;
        return;
    }
    if (!an_peer_is_no_code(found->code->forward)) an_peer_emit(c->coding, &sources, &targets, found->code->forward, span, found->file, found->line);
    if (!an_peer_is_no_code(found->code->back)) an_peer_emit(c->coding, &targets, &sources, found->code->back, span, found->file, found->line);
    for (size_t i = before; i < c->coding->document->events.count && c->sentence.day_shift; i++) {
        an_event_date *date = &c->coding->document->events.items[i].date;
        if (date->time.range.from != AN_DAY_UNKNOWN) date->time.range.from += c->sentence.day_shift;
        if (date->time.range.to != AN_DAY_UNKNOWN) date->time.range.to += c->sentence.day_shift;
    }
    c->has_event |= c->coding->document->events.count > before;
    if (found->source != AN_NONE) c->forwarded = found->source;
}

/* The clause [from, end): its first event, or all; what is only said counts if nothing else is told. */
static void code_clause(clauses *c, uint32_t from, uint32_t end, bool only_dominant)
{
    candidate found, said;
    bool has_said = false, is_done = false;
    bool takes_all = c->coding->peers->options.code_by == AN_PEER_BY_ALL;
    for (uint32_t u = from; u < end && !is_done && !c->is_complex && !c->sentence.stop.data; u++) {
        if (c->sentence.words[u].type != AN_TABARI_VERB || !try_verb(c, u, from, end, &found)) continue;
        if (only_dominant && !found.code->is_dominant) continue;
        if (found.code->is_subordinate) {
            if (!has_said) said = found;
            has_said = true;
            continue;
        }
        emit(c, &found);
        has_said = false;
        is_done = !takes_all;
    }
    if (has_said && !c->is_complex && !c->sentence.stop.data) emit(c, &said);
    if (c->forwarded == AN_NONE) c->forwarded = first_between(c, from, end, AN_NONE, AN_NONE);
}

static bool is_too_complex(const clauses *c)
{
    const an_peer_options *o = &c->coding->peers->options;
    uint32_t verbs = 0, conjunctions = 0;
    for (uint32_t u = 0; u < c->coding->units.count; u++) {
        verbs += c->sentence.words[u].type == AN_TABARI_VERB;
        conjunctions += u > 0 && is_boundary(c->sentence.words + u);
    }
    return (o->verbs_max && verbs >= o->verbs_max) || (o->conjunctions_max && conjunctions >= o->conjunctions_max) ||
           (o->actors_max && c->coding->mentions.count >= o->actors_max);
}

static bool has_dominant(const clauses *c)
{
    for (uint32_t u = 0; u < c->coding->units.count; u++)
        if (c->sentence.words[u].type == AN_TABARI_VERB && c->coding->peers->verbs.items[c->sentence.words[u].entry].code.is_dominant) return true;
    return false;
}

static void code_clauses(clauses *c)
{
    uint32_t from = 0, count = (uint32_t)c->coding->units.count;
    bool only_dominant = c->coding->peers->options.code_by == AN_PEER_BY_ALL && has_dominant(c);
    for (uint32_t u = 0; u <= count; u++) {
        if (u < count && !is_boundary(c->sentence.words + u)) continue;
        if (u > from) code_clause(c, from, u, only_dominant);
        if (c->is_complex || c->sentence.stop.data || (c->has_event && c->coding->peers->options.code_by == AN_PEER_BY_SENTENCE)) return;
        from = u + 1;
    }
}

/* A verb whose own code is "###" discards the sentence wherever it stands. */
static bool has_discard(const clauses *c)
{
    for (uint32_t u = 0; u < c->coding->units.count; u++)
        if ((c->sentence.words[u].type == AN_TABARI_VERB || c->sentence.words[u].type == AN_TABARI_NOUN) && c->sentence.words[u].is_verb_entry &&
            an_str_is(c->coding->peers->verbs.items[c->sentence.words[u].entry].code.forward, "###"))
            return true;
    return false;
}

/* For the pronouns of the next sentence: who acts in this one. The code outlives the sentence's scratch. */
static void keep_forwarded(clauses *c)
{
    an_str codes[AN_PEER_CODES_MAX], code;
    if (!c->coding->peers->options.has_forward || !c->coding->mentions.count) return;
    code = mention_of(c, 0)->codes[0];
    if (mention_of(c, 0)->actor != AN_NONE && an_peer_codes_of(c->coding, mention_of(c, 0)->actor, codes)) code = codes[0]; /* without agents */
    c->coding->forwarded = (an_str){an_arena_copy(c->coding->arena, code.data, code.length), code.length};
}

bool an_peer_code_tabari(an_peer_coding *coding, an_span text)
{
    clauses c = {.sentence = {.coding = coding}, .coding = coding, .forwarded = AN_NONE};
    size_t before = coding->document->events.count;
    if (!an_tabari_read(&c.sentence, text)) return false;
    if (c.sentence.text_words < coding->peers->options.words_min || c.sentence.stop.data || has_discard(&c) || is_too_complex(&c)) return true;
    code_clauses(&c);
    if (c.is_complex || c.sentence.stop.data) coding->document->events.count = before;
    keep_forwarded(&c);
    return !coding->arena->is_exhausted && !coding->scratch->is_exhausted;
}
