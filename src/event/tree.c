/* One sentence as the coder asks about it: its children, its words by the dictionary's numbers, its mentions by token, and small questions about
 * verbs. Who a verb's subject is stands in subject.c, what else goes with a word in arguments.c. */
#include "event/tree.h"

#include "base/utf8.h"

void an_grammar_init(an_grammar *g, const an_frames *frames)
{
    g->frames = frames;
#define AN_INIT_WORD(field, text) g->field = an_frames_word(frames, AN_STR(text));
    AN_GRAMMAR_WORD_LIST(AN_INIT_WORD)
#undef AN_INIT_WORD
#define AN_INIT_SET(field, name) g->field = an_frames_set(frames, name);
    AN_GRAMMAR_SET_LIST(AN_INIT_SET)
#undef AN_INIT_SET
}

static void link_children(an_tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) tree->first_child[i] = tree->next_sibling[i] = AN_NONE;
    for (uint32_t i = tree->count; i-- > 0;) {
        uint32_t head = an_tree_head(tree, i);
        if (head == AN_NONE || head == i) continue;
        tree->next_sibling[i] = tree->first_child[head];
        tree->first_child[head] = i;
    }
}

static bool has_capital(an_str text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] >= 128 || (text.data[i] >= 'A' && text.data[i] <= 'Z')) return true;
    return false;
}

/* The dictionary's word `stem` + `ending`; AN_NONE if it has none. */
static an_word try_stem(const an_frames *frames, an_str stem, const char *ending)
{
    char text[64];
    size_t more = strlen(ending);
    if (stem.length < 2 || stem.length + more > sizeof text) return AN_NONE;
    memcpy(text, stem.data, stem.length);
    memcpy(text + stem.length, ending, more);
    return an_frames_word(frames, (an_str){text, stem.length + more});
}

static bool cut(an_str form, const char *ending, an_str *stem)
{
    if (!an_str_ends_with(form, ending)) return false;
    *stem = (an_str){form.data, form.length - strlen(ending)};
    return stem->length >= 2;
}

/* The stem with its ending undone in the ways of English: "besieg" -> besiege, "gunn" -> gun, "bomb" -> bomb. */
static an_word try_verb_stem(const an_frames *frames, an_str stem)
{
    bool is_doubled = stem.length > 2 && stem.data[stem.length - 1] == stem.data[stem.length - 2];
    an_word found = try_stem(frames, stem, "");
    if (found == AN_NONE && is_doubled) found = try_stem(frames, (an_str){stem.data, stem.length - 1}, "");
    if (found == AN_NONE) found = try_stem(frames, stem, "e");
    if (found == AN_NONE && stem.data[stem.length - 1] == 'i') found = try_stem(frames, (an_str){stem.data, stem.length - 1}, "y");
    return found;
}

/* A lemmatizer can only guess at words that it has not met. The dictionary knows the words that matter, so where the lemma is
 * none of its key words, its endings are undone here. */
static an_word lemma_by_ending(const an_frames *frames, const an_token *token, an_str form)
{
    an_str stem;
    an_word found = AN_NONE;
    if (token->upos == AN_UPOS_VERB) {
        if (cut(form, "ed", &stem) || cut(form, "ing", &stem)) found = try_verb_stem(frames, stem);
        if (found == AN_NONE && cut(form, "s", &stem)) found = try_stem(frames, stem, "");
        if (found == AN_NONE && cut(form, "es", &stem)) found = try_verb_stem(frames, stem);
    } else if (token->upos == AN_UPOS_NOUN) {
        if (cut(form, "s", &stem)) found = try_stem(frames, stem, "");
        if (found == AN_NONE && cut(form, "es", &stem)) found = try_stem(frames, stem, "");
        if (found == AN_NONE && cut(form, "ies", &stem)) found = try_stem(frames, stem, "y");
        if (found == AN_NONE && cut(form, "men", &stem)) found = try_stem(frames, stem, "man");
    }
    return found;
}

