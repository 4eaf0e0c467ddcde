/* What stands in which place of a verb or a noun ("slots"), after passive, relative clauses, control and coordination have been undone, and
 * where the parser hung a phrase on the word beside its own. */
#include "event/tree.h"

void an_arguments_add(an_arguments *out, uint32_t slot, uint32_t token, uint32_t distance)
{
    if (token == AN_NONE || slot == AN_SLOT_NONE) return;
    for (uint32_t i = 0; i < out->count; i++)
        if (out->items[i].slot == slot && out->items[i].token == token) return;
    if (out->count < AN_ARGUMENTS_MAX) out->items[out->count++] = (an_argument){slot, token, distance};
}

static uint32_t slot_of_case(const an_tree *tree, uint32_t token)
{
    an_word w = an_tree_case(tree, token);
    return w == AN_NONE ? AN_SLOT_NONE : AN_SLOT_PREPOSITION + w;
}

static bool has_slot(const an_arguments *arguments, uint32_t slot)
{
    for (uint32_t i = 0; i < arguments->count; i++)
        if (arguments->items[i].slot == slot) return true;
    return false;
}

static bool is_known_actor(const an_tree *tree, uint32_t token)
{
    uint32_t mention = tree->actor_at[token];
    return mention != AN_NONE && tree->document->mentions.items[mention].actor.id.data != NULL;
}

/* "came under fire from the unions", "a letter of intent with Chad": what the phrase of the verb, or of its object, names no actor by may carry
 * the one who acts or is met, where the verb has no such phrase itself. */
static void add_below_phrase(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    AN_FOR_CHILDREN(tree, child, noun) {
        an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD && tree->tokens[child].subrel != AN_SUBREL_POSS ? an_tree_case(tree, child) : AN_NONE;
        if (w == AN_NONE || (w != g->by && w != g->from && w != g->with && w != g->against && w != g->between)) continue;
        if (!has_slot(out, AN_SLOT_PREPOSITION + w)) an_arguments_add(out, AN_SLOT_PREPOSITION + w, child, AN_NESTED);
    }
}

/* "rejected a petition brought by the rector": as good as "by the rector"; not "a truce mediated by Oman", which others made. */
static void add_maker(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    if (has_slot(out, AN_SLOT_PREPOSITION + tree->grammar->by) || an_tree_lemma_in(tree, noun, tree->grammar->people)) return;
    AN_FOR_CHILDREN(tree, child, noun) {
        if (tree->tokens[child].deprel != AN_DEPREL_ACL || tree->tokens[child].subrel == AN_SUBREL_RELCL || !an_tree_is_tagged(tree, child, "VBN") || an_tree_lemma_in(tree, child, tree->grammar->mediating)) continue;
        an_arguments_add(out, AN_SLOT_PREPOSITION + tree->grammar->by, an_agent_of(tree, child), AN_NESTED);
    }
}

/* "Imposed an embargo and sanctions on Iran": the last of joined things has the phrase for them all. */
static void add_shared_phrase(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    AN_FOR_CHILDREN(tree, other, noun) {
        if (tree->tokens[other].deprel != AN_DEPREL_CONJ || tree->tokens[other].upos != AN_UPOS_NOUN || tree->actor_at[other] != AN_NONE) continue;
        AN_FOR_CHILDREN(tree, child, other) {
            an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD && child > other ? an_tree_case(tree, child) : AN_NONE;
            if (w != AN_NONE && (w == g->on || w == g->against) && !has_slot(out, AN_SLOT_PREPOSITION + w)) an_arguments_add(out, AN_SLOT_PREPOSITION + w, child, AN_NESTED);
        }
    }
}

