/* Did it happen? From the trigger upwards: its own auxiliaries and negation, then each word above that bears on it ("failed to",
 * "plans to", "if", "a threat of"), until a clause is reached that stands by itself. The strongest finding wins:
 * did-not-happen > hypothetical > threatened > planned > possible > habitual > ongoing > happened. */
#include "event/draft.h"

static const int strength[AN_FACTUALITY_COUNT] = {[AN_FACTUALITY_HAPPENED] = 0, [AN_FACTUALITY_ONGOING] = 1, [AN_FACTUALITY_HABITUAL] = 2,
    [AN_FACTUALITY_POSSIBLE] = 3, [AN_FACTUALITY_PLANNED] = 4, [AN_FACTUALITY_THREATENED] = 5, [AN_FACTUALITY_HYPOTHETICAL] = 6, [AN_FACTUALITY_DID_NOT_HAPPEN] = 7};

typedef struct modal {
    const char *lemma;
    an_factuality means;
} modal;

static const modal modals[] = {{"will", AN_FACTUALITY_PLANNED}, {"'ll", AN_FACTUALITY_PLANNED}, {"shall", AN_FACTUALITY_PLANNED}, {"would", AN_FACTUALITY_HYPOTHETICAL},
    {"'d", AN_FACTUALITY_HYPOTHETICAL}, {"could", AN_FACTUALITY_POSSIBLE}, {"can", AN_FACTUALITY_POSSIBLE}, {"may", AN_FACTUALITY_POSSIBLE},
    {"might", AN_FACTUALITY_POSSIBLE}, {"should", AN_FACTUALITY_HYPOTHETICAL}, {"must", AN_FACTUALITY_HYPOTHETICAL}, {"ought", AN_FACTUALITY_HYPOTHETICAL}};

static void raise_to(an_factuality *value, an_factuality other)
{
    if (strength[other] > strength[*value]) *value = other;
}

static bool is_form(const an_tree *tree, uint32_t token, const char *text) { return an_str_equal_ignoring_ascii_case(tree->tokens[token].form, an_str_from(text)); }

/* "said it would": the past's future, no condition. */
static bool is_future_in_past(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    an_arguments arguments;
    uint32_t head = an_tree_head(tree, verb);
    if (tree->tokens[verb].deprel != AN_DEPREL_CCOMP || head == AN_NONE) return false;
    return an_find_report(coder, tree, head, &arguments) != NULL;
}

static void read_modal(const an_coder *coder, const an_tree *tree, uint32_t verb, uint32_t aux, an_factuality *value)
{
    for (size_t i = 0; i < sizeof modals / sizeof *modals; i++) {
        if (!an_str_equal_ignoring_ascii_case(tree->tokens[aux].lemma, an_str_from(modals[i].lemma)) && !is_form(tree, aux, modals[i].lemma)) continue;
        if (modals[i].means == AN_FACTUALITY_HYPOTHETICAL && (is_form(tree, aux, "would") || is_form(tree, aux, "'d")) && is_future_in_past(coder, tree, verb))
            raise_to(value, AN_FACTUALITY_PLANNED);
        else raise_to(value, modals[i].means);
        return;
    }
}

static bool is_progressive(const an_tree *tree, uint32_t verb)
{
    if (!an_str_is(tree->tokens[verb].xpos, "VBG")) return false;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].lemma, "be")) return true;
    return false;
}

static void read_adverb(const an_coder *coder, const an_tree *tree, uint32_t child, an_factuality *value)
{
    const an_attitude *attitude;
    if (an_tree_lemma_in(tree, child, coder->grammar.negations)) {
        raise_to(value, AN_FACTUALITY_DID_NOT_HAPPEN);
        return;
    }
    if (an_tree_lemma_in(tree, child, coder->grammar.habitual)) raise_to(value, AN_FACTUALITY_HABITUAL);
    if (an_tree_lemma_in(tree, child, coder->grammar.ongoing_words)) raise_to(value, AN_FACTUALITY_ONGOING);
    attitude = an_find_attitude(coder, tree, child);
    if (attitude && attitude->factuality != AN_FACTUALITY_HAPPENED) raise_to(value, (an_factuality)attitude->factuality);
}

