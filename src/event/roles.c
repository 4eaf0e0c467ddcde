/* From words in slots to participants. An argument stands for an actor if its head is a mention of one; else whoever owns or
 * makes up the thing may be meant ("Taliban operations", "a group of rebels", "the Russian embassy"). Never deeper than that: an actor
 * somewhere inside of an argument is not the argument. */
#include "event/draft.h"

enum { OWNERS_DEPTH_MAX = 3 };

bool an_participant_is_known(const an_participant *p) { return p->actor.id.data != NULL; }

static bool is_same(const an_participant *a, const an_participant *b)
{
    if (a->actor.id.data && b->actor.id.data) return an_str_equal(a->actor.id, b->actor.id);
    return a->span.start == b->span.start && a->span.end == b->span.end;
}

bool an_participants_share(const an_participants *list, const an_participant *participant)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_same(list->items + i, participant)) return true;
    return false;
}

static void add(an_arena *arena, an_participants *list, const an_participant *p)
{
    if (list->count < AN_PARTICIPANTS_MAX && !an_participants_share(list, p)) AN_PUSH(arena, list, *p);
}

void an_participants_add(an_coder *coder, an_participants *list, const an_participant *participant) { add(coder->arena, list, participant); }

void an_participants_add_all(an_coder *coder, an_participants *list, const an_participants *more)
{
    for (size_t i = 0; i < more->count; i++) add(coder->arena, list, more->items + i);
}

static an_participant of_mention(const an_tree *tree, uint32_t mention)
{
    const an_mention *m = tree->document->mentions.items + mention;
    return (an_participant){.actor = m->actor, .span = m->span, .mention = mention};
}

/* The words of a noun phrase without what follows the noun: "twelve armed men". */
an_span an_words_of(const an_tree *tree, uint32_t token)
{
    uint32_t first = token, last = token;
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        bool is_before = relation == AN_DEPREL_AMOD || relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_NUMMOD;
        if (is_before && child < first) first = child;
        if (relation == AN_DEPREL_FLAT && child > last) last = child;
    }
    return (an_span){tree->tokens[first].span.start, tree->tokens[last].span.end};
}

/* "thousands rallied", "dozens were hurt": nothing is said of what they are, so they are people. */
static bool is_bare_number(const an_tree *tree, uint32_t token)
{
    return an_str_is(tree->tokens[token].xpos, "NNS") && an_tree_lemma_in(tree, token, tree->grammar->counts) && an_tree_child(tree, token, AN_DEPREL_NMOD) == AN_NONE;
}

/* "The yachtsman Ann Lee". */
static bool has_person_name(const an_tree *tree, uint32_t token)
{
    if (tree->tokens[token].upos != AN_UPOS_NOUN) return false;
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].name == AN_NAME_PERSON && (tree->tokens[child].deprel == AN_DEPREL_APPOS || tree->tokens[child].deprel == AN_DEPREL_FLAT)) return true;
    return false;
}

/* "Spain goalkeeper", "Chilean yachtsman". */
static void copy_country(const an_tree *tree, uint32_t token, an_actor *actor)
{
    AN_FOR_CHILDREN(tree, child, token) {
        const an_mention *m = tree->actor_at[child] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[child];
        bool is_before = tree->tokens[child].deprel == AN_DEPREL_COMPOUND || tree->tokens[child].deprel == AN_DEPREL_AMOD || (tree->tokens[child].deprel == AN_DEPREL_NMOD && child < token);
        if (m && is_before && m->actor.kind == AN_ACTOR_STATE) memcpy(actor->country, m->actor.country, AN_COUNTRY_BYTES);
    }
}

static bool is_people(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    if (is_bare_number(tree, token)) return true;
    if (an_tree_lemma_in(tree, token, tree->grammar->people)) return true;
    if (tree->tokens[token].upos == AN_UPOS_NOUN && (an_str_ends_with(tree->tokens[token].lemma, "man") || an_str_ends_with(tree->tokens[token].lemma, "woman"))) return true; /* "a stuntman" */
    if (tree->tokens[token].upos == AN_UPOS_PROPN && (tree->tokens[token].name == AN_NAME_PERSON || tree->tokens[token].name == AN_NAME_ORGANISATION)) return true;
    if (has_person_name(tree, token)) return true;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_QUANTITY && mentions[m].head_token == token + tree->first &&
            (mentions[m].quantity.kind == AN_QUANTITY_PEOPLE || mentions[m].quantity.kind == AN_QUANTITY_KILLED || mentions[m].quantity.kind == AN_QUANTITY_WOUNDED))
            return true;
    return false;
}

static void add_unknown(const an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    an_participant p = {.mention = AN_NONE, .span = an_words_of(tree, token)};
    p.actor.name = an_str_of_span(tree->document->article.text.data, p.span);
    p.actor.entry = AN_NONE;
    copy_country(tree, token, &p.actor);
    p.actor.kind = has_person_name(tree, token) || tree->tokens[token].name == AN_NAME_PERSON ? AN_ACTOR_PERSON : tree->tokens[token].name == AN_NAME_ORGANISATION ? AN_ACTOR_ORGANISATION : AN_ACTOR_POPULATION;
    if (tree->tokens[token].upos == AN_UPOS_PRON || (tree->tokens[token].upos == AN_UPOS_NUM && p.actor.name.length && p.actor.name.data[0] <= '9')) return; /* "injured 19": a number, no name */
    add(coder->arena, list, &p);
}

