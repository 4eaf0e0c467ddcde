#include "synthetic.h"

#include <stdio.h>

#include "base/strbuf.h"

typedef struct actor_row {
    const char *id, *name, *acts_for, *title, *country, *cameo, *words;
    an_actor_kind kind;
    an_resolution resolution;
    an_sector sectors[2];
} actor_row;

static const actor_row actors[] = {
    {"rus", "Russia", NULL, NULL, "RUS", "RUS", "Russia", AN_ACTOR_STATE, AN_RESOLUTION_DICTIONARY, {AN_SECTOR_NONE}},
    {"ukr", "Ukraine", NULL, NULL, "UKR", "UKR", "Ukraine", AN_ACTOR_STATE, AN_RESOLUTION_DICTIONARY, {AN_SECTOR_NONE}},
    {"rus.mil", "Armed forces of Russia", NULL, NULL, "RUS", "RUSMIL", "Russian troops", AN_ACTOR_MILITARY, AN_RESOLUTION_DICTIONARY,
     {AN_SECTOR_MIL}},
    {"ukr.mil", "Armed forces of Ukraine", NULL, NULL, "UKR", "UKRMIL", "Ukrainian forces", AN_ACTOR_MILITARY,
     AN_RESOLUTION_DICTIONARY, {AN_SECTOR_MIL}},
    {"putin", "Vladimir Putin", "rus.gov", "president", "RUS", "RUSGOV", "Putin", AN_ACTOR_PERSON, AN_RESOLUTION_OFFICE, {AN_SECTOR_GOV}},
    {"taliban", "Taliban", NULL, NULL, "AFG", "AFGREBTAL", "the Taliban", AN_ACTOR_ARMED_GROUP, AN_RESOLUTION_DICTIONARY,
     {AN_SECTOR_REB, AN_SECTOR_REL}},
    {"taliban", "Taliban", NULL, NULL, "AFG", "AFGGOVTAL", "the group", AN_ACTOR_ARMED_GROUP, AN_RESOLUTION_COREFERENCE,
     {AN_SECTOR_GOV, AN_SECTOR_REL}},
    {"iskp", "Islamic State - Khorasan Province", NULL, NULL, "AFG", "AFGREBISI", "ISKP", AN_ACTOR_ARMED_GROUP, AN_RESOLUTION_ALIAS,
     {AN_SECTOR_REB}},
    {"un", "United Nations", NULL, NULL, "", "IGOUNO", "the United Nations", AN_ACTOR_IGO, AN_RESOLUTION_DICTIONARY, {AN_SECTOR_IGO}},
    {"chn.bus", "Chinese businessmen", NULL, NULL, "CHN", "CHNBUS", "Chinese traders", AN_ACTOR_POPULATION, AN_RESOLUTION_COMPOSED,
     {AN_SECTOR_BUS}},
    {NULL, "masked gunmen", NULL, NULL, "", NULL, "masked gunmen", AN_ACTOR_UNKNOWN, AN_RESOLUTION_NONE, {AN_SECTOR_UAF}},
    {NULL, "two \"witnesses\"; nobody else", NULL, NULL, "", NULL, "a caf\xC3\xA9 owner", AN_ACTOR_UNKNOWN, AN_RESOLUTION_NONE,
     {AN_SECTOR_NONE}},
};

typedef struct place_row {
    const char *name, *country, *precision, *parent;
    double latitude, longitude;
    uint32_t geonames, population;
} place_row;

static const place_row places[] = {
    {"Kabul", "AFG", "city", "Kabul", 34.52813, 69.17233, 1138958, 3043532},
    {"Kharkiv", "UKR", "city", "Kharkiv Oblast", 49.98081, 36.25272, 706483, 1430885},
    {"Donbas", "UKR", "region", NULL, 0, 0, 0, 0},
    {"Moscow", "RUS", "city", "Moscow", 55.75222, 37.61556, 524901, 10381222},
    {"Black Sea", "", "sea", NULL, 43.41304, 34.29924, 630673, 0},
};

typedef struct verb_row {
    const char *form, *rule, *cameo;
    an_event_type type;
    an_mode modes[2];
    double goldstein;
} verb_row;

static const verb_row verbs[] = {
    {"shelled", "shell#1", "194", AN_TYPE_ASSAULT, {AN_MODE_ASSAULT_HEAVY_WEAPONS, AN_MODE_ASSAULT_EXPLOSIVES}, -10},
    {"bombed", "bomb#2", "1831", AN_TYPE_ASSAULT, {AN_MODE_ASSAULT_SUICIDE_ATTACK}, -10},
    {"visited", "visit#1", "042", AN_TYPE_CONSULT, {AN_MODE_CONSULT_VISIT}, 1.9},
    {"accused", "accuse#1", "112", AN_TYPE_ACCUSE, {AN_MODE_ACCUSE_ALLEGE}, -2},
    {"praised", "praise#3", "", AN_TYPE_SUPPORT, {AN_MODE_NONE}, 0},
    {"detained", "detain#1", "173", AN_TYPE_COERCE, {AN_MODE_COERCE_ARREST}, -5},
};