/* Prepositional phrases that the parser hung under the object: "imposed sanctions on Iran". */
static void add_nested(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    add_maker(tree, noun, out);
    AN_FOR_CHILDREN(tree, child, noun) {
        const an_token *t = tree->tokens + child;
        if (t->deprel != AN_DEPREL_NMOD) continue;
        an_arguments_add(out, t->subrel == AN_SUBREL_POSS ? AN_SLOT_POSS : slot_of_case(tree, child), child, AN_NESTED);
        if (t->subrel != AN_SUBREL_POSS && an_tree_case(tree, child) == tree->grammar->in) add_below_phrase(tree, child, out); /* "a suit in a court in Texas against" */
        if (t->subrel == AN_SUBREL_POSS || an_tree_case(tree, child) != tree->grammar->of) continue;
        AN_FOR_CHILDREN(tree, inner, child) /* "supplies of weapons to the rebels" */
            if (tree->tokens[inner].deprel == AN_DEPREL_NMOD && an_tree_case(tree, inner) == tree->grammar->to) an_arguments_add(out, slot_of_case(tree, inner), inner, AN_NESTED);
        if (!is_known_actor(tree, child)) add_below_phrase(tree, child, out);
    }
    add_shared_phrase(tree, noun, out);
}

/* "extradited a Russian suspect to Spain", "accused Chad of torture": the phrase is no part of whom the object names. */
static void add_nested_beside_actor(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    const an_mention *mention = tree->document->mentions.items + tree->actor_at[noun];
    AN_FOR_CHILDREN(tree, child, noun) {
        an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, child) : AN_NONE;
        bool is_inside = child + tree->first >= mention->first_token && child + tree->first < mention->end_token;
        if (w != AN_NONE && !is_inside && (w == tree->grammar->to || w == tree->grammar->from || (w == tree->grammar->of && tree->actor_at[child] == AN_NONE))) an_arguments_add(out, AN_SLOT_PREPOSITION + w, child, AN_NESTED);
    }
}

/* "killed at least ten people": the "at" belongs to the number. */
static bool case_is_in_number(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t preposition = an_tree_child(tree, token, AN_DEPREL_CASE);
    if (preposition == AN_NONE) return false;
    if (preposition + 2 == token && tree->tokens[token].upos == AN_UPOS_NUM && an_tree_is_tagged(tree, preposition + 1, "JJS")) return true;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_QUANTITY && mentions[m].first_token <= preposition + tree->first && mentions[m].end_token > token + tree->first) return true;
    return false;
}

/* "must withdraw", "should be freed". */
static bool is_obliged(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX &&
            (an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("must")) || an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("should"))))
            return true;
    return false;
}

/* "Charged with leaking secrets". */
static bool is_gerund_behind(const an_tree *tree, uint32_t verb, an_word preposition)
{
    uint32_t mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    return mark != AN_NONE && preposition != AN_NONE && tree->lemmas[mark] == preposition && an_tree_is_tagged(tree, verb, "VBG") && !an_tree_has_subject(tree, verb);
}

/* "Were rescued by helicopter", "by force", "by decree": a bare noun for one thing tells how. */
static bool is_manner(const an_tree *tree, uint32_t noun)
{
    bool is_thing = tree->actor_at[noun] == AN_NONE || an_tree_lemma_in(tree, noun, tree->grammar->struck_things);
    if (!an_tree_is_tagged(tree, noun, "NN") || !is_thing || tree->tokens[noun].name != AN_NAME_NONE || an_tree_lemma_in(tree, noun, tree->grammar->people)) return false;
    AN_FOR_CHILDREN(tree, child, noun) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if (relation != AN_DEPREL_CASE && child < noun) return false;
    }
    return true;
}

/* "Appeals for aid", with the aid hung on the verb as if it were a noun. */
static bool is_phrase_behind(const an_tree *tree, uint32_t verb, uint32_t phrase)
{
    return phrase > verb && tree->tokens[phrase].subrel != AN_SUBREL_POSS && an_tree_has_case(tree, phrase) && an_own_subject(tree, verb) != AN_NONE;
}

