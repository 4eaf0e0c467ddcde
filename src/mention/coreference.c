/* Coreference as a ranking of candidates: phrase by phrase in reading order, the best-scoring earlier phrase is taken up, unless
 * "new" scores higher (Denis and Baldridge 2008). What was linked is seen at once by the phrases after it: a chain knows its gender
 * and number from all its members, so that "he" does not go to a Robin who was "she" before. Sums are whole numbers, a tie goes to
 * the nearer candidate: the same chains on every machine. */
#include "mention/coreference_parts.h"

bool an_coreference_link(an_arena *scratch, an_coreference_state *state, uint32_t i, uint32_t antecedent)
{
    an_phrase *p = state->phrases->items + i;
    an_phrase_chain *chain;
    if (antecedent == AN_NONE) {
        p->chain = (uint32_t)state->chains.count;
        return AN_PUSH(scratch, &state->chains, (an_phrase_chain){.first = i, .last = i, .count = 1, .genders = p->genders, .numbers = p->numbers,
                                                                   .thing_class = p->thing_class, .has_name = p->form == AN_PHRASE_NAME});
    }
    p->antecedent = antecedent;
    p->chain = state->phrases->items[antecedent].chain;
    chain = state->chains.items + p->chain;
    p->older_mention = chain->last;
    chain->last = i;
    chain->count++;
    if (chain->genders & p->genders) chain->genders &= p->genders;
    if (chain->numbers & p->numbers) chain->numbers &= p->numbers;
    if (p->form == AN_PHRASE_NAME && !chain->has_name) chain->thing_class = p->thing_class;
    if (!chain->thing_class) chain->thing_class = p->thing_class;
    chain->has_name = chain->has_name || p->form == AN_PHRASE_NAME;
    return true;
}

static int32_t score(const an_coreference *model, const an_feature_list *features)
{
    int32_t sum = 0;
    for (uint32_t k = 0; k < features->count; k++) sum += model->weights[features->items[k]];
    return sum;
}

/* AN_NONE: it is new. */
static uint32_t choose(const an_coreference_state *state, an_candidate_index *index, uint32_t i)
{
    uint32_t candidates[AN_COREFERENCE_CANDIDATES_MAX], count = an_candidates_find(index, i, candidates), best = AN_NONE;
    an_candidate_order order = {0};
    an_feature_list features;
    int32_t best_score;
    an_coreference_features_new(state, i, an_candidates_has_namesake(index, i), &features);
    best_score = score(state->model, &features);
    for (uint32_t n = 0; n < count; n++) {
        int32_t value;
        an_coreference_features_pair(state, i, candidates[n], &order, &features);
        value = score(state->model, &features);
        if (value > best_score) best = candidates[n], best_score = value;
    }
    return best;
}

bool an_coreference_run(an_arena *scratch, an_coreference_state *state)
{
    an_candidate_index *index = an_candidates_new(scratch, state);
    if (!index) return false;
    for (uint32_t i = 0; i < state->phrases->count; i++) {
        if (!an_coreference_link(scratch, state, i, choose(state, index, i))) return false;
        an_candidates_add(index, i);
    }
    return true;
}

bool an_coreference_counts_alone(const an_coreference_state *state, uint32_t i)
{
    const an_phrase *p = state->phrases->items + i;
    const an_token *head = state->words->text->tokens + p->head;
    return !p->is_whole && head->deprel != AN_DEPREL_EXPL && head->deprel != AN_DEPREL_COMPOUND && p->form != AN_PHRASE_OTHER && p->form != AN_PHRASE_CLAUSE;
}

static bool is_alone(const an_coreference_state *state, uint32_t i) { return state->chains.items[state->phrases->items[i].chain].count < 2; }

/* Two phrases of one chain that cross (only a tree with crossing arcs has them) could not be told apart by their brackets. */
static bool crosses(const an_coreference_state *state, const an_phrase *p)
{
    for (uint32_t at = p->older_mention; at != AN_NONE; at = state->phrases->items[at].older_mention) {
        const an_phrase *other = state->phrases->items + at;
        if (other->sentence != p->sentence) return false;
        if (p->first < other->end && p->end > other->end) return true;
    }
    return false;
}

/* For each phrase its place among the references that are handed on. One that crosses another of its chain is left out; what took it
 * up takes up its antecedent. */
static uint32_t *give_places(an_arena *scratch, const an_coreference_state *state, bool *is_kept, uint32_t *count)
{
    uint32_t *places = AN_NEW_ARRAY(scratch, uint32_t, state->phrases->count + 1);
    *count = 0;
    for (uint32_t i = 0; places && i < state->phrases->count; i++) {
        const an_phrase *p = state->phrases->items + i;
        if (is_alone(state, i)) continue;
        is_kept[i] = !crosses(state, p);
        if (is_kept[i]) places[i] = (*count)++;
        else places[i] = p->antecedent == AN_NONE ? AN_NONE : places[p->antecedent];
    }
    return places;
}

/* Chains are numbered from 1 by their first mention. */
static bool hand_on(an_arena *arena, an_arena *scratch, const an_coreference_state *state, an_parsed_text *text)
{
    bool *is_kept = AN_NEW_ARRAY(scratch, bool, state->phrases->count + 1);
    uint32_t *numbers = AN_NEW_ARRAY(scratch, uint32_t, state->chains.count + 1);
    uint32_t count, chains = 0, *places = is_kept ? give_places(scratch, state, is_kept, &count) : NULL;
    if (!places || !numbers) return false;
    text->references = AN_NEW_ARRAY(arena, an_reference, count + 1);
    if (!text->references) return false;
    for (uint32_t i = 0; i < state->phrases->count; i++) {
        const an_phrase *p = state->phrases->items + i;
        if (!is_kept[i]) continue;
        if (!numbers[p->chain]) numbers[p->chain] = ++chains;
        text->references[places[i]] = (an_reference){.first_token = p->first, .end_token = p->end, .head_token = p->head, .chain = numbers[p->chain],
                                                     .antecedent = p->antecedent == AN_NONE ? AN_NONE : places[p->antecedent]};
    }
    text->reference_count = count;
    return true;
}

annals_status an_coreference_resolve(an_arena *arena, an_arena *scratch, const an_coreference *model, an_parsed_text *text,
                                     annals_error *error)
{
    an_words words;
    an_phrases phrases = {0};
    an_coreference_state state = {.model = model, .words = &words, .phrases = &phrases};
    text->references = NULL;
    text->reference_count = 0;
    if (!text->token_count) return ANNALS_OK;
    if (!an_coreference_words(scratch, text, &words) || !an_coreference_phrases(scratch, model, &words, &phrases) || !an_coreference_run(scratch, &state) ||
        !hand_on(arena, scratch, &state, text))
        return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory for coreference");
    return ANNALS_OK;
}
