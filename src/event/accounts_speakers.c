/* Who speaks: the subject of a word of saying or whoever stands in its stead, who owns or makes the word, and sources that no verb names. */
#include "event/accounts.h"

enum {
    QUOTE_REACH = 8,      /* tokens from a verb to the quotation that it introduces */
    QUOTE_GAP = 3,        /* tokens from a word of saying to what it quotes: itself, a comma, the mark */
    VOICE_DEPTH = 3,      /* "part of the coverage in the Gazette" */
    LABEL_WORDS_MAX = 4,  /* "Israeli army spokesman:" */
    QUOTE_CLIMB = 3       /* links up from the word before the quotation to that verb */
};

/* "Speaking for them, Ana Paz, their lawyer, said"; "the army fled, a report says": the name or noun that the parser hung on what stands before
 * it, though the verb has no subject; AN_NONE. */
uint32_t an_lost_subject(const an_tree *tree, uint32_t verb)
{
    uint32_t first, last;
    bool is_finite = an_str_is(tree->tokens[verb].xpos, "VBD") || an_str_is(tree->tokens[verb].xpos, "VBZ") || an_str_is(tree->tokens[verb].xpos, "VBP");
    if (!is_finite || an_tree_is_passive(tree, verb) || an_tree_child(tree, verb, AN_DEPREL_NSUBJ) != AN_NONE || an_tree_has_to(tree, verb)) return AN_NONE;
    for (uint32_t t = 0; t < verb; t++) {
        bool is_name = tree->tokens[t].upos == AN_UPOS_PROPN || (tree->tokens[t].upos == AN_UPOS_NOUN && tree->tokens[verb].deprel == AN_DEPREL_CONJ);
        if (tree->tokens[t].deprel != AN_DEPREL_APPOS || !is_name || an_tree_head(tree, t) > t) continue;
        an_tree_extent(tree, t, &first, &last);
        while (last + 1 < verb && tree->tokens[last + 1].upos == AN_UPOS_PUNCT) last++;
        if (last + 1 == verb) return t;
    }
    return AN_NONE;
}

static bool is_nobody(an_str form)
{
    static const char *const words[] = {"it", "which", "that", "who", "what", "there", "this", "these", "those", "its", "nobody", "none", "nothing"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (an_str_equal_ignoring_ascii_case(form, an_str_from(words[i]))) return true;
    return false;
}

bool an_is_speaking(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    if (tree->tokens[token].upos == AN_UPOS_PROPN || tree->actor_at[token] != AN_NONE || an_tree_lemma_in(tree, token, coder->grammar.people)) return true;
    if (an_tree_lemma_in(tree, token, an_frames_set(coder->frames, "speaking"))) return true;
    return an_tree_lemma_in(tree, token, coder->grammar.containers) && an_tree_child(tree, token, AN_DEPREL_NMOD) != AN_NONE; /* "a group of experts" */
}

/* "Attack", "strike": a noun that tells an event. */
static bool is_deed(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    an_range triggers = tree->lemmas[token] == AN_NONE ? (an_range){0, 0} : an_frames_triggers(coder->frames, tree->lemmas[token]);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (coder->frames->triggers[triggers.first + i].entry_class == AN_ENTRY_FRAME && coder->frames->triggers[triggers.first + i].pos == AN_KEY_NOUN) return true;
    return false;
}

/* "The attack shows that ...": deeds say nothing; nor do other things, but to those who draw from them ("the study shows"). */
static bool can_speak(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t token)
{
    const an_token *t = tree->tokens + token;
    if (an_tree_lemma_in(tree, token, an_frames_set(coder->frames, "mute"))) return false;
    if (t->upos != AN_UPOS_NOUN) return true;
    if (an_tree_has_to(tree, saying->word) && an_tree_head(tree, saying->word) == token) return an_is_speaking(coder, tree, token); /* not "pensions to announce that" */
    if (an_tree_lemma_in(tree, token, an_frames_set(coder->frames, "feelings"))) return false; /* "their fear explains why" */
    if (an_is_speaking(coder, tree, token)) return true;
    return !an_is_report(coder, saying->report, "think") && !an_is_report(coder, saying->report, "regard") && !an_is_report(coder, saying->report, "link") && !is_deed(coder, tree, token);
}

/* "..., experts say": a mention that takes in a name before the comma and the noun behind it that speaks. */
static bool is_broken_mention(const an_tree *tree, uint32_t token)
{
    const an_mention *m = tree->actor_at[token] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[token];
    uint32_t at = token + tree->first;
    if (!m || at == m->first_token || at + 1 != m->end_token || tree->tokens[token].upos != AN_UPOS_NOUN) return false;
    return at > 0 && an_str_is(tree->document->parsed.tokens[at - 1].form, ",");
}

void an_name_speaker(const an_tree *tree, uint32_t token, an_participants *list, an_arena *arena)
{
    const an_token *t = tree->tokens + token;
    bool is_word = t->upos == AN_UPOS_PRON || t->upos == AN_UPOS_ADJ || t->upos == AN_UPOS_DET || t->upos == AN_UPOS_NUM;
    an_participant p = {.mention = AN_NONE, .span = is_word || is_broken_mention(tree, token) ? t->span : an_words_of(tree, token)};
    if ((t->upos != AN_UPOS_NOUN && t->upos != AN_UPOS_PROPN && !is_word) || is_nobody(t->form)) return;
    if (t->upos == AN_UPOS_ADJ && an_tree_lemma_in(tree, token, an_frames_set(tree->grammar->frames, "ordinals"))) return; /* "the first would mean" */
    p.actor.name = an_str_of_span(tree->document->article.text.data, p.span);
    p.actor.entry = AN_NONE;
    if (t->name == AN_NAME_PERSON) p.actor.kind = AN_ACTOR_PERSON;
    if (t->name == AN_NAME_ORGANISATION) p.actor.kind = AN_ACTOR_ORGANISATION;
    AN_PUSH(arena, list, p);
}

/* "..., experts said" after a name was read as what the name is: an apposition would be closed by a comma. */
static uint32_t real_subject(const an_tree *tree, uint32_t verb, uint32_t subject)
{
    if (subject > verb) return subject;
    if (tree->tokens[subject].subrel == AN_SUBREL_OUTER)
        AN_FOR_CHILDREN(tree, child, verb)
            if (tree->tokens[child].deprel == AN_DEPREL_NSUBJ && child > subject && child < verb) return child; /* "what I wish to say is that the court made clear" */
    AN_FOR_CHILDREN(tree, child, subject) {
        uint32_t first, last;
        if (tree->tokens[child].deprel != AN_DEPREL_APPOS || child < subject || child > verb) continue;
        an_tree_extent(tree, child, &first, &last);
        for (last++; last < verb && (tree->tokens[last].upos == AN_UPOS_AUX || tree->tokens[last].upos == AN_UPOS_ADV);) last++;
        if (last == verb) return child;
    }
    return subject;
}

/* "A report by the inspectors said": those who wrote it. */
static uint32_t author_of(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    if (!an_tree_lemma_in(tree, noun, coder->grammar.documents) && !an_tree_lemma_in(tree, noun, an_frames_set(coder->frames, "speaking"))) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, noun) {
        an_word preposition = tree->tokens[child].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, child) : AN_NONE;
        if (preposition != AN_NONE && (preposition == coder->grammar.by || preposition == coder->grammar.from)) return child;
    }
    return AN_NONE;
}

