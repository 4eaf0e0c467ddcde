/* By whose account an event is told: from it upwards through every word of saying ("said that", "according to", "the claim that", a clause
 * "..., police said") to the sentence's top, then, for what stands in quotation marks with no speaker in its sentence, by the quotation. */
#include "event/accounts.h"

/* The innermost is found first, and the list turned round in the end: so whoever is named first comes last. */
static void add_account(an_coder *coder, const an_tree *tree, an_accounts *found, const an_participant *speaker, an_stance stance, an_span words)
{
    an_participants others = {0};
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].span.start == words.start) return;
    an_find_cospeakers(coder, tree, speaker, &others);
    for (size_t i = others.count; i-- > 0;) AN_PUSH(coder->arena, found, (an_account){others.items[i], stance, words});
    AN_PUSH(coder->arena, found, (an_account){*speaker, stance, words});
}

/* Somebody whom the text leaves nameless: he goes by the words that tell that it is somebody's word, "It was reported", "allegedly". */
static void add_nameless(an_coder *coder, const an_tree *tree, an_accounts *found, an_stance stance, an_span words)
{
    an_participant somebody = {.mention = AN_NONE, .span = words};
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].span.start == words.start) return;
    somebody.actor.name = an_str_of_span(tree->document->article.text.data, words);
    somebody.actor.entry = AN_NONE;
    AN_PUSH(coder->arena, found, (an_account){somebody, stance, words});
}

/* Says by whose account it is told, if anybody's: "police said", "it was reported"; not "he is charged with", which nobody need say, nor what a relative
 * clause adds to hearsay. */
static void add_account_of_saying(an_coder *coder, const an_tree *tree, const an_saying *saying, bool is_described, an_accounts *found)
{
    an_participant speaker;
    an_span words = tree->tokens[saying->word].span;
    uint32_t it = an_tree_child(tree, saying->word, AN_DEPREL_EXPL), auxiliary = an_tree_child(tree, saying->word, AN_DEPREL_AUX);
    if (it == AN_NONE) it = an_tree_child(tree, saying->word, AN_DEPREL_NSUBJ);
    bool is_hearsay = saying->is_passive && (saying->stance == AN_STANCE_SAYS || saying->stance == AN_STANCE_CLAIMS) && an_tree_lemma_in(tree, saying->word, coder->grammar.told_by_some);
    if (an_find_speaker(coder, tree, saying, &speaker)) add_account(coder, tree, found, &speaker, saying->stance, words);
    else if (is_hearsay && !is_described) {
        if (auxiliary != AN_NONE && auxiliary < saying->word) words.start = tree->tokens[auxiliary].span.start;
        if (it != AN_NONE && it < saying->word && an_str_is(tree->tokens[it].lemma, "it")) words.start = tree->tokens[it].span.start;
        add_nameless(coder, tree, found, saying->stance, words);
    }
}

/* Where the words stand that name a source: "according to", "citing". */
static an_span words_of_source(const an_tree *tree, uint32_t token)
{
    uint32_t preposition = an_tree_child(tree, token, AN_DEPREL_CASE);
    return tree->tokens[preposition == AN_NONE ? token : preposition].span;
}

/* What `child`, beside what is told, says of its source: "according to police", "police said". */
static void read_aside(an_coder *coder, const an_tree *tree, uint32_t child, an_accounts *found)
{
    an_saying saying;
    an_participant speaker;
    uint32_t source = an_named_source(coder, tree, child);
    if (source != AN_NONE) {
        if (an_resolve_source(coder, tree, source, &speaker)) add_account(coder, tree, found, &speaker, AN_STANCE_SAYS, words_of_source(tree, child));
    } else if (an_is_aside(tree, child) && an_tree_child(tree, child, AN_DEPREL_CCOMP) == AN_NONE && an_find_saying(coder, tree, child, &saying)) {
        if (an_find_speaker(coder, tree, &saying, &speaker)) add_account(coder, tree, found, &speaker, saying.stance, tree->tokens[child].span);
    }
}

/* "They shelled the town and burned the mill, according to police": the phrase hangs on the second verb, and is said of the first as well. */
static void read_shared_source(an_coder *coder, const an_tree *tree, uint32_t token, uint32_t conjunct, an_accounts *found)
{
    AN_FOR_CHILDREN(tree, inner, conjunct) {
        if (an_named_source(coder, tree, inner) == AN_NONE || !an_tree_dominates(tree, an_clause_of_source(tree, inner), token)) continue;
        read_aside(coder, tree, inner, found);
    }
}

