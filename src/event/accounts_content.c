/* What a word of saying says: the clause, quotation or noun that is its content. */
#include "event/accounts.h"
#include "event/factuality.h"

/* "to help", without a subject of its own: "the first step is to help" is a whole clause. */
static bool has_to(const an_tree *tree, uint32_t verb)
{
    if (an_tree_child(tree, verb, AN_DEPREL_COP) != AN_NONE && an_tree_child(tree, verb, AN_DEPREL_NSUBJ) != AN_NONE) return false;
    AN_FOR_CHILDREN(tree, child, verb)
        if (an_str_is(tree->tokens[child].xpos, "TO")) return true;
    return false;
}

/* A question word, or a noun with one: "which road". */
static bool asks(const an_tree *tree, uint32_t token)
{
    if (an_str_starts_with(tree->tokens[token].xpos, "W")) return true;
    AN_FOR_CHILDREN(tree, child, token)
        if (an_str_starts_with(tree->tokens[child].xpos, "W") && child < token) return true;
    return false;
}

/* "agreed to help", "felt betrayed" tell what is done and felt; "is said to have fled", "claims to have won", "calls it a lie" what is said. */
static bool is_said_without_clause(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t content)
{
    if (has_to(tree, content) && an_is_report(coder, saying->report, "claim-falsely")) return false; /* "a pretext to jail them" */
    if (saying->stance != AN_STANCE_SAYS && saying->stance != AN_STANCE_PREDICTS && saying->stance != AN_STANCE_DOUBTS) return true;
    if (asks(tree, content)) return true; /* "knows how to combine them" */
    if (has_to(tree, content)) return saying->is_passive && saying->stance == AN_STANCE_SAYS;
    return an_tree_lemma_in(tree, saying->word, an_frames_set(coder->frames, "clauseless"));
}

/* "the claim that talks go on"; not "the claim made by him", nor "the claim that the ministry denies". */
static bool is_clause_of_noun(const an_coder *coder, const an_tree *tree, uint32_t clause)
{
    uint32_t mark = an_tree_child(tree, clause, AN_DEPREL_MARK);
    an_arguments arguments;
    const an_report *inner;
    if (an_str_is(tree->tokens[clause].xpos, "VBN") && an_tree_child(tree, clause, AN_DEPREL_AUX) == AN_NONE && mark == AN_NONE) return false;
    inner = tree->tokens[clause].upos == AN_UPOS_VERB ? an_find_report(coder, tree, clause, &arguments) : NULL;
    if (!an_tree_lemma_in(tree, clause, an_frames_set(coder->frames, "issuing")) && (!inner || inner->stance != AN_STANCE_DENIES)) return true;
    an_arguments_of_verb(tree, clause, &arguments);
    for (uint32_t i = 0; i < arguments.count; i++)
        if (arguments.items[i].slot == AN_SLOT_OBJECT || arguments.items[i].slot == AN_SLOT_CLAUSE) return true;
    return false;
}

/* "A statement urging the militia to leave": what the document does is what it says. */
static bool is_deed_of_document(const an_coder *coder, const an_tree *tree, uint32_t noun, uint32_t clause)
{
    const an_token *t = tree->tokens + clause;
    return t->deprel == AN_DEPREL_ACL && t->subrel != AN_SUBREL_RELCL && an_str_is(t->xpos, "VBG") && an_tree_head(tree, clause) == noun && an_tree_lemma_in(tree, noun, coder->grammar.documents);
}

