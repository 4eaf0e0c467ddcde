/* What the weights are given to: one number for each thing that is true of a phrase, or of a phrase and a candidate. Every feature
 * is apart by the form of the phrase ("he", "they", a name, "the group"), so that each form learns what matters to it; many also by
 * form and function of the candidate. A feature's number is a hash of its template and values: no dictionary of features is kept,
 * and training and use cannot differ. The same word never has floating point in it.
 *
 * After Durrett and Klein 2013 ("Easy Victories and Uphill Battles in Coreference Resolution"), with what older work found to help
 * pronouns: the order of candidates in the tree (Hobbs 1978), functions (Lappin and Leass 1994), binding, quotations. */
#include "mention/coreference_parts.h"

/* Templates are told apart by these numbers. */
enum {
    NEW_FORM, NEW_FUNCTION, NEW_HEAD, NEW_GOVERNOR, NEW_NEXT, NEW_PLACE, NEW_NAMESAKE, NEW_CLASS, NEW_QUOTED, NEW_LENGTH, NEW_GOVERNOR_CLASS, NEW_FIRST_WORD,
    PAIR_BIAS, PAIR_FORMS, PAIR_SENTENCES, PAIR_RANK, PAIR_TOKENS, PAIR_FUNCTIONS, PAIR_AGREE, PAIR_CLASS, PAIR_HEAD, PAIR_WORDS, PAIR_NAME_WORDS,
    PAIR_INITIALS, PAIR_NESTED, PAIR_GOVERNOR, PAIR_APPOSITION, PAIR_COPULA, PAIR_CHAIN_SIZE, PAIR_CHAIN_AGREE, PAIR_CHAIN_NAME, PAIR_CHAIN_FRESH, PAIR_QUOTED,
    PAIR_FIRST, PAIR_HEADS, PAIR_HEAD_WORD, PAIR_SAME_PRONOUN, PAIR_ABOVE, PAIR_WHOLE, PAIR_MODIFIED, PAIR_CASE, PAIR_CLASSES, PAIR_DEPTH,
    PAIR_KIND, PAIR_PARAGRAPH
};

typedef struct pair {
    const an_coreference_state *state;
    const an_words *w;
    const an_phrase *phrase, *candidate;
    const an_phrase_chain *chain;
} pair;

static void put(an_feature_list *out, uint32_t template, uint32_t form, uint32_t value)
{
    uint32_t h = (template * AN_PHRASE_FORM_COUNT + form + 1) * UINT32_C(0x9E3779B1) ^ value * UINT32_C(0x85EBCA6B);
    h ^= h >> 15;
    h *= UINT32_C(0x2C1B3C6D);
    h ^= h >> 13;
    if (out->count < AN_COREFERENCE_FEATURES_MAX) out->items[out->count++] = h & (AN_COREFERENCE_WEIGHTS - 1);
}

/* 0 1 2 3 4-5 6-8 9-15 16-31 32- */
static uint32_t bucket(uint32_t n) { return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 16 ? 6 : n < 32 ? 7 : 8; }

static const an_token *token_at(const an_words *w, uint32_t i) { return w->text->tokens + i; }

static uint32_t sentence_end(const an_words *w, uint32_t sentence) { return w->text->sentences[sentence].first_token + w->text->sentences[sentence].token_count; }

static uint32_t key_at(const an_words *w, uint32_t i) { return i == AN_NONE ? 1 : w->items[i].key; }

static uint32_t relation_at(const an_words *w, uint32_t i) { return token_at(w, i)->deprel * 16u + token_at(w, i)->subrel; }

/* The class by which a pronoun's antecedents are told apart: of names the kind, else the class of the noun. */
static uint32_t class_of(const an_phrase *phrase) { return phrase->thing_class; }

/* ---- being new ---- */

static uint32_t clause_child(const an_words *w, uint32_t verb)
{
    uint32_t found = 0;
    for (uint32_t c = verb == AN_NONE ? AN_NONE : w->items[verb].first_child; c != AN_NONE; c = w->items[c].next_sibling) {
        uint8_t relation = token_at(w, c)->deprel;
        if (relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_CSUBJ || relation == AN_DEPREL_XCOMP || relation == AN_DEPREL_ACL) found = relation;
    }
    return found;
}

