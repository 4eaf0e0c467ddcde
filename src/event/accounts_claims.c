/* Claims: who says what, in what stance and how surely, about an event of the text or about something that is none. */
#include "event/accounts.h"
#include "event/retold.h"

enum {
    CLAIM_LOOKS_BACK = 3,    /* sentences between an attack and "X claimed responsibility" */
    OPTIONS_LOOK_BACK = 10,  /* between "three courses of action" and the last of them */
    LABEL_REACH = 2,         /* tokens from "Oslo:" into its quotation */
    DENIAL_LOOKS_BACK = 1    /* between a claim and the denial of "the claim" */
};

/* ---- the event that a claim is about ---- */

/* "... when gunmen stormed the hall": told beside the main clause; not "if they attack", nor "to attack". */
static bool is_told(const an_tree *tree, uint32_t clause)
{
    uint32_t mark = an_tree_child(tree, clause, AN_DEPREL_MARK);
    if (mark != AN_NONE && (tree->lemmas[mark] != AN_NONE) && (tree->lemmas[mark] == tree->grammar->if_ || tree->lemmas[mark] == tree->grammar->unless)) return false;
    return an_tree_child(tree, clause, AN_DEPREL_NSUBJ) != AN_NONE;
}

/* Whether the token belongs to what the content itself says, not to a clause that describes something in it. */
static bool is_in_main_clause(const an_tree *tree, uint32_t content, uint32_t token)
{
    for (uint32_t steps = 0; token != content && token != AN_NONE && steps < tree->count; steps++, token = an_tree_head(tree, token)) {
        const an_token *t = tree->tokens + token;
        if ((t->deprel == AN_DEPREL_ADVCL && !is_told(tree, token)) || t->deprel == AN_DEPREL_PARATAXIS || (t->deprel == AN_DEPREL_ACL && t->subrel == AN_SUBREL_RELCL)) return false;
    }
    return token == content;
}

/* The highest event in the content. */
static uint32_t event_in_content(const an_coder *coder, const an_tree *tree, uint32_t content, uint32_t reporter)
{
    uint32_t best = AN_NONE, best_depth = UINT32_MAX;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *d = coder->drafts + i;
        uint32_t token = d->light_token != AN_NONE && d->light_token != reporter ? d->light_token : d->token;
        if (d->number == AN_NONE || d->depth >= best_depth || d->token == reporter) continue;
        if (!is_in_main_clause(tree, content, token) || (an_tree_dominates(tree, reporter, token) && an_tree_dominates(tree, content, reporter))) continue;
        best = d->number;
        best_depth = d->depth;
    }
    return best;
}

/* "X claimed responsibility" for what the text told before: the event told again, with X as its actor by X's own account. */
static uint32_t claim_earlier_event(an_coder *coder, const an_tree *tree, const an_saying *saying, const an_participant *speaker)
{
    an_events *events = &coder->document->events;
    an_span word = tree->tokens[saying->word].span;
    an_event event;
    for (size_t i = events->count; i-- > 0;) {
        if (events->items[i].sentence + CLAIM_LOOKS_BACK < tree->sentence) break;
        if (events->items[i].type != AN_TYPE_ASSAULT || an_befalls_doers(coder, events->items + i)) continue;
        event = events->items[i];
        event.sentence = tree->sentence;
        event.trigger_token = tree->first + saying->word;
        event.span = (an_span){speaker->span.start < word.start ? speaker->span.start : word.start, speaker->span.end > word.end ? speaker->span.end : word.end};
        event.actors = (an_participants){0};
        event.accounts = (an_accounts){0};
        AN_PUSH(coder->arena, &event.actors, *speaker);
        AN_PUSH(coder->arena, &event.accounts, (an_account){*speaker, AN_STANCE_CLAIMS_OWN, word});
        event.rule = an_pool_get(coder->frames->pool, saying->report->id);
        event.factuality = AN_FACTUALITY_HAPPENED;
        event.key = an_key_of(coder, event.span, an_types[event.type].name);
        AN_PUSH(coder->arena, events, event);
        AN_PUSH(coder->scratch, &coder->quote_of_event, AN_NONE);
        return (uint32_t)events->count - 1;
    }
    return AN_NONE;
}

/* ---- the words of a claim ---- */

static bool is_outside(const an_tree *tree, uint32_t token) { return tree->tokens[token].upos == AN_UPOS_PUNCT || tree->tokens[token].upos == AN_UPOS_CCONJ; }