/* "Part of the coverage in the Gazette": the paper, or who made the thing; AN_NONE. */
static uint32_t voice_within(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    for (uint32_t depth = 0; depth < VOICE_DEPTH && noun != AN_NONE; depth++) {
        uint32_t below = author_of(coder, tree, noun);
        if (below != AN_NONE) return below;
        AN_FOR_CHILDREN(tree, child, noun) {
            uint32_t mention = tree->actor_at[child];
            if (tree->tokens[child].deprel != AN_DEPREL_NMOD) continue;
            if (mention != AN_NONE && tree->document->mentions.items[mention].actor.kind == AN_ACTOR_MEDIA) return child;
            if (below == AN_NONE && an_tree_case(tree, child) == coder->grammar.of) below = child;
        }
        noun = below;
    }
    return AN_NONE;
}

/* "A Gazette report", "an article in the Gazette": the paper. */
static uint32_t outlet_of(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    bool is_text = an_tree_lemma_in(tree, noun, coder->grammar.documents) || an_tree_lemma_in(tree, noun, an_frames_set(coder->frames, "speaking"));
    AN_FOR_CHILDREN(tree, child, noun) {
        uint32_t mention = tree->actor_at[child];
        bool is_beside = tree->tokens[child].deprel == AN_DEPREL_NMOD || tree->tokens[child].deprel == AN_DEPREL_COMPOUND;
        if (is_text && is_beside && mention != AN_NONE && tree->document->mentions.items[mention].actor.kind == AN_ACTOR_MEDIA) return child;
    }
    return AN_NONE;
}

/* The first of "the school and the police said", if only the others are known. */
static bool is_later_conjunct(const an_tree *tree, uint32_t token, const an_participant *found)
{
    uint32_t conjunct = an_tree_child(tree, token, AN_DEPREL_CONJ);
    return conjunct != AN_NONE && found->span.start > tree->tokens[token].span.end && (tree->tokens[token].upos == AN_UPOS_PROPN || tree->actor_at[token] != AN_NONE);
}

/* "A letter seen by Reuters": not the one who wrote it. */
static bool is_reader(const an_coder *coder, const an_tree *tree, uint32_t noun, const an_participant *found)
{
    an_range reading = an_frames_set(coder->frames, "reading");
    if (tree->tokens[noun].upos != AN_UPOS_NOUN || found->span.start <= tree->tokens[noun].span.start) return false;
    AN_FOR_CHILDREN(tree, clause, noun) {
        uint32_t first, last;
        if (tree->tokens[clause].deprel != AN_DEPREL_ACL || !an_tree_lemma_in(tree, clause, reading)) continue;
        an_tree_extent(tree, clause, &first, &last);
        if (found->span.start >= tree->tokens[first].span.start && found->span.end <= tree->tokens[last].span.end) return true;
    }
    return false;
}

