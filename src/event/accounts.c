/* By whose account: from the event upwards through every reporting word ("said that", "according to", "the claim that", a clause "...,
 * police said") to the sentence's top, then, for what stands in quotation marks with no speaker in its sentence, by the quotation.
 * The same reporting words make claims. */
#include "event/draft.h"

enum {
    STATEMENT_TOKENS_MIN = 4, /* shorter quotations are words set apart, not statements */
    CLAIM_LOOKS_BACK = 3,     /* sentences between an attack and "X claimed responsibility" */
    QUOTE_TOKENS_MAX = 4000
};

static bool is_opening(an_str form, bool is_inside) { return an_str_is(form, "\xE2\x80\x9C") || an_str_is(form, "``") || (!is_inside && an_str_is(form, "\"")); }

static bool is_closing(an_str form) { return an_str_is(form, "\xE2\x80\x9D") || an_str_is(form, "''") || an_str_is(form, "\""); }

static bool has_verb(const an_parsed_text *parsed, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (parsed->tokens[t].upos == AN_UPOS_VERB || parsed->tokens[t].upos == AN_UPOS_AUX) return true;
    return false;
}

static void add_quote(an_coder *coder, uint32_t first, uint32_t end)
{
    if (end - first < STATEMENT_TOKENS_MIN || end - first > QUOTE_TOKENS_MAX || !has_verb(&coder->document->parsed, first, end)) return;
    AN_PUSH(coder->scratch, &coder->quotes, (an_quote){.first_token = first, .end_token = end});
}

/* Lists the quotations of the text. A quotation that is not closed ends with its paragraph. */
bool an_find_quotes(an_coder *coder)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    uint32_t start = AN_NONE, paragraph = 0;
    for (uint32_t s = 0; s < parsed->sentence_count; s++) {
        const an_sentence *sentence = parsed->sentences + s;
        if (sentence->paragraph != paragraph && start != AN_NONE) {
            add_quote(coder, start, sentence->first_token);
            start = AN_NONE;
        }
        paragraph = sentence->paragraph;
        for (uint32_t t = sentence->first_token; t < sentence->first_token + sentence->token_count; t++) {
            an_str form = parsed->tokens[t].form;
            if (is_opening(form, start != AN_NONE)) start = t + 1;
            else if (is_closing(form) && start != AN_NONE) {
                add_quote(coder, start, t);
                start = AN_NONE;
            }
        }
    }
    if (start != AN_NONE) add_quote(coder, start, parsed->token_count);
    return !coder->scratch->is_exhausted;
}

/* The first quotation that ends after the token. */
static size_t first_quote_after(const an_coder *coder, uint32_t token)
{
    size_t low = 0, high = coder->quotes.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (coder->quotes.items[middle].end_token <= token) low = middle + 1;
        else high = middle;
    }
    return low;
}

static uint32_t quote_at(const an_coder *coder, uint32_t token)
{
    size_t quote = first_quote_after(coder, token);
    return quote < coder->quotes.count && coder->quotes.items[quote].first_token <= token ? (uint32_t)quote : AN_NONE;
}

/* "Witnesses said", "she said", of whom nothing is known: the words, without id. */
static void name_speaker(const an_tree *tree, uint32_t token, an_participants *list, an_arena *arena)
{
    static const char *const nobody[] = {"it", "which", "that", "who", "what", "there", "this", "these", "those"};
    const an_token *t = tree->tokens + token;
    an_participant p = {.mention = AN_NONE, .span = t->upos == AN_UPOS_PRON ? t->span : an_words_of(tree, token)};
    if (t->upos != AN_UPOS_NOUN && t->upos != AN_UPOS_PROPN && t->upos != AN_UPOS_PRON) return;
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
        if (an_str_equal_ignoring_ascii_case(t->form, an_str_from(nobody[i]))) return;
    p.actor.name = an_str_of_span(tree->document->article.text.data, p.span);
    p.actor.entry = AN_NONE;
    if (t->name == AN_NAME_PERSON) p.actor.kind = AN_ACTOR_PERSON;
    if (t->name == AN_NAME_ORGANISATION) p.actor.kind = AN_ACTOR_ORGANISATION;
    AN_PUSH(arena, list, p);
}