static bool trim(const an_tree *tree, uint32_t *first, uint32_t *last)
{
    while (*first < *last && is_outside(tree, *first) && !an_is_bracket_of(tree->tokens, *first, *last, *first)) ++*first;
    while (*last > *first && is_outside(tree, *last) && !an_is_bracket_of(tree->tokens, *first, *last, *last)) --*last;
    return *first <= *last && (*first < *last || !is_outside(tree, *first));
}

/* "playing a role, a claim that they deny": the first token of such a comment at the end of what is said; else the token behind `last`. */
static uint32_t end_before_comment(const an_coder *coder, const an_tree *tree, uint32_t content, uint32_t last)
{
    for (uint32_t t = content + 1; t <= last; t++) {
        uint32_t first, end;
        an_arguments arguments;
        bool is_beside = tree->tokens[t].deprel == AN_DEPREL_APPOS || tree->tokens[t].deprel == AN_DEPREL_PARATAXIS;
        if (!is_beside || tree->tokens[t].upos != AN_UPOS_NOUN || an_tree_child(tree, t, AN_DEPREL_ACL) == AN_NONE || !an_find_report(coder, tree, t, &arguments)) continue;
        an_tree_extent(tree, t, &first, &end);
        if (first > content && end + 1 >= last) return first;
    }
    return last + 1;
}

/* "the ministry" of "..., the ministry said", behind what is said. */
static uint32_t start_of_saying(const an_tree *tree, uint32_t reporter, uint32_t content)
{
    uint32_t start = reporter, first, last;
    AN_FOR_CHILDREN(tree, child, reporter) {
        if (child < content || child > reporter || (tree->tokens[child].deprel != AN_DEPREL_NSUBJ && tree->tokens[child].deprel != AN_DEPREL_AUX)) continue;
        an_tree_extent(tree, child, &first, &last);
        if (first > content && first < start) start = first;
    }
    return start;
}

/* The words of what is claimed, without the saying that may stand inside or after it ("..., police said"), nor marks at its ends. */
static bool find_content_words(const an_coder *coder, const an_tree *tree, uint32_t content, uint32_t reporter, uint32_t *first, uint32_t *last)
{
    uint32_t lost = an_lost_subject(tree, reporter), lost_first, lost_last;
    an_tree_extent(tree, content, first, last);
    if (*first < content && an_tree_head(tree, *first) == content && an_str_is(tree->tokens[*first].lemma, "of")) ++*first; /* "its fear of what they could do" */
    *last = end_before_comment(coder, tree, content, *last) - 1;
    *last = an_end_of_content(coder, tree, content, *last) - 1;
    if (content < reporter && *last > reporter && !an_tree_dominates(tree, content, reporter)) *last = start_of_saying(tree, reporter, content) - 1; /* a full stop hung on it from behind the saying */
    if (an_tree_dominates(tree, content, reporter)) {
        uint32_t said_first, said_last;
        an_tree_extent(tree, reporter, &said_first, &said_last);
        while (said_last > reporter && (tree->tokens[said_last].upos == AN_UPOS_PUNCT || !an_tree_dominates(tree, reporter, said_last))) said_last--;
        if (said_first <= *first) *first = said_last + 1;
        else if (said_last >= *last) *last = said_first - 1;
        else if (content < said_first) *last = said_first - 1;
        else if (content > said_last) *first = said_last + 1;
        else return false;
    }
    if (lost != AN_NONE && content < lost && *last >= lost) {
        an_tree_extent(tree, lost, &lost_first, &lost_last);
        *last = lost_first > content ? lost_first - 1 : content;
    }
    *first = an_start_of_content(tree, reporter, content, *first);
    return trim(tree, first, last);
}

static an_span words_between(const an_tree *tree, uint32_t first, uint32_t last) { return (an_span){tree->tokens[first].span.start, tree->tokens[last].span.end}; }

static void widen(an_span *span, an_span more)
{
    if (an_span_is_empty(more)) return;
    if (more.start < span->start) span->start = more.start;
    if (more.end > span->end) span->end = more.end;
}