bool an_is_content(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t token)
{
    const an_grammar *g = &coder->grammar;
    an_deprel relation = (an_deprel)tree->tokens[token].deprel;
    bool is_clause = relation == AN_DEPREL_XCOMP || relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_ACL || relation == AN_DEPREL_ADVCL;
    if ((relation == AN_DEPREL_XCOMP || (is_clause && has_to(tree, token))) && !is_said_without_clause(coder, tree, saying, token)) return false;
    if (is_deed_of_document(coder, tree, saying->word, token)) return true;
    if (relation == AN_DEPREL_CSUBJ && saying->is_passive && an_tree_head(tree, token) == saying->word) return true; /* "it was reported that" */
    if (relation == AN_DEPREL_ACL && !is_clause_of_noun(coder, tree, token)) return false;
    if (tree->tokens[saying->word].upos == AN_UPOS_ADJ && an_str_is(tree->tokens[token].xpos, "VBG")) return false; /* "concerned with preventing" */
    if (saying->is_passive && saying->stance == AN_STANCE_SAYS && relation == AN_DEPREL_ADVCL && an_str_is(tree->tokens[token].xpos, "VBG")) return false; /* "known for playing" */
    for (uint32_t i = 0; i < saying->arguments.count; i++) {
        const an_argument *a = saying->arguments.items + i;
        bool is_other = saying->stance != AN_STANCE_SAYS && (a->slot == AN_SLOT_OBJECT || a->slot == AN_SLOT_PREPOSITION + g->of || a->slot == AN_SLOT_PREPOSITION + g->for_);
        if (a->token == token && (a->slot == saying->report->content_slot || a->slot == AN_SLOT_CLAUSE || is_other)) return true;
    }
    return false;
}

/* "The lie that he sold it", read as a lie that he sold: the clause lacks nothing that the noun could be; nor does one that "that" only joins. */
static uint32_t misread_relative(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, clause, noun) {
        uint32_t objects = 0;
        bool has_that = false;
        uint32_t mark = an_tree_child(tree, clause, AN_DEPREL_MARK);
        if (tree->tokens[clause].subrel != AN_SUBREL_RELCL) continue;
        if (mark != AN_NONE && an_str_is(tree->tokens[mark].lemma, "that") && an_tree_child(tree, clause, AN_DEPREL_NSUBJ) != AN_NONE) return clause;
        AN_FOR_CHILDREN(tree, child, clause) {
            objects += tree->tokens[child].deprel == AN_DEPREL_OBJ || tree->tokens[child].deprel == AN_DEPREL_CCOMP;
            has_that = has_that || (tree->tokens[child].deprel == AN_DEPREL_OBJ && an_str_is(tree->tokens[child].lemma, "that"));
        }
        if (has_that && objects > 1) return clause;
    }
    return AN_NONE;
}

bool an_is_misplaced_content(const an_tree *tree, uint32_t listener, uint32_t clause)
{
    uint32_t mark = clause == AN_NONE || tree->tokens[clause].deprel != AN_DEPREL_ACL ? AN_NONE : an_tree_child(tree, clause, AN_DEPREL_MARK);
    an_deprel relation = (an_deprel)tree->tokens[listener].deprel;
    bool is_agent = relation == AN_DEPREL_OBL && tree->tokens[listener].subrel == AN_SUBREL_AGENT; /* "it is said by the army that ..." */
    bool is_joined = mark != AN_NONE ? an_str_is(tree->tokens[mark].lemma, "that") : clause != AN_NONE && is_agent && misread_relative(tree, listener) == clause;
    return is_joined && (relation == AN_DEPREL_IOBJ || relation == AN_DEPREL_OBJ || is_agent);
}

/* "as he put it", "as he said", "as he told the paper"; not "as they put their lives at risk". */
static bool says_another_thing(const an_tree *tree, uint32_t word)
{
    uint32_t object = an_tree_child(tree, word, AN_DEPREL_OBJ);
    return object != AN_NONE && tree->tokens[object].upos != AN_UPOS_PRON && !an_tree_lemma_in(tree, word, tree->grammar->telling);
}

bool an_is_aside(const an_tree *tree, uint32_t word)
{
    uint32_t mark = an_tree_child(tree, word, AN_DEPREL_MARK);
    if (tree->tokens[word].upos != AN_UPOS_VERB) return false; /* "..., a claim that" is no clause */
    if (tree->tokens[word].deprel == AN_DEPREL_PARATAXIS) return true;
    if (tree->tokens[word].deprel == AN_DEPREL_CONJ) return an_lost_subject(tree, word) != AN_NONE && an_tree_child(tree, word, AN_DEPREL_CCOMP) == AN_NONE;
    if ((tree->tokens[word].deprel != AN_DEPREL_ADVCL && tree->tokens[word].deprel != AN_DEPREL_ACL) || mark == AN_NONE || !an_str_is(tree->tokens[mark].lemma, "as")) return false;
    if (an_tree_lemma_in(tree, word, an_frames_set(tree->grammar->frames, "lasting-words"))) return false; /* "as they prayed": while */
    if (an_tree_child(tree, word, AN_DEPREL_NSUBJ) == AN_NONE) return an_str_is(tree->tokens[word].xpos, "VBN"); /* "as told by him" */
    return !an_tree_is_passive(tree, word) && !says_another_thing(tree, word);
}