/* Who speaks: one participant; false if nobody is named. A group of speakers is told by its first. */
static bool find_speaker(const an_coder *coder, const an_tree *tree, uint32_t reporter, uint32_t slot, const an_arguments *arguments, an_participant *speaker)
{
    an_participants list = {0};
    for (uint32_t i = 0; i < arguments->count && !list.count; i++)
        if (arguments->items[i].slot == slot) an_resolve(coder, tree, arguments->items[i].token, false, &list);
    if (!list.count && tree->tokens[reporter].upos != AN_UPOS_VERB) {
        for (uint32_t i = 0; i < arguments->count && !list.count; i++) {
            uint32_t from = arguments->items[i].slot;
            if (from == AN_SLOT_POSS || from == AN_SLOT_PREPOSITION + coder->grammar.by || from == AN_SLOT_PREPOSITION + coder->grammar.from || from == AN_SLOT_MODIFIER)
                an_resolve(coder, tree, arguments->items[i].token, from == AN_SLOT_MODIFIER, &list);
        }
        uint32_t verb = an_tree_head(tree, reporter);
        if (!list.count && verb != AN_NONE && tree->tokens[verb].upos == AN_UPOS_VERB && tree->tokens[reporter].deprel == AN_DEPREL_OBJ) {
            uint32_t subject = an_subject_of(tree, verb);
            if (subject != AN_NONE && !an_tree_is_passive(tree, verb)) an_resolve(coder, tree, subject, false, &list);
        }
    }
    for (uint32_t i = 0; i < arguments->count && !list.count; i++)
        if (arguments->items[i].slot == slot) name_speaker(tree, arguments->items[i].token, &list, coder->arena);
    if (!list.count) return false;
    *speaker = list.items[0];
    return true;
}

static bool is_content(const an_coder *coder, const an_report *report, const an_arguments *arguments, uint32_t token)
{
    for (uint32_t i = 0; i < arguments->count; i++) {
        const an_argument *a = arguments->items + i;
        bool is_other = report->stance != AN_STANCE_SAYS && (a->slot == AN_SLOT_OBJECT || a->slot == AN_SLOT_PREPOSITION + coder->grammar.of || a->slot == AN_SLOT_PREPOSITION + coder->grammar.for_);
        if (a->token == token && (a->slot == report->content_slot || a->slot == AN_SLOT_CLAUSE || is_other)) return true;
    }
    return false;
}

static void add_account(an_coder *coder, an_accounts *found, const an_participant *speaker, an_stance stance, an_span words)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].span.start == words.start) return;
    AN_PUSH(coder->arena, found, (an_account){*speaker, stance, words});
}

/* A clause thrown in beside: "the rebels withdrew, police said". */
static void read_asides(an_coder *coder, const an_tree *tree, uint32_t token, uint32_t below, an_accounts *found)
{
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        an_arguments arguments;
        an_participant speaker;
        const an_report *report;
        if (child == below) continue;
        if (relation == AN_DEPREL_OBL || relation == AN_DEPREL_NMOD) {
            an_participants list = {0};
            an_word preposition = an_tree_case(tree, child);
            if (preposition == AN_NONE || preposition != coder->grammar.according || !an_resolve(coder, tree, child, false, &list)) continue;
            add_account(coder, found, &list.items[0], AN_STANCE_SAYS, tree->tokens[an_tree_child(tree, child, AN_DEPREL_CASE)].span);
        } else if (relation == AN_DEPREL_PARATAXIS || (relation == AN_DEPREL_ADVCL && an_tree_child(tree, child, AN_DEPREL_MARK) != AN_NONE && an_str_is(tree->tokens[an_tree_child(tree, child, AN_DEPREL_MARK)].lemma, "as"))) {
            report = an_find_report(coder, tree, child, &arguments);
            if (!report || an_tree_child(tree, child, AN_DEPREL_CCOMP) != AN_NONE) continue;
            if (find_speaker(coder, tree, child, report->speaker_slot, &arguments, &speaker)) add_account(coder, found, &speaker, (an_stance)report->stance, tree->tokens[child].span);
        }
    }
}