/* What the verb's own clause says of it. `is_trigger`: adverbs and aspect of verbs further up do not carry down. */
static void read_clause(const an_coder *coder, const an_tree *tree, uint32_t verb, bool is_trigger, an_factuality *value)
{
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        an_word w = tree->lemmas[child];
        if (t->deprel == AN_DEPREL_AUX) read_modal(coder, tree, verb, child, value);
        else if (t->deprel == AN_DEPREL_ADVMOD) read_adverb(coder, tree, child, value);
        else if (t->deprel == AN_DEPREL_MARK && w != AN_NONE && (w == coder->grammar.if_ || w == coder->grammar.unless)) raise_to(value, AN_FACTUALITY_HYPOTHETICAL);
        else if (t->deprel == AN_DEPREL_MARK && an_str_is(t->lemma, "whether")) raise_to(value, AN_FACTUALITY_POSSIBLE);
        else if (t->deprel == AN_DEPREL_MARK && an_str_is(t->lemma, "without")) raise_to(value, AN_FACTUALITY_DID_NOT_HAPPEN);
        else if (t->deprel == AN_DEPREL_NSUBJ || t->deprel == AN_DEPREL_OBJ) {
            uint32_t determiner = an_tree_child(tree, child, AN_DEPREL_DET);
            if (determiner != AN_NONE && an_tree_lemma_in(tree, determiner, coder->grammar.negations)) raise_to(value, AN_FACTUALITY_DID_NOT_HAPPEN);
            if (an_tree_lemma_in(tree, child, coder->grammar.negations)) raise_to(value, AN_FACTUALITY_DID_NOT_HAPPEN);
        }
    }
    if (is_trigger && is_progressive(tree, verb)) raise_to(value, AN_FACTUALITY_ONGOING);
}

/* The future that is made with "going to" or "be to". */
static bool is_about_to(const an_tree *tree, uint32_t head)
{
    return an_str_is(tree->tokens[head].lemma, "go") && is_progressive(tree, head);
}

static bool is_finite(const an_tree *tree, uint32_t verb)
{
    an_str tag = tree->tokens[verb].xpos;
    if (an_str_is(tag, "VBD") || an_str_is(tag, "VBZ") || an_str_is(tag, "VBP")) return true;
    return an_tree_child(tree, verb, AN_DEPREL_AUX) != AN_NONE || an_tree_child(tree, verb, AN_DEPREL_COP) != AN_NONE;
}

static bool is_infinitive(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (an_str_is(tree->tokens[child].xpos, "TO")) return true;
    return false;
}

/* "stopped them from entering": the clause is what is stopped; "stopped, demanding": it is not. */
static bool is_governed(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    an_word w = mark == AN_NONE ? AN_NONE : tree->lemmas[mark];
    return w != AN_NONE && (w == coder->grammar.from || w == coder->grammar.of || w == coder->grammar.for_ || w == coder->grammar.into);
}

static bool has_adverb(const an_tree *tree, uint32_t verb, const char *lemma)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && an_str_is(tree->tokens[child].lemma, lemma)) return true;
    return false;
}

/* "foiled an attempt to bomb", "a plot to kill him was thwarted". */
static bool is_thwarted(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    uint32_t verb = an_tree_head(tree, noun);
    bool is_undergone = tree->tokens[noun].deprel == AN_DEPREL_OBJ || (tree->tokens[noun].deprel == AN_DEPREL_NSUBJ && tree->tokens[noun].subrel == AN_SUBREL_PASS);
    const an_attitude *attitude = verb != AN_NONE && is_undergone && tree->tokens[noun].upos == AN_UPOS_NOUN ? an_find_attitude(coder, tree, verb) : NULL;
    return attitude && attitude->factuality == AN_FACTUALITY_DID_NOT_HAPPEN;
}