static void add_child(const an_tree *tree, uint32_t verb, uint32_t child, bool is_passive, an_arguments *out)
{
    const an_token *t = tree->tokens + child;
    uint32_t token = an_antecedent(tree, child, verb);
    an_word preposition;
    switch (t->deprel) {
    case AN_DEPREL_OBJ: an_arguments_add(out, AN_SLOT_OBJECT, token, token == child ? AN_OWN : AN_INHERITED); break;
    case AN_DEPREL_IOBJ: an_arguments_add(out, AN_SLOT_INDIRECT, token, AN_OWN); break;
    case AN_DEPREL_XCOMP:
    case AN_DEPREL_CCOMP:
        an_arguments_add(out, AN_SLOT_CLAUSE, child, AN_OWN);
        if (is_obliged(tree, child)) an_arguments_add(out, AN_SLOT_OBLIGATION, child, AN_OWN);
        if (an_tree_has_to(tree, child)) an_arguments_add(out, AN_SLOT_INFINITIVE, child, AN_OWN);
        break;
    case AN_DEPREL_ADVCL:
        if (an_tree_has_to(tree, child)) an_arguments_add(out, AN_SLOT_INFINITIVE, child, AN_OWN);
        if (is_gerund_behind(tree, child, tree->grammar->with)) an_arguments_add(out, AN_SLOT_PREPOSITION + tree->grammar->with, child, AN_OWN);
        if (an_is_marked_with_object_control(tree, child) || tree->tokens[verb].upos == AN_UPOS_ADJ) an_arguments_add(out, AN_SLOT_CLAUSE, child, AN_OWN);
        break;
    case AN_DEPREL_NMOD:
    case AN_DEPREL_OBL:
        preposition = an_tree_case(tree, child);
        if (case_is_in_number(tree, child)) {
            if (!is_passive) an_arguments_add(out, AN_SLOT_OBJECT, token, AN_OWN); /* "between six and nine people were killed": the people */
        } else if (t->deprel == AN_DEPREL_NMOD && tree->tokens[verb].upos == AN_UPOS_VERB && !is_phrase_behind(tree, verb, child)) break;
        else if ((t->subrel == AN_SUBREL_AGENT || (is_passive && preposition != AN_NONE && preposition == tree->grammar->by)) && !is_manner(tree, child)) an_arguments_add(out, AN_SLOT_SUBJECT, token, AN_OWN);
        else an_arguments_add(out, slot_of_case(tree, child), token, AN_OWN);
        break;
    default: break;
    }
}

/* "arrested and deported five men": what one verb of a pair lacks, the other has. */
static void add_shared_object(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    enum { NEAR = 4 };
    uint32_t head = an_tree_head(tree, verb), object;
    if (tree->tokens[verb].deprel == AN_DEPREL_CONJ && head != AN_NONE && an_tree_is_verb(tree, head) && !an_tree_is_passive(tree, head)) {
        object = an_tree_child(tree, head, AN_DEPREL_OBJ);
        if (object != AN_NONE && object > verb) an_arguments_add(out, AN_SLOT_OBJECT, object, AN_INHERITED);
    }
    AN_FOR_CHILDREN(tree, child, verb) {
        if (tree->tokens[child].deprel != AN_DEPREL_CONJ || !an_tree_is_verb(tree, child) || child - verb > NEAR || an_tree_has_subject(tree, child)) continue;
        object = an_tree_child(tree, child, AN_DEPREL_OBJ);
        if (object != AN_NONE) an_arguments_add(out, AN_SLOT_OBJECT, object, AN_INHERITED);
    }
}

/* "the town that rebels seized", "the town seized by rebels". */
static void add_gap(const an_tree *tree, uint32_t verb, bool is_passive, an_arguments *out)
{
    const an_token *t = tree->tokens + verb;
    uint32_t head = an_tree_head(tree, verb);
    if (t->deprel != AN_DEPREL_ACL || head == AN_NONE) return;
    if (t->subrel == AN_SUBREL_RELCL) {
        if (!is_passive && an_own_subject(tree, verb) != AN_NONE && an_own_subject(tree, verb) != head && !has_slot(out, AN_SLOT_OBJECT)) an_arguments_add(out, AN_SLOT_OBJECT, head, AN_INHERITED);
    } else if (is_passive && !has_slot(out, AN_SLOT_OBJECT)) {
        an_arguments_add(out, AN_SLOT_OBJECT, head, AN_INHERITED);
    }
}

static bool is_when_or_where(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if ((mentions[m].kind == AN_MENTION_TIME || mentions[m].kind == AN_MENTION_PLACE) && mentions[m].head_token == token + tree->first) return true;
    return false;
}

