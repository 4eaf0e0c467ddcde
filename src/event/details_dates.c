/* When an event was: a time of its own clause, the date that the paragraph goes on from, or the day of publication. */
#include "event/details.h"

static bool is_word(const an_token *token, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (an_str_equal_ignoring_ascii_case(token->lemma, an_str_from(words[i]))) return true;
    return false;
}

/* A marker or preposition by its form, too: "following" has the lemma of a verb. */
static bool is_link(const an_token *token, const char *const *words)
{
    if (token->deprel != AN_DEPREL_MARK && token->deprel != AN_DEPREL_CASE) return false;
    for (size_t i = 0; words[i]; i++)
        if (an_str_equal_ignoring_ascii_case(token->form, an_str_from(words[i]))) return true;
    return is_word(token, words);
}

static bool is_marked_by(const an_tree *tree, uint32_t token, const char *const *words)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (is_link(tree->tokens + child, words)) return true;
    return false;
}

/* A word before its noun, on which the tree sometimes hangs what is the noun's: "in a mass stabbing". */
static bool is_before_noun(const an_tree *tree, uint32_t child, uint32_t noun)
{
    an_deprel relation = (an_deprel)tree->tokens[child].deprel;
    return child < noun && (relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_AMOD);
}

static bool has_marker(const an_tree *tree, uint32_t token, const char *const *words)
{
    if (is_marked_by(tree, token, words)) return true;
    AN_FOR_CHILDREN(tree, child, token)
        if (is_before_noun(tree, child, token) && is_marked_by(tree, child, words)) return true;
    return false;
}

static bool is_long(const an_mention *m)
{
    enum { YEAR_DAYS = 365 };
    const an_date_range *range = &m->time.range;
    return range->from == AN_DAY_UNKNOWN || range->to == AN_DAY_UNKNOWN || range->to - range->from >= YEAR_DAYS - 1;
}

/* A decade or more is the date only of what it hangs on: "jailed for crimes in the 1960s" was not then. */
static bool is_background(const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    enum { YEAR_DAYS = 366 };
    uint32_t above = an_tree_head(tree, m->head_token - tree->first);
    const an_date_range *range = &m->time.range;
    bool is_age = range->from == AN_DAY_UNKNOWN || range->to == AN_DAY_UNKNOWN || range->to - range->from > YEAR_DAYS;
    return is_age && above != draft->token && above != draft->light_token && above != draft->top;
}

/* "the first killed there since 1993", "the most since the war": the time says how far the comparison goes. */
static bool is_comparison(const an_tree *tree, uint32_t time)
{
    enum { WORDS_BEFORE = 20 };
    static const char *const words[] = {"first", "second", "third", "last", "only", "record", NULL}, *const since[] = {"since", NULL};
    uint32_t end = time > 0 && is_word(tree->tokens + time - 1, since) ? time - 1 : AN_NONE, above = an_tree_head(tree, time);
    AN_FOR_CHILDREN(tree, child, time)
        if (is_word(tree->tokens + child, since)) end = child;
    if (end == AN_NONE && above != AN_NONE && tree->tokens[above].upos != AN_UPOS_VERB && has_marker(tree, above, since)) end = above; /* "since the war in 1928" */
    for (uint32_t t = end == AN_NONE || end < WORDS_BEFORE ? 0 : end - WORDS_BEFORE; end != AN_NONE && t < end; t++) {
        const an_token *token = tree->tokens + t;
        bool is_of_count = t > 0 && an_str_equal_ignoring_ascii_case(tree->tokens[t - 1].form, AN_STR("at")); /* "at least nine" */
        if (is_word(token, words) || ((an_str_is(token->xpos, "JJS") || an_str_is(token->xpos, "RBS")) && !is_of_count)) return true;
    }
    return false;
}

/* The clause that an event is told in: its own verb, or the one above its noun. */
static uint32_t clause_of(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t light = draft->light_token;
    bool is_description = light != AN_NONE && tree->tokens[light].deprel == AN_DEPREL_ACL && (tree->tokens[light].subrel != AN_SUBREL_RELCL || draft->part_count) && an_belongs_to(coder, draft, an_tree_head(tree, light)); /* "raids carried out by" */
    if (light != AN_NONE && !is_description) return light;
    return draft->is_noun && !an_tree_is_predicate(tree, draft->token) ? an_node_above(coder, tree, draft->top) : draft->token;
}

/* "the plant makes", "is being moved": so it is on the day of publication, wherever the text says it. */
static bool is_present(const an_tree *tree, uint32_t verb)
{
    bool is_finite = an_str_is(tree->tokens[verb].xpos, "VBZ") || an_str_is(tree->tokens[verb].xpos, "VBP");
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel != AN_DEPREL_AUX && t->deprel != AN_DEPREL_COP) continue;
        if (an_str_is(t->lemma, "have") || an_str_is(t->xpos, "MD") || an_str_is(t->xpos, "VBD")) return false;
        is_finite = is_finite || an_str_is(t->xpos, "VBZ") || an_str_is(t->xpos, "VBP");
    }
    return is_finite;
}

