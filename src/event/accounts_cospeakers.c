/* Those who say a thing together: "police and residents said". Whoever is named first was found already, by whatever way; the others stand beside his
 * name in a list. Only those who can speak are taken, so that a list that the parser ran into the next clause brings no things. */
#include "event/accounts.h"

enum { COSPEAKERS_MAX = 4 }; /* more is a list of another kind, or a broken tree */

/* The token of the words that all others of them hang on; AN_NONE if they stand in another sentence. */
static uint32_t top_of(const an_tree *tree, an_span words)
{
    for (uint32_t t = 0; t < tree->count; t++) {
        an_span span = tree->tokens[t].span;
        uint32_t head = an_tree_head(tree, t);
        if (span.start < words.start || span.end > words.end || tree->tokens[t].upos == AN_UPOS_PUNCT) continue;
        if (head == AN_NONE || tree->tokens[head].span.start < words.start || tree->tokens[head].span.end > words.end) return t;
    }
    return AN_NONE;
}

/* "Research" of "the Centre for Development and Research", "founder" of "Ana Paz, journalist and founder": part of what names the first. */
static bool is_of_name(const an_tree *tree, const an_participant *speaker, uint32_t token)
{
    const an_token *t = tree->tokens + token;
    bool is_described = an_tree_child(tree, an_tree_head(tree, token), AN_DEPREL_APPOS) != AN_NONE; /* "Ana Paz, the director of a choir and the author of ..." */
    if (t->upos == AN_UPOS_PROPN) return t->name != AN_NAME_PERSON && t->name != AN_NAME_ORGANISATION && tree->actor_at[token] == AN_NONE;
    return speaker->actor.kind == AN_ACTOR_PERSON && an_tree_is_tagged(tree, token, "NN") && (is_described || an_tree_child(tree, token, AN_DEPREL_DET) == AN_NONE);
}

static void add_cospeaker(const an_coder *coder, const an_tree *tree, const an_participant *speaker, uint32_t token, an_participants *others)
{
    an_participants found = {0};
    uint32_t first, last;
    if (!an_is_speaking(coder, tree, token) || is_of_name(tree, speaker, token) || an_tree_is_predicate(tree, token) || tree->tokens[token].upos == AN_UPOS_PRON) return;
    an_tree_extent(tree, token, &first, &last);
    an_resolve(coder, tree, token, false, &found);
    if (found.count && (found.items[0].span.start < tree->tokens[first].span.start || found.items[0].span.end > tree->tokens[last].span.end)) found.count = 0;
    if (!found.count) an_name_speaker(tree, token, &found, coder->arena);
    if (found.count && found.items[0].actor.kind == AN_ACTOR_STATE && speaker->actor.kind != AN_ACTOR_STATE && an_tree_child(tree, an_tree_head(tree, token), AN_DEPREL_NMOD) != AN_NONE) return; /* "the League of Peru and Chile" */
    if (found.count) AN_PUSH(coder->arena, others, found.items[0]);
}

void an_find_cospeakers(const an_coder *coder, const an_tree *tree, const an_participant *speaker, an_participants *others)
{
    uint32_t top = top_of(tree, speaker->span);
    if (top == AN_NONE || tree->tokens[top].deprel == AN_DEPREL_AMOD || tree->tokens[top].deprel == AN_DEPREL_COMPOUND) return; /* "Polish and Czech officials" */
    AN_FOR_CHILDREN(tree, child, top) {
        an_span word = tree->tokens[child].span;
        bool is_beside = tree->tokens[child].deprel == AN_DEPREL_CONJ && child > top && word.start >= speaker->span.end;
        if (is_beside && others->count < COSPEAKERS_MAX) add_cospeaker(coder, tree, speaker, child, others);
    }
}
