/* Recipients that stand further away than a frame's places, looked for when those hold nobody: first a known actor, or the state of a place,
 * in the phrases below the trigger ("an inquiry into abuses by the army of Chad", "agreed to set up clinics in Mali"), nearest first; then,
 * for acts that may touch things, the words of the thing itself. Found that way, the event is trusted less. */
#include "event/draft.h"

enum { REACH_STEPS_MAX = 24, REACH_DEPTH_MAX = 4 };

typedef struct reached {
    uint32_t token, depth;
} reached;

static bool is_mediation(const an_event *event) { return event->type == AN_TYPE_CONSULT && event->mode_count && event->modes[0] == AN_MODE_CONSULT_THIRD_PARTY; }

static bool has_reach(const an_event *event) { return event->type != AN_TYPE_ASSAULT && (event->type != AN_TYPE_CONSULT || is_mediation(event)); }

/* Where an act that changes what may be done there is done to whoever is there; words said somewhere are not. */
static bool touches_place(an_event_type type)
{
    return type == AN_TYPE_COERCE || type == AN_TYPE_RETREAT || type == AN_TYPE_CONCEDE || type == AN_TYPE_AID || type == AN_TYPE_SANCTION;
}

/* "Announced in Rome that he would step down", "was arrested in Rome", "sentenced in Rome": where, not to whom. */
static bool is_somewhere(const an_event *event)
{
    an_mode mode = event->mode_count ? event->modes[0] : AN_MODE_NONE;
    return mode == AN_MODE_RETREAT_RESIGN || mode == AN_MODE_COERCE_ARREST || mode == AN_MODE_SANCTION_CONVICT;
}

/* What is done to whoever may no longer do what he did. */
static bool is_ban(const an_draft *draft) { return draft->event.type == AN_TYPE_COERCE && !draft->is_noun && draft->event.mode_count && draft->event.modes[0] == AN_MODE_COERCE_RESTRICT; }

/* "Took to the streets of Chad". */
static bool is_quarter(const an_tree *tree, uint32_t noun) { return an_tree_lemma_in(tree, noun, tree->grammar->quarters); }

/* "A camp on the border with Chad": where it is. */
static bool is_where(const an_tree *tree, uint32_t noun) { return an_tree_lemma_in(tree, noun, tree->grammar->frontiers); }

/* "Blocked the streets in defiance of the junta". */
static bool is_reason(const an_tree *tree, uint32_t noun) { return an_str_is(tree->tokens[noun].lemma, "protest") || an_str_is(tree->tokens[noun].lemma, "defiance") || an_str_is(tree->tokens[noun].lemma, "opposition"); }

/* The harm that the noun tells of, where it is what is condemned, investigated or protested against; NULL. */
static const an_draft *harm_at(const an_coder *coder, const an_draft *draft, uint32_t noun)
{
    const an_draft *harm = coder->draft_at[noun] == AN_NONE ? draft : coder->drafts + coder->draft_at[noun];
    bool is_harm = harm->event.type == AN_TYPE_ASSAULT || (harm->event.mode_count && harm->event.modes[0] == AN_MODE_COERCE_ARREST);
    if (draft->event.type != AN_TYPE_ACCUSE && draft->event.type != AN_TYPE_PROTEST) return NULL;
    return harm != draft && harm->is_noun && is_harm ? harm : NULL;
}

/* "Protested over the trial of the mayor", "condemned his arrest"; not "demanded the arrest of", "called for the removal of". */
static bool is_suffered(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t noun)
{
    an_word w = an_tree_case(tree, noun);
    bool is_wished = w == AN_NONE ? tree->tokens[noun].deprel == AN_DEPREL_OBJ && an_tree_head(tree, noun) != draft->token : w == coder->grammar.for_;
    if (is_wished && draft->event.type == AN_TYPE_PROTEST) return false;
    if (harm_at(coder, draft, noun) || (draft->event.type == AN_TYPE_ACCUSE && an_tree_lemma_in(tree, noun, coder->grammar.punishment) && w != coder->grammar.of)) return true;
    return draft->event.type == AN_TYPE_PROTEST && an_tree_lemma_in(tree, noun, coder->grammar.blows);
}

static bool is_named_place(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_PLACE && mentions[m].head_token == token + tree->first) return tree->actor_at[token] == AN_NONE;
    return false;
}

