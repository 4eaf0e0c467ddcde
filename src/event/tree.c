/* "The group that had vowed to strike was forced to withdraw": that -> group; strike's subject -> group by control; withdraw's
 * subject -> group because "forced" is passive. Everything climbs at most AN_CLIMB_MAX links, so no sentence can make it slow. */
#include "event/tree.h"

#include "base/utf8.h"

static an_word word(const an_frames *frames, const char *text) { return an_frames_word(frames, an_str_from(text)); }

void an_grammar_init(an_grammar *g, const an_frames *frames)
{
    g->frames = frames;
    g->by = word(frames, "by");
    g->of = word(frames, "of");
    g->against = word(frames, "against");
    g->between = word(frames, "between");
    g->with = word(frames, "with");
    g->on = word(frames, "on");
    g->in = word(frames, "in");
    g->to = word(frames, "to");
    g->from = word(frames, "from");
    g->for_ = word(frames, "for");
    g->into = word(frames, "into");
    g->not_ = word(frames, "not");
    g->if_ = word(frames, "if");
    g->unless = word(frames, "unless");
    g->according = word(frames, "accord");
    g->involve = word(frames, "involve");
    g->target = word(frames, "target");
    g->include = word(frames, "include");
    g->under = word(frames, "under");
    g->protest = word(frames, "protest");
    g->relative_pronouns = an_frames_set(frames, "relative-pronouns");
    g->containers = an_frames_set(frames, "containers");
    g->opposites = an_frames_set(frames, "opposites");
    g->possessed = an_frames_set(frames, "possessed");
    g->oblique_control = an_frames_set(frames, "oblique-control");
    g->targeting = an_frames_set(frames, "targeting");
    g->accidents = an_frames_set(frames, "accidents");
    g->people = an_frames_set(frames, "people");
    g->negations = an_frames_set(frames, "negations");
    g->reciprocal = an_frames_set(frames, "reciprocal");
    g->habitual = an_frames_set(frames, "habitual");
    g->own_control = an_frames_set(frames, "own-control");
    g->structures = an_frames_set(frames, "structures");
    g->where = an_frames_set(frames, "where");
    g->ways = an_frames_set(frames, "ways");
    g->nobody = an_frames_set(frames, "nobody");
    g->occasions = an_frames_set(frames, "occasions");
    g->active = an_frames_set(frames, "active");
    g->ongoing_words = an_frames_set(frames, "ongoing");
    g->mishaps = an_frames_set(frames, "mishaps");
    g->nature = an_frames_set(frames, "nature");
    g->violence_words = an_frames_set(frames, "violence-words");
    g->counts = an_frames_set(frames, "counts");
    g->documents = an_frames_set(frames, "documents");
    g->thwarting = an_frames_set(frames, "thwarting");
    g->joining = an_frames_set(frames, "joining");
    g->suffered = an_frames_set(frames, "suffered");
    g->unowned = an_frames_set(frames, "unowned");
    g->holding = an_frames_set(frames, "holding");
    g->weapons = an_frames_set(frames, "weapons");
    g->hours = an_frames_set(frames, "hours");
    g->ordering = an_frames_set(frames, "ordering");
    g->accusing = an_frames_set(frames, "accusing");
    g->idiom_objects = an_frames_set(frames, "idiom-objects");
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
static bool takes_object(const an_tree *tree, uint32_t token)
{
    bool is_bare = an_tree_child(tree, token, AN_DEPREL_DET) == AN_NONE && an_tree_child(tree, token, AN_DEPREL_CASE) == AN_NONE && an_tree_child(tree, token, AN_DEPREL_AMOD) == AN_NONE;
    return tree->tokens[token].upos == AN_UPOS_NOUN && is_bare && an_tree_child(tree, token, AN_DEPREL_COP) == AN_NONE && an_tree_child(tree, token, AN_DEPREL_OBJ) != AN_NONE;
}

bool an_tree_is_verbal(const an_tree *tree, uint32_t token)
{
    an_upos pos = (an_upos)tree->tokens[token].upos;
    if (pos == AN_UPOS_VERB) return true;
    if (pos != AN_UPOS_NOUN && pos != AN_UPOS_ADJ) return false;
    if (takes_object(tree, token)) return true;
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

static bool is_verb(const an_tree *tree, uint32_t token) { return tree->tokens[token].upos == AN_UPOS_VERB; }

static bool is_tagged(const an_tree *tree, uint32_t token, const char *tag) { return an_str_is(tree->tokens[token].xpos, tag); }

static bool has_subject(const an_tree *tree, uint32_t verb)
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
    return is_tagged(tree, verb, "VBN") && an_tree_child(tree, verb, AN_DEPREL_NSUBJ) != AN_NONE && an_tree_child(tree, verb, AN_DEPREL_AUX) == AN_NONE &&
           an_tree_child(tree, verb, AN_DEPREL_OBJ) == AN_NONE && an_tree_child(tree, verb, AN_DEPREL_CCOMP) == AN_NONE && an_tree_child(tree, verb, AN_DEPREL_XCOMP) == AN_NONE &&
           tree->tokens[verb].subrel != AN_SUBREL_RELCL && an_tree_lemma_in(tree, verb, tree->grammar->suffered);
}

bool an_tree_is_passive(const an_tree *tree, uint32_t verb)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        const an_token *t = tree->tokens + verb;
        uint32_t head = an_tree_head(tree, verb);
        if (has_passive_mark(tree, verb)) return true;
        if (is_headline_passive(tree, verb)) return true;
        if (!is_tagged(tree, verb, "VBN") || has_subject(tree, verb)) return false;
        if (an_tree_child(tree, verb, AN_DEPREL_AUX) != AN_NONE) return false;
        if (t->deprel == AN_DEPREL_ADVCL || t->deprel == AN_DEPREL_XCOMP || (t->deprel == AN_DEPREL_ACL && t->subrel != AN_SUBREL_RELCL)) return true;
        if (t->deprel != AN_DEPREL_CONJ || head == AN_NONE || !is_verb(tree, head)) return false;
        verb = head;
    }
    return false;
}

