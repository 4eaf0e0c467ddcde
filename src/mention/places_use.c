/* Whether a name from the gazetteer is used as the name of a place here. Most names of towns are also something else (a person, a firm,
 * a word), so a name counts only as far as the words around it speak for a place. */
#include "base/utf8.h"
#include "mention/places.h"

static bool is_one_of(an_str text, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (an_str_is(text, list[i])) return true;
    return false;
}

static const char *const locatives[] = {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "within", "into", "over", "off", "via", "through", "along", "above", "beyond", "onto",
                                        "north", "south", "east", "west", NULL};
/* These show a place too, but with the name of a state or its capital as often a party: "aid to Kabul". */
static const char *const weak_locatives[] = {"to", "toward", "towards", "from", "on", "against", "for", "between", "until", NULL};
/* After these, "to" and "from" tell a way; and what these act on is where it happens, state or not. */
static const char *const motions[] = {"go", "flee", "fly", "travel", "return", "move", "deport", "head", "march", "arrive", "drive", "sail", "ship", "escape", "cross", "withdraw", "transfer", "extradite",
                                      "evacuate", "come", "retreat", "spread", "advance", NULL};
static const char *const entries[] = {"invade", "enter", "leave", "visit", "reach", "bomb", "bombard", "shell", "strike", "hit", "occupy", "cross", "flee", "tour", "raid", "attack",
                                      "capture", "recapture", "seize", "retake", "liberate", "besiege", "surround", NULL};
static const char *const city_words[] = {"city", "town", "village", "capital", "port", "municipality", "suburb", "neighbourhood", "neighborhood", "metropolis", "settlement", "hamlet", NULL};
static const char *const division_words[] = {"province", "provinces", "region", "regions", "oblast", "governorate", "state", "states", "division", "county", "krai", "republic", "prefecture", "territory", "canton", "emirate", NULL};
static const char *const district_words[] = {"district", "districts", "area", "areas", "valley", "borough", "quarter", "subdistrict", "township", NULL};
/* A capital noun after a name that leaves it the name of a place: "Kabul Airport". All others make a name of something else. */
static const char *const facility_words[] = {"airport", "hospital", "square", "palace", "embassy", "mosque", "cathedral", "church", "stadium", "prison", "base", "barracks", "station", "street", "bridge",
                                             "port", "harbour", "harbor", "airfield", "camp", "zoo", "museum", "metro", "police", "border", "crossing", "highway", "road", "market", "governor", "mayor", NULL};
static const char *const body_words[] = {"times", "post", "university", "college", "institute", "bank", "tribune", "herald", "journal", "news", "daily", "airlines", "airways", "united", "fc", "club", "council",
                                         "conference", "agreement", "accord", "accords", "treaty", "declaration", "protocol", "convention", "summit", "group", "company", "corporation", "party", "order", "medal", NULL};
/* Grounds and houses that bear the name of a town or of somebody, mostly elsewhere: "Tarn Park" in Ardel. */
static const char *const landmark_words[] = {"park", "gardens", "hall", "house", "hotel", "tower", "grove", "canyon", "creek", "mall", NULL};
static const char *const titles[] = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sen.", "rep.", "gen.", "president", "senator", "general", "minister", "colonel", "judge", "justice",
                                     "captain", "lieutenant", "sergeant", "sir", "lord", "lady", "king", "queen", "prince", "princess", "pope", "sheikh", "secretary", "chancellor",
                                     "hms", "uss", "usns", "rfa", "ins", "ss", "mv", NULL}; /* ships bear names as people do */

an_place_hint an_place_hint_of(an_str word)
{
    if (is_one_of(word, division_words)) return AN_HINT_DIVISION;
    if (is_one_of(word, district_words)) return AN_HINT_DISTRICT;
    return is_one_of(word, city_words) ? AN_HINT_CITY : AN_HINT_NONE;
}

bool an_place_is_facility(an_str word) { return is_one_of(word, facility_words); }

static uint32_t sentence_first(const an_place_reader *r, const an_place_name *n) { return r->parsed->sentences[n->sentence].first_token; }
static uint32_t sentence_end(const an_place_reader *r, const an_place_name *n) { return sentence_first(r, n) + r->parsed->sentences[n->sentence].token_count; }

