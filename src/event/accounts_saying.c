/* Words of saying: which stance they take once negation and mood are read, and whether the article itself calls them false. */
#include "event/accounts.h"

bool an_is_report(const an_coder *coder, const an_report *report, const char *id) { return an_str_is(an_pool_get(coder->frames->pool, report->id), id); }

static bool has_modal(const an_tree *tree, uint32_t verb, const char *set)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_tree_lemma_in(tree, child, an_frames_set(tree->grammar->frames, set))) return true;
    return false;
}

/* The verb that "to expect" rests on in "might have cause to expect" and "may come to expect"; else the word itself. */
static uint32_t above_infinitive(const an_tree *tree, uint32_t word)
{
    uint32_t head = an_tree_head(tree, word), above;
    if (head == AN_NONE || !an_tree_has_to(tree, word) || an_tree_child(tree, word, AN_DEPREL_NSUBJ) != AN_NONE) return word;
    if (tree->tokens[word].deprel == AN_DEPREL_XCOMP) return head;
    above = an_tree_head(tree, head);
    return tree->tokens[word].deprel == AN_DEPREL_ACL && tree->tokens[head].deprel == AN_DEPREL_OBJ && above != AN_NONE ? above : word;
}

static bool has_adverb_in(const an_coder *coder, const an_tree *tree, uint32_t word, const char *set)
{
    AN_FOR_CHILDREN(tree, child, word)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && child < word && an_tree_lemma_in(tree, child, an_frames_set(coder->frames, set))) return true;
    return false;
}

/* "anyone it thinks is armed": whom a thought picks out, not what somebody says. */
static bool picks_out(const an_coder *coder, const an_tree *tree, uint32_t word)
{
    uint32_t noun = an_tree_head(tree, word);
    an_range picking = an_frames_set(coder->frames, "picking");
    if (noun == AN_NONE || tree->tokens[word].subrel != AN_SUBREL_RELCL) return false;
    if (an_tree_lemma_in(tree, noun, picking)) return true;
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_DET && an_tree_lemma_in(tree, child, picking)) return true;
    return false;
}

/* "decided that it would withdraw": a deed; "decided that it was over" is a judgement. */
static bool is_resolve(const an_coder *coder, const an_tree *tree, uint32_t word)
{
    uint32_t clause = an_tree_child(tree, word, AN_DEPREL_CCOMP);
    return clause != AN_NONE && an_tree_lemma_in(tree, word, an_frames_set(coder->frames, "resolving")) && has_modal(tree, clause, "supposing");
}

/* "does not know the man", "did not believe him", "held them": of a thing, and of nothing that is said. */
static bool is_of_thing(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t object = an_tree_child(tree, verb, AN_DEPREL_OBJ);
    if (!an_tree_is_verb(tree, verb) || object == AN_NONE || an_tree_child(tree, verb, AN_DEPREL_CCOMP) != AN_NONE || an_tree_child(tree, verb, AN_DEPREL_XCOMP) != AN_NONE) return false;
    if (an_str_starts_with(tree->tokens[object].xpos, "W")) return false; /* "does not know what happened" */
    AN_FOR_CHILDREN(tree, child, object)
        if (an_str_starts_with(tree->tokens[child].xpos, "W") && child < object) return false; /* "how many times they fled" */
    return !an_tree_lemma_in(tree, object, an_frames_set(coder->frames, "statements"));
}

/* "likely hopes that", "have long seen it as": a mind that the author reads; nobody says it. */
static bool is_read_in_mind(const an_coder *coder, const an_tree *tree, const an_report *report, uint32_t word)
{
    if (an_is_report(coder, report, "regard")) return has_adverb_in(coder, tree, word, "lasting") || picks_out(coder, tree, word);
    if (!an_is_report(coder, report, "think")) return false;
    if (tree->tokens[word].deprel == AN_DEPREL_PARATAXIS && is_of_thing(coder, tree, word)) return true; /* "...; they held him" */
    return is_resolve(coder, tree, word) || picks_out(coder, tree, word) || (an_tree_lemma_in(tree, word, an_frames_set(coder->frames, "longings")) && has_adverb_in(coder, tree, word, "guesses"));
}

/* "it will see this as", "they might have reason to think": what somebody else supposes them to think. */
static bool is_supposed(const an_coder *coder, const an_tree *tree, const an_report *report, uint32_t word)
{
    uint32_t verb = above_infinitive(tree, word), subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ);
    if (!an_is_report(coder, report, "think") && !an_is_report(coder, report, "regard") && !an_is_report(coder, report, "depict") && report->stance != AN_STANCE_PREDICTS) return false;
    if (is_read_in_mind(coder, tree, report, word)) return true;
    if (subject == AN_NONE || tree->tokens[subject].upos == AN_UPOS_PRON) return false; /* "I would think" */
    return has_modal(tree, verb, "supposing");
}

static bool has_negation(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if ((relation == AN_DEPREL_ADVMOD || relation == AN_DEPREL_DET || relation == AN_DEPREL_AUX) && an_tree_lemma_in(tree, child, coder->grammar.negations)) return true;
    }
    return false;
}