/* Somebody, as far as the sentence tells: by himself, or by whose he is ("the party's disciplinary body"). */
static bool is_somebody(const an_tree *tree, uint32_t noun)
{
    if (tree->actor_at[noun] != AN_NONE || tree->tokens[noun].name == AN_NAME_PERSON) return true;
    if (an_tree_lemma_in(tree, noun, tree->grammar->people) || an_tree_lemma_in(tree, noun, tree->grammar->containers) || an_tree_lemma_in(tree, noun, tree->grammar->violent_doers)) return true;
    AN_FOR_CHILDREN(tree, child, noun)
        if (child < noun && tree->actor_at[child] != AN_NONE) return true;
    return false;
}

/* A word on the way down from a passive to its agent that the agent may have been hung on: where, when or of what; not an act ("in a raid by"), nor
 * somebody to whom or of whom it is done. */
static bool is_between(const an_tree *tree, uint32_t noun)
{
    const an_grammar *g = tree->grammar;
    an_word w = an_tree_case(tree, noun);
    bool is_matter = w != AN_NONE && (w == g->of || w == g->for_ || w == g->to || w == g->from) && tree->actor_at[noun] == AN_NONE;
    if (an_tree_is_verb(tree, noun) || an_tree_lemma_in(tree, noun, g->violence_words)) return false;
    bool is_sum = tree->tokens[noun].upos == AN_UPOS_NUM || tree->tokens[noun].upos == AN_UPOS_SYM; /* "fined $5 million by the court" */
    return is_matter || is_sum || is_when_or_where(tree, noun) || tree->tokens[noun].upos == AN_UPOS_ADJ || (w != AN_NONE && w != g->of && an_frames_has(g->frames, g->where, w));
}

/* "Is accused of fraud by prosecutors", "were shot dead in Graz, Austria, by settlers", with the agent hung on what stands between. */
static void add_agent_below(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    enum { LINKS_MAX = 4 };
    const an_grammar *g = tree->grammar;
    for (uint32_t t = verb + 1; t < tree->count && g->by != AN_NONE; t++) {
        an_deprel relation = (an_deprel)tree->tokens[t].deprel;
        uint32_t up = an_tree_head(tree, t);
        if ((relation != AN_DEPREL_NMOD && relation != AN_DEPREL_OBL && relation != AN_DEPREL_CONJ && relation != AN_DEPREL_APPOS) || an_tree_case(tree, t) != g->by || is_when_or_where(tree, t) || is_manner(tree, t) || !is_somebody(tree, t)) continue;
        for (int i = 0; i < LINKS_MAX && up != AN_NONE && up > verb && is_between(tree, up); i++) up = an_tree_head(tree, up);
        if (up == verb) an_arguments_add(out, AN_SLOT_SUBJECT, t, AN_INHERITED);
        if (up == verb) return;
    }
}

/* Whether two passives tell of one doer: harm done to some and to others, or one breath ("was seized and taken away"); not "was convicted and was
 * executed by". */
static bool shares_agent(const an_tree *tree, uint32_t verb, uint32_t other)
{
    const an_grammar *g = tree->grammar;
    if (tree->tokens[other].deprel != AN_DEPREL_CONJ || !an_tree_is_verb(tree, other) || !an_tree_is_passive(tree, other)) return false;
    if (an_tree_lemma_in(tree, verb, g->suffered) && an_tree_lemma_in(tree, other, g->suffered)) return true;
    return an_tree_child(tree, other, AN_DEPREL_AUX) == AN_NONE && !an_tree_has_subject(tree, other);
}

/* "Six were killed and nine abducted by gunmen": the last of joined passives names who did them all. */
static void add_shared_agent(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    uint32_t agent = AN_NONE;
    AN_FOR_CHILDREN(tree, child, verb)
        if (shares_agent(tree, verb, child)) agent = an_agent_of(tree, child);
    if (agent != AN_NONE && !is_when_or_where(tree, agent)) an_arguments_add(out, AN_SLOT_SUBJECT, agent, AN_INHERITED);
}

