/* The vocabulary of quantities: words of fate, nouns for human beings, currencies. English needs no dictionary entry for these: no
 * user of the program would want them otherwise. */
#include <stdlib.h>

#include "mention/quantities.h"

typedef struct fate_row {
    const char *lemma;
    an_fate_role role;
    an_fate fate;
} fate_row;

static const fate_row fates[] = {
    {"kill", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"murder", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"slay", AN_FATE_OF_OBJECT, AN_FATE_KILLED},
    {"slain", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"assassinate", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"execute", AN_FATE_OF_OBJECT, AN_FATE_KILLED},
    {"behead", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"massacre", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"slaughter", AN_FATE_OF_OBJECT, AN_FATE_KILLED},
    {"lynch", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"martyr", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"butcher", AN_FATE_OF_OBJECT, AN_FATE_KILLED},
    {"electrocute", AN_FATE_OF_OBJECT, AN_FATE_KILLED}, {"gun", AN_FATE_OF_OBJECT, AN_FATE_KILLED},
    {"die", AN_FATE_OF_SUBJECT, AN_FATE_KILLED}, {"perish", AN_FATE_OF_SUBJECT, AN_FATE_KILLED}, {"drown", AN_FATE_OF_SUBJECT, AN_FATE_KILLED},
    {"succumb", AN_FATE_OF_SUBJECT, AN_FATE_KILLED},
    {"injure", AN_FATE_OF_OBJECT, AN_FATE_WOUNDED}, {"wound", AN_FATE_OF_OBJECT, AN_FATE_WOUNDED}, {"hurt", AN_FATE_OF_OBJECT, AN_FATE_WOUNDED},
    {"maim", AN_FATE_OF_OBJECT, AN_FATE_WOUNDED}, {"hospitalize", AN_FATE_OF_OBJECT, AN_FATE_WOUNDED}, {"hospitalise", AN_FATE_OF_OBJECT, AN_FATE_WOUNDED},
    {"arrest", AN_FATE_OF_OBJECT, AN_FATE_DETAINED}, {"detain", AN_FATE_OF_OBJECT, AN_FATE_DETAINED}, {"capture", AN_FATE_OF_OBJECT, AN_FATE_DETAINED},
    {"apprehend", AN_FATE_OF_OBJECT, AN_FATE_DETAINED}, {"imprison", AN_FATE_OF_OBJECT, AN_FATE_DETAINED}, {"jail", AN_FATE_OF_OBJECT, AN_FATE_DETAINED},
    {"incarcerate", AN_FATE_OF_OBJECT, AN_FATE_DETAINED}, {"seize", AN_FATE_OF_OBJECT, AN_FATE_DETAINED},
    {"displace", AN_FATE_OF_OBJECT, AN_FATE_DISPLACED}, {"evacuate", AN_FATE_OF_OBJECT, AN_FATE_DISPLACED}, {"uproot", AN_FATE_OF_OBJECT, AN_FATE_DISPLACED},
    {"flee", AN_FATE_OF_SUBJECT, AN_FATE_DISPLACED},
    {"death", AN_FATE_NOUN, AN_FATE_KILLED}, {"fatality", AN_FATE_NOUN, AN_FATE_KILLED}, {"killing", AN_FATE_NOUN, AN_FATE_KILLED},
    {"murder", AN_FATE_NOUN, AN_FATE_KILLED}, {"execution", AN_FATE_NOUN, AN_FATE_KILLED}, {"assassination", AN_FATE_NOUN, AN_FATE_KILLED},
    {"slaying", AN_FATE_NOUN, AN_FATE_KILLED}, {"massacre", AN_FATE_NOUN, AN_FATE_KILLED},
    {"injury", AN_FATE_NOUN, AN_FATE_WOUNDED}, {"wounding", AN_FATE_NOUN, AN_FATE_WOUNDED},
    {"arrest", AN_FATE_NOUN, AN_FATE_DETAINED}, {"detention", AN_FATE_NOUN, AN_FATE_DETAINED}, {"capture", AN_FATE_NOUN, AN_FATE_DETAINED},
    {"displacement", AN_FATE_NOUN, AN_FATE_DISPLACED}, {"evacuation", AN_FATE_NOUN, AN_FATE_DISPLACED},
    {"dead", AN_FATE_STATE, AN_FATE_KILLED}, {"killed", AN_FATE_STATE, AN_FATE_KILLED}, {"slain", AN_FATE_STATE, AN_FATE_KILLED},
    {"wounded", AN_FATE_STATE, AN_FATE_WOUNDED}, {"injured", AN_FATE_STATE, AN_FATE_WOUNDED}, {"hurt", AN_FATE_STATE, AN_FATE_WOUNDED},
    {"hospitalized", AN_FATE_STATE, AN_FATE_WOUNDED}, {"hospitalised", AN_FATE_STATE, AN_FATE_WOUNDED},
    {"arrested", AN_FATE_STATE, AN_FATE_DETAINED}, {"detained", AN_FATE_STATE, AN_FATE_DETAINED}, {"captured", AN_FATE_STATE, AN_FATE_DETAINED},
    {"displaced", AN_FATE_STATE, AN_FATE_DISPLACED}, {"homeless", AN_FATE_STATE, AN_FATE_DISPLACED}, {"evacuated", AN_FATE_STATE, AN_FATE_DISPLACED},
};