/* "did not say", "no one knows", "have no doubt". */
static bool is_negated(const an_coder *coder, const an_tree *tree, uint32_t word)
{
    uint32_t subject = an_tree_child(tree, word, AN_DEPREL_NSUBJ), head = an_tree_head(tree, word);
    if (has_negation(coder, tree, word)) return true;
    if (head != AN_NONE && tree->tokens[word].deprel == AN_DEPREL_XCOMP && an_str_is(tree->tokens[head].lemma, "have")) /* "have yet to decide" */
        AN_FOR_CHILDREN(tree, child, head)
            if (an_str_is(tree->tokens[child].lemma, "yet")) return true;
    if (subject != AN_NONE && (an_tree_lemma_in(tree, subject, coder->grammar.negations) || has_negation(coder, tree, subject))) return true;
    return tree->tokens[word].upos == AN_UPOS_NOUN && head != AN_NONE && tree->tokens[head].upos == AN_UPOS_VERB && has_negation(coder, tree, head);
}

/* "met to determine whether it was legal": who is still to find out says nothing; "have yet to decide whether" is doubt. */
static bool is_sought(const an_coder *coder, const an_tree *tree, const an_report *report, uint32_t word)
{
    uint32_t clause = an_tree_child(tree, word, AN_DEPREL_CCOMP), mark = clause == AN_NONE ? AN_NONE : an_tree_child(tree, clause, AN_DEPREL_MARK);
    if (!an_is_report(coder, report, "think") || mark == AN_NONE || !an_tree_has_to(tree, word) || is_negated(coder, tree, word)) return false;
    return an_str_is(tree->tokens[mark].lemma, "whether") || an_str_is(tree->tokens[mark].lemma, "if");
}

/* Told, not urged: "suggests that talks go on" beside "suggests that they meet". */
static bool has_indicative(const an_tree *tree, uint32_t clause)
{
    AN_FOR_CHILDREN(tree, child, clause)
        if (tree->tokens[child].deprel == AN_DEPREL_COP || (tree->tokens[child].deprel == AN_DEPREL_AUX && !an_str_is(tree->tokens[child].lemma, "should"))) return true;
    return an_token_has_feature(tree->tokens + clause, "Tense=Past") || an_str_is(tree->tokens[clause].xpos, "VBZ") || an_str_is(tree->tokens[clause].xpos, "VBP");
}

/* What is left of a stance that is negated; AN_STANCE_COUNT: nothing is said. "Did not confirm" says neither yes nor no, "will never know" nothing at all. */
static an_stance negated(const an_coder *coder, const an_tree *tree, const an_report *report, uint32_t word)
{
    if (an_is_report(coder, report, "think") && (has_modal(tree, word, "supposing") || is_of_thing(coder, tree, word))) return AN_STANCE_COUNT;
    if (an_is_report(coder, report, "think") || an_is_report(coder, report, "regard") || report->stance == AN_STANCE_PREDICTS) return AN_STANCE_DOUBTS;
    if (report->stance == AN_STANCE_DOUBTS) return AN_STANCE_SAYS;
    return AN_STANCE_COUNT;
}

/* "warned that the dam is unsafe", "fear that he has fled": what is so already is not foretold. */
static bool tells_of_now(const an_tree *tree, uint32_t word)
{
    uint32_t clause = an_tree_child(tree, word, AN_DEPREL_CCOMP);
    if (clause == AN_NONE || !has_indicative(tree, clause)) return false;
    AN_FOR_CHILDREN(tree, child, clause) {
        const an_token *t = tree->tokens + child;
        if (an_str_is(t->xpos, "MD") || an_str_is(t->xpos, "TO") || (t->deprel == AN_DEPREL_MARK && !an_str_is(t->lemma, "that"))) return false;
    }
    return !an_str_is(tree->tokens[clause].lemma, "go") && !an_str_is(tree->tokens[clause].lemma, "come"); /* "is going to" */
}

static bool is_called_false(const an_coder *coder, const an_tree *tree, uint32_t word)
{
    an_range falsehood = an_frames_set(coder->frames, "falsehood");
    uint32_t head = an_tree_head(tree, word);
    if (an_tree_lemma_in(tree, word, falsehood)) return true; /* "the lie that", "lied that" */
    if (head != AN_NONE && tree->tokens[word].deprel == AN_DEPREL_NSUBJ && an_tree_child(tree, head, AN_DEPREL_COP) != AN_NONE && an_tree_lemma_in(tree, head, falsehood) && !has_negation(coder, tree, head)) return true; /* "the claim was false" */
    AN_FOR_CHILDREN(tree, child, word) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if ((relation == AN_DEPREL_ADVMOD || relation == AN_DEPREL_AMOD) && an_tree_lemma_in(tree, child, falsehood)) return true;
    }
    return false;
}

/* ---- what was not said, or not yet ---- */

/* "If he says", "instead of saying", "should say". */
static bool is_unreal_itself(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if ((relation == AN_DEPREL_MARK || relation == AN_DEPREL_CASE) && an_tree_lemma_in(tree, child, an_frames_set(coder->frames, "unreal"))) return true;
    }
    return has_modal(tree, verb, "unreal-modals");
}