/* A known participant that a speaker cannot be: "it" is no person, and no name runs over a bracket. */
static bool is_misread(const an_coder *coder, const an_tree *tree, uint32_t token, const an_participant *found)
{
    an_str words = an_str_of_span(tree->document->article.text.data, found->span);
    if (an_str_equal_ignoring_ascii_case(tree->tokens[token].form, AN_STR("it")) && found->actor.kind == AN_ACTOR_PERSON) return true;
    return is_later_conjunct(tree, token, found) || is_reader(coder, tree, token, found) || (words.length && memchr(words.data, '[', words.length));
}

static void drop_misread(const an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    if (list->count && is_misread(coder, tree, token, list->items)) list->count = 0;
}

static bool add_voice(const an_coder *coder, const an_tree *tree, uint32_t token, const an_participant *voice, an_participants *list)
{
    an_participant p = *voice;
    p.span = tree->tokens[token].span;
    return AN_PUSH(coder->arena, list, p);
}

/* What is quoted does not name who quotes: "they said, 'Anna, come here'", "'Anna left,' said the guard". */
static bool is_quoted(const an_coder *coder, const an_tree *tree, uint32_t word, uint32_t token)
{
    uint32_t quote = an_quote_at(coder, token + tree->first);
    if (quote == AN_NONE || quote == an_quote_at(coder, word + tree->first)) return false;
    if (token < word) return coder->quotes.items[quote].end_token <= word + tree->first;
    return coder->quotes.items[quote].first_token <= word + tree->first + QUOTE_GAP;
}

static bool agrees(an_str pronoun, const an_actor *actor)
{
    bool is_person = actor->kind == AN_ACTOR_PERSON;
    if (an_is_he_or_she(pronoun)) return is_person;
    return !is_person && actor->id.data && (an_str_equal_ignoring_ascii_case(pronoun, AN_STR("it")) || an_str_equal_ignoring_ascii_case(pronoun, AN_STR("they")));
}

/* A body that the text does not name: "the ministry" for "it", "the inspectors" for "they". */
static bool is_nameless_voice(const an_coder *coder, const an_tree *tree, uint32_t noun, an_str pronoun)
{
    bool is_plural = an_tree_is_tagged(tree, noun, "NNS");
    if (tree->tokens[noun].upos != AN_UPOS_NOUN || is_plural != an_str_equal_ignoring_ascii_case(pronoun, AN_STR("they")) || an_is_he_or_she(pronoun)) return false;
    return an_is_speaking(coder, tree, noun) && (is_plural || !an_tree_lemma_in(tree, noun, coder->grammar.people));
}

/* "Kenya struck men who it said were armed", where the chains leave the pronoun open: the subject of the clause above, if it agrees. */
static bool add_subject_above(const an_coder *coder, const an_tree *tree, uint32_t verb, uint32_t pronoun, an_participants *list)
{
    for (uint32_t at = an_tree_head(tree, verb), steps = 0; at != AN_NONE && steps < AN_CLIMB_MAX; at = an_tree_head(tree, at), steps++) {
        an_participants found = {0};
        uint32_t subject = an_tree_is_predicate(tree, at) ? an_own_subject(tree, at) : AN_NONE;
        if (subject == AN_NONE || subject >= pronoun) continue;
        an_resolve(coder, tree, subject, false, &found);
        if (!found.count && is_nameless_voice(coder, tree, subject, tree->tokens[pronoun].form)) an_name_speaker(tree, subject, &found, coder->arena);
        else if (!found.count || !found.items[0].actor.id.data || !agrees(tree->tokens[pronoun].form, &found.items[0].actor)) return false;
        return found.count && add_voice(coder, tree, pronoun, found.items, list);
    }
    return false;
}

/* "A Daesh affiliate, the Daesh-K, said": the name set beside the noun says who is meant; the words stay. */
static void take_name_beside(const an_coder *coder, const an_tree *tree, uint32_t noun, an_participants *list)
{
    if (!list->count || tree->tokens[noun].upos != AN_UPOS_NOUN || list->items[0].actor.kind == AN_ACTOR_PERSON) return;
    AN_FOR_CHILDREN(tree, child, noun) {
        an_participants named = {0};
        if (tree->tokens[child].deprel != AN_DEPREL_APPOS || tree->tokens[child].upos != AN_UPOS_PROPN || child < noun) continue;
        an_resolve(coder, tree, child, false, &named);
        if (named.count && named.items[0].actor.id.data && named.items[0].actor.kind != AN_ACTOR_PERSON) list->items[0].actor = named.items[0].actor;
    }
}

/* Of a thing that says nothing itself: "the story was an attack on Lima, accusing it of ...". */
static bool resolve_voice_within(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t noun, an_participants *list)
{
    uint32_t subject = an_tree_child(tree, noun, AN_DEPREL_COP) == AN_NONE ? AN_NONE : an_tree_child(tree, noun, AN_DEPREL_NSUBJ);
    uint32_t voice = voice_within(coder, tree, subject == AN_NONE ? noun : subject);
    return voice != AN_NONE && voice < saying->word && an_resolve(coder, tree, voice, false, list) > 0;
}