enum {
    ACTOR_COUNT = sizeof actors / sizeof *actors,
    PLACE_COUNT = sizeof places / sizeof *places,
    VERB_COUNT = sizeof verbs / sizeof *verbs
};

typedef struct maker {
    an_arena *arena;
    an_document *out;
    an_strbuf text;
    AN_ARRAY(an_token) tokens;
    AN_ARRAY(an_sentence) sentences;
    uint64_t state;
    bool joins; /* the next word follows without a blank */
} maker;

static uint32_t below(maker *m, uint32_t bound)
{
    m->state = an_hash_mix(m->state, 1);
    return (uint32_t)(m->state % bound);
}

static an_str copy(maker *m, const char *text)
{
    return (an_str){text ? an_arena_copy(m->arena, text, strlen(text)) : NULL, text ? strlen(text) : 0};
}

static void add_token(maker *m, const char *word, size_t length, an_upos upos)
{
    an_token token = {.upos = (uint8_t)upos, .deprel = AN_DEPREL_DEP, .has_space_after = true, .features = AN_STR("")};
    if (m->joins || !m->text.length) {
        if (m->tokens.count) m->tokens.items[m->tokens.count - 1].has_space_after = false;
    } else {
        an_strbuf_putc(&m->text, ' ');
    }
    token.span.start = (uint32_t)m->text.length;
    an_strbuf_put(&m->text, word, length);
    token.span.end = (uint32_t)m->text.length;
    token.form = (an_str){an_arena_copy(m->arena, word, length), length};
    token.lemma = token.form;
    token.xpos = upos == AN_UPOS_VERB ? AN_STR("VBD") : AN_STR("NN");
    if (upos == AN_UPOS_VERB) token.features = AN_STR("Mood=Ind|Tense=Past|VerbForm=Fin");
    m->joins = false;
    AN_PUSH(m->arena, &m->tokens, token);
}

/* Adds words apart by blanks and returns their span. */
static an_span add(maker *m, const char *words, an_upos upos)
{
    uint32_t first = (uint32_t)m->tokens.count;
    while (*words) {
        size_t length = strcspn(words, " ");
        add_token(m, words, length, upos);
        words += length + (words[length] == ' ');
    }
    return (an_span){m->tokens.items[first].span.start, m->tokens.items[m->tokens.count - 1].span.end};
}

static void punctuate(maker *m, const char *mark)
{
    m->joins = true;
    add(m, mark, AN_UPOS_PUNCT);
}

static an_participant add_actor(maker *m, uint32_t which)
{
    const actor_row *row = &actors[which];
    an_participant p = {.mention = AN_NONE};
    p.actor = (an_actor){.id = copy(m, row->id), .name = copy(m, row->name), .acts_for = copy(m, row->acts_for),
                         .title = copy(m, row->title), .kind = row->kind, .cameo = copy(m, row->cameo),
                         .resolution = row->resolution, .entry = AN_NONE};
    memcpy(p.actor.country, row->country, strlen(row->country));
    for (int i = 0; i < 2; i++)
        if (row->sectors[i] != AN_SECTOR_NONE) p.actor.sectors[p.actor.sector_count++] = (uint8_t)row->sectors[i];
    p.span = add(m, row->words, AN_UPOS_PROPN);
    return p;
}

static void add_date(maker *m, an_event *event)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June",
                                         "July", "August", "September", "October", "November", "December"};
    char words[32];
    int day = 1 + (int)below(m, 28), month = 1 + (int)below(m, 12), year = 2014 + (int)below(m, 11);
    uint32_t shape = below(m, 8);
    if (shape == 0) return;
    event->date.is_known = true;
    if (shape == 1) {
        event->date.time.range = m->out->article.published;
        event->date.time.basis = AN_BASIS_DOCUMENT_DATE;
        return;
    }
    event->date.time.basis = shape == 2 ? AN_BASIS_NARRATIVE : AN_BASIS_TEXT;
    event->date.time.is_habitual = shape == 3;
    event->date.time.is_duration = shape == 4;
    add(m, shape == 5 ? "Before" : "On", AN_UPOS_ADP);
    snprintf(words, sizeof words, "%d %s %d", day, months[month - 1], year);
    event->date.span = add(m, words, AN_UPOS_NUM);
    event->date.time.range.to = an_day_from_ymd(year, month, day);
    event->date.time.range.from = shape == 5 ? AN_DAY_UNKNOWN : event->date.time.range.to - (shape == 6 ? 6 : 0);
    punctuate(m, ",");
}