/* "asked me if it was over", "feel like it is over", "argued this, that it was over"; and "the talks failed, she said" where the parser made the first clause an adjunct of the second. */
static uint32_t loose_clause(const an_coder *coder, const an_tree *tree, uint32_t word)
{
    bool is_asking = an_tree_lemma_in(tree, word, an_frames_set(coder->frames, "asking"));
    bool is_bare = an_tree_child(tree, word, AN_DEPREL_OBJ) == AN_NONE && an_tree_child(tree, word, AN_DEPREL_XCOMP) == AN_NONE;
    AN_FOR_CHILDREN(tree, child, word) {
        uint32_t mark = an_tree_child(tree, child, AN_DEPREL_MARK);
        if (tree->tokens[child].deprel != AN_DEPREL_ADVCL) continue;
        if (mark != AN_NONE && child > word && (an_str_is(tree->tokens[mark].lemma, "like") || an_str_is(tree->tokens[mark].lemma, "that") || (is_asking && an_str_is(tree->tokens[mark].lemma, "if")))) return child;
        if (mark == AN_NONE && child < word && is_bare && an_tree_child(tree, child, AN_DEPREL_NSUBJ) != AN_NONE) return child;
    }
    return AN_NONE;
}

/* A clause beside a word that has no other complement: "She went on: we will see"; not "felt betrayed, but nothing changed". */
static uint32_t clause_beside(const an_tree *tree, uint32_t word)
{
    uint32_t found = an_tree_child(tree, word, AN_DEPREL_PARATAXIS);
    if (found == AN_NONE || tree->tokens[word].upos == AN_UPOS_NOUN) return AN_NONE;
    for (uint32_t t = word + 1; t < found; t++)
        if (an_str_is(tree->tokens[t].form, ":")) return found;
    return an_tree_child(tree, word, AN_DEPREL_XCOMP) == AN_NONE && an_tree_child(tree, word, AN_DEPREL_OBJ) == AN_NONE ? found : AN_NONE;
}

/* "what happened", "which road they took", as the object of "knows". */
static uint32_t free_relative(const an_tree *tree, const an_saying *saying)
{
    for (uint32_t i = 0; i < saying->arguments.count; i++) {
        uint32_t token = saying->arguments.items[i].token;
        if (saying->arguments.items[i].slot != AN_SLOT_OBJECT || token < saying->word) continue;
        if (asks(tree, token) && (an_tree_child(tree, token, AN_DEPREL_ACL) != AN_NONE || an_tree_child(tree, token, AN_DEPREL_ADVCL) != AN_NONE)) return token;
    }
    return AN_NONE;
}

/* What an aside under the token is about: of "the drought, experts say, will last", hung under the subject, the verb; of "the tale that they fled, as he
 * told me" the tale's clause. */
static uint32_t clause_above(const an_tree *tree, uint32_t token)
{
    uint32_t head = an_tree_head(tree, token), told = tree->tokens[token].upos == AN_UPOS_NOUN ? misread_relative(tree, token) : AN_NONE;
    if (told != AN_NONE) return told;
    bool is_part = tree->tokens[token].deprel == AN_DEPREL_NSUBJ || tree->tokens[token].deprel == AN_DEPREL_OBJ || tree->tokens[token].deprel == AN_DEPREL_OBL;
    return !an_tree_is_predicate(tree, token) && is_part && head != AN_NONE ? head : token;
}

/* "who the UN says have killed forty": the clause whose pronoun stands before the saying, hung beside that and not below it. */
uint32_t an_parted_clause(const an_tree *tree, uint32_t word)
{
    uint32_t noun = an_tree_head(tree, word);
    if (noun == AN_NONE || !an_tree_is_verb(tree, word) || tree->tokens[word].subrel != AN_SUBREL_RELCL) return AN_NONE;
    AN_FOR_CHILDREN(tree, clause, noun) {
        if (clause <= word || tree->tokens[clause].subrel != AN_SUBREL_RELCL) continue;
        AN_FOR_CHILDREN(tree, child, clause)
            if (child < word && an_str_starts_with(tree->tokens[child].xpos, "W")) return clause;
    }
    return AN_NONE;
}

