/* Proper names that no dictionary knows, and names that the document itself explains: a surname after the full name, an
 * abbreviation in brackets after the words that it stands for. */
#include "mention/actor_words.h"
#include "mention/actors.h"

#include "base/hash.h"
#include "lexicon/actors_given.h"
#include "lexicon/atoms.h"

enum { LEARNED_WORDS_MAX = 4, LEARNED_BYTES_MAX = 96, PARTICLE_BYTES_MAX = 3, DOUBLE_SURNAME_WORDS = 3 };

static const an_token *token_at(const an_actor_finder *f, uint32_t token) { return f->parsed->tokens + token; }

static bool is_free(const an_actor_finder *f, uint32_t token) { return f->hit_at[token] == AN_NONE && !f->other_at[token]; }

/* ---- what was learned ---- */

static an_str fold_words(an_actor_finder *f, uint32_t first, uint32_t end)
{
    char *text = an_arena_alloc(f->scratch, LEARNED_BYTES_MAX);
    size_t length = 0;
    for (uint32_t i = first; text && i < end; i++) {
        if (length + f->folded[i].length + 1 > LEARNED_BYTES_MAX) return (an_str){0};
        if (i > first) text[length++] = ' ';
        memcpy(text + length, f->folded[i].data, f->folded[i].length);
        length += f->folded[i].length;
    }
    return (an_str){text, text ? length : 0};
}

static uint64_t learned_hash(an_str words, bool is_surname) { return an_hash_seeded(words, is_surname); }

static an_learned_name *find_learned(const an_actor_finder *f, an_str words, bool is_surname)
{
    uint32_t cursor = 0, number;
    while ((number = an_slots_next(&f->learned_by_words, learned_hash(words, is_surname), &cursor)) != UINT32_MAX) {
        an_learned_name *name = f->learned.items + number;
        if (name->is_surname == is_surname && an_str_equal(name->words, words)) return name;
    }
    return NULL;
}

/* The latest meaning counts: a text that names two Zadrans means the one that it named last. */
static void learn(an_actor_finder *f, an_str words, bool is_surname, const an_hit *hit)
{
    an_learned_name name = {words, is_surname, hit->gender, hit->actor}, *known;
    if (!words.length || !hit->has_actor) return;
    known = find_learned(f, words, is_surname);
    if (known) *known = name;
    else if (an_slots_add(f->scratch, &f->learned_by_words, learned_hash(words, is_surname), (uint32_t)f->learned.count))
        AN_PUSH(f->scratch, &f->learned, name);
}

bool an_mention_explained(an_actor_finder *f, uint32_t token, an_actor *actor)
{
    const an_learned_name *known = find_learned(f, f->folded[token], false);
    if (!known || known->actor.kind == AN_ACTOR_PERSON) return false;
    *actor = known->actor;
    actor->resolution = AN_RESOLUTION_ALIAS;
    return true;
}

/* ---- names ---- */

static bool is_proper(const an_actor_finder *f, uint32_t token)
{
    return token_at(f, token)->upos == AN_UPOS_PROPN && an_mention_is_capitalised(f, token);
}

static bool is_joined_name(const an_actor_finder *f, uint32_t at, uint32_t end)
{
    return at + 1 < end && an_atom_is_joint(f->folded[at]) && !token_at(f, at - 1)->has_space_after && !token_at(f, at)->has_space_after &&
           is_free(f, at) && is_free(f, at + 1) && is_proper(f, at + 1);
}

/* True if the name goes on at `at`: the parser's span does, or the tree ties two proper nouns. */
static bool goes_on(const an_actor_finder *f, uint32_t first, uint32_t at)
{
    const an_token *token = token_at(f, at);
    if (!is_free(f, at)) return false;
    if (token->name != AN_NAME_NONE && token->name == token_at(f, at - 1)->name && !token->starts_name) return true;
    if (token->upos == AN_UPOS_NOUN && an_mention_is_capitalised(f, at) && is_proper(f, at - 1) && an_mention_head_of(f, at - 1) == at)
        return true; /* "Dragon Mining" */
    if (!is_proper(f, at)) return false;
    return an_mention_is_relation(f, at, AN_DEPREL_FLAT) ||
           (token_at(f, first)->name == AN_NAME_NONE &&
            (an_mention_is_relation(f, at, AN_DEPREL_COMPOUND) || an_mention_is_relation(f, at - 1, AN_DEPREL_COMPOUND)));
}

/* A name span of the parser, cut at what other parts took, or proper nouns that the tree ties together; over hyphens too. */
static uint32_t name_end(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    uint32_t at = first + 1;
    while (at < end) {
        if (is_joined_name(f, at, end)) at += 2;
        else if (goes_on(f, first, at)) at++;
        else break;
    }
    return at;
}