bool an_place_begins_with_capital(const an_token *token)
{
    size_t length;
    return token->form.length && an_utf8_is_upper(an_utf8_decode(token->form.data, token->form.length, &length));
}

static bool is_all_capitals(const an_place_reader *r, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        an_str form = an_place_token(r, i)->form;
        for (size_t b = 0; b < form.length; b++)
            if (form.data[b] >= 'a' && form.data[b] <= 'z') return false;
    }
    return an_place_token(r, first)->form.length > 3;
}

/* "Florida State Seminoles", "Ohio State University": the word for a kind of place belongs to a longer name. */
static bool is_before_name(const an_place_reader *r, const an_place_name *n, uint32_t at)
{
    return at < sentence_end(r, n) && an_place_begins_with_capital(an_place_token(r, at - 1)) && an_place_begins_with_capital(an_place_token(r, at)) && an_place_token(r, at)->upos == AN_UPOS_PROPN;
}

/* The token of the name whose head lies outside of it. */
static uint32_t top_of(const an_place_reader *r, const an_place_name *n)
{
    for (uint32_t i = n->end; i-- > n->first;) {
        uint32_t head = an_place_head(r, n->sentence, i);
        if (head == AN_NONE || head < n->first || head >= n->end) return i;
    }
    return n->end - 1;
}

/* "Paris Hilton", "Mr. Houston": a piece of a person's name, however the tree draws it. */
static bool is_in_person(const an_place_reader *r, const an_place_name *n, uint32_t top)
{
    const an_token *token = an_place_token(r, top);
    uint32_t head = an_place_head(r, n->sentence, top);
    if (n->first > sentence_first(r, n) && is_one_of(r->folded[n->first - 1], titles) && an_place_begins_with_capital(an_place_token(r, n->first - 1))) return true;
    if (token->deprel == AN_DEPREL_FLAT && head != AN_NONE && !(n->first > sentence_first(r, n) && an_str_is(r->folded[n->first - 1], ","))) return true;
    for (uint32_t i = n->end; i < sentence_end(r, n) && i < n->end + 3 && !an_str_is(r->folded[i], ","); i++)
        if (an_place_token(r, i)->deprel == AN_DEPREL_FLAT && an_place_head(r, n->sentence, i) == top && an_place_begins_with_capital(an_place_token(r, i)) && an_place_hint_of(r->folded[i]) == AN_HINT_NONE) return true;
    return false;
}

static bool is_tagged_person(const an_place_reader *r, const an_place_name *n)
{
    for (uint32_t i = n->first; i < n->end; i++)
        if (an_place_token(r, i)->name != AN_NAME_PERSON) return false;
    return true;
}

/* "Georgetown University", "Moscow Times": the name stands before a capital noun of the same noun phrase. */
static bool is_in_longer_name(const an_place_reader *r, const an_place_name *n, uint32_t top)
{
    const an_token *token = an_place_token(r, top), *next;
    uint32_t head = an_place_head(r, n->sentence, top);
    if ((token->deprel == AN_DEPREL_FLAT || token->deprel == AN_DEPREL_APPOS) && n->first > sentence_first(r, n) && is_one_of(r->folded[n->first - 1], body_words) && an_place_begins_with_capital(an_place_token(r, n->first - 1))) return true; /* "News Corp Australia" */
    if (n->end >= sentence_end(r, n)) return false;
    next = an_place_token(r, n->end);
    if (!an_place_begins_with_capital(next) || next->upos != AN_UPOS_PROPN) return false;
    if (an_place_hint_of(r->folded[n->end]) != AN_HINT_NONE) return is_before_name(r, n, n->end + 1);
    if (token->deprel != AN_DEPREL_COMPOUND || head == AN_NONE || head < n->end) return false;
    if (is_one_of(r->folded[head], body_words) || is_one_of(r->folded[n->end], body_words) || is_one_of(r->folded[n->end], landmark_words)) return true;
    if (is_one_of(r->folded[head], facility_words) || is_one_of(r->folded[n->end], facility_words)) return false;
    return !(an_place_token(r, n->end)->name == AN_NAME_PLACE || token->name == AN_NAME_PLACE);
}

