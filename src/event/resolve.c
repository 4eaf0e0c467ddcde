/* From words to participants. An argument stands for an actor if its head is a mention of one; else whoever owns or
 * makes up the thing may be meant ("Taliban operations", "a group of rebels", "the Russian embassy"). Never deeper than that: an actor
 * somewhere inside of an argument is not the argument. */
#include "event/draft.h"

enum { OWNERS_DEPTH_MAX = 3 };

bool an_participant_is_known(const an_participant *p) { return p->actor.id.data != NULL; }

an_participant an_participant_of_words(const an_tree *tree, an_span words, an_actor_kind kind)
{
    an_participant p = {.mention = AN_NONE, .span = words};
    p.actor.name = an_str_of_span(tree->document->article.text.data, words);
    p.actor.kind = kind;
    p.actor.entry = AN_NONE;
    return p;
}

bool an_participants_know_one(const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (an_participant_is_known(list->items + i)) return true;
    return false;
}

bool an_actor_has_sector(const an_actor *actor, uint32_t sector)
{
    for (uint32_t i = 0; i < actor->sector_count; i++)
        if (actor->sectors[i] == sector) return true;
    return false;
}

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

/* "Spain goalkeeper", "the Norwegian Pension Fund". */
static void copy_country(const an_tree *tree, uint32_t token, an_actor *actor)
{
    AN_FOR_CHILDREN(tree, child, token) {
        const an_mention *m = tree->actor_at[child] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[child];
        bool is_before = tree->tokens[child].deprel == AN_DEPREL_COMPOUND || tree->tokens[child].deprel == AN_DEPREL_AMOD || (tree->tokens[child].deprel == AN_DEPREL_NMOD && child < token);
        if (m && is_before && m->actor.kind == AN_ACTOR_STATE) memcpy(actor->country, m->actor.country, AN_COUNTRY_BYTES);
    }
}

static an_span join(an_span a, an_span b) { return (an_span){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end}; }

/* "House and Senate", read as one name. */
static bool is_side_of_pair(const an_tree *tree, uint32_t token) { return tree->tokens[token].deprel == AN_DEPREL_CONJ || an_tree_child(tree, token, AN_DEPREL_CONJ) != AN_NONE; }

/* "Union" of "the Caledonian Union", "Mayor of London Sadiq" of "... Sadiq Khan": who is in no dictionary is called by all words of the name. */
static void widen_to_name(const an_tree *tree, uint32_t token, an_participant *p)
{
    an_span name = an_tree_name(tree, token);
    bool is_inside = name.start >= p->span.start && name.end <= p->span.end;
    if (p->actor.id.data || tree->tokens[token].name == AN_NAME_NONE || is_side_of_pair(tree, token) || is_inside || name.start > p->span.end || name.end < p->span.start) return;
    p->span = join(p->span, name);
    p->actor.name = an_str_of_span(tree->document->article.text.data, p->span);
    if (!p->actor.country[0]) copy_country(tree, token, &p->actor);
}

/* "The record holder in the marathon Ann Lee", "the payment firm Zeta": the name that stands beside a noun for one, with no comma before it; AN_NONE. */
static uint32_t name_beside_noun(const an_tree *tree, uint32_t noun)
{
    if (tree->tokens[noun].name != AN_NAME_NONE || !(an_str_is(tree->tokens[noun].xpos, "NN") || an_str_is(tree->tokens[noun].xpos, "NNP"))) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, noun) {
        bool is_beside = tree->tokens[child].deprel == AN_DEPREL_APPOS || tree->tokens[child].deprel == AN_DEPREL_FLAT, is_name = tree->tokens[child].name == AN_NAME_PERSON || tree->tokens[child].name == AN_NAME_ORGANISATION;
        if (child > noun && is_beside && is_name && tree->tokens[child].starts_name && tree->tokens[child - 1].upos != AN_UPOS_PUNCT) return child;
    }
    return AN_NONE;
}