/* A person's if any part of it is: parsers often see an organisation in a rare first name. */
static uint8_t name_kind(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    uint8_t kind = token_at(f, first)->name;
    for (uint32_t i = first; i < end; i++)
        if (token_at(f, i)->name == AN_NAME_PERSON) return AN_NAME_PERSON;
        else if (kind == AN_NAME_NONE) kind = token_at(f, i)->name;
    return kind;
}

static uint8_t gender_before(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    uint32_t at = first;
    for (; at < end && at < first + 2; at++) {
        if (an_mention_is_one_of(f->folded[at], an_words_personal_titles_m)) return 'm';
        if (an_mention_is_one_of(f->folded[at], an_words_personal_titles_f)) return 'f';
    }
    if (first > f->parsed->sentences[f->sentence_of[first]].first_token) {
        if (an_mention_is_one_of(f->folded[first - 1], an_words_personal_titles_m)) return 'm';
        if (an_mention_is_one_of(f->folded[first - 1], an_words_personal_titles_f)) return 'f';
    }
    return 0;
}

/* "Sarah Ncube": of a name of several words the first one tells. */
static uint8_t gender_of_given(const an_actor_finder *f, const an_hit *hit)
{
    return hit->actor.kind == AN_ACTOR_PERSON && hit->end > hit->first + 1 ? an_actors_given_gender(f->actors, f->folded[hit->first]) : 0;
}

static an_actor_kind kind_of_name(uint8_t name)
{
    return name == AN_NAME_PERSON ? AN_ACTOR_PERSON : name == AN_NAME_ORGANISATION ? AN_ACTOR_ORGANISATION : AN_ACTOR_UNKNOWN;
}

static void know_again(an_hit *hit, const an_learned_name *known)
{
    hit->actor = known->actor;
    if (!hit->gender) hit->gender = known->gender;
    if (hit->actor.id.data) hit->actor.resolution = AN_RESOLUTION_ALIAS;
}

void an_mention_add_name(an_actor_finder *f, uint32_t first, uint32_t end, uint8_t kind)
{
    an_hit hit = {.kind = AN_HIT_NAME, .first = first, .end = end, .entry = AN_NONE, .role = AN_NONE, .name = kind, .has_actor = true};
    an_str words = fold_words(f, first, end);
    const an_learned_name *known = find_learned(f, words, false);
    hit.gender = gender_before(f, first, end);
    hit.actor = (an_actor){.entry = AN_NONE, .name = an_mention_words(f, first, end), .kind = kind_of_name(hit.name)};
    if (!known && hit.name != AN_NAME_ORGANISATION && hit.name != AN_NAME_PLACE) known = find_learned(f, f->folded[end - 1], true);
    if (known && hit.gender && known->gender && hit.gender != known->gender) known = NULL; /* "Mrs. Ncube" after a man of that name */
    if (known && (end - first == 1 || !known->is_surname || hit.gender)) know_again(&hit, known);
    if (!hit.gender) hit.gender = gender_of_given(f, &hit);
    an_mention_add_hit(f, hit);
}

/* Without a name span only a word that takes part in the sentence is worth a mention. */
static bool takes_part(const an_actor_finder *f, uint32_t head)
{
    uint32_t top = an_mention_coordination_head(f, head);
    return an_mention_has_relation(f, top, AN_RELATION(NSUBJ) | AN_RELATION(OBJ) | AN_RELATION(IOBJ)) ||
           an_mention_is_subrelation(f, top, AN_DEPREL_OBL, AN_SUBREL_AGENT) || an_mention_is_subrelation(f, top, AN_DEPREL_NMOD, AN_SUBREL_POSS) ||
           an_mention_has_relation(f, top, AN_RELATION(APPOS) | AN_RELATION(OBL));
}

static bool is_place(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (f->place_at[i] != AN_NONE) return true;
    return false;
}

/* "Génération" of "the movement Génération Dorée" is read as a common noun: its capital inside a sentence, right before the proper noun that it
 * belongs to, says otherwise. */
static bool is_foreign_word(const an_actor_finder *f, uint32_t at)
{
    uint32_t head = an_mention_head_of(f, at);
    return token_at(f, at)->upos == AN_UPOS_NOUN && an_mention_is_capitalised(f, at) && at > f->parsed->sentences[f->sentence_of[at]].first_token &&
           head == at + 1 && an_mention_is_relation(f, at, AN_DEPREL_COMPOUND) && is_free(f, head) && is_proper(f, head);
}