/* "told reporters that talks go on": the clause was hung under those who were told. */
static bool is_misplaced_content(const an_tree *tree, uint32_t listener, uint32_t clause)
{
    uint32_t mark = clause == AN_NONE || tree->tokens[clause].deprel != AN_DEPREL_ACL ? AN_NONE : an_tree_child(tree, clause, AN_DEPREL_MARK);
    an_deprel relation = (an_deprel)tree->tokens[listener].deprel;
    return mark != AN_NONE && an_str_is(tree->tokens[mark].lemma, "that") && (relation == AN_DEPREL_IOBJ || relation == AN_DEPREL_OBJ);
}

static void read_link(an_coder *coder, const an_tree *tree, uint32_t child, uint32_t below, uint32_t head, an_accounts *found)
{
    an_arguments arguments;
    an_participant speaker;
    an_deprel relation = (an_deprel)tree->tokens[child].deprel;
    const an_report *report;
    if (relation == AN_DEPREL_CONJ || relation == AN_DEPREL_NSUBJ) return;
    report = an_find_report(coder, tree, head, &arguments);
    if (!report) return;
    if (relation != AN_DEPREL_PARATAXIS && !(relation == AN_DEPREL_ACL && tree->tokens[child].subrel != AN_SUBREL_RELCL) && !is_content(coder, report, &arguments, child) && !is_misplaced_content(tree, child, below)) return;
    if (find_speaker(coder, tree, head, report->speaker_slot, &arguments, &speaker)) add_account(coder, found, &speaker, (an_stance)report->stance, tree->tokens[head].span);
}

static void reverse(an_accounts *accounts)
{
    for (size_t i = 0; i < accounts->count / 2; i++) {
        an_account other = accounts->items[i];
        accounts->items[i] = accounts->items[accounts->count - 1 - i];
        accounts->items[accounts->count - 1 - i] = other;
    }
}

void an_find_accounts(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t *quote)
{
    uint32_t anchor = draft->light_token != AN_NONE ? draft->light_token : draft->top, below = AN_NONE;
    an_accounts *found = &draft->event.accounts;
    if (draft->own_stance < AN_STANCE_COUNT && draft->event.actors.count)
        add_account(coder, found, &draft->event.actors.items[0], draft->own_stance, tree->tokens[draft->light_token == AN_NONE ? draft->token : draft->light_token].span);
    for (uint32_t at = anchor, steps = 0; at != AN_NONE && steps < tree->count; steps++) {
        uint32_t head = an_tree_head(tree, at);
        read_asides(coder, tree, at, below, found);
        if (head != AN_NONE) read_link(coder, tree, at, below, head, found);
        below = at;
        at = head;
    }
    *quote = quote_at(coder, anchor + tree->first);
    for (size_t i = 0; i < found->count && *quote != AN_NONE; i++) { /* named outside of the quotation: nothing left to find */
        uint32_t start = found->items[i].span.start;
        const an_token *tokens = coder->document->parsed.tokens;
        const an_quote *q = coder->quotes.items + *quote;
        if (start < tokens[q->first_token].span.start || start >= tokens[q->end_token - 1].span.end) *quote = AN_NONE;
    }
    reverse(found);
}