/* The word that a relative pronoun stands for: the noun above the relative clause. */
static uint32_t antecedent(const an_tree *tree, uint32_t token, uint32_t clause)
{
    uint32_t head = an_tree_head(tree, clause);
    for (int i = 0; i < AN_CLIMB_MAX && tree->tokens[clause].deprel == AN_DEPREL_CONJ && head != AN_NONE; i++) {
        clause = head;
        head = an_tree_head(tree, clause);
    }
    if (head == AN_NONE || tree->tokens[clause].subrel != AN_SUBREL_RELCL || !an_tree_lemma_in(tree, token, tree->grammar->relative_pronouns)) return token;
    return tree->tokens[clause].deprel == AN_DEPREL_ACL ? head : token;
}

static uint32_t own_subject(const an_tree *tree, uint32_t verb)
{
    uint32_t subject = AN_NONE;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel == AN_DEPREL_NSUBJ && t->subrel != AN_SUBREL_OUTER) {
            if (subject == AN_NONE || tree->tokens[subject].deprel == AN_DEPREL_CSUBJ || child < verb) subject = child; /* "THE HAGUE -- A prosecutor charged": the nearer */
        } else if (t->deprel == AN_DEPREL_CSUBJ && subject == AN_NONE) subject = child;
    }
    return subject == AN_NONE ? AN_NONE : antecedent(tree, subject, verb);
}

static bool is_marked_with_object_control(const an_tree *tree, uint32_t verb)
{
    const an_grammar *g = tree->grammar;
    AN_FOR_CHILDREN(tree, child, verb) {
        an_word w = tree->lemmas[child];
        if (tree->tokens[child].deprel == AN_DEPREL_MARK && w != AN_NONE && (w == g->of || w == g->from || w == g->for_ || w == g->into || (w == g->to && is_tagged(tree, verb, "VBG")))) return true;
    }
    return false;
}