/* Who has no entry is called by the name that stands beside the noun. */
static void add_name_beside(const an_tree *tree, uint32_t noun, an_participant *p)
{
    uint32_t name = p->actor.id.data ? AN_NONE : name_beside_noun(tree, noun), mention = name == AN_NONE ? AN_NONE : tree->actor_at[name];
    an_span words;
    if (name == AN_NONE) return;
    words = an_tree_name(tree, name);
    if (words.start >= p->span.start && words.end <= p->span.end) return;
    if (mention != AN_NONE && !tree->document->mentions.items[mention].is_generic) {
        p->mention = mention;
        words = join(words, tree->document->mentions.items[mention].span);
    }
    p->span = join(p->span, words);
    p->actor.name = an_str_of_span(tree->document->article.text.data, words);
    p->actor.kind = tree->tokens[name].name == AN_NAME_PERSON ? AN_ACTOR_PERSON : AN_ACTOR_ORGANISATION;
}

static an_participant of_mention(const an_tree *tree, uint32_t mention)
{
    const an_mention *m = tree->document->mentions.items + mention;
    an_participant p = {.actor = m->actor, .span = m->span, .mention = mention};
    uint32_t head = m->head_token - tree->first;
    if (head >= tree->count) return p;
    widen_to_name(tree, head, &p);
    add_name_beside(tree, head, &p);
    return p;
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

/* In the words of what hangs below the noun. */
bool an_participant_is_below(const an_tree *tree, uint32_t noun, const an_participant *p)
{
    uint32_t first, last;
    an_tree_extent(tree, noun, &first, &last);
    return p->span.start >= tree->tokens[first].span.start && p->span.end <= tree->tokens[last].span.end;
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
    bool is_person = has_person_name(tree, token) || tree->tokens[token].name == AN_NAME_PERSON;
    an_participant p = an_participant_of_words(tree, an_words_of(tree, token), is_person ? AN_ACTOR_PERSON : tree->tokens[token].name == AN_NAME_ORGANISATION ? AN_ACTOR_ORGANISATION : AN_ACTOR_POPULATION);
    copy_country(tree, token, &p.actor);
    add_name_beside(tree, token, &p);
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

static bool is_named_person(const an_tree *tree, const an_participant *p)
{
    return p->actor.kind == AN_ACTOR_PERSON && p->mention != AN_NONE && !tree->document->mentions.items[p->mention].is_generic;
}

static bool is_included(const an_tree *tree, uint32_t child, uint32_t above)
{
    bool is_phrase = tree->tokens[child].deprel == AN_DEPREL_NMOD || tree->tokens[child].deprel == AN_DEPREL_OBL;
    an_word w = is_phrase && child > above ? an_tree_case(tree, child) : AN_NONE;
    return w != AN_NONE && w == tree->grammar->include && tree->actor_at[child] != AN_NONE && !tree->document->mentions.items[tree->actor_at[child]].is_generic;
}

/* "Sanctions on nine leaders, including Ann Lee", with Ann Lee hung on the sanctions: the phrase of inclusion that follows with no other noun between; AN_NONE. */
static uint32_t included_beside(const an_tree *tree, uint32_t token)
{
    uint32_t above = an_tree_head(tree, token), next = AN_NONE;
    if (above == AN_NONE || above > token || !an_str_is(tree->tokens[token].xpos, "NNS")) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, above)
        if (child > token && next == AN_NONE && tree->tokens[child].deprel != AN_DEPREL_PUNCT) next = child;
    return next != AN_NONE && is_included(tree, next, above) ? next : AN_NONE;
}

/* "A dozen states including Chad": those with names among them. */
static void resolve_included(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    an_participants found = {0};
    uint32_t beside = included_beside(tree, token);
    if (beside != AN_NONE && depth < OWNERS_DEPTH_MAX) resolve_group(coder, tree, beside, depth + 1, &found);
    AN_FOR_CHILDREN(tree, child, token) {
        if (is_included(tree, child, token) && depth < OWNERS_DEPTH_MAX) resolve_group(coder, tree, child, depth + 1, &found);
        if (tree->tokens[child].subrel != AN_SUBREL_RELCL || tree->tokens[token].upos != AN_UPOS_PRON) continue;
        AN_FOR_CHILDREN(tree, inner, child) /* "anyone who helps them, including Chad" */
            if (is_included(tree, inner, child) && depth < OWNERS_DEPTH_MAX) resolve_group(coder, tree, inner, depth + 1, &found);
    }
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i) || is_named_person(tree, found.items + i)) add(coder->arena, list, found.items + i);
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

