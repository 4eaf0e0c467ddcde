/* Pronouns and words like "the group" mean somebody named before. The antecedent is the best-scoring actor mention that agrees in
 * kind, number and gender, in this sentence or a few before it; subjects and near ones score higher (the hierarchy of centering:
 * Grosz, Joshi, Weinstein 1995, in its simplest form), and most of all one of the same chain (coreference.c, whose chains stand in
 * the record; a text without them is read all the same). Chains know things that are no actors, too: an "it" that takes up a report
 * takes up nobody. Without a clear antecedent nothing is said.
 *
 * "Russia praised the Taliban. The group thanked it." -> "The group" is an armed group: taliban; "it" may not be the subject of its
 * own verb, so: rus. */
#include "mention/actor_words.h"
#include "mention/actors.h"

/* How antecedents are weighed; found by reading results, whole numbers because ties are broken by order. */
enum {
    SENTENCES_BACK_MAX = 3,
    COST_PER_SENTENCE = 3,
    BONUS_SUBJECT = 3,
    BONUS_SAME_ROLE = 1,
    BONUS_NAMED = 2,
    BONUS_PLURAL = 3, /* for "they" */
    BONUS_CONTROLLER = 6, /* over the subject of the clause above */
    BONUS_CHAIN = 4,      /* of the same chain; a weighty rule of grammar can still prevail */
    BONUS_CHAIN_IT = 2,   /* "it" has less reliable chains; those of "its" were wrong oftener than these rules */
    BONUS_COORDINATED = 12, /* "the bank and its president": over any other */
    BONUS_SUBJECT_ABOVE = 3, /* over a subject farther up: "X said that the bomber fell before he ..." */
    CHAIN_STEPS_MAX = 8,
    TOGETHER_MAX = 8,     /* actors whom one "they" takes up */
    CLIMB_MAX = 6,        /* from a pronoun to the verb that controls its clause */
    COST_REFERENCE = 1,
    COST_OLD_KIND = 2, /* was of that kind once */
    SCORE_MIN = -20
};

#define KIND(name) (1u << AN_ACTOR_##name)
enum {
    GROUPS = KIND(ARMED_GROUP) | KIND(PARTY) | KIND(ORGANISATION) | KIND(NGO) | KIND(IGO) | KIND(COMPANY) | KIND(MEDIA),
    BODIES = GROUPS | KIND(STATE) | KIND(GOVERNMENT) | KIND(MILITARY) | KIND(REGION),
    SINGLE_PLURALS = KIND(STATE) | KIND(IGO) | KIND(COMPANY) | KIND(NGO), /* "the United Nations", "General Motors" are one */
    MANY = GROUPS | KIND(GOVERNMENT) | KIND(MILITARY) | KIND(POPULATION)
};

/* What a referring word asks of its antecedent. */
typedef struct demand {
    uint32_t kinds;
    uint8_t gender;      /* 0 = any */
    bool must_be_single; /* not a plural mention */
    bool takes_plural;   /* plural mentions of any kind are welcome */
} demand;

typedef struct word_row {
    const char *word;
    demand asks;
} word_row;

static const word_row pronouns[] = {
    {"he", {KIND(PERSON), 'm', true, false}},   {"him", {KIND(PERSON), 'm', true, false}},  {"his", {KIND(PERSON), 'm', true, false}},
    {"she", {KIND(PERSON), 'f', true, false}},  {"her", {KIND(PERSON), 'f', true, false}},  {"hers", {KIND(PERSON), 'f', true, false}},
    {"it", {BODIES, 0, true, false}},           {"its", {BODIES, 0, true, false}},
    {"they", {MANY, 0, false, true}},           {"them", {MANY, 0, false, true}},           {"their", {MANY, 0, false, true}},
};

static const word_row nouns[] = {
    {"group", {KIND(ARMED_GROUP) | KIND(ORGANISATION) | KIND(NGO) | KIND(PARTY), 0, true, false}},
    {"movement", {KIND(ARMED_GROUP) | KIND(ORGANISATION) | KIND(PARTY), 0, true, false}},
    {"organisation", {GROUPS, 0, true, false}}, {"organization", {GROUPS, 0, true, false}},
    {"militia", {KIND(ARMED_GROUP), 0, true, false}}, {"insurgency", {KIND(ARMED_GROUP), 0, true, false}},
    {"network", {KIND(ARMED_GROUP) | KIND(ORGANISATION) | KIND(MEDIA), 0, true, false}}, {"outfit", {KIND(ARMED_GROUP), 0, true, false}},
    {"party", {KIND(PARTY), 0, true, false}}, {"company", {KIND(COMPANY), 0, true, false}}, {"firm", {KIND(COMPANY), 0, true, false}},
    {"agency", {KIND(GOVERNMENT) | KIND(IGO) | KIND(MEDIA) | KIND(ORGANISATION), 0, true, false}},
    {"ministry", {KIND(GOVERNMENT), 0, true, false}}, {"alliance", {KIND(IGO) | KIND(MILITARY), 0, true, false}},
    {"bloc", {KIND(IGO), 0, true, false}}, {"country", {KIND(STATE), 0, true, false}}, {"nation", {KIND(STATE), 0, true, false}},
    {"kingdom", {KIND(STATE), 0, true, false}},
};

