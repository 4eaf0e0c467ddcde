/* What the dictionary knows of happenings by their names: "the Crocus City Hall attack" was on 22 March 2024, whatever day the text is of. Only when and where
 * are taken from it, and only where the text says nothing else: a year that it names is made exact, another year stands. What is told as "since the fall of
 * Kabul", "before the Dayton Agreement" lies after or before its day. The words that name the happening are shown as the date's; its basis is `dictionary`. */
#include "base/utf8.h"
#include "event/details.h"
#include "event/draft.h"

enum { ANY_TYPE = -1 };

typedef struct naming {
    const an_happening *happening;
    an_span span;
} naming;

/* The word of [first, end) that hangs on one outside. */
static uint32_t head_of(const an_tree *tree, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        uint32_t head = an_tree_head(tree, t);
        if (head == AN_NONE || head < first || head >= end) return t;
    }
    return first;
}

/* The noun that the name stands with: "journalist" of "the journalist Jamal Khashoggi". */
static uint32_t above_name(const an_tree *tree, uint32_t word)
{
    for (uint32_t steps = 0; steps < AN_CLIMB_MAX; steps++) {
        an_deprel relation = tree->tokens[word].deprel;
        if (relation != AN_DEPREL_FLAT && relation != AN_DEPREL_APPOS && !(relation == AN_DEPREL_COMPOUND && tree->tokens[word].upos == AN_UPOS_PROPN)) return word;
        word = an_tree_head(tree, word);
    }
    return word;
}

/* "The attack on the hall", "the hall attack", "stormed the hall". */
static bool is_scene_of(const an_coder *coder, const an_tree *tree, uint32_t word, uint32_t anchor)
{
    an_deprel relation = tree->tokens[word].deprel;
    uint32_t preposition = an_tree_child(tree, word, AN_DEPREL_CASE);
    if (an_tree_head(tree, word) != anchor) return false;
    if (relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_NUMMOD || relation == AN_DEPREL_AMOD || relation == AN_DEPREL_OBJ) return true;
    if (relation != AN_DEPREL_NMOD && relation != AN_DEPREL_OBL) return false;
    return preposition == AN_NONE || tree->lemmas[preposition] == coder->grammar.of || tree->lemmas[preposition] == coder->grammar.against || an_tree_lemma_in(tree, preposition, coder->grammar.where);
}

/* "The murder of X", "X's murder", "the X murder", "X was murdered": nobody is killed twice. */
static bool is_victim_of(const an_coder *coder, const an_tree *tree, uint32_t word, uint32_t anchor)
{
    const an_token *token;
    if (an_tree_head(tree, word) != anchor) word = above_name(tree, word);
    token = tree->tokens + word;
    if (!an_tree_lemma_in(tree, anchor, coder->grammar.killings) || an_tree_head(tree, word) != anchor) return false;
    if (token->deprel == AN_DEPREL_NMOD) return token->subrel == AN_SUBREL_POSS || an_tree_case(tree, word) == coder->grammar.of;
    return token->deprel == AN_DEPREL_COMPOUND || token->deprel == AN_DEPREL_OBJ || (token->deprel == AN_DEPREL_NSUBJ && an_tree_is_passive(tree, anchor));
}

static bool names_act(const an_coder *coder, const an_tree *tree, uint32_t first, uint32_t end, uint32_t anchor, bool is_victim)
{
    uint32_t head = head_of(tree, first, end);
    if (is_victim) return is_victim_of(coder, tree, head, anchor);
    return (anchor >= first && anchor < end) || is_scene_of(coder, tree, head, anchor);
}

/* A text cannot tell of what came after it. */
static bool may_tell(const an_document *document, const an_happening *happening)
{
    return document->article.published.to == AN_DAY_UNKNOWN || happening->range.from <= document->article.published.to;
}

/* type: of the happening, or ANY_TYPE */
static void look_below(const an_coder *coder, const an_tree *tree, int type, uint32_t anchor, const an_str *folded, naming *found)
{
    uint32_t first, last;
    an_tree_extent(tree, anchor, &first, &last);
    for (uint32_t t = first; t <= last && !found->happening; t++) {
        an_phrase_match matches[AN_PHRASE_WORDS_MAX];
        size_t count = an_phrase_find(&coder->happenings->phrases, tree->tokens, folded, t, last + 1, matches);
        while (count-- > 0 && !found->happening) {
            const an_happening *happening = an_happening_of(coder->happenings, matches[count].values[0]);
            bool is_victim = an_happening_is_victim(matches[count].values[0]);
            uint32_t end = t + matches[count].word_count;
            if ((type != ANY_TYPE && happening->type != type) || !may_tell(tree->document, happening) || !names_act(coder, tree, t, end, anchor, is_victim)) continue;
            *found = (naming){happening, {tree->tokens[t].span.start, tree->tokens[end - 1].span.end}};
        }
    }
}

