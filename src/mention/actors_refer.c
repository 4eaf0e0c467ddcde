/* Pronouns and words like "the group" mean somebody named before: what each word asks of its antecedent, and what is said of it when
 * it is found (actors_antecedent.c finds it). Without a clear antecedent nothing is said.
 *
 * "Russia praised the Taliban. The group thanked it." -> "The group" is an armed group: taliban; "it" may not be the subject of its
 * own verb, so: rus. */
#include "mention/actors_refer.h"

#include "mention/actor_words.h"

enum {
    SENTENCES_OF_THEY = 2,    /* how far back the joint sentence of those whom "they" takes up may be */
    SENTENCES_OF_ROLE_MAX = 3 /* and the words that told whose "the soldiers" are */
};

/* Sets of kinds. */
enum {
    GROUPS = AN_KIND(ARMED_GROUP) | AN_KIND(PARTY) | AN_KIND(ORGANISATION) | AN_KIND(NGO) | AN_KIND(IGO) | AN_KIND(COMPANY) | AN_KIND(MEDIA),
    BODIES = GROUPS | AN_KIND(STATE) | AN_KIND(GOVERNMENT) | AN_KIND(MILITARY) | AN_KIND(REGION),
    MANY = GROUPS | AN_KIND(GOVERNMENT) | AN_KIND(MILITARY) | AN_KIND(POPULATION)
};

static const an_word_demand pronouns[] = {
    {"he", {AN_KIND(PERSON), 'm', true, false}},   {"him", {AN_KIND(PERSON), 'm', true, false}},  {"his", {AN_KIND(PERSON), 'm', true, false}},
    {"she", {AN_KIND(PERSON), 'f', true, false}},  {"her", {AN_KIND(PERSON), 'f', true, false}},  {"hers", {AN_KIND(PERSON), 'f', true, false}},
    {"it", {BODIES, 0, true, false}},           {"its", {BODIES, 0, true, false}},
    {"they", {MANY, 0, false, true}},           {"them", {MANY, 0, false, true}},           {"their", {MANY, 0, false, true}},
};

static const an_word_demand nouns[] = {
    {"group", {AN_KIND(ARMED_GROUP) | AN_KIND(ORGANISATION) | AN_KIND(NGO) | AN_KIND(PARTY), 0, true, false}},
    {"movement", {AN_KIND(ARMED_GROUP) | AN_KIND(ORGANISATION) | AN_KIND(PARTY), 0, true, false}},
    {"organisation", {GROUPS, 0, true, false}}, {"organization", {GROUPS, 0, true, false}},
    {"militia", {AN_KIND(ARMED_GROUP), 0, true, false}}, {"insurgency", {AN_KIND(ARMED_GROUP), 0, true, false}},
    {"network", {AN_KIND(ARMED_GROUP) | AN_KIND(ORGANISATION) | AN_KIND(MEDIA), 0, true, false}}, {"outfit", {AN_KIND(ARMED_GROUP), 0, true, false}},
    {"party", {AN_KIND(PARTY), 0, true, false}}, {"company", {AN_KIND(COMPANY), 0, true, false}}, {"firm", {AN_KIND(COMPANY), 0, true, false}},
    {"agency", {AN_KIND(GOVERNMENT) | AN_KIND(IGO) | AN_KIND(MEDIA) | AN_KIND(ORGANISATION), 0, true, false}},
    {"ministry", {AN_KIND(GOVERNMENT), 0, true, false}}, {"alliance", {AN_KIND(IGO) | AN_KIND(MILITARY), 0, true, false}},
    {"bloc", {AN_KIND(IGO), 0, true, false}}, {"country", {AN_KIND(STATE), 0, true, false}}, {"nation", {AN_KIND(STATE), 0, true, false}},
    {"kingdom", {AN_KIND(STATE), 0, true, false}},
    {"newspaper", {AN_KIND(MEDIA), 0, true, false}}, {"daily", {AN_KIND(MEDIA), 0, true, false}}, {"magazine", {AN_KIND(MEDIA), 0, true, false}},
    {"broadcaster", {AN_KIND(MEDIA), 0, true, false}},
};

const an_demand *an_mention_find_demand(const an_word_demand *rows, size_t count, an_str word)
{
    for (size_t i = 0; i < count; i++)
        if (an_str_is(word, rows[i].word)) return &rows[i].asks;
    return NULL;
}