/* "the two NOUNS", "both NOUNS". */
static const word_row pairs[] = {
    {"country", {KIND(STATE) | KIND(GOVERNMENT), 0, true, true}}, {"nation", {KIND(STATE) | KIND(GOVERNMENT), 0, true, true}},
    {"state", {KIND(STATE) | KIND(GOVERNMENT), 0, true, true}},   {"neighbour", {KIND(STATE) | KIND(GOVERNMENT), 0, true, true}},
    {"neighbor", {KIND(STATE) | KIND(GOVERNMENT), 0, true, true}}, {"government", {KIND(STATE) | KIND(GOVERNMENT), 0, true, true}},
    {"side", {BODIES, 0, true, true}},                            {"party", {BODIES, 0, true, true}},
    {"group", {KIND(ARMED_GROUP) | KIND(ORGANISATION) | KIND(PARTY), 0, true, true}},
    {"leader", {KIND(PERSON), 0, true, true}},                    {"minister", {KIND(PERSON), 0, true, true}},
    {"president", {KIND(PERSON), 0, true, true}},
};

#define FIND(table, word) find_row(table, sizeof table / sizeof *table, word)
static const demand *find_row(const word_row *rows, size_t count, an_str word)
{
    for (size_t i = 0; i < count; i++)
        if (an_str_is(word, rows[i].word)) return &rows[i].asks;
    return NULL;
}

static const an_mention *mention_at(const an_actor_finder *f, size_t i) { return f->mentions->items + f->first_mention + i; }

static size_t mention_count(const an_actor_finder *f) { return f->mentions->count - f->first_mention; }

static an_str lemma_of(const an_actor_finder *f, uint32_t token)
{
    an_str lemma = f->parsed->tokens[token].lemma;
    return lemma.length ? lemma : f->folded[token];
}

/* ---- what coreference says ---- */

/* The reference whose head a word is; NULL. */
static const an_reference *reference_of(const an_actor_finder *f, uint32_t token)
{
    return f->reference_at[token] ? f->parsed->references + f->reference_at[token] - 1 : NULL;
}

static bool is_same_chain(const an_actor_finder *f, uint32_t a, uint32_t b)
{
    const an_reference *x = reference_of(f, a), *y = reference_of(f, b);
    return x && y && x->chain == y->chain;
}

static const an_reference *antecedent_of(const an_actor_finder *f, const an_reference *r)
{
    return r && r->antecedent != AN_NONE ? f->parsed->references + r->antecedent : NULL;
}

static bool is_possessive(const an_actor_finder *f, uint32_t token) { return an_mention_is_subrelation(f, token, AN_DEPREL_NMOD, AN_SUBREL_POSS); }

/* Two participants of one verb are two: "Putin met him". */
static bool are_rivals(const an_actor_finder *f, uint32_t token, const an_mention *m)
{
    uint32_t own = an_mention_head_of(f, token), other = an_mention_head_of(f, an_mention_coordination_head(f, m->head_token));
    return !is_possessive(f, token) && own != AN_NONE && own == other;
}

/* All kinds that an actor ever was: a movement that came to power is still "the movement". */
static uint32_t kinds_of(const an_actor_finder *f, const an_actor *actor)
{
    uint32_t kinds = 1u << actor->kind;
    const an_entry *entry = actor->entry == AN_NONE ? NULL : f->actors->entries + actor->entry;
    for (uint32_t i = 0; entry && i < entry->fact_count; i++) {
        const an_fact *fact = f->actors->facts + entry->first_fact + i;
        bool is_known;
        if (fact->key == AN_FACT_KIND) kinds |= 1u << an_actor_kind_parse(an_pool_get(f->actors->pool, fact->value), &is_known);
    }
    return kinds;
}

/* "The Lebanese Armed Forces lost two of its soldiers": a name in the plural is one. */
static bool is_named_body(const an_mention *m) { return m->actor.resolution == AN_RESOLUTION_DICTIONARY && ((KIND(MILITARY) | KIND(GOVERNMENT) | KIND(ORGANISATION)) >> m->actor.kind & 1); }

