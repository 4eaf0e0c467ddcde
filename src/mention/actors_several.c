/* References to several at once: "Mali and Niger ... they", "the two countries", "the three", "these states". What they take up stands
 * together in the text before: joined by "and", as subjects of one clause, or as a part of the world ("Central Asia ... these states"). */
#include "mention/actors_refer.h"

enum {
    TOGETHER_MAX = 8, /* actors whom one word takes up */
    PHRASE_WORDS_MAX = 6, /* before the noun */
    SENTENCES_BACK_MAX = 3 /* to the part of the world that "these countries" lie in */
};

/* Sets of kinds. */
enum {
    GROUPS = AN_KIND(ARMED_GROUP) | AN_KIND(PARTY) | AN_KIND(ORGANISATION) | AN_KIND(NGO) | AN_KIND(IGO) | AN_KIND(COMPANY) | AN_KIND(MEDIA),
    BODIES = GROUPS | AN_KIND(STATE) | AN_KIND(GOVERNMENT) | AN_KIND(MILITARY) | AN_KIND(REGION),
    STATES = AN_KIND(STATE) | AN_KIND(GOVERNMENT)
};

/* "the two NOUNS", "both NOUNS", "these NOUNS". */
static const an_word_demand nouns[] = {
    {"country", {STATES, 0, true, true}},   {"nation", {STATES, 0, true, true}},    {"state", {STATES, 0, true, true}},
    {"neighbour", {STATES, 0, true, true}}, {"neighbor", {STATES, 0, true, true}},  {"government", {STATES, 0, true, true}},
    {"side", {BODIES, 0, true, true}},      {"party", {BODIES, 0, true, true}},
    {"group", {AN_KIND(ARMED_GROUP) | AN_KIND(ORGANISATION) | AN_KIND(PARTY), 0, true, true}},
    {"leader", {AN_KIND(PERSON), 0, true, true}}, {"minister", {AN_KIND(PERSON), 0, true, true}}, {"president", {AN_KIND(PERSON), 0, true, true}},
};

uint32_t an_mention_first_of_phrase(const an_actor_finder *f, uint32_t head)
{
    uint32_t first = head, start = f->parsed->sentences[f->sentence_of[head]].first_token;
    for (uint32_t i = head; i-- > start && head - i < PHRASE_WORDS_MAX;)
        if (an_mention_head_of(f, i) == head && f->parsed->tokens[i].upos != AN_UPOS_ADP) first = i;
    return first;
}

void an_mention_refer_to_one(an_actor_finder *f, uint32_t first, uint32_t head, size_t antecedent)
{
    size_t before = an_mention_emitted_count(f);
    an_mention_refer_to(f, first, head, antecedent);
    if (an_mention_emitted_count(f) > before) f->emitted.items[before].is_plural = true;
}

bool an_mention_refer_to_all(an_actor_finder *f, uint32_t first, uint32_t token)
{
    const an_reference *r = an_mention_antecedent_of(f, an_mention_reference_of(f, token));
    size_t found[TOGETHER_MAX], count = 0;
    for (int step = 0; step < AN_CHAIN_STEPS_MAX && r && f->parsed->tokens[r->head_token].upos == AN_UPOS_PRON; step++) r = an_mention_antecedent_of(f, r);
    if (!r) return false;
    for (size_t i = 0; i < an_mention_emitted_count(f) && count < TOGETHER_MAX; i++) {
        const an_mention *m = an_mention_emitted_at(f, i);
        if (m->first_token < r->first_token || m->end_token > r->end_token) continue;
        if (an_mention_coordination_head(f, m->head_token) == r->head_token) found[count++] = i;
    }
    if (count < 2) return false;
    for (size_t i = 0; i < count; i++) an_mention_refer_to_one(f, first, token, found[i]);
    return true;
}

