/* What a passage is about: the contexts of its events, and whether it is of matches, animals or films, whose words ("attack", "beat", "defend", "concede") mean no
 * deeds. The terms of a sentence count, and half of those around it in the paragraph. */
#include "base/utf8.h"
#include "event/draft.h"

enum { SENTENCE_FACTOR = 2, THRESHOLD = 6 }; /* a term of weight 3 in the sentence, or 2 there and 2 more around it */

static an_str folded_lemma(an_coder *coder, const an_token *token)
{
    for (size_t i = 0; i < token->lemma.length; i++)
        if (token->lemma.data[i] >= 'A' && token->lemma.data[i] <= 'Z') return an_utf8_fold(coder->scratch, token->lemma);
    return token->lemma;
}

static void add_term(const an_coder *coder, const an_trigger *trigger, uint32_t weights[AN_SUBJECT_COUNT])
{
    const an_context_term *term = coder->frames->context_terms + trigger->entry;
    weights[term->subject] += term->weight;
}

static void weigh_sentence(an_coder *coder, const an_tree *tree, uint32_t weights[AN_SUBJECT_COUNT])
{
    for (uint32_t t = 0; t < tree->count; t++) {
        an_range triggers = tree->lemmas[t] == AN_NONE ? (an_range){0, 0} : an_frames_triggers(coder->frames, tree->lemmas[t]);
        for (uint32_t i = 0; i < triggers.count; i++) {
            const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
            an_arguments none = {.count = 0};
            if (trigger->entry_class == AN_ENTRY_CONTEXT && an_match_trigger(coder, tree, t, trigger, &none)) add_term(coder, trigger, weights);
        }
    }
}

/* One-word terms only: that suffices for what stands around the sentence. */
static void weigh_paragraph(an_coder *coder, uint32_t sentence)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    uint32_t paragraph = parsed->sentences[sentence].paragraph;
    memset(coder->paragraph_weights, 0, sizeof coder->paragraph_weights);
    coder->context_paragraph = paragraph;
    for (uint32_t s = sentence; s < parsed->sentence_count && parsed->sentences[s].paragraph == paragraph; s++)
        for (uint32_t t = parsed->sentences[s].first_token; t < parsed->sentences[s].first_token + parsed->sentences[s].token_count; t++) {
            an_range triggers = an_frames_triggers(coder->frames, an_frames_word(coder->frames, folded_lemma(coder, parsed->tokens + t)));
            for (uint32_t i = 0; i < triggers.count; i++) {
                const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
                if (trigger->entry_class == AN_ENTRY_CONTEXT && !trigger->before.count) add_term(coder, trigger, coder->paragraph_weights);
            }
        }
}

/* Each subject's score: 0 where the sentence itself has no term of it. Made once a sentence. */
static const uint32_t *scores_of(an_coder *coder, const an_tree *tree)
{
    uint32_t weights[AN_SUBJECT_COUNT] = {0};
    if (coder->scored_sentence == tree->sentence) return coder->subject_scores;
    if (coder->context_paragraph != coder->document->parsed.sentences[tree->sentence].paragraph) weigh_paragraph(coder, tree->sentence);
    weigh_sentence(coder, tree, weights);
    for (int s = 0; s < AN_SUBJECT_COUNT; s++) {
        uint32_t around = coder->paragraph_weights[s] > weights[s] ? coder->paragraph_weights[s] - weights[s] : 0;
        coder->subject_scores[s] = weights[s] ? weights[s] * SENTENCE_FACTOR + around : 0;
    }
    coder->scored_sentence = tree->sentence;
    return coder->subject_scores;
}

uint64_t an_contexts_of(an_coder *coder, const an_tree *tree)
{
    const uint32_t *scores = scores_of(coder, tree);
    uint64_t contexts = 0;
    for (int c = 0; c < AN_CONTEXT_COUNT; c++)
        if (scores[c] >= THRESHOLD) contexts |= UINT64_C(1) << c;
    return contexts;
}

static uint32_t highest(const uint32_t *scores, uint32_t first, uint32_t end)
{
    uint32_t best = 0;
    for (uint32_t s = first; s < end; s++) best = scores[s] > best ? scores[s] : best;
    return best;
}

/* "Rangers attacked from the left", "beat the champion": a blow that hurt nobody. Among animals also one that did: "a hog killed the farmer". */
static bool is_figure(const an_event *event, bool is_nature)
{
    bool is_hurting = event->killed.is_known || event->wounded.is_known || !an_span_is_empty(event->instrument);
    if (is_nature) return !event->actors.count;
    return !is_hurting && (!event->mode_count || event->modes[0] == AN_MODE_ASSAULT_BEAT);
}

/* What courts, police and crowds do, and who leaves an office, is told in such passages as anywhere: a player is arrested, a film is banned. */
static bool is_public_act(const an_event *event)
{
    if (event->type == AN_TYPE_RETREAT) return event->mode_count && event->modes[0] == AN_MODE_RETREAT_RESIGN;
    return event->type == AN_TYPE_COERCE || event->type == AN_TYPE_SANCTION || event->type == AN_TYPE_ACCUSE || event->type == AN_TYPE_PROTEST;
}

/* "Police arrest a man who planned an attack on a match" */
static bool has_public_act(const an_coder *coder)
{
    for (uint32_t i = 0; i < coder->draft_count; i++)
        if (!coder->drafts[i].is_dropped && is_public_act(&coder->drafts[i].event)) return true;
    return false;
}

bool an_is_pastime(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    const an_event *event = &draft->event;
    const uint32_t *scores = scores_of(coder, tree);
    uint32_t pastime = highest(scores, AN_CONTEXT_COUNT, AN_SUBJECT_COUNT), sport = scores[AN_CONTEXT_COUNT + AN_TOPIC_sport], nature = scores[AN_CONTEXT_COUNT + AN_TOPIC_nature];
    if (pastime < THRESHOLD || pastime <= highest(scores, 0, AN_CONTEXT_COUNT) || has_public_act(coder)) return false;
    if (event->type == AN_TYPE_ASSAULT) return is_figure(event, nature == pastime);
    return sport == pastime || !an_participants_know_one(&event->actors); /* "Germany lifts a ban on such games" is public */
}
