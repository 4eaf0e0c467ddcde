#include "mention/actor_words.h"

#include <stddef.h>

const char *const an_words_relational_roles[] = {
    "enemy", "ally", "rival", "opponent", "partner", "neighbour", "neighbor", "foe", "adversary", "target", "victim",
    "counterpart", "friend", "critic", "family", "relative", "patron", "backer", "sponsor", "competitor", "hostage", "wife",
    "husband", "son", "daughter", "brother", "sister", "father", "mother", "widow", "killer", "attacker", "host", "successor",
    "predecessor", "sympathiser", "sympathizer", "supporter", "prisoner", "detainee", "captive", "inmate", "offshoot",
    "affiliate", "branch", "franchise", "splinter group", "proxy", "rival group", "buyer", "customer", "creditor", "country",
    "nation", "power", "body", "state", "region", "territory", "land", NULL};

const char *const an_words_abroad_roles[] = {
    "embassy", "consulate", "ambassador", "envoy", "diplomat", "mission", "diplomatic mission", "consul", "attache",
    "delegation", "representative", "tourist", "expatriate", "correspondent", NULL};

const char *const an_words_elsewhere_roles[] = {
    "tourist", "foreigner", "visitor", "traveller", "traveler", "migrant", "immigrant", "refugee", "expatriate", "asylum seeker",
    "migrant worker", "foreign worker", "guest worker", "migrant labourer", "migrant laborer", "foreign national",
    "peacekeeper", "peacekeeping force", "diplomat", "diplomats", "invader", "mercenary", "observer", "inspector", "monitor", "missionary",
    "pilgrim", "aid worker", "humanitarian worker", "passenger", "crew", "crew member", "sailor", "fan", "athlete", "player", "team",
    "delegate", "delegation", "envoy", "negotiator", "enemy", "ally", "rival", "partner", "neighbour", "neighbor", "counterpart", "opponent",
    "foe", "adversary", "sponsor", "patron", "host", "country", "nation", "power", "body", "state", "region", "territory", "land",
    "coalition", "alliance", "contingent", "occupier", "spy", "defector", "exile", "world leader", "leader", "critic", "expert", "analyst",
    "hacker", "pirate", "pilot", "captain", "hostage", "captive", "prisoner of war", "jihadist", "foreign fighter", "terrorist", "astronaut",
    "investor", "mediator", "customer", "user", "victim", "colleague", "representative", "spokesman", "spokeswoman", "spokesperson", "source", NULL};

const char *const an_words_rovers[] = {
    "extremist", "islamist", "radical", "fanatic", NULL};

const char *const an_words_home_roles[] = {
    "resident", "villager", "local", "voter", "citizen", "lawmaker", "inhabitant", "protester", "protestor", "demonstrator", "population",
    "public", "electorate", "electoral commission", "dissident", "farmer", "teacher", "striker", NULL};

const char *const an_words_local_offices[] = {
    "governor", "mayor", "chief minister", "councillor", "councilman", "councilwoman", "commissioner", "sheriff", "prefect", "judge", "magistrate",
    "prosecutor", "legislator", "lawmaker", "senator", "deputy", "congressman", "congresswoman", "mp", "chief", "superintendent", "ombudsman", NULL};

const char *const an_words_travelling_offices[] = {
    "president", "prime minister", "premier", "chancellor", "foreign minister", "foreign secretary", "defence minister", "defense minister",
    "defence secretary", "defense secretary", "secretary of state", "minister", "king", "queen", "prince", "emir", "sultan", "monarch", "affairs",
    "defence", "defense", "trade minister", NULL};

const char *const an_words_body_prepositions[] = {
    "of", "for", "from", "at", "with", NULL};

const char *const an_words_past_words[] = {
    "former", "ex", "late", "ousted", "deposed", "then", "exiled", NULL};

const char *const an_words_below_words[] = {
    "deputy", "vice", "acting", "assistant", "interim", "junior", NULL};

const char *const an_words_place_prepositions[] = {
    "in", "at", "near", "inside", "within", "across", "throughout", "outside", "around", "into", "through", "via", "over", NULL};

const char *const an_words_party_prepositions[] = {
    "with", "by", "between", "against", NULL};

const char *const an_words_still_verbs[] = {
    "be", "lie", "remain", "see", "witness", "experience", "suffer", "boast", "celebrate", "wake", "become", NULL};

const char *const an_words_address_verbs[] = {
    "accuse", "blame", "urge", "ask", "warn", "condemn", "criticise", "criticize", "call", "tell", "pressure", "press", "invite",
    "help", "support", "persuade", "convince", "provoke", "anger", "threaten", "sanction", "thank", "inform", "back", "allow", "permit", "enable",
    "force", "encourage", "order", "sue", "authorise", "authorize", "compel", "instruct", NULL};

const char *const an_words_city_nouns[] = {
    "street", "airport", "mayor", "suburb", "outskirts", "population", "metro", "centre", "center", "district", "hospital",
    "resident", "university", "neighbourhood", "neighborhood", "zoo", "mosque", "station", "market", "skyline", "traffic",
    "fall", "capture", NULL};

const char *const an_words_place_nouns[] = {
    "province", "region", "city", "town", "village", "district", "state", "coast", "capital", "north", "south", "east", "west",
    "northeast", "northwest", "southeast", "southwest", "border", "area", "desert", "island", "county", "territory",
    "prefecture", "governorate", "suburb", "port", "mountain", "river", "neighbourhood", "neighborhood", "peninsula", "enclave",
    "municipality", NULL};