/* Whom "to withdraw" speaks of in "forced them to withdraw", "called on them to withdraw"; AN_NONE = the subject above. */
static uint32_t controller(const an_tree *tree, uint32_t governor)
{
    uint32_t object = an_tree_child(tree, governor, AN_DEPREL_OBJ);
    if (an_tree_lemma_in(tree, governor, tree->grammar->own_control)) return AN_NONE;
    if (object == AN_NONE) object = an_tree_child(tree, governor, AN_DEPREL_IOBJ);
    if (object != AN_NONE) return object;
    if (!an_tree_lemma_in(tree, governor, tree->grammar->oblique_control)) return AN_NONE;
    return an_tree_child(tree, governor, AN_DEPREL_OBL);
}

/* "Russia's decision to withdraw", "the decision of Russia to withdraw". */
static uint32_t owner(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        an_word w = an_tree_case(tree, child);
        if (tree->tokens[child].deprel != AN_DEPREL_NMOD) continue;
        if (tree->tokens[child].subrel == AN_SUBREL_POSS || (w != AN_NONE && (w == tree->grammar->by || w == tree->grammar->of))) return child;
    }
    return AN_NONE;
}

/* "they made a promise to withdraw": the verb whose object the noun is. */
static uint32_t verb_of_object(const an_tree *tree, uint32_t noun)
{
    uint32_t head = an_tree_head(tree, noun);
    return tree->tokens[noun].deprel == AN_DEPREL_OBJ && head != AN_NONE && is_verb(tree, head) ? head : AN_NONE;
}

static uint32_t agent_of(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_OBL && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == tree->grammar->by) return child;
    return AN_NONE;
}

static bool has_to(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (is_tagged(tree, child, "TO")) return true;
    return false;
}

/* "Clashes near the town kill ten": a headline's present tense makes the parser hang the verb under its own subject. */
static bool hangs_under_its_subject(const an_tree *tree, uint32_t verb, uint32_t head)
{
    const an_token *above = tree->tokens + head;
    bool is_finite = takes_object(tree, verb) || is_tagged(tree, verb, "VBZ") || is_tagged(tree, verb, "VBP") || is_tagged(tree, verb, "VBD") || (is_tagged(tree, verb, "VB") && !has_to(tree, verb));
    return is_finite && head < verb && (above->upos == AN_UPOS_NOUN || above->upos == AN_UPOS_PROPN) && an_tree_child(tree, head, AN_DEPREL_COP) == AN_NONE &&
           an_tree_child(tree, head, AN_DEPREL_NSUBJ) == AN_NONE && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE && an_tree_child(tree, verb, AN_DEPREL_AUX) == AN_NONE;
}

static bool is_object_of(const an_tree *tree, uint32_t noun, an_range verbs)
{
    uint32_t verb = verb_of_object(tree, noun);
    return verb != AN_NONE && an_tree_lemma_in(tree, verb, verbs);
}

