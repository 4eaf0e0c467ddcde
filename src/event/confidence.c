/* Confidence: the chance that an event is right, from what was found about it. A logistic model over yes-or-no findings: few, so that every number
 * can be explained. Fitted by train/fit_confidence.py on events that were judged one by one (train/judged_events*.tsv); docs/accuracy.md has its reliability on others. */
#include "event/confidence.h"

#include <math.h>

enum { CROWDED_FROM = 4, LONG_FROM = 36, BARE_UP_TO = 1 }; /* triggers, words of the sentence; what the trigger asks for */

static const double GRAIN = 1000; /* rounded, so that the last bits of exp, which differ between machines, do not show */
/* Beside each: of how many events it was found in the fit, and what share of these was right. */
static const double BASE = 0.98;
static const double weights[AN_FINDING_COUNT] = {
    [AN_FINDING_LIGHT] = 0.00, /* 32 events, 0.72 right */
    [AN_FINDING_NOUN] = -0.22, /* 111 events, 0.61 right */
    [AN_FINDING_NO_ACTOR] = -0.27, /* 135 events, 0.64 right */
    [AN_FINDING_UNKNOWN_ACTOR] = -0.06, /* 86 events, 0.63 right */
    [AN_FINDING_NO_RECIPIENT] = -0.70, /* 70 events, 0.47 right */
    [AN_FINDING_UNKNOWN_RECIPIENT] = -0.10, /* 202 events, 0.65 right */
    [AN_FINDING_INHERITED] = -0.39, /* 88 events, 0.50 right */
    [AN_FINDING_REACHED] = -0.57, /* 37 events, 0.49 right */
    [AN_FINDING_WORDS_ONLY] = -0.54, /* 25 events, 0.44 right */
    [AN_FINDING_UNREAL] = -0.36, /* 46 events, 0.52 right */
    [AN_FINDING_TURNED] = -0.21, /* 20 events, 0.50 right */
    [AN_FINDING_VAGUE] = -0.50, /* 44 events, 0.43 right */
    [AN_FINDING_BARE] = 0.00, /* 171 events, 0.65 right */
    [AN_FINDING_REPORTED] = 0.00, /* 91 events, 0.62 right */
    [AN_FINDING_CROWDED] = -0.21, /* 61 events, 0.52 right */
    [AN_FINDING_LESSER] = -0.41, /* 153 events, 0.53 right */
    [AN_FINDING_LONG] = -0.15, /* 127 events, 0.57 right */
    [AN_FINDING_OF_WORDS] = 0.11, /* 101 events, 0.65 right */
    [AN_FINDING_OF_HELP] = -0.42, /* 82 events, 0.50 right */
    [AN_FINDING_OF_PRESSURE] = 0.21, /* 154 events, 0.68 right */
    [AN_FINDING_OF_FORCE] = 0.27, /* 191 events, 0.66 right */
    [AN_FINDING_OF_TALKS] = -0.29, /* 15 events, 0.53 right */
};

static bool needs_recipient(const an_draft *draft)
{
    an_event_type type = draft->event.type;
    return (draft->frame->flags & AN_FRAME_NEEDS_RECIPIENT) || type == AN_TYPE_AID || type == AN_TYPE_SANCTION || type == AN_TYPE_ASSAULT || type == AN_TYPE_COERCE ||
           type == AN_TYPE_ACCUSE || type == AN_TYPE_SUPPORT;
}

static void note(uint32_t *findings, an_finding finding, bool holds)
{
    if (holds) *findings |= 1u << finding;
}

/* What kind of deed: words are told more plainly than help, help than force. */
static void note_kind(uint32_t *found, an_event_type type)
{
    note(found, AN_FINDING_OF_WORDS, type == AN_TYPE_REQUEST || type == AN_TYPE_ACCUSE || type == AN_TYPE_REJECT || type == AN_TYPE_THREATEN);
    note(found, AN_FINDING_OF_HELP, type == AN_TYPE_AGREE || type == AN_TYPE_SUPPORT || type == AN_TYPE_COOPERATE || type == AN_TYPE_AID);
    note(found, AN_FINDING_OF_PRESSURE, type == AN_TYPE_COERCE || type == AN_TYPE_SANCTION || type == AN_TYPE_MOBILIZE || type == AN_TYPE_PROTEST);
    note(found, AN_FINDING_OF_FORCE, type == AN_TYPE_ASSAULT);
    note(found, AN_FINDING_OF_TALKS, type == AN_TYPE_CONSULT);
}

/* Told beside the matter of the sentence: another event stands above this one in the tree or, as high, before it. */
static bool is_lesser(const an_coder *coder, const an_draft *draft)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *other = coder->drafts + i;
        if (other == draft || other->is_dropped || other->absorbed_by != AN_NONE) continue;
        if (other->depth < draft->depth || (other->depth == draft->depth && other->token < draft->token)) return true;
    }
    return false;
}

uint32_t an_findings_of(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    const an_event *e = &draft->event;
    uint32_t found = 0;
    note(&found, AN_FINDING_LIGHT, draft->light != NULL);
    note(&found, AN_FINDING_NOUN, draft->is_noun && !draft->light);
    note(&found, AN_FINDING_NO_ACTOR, !e->actors.count);
    note(&found, AN_FINDING_UNKNOWN_ACTOR, e->actors.count && !an_participants_know_one(&e->actors));
    note(&found, AN_FINDING_NO_RECIPIENT, !e->recipients.count && needs_recipient(draft));
    note(&found, AN_FINDING_UNKNOWN_RECIPIENT, e->recipients.count && !an_participants_know_one(&e->recipients));
    note(&found, AN_FINDING_INHERITED, draft->has_inherited_actor);
    note(&found, AN_FINDING_REACHED, draft->is_reached);
    note(&found, AN_FINDING_WORDS_ONLY, draft->names_actor || draft->names_recipient);
    note(&found, AN_FINDING_UNREAL, e->factuality != AN_FACTUALITY_HAPPENED && e->factuality != AN_FACTUALITY_ONGOING);
    note(&found, AN_FINDING_TURNED, draft->is_future_turned);
    note(&found, AN_FINDING_VAGUE, draft->frame->trust_percent < 100);
    note(&found, AN_FINDING_BARE, draft->rank <= BARE_UP_TO);
    note(&found, AN_FINDING_REPORTED, e->accounts.count > 0);
    note(&found, AN_FINDING_CROWDED, coder->draft_count >= CROWDED_FROM);
    note(&found, AN_FINDING_LESSER, is_lesser(coder, draft));
    note(&found, AN_FINDING_LONG, tree->count >= LONG_FROM);
    note_kind(&found, e->type);
    return found;
}

double an_confidence_of(uint32_t findings)
{
    double sum = BASE;
    for (int i = 0; i < AN_FINDING_COUNT; i++)
        if (findings >> i & 1) sum += weights[i];
    return floor(GRAIN / (1 + exp(-sum)) + 0.5) / GRAIN;
}