static bool has_definite(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_DET && (an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("the")) ||
                                                            an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("this"))))
            return true;
    return false;
}

static bool is_demonstrated(const an_tree *tree, uint32_t noun)
{
    if (has_definite(tree, noun)) return true;
    AN_FOR_CHILDREN(tree, child, noun)
        if (is_before_noun(tree, child, noun) && has_definite(tree, child)) return true;
    return false;
}

/* "dozens of people": from the people up to the dozens. */
static uint32_t counted_whole(const an_tree *tree, uint32_t noun)
{
    static const char *const counts[] = {"dozen", "score", "hundred", "thousand", "number", "handful", NULL}, *const of[] = {"of", NULL};
    uint32_t above = an_tree_head(tree, noun);
    return above != AN_NONE && tree->tokens[noun].deprel == AN_DEPREL_NMOD && is_word(tree->tokens + above, counts) && has_marker(tree, noun, of) ? above : noun;
}

/* "leave six people hurt", "results in dozens killed" */
static bool is_result(const an_tree *tree, uint32_t noun)
{
    static const char *const in[] = {"in", NULL};
    uint32_t verb;
    noun = counted_whole(tree, noun);
    verb = an_tree_head(tree, noun);
    if (verb == AN_NONE) return false;
    if (an_str_is(tree->tokens[verb].lemma, "leave")) return tree->tokens[noun].deprel == AN_DEPREL_OBJ;
    return an_str_is(tree->tokens[verb].lemma, "result") && has_marker(tree, noun, in);
}

/* "hurt by settlers attacking a farm", "police disperse students protesting in A": what those do who are in the deed. */
static bool is_done_meanwhile(const an_tree *tree, uint32_t verb, uint32_t noun)
{
    static const char *const by[] = {"by", NULL}, *const marches[] = {"protest", "demonstrate", "march", "rally", NULL};
    uint32_t deed = an_tree_head(tree, noun);
    if (is_word(tree->tokens + verb, marches)) return true;
    return has_marker(tree, noun, by) && tree->tokens[noun].deprel == AN_DEPREL_OBL && deed != AN_NONE && tree->tokens[deed].deprel != AN_DEPREL_ACL;
}

/* "is reported, with debris hurting two", "passed with one senator opposing it"; not "talks with members urging it" */
static bool is_absolute(const an_tree *tree, uint32_t noun)
{
    static const char *const with[] = {"with", NULL};
    uint32_t preposition = an_tree_child(tree, noun, AN_DEPREL_CASE), above = an_tree_head(tree, noun);
    if (preposition == AN_NONE || preposition == 0 || above == AN_NONE || !has_marker(tree, noun, with)) return false;
    return an_str_is(tree->tokens[preposition - 1].form, ",") || an_tree_is_predicate(tree, above);
}

/* What is told along with the deed, though the parser hangs it on a noun: "a blast targeting a van", "..., killing two", "left six people hurt", "killed
 * two, with six others hurt", "a rocket fired by rebels kills six". */
static bool is_told_along(const an_tree *tree, uint32_t verb)
{
    uint32_t noun = an_tree_head(tree, verb), above = noun == AN_NONE ? AN_NONE : an_tree_head(tree, noun);
    static const char *const with[] = {"with", NULL};
    const an_token *t = tree->tokens + verb;
    if (t->deprel != AN_DEPREL_ACL || t->subrel == AN_SUBREL_RELCL || above == AN_NONE) return false;
    if (an_str_is(tree->tokens[above].lemma, "become")) return true; /* "becomes the first envoy to visit" */
    if (an_str_is(t->xpos, "VBN") && (tree->tokens[noun].deprel == AN_DEPREL_CONJ ? an_tree_is_predicate(tree, above) : has_marker(tree, noun, with))) return true;
    if (an_str_is(t->xpos, "VBN") && noun < verb && has_marker(tree, an_tree_first_conjunct(tree, noun), with)) return true; /* "with homes and shops damaged" */
    if (an_str_is(t->xpos, "VBN")) return is_result(tree, noun) || (tree->tokens[noun].deprel == AN_DEPREL_NSUBJ && an_tree_lemma_in(tree, noun, tree->grammar->weapons));
    if (!an_str_is(t->xpos, "VBG")) return false;
    return an_str_is(t->lemma, "target") || is_absolute(tree, noun) || is_done_meanwhile(tree, verb, noun) || (verb > 0 && an_str_is(tree->tokens[verb - 1].form, ","));
}

static uint32_t predicate_above(const an_tree *tree, uint32_t token)
{
    for (uint32_t steps = 0; steps < tree->count && !an_tree_is_predicate(tree, token) && an_tree_head(tree, token) != AN_NONE; steps++) token = an_tree_head(tree, token);
    return token;
}

