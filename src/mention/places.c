/* Finds the places that a text names: every phrase of the gazetteer in reading order, longest first; then how each is used
 * (places_use.c), and which place it means (places_resolve.c). The whole text is read before anything is decided, because the
 * country that settles a name often stands in another sentence.
 *
 * A name in the part of an actor ("Moscow said", "Russia's army") is given too, but marked generic: a place of last resort. */
#include "base/utf8.h"
#include "lexicon/actors.h"
#include "mention/places.h"

/* Tokens that times have taken: "March" is no town. */
static bool *taken_by_times(an_arena *scratch, const an_parsed_text *parsed, const an_mentions *mentions)
{
    bool *is_taken = AN_NEW_ARRAY(scratch, bool, parsed->token_count + 1);
    if (!is_taken) return NULL;
    for (size_t i = 0; i < mentions->count; i++)
        if (mentions->items[i].kind == AN_MENTION_TIME)
            for (uint32_t t = mentions->items[i].first_token; t < mentions->items[i].end_token; t++) is_taken[t] = true;
    return is_taken;
}

static bool holds_comma(const an_place_reader *r, uint32_t at, uint32_t end)
{
    while (at < end && !an_str_is(r->folded[at], ",")) at++;
    return at < end;
}

/* How many tokens from `at` on are the name of an actor that is no state: "Islamic State in Iraq and Syria", "Bank of China"; not "Tripoli, Lebanon",
 * which a dictionary of actors has only to say that it is none. */
static uint32_t actor_words(const an_actors *actors, const an_place_reader *r, uint32_t at, uint32_t end)
{
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    size_t count = actors ? an_phrase_find(&actors->phrases, r->parsed->tokens, r->folded, at, end, found) : 0;
    for (size_t i = count; i-- > 0;) {
        for (uint32_t v = 0; v < found[i].value_count; v++) {
            uint32_t kind = actors->forms[found[i].values[v]].kind;
            bool is_name = kind == AN_FORM_NAME || kind == AN_FORM_ALIAS || kind == AN_FORM_FORMER || (kind == AN_FORM_NOT && !holds_comma(r, at, at + found[i].word_count));
            if (found[i].word_count > 1 && is_name) return found[i].word_count;
        }
    }
    return 0;
}

/* The whole of the words is the name of somebody. */
static bool is_actor_name(const an_actors *actors, const an_place_reader *r, uint32_t first, uint32_t end)
{
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    size_t count = actors ? an_phrase_find(&actors->phrases, r->parsed->tokens, r->folded, first, end, found) : 0;
    return count && first + found[count - 1].word_count == end;
}

static void read_adjective(an_place_reader *r, uint32_t at, uint32_t end)
{
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    size_t count = an_phrase_find(&r->places->adjectives, r->parsed->tokens, r->folded, at, end, found);
    if (count) an_place_count_country(r, r->places->entries[found[count - 1].values[0]].country);
}

enum { RIVAL_POPULATION = 500000 };

/* A name speaks for its country, unless it may as well be something large elsewhere ("Georgia"). */
static void count_state(an_place_reader *r, const an_phrase_match *match)
{
    const an_place_entry *state = NULL;
    for (uint32_t c = 0; c < match->value_count && !state; c++)
        if (r->places->entries[match->values[c]].precision == AN_PRECISION_COUNTRY) state = &r->places->entries[match->values[c]];
    for (uint32_t c = 0; c < match->value_count && state; c++) {
        const an_place_entry *e = &r->places->entries[match->values[c]];
        if (strcmp(e->country, state->country) != 0 && e->population >= RIVAL_POPULATION) return;
    }
    if (state) an_place_count_country(r, state->country);
}

static bool add_name(an_place_reader *r, uint32_t sentence, uint32_t at, const an_phrase_match *match)
{
    an_place_name name = {.sentence = sentence, .first = at, .end = at + match->word_count, .candidates = match->values, .candidate_count = match->value_count,
                          .within = AN_NONE, .holds = AN_NONE, .beside = AN_NONE, .entry = AN_NONE};
    an_place_judge_use(r, &name);
    an_place_judge_unlisted(r, &name);
    if (!name.is_in_person) count_state(r, match); /* "the U.S. Department of State" speaks of the country too */
    return AN_PUSH(r->scratch, &r->names, name);
}

/* "the West Bank": words of an actor that begin with an article may hold a place, or stop in the middle of its name ("the West"). */
static bool begins_behind_article(const an_place_reader *r, uint32_t at, uint32_t actor_end, uint32_t end)
{
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    size_t count = an_str_is(r->folded[at], "the") ? an_phrase_find(&r->places->names, r->parsed->tokens, r->folded, at + 1, end, found) : 0;
    return count && at + 1 + found[count - 1].word_count >= actor_end;
}