static bool agrees(const an_actor_finder *f, const demand *asks, size_t i)
{
    const an_mention *m = mention_at(f, i);
    const an_emitted *about = f->emitted.items + i;
    if (asks->gender && about->gender && asks->gender != about->gender) return false;
    if (asks->takes_plural && !asks->must_be_single && about->is_plural) return true;
    if (asks->must_be_single && about->is_plural && !(SINGLE_PLURALS >> m->actor.kind & 1) && !is_named_body(m)) return false;
    return asks->kinds & kinds_of(f, &m->actor);
}

/* "Mali accused France of reducing its forces": whoever is accused, urged or asked is who does what follows; AN_NONE. */
static uint32_t controller_of(const an_actor_finder *f, uint32_t token)
{
    for (int i = 0; i < CLIMB_MAX && token != AN_NONE; i++) {
        uint32_t verb = an_mention_head_of(f, token);
        bool is_clause = an_mention_has_relation(f, token, AN_RELATION(XCOMP) | AN_RELATION(ADVCL) | AN_RELATION(ACL) | AN_RELATION(CCOMP) | AN_RELATION(OBL));
        if (is_clause && verb != AN_NONE && an_mention_is_one_of(lemma_of(f, verb), an_words_address_verbs)) return an_mention_child(f, verb, AN_DEPREL_OBJ);
        token = verb;
    }
    return AN_NONE;
}

static int score(const an_actor_finder *f, uint32_t token, const demand *asks, size_t i)
{
    const an_mention *m = mention_at(f, i);
    const an_emitted *about = f->emitted.items + i;
    int value = -(int)(f->sentence_of[token] - m->sentence) * COST_PER_SENTENCE;
    /* "X fought Y; others joined the campaign against the group": a noun that is no subject takes up the last one named */
    if (f->parsed->tokens[token].upos == AN_UPOS_NOUN && !an_mention_is_relation(f, token, AN_DEPREL_NSUBJ)) return m->is_generic ? value : value + BONUS_NAMED;
    if (about->is_subject) value += BONUS_SUBJECT;
    if (about->is_subject == an_mention_is_relation(f, token, AN_DEPREL_NSUBJ)) value += BONUS_SAME_ROLE;
    if (!m->is_generic) value += BONUS_NAMED;
    if (asks->takes_plural && about->is_plural) value += BONUS_PLURAL;
    if (about->is_reference) value -= COST_REFERENCE;
    if (!(asks->kinds >> m->actor.kind & 1)) value -= COST_OLD_KIND;
    return value;
}

/* A state is named for many reasons; "it" takes one up only where it acted. */
static bool is_mere_setting(const an_actor_finder *f, const demand *asks, size_t i)
{
    an_actor_kind kind = mention_at(f, i)->actor.kind;
    return asks->must_be_single && (asks->kinds & KIND(STATE)) && (asks->kinds & GROUPS) && (kind == AN_ACTOR_STATE || kind == AN_ACTOR_REGION) &&
           !f->emitted.items[i].is_subject;
}

/* One of several that stand together ("Mali, Niger and Chad"): "it" means none of them. */
static bool is_one_of_many(const an_actor_finder *f, size_t i)
{
    uint32_t head = mention_at(f, i)->head_token, end = an_mention_sentence_end(f, f->sentence_of[head]), top;
    if (an_mention_is_relation(f, head, AN_DEPREL_CONJ)) {
        top = an_mention_coordination_head(f, head);
        return f->hit_at[top] != AN_NONE;
    }
    for (uint32_t t = mention_at(f, i)->end_token; t < end; t++)
        if (an_mention_is_relation(f, t, AN_DEPREL_CONJ) && an_mention_head_of(f, t) == head && f->hit_at[t] != AN_NONE) return true;
    return false;
}

/* "the bank and its president": the owner that the noun is coordinated with. */
static bool is_coordinated_owner(const an_actor_finder *f, uint32_t token, size_t i)
{
    uint32_t noun = an_mention_head_of(f, token);
    return is_possessive(f, token) && noun != AN_NONE && an_mention_is_relation(f, noun, AN_DEPREL_CONJ) &&
           an_mention_coordination_head(f, noun) == an_mention_coordination_head(f, mention_at(f, i)->head_token) && mention_at(f, i)->end_token <= token;
}

/* The nearest subject above the pronoun, its own clause's or that of the clause on which it hangs: "the bomber was killed before he
 * could act", "Kim did so with his army". */
static bool is_subject_above(const an_actor_finder *f, uint32_t token, size_t i)
{
    uint32_t own = an_mention_head_of(f, an_mention_coordination_head(f, mention_at(f, i)->head_token));
    uint32_t verb = an_mention_head_of(f, token), below = token;
    if (mention_at(f, i)->sentence != f->sentence_of[token] || !f->emitted.items[i].is_subject) return false;
    for (int step = 0; step < CLIMB_MAX && verb != AN_NONE; step++, below = verb, verb = an_mention_head_of(f, verb)) {
        uint32_t subject = an_mention_child(f, verb, AN_DEPREL_NSUBJ);
        if (subject != AN_NONE && subject < token && subject != below) return verb == own;
    }
    return false;
}

