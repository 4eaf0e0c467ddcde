/* Which earlier mention a pronoun or "the group" takes up: the best-scoring one that agrees in kind, number and gender, in this
 * sentence or a few before it; subjects and near ones score higher (the hierarchy of centering: Grosz, Joshi, Weinstein 1995, in its
 * simplest form), and most of all one of the same chain (coreference.c, whose chains stand in the record; a text without them is
 * read all the same). Chains know things that are no actors, too: an "it" that takes up a report takes up nobody. */
#include "mention/actors_refer.h"

#include "mention/actor_words.h"

/* How antecedents are weighed; found by reading results, whole numbers because ties are broken by order. */
enum {
    SENTENCES_BACK_MAX = 3,
    COST_PER_SENTENCE = 3,
    BONUS_SUBJECT = 3,
    BONUS_SAME_ROLE = 1,
    BONUS_NAMED = 2,
    BONUS_PLURAL = 3, /* for "they" */
    BONUS_CONTROLLER = 6, /* over the subject of the clause above */
    BONUS_CLAUSE_OWNER = 10, /* "Chad saw Hamas's promise that it would ...": over a subject above, even of the same chain */
    BONUS_OWNER_OF_SUBJECT = 4, /* "Ankara's influence is small, and its forces ...": as much as a subject of its own */
    BONUS_OWNER = 1,      /* "its use of Hamas's quarrel with Fatah to help the group": whose quarrel it is, for a noun */
    BONUS_PARALLEL = 3,   /* "its attack on the base, and its raid": over what stands between */
    BONUS_SUFFERER = 14,  /* "the state freed 20 people after they were arrested": over the subject above */
    COST_OWN_VICTIM = 8,  /* "X raided its camps": more than all that speaks for a subject */
    COST_QUOTED = 6,      /* who is named in a quotation, for a pronoun outside it */
    BONUS_CHAIN = 4,      /* of the same chain; a weighty rule of grammar can still prevail */
    BONUS_CHAIN_IT = 2,   /* "it" has less reliable chains; those of "its" were wrong oftener than these rules */
    BONUS_COORDINATED = 12, /* "the bank and its president": over any other */
    BONUS_SUBJECT_ABOVE = 3, /* over a subject farther up: "X said that the bomber fell before he ..." */
    COST_REFERENCE = 1,
    COST_IN_NAME = 2,     /* "Hamas delegations" for "it" */
    COST_OLD_KIND = 2,    /* was of that kind once */
    SCORE_MIN = -20
};

/* Sets of kinds. */
enum {
    GROUPS = AN_KIND(ARMED_GROUP) | AN_KIND(PARTY) | AN_KIND(ORGANISATION) | AN_KIND(NGO) | AN_KIND(IGO) | AN_KIND(COMPANY) | AN_KIND(MEDIA),
    SINGLE_PLURALS = AN_KIND(STATE) | AN_KIND(IGO) | AN_KIND(COMPANY) | AN_KIND(NGO), /* "the United Nations", "General Motors" are one */
};

const an_mention *an_mention_emitted_at(const an_actor_finder *f, size_t i) { return f->mentions->items + f->first_mention + i; }

size_t an_mention_emitted_count(const an_actor_finder *f) { return f->mentions->count - f->first_mention; }

/* ---- what coreference says ---- */

const an_reference *an_mention_reference_of(const an_actor_finder *f, uint32_t token)
{
    return f->reference_at[token] ? f->parsed->references + f->reference_at[token] - 1 : NULL;
}

static bool is_same_chain(const an_actor_finder *f, uint32_t a, uint32_t b)
{
    const an_reference *x = an_mention_reference_of(f, a), *y = an_mention_reference_of(f, b);
    return x && y && x->chain == y->chain;
}

const an_reference *an_mention_antecedent_of(const an_actor_finder *f, const an_reference *r)
{
    return r && r->antecedent != AN_NONE ? f->parsed->references + r->antecedent : NULL;
}

bool an_mention_is_possessive(const an_actor_finder *f, uint32_t token) { return an_mention_is_subrelation(f, token, AN_DEPREL_NMOD, AN_SUBREL_POSS); }

/* Two participants of one verb are two: "Putin met him". */
static bool are_rivals(const an_actor_finder *f, uint32_t token, const an_mention *m)
{
    uint32_t own = an_mention_head_of(f, token), other = an_mention_head_of(f, an_mention_coordination_head(f, m->head_token));
    return !an_mention_is_possessive(f, token) && own != AN_NONE && own == other;
}