static bool is_way_down(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t child, uint32_t from, uint32_t depth)
{
    const an_grammar *g = &coder->grammar;
    const an_token *t = tree->tokens + child;
    an_word w = an_tree_case(tree, child);
    const an_word ways[] = {g->of, g->to, g->with, g->against, g->for_, g->from, g->on, g->between, g->into, g->include};
    switch (t->deprel) {
    case AN_DEPREL_OBJ:
    case AN_DEPREL_IOBJ:
    case AN_DEPREL_XCOMP:
    case AN_DEPREL_CCOMP: return true;
    case AN_DEPREL_CONJ: return depth > 0 && t->upos == AN_UPOS_NOUN && tree->tokens[from].upos == AN_UPOS_NOUN; /* "bans and freezes on officials" */
    case AN_DEPREL_NSUBJ: return from != draft->token && from != draft->light_token && (tree->tokens[from].upos == AN_UPOS_VERB || (draft->event.type == AN_TYPE_ACCUSE && tree->tokens[from].deprel == AN_DEPREL_CCOMP));
    case AN_DEPREL_COMPOUND:
    case AN_DEPREL_AMOD: return tree->actor_at[child] != AN_NONE && !an_tree_lemma_in(tree, from, coder->grammar.peoples_marks);
    case AN_DEPREL_ADVCL: return draft->event.type == AN_TYPE_PROTEST && depth == 0 && an_tree_child(tree, child, AN_DEPREL_MARK) != AN_NONE && an_str_is(tree->tokens[an_tree_child(tree, child, AN_DEPREL_MARK)].xpos, "TO");
    case AN_DEPREL_ACL:
        if (an_tree_lemma_in(tree, draft->token, g->accusing) && an_is_marked_with_object_control(tree, child)) return false; /* "accused the law of harming Chad" */
        return t->subrel != AN_SUBREL_RELCL && depth < REACH_DEPTH_MAX - 1;
    case AN_DEPREL_OBL:
        if (child < from && depth == 0) return false; /* "on a visit to Chad he praised": a scene, no target */
        break;
    case AN_DEPREL_NMOD: break;
    default: return false;
    }
    if (from != draft->token && is_suffered(coder, tree, draft, from)) return w != AN_NONE && w == g->by; /* not the victim, nor the country */
    if (t->subrel == AN_SUBREL_POSS) return true;
    if (is_where(tree, from) || (w == g->for_ && depth == 0 && is_somewhere(&draft->event))) return false; /* "arrested for the murder of" */
    if (draft->event.type == AN_TYPE_MOBILIZE) return w != AN_NONE && (w == g->against || w == g->of || w == g->for_); /* "for a war against Chad"; where forces go is a place */
    if (t->subrel == AN_SUBREL_TMOD || t->subrel == AN_SUBREL_AGENT || w == AN_NONE) return false;
    if (draft->event.type == AN_TYPE_PROTEST && depth == 0 && w == g->in) return is_reason(tree, child);
    if (draft->event.type == AN_TYPE_PROTEST && depth == 0 && is_named_place(tree, child)) return w == g->against; /* "protested at the Plaza Mayor" */
    if (draft->event.type == AN_TYPE_PROTEST && depth == 0) return w == g->against || w == g->to || an_str_is(tree->tokens[an_tree_child(tree, child, AN_DEPREL_CASE)].lemma, "over") || an_str_is(tree->tokens[an_tree_child(tree, child, AN_DEPREL_CASE)].lemma, "at");
    if (w == g->by && is_ban(draft)) return child > from && !an_tree_is_passive(tree, draft->token); /* "bans rallies by the union", also with the union hung on the verb */
    if (w == g->by) return depth > 0 && (draft->event.type == AN_TYPE_PROTEST || draft->event.type == AN_TYPE_ACCUSE); /* "condemned killings by the army" */
    if (w == g->of && draft->event.type == AN_TYPE_PROTEST && is_quarter(tree, from)) return false;
    if (w == g->from && draft->event.type == AN_TYPE_AID && depth > 0) return false; /* "money from Russian assets" */
    if (w == g->in && (draft->event.type == AN_TYPE_PROTEST || draft->event.type == AN_TYPE_REQUEST)) return false; /* where, not against whom */
    if (w == g->in && draft->event.type == AN_TYPE_SUPPORT && an_tree_lemma_in(tree, from, coder->grammar.agreements)) return false; /* "sign an accord in Vietnam" */
    if (w == g->in) return (depth > 0 || touches_place(draft->event.type)) && !is_somewhere(&draft->event);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (w == ways[i]) return true;
    return false;
}

static bool is_time(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_TIME && token + tree->first >= mentions[m].first_token && token + tree->first < mentions[m].end_token) return true;
    return false;
}

/* By country, else by id: `bgr` and `bgr.gov`. */
static bool is_same_state(const an_actor *a, const an_actor *b)
{
    size_t length = 0;
    if (a->country[0] && b->country[0]) return strcmp(a->country, b->country) == 0;
    if (!a->id.data || !b->id.data) return false;
    while (length < a->id.length && a->id.data[length] != '.') length++;
    return length <= b->id.length && memcmp(a->id.data, b->id.data, length) == 0 && (length == b->id.length || b->id.data[length] == '.');
}

