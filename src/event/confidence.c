/* Confidence: the chance that an event is right, from what was found about it. A logistic model over yes-or-no findings: few, so that every number
 * can be explained. Fitted by train/fit_confidence.py on events that were judged one by one (train/judged_events.tsv); docs/accuracy.md has its reliability on others. */
#include "event/confidence.h"

#include <math.h>

enum { COMMAS_FROM = 2, LEFT_OUT_FROM = 2 }; /* of the sentence; known actors in it that take part in nothing */

static const double GRAIN = 1000; /* rounded, so that the last bits of exp, which differ between machines, do not show */
static const double BASE = 1.19;
/* Beside each: of how many events it was found in the fit, and what share of these was right. */
static const double weights[AN_FINDING_COUNT] = {
    [AN_FINDING_NOUN] = -0.28, /* 187 events, 0.61 right */
    [AN_FINDING_NO_ACTOR] = -0.33, /* 232 events, 0.66 right */
    [AN_FINDING_NO_RECIPIENT] = -0.61, /* 142 events, 0.50 right */
    [AN_FINDING_NAMELESS_ACTOR] = -0.64, /* 74 events, 0.49 right */
    [AN_FINDING_NAMELESS_RECIPIENT] = -0.32, /* 158 events, 0.65 right */
    [AN_FINDING_INHERITED] = -0.32, /* 193 events, 0.55 right */
    [AN_FINDING_REACHED] = -0.72, /* 68 events, 0.47 right */
    [AN_FINDING_WORDS_ONLY] = -0.39, /* 59 events, 0.46 right */
    [AN_FINDING_LEFT_OUT] = -0.14, /* 340 events, 0.63 right */
    [AN_FINDING_UNREAL] = -0.35, /* 97 events, 0.45 right */
    [AN_FINDING_UNDATED] = -0.51, /* 221 events, 0.47 right */
    [AN_FINDING_UNPLACED] = -0.18, /* 454 events, 0.63 right */
    [AN_FINDING_VAGUE] = -0.41, /* 103 events, 0.55 right */
    [AN_FINDING_LESSER] = -0.35, /* 295 events, 0.53 right */
    [AN_FINDING_COMMAS] = -0.02, /* 301 events, 0.66 right */
    [AN_FINDING_LIGHT] = 0.47, /* 70 events, 0.80 right */
    [AN_FINDING_IN_PARTS] = 0.45, /* 158 events, 0.80 right */
    [AN_FINDING_BY_STATE] = 0.48, /* 206 events, 0.74 right */
    [AN_FINDING_TO_PERSON] = 0.51, /* 225 events, 0.78 right */
    [AN_FINDING_OF_WORDS] = 0.26, /* 203 events, 0.68 right */
    [AN_FINDING_OF_HELP] = -0.47, /* 114 events, 0.51 right */
    [AN_FINDING_OF_PRESSURE] = 0.23, /* 322 events, 0.70 right */
    [AN_FINDING_OF_FORCE] = 0.22, /* 328 events, 0.72 right */
    [AN_FINDING_OF_TALKS] = -0.26, /* 42 events, 0.55 right */
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

/* Neither known nor of a known country. */
static bool has_nameless(const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i].actor.id.data && !list->items[i].actor.country[0]) return true;
    return false;
}

static bool has_kind(const an_participants *list, an_actor_kind kind)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].actor.kind == kind) return true;
    return false;
}

static bool has_words(const an_participants *list, an_span words)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].span.start < words.end && words.start < list->items[i].span.end) return true;
    return false;
}

static bool takes_part(const an_coder *coder, an_span words)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *d = coder->drafts + i;
        if (!d->is_dropped && d->absorbed_by == AN_NONE && (has_words(&d->event.actors, words) || has_words(&d->event.recipients, words))) return true;
    }
    return false;
}

/* The sentence names several who take part in nothing that was found in it: one of them may be missing here. */
static bool leaves_out(const an_coder *coder, const an_tree *tree)
{
    uint32_t left = 0;
    for (uint32_t i = tree->first_mention; i < tree->end_mention && left < LEFT_OUT_FROM; i++) {
        const an_mention *m = coder->document->mentions.items + i;
        left += m->kind == AN_MENTION_ACTOR && (m->actor.id.data || m->actor.country[0]) && !takes_part(coder, m->span);
    }
    return left >= LEFT_OUT_FROM;
}

/* The sentence names a place, the event has none. */
static bool is_unplaced(const an_coder *coder, const an_tree *tree, const an_event *event)
{
    for (uint32_t i = tree->first_mention; i < tree->end_mention && !event->place.is_known; i++)
        if (coder->document->mentions.items[i].kind == AN_MENTION_PLACE) return true;
    return false;
}

static bool has_commas(const an_tree *tree)
{
    uint32_t count = 0;
    for (uint32_t t = 0; t < tree->count; t++) count += an_str_is(tree->tokens[t].form, ",");
    return count >= COMMAS_FROM;
}

static void note_parties(uint32_t *found, const an_draft *draft)
{
    const an_event *e = &draft->event;
    note(found, AN_FINDING_NO_ACTOR, !e->actors.count);
    note(found, AN_FINDING_NO_RECIPIENT, !e->recipients.count && needs_recipient(draft));
    note(found, AN_FINDING_NAMELESS_ACTOR, has_nameless(&e->actors));
    note(found, AN_FINDING_NAMELESS_RECIPIENT, has_nameless(&e->recipients));
    note(found, AN_FINDING_INHERITED, draft->has_inherited_actor);
    note(found, AN_FINDING_REACHED, draft->is_reached);
    note(found, AN_FINDING_WORDS_ONLY, draft->names_actor || draft->names_recipient);
    note(found, AN_FINDING_BY_STATE, has_kind(&e->actors, AN_ACTOR_STATE));
    note(found, AN_FINDING_TO_PERSON, has_kind(&e->recipients, AN_ACTOR_PERSON));
}

uint32_t an_findings_of(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    const an_event *e = &draft->event;
    uint32_t found = 0;
    note(&found, AN_FINDING_LIGHT, draft->light != NULL);
    note(&found, AN_FINDING_NOUN, draft->is_noun && !draft->light);
    note(&found, AN_FINDING_UNREAL, e->factuality != AN_FACTUALITY_HAPPENED && e->factuality != AN_FACTUALITY_ONGOING);
    note(&found, AN_FINDING_UNDATED, !e->date.is_known);
    note(&found, AN_FINDING_UNPLACED, is_unplaced(coder, tree, e));
    note(&found, AN_FINDING_VAGUE, draft->frame->trust_percent < 100);
    note(&found, AN_FINDING_LESSER, is_lesser(coder, draft));
    note(&found, AN_FINDING_LEFT_OUT, leaves_out(coder, tree));
    note(&found, AN_FINDING_COMMAS, has_commas(tree));
    note(&found, AN_FINDING_IN_PARTS, draft->part_count > 0);
    note_parties(&found, draft);
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