/* One step up in search of a missing subject: either it is found (*subject), or the search goes on at the verb returned. */
static uint32_t step_up(const an_tree *tree, uint32_t verb, uint32_t *subject)
{
    const an_token *t = tree->tokens + verb;
    uint32_t head = an_tree_head(tree, verb), found = AN_NONE;
    if (head == AN_NONE) return AN_NONE;
    if ((t->deprel == AN_DEPREL_ACL || t->deprel == AN_DEPREL_ADVCL || takes_object(tree, verb)) && hangs_under_its_subject(tree, verb, head)) {
        *subject = head;
        return AN_NONE;
    }
    if (t->deprel == AN_DEPREL_ACL && is_tagged(tree, verb, "VBG") && an_tree_lemma_in(tree, head, tree->grammar->documents) && verb_of_object(tree, head) != AN_NONE)
        return verb_of_object(tree, head); /* "issued a statement calling on": who issued it calls */
    if (t->deprel == AN_DEPREL_ACL && is_tagged(tree, verb, "VBG") && is_marked_with_object_control(tree, verb) && tree->tokens[head].deprel == AN_DEPREL_OBJ && (tree->actor_at[head] != AN_NONE || is_object_of(tree, head, tree->grammar->accusing))) {
        *subject = head; /* "accused the rebels of killing" */
        return AN_NONE;
    }
    if (t->deprel == AN_DEPREL_ACL) {
        if (t->subrel == AN_SUBREL_RELCL || (is_tagged(tree, verb, "VBG") && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE) || is_tagged(tree, verb, "VBD") || is_tagged(tree, verb, "VBZ")) *subject = head;
        else if (!is_tagged(tree, verb, "VBN") || an_tree_child(tree, verb, AN_DEPREL_MARK) != AN_NONE) {
            *subject = owner(tree, head);
            if (*subject != AN_NONE || verb_of_object(tree, head) == AN_NONE) return AN_NONE;
            return an_tree_lemma_in(tree, verb_of_object(tree, head), tree->grammar->thwarting) ? AN_NONE : verb_of_object(tree, head);
        }
        return AN_NONE;
    }
    if (t->deprel == AN_DEPREL_XCOMP || (t->deprel == AN_DEPREL_ADVCL && is_marked_with_object_control(tree, verb))) {
        found = controller(tree, head);
        if (found != AN_NONE) {
            *subject = antecedent(tree, found, head);
            return AN_NONE;
        }
        return head;
    }
    if (t->deprel == AN_DEPREL_ADVCL && is_tagged(tree, verb, "VBG") && an_tree_is_passive(tree, head) && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE) {
        *subject = agent_of(tree, head); /* "was bombed, killing six": the bomber kills */
        return AN_NONE;
    }
    if (t->deprel == AN_DEPREL_CONJ || t->deprel == AN_DEPREL_ADVCL || t->deprel == AN_DEPREL_CCOMP) return head;
    return AN_NONE;
}

uint32_t an_subject_of(const an_tree *tree, uint32_t verb)
{
    for (int i = 0; i < AN_CLIMB_MAX && verb != AN_NONE; i++) {
        uint32_t subject = own_subject(tree, verb);
        if (subject != AN_NONE) return subject;
        verb = step_up(tree, verb, &subject);
        if (subject != AN_NONE) return subject;
    }
    return AN_NONE;
}

void an_arguments_add(an_arguments *out, uint32_t slot, uint32_t token, uint32_t distance)
{
    if (token == AN_NONE || slot == AN_SLOT_NONE) return;
    for (uint32_t i = 0; i < out->count; i++)
        if (out->items[i].slot == slot && out->items[i].token == token) return;
    if (out->count < AN_ARGUMENTS_MAX) out->items[out->count++] = (an_argument){slot, token, distance};
}

static uint32_t slot_of_case(const an_tree *tree, uint32_t token)
{
    an_word w = an_tree_case(tree, token);
    return w == AN_NONE ? AN_SLOT_NONE : AN_SLOT_PREPOSITION + w;
}

static bool has_slot(const an_arguments *arguments, uint32_t slot)
{
    for (uint32_t i = 0; i < arguments->count; i++)
        if (arguments->items[i].slot == slot) return true;
    return false;
}

static bool is_known_actor(const an_tree *tree, uint32_t token)
{
    uint32_t mention = tree->actor_at[token];
    return mention != AN_NONE && tree->document->mentions.items[mention].actor.id.data != NULL;
}

/* "came under fire from the unions", "a letter of intent with Chad": what the phrase of the verb, or of its object, names no actor by may carry
 * the one who acts or is met, where the verb has no such phrase itself. */
static void add_below_phrase(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    AN_FOR_CHILDREN(tree, child, noun) {
        an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD && tree->tokens[child].subrel != AN_SUBREL_POSS ? an_tree_case(tree, child) : AN_NONE;
        if (w == AN_NONE || (w != g->by && w != g->from && w != g->with && w != g->against && w != g->between)) continue;
        if (!has_slot(out, AN_SLOT_PREPOSITION + w)) an_arguments_add(out, AN_SLOT_PREPOSITION + w, child, AN_NESTED);
    }
}