/* What the word above says of the clause below it; true if the search goes on from there. */
static bool read_governor(const an_coder *coder, const an_tree *tree, uint32_t child, uint32_t head, an_factuality *value)
{
    an_deprel relation = (an_deprel)tree->tokens[child].deprel;
    const an_attitude *attitude = an_find_attitude(coder, tree, head);
    if (relation == AN_DEPREL_XCOMP && is_infinitive(tree, child) && an_str_is(tree->tokens[head].lemma, "have")) {
        if (has_adverb(tree, head, "yet") || has_adverb(tree, child, "yet")) raise_to(value, AN_FACTUALITY_DID_NOT_HAPPEN);
        else if (!an_str_is(tree->tokens[head].xpos, "VBD")) raise_to(value, AN_FACTUALITY_HYPOTHETICAL); /* "had to fire": fired; "has to": should */
        return true;
    }
    if (relation == AN_DEPREL_XCOMP || relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_CSUBJ) {
        if (attitude) raise_to(value, (an_factuality)attitude->factuality);
        else if (relation == AN_DEPREL_XCOMP && is_about_to(tree, head)) raise_to(value, AN_FACTUALITY_PLANNED);
        else if (relation == AN_DEPREL_XCOMP && is_infinitive(tree, child)) raise_to(value, AN_FACTUALITY_POSSIBLE);
        return relation == AN_DEPREL_XCOMP || attitude != NULL;
    }
    if (relation == AN_DEPREL_ADVCL) {
        if (is_infinitive(tree, child)) raise_to(value, attitude ? (an_factuality)attitude->factuality : AN_FACTUALITY_PLANNED);
        else if (attitude && !is_finite(tree, child) && is_governed(coder, tree, child)) raise_to(value, (an_factuality)attitude->factuality);
        return !is_finite(tree, child);
    }
    if (relation == AN_DEPREL_CONJ) return tree->tokens[head].upos == AN_UPOS_VERB && an_tree_child(tree, child, AN_DEPREL_AUX) == AN_NONE && an_tree_child(tree, child, AN_DEPREL_NSUBJ) == AN_NONE;
    if (relation == AN_DEPREL_ACL && tree->tokens[child].subrel != AN_SUBREL_RELCL) {
        if (attitude) raise_to(value, (an_factuality)attitude->factuality);
        else if (is_infinitive(tree, child)) raise_to(value, AN_FACTUALITY_PLANNED);
        if (is_thwarted(coder, tree, head)) raise_to(value, AN_FACTUALITY_DID_NOT_HAPPEN);
    }
    return false;
}

static void read_verbs_above(const an_coder *coder, const an_tree *tree, uint32_t verb, an_factuality *value)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        uint32_t head = an_tree_head(tree, verb);
        bool is_conjunct = tree->tokens[verb].deprel == AN_DEPREL_CONJ;
        an_factuality above = AN_FACTUALITY_HAPPENED, governed = AN_FACTUALITY_HAPPENED;
        bool goes_on = head != AN_NONE && read_governor(coder, tree, verb, head, &governed);
        if (!goes_on) {
            raise_to(value, governed);
            return;
        }
        read_clause(coder, tree, head, false, &above);
        if (governed == AN_FACTUALITY_DID_NOT_HAPPEN && above == AN_FACTUALITY_DID_NOT_HAPPEN) governed = above = AN_FACTUALITY_HAPPENED; /* "did not stop them from" */
        raise_to(value, governed);
        if (!is_conjunct || above != AN_FACTUALITY_DID_NOT_HAPPEN) raise_to(value, above);
        verb = head;
    }
}

static bool is_definite(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        const an_token *t = tree->tokens + child;
        if (t->subrel == AN_SUBREL_POSS) return true;
        if (t->deprel == AN_DEPREL_DET && (is_form(tree, child, "the") || is_form(tree, child, "this") || is_form(tree, child, "that") || is_form(tree, child, "these") || is_form(tree, child, "those"))) return true;
    }
    return false;
}

/* "no attack", "a possible attack", "the foiled attack". */
static void read_noun(const an_coder *coder, const an_tree *tree, uint32_t noun, an_factuality *value)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        const an_token *t = tree->tokens + child;
        const an_attitude *attitude;
        if (t->deprel == AN_DEPREL_DET && an_tree_lemma_in(tree, child, coder->grammar.negations)) raise_to(value, AN_FACTUALITY_DID_NOT_HAPPEN);
        if (t->deprel == AN_DEPREL_CASE && an_str_is(t->lemma, "without")) raise_to(value, AN_FACTUALITY_DID_NOT_HAPPEN);
        if (t->deprel != AN_DEPREL_AMOD) continue;
        if (an_tree_lemma_in(tree, child, coder->grammar.ongoing_words)) raise_to(value, AN_FACTUALITY_ONGOING);
        attitude = an_find_attitude(coder, tree, child);
        if (attitude) raise_to(value, (an_factuality)attitude->factuality);
    }
}