/* The lemma of an irregular form that the dictionary lists ("overthrew"); else the word itself. */
static an_word regular(const an_frames *frames, an_word word)
{
    an_range triggers = an_frames_triggers(frames, word);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (frames->triggers[triggers.first + i].entry_class == AN_ENTRY_FORM) return frames->triggers[triggers.first + i].entry;
    return word;
}

static an_str folded(an_arena *scratch, an_str text) { return has_capital(text) ? an_utf8_fold(scratch, text) : text; }

static void number_lemmas(an_arena *scratch, an_tree *tree)
{
    const an_frames *frames = tree->grammar->frames;
    for (uint32_t i = 0; i < tree->count; i++) {
        const an_token *t = tree->tokens + i;
        an_word w = an_frames_word(frames, folded(scratch, t->lemma.length ? t->lemma : t->form));
        if ((t->upos == AN_UPOS_VERB || t->upos == AN_UPOS_NOUN) && (w == AN_NONE || !an_frames_triggers(frames, w).count)) {
            an_word better = lemma_by_ending(frames, t, folded(scratch, t->form));
            if (better != AN_NONE && (w == AN_NONE || an_frames_triggers(frames, better).count)) w = better;
        }
        tree->lemmas[i] = t->upos == AN_UPOS_VERB ? regular(frames, w) : w;
    }
}

/* Resolved before unresolved, named before generic, longer before shorter. */
static bool is_better(const an_mention *a, const an_mention *b)
{
    bool a_known = a->actor.id.data != NULL, b_known = b->actor.id.data != NULL;
    if (a_known != b_known) return a_known;
    if (a->is_generic != b->is_generic) return !a->is_generic;
    return a->end_token - a->first_token > b->end_token - b->first_token;
}

static void offer(an_tree *tree, uint32_t token, uint32_t mention, bool is_head, const bool *had_head)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t *at = &tree->actor_at[token];
    if (*at == AN_NONE || (is_head && !*had_head) || ((is_head || !*had_head) && is_better(mentions + mention, mentions + *at))) *at = mention;
}

static bool place_mentions(an_arena *scratch, an_tree *tree)
{
    const an_mention *mentions = tree->document->mentions.items;
    bool *is_head = AN_NEW_ARRAY(scratch, bool, tree->count);
    if (!is_head) return false;
    for (uint32_t i = 0; i < tree->count; i++) tree->actor_at[i] = AN_NONE;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first;
        if (mentions[m].kind != AN_MENTION_ACTOR || head >= tree->count) continue;
        offer(tree, head, m, true, &is_head[head]);
        is_head[head] = true;
    }
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        if (mentions[m].kind != AN_MENTION_ACTOR) continue;
        for (uint32_t t = mentions[m].first_token; t < mentions[m].end_token; t++)
            if (t - tree->first < tree->count && tree->tokens[t - tree->first].name != AN_NAME_NONE) offer(tree, t - tree->first, m, false, &is_head[t - tree->first]);
    }
    return true;
}

bool an_tree_build(an_arena *scratch, const an_document *document, const an_grammar *grammar, uint32_t sentence, uint32_t *mention_cursor, an_tree *tree)
{
    const an_sentence *s = document->parsed.sentences + sentence;
    memset(tree, 0, sizeof *tree);
    tree->document = document;
    tree->grammar = grammar;
    tree->sentence = sentence;
    tree->first = s->first_token;
    tree->count = s->token_count;
    tree->tokens = an_tree_mend(scratch, grammar, an_sentence_tokens(&document->parsed, sentence), tree->count);
    tree->first_child = AN_NEW_ARRAY(scratch, uint32_t, tree->count + 1);
    tree->next_sibling = AN_NEW_ARRAY(scratch, uint32_t, tree->count + 1);
    tree->lemmas = AN_NEW_ARRAY(scratch, an_word, tree->count + 1);
    tree->actor_at = AN_NEW_ARRAY(scratch, uint32_t, tree->count + 1);
    if (scratch->is_exhausted) return false;
    while (*mention_cursor < document->mentions.count && document->mentions.items[*mention_cursor].sentence < sentence) ++*mention_cursor;
    tree->first_mention = *mention_cursor;
    while (*mention_cursor < document->mentions.count && document->mentions.items[*mention_cursor].sentence == sentence) ++*mention_cursor;
    tree->end_mention = *mention_cursor;
    link_children(tree);
    number_lemmas(scratch, tree);
    return place_mentions(scratch, tree) && !scratch->is_exhausted;
}