static bool resolve_one(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list);
static bool resolve_group(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list);

/* One person's name behind the title; of a title for several ("prime ministers Ann Lee of ... and ...") the first. */
static bool is_name_of(const an_tree *tree, uint32_t title, uint32_t child)
{
    bool is_one = an_str_is(tree->tokens[title].xpos, "NN") || an_str_is(tree->tokens[title].xpos, "NNP") || child == title + 1;
    return is_one && (tree->tokens[child].deprel == AN_DEPREL_APPOS || tree->tokens[child].deprel == AN_DEPREL_FLAT) && tree->tokens[child].name == AN_NAME_PERSON;
}

/* "The killing of Khan and the Chadian-led intervention": an act is nobody, though it be somebody's. */
static bool is_act(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    return coder->draft_count && coder->draft_at[token] != AN_NONE && tree->actor_at[token] == AN_NONE && coder->draft_at[token] < coder->draft_count && coder->drafts[coder->draft_at[token]].is_noun &&
           coder->drafts[coder->draft_at[token]].token == token;
}

static bool is_named_and_known(const an_tree *tree, uint32_t mention)
{
    const an_mention *m = mention == AN_NONE ? NULL : tree->document->mentions.items + mention;
    return m && m->actor.id.data && !m->is_generic;
}

static bool is_included(const an_tree *tree, uint32_t child, uint32_t above)
{
    bool is_phrase = tree->tokens[child].deprel == AN_DEPREL_NMOD || tree->tokens[child].deprel == AN_DEPREL_OBL;
    an_word w = is_phrase && child > above ? an_tree_case(tree, child) : AN_NONE;
    return w != AN_NONE && w == tree->grammar->include && is_named_and_known(tree, tree->actor_at[child]);
}

/* "A dozen states including Chad": those with names among them. */
static void resolve_included(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    an_participants found = {0};
    AN_FOR_CHILDREN(tree, child, token) {
        if (is_included(tree, child, token) && depth < OWNERS_DEPTH_MAX) resolve_group(coder, tree, child, depth + 1, &found);
        if (tree->tokens[child].subrel != AN_SUBREL_RELCL || tree->tokens[token].upos != AN_UPOS_PRON) continue;
        AN_FOR_CHILDREN(tree, inner, child) /* "anyone who helps them, including Chad" */
            if (is_included(tree, inner, child) && depth < OWNERS_DEPTH_MAX) resolve_group(coder, tree, inner, depth + 1, &found);
    }
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i)) add(coder->arena, list, found.items + i);
}

static bool resolve_group(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    bool is_found = resolve_one(coder, tree, token, depth, list);
    resolve_included(coder, tree, token, depth, list);
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ && list->count < AN_PARTICIPANTS_MAX && !is_act(coder, tree, child)) is_found = resolve_group(coder, tree, child, depth, list) || is_found;
        else if (is_name_of(tree, token, child)) /* "Secretary Ann Lee and the agency", with the agency hung on Lee */
            AN_FOR_CHILDREN(tree, other, child)
                if (tree->tokens[other].deprel == AN_DEPREL_CONJ && list->count < AN_PARTICIPANTS_MAX) is_found = resolve_group(coder, tree, other, depth, list) || is_found;
    return is_found;
}

/* "Kabul insiders" are people of the town, not its government. */
static bool is_home_town(const an_tree *tree, uint32_t child)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t head = an_tree_head(tree, child);
    if (mentions[tree->actor_at[child]].actor.kind != AN_ACTOR_GOVERNMENT || tree->tokens[child].upos != AN_UPOS_PROPN) return false;
    if (head == AN_NONE || (!an_str_is(tree->tokens[head].xpos, "NNS") && !is_people(tree, head))) return false;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_PLACE && mentions[m].head_token == child + tree->first) return true;
    return false;
}

static bool is_owner_relation(const an_tree *tree, uint32_t child, bool is_container)
{
    const an_token *t = tree->tokens + child;
    an_word preposition;
    if (t->deprel == AN_DEPREL_COMPOUND || t->deprel == AN_DEPREL_AMOD) return tree->actor_at[child] != AN_NONE && !is_home_town(tree, child);
    if (t->deprel != AN_DEPREL_NMOD) return false;
    if (t->subrel == AN_SUBREL_POSS) return true;
    preposition = an_tree_case(tree, child);
    if (preposition == AN_NONE) return tree->actor_at[child] != AN_NONE;
    return preposition == tree->grammar->of || (!is_container && preposition == tree->grammar->from);
}