static an_str without_final_e(an_str word)
{
    if (word.length > 3 && word.data[word.length - 1] == 'e') word.length--;
    return word;
}

/* A final "e" is not looked at: lemmas are guessed, and "drowne" is the commonest way to guess wrong. */
an_fate an_fate_of(an_str lemma, an_fate_role role)
{
    lemma = without_final_e(lemma);
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++)
        if (fates[i].role == role && an_str_equal(lemma, without_final_e(an_str_from(fates[i].lemma)))) return fates[i].fate;
    return AN_FATE_NONE;
}

static const char *const person_nouns[] = { /* sorted */
    "abductee", "academic", "accomplice", "activist", "actor", "adult", "adviser", "advisor", "agent", "aide", "airman", "ambassador", "analyst",
    "anarchist", "archbishop", "artist", "assailant", "assassin", "associate", "asylum-seeker", "athlete", "attacker", "attendee", "author", "baby",
    "bandit", "believer", "bishop", "blogger", "bodyguard", "bomber", "boss", "boy", "bricklayer", "brother", "builder", "bureaucrat", "businessman",
    "bystander", "cadet", "cameraman", "captain", "captive", "casualty", "chief", "child", "christian", "citizen", "civilian", "clergyman", "cleric",
    "climber", "collaborator", "colleague", "colonel", "combatant", "commander", "commando", "commuter", "compatriot", "conscript", "constable",
    "contractor", "cop", "councillor", "councilor", "courier", "cousin", "criminal", "customer", "cyclist", "dancer", "daughter", "dealer",
    "defector", "defendant", "demonstrator", "deputy", "deserter", "detainee", "diplomat", "director", "dissident", "doctor", "driver", "drugmaker",
    "economist", "editor", "elder", "emir", "emplacer", "employee", "engineer", "escapee", "evacuee", "ex-soldier", "executive", "exile", "expert",
    "extremist", "facilitator", "family", "fan", "farmer", "father", "fighter", "financier", "firefighter", "fireman", "fisherman", "foreigner",
    "friend", "fugitive", "gangster", "gendarme", "general", "girl", "governor", "grandson", "grower", "guard", "guerrilla", "guest", "gunman",
    "gunmen", "hacker", "helper", "herder", "hijacker", "hindu", "hostage", "housewife", "human", "hunter", "husband", "imam", "immigrant",
    "individual", "infant", "infiltrator", "informant", "inhabitant", "inmate", "insurgent", "intellectual", "interpreter", "investigator",
    "islamist", "jesuit", "jew", "jihadi", "jihadist", "journalist", "judge", "juvenile", "kid", "kidnapper", "killer", "kingpin", "laborer",
    "labourer", "lawmaker", "lawyer", "leader", "legislator", "lieutenant", "local", "looter", "loyalist", "magistrate", "man", "marine", "mason",
    "mastermind", "mayor", "mechanic", "medic", "member", "men", "mercenary", "merchant", "migrant", "militant", "militiaman", "miner", "minister",
    "missionary", "monk", "mother", "motorist", "mourner", "mullah", "musician", "muslim", "national", "negotiator", "neighbor", "neighbour",
    "nephew", "newborn", "nun", "nurse", "observer", "occupant", "offender", "officer", "official", "operative", "operator", "opponent", "orphan",
    "other", "painter", "paramilitary", "parent", "parishioner", "participant", "passenger", "passer-by", "passerby", "pastor", "patient",
    "peacekeeper", "peasant", "peddler", "pedestrian", "people", "perpetrator", "person", "personnel", "photographer", "pilgrim", "pilot", "pirate",
    "planner", "player", "poet", "policeman", "policewoman", "politician", "preacher", "president", "priest", "prisoner", "professor", "prosecutor",
    "protester", "protestor", "pupil", "rancher", "rebel", "recruit", "recruiter", "refugee", "reporter", "rescuer", "researcher", "reservist",
    "resident", "returnee", "ringleader", "rioter", "robber", "sailor", "scholar", "schoolboy", "schoolchild", "schoolgirl", "scientist", "senator",
    "separatist", "sergeant", "serviceman", "servicemember", "servicewoman", "settler", "sheikh", "shepherd", "shooter", "shopkeeper", "shopper",
    "sister", "smuggler", "sniper", "soldier", "son", "specialist", "spectator", "spy", "staff", "staffer", "stranger", "striker", "student",
    "sub-commander", "subcommander", "subject", "supplier", "supporter", "surgeon", "survivor", "suspect", "sympathiser", "sympathizer", "teacher",
    "teen", "teenager", "terrorist", "tourist", "trader", "trafficker", "trainer", "traveler", "traveller", "tribesman", "troop", "troops", "uncle",
    "vendor", "veteran", "victim", "villager", "visitor", "volunteer", "voter", "waiter", "warlord", "warrior", "widow", "wife", "witness", "woman",
    "women", "worker", "worshiper", "worshipper", "writer", "youngster", "youth",
};

