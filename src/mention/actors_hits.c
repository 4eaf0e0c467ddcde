/* Words of the dictionary in the text: actors and roles, the longest first. */
#include "mention/actor_words.h"
#include "mention/actors.h"

#include <stdio.h>

#include "lexicon/atoms.h"

enum { PART_ID_BYTES = 64 };

/* One candidate at a place: what the longest phrase there is. */
typedef struct candidate {
    uint32_t word_count;
    an_hit hit;
    bool is_refused; /* a `not` phrase: the words are taken and mean nobody that we know */
} candidate;

/* Headlines in capitals would make every "us" the United States. */
static bool is_shouted(const an_actor_finder *f, uint32_t sentence)
{
    const an_sentence *s = f->parsed->sentences + sentence;
    an_str text = an_str_of_span(f->parsed->text.data, s->span);
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z') return false;
    return true;
}

static bool is_short_capitals(an_str words)
{
    for (size_t i = 0; i < words.length; i++)
        if (words.data[i] >= 'a' && words.data[i] <= 'z') return false;
    return words.length <= AN_PHRASE_CASED_BYTES_MAX;
}

static bool is_person(const an_actor_finder *f, uint32_t entry) { return an_actors_kind(f->actors, entry, f->date) == AN_ACTOR_PERSON; }

/* "President Castro": of two Castros named before, who is in office. */
static bool has_title_before(const an_actor_finder *f, uint32_t at)
{
    const an_hit *title = at && f->hit_at[at - 1] != AN_NONE ? f->hits.items + f->hit_at[at - 1] : NULL;
    return title && title->kind == AN_HIT_ROLE && title->end == at && f->roles->roles[title->role].is_office && f->sentence_of[at - 1] == f->sentence_of[at];
}

/* "President Iohannis" of a text that has no first name: who holds an office of that title now. */
static bool is_titled_holder(const an_actor_finder *f, uint32_t at, const an_form *form)
{
    uint32_t office = an_actors_office_of(f->actors, form->entry, f->date);
    an_str title;
    if (office == AN_NONE || !an_date_range_is_known(f->date) || !has_title_before(f, at)) return false;
    title = an_pool_get(f->roles->pool, f->roles->roles[f->hits.items[f->hit_at[at - 1]].role].id);
    for (uint32_t i = 0; i < f->actors->entries[office].fact_count; i++) {
        const an_fact *fact = f->actors->facts + f->actors->entries[office].first_fact + i;
        if (fact->key == AN_FACT_TITLE && an_str_equal_ignoring_ascii_case(an_pool_get(f->actors->pool, fact->value), title)) return true;
    }
    return false;
}

/* "The Pakistani Taliban ... the Taliban": named before by words that end so. */
static bool is_called_so(const an_actor_finder *f, uint32_t at, const an_form *form)
{
    uint32_t before = f->seen_at[form->entry] ? f->hit_at[f->seen_at[form->entry] - 1] : AN_NONE;
    return before != AN_NONE && an_str_equal(f->folded[f->hits.items[before].core_end - 1], f->folded[at]);
}

/* "Judge Okafor ruled", where the dictionary has one Okafor, and he sits in a court. */
static bool is_known_judge(const an_actor_finder *f, uint32_t at, const an_phrase_match *match, const an_form *form)
{
    const an_hit *title = at && f->hit_at[at - 1] != AN_NONE ? f->hits.items + f->hit_at[at - 1] : NULL;
    an_actor person;
    if (!title || title->kind != AN_HIT_ROLE || title->end != at || title->is_plural || f->sentence_of[at - 1] != f->sentence_of[at] || match->value_count != 1) return false;
    if (!an_str_ends_with(an_pool_get(f->roles->pool, f->roles->roles[title->role].id), "judge")) return false;
    an_actors_describe(f->scratch, f->actors, form->entry, f->date, &person);
    return person.sector_count && person.sectors[0] == AN_SECTOR_JUD;
}

