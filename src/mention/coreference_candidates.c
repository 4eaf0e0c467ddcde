/* Which earlier phrases may be taken up. For a pronoun: those near it. For a name: those that share a word with it, or whose first
 * letters it is, at any distance, and a few near ones. For a noun: those with the same head, and near ones ("the group"). So the
 * work for a phrase does not grow with the text before it. */
#include "mention/coreference_parts.h"

enum {
    SENTENCES_BACK_PRONOUN = 3, WINDOW_PRONOUN = 36,
    SENTENCES_BACK_NOUN = 2, WINDOW_NOUN = 14,
    SENTENCES_BACK_NAME = 1, WINDOW_NAME = 6,
    SAME_WORD_MAX = 5,          /* latest phrases under one word */
    NAME_WORDS_MAX = 6,         /* of one name that are looked up */
    INITIALS_MAX = 8,
    STEPS_UP_MAX = 16           /* from a word to the phrase that it is part of; a circle in the tree ends here */
};

/* Phrases under a word, the latest first. */
typedef struct node {
    uint32_t key, phrase, older; /* older: index of a node; AN_NONE */
} node;

struct an_candidate_index {
    const an_coreference_state *state;
    uint32_t *table;      /* open hash over keys: number of the latest node + 1 */
    uint32_t mask;
    node *nodes;
    uint32_t node_count, node_max;
    uint32_t *seen;       /* by phrase: 1 + the phrase that has it as candidate already */
    uint32_t latest[AN_PHRASE_FORM_COUNT]; /* pronouns of each kind; AN_NONE */
};

enum { NODES_PER_PHRASE = NAME_WORDS_MAX + 2 };

/* NULL when memory is exhausted. */
an_candidate_index *an_candidates_new(an_arena *scratch, const an_coreference_state *state)
{
    an_candidate_index *index = AN_NEW(scratch, an_candidate_index);
    size_t slots = 64;
    if (!index) return NULL;
    index->state = state;
    index->node_max = (uint32_t)state->phrases->count * NODES_PER_PHRASE;
    while (slots < (size_t)index->node_max / 2) slots *= 2;
    index->mask = (uint32_t)slots * 2 - 1;
    index->table = AN_NEW_ARRAY(scratch, uint32_t, slots * 2);
    index->nodes = AN_NEW_ARRAY(scratch, node, index->node_max + 1);
    index->seen = AN_NEW_ARRAY(scratch, uint32_t, state->phrases->count + 1);
    for (int i = 0; i < AN_PHRASE_FORM_COUNT; i++) index->latest[i] = AN_NONE;
    return index->table && index->nodes && index->seen ? index : NULL;
}

static uint32_t *slot_of(const an_candidate_index *index, uint32_t key)
{
    uint32_t at = key & index->mask;
    while (index->table[at] && index->nodes[index->table[at] - 1].key != key) at = (at + 1) & index->mask;
    return index->table + at;
}

static void add_node(an_candidate_index *index, uint32_t key, uint32_t phrase)
{
    uint32_t *slot = slot_of(index, key);
    if (*slot && index->nodes[*slot - 1].phrase == phrase) return;
    index->nodes[index->node_count] = (node){key, phrase, *slot ? *slot - 1 : AN_NONE};
    *slot = ++index->node_count;
}

static const an_phrase *phrase_at(const an_candidate_index *index, uint32_t i) { return index->state->phrases->items + i; }

static const an_coreference_word *word_at(const an_candidate_index *index, uint32_t i) { return index->state->words->items + i; }

static bool is_named_word(const an_candidate_index *index, uint32_t token) { return index->state->words->text->tokens[token].upos == AN_UPOS_PROPN; }

/* ---- first letters ---- */

/* "Islamic State Khorasan Province" -> key of "iskp", "ISKP" -> the same. 0 = neither. */
static uint32_t initials_key(const an_candidate_index *index, const an_phrase *phrase)
{
    const an_words *w = index->state->words;
    char letters[INITIALS_MAX];
    size_t count = 0;
    an_str form = w->text->tokens[phrase->head].form;
    if (phrase->end - phrase->first <= 2 && form.length >= 2 && form.length <= INITIALS_MAX) {
        for (size_t i = 0; i < form.length; i++)
            if (form.data[i] < 'A' || form.data[i] > 'Z') return 0;
        return an_coreference_key(w->folded[phrase->head]);
    }
    for (uint32_t i = phrase->first; i < phrase->end && count < INITIALS_MAX; i++) {
        char c = w->text->tokens[i].form.data[0];
        if (c >= 'A' && c <= 'Z') letters[count++] = (char)(c - 'A' + 'a');
    }
    return count >= 2 ? an_coreference_key((an_str){letters, count}) : 0;
}

/* ---- what cannot be ---- */

static bool is_argument(const an_phrase *p) { return p->function == AN_DEPREL_NSUBJ || p->function == AN_DEPREL_OBJ || p->function == AN_DEPREL_IOBJ; }