static bool is_of_actors_state(const an_draft *draft, const an_participant *p)
{
    for (size_t i = 0; i < draft->event.actors.count; i++)
        if (an_is_of_state(&draft->event.actors.items[i].actor) && is_same_state(&draft->event.actors.items[i].actor, &p->actor)) return true;
    return false;
}

/* "It recalled its ambassador": a state is not told to act on itself, but for what it does to those at home. */
static bool is_own_state(const an_draft *draft, const an_participant *p)
{
    return draft->event.type != AN_TYPE_COERCE && draft->event.type != AN_TYPE_CONCEDE && an_is_of_state(&p->actor) && is_of_actors_state(draft, p);
}

/* The actor's own state, told as whose the thing is with which something is done: "Chadian support", "flights from Chad", "between Chad and Niger"; in moving forces
 * also as these or as where they go. */
static bool is_own_side(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_participant *p)
{
    uint32_t head = an_participant_head(tree, p);
    an_word w = head == AN_NONE ? AN_NONE : an_tree_case(tree, an_tree_first_conjunct(tree, head));
    if (w != AN_NONE && w == coder->grammar.between) return draft->event.recipients.count > 1 && an_is_of_state(&p->actor) && is_of_actors_state(draft, p);
    if (!is_own_state(draft, p)) return false;
    if (draft->event.type == AN_TYPE_MOBILIZE) return true;
    return head != AN_NONE && (tree->tokens[head].upos == AN_UPOS_ADJ || (w != AN_NONE && w == coder->grammar.from && an_participants_share(&draft->event.actors, p)));
}

/* "Chad ruled out Chadian support for the rebels", "suspended flights from Chad to Niger", "ends the accord between Chad and Niger": whom the act is done to
 * stands elsewhere. */
static void drop_own_side(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_participants told = draft->event.recipients;
    an_participants kept = {0};
    if (draft->event.type == AN_TYPE_PROTEST || draft->event.type == AN_TYPE_ASSAULT || draft->event.type == AN_TYPE_REQUEST || draft->event.actors.count != 1) return;
    for (size_t i = 0; i < told.count; i++)
        if (!is_own_side(coder, tree, draft, told.items + i)) an_participants_add(coder, &kept, told.items + i);
    draft->event.recipients = kept;
}

/* Somebody with a name whom no dictionary knows: "President Alan Moyo". */
static bool is_named(const an_tree *tree, const an_participant *p)
{
    const an_mention *m = p->mention == AN_NONE ? NULL : tree->document->mentions.items + p->mention;
    return m && !m->is_generic && p->actor.kind == AN_ACTOR_PERSON && tree->tokens[m->head_token - tree->first].upos == AN_UPOS_PROPN;
}

/* "Gave in to demands from the union": of those with a part, though without a name, who ask or act. */
static bool is_asking(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token, const an_participant *p)
{
    an_word w = an_tree_case(tree, token);
    return (draft->event.type == AN_TYPE_CONCEDE || draft->event.type == AN_TYPE_REJECT) && p->actor.sector_count && w != AN_NONE && (w == coder->grammar.from || w == coder->grammar.by);
}

static void add_doers(an_coder *coder, an_draft *draft, const an_participants *doers)
{
    for (size_t i = 0; i < doers->count; i++)
        if (an_participant_is_known(doers->items + i) && !an_participants_share(&draft->event.actors, doers->items + i)) an_participants_add(coder, &draft->event.recipients, doers->items + i);
}

/* "Six websites, including Reddit and Facebook". */
static void resolve_named_among(an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_NMOD && child > token && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == coder->grammar.include && tree->tokens[child].upos == AN_UPOS_PROPN) an_resolve(coder, tree, child, false, list);
}

/* Known actors at the token who do not act themselves; else the state of the place that it names. */
static bool take_reached(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t token)
{
    an_participants found = {0};
    an_draft *d = draft;
    if (tree->tokens[token].upos == AN_UPOS_VERB || tree->tokens[token].upos == AN_UPOS_PRON || is_time(tree, token)) return false;
    if (harm_at(coder, draft, token)) {
        add_doers(coder, draft, &harm_at(coder, draft, token)->event.actors);
        return draft->event.recipients.count > 0;
    }
    if (is_reason(tree, token) && (tree->tokens[token].deprel == AN_DEPREL_OBJ || (an_tree_case(tree, token) != AN_NONE && an_tree_case(tree, token) == coder->grammar.in))) return false; /* "in opposition to the law", "voiced its opposition to" */
    if (tree->actor_at[token] != AN_NONE) an_resolve(coder, tree, token, false, &found);
    else resolve_named_among(coder, tree, token, &found);
    for (size_t i = 0; i < found.count; i++)
        if ((an_participant_is_known(found.items + i) || is_named(tree, found.items + i) || is_asking(coder, tree, draft, token, found.items + i)) && !an_participants_share(&d->event.actors, found.items + i) && !is_own_state(draft, found.items + i)) an_participants_add(coder, &d->event.recipients, found.items + i);
    if (d->event.recipients.count || found.count) return d->event.recipients.count > 0;
    if (!an_add_state_of_place(coder, tree, token, &found) || an_participants_share(&d->event.actors, found.items) || is_own_state(draft, found.items)) return false;
    an_participants_add(coder, &d->event.recipients, found.items);
    return true;
}

