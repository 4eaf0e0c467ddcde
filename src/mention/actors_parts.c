/* Provinces, states of a federation and towns that act ("the province of Manitoba bans plastic", "San Diego sues"), and their organs ("the Ohio
 * Senate"): they get an id below their state's, made of the place's name ("can.manitoba", "usa.ohio.leg"), whether the dictionary knows more of
 * them or not. */
#include "mention/actor_words.h"
#include "mention/actors.h"

#include "base/utf8.h"

enum { PLACE_WORDS_MAX = 6 }; /* from "the province of" to the end of its name */

bool an_mention_is_part(const an_mention *place)
{
    return place->place.country[0] && (an_str_is(place->place.precision, "city") || an_str_is(place->place.precision, "division"));
}

/* "New South Wales": "new-south-wales" */
static an_str slug_of(an_actor_finder *f, an_str name)
{
    an_str folded = an_utf8_fold(f->scratch, name);
    char *slug = an_arena_alloc(f->scratch, folded.length + 1);
    size_t length = 0;
    for (size_t i = 0; slug && i < folded.length; i++) {
        char c = folded.data[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) slug[length++] = c;
        else if (length && slug[length - 1] != '-' && (c == ' ' || c == '-')) slug[length++] = '-';
    }
    return (an_str){slug, slug ? length : 0};
}

void an_mention_name_part(an_actor_finder *f, const an_mention *place, an_actor *part, an_str organ)
{
    uint32_t state = an_mention_state_of(f, place->place.country), entry;
    an_str slug = slug_of(f, place->place.name), id;
    if (state == AN_NONE || !slug.length) return;
    id = an_actors_compose(f->arena, an_actors_id(f->actors, state), ".", slug);
    if (id.data && organ.length) id = an_actors_compose(f->arena, id, ".", organ);
    if (!id.data) return;
    entry = an_actors_by_id(f->actors, id);
    if (entry != AN_NONE) {
        an_actors_describe(f->arena, f->actors, entry, f->date, part);
    } else {
        part->id = id;
        part->name = organ.length ? an_actors_compose(f->arena, place->place.name, " ", an_str_from(an_sector_body_name((an_sector)part->sectors[0]))) : place->place.name;
    }
    part->resolution = AN_RESOLUTION_COMPOSED;
}

/* "Ohio" of "the Ohio Senate", "Ohio prosecutors": the part of a state whose organ it is; NULL. */
static const an_mention *part_of_organ(const an_actor_finder *f, const an_hit *hit)
{
    for (uint32_t t = f->parsed->sentences[hit->sentence].first_token; t < hit->first; t++)
        if (f->place_over[t] != AN_NONE && an_mention_is_modifier_of(f, t, hit) && an_mention_is_part(f->mentions->items + f->place_over[t])) return f->mentions->items + f->place_over[t];
    return NULL;
}

void an_mention_name_organ_of_part(an_actor_finder *f, an_hit *hit)
{
    const an_mention *place = an_str_is(an_mention_lemma_of(f, hit->head), "department") ? NULL : part_of_organ(f, hit); /* "Tacna department" is a place */
    an_str slug = an_pool_get(f->roles->pool, f->roles->roles[hit->role].slug);
    if (!place || !slug.length || !hit->actor.sector_count || memcmp(place->place.country, hit->actor.country, AN_COUNTRY_BYTES) != 0) return;
    an_mention_name_part(f, place, &hit->actor, slug);
}

/* The place that "province", "state" names: "the Canadian province of Manitoba"; NULL. */
static const an_mention *place_of_part(const an_actor_finder *f, uint32_t noun)
{
    uint32_t end = an_mention_sentence_end(f, f->sentence_of[noun]);
    if (!an_mention_is_place_noun(an_mention_lemma_of(f, noun)) || noun + 2 >= end || !an_mention_folded_is(f, noun + 1, "of")) return NULL;
    for (uint32_t t = noun + 2; t < end && t < noun + PLACE_WORDS_MAX; t++)
        if (f->place_over[t] != AN_NONE) return f->mentions->items[f->place_over[t]].place.country[0] ? f->mentions->items + f->place_over[t] : NULL;
    return NULL;
}