/* A generic mention with this head, emitted from a role noun in this sentence; SIZE_MAX. */
static size_t generic_at(const an_actor_finder *f, uint32_t head)
{
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && an_mention_emitted_at(f, i)->sentence == f->sentence_of[head];)
        if (an_mention_emitted_at(f, i)->head_token == head && an_mention_emitted_at(f, i)->is_generic) return i;
    return SIZE_MAX;
}

void an_mention_refer(an_actor_finder *f, uint32_t first, uint32_t head, const an_actor *actor, bool is_generic, an_emitted about)
{
    an_mention mention = {.first_token = first, .end_token = head + 1, .head_token = head, .actor = *actor, .is_generic = is_generic};
    size_t generic = generic_at(f, head);
    about.is_reference = true;
    if (mention.actor.id.data) mention.actor.resolution = AN_RESOLUTION_COREFERENCE;
    if (generic != SIZE_MAX) {
        an_mention *m = f->mentions->items + f->first_mention + generic;
        m->actor = mention.actor;
        m->is_generic = is_generic;
        f->emitted.items[generic].is_reference = true;
        f->emitted.items[generic].gender = about.gender;
    } else {
        an_mention_emit(f, mention, about);
    }
}

void an_mention_refer_to(an_actor_finder *f, uint32_t first, uint32_t head, size_t antecedent)
{
    an_actor actor = an_mention_emitted_at(f, antecedent)->actor;
    an_mention_refer(f, first, head, &actor, an_mention_emitted_at(f, antecedent)->is_generic, f->emitted.items[antecedent]);
}

/* All whom the word of an antecedent takes up together ("They ... They"); of an antecedent of one only that. */
static void refer_to_like(an_actor_finder *f, uint32_t token, size_t antecedent)
{
    uint32_t head = an_mention_emitted_at(f, antecedent)->head_token;
    size_t first = antecedent, count = an_mention_emitted_count(f);
    while (first > 0 && an_mention_emitted_at(f, first - 1)->head_token == head) first--;
    if (!f->emitted.items[antecedent].is_reference) first = antecedent;
    for (size_t i = first; i < count && an_mention_emitted_at(f, i)->head_token == head; i++) an_mention_refer_to_one(f, token, token, i);
}

/* "its fighters": the role takes the antecedent as its body, and the pronoun needs no mention of its own. */
static bool give_body(an_actor_finder *f, uint32_t pronoun, const an_actor *body)
{
    uint32_t noun = an_mention_head_of(f, pronoun), hit;
    size_t generic;
    an_actor made;
    if (!an_mention_is_possessive(f, pronoun) || noun == AN_NONE || (generic = generic_at(f, noun)) == SIZE_MAX) return false;
    hit = f->hit_at[noun];
    if (hit == AN_NONE || f->hits.items[hit].kind != AN_HIT_ROLE || an_mention_is_relational(f, f->hits.items[hit].role)) return false;
    if (!an_mention_compose_role(f, f->hits.items[hit].role, f->hits.items[hit].is_plural, body, &made)) return false;
    f->mentions->items[f->first_mention + generic].actor = made;
    f->mentions->items[f->first_mention + generic].is_generic = false;
    return true;
}

static void refer_to_state(an_actor_finder *f, uint32_t noun, const char country[AN_COUNTRY_BYTES])
{
    uint32_t state = an_mention_state_of(f, country);
    an_actor actor;
    if (state == AN_NONE) return;
    an_actors_describe(f->arena, f->actors, state, f->date, &actor);
    an_mention_refer(f, an_mention_first_of_phrase(f, noun), noun, &actor, false, (an_emitted){0});
}

/* "his country" */
static bool give_state(an_actor_finder *f, uint32_t pronoun, const an_actor *owner)
{
    static const char *const words[] = {"country", "nation", "homeland", NULL};
    uint32_t noun = an_mention_head_of(f, pronoun);
    if (!an_mention_is_possessive(f, pronoun) || noun == AN_NONE || owner->kind != AN_ACTOR_PERSON || !owner->country[0] || an_mention_is_plural_token(f, noun)) return false;
    if (!an_mention_is_one_of(an_mention_lemma_of(f, noun), words)) return false;
    refer_to_state(f, noun, owner->country);
    return true;
}

