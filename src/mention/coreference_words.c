/* The tree of every sentence as arrays: heads, children, the text below each word, depth; and which words stand in which quotation.
 * Made once, so that no later question walks over a sentence. */
#include "base/hash.h"
#include "base/utf8.h"
#include "mention/coreference_parts.h"

enum { DEPTH_MAX = 64 }; /* of trees that are climbed; deeper ones count as this */

uint32_t an_coreference_key(an_str folded) { return (uint32_t)(an_hash(folded) >> 32); }

/* Words that stand often: lemma and folded form are mostly the same bytes. */
static void set_keys(an_arena *scratch, an_words *w, uint32_t i)
{
    an_str lemma = w->text->tokens[i].lemma;
    an_coreference_word *word = w->items + i;
    word->form_key = an_coreference_key(w->folded[i]);
    if (!lemma.length || an_str_equal(lemma, w->folded[i])) word->key = word->form_key;
    else word->key = an_coreference_key(an_utf8_fold(scratch, lemma));
}

static void set_heads(an_words *w, uint32_t sentence)
{
    const an_sentence *s = w->text->sentences + sentence;
    uint32_t end = s->first_token + s->token_count;
    for (uint32_t i = s->first_token; i < end; i++) {
        int32_t head = w->text->tokens[i].head;
        an_coreference_word *word = w->items + i;
        word->sentence = sentence;
        word->head = head < 0 || (uint32_t)head >= s->token_count ? AN_NONE : s->first_token + (uint32_t)head;
        word->first_child = word->next_sibling = AN_NONE;
        word->left = word->right = i;
    }
    for (uint32_t i = end; i-- > s->first_token;) {
        uint32_t head = w->items[i].head;
        if (head == AN_NONE) continue;
        w->items[i].next_sibling = w->items[head].first_child;
        w->items[head].first_child = i;
    }
}

/* Depth, and from the deepest up what hangs below each word. A circle in the tree (only hand-made input has one) ends at DEPTH_MAX. */
static void set_depths(an_words *w, uint32_t sentence)
{
    const an_sentence *s = w->text->sentences + sentence;
    uint32_t end = s->first_token + s->token_count;
    for (uint32_t i = s->first_token; i < end; i++) {
        uint32_t depth = 0;
        for (uint32_t at = w->items[i].head; at != AN_NONE && depth < DEPTH_MAX; at = w->items[at].head) {
            depth++;
            if (i < w->items[at].left) w->items[at].left = i;
            if (i > w->items[at].right) w->items[at].right = i;
        }
        w->items[i].depth = (uint16_t)depth;
    }
}

static bool is_one_of(an_str word, const char *const *words)
{
    for (; *words; words++)
        if (an_str_is(word, *words)) return true;
    return false;
}

/* A quotation ends with its mark or with the paragraph. Straight marks open and close in turn. */
static void set_quotations(an_words *w)
{
    static const char *const opening[] = {"\xe2\x80\x9c", "``", NULL}, *const closing[] = {"\xe2\x80\x9d", "''", NULL};
    uint16_t current = 0, count = 0;
    uint32_t paragraph = 0;
    for (uint32_t i = 0; i < w->text->token_count; i++) {
        uint32_t here = w->text->sentences[w->items[i].sentence].paragraph;
        an_str form = w->text->tokens[i].form;
        bool is_plain = an_str_is(form, "\"");
        if (here != paragraph) current = 0;
        paragraph = here;
        if (is_one_of(form, opening) || (is_plain && !current)) current = count < UINT16_MAX ? ++count : count;
        else if (is_plain || is_one_of(form, closing)) current = 0;
        w->items[i].quotation = current;
    }
}

/* False when memory is exhausted. */
bool an_coreference_words(an_arena *scratch, const an_parsed_text *text, an_words *words)
{
    an_str *folded = AN_NEW_ARRAY(scratch, an_str, text->token_count);
    words->text = text;
    words->folded = folded;
    words->items = AN_NEW_ARRAY(scratch, an_coreference_word, text->token_count);
    if (!folded || !words->items) return false;
    for (uint32_t i = 0; i < text->token_count; i++) {
        folded[i] = an_utf8_fold(scratch, text->tokens[i].form);
        if (!folded[i].data) return false;
        set_keys(scratch, words, i);
    }
    for (uint32_t s = 0; s < text->sentence_count; s++) {
        set_heads(words, s);
        set_depths(words, s);
    }
    set_quotations(words);
    return !scratch->is_exhausted;
}