/* "Iohannis wins a second term ... Klaus Iohannis": headlines name first by the surname. Of two namesakes in the text neither is meant for sure. */
static bool is_named_below(const an_actor_finder *f, uint32_t at, const an_phrase_match *match, const an_form *form)
{
    if (!f->full_name_at[form->entry]) return false;
    for (uint32_t i = 0; i < match->value_count; i++) {
        const an_form *other = f->actors->forms + match->values[i];
        if (other->entry != form->entry && (f->full_name_at[other->entry] || other->kind < AN_FORM_SURNAME)) return false;
    }
    return f->parsed->tokens[at].upos == AN_UPOS_PROPN && an_mention_is_capitalised(f, at);
}

/* A single name like "Putin" that is only a surname needs the full name in the text, and "the Taliban" for those of Pakistan theirs before it. */
static bool is_form_usable(const an_actor_finder *f, uint32_t at, const an_phrase_match *match, const an_form *form, bool is_shouting)
{
    if (!an_validity_meets(form->validity, f->date)) return false;
    if (form->kind == AN_FORM_SURNAME) return f->seen_at[form->entry] > 0 || is_titled_holder(f, at, form) || is_known_judge(f, at, match, form) || is_named_below(f, at, match, form);
    if (form->kind == AN_FORM_LOCAL) return is_called_so(f, at, form);
    return !(is_shouting && is_short_capitals(an_pool_get(f->actors->pool, form->words)));
}

/* When a part of a state ("gov") was last named; 0 = not yet. */
static uint32_t part_seen_at(const an_actor_finder *f, uint32_t state, const char *part)
{
    char id[PART_ID_BYTES];
    an_str whole = an_actors_id(f->actors, state);
    int length = snprintf(id, sizeof id, "%.*s.%s", (int)whole.length, whole.data, part);
    uint32_t entry = length > 0 && (size_t)length < sizeof id ? an_actors_by_id(f->actors, (an_str){id, (size_t)length}) : AN_NONE;
    return entry == AN_NONE ? 0 : f->seen_at[entry];
}

/* When the state that an entry belongs to was last named, or its government or army: "Labour Party" after "Israeli" is Israel's. */
static uint32_t state_seen_at(const an_actor_finder *f, uint32_t entry)
{
    static const char *const parts[] = {"gov", "mil"};
    char code[AN_COUNTRY_BYTES] = {0};
    an_str country = an_actors_value(f->actors, entry, AN_FACT_COUNTRY, f->date);
    uint32_t state, seen;
    if (country.length != AN_COUNTRY_BYTES - 1) return 0;
    memcpy(code, country.data, country.length);
    state = an_actors_state(f->actors, code, f->date);
    if (state == AN_NONE) return 0;
    seen = f->seen_at[state];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        uint32_t at = part_seen_at(f, state, parts[i]);
        if (at > seen) seen = at;
    }
    return seen;
}

static bool is_in_office(const an_actor_finder *f, const an_form *form) { return an_actors_office_of(f->actors, form->entry, f->date) != AN_NONE; }

/* True if `a` is the likelier meaning of the words at `at`: named before in the text, then of the state named last, then by the more direct
 * kind of words; else the dictionary's order stays. */
static bool is_likelier(const an_actor_finder *f, uint32_t at, const an_form *a, const an_form *b)
{
    uint32_t seen_a = f->seen_at[a->entry], seen_b = f->seen_at[b->entry];
    if (a->entry == b->entry) return a->kind < b->kind;
    if ((a->kind == AN_FORM_LOCAL) != (b->kind == AN_FORM_LOCAL)) return a->kind == AN_FORM_LOCAL ? !seen_b : seen_a > 0; /* only where the others are not spoken of */
    if (a->kind == AN_FORM_SURNAME && b->kind == AN_FORM_SURNAME && has_title_before(f, at) && is_in_office(f, a) != is_in_office(f, b)) return is_in_office(f, a);
    if (seen_a != seen_b) return seen_a > seen_b;
    seen_a = state_seen_at(f, a->entry);
    seen_b = state_seen_at(f, b->entry);
    return seen_a != seen_b ? seen_a > seen_b : a->kind < b->kind;
}