static void add_place(maker *m, an_event *event)
{
    uint32_t which = below(m, PLACE_COUNT + 1);
    const place_row *row = &places[which];
    if (which == PLACE_COUNT) return;
    add(m, "in", AN_UPOS_ADP);
    event->place.is_known = true;
    event->place.span = add(m, row->name, AN_UPOS_PROPN);
    event->place.place = (an_place){.name = copy(m, row->name), .latitude = row->latitude, .longitude = row->longitude,
                                    .has_coordinates = row->latitude != 0, .geonames = row->geonames,
                                    .precision = copy(m, row->precision), .parent = copy(m, row->parent), .population = row->population};
    memcpy(event->place.place.country, row->country, strlen(row->country));
}

static void add_quantity(maker *m, const char *verb, const char *prefix, an_event_quantity *quantity)
{
    char words[32];
    int64_t low = 1 + below(m, 60);
    punctuate(m, ",");
    add(m, verb, AN_UPOS_VERB);
    snprintf(words, sizeof words, "%s%d people", prefix, (int)low);
    quantity->is_known = true;
    quantity->span = add(m, words, AN_UPOS_NUM);
    quantity->low = low;
    quantity->high = *prefix ? INT64_MAX : low + below(m, 3);
}

static void add_quantities(maker *m, an_event *event)
{
    if (below(m, 3) == 0) add_quantity(m, "killing", "", &event->killed);
    if (below(m, 4) == 0) add_quantity(m, "wounding", "at least ", &event->wounded);
    if (below(m, 16) == 0) add_quantity(m, "detaining", "", &event->detained);
    if (below(m, 16) == 0) add_quantity(m, "displacing", "", &event->displaced);
    if (below(m, 8) == 0) {
        add(m, "with", AN_UPOS_ADP);
        event->instrument = add(m, "artillery fire", AN_UPOS_NOUN);
    }
}

static void add_account(maker *m, an_event *event, uint32_t sentence)
{
    an_account account = {.stance = (an_stance)below(m, AN_STANCE_COUNT)};
    an_claim claim = {.sentence = sentence, .event = (uint32_t)m->out->events.count, .has_speaker = true};
    punctuate(m, ",");
    account.speaker = add_actor(m, below(m, ACTOR_COUNT));
    account.span = add(m, "said", AN_UPOS_VERB);
    AN_PUSH(m->arena, &event->accounts, account);
    if (below(m, 2)) return;
    claim.stance = account.stance;
    claim.speaker = account.speaker;
    claim.content = event->span;
    claim.span = (an_span){event->span.start, account.span.end};
    claim.key = an_hash_mix(an_hash(an_str_from(m->out->article.sha256)), claim.span.start * 2 + 1);
    if (below(m, 2)) claim.certainty = (an_certainty){.low = .55, .high = .8, .span = account.span, .is_known = true};
    AN_PUSH(m->arena, &m->out->claims, claim);
}

static void finish_event(maker *m, an_event *event, const verb_row *verb)
{
    event->type = verb->type;
    for (int i = 0; i < 2; i++)
        if (verb->modes[i] != AN_MODE_NONE) event->modes[event->mode_count++] = verb->modes[i];
    event->contexts = ((uint64_t)1 << below(m, AN_CONTEXT_COUNT)) | ((uint64_t)below(m, 2) << AN_CONTEXT_terrorism);
    snprintf(event->cameo, sizeof event->cameo, "%s", verb->cameo);
    event->has_goldstein = verb->cameo[0] != '\0';
    event->goldstein = verb->goldstein;
    event->plover_score = an_types[verb->type].score;
    event->quad = an_types[verb->type].quad;
    event->factuality = (an_factuality)(below(m, 3) ? 0 : below(m, AN_FACTUALITY_COUNT));
    event->confidence = below(m, 101) / 100.0;
    event->rule = copy(m, verb->rule);
    event->key = an_hash_mix(an_hash(an_str_from(m->out->article.sha256)), event->span.start * 64 + (uint32_t)event->type);
}