/* "Tarn Region": the name of whom a dictionary of actors has, too, is a place and the word for its kind. */
static bool is_with_kind(const an_place_reader *r, const an_phrase_match *place, uint32_t at, uint32_t words)
{
    return place && words == place->word_count + 1 && an_place_hint_of(r->folded[at + place->word_count]) != AN_HINT_NONE;
}

/* "Lewis Hamilton", whom a dictionary of actors has: his surname is no place, neither here nor where it stands alone (drop_surnames). */
static bool note_surname(an_place_reader *r, uint32_t sentence, uint32_t last)
{
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    an_place_name name = {.sentence = sentence, .first = last, .end = last + 1, .within = AN_NONE, .holds = AN_NONE, .beside = AN_NONE, .entry = AN_NONE};
    if (an_place_token(r, last)->name != AN_NAME_PERSON || !an_phrase_find(&r->places->names, r->parsed->tokens, r->folded, last, last + 1, found)) return true;
    name.candidates = found[0].values;
    name.candidate_count = found[0].value_count;
    an_place_judge_use(r, &name);
    return !name.is_in_person || AN_PUSH(r->scratch, &r->names, name);
}

static bool read_sentence(an_place_reader *r, const an_actors *actors, uint32_t sentence)
{
    uint32_t first = r->parsed->sentences[sentence].first_token, end = first + r->parsed->sentences[sentence].token_count;
    for (uint32_t at = first; at < end;) {
        an_phrase_match found[AN_PHRASE_WORDS_MAX];
        size_t count = r->is_taken[at] ? 0 : an_phrase_find(&r->places->names, r->parsed->tokens, r->folded, at, end, found);
        uint32_t actor = actor_words(actors, r, at, end);
        uint32_t unlisted = r->is_taken[at] ? 0 : an_place_unlisted_words(r, sentence, at);
        const an_phrase_match *longest = count ? &found[count - 1] : NULL;
        read_adjective(r, at, end);
        for (uint32_t i = at + 1; i < at + actor; i++) read_adjective(r, i, end); /* the "Free Syrian Army" speaks of Syria */
        if (actor > (longest ? longest->word_count : 0) && !is_with_kind(r, longest, at, actor)) {
            if (!note_surname(r, sentence, at + actor - 1)) return false;
            at += begins_behind_article(r, at, at + actor, end) ? 1 : actor;
        } else if (unlisted > (longest ? longest->word_count : 0) && !is_actor_name(actors, r, at, at + unlisted)) {
            an_phrase_match whole = {.word_count = unlisted};
            if (!add_name(r, sentence, at, &whole)) return false;
            at += unlisted;
        } else if (longest) { /* a name of both, "Gaza Strip", is a place too */
            if (!add_name(r, sentence, at, longest)) return false;
            at += longest->word_count;
        } else {
            at++;
        }
    }
    return true;
}

static void tie_beside(an_place_reader *r, size_t left)
{
    r->names.items[left + 1].beside = (uint32_t)left;
    if (r->names.items[left].beside == AN_NONE) r->names.items[left].beside = (uint32_t)left + 1;
}

static void tie_within(an_place_reader *r, size_t inner, size_t outer)
{
    r->names.items[inner].within = (uint32_t)outer;
    r->names.items[outer].holds = (uint32_t)inner;
}

/* "Ardel near Tarn": what is near lies in the same country, which is all that a name the gazetteer lacks takes from it. */
static bool is_inside_word(an_str word) { return an_str_is(word, "in") || an_str_is(word, "of") || an_str_is(word, "near"); }

/* "Termez, Uzbekistan"; "Termez in Uzbekistan"; "Uzbekistan's Termez"; "Helmand and Kandahar", "Helmand, Kandahar and Zabul". A comma
 * may be either; both are noted, and what does not contain the other earns nothing by it. */
static void tie_pair(an_place_reader *r, size_t at)
{
    const an_place_name *left = &r->names.items[at], *right = &r->names.items[at + 1];
    uint32_t gap = right->first - left->span_end;
    an_str after = r->folded[left->span_end];
    if (left->sentence != right->sentence || left->use == AN_USE_NONE || right->use == AN_USE_NONE) return;
    if (right->span_first < left->span_end || gap > 3) return; /* "Republic of X" may have taken in a word that is a name too */
    if (gap >= 1 && an_str_is(r->folded[right->span_first - 1], "and")) {
        tie_beside(r, at);
    } else if (gap == 1 && an_str_is(after, ",")) {
        tie_beside(r, at);
        tie_within(r, at, at + 1);
    } else if (gap >= 1 && (is_inside_word(after) || (gap >= 2 && an_str_is(after, ",") && is_inside_word(r->folded[left->span_end + 1])))) {
        tie_within(r, at, at + 1);
    } else if (gap == 0 || (gap == 1 && an_str_is(after, "'s"))) {
        tie_within(r, at + 1, at);
    }
}