/* The best meaning of one phrase; AN_NONE if it means nobody at this date. *refused becomes the entry that a `not` refuses. */
static uint32_t choose_form(const an_actor_finder *f, uint32_t at, const an_phrase_match *match, bool is_shouting, bool *is_refused)
{
    uint32_t best = AN_NONE;
    *is_refused = false;
    for (uint32_t i = 0; i < match->value_count; i++) {
        const an_form *form = f->actors->forms + match->values[i];
        if (!is_form_usable(f, at, match, form, is_shouting)) continue;
        if (form->kind == AN_FORM_NOT) {
            *is_refused = true;
            continue;
        }
        if (best == AN_NONE || is_likelier(f, at, form, f->actors->forms + best)) best = match->values[i];
    }
    *is_refused = *is_refused && best == AN_NONE;
    return best;
}

static bool is_initial(const an_actor_finder *f, uint32_t token)
{
    an_str form = f->parsed->tokens[token].form;
    return form.length >= 1 && form.length <= 2 && form.data[0] >= 'A' && form.data[0] <= 'Z' && (form.length == 1 || form.data[1] == '.');
}

/* "John R. Bolton" where the dictionary has John Bolton. */
static bool find_person_without_initial(const an_actor_finder *f, uint32_t at, uint32_t end, bool is_shouting, candidate *out)
{
    enum { NAME_WORDS = 2 };
    an_token tokens[NAME_WORDS];
    an_str folded[NAME_WORDS];
    an_phrase_match matches[AN_PHRASE_WORDS_MAX];
    size_t count;
    uint32_t form;
    bool is_refused;
    if (at + NAME_WORDS >= end || !is_initial(f, at + 1) || !an_mention_is_capitalised(f, at) || !an_mention_is_capitalised(f, at + 2)) return false;
    for (uint32_t i = 0; i < NAME_WORDS; i++) {
        tokens[i] = f->parsed->tokens[at + 2 * i];
        folded[i] = f->folded[at + 2 * i];
    }
    count = an_phrase_find(&f->actors->phrases, tokens, folded, 0, NAME_WORDS, matches);
    if (!count || matches[count - 1].word_count != NAME_WORDS) return false;
    form = choose_form(f, at, matches + count - 1, is_shouting, &is_refused);
    if (form == AN_NONE || !is_person(f, f->actors->forms[form].entry)) return false;
    *out = (candidate){.word_count = NAME_WORDS + 1};
    out->hit = (an_hit){.kind = AN_HIT_ENTRY, .first = at, .end = at + NAME_WORDS + 1, .role = AN_NONE, .entry = f->actors->forms[form].entry,
                        .form = (an_form_kind)f->actors->forms[form].kind};
    return true;
}

static bool find_entry(const an_actor_finder *f, uint32_t at, uint32_t end, bool is_shouting, candidate *out)
{
    an_phrase_match matches[AN_PHRASE_WORDS_MAX];
    size_t count = an_phrase_find(&f->actors->phrases, f->parsed->tokens, f->folded, at, end, matches);
    if (find_person_without_initial(f, at, end, is_shouting, out)) return true;
    while (count-- > 0) {
        bool is_refused;
        uint32_t form = choose_form(f, at, matches + count, is_shouting, &is_refused);
        if (form == AN_NONE && !is_refused) continue;
        *out = (candidate){.word_count = matches[count].word_count, .is_refused = is_refused};
        out->hit = (an_hit){.kind = AN_HIT_ENTRY, .first = at, .end = at + out->word_count, .role = AN_NONE, .entry = AN_NONE};
        if (is_refused) return true;
        out->hit.entry = f->actors->forms[form].entry;
        out->hit.form = (an_form_kind)f->actors->forms[form].kind;
        return true;
    }
    return false;
}

static bool is_noun_like(const an_actor_finder *f, uint32_t token)
{
    uint8_t upos = f->parsed->tokens[token].upos;
    return upos == AN_UPOS_NOUN || upos == AN_UPOS_PROPN || upos == AN_UPOS_NONE;
}

/* "Rangers" in "Queens Park Rangers": capitals in the plural behind an unknown proper noun end its name. */
static bool is_end_of_plural_name(const an_actor_finder *f, const an_hit *role)
{
    uint32_t before = role->first - 1, start = f->parsed->sentences[f->sentence_of[role->first]].first_token;
    return role->is_plural && role->first > start && an_mention_is_capitalised(f, role->end - 1) && an_mention_is_capitalised(f, role->first) &&
           f->hit_at[before] == AN_NONE && f->parsed->tokens[before].upos == AN_UPOS_PROPN && an_mention_is_capitalised(f, before) &&
           an_mention_is_relation(f, before, AN_DEPREL_COMPOUND);
}