/* "who the UN says have killed forty": the saying hangs beside what is told. */
static void read_parting_words(an_coder *coder, const an_tree *tree, uint32_t token, an_accounts *found)
{
    uint32_t noun = an_tree_head(tree, token);
    an_saying saying;
    an_participant speaker;
    if (noun == AN_NONE || tree->tokens[token].subrel != AN_SUBREL_RELCL) return;
    AN_FOR_CHILDREN(tree, child, noun)
        if (child < token && an_parted_clause(tree, child) == token && an_find_saying(coder, tree, child, &saying) && !saying.is_unsaid && an_find_speaker(coder, tree, &saying, &speaker))
            add_account(coder, tree, found, &speaker, saying.stance, tree->tokens[child].span);
}

/* Clauses and phrases thrown in beside, or behind the subject: "the rebels withdrew, police said"; "the rebels, police said, withdrew"; "one officer,
 * citing two others, said ...", who are nearer to what is told than he. */
static void read_asides(an_coder *coder, const an_tree *tree, uint32_t token, uint32_t below, an_accounts *found)
{
    AN_FOR_CHILDREN(tree, child, token) {
        if (child == below) continue;
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ || an_is_trailing(tree, child)) read_shared_source(coder, tree, token, child, found);
        if (tree->tokens[child].deprel == AN_DEPREL_NSUBJ)
            AN_FOR_CHILDREN(tree, inner, child)
                if (tree->tokens[inner].deprel == AN_DEPREL_ACL || tree->tokens[inner].deprel == AN_DEPREL_PARATAXIS) read_aside(coder, tree, inner, found);
        read_aside(coder, tree, child, found);
    }
}

/* What the article itself calls false, and what nobody would say, may have happened only in somebody's words. */
static void note_rejection(const an_saying *saying, an_draft *draft)
{
    an_factuality told = draft->event.factuality;
    if ((saying->is_rejected || saying->is_unsaid) && (told == AN_FACTUALITY_HAPPENED || told == AN_FACTUALITY_ONGOING)) draft->event.factuality = AN_FACTUALITY_POSSIBLE;
}

/* What happened or goes on, though told within a proposal: "urged them to help those who fight". */
bool an_is_told_as_fact(const an_event *event) { return event->factuality == AN_FACTUALITY_HAPPENED || event->factuality == AN_FACTUALITY_ONGOING || event->factuality == AN_FACTUALITY_HABITUAL; }

/* `is_described`: the event is told in a relative clause, which no denial takes back ("denied that the man who shot them was a spy") and which no
 * proposal proposes. */
static void read_link(an_coder *coder, const an_tree *tree, uint32_t child, uint32_t below, uint32_t head, bool is_described, an_draft *draft)
{
    an_saying saying;
    an_deprel relation = (an_deprel)tree->tokens[child].deprel;
    bool is_beside = relation == AN_DEPREL_PARATAXIS;
    if (relation == AN_DEPREL_CONJ && an_is_second_content(coder, tree, child, head) && an_find_saying(coder, tree, head, &saying) && !saying.is_unsaid)
        add_account_of_saying(coder, tree, &saying, is_described, &draft->event.accounts);
    if (relation == AN_DEPREL_CONJ || relation == AN_DEPREL_NSUBJ || !an_find_saying(coder, tree, head, &saying)) return;
    if (!is_beside && !an_is_content(coder, tree, &saying, child) && child != an_content_of(coder, tree, &saying) && !an_is_misplaced_content(tree, child, below)) return;
    note_rejection(&saying, draft);
    if (saying.is_unsaid || (is_described && (saying.stance == AN_STANCE_DENIES || saying.stance == AN_STANCE_DOUBTS))) return;
    if (is_described && saying.stance == AN_STANCE_PROPOSES && an_is_told_as_fact(&draft->event)) saying.stance = AN_STANCE_SAYS;
    add_account_of_saying(coder, tree, &saying, is_described, &draft->event.accounts);
}

static void reverse(an_accounts *accounts)
{
    for (size_t i = 0; i < accounts->count / 2; i++) {
        an_account other = accounts->items[i];
        accounts->items[i] = accounts->items[accounts->count - 1 - i];
        accounts->items[accounts->count - 1 - i] = other;
    }
}

