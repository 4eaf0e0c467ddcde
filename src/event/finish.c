/* The last steps: what tense makes of the type, CAMEO code and scores, span, key, confidence, and whether it is an event at all. */
#include "event/confidence.h"

#include "base/hash.h"

typedef struct turn {
    an_event_type from, to;
    const char *cameo;
    an_mode mode; /* only with this one; AN_MODE_NONE: whatever it is */
} turn;

/* "Where one type means another plus a tense, take the single type." Of the manual's concessions "easing announced, retreats announced" are told by
 * what will be eased and by those who will leave; to free, to let in and to lay down arms is promised like help. */
static const turn turns[] = {{AN_TYPE_CONSULT, AN_TYPE_AGREE, "036", AN_MODE_NONE}, {AN_TYPE_SUPPORT, AN_TYPE_AGREE, "032", AN_MODE_NONE},
    {AN_TYPE_COOPERATE, AN_TYPE_AGREE, "031", AN_MODE_NONE}, {AN_TYPE_AID, AN_TYPE_AGREE, "033", AN_MODE_NONE},
    {AN_TYPE_RETREAT, AN_TYPE_CONCEDE, "080", AN_MODE_RETREAT_WITHDRAW}, {AN_TYPE_RETREAT, AN_TYPE_CONCEDE, "080", AN_MODE_RETREAT_RESIGN},
    {AN_TYPE_RETREAT, AN_TYPE_AGREE, "035", AN_MODE_NONE}, {AN_TYPE_CONCEDE, AN_TYPE_CONCEDE, "", AN_MODE_NONE}};

/* What somebody says he will not do: good that is refused, harm that is forsworn. */
static const turn refusals[] = {{AN_TYPE_CONSULT, AN_TYPE_REJECT, "125", AN_MODE_NONE}, {AN_TYPE_SUPPORT, AN_TYPE_REJECT, "120", AN_MODE_NONE}, {AN_TYPE_COOPERATE, AN_TYPE_REJECT, "121", AN_MODE_NONE}, {AN_TYPE_AID, AN_TYPE_REJECT, "122", AN_MODE_NONE},
    {AN_TYPE_RETREAT, AN_TYPE_REJECT, "124", AN_MODE_NONE}, {AN_TYPE_CONCEDE, AN_TYPE_REJECT, "124", AN_MODE_NONE}, {AN_TYPE_AGREE, AN_TYPE_REJECT, "120", AN_MODE_NONE}, {AN_TYPE_ASSAULT, AN_TYPE_AGREE, "030", AN_MODE_NONE},
    {AN_TYPE_SANCTION, AN_TYPE_AGREE, "030", AN_MODE_NONE}, {AN_TYPE_THREATEN, AN_TYPE_AGREE, "030", AN_MODE_NONE}};

/* What was tried and did not come about: "failed to reach a deal". */
static const turn failures[] = {{AN_TYPE_SUPPORT, AN_TYPE_REJECT, "120", AN_MODE_NONE}, {AN_TYPE_AGREE, AN_TYPE_REJECT, "120", AN_MODE_NONE}};

static void turn_by(an_draft *draft, const turn *rows, size_t count)
{
    an_event *event = &draft->event;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].from != event->type || (rows[i].mode && (!event->mode_count || event->modes[0] != rows[i].mode))) continue;
        draft->told = (an_act_kind){.type = event->type, .mode_count = event->mode_count};
        memcpy(draft->told.modes, event->modes, sizeof event->modes);
        memcpy(draft->told.cameo, event->cameo, AN_CAMEO_CODE_BYTES);
        if (rows[i].to != event->type) {
            event->type = rows[i].to;
            event->mode_count = 0;
            memcpy(event->cameo, rows[i].cameo, 4);
        }
        event->factuality = AN_FACTUALITY_HAPPENED;
        draft->is_future_turned = true;
        return;
    }
}

/* A verb's, or that of the subject of "will not hold talks". */
static bool is_own_act(const an_draft *draft)
{
    return !draft->is_noun || (draft->light && (draft->light->gives == AN_GIVES_ACTOR || draft->light->gives == AN_GIVES_BOTH));
}

