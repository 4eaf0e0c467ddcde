/* The closed lists of PLOVER (manual of 2021): event types, modes, contexts, sectors, with the manual's scores. */
#ifndef ANNALS_RECORD_PLOVER_H
#define ANNALS_RECORD_PLOVER_H

#include "base/span.h"

/* X(name, quad class, base score) */
#define AN_TYPE_LIST(X)                                                                                                  \
    X(AGREE, 1, 2.5) X(CONSULT, 1, 2.5) X(SUPPORT, 1, 5) X(CONCEDE, 1, 4.5) X(COOPERATE, 2, 9.5) X(AID, 2, 10)            \
    X(RETREAT, 2, 6.5) X(REQUEST, 3, 0) X(ACCUSE, 3, -3) X(REJECT, 3, -2) X(THREATEN, 3, -3.5) X(PROTEST, 4, -5)          \
    X(SANCTION, 4, -6) X(MOBILIZE, 4, -5.5) X(COERCE, 4, -7) X(ASSAULT, 4, -9)

/* X(type, constant, text, score); a mode belongs to one type, so "assist" of REQUEST and of REJECT are two. */
#define AN_MODE_LIST(X)                                                                                                  \
    X(CONSULT, VISIT, "visit", 4) X(CONSULT, THIRD_PARTY, "third-party", 1) X(CONSULT, MULTILATERAL, "multilateral", 4)   \
    X(CONSULT, PHONE, "phone", 1.5)                                                                                      \
    X(RETREAT, WITHDRAW, "withdraw", 8) X(RETREAT, RELEASE, "release", 6.5) X(RETREAT, DISARM, "disarm", 10)              \
    X(RETREAT, CEASEFIRE, "ceasefire", 7.5) X(RETREAT, ACCESS, "access", 6.5) X(RETREAT, RESIGN, "resign", 4.5)           \
    X(REQUEST, ASSIST, "assist", 0.5) X(REQUEST, CHANGE, "change", -1) X(REQUEST, YIELD, "yield", -1)                     \
    X(REQUEST, MEET, "meet", 0)                                                                                          \
    X(ACCUSE, DISAPPROVE, "disapprove", -2) X(ACCUSE, INVESTIGATE, "investigate", -3.5)                                   \
    X(ACCUSE, ALLEGE, "allege", -3.5)                                                                                    \
    X(REJECT, ASSIST, "assist", -1.5) X(REJECT, CHANGE, "change", -2) X(REJECT, YIELD, "yield", -2)                       \
    X(REJECT, MEET, "meet", -2)                                                                                          \
    X(THREATEN, RESTRICT, "restrict", -3) X(THREATEN, ARREST, "arrest", -3.5) X(THREATEN, RELATIONS, "relations", -3.5)   \
    X(THREATEN, EXPEL, "expel", -3.5) X(THREATEN, TERRITORY, "territory", -4) X(THREATEN, VIOLENCE, "violence", -3.5)     \
    X(PROTEST, DEMO, "demo", -5) X(PROTEST, RIOT, "riot", -7) X(PROTEST, STRIKE, "strike", -5)                            \
    X(PROTEST, HUNGER, "hunger", -4.5) X(PROTEST, BOYCOTT, "boycott", -4.5) X(PROTEST, OBSTRUCT, "obstruct", -4.5)        \
    X(PROTEST, VANDALIZE, "vandalize", -5)                                                                               \
    X(SANCTION, CONVICT, "convict", -6) X(SANCTION, EXPEL, "expel", -5.5) X(SANCTION, WITHDRAW, "withdraw", -6)           \
    X(SANCTION, DISCONTINUE, "discontinue", -6)                                                                          \
    X(MOBILIZE, TROOPS, "troops", -6.5) X(MOBILIZE, WEAPONS, "weapons", -6.5) X(MOBILIZE, POLICE, "police", -5.5)         \
    X(MOBILIZE, MILITIA, "militia", -6)                                                                                  \
    X(COERCE, SEIZE, "seize", -7) X(COERCE, RESTRICT, "restrict", -7) X(COERCE, CENSOR, "censor", -6.5)                   \
    X(COERCE, CURFEW, "curfew", -6.5) X(COERCE, MARTIAL_LAW, "martial-law", -7.5) X(COERCE, ARREST, "arrest", -7)         \
    X(COERCE, DEPORT, "deport", -7) X(COERCE, WITHHOLD, "withhold", -7) X(COERCE, MISINFORMATION, "misinformation", -6.5) \
    X(COERCE, CYBER, "cyber", -7)                                                                                        \
    X(ASSAULT, ABDUCT, "abduct", -8.5) X(ASSAULT, BEAT, "beat", -7.5) X(ASSAULT, TORTURE, "torture", -8.5)                \
    X(ASSAULT, SEXUAL, "sexual", -8.5) X(ASSAULT, TARGETED, "targeted", -9.5) X(ASSAULT, DESTROY, "destroy", -8.5)        \
    X(ASSAULT, PRIMITIVE, "primitive", -8) X(ASSAULT, FIREARMS, "firearms", -9) X(ASSAULT, EXPLOSIVES, "explosives", -9)  \
    X(ASSAULT, SUICIDE_ATTACK, "suicide-attack", -9.5) X(ASSAULT, AERIAL, "aerial", -9.5) X(ASSAULT, DRONE, "drone", -9.5) \
    X(ASSAULT, HEAVY_WEAPONS, "heavy-weapons", -9.5) X(ASSAULT, CROWD_CONTROL, "crowd-control", -7.5)                     \
    X(ASSAULT, UNCONVENTIONAL, "unconventional", -10)

