/* Who is known only by what he is and where he is at home: "six villagers" in Mali are Malian civilians, as "six Malian villagers" are, and soldiers
 * whose country is known are of its army. They get that id when all is coded, not before: on the way words that name somebody weigh more than a
 * description, and these stay a description. Gunmen and gangs are somebody in particular, of whom it is only not said who: they get none; nor does
 * a single man. A state by whose name protests go ("the Chadian protests") stands for its people too. */
#include "event/draft.h"

static bool are_people(const an_document *document, const an_participant *p)
{
    const an_actor *a = &p->actor;
    if (a->id.data || !a->country[0] || !a->sector_count || p->mention == AN_NONE || !document->mentions.items[p->mention].is_generic) return false;
    return a->kind == AN_ACTOR_POPULATION || (a->kind == AN_ACTOR_MILITARY && a->title.data) || (a->kind == AN_ACTOR_GOVERNMENT && a->sectors[0] == AN_SECTOR_COP);
}

/* "The attack on the French embassy in Accra killed six people": beside those of another country they may be of either. */
static bool are_beside_others(const an_participants *list, const char *country)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].actor.country[0] && strcmp(list->items[i].actor.country, country) != 0) return true;
    return false;
}

/* Where they are is then no sign of what they are. */
static void forget_country(an_coder *coder, an_actor *people)
{
    memset(people->country, 0, sizeof people->country);
    people->cameo = an_cameo_compose(coder->arena, people->kind, "", people->sectors, people->sector_count);
}

static void name_peoples(an_coder *coder, an_participants *list)
{
    for (size_t i = 0; i < list->count; i++) {
        an_actor *people = &list->items[i].actor;
        if (!are_people(coder->document, list->items + i)) continue;
        if (are_beside_others(list, people->country)) forget_country(coder, people);
        else an_actors_name_people(coder->arena, coder->actors, coder->document->article.published, people);
    }
}

static bool is_march(const an_event *event) { return event->type == AN_TYPE_PROTEST && event->mode_count && (event->modes[0] == AN_MODE_PROTEST_DEMO || event->modes[0] == AN_MODE_PROTEST_RIOT); }

/* "The Chadian protests": Chadians march, not their state; where others march too it may be what they march for. */
static void turn_marching_state(an_coder *coder, an_event *event)
{
    an_actor *state = event->actors.items ? &event->actors.items[0].actor : NULL, marchers = {.kind = AN_ACTOR_POPULATION, .sectors = {AN_SECTOR_OPP}, .sector_count = 1, .entry = AN_NONE};
    if (!is_march(event) || event->actors.count != 1 || state->kind != AN_ACTOR_STATE) return;
    memcpy(marchers.country, state->country, sizeof marchers.country);
    marchers.cameo = an_cameo_compose(coder->arena, marchers.kind, marchers.country, marchers.sectors, marchers.sector_count);
    if (an_actors_name_people(coder->arena, coder->actors, coder->document->article.published, &marchers)) *state = marchers;
}

void an_name_peoples(an_coder *coder)
{
    for (size_t i = 0; i < coder->document->events.count; i++) {
        turn_marching_state(coder, coder->document->events.items + i);
        name_peoples(coder, &coder->document->events.items[i].actors);
        name_peoples(coder, &coder->document->events.items[i].recipients);
    }
}