/* "fired on a convoy that was returning home, killing six": the tree hangs the outcome on the relative clause before it. */
static uint32_t past_description(const an_tree *tree, uint32_t verb, uint32_t outcome)
{
    static const char *const outcomes[] = {"kill", "injure", "wound", "leave", NULL};
    bool is_outcome = outcome > 0 && an_str_is(tree->tokens[outcome].xpos, "VBG") && is_word(tree->tokens + outcome, outcomes) && an_str_is(tree->tokens[outcome - 1].form, ",");
    if (!is_outcome || tree->tokens[verb].subrel != AN_SUBREL_RELCL || an_tree_head(tree, verb) == AN_NONE) return verb;
    return predicate_above(tree, an_tree_head(tree, verb));
}

static uint32_t finite_above(const an_tree *tree, uint32_t verb)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        an_deprel relation = (an_deprel)tree->tokens[verb].deprel;
        uint32_t head = an_tree_head(tree, verb);
        if (head == AN_NONE || an_tree_child(tree, verb, AN_DEPREL_NSUBJ) != AN_NONE) return verb;
        if (relation == AN_DEPREL_ACL && an_tree_lemma_in(tree, head, tree->grammar->documents) && tree->tokens[head].deprel == AN_DEPREL_OBJ) { /* "passes a law banning" */
            verb = an_tree_head(tree, head);
            if (verb == AN_NONE) return head;
            continue;
        }
        if (is_told_along(tree, verb)) head = predicate_above(tree, head);
        else if (relation != AN_DEPREL_CONJ && relation != AN_DEPREL_ADVCL && relation != AN_DEPREL_XCOMP) return verb;
        verb = past_description(tree, head, verb);
    }
    return verb;
}

static bool is_possessed(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].subrel == AN_SUBREL_POSS) return true;
    return false;
}

/* "sinks following a rocket attack", "are killed after three airstrikes": harm, and the blow that did it. */
static bool is_harm_of(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    static const char *const harms[] = {"kill", "injure", "wound", "hurt", "die", "sink", "burn", "explode", "collapse", "damage", "destroy", NULL}, *const after[] = {"after", "following", "from", NULL};
    if (draft->event.type != AN_TYPE_ASSAULT || an_tree_head(tree, draft->top) != verb || tree->tokens[draft->top].deprel != AN_DEPREL_OBL) return false;
    return is_word(tree->tokens + verb, harms) && has_marker(tree, draft->top, after) && !is_demonstrated(tree, draft->top);
}

/* A noun shares its verb's day where it is what the verb does: "held talks", not "praised the talks". */
static bool shares_verb(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    static const char *const comments[] = {"praise", "defend", "condemn", "denounce", "blame", "mark", "commemorate", "acknowledge", "recall", "criticize", "criticise", "protest", "regret", "welcome", NULL};
    static const char *const scene[] = {"during", "in", "amid", "amidst", "at", NULL}, *const during[] = {"during", "amid", "amidst", NULL}, *const serving[] = {"serve", NULL};
    static const char *const trials[] = {"sentence", "convict", "charge", "indict", "accuse", "acquit", "jail", "find", "guilty", NULL};
    an_deprel relation = (an_deprel)tree->tokens[draft->top].deprel;
    bool is_carried = draft->light_token != AN_NONE && tree->tokens[draft->light_token].deprel != AN_DEPREL_ACL; /* not "the raid carried out by" */
    bool is_told_whole = draft->part_count && tree->tokens[draft->parts[0]].subrel != AN_SUBREL_RELCL; /* "the blast killed two"; not "is tried over the blast that killed two" */
    if (!draft->is_noun || is_carried || is_told_whole || draft->top == verb) return true;
    if (finite_above(tree, verb) != verb && is_possessed(tree, draft->top)) return false; /* "to keep his deal with" */
    if (relation == AN_DEPREL_OBJ && (is_word(tree->tokens + verb, comments) || is_word(tree->tokens + verb, serving))) return false; /* "serves a sentence" */
    if (is_harm_of(tree, draft, verb)) return true;
    if (relation == AN_DEPREL_OBJ && an_tree_head(tree, draft->top) == verb && an_str_is(tree->tokens[verb].lemma, "announce")) return true; /* "announces the capture of" */
    if (relation == AN_DEPREL_OBL && is_word(tree->tokens + verb, trials)) return false; /* "is found guilty in a shooting" */
    if (relation == AN_DEPREL_OBL && an_tree_head(tree, draft->top) == verb && has_marker(tree, draft->top, scene))
        return !is_demonstrated(tree, draft->top) || (draft->event.type == AN_TYPE_ASSAULT && has_marker(tree, draft->top, during)); /* "is damaged during the strike" */
    return an_tree_head(tree, draft->top) == verb && (relation == AN_DEPREL_OBJ || relation == AN_DEPREL_NSUBJ) && !is_demonstrated(tree, draft->top);
}

static bool is_one_day(const an_date_range *published) { return published->from != AN_DAY_UNKNOWN && published->from == published->to; }