const char *const an_words_personal_titles_m[] = {
    "mr", "mr.", "sir", "lord", "king", "prince", NULL};

const char *const an_words_personal_titles_f[] = {
    "mrs", "mrs.", "ms", "ms.", "lady", "queen", "princess", NULL};

const char *const an_words_thing_words[] = {
    "prize", "award", "awards", "cup", "championship", "championships", "games", "olympics", "typhoon", "hurricane", "cyclone",
    "storm", "act", "law", "treaty", "agreement", "accord", "accords", "war", "battle", "day", "airport", "stadium", "street", "square",
    "road", "bridge", "hall", "river", "mountain", "highway", "festival", "election", "elections", "summit", "constitution",
    "resolution", "protocol", "convention", "forum", "plan", "strait", "province", "district", "island", "islands", "lake",
    "sea", "peninsula", "park", "church", "cathedral", "mosque", "station", "prison", "tower", "palace", "museum", "school",
    "county", "city", "internet", "earth", "moon", "mars", NULL};

const char *const an_words_weak_roles[] = {
    "state", "division", "unit", "count", "head", "force", "cell", "figure", "source", "chair", "side", "club", "team", "league",
    "individual", "target", "power", "campaign", "arm", "utility", "member", "flotilla", "assembly", "artillery", "branch", NULL};

const char *const an_words_speaking_roles[] = {
    "spokesman", "spokeswoman", "spokesperson", "representative", "negotiator", "adviser", "advisor", "aide", "source", "negotiating team", "counterpart", NULL};

const char *const an_words_military_organs[] = {
    "army", "military", "navy", "air force", "armed force", "armed forces", "security force", "security forces", "army unit",
    "general staff", "government forces", "government troops", "coast guard", "national guard", NULL};

const char *const an_words_private_roles[] = {
    "politician", "veteran politician", "candidate", "presidential candidate", "activist", "royal", NULL};

const char *const an_words_owning_roles[] = {
    "founder", "co-founder", "owner", "co-owner", "shareholder", "investor", NULL};

const char *const an_words_origin_prepositions[] = {
    "of", "for", "from", NULL};

const char *const an_words_named_things[] = {
    "hurricane", "typhoon", "cyclone", "storm", "uss", "hms", "mv", "ss", "ship", "vessel", "carrier", "ferry", "tanker", "frigate", "destroyer",
    "submarine", "yacht", "trawler", "freighter", "satellite", "spacecraft", "probe", "rocket", "missile", "film", "movie", "novel",
    "book", "song", "album", "opera", "drug", "vaccine", "virus", "comet", "asteroid", "volcano", "flight", "operation", NULL};

const char *const an_words_named_weapons[] = {
    "vehicle", "drone", "tank", "helicopter", "jet", "aircraft", "bomber", "warship", "rifle", "gun", "launcher", "system", "radar", "torpedo", "car",
    "truck", "bus", NULL};

const char *const an_words_harming_verbs[] = {
    "attack", "kill", "bomb", "destroy", "smash", "shell", "raid", "shoot", "invade", "seize", "capture", "target", "strike", "storm",
    "ambush", "assassinate", "defeat", "arrest", "detain", "condemn", "blame", "threaten", "expel", "hit", "besiege", "demolish", "dismantle",
    "weaken", "undermine", "destabilise", "destabilize", "topple", "overthrow", "crush", "sanction", "punish", "crack", "denounce",
    "assault", "offensive", "airstrike", "overrun", "infiltrate", NULL};

const char *const an_words_reason_prepositions[] = {
    "for", "over", "despite", "because", "due", "after", NULL};

const char *const an_words_meeting_words[] = {
    "meet", "host", "receive", "talk", "talks", "negotiation", "negotiate", "meeting", "consultation", "speak", NULL};

const char *const an_words_agents[] = {
    "representative", "official", "delegation", "envoy", "leader", "leadership", "minister", "ambassador", "president", "diplomat",
    "commander", "spokesman", "negotiator", NULL};

const char *const an_words_branch_roles[] = {
    "affiliate", "branch", "offshoot", "franchise", "splinter group", NULL};

const char *const an_words_promises[] = {
    "promise", "pledge", "vow", "commitment", "threat", "plan", "decision", "offer", "intention", "intent", "attempt", "effort", "bid", "ability",
    "inability", "failure", "willingness", "unwillingness", "readiness", "desire", "refusal", "capacity", "drive", "assurance", "undertaking", NULL};

const char *const an_words_products[] = {
    "vaccine", "jab", "shot", "dose", "drug", "pill", "app", "phone", "smartphone", "plane", "aeroplane", "airplane", "aircraft", "airliner", "jet",
    "helicopter", "car", "truck", "software", "account", "page", NULL};

const char *const an_words_governments[] = {
    "government", "cabinet", "administration", "regime", NULL};

const char *const an_words_sufferings[] = {
    "arrest", "detain", "kidnap", "abduct", "capture", "convict", "sentence", "charge", "accuse", "jail", "imprison", "execute", "kill", "injure",
    "wound", "shoot", "torture", "deport", "rescue", "free", "release", "bury", "hospitalise", "hospitalize", NULL};

const char *const an_words_namesakes[] = {
    "airport", "international", "airfield", "airbase", "stadium", "arena", "bridge", "street", "avenue", "boulevard", "square", "highway", "university",
    "college", "hospital", "library", "museum", "mosque", "cathedral", "station", "dam", "prize", "award", "trophy", "act", "foundation", "center",
    "centre", "park", "memorial", "tower", "school", "building", NULL};