/* "Arab" of "the Arab Trade Bank", "Fishermen's" of "the Fishermen's Association": a word of the body's own name. */
static bool is_in_own_name(const an_tree *tree, uint32_t child, uint32_t token)
{
    an_span name = an_tree_name(tree, token);
    return tree->tokens[token].name == AN_NAME_ORGANISATION && tree->tokens[child].span.start >= name.start && tree->tokens[child].span.end <= name.end;
}

/* "A Uruguayan couple": people without a part to play are not their state. */
static bool is_home_of_people(const an_tree *tree, uint32_t child)
{
    const an_mention *m = tree->actor_at[child] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[child];
    uint32_t noun = an_tree_head(tree, child);
    return m && m->actor.kind == AN_ACTOR_STATE && tree->tokens[child].deprel == AN_DEPREL_AMOD && tree->actor_at[noun] == AN_NONE && tree->tokens[noun].upos == AN_UPOS_NOUN && an_tree_lemma_in(tree, noun, tree->grammar->people);
}

static bool is_owner_relation(const an_tree *tree, uint32_t child, bool is_container)
{
    const an_token *t = tree->tokens + child;
    an_word preposition;
    if (is_in_own_name(tree, child, an_tree_head(tree, child)) || is_home_of_people(tree, child)) return false;
    if (t->deprel == AN_DEPREL_AMOD && an_tree_lemma_in(tree, an_tree_head(tree, child), tree->grammar->peoples_marks)) return false; /* "her Dutch passport" */
    if (t->deprel == AN_DEPREL_COMPOUND || t->deprel == AN_DEPREL_AMOD) return tree->actor_at[child] != AN_NONE && !is_home_town(tree, child);
    if (t->deprel != AN_DEPREL_NMOD) return false;
    if (t->subrel == AN_SUBREL_POSS) return true;
    preposition = an_tree_case(tree, child);
    if (preposition == AN_NONE) return tree->actor_at[child] != AN_NONE;
    return preposition == tree->grammar->of || (!is_container && preposition == tree->grammar->from);
}

/* "Saudi-led forces", "the rebel-held town": the word before the hyphen, wherever it was hung; AN_NONE. */
uint32_t an_holder_of(const an_tree *tree, uint32_t token)
{
    AN_FOR_CHILDREN(tree, child, token) {
        bool is_held = tree->tokens[child].deprel == AN_DEPREL_AMOD && an_tree_lemma_in(tree, child, tree->grammar->holding) && child >= 2 && an_str_is(tree->tokens[child - 1].form, "-");
        if (!is_held) continue;
        return an_word_before_hyphen(tree, child) != AN_NONE ? an_word_before_hyphen(tree, child) : child - 2;
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
uint32_t an_maker_of(const an_coder *coder, const an_tree *tree, uint32_t token)
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

/* Of "the rebel-held town" the rebels, though nothing more is known of them. */
static bool resolve_holder(const an_coder *coder, const an_tree *tree, uint32_t held, int depth, an_participants *list)
{
    uint32_t token = an_holder_of(tree, held);
    size_t before = list->count;
    if (token == AN_NONE) return false;
    if (resolve_group(coder, tree, token, depth + 1, list)) return true;
    if (tree->tokens[token].upos == AN_UPOS_NOUN && an_tree_lemma_in(tree, token, tree->grammar->people)) add_unknown(coder, tree, token, list);
    return list->count > before;
}

/* "Family members of six miners": people by the word before, who are not those whose they are. */
static bool is_of_kin(const an_tree *tree, uint32_t token)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_COMPOUND && an_tree_lemma_in(tree, child, tree->grammar->opposites) && an_tree_lemma_in(tree, child, tree->grammar->people)) return true;
    return false;
}