/* "declined to say", "plans to say", "urged them to say", "the right to say"; those who try, and those who seek, do say it. */
static bool is_meant_only(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t first = an_tree_first_conjunct(tree, verb), head = an_tree_head(tree, first);
    const an_attitude *attitude;
    bool is_noun = head != AN_NONE && tree->tokens[head].upos == AN_UPOS_NOUN;
    if (head == AN_NONE || !an_tree_has_to(tree, verb) || an_tree_lemma_in(tree, head, an_frames_set(coder->frames, "striving"))) return false;
    if (tree->tokens[first].deprel != AN_DEPREL_XCOMP && (tree->tokens[first].deprel != AN_DEPREL_ACL || !is_noun)) return false;
    if (coder->draft_at[head] != AN_NONE && coder->drafts[coder->draft_at[head]].event.type == AN_TYPE_REQUEST) return true;
    attitude = an_find_attitude(coder, tree, head);
    if (!attitude || attitude->factuality == AN_FACTUALITY_HAPPENED || attitude->factuality == AN_FACTUALITY_ONGOING) return false;
    return is_noun || attitude->factuality != AN_FACTUALITY_POSSIBLE;
}

/* "I want to say", "we must say": who speaks so says it. */
static bool is_told_by_us(const an_tree *tree, uint32_t verb)
{
    static const char *const words[] = {"I", "we", "you", "me", "us"};
    uint32_t subject = an_subject_of(tree, verb);
    for (size_t i = 0; subject != AN_NONE && i < sizeof words / sizeof *words; i++)
        if (an_str_equal_ignoring_ascii_case(tree->tokens[subject].form, an_str_from(words[i]))) return true;
    return false;
}

/* "Asked whether he would run, he said ...": by others. */
static bool is_asked(const an_tree *tree, uint32_t word)
{
    return an_str_is(tree->tokens[word].lemma, "ask") && an_tree_child(tree, word, AN_DEPREL_NSUBJ) == AN_NONE && an_tree_head(tree, word) != AN_NONE && an_tree_head(tree, word) > word &&
           (word == 0 || tree->tokens[word - 1].upos == AN_UPOS_SCONJ || tree->tokens[word - 1].upos == AN_UPOS_PUNCT) && !an_str_is(tree->tokens[word].xpos, "VBG");
}

/* "Even if they think so", "prefers to think so": thoughts are told as there all the same. */
static bool is_unsaid(const an_coder *coder, const an_tree *tree, const an_report *report, uint32_t word)
{
    if (is_asked(tree, word)) return true;
    if (tree->tokens[word].upos != AN_UPOS_VERB || an_is_report(coder, report, "think") || is_told_by_us(tree, word)) return false;
    return is_unreal_itself(coder, tree, word) || is_meant_only(coder, tree, word);
}

uint32_t an_cited_as_saying(const an_tree *tree, uint32_t word)
{
    uint32_t mark = an_tree_child(tree, word, AN_DEPREL_MARK), verb = an_tree_head(tree, word);
    bool is_as = mark != AN_NONE && an_str_is(tree->tokens[mark].lemma, "as") && an_str_is(tree->tokens[word].xpos, "VBG");
    if (!is_as || verb == AN_NONE || verb > word || an_tree_is_passive(tree, verb)) return AN_NONE;
    if (!an_str_is(tree->tokens[verb].lemma, "cite") && !an_str_is(tree->tokens[verb].lemma, "quote")) return AN_NONE;
    return an_tree_child(tree, verb, AN_DEPREL_OBJ);
}

/* "cited" of "cited its editor as saying": what is said is the editor's. */
static bool only_passes_on(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (an_cited_as_saying(tree, child) != AN_NONE) return true;
    return false;
}

bool an_find_saying(const an_coder *coder, const an_tree *tree, uint32_t token, an_saying *out)
{
    uint32_t clause;
    if (tree->lemmas[token] == AN_NONE || only_passes_on(tree, token)) return false;
    out->report = an_find_report(coder, tree, token, &out->arguments);
    if (!out->report || is_supposed(coder, tree, out->report, token) || is_sought(coder, tree, out->report, token)) return false;
    out->word = token;
    out->stance = (an_stance)out->report->stance;
    clause = an_tree_child(tree, token, AN_DEPREL_CCOMP);
    if (out->stance == AN_STANCE_PROPOSES && clause != AN_NONE && has_indicative(tree, clause)) out->stance = AN_STANCE_SAYS;
    if (out->stance == AN_STANCE_PREDICTS && tells_of_now(tree, token)) out->stance = AN_STANCE_SAYS;
    if (is_negated(coder, tree, token)) out->stance = negated(coder, tree, out->report, token);
    out->is_passive = tree->tokens[token].upos == AN_UPOS_VERB && an_tree_is_passive(tree, token);
    out->is_rejected = is_called_false(coder, tree, token);
    out->is_unsaid = is_unsaid(coder, tree, out->report, token);
    return out->stance != AN_STANCE_COUNT;
}