/* "Died at the hands of the rebels": by the rebels. */
static void add_hands(const an_tree *tree, uint32_t verb, bool is_passive, an_arguments *out)
{
    AN_FOR_CHILDREN(tree, child, verb) {
        if (tree->tokens[child].deprel != AN_DEPREL_OBL || !an_str_is(tree->tokens[child].form, "hands") || an_tree_child(tree, child, AN_DEPREL_CASE) == AN_NONE || !an_str_is(tree->tokens[an_tree_child(tree, child, AN_DEPREL_CASE)].lemma, "at")) continue;
        AN_FOR_CHILDREN(tree, owner, child)
            if (tree->tokens[owner].deprel == AN_DEPREL_NMOD && an_tree_case(tree, owner) == tree->grammar->of) an_arguments_add(out, is_passive ? AN_SLOT_SUBJECT : AN_SLOT_PREPOSITION + tree->grammar->by, owner, AN_NESTED);
    }
}

/* "The judge ordered nine ministers jailed": she has it done. */
static void add_orderer(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    uint32_t head = an_tree_head(tree, verb);
    bool is_reduced = tree->tokens[verb].deprel == AN_DEPREL_ACL && tree->tokens[verb].subrel != AN_SUBREL_RELCL;
    if (is_reduced) head = head == AN_NONE ? AN_NONE : an_verb_of_object(tree, head); /* "ordered two ministers jailed", read as "who were jailed" */
    if (head == AN_NONE || (!is_reduced && tree->tokens[verb].deprel != AN_DEPREL_XCOMP && tree->tokens[verb].deprel != AN_DEPREL_CCOMP) || an_tree_child(tree, verb, AN_DEPREL_AUX) != AN_NONE) return;
    if (an_tree_lemma_in(tree, head, tree->grammar->ordering) && !an_tree_is_passive(tree, head)) an_arguments_add(out, AN_SLOT_SUBJECT, an_subject_of(tree, head), AN_INHERITED);
}

/* A phrase behind the verb that completes it, as "under fire" does; not one that tells when: "after talks with Chad". */
static bool is_bearing(const an_tree *tree, uint32_t verb, const an_argument *a)
{
    const an_grammar *g = tree->grammar;
    an_word w = a->slot >= AN_SLOT_PREPOSITION ? a->slot - AN_SLOT_PREPOSITION : AN_NONE;
    bool completes = w != AN_NONE && (w == g->under || w == g->into || w == g->to || w == g->on || w == g->for_ || w == g->in);
    return completes && a->distance == AN_OWN && a->token > verb && tree->actor_at[a->token] == AN_NONE && tree->tokens[a->token].upos == AN_UPOS_NOUN;
}

/* "Sent doctors from bases in Chad to Niger", "sends money from Chad's assets to Niger", with where to hung on where from. */
static void add_destination(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    if (g->to == AN_NONE || has_slot(out, AN_SLOT_PREPOSITION + g->to)) return;
    for (uint32_t t = verb + 1; t < tree->count; t++) {
        uint32_t head = an_tree_head(tree, t);
        if (tree->tokens[t].deprel != AN_DEPREL_NMOD || an_tree_case(tree, t) != g->to || head == AN_NONE || head < verb || an_tree_case(tree, head) == AN_NONE || an_tree_case(tree, head) != g->from) continue;
        for (int i = 0; i < AN_CLIMB_MAX && head != AN_NONE && head != verb && (tree->tokens[head].deprel == AN_DEPREL_NMOD || tree->tokens[head].deprel == AN_DEPREL_OBJ || tree->tokens[head].deprel == AN_DEPREL_OBL); i++) head = an_tree_head(tree, head);
        if (head == verb) an_arguments_add(out, AN_SLOT_PREPOSITION + g->to, t, AN_NESTED);
    }
}

/* "The march turned violent and police detained forty", read as "turned out detained": whoever stands right before a verb and its object does it. */
static bool is_misread_passive(const an_tree *tree, uint32_t verb)
{
    uint32_t object = an_tree_child(tree, verb, AN_DEPREL_OBJ);
    return tree->tokens[verb].deprel == AN_DEPREL_XCOMP && object != AN_NONE && object > verb && verb > 0 && an_own_subject(tree, verb) == verb - 1;
}