uint32_t an_mention_kinds_of(const an_actor_finder *f, const an_actor *actor)
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
static bool is_named_body(const an_mention *m) { return m->actor.resolution == AN_RESOLUTION_DICTIONARY && ((AN_KIND(MILITARY) | AN_KIND(GOVERNMENT) | AN_KIND(ORGANISATION)) >> m->actor.kind & 1); }

/* "The Hamas delegations ... its representatives": the body that they stand for. */
static bool is_in_name_of_body(const an_actor_finder *f, const an_mention *m)
{
    return m->actor.resolution == AN_RESOLUTION_COMPOSED && (an_mention_kinds_of(f, &m->actor) & GROUPS);
}

static bool agrees(const an_actor_finder *f, const an_demand *asks, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    const an_emitted *about = f->emitted.items + i;
    if (asks->gender && about->gender && asks->gender != about->gender) return false;
    if (asks->takes_plural && !asks->must_be_single && about->is_plural) return true;
    if (asks->must_be_single && about->is_plural && !(SINGLE_PLURALS >> m->actor.kind & 1) && !is_named_body(m) && !is_in_name_of_body(f, m)) return false;
    return asks->kinds & an_mention_kinds_of(f, &m->actor);
}

/* "According to the minister, ... He added": who is cited is as good as a subject. */
static bool is_source(const an_actor_finder *f, const an_mention *m)
{
    return m->actor.kind == AN_ACTOR_PERSON && an_mention_is_relation(f, m->head_token, AN_DEPREL_OBL) && an_str_is(an_mention_case_of(f, m->head_token), "according");
}

static int score(const an_actor_finder *f, uint32_t token, const an_demand *asks, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    const an_emitted *about = f->emitted.items + i;
    int value = -(int)(f->sentence_of[token] - m->sentence) * COST_PER_SENTENCE;
    /* "X fought Y; others joined the campaign against the group": a noun that is no subject takes up the last one named */
    if (f->parsed->tokens[token].upos == AN_UPOS_NOUN && !an_mention_is_relation(f, token, AN_DEPREL_NSUBJ)) return value + (m->is_generic ? 0 : BONUS_NAMED) + (asks->kinds != AN_KIND(STATE) && an_mention_is_possessive(f, m->head_token) ? BONUS_OWNER : 0);
    if (about->is_subject || is_source(f, m)) value += BONUS_SUBJECT;
    if (about->is_subject == an_mention_is_relation(f, token, AN_DEPREL_NSUBJ)) value += BONUS_SAME_ROLE;
    if (!m->is_generic) value += BONUS_NAMED;
    if (asks->takes_plural && about->is_plural) value += BONUS_PLURAL;
    if (about->is_reference) value -= COST_REFERENCE;
    if (!(asks->kinds >> m->actor.kind & 1)) value -= COST_OLD_KIND;
    if (asks->must_be_single && about->is_plural && is_in_name_of_body(f, m)) value -= COST_IN_NAME;
    return value;
}

/* A state is named for many reasons; "it" takes one up only where it acted. */
static bool is_mere_setting(const an_actor_finder *f, const an_demand *asks, size_t i)
{
    an_actor_kind kind = an_mention_emitted_at(f, i)->actor.kind;
    return asks->must_be_single && (asks->kinds & AN_KIND(STATE)) && (asks->kinds & GROUPS) && (kind == AN_ACTOR_STATE || kind == AN_ACTOR_REGION) &&
           !f->emitted.items[i].is_subject;
}

/* "Ann Lee, the director of the institute and author of a book" is one. */
static bool is_second_title(const an_actor_finder *f, size_t i, uint32_t hit)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    const an_hit *role = f->hits.items + hit;
    return m->actor.kind == AN_ACTOR_PERSON && !m->is_generic && role->kind == AN_HIT_ROLE && role->is_generic && !role->is_plural && f->roles->roles[role->role].is_person;
}

/* One of several that stand together ("Mali, Niger and Chad"): "it" means none of them. */
static bool is_one_of_many(const an_actor_finder *f, size_t i)
{
    uint32_t head = an_mention_emitted_at(f, i)->head_token, end = an_mention_sentence_end(f, f->sentence_of[head]), top;
    if (an_mention_is_relation(f, head, AN_DEPREL_CONJ)) {
        top = an_mention_coordination_head(f, head);
        return f->hit_at[top] != AN_NONE;
    }
    for (uint32_t t = an_mention_emitted_at(f, i)->end_token; t < end; t++)
        if (an_mention_is_relation(f, t, AN_DEPREL_CONJ) && an_mention_head_of(f, t) == head && f->hit_at[t] != AN_NONE && !is_second_title(f, i, f->hit_at[t])) return true;
    return false;
}