/* The title without a body that the name at `noun` has taken in; AN_NONE. */
static uint32_t open_title_of(const an_actor_finder *f, uint32_t noun, uint32_t *name)
{
    for (uint32_t r = an_mention_first_hit(f, f->sentence_of[noun]); r < f->hits.count; r++) {
        const an_hit *role = f->hits.items + r;
        if (role->kind != AN_HIT_ROLE || role->has_actor || role->part_of == AN_NONE || an_mention_is_relational(f, role->role)) continue;
        *name = role->part_of;
        if (f->hits.items[*name].first <= noun && noun < f->hits.items[*name].end && f->hits.items[*name].kind == AN_HIT_NAME && !f->hits.items[*name].actor.id.data) return r;
    }
    return AN_NONE;
}

/* "its leader Omar Khan": the title that the name has taken in is of the antecedent. */
static bool give_body_to_name(an_actor_finder *f, uint32_t pronoun, const an_actor *body)
{
    uint32_t noun = an_mention_head_of(f, pronoun), name, title;
    if (!an_mention_is_possessive(f, pronoun) || noun == AN_NONE || (title = open_title_of(f, noun, &name)) == AN_NONE) return false;
    if (!an_mention_compose_role(f, f->hits.items[title].role, true, body, &f->hits.items[title].actor)) return false;
    f->hits.items[title].has_actor = true;
    an_mention_give_office(f, f->hits.items + name, f->hits.items + title);
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && an_mention_emitted_at(f, i)->sentence == f->sentence_of[noun];)
        if (an_mention_emitted_at(f, i)->head_token == f->hits.items[name].head && an_mention_emitted_at(f, i)->actor.kind == AN_ACTOR_PERSON) f->mentions->items[f->first_mention + i].actor = f->hits.items[name].actor;
    return true;
}

/* "It turns out that", "it seems that", "when it comes to". */
static bool is_idle_verb(const an_actor_finder *f, uint32_t token, uint32_t verb)
{
    static const char *const verbs[] = {"turn", "seem", "appear", "emerge", "transpire", "happen", "follow", NULL};
    bool has_clause = an_mention_child(f, verb, AN_DEPREL_CCOMP) != AN_NONE || an_mention_child(f, verb, AN_DEPREL_ADVCL) != AN_NONE;
    if (has_clause && an_mention_is_one_of(an_mention_lemma_of(f, verb), verbs)) return true;
    return token > 0 && an_mention_folded_is(f, token - 1, "when") && an_str_is(an_mention_lemma_of(f, verb), "come");
}

/* "The campaign allowed it to win": who does what follows. */
static bool is_let(const an_actor_finder *f, uint32_t token, uint32_t verb)
{
    static const char *const verbs[] = {"allow", "enable", "permit", "help", "force", "lead", "cause", NULL};
    return an_mention_is_relation(f, token, AN_DEPREL_OBJ) && an_mention_child(f, verb, AN_DEPREL_XCOMP) != AN_NONE && an_mention_is_one_of(an_mention_lemma_of(f, verb), verbs);
}

/* "it" that stands for no thing, or for a clause, is no actor: only subjects of verbs and owners are taken. */
static bool is_empty_it(const an_actor_finder *f, uint32_t token)
{
    uint32_t verb = an_mention_head_of(f, token);
    if (!an_mention_folded_is(f, token, "it") || (verb != AN_NONE && is_let(f, token, verb))) return false;
    if (an_mention_is_relation(f, token, AN_DEPREL_EXPL) || verb == AN_NONE || !an_mention_is_relation(f, token, AN_DEPREL_NSUBJ)) return true;
    return f->parsed->tokens[verb].upos != AN_UPOS_VERB || an_mention_is_subrelation(f, token, AN_DEPREL_NSUBJ, AN_SUBREL_PASS) ||
           an_mention_child(f, verb, AN_DEPREL_CSUBJ) != AN_NONE || is_idle_verb(f, token, verb);
}

/* "its raids, which they said ...": speakers of a state are "they". */
static bool refer_to_state_above(an_actor_finder *f, uint32_t token)
{
    uint32_t subject = an_mention_subject_above(f, token);
    for (size_t i = an_mention_emitted_count(f); subject != AN_NONE && i-- > 0 && an_mention_emitted_at(f, i)->sentence == f->sentence_of[token];) {
        if (an_mention_emitted_at(f, i)->head_token != subject || an_mention_emitted_at(f, i)->actor.kind != AN_ACTOR_STATE) continue;
        an_mention_refer_to(f, token, token, i);
        return true;
    }
    return false;
}

