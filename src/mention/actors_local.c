/* Names that mean another, or somebody at all, where the sentence is about another country: the Taliban who raid a post in Peshawar are
 * those of Pakistan, and a party of the commonest name is that of the country in question. What a sentence is about is told by its places
 * and the states it names. */
#include "mention/actors.h"

static bool is_country(const char *country, an_str code) { return country[0] && an_str_is(code, country); }

/* A town or province, or a country under "in": where something happens, not who deals with whom. */
static bool is_scene(const an_actor_finder *f, uint32_t token, an_str country)
{
    const an_mention *place = f->place_at[token] == AN_NONE ? NULL : f->mentions->items + f->place_at[token];
    if (!place || !is_country(place->place.country, country)) return false;
    return !an_str_is(place->place.precision, "country") || an_mention_is_place_use(f, token);
}

/* Whose other meaning is sought: he deals with the forces of his country, and a party with its government. */
typedef struct dealings {
    bool with_forces, with_government;
} dealings;

static bool deals_with(dealings with, an_sector sector)
{
    if (sector == AN_SECTOR_GOV) return with.with_government;
    return with.with_forces && (sector == AN_SECTOR_MIL || sector == AN_SECTOR_COP);
}

/* "Pakistani soldiers", "the Pakistan Army"; "the Nepalese government" */
static bool is_other_side(const an_actor_finder *f, const an_hit *hit, an_str country, dealings with)
{
    const an_hit *role = hit->end < an_mention_sentence_end(f, hit->sentence) && f->hit_at[hit->end] != AN_NONE ? f->hits.items + f->hit_at[hit->end] : NULL;
    if (hit->kind != AN_HIT_ENTRY || !is_country(hit->actor.country, country)) return false;
    if (hit->actor.kind == AN_ACTOR_MILITARY || hit->actor.kind == AN_ACTOR_GOVERNMENT) return deals_with(with, hit->actor.kind == AN_ACTOR_MILITARY ? AN_SECTOR_MIL : AN_SECTOR_GOV);
    if (hit->form != AN_FORM_ADJECTIVE || !role || role->kind != AN_HIT_ROLE || !f->roles->roles[role->role].sector_count) return false;
    return deals_with(with, (an_sector)f->roles->roles[role->role].sectors[0]);
}

/* True if the sentence is about what happens in the country, or to those there whom one deals with. */
static bool speaks_of(const an_actor_finder *f, const an_hit *hit, an_str country, dealings with)
{
    for (uint32_t t = f->parsed->sentences[hit->sentence].first_token; t < an_mention_sentence_end(f, hit->sentence); t++) {
        const an_hit *other = f->hit_at[t] == AN_NONE ? NULL : f->hits.items + f->hit_at[t];
        if (is_scene(f, t, country) || (other && other != hit && is_other_side(f, other, country, with))) return true;
    }
    return false;
}

/* True if a place, or anybody but `except`, of the country stands in the sentence. */
static bool names(const an_actor_finder *f, uint32_t sentence, uint32_t except, an_str country)
{
    for (uint32_t t = f->parsed->sentences[sentence].first_token; t < an_mention_sentence_end(f, sentence); t++) {
        const an_hit *other = f->hit_at[t] == AN_NONE ? NULL : f->hits.items + f->hit_at[t];
        if (f->place_at[t] != AN_NONE && is_country(f->mentions->items[f->place_at[t]].place.country, country)) return true;
        if (other && other->kind == AN_HIT_ENTRY && other->entry != except && is_country(other->actor.country, country)) return true;
    }
    return false;
}

/* The other meaning of words one of whose meanings is local, where the sentence speaks of its country and not of that of the first; AN_NONE. */
static uint32_t other_meaning(const an_actor_finder *f, const an_hit *hit)
{
    an_phrase_match matches[AN_PHRASE_WORDS_MAX];
    size_t count = an_phrase_find(&f->actors->phrases, f->parsed->tokens, f->folded, hit->first, hit->end, matches);
    if (!count || matches[count - 1].word_count != hit->end - hit->first) return AN_NONE;
    for (uint32_t i = 0; i < matches[count - 1].value_count; i++) {
        const an_form *form = f->actors->forms + matches[count - 1].values[i];
        dealings with;
        if ((form->kind == AN_FORM_LOCAL) == (hit->form == AN_FORM_LOCAL) || (form->kind > AN_FORM_FORMER && form->kind != AN_FORM_LOCAL)) continue;
        if (!an_validity_meets(form->validity, f->date)) continue;
        /* a body that rules has forces at a border, too */
        with = (dealings){.with_forces = hit->actor.kind != AN_ACTOR_GOVERNMENT, .with_government = an_actors_kind(f->actors, form->entry, f->date) == AN_ACTOR_PARTY};
        if (!speaks_of(f, hit, an_actors_value(f->actors, form->entry, AN_FACT_COUNTRY, f->date), with)) continue;
        return names(f, hit->sentence, hit->entry, an_str_from(hit->actor.country)) ? AN_NONE : matches[count - 1].values[i];
    }
    return AN_NONE;
}