/* "Police: gunman killed two". */
static void read_label(an_coder *coder, const an_tree *tree, uint32_t anchor, an_accounts *found)
{
    uint32_t colon;
    an_participant speaker;
    if (found->count || !an_find_label(coder, tree, false, &colon, &speaker) || anchor < colon) return;
    add_account(coder, tree, found, &speaker, AN_STANCE_SAYS, tree->tokens[colon].span);
}

/* Whether a word of saying stands outside of the quotation: then who speaks there is named already. */
static bool is_named_outside(const an_coder *coder, const an_accounts *found, const an_quote *quote)
{
    const an_token *tokens = coder->document->parsed.tokens;
    for (size_t i = 0; i < found->count; i++) {
        uint32_t start = found->items[i].span.start;
        if (start < tokens[quote->first_token].span.start || start >= tokens[quote->end_token - 1].span.end) return true;
    }
    return false;
}

/* "Rebels reportedly took the town", "allegedly planned to". */
static void read_hearsay(an_coder *coder, const an_tree *tree, uint32_t verb, an_accounts *found)
{
    AN_FOR_CHILDREN(tree, child, verb) {
        bool is_said = an_tree_lemma_in(tree, child, coder->grammar.said_by_some), is_alleged = an_tree_lemma_in(tree, child, coder->grammar.alleged_by_some);
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && (is_said || is_alleged)) add_nameless(coder, tree, found, is_said ? AN_STANCE_SAYS : AN_STANCE_CLAIMS, tree->tokens[child].span);
    }
}

/* Whether what is said of the verb above is said of this too: "(reportedly) shot and killed", "plans to attack", "carried out an attack",
 * "died in an attack"; not "fled during an attack". */
static bool is_in_clause_above(const an_tree *tree, uint32_t token)
{
    an_deprel relation = (an_deprel)tree->tokens[token].deprel;
    an_word preposition = an_tree_case(tree, token);
    if (relation == AN_DEPREL_CONJ) return !an_tree_has_subject(tree, token) && an_tree_child(tree, token, AN_DEPREL_AUX) == AN_NONE;
    return relation == AN_DEPREL_XCOMP || relation == AN_DEPREL_OBJ || relation == AN_DEPREL_NSUBJ || relation == AN_DEPREL_NMOD || (relation == AN_DEPREL_OBL && (preposition == tree->grammar->in || preposition == tree->grammar->by)) || an_is_trailing(tree, token);
}

/* "No group claimed the attack": nobody's claim. */
static bool is_denied(const an_coder *coder, const an_tree *tree, const an_participant *actor)
{
    for (uint32_t t = 1; t < tree->count; t++)
        if (tree->tokens[t].span.start == actor->span.start) return an_tree_lemma_in(tree, t - 1, coder->grammar.negations);
    return false;
}

void an_find_accounts(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t *quote)
{
    uint32_t anchor = draft->light_token != AN_NONE ? draft->light_token : draft->top, below = AN_NONE;
    an_accounts *found = &draft->event.accounts;
    bool is_described = false, is_in_clause = true;
    if (draft->own_stance < AN_STANCE_COUNT && draft->event.actors.count && !is_denied(coder, tree, draft->event.actors.items))
        add_account(coder, tree, found, &draft->event.actors.items[0], draft->own_stance, tree->tokens[draft->light_token == AN_NONE ? draft->token : draft->light_token].span);
    for (uint32_t at = anchor, steps = 0; at != AN_NONE && steps < tree->count; steps++) {
        uint32_t head = an_tree_head(tree, at);
        read_parting_words(coder, tree, at, found);
        read_asides(coder, tree, at, below, found);
        if (is_in_clause && !found->count) read_hearsay(coder, tree, at, found);
        is_in_clause = is_in_clause && is_in_clause_above(tree, at);
        is_described = is_described || tree->tokens[at].subrel == AN_SUBREL_RELCL;
        if (head != AN_NONE && an_is_beyond_content(tree, at)) head = an_tree_head(tree, head); /* past what is said to the word of saying, whose conjunct it is */
        else if (head != AN_NONE) read_link(coder, tree, at, below, head, is_described, draft);
        below = at;
        at = head;
    }
    read_label(coder, tree, anchor, found);
    *quote = an_quote_at(coder, anchor + tree->first);
    if (*quote != AN_NONE && is_named_outside(coder, found, coder->quotes.items + *quote)) *quote = AN_NONE;
    reverse(found);
}