/* "rejected a petition brought by the rector": as good as "by the rector". */
static void add_maker(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    if (has_slot(out, AN_SLOT_PREPOSITION + tree->grammar->by) || an_tree_lemma_in(tree, noun, tree->grammar->people)) return;
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_ACL && tree->tokens[child].subrel != AN_SUBREL_RELCL && is_tagged(tree, child, "VBN")) an_arguments_add(out, AN_SLOT_PREPOSITION + tree->grammar->by, agent_of(tree, child), AN_NESTED);
}

/* Prepositional phrases that the parser hung under the object: "imposed sanctions on Iran". */
static void add_nested(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    add_maker(tree, noun, out);
    AN_FOR_CHILDREN(tree, child, noun) {
        const an_token *t = tree->tokens + child;
        if (t->deprel != AN_DEPREL_NMOD) continue;
        an_arguments_add(out, t->subrel == AN_SUBREL_POSS ? AN_SLOT_POSS : slot_of_case(tree, child), child, AN_NESTED);
        if (t->subrel != AN_SUBREL_POSS && an_tree_case(tree, child) == tree->grammar->in) add_below_phrase(tree, child, out); /* "a suit in a court in Texas against" */
        if (t->subrel == AN_SUBREL_POSS || an_tree_case(tree, child) != tree->grammar->of) continue;
        AN_FOR_CHILDREN(tree, inner, child) /* "supplies of weapons to the rebels" */
            if (tree->tokens[inner].deprel == AN_DEPREL_NMOD && an_tree_case(tree, inner) == tree->grammar->to) an_arguments_add(out, slot_of_case(tree, inner), inner, AN_NESTED);
        if (!is_known_actor(tree, child)) add_below_phrase(tree, child, out);
    }
}

/* "extradited a Russian suspect to Spain", "accused Chad of torture": the phrase is no part of whom the object names. */
static void add_nested_beside_actor(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    const an_mention *mention = tree->document->mentions.items + tree->actor_at[noun];
    AN_FOR_CHILDREN(tree, child, noun) {
        an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, child) : AN_NONE;
        bool is_inside = child + tree->first >= mention->first_token && child + tree->first < mention->end_token;
        if (w != AN_NONE && !is_inside && (w == tree->grammar->to || w == tree->grammar->from || (w == tree->grammar->of && tree->actor_at[child] == AN_NONE))) an_arguments_add(out, AN_SLOT_PREPOSITION + w, child, AN_NESTED);
    }
}

/* "killed at least ten people": the "at" belongs to the number. */
static bool case_is_in_number(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t preposition = an_tree_child(tree, token, AN_DEPREL_CASE);
    if (preposition == AN_NONE) return false;
    if (preposition + 2 == token && tree->tokens[token].upos == AN_UPOS_NUM && is_tagged(tree, preposition + 1, "JJS")) return true;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_QUANTITY && mentions[m].first_token <= preposition + tree->first && mentions[m].end_token > token + tree->first) return true;
    return false;
}

/* "must withdraw", "should be freed". */
static bool is_obliged(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX &&
            (an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("must")) || an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("should"))))
            return true;
    return false;
}