static bool is_far(const an_actor_finder *f, uint32_t token, size_t i) { return mention_at(f, i)->sentence + SENTENCES_BACK_MAX < f->sentence_of[token]; }

/* "Moscow went on to support them": who is understood to act is not acted on. */
static bool is_understood_subject(const an_actor_finder *f, uint32_t token, size_t i)
{
    uint32_t verb = an_mention_head_of(f, token);
    static const uint64_t clauses = AN_RELATION(XCOMP) | AN_RELATION(ADVCL) | AN_RELATION(CONJ);
    return verb != AN_NONE && an_mention_has_relation(f, token, AN_RELATION(OBJ) | AN_RELATION(IOBJ)) && an_mention_has_relation(f, verb, clauses) && f->parsed->tokens[token].upos == AN_UPOS_PRON &&
           an_mention_child(f, verb, AN_DEPREL_NSUBJ) == AN_NONE && is_subject_above(f, token, i);
}

static bool is_reachable(const an_actor_finder *f, uint32_t token, size_t i)
{
    const an_mention *m = mention_at(f, i);
    return m->end_token <= token && !is_far(f, token, i) && !are_rivals(f, token, m) && !is_understood_subject(f, token, i);
}

/* A pronoun in a controlled clause that acts or owns is the controller; one that is acted on is somebody else. */
static bool is_doer_or_owner(const an_actor_finder *f, uint32_t token)
{
    return f->parsed->tokens[token].upos != AN_UPOS_NOUN && (is_possessive(f, token) || an_mention_is_relation(f, token, AN_DEPREL_NSUBJ));
}

static bool is_thing(const an_actor_finder *f, uint32_t token)
{
    return f->parsed->tokens[token].upos == AN_UPOS_NOUN && f->hit_at[token] == AN_NONE && !an_mention_is_capitalised(f, token);
}

/* "The city made the error of building outside its borders": a subject above, or a noun beside, that is no actor takes "its" before
 * anybody farther away. AN_NONE if there is none. */
static uint32_t thing_above(const an_actor_finder *f, uint32_t token)
{
    static const char *const words[] = {"it", "its", "they", "their", NULL};
    uint32_t at = token, below = token;
    if (!an_mention_is_one_of(f->folded[token], words) || !is_doer_or_owner(f, token)) return AN_NONE;
    for (int i = 0; i < CLIMB_MAX && at != AN_NONE; i++, below = at, at = an_mention_head_of(f, at)) {
        uint32_t subject = an_mention_child(f, at, AN_DEPREL_NSUBJ), top = an_mention_coordination_head(f, at);
        bool is_plural = f->folded[token].length > 3; /* they, their */
        if (i == 1 && is_possessive(f, token) && top != at && top < token && is_thing(f, top)) return top;
        if (subject == AN_NONE || subject >= token || subject == below) continue;
        return is_thing(f, subject) && an_mention_is_plural_token(f, subject) == is_plural ? subject : AN_NONE;
    }
    return AN_NONE;
}

static bool is_same_actor(const an_actor *a, const an_actor *b)
{
    return a->id.data || b->id.data ? an_str_equal(a->id, b->id) : an_str_equal(a->name, b->name);
}

static bool is_it(const an_actor_finder *f, uint32_t token)
{
    static const char *const words[] = {"it", "its", NULL};
    return an_mention_is_one_of(f->folded[token], words);
}

static bool is_actor_head(const an_actor_finder *f, uint32_t token)
{
    for (size_t i = mention_count(f); i-- > 0 && mention_at(f, i)->sentence >= f->sentence_of[token];)
        if (mention_at(f, i)->head_token == token) return true;
    return false;
}

/* "The army lost the town and wants it back": what a pronoun takes up, through others, is a thing or a deed. */
static bool takes_up_thing(const an_actor_finder *f, uint32_t token)
{
    static const char *const words[] = {"it", "its", "they", "them", "their", NULL};
    const an_reference *r = reference_of(f, token);
    if (!an_mention_is_one_of(f->folded[token], words)) return false;
    for (int step = 0; step < CHAIN_STEPS_MAX && (r = antecedent_of(f, r)); step++) {
        if (is_actor_head(f, r->head_token)) return false;
        if (is_it(f, token) && f->sentence_of[r->head_token] != f->sentence_of[token]) return false;
        if (f->parsed->tokens[r->head_token].upos != AN_UPOS_PRON) return is_thing(f, r->head_token) || f->parsed->tokens[r->head_token].upos == AN_UPOS_VERB;
    }
    return false;
}