static bool resolve_subject(const an_coder *coder, const an_tree *tree, const an_saying *saying, uint32_t token, an_participants *list)
{
    uint32_t author;
    const an_participant *voice = an_voice_of_person(coder, tree, token);
    an_participant body;
    token = real_subject(tree, saying->word, token);
    if (is_quoted(coder, tree, saying->word, token)) return false;
    if (!can_speak(coder, tree, saying, token)) return resolve_voice_within(coder, tree, saying, token, list);
    if (voice) return add_voice(coder, tree, token, voice, list);
    if (is_broken_mention(tree, token)) return false;
    an_resolve(coder, tree, token, false, list);
    drop_misread(coder, tree, token, list);
    if (list->count && token < saying->word && list->items[0].span.start > tree->tokens[saying->word].span.start) list->count = 0;
    take_name_beside(coder, tree, token, list);
    if (!list->count && tree->tokens[token].upos == AN_UPOS_PROPN) an_add_state_of_place(coder, tree, token, list); /* "Lima thinks that" */
    if (list->count && list->items[0].actor.id.data) return true;
    if (!list->count && tree->tokens[token].upos == AN_UPOS_PRON && add_subject_above(coder, tree, saying->word, token, list)) return true;
    if (!list->count && an_find_voice_of_it(coder, tree, token, &body)) return add_voice(coder, tree, token, &body, list);
    if (author_of(coder, tree, token) == AN_NONE && outlet_of(coder, tree, token) == AN_NONE && an_find_voice_of_noun(coder, tree, token, &body)) {
        list->count = 0;
        return add_voice(coder, tree, token, &body, list);
    }
    author = outlet_of(coder, tree, token);
    if (author != AN_NONE) {
        list->count = 0;
        return an_resolve(coder, tree, author, tree->tokens[author].deprel == AN_DEPREL_COMPOUND, list) > 0;
    }
    if (list->count) return true;
    author = author_of(coder, tree, token);
    return author != AN_NONE && an_resolve(coder, tree, author, false, list) > 0;
}

/* "Russia's (and Iran's) lies": whoever stands before the bracket is told of first. */
static void resolve_before_bracket(const an_coder *coder, const an_tree *tree, uint32_t owner, an_participants *list)
{
    uint32_t bracket = owner >= 2 && tree->tokens[owner - 1].upos == AN_UPOS_CCONJ ? owner - 2 : AN_NONE, before;
    if (bracket == AN_NONE || bracket < 2 || !an_str_is(tree->tokens[bracket].form, "(")) return;
    before = tree->tokens[bracket - 1].upos == AN_UPOS_PART || tree->tokens[bracket - 1].deprel == AN_DEPREL_CASE ? bracket - 2 : AN_NONE;
    if (before != AN_NONE && (tree->tokens[before].upos == AN_UPOS_PROPN || tree->tokens[before].upos == AN_UPOS_NOUN)) an_resolve(coder, tree, before, false, list);
}

/* "The claim came from X". */
static void resolve_origin(const an_coder *coder, const an_tree *tree, uint32_t verb, an_participants *list)
{
    if (verb == AN_NONE || (!an_str_is(tree->tokens[verb].lemma, "come") && !an_str_is(tree->tokens[verb].lemma, "originate"))) return;
    AN_FOR_CHILDREN(tree, child, verb) {
        if (list->count || tree->tokens[child].deprel != AN_DEPREL_OBL || an_tree_case(tree, child) != coder->grammar.from || !an_is_speaking(coder, tree, child)) continue;
        if (!an_resolve(coder, tree, child, false, list)) an_name_speaker(tree, child, list, coder->arena);
    }
}

/* Whose word it is that a verb has as its object: of one who makes, spreads or holds it, not of one who hears or rejects it. */
static bool is_voiced(const an_coder *coder, const an_tree *tree, uint32_t noun, uint32_t verb)
{
    const an_grammar *g = &coder->grammar;
    an_word preposition = an_tree_case(tree, noun);
    if (tree->tokens[noun].deprel == AN_DEPREL_OBJ) return an_tree_lemma_in(tree, verb, an_frames_set(coder->frames, "voicing"));
    if (tree->tokens[noun].deprel != AN_DEPREL_OBL || preposition == AN_NONE) return false;
    return preposition == g->in || preposition == g->with || preposition == g->by || preposition == g->under || an_str_is(tree->tokens[verb].lemma, "come");
}