/* "Sunday's election", "the 2008 crisis": the time is the noun's own, and the noun is not this event's nor when it was ("at the 2022 parade"). */
static bool is_of_noun(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    static const char *const occasion[] = {"at", "during", "since", NULL}, *const day_occasion[] = {"at", "during", "in", "on", "since", NULL};
    uint32_t time = m->head_token - tree->first, noun = an_tree_head(tree, time);
    const an_token *t = tree->tokens + time;
    static const char *const of[] = {"of", NULL};
    bool is_tight = (t->deprel == AN_DEPREL_NMOD && has_marker(tree, time, of)) || t->deprel == AN_DEPREL_COMPOUND || t->deprel == AN_DEPREL_AMOD || t->deprel == AN_DEPREL_NUMMOD || (t->deprel == AN_DEPREL_NMOD && t->subrel == AN_SUBREL_POSS);
    if (noun == AN_NONE || !is_tight || an_belongs_to(coder, draft, noun)) return false;
    if (tree->tokens[noun].deprel == AN_DEPREL_NSUBJ && !is_long(m) && an_belongs_to(coder, draft, an_tree_head(tree, noun))) return false; /* "Friday's blast killed" */
    if (has_marker(tree, noun, is_long(m) ? occasion : day_occasion) && an_belongs_to(coder, draft, an_tree_head(tree, noun))) return false;
    return tree->tokens[noun].upos == AN_UPOS_NOUN || tree->tokens[noun].upos == AN_UPOS_PROPN;
}

/* Of courts and accusers, who speak of what was long ago. */
static bool is_judgement(const an_draft *draft) { return draft->event.type == AN_TYPE_SANCTION || draft->event.type == AN_TYPE_ACCUSE || draft->event.type == AN_TYPE_RETREAT; }

/* "earlier this month": not today. */
static bool is_earlier(const an_tree *tree, const an_mention *m)
{
    return an_str_equal_ignoring_ascii_case(tree->document->parsed.tokens[m->first_token].form, AN_STR("earlier"));
}

/* "convicts two men over a death in 2019", "is arrested over a blast last month": what a daily report tells in the present is of these days; an old
 * date behind it is another's. */
static bool is_of_another(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    enum { DAYS_OF_NEWS = 31, DAYS_OF_DEED = 7 };
    const an_date_range *published = &tree->document->article.published, *range = &m->time.range;
    uint32_t verb = clause_of(coder, tree, draft), time = m->head_token - tree->first, above = an_tree_head(tree, time);
    bool is_relative = m->time.basis == AN_BASIS_DOCUMENT_DATE; /* "last month", "in May" */
    if (above == AN_NONE || !is_one_day(published) || tree->document->article.published_basis == AN_BASIS_TEXT || range->to == AN_DAY_UNKNOWN) return false;
    if (is_relative ? range->from >= published->from - DAYS_OF_DEED || (range->to >= published->from && !is_earlier(tree, m)) : range->to >= published->from - DAYS_OF_NEWS) return false;
    if (draft->is_noun && draft->light_token == AN_NONE && (an_belongs_to(coder, draft, above) || !shares_verb(tree, draft, verb))) return false;
    if (!is_judgement(draft) && !is_relative && an_belongs_to(coder, draft, above)) return false;
    return time > verb && is_present(tree, verb) && !an_str_is(tree->tokens[above].xpos, "VBD");
}

/* "agreed in May and, in July, signed": said before one verb of several, it is of this one. */
static bool is_of_later_conjunct(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t time)
{
    uint32_t node = an_node_above(coder, tree, time);
    return node > draft->token && time < node && time > draft->token && tree->tokens[node].deprel == AN_DEPREL_CONJ && !an_belongs_to(coder, draft, node);
}

/* "the students who were abducted in Tarn last week have been found": a time that stands between the clause of a subject and the verb is of the clause. */
static uint32_t subject_clause_of(const an_coder *coder, const an_tree *tree, uint32_t time)
{
    uint32_t verb = an_node_above(coder, tree, time), subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ), clause = AN_NONE, first, last;
    if (verb <= time || subject == AN_NONE || subject >= time) return AN_NONE;
    an_tree_extent(tree, subject, &first, &last);
    for (uint32_t t = subject; t < time; t++)
        if (tree->tokens[t].deprel == AN_DEPREL_ACL && tree->tokens[t].upos == AN_UPOS_VERB && an_tree_head(tree, t) == subject) clause = t;
    return clause != AN_NONE && last >= clause && last < time ? clause : AN_NONE;
}