static uint32_t content_of(const an_coder *coder, const an_tree *tree, uint32_t reporter, const an_report *report, const an_arguments *arguments)
{
    uint32_t head = an_tree_head(tree, reporter);
    for (uint32_t i = 0; i < arguments->count; i++)
        if (arguments->items[i].slot == AN_SLOT_CLAUSE) return arguments->items[i].token;
    AN_FOR_CHILDREN(tree, child, reporter)
        if (tree->tokens[child].deprel == AN_DEPREL_PARATAXIS || (tree->tokens[child].deprel == AN_DEPREL_ACL && tree->tokens[reporter].upos == AN_UPOS_NOUN)) return child;
    if (tree->tokens[reporter].deprel == AN_DEPREL_PARATAXIS && head != AN_NONE) return head;
    AN_FOR_CHILDREN(tree, child, reporter) { /* "told reporters that talks go on", read as reporters who do */
        uint32_t clause = an_tree_child(tree, child, AN_DEPREL_ACL);
        if (clause != AN_NONE && tree->tokens[reporter].upos == AN_UPOS_VERB && is_misplaced_content(tree, child, clause)) return clause;
    }
    for (uint32_t i = 0; i < arguments->count; i++)
        if (arguments->items[i].slot == report->content_slot) return arguments->items[i].token;
    if (report->stance == AN_STANCE_SAYS) return AN_NONE;
    for (uint32_t i = 0; i < arguments->count && report->stance == AN_STANCE_ACCUSES; i++) { /* "accused them of fraud": the charge, not the accused */
        uint32_t slot = arguments->items[i].slot;
        if (slot == AN_SLOT_PREPOSITION + coder->grammar.of || slot == AN_SLOT_PREPOSITION + coder->grammar.for_ || slot == AN_SLOT_PREPOSITION + coder->grammar.with) return arguments->items[i].token;
    }
    for (uint32_t i = 0; i < arguments->count; i++) {
        uint32_t slot = arguments->items[i].slot;
        if (slot == AN_SLOT_OBJECT || slot == AN_SLOT_PREPOSITION + coder->grammar.of || slot == AN_SLOT_PREPOSITION + coder->grammar.for_) return arguments->items[i].token;
    }
    return AN_NONE;
}

/* The highest event in the content. */
static uint32_t event_in_content(const an_coder *coder, const an_tree *tree, uint32_t content, uint32_t reporter)
{
    uint32_t best = AN_NONE, best_depth = UINT32_MAX;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *d = coder->drafts + i;
        uint32_t token = d->light_token != AN_NONE && d->light_token != reporter ? d->light_token : d->token;
        if (d->number == AN_NONE || d->depth >= best_depth || d->token == reporter) continue;
        if (!an_tree_dominates(tree, content, token) || (an_tree_dominates(tree, reporter, token) && an_tree_dominates(tree, content, reporter))) continue;
        best = d->number;
        best_depth = d->depth;
    }
    return best;
}

static void find_certainty(const an_coder *coder, const an_tree *tree, uint32_t content, const an_report *report, an_certainty *out)
{
    if (report->certainty_high) *out = (an_certainty){report->certainty_low / 100.0, report->certainty_high / 100.0, {0, 0}, true};
    for (uint32_t t = 0; t < tree->count && content != AN_NONE; t++) {
        an_range triggers;
        uint32_t head = an_tree_head(tree, t);
        if (tree->lemmas[t] == AN_NONE || (t != content && head != content)) continue;
        triggers = an_frames_triggers(coder->frames, tree->lemmas[t]);
        for (uint32_t i = 0; i < triggers.count; i++) {
            const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
            an_arguments none = {.count = 0};
            if (trigger->entry_class != AN_ENTRY_CERTAINTY || !an_match_trigger(coder, tree, t, trigger, &none)) continue;
            const an_certainty_term *term = coder->frames->certainties + trigger->entry;
            *out = (an_certainty){term->low / 100.0, term->high / 100.0, tree->tokens[t].span, true};
            return;
        }
    }
}

/* Gives the quotations that this reporting word touches their speaker. */
static void offer_to_quotes(an_coder *coder, const an_tree *tree, uint32_t reporter, const an_participant *speaker)
{
    uint32_t end = tree->first + tree->count;
    if (quote_at(coder, reporter + tree->first) != AN_NONE) return;
    for (size_t i = first_quote_after(coder, tree->first); i < coder->quotes.count; i++) {
        an_quote *q = coder->quotes.items + i;
        if (q->first_token >= end) break;
        if (q->end_token <= tree->first || q->has_speaker) continue;
        q->speaker = *speaker;
        q->words = tree->tokens[reporter].span;
        q->has_speaker = true;
    }
}