/* The words of the sentence that stand in a quotation, where the tree links none to the verb: "He commented: 'Hoping for the best.'" */
static an_span quoted_beside(const an_coder *coder, const an_tree *tree, uint32_t reporter)
{
    uint32_t end = tree->first + tree->count;
    if (an_quote_at(coder, reporter + tree->first) != AN_NONE) return (an_span){0, 0};
    for (size_t i = an_first_quote_after(coder, tree->first); i < coder->quotes.count && coder->quotes.items[i].first_token < end; i++) {
        const an_quote *q = coder->quotes.items + i;
        uint32_t from = q->first_token > tree->first ? q->first_token : tree->first, to = q->end_token < end ? q->end_token : end;
        if (from < to) return words_between(tree, from - tree->first, to - 1 - tree->first);
    }
    return (an_span){0, 0};
}

/* "blamed the fire on them", "accused the mayor of fraud"; not "charged a man of forty", "blamed loyalists to the king". */
static bool is_charge(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t content)
{
    const an_grammar *g = &coder->grammar;
    an_str verb = tree->tokens[saying->word].lemma;
    bool is_object = tree->tokens[content].deprel == AN_DEPREL_OBJ, takes_to = an_str_is(verb, "attribute") || an_str_is(verb, "ascribe");
    for (uint32_t i = 0; i < saying->arguments.count && saying->stance == AN_STANCE_ACCUSES && an_tree_is_verb(tree, saying->word); i++) {
        const an_argument *a = saying->arguments.items + i;
        bool is_sure = a->distance != AN_NESTED || an_str_is(verb, "accuse");
        if (!is_object && a->token == content && a->slot == AN_SLOT_PREPOSITION + g->of && is_sure) return true;
        if (is_object && a->token > content && (a->slot == AN_SLOT_PREPOSITION + g->on || (takes_to && a->slot == AN_SLOT_PREPOSITION + g->to))) return true;
    }
    return false;
}

/* "denied the charge", "any role", "the attack"; not "denied her a visa", "dismissed the minister", "questioned him": nothing is said of these. */
static bool is_contested(const an_coder *coder, const an_tree *tree, uint32_t content)
{
    an_upos pos = (an_upos)tree->tokens[content].upos;
    if (pos == AN_UPOS_PRON) return an_str_starts_with(tree->tokens[content].xpos, "W") || an_str_is(tree->tokens[content].lemma, "it") || an_str_is(tree->tokens[content].lemma, "this");
    if (pos != AN_UPOS_NOUN) return pos != AN_UPOS_PROPN;
    return an_tree_lemma_in(tree, content, an_frames_set(coder->frames, "statements")) || an_tree_lemma_in(tree, content, an_frames_set(coder->frames, "contested"));
}

/* A clause is a statement; a noun is one only of what can be denied, blamed on somebody or claimed, or what somebody is made out to be. */
static bool is_statement(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t content)
{
    an_upos pos = (an_upos)tree->tokens[content].upos;
    if (pos == AN_UPOS_PRON && tree->tokens[content].deprel == AN_DEPREL_NSUBJ && saying->stance != AN_STANCE_DENIES && saying->stance != AN_STANCE_CLAIMS_OWN) return false; /* "he is alleged to ..." */
    if (pos == AN_UPOS_PRON && saying->stance == AN_STANCE_SAYS && an_str_is(tree->tokens[content].xpos, "DT") && tree->tokens[content].deprel == AN_DEPREL_OBJ) return false; /* "know that better than most" */
    if ((saying->stance == AN_STANCE_DENIES || saying->stance == AN_STANCE_DOUBTS) && !an_tree_is_predicate(tree, content) && !is_contested(coder, tree, content)) return false;
    if (an_tree_is_predicate(tree, content) || pos == AN_UPOS_ADJ || pos == AN_UPOS_PRON || pos == AN_UPOS_ADV || is_charge(coder, tree, saying, content)) return true;
    return saying->stance == AN_STANCE_DENIES || saying->stance == AN_STANCE_CLAIMS_OWN || saying->report->content_slot != AN_SLOT_CLAUSE ||
           (tree->tokens[content].deprel == AN_DEPREL_OBJ && saying->stance == AN_STANCE_SAYS) || tree->tokens[content].deprel == AN_DEPREL_CCOMP || tree->tokens[content].deprel == AN_DEPREL_XCOMP || tree->tokens[content].deprel == AN_DEPREL_PARATAXIS;
}

/* ---- making claims ---- */

/* Claims of one span and stance (of two who speak together, behind what they say) must not share a key. */
static void add(an_coder *coder, an_claim *claim)
{
    const an_claims *claims = &coder->document->claims;
    size_t first = claims->count;
    claim->key = an_key_of(coder, claim->span, an_stance_names[claim->stance]);
    while (first > 0 && claims->items[first - 1].sentence == claim->sentence) first--;
    for (size_t i = first; i < claims->count; i++)
        if (claims->items[i].key == claim->key) claim->key++;
    AN_PUSH(coder->arena, &coder->document->claims, *claim);
}