uint32_t an_tree_child(const an_tree *tree, uint32_t token, an_deprel relation)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == relation) return child;
    return AN_NONE;
}

bool an_tree_lemma_in(const an_tree *tree, uint32_t token, an_range words)
{
    return tree->lemmas[token] != AN_NONE && an_frames_has(tree->grammar->frames, words, tree->lemmas[token]);
}

an_word an_tree_case(const an_tree *tree, uint32_t token)
{
    uint32_t found = an_tree_child(tree, token, AN_DEPREL_CASE);
    return found == AN_NONE ? AN_NONE : tree->lemmas[found];
}

bool an_tree_has_case(const an_tree *tree, uint32_t token) { return an_tree_child(tree, token, AN_DEPREL_CASE) != AN_NONE; }

bool an_tree_is_predicate(const an_tree *tree, uint32_t token)
{
    return tree->tokens[token].upos == AN_UPOS_VERB || an_tree_child(tree, token, AN_DEPREL_COP) != AN_NONE;
}

/* A noun of the parser's that has an object, and nothing that a noun has: "Police in Lyon arrest two men". */
bool an_tree_takes_object(const an_tree *tree, uint32_t token)
{
    bool is_bare = an_tree_child(tree, token, AN_DEPREL_DET) == AN_NONE && an_tree_child(tree, token, AN_DEPREL_CASE) == AN_NONE && an_tree_child(tree, token, AN_DEPREL_AMOD) == AN_NONE;
    return tree->tokens[token].upos == AN_UPOS_NOUN && is_bare && an_tree_child(tree, token, AN_DEPREL_COP) == AN_NONE && an_tree_child(tree, token, AN_DEPREL_OBJ) != AN_NONE;
}

bool an_tree_is_verbal(const an_tree *tree, uint32_t token)
{
    an_upos pos = (an_upos)tree->tokens[token].upos;
    if (pos == AN_UPOS_VERB) return true;
    if (pos != AN_UPOS_NOUN && pos != AN_UPOS_ADJ) return false;
    if (an_tree_takes_object(tree, token)) return true;
    return an_tree_child(tree, token, AN_DEPREL_NSUBJ) != AN_NONE && an_tree_child(tree, token, AN_DEPREL_COP) == AN_NONE && an_tree_child(tree, token, AN_DEPREL_DET) == AN_NONE;
}

bool an_tree_dominates(const an_tree *tree, uint32_t above, uint32_t below)
{
    for (uint32_t steps = 0; below != AN_NONE && steps <= tree->count; steps++, below = an_tree_head(tree, below))
        if (below == above) return true;
    return false;
}

uint32_t an_tree_first_conjunct(const an_tree *tree, uint32_t token)
{
    for (int i = 0; i < AN_CLIMB_MAX && tree->tokens[token].deprel == AN_DEPREL_CONJ && an_tree_head(tree, token) != AN_NONE; i++)
        token = an_tree_head(tree, token);
    return token;
}

static void extend(const an_tree *tree, uint32_t token, uint32_t *first, uint32_t *last, int depth)
{
    if (token < *first) *first = token;
    if (token > *last) *last = token;
    if (depth >= AN_CLIMB_MAX) return;
    AN_FOR_CHILDREN(tree, child, token)
        extend(tree, child, first, last, depth + 1);
}

void an_tree_extent(const an_tree *tree, uint32_t token, uint32_t *first, uint32_t *last)
{
    *first = *last = token;
    extend(tree, token, first, last, 0);
}