/* "where he said, I hereby lift the ban", "she was like, I will call": the clause behind the comma, hung further up. */
static uint32_t clause_behind_comma(const an_tree *tree, uint32_t word)
{
    uint32_t start = word + 1;
    while (start < tree->count && an_tree_head(tree, start) == word && tree->tokens[start].upos != AN_UPOS_PUNCT && !an_tree_is_predicate(tree, start)) start++; /* "like" */
    if (start >= tree->count || !an_str_is(tree->tokens[start].form, ",") || an_tree_child(tree, word, AN_DEPREL_NSUBJ) == AN_NONE) return AN_NONE;
    for (uint32_t t = start + 1; t < tree->count; t++) {
        uint32_t first, last;
        an_deprel relation = (an_deprel)tree->tokens[t].deprel;
        bool is_apart = relation == AN_DEPREL_PARATAXIS || (relation == AN_DEPREL_CONJ && an_tree_child(tree, t, AN_DEPREL_CC) == AN_NONE);
        if (!is_apart || an_tree_head(tree, t) > start || an_tree_child(tree, t, AN_DEPREL_NSUBJ) == AN_NONE) continue;
        an_tree_extent(tree, t, &first, &last);
        return first == start || first == start + 1 ? t : AN_NONE;
    }
    return AN_NONE;
}

/* "Asked whether he would run, he said: ...": no part of what he said. */
static bool is_question_before(const an_tree *tree, uint32_t word, uint32_t clause)
{
    return clause < word && an_str_is(tree->tokens[clause].lemma, "ask") && an_tree_child(tree, clause, AN_DEPREL_NSUBJ) == AN_NONE;
}

static uint32_t clause_elsewhere(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t found = an_parted_clause(tree, verb);
    if (found == AN_NONE) found = loose_clause(coder, tree, verb);
    return found == AN_NONE ? clause_behind_comma(tree, verb) : found;
}

static uint32_t clause_of(const an_coder *coder, const an_tree *tree, const an_saying *saying)
{
    bool is_noun = tree->tokens[saying->word].upos == AN_UPOS_NOUN;
    uint32_t head = an_tree_head(tree, saying->word), relative = is_noun ? misread_relative(tree, saying->word) : AN_NONE;
    if (relative != AN_NONE) return relative;
    for (uint32_t i = 0; i < saying->arguments.count; i++)
        if (saying->arguments.items[i].slot == AN_SLOT_CLAUSE && !is_question_before(tree, saying->word, saying->arguments.items[i].token) && an_is_content(coder, tree, saying, saying->arguments.items[i].token)) return saying->arguments.items[i].token;
    if (an_is_aside(tree, saying->word) && head != AN_NONE) return clause_above(tree, head);
    if (saying->is_passive && an_tree_child(tree, saying->word, AN_DEPREL_CSUBJ) != AN_NONE) return an_tree_child(tree, saying->word, AN_DEPREL_CSUBJ);
    AN_FOR_CHILDREN(tree, child, saying->word)
        if (is_deed_of_document(coder, tree, saying->word, child)) return child;
    if (clause_beside(tree, saying->word) != AN_NONE) return clause_beside(tree, saying->word);
    AN_FOR_CHILDREN(tree, child, saying->word) {
        uint32_t clause = an_tree_child(tree, child, AN_DEPREL_ACL);
        if (clause != AN_NONE && !is_noun && an_is_misplaced_content(tree, child, clause)) return clause;
    }
    return is_noun ? AN_NONE : clause_elsewhere(coder, tree, saying->word);
}

static uint32_t argument_in(const an_saying *saying, uint32_t slot)
{
    for (uint32_t i = 0; i < saying->arguments.count; i++)
        if (saying->arguments.items[i].slot == slot) return saying->arguments.items[i].token;
    return AN_NONE;
}

static uint32_t first_argument_in(const an_saying *saying, const uint32_t *slots, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t token = argument_in(saying, slots[i]);
        if (token != AN_NONE) return token;
    }
    return AN_NONE;
}