/* The claim, and the same by whoever says it too. */
static void add_with_cospeakers(an_coder *coder, const an_tree *tree, an_claim *claim)
{
    an_participants others = {0};
    if (claim->has_speaker) an_find_cospeakers(coder, tree, &claim->speaker, &others);
    add(coder, claim);
    for (size_t i = 0; i < others.count; i++) {
        an_claim other = *claim;
        other.speaker = others.items[i];
        add(coder, &other);
    }
}

static bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9'); }

/* "Denied the accusation": what was said before by somebody else is what is denied. */
static void find_denied(const an_coder *coder, const an_tree *tree, uint32_t content, an_claim *claim)
{
    const an_claims *claims = &coder->document->claims;
    const char *text = tree->document->article.text.data;
    uint32_t first, last;
    an_saying said;
    if (claim->stance != AN_STANCE_DENIES || claim->event != AN_NONE || tree->tokens[content].upos != AN_UPOS_NOUN || !an_find_saying(coder, tree, content, &said)) return;
    for (size_t i = claims->count; i-- > 0 && claims->items[i].sentence + DENIAL_LOOKS_BACK >= tree->sentence;) {
        const an_claim *c = claims->items + i;
        if (c->stance == AN_STANCE_DENIES || !c->has_speaker || an_str_equal(c->speaker.actor.name, claim->speaker.actor.name)) continue;
        claim->event = c->event;
        claim->content = c->content;
        an_tree_extent(tree, content, &first, &last); /* "..., a claim that they deny" is no part of what is denied */
        if (claim->content.end > tree->tokens[first].span.start && claim->content.start < tree->tokens[first].span.start) claim->content.end = tree->tokens[first].span.start;
        while (claim->content.end > claim->content.start + 1 && !is_letter(text[claim->content.end - 1])) claim->content.end--;
        return;
    }
}

/* Whether a claim that names nobody is worth telling: "it was reported", "fears that"; not what the article itself doubts or hopes, nor "denial of
 * rights", "fear of being seen". */
static bool needs_no_speaker(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t content)
{
    bool is_noun = tree->tokens[saying->word].upos == AN_UPOS_NOUN && content != AN_NONE;
    if (is_noun && saying->stance == AN_STANCE_DENIES && !an_tree_is_predicate(tree, content)) return false;
    if (is_noun && saying->stance == AN_STANCE_PREDICTS && an_str_is(tree->tokens[content].xpos, "VBG")) return false;
    if (tree->tokens[saying->word].upos == AN_UPOS_ADJ) return false;
    if (tree->tokens[saying->word].upos == AN_UPOS_VERB) return saying->is_passive && an_tree_lemma_in(tree, saying->word, an_frames_set(coder->frames, "hearsay-verbs"));
    return saying->stance != AN_STANCE_SAYS && saying->stance != AN_STANCE_DOUBTS;
}

/* "Falsely claimed": the article denies what somebody says. */
static void add_rejection(an_coder *coder, const an_claim *claim)
{
    an_claim own = *claim;
    own.has_speaker = false;
    memset(&own.speaker, 0, sizeof own.speaker);
    own.stance = AN_STANCE_DENIES;
    own.certainty.is_known = false;
    add(coder, &own);
}

static bool is_of_whom(const an_coder *coder, const an_saying *saying, const an_argument *argument, uint32_t content)
{
    if (argument->slot == AN_SLOT_OBJECT) return argument->token < content;
    return saying->stance == AN_STANCE_ACCUSES && argument->token > content && (argument->slot == AN_SLOT_PREPOSITION + coder->grammar.on || argument->slot == AN_SLOT_PREPOSITION + coder->grammar.to);
}

/* "said dozens were held", "urged Kenya to withdraw", "six are feared dead", with "dozens", "Kenya" and "six" hung on the saying: the clause begins
 * with them. */
static bool lacks_subject(const an_tree *tree, const an_saying *saying, uint32_t content)
{
    bool is_urged = saying->stance == AN_STANCE_PROPOSES && an_tree_has_to(tree, content);
    if (saying->is_passive && tree->tokens[content].deprel == AN_DEPREL_XCOMP) return true;
    if (!an_tree_is_predicate(tree, content) || content < saying->word || an_tree_has_subject(tree, content) || (!is_urged && an_tree_has_to(tree, content))) return false;
    return is_urged || an_tree_is_finite(tree, content);
}

