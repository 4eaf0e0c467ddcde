/* Titles and names become one: "Russian President Vladimir Putin", "the militant group Hamas", "the British Labour Party". The hit of the
 * name speaks for all of it; the title tells what an unknown name is and for whom a person acts. */
#include "mention/actor_words.h"
#include "mention/actors.h"

#define KIND(name) (1u << AN_ACTOR_##name)
#define UPOS(name) (UINT64_C(1) << AN_UPOS_##name)

enum { BODY_STEPS_MAX = 4 }; /* from a leader's name up to the word for the leader */

static const uint64_t arguments_of_clauses = AN_RELATION(NSUBJ) | AN_RELATION(OBJ) | AN_RELATION(IOBJ) | AN_RELATION(OBL) | AN_RELATION(NMOD) | AN_RELATION(CONJ);

/* ---- persons and their titles ---- */

static bool is_person_hit(const an_hit *hit)
{
    if (hit->part_of != AN_NONE) return false;
    if (hit->kind == AN_HIT_NAME) return hit->name == AN_NAME_PERSON || (hit->has_actor && hit->actor.kind == AN_ACTOR_PERSON);
    return hit->kind == AN_HIT_ENTRY && hit->actor.kind == AN_ACTOR_PERSON && hit->actor.resolution == AN_RESOLUTION_DICTIONARY;
}

static bool can_be_named(const an_actor_finder *f, const an_hit *hit)
{
    return hit->kind == AN_HIT_ROLE && hit->part_of == AN_NONE && !hit->is_plural &&
           (f->roles->roles[hit->role].is_person || f->roles->roles[hit->role].is_office);
}

/* True if the word hangs on the hit's head, or on another noun of it: "a spokesman for the ministry, Ivan Petrenko" is read both ways. */
static bool is_head_inside(const an_actor_finder *f, uint32_t token, const an_hit *hit)
{
    uint32_t head = an_mention_head_of(f, token);
    return head != AN_NONE && (head == hit->head || (head >= hit->first && head < hit->end && token >= hit->end));
}

/* "A judge and the lawyer Ann Lee": the noun right before the name is the title, whichever noun the tree ties the name to. */
static bool has_nearer_title(const an_actor_finder *f, const an_hit *role, const an_hit *person)
{
    uint32_t before = person->first ? f->hit_at[person->first - 1] : AN_NONE;
    const an_hit *title = before == AN_NONE ? NULL : f->hits.items + before;
    return title && title != role && title->sentence == person->sentence && title->end == person->first && can_be_named(f, title);
}

/* "Joko, his son and aide": one who is the person's, not the person, where another name follows. */
static bool is_his_own(const an_actor_finder *f, const an_hit *role, const an_hit *person)
{
    uint32_t next = role->end < an_mention_sentence_end(f, role->sentence) ? f->hit_at[role->end] : AN_NONE;
    if (!an_mention_is_relational(f, role->role) || next == AN_NONE || role->first < person->end) return false;
    return is_person_hit(f->hits.items + next) || can_be_named(f, f->hits.items + next);
}

/* "the leader of the main opposition Blue Party, Jon Masters": what the tree hangs on the party is the leader's name. */
static bool is_behind_body(const an_actor_finder *f, const an_hit *role, const an_hit *person)
{
    uint32_t at = person->head, steps = 0;
    if (role->sentence != person->sentence || person->first < role->end + 3 || !an_mention_folded_is(f, role->end, "of") || !an_mention_folded_is(f, person->first - 1, ",")) return false;
    for (uint32_t t = role->end; t + 1 < person->first; t++)
        if (f->parsed->tokens[t].upos == AN_UPOS_PUNCT || f->parsed->tokens[t].upos == AN_UPOS_VERB || (f->hit_at[t] != AN_NONE && is_person_hit(f->hits.items + f->hit_at[t]))) return false;
    for (; at != AN_NONE && at != role->head && steps < BODY_STEPS_MAX; steps++, at = an_mention_head_of(f, at))
        if (!an_mention_has_relation(f, at, AN_RELATION(APPOS) | AN_RELATION(NMOD) | AN_RELATION(FLAT))) return false;
    return at == role->head && (f->roles->roles[role->role].is_office || an_mention_is_official(f->roles->roles + role->role));
}