/* "X's claim", "claims by X", "X made the claim", "X came to the conclusion". */
static void resolve_owner_of_word(const an_coder *coder, const an_tree *tree, const an_saying *saying, an_participants *list)
{
    uint32_t verb = an_tree_head(tree, saying->word), subject;
    an_deprel relation = (an_deprel)tree->tokens[saying->word].deprel;
    for (uint32_t i = 0; i < saying->arguments.count && !list->count; i++) {
        uint32_t from = saying->arguments.items[i].slot;
        if (from == AN_SLOT_POSS) resolve_before_bracket(coder, tree, saying->arguments.items[i].token, list);
        if (list->count) return;
        if (from == AN_SLOT_POSS || from == AN_SLOT_PREPOSITION + coder->grammar.by || from == AN_SLOT_PREPOSITION + coder->grammar.from || from == AN_SLOT_MODIFIER)
            an_resolve(coder, tree, saying->arguments.items[i].token, from == AN_SLOT_MODIFIER, list);
    }
    for (uint32_t i = 0; i < saying->arguments.count && !list->count; i++)
        if (saying->arguments.items[i].slot == AN_SLOT_POSS) an_name_speaker(tree, saying->arguments.items[i].token, list, coder->arena);
    if (!list->count && relation == AN_DEPREL_NSUBJ) resolve_origin(coder, tree, verb, list);
    if (list->count || verb == AN_NONE || tree->tokens[verb].upos != AN_UPOS_VERB || !is_voiced(coder, tree, saying->word, verb)) return;
    subject = an_subject_of(tree, verb);
    if (subject == AN_NONE || an_tree_is_passive(tree, verb) || !can_speak(coder, tree, saying, subject)) return;
    if (!an_resolve(coder, tree, subject, false, list) && !an_add_state_of_place(coder, tree, subject, list)) an_name_speaker(tree, subject, list, coder->arena);
}

/* "It was reported in the Gazette that", "in a study by the agency it was found that". */
static void resolve_place_of_saying(const an_coder *coder, const an_tree *tree, uint32_t verb, an_participants *list)
{
    AN_FOR_CHILDREN(tree, child, verb) {
        an_word preposition = tree->tokens[child].deprel == AN_DEPREL_OBL ? an_tree_case(tree, child) : AN_NONE;
        uint32_t author;
        if (preposition == AN_NONE || preposition != coder->grammar.in || !an_is_speaking(coder, tree, child)) continue;
        author = author_of(coder, tree, child);
        if (author != AN_NONE && !an_resolve(coder, tree, author, false, list)) an_name_speaker(tree, author, list, coder->arena);
        if (!list->count && tree->tokens[child].upos == AN_UPOS_NOUN && tree->actor_at[child] == AN_NONE) an_name_speaker(tree, child, list, coder->arena);
        if (!list->count && tree->actor_at[child] != AN_NONE && tree->document->mentions.items[tree->actor_at[child]].actor.kind == AN_ACTOR_MEDIA) an_resolve(coder, tree, child, false, list);
        if (list->count) return;
    }
}

/* "[the group] claimed": what an editor put in brackets is no subject to the parser. */
static uint32_t bracketed_before(const an_tree *tree, uint32_t verb)
{
    if (verb < 2 || !an_str_is(tree->tokens[verb - 1].form, "]")) return AN_NONE;
    return tree->tokens[verb - 2].upos == AN_UPOS_PROPN || tree->tokens[verb - 2].upos == AN_UPOS_NOUN ? verb - 2 : AN_NONE;
}

/* "It seems to regard them as enemies": whom the empty-looking "it" means, not who governs the sentence. */
static uint32_t raised_pronoun(const an_tree *tree, uint32_t verb)
{
    uint32_t head = an_tree_head(tree, verb), pronoun = head == AN_NONE || tree->tokens[verb].deprel != AN_DEPREL_XCOMP ? AN_NONE : an_tree_child(tree, head, AN_DEPREL_EXPL);
    return pronoun != AN_NONE && an_tree_child(tree, head, AN_DEPREL_NSUBJ) == AN_NONE ? pronoun : AN_NONE;
}

/* "It is hard for the mayor to admit that": the mayor. */
static uint32_t named_with_for(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t head = an_tree_head(tree, verb), marker = AN_NONE;
    if (head == AN_NONE || head > verb || !an_tree_has_to(tree, verb)) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, head) {
        if (child < head || child > verb || (tree->tokens[child].deprel != AN_DEPREL_OBL && tree->tokens[child].deprel != AN_DEPREL_NMOD)) continue;
        marker = child;
        while (marker > head && !an_str_is(tree->tokens[marker].lemma, "for")) marker--;
        if (marker > head && (tree->tokens[child].upos == AN_UPOS_PRON || an_is_speaking(coder, tree, child))) return child;
    }
    return AN_NONE;
}

/* "Police said in a statement posted online that ...", with the clause hung on "posted": police. */
static uint32_t issuer_above(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t noun = an_tree_head(tree, verb), above = noun == AN_NONE ? AN_NONE : an_tree_head(tree, noun);
    an_arguments arguments;
    if (above == AN_NONE || tree->tokens[verb].deprel != AN_DEPREL_ACL || !an_str_is(tree->tokens[verb].xpos, "VBN") || tree->tokens[noun].deprel != AN_DEPREL_OBL) return AN_NONE;
    if (tree->tokens[above].upos != AN_UPOS_VERB || an_tree_is_passive(tree, above) || an_tree_case(tree, noun) != coder->grammar.in || !an_find_report(coder, tree, above, &arguments)) return AN_NONE;
    return an_tree_lemma_in(tree, noun, coder->grammar.documents) ? an_own_subject(tree, above) : AN_NONE;
}

