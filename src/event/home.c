/* Of which country they are who have no name: a state that arrests on its own ground, people "in Chad", a house that is hit where it stands, a judge where
 * all that the sentence names is of one country. */
#include "event/draft.h"

/* What only a state does on its own ground. */
static bool is_act_of_state(const an_event *event)
{
    for (int i = 0; i < event->mode_count; i++) {
        an_mode mode = event->modes[i];
        if (mode == AN_MODE_COERCE_ARREST || mode == AN_MODE_SANCTION_CONVICT || mode == AN_MODE_COERCE_DEPORT || mode == AN_MODE_SANCTION_EXPEL || mode == AN_MODE_RETREAT_RELEASE) return true;
    }
    return false;
}

static bool is_country(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_PLACE && mentions[m].head_token == token + tree->first && mentions[m].place.precision.data && an_str_is(mentions[m].place.precision, "country")) return true;
    return false;
}

static uint32_t country_in(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_NMOD && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == tree->grammar->in && is_country(tree, child)) return child;
    return AN_NONE;
}

/* A second place, or a part of the country: "in Kaduna in northern Nigeria" tells where, and not who. */
static bool is_mere_where(const an_tree *tree, const an_draft *draft, uint32_t ground)
{
    AN_FOR_CHILDREN(tree, child, ground)
        if (tree->tokens[child].deprel == AN_DEPREL_AMOD && tree->tokens[child].name == AN_NAME_NONE) return true; /* not "United" of the States */
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        uint32_t other = draft->arguments.items[i].token;
        if (draft->arguments.items[i].slot == AN_SLOT_PREPOSITION + tree->grammar->in && other < ground && tree->tokens[other].name == AN_NAME_PLACE) return true;
    }
    return false;
}

/* "was arrested in Chad", "was expelled from Chad": told of nobody who did it, the state whose ground it is. */
void an_reach_state(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_grammar *g = &coder->grammar;
    if (draft->event.actors.count || draft->is_noun || draft->names_actor || !is_act_of_state(&draft->event)) return;
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_SUBJECT) return;
    for (uint32_t i = 0; i < draft->arguments.count && !draft->event.actors.count; i++) {
        const an_argument *a = draft->arguments.items + i;
        uint32_t ground = a->token;
        if ((a->slot != AN_SLOT_PREPOSITION + g->in && a->slot != AN_SLOT_PREPOSITION + g->from) || a->distance != AN_OWN) continue;
        if (a->slot == AN_SLOT_PREPOSITION + g->from && !is_country(tree, ground)) ground = country_in(tree, ground); /* "from captivity in Chad" */
        if (ground == AN_NONE || !is_country(tree, ground) || (a->slot == AN_SLOT_PREPOSITION + g->in && is_mere_where(tree, draft, ground)) || !an_add_state_of_place(coder, tree, ground, &draft->event.actors)) continue;
        if (an_participants_share(&draft->event.recipients, draft->event.actors.items)) draft->event.actors.count = 0;
        else draft->is_reached = true;
    }
}

/* The country of the place that hangs on the token: "rebels in Chad". */
static const char *country_below(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t at = mentions[m].head_token - tree->first;
        if (mentions[m].kind != AN_MENTION_PLACE || at >= tree->count || !mentions[m].place.country[0]) continue;
        if (tree->tokens[at].deprel == AN_DEPREL_NMOD && an_tree_head(tree, at) == token) return mentions[m].place.country;
    }
    return NULL;
}

static bool is_from_nowhere(const an_participant *p) { return !p->actor.country[0] && !p->actor.id.data && (p->actor.sector_count || p->actor.kind == AN_ACTOR_POPULATION); }

static bool is_thing_hit(const an_event *event, const an_participant *p)
{
    return (event->type == AN_TYPE_ASSAULT || an_is_seizure(event)) && p->mention == AN_NONE && !p->actor.id.data && !p->actor.country[0] && p->actor.kind == AN_ACTOR_UNKNOWN;
}

/* Nameless people are of the country that their own phrase names; protesters, of that in which they protest; a house that is hit, of that in which it stands. */
static void place_people(const an_tree *tree, const an_event *event, an_participants *list)
{
    for (size_t i = 0; i < list->count; i++) {
        an_participant *p = list->items + i;
        const char *country = NULL;
        if (is_thing_hit(event, p) && event->place.is_known) memcpy(p->actor.country, event->place.place.country, AN_COUNTRY_BYTES);
        if (!is_from_nowhere(p)) continue;
        if (an_participant_head(tree, p) != AN_NONE) country = country_below(tree, an_participant_head(tree, p));
        if (!country && event->type == AN_TYPE_PROTEST && event->place.is_known && event->place.place.country[0]) country = event->place.place.country;
        if (country) memcpy(p->actor.country, country, AN_COUNTRY_BYTES);
    }
}

/* Acts that office holders, courts and police do at home. */
static bool is_domestic(const an_event *event)
{
    an_mode mode = event->mode_count ? event->modes[0] : AN_MODE_NONE;
    return event->type == AN_TYPE_PROTEST || event->type == AN_TYPE_COERCE || event->type == AN_TYPE_CONCEDE || mode == AN_MODE_SANCTION_CONVICT || mode == AN_MODE_ACCUSE_INVESTIGATE ||
           mode == AN_MODE_THREATEN_RESTRICT || mode == AN_MODE_ASSAULT_CROWD_CONTROL || mode == AN_MODE_MOBILIZE_POLICE;
}

static bool is_at_home(const an_actor *a)
{
    an_sector s = a->sector_count ? (an_sector)a->sectors[0] : AN_SECTOR_NONE;
    if (a->id.data || a->country[0]) return false;
    return s == AN_SECTOR_GOV || s == AN_SECTOR_COP || s == AN_SECTOR_JUD || s == AN_SECTOR_LEG || s == AN_SECTOR_OPP || s == AN_SECTOR_PTY || s == AN_SECTOR_LAB || s == AN_SECTOR_CVL;
}

const char *an_only_country(const an_tree *tree, uint32_t sentences_before)
{
    const an_mention *mentions = tree->document->mentions.items;
    const char *only = NULL;
    for (uint32_t m = tree->end_mention; m-- > 0 && mentions[m].sentence + sentences_before >= tree->sentence;) {
        const char *country = mentions[m].kind == AN_MENTION_PLACE ? mentions[m].place.country : mentions[m].kind == AN_MENTION_ACTOR ? mentions[m].actor.country : "";
        if (!country[0]) continue;
        if (only && strcmp(only, country) != 0) return NULL;
        only = country;
    }
    return only;
}

/* "The judge opened a case against 28 Chilean officials": where all that a sentence names is Chilean, so is the judge. A state as such is no
 * sign: it may be another's. */
static void place_at_home(const an_tree *tree, an_event *event)
{
    const char *country = is_domestic(event) ? an_only_country(tree, 0) : NULL;
    for (size_t i = 0; i < event->recipients.count; i++)
        if (event->recipients.items[i].actor.kind == AN_ACTOR_STATE && event->recipients.items[i].mention != AN_NONE) return;
    for (size_t i = 0; i < event->actors.count && country; i++)
        if (is_at_home(&event->actors.items[i].actor)) memcpy(event->actors.items[i].actor.country, country, AN_COUNTRY_BYTES);
}

void an_place_parties(const an_tree *tree, an_draft *draft)
{
    place_people(tree, &draft->event, &draft->event.actors);
    place_people(tree, &draft->event, &draft->event.recipients);
    place_at_home(tree, &draft->event);
}