/* "Writers" in "the Writers Guild". */
static bool is_start_of_plural_name(const an_actor_finder *f, const an_hit *role)
{
    uint32_t last = role->end - 1, name = an_mention_head_of(f, last);
    return role->is_plural && name != AN_NONE && name >= role->end && an_mention_is_capitalised(f, role->first) && an_mention_is_capitalised(f, last) &&
           an_mention_is_relation(f, last, AN_DEPREL_COMPOUND) && f->parsed->tokens[name].upos == AN_UPOS_PROPN && an_mention_is_capitalised(f, name) &&
           f->parsed->tokens[name].name != AN_NAME_PERSON;
}

/* "Shah" in "Ahmad Shah Massoud" is no title. */
static bool is_second_name(const an_actor_finder *f, uint32_t at)
{
    const an_token *token = f->parsed->tokens + at;
    return token->name == AN_NAME_PERSON && !token->starts_name && an_mention_is_capitalised(f, at) && f->hit_at[at - 1] == AN_NONE;
}

/* "Imam" in "Imam Sahib District", "Workers" in "International Workers' Day". */
static bool is_inside_other(const an_actor_finder *f, uint32_t at, uint32_t end)
{
    const an_mention *place = f->place_over[at] == AN_NONE ? NULL : f->mentions->items + f->place_over[at];
    return f->other_at[at] || (place && place->first_token <= at && place->end_token >= end && place->end_token - place->first_token > end - at);
}

/* "Senator-elect Ann Lee": the words belong to the title. */
static uint32_t end_of_title(const an_actor_finder *f, const an_hit *role, uint32_t end)
{
    bool is_elect = role->end + 1 < end && an_atom_is_joint(f->folded[role->end]) && !f->parsed->tokens[role->end].has_space_after && an_mention_is_elect(f, role->end + 1);
    return is_elect && f->roles->roles[role->role].is_person ? role->end + 2 : role->end;
}

static bool find_role(const an_actor_finder *f, uint32_t at, uint32_t end, candidate *out)
{
    an_phrase_match matches[AN_PHRASE_WORDS_MAX];
    size_t count = an_phrase_find(&f->roles->phrases, f->parsed->tokens, f->folded, at, end, matches);
    while (count-- > 0) {
        uint32_t value = matches[count].values[0], words = matches[count].word_count;
        const an_role *role = f->roles->roles + value / 2;
        if (!is_noun_like(f, an_mention_span_head(f, at, at + words)) || is_second_name(f, at) || is_inside_other(f, at, at + words)) continue;
        *out = (candidate){.word_count = words};
        out->hit = (an_hit){.kind = AN_HIT_ROLE, .first = at, .end = at + words, .role = value / 2, .is_plural = value & 1, .entry = AN_NONE};
        out->hit.gender = role->gender;
        out->hit.end = end_of_title(f, &out->hit, end);
        out->word_count = out->hit.end - at;
        if (is_end_of_plural_name(f, &out->hit) || is_start_of_plural_name(f, &out->hit)) continue;
        return true;
    }
    return false;
}

static bool is_tight_hyphen(const an_actor_finder *f, uint32_t token)
{
    return an_atom_is_joint(f->folded[token]) && !f->parsed->tokens[token].has_space_after && !f->parsed->tokens[token - 1].has_space_after;
}

/* "Iran backed militias", "a Saudi led coalition": written without the hyphen; "Iran backed the plan" has a verb of its own. */
static bool is_before_participle(const an_actor_finder *f, const an_hit *hit, uint32_t end)
{
    static const char *const words[] = {"backed", "led", "supported", "aligned", "linked", "affiliated", "allied", "sponsored", "funded", "held", "controlled",
                                        "occupied", NULL};
    if (hit->end + 1 >= end || !an_mention_is_one_of(f->folded[hit->end], words) || !an_mention_is_relation(f, hit->end, AN_DEPREL_AMOD)) return false;
    return an_mention_head_of(f, hit->end) != AN_NONE && an_mention_head_of(f, hit->end) > hit->end;
}