/* "'We left,' said the guard", with the guard hung on anything: the noun or name that stands right behind the verb that follows a quotation. */
static uint32_t named_behind_quote(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t at = verb + tree->first, end = verb + 1;
    size_t quote = an_first_quote_after(coder, at >= QUOTE_GAP ? at - QUOTE_GAP : 0);
    if (!an_tree_is_verb(tree, verb) || quote >= coder->quotes.count || coder->quotes.items[quote].end_token > at) return AN_NONE;
    while (end < tree->count && tree->tokens[end].upos != AN_UPOS_PUNCT) end++;
    for (uint32_t t = verb + 1; t < end; t++) {
        uint32_t head = an_tree_head(tree, t);
        bool is_top = head == AN_NONE || head <= verb || head >= end;
        if (is_top && (tree->tokens[t].upos == AN_UPOS_NOUN || tree->tokens[t].upos == AN_UPOS_PROPN)) return an_is_speaking(coder, tree, t) ? t : AN_NONE;
    }
    return AN_NONE;
}

/* Who speaks, where the verb has no subject that does. */
static uint32_t named_elsewhere(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t named = named_with_for(coder, tree, verb);
    if (named == AN_NONE) named = bracketed_before(tree, verb);
    if (named == AN_NONE) named = issuer_above(coder, tree, verb);
    if (named == AN_NONE) named = named_behind_quote(coder, tree, verb);
    return named == AN_NONE ? an_lost_subject(tree, verb) : named;
}

/* "It said that ...", where the parser takes "it" for nobody. */
static void resolve_mistaken_it(const an_coder *coder, const an_tree *tree, uint32_t verb, an_participants *list)
{
    uint32_t it = an_tree_is_verb(tree, verb) ? an_tree_child(tree, verb, AN_DEPREL_EXPL) : AN_NONE;
    an_participant voice;
    if (it != AN_NONE && it < verb && an_find_voice_of_it(coder, tree, it, &voice)) add_voice(coder, tree, it, &voice, list);
}

/* The word of saying whose speaker goes on with `word`; AN_NONE. */
static uint32_t said_on_by(const an_coder *coder, const an_tree *tree, uint32_t word)
{
    return an_is_beyond_content(tree, word) ? an_tree_head(tree, an_tree_head(tree, word)) : an_saying_gone_on_with(coder, tree, word);
}

/* Who speaks: one participant; false if nobody is named. Of several the first; an_find_cospeakers tells the others. */
bool an_find_speaker(const an_coder *coder, const an_tree *tree, const an_saying *saying, an_participant *speaker)
{
    an_participants list = {0};
    uint32_t slot = saying->report->speaker_slot, other = said_on_by(coder, tree, saying->word);
    an_saying above;
    if (other != AN_NONE) return an_find_saying(coder, tree, other, &above) && an_find_speaker(coder, tree, &above, speaker);
    if (an_cited_as_saying(tree, saying->word) != AN_NONE) return an_resolve_source(coder, tree, an_cited_as_saying(tree, saying->word), speaker);
    if (tree->tokens[saying->word].deprel == AN_DEPREL_CONJ && an_lost_subject(tree, saying->word) != AN_NONE) return an_resolve_source(coder, tree, an_lost_subject(tree, saying->word), speaker);
    if (raised_pronoun(tree, saying->word) != AN_NONE) {
        if (an_resolve(coder, tree, raised_pronoun(tree, saying->word), false, &list)) *speaker = list.items[0];
        return list.count > 0;
    }
    for (uint32_t i = 0; i < saying->arguments.count && !list.count; i++)
        if (saying->arguments.items[i].slot == slot) resolve_subject(coder, tree, saying, saying->arguments.items[i].token, &list);
    if (!list.count && tree->tokens[saying->word].upos == AN_UPOS_NOUN) resolve_owner_of_word(coder, tree, saying, &list);
    for (uint32_t i = 0; i < saying->arguments.count && !list.count; i++) {
        uint32_t token = saying->arguments.items[i].token;
        if (saying->arguments.items[i].slot != slot) continue;
        token = real_subject(tree, saying->word, token);
        if (can_speak(coder, tree, saying, token) && !is_quoted(coder, tree, saying->word, token)) an_name_speaker(tree, token, &list, coder->arena);
    }
    other = list.count ? AN_NONE : named_elsewhere(coder, tree, saying->word);
    if (other != AN_NONE && !an_resolve(coder, tree, other, false, &list)) an_name_speaker(tree, other, &list, coder->arena);
    if (!list.count && !saying->is_passive) resolve_mistaken_it(coder, tree, saying->word, &list);
    if (!list.count && saying->is_passive) resolve_place_of_saying(coder, tree, saying->word, &list);
    if (!list.count) return false;
    *speaker = list.items[0];
    return true;
}

/* ---- sources that no verb names ---- */