bool an_mention_refer_to_subjects(an_actor_finder *f, uint32_t first, uint32_t token, size_t count, uint32_t back)
{
    size_t found[TOGETHER_MAX], have = 0;
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && an_mention_emitted_at(f, i)->sentence + back >= f->sentence_of[token] && have < TOGETHER_MAX;) {
        const an_mention *m = an_mention_emitted_at(f, i);
        if (m->sentence == f->sentence_of[token] || !f->emitted.items[i].is_subject || f->emitted.items[i].is_reference) continue;
        if (have && an_mention_coordination_head(f, m->head_token) != an_mention_coordination_head(f, an_mention_emitted_at(f, found[0])->head_token)) {
            if (have > 1) break;
            have = 0;
        }
        found[have++] = i;
    }
    if (have < 2 || (count && have != count)) return false;
    while (have-- > 0) an_mention_refer_to_one(f, first, token, found[have]);
    return true;
}

/* ---- two ---- */

/* "Egypt mediates a truce between the two sides": who brings others together is not one of them. */
static bool is_go_between(const an_actor_finder *f, uint32_t token, size_t i)
{
    an_str preposition = an_mention_case_of(f, token);
    uint32_t subject = an_mention_subject_above(f, token);
    if (!an_str_is(preposition, "between") || !an_mention_is_above(f, token, subject, i)) return false;
    return an_mention_child(f, subject, AN_DEPREL_CONJ) == AN_NONE && !an_mention_is_relation(f, an_mention_emitted_at(f, i)->head_token, AN_DEPREL_CONJ);
}

bool an_mention_find_two(const an_actor_finder *f, uint32_t token, const an_demand *asks, size_t found[2])
{
    size_t count = 0;
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && count < 2 && !an_mention_is_far(f, token, i);) {
        if (!an_mention_is_reachable(f, token, i) || !(asks->kinds & an_mention_kinds_of(f, &an_mention_emitted_at(f, i)->actor)) || f->emitted.items[i].is_plural) continue;
        if (is_go_between(f, token, i)) continue;
        if (count && an_mention_is_same_actor(&an_mention_emitted_at(f, i)->actor, &an_mention_emitted_at(f, found[0])->actor)) continue;
        found[count++] = i;
    }
    if (count < 2) return false;
    count = found[0];
    found[0] = found[1];
    found[1] = count;
    return true;
}

static bool is_pair(const an_actor_finder *f, uint32_t noun)
{
    uint32_t first = an_mention_first_of_phrase(f, noun);
    for (uint32_t i = first; i < noun; i++)
        if (an_mention_folded_is(f, i, "two") || an_mention_folded_is(f, i, "both")) return true;
    return false;
}

/* ---- these ---- */

static bool is_pointed_out(const an_actor_finder *f, uint32_t noun)
{
    static const char *const words[] = {"these", "those", NULL};
    uint32_t determiner = an_mention_child(f, noun, AN_DEPREL_DET);
    return determiner != AN_NONE && an_mention_is_one_of(f->folded[determiner], words) && an_mention_is_plural_token(f, noun);
}

/* "those states that voted", "those groups in Mali": what follows says who. */
static bool is_told_behind(const an_actor_finder *f, uint32_t noun)
{
    for (uint32_t i = noun + 1; i < an_mention_sentence_end(f, f->sentence_of[noun]); i++)
        if (an_mention_head_of(f, i) == noun && an_mention_has_relation(f, i, AN_RELATION(NMOD) | AN_RELATION(ACL) | AN_RELATION(APPOS)) && !an_mention_folded_is(f, noun + 1, ",")) return true;
    return false;
}

/* "in Central Asia", "the Central Asians", acting or not: the last part of the world that was named before `token`; AN_NONE. */
static uint32_t last_part_of_world(const an_actor_finder *f, uint32_t token)
{
    for (uint32_t number = (uint32_t)f->hits.count; number-- > 0 && f->hits.items[number].sentence + SENTENCES_BACK_MAX >= f->sentence_of[token];) {
        const an_hit *hit = f->hits.items + number;
        if (hit->kind != AN_HIT_ENTRY || hit->end > token || hit->form == AN_FORM_ADJECTIVE || hit->is_hyphenated || hit->actor.country[0]) continue;
        if (an_actors_kind(f->actors, hit->entry, f->date) == AN_ACTOR_REGION) return number;
    }
    return AN_NONE;
}