/* The sentence's words as the dictionary compares them, made once for all its events; NULL when scratch is exhausted. */
static const an_str *folded_words(an_coder *coder, const an_tree *tree)
{
    an_str *folded;
    if (coder->folded && coder->folded_sentence == tree->sentence) return coder->folded;
    folded = AN_NEW_ARRAY(coder->scratch, an_str, tree->count);
    for (uint32_t t = 0; folded && t < tree->count; t++) folded[t] = an_utf8_fold(coder->scratch, tree->tokens[t].form);
    coder->folded = folded;
    coder->folded_sentence = tree->sentence;
    return folded;
}

/* "Killed in the Bataclan attack"; not "fired missiles in answer to the parade attack", "executed the men convicted of the murder": those are two deeds. */
static bool is_its_scene(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t part)
{
    uint32_t preposition = an_tree_child(tree, part, AN_DEPREL_CASE), head = an_tree_head(tree, part);
    if (head != draft->token && head != draft->top) return false;
    return preposition == AN_NONE || tree->lemmas[preposition] == coder->grammar.by || an_tree_lemma_in(tree, preposition, coder->grammar.where);
}

/* By its own word, the noun above that stands for it, or what was merged into it: "killed in the Bataclan attack". */
static naming name_of(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    naming found = {0};
    const an_str *folded = folded_words(coder, tree);
    if (!folded) return found;
    look_below(coder, tree, (int)draft->event.type, draft->token, folded, &found);
    if (!found.happening && draft->top != draft->token) look_below(coder, tree, (int)draft->event.type, draft->top, folded, &found);
    for (uint32_t i = 0; i < draft->part_count && !found.happening; i++)
        if (is_its_scene(coder, tree, draft, draft->parts[i])) look_below(coder, tree, (int)draft->event.type, draft->parts[i], folded, &found);
    return found;
}

/* The text's own words for the date stand, unless they only say the same less exactly. */
static bool is_told_by_text(const an_event_date *date, an_date_range known)
{
    bool is_same = date->time.range.from == known.from && date->time.range.to == known.to;
    if (!date->is_known || is_same) return is_same;
    if (an_span_is_empty(date->span) || date->time.basis == AN_BASIS_NARRATIVE) return false;
    return known.from < date->time.range.from || date->time.range.to < known.to;
}

/* "Protests in Paris over the murder of X": he was not killed there; and a town says more than its country. */
static bool is_better_place(const an_event_place *told, const an_place *known)
{
    return !told->is_known || strcmp(told->place.country, known->country) != 0 || an_str_is(told->place.precision, "country");
}

static void take_date(an_event *event, an_date_range range, an_span words)
{
    event->date = (an_event_date){.time = {.range = range, .basis = AN_BASIS_DICTIONARY}, .span = words, .is_known = true};
}

/* "Since the fall of Kabul", "before the Dayton Agreement" beside what has no day of its own. */
static void take_limit(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_grammar *g = tree->grammar;
    const an_str *folded = folded_words(coder, tree);
    uint32_t anchor = an_details_anchor(draft);
    naming name = {0};
    if (!folded || draft->event.date.is_known) return;
    AN_FOR_CHILDREN(tree, child, anchor) {
        bool is_after = an_details_has_marker(tree, child, g->after_which);
        if (!is_after && !an_details_has_marker(tree, child, g->before_which)) continue;
        look_below(coder, tree, ANY_TYPE, child, folded, &name);
        if (!name.happening) continue;
        take_date(&draft->event, is_after ? (an_date_range){name.happening->range.to, AN_DAY_UNKNOWN} : (an_date_range){AN_DAY_UNKNOWN, name.happening->range.from}, name.span);
        return;
    }
}

void an_take_from_known(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_event *event = &draft->event;
    an_place place;
    naming name;
    if (!coder->happenings || !coder->happenings->count || event->factuality == AN_FACTUALITY_DID_NOT_HAPPEN || event->factuality == AN_FACTUALITY_PLANNED) return;
    name = name_of(coder, tree, draft);
    if (!name.happening) take_limit(coder, tree, draft);
    if (!name.happening || is_told_by_text(&event->date, name.happening->range)) return;
    take_date(event, name.happening->range, name.span);
    if (an_happening_place(coder->happenings, coder->places, name.happening, &place) && is_better_place(&event->place, &place))
        event->place = (an_event_place){.place = place, .span = name.span, .is_known = true};
}