void an_turn_by_factuality(an_draft *draft)
{
    const an_event *event = &draft->event;
    if (event->factuality == AN_FACTUALITY_PLANNED && draft->is_willed && event->actors.count) turn_by(draft, turns, sizeof turns / sizeof *turns);
    else if (event->factuality == AN_FACTUALITY_DID_NOT_HAPPEN && draft->is_refused && event->actors.count && is_own_act(draft)) turn_by(draft, refusals, sizeof refusals / sizeof *refusals);
    else if (event->factuality == AN_FACTUALITY_DID_NOT_HAPPEN && draft->is_failed && event->actors.count && !draft->is_noun) turn_by(draft, failures, sizeof failures / sizeof *failures);
}

typedef struct threat {
    an_event_type from;
    an_mode mode;
    const char *cameo;
} threat;

static const threat threats[] = {{AN_TYPE_ASSAULT, AN_MODE_THREATEN_VIOLENCE, "138"}, {AN_TYPE_COERCE, AN_MODE_THREATEN_RESTRICT, "132"},
    {AN_TYPE_SANCTION, AN_MODE_THREATEN_RELATIONS, "131"}, {AN_TYPE_PROTEST, AN_MODE_THREATEN_RELATIONS, "133"}};

static bool is_of_country(const an_participants *list, const an_participant *speaker)
{
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i].actor.country[0] || strcmp(list->items[i].actor.country, speaker->actor.country) == 0) return true;
    return false;
}

/* "Analysts say that Russia will deepen ties": what others say or charge that somebody will do is no promise of his. */
static bool is_foretold(const an_event *event)
{
    const an_account *account = event->accounts.count ? event->accounts.items + event->accounts.count - 1 : NULL;
    if (!account || an_participants_share(&event->actors, &account->speaker)) return false;
    if (account->stance == AN_STANCE_PREDICTS || account->stance == AN_STANCE_DOUBTS || account->stance == AN_STANCE_CLAIMS || account->stance == AN_STANCE_ACCUSES || an_actor_has_sector(&account->speaker.actor, AN_SECTOR_EDU) || an_actor_has_sector(&account->speaker.actor, AN_SECTOR_JRN)) return true;
    return account->speaker.actor.country[0] && event->actors.count && !is_of_country(&event->actors, &account->speaker) && !is_of_country(&event->recipients, &account->speaker);
}

/* "The minister announced that the government will": of a state, its government and forces, those in office speak. */
static bool speaks_for_actors(const an_event *event, const an_actor *speaker)
{
    if (!speaker->country[0] || !an_actor_has_sector(speaker, AN_SECTOR_GOV)) return false;
    for (size_t i = 0; i < event->actors.count; i++) {
        const an_actor *a = &event->actors.items[i].actor;
        bool is_of_state = a->kind == AN_ACTOR_STATE || a->kind == AN_ACTOR_GOVERNMENT || a->kind == AN_ACTOR_MILITARY;
        if (is_of_state && strcmp(a->country, speaker->country) == 0) return true;
    }
    return false;
}

static void turn_back(an_draft *draft)
{
    an_event *event = &draft->event;
    event->type = draft->told.type;
    event->mode_count = draft->told.mode_count;
    memcpy(event->modes, draft->told.modes, sizeof event->modes);
    memcpy(event->cameo, draft->told.cameo, AN_CAMEO_CODE_BYTES);
    event->factuality = AN_FACTUALITY_PLANNED;
    draft->is_future_turned = false;
}

/* What somebody says that he himself will do to another is a threat: "the party said it would boycott the vote"; what others say that he
 * will do is his plan. */
void an_turn_by_account(an_draft *draft)
{
    an_event *event = &draft->event;
    const an_participant *speaker = event->accounts.count ? &event->accounts.items[event->accounts.count - 1].speaker : NULL;
    if (draft->told.type && draft->is_willed && (event->type == AN_TYPE_AGREE || event->type == AN_TYPE_CONCEDE) && is_foretold(event)) turn_back(draft);
    if (event->factuality != AN_FACTUALITY_PLANNED || !speaker || (!an_participants_share(&event->actors, speaker) && !speaks_for_actors(event, &speaker->actor))) return;
    if (event->accounts.items[event->accounts.count - 1].stance != AN_STANCE_SAYS) return;
    for (size_t i = 0; i < sizeof threats / sizeof *threats; i++) {
        if (threats[i].from != event->type) continue;
        event->type = AN_TYPE_THREATEN;
        event->modes[0] = threats[i].mode;
        event->mode_count = 1;
        memcpy(event->cameo, threats[i].cameo, 4);
        event->factuality = AN_FACTUALITY_HAPPENED;
        draft->is_future_turned = true;
        return;
    }
}

