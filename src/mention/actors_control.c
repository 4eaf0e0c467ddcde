/* What the grammar of a sentence says about the owner or doer of a pronoun, before anybody is weighed: who is asked or accused does
 * what follows, who promises is who keeps it, and what is attacked or met is not the attacker's own. */
#include "mention/actors_refer.h"

#include "mention/actor_words.h"

static const char *const against_prepositions[] = {"on", "against", "with", "upon", NULL};

/* ---- who is addressed does what follows ---- */

/* "attacked the group", "crack down on the group": whom a verb is about; AN_NONE. */
static uint32_t target_of(const an_actor_finder *f, uint32_t verb)
{
    uint32_t object = an_mention_child(f, verb, AN_DEPREL_OBJ), oblique = an_mention_child(f, verb, AN_DEPREL_OBL);
    if (object != AN_NONE) return object;
    return oblique != AN_NONE && an_mention_is_one_of(an_mention_case_of(f, oblique), against_prepositions) ? oblique : AN_NONE;
}

/* "fires warning shots at the boat"; AN_NONE. */
static uint32_t shot_at(const an_actor_finder *f, uint32_t verb)
{
    static const char *const verbs[] = {"fire", "shoot", "open", NULL};
    static const char *const aims[] = {"at", "on", "toward", "towards", NULL};
    uint32_t oblique = an_mention_child(f, verb, AN_DEPREL_OBL);
    if (oblique == AN_NONE || !an_mention_is_one_of(an_mention_lemma_of(f, verb), verbs)) return AN_NONE;
    return an_mention_is_one_of(an_mention_case_of(f, oblique), aims) ? oblique : AN_NONE;
}

/* "refused to crack down on the group despite its attacks": the reason may hang on either verb. */
static uint32_t harmed_verb(const an_actor_finder *f, uint32_t verb)
{
    for (int i = 0; i < AN_CLIMB_MAX && verb != AN_NONE; i++, verb = an_mention_child(f, verb, AN_DEPREL_XCOMP))
        if (an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_harming_verbs)) return verb;
    return AN_NONE;
}

/* "struck the group over its raids": AN_NONE if the phrase is not such a reason, or the target stands behind it. */
static uint32_t target_with_reason(const an_actor_finder *f, uint32_t noun, uint32_t token)
{
    uint32_t above = an_mention_head_of(f, noun), verb = above == AN_NONE ? AN_NONE : harmed_verb(f, above), target;
    an_str preposition = an_mention_case_of(f, noun);
    if (verb == AN_NONE || !preposition.data || !an_mention_is_one_of(preposition, an_words_reason_prepositions)) return AN_NONE;
    target = target_of(f, verb);
    return target != AN_NONE && target != noun && target < token ? target : AN_NONE;
}

/* What stands behind a deed against somebody as the reason for it, or follows it. */
static bool is_deed_clause(const an_actor_finder *f, uint32_t clause)
{
    static const char *const marks[] = {"after", "because", "as", NULL};
    uint32_t mark = an_mention_child(f, clause, AN_DEPREL_MARK);
    return an_mention_is_relation(f, clause, AN_DEPREL_ADVCL) && mark != AN_NONE && an_mention_is_one_of(f->folded[mark], marks);
}

uint32_t an_mention_harmed_doer(const an_actor_finder *f, uint32_t token)
{
    uint32_t clause = an_mention_head_of(f, token), above = clause == AN_NONE ? AN_NONE : an_mention_head_of(f, clause), target;
    if (above == AN_NONE || !is_deed_clause(f, clause) || !an_mention_is_relation(f, token, AN_DEPREL_NSUBJ) || an_mention_is_subrelation(f, token, AN_DEPREL_NSUBJ, AN_SUBREL_PASS)) return AN_NONE;
    target = shot_at(f, above);
    if (target == AN_NONE && an_mention_is_one_of(an_mention_lemma_of(f, above), an_words_harming_verbs)) target = target_of(f, above);
    return target != AN_NONE && target < token ? target : AN_NONE;
}

uint32_t an_mention_controller_of(const an_actor_finder *f, uint32_t token)
{
    uint32_t at = token, victim = an_mention_harmed_doer(f, token);
    if (victim != AN_NONE) return victim;
    for (int i = 0; i < AN_CLIMB_MAX && at != AN_NONE; i++) {
        uint32_t verb = an_mention_head_of(f, at), target;
        bool is_clause = an_mention_has_relation(f, at, AN_RELATION(XCOMP) | AN_RELATION(ADVCL) | AN_RELATION(ACL) | AN_RELATION(CCOMP) | AN_RELATION(OBL));
        if (is_clause && verb != AN_NONE && an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_address_verbs)) return an_mention_child(f, verb, AN_DEPREL_OBJ);
        if (an_mention_is_relation(f, at, AN_DEPREL_OBL) && (target = target_with_reason(f, at, token)) != AN_NONE) return target;
        at = verb;
    }
    return AN_NONE;
}