bool an_mention_is_far(const an_actor_finder *f, uint32_t token, size_t i) { return an_mention_emitted_at(f, i)->sentence + SENTENCES_BACK_MAX < f->sentence_of[token]; }

/* "Moscow went on to support them": who is understood to act is not acted on. */
static bool is_understood_subject(const an_actor_finder *f, uint32_t token, size_t i)
{
    uint32_t verb = an_mention_head_of(f, token);
    static const uint64_t clauses = AN_RELATION(XCOMP) | AN_RELATION(ADVCL) | AN_RELATION(CONJ);
    return verb != AN_NONE && an_mention_has_relation(f, token, AN_RELATION(OBJ) | AN_RELATION(IOBJ)) && an_mention_has_relation(f, verb, clauses) && f->parsed->tokens[token].upos == AN_UPOS_PRON &&
           an_mention_child(f, verb, AN_DEPREL_NSUBJ) == AN_NONE && an_mention_is_above(f, token, an_mention_subject_above(f, token), i);
}

bool an_mention_is_reachable(const an_actor_finder *f, uint32_t token, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    return m->end_token <= token && !an_mention_is_far(f, token, i) && !are_rivals(f, token, m) && !is_understood_subject(f, token, i);
}

/* A pronoun in a controlled clause that acts or owns is the controller; one that is acted on is somebody else. */
static bool is_doer_or_owner(const an_actor_finder *f, uint32_t token)
{
    return f->parsed->tokens[token].upos != AN_UPOS_NOUN && (an_mention_is_possessive(f, token) || an_mention_is_relation(f, token, AN_DEPREL_NSUBJ));
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
    uint32_t at = token, below = token, victim = an_mention_harmed_doer(f, token);
    if (!an_mention_is_one_of(f->folded[token], words) || !is_doer_or_owner(f, token)) return AN_NONE;
    if (victim != AN_NONE && is_thing(f, victim)) return victim;
    for (int i = 0; i < AN_CLIMB_MAX && at != AN_NONE; i++, below = at, at = an_mention_head_of(f, at)) {
        uint32_t subject = an_mention_child(f, at, AN_DEPREL_NSUBJ), top = an_mention_coordination_head(f, at);
        bool is_plural = f->folded[token].length > 3; /* they, their */
        if (i == 1 && an_mention_is_possessive(f, token) && top != at && top < token && is_thing(f, top)) return top;
        if (subject == AN_NONE || subject >= token || subject == below) continue;
        return is_thing(f, subject) && an_mention_is_plural_token(f, subject) == is_plural ? subject : AN_NONE;
    }
    return AN_NONE;
}

bool an_mention_is_same_actor(const an_actor *a, const an_actor *b)
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
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && an_mention_emitted_at(f, i)->sentence >= f->sentence_of[token];)
        if (an_mention_emitted_at(f, i)->head_token == token) return true;
    return false;
}

/* "The army lost the town and wants it back": what a pronoun takes up, through others, is a thing or a deed. */
static bool takes_up_thing(const an_actor_finder *f, uint32_t token)
{
    static const char *const words[] = {"it", "its", "they", "them", "their", NULL};
    const an_reference *r = an_mention_reference_of(f, token);
    if (!an_mention_is_one_of(f->folded[token], words)) return false;
    for (int step = 0; step < AN_CHAIN_STEPS_MAX && (r = an_mention_antecedent_of(f, r)); step++) {
        if (is_actor_head(f, r->head_token)) return false;
        if (is_it(f, token) && f->sentence_of[r->head_token] != f->sentence_of[token]) return false;
        if (f->parsed->tokens[r->head_token].upos != AN_UPOS_PRON) return is_thing(f, r->head_token) || f->parsed->tokens[r->head_token].upos == AN_UPOS_VERB;
    }
    return false;
}

/* What the place of a referring word in its sentence says about whom it means. */
typedef struct surroundings {
    uint32_t controller, clause_owner, subject, thing, outward_doer; /* tokens; AN_NONE */
    bool takes_up_thing, is_doer_or_owner, is_quoted;
} surroundings;