/* Of "the words of X", "X's view": X. */
static uint32_t owner_of_view(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        if (tree->tokens[child].deprel != AN_DEPREL_NMOD) continue;
        if (tree->tokens[child].subrel == AN_SUBREL_POSS || an_tree_case(tree, child) == coder->grammar.of) return child;
    }
    return AN_NONE;
}

static bool is_citing(const an_tree *tree, uint32_t token)
{
    const an_token *t = tree->tokens + token;
    return (t->deprel == AN_DEPREL_ADVCL || t->deprel == AN_DEPREL_ACL) && an_str_is(t->xpos, "VBG") && (an_str_is(t->lemma, "cite") || an_str_is(t->lemma, "quote"));
}

/* "She smiled:", "The mayor was blunt:". */
static bool introduces(const an_tree *tree, uint32_t token)
{
    return tree->tokens[token].upos == AN_UPOS_VERB || (tree->tokens[token].upos == AN_UPOS_ADJ && an_tree_child(tree, token, AN_DEPREL_COP) != AN_NONE);
}

/* Whoever speaks a quotation that begins right behind the verb, whatever the verb: "She smiled: 'At last.'" */
bool an_find_speaker_before_quote(const an_coder *coder, const an_tree *tree, uint32_t quote_start, uint32_t *verb, an_participant *speaker)
{
    an_participants list = {0};
    uint32_t at = quote_start, subject;
    if (at < 2) return false;
    at -= 2; /* the mark itself stands between */
    while (at > 0 && (an_str_is(tree->tokens[at].form, ",") || an_str_is(tree->tokens[at].form, ":"))) at--;
    for (uint32_t steps = 0; at != AN_NONE && !introduces(tree, at) && steps < QUOTE_CLIMB; steps++) at = an_tree_head(tree, at);
    if (at == AN_NONE || !introduces(tree, at) || tree->tokens[at].deprel == AN_DEPREL_ACL || at > quote_start || quote_start - at > QUOTE_REACH) return false;
    subject = an_subject_of(tree, at);
    if (subject == AN_NONE || subject > at || an_tree_is_passive(tree, at)) return false;
    if (tree->tokens[subject].upos != AN_UPOS_PRON && !an_is_speaking(coder, tree, subject)) return false;
    an_resolve(coder, tree, subject, false, &list);
    drop_misread(coder, tree, subject, &list);
    if (!list.count) an_name_speaker(tree, subject, &list, coder->arena);
    if (!list.count) return false;
    *verb = at;
    *speaker = list.items[0];
    return true;
}

bool an_find_person_told_of(const an_coder *coder, const an_tree *tree, uint32_t verb, an_participant *speaker)
{
    an_participants list = {0};
    uint32_t subject = tree->tokens[verb].upos == AN_UPOS_VERB && !an_tree_is_passive(tree, verb) ? an_own_subject(tree, verb) : AN_NONE;
    if (subject == AN_NONE || subject > verb) return false;
    an_resolve(coder, tree, subject, false, &list);
    drop_misread(coder, tree, subject, &list);
    if (!list.count && tree->tokens[subject].name == AN_NAME_PERSON) an_name_speaker(tree, subject, &list, coder->arena);
    if (!list.count || list.items[0].actor.kind != AN_ACTOR_PERSON || list.items[0].span.start > tree->tokens[subject].span.end) return false;
    *speaker = list.items[0];
    return true;
}

/* "As a report documented: ...", where the verb was hung under the report. */
static bool is_documented(const an_coder *coder, const an_tree *tree, uint32_t token, an_word preposition)
{
    uint32_t verb = an_tree_child(tree, token, AN_DEPREL_ACL);
    an_arguments arguments;
    if (verb == AN_NONE || !an_str_is(an_frames_word_text(coder->frames, preposition), "as") || tree->tokens[verb].upos != AN_UPOS_VERB) return false;
    return an_is_speaking(coder, tree, token) && an_find_report(coder, tree, verb, &arguments) != NULL;
}

uint32_t an_named_source(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    an_deprel relation = (an_deprel)tree->tokens[token].deprel;
    an_word preposition;
    if (is_citing(tree, token)) {
        uint32_t cited = an_tree_child(tree, token, AN_DEPREL_OBJ);
        return cited != AN_NONE && an_is_speaking(coder, tree, cited) ? cited : AN_NONE; /* not "citing the weather" */
    }
    if (relation != AN_DEPREL_OBL && relation != AN_DEPREL_NMOD) return AN_NONE;
    preposition = an_tree_case(tree, token);
    if (preposition == AN_NONE) return AN_NONE;
    if (preposition == coder->grammar.according && an_tree_lemma_in(tree, token, coder->grammar.rules_and_plans)) return AN_NONE; /* nobody speaks by "the new rules" */
    if (preposition == coder->grammar.according || is_documented(coder, tree, token, preposition)) return token;
    if (relation != AN_DEPREL_OBL || (preposition != coder->grammar.in && preposition != coder->grammar.from && preposition != coder->grammar.by)) return AN_NONE;
    return an_tree_lemma_in(tree, token, an_frames_set(coder->frames, "viewpoints")) ? owner_of_view(coder, tree, token) : AN_NONE;
}