void an_arguments_of_verb(const an_tree *tree, uint32_t verb, an_arguments *out)
{
    bool is_passive = an_tree_is_passive(tree, verb) && !is_misread_passive(tree, verb);
    uint32_t subject = an_subject_of(tree, verb), object, nested;
    out->count = 0;
    AN_FOR_CHILDREN(tree, child, verb)
        add_child(tree, verb, child, is_passive, out);
    if (subject != AN_NONE) {
        uint32_t slot = !is_passive ? AN_SLOT_SUBJECT : has_slot(out, AN_SLOT_OBJECT) ? AN_SLOT_INDIRECT : AN_SLOT_OBJECT;
        an_arguments_add(out, slot, subject, an_own_subject(tree, verb) == subject ? AN_OWN : AN_INHERITED);
    }
    add_hands(tree, verb, is_passive, out);
    if (is_passive && !has_slot(out, AN_SLOT_SUBJECT)) add_agent_below(tree, verb, out);
    if (is_passive && !has_slot(out, AN_SLOT_SUBJECT)) add_shared_agent(tree, verb, out);
    if (is_passive && !has_slot(out, AN_SLOT_SUBJECT)) add_orderer(tree, verb, out);
    add_gap(tree, verb, is_passive, out);
    if (!is_passive && !has_slot(out, AN_SLOT_OBJECT)) add_shared_object(tree, verb, out);
    add_destination(tree, verb, out);
    nested = out->count;
    for (uint32_t i = 0; i < nested; i++) {
        object = out->items[i].token;
        if (is_bearing(tree, verb, out->items + i)) add_below_phrase(tree, object, out);
        if (out->items[i].slot != AN_SLOT_OBJECT) continue;
        if (is_known_actor(tree, object)) add_nested_beside_actor(tree, object, out);
        else add_nested(tree, object, out);
    }
}

uint32_t an_word_before_hyphen(const an_tree *tree, uint32_t participle)
{
    if (participle < 2 || !an_str_is(tree->tokens[participle - 1].form, "-")) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, participle)
        if (child < participle && tree->tokens[child].deprel != AN_DEPREL_PUNCT) return child;
    return AN_NONE;
}

/* "The US-led invasion", "the invasion led by the US": who leads or mounts an act does it. */
static void add_leader(const an_tree *tree, uint32_t participle, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    bool is_hyphened = tree->tokens[participle].deprel == AN_DEPREL_AMOD && participle > 0 && an_str_is(tree->tokens[participle - 1].form, "-");
    if (!an_tree_lemma_in(tree, participle, g->leading) || !an_tree_is_tagged(tree, participle, "VBN")) return;
    if (is_hyphened) an_arguments_add(out, AN_SLOT_PREPOSITION + g->by, an_word_before_hyphen(tree, participle), AN_OWN);
    else if (tree->tokens[participle].deprel == AN_DEPREL_ACL && tree->tokens[participle].subrel != AN_SUBREL_RELCL) an_arguments_add(out, AN_SLOT_PREPOSITION + g->by, an_agent_of(tree, participle), AN_OWN);
}

/* "Airstrikes from Russian jets", "fire from army positions": of those whose arms they are. */
static bool is_from_arms(const an_tree *tree, uint32_t phrase)
{
    const an_grammar *g = tree->grammar;
    uint32_t act = an_tree_head(tree, phrase);
    if (act == AN_NONE || (!an_tree_lemma_in(tree, act, g->weapons) && !an_tree_lemma_in(tree, act, g->violence_words))) return false;
    return an_tree_case(tree, phrase) != AN_NONE && an_tree_case(tree, phrase) == g->from && (an_tree_lemma_in(tree, phrase, g->forces) || an_tree_lemma_in(tree, phrase, g->weapons));
}