static surroundings surroundings_of(const an_actor_finder *f, uint32_t token)
{
    uint32_t doer = an_mention_outward_doer(f, token);
    return (surroundings){.controller = an_mention_controller_of(f, token), .clause_owner = an_mention_clause_owner_of(f, token),
                          .subject = an_mention_subject_above(f, token), .thing = thing_above(f, token), .outward_doer = doer,
                          .takes_up_thing = doer == AN_NONE && takes_up_thing(f, token), .is_doer_or_owner = is_doer_or_owner(f, token),
                          .is_quoted = an_mention_is_quoted(f, token)};
}

static bool covers(const an_mention *m, uint32_t token) { return token != AN_NONE && m->first_token <= token && token < m->end_token; }

static bool is_owner_of_clause(const surroundings *at, const an_mention *m) { return at->is_doer_or_owner && covers(m, at->clause_owner); }

/* The grammar of the sentence points at it. */
static bool is_pointed_at(const an_actor_finder *f, uint32_t token, const surroundings *at, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    return covers(m, at->controller) || is_owner_of_clause(at, m) || an_mention_is_coordinated_owner(f, token, i);
}

/* "Ankara's influence is small, and its forces have left", "Ankara's influence let it win"; but "Ankara's decision is old, and it ..." is the
 * decision. */
static bool is_owner_of_subject(const an_actor_finder *f, uint32_t token, const surroundings *at, const an_mention *m)
{
    return (an_mention_is_possessive(f, token) || an_mention_is_relation(f, token, AN_DEPREL_OBJ)) && an_mention_is_owner_of(f, m->head_token, at->subject);
}

/* The word is a party to what `own` tells: its object, or under "against", "with" ... */
static bool is_party_to(const an_actor_finder *f, uint32_t own, uint32_t head)
{
    static const char *const ties[] = {"against", "on", "with", "by", "to", NULL};
    uint32_t top = an_mention_coordination_head(f, head);
    an_str tie;
    if (an_mention_head_of(f, top) != own) return false;
    if (an_mention_has_relation(f, top, AN_RELATION(OBJ) | AN_RELATION(IOBJ))) return true;
    if (!an_mention_has_relation(f, top, AN_RELATION(OBL) | AN_RELATION(NMOD))) return false;
    tie = an_mention_case_of(f, top);
    return tie.data && an_mention_is_one_of(tie, ties);
}

/* "The Taliban cannot help, and they will fight the Taliban", "its raids on Chad": who is named as the other party is not meant. */
static bool is_other_party(const an_actor_finder *f, uint32_t token, const an_actor *actor)
{
    uint32_t own = an_mention_head_of(f, token);
    for (size_t i = an_mention_emitted_count(f); own != AN_NONE && i-- > 0 && an_mention_emitted_at(f, i)->sentence == f->sentence_of[token];) {
        const an_mention *m = an_mention_emitted_at(f, i);
        if (m->first_token > token && !m->is_generic && an_mention_is_same_actor(&m->actor, actor) && is_party_to(f, own, m->head_token)) return true;
    }
    return false;
}

static bool may_be_meant(const an_actor_finder *f, uint32_t token, const an_demand *asks, const surroundings *at, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    bool is_label = !m->actor.id.data && m->actor.kind != AN_ACTOR_PERSON && an_mention_is_relation(f, m->head_token, AN_DEPREL_COMPOUND);
    if (is_label || !an_mention_is_reachable(f, token, i) || !agrees(f, asks, i) || is_other_party(f, token, &m->actor)) return false;
    if (an_mention_is_coordinated_owner(f, token, i) || is_owner_of_clause(at, m)) return true;
    if (is_owner_of_subject(f, token, at, m)) return true;
    if (is_mere_setting(f, asks, i) && !is_pointed_at(f, token, at, i)) return false;
    if (at->takes_up_thing && !f->emitted.items[i].is_subject) return false; /* a subject can still be meant: "Moscow saw the city fall. It ..." */
    if (at->thing != AN_NONE && m->end_token <= at->thing && an_mention_head_of(f, m->head_token) != at->thing) return false;
    return !(asks->must_be_single && is_one_of_many(f, i));
}

static int chain_bonus(const an_actor_finder *f, uint32_t token, const an_mention *m)
{
    if (!is_same_chain(f, token, m->head_token) || an_mention_folded_is(f, token, "its")) return 0;
    return an_mention_folded_is(f, token, "it") ? BONUS_CHAIN_IT : BONUS_CHAIN;
}

/* "..., helped Putin," says Ann Lee. He added": whom others speak of in a quotation is seldom who speaks on outside it. */
static bool is_told_in_quotation(const an_actor_finder *f, uint32_t token, const surroundings *at, const an_mention *m)
{
    return !at->is_quoted && m->actor.kind == AN_ACTOR_PERSON && m->sentence != f->sentence_of[token] && an_mention_is_quoted(f, m->head_token);
}