/* "Saudi-led forces", "the rebel-held town": the word before the hyphen; AN_NONE. */
static uint32_t holder(const an_tree *tree, uint32_t token)
{
    AN_FOR_CHILDREN(tree, child, token) {
        if (tree->tokens[child].deprel == AN_DEPREL_AMOD && an_tree_lemma_in(tree, child, tree->grammar->holding) && an_word_before_hyphen(tree, child) != AN_NONE) return an_word_before_hyphen(tree, child);
    }
    return AN_NONE;
}

/* "The town seized by rebels": not theirs by that. */
static bool is_harm(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t number = coder->draft_count ? coder->draft_at[verb] : AN_NONE;
    if (an_tree_lemma_in(tree, verb, coder->grammar.weapons) || an_tree_lemma_in(tree, verb, coder->grammar.leading)) return false;
    return number != AN_NONE && number < coder->draft_count && (coder->drafts[number].event.type == AN_TYPE_ASSAULT || coder->drafts[number].event.type == AN_TYPE_COERCE);
}

/* "The missiles fired by the army", "the draft proposed by Chile": who made a thing what it is. */
static uint32_t maker(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    const an_mention *m = tree->actor_at[token] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[token];
    if ((m && (m->actor.sector_count || m->actor.country[0])) || an_tree_lemma_in(tree, token, tree->grammar->people)) return AN_NONE; /* "forces backed by Chad" */
    AN_FOR_CHILDREN(tree, child, token) {
        if (tree->tokens[child].deprel != AN_DEPREL_ACL || tree->tokens[child].subrel == AN_SUBREL_RELCL || !an_str_is(tree->tokens[child].xpos, "VBN") || is_harm(coder, tree, child)) continue;
        AN_FOR_CHILDREN(tree, agent, child)
            if (tree->tokens[agent].deprel == AN_DEPREL_OBL && an_tree_case(tree, agent) != AN_NONE && an_tree_case(tree, agent) == tree->grammar->by) return agent;
    }
    return AN_NONE;
}

/* Whoever owns, makes up or is named by what stands at the token. */
static bool resolve_owner(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    bool is_container = an_tree_lemma_in(tree, token, tree->grammar->containers), is_found = false, is_opposite = an_tree_lemma_in(tree, token, tree->grammar->opposites);
    if (depth >= OWNERS_DEPTH_MAX || (is_opposite && !an_tree_lemma_in(tree, token, tree->grammar->possessed))) return false;
    if (holder(tree, token) != AN_NONE && resolve_group(coder, tree, holder(tree, token), depth + 1, list)) return true;
    for (int pass = 0; pass < (is_opposite ? 1 : 2) && !is_found; pass++) /* possessors first */
        AN_FOR_CHILDREN(tree, child, token)
            if (is_owner_relation(tree, child, is_container) && (tree->tokens[child].subrel == AN_SUBREL_POSS) == (pass == 0)) is_found = resolve_group(coder, tree, child, depth + 1, list) || is_found;
    if (!is_found && maker(coder, tree, token) != AN_NONE) is_found = resolve_group(coder, tree, maker(coder, tree, token), depth + 1, list);
    return is_found;
}

/* "Ann Lee, the head of Amazon", "Omar Khan, a Tajik": a person is neither his firm nor his people, though a minister acts for the ministry. */
static bool is_more_than_one(const an_tree *tree, uint32_t name, uint32_t mention)
{
    an_actor_kind kind = tree->document->mentions.items[mention].actor.kind;
    return tree->tokens[name].name == AN_NAME_PERSON && (kind == AN_ACTOR_COMPANY || kind == AN_ACTOR_IGO || kind == AN_ACTOR_POPULATION || kind == AN_ACTOR_REGION || kind == AN_ACTOR_STATE);
}

/* "ISKP, the group that ..." and "the group, ISKP": the known one of the two. */
static uint32_t known_apposition(const an_tree *tree, uint32_t token)
{
    uint32_t head = an_tree_head(tree, token);
    if (tree->tokens[token].deprel == AN_DEPREL_APPOS && head != AN_NONE && is_named_and_known(tree, tree->actor_at[head])) return tree->actor_at[head];
    AN_FOR_CHILDREN(tree, child, token) {
        uint32_t mention = tree->actor_at[child];
        if (tree->tokens[child].deprel == AN_DEPREL_APPOS && is_named_and_known(tree, mention) && !is_more_than_one(tree, token, mention)) return mention;
    }
    return AN_NONE;
}

/* "The spokesman, Omar Haddad": whoever of the two is known, in the words of both. */
static an_participant of_apposition(const an_tree *tree, uint32_t token, uint32_t mention)
{
    an_participant p = of_mention(tree, mention);
    an_span words = an_words_of(tree, token);
    if (words.start < p.span.start) p.span.start = words.start;
    if (words.end > p.span.end) p.span.end = words.end;
    return p;
}

/* "The latter's ambassador", "its soldiers": who serves a body that the owner's word refers to stands for that body. */
static bool serves_owner(const an_tree *tree, uint32_t token, const an_mention *m)
{
    const an_mention *mentions = tree->document->mentions.items;
    if (!m || !m->is_generic || !m->actor.sector_count) return false;
    if (m->actor.sectors[0] != AN_SECTOR_GOV && m->actor.sectors[0] != AN_SECTOR_MIL && m->actor.sectors[0] != AN_SECTOR_COP) return false;
    AN_FOR_CHILDREN(tree, child, token) {
        uint32_t owner = tree->actor_at[child];
        if (tree->tokens[child].subrel != AN_SUBREL_POSS || owner == AN_NONE) continue;
        return mentions[owner].actor.id.data && mentions[owner].actor.kind != AN_ACTOR_PERSON;
    }
    return false;
}