static void add_noun_child(const an_tree *tree, uint32_t child, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    const an_token *t = tree->tokens + child;
    uint32_t object;
    switch (t->deprel) {
    case AN_DEPREL_NMOD:
        if (t->subrel == AN_SUBREL_POSS) an_arguments_add(out, AN_SLOT_POSS, child, AN_OWN);
        else if (is_from_arms(tree, child)) an_arguments_add(out, AN_SLOT_PREPOSITION + g->by, child, AN_OWN);
        else if (an_tree_has_case(tree, child)) an_arguments_add(out, slot_of_case(tree, child), child, AN_OWN);
        else an_arguments_add(out, AN_SLOT_MODIFIER, child, AN_OWN);
        break;
    case AN_DEPREL_OBL:
        an_arguments_add(out, slot_of_case(tree, child), child, AN_OWN);
        break;
    case AN_DEPREL_COMPOUND:
    case AN_DEPREL_AMOD:
        add_leader(tree, child, out);
        an_arguments_add(out, AN_SLOT_MODIFIER, child, AN_OWN);
        break;
    case AN_DEPREL_ACL:
        if (t->subrel == AN_SUBREL_RELCL) break;
        add_leader(tree, child, out);
        if (!an_tree_is_tagged(tree, child, "VBG")) an_arguments_add(out, AN_SLOT_CLAUSE, child, AN_OWN);
        object = an_tree_child(tree, child, AN_DEPREL_OBJ);
        if (object == AN_NONE || !an_tree_lemma_in(tree, child, g->targeting)) break;
        an_arguments_add(out, AN_SLOT_PREPOSITION + (tree->lemmas[child] == g->involve ? g->between : g->against), object, AN_NESTED);
        break;
    default: break;
    }
}

/* "Chadian drone and rocket attacks", "Libyan air strikes", with the people hung on their weapon. */
static void add_owner_of_modifier(const an_tree *tree, uint32_t noun, uint32_t weapon, an_arguments *out)
{
    for (uint32_t i = 0; i < out->count; i++)
        if (out->items[i].slot == AN_SLOT_MODIFIER && tree->actor_at[out->items[i].token] != AN_NONE) return;
    AN_FOR_CHILDREN(tree, child, weapon)
        if ((tree->tokens[child].deprel == AN_DEPREL_AMOD || tree->tokens[child].deprel == AN_DEPREL_COMPOUND) && child < noun && is_known_actor(tree, child)) an_arguments_add(out, AN_SLOT_MODIFIER, child, AN_NESTED);
}

/* The actor behind the word's "by", if no other is known. */
static void add_phrase_by(const an_tree *tree, uint32_t above, an_deprel relation, an_arguments *out)
{
    an_word by = tree->grammar->by;
    AN_FOR_CHILDREN(tree, child, above)
        if (child > above && tree->tokens[child].deprel == relation && tree->actor_at[child] != AN_NONE && an_tree_case(tree, child) == by && by != AN_NONE && !has_slot(out, AN_SLOT_PREPOSITION + by)) an_arguments_add(out, AN_SLOT_PREPOSITION + by, child, AN_NESTED);
}

/* "violence by settlers against villagers": one phrase hung under the other. */
static void add_nested_roles(const an_tree *tree, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    uint32_t own = out->count;
    for (uint32_t i = 0; i < own; i++) {
        an_word above = out->items[i].slot - AN_SLOT_PREPOSITION;
        if (out->items[i].slot < AN_SLOT_PREPOSITION) continue;
        if (above != g->of && above != g->on && above != g->against && above != g->by && above != g->in && above != g->to) continue; /* not "during a visit by" */
        AN_FOR_CHILDREN(tree, child, out->items[i].token) {
            an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, child) : AN_NONE;
            if (w == AN_NONE || (w != g->by && w != g->against && w != g->on && w != g->to && w != g->for_ && w != g->with && w != g->between)) continue;
            if (w == g->by && above == g->against && tree->actor_at[out->items[i].token] == AN_NONE) continue; /* "protests against abuses by the army" */
            if (!has_slot(out, AN_SLOT_PREPOSITION + w)) an_arguments_add(out, AN_SLOT_PREPOSITION + w, child, AN_NESTED);
        }
        AN_FOR_CHILDREN(tree, other, out->items[i].token) /* "the arrest of Ann Lee and Omar Diallo by the police" */
            if (tree->tokens[other].deprel == AN_DEPREL_CONJ && above == g->of) add_phrase_by(tree, other, AN_DEPREL_NMOD, out);
    }
}

/* "Deplored the killing of six men in the town by the army", with the army hung on the verb: nothing active is done "by" somebody. */
static void add_by_of_verb(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    uint32_t verb = an_tree_head(tree, noun);
    if (verb == AN_NONE || !an_tree_is_verb(tree, verb) || an_tree_is_passive(tree, verb) || (tree->tokens[noun].deprel != AN_DEPREL_OBJ && tree->tokens[noun].deprel != AN_DEPREL_OBL)) return;
    if (verb < noun) add_phrase_by(tree, verb, AN_DEPREL_OBL, out);
}