static const an_mention *best_time(const an_coder *coder, const an_tree *tree, const an_draft *draft, int *best_score)
{
    const an_mention *mentions = tree->document->mentions.items, *best = NULL;
    uint32_t best_distance = 0;
    *best_score = AN_SCORE_NONE;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first, away;
        int score;
        if (mentions[m].kind != AN_MENTION_TIME || mentions[m].time.is_duration || mentions[m].time.is_habitual || head >= tree->count) continue;
        if (!an_date_range_is_known(mentions[m].time.range) || is_background(tree, draft, mentions + m) || is_comparison(tree, head)) continue;
        if (is_of_noun(coder, tree, draft, mentions + m) || is_of_another(coder, tree, draft, mentions + m) || is_of_later_conjunct(coder, tree, draft, head)) continue;
        score = an_details_score(coder, tree, draft, subject_clause_of(coder, tree, head) == AN_NONE ? head : subject_clause_of(coder, tree, head));
        away = an_details_distance(head, draft->token);
        if (score > *best_score || (score == *best_score && score > AN_SCORE_NONE && away < best_distance)) {
            best = mentions + m;
            *best_score = score;
            best_distance = away;
        }
    }
    return best;
}

static bool is_perfect(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].lemma, "have")) return true;
    return false;
}

/* A report tells its news without a date when it is of the day it is published: a main verb (or its participles), no description ("the
 * group that bombed ..."), in a brief or in the lead of a longer text; further down only what somebody says. A perfect ("has met") is of
 * the day in the lead, unless it looks back over more than a day ("has met since May", "had met"). An analysis, which no wire report is
 * as long as, speaks of what its readers know: what it names by a noun ("the attack") or tells in the perfect was on some day before. */
enum { LEAD_SENTENCES = 3, BRIEF_SENTENCES = 12, ANALYSIS_SENTENCES = 40, LOOKS_BACK = 6 };

static bool looks_back(const an_tree *tree, uint32_t verb)
{
    static const char *const words[] = {"already", "ever", "never", "previously", "often", "long", "always", "recently", "once", "before", "earlier", "prior", NULL}, *const again[] = {"repeatedly", NULL};
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        uint32_t preposition = an_tree_child(tree, child, AN_DEPREL_CASE);
        if (t->deprel == AN_DEPREL_AUX && an_str_is(t->lemma, "have") && !an_str_is(t->xpos, "VBZ") && !an_str_is(t->xpos, "VBP")) return true;
        if (preposition != AN_NONE && an_str_is(tree->tokens[preposition].lemma, "since") && !is_present(tree, verb) && !is_comparison(tree, child)) return true;
        if (t->deprel == AN_DEPREL_ADVMOD && (is_word(t, words) || (is_word(t, again) && !is_present(tree, verb)))) return true;
    }
    return false;
}

static bool is_lead(const an_tree *tree) { return tree->sentence < LEAD_SENTENCES || tree->document->parsed.sentence_count <= BRIEF_SENTENCES; }

static bool is_analysis(const an_tree *tree) { return tree->document->parsed.sentence_count >= ANALYSIS_SENTENCES; }

static bool is_saying(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    an_arguments arguments;
    return tree->lemmas[verb] != AN_NONE && an_find_report(coder, tree, verb, &arguments) != NULL;
}

/* "weeks after the minister was arrested": counted back from what the sentence tells. */
static bool is_long_before(const an_tree *tree, uint32_t verb)
{
    static const char *const after[] = {"after", NULL}, *const units[] = {"day", "week", "month", "year", "decade", NULL};
    AN_FOR_CHILDREN(tree, child, verb)
        if (child > 0 && tree->tokens[child].deprel == AN_DEPREL_MARK && is_word(tree->tokens + child, after) && is_word(tree->tokens + child - 1, units)) return true;
    return false;
}

/* "admits killing six", "apologises for shelling": said now of what was before. */
static bool is_owned_up(const an_tree *tree, uint32_t verb)
{
    static const char *const verbs[] = {"admit", "acknowledge", "confess", "apologize", "apologise", "regret", "recall", "commemorate", NULL};
    an_deprel relation = (an_deprel)tree->tokens[verb].deprel;
    static const char *const charge[] = {"for", NULL};
    uint32_t above = an_tree_head(tree, verb);
    bool is_content = relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_XCOMP || (relation == AN_DEPREL_ADVCL && has_marker(tree, verb, charge));
    return above != AN_NONE && is_content && is_word(tree->tokens + above, verbs);
}

/* "executed for their part in a raid" */
static bool is_part_played(const an_tree *tree, const an_draft *draft)
{
    static const char *const parts[] = {"part", "role", "involvement", "participation", "complicity", NULL};
    uint32_t above = an_tree_head(tree, draft->top);
    if (draft->light_token != AN_NONE && is_word(tree->tokens + draft->light_token, parts)) return true;
    return above != AN_NONE && tree->tokens[draft->top].deprel == AN_DEPREL_NMOD && is_word(tree->tokens + above, parts);
}

/* "is jailed after he criticised the king": words in the past lie before what came of them, told in the present. */
static bool is_said_before(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    static const char *const after[] = {"after", NULL};
    an_event_type type = draft->event.type;
    uint32_t above = an_tree_head(tree, verb);
    bool is_words = type == AN_TYPE_ACCUSE || type == AN_TYPE_REQUEST || type == AN_TYPE_THREATEN || type == AN_TYPE_SUPPORT || type == AN_TYPE_REJECT;
    return is_words && above != AN_NONE && tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_str_is(tree->tokens[verb].xpos, "VBD") && has_marker(tree, verb, after) && is_present(tree, above);
}