/* "..., killing six": a participle that goes on with what the clause before it tells. */
bool an_is_trailing(const an_tree *tree, uint32_t verb)
{
    uint32_t head = an_tree_head(tree, verb);
    if (tree->tokens[verb].deprel != AN_DEPREL_ADVCL || !an_str_is(tree->tokens[verb].xpos, "VBG") || head == AN_NONE || head > verb) return false;
    return an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE && !an_tree_has_subject(tree, verb);
}

/* "It wants to divide them and rule them, according to experts": all of it, not the last verb alone that the phrase was hung on. */
uint32_t an_clause_of_source(const an_tree *tree, uint32_t phrase)
{
    uint32_t clause = an_tree_head(tree, phrase), first, last;
    if (clause == AN_NONE || clause > phrase) return clause;
    an_tree_extent(tree, phrase, &first, &last);
    if (!an_str_is(tree->tokens[first].form, ",") && (first == 0 || !an_str_is(tree->tokens[first - 1].form, ","))) return clause;
    while (tree->tokens[clause].deprel == AN_DEPREL_CONJ || tree->tokens[clause].deprel == AN_DEPREL_XCOMP || an_is_trailing(tree, clause)) {
        uint32_t above = an_tree_head(tree, clause);
        if (above == AN_NONE || above > clause || !an_tree_is_predicate(tree, above)) break;
        clause = above;
    }
    return clause;
}

/* Whom the words of the source name, and not somebody elsewhere in the sentence that stands for them: "the UN" of "as a UN report says". */
static void resolve_within(const an_coder *coder, const an_tree *tree, uint32_t source, an_participants *list)
{
    uint32_t first, last;
    an_tree_extent(tree, source, &first, &last);
    an_resolve(coder, tree, source, false, list);
    drop_misread(coder, tree, source, list);
    if (list->count && (list->items[0].span.start < tree->tokens[first].span.start || list->items[0].span.end > tree->tokens[last].span.end)) list->count = 0;
    AN_FOR_CHILDREN(tree, child, source) {
        bool is_modifier = tree->tokens[child].deprel == AN_DEPREL_COMPOUND || tree->tokens[child].deprel == AN_DEPREL_AMOD || tree->tokens[child].subrel == AN_SUBREL_POSS;
        if (!list->count && is_modifier && tree->tokens[source].upos == AN_UPOS_NOUN) an_resolve(coder, tree, child, tree->tokens[child].subrel != AN_SUBREL_POSS, list);
    }
}

bool an_resolve_source(const an_coder *coder, const an_tree *tree, uint32_t source, an_participant *speaker)
{
    an_participants list = {0};
    uint32_t author = author_of(coder, tree, source);
    resolve_within(coder, tree, source, &list);
    if (!list.count && author != AN_NONE) an_resolve(coder, tree, author, false, &list);
    if (!list.count) an_name_speaker(tree, source, &list, coder->arena);
    if (!list.count) return false;
    *speaker = list.items[0];
    return true;
}

/* ---- labels: "UN: Rebels killed forty" ---- */

/* The token of the colon that ends a label at the sentence's beginning; 0: none. */
static uint32_t end_of_label(const an_tree *tree)
{
    for (uint32_t t = 1; t <= LABEL_WORDS_MAX && t + 1 < tree->count; t++) {
        an_upos before = (an_upos)tree->tokens[t - 1].upos;
        if (before != AN_UPOS_PROPN && before != AN_UPOS_NOUN && before != AN_UPOS_ADJ && before != AN_UPOS_DET) return 0;
        if (an_str_is(tree->tokens[t].form, ":")) return t;
    }
    return 0;
}

/* Whether a label tells the source and not the matter: a paper, a person, "police"; states, offices and groups head what is told of them. */
static bool is_label_of_source(const an_coder *coder, const an_tree *tree, uint32_t head, const an_actor *actor)
{
    if (an_tree_lemma_in(tree, head, an_frames_set(coder->frames, "sources"))) return true;
    return actor->id.data && (actor->kind == AN_ACTOR_MEDIA || actor->kind == AN_ACTOR_PERSON);
}

bool an_find_label(const an_coder *coder, const an_tree *tree, bool is_quoted_behind, uint32_t *colon, an_participant *speaker)
{
    an_participants list = {0};
    uint32_t end = end_of_label(tree), head;
    if (!end) return false;
    head = end - 1;
    while (an_tree_head(tree, head) != AN_NONE && an_tree_head(tree, head) < end) head = an_tree_head(tree, head);
    an_resolve(coder, tree, head, false, &list);
    if (!list.count && is_quoted_behind && tree->tokens[head].upos == AN_UPOS_PROPN) an_add_state_of_place(coder, tree, head, &list);
    if (!list.count && an_tree_lemma_in(tree, head, an_frames_set(coder->frames, "speaking"))) an_name_speaker(tree, head, &list, coder->arena);
    if (!list.count || list.items[0].span.start >= tree->tokens[end].span.start) return false;
    if (!is_quoted_behind && !is_label_of_source(coder, tree, head, &list.items[0].actor)) return false;
    *colon = end;
    *speaker = list.items[0];
    return true;
}