/* The best antecedent of `token`, an index for mention_at; SIZE_MAX if there is none. Of equals the later is owner or
 * object; which of two equals acts is not said. */
static size_t find_antecedent(const an_actor_finder *f, uint32_t token, const demand *asks)
{
    size_t best = SIZE_MAX;
    bool is_tied = false, has_thing = takes_up_thing(f, token);
    int best_score = SCORE_MIN;
    uint32_t controller = controller_of(f, token), thing = thing_above(f, token);
    if (has_thing && !is_it(f, token)) return SIZE_MAX;
    for (size_t i = mention_count(f); i-- > 0 && !is_far(f, token, i);) {
        const an_mention *m = mention_at(f, i);
        bool is_controller = controller != AN_NONE && m->first_token <= controller && controller < m->end_token;
        bool is_label = !m->actor.id.data && m->actor.kind != AN_ACTOR_PERSON && an_mention_is_relation(f, m->head_token, AN_DEPREL_COMPOUND);
        int value;
        if (is_label || !is_reachable(f, token, i) || !agrees(f, asks, i) || (is_mere_setting(f, asks, i) && !is_controller && !is_coordinated_owner(f, token, i))) continue;
        if (has_thing && !f->emitted.items[i].is_subject && !is_coordinated_owner(f, token, i)) continue; /* a subject can still be meant: "Moscow saw the city fall. It ..." */
        if (thing != AN_NONE && m->end_token <= thing && an_mention_head_of(f, m->head_token) != thing && !is_coordinated_owner(f, token, i)) continue;
        if (asks->must_be_single && is_one_of_many(f, i) && !is_coordinated_owner(f, token, i)) continue;
        value = score(f, token, asks, i);
        if (is_coordinated_owner(f, token, i)) value += BONUS_COORDINATED;
        if (is_same_chain(f, token, m->head_token)) value += an_mention_folded_is(f, token, "its") ? 0 : an_mention_folded_is(f, token, "it") ? BONUS_CHAIN_IT : BONUS_CHAIN;
        if (is_doer_or_owner(f, token) && is_subject_above(f, token, i)) value += BONUS_SUBJECT_ABOVE;
        if (is_controller) value += is_doer_or_owner(f, token) ? BONUS_CONTROLLER : -BONUS_CONTROLLER;
        if (value == best_score && !is_same_actor(&m->actor, &mention_at(f, best)->actor)) is_tied = true;
        if (value > best_score) best = i, best_score = value, is_tied = false;
    }
    return is_tied && f->parsed->tokens[token].upos != AN_UPOS_NOUN && !is_possessive(f, token) && !an_mention_is_relation(f, token, AN_DEPREL_OBJ) ? SIZE_MAX : best;
}

/* A generic mention with this head, emitted from a role noun in this sentence; SIZE_MAX. */
static size_t generic_at(const an_actor_finder *f, uint32_t head)
{
    for (size_t i = mention_count(f); i-- > 0 && mention_at(f, i)->sentence == f->sentence_of[head];)
        if (mention_at(f, i)->head_token == head && mention_at(f, i)->is_generic) return i;
    return SIZE_MAX;
}

static void refer(an_actor_finder *f, uint32_t first, uint32_t head, const an_actor *actor, bool is_generic, an_emitted about)
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

static void refer_to(an_actor_finder *f, uint32_t first, uint32_t head, size_t antecedent)
{
    an_actor actor = mention_at(f, antecedent)->actor;
    refer(f, first, head, &actor, mention_at(f, antecedent)->is_generic, f->emitted.items[antecedent]);
}

/* "its fighters": the role takes the antecedent as its body, and the pronoun needs no mention of its own. */
static bool give_body(an_actor_finder *f, uint32_t pronoun, const an_actor *body)
{
    uint32_t noun = an_mention_head_of(f, pronoun), hit;
    size_t generic;
    an_actor made;
    if (!is_possessive(f, pronoun) || noun == AN_NONE || (generic = generic_at(f, noun)) == SIZE_MAX) return false;
    hit = f->hit_at[noun];
    if (hit == AN_NONE || f->hits.items[hit].kind != AN_HIT_ROLE || an_mention_is_relational(f, f->hits.items[hit].role)) return false;
    if (!an_mention_compose_role(f, f->hits.items[hit].role, f->hits.items[hit].is_plural, body, &made)) return false;
    f->mentions->items[f->first_mention + generic].actor = made;
    f->mentions->items[f->first_mention + generic].is_generic = false;
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
    if (!is_possessive(f, pronoun) || noun == AN_NONE || (title = open_title_of(f, noun, &name)) == AN_NONE) return false;
    if (!an_mention_compose_role(f, f->hits.items[title].role, true, body, &f->hits.items[title].actor)) return false;
    f->hits.items[title].has_actor = true;
    an_mention_give_office(f, f->hits.items + name, f->hits.items + title);
    for (size_t i = mention_count(f); i-- > 0 && mention_at(f, i)->sentence == f->sentence_of[noun];)
        if (mention_at(f, i)->head_token == f->hits.items[name].head && mention_at(f, i)->actor.kind == AN_ACTOR_PERSON) f->mentions->items[f->first_mention + i].actor = f->hits.items[name].actor;
    return true;
}