/* Not of whom it is said as the words tell it: who governs "... after being accused of", or "a diplomat" of "a diplomat, identified by police as". */
static bool is_from_afar(const an_tree *tree, const an_saying *saying, const an_argument *argument)
{
    bool is_noun_above = an_tree_head(tree, saying->word) == argument->token;
    if (is_noun_above && saying->is_passive && an_agent_of(tree, saying->word) != AN_NONE) return true;
    return argument->distance == AN_NESTED || (argument->distance == AN_INHERITED && !is_noun_above && tree->tokens[saying->word].deprel == AN_DEPREL_ADVCL);
}

/* "portrayed the deal as a betrayal", "accused Lima of arming rebels", "blamed the blast on them": of what, and of whom it is said. */
static void widen_to_object(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t content, an_span *words)
{
    if (saying->report->content_slot < AN_SLOT_PREPOSITION && saying->stance != AN_STANCE_ACCUSES && !lacks_subject(tree, saying, content)) return;
    for (uint32_t i = 0; i < saying->arguments.count; i++) {
        uint32_t first, last, token = saying->arguments.items[i].token;
        if (token == content || an_tree_is_verb(tree, token) || is_from_afar(tree, saying, saying->arguments.items + i) || !is_of_whom(coder, saying, saying->arguments.items + i, content)) continue;
        an_tree_extent(tree, token, &first, &last);
        while (first < token && tree->tokens[first].deprel == AN_DEPREL_CASE) first++;
        widen(words, token < content ? words_between(tree, first, first) : words_between(tree, last, last));
    }
}

/* "anybody whom they think is armed": of whom it is said stands above. */
static void widen_to_antecedent(const an_tree *tree, const an_saying *saying, uint32_t content, an_span *words)
{
    uint32_t above = an_tree_head(tree, saying->word), first, last;
    bool is_parted = an_parted_clause(tree, saying->word) == content;
    if (!is_parted && (tree->tokens[saying->word].subrel != AN_SUBREL_RELCL || tree->tokens[content].deprel != AN_DEPREL_CCOMP || an_tree_child(tree, content, AN_DEPREL_NSUBJ) != AN_NONE)) return;
    if (above == AN_NONE || above > saying->word || an_tree_child(tree, content, AN_DEPREL_EXPL) != AN_NONE || an_tree_child(tree, content, AN_DEPREL_CSUBJ) != AN_NONE) return;
    an_tree_extent(tree, content, &first, &last);
    if (an_str_is(tree->tokens[first].xpos, "VBG") || an_tree_has_to(tree, content)) return; /* "who admitted having lied" */
    an_tree_extent(tree, above, &first, &last);
    while (first < above && tree->tokens[first].deprel == AN_DEPREL_CASE) first++;
    widen(words, words_between(tree, first, first));
}

/* A quotation is told whole: of "'We left - we had to,' she said" the tree links the first half to the verb. */
static void take_whole_quotation(const an_coder *coder, const an_tree *tree, uint32_t reporter, uint32_t content, an_span *words)
{
    uint32_t number = an_quote_at(coder, content + tree->first), first, last, end = tree->first + tree->count;
    bool is_closed;
    const an_quote *quote = number == AN_NONE ? NULL : coder->quotes.items + number;
    if (!quote || number == an_quote_at(coder, reporter + tree->first)) return;
    first = quote->first_token > tree->first ? quote->first_token - tree->first : 0;
    last = (quote->end_token < end ? quote->end_token : end) - 1 - tree->first;
    is_closed = tree->tokens[last].upos == AN_UPOS_PUNCT; /* "... the end," or "... the end?": not a quotation inside of it */
    if (tree->tokens[first].span.start > words->start || !trim(tree, &first, &last)) return;
    if (is_closed || (reporter > last && tree->tokens[reporter].span.start < words->end)) words->end = tree->tokens[last].span.end;
    widen(words, words_between(tree, first, last));
}

/* "said that they fled and that he stayed": both clauses. */
static void widen_to_conjunct(const an_coder *coder, const an_tree *tree, uint32_t reporter, uint32_t content, an_span *words)
{
    AN_FOR_CHILDREN(tree, child, reporter) {
        uint32_t first, last;
        if (child < content || !an_is_second_content(coder, tree, child, reporter)) continue;
        an_tree_extent(tree, child, &first, &last);
        if (trim(tree, &first, &last)) widen(words, words_between(tree, first, last));
    }
}