/* Of those who are helped, refused or asked, no more need be known than that they are people. */
static bool is_type_of_people(an_event_type type)
{
    return type == AN_TYPE_AID || type == AN_TYPE_REJECT || type == AN_TYPE_THREATEN || type == AN_TYPE_COERCE || type == AN_TYPE_SANCTION || type == AN_TYPE_ACCUSE ||
           type == AN_TYPE_CONCEDE || type == AN_TYPE_RETREAT;
}

/* "Hurricane Ann". */
static bool is_nature(const an_tree *tree, uint32_t token)
{
    if (an_tree_lemma_in(tree, token, tree->grammar->nature)) return true;
    AN_FOR_CHILDREN(tree, child, token)
        if ((tree->tokens[child].deprel == AN_DEPREL_COMPOUND || tree->tokens[child].deprel == AN_DEPREL_FLAT || tree->tokens[child].subrel == AN_SUBREL_DESC) && an_tree_lemma_in(tree, child, tree->grammar->nature)) return true;
    return false;
}

/* "Withdrew its troops", "sent troops": those whom one moves are one's own. */
static bool are_own_forces(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    bool is_move = draft->event.type == AN_TYPE_RETREAT || draft->event.type == AN_TYPE_MOBILIZE || draft->event.type == AN_TYPE_SANCTION;
    return is_move && tree->tokens[token].deprel == AN_DEPREL_OBJ && an_tree_lemma_in(tree, token, coder->grammar.forces);
}

static bool take_people(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t token)
{
    an_participants found = {0};
    if (are_own_forces(coder, tree, draft, token) || is_nature(tree, token)) return false;
    bool is_named = tree->tokens[token].upos == AN_UPOS_PROPN && (tree->tokens[token].name == AN_NAME_PERSON || tree->tokens[token].name == AN_NAME_ORGANISATION);
    if (!is_type_of_people(draft->event.type) || (!is_named && (tree->tokens[token].upos != AN_UPOS_NOUN || !an_tree_lemma_in(tree, token, coder->grammar.people)))) return false;
    an_resolve(coder, tree, token, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (!an_participants_share(&draft->event.actors, found.items + i)) an_participants_add(coder, &draft->event.recipients, found.items + i);
    return draft->event.recipients.count > 0;
}

/* Breadth first from the words in the queue; those who need only be people come last. */
static void search(an_coder *coder, const an_tree *tree, an_draft *draft, reached queue[REACH_STEPS_MAX], uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (queue[i].depth > 0 && (take_reached(coder, tree, draft, queue[i].token) || (draft->event.type == AN_TYPE_AID && take_people(coder, tree, draft, queue[i].token)))) {
            draft->is_reached = true;
            return;
        }
        if (queue[i].depth >= REACH_DEPTH_MAX) continue;
        AN_FOR_CHILDREN(tree, child, queue[i].token)
            if (count < REACH_STEPS_MAX && is_way_down(coder, tree, draft, child, queue[i].token, queue[i].depth)) queue[count++] = (reached){child, queue[i].depth + 1};
    }
    for (uint32_t i = 0; i < count && !draft->is_reached; i++) draft->is_reached = queue[i].depth > 0 && take_people(coder, tree, draft, queue[i].token);
}

/* "Gave millions to promote farming in Chad": told of nobody to whom, those whom the purpose names. */
static void search_purpose(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    reached queue[REACH_STEPS_MAX];
    if (draft->event.recipients.count || draft->event.type != AN_TYPE_AID) return;
    AN_FOR_CHILDREN(tree, child, draft->token)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVCL && an_tree_has_to(tree, child) && !draft->event.recipients.count) {
            queue[0] = (reached){child, 1};
            search(coder, tree, draft, queue, 1);
        }
}

/* "The lecture is alleged to have caused two men to attack": it is accused, and not they. */
static bool is_accused_itself(const an_tree *tree, const an_draft *draft)
{
    return draft->event.type == AN_TYPE_ACCUSE && !draft->is_noun && an_tree_is_passive(tree, draft->token) && an_own_subject(tree, draft->token) != AN_NONE;
}

/* "Opened an inquiry into claims that two soldiers abused children in Kenya": the soldiers are looked into, not Kenya. False: no such
 * deed is told. */