/* "Russian-backed", "anti-Taliban": the other half is a word, not a second actor. */
static bool is_hyphenated(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t start = f->parsed->sentences[f->sentence_of[hit->first]].first_token, end = an_mention_sentence_end(f, f->sentence_of[hit->first]);
    if (hit->end + 1 < end && is_tight_hyphen(f, hit->end) && !an_mention_is_capitalised(f, hit->end + 1)) return true;
    if (is_before_participle(f, hit, end)) return true;
    return hit->first > start + 1 && is_tight_hyphen(f, hit->first - 1) && !an_mention_is_capitalised(f, hit->first - 2);
}

/* "Saudi-led airstrikes": who leads, acts; "the Taliban-held town" is taken from who holds it. How many words "-led" has; 0 = it does not
 * stand there. */
static uint32_t words_of_leading(const an_actor_finder *f, const an_hit *hit)
{
    static const char *const words[] = {"led", "held", "controlled", "occupied", NULL};
    uint32_t end = an_mention_sentence_end(f, f->sentence_of[hit->first]);
    if (hit->end < end && an_mention_is_one_of(f->folded[hit->end], words)) return 1;
    return hit->end + 1 < end && an_mention_is_one_of(f->folded[hit->end + 1], words) ? 2 : 0;
}

static uint8_t gender_of(const an_actor_finder *f, uint32_t entry)
{
    an_str gender = an_actors_value(f->actors, entry, AN_FACT_GENDER, f->date);
    return gender.length ? (uint8_t)gender.data[0] : 0;
}

/* "The Pope" is who held the office then, unless "former" or "deputy" stands before it; AN_NONE. */
static uint32_t holder_of(const an_actor_finder *f, an_hit *hit)
{
    if (!f->actors->entries[hit->entry].is_office) return AN_NONE;
    hit->sentence = f->sentence_of[hit->first];
    if (an_mention_has_word_before(f, hit, an_words_past_words) || an_mention_has_word_before(f, hit, an_words_below_words)) return AN_NONE;
    return an_actors_holder(f->actors, hit->entry, f->date);
}

static bool is_in_person_name(const an_actor_finder *f, uint32_t token) { return f->parsed->tokens[token].name == AN_NAME_PERSON; }

/* "Maria Garcia Lopez" where the dictionary has Garcia Lopez, or Maria Garcia: the parser's name is all hers. */
static void widen_person(const an_actor_finder *f, an_hit *hit)
{
    uint32_t start = f->parsed->sentences[f->sentence_of[hit->first]].first_token, end = an_mention_sentence_end(f, f->sentence_of[hit->first]);
    if (hit->end - hit->first < 2 || !is_in_person_name(f, hit->first) || !is_in_person_name(f, hit->end - 1)) return;
    while (hit->first > start && !f->parsed->tokens[hit->first].starts_name && is_in_person_name(f, hit->first - 1) && f->hit_at[hit->first - 1] == AN_NONE) hit->first--;
    while (hit->end < end && is_in_person_name(f, hit->end) && !f->parsed->tokens[hit->end].starts_name && an_mention_is_capitalised(f, hit->end)) hit->end++;
}

/* "Acme, Inc.": one name, whose last word the tree sees. */
static void widen_company(const an_actor_finder *f, an_hit *hit)
{
    static const char *const suffixes[] = {"inc", "inc.", "ltd", "ltd.", "plc", "llc", "corp", "corp.", "co.", "ag", "se", "s.a.", NULL};
    uint32_t end = an_mention_sentence_end(f, f->sentence_of[hit->first]), at = hit->end;
    at += at < end && an_mention_folded_is(f, at, ",");
    if (at < end && an_mention_is_capitalised(f, at) && an_mention_is_one_of(f->folded[at], suffixes)) hit->end = at + 1;
}

/* The text's own meaning of an abbreviation ("Central Electoral Bureau (CEB)") goes before that of the dictionary. */
static bool is_explained(an_actor_finder *f, const an_hit *hit, an_actor *actor)
{
    return hit->form == AN_FORM_ALIAS && hit->end - hit->first == 1 && is_short_capitals(f->parsed->tokens[hit->first].form) && an_mention_explained(f, hit->first, actor);
}