/* "An envoy of Kenyan president Ann Lee": the name is that of the last noun, whose envoy the first is. */
static bool is_of_titled(const an_actor_finder *f, const an_hit *role, const an_hit *person)
{
    uint32_t before = person->first ? f->hit_at[person->first - 1] : AN_NONE;
    const an_hit *title = before == AN_NONE ? NULL : f->hits.items + before;
    return title && title != role && title->part_of != AN_NONE && title->kind == AN_HIT_ROLE && !title->is_plural && title->first > role->head && title->end == person->first && f->roles->roles[title->role].is_office;
}

/* Side by side as title and name ("President Putin"), or tied by apposition with only a comma between phrases. */
static bool are_one_person(const an_actor_finder *f, const an_hit *role, const an_hit *person)
{
    if (role->end == person->first) return !is_of_titled(f, role, person);
    if (has_nearer_title(f, role, person) || is_his_own(f, role, person)) return false;
    if (is_behind_body(f, role, person)) return true;
    if (an_mention_is_relation(f, person->head, AN_DEPREL_APPOS) && is_head_inside(f, person->head, role)) return true;
    return an_mention_is_relation(f, role->head, AN_DEPREL_APPOS) && is_head_inside(f, role->head, person);
}

/* Who held the office once is of its country still, and of its elite (PLOVER's ELI). */
static void give_past_office(an_actor_finder *f, an_actor *actor, const an_actor *office)
{
    if (actor->id.data) return;
    actor->kind = AN_ACTOR_PERSON;
    actor->sectors[0] = AN_SECTOR_ELI;
    actor->sector_count = 1;
    memcpy(actor->country, office->country, sizeof actor->country);
    actor->cameo = an_cameo_compose(f->arena, actor->kind, actor->country, actor->sectors, actor->sector_count);
}

static bool ends_with(an_str text, an_str end)
{
    return text.length >= end.length && memcmp(text.data + text.length - end.length, end.data, end.length) == 0;
}

/* "A columnist for China's Sohu company": of a body of which only the country is known; he does not speak for all of that kind there. */
static bool is_of_nobody(const an_role *noun, const an_actor *body)
{
    bool is_kind = body->kind == AN_ACTOR_POPULATION || body->kind == AN_ACTOR_COMPANY || body->kind == AN_ACTOR_MEDIA;
    return is_kind && body->resolution == AN_RESOLUTION_COMPOSED && body->entry == AN_NONE && !noun->is_office;
}

/* "Russian mathematician": a nationality and an occupation, but no office and no organisation that he speaks for. */
static bool is_private(const an_actor_finder *f, const an_hit *role)
{
    const an_role *noun = f->roles->roles + role->role;
    an_str slug = an_pool_get(f->roles->pool, noun->slug);
    if (an_mention_is_one_of(an_pool_get(f->roles->pool, noun->id), an_words_private_roles)) return true;
    if (an_mention_is_official(noun)) return false;
    return !role->actor.id.data || (slug.length && ends_with(role->actor.id, slug)) || is_of_nobody(noun, &role->actor);
}

static void give_occupation(an_actor_finder *f, an_actor *actor, const an_actor *occupation)
{
    if (actor->id.data) return;
    actor->kind = AN_ACTOR_PERSON;
    actor->sector_count = occupation->sector_count;
    memcpy(actor->sectors, occupation->sectors, sizeof actor->sectors);
    memcpy(actor->country, occupation->country, sizeof actor->country);
    actor->cameo = an_cameo_compose(f->arena, actor->kind, actor->country, actor->sectors, actor->sector_count);
}

