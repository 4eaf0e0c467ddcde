/* Questions to the tree that every pass asks. */
#include "base/utf8.h"
#include "mention/actors.h"

static const an_token *token_at(const an_actor_finder *f, uint32_t token) { return f->parsed->tokens + token; }

static const an_sentence *sentence_at(const an_actor_finder *f, uint32_t token) { return f->parsed->sentences + f->sentence_of[token]; }

uint32_t an_mention_sentence_end(const an_actor_finder *f, uint32_t sentence)
{
    return f->parsed->sentences[sentence].first_token + f->parsed->sentences[sentence].token_count;
}

uint32_t an_mention_head_of(const an_actor_finder *f, uint32_t token)
{
    const an_sentence *s = sentence_at(f, token);
    int32_t head = token_at(f, token)->head;
    return head < 0 || (uint32_t)head >= s->token_count ? AN_NONE : s->first_token + (uint32_t)head;
}

/* The word of a span that the rest of the sentence sees; when the parser tore the span apart, its last noun. */
uint32_t an_mention_span_head(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    uint32_t found = AN_NONE;
    for (uint32_t i = first; i < end; i++) {
        uint32_t head = an_mention_head_of(f, i);
        uint8_t upos = token_at(f, i)->upos;
        bool is_outside = head == AN_NONE || head < first || head >= end;
        bool is_noun = upos == AN_UPOS_NOUN || upos == AN_UPOS_PROPN || upos == AN_UPOS_ADJ || upos == AN_UPOS_PRON;
        if (is_outside && (found == AN_NONE || is_noun)) found = i;
    }
    return found == AN_NONE ? end - 1 : found;
}

bool an_mention_is_relation(const an_actor_finder *f, uint32_t token, an_deprel relation) { return token_at(f, token)->deprel == relation; }

_Static_assert(AN_DEPREL_COUNT <= 64, "sets of relations are bits of one number");

bool an_mention_has_relation(const an_actor_finder *f, uint32_t token, uint64_t relations) { return relations >> token_at(f, token)->deprel & 1; }

bool an_mention_is_subrelation(const an_actor_finder *f, uint32_t token, an_deprel relation, an_subrel subtype)
{
    return token_at(f, token)->deprel == relation && token_at(f, token)->subrel == subtype;
}

uint32_t an_mention_child(const an_actor_finder *f, uint32_t head, an_deprel relation)
{
    const an_sentence *s = sentence_at(f, head);
    uint32_t found = AN_NONE, best = UINT32_MAX;
    for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
        uint32_t distance = i > head ? i - head : head - i;
        if (an_mention_is_relation(f, i, relation) && an_mention_head_of(f, i) == head && distance < best) found = i, best = distance;
    }
    return found;
}

an_str an_mention_case_of(const an_actor_finder *f, uint32_t token)
{
    uint32_t child = an_mention_child(f, token, AN_DEPREL_CASE);
    return child == AN_NONE ? (an_str){0} : f->folded[child];
}

an_str an_mention_lemma_of(const an_actor_finder *f, uint32_t token)
{
    an_str lemma = f->parsed->tokens[token].lemma;
    return lemma.length ? lemma : f->folded[token];
}

bool an_mention_folded_is(const an_actor_finder *f, uint32_t token, const char *word) { return an_str_is(f->folded[token], word); }

bool an_mention_is_one_of(an_str word, const char *const *words)
{
    for (; *words; words++)
        if (an_str_is(word, *words)) return true;
    return false;
}

bool an_mention_is_capitalised(const an_actor_finder *f, uint32_t token)
{
    size_t step;
    an_str form = token_at(f, token)->form;
    return form.length && an_utf8_is_upper(an_utf8_decode(form.data, form.length, &step));
}

bool an_mention_is_plural_token(const an_actor_finder *f, uint32_t token)
{
    an_str tag = token_at(f, token)->xpos;
    return an_str_is(tag, "NNS") || an_str_is(tag, "NNPS") || an_token_has_feature(token_at(f, token), "Number=Plur");
}

enum { CONJUNCTS_MAX = 64 };

uint32_t an_mention_coordination_head(const an_actor_finder *f, uint32_t token)
{
    for (int i = 0; i < CONJUNCTS_MAX && an_mention_is_relation(f, token, AN_DEPREL_CONJ); i++) {
        uint32_t head = an_mention_head_of(f, token);
        if (head == AN_NONE) break;
        token = head;
    }
    return token;
}
