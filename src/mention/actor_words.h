/* Lists of English words that decide who acts. Each ends with NULL; an_mention_is_one_of looks a word up. */
#ifndef ANNALS_MENTION_ACTOR_WORDS_H
#define ANNALS_MENTION_ACTOR_WORDS_H

/* Whoever is somebody's enemy, ally or neighbour is somebody else. */
extern const char *const an_words_relational_roles[];
/* Bodies of one state that stand in another. */
extern const char *const an_words_abroad_roles[];
/* Who may be of another country than the one where he stands. */
extern const char *const an_words_elsewhere_roles[];
/* Who may be spoken of as a kind of people, of no country. */
extern const char *const an_words_rovers[];
/* Offices of which a state has many: their holders are of the state, not its government. */
extern const char *const an_words_local_offices[];
/* Offices whose holders are often abroad. */
extern const char *const an_words_travelling_offices[];
/* Who is at home where he is spoken of. */
extern const char *const an_words_home_roles[];
/* Prepositions that tie a role to its body. */
extern const char *const an_words_body_prepositions[];
/* Before a title: no longer in office. */
extern const char *const an_words_past_words[];
/* Before a title: not the holder, but of the office. */
extern const char *const an_words_below_words[];
/* Under these a name of a country or capital is a place. */
extern const char *const an_words_place_prepositions[];
/* With these a capital is a party, not a place. */
extern const char *const an_words_party_prepositions[];
/* Verbs of which a place is the subject without acting. */
extern const char *const an_words_still_verbs[];
/* Verbs whose object, or subject in the passive, must be somebody. */
extern const char *const an_words_address_verbs[];
/* What a city owns as a place. */
extern const char *const an_words_city_nouns[];
/* Nouns for places: what modifies them tells where. */
extern const char *const an_words_place_nouns[];
/* Titles that tell the gender. */
extern const char *const an_words_personal_titles_m[];
extern const char *const an_words_personal_titles_f[];
/* First or last words of names of things that do not act. */
extern const char *const an_words_thing_words[];
/* Before a name, or its first word: the name of a storm, a ship, a film ... */
extern const char *const an_words_named_things[];
/* Nouns that are more often no people than people: mentions only where a modifier says whose they are. */
extern const char *const an_words_weak_roles[];
/* Roles without a sector of their own that speak for whoever they belong to. */
extern const char *const an_words_speaking_roles[];
/* Armed bodies of which a state has one each; soldiers and units may be anybody's. */
extern const char *const an_words_military_organs[];
/* Persons in public life who speak for nobody but themselves. */
extern const char *const an_words_private_roles[];
/* Of a company: they do not speak for it. */
extern const char *const an_words_owning_roles[];
/* "people of Egypt", "envoys from Pakistan": prepositions that tell where somebody is from, not where he is. */
extern const char *const an_words_origin_prepositions[];
/* Vehicles and weapons whose makes and types have names: "the David vehicle". */
extern const char *const an_words_named_weapons[];
/* Verbs and nouns of harm: what is attacked, seized or blamed belongs to somebody else than the one who does it. */
extern const char *const an_words_harming_verbs[];
/* Under these stands for what somebody is harmed, or in spite of what. */
extern const char *const an_words_reason_prepositions[];
/* Verbs and nouns of meeting, and those who are met in the name of somebody else. */
extern const char *const an_words_meeting_words[];
extern const char *const an_words_agents[];
/* Parts of a body that act by themselves. */
extern const char *const an_words_branch_roles[];
/* What one promises, plans or tries is one's own to do. */
extern const char *const an_words_promises[];

/* What a company makes or runs, and is not: "the Moderna vaccine". */
extern const char *const an_words_products[];
/* What is called after persons and follows their name: "Charles de Gaulle airport". */
extern const char *const an_words_namesakes[];
/* What a minister belongs to, rather than his ministry. */
extern const char *const an_words_governments[];
/* What is done to people, seldom to bodies: "they were arrested". */
extern const char *const an_words_sufferings[];

#endif
