/* Did it happen, by what the verb's own clause says: auxiliaries, negation, adverbs, "if" and "whether", tense, and by words of planning, fearing or
 * failing. What the words above say is read in factuality.c. */
#include "event/factuality.h"

static const int strength[AN_FACTUALITY_COUNT] = {[AN_FACTUALITY_HAPPENED] = 0, [AN_FACTUALITY_ONGOING] = 1, [AN_FACTUALITY_HABITUAL] = 2,
    [AN_FACTUALITY_POSSIBLE] = 3, [AN_FACTUALITY_PLANNED] = 4, [AN_FACTUALITY_THREATENED] = 5, [AN_FACTUALITY_HYPOTHETICAL] = 6, [AN_FACTUALITY_DID_NOT_HAPPEN] = 7};

typedef struct modal {
    const char *lemma;
    an_factuality means;
} modal;

static const modal modals[] = {{"will", AN_FACTUALITY_PLANNED}, {"'ll", AN_FACTUALITY_PLANNED}, {"shall", AN_FACTUALITY_PLANNED}, {"would", AN_FACTUALITY_HYPOTHETICAL},
    {"'d", AN_FACTUALITY_HYPOTHETICAL}, {"could", AN_FACTUALITY_POSSIBLE}, {"can", AN_FACTUALITY_POSSIBLE}, {"may", AN_FACTUALITY_POSSIBLE},
    {"might", AN_FACTUALITY_POSSIBLE}, {"should", AN_FACTUALITY_HYPOTHETICAL}, {"must", AN_FACTUALITY_HYPOTHETICAL}, {"ought", AN_FACTUALITY_HYPOTHETICAL}};

void an_raise_to(an_reading *found, an_factuality other)
{
    if (strength[other] > strength[found->value]) found->value = other;
}

/* From above: "is likely to offer", "may decide to". */
void an_raise_from_above(an_reading *found, an_factuality other)
{
    if (other == AN_FACTUALITY_POSSIBLE && found->value == AN_FACTUALITY_PLANNED) found->value = other;
    else an_raise_to(found, other);
}

void an_plan(an_reading *found)
{
    an_raise_to(found, AN_FACTUALITY_PLANNED);
    found->is_willed = true;
}

/* "sent ships to deter raids", "a bid to stop the killing": what is yet to be kept from happening may happen or not. */
static bool is_yet_to_thwart(const an_tree *tree, uint32_t token, const an_attitude *attitude)
{
    bool is_aim = tree->tokens[token].deprel == AN_DEPREL_ADVCL || tree->tokens[token].deprel == AN_DEPREL_ACL;
    return attitude->factuality == AN_FACTUALITY_DID_NOT_HAPPEN && is_aim && an_tree_is_verb(tree, token) && an_tree_has_to(tree, token);
}

/* What an attitude at `token` makes of what it governs. */
void an_take_attitude(const an_coder *coder, const an_tree *tree, uint32_t token, const an_attitude *attitude, an_reading *found)
{
    if (is_yet_to_thwart(tree, token, attitude)) {
        an_raise_to(found, AN_FACTUALITY_HYPOTHETICAL);
        return;
    }
    an_raise_from_above(found, (an_factuality)attitude->factuality);
    if (attitude->factuality != AN_FACTUALITY_PLANNED) return;
    if (an_tree_lemma_in(tree, token, coder->grammar.wishing)) found->is_wished = true;
    else if (tree->tokens[token].deprel != AN_DEPREL_AMOD && !an_tree_lemma_in(tree, token, coder->grammar.longing)) found->is_willed = true;
}

bool an_is_form(const an_tree *tree, uint32_t token, const char *text) { return an_str_equal_ignoring_ascii_case(tree->tokens[token].form, an_str_from(text)); }

bool an_is_negation(const an_coder *coder, const an_tree *tree, uint32_t token) { return an_tree_lemma_in(tree, token, coder->grammar.negations); }