/* "They were arrested": people who had something done to them before, not the body that did it. */
static bool is_sufferer(const an_actor_finder *f, uint32_t token, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    uint32_t verb = an_mention_head_of(f, token), top = an_mention_coordination_head(f, m->head_token);
    bool is_body = m->actor.kind == AN_ACTOR_STATE || m->actor.kind == AN_ACTOR_ORGANISATION || m->actor.kind == AN_ACTOR_IGO || m->actor.kind == AN_ACTOR_COMPANY;
    if (!an_mention_folded_is(f, token, "they") || verb == AN_NONE || is_body || !f->emitted.items[i].is_plural) return false;
    if (!an_mention_is_subrelation(f, token, AN_DEPREL_NSUBJ, AN_SUBREL_PASS) || !an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_sufferings)) return false;
    return an_mention_is_relation(f, top, AN_DEPREL_OBJ) || an_mention_is_subrelation(f, top, AN_DEPREL_NSUBJ, AN_SUBREL_PASS);
}

static int grammar_bonus(const an_actor_finder *f, uint32_t token, const surroundings *at, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    int value = an_mention_is_coordinated_owner(f, token, i) ? BONUS_COORDINATED : 0;
    if (covers(m, at->controller)) value += at->is_doer_or_owner ? BONUS_CONTROLLER : -BONUS_CONTROLLER;
    if (is_told_in_quotation(f, token, at, m)) value -= COST_QUOTED;
    if (is_sufferer(f, token, i)) value += BONUS_SUFFERER;
    if (!at->is_doer_or_owner) return value;
    if (is_owner_of_clause(at, m)) value += BONUS_CLAUSE_OWNER;
    if (an_mention_is_above(f, token, at->subject, i)) value += BONUS_SUBJECT_ABOVE;
    if (is_owner_of_subject(f, token, at, m)) value += BONUS_OWNER_OF_SUBJECT;
    if (is_it(f, token) && is_it(f, m->head_token) && m->sentence == f->sentence_of[token]) value += BONUS_PARALLEL;
    return value;
}

/* The mention that does what is done to what the word owns: the subject, or the owner of one; SIZE_MAX. */
static size_t outward_doer(const an_actor_finder *f, uint32_t token, const surroundings *at)
{
    if (at->outward_doer == AN_NONE) return SIZE_MAX;
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && an_mention_emitted_at(f, i)->sentence == f->sentence_of[token];) {
        const an_mention *m = an_mention_emitted_at(f, i);
        if (covers(m, at->outward_doer) || an_mention_is_above(f, token, at->outward_doer, i) || an_mention_is_owner_of(f, m->head_token, at->outward_doer)) return i;
    }
    return SIZE_MAX;
}

/* The same actor, or another of those whom one word takes up. */
static bool is_like(const an_mention *a, const an_mention *b) { return a->head_token == b->head_token || an_mention_is_same_actor(&a->actor, &b->actor); }

size_t an_mention_find_antecedent(const an_actor_finder *f, uint32_t token, const an_demand *asks)
{
    const surroundings at = surroundings_of(f, token);
    size_t best = SIZE_MAX, doer = outward_doer(f, token, &at);
    bool is_tied = false;
    int best_score = SCORE_MIN;
    if (at.takes_up_thing && !is_it(f, token)) return SIZE_MAX;
    for (size_t i = an_mention_emitted_count(f); i-- > 0 && !an_mention_is_far(f, token, i);) {
        const an_mention *m = an_mention_emitted_at(f, i);
        int value;
        if (!may_be_meant(f, token, asks, &at, i)) continue;
        value = score(f, token, asks, i) + chain_bonus(f, token, m) + grammar_bonus(f, token, &at, i);
        if (doer != SIZE_MAX && an_mention_is_same_actor(&m->actor, &an_mention_emitted_at(f, doer)->actor)) value -= COST_OWN_VICTIM;
        if (value == best_score && !is_like(m, an_mention_emitted_at(f, best))) is_tied = true;
        if (value > best_score) best = i, best_score = value, is_tied = false;
    }
    return is_tied && f->parsed->tokens[token].upos != AN_UPOS_NOUN && !an_mention_is_possessive(f, token) && !an_mention_is_relation(f, token, AN_DEPREL_OBJ) ? SIZE_MAX : best;
}