/* "Chadian commanders, whose troops were besieged": the body of the troops is who stands above the clause. */
static void resolve_whose(an_actor_finder *f, uint32_t token)
{
    uint32_t clause = an_mention_head_of(f, token), noun;
    an_actor actor;
    if (!an_mention_folded_is(f, token, "whose") || !an_mention_is_possessive(f, token)) return;
    for (int i = 0; i < AN_CLIMB_MAX && clause != AN_NONE && !an_mention_is_subrelation(f, clause, AN_DEPREL_ACL, AN_SUBREL_RELCL); i++) clause = an_mention_head_of(f, clause);
    noun = clause == AN_NONE ? AN_NONE : an_mention_head_of(f, clause);
    for (size_t i = an_mention_emitted_count(f); noun != AN_NONE && i-- > 0 && an_mention_emitted_at(f, i)->sentence == f->sentence_of[token];) {
        if (an_mention_emitted_at(f, i)->head_token != noun || noun >= token) continue;
        actor = an_mention_emitted_at(f, i)->actor;
        give_body(f, token, &actor);
        return;
    }
}

static void resolve_pronoun(an_actor_finder *f, uint32_t token)
{
    const an_demand *asks = AN_FIND_DEMAND(pronouns, f->folded[token]);
    size_t antecedent;
    an_actor actor;
    if (!asks || is_empty_it(f, token)) return;
    if (asks->takes_plural && an_mention_refer_to_all(f, token, token)) return;
    antecedent = an_mention_find_antecedent(f, token, asks);
    if (antecedent == SIZE_MAX && an_mention_folded_is(f, token, "they") && !an_mention_refer_to_subjects(f, token, token, 0, SENTENCES_OF_THEY)) refer_to_state_above(f, token);
    if (antecedent == SIZE_MAX) return;
    actor = an_mention_emitted_at(f, antecedent)->actor;
    give_body_to_name(f, token, &actor);
    if (give_state(f, token, &actor)) return;
    if (give_body(f, token, &actor)) return;
    if (asks->takes_plural && f->emitted.items[antecedent].is_plural) refer_to_like(f, token, antecedent);
    else an_mention_refer_to(f, token, token, antecedent);
}

static bool is_definite(const an_actor_finder *f, uint32_t noun)
{
    static const char *const definite[] = {"the", "this", "that", NULL};
    uint32_t determiner = an_mention_child(f, noun, AN_DEPREL_DET);
    return determiner != AN_NONE && an_mention_is_one_of(f->folded[determiner], definite);
}

static bool is_set_off(const an_actor_finder *f, uint32_t noun, uint32_t clause)
{
    for (uint32_t i = noun + 1; i < clause; i++)
        if (an_mention_folded_is(f, i, ",")) return true;
    return false;
}

/* "accused the group of helping", "blamed it for leaving": what follows is the charge, and says nothing about who is meant; but "the country"
 * is as likely the accuser's. */
static bool is_charge(const an_actor_finder *f, uint32_t noun, uint32_t clause)
{
    static const char *const marks[] = {"of", "for", "from", NULL};
    const an_demand *asks = AN_FIND_DEMAND(nouns, an_mention_lemma_of(f, noun));
    uint32_t mark = an_mention_child(f, clause, AN_DEPREL_MARK);
    return asks && asks->kinds != AN_KIND(STATE) && mark != AN_NONE && an_mention_is_one_of(f->folded[mark], marks);
}

/* "The extremist movement": a word for its kind. */
static bool is_word_of_kind(const an_actor_finder *f, uint32_t word)
{
    static const uint64_t armed = UINT64_C(1) << AN_SECTOR_REB | UINT64_C(1) << AN_SECTOR_UAF | UINT64_C(1) << AN_SECTOR_PRM;
    const an_hit *hit = f->hits.items + f->hit_at[word];
    const an_role *role = hit->kind == AN_HIT_ROLE ? f->roles->roles + hit->role : NULL;
    return role && !hit->actor.id.data && an_mention_has_relation(f, word, AN_RELATION(COMPOUND) | AN_RELATION(AMOD)) &&
           ((role->sector_count && armed >> role->sectors[0] & 1) || an_mention_is_one_of(an_pool_get(f->roles->pool, role->id), an_words_rovers));
}