static bool find_content(an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t content, an_claim *claim)
{
    uint32_t first, last;
    bool is_verb = tree->tokens[saying->word].upos == AN_UPOS_VERB;
    if (content != AN_NONE && claim->stance == AN_STANCE_PROPOSES && tree->tokens[content].upos == AN_UPOS_PRON) return false; /* "proposed this" */
    if (content == AN_NONE) {
        if (claim->has_speaker && is_verb) claim->content = quoted_beside(coder, tree, saying->word);
        return !an_span_is_empty(claim->content) || claim->stance == AN_STANCE_CLAIMS_OWN;
    }
    if (!find_content_words(coder, tree, content, saying->word, &first, &last)) return false;
    claim->content = words_between(tree, first, last);
    widen_to_object(coder, tree, saying, content, &claim->content);
    widen_to_antecedent(tree, saying, content, &claim->content);
    widen_to_conjunct(coder, tree, saying->word, content, &claim->content);
    take_whole_quotation(coder, tree, saying->word, content, &claim->content);
    claim->event = event_in_content(coder, tree, content, saying->word);
    return claim->event != AN_NONE || is_statement(coder, tree, saying, content);
}

/* "..., Ana Paz, the Gazette reported", with the paper hung on the name before it. */
static void leave_out_speaker(an_claim *claim, const an_tree *tree, uint32_t reporter)
{
    an_span speaker = claim->speaker.span;
    uint32_t last = 0;
    if (speaker.start <= claim->content.start || speaker.start >= claim->content.end || speaker.end < claim->content.end || tree->tokens[reporter].span.start < speaker.start) return;
    while (last + 1 < tree->count && tree->tokens[last + 1].span.end <= speaker.start) last++;
    while (last > 0 && is_outside(tree, last)) last--;
    if (tree->tokens[last].span.end > claim->content.start) claim->content.end = tree->tokens[last].span.end;
}

/* "six are reported missing, according to police": the source's claim tells it. */
static bool has_named_source(const an_coder *coder, const an_tree *tree, uint32_t word)
{
    AN_FOR_CHILDREN(tree, child, word) {
        if (an_named_source(coder, tree, child) != AN_NONE) return true;
        AN_FOR_CHILDREN(tree, inner, child)
            if (tree->tokens[child].deprel == AN_DEPREL_XCOMP && an_named_source(coder, tree, inner) != AN_NONE) return true;
    }
    return false;
}

static void add_claim(an_coder *coder, const an_tree *tree, const an_saying *saying)
{
    an_claim claim = {.sentence = tree->sentence, .event = AN_NONE, .stance = saying->stance, .span = tree->tokens[saying->word].span};
    uint32_t content = an_content_of(coder, tree, saying);
    claim.has_speaker = an_find_speaker(coder, tree, saying, &claim.speaker);
    if (claim.has_speaker) an_offer_to_quotes(coder, tree, saying->word, &claim.speaker);
    if (!claim.has_speaker && (!needs_no_speaker(coder, tree, saying, content) || has_named_source(coder, tree, saying->word))) return;
    if (!find_content(coder, tree, saying, content, &claim)) return;
    if (claim.has_speaker) leave_out_speaker(&claim, tree, saying->word);
    widen(&claim.span, claim.content);
    if (claim.has_speaker) widen(&claim.span, claim.speaker.span);
    if (claim.stance == AN_STANCE_CLAIMS_OWN && claim.event == AN_NONE && claim.has_speaker) claim.event = claim_earlier_event(coder, tree, saying, &claim.speaker);
    if (content != AN_NONE) find_denied(coder, tree, content, &claim);
    an_find_certainty(coder, tree, content, saying->report, &claim.certainty);
    add_with_cospeakers(coder, tree, &claim);
    if (saying->is_rejected) add_rejection(coder, &claim);
}

/* The clause that the phrase hangs on; of "one officer, citing two others, said ..." what is said. */
static uint32_t content_of_phrase(const an_coder *coder, const an_tree *tree, uint32_t phrase)
{
    uint32_t head = an_clause_of_source(tree, phrase), inner;
    an_saying saying;
    if (tree->tokens[phrase].deprel == AN_DEPREL_ACL && head != AN_NONE) head = tree->tokens[head].deprel == AN_DEPREL_NSUBJ ? an_tree_head(tree, head) : AN_NONE;
    if (head == AN_NONE || tree->tokens[phrase].upos != AN_UPOS_VERB || !an_find_saying(coder, tree, head, &saying)) return head;
    inner = an_content_of(coder, tree, &saying);
    return inner == AN_NONE ? head : inner;
}