static bool reach_suspected(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    bool is_inquiry = draft->event.type == AN_TYPE_ACCUSE && draft->event.mode_count && draft->event.modes[0] == AN_MODE_ACCUSE_INVESTIGATE, is_found = false;
    for (uint32_t i = 0; i < coder->draft_count && is_inquiry && !draft->event.recipients.count; i++) {
        const an_draft *deed = coder->drafts + i;
        bool is_told = deed != draft && !deed->is_noun && (tree->tokens[deed->token].deprel == AN_DEPREL_ACL || tree->tokens[deed->token].deprel == AN_DEPREL_CCOMP) && tree->tokens[deed->token].subrel != AN_SUBREL_RELCL;
        if (!is_told || (deed->event.type != AN_TYPE_ASSAULT && deed->event.type != AN_TYPE_COERCE) || !(an_tree_dominates(tree, draft->token, deed->token) || (draft->light_token != AN_NONE && an_tree_dominates(tree, draft->light_token, deed->token)))) continue;
        for (size_t k = 0; k < deed->event.actors.count; k++)
            if (!an_participants_share(&draft->event.actors, deed->event.actors.items + k)) an_participants_add(coder, &draft->event.recipients, deed->event.actors.items + k);
        draft->is_reached = draft->is_reached || draft->event.recipients.count > 0;
        is_found = is_found || deed->event.actors.count > 0;
    }
    return is_found;
}

static void reach_recipient(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    reached queue[REACH_STEPS_MAX];
    uint32_t count = 0;
    const an_frame *frame = draft->frame;
    bool has_none = frame->recipient.count && coder->frames->numbers[frame->recipient.first] == AN_SLOT_NONE;
    if (is_accused_itself(tree, draft)) return;
    if (draft->event.recipients.count || (frame->both.count && draft->event.actors.count > 1) || (has_none && !touches_place(draft->event.type) && draft->event.type != AN_TYPE_MOBILIZE) || !has_reach(&draft->event)) return;
    queue[count++] = (reached){draft->token, 0};
    if (draft->light_token != AN_NONE) queue[count++] = (reached){draft->light_token, 0};
    for (uint32_t i = 0; i < draft->part_count && draft->event.type == AN_TYPE_PROTEST; i++) queue[count++] = (reached){draft->parts[i], 0}; /* "a strike in protest at" */
    search(coder, tree, draft, queue, count);
    search_purpose(coder, tree, draft);
}

enum { ANTI_BYTES = 5, GOVERNMENT_ID_BYTES = 16 };

/* "Israel" of "anti-Israel", "government" of "anti-government"; empty. */
static an_str opposed_word(an_str form)
{
    bool is_against = form.length > ANTI_BYTES && an_str_equal_ignoring_ascii_case((an_str){form.data, ANTI_BYTES}, AN_STR("anti-"));
    return is_against ? (an_str){form.data + ANTI_BYTES, form.length - ANTI_BYTES} : (an_str){0};
}

/* "Putin", "Macron": of all who are called so the one who holds an office at the date; others only by a name of their own ("NATO", "the Taliban"). */
static bool is_meant_by(const an_coder *coder, const an_form *form)
{
    an_date_range date = coder->document->article.published;
    if (form->kind == AN_FORM_SURNAME) return an_actors_office_of(coder->actors, form->entry, date) != AN_NONE;
    return (form->kind == AN_FORM_NAME || form->kind == AN_FORM_ALIAS || form->kind == AN_FORM_ADJECTIVE) && an_validity_meets(form->validity, date);
}

/* The state that the word names, or whose adjective it is ("French"); else who alone is meant by it; AN_NONE. */
static uint32_t party_named(const an_coder *coder, an_str word)
{
    an_phrase_match match;
    uint32_t found = AN_NONE;
    bool are_several = false;
    if (!coder->actors || !an_phrase_lookup(&coder->actors->phrases, word, &match)) return AN_NONE;
    for (uint32_t i = 0; i < match.value_count; i++) {
        const an_form *form = coder->actors->forms + match.values[i];
        if (!is_meant_by(coder, form)) continue;
        if (form->kind != AN_FORM_SURNAME && an_actors_kind(coder->actors, form->entry, coder->document->article.published) == AN_ACTOR_STATE) return form->entry;
        are_several = are_several || (found != AN_NONE && found != form->entry);
        found = form->entry;
    }
    return are_several ? AN_NONE : found;
}