static void add_entry(an_actor_finder *f, an_hit hit)
{
    uint32_t holder = holder_of(f, &hit);
    hit.has_actor = true;
    hit.is_hyphenated = is_hyphenated(f, &hit);
    hit.is_silent = hit.is_hyphenated && !words_of_leading(f, &hit);
    hit.gender = gender_of(f, holder == AN_NONE ? hit.entry : holder);
    an_actors_describe(f->arena, f->actors, holder == AN_NONE ? hit.entry : holder, f->date, &hit.actor);
    if (hit.actor.kind == AN_ACTOR_PERSON && f->actors->entries[hit.entry].is_office) hit.actor.resolution = AN_RESOLUTION_OFFICE;
    f->seen_at[hit.entry] = hit.first + 1;
    is_explained(f, &hit, &hit.actor);
    if (hit.is_hyphenated) hit.end += words_of_leading(f, &hit);
    if (hit.actor.kind == AN_ACTOR_PERSON && hit.actor.resolution == AN_RESOLUTION_DICTIONARY) widen_person(f, &hit);
    if (hit.actor.kind == AN_ACTOR_COMPANY && !hit.is_hyphenated) widen_company(f, &hit);
    an_mention_add_hit(f, hit);
}

/* True if the parser's name of a person goes on to the left or to the right of these words. */
static bool is_part_of_person(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    uint32_t sentence = f->sentence_of[first];
    bool is_first = first == f->parsed->sentences[sentence].first_token || f->parsed->tokens[first].starts_name;
    if (!is_in_person_name(f, first)) return false;
    if (!is_first && is_in_person_name(f, first - 1) && f->hit_at[first - 1] == AN_NONE) return true;
    return end < an_mention_sentence_end(f, sentence) && is_in_person_name(f, end) && !f->parsed->tokens[end].starts_name;
}

/* "Al-Assad" is one word. */
static bool is_one_word(const an_actor_finder *f, const an_hit *hit)
{
    for (uint32_t i = hit->first; i + 1 < hit->end; i++)
        if (f->parsed->tokens[i].has_space_after) return false;
    return true;
}

/* "Jordan" in "Michael Jordan", and one known name in a longer unknown one ("Khalid al-Zawahiri"). Several words of a person's
 * name are trusted: the parser may add a title or a father's name. */
static bool is_inside_longer_name(const an_actor_finder *f, const an_hit *hit)
{
    if (hit->form == AN_FORM_ADJECTIVE || hit->form == AN_FORM_DEMONYM) return false;
    if (is_person(f, hit->entry) && !is_one_word(f, hit)) return false;
    return is_part_of_person(f, hit->first, hit->end);
}

/* "Chad" in "Lake Chad", "Western" in "Western Australia": a place with a longer name took the words. */
static bool is_inside_longer_place(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t place = f->place_over[hit->first];
    const an_mention *m = place == AN_NONE ? NULL : f->mentions->items + place;
    if (hit->form == AN_FORM_NAME && hit->end - hit->first > 1) return false; /* "United States District Court" */
    return m && m->first_token <= hit->first && m->end_token >= hit->end && m->end_token - m->first_token > hit->end - hit->first;
}

/* True if the parser sees one organisation's name go on from the word before `token` to it, and nobody is known by that word. */
static bool goes_on_in_organisation(const an_actor_finder *f, uint32_t token)
{
    const an_token *before = f->parsed->tokens + token - 1;
    if (f->parsed->tokens[token].name != AN_NAME_ORGANISATION || f->parsed->tokens[token].starts_name || before->name != AN_NAME_ORGANISATION) return false;
    return f->hit_at[token - 1] == AN_NONE && an_mention_is_capitalised(f, token - 1) && (before->upos == AN_UPOS_PROPN || before->upos == AN_UPOS_ADJ);
}

/* "Congress" in "National Congress", "League" in "Premier League", "Zagreb" in "Dinamo Zagreb": a single word of the dictionary that a
 * capitalised word before it makes the name of another body. */