/* "Is said to be a reprisal over the killing of nine men, days ago, by the army": whoever says so would stand before what is said. */
static void add_by_of_saying(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    enum { STEPS = 3 };
    uint32_t at = noun, verb = an_tree_head(tree, noun), phrase;
    for (int i = 0; i < STEPS && verb != AN_NONE && !an_tree_is_verb(tree, verb); i++) {
        at = verb;
        verb = an_tree_head(tree, verb);
    }
    if (verb == AN_NONE || at == noun || tree->tokens[at].deprel != AN_DEPREL_XCOMP || !an_tree_is_verb(tree, verb) || !an_tree_is_passive(tree, verb)) return;
    phrase = an_agent_of(tree, verb);
    if (phrase != AN_NONE && phrase > noun && tree->actor_at[phrase] != AN_NONE && !has_slot(out, AN_SLOT_PREPOSITION + tree->grammar->by)) an_arguments_add(out, AN_SLOT_PREPOSITION + tree->grammar->by, phrase, AN_NESTED);
}

/* "rejected talks with the opposition", "condemned the attack by Chad on the town": a phrase right behind the noun and what hangs on it that the
 * parser hung on the verb. */
static void add_adjacent(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    const an_grammar *g = tree->grammar;
    uint32_t head = an_tree_head(tree, noun), first, last, phrase;
    an_word w;
    if (head == AN_NONE || tree->tokens[noun].deprel != AN_DEPREL_OBJ) return;
    an_tree_extent(tree, noun, &first, &last);
    phrase = last + 1 < tree->count ? an_tree_head(tree, last + 1) : AN_NONE;
    if (phrase == AN_NONE || phrase <= last + 1 || tree->tokens[last + 1].deprel != AN_DEPREL_CASE || tree->tokens[phrase].deprel != AN_DEPREL_OBL || an_tree_head(tree, phrase) != head) return;
    w = an_tree_case(tree, phrase);
    if (w != AN_NONE && (w == g->with || w == g->between || w == g->against || w == g->on || w == g->of) && !has_slot(out, AN_SLOT_PREPOSITION + w)) an_arguments_add(out, AN_SLOT_PREPOSITION + w, phrase, AN_NESTED);
}

void an_arguments_of_noun(const an_tree *tree, uint32_t noun, an_arguments *out)
{
    uint32_t head = an_tree_head(tree, noun);
    out->count = 0;
    AN_FOR_CHILDREN(tree, child, noun)
        add_noun_child(tree, child, out);
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_COMPOUND && child < noun && an_tree_lemma_in(tree, child, tree->grammar->weapons)) add_owner_of_modifier(tree, noun, child, out);
    add_nested_roles(tree, out);
    add_adjacent(tree, noun, out);
    add_by_of_verb(tree, noun, out);
    add_by_of_saying(tree, noun, out);
    if (tree->tokens[noun].deprel == AN_DEPREL_CONJ && head != AN_NONE && !an_tree_is_verb(tree, head)) {
        AN_FOR_CHILDREN(tree, child, head) /* "Turkish air strikes and shelling" */
            if (tree->tokens[child].deprel == AN_DEPREL_NMOD && tree->tokens[child].subrel == AN_SUBREL_POSS && !has_slot(out, AN_SLOT_POSS) && an_tree_child(tree, noun, AN_DEPREL_DET) == AN_NONE)
                an_arguments_add(out, AN_SLOT_POSS, child, AN_INHERITED);
        if (an_tree_lemma_in(tree, head, tree->grammar->weapons)) add_owner_of_modifier(tree, noun, head, out);
    }
    AN_FOR_CHILDREN(tree, child, noun) { /* "a subject" of a copula or of a noun tagged as a verb */
        if (tree->tokens[child].deprel == AN_DEPREL_NSUBJ && an_tree_child(tree, noun, AN_DEPREL_COP) != AN_NONE) an_arguments_add(out, AN_SLOT_SUBJECT, child, AN_OWN);
    }
}