static void add_child(const an_tree *tree, uint32_t verb, uint32_t child, bool is_passive, an_arguments *out)
{
    const an_token *t = tree->tokens + child;
    uint32_t token = antecedent(tree, child, verb);
    an_word preposition;
    switch (t->deprel) {
    case AN_DEPREL_OBJ: an_arguments_add(out, AN_SLOT_OBJECT, token, token == child ? AN_OWN : AN_INHERITED); break;
    case AN_DEPREL_IOBJ: an_arguments_add(out, AN_SLOT_INDIRECT, token, AN_OWN); break;
    case AN_DEPREL_XCOMP:
    case AN_DEPREL_CCOMP:
        an_arguments_add(out, AN_SLOT_CLAUSE, child, AN_OWN);
        if (is_obliged(tree, child)) an_arguments_add(out, AN_SLOT_OBLIGATION, child, AN_OWN);
        if (has_to(tree, child)) an_arguments_add(out, AN_SLOT_INFINITIVE, child, AN_OWN);
        break;
    case AN_DEPREL_ADVCL:
        if (has_to(tree, child)) an_arguments_add(out, AN_SLOT_INFINITIVE, child, AN_OWN);
        if (is_marked_with_object_control(tree, child) || tree->tokens[verb].upos == AN_UPOS_ADJ) an_arguments_add(out, AN_SLOT_CLAUSE, child, AN_OWN);
        break;
    case AN_DEPREL_NMOD:
    case AN_DEPREL_OBL:
        preposition = an_tree_case(tree, child);
        if (case_is_in_number(tree, child)) an_arguments_add(out, AN_SLOT_OBJECT, token, AN_OWN);
        else if (t->deprel == AN_DEPREL_NMOD && tree->tokens[verb].upos == AN_UPOS_VERB) break;
        else if (t->subrel == AN_SUBREL_AGENT || (is_passive && preposition != AN_NONE && preposition == tree->grammar->by)) an_arguments_add(out, AN_SLOT_SUBJECT, token, AN_OWN);
        else an_arguments_add(out, slot_of_case(tree, child), token, AN_OWN);
        break;
    default: break;
    }
}

/* "arrested and deported five men": what one verb of a pair lacks, the other has. */
static void add_shared_object(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    enum { NEAR = 4 };
    uint32_t head = an_tree_head(tree, verb), object;
    if (tree->tokens[verb].deprel == AN_DEPREL_CONJ && head != AN_NONE && is_verb(tree, head) && !an_tree_is_passive(tree, head)) {
        object = an_tree_child(tree, head, AN_DEPREL_OBJ);
        if (object != AN_NONE && object > verb) an_arguments_add(out, AN_SLOT_OBJECT, object, AN_INHERITED);
    }
    AN_FOR_CHILDREN(tree, child, verb) {
        if (tree->tokens[child].deprel != AN_DEPREL_CONJ || !is_verb(tree, child) || child - verb > NEAR || has_subject(tree, child)) continue;
        object = an_tree_child(tree, child, AN_DEPREL_OBJ);
        if (object != AN_NONE) an_arguments_add(out, AN_SLOT_OBJECT, object, AN_INHERITED);
    }
}

/* "the town that rebels seized", "the town seized by rebels". */
static void add_gap(const an_tree *tree, uint32_t verb, bool is_passive, an_arguments *out)
{
    const an_token *t = tree->tokens + verb;
    uint32_t head = an_tree_head(tree, verb);
    if (t->deprel != AN_DEPREL_ACL || head == AN_NONE) return;
    if (t->subrel == AN_SUBREL_RELCL) {
        if (!is_passive && own_subject(tree, verb) != AN_NONE && own_subject(tree, verb) != head && !has_slot(out, AN_SLOT_OBJECT)) an_arguments_add(out, AN_SLOT_OBJECT, head, AN_INHERITED);
    } else if (is_passive && !has_slot(out, AN_SLOT_OBJECT)) {
        an_arguments_add(out, AN_SLOT_OBJECT, head, AN_INHERITED);
    }
}

/* "Is accused of fraud by prosecutors", with the prosecutors hung on the fraud. */
static void add_agent_below(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    AN_FOR_CHILDREN(tree, child, verb) {
        an_word w = tree->tokens[child].deprel == AN_DEPREL_OBL && child > verb ? an_tree_case(tree, child) : AN_NONE;
        if (w == AN_NONE || (w != g->of && w != g->for_ && w != g->to) || tree->actor_at[child] != AN_NONE) continue;
        AN_FOR_CHILDREN(tree, inner, child)
            if (tree->tokens[inner].deprel == AN_DEPREL_NMOD && an_tree_case(tree, inner) == g->by) an_arguments_add(out, AN_SLOT_SUBJECT, inner, AN_INHERITED);
    }
}