/* ---- words that mean somebody only in one country ---- */

/* The only one of the meanings whose country the sentence names; where it names none of theirs, that of the only country of the article. */
static uint32_t meaning_here(const an_actor_finder *f, uint32_t sentence, const an_phrase_match *match)
{
    uint32_t here = AN_NONE, of_article = AN_NONE;
    for (uint32_t i = 0; i < match->value_count; i++) {
        const an_form *form = f->actors->forms + match->values[i];
        an_str country = an_actors_value(f->actors, form->entry, AN_FACT_COUNTRY, f->date);
        if (form->kind != AN_FORM_LOCAL) return AN_NONE; /* the words have a meaning of their own */
        if (!an_validity_meets(form->validity, f->date)) continue;
        if (!f->has_countries && is_country(f->country, country)) of_article = match->values[i];
        if (!names(f, sentence, AN_NONE, country)) continue;
        if (here != AN_NONE) return AN_NONE;
        here = match->values[i];
    }
    return here == AN_NONE ? of_article : here;
}

/* Words that begin with a capital and that nobody has taken, but for common nouns ("Party"). */
static bool may_be_name(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        const an_hit *hit = f->hit_at[t] == AN_NONE ? NULL : f->hits.items + f->hit_at[t];
        if (hit && (hit->kind != AN_HIT_ROLE || hit->first < first || hit->end > end)) return false;
    }
    return an_mention_is_capitalised(f, first) && an_mention_is_capitalised(f, end - 1);
}

/* "The People's Party won in Spain"; where the words end, or `at` if they are no such name. */
static uint32_t find_local_name(an_actor_finder *f, uint32_t sentence, uint32_t at)
{
    an_phrase_match matches[AN_PHRASE_WORDS_MAX];
    size_t count = an_phrase_find(&f->actors->phrases, f->parsed->tokens, f->folded, at, an_mention_sentence_end(f, sentence), matches);
    uint32_t form = count && may_be_name(f, at, at + matches[count - 1].word_count) ? meaning_here(f, sentence, matches + count - 1) : AN_NONE;
    an_hit hit = {.kind = AN_HIT_ENTRY, .first = at, .role = AN_NONE, .has_actor = true, .form = AN_FORM_LOCAL};
    uint32_t last = (uint32_t)f->hits.count;
    if (form == AN_NONE) return at;
    hit.end = at + matches[count - 1].word_count;
    hit.entry = f->actors->forms[form].entry;
    an_actors_describe(f->arena, f->actors, hit.entry, f->date, &hit.actor);
    if (!an_mention_add_hit(f, hit)) return at;
    for (uint32_t number = an_mention_first_hit(f, sentence); number < last; number++)
        if (an_mention_hit(f, number)->first >= at && an_mention_hit(f, number)->end <= hit.end) an_mention_swallow(f, last, number);
    f->seen_at[hit.entry] = at + 1;
    return hit.end;
}

static void find_local_names(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t at = f->parsed->sentences[sentence].first_token; at < an_mention_sentence_end(f, sentence);) {
        uint32_t end = an_mention_is_capitalised(f, at) ? find_local_name(f, sentence, at) : at;
        at = end > at ? end : at + 1;
    }
}

void an_mention_choose_local(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        an_hit *hit = an_mention_hit(f, number);
        bool can_have_two = hit->kind == AN_HIT_ENTRY && hit->has_actor && hit->actor.country[0] && (hit->form <= AN_FORM_FORMER || hit->form == AN_FORM_LOCAL);
        uint32_t form = can_have_two ? other_meaning(f, hit) : AN_NONE;
        if (form == AN_NONE) continue;
        f->seen_at[hit->entry] = 0; /* these words did not name it */
        hit->entry = f->actors->forms[form].entry;
        hit->form = (an_form_kind)f->actors->forms[form].kind;
        an_actors_describe(f->arena, f->actors, hit->entry, f->date, &hit->actor);
        f->seen_at[hit->entry] = hit->first + 1;
    }
    find_local_names(f, sentence);
}