/* "it" that stands for no thing, or for a clause, is no actor: only subjects of verbs and owners are taken. */
static bool is_empty_it(const an_actor_finder *f, uint32_t token)
{
    uint32_t verb = an_mention_head_of(f, token);
    if (!an_mention_folded_is(f, token, "it")) return false;
    if (an_mention_is_relation(f, token, AN_DEPREL_EXPL) || verb == AN_NONE || !an_mention_is_relation(f, token, AN_DEPREL_NSUBJ)) return true;
    return f->parsed->tokens[verb].upos != AN_UPOS_VERB || an_mention_is_subrelation(f, token, AN_DEPREL_NSUBJ, AN_SUBREL_PASS) ||
           an_mention_child(f, verb, AN_DEPREL_CSUBJ) != AN_NONE;
}

/* "Mali and Niger ... they", "the two countries": all those who stand together in what the word takes up. False if it is not such. */
static bool refer_to_all(an_actor_finder *f, uint32_t first, uint32_t token)
{
    const an_reference *r = antecedent_of(f, reference_of(f, token));
    size_t found[TOGETHER_MAX], count = 0;
    for (int step = 0; step < CHAIN_STEPS_MAX && r && f->parsed->tokens[r->head_token].upos == AN_UPOS_PRON; step++) r = antecedent_of(f, r);
    if (!r) return false;
    for (size_t i = 0; i < mention_count(f) && count < TOGETHER_MAX; i++) {
        const an_mention *m = mention_at(f, i);
        if (m->first_token < r->first_token || m->end_token > r->end_token) continue;
        if (an_mention_coordination_head(f, m->head_token) == r->head_token) found[count++] = i;
    }
    if (count < 2) return false;
    for (size_t i = 0; i < count; i++) refer_to(f, first, token, found[i]);
    return true;
}

static void resolve_pronoun(an_actor_finder *f, uint32_t token)
{
    const demand *asks = FIND(pronouns, f->folded[token]);
    size_t antecedent;
    an_actor actor;
    if (!asks || is_empty_it(f, token)) return;
    if (asks->takes_plural && refer_to_all(f, token, token)) return;
    antecedent = find_antecedent(f, token, asks);
    if (antecedent == SIZE_MAX) return;
    actor = mention_at(f, antecedent)->actor;
    give_body_to_name(f, token, &actor);
    if (!give_body(f, token, &actor)) refer_to(f, token, token, antecedent);
}

static uint32_t first_of_phrase(const an_actor_finder *f, uint32_t head)
{
    uint32_t first = head, start = f->parsed->sentences[f->sentence_of[head]].first_token;
    for (uint32_t i = head; i-- > start && head - i < 6;)
        if (an_mention_head_of(f, i) == head && f->parsed->tokens[i].upos != AN_UPOS_ADP) first = i;
    return first;
}

static bool is_definite(const an_actor_finder *f, uint32_t noun)
{
    static const char *const definite[] = {"the", "this", "that", NULL};
    uint32_t determiner = an_mention_child(f, noun, AN_DEPREL_DET);
    return determiner != AN_NONE && an_mention_is_one_of(f->folded[determiner], definite);
}

/* The two latest different actors of these kinds; the earlier first. */
static bool find_two(const an_actor_finder *f, uint32_t token, const demand *asks, size_t found[2])
{
    size_t count = 0;
    for (size_t i = mention_count(f); i-- > 0 && count < 2 && !is_far(f, token, i);) {
        if (!is_reachable(f, token, i) || !(asks->kinds & kinds_of(f, &mention_at(f, i)->actor)) || f->emitted.items[i].is_plural) continue;
        if (count && is_same_actor(&mention_at(f, i)->actor, &mention_at(f, found[0])->actor)) continue;
        found[count++] = i;
    }
    if (count < 2) return false;
    count = found[0];
    found[0] = found[1];
    found[1] = count;
    return true;
}

static bool is_pair(const an_actor_finder *f, uint32_t noun)
{
    uint32_t first = first_of_phrase(f, noun);
    for (uint32_t i = first; i < noun; i++)
        if (an_mention_folded_is(f, i, "two") || an_mention_folded_is(f, i, "both")) return true;
    return false;
}

