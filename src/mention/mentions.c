/* The order in which mentions are found: what later parts ask (is this a place? a date?) is there before them. */
#include "mention/mentions.h"

#include <stdlib.h>

#include "base/utf8.h"

static an_str *fold_tokens(an_arena *scratch, const an_parsed_text *parsed)
{
    an_str *folded = AN_NEW_ARRAY(scratch, an_str, parsed->token_count);
    for (uint32_t i = 0; folded && i < parsed->token_count; i++) {
        folded[i] = an_utf8_fold(scratch, parsed->tokens[i].form);
        if (!folded[i].data) return NULL;
    }
    return folded;
}

static int compare_numbers(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

/* Sentence, first token, longer first; then kind and head, so that the order is total. */
static int compare_mentions(const void *a, const void *b)
{
    const an_mention *x = a, *y = b;
    int order = compare_numbers(x->sentence, y->sentence);
    if (!order) order = compare_numbers(x->first_token, y->first_token);
    if (!order) order = compare_numbers(y->end_token, x->end_token);
    if (!order) order = compare_numbers(x->kind, y->kind);
    if (!order) order = compare_numbers(x->head_token, y->head_token);
    if (!order && x->kind == AN_MENTION_ACTOR) order = an_str_compare(x->actor.id, y->actor.id);
    return order;
}

annals_status an_mention_find(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, an_document *document,
                              annals_error *error)
{
    const an_article *article = &document->article;
    const an_parsed_text *parsed = &document->parsed;
    an_mentions *mentions = &document->mentions;
    an_str *folded;
    if (!parsed->token_count) return ANNALS_OK;
    folded = fold_tokens(scratch, parsed);
    if (!folded) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory for the words of the text");
    AN_TRY(an_mention_times(arena, scratch, lexicon, article, parsed, folded, mentions, error));
    AN_TRY(an_mention_quantities(arena, scratch, parsed, mentions, error));
    AN_TRY(an_mention_places(arena, scratch, lexicon, article, parsed, folded, mentions, error));
    AN_TRY(an_mention_actors(arena, scratch, lexicon, article, parsed, folded, mentions, error));
    if (mentions->count) qsort(mentions->items, mentions->count, sizeof *mentions->items, compare_mentions);
    return ANNALS_OK;
}