void an_coreference_features_new(const an_coreference_state *state, uint32_t i, bool has_namesake, an_feature_list *out)
{
    const an_words *w = state->words;
    const an_phrase *p = state->phrases->items + i;
    uint32_t form = p->form, next = p->head + 1 < sentence_end(w, p->sentence) ? p->head + 1 : AN_NONE;
    bool is_pronoun = form <= AN_PHRASE_THESE;
    out->count = 0;
    put(out, NEW_FORM, form, p->noun_case);
    put(out, NEW_FUNCTION, form, relation_at(w, p->head));
    put(out, NEW_HEAD, form, is_pronoun ? w->items[p->head].form_key : w->items[p->head].key);
    put(out, NEW_NAMESAKE, form, has_namesake * 2u + p->is_modified);
    put(out, NEW_PLACE, form, bucket(p->sentence));
    put(out, NEW_PLACE, form, 100 + bucket(i));
    put(out, NEW_CLASS, form, class_of(p) * 4 + p->numbers);
    put(out, NEW_QUOTED, form, w->items[p->head].quotation != 0);
    put(out, NEW_LENGTH, form, bucket(p->end - p->first));
    put(out, NEW_FIRST_WORD, form, w->items[p->first].form_key);
    if (!is_pronoun) return;
    put(out, NEW_GOVERNOR, form, key_at(w, p->governor));
    put(out, NEW_NEXT, form, next == AN_NONE ? 0 : w->items[next].form_key);
    put(out, NEW_GOVERNOR_CLASS, form, (p->governor == AN_NONE ? 0 : token_at(w, p->governor)->upos) * 64u + clause_child(w, p->governor));
}

/* ---- a candidate ---- */

static uint32_t agreement(uint8_t asked, uint8_t offered, uint8_t all)
{
    if (!(asked & offered)) return 0;
    if (asked == all || offered == all) return 1;
    return asked == offered ? 3 : 2;
}

static bool is_name_word(const an_words *w, uint32_t i) { return token_at(w, i)->upos == AN_UPOS_PROPN; }

/* How the words of two names overlap: 0 not, 1 some, 2 all of the later stand in the earlier, 3 all of the earlier in the later, 4 equal. */
static uint32_t overlap_of_names(const an_words *w, const an_phrase *a, const an_phrase *b)
{
    enum { WORDS_MAX = 8 };
    uint32_t a_words = 0, b_words = 0, shared = 0, others[WORDS_MAX];
    for (uint32_t i = b->first; i < b->end && b_words < WORDS_MAX; i++)
        if (is_name_word(w, i)) others[b_words++] = w->items[i].form_key;
    for (uint32_t i = a->first; i < a->end && a_words < WORDS_MAX; i++) {
        bool is_shared = false;
        if (!is_name_word(w, i)) continue;
        for (uint32_t k = 0; k < b_words; k++) is_shared = is_shared || others[k] == w->items[i].form_key;
        shared += is_shared;
        a_words++;
    }
    if (!shared) return 0;
    if (shared == a_words && shared >= b_words) return 4;
    return shared == a_words ? 2 : shared >= b_words ? 3 : 1;
}

/* Whether one is written with the first letters of the other. */
static bool is_initials(const an_words *w, const an_phrase *short_one, const an_phrase *long_one)
{
    an_str form = token_at(w, short_one->head)->form;
    size_t at = 0;
    if (form.length < 2 || short_one->end - short_one->first > 2 || long_one->end - long_one->first < form.length) return false;
    for (uint32_t i = long_one->first; i < long_one->end; i++) {
        char c = token_at(w, i)->form.data[0];
        if (c < 'A' || c > 'Z') continue;
        if (at == form.length || form.data[at++] != c) return false;
    }
    return at == form.length;
}

static bool is_inside(const an_phrase *inner, const an_phrase *outer) { return outer->first <= inner->first && inner->end <= outer->end; }

/* Binding: 1 both hang on one word, 2 the phrase hangs below the candidate's clause, 3 the candidate is subject of a clause above. */
static uint32_t position_in_tree(const pair *p)
{
    enum { CLIMB_MAX = 8 };
    const an_words *w = p->w;
    uint32_t at = p->phrase->governor, steps = 0;
    if (p->phrase->sentence != p->candidate->sentence) return 0;
    if (at != AN_NONE && at == p->candidate->governor) return 1;
    for (; at != AN_NONE && steps < CLIMB_MAX; at = w->items[at].head, steps++) {
        if (at == p->candidate->governor) return steps < 3 ? 2 : 3;
        if (at == p->candidate->head) return 4;
    }
    return 5;
}

static bool fits(const pair *p)
{
    return (p->phrase->genders & p->chain->genders) && (p->phrase->numbers & p->chain->numbers) && (p->phrase->numbers & p->candidate->numbers) &&
           p->candidate->form != AN_PHRASE_CLAUSE;
}