/* "X claimed responsibility" for what the text told before: the event told again, with X as its actor by X's own account. */
static uint32_t claim_earlier_event(an_coder *coder, const an_tree *tree, uint32_t reporter, const an_report *report, const an_participant *speaker)
{
    an_events *events = &coder->document->events;
    an_event event;
    for (size_t i = events->count; i-- > 0;) {
        if (events->items[i].sentence + CLAIM_LOOKS_BACK < tree->sentence) break;
        if (events->items[i].type != AN_TYPE_ASSAULT) continue;
        event = events->items[i];
        event.sentence = tree->sentence;
        event.trigger_token = tree->first + reporter;
        event.span = (an_span){speaker->span.start < tree->tokens[reporter].span.start ? speaker->span.start : tree->tokens[reporter].span.start,
                               speaker->span.end > tree->tokens[reporter].span.end ? speaker->span.end : tree->tokens[reporter].span.end};
        event.actors = (an_participants){0};
        event.accounts = (an_accounts){0};
        AN_PUSH(coder->arena, &event.actors, *speaker);
        AN_PUSH(coder->arena, &event.accounts, (an_account){*speaker, AN_STANCE_CLAIMS_OWN, tree->tokens[reporter].span});
        event.rule = an_pool_get(coder->frames->pool, report->id);
        event.factuality = AN_FACTUALITY_HAPPENED;
        event.key = an_key_of(coder, event.span, an_types[event.type].name);
        AN_PUSH(coder->arena, events, event);
        AN_PUSH(coder->scratch, &coder->quote_of_event, AN_NONE);
        return (uint32_t)events->count - 1;
    }
    return AN_NONE;
}

static bool is_punctuation(const an_tree *tree, uint32_t token) { return tree->tokens[token].upos == AN_UPOS_PUNCT; }

/* The words of what is claimed, without the saying that may stand inside or after it ("..., police said"), nor marks at its ends. */
static bool find_content_words(const an_tree *tree, uint32_t content, uint32_t reporter, uint32_t *first, uint32_t *last)
{
    an_tree_extent(tree, content, first, last);
    if (an_tree_dominates(tree, content, reporter)) {
        uint32_t said_first, said_last;
        an_tree_extent(tree, reporter, &said_first, &said_last);
        if (content < said_first) *last = said_first ? said_first - 1 : 0;
        else if (content > said_last) *first = said_last + 1;
        else return false;
    }
    while (*first < *last && is_punctuation(tree, *first)) ++*first;
    while (*last > *first && is_punctuation(tree, *last)) --*last;
    return *first <= *last && !is_punctuation(tree, *first);
}

/* A clause is a statement; a noun is one only of what can be denied, blamed on somebody or claimed. */
static bool is_statement(const an_coder *coder, const an_tree *tree, an_stance stance, uint32_t content)
{
    (void)coder;
    return an_tree_is_predicate(tree, content) || tree->tokens[content].upos == AN_UPOS_ADJ || stance == AN_STANCE_DENIES || stance == AN_STANCE_CLAIMS_OWN;
}

/* The words of the sentence that stand in a quotation, where the tree links none to the verb: "He commented: 'Hoping for the best.'" */
static an_span quoted_beside(const an_coder *coder, const an_tree *tree, uint32_t reporter)
{
    uint32_t end = tree->first + tree->count;
    if (quote_at(coder, reporter + tree->first) != AN_NONE) return (an_span){0, 0};
    for (size_t i = first_quote_after(coder, tree->first); i < coder->quotes.count && coder->quotes.items[i].first_token < end; i++) {
        const an_quote *q = coder->quotes.items + i;
        uint32_t from = q->first_token > tree->first ? q->first_token : tree->first, to = q->end_token < end ? q->end_token : end;
        if (from < to) return (an_span){coder->document->parsed.tokens[from].span.start, coder->document->parsed.tokens[to - 1].span.end};
    }
    return (an_span){0, 0};
}