/* Of "government" the one of the country where it happens, or of whoever protests. */
static bool add_government(an_coder *coder, const an_draft *draft, an_span words, an_participants *list)
{
    const an_event *event = &draft->event;
    const char *country = event->place.is_known && event->place.place.country[0] ? event->place.place.country : event->actors.count ? event->actors.items[0].actor.country : "";
    an_participant p = {.mention = AN_NONE, .span = words};
    an_date_range date = coder->document->article.published;
    uint32_t state = coder->actors && country[0] ? an_actors_state(coder->actors, country, date) : AN_NONE, entry;
    char id[GOVERNMENT_ID_BYTES];
    an_str name = state == AN_NONE ? (an_str){0} : an_actors_id(coder->actors, state);
    if (!name.length || name.length + sizeof ".gov" > sizeof id) return false;
    memcpy(id, name.data, name.length);
    memcpy(id + name.length, ".gov", sizeof ".gov");
    entry = an_actors_by_id(coder->actors, an_str_from(id));
    if (entry == AN_NONE) return false;
    an_actors_describe(coder->arena, coder->actors, entry, date, &p.actor);
    p.actor.resolution = AN_RESOLUTION_COMPOSED;
    an_participants_add(coder, list, &p);
    return true;
}

/* Of "anti-Israeli and anti-American protests" both. */
static void add_opposed(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t noun, an_deprel relation)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        bool is_before = tree->tokens[child].deprel == relation || (relation == AN_DEPREL_AMOD && tree->tokens[child].deprel == AN_DEPREL_COMPOUND);
        an_str word = is_before ? opposed_word(tree->tokens[child].form) : (an_str){0};
        uint32_t entry = word.length ? party_named(coder, word) : AN_NONE;
        an_participant p = {.mention = AN_NONE, .span = tree->tokens[child].span};
        if (!word.length) continue;
        if (relation == AN_DEPREL_AMOD) add_opposed(coder, tree, draft, child, AN_DEPREL_CONJ);
        if (entry == AN_NONE && an_str_equal_ignoring_ascii_case(word, AN_STR("government"))) add_government(coder, draft, p.span, &draft->event.recipients);
        if (entry == AN_NONE) continue;
        an_actors_describe(coder->arena, coder->actors, entry, coder->document->article.published, &p.actor);
        an_participants_add(coder, &draft->event.recipients, &p);
    }
}

/* "An anti-Israel protest", "anti-government riots", "anti-French propaganda": against whom, in the noun's own adjective. */
static void reach_opposed(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    bool is_against = draft->event.type == AN_TYPE_PROTEST || (draft->event.mode_count && draft->event.modes[0] == AN_MODE_COERCE_MISINFORMATION);
    if (!is_against || draft->event.recipients.count) return;
    add_opposed(coder, tree, draft, draft->top, AN_DEPREL_AMOD);
    for (uint32_t i = 0; i < draft->arguments.count && !draft->event.recipients.count; i++) { /* "joined an anti-Israel protest", "anti-Israel protesters marched" */
        const an_argument *a = draft->arguments.items + i;
        bool is_told = a->slot == AN_SLOT_OBJECT || (a->slot == AN_SLOT_SUBJECT && draft->event.mode_count && draft->event.modes[0] == AN_MODE_PROTEST_DEMO);
        if (is_told && a->distance == AN_OWN) add_opposed(coder, tree, draft, a->token, AN_DEPREL_AMOD);
    }
}

/* "Marched, accusing the mayor of fraud", "demanding that the mayor step down": whom the participle names is whom the protest is against. */
static bool is_aimed(const an_coder *coder, const an_tree *tree, uint32_t clause)
{
    const an_token *t = tree->tokens + clause;
    const an_event *event = coder->draft_at[clause] == AN_NONE ? NULL : &coder->drafts[coder->draft_at[clause]].event;
    if (!event || (t->deprel != AN_DEPREL_ADVCL && t->deprel != AN_DEPREL_ACL) || t->subrel == AN_SUBREL_RELCL || !an_tree_is_tagged(tree, clause, "VBG") || an_tree_child(tree, clause, AN_DEPREL_MARK) != AN_NONE) return false;
    return event->type == AN_TYPE_ACCUSE || (event->type == AN_TYPE_REQUEST && event->mode_count && event->modes[0] == AN_MODE_REQUEST_CHANGE);
}

static void reach_accused(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const uint32_t words[] = {draft->token, draft->light_token};
    if (draft->event.recipients.count || draft->event.type != AN_TYPE_PROTEST) return;
    for (size_t i = 0; i < sizeof words / sizeof *words && words[i] != AN_NONE; i++)
        AN_FOR_CHILDREN(tree, child, words[i]) {
            const an_participants *accused = is_aimed(coder, tree, child) ? &coder->drafts[coder->draft_at[child]].event.recipients : NULL;
            for (size_t k = 0; accused && k < accused->count; k++)
                if ((an_participant_is_known(accused->items + k) || is_named(tree, accused->items + k)) && !an_participants_share(&draft->event.actors, accused->items + k)) an_participants_add(coder, &draft->event.recipients, accused->items + k);
        }
    draft->is_reached = draft->is_reached || draft->event.recipients.count > 0;
}