/* "charged with having robbed", "as requested by the mayor": the form of the verb says that it was before. */
static bool is_before_in_form(const an_tree *tree, uint32_t verb)
{
    static const char *const as[] = {"as", NULL}, *const wishes[] = {"request", "demand", "order", "agree", "promise", "propose", "recommend", "urge", NULL}; /* not "as stated" */
    if (an_str_is(tree->tokens[verb].xpos, "VBN") && is_word(tree->tokens + verb, wishes) && tree->tokens[verb].deprel == AN_DEPREL_ADVCL && has_marker(tree, verb, as) && an_tree_child(tree, verb, AN_DEPREL_NSUBJ) == AN_NONE) return true;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].lemma, "have") && an_str_is(tree->tokens[child].xpos, "VBG")) return true;
    return false;
}

/* Told as what lies before: "jailed leader", "charged with stabbing three", "since the invasion began", "a recent raid". */
static bool is_told_as_past(const an_tree *tree, const an_draft *draft)
{
    static const char *const since[] = {"since", NULL}, *const charge[] = {"of", "with", "for", "over", "about", NULL};
    static const char *const past[] = {"recent", "previous", "past", "former", "prior", NULL};
    uint32_t anchor = an_details_anchor(draft);
    const an_token *t = tree->tokens + anchor;
    if (draft->is_noun) {
        AN_FOR_CHILDREN(tree, child, anchor)
            if (tree->tokens[child].deprel == AN_DEPREL_AMOD && (is_word(tree->tokens + child, past) || an_str_is(tree->tokens[child].form, "earlier"))) return true;
        return is_part_played(tree, draft);
    }
    if (is_owned_up(tree, anchor) || is_said_before(tree, draft, anchor) || is_before_in_form(tree, an_tree_first_conjunct(tree, anchor))) return true;
    if (has_marker(tree, anchor, since) || is_long_before(tree, anchor) || (t->deprel == AN_DEPREL_AMOD && an_str_is(t->xpos, "VBN"))) return true;
    return an_str_is(t->xpos, "VBG") && an_tree_child(tree, anchor, AN_DEPREL_NSUBJ) == AN_NONE && has_marker(tree, anchor, charge);
}

/* "the group that bombed ..."; not "..., where he met ...", nor what the parser hangs on the noun that begins a headline ("Thousands march"). */
static bool is_description(const an_tree *tree, uint32_t verb)
{
    static const char *const where[] = {"where", NULL}, *const time[] = {"time", NULL}; /* "it is the first time that" */
    uint32_t noun = an_tree_head(tree, verb);
    if (tree->tokens[verb].deprel != AN_DEPREL_ACL || noun == AN_NONE || is_told_along(tree, verb) || is_word(tree->tokens + noun, time)) return false;
    if (tree->tokens[noun].deprel == AN_DEPREL_ROOT && tree->tokens[noun].upos == AN_UPOS_NOUN && !an_tree_is_predicate(tree, noun) && tree->tokens[verb].subrel != AN_SUBREL_RELCL) return false;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && is_word(tree->tokens + child, where)) return false;
    return true;
}

/* "the group that the army fights": a deed that a relative clause tells in the simple present of a text that is no brief is done at all times; what is no
 * deed ("the road that leads to") is so on the day too. */
static bool is_general(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    return draft->event.type != AN_TYPE_NONE && tree->document->parsed.sentence_count > BRIEF_SENTENCES && tree->tokens[verb].subrel == AN_SUBREL_RELCL && is_description(tree, verb) && an_tree_child(tree, verb, AN_DEPREL_AUX) == AN_NONE;
}

static bool is_news_of_the_day(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t own = clause_of(coder, tree, draft), verb = finite_above(tree, own);
    const an_date_range *published = &tree->document->article.published;
    if (!is_one_day(published) || tree->document->article.published_basis == AN_BASIS_TEXT || is_told_as_past(tree, draft)) return false;
    if (is_analysis(tree) && (draft->is_noun || is_perfect(tree, verb))) return false;
    if (is_present(tree, verb)) return shares_verb(tree, draft, own) && !looks_back(tree, verb) && !is_general(tree, draft, verb);
    if (!is_lead(tree) && !(is_saying(coder, tree, verb) && !is_perfect(tree, verb))) return false;
    if (is_description(tree, verb)) return false;
    return shares_verb(tree, draft, own) && !looks_back(tree, verb);
}

static bool is_past(const an_tree *tree, uint32_t verb)
{
    if (an_str_is(tree->tokens[verb].xpos, "VBD")) return true;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].xpos, "VBD")) return true;
    return false;
}

