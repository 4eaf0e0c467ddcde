/* Spans of the text that refer to an actor, a time, a place or a quantity, and what they were resolved to. */
#ifndef ANNALS_RECORD_MENTION_H
#define ANNALS_RECORD_MENTION_H

#include "base/array.h"
#include "record/article.h"
#include "record/plover.h"
#include "record/sentence.h"

#define AN_ACTOR_KIND_LIST(X)                                                                                            \
    X(UNKNOWN, "unknown") X(STATE, "state") X(GOVERNMENT, "government") X(MILITARY, "military") X(ARMED_GROUP, "armed-group") \
    X(PARTY, "party") X(IGO, "igo") X(NGO, "ngo") X(COMPANY, "company") X(MEDIA, "media") X(ORGANISATION, "organisation")  \
    X(PERSON, "person") X(POPULATION, "population") X(REGION, "region")
#define AN_ENUM_ACTOR_KIND(name, text) AN_ACTOR_##name,
typedef enum an_actor_kind { AN_ACTOR_KIND_LIST(AN_ENUM_ACTOR_KIND) AN_ACTOR_KIND_COUNT } an_actor_kind;
extern const char *const an_actor_kind_names[AN_ACTOR_KIND_COUNT];

enum { AN_SECTORS_MAX = 6, AN_COUNTRY_BYTES = 4, AN_CAMEO_BYTES = 8 };

/* How an actor came to its id; the order is that of trust. */
typedef enum an_resolution {
    AN_RESOLUTION_NONE,        /* no id: known only by its words */
    AN_RESOLUTION_DICTIONARY,  /* an alias of an entry, valid at the date */
    AN_RESOLUTION_OFFICE,      /* "the Russian president": who held it then, or the office itself */
    AN_RESOLUTION_COMPOSED,    /* country + role: "Chinese businessmen", "villagers" in China */
    AN_RESOLUTION_ALIAS,       /* learned in this document: "the Islamic State Khorasan Province (ISKP)" */
    AN_RESOLUTION_COREFERENCE, /* a pronoun or "the group" */
    AN_RESOLUTION_DECIDED      /* a person said so */
} an_resolution;

/* Whom a mention refers to. id.data NULL = unresolved; name then is the mention's own words. */
typedef struct an_actor {
    an_str id;       /* slug: `rus`, `rus.gov`, `putin`; composed: country and role, `chn.bus` */
    an_str name;
    an_str acts_for; /* id of the office's actor at the date (`rus.gov` for `putin`); NULL = itself */
    an_str title;    /* office or role words, canonical ("president"); NULL = none */
    an_actor_kind kind;
    char country[AN_COUNTRY_BYTES]; /* ISO 3166-1 alpha-3; "" = none or unknown */
    uint8_t sectors[AN_SECTORS_MAX]; /* an_sector, primary first */
    uint8_t sector_count;
    an_str cameo;    /* "RUSGOV"; NULL = unknown */
    an_resolution resolution;
    uint32_t entry;  /* index of the dictionary entry; AN_NONE */
} an_actor;

typedef struct an_time {
    an_date_range range;
    an_basis basis; /* TEXT: the words suffice; DOCUMENT_DATE: relative to publication; NARRATIVE: to another date in the text */
    bool is_duration; /* "for two years": tells how long, not when */
    bool is_habitual; /* "every week" */
} an_time;

typedef struct an_place {
    an_str name;
    char country[AN_COUNTRY_BYTES];
    double latitude, longitude;
    bool has_coordinates;
    uint32_t geonames;  /* GeoNames id; 0 = none */
    an_str precision;   /* point, city, district, division, region, country, sea: a literal */
    an_str parent;      /* first-level division or wider region; NULL = unknown */
    uint32_t population;
} an_place;

typedef enum an_quantity_kind {
    AN_QUANTITY_OTHER, AN_QUANTITY_KILLED, AN_QUANTITY_WOUNDED, AN_QUANTITY_DETAINED, AN_QUANTITY_DISPLACED, AN_QUANTITY_MONEY,
    AN_QUANTITY_PEOPLE /* a number of persons whose fate the frame tells: "six people" */
} an_quantity_kind;

typedef struct an_quantity {
    an_quantity_kind kind;
    int64_t low, high; /* both ends belong to it; high INT64_MAX = open ("at least 139") */
    an_str unit;       /* head noun's lemma, or ISO 4217 code for money */
} an_quantity;

typedef enum an_mention_kind { AN_MENTION_ACTOR, AN_MENTION_TIME, AN_MENTION_PLACE, AN_MENTION_QUANTITY } an_mention_kind;

/* Owner: the document's arena. Token indices count over the whole article. */
typedef struct an_mention {
    an_mention_kind kind;
    uint32_t sentence;
    an_span span;
    uint32_t first_token, end_token; /* [first, end) */
    uint32_t head_token;             /* where the tree attaches it */
    union {
        an_actor actor;
        an_time time;
        an_place place;
        an_quantity quantity;
    };
    bool is_generic; /* a role noun or pronoun with nothing that says whose: a candidate of last resort */
} an_mention;

/* In order of sentence, then first token, then longer first. Mentions of different kinds may overlap ("Kabul": actor and place). */
typedef AN_ARRAY(an_mention) an_mentions;

#endif
