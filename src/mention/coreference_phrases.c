/* Finds what can refer: pronouns, names, nouns with all that belongs to them, nested ones too, and what stands together ("Mali and
 * Niger"); and tells of each what agreement asks: gender, number, what class of thing.
 *
 * "The head of the [group] and [[his] men]": the tree gives for each noun the words that hang on it by relations that make a noun
 * phrase (det, amod, nmod, acl ...); a preposition, a copula and what is coordinated with it stay outside. */
#include <stdlib.h>

#include "mention/coreference_parts.h"

enum { COORDINATED_MAX = 16 };

#define RELATION(name) (UINT64_C(1) << AN_DEPREL_##name)

static bool is_in(uint64_t relations, const an_token *token) { return relations >> token->deprel & 1; }

/* The first letter decides mostly: asked of every noun. */
static bool is_one_of(an_str word, const char *const *list)
{
    for (; word.length && *list; list++)
        if (**list == *word.data && an_str_is(word, *list)) return true;
    return false;
}

static bool is_word(const an_words *w, uint32_t i, const char *const *list)
{
    return is_one_of(w->folded[i], list);
}

/* ---- pronouns ---- */

typedef struct pronoun_row {
    const char *word;
    uint8_t form, noun_case, genders, numbers;
} pronoun_row;

#define PERSON (AN_GENDER_M | AN_GENDER_F)
static const pronoun_row pronouns[] = {
    {"he", AN_PHRASE_HE, AN_CASE_SUBJECT, AN_GENDER_M, AN_NUMBER_ONE}, {"him", AN_PHRASE_HE, AN_CASE_OBJECT, AN_GENDER_M, AN_NUMBER_ONE},
    {"his", AN_PHRASE_HE, AN_CASE_OWNER, AN_GENDER_M, AN_NUMBER_ONE}, {"himself", AN_PHRASE_HE, AN_CASE_REFLEXIVE, AN_GENDER_M, AN_NUMBER_ONE},
    {"she", AN_PHRASE_SHE, AN_CASE_SUBJECT, AN_GENDER_F, AN_NUMBER_ONE}, {"her", AN_PHRASE_SHE, AN_CASE_OBJECT, AN_GENDER_F, AN_NUMBER_ONE},
    {"hers", AN_PHRASE_SHE, AN_CASE_OWNER, AN_GENDER_F, AN_NUMBER_ONE}, {"herself", AN_PHRASE_SHE, AN_CASE_REFLEXIVE, AN_GENDER_F, AN_NUMBER_ONE},
    {"it", AN_PHRASE_IT, AN_CASE_SUBJECT, AN_GENDER_N, AN_NUMBER_ONE}, {"its", AN_PHRASE_IT, AN_CASE_OWNER, AN_GENDER_N, AN_NUMBER_ONE},
    {"itself", AN_PHRASE_IT, AN_CASE_REFLEXIVE, AN_GENDER_N, AN_NUMBER_ONE},
    {"they", AN_PHRASE_THEY, AN_CASE_SUBJECT, AN_GENDER_ANY, AN_NUMBER_MANY}, {"them", AN_PHRASE_THEY, AN_CASE_OBJECT, AN_GENDER_ANY, AN_NUMBER_MANY},
    {"'em", AN_PHRASE_THEY, AN_CASE_OBJECT, AN_GENDER_ANY, AN_NUMBER_MANY}, {"their", AN_PHRASE_THEY, AN_CASE_OWNER, AN_GENDER_ANY, AN_NUMBER_MANY},
    {"theirs", AN_PHRASE_THEY, AN_CASE_OWNER, AN_GENDER_ANY, AN_NUMBER_MANY}, {"themselves", AN_PHRASE_THEY, AN_CASE_REFLEXIVE, AN_GENDER_ANY, AN_NUMBER_MANY},
    {"i", AN_PHRASE_I, AN_CASE_SUBJECT, PERSON, AN_NUMBER_ONE}, {"me", AN_PHRASE_I, AN_CASE_OBJECT, PERSON, AN_NUMBER_ONE},
    {"my", AN_PHRASE_I, AN_CASE_OWNER, PERSON, AN_NUMBER_ONE}, {"mine", AN_PHRASE_I, AN_CASE_OWNER, PERSON, AN_NUMBER_ONE},
    {"myself", AN_PHRASE_I, AN_CASE_REFLEXIVE, PERSON, AN_NUMBER_ONE},
    {"we", AN_PHRASE_WE, AN_CASE_SUBJECT, AN_GENDER_ANY, AN_NUMBER_MANY}, {"us", AN_PHRASE_WE, AN_CASE_OBJECT, AN_GENDER_ANY, AN_NUMBER_MANY},
    {"'s", AN_PHRASE_WE, AN_CASE_OBJECT, AN_GENDER_ANY, AN_NUMBER_MANY}, {"our", AN_PHRASE_WE, AN_CASE_OWNER, AN_GENDER_ANY, AN_NUMBER_MANY},
    {"ours", AN_PHRASE_WE, AN_CASE_OWNER, AN_GENDER_ANY, AN_NUMBER_MANY}, {"ourselves", AN_PHRASE_WE, AN_CASE_REFLEXIVE, AN_GENDER_ANY, AN_NUMBER_MANY},
    {"you", AN_PHRASE_YOU, AN_CASE_SUBJECT, PERSON, AN_NUMBER_ANY}, {"your", AN_PHRASE_YOU, AN_CASE_OWNER, PERSON, AN_NUMBER_ANY},
    {"yours", AN_PHRASE_YOU, AN_CASE_OWNER, PERSON, AN_NUMBER_ANY}, {"yourself", AN_PHRASE_YOU, AN_CASE_REFLEXIVE, PERSON, AN_NUMBER_ANY},
    {"yourselves", AN_PHRASE_YOU, AN_CASE_REFLEXIVE, PERSON, AN_NUMBER_MANY},
    {"this", AN_PHRASE_THIS, AN_CASE_NONE, AN_GENDER_N, AN_NUMBER_ONE}, {"that", AN_PHRASE_THIS, AN_CASE_NONE, AN_GENDER_N, AN_NUMBER_ONE},
    {"these", AN_PHRASE_THESE, AN_CASE_NONE, AN_GENDER_ANY, AN_NUMBER_MANY}, {"those", AN_PHRASE_THESE, AN_CASE_NONE, AN_GENDER_ANY, AN_NUMBER_MANY},
};