/* How many agreeing chains stand nearer: one that was met before does not count again. */
static void count_fit(const pair *p, an_candidate_order *order)
{
    if (fits(p)) {
        if (order->last_fit_chain != p->candidate->chain + 1) order->nth_fit++;
        order->last_fit_chain = p->candidate->chain + 1;
    }
    order->nth++;
}

static void put_distance(const pair *p, const an_candidate_order *order, an_feature_list *out)
{
    uint32_t form = p->phrase->form, sentences = p->phrase->sentence - p->candidate->sentence, other = p->candidate->form;
    uint32_t function = p->candidate->function, near_by = sentences > 3 ? 3 : sentences;
    put(out, PAIR_SENTENCES, form, bucket(sentences));
    put(out, PAIR_SENTENCES, form, 100 + bucket(sentences) * 32 + other);
    put(out, PAIR_RANK, form, bucket(order->nth));
    put(out, PAIR_RANK, form, 100 + bucket(p->candidate->rank) * 8 + near_by);
    put(out, PAIR_FUNCTIONS, form, (function * 64 + p->phrase->function) * 4 + near_by);
    put(out, PAIR_FUNCTIONS, form, 100000 + function * 4 + near_by);
    if (!sentences) put(out, PAIR_TOKENS, form, bucket(p->phrase->first > p->candidate->end ? p->phrase->first - p->candidate->end : 0));
    put(out, PAIR_FIRST, form, (p->candidate->rank == 0) * 4u + near_by);
    put(out, PAIR_DEPTH, form, bucket(p->w->items[p->candidate->head].depth) * 4 + near_by);
}

static void put_agreement(const pair *p, an_feature_list *out)
{
    uint32_t form = p->phrase->form, other = p->candidate->form;
    uint32_t gender = agreement(p->phrase->genders, p->candidate->genders, AN_GENDER_ANY), number = agreement(p->phrase->numbers, p->candidate->numbers, AN_NUMBER_ANY);
    uint32_t chain_gender = agreement(p->phrase->genders, p->chain->genders, AN_GENDER_ANY), chain_number = agreement(p->phrase->numbers, p->chain->numbers, AN_NUMBER_ANY);
    put(out, PAIR_AGREE, form, gender * 4 + number);
    put(out, PAIR_CHAIN_AGREE, form, chain_gender * 4 + chain_number);
    put(out, PAIR_CHAIN_AGREE, form, 100 + chain_gender * 32 + other);
    put(out, PAIR_CLASS, form, (class_of(p->candidate) * 4 + p->candidate->numbers) * 32 + other);
    put(out, PAIR_CLASS, form, 100000 + p->chain->thing_class * 4u + p->chain->numbers);
    if (form >= AN_PHRASE_NAME) put(out, PAIR_CLASSES, form, class_of(p->phrase) * 64 + class_of(p->candidate));
}

static void put_words(const pair *p, an_feature_list *out)
{
    const an_words *w = p->w;
    uint32_t form = p->phrase->form, other = p->candidate->form;
    uint32_t head = w->items[p->phrase->head].key, other_head = w->items[p->candidate->head].key;
    bool has_same_head = head == other_head;
    if (form <= AN_PHRASE_OTHER) {
        put(out, PAIR_HEAD_WORD, form, other_head);
        put(out, PAIR_SAME_PRONOUN, form, (w->items[p->phrase->head].form_key == w->items[p->candidate->head].form_key) * 32u + other);
        put(out, PAIR_CASE, form, (p->phrase->noun_case * 8u + p->candidate->noun_case) * 32u + other);
        return;
    }
    put(out, PAIR_HEAD, form, has_same_head * 32u + other);
    put(out, PAIR_WORDS, form, (p->phrase->words_key == p->candidate->words_key) * 2u + has_same_head);
    put(out, PAIR_MODIFIED, form, (has_same_head * 2u + p->phrase->is_modified) * 2u + p->candidate->is_modified);
    if (has_same_head) put(out, PAIR_HEAD_WORD, form, 7 + head);
    else put(out, PAIR_HEADS, form, head * 31 + other_head);
    if (form != AN_PHRASE_NAME && other != AN_PHRASE_NAME) return;
    put(out, PAIR_NAME_WORDS, form, (overlap_of_names(w, p->phrase, p->candidate) * 32 + other) * 8 + p->phrase->name);
    put(out, PAIR_INITIALS, form, is_initials(w, p->phrase, p->candidate) * 2u + is_initials(w, p->candidate, p->phrase));
}