/* "Sent a note to Chad asking for": of a participle that asks, whom the paper goes to. */
static void reach_addressee(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t above[2] = {an_tree_head(tree, draft->token), AN_NONE};
    an_deprel relation = (an_deprel)tree->tokens[draft->token].deprel;
    bool speaks = draft->event.type == AN_TYPE_REQUEST || draft->event.type == AN_TYPE_ACCUSE || draft->event.type == AN_TYPE_THREATEN;
    if (!speaks || draft->event.recipients.count || draft->is_noun || above[0] == AN_NONE || (relation != AN_DEPREL_ACL && relation != AN_DEPREL_ADVCL) || !an_tree_is_tagged(tree, draft->token, "VBG")) return;
    above[1] = relation == AN_DEPREL_ACL ? an_verb_of_object(tree, above[0]) : an_tree_child(tree, above[0], AN_DEPREL_OBJ);
    for (size_t i = 0; i < sizeof above / sizeof *above && above[i] != AN_NONE && !draft->event.recipients.count; i++)
        AN_FOR_CHILDREN(tree, child, above[i]) {
            an_deprel r = (an_deprel)tree->tokens[child].deprel;
            if ((r == AN_DEPREL_NMOD || r == AN_DEPREL_OBL) && child < draft->token && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == coder->grammar.to && take_reached(coder, tree, draft, child)) draft->is_reached = true;
        }
}