static void add_claim(an_coder *coder, const an_tree *tree, uint32_t reporter, const an_report *report, const an_arguments *arguments)
{
    an_claim claim = {.sentence = tree->sentence, .event = AN_NONE, .stance = (an_stance)report->stance};
    uint32_t content = content_of(coder, tree, reporter, report, arguments), first, last;
    claim.has_speaker = find_speaker(coder, tree, reporter, report->speaker_slot, arguments, &claim.speaker);
    if (claim.has_speaker) offer_to_quotes(coder, tree, reporter, &claim.speaker);
    if (!claim.has_speaker && claim.stance == AN_STANCE_SAYS) return;
    claim.span = tree->tokens[reporter].span;
    if (content == AN_NONE && claim.has_speaker && tree->tokens[reporter].upos == AN_UPOS_VERB) claim.content = quoted_beside(coder, tree, reporter);
    if (content == AN_NONE && an_span_is_empty(claim.content) && claim.stance != AN_STANCE_CLAIMS_OWN) return;
    if (!an_span_is_empty(claim.content)) {
        if (claim.content.start < claim.span.start) claim.span.start = claim.content.start;
        if (claim.content.end > claim.span.end) claim.span.end = claim.content.end;
    }
    if (content != AN_NONE) {
        if (!find_content_words(tree, content, reporter, &first, &last)) return;
        claim.content = (an_span){tree->tokens[first].span.start, tree->tokens[last].span.end};
        claim.event = event_in_content(coder, tree, content, reporter);
        if (claim.event == AN_NONE && !is_statement(coder, tree, claim.stance, content)) return;
        if (claim.content.start < claim.span.start) claim.span.start = claim.content.start;
        if (claim.content.end > claim.span.end) claim.span.end = claim.content.end;
    }
    if (claim.has_speaker && claim.speaker.span.start < claim.span.start) claim.span.start = claim.speaker.span.start;
    if (claim.has_speaker && claim.speaker.span.end > claim.span.end) claim.span.end = claim.speaker.span.end;
    if (claim.stance == AN_STANCE_CLAIMS_OWN && claim.event == AN_NONE && claim.has_speaker) claim.event = claim_earlier_event(coder, tree, reporter, report, &claim.speaker);
    find_certainty(coder, tree, content, report, &claim.certainty);
    claim.key = an_key_of(coder, claim.span, an_stance_names[claim.stance]);
    AN_PUSH(coder->arena, &coder->document->claims, claim);
}

/* "According to the ministry, ...": a claim of the ministry's, whatever the clause tells. */
static void add_claim_according(an_coder *coder, const an_tree *tree, uint32_t source)
{
    an_claim claim = {.sentence = tree->sentence, .event = AN_NONE, .stance = AN_STANCE_SAYS, .has_speaker = true};
    an_participants list = {0};
    uint32_t content = an_tree_head(tree, source), first, last, said_first, said_last;
    if (content == AN_NONE || !an_tree_is_predicate(tree, content)) return;
    if (!an_resolve(coder, tree, source, false, &list)) name_speaker(tree, source, &list, coder->arena);
    if (!list.count) return;
    claim.speaker = list.items[0];
    an_tree_extent(tree, content, &first, &last);
    an_tree_extent(tree, source, &said_first, &said_last);
    if (said_first <= first) first = said_last + 1;
    else if (said_last + 1 >= last) last = said_first - 1;
    while (first < last && is_punctuation(tree, first)) first++;
    while (last > first && is_punctuation(tree, last)) last--;
    if (first > last || is_punctuation(tree, first)) return;
    claim.content = (an_span){tree->tokens[first].span.start, tree->tokens[last].span.end};
    claim.event = event_in_content(coder, tree, content, source);
    claim.span = claim.content;
    if (tree->tokens[said_first].span.start < claim.span.start) claim.span.start = tree->tokens[said_first].span.start;
    if (claim.speaker.span.end > claim.span.end) claim.span.end = claim.speaker.span.end;
    claim.key = an_key_of(coder, claim.span, an_stance_names[claim.stance]);
    AN_PUSH(coder->arena, &coder->document->claims, claim);
}