/* The noun above a clause that says what it is: "the promise that it would go"; the tree may hang the clause on the verb before. */
static uint32_t noun_of_clause(const an_actor_finder *f, uint32_t clause)
{
    uint32_t above = an_mention_head_of(f, clause), mark = an_mention_child(f, clause, AN_DEPREL_MARK), object;
    bool is_content = an_mention_has_relation(f, clause, AN_RELATION(ACL) | AN_RELATION(CCOMP)) && !an_mention_is_subrelation(f, clause, AN_DEPREL_ACL, AN_SUBREL_RELCL);
    if (!is_content || above == AN_NONE) return AN_NONE;
    if (f->parsed->tokens[above].upos == AN_UPOS_NOUN) return above;
    object = an_mention_child(f, above, AN_DEPREL_OBJ);
    if (object == AN_NONE || mark != object + 1) object = an_mention_child(f, above, AN_DEPREL_NSUBJ); /* "the promise that it would go is old" */
    return object != AN_NONE && mark == object + 1 ? object : AN_NONE;
}

uint32_t an_mention_clause_owner_of(const an_actor_finder *f, uint32_t token)
{
    for (int i = 0; i < AN_CLIMB_MAX && token != AN_NONE; i++, token = an_mention_head_of(f, token)) {
        uint32_t noun = noun_of_clause(f, token), owner = noun == AN_NONE ? AN_NONE : an_mention_child(f, noun, AN_DEPREL_NMOD);
        if (owner != AN_NONE && an_mention_is_possessive(f, owner) && an_mention_is_one_of(an_mention_lemma_of(f, noun), an_words_promises)) return owner;
    }
    return AN_NONE;
}

/* ---- owners and subjects ---- */

/* "linked the raid to Chad or to its allies": the words right before, however the tree hangs them. */
static bool is_right_before_and(const an_actor_finder *f, uint32_t token, const an_mention *m)
{
    static const char *const joints[] = {"and", "or", NULL};
    uint32_t at = token;
    if (an_mention_is_relation(f, an_mention_head_of(f, token), AN_DEPREL_NSUBJ)) return false; /* "..., and its army left" */
    if (at > m->end_token && f->parsed->tokens[at - 1].upos == AN_UPOS_ADP) at--;
    return at == m->end_token + 1 && an_mention_is_one_of(f->folded[m->end_token], joints);
}

/* "the bank and its president": the owner that the noun is coordinated with. */
bool an_mention_is_coordinated_owner(const an_actor_finder *f, uint32_t token, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    uint32_t noun = an_mention_head_of(f, token);
    if (!an_mention_is_possessive(f, token) || noun == AN_NONE || m->end_token > token) return false;
    if (is_right_before_and(f, token, m)) return true;
    return an_mention_is_relation(f, noun, AN_DEPREL_CONJ) && an_mention_coordination_head(f, noun) == an_mention_coordination_head(f, m->head_token);
}

/* "Chad left, Niger stayed, and they ...": the subject of the clause that is joined right before; AN_NONE. */
static uint32_t subject_beside(const an_actor_finder *f, uint32_t verb, uint32_t above)
{
    for (uint32_t t = verb; t-- > above;) {
        uint32_t subject = an_mention_is_relation(f, t, AN_DEPREL_CONJ) && an_mention_head_of(f, t) == above ? an_mention_child(f, t, AN_DEPREL_NSUBJ) : AN_NONE;
        if (subject != AN_NONE) return subject;
    }
    return AN_NONE;
}

uint32_t an_mention_subject_above(const an_actor_finder *f, uint32_t token)
{
    uint32_t verb = an_mention_head_of(f, token), below = token;
    for (int step = 0; step < AN_CLIMB_MAX && verb != AN_NONE; step++, below = verb, verb = an_mention_head_of(f, verb)) {
        uint32_t subject = an_mention_child(f, verb, AN_DEPREL_NSUBJ);
        if (an_mention_is_relation(f, below, AN_DEPREL_CONJ) && subject_beside(f, below, verb) != AN_NONE) return subject_beside(f, below, verb);
        if (subject != AN_NONE && subject < token && subject != below) return subject;
    }
    return AN_NONE;
}

bool an_mention_is_above(const an_actor_finder *f, uint32_t token, uint32_t subject, size_t i)
{
    const an_mention *m = an_mention_emitted_at(f, i);
    if (subject == AN_NONE || m->sentence != f->sentence_of[token] || !f->emitted.items[i].is_subject) return false;
    return an_mention_head_of(f, an_mention_coordination_head(f, m->head_token)) == an_mention_head_of(f, subject);
}