/* "The court freezes the accounts at the request of the ministry": who does what is asked was asked. */
static void reach_asked(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = an_tree_head(tree, draft->top), preposition = an_tree_child(tree, draft->top, AN_DEPREL_CASE), subject;
    an_participants found = {0};
    if (draft->event.type != AN_TYPE_REQUEST || draft->event.recipients.count || !draft->event.actors.count || !draft->is_noun || verb == AN_NONE || preposition == AN_NONE || tree->tokens[draft->top].deprel != AN_DEPREL_OBL || !an_tree_is_verb(tree, verb)) return;
    if (!an_str_is(tree->tokens[preposition].lemma, "at") && !an_str_is(tree->tokens[preposition].lemma, "follow") && !an_tree_lemma_in(tree, preposition, coder->grammar.occasions)) return;
    subject = an_tree_is_passive(tree, verb) ? an_agent_of(tree, verb) : an_subject_of(tree, verb);
    if (subject != AN_NONE) an_resolve(coder, tree, subject, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (!an_participants_share(&draft->event.actors, found.items + i)) an_participants_add(coder, &draft->event.recipients, found.items + i);
    draft->is_reached = draft->is_reached || draft->event.recipients.count > 0;
}

/* "Was expelled from the party following an investigation": he was investigated. */
static void reach_investigated(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = an_tree_head(tree, draft->top), preposition = an_tree_child(tree, draft->top, AN_DEPREL_CASE), subject;
    an_participants found = {0};
    bool is_inquiry = draft->event.mode_count && draft->event.modes[0] == AN_MODE_ACCUSE_INVESTIGATE;
    if (!is_inquiry || !draft->is_noun || draft->event.recipients.count || verb == AN_NONE || preposition == AN_NONE || !an_tree_is_verb(tree, verb) || !an_tree_is_passive(tree, verb)) return;
    if (!an_str_is(tree->tokens[preposition].lemma, "follow") && !an_tree_lemma_in(tree, preposition, coder->grammar.occasions)) return;
    subject = an_subject_of(tree, verb);
    if (subject != AN_NONE) an_resolve(coder, tree, subject, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (!an_participants_share(&draft->event.actors, found.items + i)) an_participants_add(coder, &draft->event.recipients, found.items + i);
    draft->is_reached = draft->is_reached || draft->event.recipients.count > 0;
}

static bool is_condition(const an_tree *tree, uint32_t clause)
{
    static const char *const words[] = {"if", "unless", "until", "till"};
    uint32_t mark = tree->tokens[clause].deprel == AN_DEPREL_ADVCL ? an_tree_child(tree, clause, AN_DEPREL_MARK) : AN_NONE;
    for (size_t i = 0; i < sizeof words / sizeof *words && mark != AN_NONE; i++)
        if (an_str_equal_ignoring_ascii_case(tree->tokens[mark].form, an_str_from(words[i]))) return true;
    return false;
}

/* "Until the army withdraws", "until the demands are met by the army". */
static uint32_t doer_in(const an_tree *tree, uint32_t clause) { return an_tree_is_passive(tree, clause) ? an_agent_of(tree, clause) : an_own_subject(tree, clause); }

/* "Warned that it would strike if Chad went on", "will not end the siege until the army withdraws": words turned to those on whom it depends. */
static void reach_condition(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t queue[REACH_DEPTH_MAX * 2], count = 0;
    if (draft->event.recipients.count || draft->is_noun || (draft->event.type != AN_TYPE_THREATEN && draft->event.type != AN_TYPE_REJECT && draft->event.type != AN_TYPE_AGREE)) return;
    queue[count++] = draft->token;
    for (uint32_t i = 0; i < count; i++)
        AN_FOR_CHILDREN(tree, child, queue[i]) {
            an_deprel relation = (an_deprel)tree->tokens[child].deprel;
            an_participants found = {0};
            uint32_t subject = is_condition(tree, child) ? doer_in(tree, child) : AN_NONE;
            if ((relation == AN_DEPREL_XCOMP || relation == AN_DEPREL_CCOMP) && count < sizeof queue / sizeof *queue) queue[count++] = child;
            if (subject != AN_NONE) an_resolve(coder, tree, subject, false, &found);
            for (size_t k = 0; k < found.count; k++)
                if ((an_participant_is_known(found.items + k) || found.items[k].actor.sector_count) && !an_participants_share(&draft->event.actors, found.items + k) && !is_own_state(draft, found.items + k)) an_participants_add(coder, &draft->event.recipients, found.items + k);
        }
    draft->is_reached = draft->is_reached || draft->event.recipients.count > 0;
}

static bool are_nameless_people(const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (an_participant_is_known(list->items + i) || (list->items[i].actor.kind != AN_ACTOR_POPULATION && list->items[i].actor.kind != AN_ACTOR_UNKNOWN && list->items[i].actor.kind != AN_ACTOR_COMPANY && list->items[i].actor.kind != AN_ACTOR_ORGANISATION)) return false;
    return list->count > 0;
}

/* "helps people in Chad and Mali": nameless people are helped with the states in which they live. */
static void reach_homes(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    if (draft->frame->type != AN_TYPE_AID || !are_nameless_people(&draft->event.recipients)) return;
    for (uint32_t t = draft->token + 1; t < tree->count; t++) {
        uint32_t at = an_tree_first_conjunct(tree, t), head = an_tree_head(tree, at);
        an_word w = an_tree_case(tree, at);
        if ((tree->tokens[at].deprel != AN_DEPREL_NMOD && tree->tokens[at].deprel != AN_DEPREL_OBL) || w == AN_NONE || w != coder->grammar.in || head == AN_NONE) continue;
        if (head != draft->token && head != draft->light_token && !an_tree_dominates(tree, draft->token, head)) continue;
        if (!an_add_state_of_place(coder, tree, t, &draft->event.recipients)) continue;
        if (is_own_state(draft, draft->event.recipients.items + draft->event.recipients.count - 1)) draft->event.recipients.count--;
        else draft->is_reached = true;
    }
}

/* "Chad and Mali reached a truce mediated by Oman": between those who reached it. */
static void reach_mediated(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t deal = tree->tokens[draft->token].deprel == AN_DEPREL_ACL && an_tree_is_passive(tree, draft->token) ? an_tree_head(tree, draft->token) : AN_NONE, verb = AN_NONE, subject = AN_NONE;
    an_participants found = {0};
    if (draft->event.type != AN_TYPE_CONSULT || !draft->event.mode_count || draft->event.modes[0] != AN_MODE_CONSULT_THIRD_PARTY || draft->event.recipients.count) return;
    if (deal != AN_NONE) verb = an_verb_of_object(tree, deal);
    if (verb != AN_NONE) subject = an_subject_of(tree, verb);
    else if (deal != AN_NONE && tree->tokens[deal].deprel == AN_DEPREL_NSUBJ && an_tree_is_passive(tree, an_tree_head(tree, deal))) subject = an_agent_of(tree, an_tree_head(tree, deal));
    if (subject != AN_NONE) an_resolve(coder, tree, subject, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i) && !an_participants_share(&draft->event.actors, found.items + i)) an_participants_add(coder, &draft->event.recipients, found.items + i);
    draft->is_reached = draft->is_reached || draft->event.recipients.count > 0;
}

/* Where nobody fills a role but a thing does, its words do: a participant without id and kind. It never makes an event worth keeping. */
void an_name_the_rest(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_settle_parties(coder, tree, draft);
    drop_own_side(coder, tree, draft);
    an_name_actor(coder, tree, draft);
    an_reach_state(coder, tree, draft);
    reach_opposed(coder, tree, draft);
    reach_accused(coder, tree, draft);
    reach_addressee(coder, tree, draft);
    reach_asked(coder, tree, draft);
    reach_investigated(coder, tree, draft);
    reach_mediated(coder, tree, draft);
    if (!reach_suspected(coder, tree, draft)) reach_recipient(coder, tree, draft);
    reach_condition(coder, tree, draft);
    an_drop_spoken_for(coder, tree, draft);
    reach_homes(coder, tree, draft);
    drop_own_side(coder, tree, draft);
    an_place_parties(tree, draft);
    an_drop_selves(coder, tree, draft);
    an_name_recipient(coder, tree, draft);
    an_drop_venues(coder, tree, draft);
    an_participants_remove_doubled(&draft->event.recipients, &draft->event.actors);
    an_tidy_parties(coder, tree, draft);
}