/* "The rebels said they would leave": who says it, where nothing else is known of "they". */
static bool resolve_speaker_of_clause(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    static const char *const words[] = {"they", "it", "he", "she"};
    uint32_t clause = an_tree_head(tree, token), verb = clause == AN_NONE ? AN_NONE : an_tree_head(tree, clause), subject;
    bool is_subject_word = false;
    if (verb == AN_NONE || tree->tokens[token].deprel != AN_DEPREL_NSUBJ || tree->tokens[clause].deprel != AN_DEPREL_CCOMP || depth >= OWNERS_DEPTH_MAX) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) is_subject_word = is_subject_word || an_str_equal_ignoring_ascii_case(tree->tokens[token].form, an_str_from(words[i]));
    subject = is_subject_word ? an_subject_of(tree, verb) : AN_NONE;
    if (subject == AN_NONE || subject == token || an_tree_is_passive(tree, verb)) return false;
    return resolve_group(coder, tree, subject, depth + 1, list);
}

static bool is_somebodys(const an_tree *tree, uint32_t token)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].subrel == AN_SUBREL_POSS) return an_str_is(tree->tokens[token].xpos, "NN");
    return false;
}

static bool resolve_unknown(const an_coder *coder, const an_tree *tree, uint32_t token, uint32_t mention, int depth, an_participants *list)
{
    const an_mention *m = mention == AN_NONE ? NULL : tree->document->mentions.items + mention;
    uint32_t apposition = known_apposition(tree, token);
    an_participant p;
    if (apposition != AN_NONE) {
        p = of_apposition(tree, token, apposition);
        add(coder->arena, list, &p);
        return true;
    }
    if (tree->tokens[token].upos == AN_UPOS_PRON && resolve_speaker_of_clause(coder, tree, token, depth, list)) return true;
    if (serves_owner(tree, token, m) && resolve_owner(coder, tree, token, depth, list)) return true;
    if (m && (!m->is_generic || m->actor.kind == AN_ACTOR_PERSON) && (m->actor.country[0] || m->actor.sector_count || !m->is_generic)) {
        p = of_mention(tree, mention);
        add(coder->arena, list, &p);
        return true;
    }
    if ((!m || (m->is_generic && is_somebodys(tree, token))) && depth == 0 && has_person_name(tree, token)) { /* "his sister Ann Lee" */
        add_unknown(coder, tree, token, list);
        return true;
    }
    if (resolve_owner(coder, tree, token, depth, list)) return true;
    if (m && tree->tokens[token].upos != AN_UPOS_PRON) {
        p = of_mention(tree, mention);
        add(coder->arena, list, &p);
        return true;
    }
    if (depth == 0 && is_people(tree, token)) add_unknown(coder, tree, token, list);
    return list->count > 0;
}

static void add_chain(const an_coder *coder, const an_tree *tree, uint32_t token, const an_mention *m, an_participants *list)
{
    uint32_t mention = tree->actor_at[token];
    bool is_inside = token + tree->first >= m->first_token && token + tree->first < m->end_token;
    an_participant p;
    if (mention == AN_NONE || is_inside || !tree->document->mentions.items[mention].actor.id.data) return;
    p = of_mention(tree, mention);
    add(coder->arena, list, &p);
}

static bool is_in_mention(const an_tree *tree, uint32_t token, const an_mention *m) { return token + tree->first >= m->first_token && token + tree->first < m->end_token; }

/* "Hungarian and Romanian officials", "the presidents of Chile and Bolivia": the mention takes in one, the other has no noun. */
static void add_coordinated_owners(const an_coder *coder, const an_tree *tree, uint32_t token, const an_mention *m, an_participants *list)
{
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if (relation != AN_DEPREL_AMOD && relation != AN_DEPREL_COMPOUND && relation != AN_DEPREL_NMOD) continue;
        if (an_tree_child(tree, child, AN_DEPREL_CONJ) == AN_NONE) continue;
        if (relation == AN_DEPREL_NMOD && !is_in_mention(tree, child, m) && !is_in_mention(tree, an_tree_child(tree, child, AN_DEPREL_CONJ), m)) continue; /* "Chad and Niger's ministers" */
        add_chain(coder, tree, child, m, list);
        AN_FOR_CHILDREN(tree, other, child)
            if (tree->tokens[other].deprel == AN_DEPREL_CONJ) add_chain(coder, tree, other, m, list);
    }
}