/* "U.N. Secretary-General Kofi Annan" in a text without a date: one of whom no office is known to hold then is what the text says. */
static void serve(an_actor_finder *f, an_actor *actor, const an_actor *office)
{
    uint32_t body = an_actors_by_id(f->actors, office->acts_for.data ? office->acts_for : office->id);
    bool is_international = body != AN_NONE && an_actors_kind(f->actors, body, f->date) == AN_ACTOR_IGO;
    if (is_international) memset(actor->country, 0, sizeof actor->country);
    actor->sector_count = office->sector_count;
    memcpy(actor->sectors, office->sectors, sizeof actor->sectors);
    actor->cameo = is_international ? office->cameo : an_cameo_compose(f->arena, actor->kind, actor->country, actor->sectors, actor->sector_count);
}

static void give_office(an_actor_finder *f, an_hit *person, const an_hit *role, bool is_current)
{
    an_actor *actor = &person->actor;
    const an_role *noun = f->roles->roles + role->role;
    if (!actor->title.data) actor->title = an_pool_get(f->roles->pool, noun->id);
    if (!actor->id.data && !role->has_actor) {
        actor->kind = AN_ACTOR_PERSON;
        actor->sector_count = noun->sector_count;
        memcpy(actor->sectors, noun->sectors, sizeof actor->sectors);
        actor->cameo = an_cameo_compose(f->arena, actor->kind, "", actor->sectors, actor->sector_count);
    }
    if (!role->has_actor) return;
    if (!is_current) {
        give_past_office(f, actor, &role->actor);
        return;
    }
    if (is_private(f, role)) {
        give_occupation(f, actor, &role->actor);
        return;
    }
    if (actor->id.data && !actor->acts_for.data && role->actor.sector_count) serve(f, actor, &role->actor);
    if (!actor->acts_for.data) actor->acts_for = role->actor.acts_for.data ? role->actor.acts_for : role->actor.id;
    if (actor->id.data) return;
    actor->id = actor->acts_for; /* a person whom no dictionary knows stands for the body that it speaks for */
    actor->kind = AN_ACTOR_PERSON;
    actor->resolution = AN_RESOLUTION_COMPOSED;
    actor->sector_count = role->actor.sector_count;
    memcpy(actor->sectors, role->actor.sectors, sizeof actor->sectors);
    memcpy(actor->country, role->actor.country, sizeof actor->country);
    actor->cameo = role->actor.cameo;
}

void an_mention_give_office(an_actor_finder *f, an_hit *person, const an_hit *role) { give_office(f, person, role, !an_mention_is_former(f, role)); }

/* Where the parser has torn a title and a name into two subjects, the first is the one that others see. */
static uint32_t first_sibling(const an_actor_finder *f, const an_hit *hit, uint32_t head)
{
    uint32_t above = an_mention_head_of(f, head);
    if (above == AN_NONE) return head;
    for (uint32_t t = hit->first; t < hit->end && t < head; t++)
        if (an_mention_head_of(f, t) == above && an_mention_has_relation(f, t, arguments_of_clauses)) return t;
    return head;
}

static void join_person(an_actor_finder *f, uint32_t person_number, uint32_t role_number)
{
    an_hit *person = an_mention_hit(f, person_number), *role = an_mention_hit(f, role_number);
    bool is_current = !an_mention_is_former(f, role);
    uint32_t head = an_mention_is_relation(f, person->head, AN_DEPREL_APPOS) || an_mention_head_of(f, person->head) == role->head ? role->head : person->head;
    give_office(f, person, role, is_current);
    if (!person->gender) person->gender = role->gender;
    person->has_actor = true;
    an_mention_swallow(f, person_number, role_number);
    an_mention_hit(f, person_number)->head = first_sibling(f, an_mention_hit(f, person_number), head);
}

static uint32_t determiner_of(const an_actor_finder *f, uint32_t noun) { return an_mention_child(f, noun, AN_DEPREL_DET); }

