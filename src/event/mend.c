/* Trees that the words beside show to be misread. Only what the dictionary knows better than the parser is mended; explanations show the parser's
 * tree. The mendings stand by what was mistaken: mend_nouns.c, mend_places.c, mend_present.c, mend_verbs.c, mend_harm.c,
 * mend_participles.c. */
#include "event/mend.h"

bool an_mend_is_verb_too(const an_frames *frames, const an_token *token)
{
    an_word w = an_frames_word(frames, token->lemma);
    an_range triggers = w == AN_NONE ? (an_range){0, 0} : an_frames_triggers(frames, w);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (frames->triggers[triggers.first + i].entry_class == AN_ENTRY_FRAME && frames->triggers[triggers.first + i].pos == AN_KEY_VERB) return true;
    return false;
}

bool an_mend_is_noun_frame(const an_frames *frames, an_str form)
{
    char text[64];
    an_word w;
    an_range triggers;
    if (form.length == 0 || form.length > sizeof text) return false;
    memcpy(text, form.data, form.length);
    if (text[0] >= 'A' && text[0] <= 'Z') text[0] = (char)(text[0] - 'A' + 'a');
    w = an_frames_word(frames, (an_str){text, form.length});
    triggers = w == AN_NONE ? (an_range){0, 0} : an_frames_triggers(frames, w);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (frames->triggers[triggers.first + i].entry_class == AN_ENTRY_FRAME && frames->triggers[triggers.first + i].pos == AN_KEY_NOUN) return true;
    return false;
}

bool an_mend_is_report_word(const an_frames *frames, an_str lemma)
{
    an_word w = an_frames_word(frames, lemma);
    an_range triggers = w == AN_NONE ? (an_range){0, 0} : an_frames_triggers(frames, w);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (frames->triggers[triggers.first + i].entry_class == AN_ENTRY_REPORT && frames->triggers[triggers.first + i].pos == AN_KEY_VERB) return true;
    return false;
}

bool an_mend_is_finite(const an_token *t) { return an_str_is(t->xpos, "VBD") || an_str_is(t->xpos, "VBZ") || an_str_is(t->xpos, "VBP") || an_str_is(t->xpos, "MD"); }

bool an_mend_is_word_of(const an_grammar *grammar, an_range words, an_str lemma)
{
    an_word w = an_frames_word(grammar->frames, lemma);
    return w != AN_NONE && an_frames_has(grammar->frames, words, w);
}

bool an_mend_is_below(const an_token *tokens, uint32_t count, uint32_t below, uint32_t above)
{
    for (uint32_t steps = 0; steps <= count; steps++) {
        if (below == above) return true;
        if (tokens[below].head < 0 || tokens[below].head >= (int32_t)count) return false;
        below = (uint32_t)tokens[below].head;
    }
    return true;
}

static const an_mending *find_mending(const an_mending *rows, const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t at)
{
    for (; rows->is_wrong; rows++)
        if (rows->is_wrong(grammar, tokens, count, at)) return rows;
    return NULL;
}

/* The sentence's tokens, where the parser's reading can be told to be wrong by the words beside it; else as they are. At a token one mending is made. */
const an_token *an_tree_mend(an_arena *scratch, const an_grammar *grammar, const an_token *tokens, uint32_t count)
{
    const an_mending *const kinds[] = {an_mendings_of_nouns, an_mendings_of_places, an_mendings_of_verbs, an_mendings_of_present, an_mendings_of_harm, an_mendings_of_participles, an_mendings_of_fronted};
    an_token *copy = NULL;
    for (uint32_t at = 1; at < count; at++) {
        const an_mending *mending = NULL;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !mending; k++) mending = find_mending(kinds[k], grammar, copy ? copy : tokens, count, at);
        if (!mending) continue;
        if (!copy) {
            copy = AN_NEW_ARRAY(scratch, an_token, count);
            if (!copy) return tokens;
            memcpy(copy, tokens, count * sizeof *copy);
        }
        mending->mend(copy, count, at);
    }
    return copy ? copy : tokens;
}