static bool is_end_of_longer_name(const an_actor_finder *f, const an_hit *hit)
{
    static const uint32_t others = 1u << AN_ACTOR_STATE | 1u << AN_ACTOR_PERSON | 1u << AN_ACTOR_REGION;
    uint32_t before = hit->first - 1, start = f->parsed->sentences[f->sentence_of[hit->first]].first_token;
    if (hit->end - hit->first > 1 || hit->first <= start) return false;
    if (hit->form != AN_FORM_ADJECTIVE && hit->form != AN_FORM_DEMONYM && goes_on_in_organisation(f, hit->first)) return true;
    if (hit->form > AN_FORM_FORMER || (others >> an_actors_kind(f->actors, hit->entry, f->date) & 1)) return false;
    if (f->hit_at[before] != AN_NONE || before == start || !an_mention_is_capitalised(f, before)) return false;
    return f->parsed->tokens[before].upos == AN_UPOS_PROPN && an_mention_head_of(f, before) == hit->first &&
           an_mention_is_relation(f, before, AN_DEPREL_COMPOUND);
}

/* "Castro" in "Sal Castro Middle School", "Trump" in "Trump Tower": a surname before another capital, or behind an unknown first name. */
static bool is_surname_in_name(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t start = f->parsed->sentences[f->sentence_of[hit->first]].first_token, end = an_mention_sentence_end(f, f->sentence_of[hit->first]);
    uint32_t before = hit->first - 1, noun = an_mention_head_of(f, hit->first);
    if (hit->end - hit->first > 1 || !is_person(f, hit->entry)) return false;
    if (hit->first > start + 1 && f->hit_at[before] == AN_NONE && f->parsed->tokens[before].upos == AN_UPOS_PROPN && an_mention_is_capitalised(f, before) &&
        (an_mention_head_of(f, before) == hit->first || noun == before))
        return true;
    return hit->end < end && noun != AN_NONE && noun >= hit->end && f->parsed->tokens[noun].upos == AN_UPOS_PROPN && an_mention_is_capitalised(f, noun) &&
           an_mention_is_capitalised(f, hit->end) && an_mention_is_relation(f, hit->first, AN_DEPREL_COMPOUND) && !is_in_person_name(f, noun);
}

/* Held only offices of a part of a state: known there, and a namesake of many elsewhere. */
static bool is_local_figure(const an_actor_finder *f, uint32_t number)
{
    const an_entry *entry = f->actors->entries + number;
    bool is_local = false;
    for (uint32_t i = 0; i < entry->fact_count; i++) {
        const an_fact *fact = f->actors->facts + entry->first_fact + i;
        if (fact->key != AN_FACT_OFFICE) continue;
        if (!an_str_ends_with(an_pool_get(f->actors->pool, fact->value), "-governor")) return false;
        is_local = true;
    }
    return is_local;
}

/* The article names the country, as a state or by a place in it. */
static bool is_country_named(const an_actor_finder *f, an_str country)
{
    char code[AN_COUNTRY_BYTES] = {0};
    uint32_t state;
    if (country.length != AN_COUNTRY_BYTES - 1) return true;
    memcpy(code, country.data, country.length);
    state = an_actors_state(f->actors, code, f->date);
    if (state != AN_NONE && f->seen_at[state]) return true;
    for (size_t i = 0; i < f->mentions->count; i++)
        if (f->mentions->items[i].kind == AN_MENTION_PLACE && memcmp(f->mentions->items[i].place.country, code, AN_COUNTRY_BYTES) == 0) return true;
    return false;
}

/* "Police in Kent arrested John Carney": not the governor of Delaware, of whose country and office nothing is said. */
static bool is_namesake(const an_actor_finder *f, const an_hit *hit)
{
    if (!is_person(f, hit->entry) || f->seen_at[hit->entry] || has_title_before(f, hit->first) || !is_local_figure(f, hit->entry)) return false;
    return !is_country_named(f, an_actors_value(f->actors, hit->entry, AN_FACT_COUNTRY, f->date));
}

static bool is_part_of_other_words(const an_actor_finder *f, const an_hit *hit)
{
    return is_namesake(f, hit) || is_surname_in_name(f, hit) || is_inside_longer_name(f, hit) || is_inside_longer_place(f, hit) || is_end_of_longer_name(f, hit);
}