/* "University of Kabul", "Bank of China": after a capital noun and "of". A reader would not say that it happened there. */
static bool is_after_of_in_name(const an_place_reader *r, const an_place_name *n)
{
    static const char *const of[] = {"of", NULL};
    static const char *const states[] = {"republic", "kingdom", "emirate", "islamic", "commonwealth", "government", "gulf", "sea", "strait", "bay", "port", "city", "province", "state", NULL};
    const an_token *before;
    uint32_t link = n->first;
    while (link > sentence_first(r, n) && an_place_token(r, link - 1)->upos == AN_UPOS_PROPN) link--; /* "University of Central Missouri" */
    if (link < sentence_first(r, n) + 2 || !is_one_of(r->folded[link - 1], of)) return false;
    before = an_place_token(r, link - 2);
    if (before->upos != AN_UPOS_PROPN || !an_place_begins_with_capital(before) || is_one_of(r->folded[link - 2], states) || is_one_of(r->folded[link - 2], titles)) return false;
    return is_one_of(r->folded[link - 2], body_words) || an_place_token(r, n->first)->name != AN_NAME_PLACE;
}

/* Takes "province" behind or "city of" before into the span; the head moves with it. */
static void take_in_hints(const an_place_reader *r, an_place_name *n)
{
    static const char *const of[] = {"of", NULL}, *const grounds[] = {"island", "islands", "peninsula", "commune", NULL};
    an_place_hint hint = AN_HINT_NONE;
    if (n->end < sentence_end(r, n)) hint = an_place_hint_of(r->folded[n->end]);
    if (hint != AN_HINT_NONE && an_place_token(r, n->end)->upos != AN_UPOS_VERB && an_place_token(r, n->end)->upos != AN_UPOS_ADJ) {
        n->hint = hint;
        n->span_end = n->end + 1;
        n->head = n->end;
    } else if (n->first >= sentence_first(r, n) + 2 && is_one_of(r->folded[n->first - 1], of) &&
               ((hint = an_place_hint_of(r->folded[n->first - 2])) != AN_HINT_NONE || is_one_of(r->folded[n->first - 2], grounds))) {
        n->hint = hint;
        n->span_first = n->first - 2;
        n->head = n->first - 2;
    }
}

static bool has_case(const an_place_reader *r, const an_place_name *n, const char *const *words)
{
    uint32_t first = sentence_first(r, n), end = sentence_end(r, n);
    if (n->first > first && is_one_of(r->folded[n->first - 1], words)) return true;
    for (uint32_t i = first; i < end; i++)
        if (an_place_token(r, i)->deprel == AN_DEPREL_CASE && an_place_head(r, n->sentence, i) == n->head && is_one_of(r->folded[i], words)) return true;
    return false;
}

bool an_place_follows_locative(const an_place_reader *r, uint32_t sentence, uint32_t at)
{
    return at > r->parsed->sentences[sentence].first_token && is_one_of(r->folded[at - 1], locatives);
}

/* "KABUL, Afghanistan (AP) -", "MOSCOW -": at the very beginning of a paragraph, in capitals. */
static bool is_dateline(const an_place_reader *r, const an_place_name *n)
{
    static const char *const marks[] = {",", "-", "--", "(", ":", NULL};
    bool begins = n->first == sentence_first(r, n) && (n->sentence == 0 || r->parsed->sentences[n->sentence - 1].paragraph != r->parsed->sentences[n->sentence].paragraph);
    return begins && is_all_capitals(r, n->first, n->end) && n->end < sentence_end(r, n) && is_one_of(r->folded[n->end], marks);
}

enum { WELL_KNOWN_POPULATION = 200000 };

static bool is_well_known(const an_place_reader *r, const an_place_name *n)
{
    for (uint32_t c = 0; c < n->candidate_count; c++) {
        const an_place_entry *e = &r->places->entries[n->candidates[c]];
        if (!e->is_common && (!e->is_table || e->population >= WELL_KNOWN_POPULATION)) return true;
    }
    return false;
}