/* What a sentence says by the way: in a relative clause, in brackets, as what came before ("after X in May"). */
static bool is_aside(const an_token *tokens, uint32_t count, uint32_t token)
{
    static const char *const before[] = {"after", "since", "before", "until", NULL};
    int brackets = 0;
    for (uint32_t i = 0; i < token; i++) brackets += an_str_is(tokens[i].form, "(") - an_str_is(tokens[i].form, ")");
    if (brackets > 0) return true;
    for (uint32_t steps = 0; steps < count; steps++) {
        uint32_t head = tokens[token].head < 0 ? AN_NONE : (uint32_t)tokens[token].head;
        if (tokens[token].subrel == AN_SUBREL_RELCL) return true;
        for (uint32_t i = 0; i < count; i++)
            if (tokens[i].head == (int32_t)token && (tokens[i].deprel == AN_DEPREL_MARK || tokens[i].deprel == AN_DEPREL_CASE) && is_word(tokens + i, before)) return true;
        if (head == AN_NONE || head >= count) return false;
        token = head;
    }
    return false;
}

/* The same, or an organ of the other: "isr" and "isr.air-force". */
static bool is_of(an_str id, an_str whole)
{
    if (id.length < whole.length || memcmp(id.data, whole.data, whole.length) != 0) return false;
    return id.length == whole.length || id.data[whole.length] == '.';
}

static bool shares_one(const an_participants *a, const an_participants *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++) {
            an_str one = a->items[i].actor.id, other = b->items[k].actor.id;
            if (one.data && other.data && (is_of(one, other) || is_of(other, one))) return true;
        }
    return false;
}

/* One told as news (not by the way, with a date of its own), of those whom this one names. */
static bool may_be_same(const an_coder *coder, const an_draft *draft, const an_event *earlier)
{
    const an_sentence *sentence = coder->document->parsed.sentences + earlier->sentence;
    const an_event *event = &draft->event;
    if (earlier->type != event->type || (!earlier->date.is_known && !earlier->place.is_known) || earlier->factuality != AN_FACTUALITY_HAPPENED) return false;
    if (!an_span_is_empty(earlier->date.span) && is_aside(coder->document->parsed.tokens + sentence->first_token, sentence->token_count, earlier->trigger_token - sentence->first_token)) return false;
    if (shares_one(&event->actors, &earlier->actors) || shares_one(&event->recipients, &earlier->recipients)) return true;
    return !(an_participants_know_one(&event->actors) && an_participants_know_one(&earlier->actors)) && !(an_participants_know_one(&event->recipients) && an_participants_know_one(&earlier->recipients));
}

/* "the attack": one that was told shortly before lends its date, and its place if there is none here; where none has a date, the last one its place. */
void an_take_from_earlier(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_events *events = &coder->document->events;
    const an_event *lender = NULL;
    if (!draft->is_noun || !is_demonstrated(tree, draft->token)) return;
    for (size_t i = events->count; i-- > 0 && events->items[i].sentence + LOOKS_BACK >= tree->sentence && !(lender && lender->date.is_known);) {
        const an_event *earlier = events->items + i;
        if (may_be_same(coder, draft, earlier) && (!lender || earlier->date.is_known)) lender = earlier;
    }
    if (!lender) return;
    if (!draft->event.place.is_known) draft->event.place = lender->place;
    if (!lender->date.is_known) return;
    draft->event.date = lender->date;
    draft->event.date.time.basis = AN_BASIS_NARRATIVE;
}

/* Dates that later sentences may go on from: of something that happened, no coarser than a month, not after the text. */
static bool can_lead_on(const an_tree *tree, const an_draft *draft, const an_time *time)
{
    enum { MONTH_DAYS = 31 };
    const an_date_range *published = &tree->document->article.published;
    if (draft->event.factuality != AN_FACTUALITY_HAPPENED && draft->event.factuality != AN_FACTUALITY_ONGOING) return false;
    if (is_aside(tree->tokens, tree->count, an_details_anchor(draft))) return false;
    if (time->range.from == AN_DAY_UNKNOWN || time->range.to == AN_DAY_UNKNOWN || time->range.to - time->range.from > MONTH_DAYS) return false;
    return published->to == AN_DAY_UNKNOWN || time->range.from <= published->to;
}

static void lead_on(an_coder *coder, const an_event_date *date, uint32_t paragraph)
{
    coder->narrative = *date;
    coder->narrative_paragraph = paragraph;
}

/* "postpones the election to November": the date is that of what is put off. */
static bool is_putting_off(const an_tree *tree, uint32_t verb)
{
    static const char *const verbs[] = {"postpone", "delay", "reschedule", "schedule", "extend", "move", NULL};
    return is_word(tree->tokens + verb, verbs);
}

/* "bans gatherings for the next three weeks", "until 7 April": how long it will hold; it was done on the day. */
static bool reaches_ahead(const an_tree *tree, const an_mention *time)
{
    const an_date_range *published = &tree->document->article.published, *range = &time->time.range;
    if (!is_one_day(published) || range->to == AN_DAY_UNKNOWN || range->to <= published->to) return false;
    if (range->from == AN_DAY_UNKNOWN) return true; /* "until 7 April" */
    if (time->time.basis != AN_BASIS_DOCUMENT_DATE || range->from != published->from) return false;
    return !an_str_equal_ignoring_ascii_case(tree->document->parsed.tokens[time->first_token].form, AN_STR("this")); /* "visits this week" */
}