static void tie_neighbours(an_place_reader *r)
{
    for (size_t i = 0; i + 1 < r->names.count; i++) tie_pair(r, i);
    /* A name beside a province is one too, "Helmand and Kandahar provinces", also in a list; but not "Ardel, Kandahar Province". */
    for (size_t i = r->names.count; i-- > 1;) {
        an_place_name *right = &r->names.items[i], *left = &r->names.items[i - 1];
        bool is_listed = right->hint == AN_HINT_DIVISION && (left->within != i || right->span_end == right->end);
        if (right->beside == i - 1 && is_listed && left->hint == AN_HINT_NONE) left->hint = AN_HINT_DIVISION;
    }
}

/* Once a text has said "Samuel Jackson", "Jackson" is he, unless a preposition says otherwise. */
static void drop_surnames(an_place_reader *r)
{
    for (size_t i = 0; i < r->names.count; i++) {
        if (!r->names.items[i].is_in_person) continue;
        for (size_t j = 0; j < r->names.count; j++)
            if (r->names.items[j].candidates == r->names.items[i].candidates && r->names.items[j].use <= AN_USE_LOOSE) r->names.items[j].use = AN_USE_NONE;
    }
}

/* What is named together is used together: the second conjunct has no preposition of its own. */
static void share_use(an_place_reader *r)
{
    for (size_t i = 1; i < r->names.count; i++) {
        an_place_name *n = &r->names.items[i];
        const an_token *head = an_place_token(r, n->head);
        if (n->use == AN_USE_NONE || n->beside != i - 1) continue;
        if ((head->deprel == AN_DEPREL_CONJ || head->deprel == AN_DEPREL_APPOS || head->deprel == AN_DEPREL_NMOD) && r->names.items[i - 1].use > n->use) {
            n->use = r->names.items[i - 1].use;
            n->is_loose = r->names.items[i - 1].is_loose;
        }
    }
}

static bool add_mention(an_arena *arena, const an_place_reader *r, const an_place_name *n, an_mentions *mentions)
{
    an_mention mention = {.kind = AN_MENTION_PLACE, .sentence = n->sentence, .first_token = n->span_first, .end_token = n->span_end, .head_token = n->head};
    const an_place_entry *entry;
    mention.span = (an_span){r->parsed->tokens[n->span_first].span.start, r->parsed->tokens[n->span_end - 1].span.end};
    if (n->entry == AN_NONE) {
        mention.place = an_place_describe_unlisted(arena, r, n);
        return AN_PUSH(arena, mentions, mention);
    }
    entry = &r->places->entries[n->entry];
    mention.place = an_places_describe(r->places, n->entry);
    mention.is_generic = n->use == AN_USE_ACTOR || (n->is_object && n->is_loose && entry->rank == AN_RANK_CAPITAL) ||
                         (n->is_loose && (entry->precision == AN_PRECISION_COUNTRY || (entry->rank == AN_RANK_CAPITAL && n->use == AN_USE_LOCAL)));
    return AN_PUSH(arena, mentions, mention);
}

/* Appends the places of `parsed` in reading order. Times must have been found before. `article` is not looked at yet. E_MEMORY only. */
annals_status an_mention_places(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, const an_article *article,
                                const an_parsed_text *parsed, const an_str *folded, an_mentions *mentions, annals_error *error)
{
    an_place_reader r = {.scratch = scratch, .places = an_lexicon_places(lexicon), .parsed = parsed, .folded = folded};
    const an_actors *actors = an_lexicon_actors(lexicon);
    (void)article;
    if (!r.places) return ANNALS_OK;
    r.is_taken = taken_by_times(scratch, parsed, mentions);
    if (!r.is_taken) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory while finding places");
    for (uint32_t s = 0; s < parsed->sentence_count; s++)
        if (!read_sentence(&r, actors, s)) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory while finding places");
    drop_surnames(&r);
    tie_neighbours(&r);
    share_use(&r);
    an_place_resolve(&r);
    for (size_t i = 0; i < r.names.count; i++)
        if ((r.names.items[i].entry != AN_NONE || (r.names.items[i].may_be_unlisted && r.names.items[i].use == AN_USE_LOCAL)) && !add_mention(arena, &r, &r.names.items[i], mentions))
            return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory while finding places");
    return ANNALS_OK;
}