/* "said it would": the past's future, no condition. */
static bool is_future_in_past(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    an_arguments arguments;
    uint32_t head = an_tree_head(tree, verb);
    if (tree->tokens[verb].deprel != AN_DEPREL_CCOMP || head == AN_NONE) return false;
    return an_find_report(coder, tree, head, &arguments) != NULL;
}

/* "It is no surprise that they would attack": what is judged has happened. */
static bool is_judged(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t head = an_tree_head(tree, verb), mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    an_deprel relation = (an_deprel)tree->tokens[verb].deprel;
    if (head == AN_NONE || mark == AN_NONE || !an_str_is(tree->tokens[mark].lemma, "that") || (relation != AN_DEPREL_CCOMP && relation != AN_DEPREL_CSUBJ)) return false;
    return !an_tree_has_modal(tree, head) && an_tree_lemma_in(tree, head, an_frames_set(coder->frames, "judging")); /* not "it would be a shame that" */
}

static void read_modal(const an_coder *coder, const an_tree *tree, uint32_t verb, uint32_t aux, an_reading *found)
{
    for (size_t i = 0; i < sizeof modals / sizeof *modals; i++) {
        an_factuality means = modals[i].means;
        if (!an_str_equal_ignoring_ascii_case(tree->tokens[aux].lemma, an_str_from(modals[i].lemma)) && !an_is_form(tree, aux, modals[i].lemma)) continue;
        if (means == AN_FACTUALITY_HYPOTHETICAL && (an_is_form(tree, aux, "would") || an_is_form(tree, aux, "'d")) && is_future_in_past(coder, tree, verb)) means = AN_FACTUALITY_PLANNED;
        if (means == AN_FACTUALITY_PLANNED) an_plan(found);
        else if (means != AN_FACTUALITY_HYPOTHETICAL || !is_judged(coder, tree, verb)) an_raise_to(found, means);
        return;
    }
}

bool an_is_progressive(const an_tree *tree, uint32_t verb)
{
    if (!an_str_is(tree->tokens[verb].xpos, "VBG")) return false;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].lemma, "be")) return true;
    return false;
}

/* The "only" of "not only": more than that, not less. */
static bool is_limiting(const an_tree *tree, uint32_t token)
{
    static const char *const words[] = {"only", "just", "merely", "simply", "solely"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (an_is_form(tree, token, words[i])) return true;
    return false;
}

/* "not", "never", "no longer". */
bool an_is_negative_adverb(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    uint32_t inner = tree->first_child[token];
    return an_is_negation(coder, tree, token) || (an_is_form(tree, token, "longer") && inner != AN_NONE && an_is_form(tree, inner, "no"));
}

/* "not", "no longer", "often", "still", "likely". */
static void read_adverb(const an_coder *coder, const an_tree *tree, uint32_t verb, uint32_t child, an_reading *found)
{
    const an_attitude *attitude;
    if (an_is_negation(coder, tree, child) && child + 1 < tree->count && is_limiting(tree, child + 1)) return;
    if (an_is_negative_adverb(coder, tree, child)) {
        an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
        return;
    }
    if (child < verb && an_tree_lemma_in(tree, child, coder->grammar.gauging) && an_str_is(tree->tokens[verb].xpos, "VBN")) an_raise_to(found, AN_FACTUALITY_POSSIBLE);
    if (an_tree_lemma_in(tree, child, coder->grammar.habitual)) an_raise_to(found, AN_FACTUALITY_HABITUAL);
    if (an_tree_lemma_in(tree, child, coder->grammar.ongoing_words)) an_raise_to(found, AN_FACTUALITY_ONGOING);
    attitude = an_find_attitude(coder, tree, child);
    if (attitude && attitude->factuality != AN_FACTUALITY_HAPPENED) an_raise_to(found, (an_factuality)attitude->factuality);
}

/* "no state", "neither state nor company". */
bool an_has_negative_determiner(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if ((relation == AN_DEPREL_DET || relation == AN_DEPREL_CC) && child < noun && an_is_negation(coder, tree, child)) return true;
    }
    return false;
}