void an_score_event(const an_coder *coder, an_event *event)
{
    const an_cameo_row *row = event->cameo[0] ? an_codebook_find(coder->codebook, an_str_from(event->cameo))
                                              : an_codebook_default(coder->codebook, event->type, event->mode_count ? event->modes[0] : AN_MODE_NONE);
    double strongest = 0;
    if (row) memcpy(event->cameo, row->code, AN_CAMEO_CODE_BYTES);
    event->has_goldstein = row != NULL;
    event->goldstein = row ? row->goldstein_tenths / 10.0 : 0;
    event->quad = an_types[event->type].quad;
    event->plover_score = an_types[event->type].score;
    for (int i = 0; i < event->mode_count; i++) {
        double score = an_modes[event->modes[i]].score, size = score < 0 ? -score : score;
        if (size < strongest && i > 0) continue;
        strongest = size;
        event->plover_score = score;
    }
}

uint64_t an_key_of(const an_coder *coder, an_span span, const char *type)
{
    uint64_t key = an_hash(an_str_from(coder->document->article.sha256));
    key = an_hash_mix(key, (uint64_t)span.start << 32 | span.end);
    return an_hash_mix(key, an_hash(an_str_from(type)));
}

static void widen(an_span *span, an_span more, an_span limits)
{
    if (an_span_is_empty(more) || more.start < limits.start || more.end > limits.end) return;
    if (more.start < span->start) span->start = more.start;
    if (more.end > span->end) span->end = more.end;
}

static void find_span(const an_tree *tree, an_draft *draft)
{
    an_event *event = &draft->event;
    an_span limits = tree->document->parsed.sentences[tree->sentence].span;
    event->span = tree->tokens[draft->token].span;
    if (draft->light_token != AN_NONE) widen(&event->span, tree->tokens[draft->light_token].span, limits);
    for (uint32_t i = 0; i < draft->part_count; i++) widen(&event->span, tree->tokens[draft->parts[i]].span, limits);
    for (size_t i = 0; i < event->actors.count; i++) widen(&event->span, event->actors.items[i].span, limits);
    for (size_t i = 0; i < event->recipients.count; i++) widen(&event->span, event->recipients.items[i].span, limits);
    widen(&event->span, event->instrument, limits);
    widen(&event->span, event->killed.span, limits);
    widen(&event->span, event->wounded.span, limits);
}

static bool has_word_of(const an_tree *tree, an_span words, const char *set)
{
    an_range lemmas = an_frames_set(tree->grammar->frames, set);
    for (uint32_t t = 0; t < tree->count; t++)
        if (tree->tokens[t].span.start >= words.start && tree->tokens[t].span.end <= words.end && an_tree_lemma_in(tree, t, lemmas)) return true;
    return false;
}

/* Named though not known, or with a role that says what it is: "a minister", "the rebels". */
static bool has_somebody(const an_coder *coder, const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const an_participant *p = list->items + i;
        if (p->mention != AN_NONE && (!coder->document->mentions.items[p->mention].is_generic || p->actor.sector_count || p->actor.country[0])) return true;
    }
    return false;
}

/* "Five countries signed the treaty": sides without a name, in what was done by word of mouth or pen. */
static bool has_sides(const an_tree *tree, const an_draft *draft)
{
    const an_event *event = &draft->event;
    if (draft->is_noun || event->factuality != AN_FACTUALITY_HAPPENED || an_types[event->type].quad != 1) return false;
    for (size_t i = 0; i < event->actors.count; i++)
        if (has_word_of(tree, event->actors.items[i].span, "parties-to-a-deal")) return true;
    return false;
}

/* "steps to support the recovery": a kindness that is not done, promised or asked, to nobody known. */
static bool is_faint(const an_draft *draft)
{
    const an_event *event = &draft->event;
    bool is_mild = event->type == AN_TYPE_SUPPORT || event->type == AN_TYPE_AID || event->type == AN_TYPE_COOPERATE || event->type == AN_TYPE_CONSULT;
    bool is_open = event->factuality == AN_FACTUALITY_PLANNED || event->factuality == AN_FACTUALITY_POSSIBLE || event->factuality == AN_FACTUALITY_HYPOTHETICAL;
    return is_mild && is_open && !draft->is_willed && event->actors.count < 2 && !an_participants_know_one(&event->recipients);
}