/* "The province of Manitoba bans plastic", "sued the state of Texas"; not what is bombed, or where something was seen. */
static bool does_part_act(const an_actor_finder *f, uint32_t noun)
{
    uint32_t top = an_mention_coordination_head(f, noun), verb = an_mention_head_of(f, top);
    if (verb == AN_NONE || f->parsed->tokens[verb].upos != AN_UPOS_VERB || an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_still_verbs)) return false;
    if (an_mention_is_relation(f, top, AN_DEPREL_NSUBJ)) return !an_mention_is_subrelation(f, top, AN_DEPREL_NSUBJ, AN_SUBREL_PASS);
    return an_mention_is_relation(f, top, AN_DEPREL_OBJ) && an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_address_verbs);
}

/* The government of a part of a state. */
static void add_part(an_actor_finder *f, uint32_t first, uint32_t head, const an_mention *place)
{
    an_hit part = {.kind = AN_HIT_NAME, .first = first, .end = place->end_token, .role = AN_NONE, .entry = AN_NONE, .name = AN_NAME_PLACE, .has_actor = true};
    part.actor = (an_actor){.entry = AN_NONE, .name = an_mention_words(f, first, part.end), .kind = AN_ACTOR_GOVERNMENT, .sectors = {AN_SECTOR_GOV}, .sector_count = 1};
    memcpy(part.actor.country, place->place.country, AN_COUNTRY_BYTES);
    part.actor.cameo = an_cameo_compose(f->arena, part.actor.kind, part.actor.country, part.actor.sectors, 1);
    an_mention_name_part(f, place, &part.actor, (an_str){0});
    if (f->hit_at[head] != AN_NONE) an_mention_hit(f, f->hit_at[head])->is_silent = true;
    if (an_mention_add_hit(f, part)) an_mention_hit(f, (uint32_t)f->hits.count - 1)->head = head;
}

static void find_part(an_actor_finder *f, uint32_t noun)
{
    const an_mention *place = place_of_part(f, noun);
    bool is_taken = f->hit_at[noun] != AN_NONE && f->hits.items[f->hit_at[noun]].part_of != AN_NONE;
    if (place && !is_taken && does_part_act(f, noun)) add_part(f, noun, noun, place);
}

/* "a village near Leon, Guanajuato" says where, but in "In Mexico, Leon ..." the comma ends another phrase. */
static bool is_behind_place(const an_actor_finder *f, const an_mention *place, uint32_t verb)
{
    uint32_t comma = place->first_token ? place->first_token - 1 : 0, before = comma ? f->place_over[comma - 1] : AN_NONE, head;
    if (!comma || !an_mention_folded_is(f, comma, ",") || before == AN_NONE) return comma && an_mention_folded_is(f, comma, ",");
    head = f->mentions->items[before].head_token;
    return !(an_mention_is_relation(f, head, AN_DEPREL_OBL) && an_mention_head_of(f, head) == verb);
}

/* "South Bend, Indiana mayor Jo Smith": the town only tells whose mayor. */
static bool is_before_place(const an_actor_finder *f, const an_mention *place)
{
    uint32_t comma = place->end_token, end = an_mention_sentence_end(f, place->sentence);
    return comma + 1 < end && an_mention_folded_is(f, comma, ",") && f->place_over[comma + 1] != AN_NONE;
}

/* Harm that is not done by words: towns kill nobody. */
static bool does_violence(const an_actor_finder *f, uint32_t verb)
{
    an_str word = an_mention_lemma_of(f, verb);
    return an_mention_is_one_of(word, an_words_harming_verbs) && !an_mention_is_one_of(word, an_words_address_verbs);
}

/* "San Diego bans plastic bags" */
static void find_town(an_actor_finder *f, uint32_t head)
{
    const an_mention *place = f->place_at[head] == AN_NONE ? NULL : f->mentions->items + f->place_at[head];
    uint32_t verb = an_mention_head_of(f, head);
    if (!place || !an_mention_is_part(place) || verb == AN_NONE || does_violence(f, verb) || is_behind_place(f, place, verb) || is_before_place(f, place)) return;
    if (f->hit_at[head] != AN_NONE || !an_mention_is_relation(f, head, AN_DEPREL_NSUBJ) || !does_part_act(f, head)) return;
    add_part(f, place->first_token, head, place);
}

void an_mention_find_parts(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t t = f->parsed->sentences[sentence].first_token; t < an_mention_sentence_end(f, sentence); t++) {
        find_part(f, t);
        find_town(f, t);
    }
}