/* "reportedly broke up": told as news, though not vouched for. */
static bool is_hearsay(const an_tree *tree, uint32_t verb)
{
    static const char *const words[] = {"reportedly", "allegedly", "apparently", NULL};
    if (an_str_is(tree->tokens[verb].lemma, "report") && an_tree_is_passive(tree, verb)) return true;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && is_word(tree->tokens + child, words)) return true;
    return false;
}

/* A sentence with a date of its own does not go on from the one before. */
static bool has_own_time(const an_coder *coder, const an_tree *tree)
{
    const an_mention *mentions = tree->document->mentions.items;
    if (an_details_overlap(coder->narrative.span, tree->document->parsed.sentences[tree->sentence].span)) return false;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_TIME && !mentions[m].time.is_duration && !mentions[m].time.is_habitual && an_date_range_is_known(mentions[m].time.range)) return true;
    return false;
}

void an_find_date(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    int score;
    uint32_t paragraph = tree->document->parsed.sentences[tree->sentence].paragraph;
    const an_mention *time = best_time(coder, tree, draft, &score);
    an_event_date *date = &draft->event.date;
    uint32_t verb = finite_above(tree, clause_of(coder, tree, draft));
    bool is_told = draft->event.factuality == AN_FACTUALITY_HAPPENED || draft->event.factuality == AN_FACTUALITY_ONGOING ||
                   (draft->event.factuality == AN_FACTUALITY_POSSIBLE && is_hearsay(tree, verb)) ||
                   (draft->event.factuality == AN_FACTUALITY_HABITUAL && draft->event.type == AN_TYPE_NONE); /* "the road leads to": so on the day, too */
    bool is_to_come = (draft->is_future_turned || is_putting_off(tree, verb)) && time && is_one_day(&tree->document->article.published) && time->time.range.from > tree->document->article.published.to;
    is_to_come = is_to_come || (time && (!draft->is_noun || score < AN_SCORE_OWN) && draft->event.factuality == AN_FACTUALITY_HAPPENED && reaches_ahead(tree, time));
    bool has_narrative = coder->narrative.is_known && coder->narrative_paragraph == paragraph;
    if (time && score >= AN_SCORE_LOOSE && !is_to_come) { /* a promise is of the day when it is made */
        *date = (an_event_date){time->time, time->span, true};
        if (score >= AN_SCORE_GOVERNED && can_lead_on(tree, draft, &time->time)) lead_on(coder, date, paragraph);
    } else if (is_told && has_narrative && !has_own_time(coder, tree) && is_past(tree, verb) && !looks_back(tree, verb) && !is_description(tree, verb) && shares_verb(tree, draft, verb)) {
        *date = coder->narrative;
        date->time.basis = AN_BASIS_NARRATIVE;
    } else if ((is_told || draft->is_future_turned) && is_news_of_the_day(coder, tree, draft)) {
        date->time = (an_time){.range = tree->document->article.published, .basis = AN_BASIS_DOCUMENT_DATE};
        date->is_known = true;
        if (!has_narrative && is_past(tree, verb)) lead_on(coder, date, paragraph);
    }
}

static bool is_violent(an_event_type type) { return type == AN_TYPE_ASSAULT || type == AN_TYPE_PROTEST; }

/* The noun by which it is the scene of another deed: its own, or the one that its participle tells of ("at a march organised by"). */
static uint32_t scene_word(const an_tree *tree, const an_draft *draft)
{
    uint32_t anchor = an_details_anchor(draft);
    if (draft->is_noun) return draft->top;
    return tree->tokens[anchor].deprel == AN_DEPREL_ACL && an_str_is(tree->tokens[anchor].xpos, "VBN") ? an_tree_head(tree, anchor) : AN_NONE;
}

/* Violence and its outcome are of one day: "four were killed in a strike on a depot", "in clashes with the police". */
void an_share_date(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    static const char *const scene[] = {"in", "during", "amid", "amidst", "by", "from", "following", "after", "at", NULL};
    an_event *event = coder->document->events.items + draft->number;
    uint32_t word = scene_word(tree, draft);
    if (word == AN_NONE || !has_marker(tree, word, scene) || !is_violent(event->type) || event->factuality != AN_FACTUALITY_HAPPENED || event->date.is_known || is_told_as_past(tree, draft)) return;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *other = coder->drafts + i;
        const an_event *told = other->number == AN_NONE ? NULL : coder->document->events.items + other->number;
        if (!told || told == event || !is_violent(told->type) || told->factuality != event->factuality || !told->date.is_known) continue;
        if (other->is_noun || !an_belongs_to(coder, other, an_node_above(coder, tree, word))) continue;
        event->date = told->date;
        return;
    }
}