an_span an_tree_name(const an_tree *tree, uint32_t token)
{
    uint32_t first = token, last = token;
    if (tree->tokens[token].name == AN_NAME_NONE) return tree->tokens[token].span;
    while (first > 0 && !tree->tokens[first].starts_name && tree->tokens[first - 1].name == tree->tokens[token].name) first--;
    while (last + 1 < tree->count && !tree->tokens[last + 1].starts_name && tree->tokens[last + 1].name == tree->tokens[token].name) last++;
    return (an_span){tree->tokens[first].span.start, tree->tokens[last].span.end};
}

bool an_tree_is_verb(const an_tree *tree, uint32_t token) { return tree->tokens[token].upos == AN_UPOS_VERB; }

bool an_tree_is_tagged(const an_tree *tree, uint32_t token, const char *tag) { return an_str_is(tree->tokens[token].xpos, tag); }

bool an_tree_has_subject(const an_tree *tree, uint32_t verb)
{
    return an_tree_child(tree, verb, AN_DEPREL_NSUBJ) != AN_NONE || an_tree_child(tree, verb, AN_DEPREL_CSUBJ) != AN_NONE;
}

/* A verb that is hardly ever passive is none because the parser takes "the opposition called for" for one. */
static bool has_passive_mark(const an_tree *tree, uint32_t verb)
{
    bool is_active = an_tree_lemma_in(tree, verb, tree->grammar->active);
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].subrel == AN_SUBREL_PASS && (!is_active || tree->tokens[child].deprel == AN_DEPREL_AUX) &&
            (tree->tokens[child].deprel == AN_DEPREL_AUX || tree->tokens[child].deprel == AN_DEPREL_NSUBJ || tree->tokens[child].deprel == AN_DEPREL_CSUBJ))
            return true;
    return false;
}

/* "Two people killed in a raid": a participle of harm with a subject and no object, as headlines have it. */
static bool is_headline_passive(const an_tree *tree, uint32_t verb)
{
    return an_tree_is_tagged(tree, verb, "VBN") && an_tree_child(tree, verb, AN_DEPREL_NSUBJ) != AN_NONE && an_tree_child(tree, verb, AN_DEPREL_AUX) == AN_NONE &&
           an_tree_child(tree, verb, AN_DEPREL_OBJ) == AN_NONE && an_tree_child(tree, verb, AN_DEPREL_CCOMP) == AN_NONE && an_tree_child(tree, verb, AN_DEPREL_XCOMP) == AN_NONE &&
           tree->tokens[verb].subrel != AN_SUBREL_RELCL && an_tree_lemma_in(tree, verb, tree->grammar->suffered);
}

static bool is_finite_tag(an_str xpos) { return an_str_is(xpos, "VBD") || an_str_is(xpos, "VBZ") || an_str_is(xpos, "VBP"); }

bool an_tree_is_finite(const an_tree *tree, uint32_t verb)
{
    if (is_finite_tag(tree->tokens[verb].xpos)) return true;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if ((t->deprel == AN_DEPREL_AUX || t->deprel == AN_DEPREL_COP) && (is_finite_tag(t->xpos) || an_str_is(t->xpos, "MD"))) return true;
    }
    return false;
}

bool an_tree_is_passive(const an_tree *tree, uint32_t verb)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        const an_token *t = tree->tokens + verb;
        uint32_t head = an_tree_head(tree, verb);
        if (has_passive_mark(tree, verb)) return true;
        if (is_headline_passive(tree, verb)) return true;
        if (!an_tree_is_tagged(tree, verb, "VBN") || an_tree_has_subject(tree, verb)) return false;
        if (an_tree_child(tree, verb, AN_DEPREL_AUX) != AN_NONE) return false;
        if (t->deprel == AN_DEPREL_ADVCL || t->deprel == AN_DEPREL_XCOMP || (t->deprel == AN_DEPREL_ACL && t->subrel != AN_SUBREL_RELCL)) return true;
        if (t->deprel != AN_DEPREL_CONJ || head == AN_NONE || !an_tree_is_verb(tree, head)) return false;
        verb = head;
    }
    return false;
}

bool an_tree_has_modal(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_tree_is_tagged(tree, child, "MD")) return true;
    return false;
}