/* "EU official": a role of two words whose first is a body of its own, and whose rest is a role: two hits say more. */
static bool splits_role(const an_actor_finder *f, uint32_t at, const candidate *entry, const candidate *role)
{
    static const uint32_t kinds = 1u << AN_ACTOR_STATE | 1u << AN_ACTOR_IGO | 1u << AN_ACTOR_GOVERNMENT | 1u << AN_ACTOR_ARMED_GROUP;
    candidate rest;
    if (entry->is_refused || entry->word_count >= role->word_count || !(kinds >> an_actors_kind(f->actors, entry->hit.entry, f->date) & 1)) return false;
    return find_role(f, at + entry->word_count, at + role->word_count, &rest) && rest.word_count == role->word_count - entry->word_count;
}

/* "Islamist militants" are refused as Islamists, and are militants still: how many of the words before the role at their end are passed
 * over; 0 = there is no role. */
static uint32_t words_before_role(const an_actor_finder *f, uint32_t at, uint32_t end)
{
    for (uint32_t first = at + 1; first < end; first++) {
        candidate role;
        if (find_role(f, first, end, &role) && role.word_count == end - first && !an_mention_is_capitalised(f, first)) return first - at;
    }
    return 0;
}

/* Full names begin with a capital and have another behind it. */
static void note_full_name(an_actor_finder *f, uint32_t at, uint32_t end)
{
    an_phrase_match matches[AN_PHRASE_WORDS_MAX];
    size_t count = an_phrase_find(&f->actors->phrases, f->parsed->tokens, f->folded, at, end, matches);
    if (!count || matches[count - 1].word_count < 2) return;
    for (uint32_t i = 0; i < matches[count - 1].value_count; i++) {
        const an_form *form = f->actors->forms + matches[count - 1].values[i];
        bool is_full = form->kind <= AN_FORM_FORMER && an_validity_meets(form->validity, f->date) && is_person(f, form->entry);
        if (is_full && !f->full_name_at[form->entry]) f->full_name_at[form->entry] = at + 1;
    }
}

bool an_mention_note_full_names(an_actor_finder *f)
{
    f->full_name_at = AN_NEW_ARRAY(f->scratch, uint32_t, f->actors->entry_count);
    if (!f->full_name_at) return false;
    for (uint32_t sentence = 0; sentence < f->parsed->sentence_count; sentence++) {
        uint32_t end = an_mention_sentence_end(f, sentence);
        for (uint32_t at = f->parsed->sentences[sentence].first_token; at + 1 < end; at++)
            if (an_mention_is_capitalised(f, at) && an_mention_is_capitalised(f, at + 1)) note_full_name(f, at, end);
    }
    return true;
}

void an_mention_find_hits(an_actor_finder *f, uint32_t sentence)
{
    uint32_t end = an_mention_sentence_end(f, sentence);
    bool is_shouting = is_shouted(f, sentence);
    for (uint32_t at = f->parsed->sentences[sentence].first_token; at < end;) {
        candidate entry = {0}, role = {0};
        bool has_entry = find_entry(f, at, end, is_shouting, &entry);
        bool has_role = find_role(f, at, end, &role);
        if (has_entry && !entry.is_refused && is_part_of_other_words(f, &entry.hit)) has_entry = false;
        if (has_entry && entry.is_refused) {
            uint32_t passed = has_role && role.word_count >= entry.word_count ? 0 : words_before_role(f, at, at + entry.word_count);
            has_entry = !(has_role && role.word_count >= entry.word_count);
            if (passed) {
                at += passed;
                continue;
            }
        }
        if (has_entry && (!has_role || entry.word_count >= role.word_count || splits_role(f, at, &entry, &role))) {
            if (!entry.is_refused) add_entry(f, entry.hit);
            else if (f->parsed->tokens[at].upos == AN_UPOS_PROPN) an_mention_add_name(f, at, at + entry.word_count, AN_NAME_ORGANISATION);
            at += entry.word_count;
            while (at < end && f->hit_at[at] != AN_NONE) at++;
        } else if (has_role) {
            an_mention_add_hit(f, role.hit);
            at += role.word_count;
        } else {
            at++;
        }
    }
}