static bool resolve_pair(an_actor_finder *f, uint32_t noun)
{
    const demand *asks = FIND(pairs, lemma_of(f, noun));
    size_t found[2];
    uint32_t first = first_of_phrase(f, noun);
    if (!asks || !is_pair(f, noun)) return false;
    if (refer_to_all(f, first, noun)) return true;
    if (!find_two(f, noun, asks, found)) return false;
    refer_to(f, first, noun, found[0]);
    refer_to(f, first, noun, found[1]);
    return true;
}

static bool is_set_off(const an_actor_finder *f, uint32_t noun, uint32_t clause)
{
    for (uint32_t i = noun + 1; i < clause; i++)
        if (an_mention_folded_is(f, i, ",")) return true;
    return false;
}

/* A noun with "of", a nationality or a name before it says itself who is meant. */
static bool is_modified(const an_actor_finder *f, uint32_t noun)
{
    const an_sentence *s = f->parsed->sentences + f->sentence_of[noun];
    for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
        if (an_mention_head_of(f, i) != noun) continue;
        if (an_mention_is_relation(f, i, AN_DEPREL_ACL) && is_set_off(f, noun, i)) continue; /* "the group, which ..." */
        if (an_mention_has_relation(f, i, AN_RELATION(COP)) /* "X is the group" */) return true;
        if (an_mention_has_relation(f, i, AN_RELATION(NMOD) | AN_RELATION(ACL) | AN_RELATION(NUMMOD) | AN_RELATION(APPOS))) return true;
        if ((f->hit_at[i] != AN_NONE && f->hit_at[i] != f->hit_at[noun]) || f->parsed->tokens[i].upos == AN_UPOS_PROPN) return true;
    }
    return false;
}

/* "the country" where no state was named: the only one that those who were named are of. */
static void refer_to_only_country(an_actor_finder *f, uint32_t noun)
{
    size_t found = SIZE_MAX;
    uint32_t state;
    an_actor actor;
    for (size_t i = mention_count(f); i-- > 0 && !is_far(f, noun, i);) {
        const char *country = mention_at(f, i)->actor.country;
        if (!country[0] || mention_at(f, i)->first_token > noun) continue;
        if (found != SIZE_MAX && memcmp(country, mention_at(f, found)->actor.country, AN_COUNTRY_BYTES) != 0) return;
        found = i;
    }
    state = found == SIZE_MAX ? AN_NONE : an_mention_state_of(f, mention_at(f, found)->actor.country);
    if (state == AN_NONE) return;
    an_actors_describe(f->arena, f->actors, state, f->date, &actor);
    refer(f, first_of_phrase(f, noun), noun, &actor, false, (an_emitted){0});
}

static void resolve_noun(an_actor_finder *f, uint32_t noun)
{
    const demand *asks = FIND(nouns, lemma_of(f, noun));
    demand armed = asks ? *asks : (demand){0};
    uint32_t hit = f->hit_at[noun];
    size_t antecedent;
    if (resolve_pair(f, noun)) return;
    if (asks && hit != AN_NONE && f->hits.items[hit].kind == AN_HIT_ROLE && f->roles->roles[f->hits.items[hit].role].kind == AN_ACTOR_ARMED_GROUP) {
        armed.kinds = KIND(ARMED_GROUP); /* "the terrorist group" */
        asks = &armed;
    }
    if (!asks || an_mention_is_plural_token(f, noun) || !is_definite(f, noun) || is_modified(f, noun)) return;
    antecedent = find_antecedent(f, noun, asks);
    if (antecedent != SIZE_MAX) refer_to(f, first_of_phrase(f, noun), noun, antecedent);
    else if (asks->kinds == KIND(STATE)) refer_to_only_country(f, noun);
}

/* "the former", "the latter" where they stand alone. */
static void resolve_order_word(an_actor_finder *f, uint32_t token)
{
    static const demand anybody = {UINT32_MAX, 0, true, true};
    bool is_former = an_mention_folded_is(f, token, "former");
    size_t found[2];
    if (!(is_former || an_mention_folded_is(f, token, "latter")) || an_mention_is_relation(f, token, AN_DEPREL_AMOD)) return;
    if (token == 0 || !an_mention_folded_is(f, token - 1, "the")) return;
    if (find_two(f, token, &anybody, found)) refer_to(f, token - 1, token, found[!is_former]);
}

static an_str first_word(an_str text)
{
    const char *blank = memchr(text.data, ' ', text.length);
    return (an_str){text.data, blank ? (size_t)(blank - text.data) : text.length};
}

