/* Who goes on speaking: "He added", "The official said", "The report noted", "It said" take up a voice of the sentences before. Only the nearest
 * sentences are looked at, and what is taken up must be able to be called so: a person is no "it", and no report was heard of where none was named. */
#include "event/accounts.h"

enum {
    VOICE_LOOKS_BACK = 2, /* sentences from "X said" to "he added" */
    PAPER_LOOKS_BACK = 8, /* sentences from a paper's name to "the newspaper" */
    SUBJECT_REACH = 3     /* tokens from a sentence's beginning to a name that is its subject */
};

bool an_is_he_or_she(an_str form) { return an_str_equal_ignoring_ascii_case(form, AN_STR("he")) || an_str_equal_ignoring_ascii_case(form, AN_STR("she")); }

/* "Later, he": nothing before it but what opens a sentence. */
static bool opens_sentence(const an_tree *tree, uint32_t pronoun)
{
    for (uint32_t t = 0; t < pronoun; t++)
        if (tree->tokens[t].upos != AN_UPOS_ADV && tree->tokens[t].upos != AN_UPOS_PUNCT && tree->tokens[t].upos != AN_UPOS_CCONJ) return false;
    return true;
}

/* The last claim but `skipped` of the sentences before that somebody makes; NULL. */
static const an_claim *claim_before(const an_coder *coder, const an_tree *tree, size_t *skipped)
{
    const an_claims *claims = &coder->document->claims;
    for (size_t i = claims->count - *skipped; i-- > 0 && claims->items[i].sentence + VOICE_LOOKS_BACK >= tree->sentence;) {
        ++*skipped;
        if (claims->items[i].sentence < tree->sentence && claims->items[i].has_speaker) return claims->items + i;
    }
    return NULL;
}

const an_participant *an_voice_of_person(const an_coder *coder, const an_tree *tree, uint32_t pronoun)
{
    size_t skipped = 0;
    if (!an_is_he_or_she(tree->tokens[pronoun].form) || !opens_sentence(tree, pronoun)) return NULL;
    for (const an_claim *c = claim_before(coder, tree, &skipped); c; c = claim_before(coder, tree, &skipped))
        if (c->speaker.actor.kind == AN_ACTOR_PERSON) return &c->speaker;
    return NULL;
}

static bool shares_word(an_str text, an_str word)
{
    for (size_t i = 0; i + word.length <= text.length; i++)
        if (an_str_equal_ignoring_ascii_case((an_str){text.data + i, word.length}, word)) return word.length > 0;
    return false;
}

static an_str words_of(const an_tree *tree, an_span span) { return an_str_of_span(tree->document->article.text.data, span); }

/* Known, or called by a name. */
static bool is_named(const an_participant *speaker)
{
    an_str name = speaker->actor.name;
    return speaker->actor.id.data || (name.length && name.data[0] >= 'A' && name.data[0] <= 'Z');
}

static bool is_body(const an_actor *actor) { return actor->kind != AN_ACTOR_PERSON && actor->kind != AN_ACTOR_STATE && actor->kind != AN_ACTOR_POPULATION && actor->kind != AN_ACTOR_REGION; }

static an_str sentence_words(const an_tree *tree, uint32_t sentence)
{
    const an_parsed_text *parsed = &tree->document->parsed;
    const an_sentence *s = parsed->sentences + sentence;
    return words_of(tree, (an_span){parsed->tokens[s->first_token].span.start, parsed->tokens[s->first_token + s->token_count - 1].span.end});
}

/* What the sentence says first and above all: "a report states that agencies believe ..." is the report's; of several who say it the one who is named.
 * NULL. */
static const an_claim *outermost_claim(const an_coder *coder, uint32_t sentence)
{
    const an_claims *claims = &coder->document->claims;
    size_t first = claims->count;
    for (size_t i = claims->count; i-- > 0 && claims->items[i].sentence >= sentence;)
        if (claims->items[i].sentence == sentence && claims->items[i].has_speaker) first = i;
    for (size_t i = first; i < claims->count && claims->items[i].content.start == claims->items[first].content.start; i++)
        if (is_named(&claims->items[i].speaker)) return claims->items + i;
    return first < claims->count ? claims->items + first : NULL;
}