static const pronoun_row *pronoun_of(an_str folded)
{
    enum { LONGEST = 10 };
    if (!folded.length || folded.length > LONGEST) return NULL;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (*folded.data == *pronouns[i].word && an_str_is(folded, pronouns[i].word)) return pronouns + i;
    return NULL;
}

/* "who", "which", "there": they have no antecedent but in their own clause. */
static bool is_relative_or_empty(const an_token *token)
{
    return an_str_starts_with(token->xpos, "W") || an_str_is(token->xpos, "EX");
}

/* ---- which words head a phrase ---- */

static const uint64_t places_of_nouns = RELATION(NSUBJ) | RELATION(OBJ) | RELATION(IOBJ) | RELATION(OBL) | RELATION(NMOD) | RELATION(APPOS) |
                                        RELATION(CONJ) | RELATION(ROOT) | RELATION(XCOMP) | RELATION(DEP) | RELATION(PARATAXIS);
static const uint64_t inside_of_names = RELATION(FLAT) | RELATION(FIXED) | RELATION(GOESWITH) | RELATION(CASE) | RELATION(CC) | RELATION(MARK) |
                                        RELATION(DISCOURSE) | RELATION(REPARANDUM) | RELATION(ADVMOD) | RELATION(PUNCT) | RELATION(AMOD);

/* "Durham" in "Durham University": a name of its own unless the tagger holds both for one name. */
static bool is_part_of_name(const an_words *w, uint32_t i)
{
    const an_token *tokens = w->text->tokens;
    uint32_t head = w->items[i].head;
    if (head == AN_NONE || !tokens[i].name || tokens[i].name != tokens[head].name || head < i) return false;
    for (uint32_t k = i + 1; k <= head; k++)
        if (tokens[k].name != tokens[i].name || tokens[k].starts_name) return false;
    return true;
}