/* "the minister": the last person who came with that title. */
static void resolve_title(an_actor_finder *f, size_t generic)
{
    const an_mention *m = mention_at(f, generic);
    uint32_t head = m->head_token;
    an_str title = m->actor.title;
    if (!m->is_generic || !title.data || f->emitted.items[generic].is_plural || !is_definite(f, head) || is_modified(f, head)) return;
    for (size_t i = generic; i-- > 0 && !is_far(f, head, i);) {
        an_str other = mention_at(f, i)->actor.title;
        if (!is_reachable(f, head, i) || mention_at(f, i)->is_generic || mention_at(f, i)->actor.kind != AN_ACTOR_PERSON) continue;
        if (other.length < title.length) continue;
        if (!an_str_equal((an_str){other.data + other.length - title.length, title.length}, title)) continue;
        if (an_mention_is_one_of(first_word(other), an_words_below_words) || an_mention_is_one_of(first_word(other), an_words_past_words)) {
            if (other.length > title.length) continue; /* a vice president is not "the president" */
        }
        refer_to(f, first_of_phrase(f, head), head, i);
        return;
    }
}

/* "the government" is that of the only country spoken of lately; with two it is not said whose. */
static void resolve_government(an_actor_finder *f, size_t generic)
{
    const an_mention *m = mention_at(f, generic);
    uint32_t head = m->head_token, state;
    size_t found = SIZE_MAX;
    an_actor actor, body;
    if (!m->is_generic || m->actor.kind != AN_ACTOR_GOVERNMENT || !an_str_is(lemma_of(f, head), "government")) return;
    if (!is_definite(f, head) || is_modified(f, head)) return;
    for (size_t i = generic; i-- > 0 && !is_far(f, head, i);) {
        const char *country = mention_at(f, i)->actor.country;
        if (!country[0]) continue;
        if (found != SIZE_MAX && memcmp(country, mention_at(f, found)->actor.country, AN_COUNTRY_BYTES) != 0) return;
        found = i;
    }
    state = found == SIZE_MAX ? AN_NONE : an_mention_state_of(f, mention_at(f, found)->actor.country);
    if (state == AN_NONE) return;
    an_actors_describe(f->arena, f->actors, state, f->date, &body);
    an_mention_government_of(f, &body, &actor);
    refer(f, first_of_phrase(f, head), head, &actor, false, (an_emitted){0});
}

/* ---- "I" and "we" ---- */

static bool is_quote_mark(an_str word)
{
    static const char *const marks[] = {"\"", "\xe2\x80\x9c", "\xe2\x80\x9d", "``", "''", NULL};
    return an_mention_is_one_of(word, marks);
}

static bool is_quoted(const an_actor_finder *f, uint32_t token)
{
    bool is_inside = false;
    for (uint32_t i = f->parsed->sentences[f->sentence_of[token]].first_token; i < token; i++)
        if (is_quote_mark(f->parsed->tokens[i].form)) is_inside = !is_inside;
    return is_inside;
}

/* Who speaks in a quotation means himself, or those for whom he speaks: the subject of the nearest verb above that stands outside the quotation. */
static void resolve_speaker(an_actor_finder *f, uint32_t token)
{
    static const char *const words[] = {"i", "we", "my", "our", "me", "us", NULL};
    uint32_t verb = an_mention_head_of(f, token);
    if (!an_mention_is_one_of(f->folded[token], words) || !is_quoted(f, token)) return;
    for (int i = 0; i < CLIMB_MAX && verb != AN_NONE; i++, verb = an_mention_head_of(f, verb)) {
        uint32_t subject = an_mention_child(f, verb, AN_DEPREL_NSUBJ);
        if (subject == AN_NONE || subject == token || is_quoted(f, subject) || is_quoted(f, verb)) continue;
        for (size_t m = mention_count(f); m-- > 0 && mention_at(f, m)->sentence == f->sentence_of[token];)
            if (mention_at(f, m)->head_token == subject) {
                refer_to(f, token, token, m);
                return;
            }
        return;
    }
}

void an_mention_resolve_references(an_actor_finder *f, uint32_t sentence)
{
    size_t count = mention_count(f);
    for (size_t i = count; i-- > 0 && mention_at(f, i)->sentence == sentence;) {
        resolve_title(f, i);
        resolve_government(f, i);
    }
    for (uint32_t token = f->parsed->sentences[sentence].first_token; token < an_mention_sentence_end(f, sentence); token++) {
        uint8_t upos = f->parsed->tokens[token].upos;
        if (upos == AN_UPOS_PRON || upos == AN_UPOS_DET) {
            resolve_pronoun(f, token);
            resolve_speaker(f, token);
        }
        else if (upos == AN_UPOS_NOUN) resolve_noun(f, token);
        else if (upos == AN_UPOS_ADJ) resolve_order_word(f, token);
    }
}