/* "Lorvik" of "the Lorvik station bombing", "an attack in Lorvik"; not of "the attack to Lorvik". */
static bool is_where_of(const an_tree *tree, uint32_t word, uint32_t noun)
{
    an_deprel relation = tree->tokens[word].deprel;
    an_word preposition = an_tree_case(tree, word);
    if (an_tree_head(tree, word) != noun || preposition == tree->grammar->to || preposition == tree->grammar->into || preposition == tree->grammar->from) return false;
    return relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_NMOD || relation == AN_DEPREL_AMOD;
}

/* Violence and protest that have their place in their own phrase are known by it, though nobody is named. */
static bool has_own_place(const an_tree *tree, const an_draft *draft)
{
    const an_event *event = &draft->event;
    if (!draft->is_noun || (event->type != AN_TYPE_ASSAULT && event->type != AN_TYPE_PROTEST) || an_tree_lemma_in(tree, draft->token, an_frames_set(tree->grammar->frames, "any-gatherings")) || event->factuality != AN_FACTUALITY_HAPPENED || !event->place.is_known) return false;
    for (uint32_t t = 0; t < tree->count; t++) {
        bool is_of_place = tree->tokens[t].span.start < event->place.span.end && event->place.span.start < tree->tokens[t].span.end;
        if (is_of_place && is_where_of(tree, t, draft->token)) return true;
    }
    return false;
}

/* "Declared an emergency as the storm came near": it brings help and takes nobody's rights. */
static bool is_for_hazard(const an_tree *tree, const an_draft *draft)
{
    const an_event *event = &draft->event;
    if (event->type != AN_TYPE_COERCE || !event->mode_count || event->modes[0] != AN_MODE_COERCE_MARTIAL_LAW) return false;
    return has_word_of(tree, tree->document->parsed.sentences[tree->sentence].span, "hazards");
}

/* "Passed a law banning the party", "adopted a resolution condemning the raid": the paper is what it says. */
static bool is_told_by_paper(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    if (draft->event.type != AN_TYPE_SUPPORT || draft->is_noun || !an_tree_lemma_in(tree, draft->token, an_frames_set(tree->grammar->frames, "enacting"))) return false;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *other = coder->drafts + i;
        bool is_against = an_types[other->event.type].quad > 2;
        uint32_t paper = an_tree_head(tree, other->token);
        if (other->is_dropped || other->is_noun || !is_against || paper == AN_NONE || an_tree_head(tree, paper) != draft->token) continue;
        if (an_tree_lemma_in(tree, paper, tree->grammar->documents) && tree->tokens[paper].deprel == AN_DEPREL_OBJ) return true;
    }
    return false;
}

/* "Pleaded not guilty", "found him not liable": no verdict. */
static bool is_verdict_negated(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    if (draft->event.type != AN_TYPE_SANCTION || draft->is_noun) return false;
    for (uint32_t t = 0; t < tree->count; t++) {
        uint32_t verdict = an_tree_head(tree, t);
        if (!an_tree_lemma_in(tree, t, coder->grammar.negations) || verdict == AN_NONE || an_tree_head(tree, verdict) != draft->token) continue;
        if (tree->tokens[t].deprel == AN_DEPREL_ADVMOD && tree->tokens[verdict].deprel == AN_DEPREL_XCOMP && tree->tokens[verdict].upos == AN_UPOS_ADJ) return true;
    }
    return false;
}

/* A trigger makes an event only with somebody in it. Words need somebody with a name or a role who says them, or two who do; deeds are
 * told of nameless people too. */