/* A star: all words hang on the verb. */
static void finish_sentence(maker *m, uint32_t first, uint32_t verb, uint32_t paragraph)
{
    uint32_t count = (uint32_t)m->tokens.count - first;
    an_sentence sentence = {.first_token = first, .token_count = count, .paragraph = paragraph};
    punctuate(m, ".");
    sentence.token_count++;
    for (uint32_t i = 0; i < sentence.token_count; i++) {
        an_token *token = &m->tokens.items[first + i];
        token->head = first + i == verb ? AN_HEAD_ROOT : (int32_t)(verb - first);
        if (first + i == verb) token->deprel = AN_DEPREL_ROOT;
        else if (token->upos == AN_UPOS_PUNCT) token->deprel = AN_DEPREL_PUNCT;
        else if (first + i == verb - 1) token->deprel = AN_DEPREL_NSUBJ;
    }
    sentence.span = (an_span){m->tokens.items[first].span.start, m->tokens.items[m->tokens.count - 1].span.end};
    AN_PUSH(m->arena, &m->sentences, sentence);
}

static void add_sentence(maker *m, uint32_t number)
{
    an_event event = {.sentence = number};
    const verb_row *verb = &verbs[below(m, VERB_COUNT)];
    uint32_t first = (uint32_t)m->tokens.count, paragraph = number / 2;
    if (number && number % 2 == 0) {
        an_strbuf_puts(&m->text, "\n\n");
        m->joins = true;
    }
    add_date(m, &event);
    AN_PUSH(m->arena, &event.actors, add_actor(m, below(m, ACTOR_COUNT)));
    event.span.start = event.actors.items[0].span.start;
    event.trigger_token = (uint32_t)m->tokens.count;
    add(m, verb->form, AN_UPOS_VERB);
    AN_PUSH(m->arena, &event.recipients, add_actor(m, below(m, ACTOR_COUNT)));
    if (below(m, 4) == 0) {
        add(m, "and", AN_UPOS_CCONJ);
        AN_PUSH(m->arena, &event.recipients, add_actor(m, below(m, ACTOR_COUNT)));
    }
    add_place(m, &event);
    add_quantities(m, &event);
    event.span.end = m->tokens.items[m->tokens.count - 1].span.end;
    finish_event(m, &event, verb);
    if (below(m, 3) == 0) add_account(m, &event, number);
    finish_sentence(m, first, event.trigger_token, paragraph);
    if (below(m, 4)) AN_PUSH(m->arena, &m->out->events, event);
    else if (m->out->claims.count && m->out->claims.items[m->out->claims.count - 1].event == m->out->events.count)
        m->out->claims.items[m->out->claims.count - 1].event = AN_NONE; /* a claim of a clause that is no event */
}

static void describe(maker *m, uint64_t number)
{
    char text[96];
    an_article *article = &m->out->article;
    snprintf(text, sizeof text, "d%llu", (unsigned long long)number);
    article->id = copy(m, text);
    snprintf(text, sizeof text, "Report %llu, \"as told\"", (unsigned long long)number);
    article->title = copy(m, text);
    an_sha256_hex(article->id, article->sha256);
    if (below(m, 4)) article->outlet = copy(m, "The Daily Example");
    if (below(m, 2)) article->author = copy(m, "A. Writer");
    snprintf(text, sizeof text, "https://example.org/%llu", (unsigned long long)number);
    if (below(m, 8)) article->url = copy(m, text);
    if (below(m, 8)) article->lang = copy(m, "en");
    article->published = AN_DATE_RANGE_UNKNOWN;
    if (below(m, 16)) {
        article->published.from = an_day_from_ymd(2014, 1, 1) + (an_day)below(m, 4000);
        article->published.to = article->published.from + (below(m, 8) ? 0 : 30);
        article->published_basis = AN_BASIS_BYLINE;
    }
}

void synthetic_document(an_arena *arena, uint64_t number, uint32_t sentences, an_document *out)
{
    maker m = {.arena = arena, .out = out, .state = an_hash_mix(number, 7)};
    memset(out, 0, sizeof *out);
    an_strbuf_init(&m.text, 0);
    describe(&m, number);
    if (!sentences) sentences = 2 + below(&m, 3);
    for (uint32_t i = 0; i < sentences; i++) add_sentence(&m, i);
    m.tokens.items[m.tokens.count - 1].has_space_after = false;
    out->article.text = copy(&m, m.text.data);
    out->parsed = (an_parsed_text){.text = out->article.text, .sentences = m.sentences.items,
                                   .sentence_count = (uint32_t)m.sentences.count, .tokens = m.tokens.items,
                                   .token_count = (uint32_t)m.tokens.count};
    if (below(&m, 4) == 0) an_diagnose(arena, &out->diagnostics, "made-up", m.sentences.items[0].span, "document %d", (int)number);
    an_strbuf_free(&m.text);
}

const char *synthetic_raw_digest(uint64_t number, char out[AN_SHA256_HEX_BYTES])
{
    char text[32];
    snprintf(text, sizeof text, "raw %llu", (unsigned long long)number);
    an_sha256_hex(an_str_from(text), out);
    return out;
}