/* "if", "whether", "without", "instead of", "rather than". */
void an_read_mark(const an_coder *coder, const an_tree *tree, uint32_t mark, an_reading *found)
{
    an_word w = tree->lemmas[mark];
    if (w != AN_NONE && (w == coder->grammar.if_ || w == coder->grammar.unless)) an_raise_to(found, AN_FACTUALITY_HYPOTHETICAL);
    else if (an_is_form(tree, mark, "whether")) an_raise_to(found, AN_FACTUALITY_POSSIBLE);
    else if (an_is_form(tree, mark, "without") || an_is_form(tree, mark, "instead") || an_is_form(tree, mark, "rather")) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
}

bool an_has_if(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_MARK && an_tree_lemma_in(tree, child, tree->grammar->conditions)) return true;
    return false;
}

/* "if they do not leave", "might not sign": what would be missing, or may be, is not missing yet. */
static an_factuality denied(const an_tree *tree, uint32_t verb)
{
    if (an_has_if(tree, verb)) return AN_FACTUALITY_HYPOTHETICAL;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && (an_is_form(tree, child, "may") || an_is_form(tree, child, "might"))) return AN_FACTUALITY_POSSIBLE;
    return AN_FACTUALITY_DID_NOT_HAPPEN;
}

/* "Release them.", "Please call": a verb in its bare form with neither subject nor auxiliary, in a main clause. */
static bool is_imperative(const an_tree *tree, uint32_t verb)
{
    const an_token *t = tree->tokens + verb;
    if (!an_str_is(t->xpos, "VB") || (t->deprel != AN_DEPREL_ROOT && t->deprel != AN_DEPREL_PARATAXIS)) return false;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *c = tree->tokens + child;
        if (c->deprel == AN_DEPREL_NSUBJ || c->deprel == AN_DEPREL_CSUBJ || c->deprel == AN_DEPREL_AUX || an_str_is(c->xpos, "TO")) return false;
    }
    return true;
}

/* "Did they attack?", with the auxiliary before the subject. */
static bool is_question(const an_tree *tree, uint32_t verb)
{
    uint32_t aux = an_tree_child(tree, verb, AN_DEPREL_AUX), subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ);
    if (aux == AN_NONE || subject == AN_NONE || aux > subject || !an_str_is(tree->tokens[tree->count - 1].form, "?")) return false;
    for (uint32_t t = 0; t < aux; t++)
        if (tree->tokens[t].xpos.length > 0 && tree->tokens[t].xpos.data[0] == 'W') return false; /* "why did they attack?" */
    return true;
}

bool an_has_adverb(const an_tree *tree, uint32_t verb, const char *lemma)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && an_str_is(tree->tokens[child].lemma, lemma)) return true;
    return false;
}

/* "is to visit", "are to be sold", "are yet to agree"; in headlines "Pope to visit Cuba": an infinitive that stands for a main verb. */
static bool is_to(const an_tree *tree, uint32_t verb)
{
    const an_token *t = tree->tokens + verb;
    bool has_be = false, has_subject = false;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *c = tree->tokens + child;
        if (an_str_is(c->xpos, "TO")) return has_be || (has_subject && t->deprel == AN_DEPREL_ROOT);
        has_be = has_be || ((c->deprel == AN_DEPREL_COP || c->deprel == AN_DEPREL_AUX) && an_str_is(c->lemma, "be"));
        has_subject = has_subject || c->deprel == AN_DEPREL_NSUBJ;
    }
    return false;
}

/* "visits", "is visiting", "are detained": the present, of the verb or of its auxiliary. */
bool an_is_present(const an_tree *tree, uint32_t verb)
{
    bool is_now = an_str_is(tree->tokens[verb].xpos, "VBZ") || an_str_is(tree->tokens[verb].xpos, "VBP");
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel == AN_DEPREL_AUX || t->deprel == AN_DEPREL_COP) is_now = an_str_is(t->xpos, "VBZ") || an_str_is(t->xpos, "VBP");
    }
    return is_now;
}