/* "The judge ordered nine ministers jailed": she has it done. */
static void add_orderer(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    uint32_t head = an_tree_head(tree, verb);
    bool is_reduced = tree->tokens[verb].deprel == AN_DEPREL_ACL && tree->tokens[verb].subrel != AN_SUBREL_RELCL;
    if (is_reduced) head = head == AN_NONE ? AN_NONE : verb_of_object(tree, head); /* "ordered two ministers jailed", read as "who were jailed" */
    if (head == AN_NONE || (!is_reduced && tree->tokens[verb].deprel != AN_DEPREL_XCOMP && tree->tokens[verb].deprel != AN_DEPREL_CCOMP) || an_tree_child(tree, verb, AN_DEPREL_AUX) != AN_NONE) return;
    if (an_tree_lemma_in(tree, head, tree->grammar->ordering) && !an_tree_is_passive(tree, head)) an_arguments_add(out, AN_SLOT_SUBJECT, an_subject_of(tree, head), AN_INHERITED);
}

/* A phrase behind the verb that completes it, as "under fire" does; not one that tells when: "after talks with Chad". */
static bool is_bearing(const an_tree *tree, uint32_t verb, const an_argument *a)
{
    const an_grammar *g = tree->grammar;
    an_word w = a->slot >= AN_SLOT_PREPOSITION ? a->slot - AN_SLOT_PREPOSITION : AN_NONE;
    bool completes = w != AN_NONE && (w == g->under || w == g->into || w == g->to || w == g->on || w == g->for_ || w == g->in);
    return completes && a->distance == AN_OWN && a->token > verb && tree->actor_at[a->token] == AN_NONE && tree->tokens[a->token].upos == AN_UPOS_NOUN;
}

void an_arguments_of_verb(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    bool is_passive = an_tree_is_passive(tree, verb);
    uint32_t subject = an_subject_of(tree, verb), object, nested;
    out->count = 0;
    AN_FOR_CHILDREN(tree, child, verb)
        add_child(tree, verb, child, is_passive, out);
    if (subject != AN_NONE) {
        uint32_t slot = !is_passive ? AN_SLOT_SUBJECT : has_slot(out, AN_SLOT_OBJECT) ? AN_SLOT_INDIRECT : AN_SLOT_OBJECT;
        an_arguments_add(out, slot, subject, own_subject(tree, verb) == subject ? AN_OWN : AN_INHERITED);
    }
    if (is_passive && !has_slot(out, AN_SLOT_SUBJECT)) add_agent_below(tree, verb, out);
    if (is_passive && !has_slot(out, AN_SLOT_SUBJECT)) add_orderer(tree, verb, out);
    add_gap(tree, verb, is_passive, out);
    if (!is_passive && !has_slot(out, AN_SLOT_OBJECT)) add_shared_object(tree, verb, out);
    nested = out->count;
    for (uint32_t i = 0; i < nested; i++) {
        object = out->items[i].token;
        if (is_bearing(tree, verb, out->items + i)) add_below_phrase(tree, object, out);
        if (out->items[i].slot != AN_SLOT_OBJECT) continue;
        if (is_known_actor(tree, object)) add_nested_beside_actor(tree, object, out);
        else add_nested(tree, object, out);
    }
}

static void add_noun_child(const an_tree *tree, uint32_t child, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    const an_token *t = tree->tokens + child;
    uint32_t object;
    switch (t->deprel) {
    case AN_DEPREL_NMOD:
        if (t->subrel == AN_SUBREL_POSS) an_arguments_add(out, AN_SLOT_POSS, child, AN_OWN);
        else if (an_tree_has_case(tree, child)) an_arguments_add(out, slot_of_case(tree, child), child, AN_OWN);
        else an_arguments_add(out, AN_SLOT_MODIFIER, child, AN_OWN);
        break;
    case AN_DEPREL_OBL:
        an_arguments_add(out, slot_of_case(tree, child), child, AN_OWN);
        break;
    case AN_DEPREL_COMPOUND:
    case AN_DEPREL_AMOD: an_arguments_add(out, AN_SLOT_MODIFIER, child, AN_OWN); break;
    case AN_DEPREL_ACL:
        if (t->subrel == AN_SUBREL_RELCL) break;
        if (!is_tagged(tree, child, "VBG")) an_arguments_add(out, AN_SLOT_CLAUSE, child, AN_OWN);
        object = an_tree_child(tree, child, AN_DEPREL_OBJ);
        if (object == AN_NONE || !an_tree_lemma_in(tree, child, g->targeting)) break;
        an_arguments_add(out, AN_SLOT_PREPOSITION + (tree->lemmas[child] == g->involve ? g->between : g->against), object, AN_NESTED);
        break;
    default: break;
    }
}