/* "9K33 Osa", "at 2:39 PM EST": a weapon, a time zone; not "2011 Tripoli clashes", nor "KABUL -". */
static bool is_code(const an_place_reader *r, const an_place_name *n)
{
    an_str before = n->first > sentence_first(r, n) ? r->folded[n->first - 1] : (an_str){0}, form = an_place_token(r, n->first)->form;
    bool has_digit = false, has_letter = false, is_in_capitals = form.length <= 4;
    for (size_t i = 0; i < before.length; i++) {
        has_digit = has_digit || (before.data[i] >= '0' && before.data[i] <= '9');
        has_letter = has_letter || (before.data[i] >= 'a' && before.data[i] <= 'z');
    }
    for (size_t i = 0; i < form.length; i++) is_in_capitals = is_in_capitals && form.data[i] >= 'A' && form.data[i] <= 'Z';
    if (has_digit && has_letter) return true;
    for (uint32_t c = 0; c < n->candidate_count; c++)
        if (!r->places->entries[n->candidates[c]].is_table) return false; /* "UK" */
    return is_in_capitals && n->end == n->first + 1 && n->candidate_count;
}

/* "the Nuseirat refugee camp", tagged as an adjective: a longer name of the dictionary texts that begins with a capital inside the sentence. */
static bool is_listed_beginning(const an_place_reader *r, const an_place_name *n)
{
    if (n->first == sentence_first(r, n) || !an_place_begins_with_capital(an_place_token(r, n->first))) return false;
    return n->candidate_count && !r->places->entries[n->candidates[0]].is_table;
}

/* Tagged as a name; or well known, or behind "in", and written with a capital where no sentence begins, whatever the tagger says ("DRC"). */
static bool is_proper(const an_place_reader *r, const an_place_name *n)
{
    const an_token *last = an_place_token(r, n->end - 1);
    for (uint32_t i = n->first; i < n->end; i++)
        if (an_place_token(r, i)->upos == AN_UPOS_PROPN) return true;
    if (n->end > n->first + 1) return an_place_begins_with_capital(last) || is_listed_beginning(r, n);
    return (last->upos == AN_UPOS_NOUN || last->upos == AN_UPOS_ADJ) && an_place_begins_with_capital(last) && n->first > sentence_first(r, n) &&
           (is_well_known(r, n) || (n->candidate_count && an_place_follows_locative(r, n->sentence, n->first) && !r->places->entries[n->candidates[0]].is_common));
}

static const char *const dashes[] = {"-", "\xE2\x80\x93", NULL};

/* "South East Queensland", where some land has a "South East" too. */
static bool is_direction_of_name(const an_place_reader *r, const an_place_name *n)
{
    static const char *const directions[] = {"north", "south", "east", "west", "far", "-", NULL};
    const an_token *next = n->end < sentence_end(r, n) ? an_place_token(r, n->end) : NULL;
    for (uint32_t i = n->first; i < n->end; i++)
        if (!is_one_of(r->folded[i], directions)) return false;
    return next && next->upos == AN_UPOS_PROPN && an_place_hint_of(r->folded[n->end]) == AN_HINT_NONE;
}

/* "Oxford-AstraZeneca vaccines": half of a name; two places joined are places still ("the Tarn-Ardel road"). */
static bool is_joined_to_other(const an_place_reader *r, const an_place_name *n)
{
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    uint32_t next = n->end + 1;
    bool is_joined = next < sentence_end(r, n) && an_place_token(r, n->end - 1)->span.end == an_place_token(r, next)->span.start - an_place_token(r, n->end)->form.length && is_one_of(r->folded[n->end], dashes);
    if (!is_joined || an_place_token(r, next)->upos != AN_UPOS_PROPN || an_place_token(r, n->head)->deprel != AN_DEPREL_COMPOUND) return false;
    return !an_phrase_find(&r->places->names, r->parsed->tokens, r->folded, next, sentence_end(r, n), found);
}

/* "Chester v. Tarn": a case at law. */
static bool is_in_case_name(const an_place_reader *r, const an_place_name *n)
{
    static const char *const against[] = {"v.", "vs.", "v", "vs", NULL};
    if (n->end < sentence_end(r, n) && is_one_of(r->folded[n->end], against)) return true;
    return n->first > sentence_first(r, n) && is_one_of(r->folded[n->first - 1], against);
}