/* "Lawyer and spokesman Ann Lee": the tree ties the second noun, or the name, to the first. */
static bool is_tied_to(const an_actor_finder *f, const an_hit *role, const an_hit *person, const an_hit *title)
{
    uint32_t name = an_mention_span_head(f, person->core_first, person->core_end);
    if (an_mention_is_relation(f, title->head, AN_DEPREL_CONJ) && an_mention_coordination_head(f, title->head) == role->head) return true;
    return an_mention_has_relation(f, name, AN_RELATION(CONJ) | AN_RELATION(APPOS)) && an_mention_head_of(f, name) == role->head;
}

/* "The rapper and producer Ann Lee" is one; "a judge and the lawyer Ann Lee" are two, and so are "two judges and lawyer Ann Lee". */
static bool is_other_title(const an_actor_finder *f, const an_hit *role, const an_hit *person, const an_hit *title)
{
    uint32_t article = determiner_of(f, role->head), end = title->first;
    if (!can_be_named(f, role) || role->sentence != person->sentence || role->end >= end || !is_tied_to(f, role, person, title)) return false;
    if (determiner_of(f, title->head) != AN_NONE || an_mention_is_relational(f, role->role) || !an_mention_folded_is(f, role->end, "and")) return false;
    if (article != AN_NONE && !an_mention_folded_is(f, article, "the")) return false;
    for (uint32_t t = role->end; t < end; t++)
        if (f->parsed->tokens[t].upos == AN_UPOS_PUNCT || f->parsed->tokens[t].upos == AN_UPOS_VERB || f->hit_at[t] != AN_NONE) return false;
    return an_mention_child(f, role->head, AN_DEPREL_NUMMOD) == AN_NONE;
}

/* The titles before "and" are the person's too, and where the sentence sees him. */
static void take_other_titles(an_actor_finder *f, uint32_t person, uint32_t title)
{
    for (uint32_t r = an_mention_first_hit(f, an_mention_hit(f, person)->sentence); r < f->hits.count; r++) {
        uint32_t head = an_mention_hit(f, r)->head;
        if (!is_other_title(f, an_mention_hit(f, r), an_mention_hit(f, person), an_mention_hit(f, title))) continue;
        an_mention_swallow(f, person, r);
        an_mention_hit(f, person)->head = head;
        return;
    }
}

void an_mention_join_persons(an_actor_finder *f, uint32_t sentence)
{
    uint32_t first = an_mention_first_hit(f, sentence);
    for (uint32_t r = first; r < f->hits.count; r++) {
        if (!can_be_named(f, an_mention_hit(f, r))) continue;
        for (uint32_t p = first; p < f->hits.count; p++)
            if (is_person_hit(an_mention_hit(f, p)) && are_one_person(f, an_mention_hit(f, r), an_mention_hit(f, p))) {
                join_person(f, p, r);
                take_other_titles(f, p, r);
                break;
            }
    }
}

/* ---- names behind descriptions ---- */

/* The first word of a phrase that hangs on something outside it: what the sentence sees of a description torn from its name. */
static uint32_t outer_head(const an_actor_finder *f, const an_hit *whole)
{
    for (uint32_t t = whole->first; t < whole->end; t++) {
        uint32_t above = an_mention_head_of(f, t);
        if ((above == AN_NONE || above < whole->first || above >= whole->end) && an_mention_has_relation(f, t, arguments_of_clauses)) return t;
    }
    return whole->head;
}

/* Between "Minister" and "Matteo Salvini": "of the Interior". Nothing that begins another clause, and no other person. */
static bool is_post_modifier(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    static const uint64_t others = UPOS(VERB) | UPOS(AUX) | UPOS(PUNCT) | UPOS(PRON) | UPOS(SCONJ), nouns = UPOS(NOUN) | UPOS(PROPN);
    static const char *const prepositions[] = {"of", "in", "at", "for", NULL};
    if (first + 2 > end || !an_mention_is_one_of(f->folded[first], prepositions)) return false;
    for (uint32_t t = first; t < end; t++) {
        const an_hit *hit = f->hit_at[t] == AN_NONE ? NULL : f->hits.items + f->hit_at[t];
        if (others >> f->parsed->tokens[t].upos & 1) return false;
        if (hit && (hit->kind == AN_HIT_NAME || (hit->kind == AN_HIT_ROLE && hit->end == end && f->roles->roles[hit->role].is_person))) return false;
    }
    return nouns >> f->parsed->tokens[end - 1].upos & 1;
}