/* Several mentions may have one head: "Russian" and "Ukrainian officials" of "Russian and Ukrainian officials", each of "both countries". */
static void add_all_at(const an_coder *coder, const an_tree *tree, uint32_t token, uint32_t best, an_participants *list)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        bool is_apart = mentions[m].end_token <= mentions[best].first_token || mentions[m].first_token >= mentions[best].end_token;
        bool is_other = m != best && (is_apart || mentions[m].actor.resolution == AN_RESOLUTION_COREFERENCE); /* "both countries" has a mention for each */
        an_participant p;
        if (mentions[m].kind != AN_MENTION_ACTOR || !mentions[m].actor.id.data || (m != best && (!is_other || mentions[m].head_token != token + tree->first))) continue;
        p = of_mention(tree, m);
        add(coder->arena, list, &p);
    }
}

/* Of whom a predicate noun speaks: "they are the group that", "they stand out as the group that", "he described them as the group that"; AN_NONE. */
static uint32_t subject_of_predicate(const an_tree *tree, uint32_t noun)
{
    uint32_t preposition = an_tree_child(tree, noun, AN_DEPREL_CASE), verb = an_tree_head(tree, noun);
    if (an_tree_child(tree, noun, AN_DEPREL_COP) != AN_NONE) return an_tree_child(tree, noun, AN_DEPREL_NSUBJ);
    if (preposition == AN_NONE || verb == AN_NONE || tree->tokens[noun].deprel != AN_DEPREL_OBL || !an_str_is(tree->tokens[preposition].lemma, "as") || !an_tree_is_verb(tree, verb)) return AN_NONE;
    return an_tree_child(tree, verb, AN_DEPREL_OBJ) != AN_NONE ? an_tree_child(tree, verb, AN_DEPREL_OBJ) : an_subject_of(tree, verb);
}

/* "The rebels are the group that the army fights", "one such fighter was the bomber who struck": of a nameless predicate noun, whom its subject names. */
static bool resolve_by_copula(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    uint32_t subject = depth < OWNERS_DEPTH_MAX && tree->tokens[token].upos == AN_UPOS_NOUN ? subject_of_predicate(tree, token) : AN_NONE;
    an_participants found = {0};
    if (subject == AN_NONE || subject == token) return false;
    AN_FOR_CHILDREN(tree, child, token)
        if (an_tree_lemma_in(tree, child, tree->grammar->negations)) return false;
    if (!resolve_group(coder, tree, subject, depth + 1, &found)) return false;
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i)) add(coder->arena, list, found.items + i);
    return list->count > 0;
}

/* "A Taliban faction, the Haqqanis": the name beside a body that is known only by whose it is; AN_NONE. */
static uint32_t name_beside(const an_tree *tree, uint32_t token, const an_mention *m)
{
    if (tree->tokens[token].upos != AN_UPOS_NOUN || m->actor.kind == AN_ACTOR_PERSON) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, token) {
        const an_mention *name = is_named_and_known(tree, tree->actor_at[child]) ? tree->document->mentions.items + tree->actor_at[child] : NULL;
        if (name && tree->tokens[child].deprel == AN_DEPREL_APPOS && tree->tokens[child].upos == AN_UPOS_PROPN && (name->actor.kind == AN_ACTOR_ARMED_GROUP || name->actor.kind == AN_ACTOR_PARTY)) return tree->actor_at[child];
    }
    return AN_NONE;
}

static bool resolve_one(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    uint32_t mention = tree->actor_at[token];
    const an_mention *m = mention == AN_NONE ? NULL : tree->document->mentions.items + mention;
    size_t before = list->count;
    if ((!m || m->is_generic || !m->actor.id.data) && resolve_by_copula(coder, tree, token, depth, list) && list->count > before) return true;
    if (m && m->is_generic && known_apposition(tree, token) != AN_NONE) { /* "ISKP, the group that ..." */
        an_participant p = of_apposition(tree, token, known_apposition(tree, token));
        add(coder->arena, list, &p);
        return true;
    }
    if (m && m->actor.id.data && name_beside(tree, token, m) != AN_NONE) {
        an_participant p = of_apposition(tree, token, name_beside(tree, token, m));
        add(coder->arena, list, &p);
        return true;
    }
    if (m && m->actor.id.data) {
        add_all_at(coder, tree, token, mention, list);
        add_coordinated_owners(coder, tree, token, m, list);
        return true;
    }
    return resolve_unknown(coder, tree, token, mention, depth, list) && list->count > before;
}

/* "The Israeli raid", "police firing": a name that is known, or a noun of those who bear arms. */
static bool is_acting_modifier(const an_tree *tree, uint32_t token)
{
    const an_mention *m = tree->actor_at[token] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[token];
    an_sector sector = m && m->actor.sector_count ? (an_sector)m->actor.sectors[0] : AN_SECTOR_NONE;
    if (!m) return false;
    if (m->actor.id.data) return true;
    return tree->tokens[token].upos == AN_UPOS_NOUN && (sector == AN_SECTOR_COP || sector == AN_SECTOR_MIL || sector == AN_SECTOR_REB || sector == AN_SECTOR_UAF || sector == AN_SECTOR_PRM);
}

/* Adds whom the argument means to `list`, conjuncts and all; returns how many. A modifier ("the Israeli raid") counts only if it is an
 * actor that is known. */