static bool is_copula(const an_words *w, uint32_t head)
{
    for (uint32_t c = w->items[head].first_child; c != AN_NONE; c = w->items[c].next_sibling)
        if (token_at(w, c)->deprel == AN_DEPREL_COP) return true;
    return false;
}

static void put_structure(const pair *p, an_feature_list *out)
{
    const an_words *w = p->w;
    uint32_t form = p->phrase->form, tree = position_in_tree(p);
    const an_token *head = token_at(w, p->phrase->head);
    put(out, PAIR_GOVERNOR, form, (tree * 8 + p->phrase->noun_case) * 64 + p->candidate->function);
    put(out, PAIR_ABOVE, form, tree * 8 + p->phrase->noun_case);
    put(out, PAIR_NESTED, form, is_inside(p->phrase, p->candidate) * 4u + is_inside(p->candidate, p->phrase) * 2u + (p->phrase->head == p->candidate->head));
    put(out, PAIR_WHOLE, form, p->candidate->is_whole * 2u + p->phrase->is_whole);
    if (p->phrase->sentence != p->candidate->sentence) return;
    if (w->items[p->phrase->head].head == p->candidate->head) put(out, PAIR_APPOSITION, form, head->deprel * 32u + p->candidate->form);
    if (w->items[p->candidate->head].head == p->phrase->head)
        put(out, PAIR_COPULA, form, (token_at(w, p->candidate->head)->deprel * 2u + is_copula(w, p->phrase->head)) * 32u + p->candidate->form);
}

static void put_chain(const pair *p, an_feature_list *out)
{
    uint32_t form = p->phrase->form, size = bucket(p->chain->count), since = p->phrase->sentence - p->state->phrases->items[p->chain->last].sentence;
    put(out, PAIR_CHAIN_SIZE, form, size * 4 + (since > 3 ? 3 : since));
    put(out, PAIR_CHAIN_NAME, form, p->chain->has_name * 32u + p->candidate->form);
    put(out, PAIR_CHAIN_FRESH, form, p->chain->last == (uint32_t)(p->candidate - p->state->phrases->items));
}

/* "The group" takes up an organisation, "the country" a place: the same for all forms of phrases, and by how many that agree are nearer. */
static void put_kind(const pair *p, const an_candidate_order *order, an_feature_list *out)
{
    uint32_t form = p->phrase->form, kind = p->phrase->kind, name;
    if (form < AN_PHRASE_DEFINITE || form > AN_PHRASE_OWNED) return;
    name = p->chain->thing_class >= AN_CLASS_NAMES ? p->chain->thing_class - AN_CLASS_NAMES + 1u : 0;
    put(out, PAIR_KIND, 0, (kind * 8 + name) * 2 + p->phrase->is_modified);
    put(out, PAIR_KIND, form, ((kind * 8 + name) * 2 + p->phrase->is_modified) * 4 + (order->nth_fit > 3 ? 3 : order->nth_fit));
}

/* Speakers take turns by paragraphs. */
static void put_paragraph(const pair *p, an_feature_list *out)
{
    const an_sentence *sentences = p->w->text->sentences;
    uint32_t apart = sentences[p->phrase->sentence].paragraph - sentences[p->candidate->sentence].paragraph;
    put(out, PAIR_PARAGRAPH, p->phrase->form, (apart > 4 ? 4 : apart) * 32 + p->candidate->form);
}

static void put_quotation(const pair *p, an_feature_list *out)
{
    uint32_t own = p->w->items[p->phrase->head].quotation, other = p->w->items[p->candidate->head].quotation;
    put(out, PAIR_QUOTED, p->phrase->form, ((own != 0) * 4u + (other != 0) * 2u + (own == other)) * 32u + p->candidate->form);
}

void an_coreference_features_pair(const an_coreference_state *state, uint32_t i, uint32_t j, an_candidate_order *order, an_feature_list *out)
{
    pair p = {.state = state, .w = state->words, .phrase = state->phrases->items + i, .candidate = state->phrases->items + j};
    p.chain = state->chains.items + p.candidate->chain;
    out->count = 0;
    put(out, PAIR_BIAS, p.phrase->form, 0);
    put(out, PAIR_FORMS, p.phrase->form, p.candidate->form);
    put_distance(&p, order, out);
    put_agreement(&p, out);
    put_words(&p, out);
    put_structure(&p, out);
    put_chain(&p, out);
    put_quotation(&p, out);
    put_kind(&p, order, out);
    put_paragraph(&p, out);
    count_fit(&p, order);
}