/* "the footballer Peter" hangs on a cousin as well as "event Agnes" on a record holder: only a bare description goes on to a noun with
 * an article or a number. */
static bool is_bare_before(const an_actor_finder *f, uint32_t noun, uint32_t last)
{
    return an_mention_child(f, noun, AN_DEPREL_DET) == AN_NONE && noun + 1 < last &&
           (f->parsed->tokens[noun + 2].upos == AN_UPOS_DET || f->parsed->tokens[noun + 2].upos == AN_UPOS_NUM);
}

/* "Archbishop of York Peter Hall": nobody is archbishop of a person, so a name right behind "of" has taken in the see. */
static bool is_see_in_name(const an_actor_finder *f, const an_hit *role, const an_hit *person)
{
    static const char *const seats[] = {"archbishop", "bishop", "patriarch", "mayor", "governor", "duke", "duchess", "prince", "princess", NULL};
    return an_mention_is_one_of(an_pool_get(f->roles->pool, f->roles->roles[role->role].id), seats) && person->first == role->end + 1 &&
           person->end > person->first + 1 && an_mention_folded_is(f, role->end, "of");
}

/* "Italian Minister of the Interior Matteo Salvini": the name right behind what an office is for. */
static bool is_office_behind(const an_actor_finder *f, const an_hit *role, const an_hit *person)
{
    uint32_t above = an_mention_head_of(f, person->head);
    if (role->sentence == person->sentence && is_see_in_name(f, role, person)) return true;
    if (!f->roles->roles[role->role].is_office || role->sentence != person->sentence || person->first <= role->end) return false;
    if (above == AN_NONE || ((above < role->first || above >= person->first) && above != an_mention_head_of(f, role->head))) return false;
    return is_post_modifier(f, role->head + 1, person->first);
}

/* "Mayor of London Sadiq Khan": the dictionary knows the office and its holder; the name counts. */
static bool is_named_office(const an_hit *office, const an_hit *person)
{
    return office->kind == AN_HIT_ENTRY && office->part_of == AN_NONE && office->actor.resolution == AN_RESOLUTION_OFFICE && office->end == person->first &&
           office->sentence == person->sentence;
}

static void take_office(an_actor_finder *f, uint32_t person_number, uint32_t office_number)
{
    an_actor *actor = &an_mention_hit(f, person_number)->actor;
    const an_actor *office = &an_mention_hit(f, office_number)->actor;
    if (!actor->title.data) actor->title = office->title;
    if (!actor->acts_for.data) actor->acts_for = office->acts_for;
    an_mention_swallow(f, person_number, office_number);
    an_mention_hit(f, person_number)->head = outer_head(f, an_mention_hit(f, person_number));
}

/* "record holder" of "record holder in the 10 kilometres event", which is about the holder: the noun above; else the noun itself. */
static uint32_t top_of_description(const an_actor_finder *f, uint32_t noun, const an_hit *person)
{
    uint32_t up = an_mention_is_relation(f, noun, AN_DEPREL_NMOD) ? an_mention_head_of(f, noun) : AN_NONE;
    if (up == AN_NONE || up >= noun || f->sentence_of[up] != person->sentence) return noun;
    return is_post_modifier(f, up + 1, person->first) && is_bare_before(f, up, person->first) ? up : noun;
}

/* "police arrest Oleg Starov": the parser has taken a verb for a noun. */
static bool is_organ_before(const an_actor_finder *f, uint32_t noun)
{
    const an_hit *before = noun && f->hit_at[noun - 1] != AN_NONE ? f->hits.items + f->hit_at[noun - 1] : NULL;
    if (!before || before->form == AN_FORM_ADJECTIVE || an_mention_is_capitalised(f, noun - 1)) return false; /* "Navy veteran" */
    return (before->kind == AN_HIT_ROLE && an_mention_is_organ(f, before->role)) || before->actor.kind == AN_ACTOR_GOVERNMENT || before->actor.kind == AN_ACTOR_MILITARY;
}