uint32_t an_content_of(const an_coder *coder, const an_tree *tree, const an_saying *saying)
{
    const an_grammar *g = &coder->grammar;
    const uint32_t charges[] = {AN_SLOT_PREPOSITION + g->of, AN_SLOT_PREPOSITION + g->for_, AN_SLOT_PREPOSITION + g->with}; /* "accused them of fraud": not the accused */
    const uint32_t nouns[] = {AN_SLOT_OBJECT, AN_SLOT_PREPOSITION + g->of, AN_SLOT_PREPOSITION + g->for_};
    uint32_t content = clause_of(coder, tree, saying);
    if (content == AN_NONE && saying->report->content_slot != AN_SLOT_CLAUSE) content = argument_in(saying, saying->report->content_slot);
    if (content != AN_NONE && content < saying->word && saying->report->content_slot >= AN_SLOT_PREPOSITION && saying->stance == AN_STANCE_SAYS && !saying->is_passive) return AN_NONE; /* "as a boy he saw" */
    if (content == AN_NONE && saying->stance == AN_STANCE_ACCUSES) content = first_argument_in(saying, charges, sizeof charges / sizeof *charges);
    if (content == AN_NONE) content = free_relative(tree, saying);
    if (content != AN_NONE || saying->stance == AN_STANCE_SAYS || (saying->stance == AN_STANCE_PREDICTS && saying->is_passive)) return content;
    return first_argument_in(saying, nouns, sizeof nouns / sizeof *nouns);
}

/* ---- where content ends, and begins, though the tree says otherwise ---- */

/* The clause that the verb has as its content, by itself or beside it after "that"; AN_NONE. */
static uint32_t first_content(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb) {
        uint32_t mark = an_tree_child(tree, child, AN_DEPREL_MARK);
        bool is_loose = tree->tokens[child].deprel == AN_DEPREL_PARATAXIS && mark != AN_NONE && an_str_is(tree->tokens[mark].lemma, "that");
        if (child > verb && (tree->tokens[child].deprel == AN_DEPREL_CCOMP || is_loose)) return child;
    }
    return AN_NONE;
}

/* "It was reported that they had, after a truce, attacked": a verb beside "reported" that has neither "and" nor a subject. */
static bool is_rest_of_report(const an_tree *tree, uint32_t clause, uint32_t verb)
{
    uint32_t it = an_tree_child(tree, verb, AN_DEPREL_EXPL);
    if (it == AN_NONE) it = an_tree_child(tree, verb, AN_DEPREL_NSUBJ);
    if (it == AN_NONE || !an_str_is(tree->tokens[it].lemma, "it") || !an_tree_is_passive(tree, verb)) return false;
    return an_tree_child(tree, clause, AN_DEPREL_CC) == AN_NONE && !an_tree_has_subject(tree, clause);
}

/* "They told us that the road is closed, and the police will guard it": told of a time that is not that of "told". */
static bool keeps_tense(const an_coder *coder, const an_tree *tree, uint32_t clause, uint32_t content, uint32_t verb)
{
    an_arguments arguments;
    if (!an_is_past(tree, verb) || an_is_past(tree, content) || an_is_past(tree, clause) || an_tree_child(tree, clause, AN_DEPREL_CC) == AN_NONE) return false;
    return an_tree_has_subject(tree, clause) && an_tree_is_finite(tree, clause) && !an_find_report(coder, tree, clause, &arguments);
}

bool an_is_second_content(const an_coder *coder, const an_tree *tree, uint32_t clause, uint32_t verb)
{
    uint32_t content = first_content(tree, verb), mark = an_tree_child(tree, clause, AN_DEPREL_MARK);
    if (content == AN_NONE || clause < content || tree->tokens[clause].deprel != AN_DEPREL_CONJ) return false;
    if (mark != AN_NONE && an_str_is(tree->tokens[mark].lemma, "that")) return true;
    return is_rest_of_report(tree, clause, verb) || keeps_tense(coder, tree, clause, content, verb);
}