/* "According to the ministry, ...": a claim of the ministry's, whatever the clause tells. */
static void add_claim_of_source(an_coder *coder, const an_tree *tree, uint32_t phrase, uint32_t source)
{
    an_claim claim = {.sentence = tree->sentence, .event = AN_NONE, .stance = AN_STANCE_SAYS};
    uint32_t content = content_of_phrase(coder, tree, phrase), first, last, said_first, said_last;
    if (content == AN_NONE || !an_tree_is_predicate(tree, content)) return;
    claim.has_speaker = an_resolve_source(coder, tree, source, &claim.speaker);
    if (!claim.has_speaker || !find_content_words(coder, tree, content, phrase, &first, &last)) return;
    an_offer_to_quotes(coder, tree, phrase, &claim.speaker);
    an_tree_extent(tree, phrase, &said_first, &said_last);
    claim.span = claim.content = words_between(tree, first, last);
    claim.event = event_in_content(coder, tree, content, phrase);
    widen(&claim.span, tree->tokens[said_first].span);
    widen(&claim.span, claim.speaker.span);
    an_find_certainty(coder, tree, content, NULL, &claim.certainty);
    add_with_cospeakers(coder, tree, &claim);
}

/* "UN: Rebels killed forty": a claim of the label's, where a clause stands behind it that no other word of saying tells. */
static void add_claim_of_label(an_coder *coder, const an_tree *tree, size_t claims_before)
{
    an_claim claim = {.sentence = tree->sentence, .event = AN_NONE, .stance = AN_STANCE_SAYS, .has_speaker = true};
    uint32_t colon, content, first, last = tree->count - 1;
    if (coder->document->claims.count > claims_before || !an_find_label(coder, tree, false, &colon, &claim.speaker)) return;
    for (content = colon + 1; content < tree->count && (!an_tree_is_predicate(tree, content) || an_tree_child(tree, content, AN_DEPREL_NSUBJ) == AN_NONE);) content++;
    first = colon + 1;
    if (content == tree->count || an_first_quote_after(coder, tree->first) < an_first_quote_after(coder, tree->first + tree->count) || !trim(tree, &first, &last)) return;
    claim.span = claim.content = words_between(tree, first, last);
    claim.event = event_in_content(coder, tree, content, AN_NONE);
    widen(&claim.span, claim.speaker.span);
    an_find_certainty(coder, tree, content, NULL, &claim.certainty);
    add(coder, &claim);
}

/* Quotations of this sentence that no word of saying has: whoever stands before them speaks, if anybody does so closely. */
static void offer_quotes_left(an_coder *coder, const an_tree *tree)
{
    uint32_t end = tree->first + tree->count;
    for (size_t i = an_first_quote_after(coder, tree->first); i < coder->quotes.count && coder->quotes.items[i].first_token < end; i++) {
        const an_quote *q = coder->quotes.items + i;
        an_participant speaker;
        uint32_t verb;
        if (q->has_speaker || q->first_token < tree->first) continue;
        if (an_find_label(coder, tree, true, &verb, &speaker) && q->first_token <= tree->first + verb + LABEL_REACH) an_offer_to_quotes(coder, tree, verb, &speaker);
        else if (an_find_speaker_before_quote(coder, tree, q->first_token - tree->first, &verb, &speaker)) an_offer_to_quotes(coder, tree, verb, &speaker);
    }
}

/* ---- options: "there are three courses of action. The first would ..." ---- */

/* "Three courses of action", "the following scenarios", "two options". */
static bool announces_options(const an_coder *coder, const an_tree *tree)
{
    an_range options = an_frames_set(coder->frames, "options");
    for (uint32_t t = 0; t < tree->count; t++) {
        uint32_t number = an_tree_lemma_in(tree, t, options) ? an_tree_child(tree, t, AN_DEPREL_NUMMOD) : AN_NONE;
        if (number != AN_NONE && an_str_is(tree->tokens[t].xpos, "NNS")) return true;
    }
    return false;
}