/* Those who stand joined with `last`, of the kinds that are asked for; how many. */
static size_t find_joined(const an_actor_finder *f, const an_demand *asks, size_t last, size_t found[TOGETHER_MAX])
{
    uint32_t top = an_mention_coordination_head(f, an_mention_emitted_at(f, last)->head_token);
    size_t count = 0;
    for (size_t i = last + 1; i-- > 0 && an_mention_emitted_at(f, i)->sentence == an_mention_emitted_at(f, last)->sentence && count < TOGETHER_MAX;) {
        const an_mention *m = an_mention_emitted_at(f, i);
        if (asks->kinds >> m->actor.kind & 1 && m->actor.id.data && an_mention_coordination_head(f, m->head_token) == top) found[count++] = i;
    }
    return count;
}

/* The last of those who stood together before `token`, of the kinds that are asked for; SIZE_MAX. */
static size_t last_joined(const an_actor_finder *f, uint32_t token, const an_demand *asks)
{
    size_t found[TOGETHER_MAX];
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && !an_mention_is_far(f, token, i);) {
        const an_mention *m = an_mention_emitted_at(f, i);
        if (m->end_token <= token && asks->kinds >> m->actor.kind & 1 && find_joined(f, asks, i, found) > 1) return i;
    }
    return SIZE_MAX;
}

/* "Mali, Niger and Chad met. ... These states": the last that stood together, or the last part of the world. */
static bool resolve_these(an_actor_finder *f, uint32_t noun, const an_demand *asks)
{
    uint32_t first = an_mention_first_of_phrase(f, noun), region = asks->kinds == STATES ? last_part_of_world(f, first) : AN_NONE;
    size_t found[TOGETHER_MAX], count, joined;
    an_actor actor;
    if (!is_pointed_out(f, noun) || is_told_behind(f, noun)) return false;
    joined = last_joined(f, first, asks);
    if (region != AN_NONE && (joined == SIZE_MAX || an_mention_emitted_at(f, joined)->end_token <= f->hits.items[region].first)) {
        an_actors_describe(f->arena, f->actors, f->hits.items[region].entry, f->date, &actor);
        an_mention_refer(f, first, noun, &actor, false, (an_emitted){.is_plural = true});
        return true;
    }
    if (joined == SIZE_MAX) return false;
    count = find_joined(f, asks, joined, found);
    while (count-- > 0) an_mention_refer_to_one(f, first, noun, found[count]);
    return true;
}

bool an_mention_resolve_several(an_actor_finder *f, uint32_t noun)
{
    const an_demand *asks = AN_FIND_DEMAND(nouns, an_mention_lemma_of(f, noun));
    size_t found[2];
    uint32_t first;
    if (!asks) return false;
    if (!is_pair(f, noun)) return resolve_these(f, noun, asks);
    first = an_mention_first_of_phrase(f, noun);
    if (an_mention_refer_to_all(f, first, noun)) return true;
    if (!an_mention_find_two(f, noun, asks, found)) return false;
    an_mention_refer_to_one(f, first, noun, found[0]);
    an_mention_refer_to_one(f, first, noun, found[1]);
    return true;
}

void an_mention_resolve_number(an_actor_finder *f, uint32_t token)
{
    bool is_two = an_mention_folded_is(f, token, "two"), is_three = an_mention_folded_is(f, token, "three");
    if (!(is_two || is_three) || token == 0 || !an_mention_folded_is(f, token - 1, "the") || !an_mention_is_relation(f, token, AN_DEPREL_NSUBJ)) return;
    an_mention_refer_to_subjects(f, token - 1, token, is_two ? 2 : 3, 1);
}