static bool is_according(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    an_word preposition = tree->tokens[token].deprel == AN_DEPREL_OBL || tree->tokens[token].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, token) : AN_NONE;
    return preposition != AN_NONE && preposition == coder->grammar.according;
}

void an_find_claims(an_coder *coder, const an_tree *tree)
{
    for (uint32_t t = 0; t < tree->count; t++) {
        an_arguments arguments;
        if (is_according(coder, tree, t)) add_claim_according(coder, tree, t);
        const an_report *report = tree->lemmas[t] == AN_NONE ? NULL : an_find_report(coder, tree, t, &arguments);
        if (report) add_claim(coder, tree, t, report, &arguments);
    }
}

/* A quotation without a speaker of its own goes on with the one before it in the same or the previous paragraph. */
static void inherit_speakers(an_coder *coder)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    uint32_t sentence = 0, last_paragraph = 0;
    const an_quote *last = NULL;
    for (size_t i = 0; i < coder->quotes.count; i++) {
        an_quote *q = coder->quotes.items + i;
        while (sentence + 1 < parsed->sentence_count && parsed->sentences[sentence + 1].first_token <= q->first_token) sentence++;
        uint32_t paragraph = parsed->sentences[sentence].paragraph;
        if (!q->has_speaker && last && paragraph <= last_paragraph + 1) {
            q->speaker = last->speaker;
            q->words = last->words;
            q->has_speaker = true;
        }
        if (q->has_speaker) {
            last = q;
            last_paragraph = paragraph;
        }
    }
}

static bool is_first_person(an_str form)
{
    static const char *const words[] = {"I", "we", "me", "us", "my", "our"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (an_str_equal_ignoring_ascii_case(form, an_str_from(words[i]))) return true;
    return false;
}

static uint32_t token_of(const an_parsed_text *parsed, uint32_t sentence, an_span span)
{
    const an_sentence *s = parsed->sentences + sentence;
    for (uint32_t t = s->first_token; t < s->first_token + s->token_count; t++)
        if (parsed->tokens[t].span.start == span.start) return t;
    return AN_NONE;
}

/* "I" in a quotation is whoever speaks there: his id, this word. */
static void settle_first_persons(an_coder *coder)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    for (size_t i = 0; i < coder->document->claims.count; i++) {
        an_participant *speaker = &coder->document->claims.items[i].speaker;
        uint32_t token, quote;
        if (!coder->document->claims.items[i].has_speaker || speaker->actor.id.data || !is_first_person(an_str_of_span(parsed->text.data, speaker->span))) continue;
        token = token_of(parsed, coder->document->claims.items[i].sentence, speaker->span);
        quote = token == AN_NONE ? AN_NONE : quote_at(coder, token);
        if (quote == AN_NONE || !coder->quotes.items[quote].has_speaker) continue;
        speaker->actor = coder->quotes.items[quote].speaker.actor;
        speaker->mention = coder->quotes.items[quote].speaker.mention;
    }
}

void an_settle_quotes(an_coder *coder)
{
    inherit_speakers(coder);
    settle_first_persons(coder);
    for (size_t i = 0; i < coder->quote_of_event.count; i++) {
        uint32_t quote = coder->quote_of_event.items[i];
        an_accounts *accounts = &coder->document->events.items[i].accounts;
        an_accounts inner = *accounts;
        if (quote == AN_NONE || !coder->quotes.items[quote].has_speaker) continue;
        memset(accounts, 0, sizeof *accounts);
        AN_PUSH(coder->arena, accounts, (an_account){coder->quotes.items[quote].speaker, AN_STANCE_QUOTES, coder->quotes.items[quote].words});
        for (size_t k = 0; k < inner.count; k++) AN_PUSH(coder->arena, accounts, inner.items[k]);
    }
}