uint32_t an_resolve(const an_coder *coder, const an_tree *tree, uint32_t token, bool is_modifier, an_participants *list)
{
    size_t before = list->count;
    if (is_modifier && !is_acting_modifier(tree, token)) return 0;
    resolve_group(coder, tree, token, 0, list);
    return (uint32_t)(list->count - before);
}

/* A place that suffers, is visited or is helped ("bombed Kabul") stands for its state. */
bool an_add_state_of_place(const an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    const an_mention *mentions = tree->document->mentions.items;
    an_date_range date = tree->document->article.published;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        an_participant p = {.mention = AN_NONE, .span = mentions[m].span};
        uint32_t entry;
        if (mentions[m].kind != AN_MENTION_PLACE || mentions[m].head_token != token + tree->first || !mentions[m].place.country[0]) continue;
        entry = coder->actors ? an_actors_state(coder->actors, mentions[m].place.country, date) : AN_NONE;
        if (entry == AN_NONE) return false;
        an_actors_describe(coder->arena, coder->actors, entry, date, &p.actor);
        p.actor.resolution = AN_RESOLUTION_COMPOSED;
        add(coder->arena, list, &p);
        return true;
    }
    return false;
}

/* "Fired rockets into Chad and Niger". */
static bool add_states_of_places(const an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    bool is_found = an_add_state_of_place(coder, tree, token, list);
    AN_FOR_CHILDREN(tree, child, token)
        if (is_found && tree->tokens[child].deprel == AN_DEPREL_CONJ) an_add_state_of_place(coder, tree, child, list);
    return is_found;
}

/* An argument that is itself an event ("condemned the attack") means those who did it. */
static const an_draft *event_in(const an_coder *coder, const an_draft *draft, uint32_t token)
{
    uint32_t number = coder->draft_at[token];
    if (number == AN_NONE || coder->drafts + number == draft) return NULL;
    return coder->drafts + number;
}

static bool takes_doers(an_event_type type)
{
    return type == AN_TYPE_ACCUSE || type == AN_TYPE_SUPPORT || type == AN_TYPE_REQUEST || type == AN_TYPE_REJECT || type == AN_TYPE_CONCEDE || type == AN_TYPE_AGREE;
}

/* "Condemned the act and the threats made by the army": those who did the second, where nobody is told of the first. */
static void fill_from_other_acts(an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token, an_participants *list)
{
    AN_FOR_CHILDREN(tree, child, token) {
        const an_draft *inner = tree->tokens[child].deprel == AN_DEPREL_CONJ ? event_in(coder, draft, child) : NULL;
        if (tree->tokens[child].deprel != AN_DEPREL_CONJ || list->count) continue;
        if (inner && inner->is_noun) an_participants_add_all(coder, list, &inner->event.actors);
        if (!list->count && maker(coder, tree, child) != AN_NONE) an_resolve(coder, tree, maker(coder, tree, child), false, list);
    }
}

static bool is_joined_behind(const an_tree *tree, uint32_t token, uint32_t clause)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ && child > clause) return true;
    return false;
}

/* "Chad, which Libya annexed, and Niger": what is joined behind the clause is not of it. */
static uint32_t resolve_argument(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_argument *argument, an_participants *list)
{
    uint32_t clause = draft->is_noun ? AN_NONE : an_tree_first_conjunct(tree, draft->token);
    size_t before = list->count;
    if (clause == AN_NONE || tree->tokens[clause].subrel != AN_SUBREL_RELCL || an_tree_head(tree, clause) != argument->token || !is_joined_behind(tree, argument->token, clause)) return an_resolve(coder, tree, argument->token, argument->slot == AN_SLOT_MODIFIER, list);
    resolve_one(coder, tree, argument->token, 0, list);
    AN_FOR_CHILDREN(tree, child, argument->token)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ && child < clause) resolve_group(coder, tree, child, 0, list);
    return (uint32_t)(list->count - before);
}

static bool fill_from_argument(an_coder *coder, const an_tree *tree, an_draft *draft, const an_argument *argument, an_participants *list)
{
    const an_draft *inner = event_in(coder, draft, argument->token);
    if (inner && inner->is_noun && tree->actor_at[argument->token] == AN_NONE) {
        if (takes_doers(draft->event.type) || argument->slot == AN_SLOT_SUBJECT) an_participants_add_all(coder, list, &inner->event.actors);
        if (takes_doers(draft->event.type) && !list->count && inner->frame->both.count) an_participants_add_all(coder, list, &inner->event.recipients); /* "refused talks with Chad" */
        if (!list->count && takes_doers(draft->event.type) && maker(coder, tree, argument->token) != AN_NONE) an_resolve(coder, tree, maker(coder, tree, argument->token), false, list); /* "dismissed a complaint filed by" */
        if (!list->count && takes_doers(draft->event.type)) fill_from_other_acts(coder, tree, draft, argument->token, list);
        return list->count > 0;
    }
    if (resolve_argument(coder, tree, draft, argument, list) > 0) return true;
    if (list == &draft->event.recipients && argument->slot == AN_SLOT_OBJECT && takes_doers(draft->event.type)) fill_from_other_acts(coder, tree, draft, argument->token, list);
    if (list->count) return true;
    return list == &draft->event.recipients && draft->event.type != AN_TYPE_PROTEST && add_states_of_places(coder, tree, argument->token, list);
}