/* "tomorrow", "next week". */
static bool is_time_to_come(const an_tree *tree, uint32_t token)
{
    const an_token *t = tree->tokens + token;
    if (t->deprel != AN_DEPREL_OBL || (t->subrel != AN_SUBREL_UNMARKED && t->subrel != AN_SUBREL_TMOD)) return false;
    if (an_str_is(t->lemma, "tomorrow")) return true;
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_AMOD && (an_is_form(tree, child, "next") || an_is_form(tree, child, "coming"))) return true;
    return false;
}

/* "is hosting talks next week", "visits Rome tomorrow": a present that is set for a time to come; not "cancels its talks next week". */
bool an_is_set_for_later(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    if (!an_is_present(tree, verb) || an_str_is(tree->tokens[verb].xpos, "VBN") || (!an_is_progressive(tree, verb) && draft->event.type != AN_TYPE_CONSULT)) return false;
    AN_FOR_CHILDREN(tree, child, verb)
        if (is_time_to_come(tree, child)) return true;
    return false;
}

/* What the verb's own clause says of it. `is_trigger`: aspect of verbs further up does not carry down. */
void an_read_clause(const an_coder *coder, const an_tree *tree, uint32_t verb, bool is_trigger, an_reading *found)
{
    an_reading own = {.value = AN_FACTUALITY_HAPPENED};
    bool is_doubted = false;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel == AN_DEPREL_AUX) read_modal(coder, tree, verb, child, &own);
        else if (t->deprel == AN_DEPREL_ADVMOD) {
            an_reading adverb = {.value = AN_FACTUALITY_HAPPENED};
            read_adverb(coder, tree, verb, child, &adverb);
            is_doubted = is_doubted || adverb.value == AN_FACTUALITY_POSSIBLE;
            an_raise_to(&own, adverb.value == AN_FACTUALITY_DID_NOT_HAPPEN ? denied(tree, verb) : adverb.value);
        } else if (t->deprel == AN_DEPREL_MARK || t->deprel == AN_DEPREL_CC) an_read_mark(coder, tree, child, &own);
        else if ((t->deprel == AN_DEPREL_NSUBJ || t->deprel == AN_DEPREL_OBJ) && (an_has_negative_determiner(coder, tree, child) || an_is_negation(coder, tree, child)))
            an_raise_to(&own, AN_FACTUALITY_DID_NOT_HAPPEN);
    }
    if (is_doubted) an_raise_from_above(&own, AN_FACTUALITY_POSSIBLE); /* "will likely" */
    if (is_to(tree, verb) && an_has_adverb(tree, verb, "yet")) an_raise_to(&own, AN_FACTUALITY_DID_NOT_HAPPEN);
    else if (is_to(tree, verb)) an_plan(&own);
    if (is_imperative(tree, verb)) an_raise_to(&own, AN_FACTUALITY_HYPOTHETICAL);
    if (is_question(tree, verb)) an_raise_from_above(&own, AN_FACTUALITY_POSSIBLE);
    if (is_trigger && an_is_progressive(tree, verb)) an_raise_to(&own, AN_FACTUALITY_ONGOING);
    an_raise_from_above(found, own.value);
    found->is_willed = found->is_willed || own.is_willed;
}

/* "attacked", "has attacked", "were attacked": told as past. */
bool an_is_past(const an_tree *tree, uint32_t verb)
{
    if (an_str_is(tree->tokens[verb].xpos, "VBD")) return true;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel != AN_DEPREL_AUX && t->deprel != AN_DEPREL_COP) continue;
        if (an_str_is(t->xpos, "VBD") || (an_str_is(t->lemma, "have") && an_str_is(tree->tokens[verb].xpos, "VBN"))) return true;
    }
    return false;
}