/* The sentence's subject is "the first", "a third option"; or it begins with "Second, ...". */
static bool is_option(const an_coder *coder, const an_tree *tree, uint32_t root)
{
    an_range ordinals = an_frames_set(coder->frames, "ordinals"), options = an_frames_set(coder->frames, "options");
    uint32_t subject = an_tree_child(tree, root, AN_DEPREL_NSUBJ), first = 0;
    while (first + 1 < tree->count && (tree->tokens[first].upos == AN_UPOS_PUNCT || tree->tokens[first].upos == AN_UPOS_DET)) first++;
    if (!an_tree_lemma_in(tree, first, ordinals)) return false;
    if (first + 1 < tree->count && an_str_is(tree->tokens[first + 1].form, ",")) return true;
    return subject != AN_NONE && (subject == first || (an_tree_lemma_in(tree, subject, options) && an_tree_dominates(tree, subject, first)));
}

static uint32_t root_of(const an_tree *tree)
{
    for (uint32_t t = 0; t < tree->count; t++)
        if (an_tree_head(tree, t) == AN_NONE) return t;
    return 0;
}

/* What an option holds is told by whoever laid it out: as proposed, but what is so already as said. */
static void tell_by(an_coder *coder, an_event *event, const an_participant *speaker)
{
    an_accounts inner = event->accounts;
    for (size_t i = 0; i < inner.count; i++)
        if (an_str_equal(inner.items[i].speaker.actor.name, speaker->actor.name)) return;
    event->accounts = (an_accounts){0};
    AN_PUSH(coder->arena, &event->accounts, (an_account){*speaker, an_is_told_as_fact(event) ? AN_STANCE_SAYS : AN_STANCE_PROPOSES, speaker->span});
    for (size_t i = 0; i < inner.count; i++) AN_PUSH(coder->arena, &event->accounts, inner.items[i]);
}

static void add_option(an_coder *coder, const an_tree *tree)
{
    uint32_t root = root_of(tree), first = 0, last = tree->count - 1;
    an_claim claim = {.sentence = tree->sentence, .stance = AN_STANCE_PROPOSES, .has_speaker = true, .speaker = coder->option_speaker};
    if (coder->option_sentence == AN_NONE || tree->sentence > coder->option_sentence + OPTIONS_LOOK_BACK || !is_option(coder, tree, root) || !trim(tree, &first, &last)) return;
    claim.content = claim.span = words_between(tree, first, last);
    claim.event = event_in_content(coder, tree, root, AN_NONE);
    an_find_certainty(coder, tree, root, NULL, &claim.certainty);
    add(coder, &claim);
    for (uint32_t i = 0; i < coder->draft_count; i++)
        if (coder->drafts[i].number != AN_NONE && coder->drafts[i].absorbed_by == AN_NONE) tell_by(coder, &coder->document->events.items[coder->drafts[i].number], &claim.speaker);
    coder->option_sentence = tree->sentence;
}

static void note_options(an_coder *coder, const an_tree *tree, size_t claims_before)
{
    const an_claims *claims = &coder->document->claims;
    if (!announces_options(coder, tree)) return;
    coder->option_sentence = AN_NONE; /* by somebody else, or by the article itself */
    for (size_t i = claims->count; i-- > claims_before;)
        if (claims->items[i].has_speaker) {
            coder->option_speaker = claims->items[i].speaker;
            coder->option_sentence = tree->sentence;
        }
}

/* A quotation that begins the next sentence, if nobody quotes here. */
static void offer_next_sentence(an_coder *coder, const an_tree *tree)
{
    uint32_t root = root_of(tree);
    size_t first = an_first_quote_after(coder, tree->first);
    an_participant speaker;
    if (first < coder->quotes.count && coder->quotes.items[first].first_token < tree->first + tree->count) return;
    if (an_find_person_told_of(coder, tree, root, &speaker)) an_offer_to_next(coder, tree, root, &speaker);
}

void an_find_claims(an_coder *coder, const an_tree *tree)
{
    size_t before = coder->document->claims.count;
    for (uint32_t t = 0; t < tree->count; t++) {
        uint32_t source = an_named_source(coder, tree, t);
        an_saying saying;
        if (source != AN_NONE) add_claim_of_source(coder, tree, t, source);
        else if (an_find_saying(coder, tree, t, &saying) && !saying.is_unsaid) add_claim(coder, tree, &saying);
    }
    if (tree->count) add_claim_of_label(coder, tree, before);
    offer_quotes_left(coder, tree);
    if (tree->count) offer_next_sentence(coder, tree);
    if (tree->count) add_option(coder, tree);
    note_options(coder, tree, before);
}