/* One noun that nobody has taken; of "oligarch and club owner Oleg Starov" the first is what the sentence sees. */
static bool can_describe(const an_actor_finder *f, uint32_t noun)
{
    return f->parsed->tokens[noun].upos == AN_UPOS_NOUN && !an_mention_is_plural_token(f, noun) && f->hit_at[noun] == AN_NONE && !f->other_at[noun] &&
           !an_mention_is_relation(f, noun, AN_DEPREL_CONJ) && !is_organ_before(f, noun);
}

/* The noun that describes the name right behind it and that nobody has taken: "marathon champion Joshua Kiprop", which parsers read as an
 * apposition or tear into two subjects; AN_NONE. */
static uint32_t described_by(const an_actor_finder *f, const an_hit *person)
{
    uint32_t above = an_mention_head_of(f, person->head), noun = person->first - 1;
    bool is_below = above == noun && an_mention_has_relation(f, person->head, AN_RELATION(APPOS) | AN_RELATION(FLAT));
    if (person->first == f->parsed->sentences[person->sentence].first_token || above == AN_NONE) return AN_NONE;
    if (is_below) noun = top_of_description(f, noun, person);
    else if (above < person->end || above != an_mention_head_of(f, noun) || !an_mention_has_relation(f, noun, arguments_of_clauses) ||
             f->parsed->tokens[noun].deprel != f->parsed->tokens[person->head].deprel)
        return AN_NONE;
    return can_describe(f, noun) ? noun : AN_NONE;
}

static void give_nationality_of(an_actor_finder *f, an_hit *person, const an_actor *state)
{
    an_actor *actor = &person->actor;
    if (actor->id.data || actor->country[0] || state->kind != AN_ACTOR_STATE) return;
    actor->kind = AN_ACTOR_PERSON;
    memcpy(actor->country, state->country, sizeof actor->country);
    actor->cameo = an_cameo_compose(f->arena, actor->kind, actor->country, actor->sectors, actor->sector_count);
}

/* A word left of the noun that belongs to the same phrase; prepositions and articles stand outside. */
static bool is_of_description(const an_actor_finder *f, uint32_t token, uint32_t first, uint32_t noun)
{
    static const uint64_t outside = UPOS(DET) | UPOS(PUNCT) | UPOS(ADP) | UPOS(SCONJ) | UPOS(CCONJ) | UPOS(AUX);
    uint32_t above = an_mention_head_of(f, token), hit = f->hit_at[token];
    if (above == AN_NONE || above < first || above > noun || (outside >> f->parsed->tokens[token].upos & 1)) return false;
    return hit == AN_NONE || f->hits.items[hit].kind == AN_HIT_ENTRY || (f->hits.items[hit].kind == AN_HIT_NAME && f->hits.items[hit].name != AN_NAME_PERSON);
}

/* The name takes in its description with all that stands left of the noun and belongs to it; a nationality is the person's. */
static void take_description(an_actor_finder *f, uint32_t number, uint32_t noun)
{
    uint32_t start = f->parsed->sentences[an_mention_hit(f, number)->sentence].first_token, first = noun;
    for (; first > start && is_of_description(f, first - 1, first, noun); first--) {
        uint32_t before = f->hit_at[first - 1];
        const an_hit *hit = before == AN_NONE ? NULL : an_mention_hit(f, before);
        if (!hit || hit->part_of != AN_NONE) continue;
        if (hit->form == AN_FORM_ADJECTIVE || an_mention_head_of(f, hit->head) == noun) give_nationality_of(f, an_mention_hit(f, number), &hit->actor);
        an_mention_swallow(f, number, before);
    }
    an_mention_hit(f, number)->first = first;
    an_mention_hit(f, number)->head = noun;
}