static int compare_text(const void *key, const void *row) { return an_str_compare(*(const an_str *)key, an_str_from(*(const char *const *)row)); }

/* The list, and the compounds that end in "man" or "woman". */
bool an_is_person_noun(an_str lemma)
{
    if (bsearch(&lemma, person_nouns, sizeof person_nouns / sizeof *person_nouns, sizeof *person_nouns, compare_text)) return true;
    return lemma.length > 5 && (an_str_ends_with(lemma, "sman") || an_str_ends_with(lemma, "woman") || an_str_ends_with(lemma, "smen") || an_str_ends_with(lemma, "women"));
}

static const char *const measures[] = {"ft", "foot", "in", "inch", "km", "kilometer", "kilometre", "meter", "metre", "mile", "kg", "kilogram", "ton", "tonne", "pound", "percent", "%", "degree", "hour", "minute",
                                      "second", "mph", "acre", "hectare", "point", "vote", "year", "month", "day", "week", "time", "car", "vehicle", "house", "home", "building", "animal", "dog", "horse", "cow",
                                      "sheep", "elephant", "bird", "fish", "company", "village", "city", "town", "attack", "job", "magnitude", "earthquake", NULL};

bool an_is_measure(an_str lemma)
{
    for (size_t i = 0; measures[i]; i++)
        if (an_str_is(lemma, measures[i])) return true;
    return false;
}

typedef struct currency_row {
    const char *word, *code;
} currency_row;

static const currency_row currencies[] = {
    {"$", "USD"}, {"us$", "USD"}, {"u.s.$", "USD"}, {"dollar", "USD"}, {"dollars", "USD"}, {"a$", "AUD"}, {"c$", "CAD"}, {"\xE2\x82\xAC", "EUR"}, {"euro", "EUR"}, {"euros", "EUR"},
    {"\xC2\xA3", "GBP"}, {"pound", "GBP"}, {"pounds", "GBP"}, {"\xC2\xA5", "JPY"}, {"yen", "JPY"}, {"yuan", "CNY"}, {"renminbi", "CNY"}, {"\xE2\x82\xBD", "RUB"}, {"ruble", "RUB"},
    {"rubles", "RUB"}, {"rouble", "RUB"}, {"roubles", "RUB"}, {"\xE2\x82\xB9", "INR"}, {"rupee", "INR"}, {"rupees", "INR"}, {"afghani", "AFN"}, {"afghanis", "AFN"}, {"rial", "IRR"},
    {"rials", "IRR"}, {"toman", "IRR"}, {"tomans", "IRR"}, {"hryvnia", "UAH"}, {"hryvnias", "UAH"}, {"shekel", "ILS"}, {"shekels", "ILS"}, {"lira", "TRY"}, {"liras", "TRY"}, {"zloty", "PLN"},
    {"naira", "NGN"}, {"rand", "ZAR"}, {"krona", "SEK"}, {"kronor", "SEK"}, {"franc", "CHF"}, {"francs", "CHF"}, {"won", "KRW"}, {"baht", "THB"},
};

/* A word alone does not tell an Egyptian pound from a British one; the commoner meaning in news stands here. */
bool an_currency_of(an_str folded, const char **code)
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (an_str_is(folded, currencies[i].word)) return *code = currencies[i].code, true;
    return false;
}