/* "He told him", "Mali and Niger": two participants of one verb are two, and so are two that are joined by "and". */
static bool are_rivals(const an_phrase *a, const an_phrase *b)
{
    if (a->sentence != b->sentence || a->governor != b->governor || a->governor == AN_NONE) return false;
    if (a->top == b->top) return !a->is_whole && !b->is_whole && a->head != b->head;
    return is_argument(a) && is_argument(b) && a->function != b->function && a->noun_case != AN_CASE_REFLEXIVE && b->noun_case != AN_CASE_REFLEXIVE;
}

/* "[the price of [its] shares]": what is part of a phrase does not take up the phrase, unless a clause stands between ("a man who lost
 * his keys"). */
static bool is_part_of(const an_words *w, const an_phrase *part, const an_phrase *whole)
{
    if (part->form > AN_PHRASE_THEY || part->first < whole->first || part->end > whole->end || part->head == whole->head) return false;
    for (uint32_t at = part->head, steps = 0; at != whole->head; at = w->items[at].head, steps++) {
        uint8_t relation = w->text->tokens[at].deprel;
        if (w->items[at].head == AN_NONE || steps == STEPS_UP_MAX) return false;
        if (w->text->tokens[at].upos == AN_UPOS_VERB || relation == AN_DEPREL_ACL || relation == AN_DEPREL_APPOS || relation == AN_DEPREL_PARATAXIS) return false;
    }
    return true;
}

static bool is_date(const an_words *w, const an_phrase *p)
{
    static const char *const names[] = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
                                        "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", NULL};
    an_str form = w->text->tokens[p->head].form;
    if (p->form == AN_PHRASE_NUMBER) return form.length == 4 && form.data[0] >= '1' && form.data[0] <= '2'; /* a year */
    if (p->form != AN_PHRASE_NAME || p->name == AN_NAME_PERSON) return false;
    for (int i = 0; names[i]; i++)
        if (an_str_is(w->folded[p->head], names[i])) return true;
    return false;
}

/* "himself" is the subject of its own verb, where that has one. */
static bool is_bound_elsewhere(const an_coreference_state *state, const an_phrase *phrase, const an_phrase *candidate)
{
    const an_words *w = state->words;
    if (phrase->noun_case != AN_CASE_REFLEXIVE || phrase->governor == AN_NONE || w->text->tokens[phrase->governor].upos != AN_UPOS_VERB) return false;
    for (uint32_t c = w->items[phrase->governor].first_child; c != AN_NONE; c = w->items[c].next_sibling)
        if (w->text->tokens[c].deprel == AN_DEPREL_NSUBJ && c < phrase->head && w->text->tokens[c].upos != AN_UPOS_DET)
            return candidate->top != c && candidate->governor != phrase->governor;
    return false;
}

/* "Termez, Uzbekistan": a place and the larger one that it lies in. */
static bool is_place_in_place(const an_words *w, const an_phrase *a, const an_phrase *b)
{
    return a->form == AN_PHRASE_NAME && b->form == AN_PHRASE_NAME && a->name == AN_NAME_PLACE && b->name == AN_NAME_PLACE && a->sentence == b->sentence &&
           (w->items[a->head].head == b->head || w->items[b->head].head == a->head);
}

/* The name of whose it is; AN_NONE if it is no name. */
static uint32_t named_owner(const an_words *w, const an_phrase *p)
{
    if (p->form != AN_PHRASE_OWNED) return AN_NONE;
    for (uint32_t c = w->items[p->head].first_child; c != AN_NONE; c = w->items[c].next_sibling)
        if (w->text->tokens[c].deprel == AN_DEPREL_NMOD && w->text->tokens[c].subrel == AN_SUBREL_POSS)
            return w->text->tokens[c].upos == AN_UPOS_PROPN ? c : AN_NONE;
    return AN_NONE;
}

/* "Iran's army", "Iraq's army" */
static bool have_other_owners(const an_words *w, const an_phrase *a, const an_phrase *b)
{
    uint32_t x = named_owner(w, a), y = named_owner(w, b);
    return x != AN_NONE && y != AN_NONE && w->items[a->head].key == w->items[b->head].key && w->items[x].key != w->items[y].key;
}

/* What no weight should have to learn. */
static bool cannot_be(const an_coreference_state *state, const an_phrase *phrase, const an_phrase *candidate)
{
    const an_words *w = state->words;
    return is_part_of(w, phrase, candidate) || (phrase->form <= AN_PHRASE_YOU && is_date(w, candidate)) || is_bound_elsewhere(state, phrase, candidate) ||
           is_place_in_place(w, phrase, candidate) || have_other_owners(w, phrase, candidate);
}

/* True if `j`, or another of its chain in this sentence, is a rival of `i`. */
static bool is_ruled_out(const an_coreference_state *state, uint32_t i, uint32_t j)
{
    const an_phrase *items = state->phrases->items, *phrase = items + i;
    if (cannot_be(state, phrase, items + j)) return true;
    if (phrase->noun_case == AN_CASE_OWNER || (phrase->form >= AN_PHRASE_I && phrase->form <= AN_PHRASE_YOU)) return false;
    for (uint32_t at = state->chains.items[items[j].chain].last; at != AN_NONE && items[at].sentence == phrase->sentence; at = items[at].older_mention)
        if (are_rivals(phrase, items + at)) return true;
    return are_rivals(phrase, items + j);
}