bool an_is_worth_keeping(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    const an_event *event = &draft->event;
    bool is_deed = event->type == AN_TYPE_ASSAULT || event->type == AN_TYPE_PROTEST || event->type == AN_TYPE_COERCE || event->type == AN_TYPE_SANCTION;
    size_t actors = draft->names_actor ? 0 : event->actors.count, recipients = draft->names_recipient ? 0 : event->recipients.count; /* things are nobody */
    if (draft->is_dropped || is_faint(draft) || is_for_hazard(tree, draft) || is_told_by_paper(coder, tree, draft) || is_verdict_negated(coder, tree, draft)) return false;
    if ((draft->frame->flags & AN_FRAME_NEEDS_RECIPIENT) && !event->recipients.count) return false;
    if ((draft->frame->flags & AN_FRAME_NEEDS_CONTENT) && draft->content == AN_NONE) return false;
    if ((draft->frame->flags & AN_FRAME_NEEDS_ACTOR) && !actors) return false;
    if (draft->is_noun && draft->light_token == AN_NONE && !draft->part_count && event->factuality != AN_FACTUALITY_HAPPENED && !an_participants_know_one(&event->actors)) return false;
    if (an_participants_know_one(&event->actors) || an_participants_know_one(&event->recipients)) return true;
    if (is_deed && event->place.is_known && (!draft->is_noun || draft->light || draft->part_count)) return true; /* "protests took place in Yaounde" */
    if (has_own_place(tree, draft) || an_has_name_of_its_own(tree, draft)) return true;
    if (is_deed && !draft->is_noun && event->factuality != AN_FACTUALITY_DID_NOT_HAPPEN && (event->detained.is_known || (draft->names_recipient && event->mode_count && event->modes[0] == AN_MODE_COERCE_ARREST))) return true; /* only people are arrested */
    if (is_deed) return actors || recipients || ((draft->part_count || draft->frame->flags & AN_FRAME_IS_RESULT) && (event->killed.is_known || event->wounded.is_known));
    return has_somebody(coder, &event->actors) || has_somebody(coder, &event->recipients) || has_sides(tree, draft) || actors + recipients > 1;
}

static double lowest_certainty(const an_accounts *accounts, an_factuality factuality)
{
    for (size_t i = 0; i < accounts->count; i++)
        if ((accounts->items[i].stance == AN_STANCE_DENIES || accounts->items[i].stance == AN_STANCE_DOUBTS) && factuality == AN_FACTUALITY_HAPPENED) return 1;
    return 0;
}

static bool are_of_two_countries(const an_participants *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (list->items[i].actor.country[0] && list->items[0].actor.country[0] && strcmp(list->items[i].actor.country, list->items[0].actor.country) != 0) return true;
    return false;
}

/* Also "a new round of drills". */
static bool is_exercise(const an_tree *tree, uint32_t token)
{
    an_range exercises = an_frames_set(tree->grammar->frames, "exercises");
    for (uint32_t t = 0; t < tree->count; t++)
        if (an_tree_lemma_in(tree, t, exercises) && an_tree_dominates(tree, token, t)) return true;
    return false;
}

static bool is_told_of_exercise(const an_tree *tree, const an_draft *draft)
{
    if (an_tree_lemma_in(tree, draft->token, an_frames_set(tree->grammar->frames, "exercises"))) return true;
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_OBJECT && is_exercise(tree, draft->arguments.items[i].token)) return true;
    return false;
}

/* "China and Laos began drills": forces on the move are a show of force, but of two states together they are cooperation. */
static void join_exercise(const an_tree *tree, an_draft *draft)
{
    if (draft->event.type != AN_TYPE_MOBILIZE || !are_of_two_countries(&draft->event.actors) || !is_told_of_exercise(tree, draft)) return;
    draft->event.type = AN_TYPE_COOPERATE;
    draft->event.mode_count = 0;
    memcpy(draft->event.cameo, "062", 4);
}

/* "Agreed not to contest the fine": what is forsworn is no threat. */
static void take_as_promise(const an_coder *coder, an_draft *draft)
{
    an_event *event = &draft->event;
    if (draft->frame->type != AN_TYPE_AGREE || event->type != AN_TYPE_THREATEN || draft->content == AN_NONE) return;
    if (coder->drafts[draft->content].event.factuality != AN_FACTUALITY_DID_NOT_HAPPEN) return;
    event->type = AN_TYPE_AGREE;
    event->mode_count = 0;
    memcpy(event->cameo, "030", 4);
}

void an_finish_event(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_event *event = &draft->event;
    if (lowest_certainty(&event->accounts, event->factuality) > 0) event->factuality = AN_FACTUALITY_POSSIBLE;
    join_exercise(tree, draft);
    take_as_promise(coder, draft);
    event->sentence = tree->sentence;
    event->trigger_token = tree->first + draft->token;
    event->contexts |= an_contexts_of(coder, tree);
    an_score_event(coder, event);
    find_span(tree, draft);
    event->key = an_key_of(coder, event->span, an_types[event->type].name);
    event->findings = an_findings_of(coder, tree, draft);
    event->confidence = an_confidence_of(event->findings);
    event->rule = an_pool_get(coder->frames->pool, draft->frame->id);
}