/* "The original movement": not the one spoken of. */
static bool is_word_for_another(const an_actor_finder *f, uint32_t word)
{
    static const char *const words[] = {"original", "parent", "wider", "broader", "larger", "other", "another", "rival", "new", "first", "global", NULL};
    return an_mention_is_relation(f, word, AN_DEPREL_AMOD) && an_mention_is_one_of(f->folded[word], words);
}

/* A noun with "of", a nationality or a name before it says itself who is meant. */
static bool is_modified(const an_actor_finder *f, uint32_t noun)
{
    const an_sentence *s = f->parsed->sentences + f->sentence_of[noun];
    for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
        if (an_mention_head_of(f, i) != noun) continue;
        if (an_mention_is_relation(f, i, AN_DEPREL_ACL) && (is_set_off(f, noun, i) || is_charge(f, noun, i))) continue; /* "the group, which ..." */
        if (an_mention_has_relation(f, i, AN_RELATION(COP)) /* "X is the group" */) return true;
        if (an_mention_is_relation(f, i, AN_DEPREL_NMOD) && an_str_is(an_mention_case_of(f, i), "on")) continue; /* "kept the movement on its list" */
        if (an_mention_has_relation(f, i, AN_RELATION(NMOD) | AN_RELATION(ACL) | AN_RELATION(NUMMOD) | AN_RELATION(APPOS))) return true;
        if (is_word_for_another(f, i)) return true;
        if (f->hit_at[i] != AN_NONE && f->hit_at[i] != f->hit_at[noun] && is_word_of_kind(f, i)) continue;
        if ((f->hit_at[i] != AN_NONE && f->hit_at[i] != f->hit_at[noun]) || f->parsed->tokens[i].upos == AN_UPOS_PROPN) return true;
    }
    return false;
}

/* "a Russian raid on the country", "the Pope will visit the country": who does it is of another. */
static bool comes_from_elsewhere(const an_actor_finder *f, uint32_t noun, const an_mention *m)
{
    uint32_t deed = an_mention_head_of(f, noun), subject = an_mention_subject_above(f, noun);
    if (deed == AN_NONE || m->sentence != f->sentence_of[noun] || an_mention_is_relation(f, noun, AN_DEPREL_NSUBJ)) return false;
    if (an_mention_head_of(f, m->head_token) == deed && f->parsed->tokens[deed].upos == AN_UPOS_NOUN) return true;
    if (subject == AN_NONE || subject < m->first_token || subject >= m->end_token) return false;
    return an_str_is(an_mention_lemma_of(f, deed), "visit") || an_mention_is_one_of(an_mention_lemma_of(f, deed), an_words_harming_verbs);
}

/* The only country of those named before `noun`, as many sentences back as `is_near` lets; without those of the clause's subject, if
 * `but_subject`. "" if they are of several. */
static void only_country(const an_actor_finder *f, uint32_t noun, bool is_near, bool but_subject, char country[AN_COUNTRY_BYTES])
{
    uint32_t subject = but_subject ? an_mention_subject_above(f, noun) : AN_NONE;
    const char *other = "";
    memset(country, 0, AN_COUNTRY_BYTES);
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && an_mention_emitted_at(f, i)->sentence == f->sentence_of[noun];)
        if (comes_from_elsewhere(f, noun, an_mention_emitted_at(f, i))) other = an_mention_emitted_at(f, i)->actor.country;
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && !an_mention_is_far(f, noun, i);) {
        const an_mention *m = an_mention_emitted_at(f, i);
        if (!m->actor.country[0] || m->first_token > noun || (is_near && m->sentence != f->sentence_of[noun])) continue;
        if ((subject != AN_NONE && m->first_token <= subject && subject < m->end_token) || an_str_is(an_str_from(m->actor.country), other)) continue;
        if (country[0] && memcmp(m->actor.country, country, AN_COUNTRY_BYTES) != 0) {
            memset(country, 0, AN_COUNTRY_BYTES);
            return;
        }
        memcpy(country, m->actor.country, AN_COUNTRY_BYTES);
    }
}

/* "the country" where no state was named: the only one that those who were named are of; of two in the sentence that of the one who does not
 * act ("Kenya's minister cancels a visit to Chad's president over the country's debts"). */
static void refer_to_only_country(an_actor_finder *f, uint32_t noun)
{
    char country[AN_COUNTRY_BYTES];
    only_country(f, noun, false, false, country);
    if (!country[0] && !an_mention_is_relation(f, noun, AN_DEPREL_NSUBJ)) only_country(f, noun, true, true, country);
    if (country[0]) refer_to_state(f, noun, country);
}