/* ---- gathering ---- */

typedef struct gathering {
    an_candidate_index *index;
    uint32_t phrase, *out, count;
} gathering;

static void gather(gathering *g, uint32_t j)
{
    if (g->count == AN_COREFERENCE_CANDIDATES_MAX || g->index->seen[j] == g->phrase + 1) return;
    g->index->seen[j] = g->phrase + 1;
    if (is_ruled_out(g->index->state, g->phrase, j)) return;
    g->out[g->count++] = j;
}

static void gather_word(gathering *g, uint32_t key)
{
    uint32_t slot = *slot_of(g->index, key), at = slot ? slot - 1 : AN_NONE;
    for (int i = 0; i < SAME_WORD_MAX && at != AN_NONE; i++, at = g->index->nodes[at].older) gather(g, g->index->nodes[at].phrase);
}

static bool can_mean_clause(uint8_t form) { return form == AN_PHRASE_IT || form == AN_PHRASE_THIS || form == AN_PHRASE_POINTED; }

static void gather_window(gathering *g, uint32_t sentences, uint32_t count)
{
    const an_phrase *phrase = phrase_at(g->index, g->phrase);
    uint32_t seen = 0;
    for (uint32_t j = g->phrase; j-- > 0 && seen < count && phrase_at(g->index, j)->sentence + sentences >= phrase->sentence;) {
        const an_phrase *other = phrase_at(g->index, j);
        if (other->form != AN_PHRASE_CLAUSE) seen++, gather(g, j);
        else if (can_mean_clause(phrase->form) && other->sentence + 1 >= phrase->sentence && phrase->head >= other->head) gather(g, j);
    }
}

static void gather_name(gathering *g)
{
    const an_phrase *phrase = phrase_at(g->index, g->phrase);
    uint32_t words = 0, initials = initials_key(g->index, phrase);
    for (uint32_t i = phrase->first; i < phrase->end && words < NAME_WORDS_MAX; i++)
        if (is_named_word(g->index, i)) gather_word(g, word_at(g->index, i)->form_key), words++;
    gather_word(g, word_at(g->index, phrase->head)->key);
    if (initials) gather_word(g, initials);
}

static int compare_latest_first(uint32_t a, uint32_t b) { return (a < b) - (a > b); }

/* Few, and nearly in order already. */
static void sort_latest_first(uint32_t *items, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t k = i; k > 0 && compare_latest_first(items[k - 1], items[k]) > 0; k--) {
            uint32_t other = items[k];
            items[k] = items[k - 1];
            items[k - 1] = other;
        }
}

uint32_t an_candidates_find(an_candidate_index *index, uint32_t i, uint32_t out[AN_COREFERENCE_CANDIDATES_MAX])
{
    gathering g = {.index = index, .phrase = i, .out = out};
    const an_phrase *phrase = phrase_at(index, i);
    if (phrase->form == AN_PHRASE_CLAUSE) return 0;
    if (phrase->form <= AN_PHRASE_THESE) {
        if (index->latest[phrase->form] != AN_NONE) gather(&g, index->latest[phrase->form]);
        gather_window(&g, SENTENCES_BACK_PRONOUN, WINDOW_PRONOUN);
    } else if (phrase->form == AN_PHRASE_NAME) {
        gather_name(&g);
        gather_window(&g, SENTENCES_BACK_NAME, WINDOW_NAME);
    } else {
        gather_word(&g, word_at(index, phrase->head)->key);
        gather_window(&g, SENTENCES_BACK_NOUN, phrase->form == AN_PHRASE_INDEFINITE || phrase->form == AN_PHRASE_NUMBER ? WINDOW_NAME : WINDOW_NOUN);
    }
    sort_latest_first(out, g.count);
    return g.count;
}

bool an_candidates_has_namesake(const an_candidate_index *index, uint32_t i)
{
    return *slot_of(index, word_at(index, phrase_at(index, i)->head)->key) != 0;
}

void an_candidates_add(an_candidate_index *index, uint32_t i)
{
    const an_phrase *phrase = phrase_at(index, i);
    uint32_t words = 0, initials;
    if (phrase->form == AN_PHRASE_CLAUSE) return;
    if (phrase->form <= AN_PHRASE_OTHER) {
        index->latest[phrase->form] = i;
        return;
    }
    add_node(index, word_at(index, phrase->head)->key, i);
    if (phrase->form != AN_PHRASE_NAME) return;
    for (uint32_t t = phrase->first; t < phrase->end && words < NAME_WORDS_MAX; t++)
        if (is_named_word(index, t)) add_node(index, word_at(index, t)->form_key, i), words++;
    initials = initials_key(index, phrase);
    if (initials) add_node(index, initials, i);
}