bool an_mention_is_owner_of(const an_actor_finder *f, uint32_t head, uint32_t noun)
{
    if (noun == AN_NONE || an_mention_head_of(f, head) != noun) return false;
    return an_mention_is_possessive(f, head) || (an_mention_is_relation(f, head, AN_DEPREL_NMOD) && an_str_is(an_mention_case_of(f, head), "of"));
}

/* ---- what is not one's own ---- */

/* The word that governs an owned noun as its victim or partner: the verb of which it is the object, or a noun with "on", "with". */
static uint32_t governor_of(const an_actor_finder *f, uint32_t noun)
{
    uint32_t top = an_mention_coordination_head(f, noun), above = an_mention_head_of(f, top);
    an_str preposition = an_mention_case_of(f, top);
    if (above == AN_NONE || an_mention_is_relation(f, top, AN_DEPREL_OBJ)) return above;
    if (!an_mention_has_relation(f, top, AN_RELATION(NMOD) | AN_RELATION(OBL)) || !preposition.data) return AN_NONE;
    return an_mention_is_one_of(preposition, against_prepositions) ? above : AN_NONE;
}

static bool has_own(const an_actor_finder *f, uint32_t noun)
{
    uint32_t adjective = an_mention_child(f, noun, AN_DEPREL_AMOD);
    return adjective != AN_NONE && an_mention_folded_is(f, adjective, "own");
}

/* "met", "talks", "held talks" */
static bool is_meeting(const an_actor_finder *f, uint32_t governor)
{
    uint32_t object = an_mention_child(f, governor, AN_DEPREL_OBJ);
    return an_mention_is_one_of(an_mention_lemma_of(f, governor), an_words_meeting_words) ||
           (object != AN_NONE && an_mention_is_one_of(an_mention_lemma_of(f, object), an_words_meeting_words));
}

/* True if what is owned is a victim or partner of the governor: "raided its camps", "met its envoys", not "met its allies". */
static bool is_of_another(const an_actor_finder *f, uint32_t noun, uint32_t governor)
{
    uint32_t hit = f->hit_at[noun];
    an_str word = an_mention_lemma_of(f, governor);
    if (hit != AN_NONE && f->hits.items[hit].kind == AN_HIT_ROLE && an_mention_is_relational(f, f->hits.items[hit].role)) return false;
    if (an_mention_is_one_of(word, an_words_harming_verbs)) return true;
    return is_meeting(f, governor) && an_mention_is_one_of(an_mention_lemma_of(f, noun), an_words_agents);
}

uint32_t an_mention_outward_doer(const an_actor_finder *f, uint32_t token)
{
    uint32_t noun = an_mention_head_of(f, token), governor, owner;
    if (!an_mention_is_possessive(f, token) || noun == AN_NONE || has_own(f, noun)) return AN_NONE;
    governor = governor_of(f, noun);
    if (governor == AN_NONE || !is_of_another(f, noun, governor)) return AN_NONE;
    if (f->parsed->tokens[governor].upos != AN_UPOS_NOUN) return an_mention_subject_above(f, token);
    owner = an_mention_child(f, governor, AN_DEPREL_NMOD);
    if (owner != AN_NONE && an_mention_is_possessive(f, owner)) return owner;
    return an_mention_is_relation(f, governor, AN_DEPREL_OBJ) ? an_mention_subject_above(f, token) : AN_NONE; /* "held talks with its envoys" */
}

/* ---- quotations ---- */

static bool is_closing_mark(an_str word) { return an_str_is(word, "\xe2\x80\x9d") || an_str_is(word, "''"); }

static bool is_quote_mark(an_str word)
{
    static const char *const marks[] = {"\"", "\xe2\x80\x9c", "``", NULL};
    return is_closing_mark(word) || an_mention_is_one_of(word, marks);
}

bool an_mention_is_quoted(const an_actor_finder *f, uint32_t token)
{
    uint32_t end = an_mention_sentence_end(f, f->sentence_of[token]);
    bool is_inside = false, has_mark = false;
    for (uint32_t i = f->parsed->sentences[f->sentence_of[token]].first_token; i < token; i++)
        if (is_quote_mark(f->parsed->tokens[i].form)) is_inside = !is_closing_mark(f->parsed->tokens[i].form) && !is_inside, has_mark = true;
    if (has_mark) return is_inside;
    for (uint32_t i = token; i < end; i++) /* a quotation that began in a sentence before */
        if (is_quote_mark(f->parsed->tokens[i].form)) return is_closing_mark(f->parsed->tokens[i].form);
    return false;
}