/* "The report noted" after "a UN report said": whose report it was. */
static bool is_of_text(const an_tree *tree, const an_claim *claim, uint32_t noun)
{
    return is_named(&claim->speaker) && shares_word(sentence_words(tree, claim->sentence), tree->tokens[noun].form);
}

/* "The newspaper said": the last paper of which the text told. */
static bool find_paper_before(const an_tree *tree, an_participant *voice)
{
    const an_mentions *mentions = &tree->document->mentions;
    for (uint32_t i = tree->first_mention; i-- > 0 && mentions->items[i].sentence + PAPER_LOOKS_BACK >= tree->sentence;) {
        const an_mention *m = mentions->items + i;
        if (m->kind != AN_MENTION_ACTOR || m->actor.kind != AN_ACTOR_MEDIA || !m->actor.id.data) continue;
        *voice = (an_participant){.mention = i, .span = m->span, .actor = m->actor};
        return true;
    }
    return false;
}

/* Whether the claim's speaker can be called by the noun: a text that its sentence names, a body. */
static bool is_called(const an_coder *coder, const an_tree *tree, const an_claim *claim, uint32_t noun)
{
    if (an_tree_lemma_in(tree, noun, coder->grammar.texts_said) && is_of_text(tree, claim, noun)) return true;
    return an_tree_lemma_in(tree, noun, coder->grammar.bodies_said) && is_named(&claim->speaker) && is_body(&claim->speaker.actor);
}

bool an_find_voice_of_noun(const an_coder *coder, const an_tree *tree, uint32_t noun, an_participant *voice)
{
    uint32_t article = an_tree_child(tree, noun, AN_DEPREL_DET);
    size_t skipped = 0;
    if (tree->tokens[noun].upos != AN_UPOS_NOUN || article == AN_NONE || !an_str_is(tree->tokens[article].lemma, "the")) return false;
    for (const an_claim *c = claim_before(coder, tree, &skipped); c; c = claim_before(coder, tree, &skipped)) {
        if (!c->speaker.actor.id.data || !shares_word(words_of(tree, c->speaker.span), tree->tokens[noun].form)) continue;
        *voice = c->speaker;
        return true;
    }
    if (an_tree_lemma_in(tree, noun, coder->grammar.papers_said)) return find_paper_before(tree, voice);
    for (uint32_t back = 1; back <= VOICE_LOOKS_BACK && back <= tree->sentence; back++) {
        const an_claim *c = outermost_claim(coder, tree->sentence - back);
        if (!c || !is_called(coder, tree, c, noun)) continue;
        *voice = c->speaker;
        return true;
    }
    return false;
}

/* The body of which the sentence before tells, if it begins with its name. */
static bool find_subject_before(const an_tree *tree, an_participant *voice)
{
    const an_mentions *mentions = &tree->document->mentions;
    uint32_t first;
    if (!tree->sentence) return false;
    first = tree->document->parsed.sentences[tree->sentence - 1].first_token;
    for (uint32_t i = tree->first_mention; i-- > 0 && mentions->items[i].sentence + 1 == tree->sentence;) {
        const an_mention *m = mentions->items + i;
        if (m->kind != AN_MENTION_ACTOR || m->first_token > first + SUBJECT_REACH || !m->actor.id.data || !is_body(&m->actor)) continue;
        *voice = (an_participant){.mention = i, .span = m->span, .actor = m->actor};
        return true;
    }
    return false;
}

/* "It said": the body that spoke in the sentence before, or that it told of. */
bool an_find_voice_of_it(const an_coder *coder, const an_tree *tree, uint32_t pronoun, an_participant *voice)
{
    const an_claim *before = tree->sentence ? outermost_claim(coder, tree->sentence - 1) : NULL;
    if (!an_str_equal_ignoring_ascii_case(tree->tokens[pronoun].form, AN_STR("it")) || !opens_sentence(tree, pronoun)) return false;
    if (!before) return find_subject_before(tree, voice);
    if (!is_named(&before->speaker) || !is_body(&before->speaker.actor)) return false;
    *voice = before->speaker;
    return true;
}