static bool has_determiner(const an_words *w, uint32_t i)
{
    for (uint32_t c = w->items[i].first_child; c != AN_NONE; c = w->items[c].next_sibling)
        if (w->text->tokens[c].deprel == AN_DEPREL_DET) return true;
    return false;
}

/* What tells that something was done or was so. */
static bool heads_clause(const an_words *w, uint32_t i)
{
    static const uint64_t clauses = RELATION(ROOT) | RELATION(CONJ) | RELATION(CCOMP) | RELATION(PARATAXIS) | RELATION(ADVCL) | RELATION(CSUBJ) | RELATION(XCOMP) | RELATION(ACL);
    uint8_t upos = w->text->tokens[i].upos;
    return (upos == AN_UPOS_VERB || (upos == AN_UPOS_ADJ && w->text->tokens[i].deprel == AN_DEPREL_ROOT)) && is_in(clauses, w->text->tokens + i);
}

static bool heads_phrase(const an_words *w, uint32_t i)
{
    const an_token *token = w->text->tokens + i;
    switch (token->upos) {
    case AN_UPOS_PRON: return !is_relative_or_empty(token);
    case AN_UPOS_DET: return is_in(places_of_nouns & ~(RELATION(DEP) | RELATION(PARATAXIS)), token);
    case AN_UPOS_NOUN:
    case AN_UPOS_PROPN:
        if (is_in(inside_of_names, token) || token->subrel == AN_SUBREL_DESC) return false;
        return token->deprel != AN_DEPREL_COMPOUND || !is_part_of_name(w, i);
    case AN_UPOS_NUM:
    case AN_UPOS_SYM: return is_in(places_of_nouns, token);
    case AN_UPOS_ADJ: return is_in(RELATION(NSUBJ) | RELATION(OBJ) | RELATION(OBL), token) && has_determiner(w, i);
    default: return false;
    }
}

/* ---- its words ---- */

static bool belongs(const an_words *w, uint32_t head, uint32_t child)
{
    static const uint64_t parts = RELATION(DET) | RELATION(AMOD) | RELATION(NUMMOD) | RELATION(COMPOUND) | RELATION(FLAT) | RELATION(FIXED) |
                                  RELATION(GOESWITH) | RELATION(NMOD) | RELATION(ACL);
    const an_token *token = w->text->tokens + child;
    return is_in(parts, token) || (token->deprel == AN_DEPREL_CASE && child > head /* 's */);
}

static bool is_mark(const an_token *token) { return token->upos == AN_UPOS_PUNCT; }

static void set_extent(const an_words *w, an_phrase *phrase)
{
    uint32_t first = phrase->head, last = phrase->head;
    for (uint32_t c = w->items[phrase->head].first_child; c != AN_NONE; c = w->items[c].next_sibling) {
        if (!belongs(w, phrase->head, c)) continue;
        if (w->items[c].left < first) first = w->items[c].left;
        if (w->items[c].right > last) last = w->items[c].right;
    }
    while (first < phrase->head && is_mark(w->text->tokens + first)) first++;
    while (last > phrase->head && is_mark(w->text->tokens + last)) last--;
    phrase->first = first;
    phrase->end = last + 1;
}