static uint32_t office_of(an_actor_finder *f, uint32_t first, uint32_t person)
{
    for (uint32_t r = first; r < f->hits.count; r++)
        if (can_be_named(f, an_mention_hit(f, r)) && is_office_behind(f, an_mention_hit(f, r), an_mention_hit(f, person))) return r;
    return AN_NONE;
}

void an_mention_join_descriptions(an_actor_finder *f, uint32_t sentence)
{
    uint32_t first = an_mention_first_hit(f, sentence);
    for (uint32_t p = first; p < f->hits.count; p++) {
        uint32_t before = an_mention_hit(f, p)->first ? f->hit_at[an_mention_hit(f, p)->first - 1] : AN_NONE, office, noun;
        if (!is_person_hit(an_mention_hit(f, p))) continue;
        office = office_of(f, first, p);
        noun = described_by(f, an_mention_hit(f, p));
        if (office != AN_NONE) {
            join_person(f, p, office);
            an_mention_hit(f, p)->head = outer_head(f, an_mention_hit(f, p));
        } else if (before != AN_NONE && is_named_office(an_mention_hit(f, before), an_mention_hit(f, p))) {
            take_office(f, p, before);
        } else if (noun != AN_NONE) {
            take_description(f, p, noun);
        }
    }
}

/* ---- bodies and their names ---- */

/* "the British Labour Party": the adjective right before the dictionary's words. */
static bool is_state_before(const an_actor_finder *f, const an_hit *entry, const an_hit *state)
{
    return entry->kind == AN_HIT_ENTRY && entry->part_of == AN_NONE && entry->form <= AN_FORM_FORMER && (entry->actor.country[0] || entry->actor.kind == AN_ACTOR_NGO) &&
           state->kind == AN_HIT_ENTRY && state->part_of == AN_NONE && state->form == AN_FORM_ADJECTIVE && state->actor.kind == AN_ACTOR_STATE &&
           state->end == entry->first && an_mention_is_left_part_of(f, state->head, entry->head);
}

/* "the Jamaican Labour Party" when the dictionary's only Labour Party is British, "the Kenyan Red Cross": another body, which nobody knows. */
static bool is_of_another_state(const an_actor_finder *f, const an_hit *entry, const an_hit *state)
{
    static const uint32_t kinds = KIND(GOVERNMENT) | KIND(MILITARY) | KIND(PARTY) | KIND(NGO);
    return is_state_before(f, entry, state) && (kinds >> entry->actor.kind & 1) && memcmp(entry->actor.country, state->actor.country, AN_COUNTRY_BYTES) != 0;
}

static void disown(an_actor_finder *f, an_hit *hit, const an_hit *state)
{
    an_actor other = {.entry = AN_NONE, .kind = hit->actor.kind, .sector_count = hit->actor.sector_count};
    other.name = an_mention_words(f, state->first, hit->end);
    memcpy(other.sectors, hit->actor.sectors, sizeof other.sectors);
    memcpy(other.country, state->actor.country, sizeof other.country);
    other.cameo = an_cameo_compose(f->arena, other.kind, other.country, other.sectors, other.sector_count);
    hit->actor = other;
    hit->kind = AN_HIT_NAME;
    hit->name = AN_NAME_ORGANISATION;
}

/* Adjectives of states before names of bodies: the same state's is part of the name, another's makes it another body. */
void an_mention_join_states(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        an_hit *hit = an_mention_hit(f, number);
        uint32_t before = hit->first ? f->hit_at[hit->first - 1] : AN_NONE;
        if (before == AN_NONE || an_mention_hit(f, before)->sentence != sentence || !is_state_before(f, hit, an_mention_hit(f, before))) continue;
        if (is_of_another_state(f, hit, an_mention_hit(f, before))) disown(f, hit, an_mention_hit(f, before));
        else if (memcmp(hit->actor.country, an_mention_hit(f, before)->actor.country, AN_COUNTRY_BYTES) != 0) continue;
        an_mention_swallow(f, number, before);
    }
}