/* Whoever owns, makes up or is named by what stands at the token. */
static bool resolve_owner(const an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    bool is_container = an_tree_lemma_in(tree, token, tree->grammar->containers), is_found = false, is_opposite = an_tree_lemma_in(tree, token, tree->grammar->opposites) || is_of_kin(tree, token);
    if (depth >= OWNERS_DEPTH_MAX || (is_opposite && !an_tree_lemma_in(tree, token, tree->grammar->possessed))) return false;
    if (resolve_holder(coder, tree, token, depth, list)) return true;
    for (int pass = 0; pass < (is_opposite ? 1 : 2) && !is_found; pass++) /* possessors first */
        AN_FOR_CHILDREN(tree, child, token)
            if (is_owner_relation(tree, child, is_container) && (tree->tokens[child].subrel == AN_SUBREL_POSS) == (pass == 0)) is_found = resolve_group(coder, tree, child, depth + 1, list) || is_found;
    if (!is_found && an_maker_of(coder, tree, token) != AN_NONE) is_found = resolve_group(coder, tree, an_maker_of(coder, tree, token), depth + 1, list);
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

/* "The militants", in these words, as the group that was named before. */
static an_participant of_group(const an_tree *tree, uint32_t token, uint32_t group)
{
    an_participant p = {.actor = tree->document->mentions.items[group].actor, .span = an_words_of(tree, token), .mention = tree->actor_at[token]};
    p.actor.resolution = AN_RESOLUTION_COREFERENCE;
    return p;
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
    uint32_t apposition = known_apposition(tree, token), group;
    an_participant p;
    if (apposition != AN_NONE) {
        p = of_apposition(tree, token, apposition);
        add(coder->arena, list, &p);
        return true;
    }
    if (tree->tokens[token].upos == AN_UPOS_PRON && resolve_speaker_of_clause(coder, tree, token, depth, list)) return true;
    group = an_group_meant(tree, token);
    if (group != AN_NONE) {
        p = of_group(tree, token, group);
        add(coder->arena, list, &p);
        return true;
    }
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

/* Of whom a predicate noun speaks: "they are the group that", "they remain the group that", "they proved to be the group that", "they stand out as the
 * group that", "he described them as the group that"; AN_NONE. */
static uint32_t subject_of_predicate(const an_tree *tree, uint32_t noun)
{
    uint32_t preposition = an_tree_child(tree, noun, AN_DEPREL_CASE), verb = an_tree_head(tree, noun);
    if (an_tree_child(tree, noun, AN_DEPREL_COP) != AN_NONE && an_tree_child(tree, noun, AN_DEPREL_NSUBJ) != AN_NONE) return an_tree_child(tree, noun, AN_DEPREL_NSUBJ);
    if (verb == AN_NONE || !an_tree_is_verb(tree, verb)) return AN_NONE;
    if (tree->tokens[noun].deprel == AN_DEPREL_XCOMP) return an_tree_lemma_in(tree, verb, tree->grammar->seeming) ? an_subject_of(tree, verb) : AN_NONE;
    if (preposition == AN_NONE || tree->tokens[noun].deprel != AN_DEPREL_OBL || !an_str_is(tree->tokens[preposition].lemma, "as")) return AN_NONE;
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
    uint32_t other_side = depth < OWNERS_DEPTH_MAX ? an_other_side(coder, tree, token) : AN_NONE;
    if (other_side != AN_NONE) return resolve_group(coder, tree, other_side, depth + 1, list);
    if (an_is_killed_speaker(coder, tree, token)) return false;
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

/* As an_resolve, without conjuncts. */
bool an_resolve_alone(const an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list) { return resolve_one(coder, tree, token, 0, list); }

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