/* "US$2.8 million", "43.5 billion US". */
static bool is_currency(const an_place_reader *r, const an_place_name *n)
{
    static const char *const signs[] = {"$", NULL}, *const amounts[] = {"million", "billion", "trillion", NULL};
    if (n->first > sentence_first(r, n) && is_one_of(r->folded[n->first - 1], amounts)) return true;
    return (n->end < sentence_end(r, n) && is_one_of(r->folded[n->end], signs)) || (n->first > sentence_first(r, n) && is_one_of(r->folded[n->first - 1], signs));
}

/* "Cairo's Mohandessin district", "Kabul's outskirts". */
static bool is_before_part(const an_place_reader *r, const an_place_name *n)
{
    static const char *const parts[] = {"outskirts", "suburbs", "centre", "center", "streets", "downtown", "neighborhoods", "neighbourhoods", "north", "south", "east", "west", "coast", "border", NULL};
    uint32_t head = an_place_head(r, n->sentence, n->head);
    return head != AN_NONE && (an_place_hint_of(r->folded[head]) != AN_HINT_NONE || is_one_of(r->folded[head], facility_words) || is_one_of(r->folded[head], parts));
}

/* "seizes control of Buthidaung": what is held or lost is a place. */
static bool is_controlled(const an_place_reader *r, const an_place_name *n)
{
    static const char *const holds[] = {"control", "capture", "recapture", "siege", "fall", "outskirts", NULL};
    return n->first >= sentence_first(r, n) + 2 && an_str_is(r->folded[n->first - 1], "of") && is_one_of(r->folded[n->first - 2], holds);
}

static an_place_use use_by_relation(const an_place_reader *r, const an_place_name *n)
{
    const an_token *head = an_place_token(r, n->head);
    if (head->subrel == AN_SUBREL_POSS) return is_before_part(r, n) ? AN_USE_LOCAL : AN_USE_ACTOR;
    if (has_case(r, n, locatives) || has_case(r, n, weak_locatives) || is_controlled(r, n)) return AN_USE_LOCAL;
    switch (head->deprel) {
    case AN_DEPREL_OBL: case AN_DEPREL_ADVMOD: case AN_DEPREL_NMOD: case AN_DEPREL_COMPOUND: case AN_DEPREL_OBJ: return AN_USE_LOOSE;
    default: return AN_USE_ACTOR;
    }
}

static bool is_governed_by(const an_place_reader *r, const an_place_name *n, const char *const *lemmas)
{
    uint32_t head = an_place_head(r, n->sentence, n->head);
    return head != AN_NONE && is_one_of(an_place_token(r, head)->lemma, lemmas);
}

void an_place_judge_use(const an_place_reader *r, an_place_name *n)
{
    uint32_t top = top_of(r, n);
    n->span_first = n->first;
    n->span_end = n->end;
    n->head = top;
    n->use = AN_USE_NONE;
    if (is_dateline(r, n)) {
        n->use = AN_USE_LOCAL;
        return;
    }
    n->is_in_person = is_in_person(r, n, top);
    n->is_person = is_tagged_person(r, n);
    if (n->is_in_person || !is_proper(r, n) || is_currency(r, n) || is_in_case_name(r, n) || is_code(r, n) || is_direction_of_name(r, n) || is_joined_to_other(r, n) || is_in_longer_name(r, n, top) || is_after_of_in_name(r, n)) return;
    take_in_hints(r, n);
    n->is_object = an_place_token(r, n->head)->deprel == AN_DEPREL_OBJ || an_place_token(r, n->head)->subrel == AN_SUBREL_PASS;
    n->use = use_by_relation(r, n);
    n->is_held = is_controlled(r, n);
    n->is_loose = !has_case(r, n, locatives) && !(n->use == AN_USE_LOCAL && is_before_part(r, n)) && !(n->use == AN_USE_LOCAL && is_governed_by(r, n, motions)) && !(n->is_object && is_governed_by(r, n, entries));
    if (n->hint != AN_HINT_NONE || n->span_first < n->first) n->use = AN_USE_LOCAL;
}