/* "lost", "was lost"; not "had lost", "has gone", "will go". */
static bool is_plain_past(const an_tree *tree, uint32_t verb)
{
    bool is_past = an_str_is(tree->tokens[verb].xpos, "VBD");
    AN_FOR_CHILDREN(tree, child, verb) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if (relation == AN_DEPREL_COP) is_past = an_str_is(tree->tokens[child].xpos, "VBD");
        if (relation == AN_DEPREL_AUX) return an_str_is(tree->tokens[verb].xpos, "VBN") && an_str_is(tree->tokens[child].lemma, "be") && an_str_is(tree->tokens[child].xpos, "VBD");
    }
    return is_past;
}

/* "She said that the road has been closed, and called on drivers to wait": hung on "closed", but told of her, in the tense of "said". */
bool an_is_beyond_content(const an_tree *tree, uint32_t conjunct)
{
    uint32_t clause = an_tree_head(tree, conjunct), word = clause == AN_NONE ? AN_NONE : an_tree_head(tree, clause), cc = an_tree_child(tree, conjunct, AN_DEPREL_CC);
    if (tree->tokens[conjunct].deprel != AN_DEPREL_CONJ || word == AN_NONE || word > clause || tree->tokens[clause].deprel != AN_DEPREL_CCOMP) return false;
    if (cc == AN_NONE || cc == 0 || !an_str_is(tree->tokens[cc - 1].form, ",") || an_tree_has_subject(tree, conjunct)) return false;
    if (!an_str_is(tree->tokens[conjunct].xpos, "VBD") || an_tree_child(tree, conjunct, AN_DEPREL_AUX) != AN_NONE) return false;
    return an_str_is(tree->tokens[word].xpos, "VBD") && !is_plain_past(tree, clause);
}

/* "She said prices had risen, blaming the war": a thing does not speak, so "blaming" goes on with what she says. Her word of saying; AN_NONE. */
uint32_t an_saying_gone_on_with(const an_coder *coder, const an_tree *tree, uint32_t participle)
{
    uint32_t clause = an_tree_head(tree, participle), subject, word;
    an_arguments arguments;
    if (clause == AN_NONE || participle == 0 || !an_is_trailing(tree, participle) || !an_str_is(tree->tokens[participle - 1].form, ",")) return AN_NONE;
    subject = an_tree_child(tree, clause, AN_DEPREL_NSUBJ);
    word = an_tree_head(tree, clause);
    if (subject == AN_NONE || tree->tokens[subject].upos != AN_UPOS_NOUN || an_is_speaking(coder, tree, subject)) return AN_NONE;
    if (word == AN_NONE || word > clause || tree->tokens[clause].deprel != AN_DEPREL_CCOMP) return AN_NONE;
    return an_find_report(coder, tree, word, &arguments) && an_find_report(coder, tree, participle, &arguments) ? word : AN_NONE;
}

/* The first token behind `content` that belongs to who speaks and not to what is said; else the token behind `last`. */
uint32_t an_end_of_content(const an_coder *coder, const an_tree *tree, uint32_t content, uint32_t last)
{
    AN_FOR_CHILDREN(tree, child, content) {
        uint32_t first, end;
        if (child < content || (!an_is_beyond_content(tree, child) && an_saying_gone_on_with(coder, tree, child) == AN_NONE)) continue;
        an_tree_extent(tree, child, &first, &end);
        return first > content && first <= last ? first : last + 1;
    }
    return last + 1;
}

/* Where a clause begins that the tree left without its subject: behind the last "that", or the comma after "according to the agency,". */
uint32_t an_start_of_content(const an_tree *tree, uint32_t word, uint32_t content, uint32_t first)
{
    uint32_t start = AN_NONE;
    if (word > content || first <= word || !an_tree_is_predicate(tree, content) || !an_tree_is_finite(tree, content)) return first;
    AN_FOR_CHILDREN(tree, child, content) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if (relation == AN_DEPREL_NSUBJ || relation == AN_DEPREL_CSUBJ || relation == AN_DEPREL_EXPL) return first;
    }
    for (uint32_t t = word + 1; t < first; t++)
        if (an_str_is(tree->tokens[t].lemma, "that") && tree->tokens[t].upos == AN_UPOS_SCONJ) start = t;
    for (uint32_t t = first - 1; start == AN_NONE && t > word; t--)
        if (an_str_is(tree->tokens[t].form, ",")) start = t + 1;
    return start == AN_NONE || start >= first ? first : start;
}