/* "clashes between supporters of the party and the police", with the police hung on the party: there are always two between whom it is. */
static void resolve_second_side(an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    if (list->count != 1 || an_tree_child(tree, token, AN_DEPREL_CONJ) != AN_NONE) return;
    AN_FOR_CHILDREN(tree, child, token) {
        bool is_phrase = tree->tokens[child].deprel == AN_DEPREL_NMOD, is_glued = tree->tokens[child].deprel == AN_DEPREL_COMPOUND;
        AN_FOR_CHILDREN(tree, other, child) {
            if (tree->tokens[other].deprel != AN_DEPREL_CONJ || (!is_phrase && !is_glued)) continue;
            if (is_phrase) an_resolve(coder, tree, other, false, list);
            else resolve_one(coder, tree, child, 0, list); /* "between police and opposition supporters" */
        }
    }
}

/* "A barrage of rockets": what is fired is hit by nobody. */
static bool is_fired(const an_tree *tree, const an_draft *draft, const an_argument *argument)
{
    return draft->is_noun && draft->event.type == AN_TYPE_ASSAULT && argument->slot == AN_SLOT_PREPOSITION + tree->grammar->of && tree->actor_at[argument->token] == AN_NONE && an_tree_lemma_in(tree, argument->token, tree->grammar->weapons);
}

static bool fill_from_slot(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t slot, an_participants *list)
{
    bool is_found = false;
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_argument *argument = draft->arguments.items + i;
        uint32_t token = argument->token;
        if (argument->slot != slot || is_fired(tree, draft, argument)) continue;
        if (slot == AN_SLOT_CLAUSE) { /* its subject is meant */
            token = an_subject_of(tree, token);
            if (token != AN_NONE) is_found = an_resolve(coder, tree, token, false, list) > 0 || is_found;
        } else if (fill_from_argument(coder, tree, draft, argument, list)) {
            is_found = true;
            if (slot == AN_SLOT_PREPOSITION + coder->grammar.between) resolve_second_side(coder, tree, token, list);
            if (slot == AN_SLOT_SUBJECT && argument->distance == AN_INHERITED) draft->has_inherited_actor = true;
        }
    }
    return is_found;
}

static void fill_first(an_coder *coder, const an_tree *tree, an_draft *draft, an_range slots, an_participants *list)
{
    for (uint32_t i = 0; i < slots.count; i++)
        if (fill_from_slot(coder, tree, draft, coder->frames->numbers[slots.first + i], list)) return;
}

static void fill_default_actor(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_grammar *g = &coder->grammar;
    const uint32_t of_noun[] = {AN_SLOT_PREPOSITION + g->by, AN_SLOT_POSS, AN_SLOT_MODIFIER, AN_SLOT_PREPOSITION + g->between};
    if (!draft->is_noun) {
        fill_from_slot(coder, tree, draft, AN_SLOT_SUBJECT, &draft->event.actors);
        return;
    }
    for (size_t i = 0; i < sizeof of_noun / sizeof *of_noun && !draft->event.actors.count; i++) fill_from_slot(coder, tree, draft, of_noun[i], &draft->event.actors);
    for (uint32_t i = 0; i < draft->arguments.count && !draft->event.actors.count; i++) /* "a barrage of rockets fired by the rebels" */
        if (is_fired(tree, draft, draft->arguments.items + i) && maker(coder, tree, draft->arguments.items[i].token) != AN_NONE) an_resolve(coder, tree, maker(coder, tree, draft->arguments.items[i].token), false, &draft->event.actors);
}

static void fill_default_recipient(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_grammar *g = &coder->grammar;
    const uint32_t of_noun[] = {AN_SLOT_PREPOSITION + g->on, AN_SLOT_PREPOSITION + g->against, AN_SLOT_PREPOSITION + g->of};
    if (!draft->is_noun) {
        fill_from_slot(coder, tree, draft, AN_SLOT_OBJECT, &draft->event.recipients);
        return;
    }
    for (size_t i = 0; i < sizeof of_noun / sizeof *of_noun && !draft->event.recipients.count; i++) fill_from_slot(coder, tree, draft, of_noun[i], &draft->event.recipients);
}

/* The subject of "carry out" or "suffer" takes its role before anything that hangs on the noun. */
static void fill_from_light(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants *list = draft->light->gives == AN_GIVES_RECIPIENT ? &draft->event.recipients : &draft->event.actors;
    if (draft->light->gives != AN_GIVES_NONE) fill_from_slot(coder, tree, draft, AN_SLOT_SUBJECT, list);
}

void an_participants_remove_doubled(an_participants *recipients, const an_participants *actors)
{
    size_t kept = 0;
    for (size_t i = 0; i < recipients->count; i++) {
        const an_participant *p = recipients->items + i;
        bool is_same_words = false;
        for (size_t k = 0; k < actors->count; k++) is_same_words = is_same_words || (actors->items[k].span.start == p->span.start && actors->items[k].span.end == p->span.end);
        if (!is_same_words) recipients->items[kept++] = *p;
    }
    recipients->count = kept;
}