/* A name begins with a proper noun, or with a small particle that the parser counts to it ("al-Waziristani"). */
static bool may_begin(const an_actor_finder *f, uint32_t at)
{
    const an_token *token = token_at(f, at);
    bool is_particle = token->upos == AN_UPOS_PROPN && token->name == AN_NAME_PERSON && token->form.length <= PARTICLE_BYTES_MAX;
    if (!is_free(f, at) || token->upos == AN_UPOS_PUNCT || token->upos == AN_UPOS_ADP || token->upos == AN_UPOS_DET || token->upos == AN_UPOS_CCONJ)
        return false;
    return token->name == AN_NAME_NONE ? is_proper(f, at) || is_foreign_word(f, at) : an_mention_is_capitalised(f, at) || is_particle;
}

static bool is_thing(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    bool has_before = first > f->parsed->sentences[f->sentence_of[first]].first_token;
    uint32_t noun = an_mention_head_of(f, an_mention_span_head(f, first, end));
    if (an_mention_is_one_of(f->folded[first], an_words_named_things)) return true;
    if (noun != AN_NONE && noun >= end && f->hit_at[noun] == AN_NONE && an_mention_is_one_of(an_mention_lemma_of(f, noun), an_words_named_weapons)) return true; /* "the David vehicle" */
    if (has_before && an_mention_is_one_of(f->folded[first - 1], an_words_named_things)) return true; /* "the ferry Estonia" */
    return an_mention_is_one_of(f->folded[end - 1], an_words_thing_words) || an_mention_is_one_of(f->folded[first], an_words_thing_words);
}

/* "the Crocus attack", "the Nasdaq index": a name that only tells which of the things is meant. */
static bool is_label(const an_actor_finder *f, uint32_t head)
{
    uint32_t noun = an_mention_head_of(f, head);
    return an_mention_is_relation(f, head, AN_DEPREL_COMPOUND) && noun != AN_NONE && f->hit_at[noun] == AN_NONE &&
           f->parsed->tokens[noun].upos == AN_UPOS_NOUN && !an_mention_is_capitalised(f, noun);
}

/* "Inc." behind a comma, the "F" of an F-16: pieces of names. */
static bool is_piece(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    static const char *const suffixes[] = {"inc", "inc.", "ltd", "ltd.", "plc", "llc", "corp", "corp.", "co.", NULL};
    if (end - first != 1) return false;
    if (an_mention_is_one_of(f->folded[first], suffixes)) return true;
    return !token_at(f, first)->has_space_after && end < an_mention_sentence_end(f, f->sentence_of[first]) && an_atom_is_joint(f->folded[end]) && token_at(f, first)->form.length == 1;
}

static bool is_worth_a_mention(an_actor_finder *f, uint32_t first, uint32_t end, uint8_t kind)
{
    bool is_sure = kind == AN_NAME_PERSON || (kind == AN_NAME_ORGANISATION && end - first > 1);
    if (is_thing(f, first, end) || is_piece(f, first, end)) return false;
    if (kind != AN_NAME_PERSON && is_label(f, an_mention_span_head(f, first, end)) && !find_learned(f, fold_words(f, first, end), false)) return false;
    if (is_sure || takes_part(f, an_mention_span_head(f, first, end))) return true;
    return find_learned(f, fold_words(f, first, end), false) || find_learned(f, f->folded[end - 1], true);
}

void an_mention_find_names(an_actor_finder *f, uint32_t sentence)
{
    uint32_t end = an_mention_sentence_end(f, sentence), at = f->parsed->sentences[sentence].first_token;
    while (at < end) {
        uint32_t stop;
        uint8_t kind;
        if (!may_begin(f, at)) {
            at++;
            continue;
        }
        stop = name_end(f, at, end);
        kind = name_kind(f, at, stop);
        if (kind != AN_NAME_MISC && kind != AN_NAME_PLACE && !is_place(f, at, stop) && is_worth_a_mention(f, at, stop, kind))
            an_mention_add_name(f, at, stop, kind);
        at = stop;
    }
}

/* ---- learning ---- */

/* True if the capitals of `word` are initials of the words before, in order: "Islamic State Khorasan Province" - "ISKP". */
static bool are_initials(const an_actor_finder *f, uint32_t word, uint32_t first, uint32_t end)
{
    an_str letters = f->folded[word];
    size_t matched = 0;
    for (uint32_t i = first; i < end && matched < letters.length; i++)
        if (f->folded[i].length && f->folded[i].data[0] == letters.data[matched]) matched++;
    return matched >= 2 && matched + 1 >= letters.length;
}

static bool is_alias_word(const an_actor_finder *f, uint32_t token)
{
    uint32_t upos = token_at(f, token)->upos;
    return an_mention_is_capitalised(f, token) || upos == AN_UPOS_PROPN || an_mention_folded_is(f, token, "-");
}