/* "the Jordanian company Daoud", "the militant group Hamas": the noun tells what the name is. */
static bool can_be_called(const an_actor_finder *f, const an_hit *hit)
{
    static const uint32_t kinds = KIND(GOVERNMENT) | KIND(MILITARY) | KIND(COMPANY) | KIND(ARMED_GROUP) | KIND(PARTY) | KIND(NGO) | KIND(ORGANISATION) |
                                  KIND(MEDIA) | KIND(IGO);
    return hit->kind == AN_HIT_ROLE && hit->part_of == AN_NONE && !hit->is_plural && (kinds >> f->roles->roles[hit->role].kind & 1);
}

/* "the militant group Lashkar": a parser that sees a person in the name is told by the noun right before it. */
static bool is_mistaken_person(const an_actor_finder *f, const an_hit *hit, const an_hit *role)
{
    uint32_t above = an_mention_head_of(f, hit->head);
    return hit->name == AN_NAME_PERSON && !hit->actor.id.data && hit->core_first == role->end && hit->first == role->end && above != AN_NONE && above < role->end;
}

static bool is_name_of(const an_actor_finder *f, const an_hit *hit, const an_hit *role)
{
    an_actor_kind kind = (an_actor_kind)f->roles->roles[role->role].kind;
    if (hit->part_of != AN_NONE || !hit->has_actor || hit->first < role->end) return false;
    if (hit->kind == AN_HIT_NAME) return (hit->name != AN_NAME_PERSON || is_mistaken_person(f, hit, role)) && kind != AN_ACTOR_GOVERNMENT && kind != AN_ACTOR_MILITARY;
    return hit->kind == AN_HIT_ENTRY && hit->form <= AN_FORM_FORMER && !((KIND(STATE) | KIND(PERSON) | KIND(REGION)) >> hit->actor.kind & 1);
}

void an_mention_join_name(an_actor_finder *f, uint32_t name_number, uint32_t role_number)
{
    an_hit *name = an_mention_hit(f, name_number), *role = an_mention_hit(f, role_number);
    const an_role *noun = f->roles->roles + role->role;
    an_actor *actor = &name->actor;
    if (name->kind == AN_HIT_NAME) {
        name->name = AN_NAME_ORGANISATION;
        name->role = role->role;
    }
    if (!actor->id.data) {
        actor->kind = (an_actor_kind)noun->kind;
        actor->sector_count = noun->sector_count;
        memcpy(actor->sectors, noun->sectors, sizeof actor->sectors);
        memcpy(actor->country, role->actor.country, sizeof actor->country);
        actor->cameo = an_cameo_compose(f->arena, actor->kind, actor->country, actor->sectors, actor->sector_count);
    }
    if (an_mention_head_of(f, name->head) == role->head) name->head = role->head;
    an_mention_swallow(f, name_number, role_number);
}

/* "the terrorist group Hamas" */
static bool is_group_right_before(an_actor_finder *f, uint32_t role, uint32_t name)
{
    return an_mention_hit(f, name)->kind == AN_HIT_ENTRY && an_mention_hit(f, role)->end == an_mention_hit(f, name)->first &&
           f->roles->roles[an_mention_hit(f, role)->role].kind == AN_ACTOR_ARMED_GROUP;
}

void an_mention_join_names(an_actor_finder *f, uint32_t sentence, bool is_early)
{
    uint32_t first = an_mention_first_hit(f, sentence);
    for (uint32_t r = first; r < f->hits.count; r++) {
        if (!can_be_called(f, an_mention_hit(f, r))) continue;
        for (uint32_t n = first; n < f->hits.count; n++)
            if ((!is_early || is_group_right_before(f, r, n)) &&
                is_name_of(f, an_mention_hit(f, n), an_mention_hit(f, r)) && are_one_person(f, an_mention_hit(f, r), an_mention_hit(f, n))) {
                an_mention_join_name(f, n, r);
                break;
            }
    }
}