static void resolve_noun(an_actor_finder *f, uint32_t noun)
{
    static const an_demand alliance = {AN_KIND(IGO), 0, true, false}; /* where there is no other group */
    const an_demand *asks = AN_FIND_DEMAND(nouns, an_mention_lemma_of(f, noun));
    an_demand armed = asks ? *asks : (an_demand){0};
    uint32_t hit = f->hit_at[noun];
    size_t antecedent;
    if (an_mention_resolve_several(f, noun)) return;
    if (asks && hit != AN_NONE && f->hits.items[hit].kind == AN_HIT_ROLE && f->roles->roles[f->hits.items[hit].role].kind == AN_ACTOR_ARMED_GROUP) {
        armed.kinds = AN_KIND(ARMED_GROUP); /* "the terrorist group" */
        asks = &armed;
    }
    if (!asks || an_mention_is_plural_token(f, noun) || !is_definite(f, noun) || is_modified(f, noun)) return;
    antecedent = an_mention_find_antecedent(f, noun, asks);
    if (antecedent == SIZE_MAX && an_str_is(an_mention_lemma_of(f, noun), "group")) antecedent = an_mention_find_antecedent(f, noun, &alliance);
    if (antecedent != SIZE_MAX) an_mention_refer_to(f, an_mention_first_of_phrase(f, noun), noun, antecedent);
    else if (asks->kinds == AN_KIND(STATE)) refer_to_only_country(f, noun);
}

/* "the former", "the latter" where they stand alone. */
static void resolve_order_word(an_actor_finder *f, uint32_t token)
{
    static const an_demand anybody = {UINT32_MAX, 0, true, true};
    bool is_former = an_mention_folded_is(f, token, "former");
    size_t found[2];
    if (!(is_former || an_mention_folded_is(f, token, "latter")) || an_mention_is_relation(f, token, AN_DEPREL_AMOD)) return;
    if (token == 0 || !an_mention_folded_is(f, token - 1, "the")) return;
    if (an_mention_find_two(f, token, &anybody, found)) an_mention_refer_to(f, token - 1, token, found[!is_former]);
}

static an_str first_word(an_str text)
{
    const char *blank = memchr(text.data, ' ', text.length);
    return (an_str){text.data, blank ? (size_t)(blank - text.data) : text.length};
}

/* "the minister": the last person who came with that title. */
static void resolve_title(an_actor_finder *f, size_t generic)
{
    const an_mention *m = an_mention_emitted_at(f, generic);
    uint32_t head = m->head_token;
    an_str title = m->actor.title;
    if (!m->is_generic || !title.data || f->emitted.items[generic].is_plural || !is_definite(f, head) || is_modified(f, head)) return;
    for (size_t i = generic; i-- > 0 && !an_mention_is_far(f, head, i);) {
        an_str other = an_mention_emitted_at(f, i)->actor.title;
        if (!an_mention_is_reachable(f, head, i) || an_mention_emitted_at(f, i)->is_generic || an_mention_emitted_at(f, i)->actor.kind != AN_ACTOR_PERSON) continue;
        if (other.length < title.length) continue;
        if (!an_str_equal((an_str){other.data + other.length - title.length, title.length}, title)) continue;
        if (an_mention_is_one_of(first_word(other), an_words_below_words) || an_mention_is_one_of(first_word(other), an_words_past_words)) {
            if (other.length > title.length) continue; /* a vice president is not "the president" */
        }
        an_mention_refer_to(f, an_mention_first_of_phrase(f, head), head, i);
        return;
    }
}

/* "Taliban commanders fled. ... The commanders wanted war": those whom the same noun named before, however many of them. */
static void resolve_same_role(an_actor_finder *f, size_t generic)
{
    static const char *const definite[] = {"the", "these", "those", NULL};
    const an_mention *m = an_mention_emitted_at(f, generic);
    uint32_t head = m->head_token, own = f->hit_at[head], determiner = an_mention_child(f, head, AN_DEPREL_DET);
    if (!m->is_generic || m->actor.id.data || own == AN_NONE || f->hits.items[own].kind != AN_HIT_ROLE || !f->hits.items[own].is_plural) return;
    if (determiner == AN_NONE || !an_mention_is_one_of(f->folded[determiner], definite) || an_mention_child(f, head, AN_DEPREL_NMOD) != AN_NONE) return;
    if (an_mention_child(f, head, AN_DEPREL_AMOD) != AN_NONE || an_mention_child(f, head, AN_DEPREL_NUMMOD) != AN_NONE) return; /* "the other commanders" */
    for (uint32_t number = own; number-- > 0 && f->hits.items[number].sentence + SENTENCES_OF_ROLE_MAX >= f->sentence_of[head];) {
        const an_hit *other = f->hits.items + number;
        an_actor actor = other->actor;
        if (other->kind != AN_HIT_ROLE || other->role != f->hits.items[own].role || !other->has_actor) continue;
        if (other->is_plural && actor.id.data) an_mention_refer(f, an_mention_first_of_phrase(f, head), head, &actor, false, (an_emitted){.is_plural = true});
        return;
    }
}