/* "NAME (ALIAS)": the bracket right behind the hit, one to LEARNED_WORDS_MAX words that look like a name. */
static bool find_bracket(const an_actor_finder *f, uint32_t after, uint32_t end, uint32_t *first, uint32_t *stop)
{
    if (after + 2 >= end || !an_mention_folded_is(f, after, "(")) return false;
    *first = after + 1;
    if (an_mention_folded_is(f, *first, "the")) (*first)++;
    *stop = *first;
    while (*stop < end && *stop < *first + LEARNED_WORDS_MAX && is_alias_word(f, *stop)) (*stop)++;
    return *stop > *first && *stop < end && (an_mention_folded_is(f, *stop, ")") || an_mention_folded_is(f, *stop, ",") || an_mention_folded_is(f, *stop, ";"));
}

static bool is_word_of(const an_actor_finder *f, an_str word, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (f->folded[i].length > PARTICLE_BYTES_MAX && an_str_equal_ignoring_ascii_case(f->folded[i], word)) return true;
    return false;
}

/* "National Democratic Congress" has no word in common with "Nduma Defence of Congo" but the initials: the dictionary's NDC is another. */
static bool is_homonym(const an_actor_finder *f, const an_hit *hit, const an_hit *inner, uint32_t bracket)
{
    an_str name = inner->actor.name;
    size_t start = 0, letters = 0;
    if (inner->actor.country[0] && hit->actor.country[0] && memcmp(inner->actor.country, hit->actor.country, AN_COUNTRY_BYTES) != 0) return true;
    if (!are_initials(f, bracket, hit->first, hit->end)) return false;
    for (size_t i = 0; i <= name.length; i++) {
        if (i < name.length && name.data[i] != ' ' && name.data[i] != '-') continue;
        if (is_word_of(f, (an_str){name.data + start, i - start}, hit->first, hit->end)) return false;
        if (i > start && letters < f->folded[bracket].length && (name.data[start] | ' ') == f->folded[bracket].data[letters]) letters++;
        start = i + 1;
    }
    return letters == f->folded[bracket].length;
}

static void learn_bracket(an_actor_finder *f, uint32_t number, uint32_t end)
{
    an_hit *hit = f->hits.items + number;
    uint32_t first, stop, inner;
    if (hit->part_of != AN_NONE || !hit->has_actor || hit->is_generic || hit->actor.kind == AN_ACTOR_STATE) return;
    if (!find_bracket(f, hit->end, end, &first, &stop)) return;
    inner = f->hit_at[first];
    if (inner != AN_NONE && f->hits.items[inner].kind == AN_HIT_ENTRY) {
        if (!hit->actor.id.data && !is_homonym(f, hit, f->hits.items + inner, first)) hit->actor = f->hits.items[inner].actor; /* the dictionary knows the short form only */
        if (stop - first > 1 || !are_initials(f, first, hit->first, hit->end) || an_str_equal(hit->actor.id, f->hits.items[inner].actor.id)) return;
    }
    if (stop - first > 1 && (hit->actor.kind == AN_ACTOR_GOVERNMENT || hit->actor.kind == AN_ACTOR_MILITARY)) return;
    if (stop - first == 1 && !are_initials(f, first, hit->first, hit->end) && hit->actor.kind != AN_ACTOR_PERSON) return;
    learn(f, fold_words(f, first, stop), false, hit);
    if (inner != AN_NONE) f->hits.items[inner].actor = hit->actor;
}

/* The last word of a name of several words, or of the one that the dictionary took ("Putin"). */
static void learn_person(an_actor_finder *f, const an_hit *hit)
{
    uint32_t last = hit->core_end;
    while (last > hit->core_first && !is_proper(f, last - 1)) last--;
    if (last > hit->core_first + 1 || (last > hit->core_first && hit->kind == AN_HIT_ENTRY)) learn(f, f->folded[last - 1], true, hit);
    if (last < hit->core_first + DOUBLE_SURNAME_WORDS || !is_proper(f, last - 2) || f->folded[last - 2].length <= PARTICLE_BYTES_MAX) return;
    if (!find_learned(f, f->folded[last - 2], true)) learn(f, f->folded[last - 2], true, hit); /* "Hector Oquendo Castro": Oquendo, if nobody else has the name */
}

void an_mention_learn_names(an_actor_finder *f, uint32_t sentence)
{
    uint32_t end = an_mention_sentence_end(f, sentence);
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        const an_hit *hit = f->hits.items + number;
        learn_bracket(f, number, end);
        if (hit->part_of != AN_NONE || !hit->has_actor || hit->is_generic) continue;
        if (hit->actor.kind == AN_ACTOR_PERSON && hit->kind != AN_HIT_ROLE) learn_person(f, hit);
        else if (hit->kind == AN_HIT_NAME && hit->core_end - hit->core_first > 1) learn(f, fold_words(f, hit->core_first, hit->core_end), false, hit);
    }
}