static bool is_title_of_person(const an_words *w, uint32_t i, uint8_t *gender)
{
    static const char *const men[] = {"mr", "mr.", "sir", "lord", "king", "prince", "father", NULL};
    static const char *const women[] = {"mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "sister", NULL};
    *gender = is_word(w, i, men) ? AN_GENDER_M : is_word(w, i, women) ? AN_GENDER_F : 0;
    return *gender;
}

static uint8_t gender_of_noun(const an_words *w, uint32_t i)
{
    static const char *const men[] = {"man", "men", "boy", "boys", "father", "son", "brother", "husband", "uncle", "king", "prince", "gentleman", "guy", "grandfather",
                                      "nephew", "actor", "businessman", "spokesman", "chairman", "congressman", "policeman", "widower", "monk", "imam", "boyfriend", "dad", NULL};
    static const char *const women[] = {"woman", "women", "girl", "girls", "mother", "daughter", "sister", "wife", "aunt", "queen", "princess", "lady", "grandmother",
                                        "niece", "actress", "businesswoman", "spokeswoman", "chairwoman", "congresswoman", "policewoman", "widow", "nun", "girlfriend", "mom", NULL};
    return is_word(w, i, men) ? AN_GENDER_M : is_word(w, i, women) ? AN_GENDER_F : 0;
}

/* "Ms. Khan", "Maria Khan": the title or the first name tells. */
static uint8_t genders_of_name(const an_coreference *model, const an_words *w, const an_phrase *phrase)
{
    uint8_t gender;
    for (uint32_t i = phrase->first; i < phrase->end && i <= phrase->head + 4; i++)
        if (is_title_of_person(w, i, &gender)) return gender;
    if (phrase->first > 0 && is_title_of_person(w, phrase->first - 1, &gender)) return gender;
    for (uint32_t i = phrase->first; i < phrase->end; i++) {
        if (w->text->tokens[i].upos != AN_UPOS_PROPN) continue;
        gender = an_coreference_name_gender(model, w->items[i].form_key);
        return gender ? gender : PERSON;
    }
    return PERSON;
}

static uint8_t number_of(const an_words *w, uint32_t head)
{
    const an_token *token = w->text->tokens + head;
    bool is_many = an_str_is(token->xpos, "NNS") || an_str_is(token->xpos, "NNPS") || an_token_has_feature(token, "Number=Plur");
    return is_many ? AN_NUMBER_MANY : AN_NUMBER_ONE;
}

static void describe_name(const an_coreference *model, const an_words *w, an_phrase *phrase)
{
    phrase->thing_class = (uint8_t)(AN_CLASS_NAMES + phrase->name);
    switch (phrase->name) {
    case AN_NAME_PERSON:
        phrase->genders = genders_of_name(model, w, phrase);
        phrase->numbers = number_of(w, phrase->head);
        break;
    case AN_NAME_ORGANISATION:
        phrase->genders = AN_GENDER_N;
        phrase->numbers = AN_NUMBER_ANY; /* "the Taliban said they", "the bank said it" */
        break;
    case AN_NAME_PLACE:
        phrase->genders = AN_GENDER_N;
        phrase->numbers = AN_NUMBER_ONE;
        break;
    default:
        phrase->genders = genders_of_name(model, w, phrase) == PERSON ? AN_GENDER_ANY : genders_of_name(model, w, phrase);
        phrase->numbers = number_of(w, phrase->head);
    }
}

static uint8_t kind_of_noun(const an_words *w, const an_phrase *phrase)
{
    static const char *const bodies[] = {"group", "movement", "organisation", "organization", "militia", "insurgency", "network", "outfit", "party", "company", "firm",
                                         "agency", "ministry", "alliance", "bloc", "union", "university", "bank", "team", "club", "institute", "commission", "committee",
                                         "court", "army", "department", "council", "school", "band", "regime", "institution", "publisher", "association", "society", NULL};
    static const char *const lands[] = {"country", "nation", "kingdom", "state", "republic", "island", "region", "province", "territory", NULL};
    static const char *const towns[] = {"city", "town", "capital", "village", "port", "district", "suburb", "site", "area", "place", NULL};
    an_str lemma = w->text->tokens[phrase->head].lemma;
    if (is_one_of(lemma, bodies)) return AN_NOUN_BODY;
    if (is_one_of(lemma, lands)) return AN_NOUN_LAND;
    if (is_one_of(lemma, towns)) return AN_NOUN_TOWN;
    return phrase->thing_class == AN_CLASS_PERSON ? AN_NOUN_PERSON : AN_NOUN_OTHER;
}

static void describe_noun(const an_coreference *model, const an_words *w, an_phrase *phrase)
{
    uint8_t gender = gender_of_noun(w, phrase->head);
    phrase->thing_class = an_coreference_class(model, w->items[phrase->head].key);
    phrase->kind = kind_of_noun(w, phrase);
    phrase->numbers = number_of(w, phrase->head);
    if (gender) phrase->genders = gender;
    else if (phrase->thing_class == AN_CLASS_PERSON) phrase->genders = phrase->numbers == AN_NUMBER_ONE ? PERSON : AN_GENDER_ANY;
    else if (phrase->thing_class == AN_CLASS_NONE) phrase->genders = AN_GENDER_ANY;
    else phrase->genders = AN_GENDER_N;
    if (phrase->thing_class == AN_CLASS_GROUP) phrase->numbers = AN_NUMBER_ANY;
}

static uint8_t form_of_noun(const an_words *w, const an_phrase *phrase)
{
    static const char *const definite[] = {"the", "both", NULL}, *const pointing[] = {"this", "that", "these", "those", "such", NULL};
    for (uint32_t c = w->items[phrase->head].first_child; c != AN_NONE; c = w->items[c].next_sibling) {
        const an_token *token = w->text->tokens + c;
        if (token->deprel == AN_DEPREL_NMOD && token->subrel == AN_SUBREL_POSS) return AN_PHRASE_OWNED;
        if (token->deprel != AN_DEPREL_DET) continue;
        return is_word(w, c, pointing) ? AN_PHRASE_POINTED : is_word(w, c, definite) ? AN_PHRASE_DEFINITE : AN_PHRASE_INDEFINITE;
    }
    return AN_PHRASE_BARE;
}

static uint8_t name_of(const an_words *w, const an_phrase *phrase)
{
    uint8_t name = w->text->tokens[phrase->head].name;
    for (uint32_t i = phrase->head; !name && i < phrase->end && i < phrase->head + 4; i++)
        if (w->items[i].head == phrase->head && w->text->tokens[i].upos == AN_UPOS_PROPN) name = w->text->tokens[i].name;
    return name;
}

static void describe(const an_coreference *model, const an_words *w, an_phrase *phrase)
{
    const an_token *token = w->text->tokens + phrase->head;
    bool can_be_pronoun = token->upos == AN_UPOS_PRON || token->upos == AN_UPOS_DET;
    const pronoun_row *pronoun = can_be_pronoun ? pronoun_of(w->folded[phrase->head]) : NULL;
    phrase->genders = AN_GENDER_ANY;
    phrase->numbers = AN_NUMBER_ANY;
    if (pronoun) {
        phrase->form = pronoun->form;
        phrase->noun_case = pronoun->noun_case;
        phrase->genders = pronoun->genders;
        phrase->numbers = pronoun->numbers;
        if (token->subrel == AN_SUBREL_POSS) phrase->noun_case = AN_CASE_OWNER;
    } else if (can_be_pronoun) {
        phrase->form = AN_PHRASE_OTHER;
    } else if (token->upos == AN_UPOS_NUM || token->upos == AN_UPOS_SYM) {
        phrase->form = AN_PHRASE_NUMBER;
    } else if (token->upos == AN_UPOS_PROPN) {
        phrase->form = AN_PHRASE_NAME;
        phrase->name = name_of(w, phrase);
        describe_name(model, w, phrase);
    } else {
        phrase->form = form_of_noun(w, phrase);
        describe_noun(model, w, phrase);
    }
}

/* Order counts; "the" and "a" do not, nor does the 's of an owner. */
static uint32_t key_of_words(const an_words *w, const an_phrase *phrase)
{
    static const char *const dropped[] = {"the", "a", "an", "'s", "this", "that", "these", "those", NULL};
    uint32_t key = 0;
    for (uint32_t i = phrase->first; i < phrase->end; i++)
        if (!is_word(w, i, dropped)) key = (key ^ w->items[i].form_key) * UINT32_C(0x9E3779B1);
    return key;
}

static bool is_modified(const an_words *w, uint32_t head)
{
    for (uint32_t c = w->items[head].first_child; c != AN_NONE; c = w->items[c].next_sibling)
        if (is_in(RELATION(AMOD) | RELATION(NUMMOD) | RELATION(COMPOUND) | RELATION(NMOD) | RELATION(ACL), w->text->tokens + c)) return true;
    return false;
}

static uint32_t top_of_coordination(const an_words *w, uint32_t i)
{
    for (int step = 0; step < COORDINATED_MAX && w->text->tokens[i].deprel == AN_DEPREL_CONJ && w->items[i].head != AN_NONE; step++) i = w->items[i].head;
    return i;
}

static void set_position(const an_words *w, an_phrase *phrase)
{
    uint32_t top = top_of_coordination(w, phrase->head);
    phrase->sentence = w->items[phrase->head].sentence;
    phrase->function = w->text->tokens[top].deprel;
    phrase->top = top;
    phrase->governor = w->items[top].head;
    phrase->chain = phrase->antecedent = phrase->older_mention = AN_NONE;
}

/* The whole clause speaks for its verb. */
static bool add_clause(an_arena *scratch, const an_words *w, uint32_t verb, an_phrases *phrases)
{
    an_phrase phrase = {.head = verb, .first = w->items[verb].left, .end = w->items[verb].right + 1, .form = AN_PHRASE_CLAUSE, .genders = AN_GENDER_N, .numbers = AN_NUMBER_ONE};
    set_position(w, &phrase);
    phrase.words_key = w->items[verb].key;
    return AN_PUSH(scratch, phrases, phrase);
}

static bool add_phrase(an_arena *scratch, const an_coreference *model, const an_words *w, uint32_t head, an_phrases *phrases)
{
    an_phrase phrase = {.head = head};
    set_extent(w, &phrase);
    set_position(w, &phrase);
    describe(model, w, &phrase);
    phrase.words_key = key_of_words(w, &phrase);
    phrase.is_modified = is_modified(w, head);
    return AN_PUSH(scratch, phrases, phrase);
}

/* "Mali and Niger": both together, which "they" and "the two countries" can take up. */
static bool add_whole(an_arena *scratch, const an_words *w, uint32_t head, const an_phrase *first, an_phrases *phrases)
{
    an_phrase phrase = *first;
    uint32_t last = AN_NONE;
    for (uint32_t c = w->items[head].first_child; c != AN_NONE; c = w->items[c].next_sibling)
        if (w->text->tokens[c].deprel == AN_DEPREL_CONJ && c > head) last = c;
    if (last == AN_NONE) return true;
    phrase.end = w->items[last].right + 1;
    while (phrase.end > last + 1 && is_mark(w->text->tokens + phrase.end - 1)) phrase.end--;
    phrase.is_whole = true;
    phrase.numbers = AN_NUMBER_MANY;
    if (phrase.genders != AN_GENDER_N) phrase.genders = AN_GENDER_ANY;
    phrase.words_key = key_of_words(w, &phrase);
    return AN_PUSH(scratch, phrases, phrase);
}

static int compare_numbers(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

/* As they are read: first word, longer first. */
static int compare_phrases(const void *a, const void *b)
{
    const an_phrase *x = a, *y = b;
    int order = compare_numbers(x->first, y->first);
    if (!order) order = compare_numbers(y->end, x->end);
    if (!order) order = compare_numbers(x->head, y->head);
    return order ? order : y->is_whole - x->is_whole;
}

static void set_ranks(an_phrases *phrases)
{
    for (size_t i = 1; i < phrases->count; i++)
        if (phrases->items[i].sentence == phrases->items[i - 1].sentence)
            phrases->items[i].rank = phrases->items[i - 1].rank + (phrases->items[i - 1].form != AN_PHRASE_CLAUSE);
}

/* All phrases of the text in reading order. False when memory is exhausted. */
bool an_coreference_phrases(an_arena *scratch, const an_coreference *model, const an_words *words, an_phrases *phrases)
{
    for (uint32_t i = 0; i < words->text->token_count; i++) {
        uint8_t upos = words->text->tokens[i].upos;
        if (heads_clause(words, i) && !add_clause(scratch, words, i, phrases)) return false;
        if (!heads_phrase(words, i)) continue;
        if (!add_phrase(scratch, model, words, i, phrases)) return false;
        if (upos != AN_UPOS_NOUN && upos != AN_UPOS_PROPN) continue;
        if (words->text->tokens[i].deprel == AN_DEPREL_CONJ) continue;
        if (!add_whole(scratch, words, i, phrases->items + phrases->count - 1, phrases)) return false;
    }
    if (phrases->count) qsort(phrases->items, phrases->count, sizeof *phrases->items, compare_phrases);
    set_ranks(phrases);
    return true;
}