/* "The Observatory reports eight killed by guards", read as the observatory's deed: those who watch and write bear no arms. */
static void remove_witnesses(const an_draft *draft, an_participants *actors)
{
    size_t kept = 0;
    if (draft->event.type != AN_TYPE_ASSAULT || draft->is_noun) return;
    for (size_t i = 0; i < actors->count; i++)
        if (actors->items[i].actor.kind != AN_ACTOR_NGO && actors->items[i].actor.kind != AN_ACTOR_MEDIA) actors->items[kept++] = actors->items[i];
    actors->count = kept;
}

/* "After a meeting with the envoy, the rebels agreed": the rebels met him. */
static void add_other_side(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = an_tree_head(tree, draft->top), preposition = an_tree_child(tree, draft->top, AN_DEPREL_CASE), subject;
    if (!draft->is_noun || draft->event.actors.count != 1 || verb == AN_NONE || preposition == AN_NONE || tree->tokens[draft->top].deprel != AN_DEPREL_OBL || !an_tree_is_verbal(tree, verb)) return;
    if (tree->lemmas[preposition] != coder->grammar.in && !an_tree_lemma_in(tree, preposition, coder->grammar.occasions)) return;
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_POSS || draft->arguments.items[i].slot == AN_SLOT_PREPOSITION + coder->grammar.between) return;
    if (draft->event.type != AN_TYPE_CONSULT || an_tree_is_passive(tree, verb) || (subject = an_subject_of(tree, verb)) == AN_NONE) return;
    if (an_resolve(coder, tree, subject, false, &draft->event.actors)) draft->has_inherited_actor = true;
}

/* Where the other side stands: whom one fights, meets or trades with; not the object that a passive's subject is ("was locked in battle"). */
static bool is_other_side(const an_grammar *g, uint32_t slot, bool is_passive)
{
    return (slot == AN_SLOT_OBJECT && !is_passive) || slot == AN_SLOT_PREPOSITION + g->with || slot == AN_SLOT_PREPOSITION + g->against || slot == AN_SLOT_PREPOSITION + g->on;
}

static void fill_side(an_coder *coder, const an_tree *tree, an_draft *draft, bool is_other, an_participants *list)
{
    an_range slots = draft->frame->both;
    bool is_passive = !draft->is_noun && an_tree_is_passive(tree, draft->token);
    for (uint32_t i = 0; i < slots.count; i++) {
        uint32_t slot = coder->frames->numbers[slots.first + i];
        if (is_other_side(&coder->grammar, slot, is_passive) == is_other) fill_from_slot(coder, tree, draft, slot, list);
    }
}

/* "Turkey wants talks with Chad": whose wish they are, where the verb tells no event of its own. */
static void fill_from_governor(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = an_verb_of_object(tree, draft->top), subject;
    an_participants found = {0};
    if (!draft->is_noun || verb == AN_NONE || coder->draft_at[verb] != AN_NONE || an_tree_is_passive(tree, verb) || (subject = an_subject_of(tree, verb)) == AN_NONE) return;
    an_resolve(coder, tree, subject, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i)) add(coder->arena, &draft->event.actors, found.items + i);
    draft->has_inherited_actor = draft->has_inherited_actor || draft->event.actors.count > 0;
}

/* Acts of two sides. Who stands alone where the other side does is the other side: "the means to fight the rebels"; but of "six were killed in a clash
 * with the rebels" it is they who are known to have fought. */
static void fill_both(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants others = {0}, *actors = &draft->event.actors;
    fill_side(coder, tree, draft, false, actors);
    if (draft->is_noun && !actors->count) fill_default_actor(coder, tree, draft);
    fill_side(coder, tree, draft, true, &others);
    if (!actors->count && others.count) fill_from_governor(coder, tree, draft);
    if (!actors->count) {
        *actors = others;
        add_other_side(coder, tree, draft);
        if (actors->count > others.count || draft->frame->recipient.count || (draft->is_noun && draft->event.type == AN_TYPE_ASSAULT)) return;
        draft->event.recipients = others;
        *actors = (an_participants){0};
        return;
    }
    an_participants_add_all(coder, actors, &others);
    add_other_side(coder, tree, draft);
}

void an_assign_roles(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_frame *frame = draft->frame;
    if (draft->light) fill_from_light(coder, tree, draft);
    if (frame->both.count) {
        fill_both(coder, tree, draft);
    } else if (!draft->event.actors.count) {
        if (frame->actor.count) fill_first(coder, tree, draft, frame->actor, &draft->event.actors);
        else fill_default_actor(coder, tree, draft);
    }
    if (!draft->event.recipients.count) {
        if (frame->recipient.count) fill_first(coder, tree, draft, frame->recipient, &draft->event.recipients);
        else if (!frame->both.count) fill_default_recipient(coder, tree, draft);
    }
    an_participants_remove_doubled(&draft->event.recipients, &draft->event.actors);
    remove_witnesses(draft, &draft->event.actors);
}