/* "the government" is that of the only country spoken of lately; with two it is not said whose. */
static void resolve_government(an_actor_finder *f, size_t generic)
{
    const an_mention *m = an_mention_emitted_at(f, generic);
    uint32_t head = m->head_token, state;
    size_t found = SIZE_MAX;
    an_actor actor, body;
    if (!m->is_generic || m->actor.id.data || m->actor.kind != AN_ACTOR_GOVERNMENT || !an_str_is(an_mention_lemma_of(f, head), "government")) return;
    if (!is_definite(f, head) || is_modified(f, head)) return;
    for (size_t i = generic; i-- > 0 && !an_mention_is_far(f, head, i);) {
        const char *country = an_mention_emitted_at(f, i)->actor.country;
        if (!country[0]) continue;
        if (found != SIZE_MAX && memcmp(country, an_mention_emitted_at(f, found)->actor.country, AN_COUNTRY_BYTES) != 0) return;
        found = i;
    }
    state = found == SIZE_MAX ? AN_NONE : an_mention_state_of(f, an_mention_emitted_at(f, found)->actor.country);
    if (state == AN_NONE) return;
    an_actors_describe(f->arena, f->actors, state, f->date, &body);
    an_mention_government_of(f, &body, &actor);
    an_mention_refer(f, an_mention_first_of_phrase(f, head), head, &actor, false, (an_emitted){0});
}

/* ---- "I" and "we" ---- */

/* Who speaks in a quotation means himself, or those for whom he speaks: the subject of the nearest verb above that stands outside the quotation. */
static void resolve_speaker(an_actor_finder *f, uint32_t token)
{
    static const char *const words[] = {"i", "we", "my", "our", "me", "us", NULL};
    uint32_t verb = an_mention_head_of(f, token);
    if (!an_mention_is_one_of(f->folded[token], words) || !an_mention_is_quoted(f, token)) return;
    for (int i = 0; i < AN_CLIMB_MAX && verb != AN_NONE; i++, verb = an_mention_head_of(f, verb)) {
        uint32_t subject = an_mention_child(f, verb, AN_DEPREL_NSUBJ);
        if (subject == AN_NONE || subject == token || an_mention_is_quoted(f, subject) || an_mention_is_quoted(f, verb)) continue;
        for (size_t m = an_mention_emitted_count(f); m-- > 0 && an_mention_emitted_at(f, m)->sentence == f->sentence_of[token];)
            if (an_mention_emitted_at(f, m)->head_token == subject) {
                an_mention_refer_to(f, token, token, m);
                return;
            }
        return;
    }
}

void an_mention_resolve_references(an_actor_finder *f, uint32_t sentence)
{
    size_t count = an_mention_emitted_count(f);
    for (size_t i = count; i-- > 0 && an_mention_emitted_at(f, i)->sentence == sentence;) {
        resolve_title(f, i);
        resolve_same_role(f, i);
        resolve_government(f, i);
    }
    for (uint32_t token = f->parsed->sentences[sentence].first_token; token < an_mention_sentence_end(f, sentence); token++) {
        uint8_t upos = f->parsed->tokens[token].upos;
        if (upos == AN_UPOS_PRON || upos == AN_UPOS_DET) {
            resolve_pronoun(f, token);
            resolve_whose(f, token);
            resolve_speaker(f, token);
        }
        else if (upos == AN_UPOS_NOUN || (upos == AN_UPOS_PROPN && !an_mention_is_capitalised(f, token))) resolve_noun(f, token);
        else if (upos == AN_UPOS_ADJ) resolve_order_word(f, token);
        else if (upos == AN_UPOS_NUM) an_mention_resolve_number(f, token);
    }
}