/* "violence by settlers against villagers": one phrase hung under the other. */
static void add_nested_roles(const an_tree *tree, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    uint32_t own = out->count;
    for (uint32_t i = 0; i < own; i++) {
        an_word above = out->items[i].slot - AN_SLOT_PREPOSITION;
        if (out->items[i].slot < AN_SLOT_PREPOSITION) continue;
        if (above != g->of && above != g->on && above != g->against && above != g->by && above != g->in && above != g->to) continue; /* not "during a visit by" */
        AN_FOR_CHILDREN(tree, child, out->items[i].token) {
            an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, child) : AN_NONE;
            if (w == AN_NONE || (w != g->by && w != g->against && w != g->on && w != g->to && w != g->for_ && w != g->with && w != g->between)) continue;
            if (!has_slot(out, AN_SLOT_PREPOSITION + w)) an_arguments_add(out, AN_SLOT_PREPOSITION + w, child, AN_NESTED);
        }
    }
}

/* "rejected talks with the opposition": a phrase right behind the noun that the parser hung on the verb. */
static void add_adjacent(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    uint32_t head = an_tree_head(tree, noun), phrase = noun + 1 < tree->count ? an_tree_head(tree, noun + 1) : AN_NONE;
    an_word w;
    if (head == AN_NONE || phrase == AN_NONE || phrase <= noun + 1 || tree->tokens[noun + 1].deprel != AN_DEPREL_CASE || tree->tokens[phrase].deprel != AN_DEPREL_OBL) return;
    if (an_tree_head(tree, phrase) != head || tree->tokens[noun].deprel != AN_DEPREL_OBJ) return;
    w = an_tree_case(tree, phrase);
    if (w != AN_NONE && (w == g->with || w == g->between || w == g->against || w == g->on || w == g->of) && !has_slot(out, AN_SLOT_PREPOSITION + w)) an_arguments_add(out, AN_SLOT_PREPOSITION + w, phrase, AN_NESTED);
}

void an_arguments_of_noun(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    uint32_t head = an_tree_head(tree, noun);
    out->count = 0;
    AN_FOR_CHILDREN(tree, child, noun)
        add_noun_child(tree, child, out);
    add_nested_roles(tree, out);
    add_adjacent(tree, noun, out);
    if (tree->tokens[noun].deprel == AN_DEPREL_CONJ && head != AN_NONE && !is_verb(tree, head)) {
        AN_FOR_CHILDREN(tree, child, head) /* "Turkish air strikes and shelling" */
            if (tree->tokens[child].deprel == AN_DEPREL_NMOD && tree->tokens[child].subrel == AN_SUBREL_POSS && !has_slot(out, AN_SLOT_POSS) && an_tree_child(tree, noun, AN_DEPREL_DET) == AN_NONE)
                an_arguments_add(out, AN_SLOT_POSS, child, AN_INHERITED);
    }
    AN_FOR_CHILDREN(tree, child, noun) { /* "a subject" of a copula or of a noun tagged as a verb */
        if (tree->tokens[child].deprel == AN_DEPREL_NSUBJ && an_tree_child(tree, noun, AN_DEPREL_COP) != AN_NONE) an_arguments_add(out, AN_SLOT_SUBJECT, child, AN_OWN);
    }
}