#define AN_CONTEXT_LIST(X)                                                                                               \
    X(military) X(intelligence) X(executive) X(legislative) X(election) X(political_institutions) X(pro_democracy)        \
    X(pro_autocracy) X(economic) X(legal) X(reparations) X(human_rights) X(rights_freedoms) X(repression)                 \
    X(human_security) X(gender) X(lgbt) X(religion_ethnicity) X(inequality) X(diplomatic) X(territory) X(peacekeeping)    \
    X(health) X(asylum) X(migration) X(disasters) X(natural_resource) X(environment) X(technology) X(terrorism) X(cbrn)   \
    X(cyber) X(misinformation) X(crime) X(corruption) X(illegal_drugs) X(trafficking)

#define AN_SECTOR_LIST(X)                                                                                                \
    X(COP) X(GOV) X(JUD) X(LEG) X(MIL) X(PRM) X(PTY) X(REB) X(SPY) X(UAF) X(UNK) X(AGR) X(BUS) X(CRM) X(CVL) X(EDU)       \
    X(ELI) X(JRN) X(LAB) X(MED) X(REF) X(OPP) X(PRE) X(REL) X(SOC) X(IGO) X(NGO) X(ISM) X(IMG) X(MNC)

#define AN_ENUM_TYPE(name, quad, score) AN_TYPE_##name,
#define AN_ENUM_MODE(type, name, text, score) AN_MODE_##type##_##name,
#define AN_ENUM_CONTEXT(name) AN_CONTEXT_##name,
#define AN_ENUM_SECTOR(name) AN_SECTOR_##name,
typedef enum an_event_type { AN_TYPE_NONE, AN_TYPE_LIST(AN_ENUM_TYPE) AN_TYPE_COUNT } an_event_type;
typedef enum an_mode { AN_MODE_NONE, AN_MODE_LIST(AN_ENUM_MODE) AN_MODE_COUNT } an_mode;
typedef enum an_context { AN_CONTEXT_LIST(AN_ENUM_CONTEXT) AN_CONTEXT_COUNT } an_context; /* bit numbers of a uint64_t set */
typedef enum an_sector { AN_SECTOR_NONE, AN_SECTOR_LIST(AN_ENUM_SECTOR) AN_SECTOR_COUNT } an_sector;

typedef struct an_type_row {
    const char *name;
    int quad;     /* 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict */
    double score; /* PLOVER's base score, where no mode says more */
} an_type_row;
typedef struct an_mode_row {
    an_event_type type;
    const char *name;
    double score;
} an_mode_row;

extern const an_type_row an_types[AN_TYPE_COUNT];
extern const an_mode_row an_modes[AN_MODE_COUNT];
extern const char *const an_context_names[AN_CONTEXT_COUNT];
extern const char *const an_sector_names[AN_SECTOR_COUNT];

an_event_type an_type_parse(an_str text);                 /* AN_TYPE_NONE if unknown; so below */
an_mode an_mode_parse(an_event_type type, an_str text);
int an_context_parse(an_str text);                        /* -1 if unknown; '-' and '_' are the same */
an_sector an_sector_parse(an_str text);

#endif