static bool is_occasion(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    uint32_t preposition = an_tree_child(tree, noun, AN_DEPREL_CASE);
    if (preposition == AN_NONE) return false;
    return an_tree_lemma_in(tree, preposition, coder->grammar.occasions) || (tree->lemmas[preposition] == coder->grammar.in && noun < an_tree_head(tree, noun));
}

/* "the threat of an attack", "fears an attack", "could lead to an attack". */
static void read_above_noun(const an_coder *coder, const an_tree *tree, uint32_t noun, an_factuality *value)
{
    uint32_t head = an_tree_head(tree, noun);
    an_deprel relation = (an_deprel)tree->tokens[noun].deprel;
    const an_attitude *attitude;
    if (head == AN_NONE || (relation == AN_DEPREL_OBL && is_occasion(coder, tree, noun))) return; /* "after the meeting he promised" */
    attitude = relation == AN_DEPREL_NMOD || relation == AN_DEPREL_OBJ || relation == AN_DEPREL_OBL || (relation == AN_DEPREL_NSUBJ && tree->tokens[noun].subrel == AN_SUBREL_PASS) ? an_find_attitude(coder, tree, head) : NULL;
    if (attitude && tree->tokens[noun].subrel != AN_SUBREL_POSS) {
        if (relation == AN_DEPREL_OBJ || relation == AN_DEPREL_NMOD || tree->tokens[noun].subrel == AN_SUBREL_PASS || !is_definite(tree, noun)) raise_to(value, (an_factuality)attitude->factuality);
        return;
    }
    if ((relation == AN_DEPREL_OBJ || relation == AN_DEPREL_OBL || relation == AN_DEPREL_NSUBJ) && tree->tokens[head].upos == AN_UPOS_VERB && !is_definite(tree, noun)) {
        read_clause(coder, tree, head, false, value);
        read_verbs_above(coder, tree, head, value);
    }
}

an_factuality an_factuality_of(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_factuality value = AN_FACTUALITY_HAPPENED;
    uint32_t anchor = draft->light_token != AN_NONE ? draft->light_token : draft->token;
    if (draft->is_noun) read_noun(coder, tree, draft->token, &value);
    if (draft->is_noun && draft->top != draft->token) read_noun(coder, tree, draft->top, &value);
    if (draft->light && draft->light->factuality < AN_FACTUALITY_COUNT) raise_to(&value, (an_factuality)draft->light->factuality);
    if (draft->is_noun && draft->light_token == AN_NONE) {
        read_above_noun(coder, tree, draft->top, &value);
        return value;
    }
    read_clause(coder, tree, anchor, true, &value);
    read_verbs_above(coder, tree, anchor, &value);
    return value;
}

/* "will not lift the embargo": whoever says so refuses. */
bool an_is_refused(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t verb = draft->light_token != AN_NONE ? draft->light_token : draft->token;
    bool is_future = false, is_negated = false;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        bool is_will = an_str_equal_ignoring_ascii_case(t->lemma, AN_STR("will")) || is_form(tree, child, "wo") || is_form(tree, child, "would");
        is_future = is_future || (t->deprel == AN_DEPREL_AUX && is_will);
        is_negated = is_negated || (t->deprel == AN_DEPREL_ADVMOD && an_tree_lemma_in(tree, child, coder->grammar.negations));
        if (t->deprel == AN_DEPREL_MARK && tree->lemmas[child] != AN_NONE && (tree->lemmas[child] == coder->grammar.if_ || tree->lemmas[child] == coder->grammar.unless)) return false;
    }
    return is_future && is_negated && !an_tree_is_passive(tree, verb);
}

/* "failed to reach a deal", "were unable to agree". */
bool an_is_failed(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t verb = draft->light_token != AN_NONE ? draft->light_token : draft->token, head = an_tree_head(tree, verb);
    const an_attitude *attitude;
    if (head == AN_NONE || tree->tokens[verb].deprel != AN_DEPREL_XCOMP || !is_infinitive(tree, verb)) return false;
    attitude = an_find_attitude(coder, tree, head);
    return attitude && attitude->factuality == AN_FACTUALITY_DID_NOT_HAPPEN;
}
