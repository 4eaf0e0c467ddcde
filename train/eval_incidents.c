/* Measures role fillers on MUC-4 (reports of terrorist incidents), as Du et al. 2021 (GRIT) do.
 *
 *     eval_incidents DATA GRIT.jsonl [--limit N] [-v]
 *
 * DATA: the folder of the compiled files. Lines: docid, doctext, extracts of five roles (PerpInd, PerpOrg, Target, Victim, Weapon), each a
 * list of entities, each a list of [words, offset].
 * Matching rule (CEAF-REE). Entities of a role, coded and gold, are set against one another one to one so that most match; a pair matches
 * if the words of the coded entity, with or without the number or a weapon's qualities before them ("two gunmen", "powerful charge"), are those of one of the gold entity's mentions, case, quotation marks,
 * a leading article and words of doubt ("alleged") aside.
 * Precision and recall are over coded and gold entities, micro-averaged over documents and roles. A coded entity has the words of its first
 * mention in an event and, if it is known by name, that name without titles; a pronoun has the words of what it stands for.
 *
 * Which events: type ASSAULT, COERCE/seize, PROTEST/vandalize and riot that happened, go on or are possible (the key holds perpetrators
 * that are but suspected or accused: slot "confidence"), as far as the set's fill rules ask for them: not those against armed men without a name alone, only if they say against whom or with what, or are claimed or blamed on somebody, or said to be possibly his, where another event
 * says it, and if the country of the place is known, it or a participant must be of the nine that the set is about. Perpetrators that are told by an organisation's own name or by a collective
 * of a state ("the FMLN", "the army") are PerpOrg, others PerpInd; "FMLN rebels" and "members of the FMLN" are both: the words, and the name
 * in them. Victim is whom a name is known of, in the words of the name: the set asks for names and keeps the nameless in a slot that it
 * does not give. Things, firms, media and bodies that are hit are Target, and so is what belongs to somebody ("the house of the judge", "the
 * embassy"), without the pronoun that says whose ("his car"); states, regions, places and ground, which cannot be targets there, are neither. Of "the
 * colonel's wife, Ana Ruiz" the name is hers. Each of the coordinated instruments is Weapon. -v prints each document's coded and gold entities. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "eval_events.h"

enum { ENTITIES_MAX = 128, ROLES = 5, WORDS_BYTES = 256 };
enum { PERPETRATOR, ORGANISATION, TARGET, VICTIM, WEAPON };
static const char *const roles[ROLES] = {"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"};

typedef struct coded_entity {
    an_str id, words, name, counted; /* data NULL: none; counted: other words for it, with the number before them, or without a quality */
} coded_entity;
typedef struct coded_entities {
    coded_entity items[ENTITIES_MAX];
    size_t count;
} coded_entities;

typedef struct run_state {
    an_eval_tools tools;
    an_eval_tally tallies[ROLES];
    coded_entities coded[ROLES];
    size_t limit, documents;
} run_state;

static bool is_skipped(char c) { return c == '"' || c == '\'' || c == '`'; }

/* Folded, without quotation marks, leading articles and double spaces. */
static an_str plain(an_arena *arena, an_str text)
{
    static const char *const articles[] = {"the ", "a ", "an ", "another ", "some ", "several ", "alleged ", "presumed ", "suspected "};
    an_str folded = an_utf8_fold(arena, text);
    char *out = an_arena_alloc(arena, folded.length + 1);
    size_t length = 0;
    for (size_t i = 0; out && i < folded.length; i++) {
        char c = folded.data[i] == '\n' ? ' ' : folded.data[i];
        if (is_skipped(c) || (c == ' ' && (!length || out[length - 1] == ' '))) continue;
        out[length++] = c;
    }
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t skip = strlen(articles[i]);
        if (length > skip && memcmp(out, articles[i], skip) == 0) return an_str_trim((an_str){out + skip, length - skip});
    }
    return an_str_trim((an_str){out, length});
}

/* "jaramillo", "bernardo jaramillo": one ends in the other. */
static bool is_shorter_name(an_str shorter, an_str name)
{
    size_t start = name.length - shorter.length;
    return shorter.length && shorter.length < name.length && name.data[start - 1] == ' ' && memcmp(name.data + start, shorter.data, shorter.length) == 0;
}

static bool is_same(const coded_entity *a, const coded_entity *b)
{
    if (an_str_equal(a->words, b->words) || (a->id.data && b->id.data && an_str_equal(a->id, b->id))) return true;
    return (a->name.length && an_str_equal(a->name, b->name)) || is_shorter_name(a->name, b->name) || is_shorter_name(b->name, a->name);
}

static void add(run_state *r, int role, an_str id, an_str words, an_str name)
{
    coded_entities *list = r->coded + role;
    coded_entity entity = {id, plain(&r->tools.arena, words), plain(&r->tools.arena, name), {0}};
    if (!entity.words.length || list->count >= ENTITIES_MAX) return;
    for (size_t i = 0; i < list->count; i++)
        if (is_same(list->items + i, &entity)) {
            if (is_shorter_name(list->items[i].name, entity.name)) list->items[i] = entity;
            return;
        }
    list->items[list->count++] = entity;
}

/* ---- words of a participant ---- */

static const an_token *head_of(const an_document *d, const an_participant *p)
{
    return p->mention == AN_NONE ? NULL : d->parsed.tokens + d->mentions.items[p->mention].head_token;
}

static an_str words_between(const an_document *d, uint32_t first, uint32_t end)
{
    return an_str_of_span(d->article.text.data, (an_span){d->parsed.tokens[first].span.start, d->parsed.tokens[end - 1].span.end});
}

/* What a pronoun stands for: the first of its chain that is none. */
static an_str words_of(const an_document *d, const an_participant *p)
{
    const an_parsed_text *parsed = &d->parsed;
    const an_token *head = head_of(d, p);
    uint32_t chain = 0;
    for (uint32_t i = 0; head && (head->upos == AN_UPOS_PRON || head->upos == AN_UPOS_DET) && i < parsed->reference_count; i++)
        if (parsed->references[i].head_token == d->mentions.items[p->mention].head_token) chain = parsed->references[i].chain;
    for (uint32_t i = 0; chain && i < parsed->reference_count; i++) {
        const an_reference *reference = parsed->references + i;
        if (reference->chain != chain || parsed->tokens[reference->head_token].upos == AN_UPOS_PRON) continue;
        return words_between(d, reference->first_token, reference->end_token);
    }
    return an_str_of_span(d->article.text.data, p->span);
}

/* ---- which events, which roles ---- */

static bool is_one_of(an_str word, const char *const *list)
{
    for (; *list; list++)
        if (an_str_equal_ignoring_ascii_case(word, an_str_from(*list))) return true;
    return false;
}

static bool has_sector(const an_actor *a, an_sector sector)
{
    for (int i = 0; i < a->sector_count; i++)
        if (a->sectors[i] == sector) return true;
    return false;
}

static bool is_armed(const an_actor *a)
{
    return a->kind == AN_ACTOR_MILITARY || a->kind == AN_ACTOR_ARMED_GROUP || has_sector(a, AN_SECTOR_MIL) || has_sector(a, AN_SECTOR_REB);
}

/* The first run of words in the span that the parser takes for one name of the kind; empty if there is none. */
static an_span name_in(const an_document *d, an_span span, an_name_kind kind)
{
    an_span name = {0, 0};
    for (uint32_t t = 0; t < d->parsed.token_count; t++) {
        const an_token *token = d->parsed.tokens + t;
        bool is_in = token->span.start >= span.start && token->span.end <= span.end && token->name == kind && !(name.end && token->starts_name);
        if (!is_in && name.end) break;
        if (is_in) name = (an_span){name.end ? name.start : token->span.start, token->span.end};
    }
    return name;
}

/* The longest name that the coder's coreference has for the same person; empty if none is longer. */
static an_str fuller_name(const an_document *d, an_span name)
{
    const an_parsed_text *parsed = &d->parsed;
    an_str shorter = an_str_of_span(d->article.text.data, name), fullest = {0};
    uint32_t chain = 0;
    for (uint32_t i = 0; i < parsed->reference_count; i++)
        if (parsed->tokens[parsed->references[i].head_token].span.start >= name.start && parsed->tokens[parsed->references[i].head_token].span.end <= name.end) chain = parsed->references[i].chain;
    for (uint32_t i = 0; chain && i < parsed->reference_count; i++) {
        const an_reference *reference = parsed->references + i;
        an_span other = reference->chain == chain ? name_in(d, (an_span){parsed->tokens[reference->first_token].span.start, parsed->tokens[reference->end_token - 1].span.end}, AN_NAME_PERSON) : (an_span){0, 0};
        an_str longer = an_str_of_span(d->article.text.data, other);
        if (longer.length > shorter.length && longer.length > fullest.length) fullest = longer;
    }
    return fullest;
}

/* The name in the span, but not that of somebody's owner: "Ruiz" of "the colonel's wife, Ana Ruiz", "Lee" of "Diallo's bodyguard Lee". */
static an_span person_in(const an_document *d, an_span span)
{
    an_span name = name_in(d, span, AN_NAME_PERSON), next = name;
    for (uint32_t t = 0; t + 1 < d->parsed.token_count && !an_span_is_empty(next); t++)
        if (d->parsed.tokens[t].span.start >= next.end && an_str_is(d->parsed.tokens[t].xpos, "POS") && d->parsed.tokens[t].span.start == next.end) next = name_in(d, (an_span){d->parsed.tokens[t].span.end, span.end}, AN_NAME_PERSON);
    return an_span_is_empty(next) ? name : next;
}

static bool is_place(const an_actor *a) { return a->kind == AN_ACTOR_STATE || a->kind == AN_ACTOR_REGION; }

/* The last word of the participant's that is a noun: "leaders" of "labor union leaders", "outskirts" of "outskirts of the capital". */
static const an_token *last_noun(const an_document *d, const an_participant *p)
{
    const an_token *last = NULL;
    for (uint32_t t = 0; t < d->parsed.token_count && d->parsed.tokens[t].span.start < p->span.end; t++) {
        const an_token *token = d->parsed.tokens + t;
        if (token->span.start < p->span.start) continue;
        if (last && token->upos == AN_UPOS_ADP) break;
        if (token->upos == AN_UPOS_NOUN || token->upos == AN_UPOS_PROPN) last = token;
    }
    return last;
}

/* Ground that no dictionary knows. */
static bool is_ground(const an_document *d, const an_participant *p)
{
    static const char *const words[] = {"neighborhood", "outskirts", "outskirt", "sector", "highway", "road", "street", "avenue", "island", "nation", "country", "city", "town", "village", "area", "zone", "region", "territory", "department", "district", NULL};
    const an_token *noun = last_noun(d, p);
    return noun && is_one_of(noun->lemma, words);
}

/* People of a firm, a paper, an order. */
static bool is_word_for_people(const an_token *noun)
{
    static const char *const people[] = {"journalist", "reporter", "photographer", "newsman", "correspondent", "jesuit", "priest", "worker", "technician", "personnel", "staff", "member", "leader", "official", "activist", NULL};
    return noun && is_one_of(noun->lemma, people);
}

static bool is_thing(const an_document *d, const an_participant *p)
{
    an_actor_kind kind = p->actor.kind;
    if (is_word_for_people(head_of(d, p)) || is_word_for_people(last_noun(d, p))) return false;
    return kind == AN_ACTOR_COMPANY || kind == AN_ACTOR_MEDIA || kind == AN_ACTOR_ORGANISATION || kind == AN_ACTOR_IGO || kind == AN_ACTOR_NGO || (kind == AN_ACTOR_UNKNOWN && p->mention == AN_NONE);
}

/* "The police station", "military positions". */
static bool is_of_forces(const an_document *d, const an_participant *p)
{
    static const char *const words[] = {"military", "army", "police", "battalion", "brigade", "garrison", "barracks", "navy", "rebel", "guerrilla", "enemy", "soldier", "patrol", NULL};
    for (uint32_t t = 0; t < d->parsed.token_count && d->parsed.tokens[t].span.start < p->span.end; t++)
        if (d->parsed.tokens[t].span.start >= p->span.start && is_one_of(d->parsed.tokens[t].lemma, words)) return true;
    return false;
}

/* "The house of the judge": the words run on to what belongs to him. "The embassy": a building that stands for its state. */
static bool is_by_thing(const an_document *d, const an_participant *p)
{
    static const char *const buildings[] = {"embassy", "consulate", "house", "palace", "ministry", "office", "headquarters", "residence", "installation", "facility", "presidency", "building", "station", "post", "base", "warehouse", "vehicle", "car", NULL};
    const an_token *head = head_of(d, p);
    uint32_t at = head ? (uint32_t)(head - d->parsed.tokens) : 0, first = 0;
    const an_token *above;
    if (!head || p->actor.kind == AN_ACTOR_STATE) return head && p->actor.kind == AN_ACTOR_STATE && p->span.end > d->mentions.items[p->mention].span.end;
    for (uint32_t s = 0; s < d->parsed.sentence_count; s++)
        if (at >= d->parsed.sentences[s].first_token) first = d->parsed.sentences[s].first_token;
    above = head->head < 0 ? NULL : d->parsed.tokens + first + head->head;
    if (above && above->upos == AN_UPOS_NOUN && above->span.start >= p->span.start && above->span.end <= p->span.end && head->deprel != AN_DEPREL_APPOS && head->deprel != AN_DEPREL_FLAT && head->deprel != AN_DEPREL_CONJ) return true;
    return is_one_of(head->lemma, buildings);
}

static bool is_of_the_nine(const char *country)
{
    static const char *const nine[] = {"SLV", "GTM", "HND", "ARG", "BOL", "CHL", "COL", "ECU", "PER", NULL};
    return is_one_of(an_str_from(country), nine);
}

/* No place known, or one of the nine in play. */
static bool is_in_region(const an_event *e)
{
    const an_participants *lists[2] = {&e->actors, &e->recipients};
    if (!e->place.is_known || !e->place.place.country[0] || is_of_the_nine(e->place.place.country)) return true;
    for (int l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            if (is_of_the_nine(lists[l]->items[i].actor.country)) return true;
    return false;
}

/* An act of the kinds that are asked for, told as a fact or as possible, not against armed men alone. */
static bool is_act(const an_document *d, const an_event *e)
{
    bool is_kind = e->type == AN_TYPE_ASSAULT || (e->type == AN_TYPE_COERCE && e->mode_count && e->modes[0] == AN_MODE_COERCE_SEIZE && strcmp(e->cameo, "171") != 0 && strcmp(e->cameo, "1711") != 0) ||
                   (e->type == AN_TYPE_PROTEST && e->mode_count && (e->modes[0] == AN_MODE_PROTEST_VANDALIZE || e->modes[0] == AN_MODE_PROTEST_RIOT));
    bool is_fact = e->factuality == AN_FACTUALITY_HAPPENED || e->factuality == AN_FACTUALITY_ONGOING || e->factuality == AN_FACTUALITY_POSSIBLE;
    size_t armed = 0;
    for (size_t i = 0; i < e->recipients.count; i++) {
        const an_participant *p = e->recipients.items + i;
        armed += (is_armed(&p->actor) || is_of_forces(d, p)) && an_span_is_empty(name_in(d, p->span, AN_NAME_PERSON));
    }
    return is_kind && is_fact && is_in_region(e) && (!e->recipients.count || armed < e->recipients.count);
}

static bool is_claimed(const an_event *e)
{
    if (e->actors.count && e->factuality == AN_FACTUALITY_POSSIBLE) return true;
    for (size_t i = 0; i < e->accounts.count; i++)
        if (e->accounts.items[i].stance == AN_STANCE_CLAIMS_OWN || e->accounts.items[i].stance == AN_STANCE_ACCUSES) return true;
    return false;
}

/* It says against whom or with what; or some other act of the text does, and this one is claimed or blamed on somebody ("claimed responsibility
 * for the attack"). */
static bool is_incident(const an_document *d, const an_event *e)
{
    if (!is_act(d, e)) return false;
    if (e->recipients.count || !an_span_is_empty(e->instrument)) return true;
    for (size_t i = 0; i < d->events.count && is_claimed(e); i++)
        if (d->events.items[i].recipients.count && d->events.items[i].type == e->type && is_act(d, d->events.items + i)) return true;
    return false;
}

/* The head of a name of a body of the state: "army", "armed forces". */
static bool is_collective_word(const an_document *d, const an_token *token)
{
    static const char *const collectives[] = {"army", "police", "guard", "navy", "military", "battalion", "brigade", "government", "ministry", "department", "detachment", NULL};
    bool is_force = an_str_is(token->lemma, "force") && token > d->parsed.tokens && (an_str_is(token[-1].lemma, "armed") || an_str_is(token[-1].lemma, "air") || an_str_is(token[-1].lemma, "arm"));
    return is_force || is_one_of(token->lemma, collectives);
}

static bool is_of_state(const an_actor *a)
{
    return a->kind == AN_ACTOR_MILITARY || a->kind == AN_ACTOR_GOVERNMENT || has_sector(a, AN_SECTOR_COP) || has_sector(a, AN_SECTOR_MIL);
}

/* "the army", "the national police": a body, and no men of it. */
static bool is_collective(const an_document *d, const an_participant *p)
{
    const an_token *head = head_of(d, p);
    return head && is_of_state(&p->actor) && is_collective_word(d, head);
}

/* The body in "Guatemalan army troops", "members of the national police"; empty if there is none. */
static an_span body_of_men(const an_document *d, const an_participant *p)
{
    const an_token *head = head_of(d, p), *first, *tokens = d->parsed.tokens;
    for (uint32_t t = 0; head && is_of_state(&p->actor) && t < d->parsed.token_count && tokens[t].span.start < p->span.end; t++) {
        if (tokens[t].span.start < p->span.start || tokens + t == head || !is_collective_word(d, tokens + t)) continue;
        for (first = tokens + t; first > tokens && first[-1].span.start >= p->span.start && first - 1 != head && (first[-1].upos == AN_UPOS_ADJ || first[-1].upos == AN_UPOS_PROPN || first[-1].upos == AN_UPOS_NOUN); first--) {}
        return (an_span){first->span.start, tokens[t].span.end};
    }
    return (an_span){0, 0};
}

static bool is_body(const an_actor *a)
{
    return a->kind == AN_ACTOR_ARMED_GROUP || a->kind == AN_ACTOR_PARTY || a->kind == AN_ACTOR_ORGANISATION;
}

/* The men without the body that they are of: "guerrillas" of "FMLN guerrillas"; but "members of the FMLN". */
static an_str men_of(const an_document *d, const an_participant *p, an_span name)
{
    const an_token *head = head_of(d, p);
    uint32_t start = name.end && name.end < head->span.start ? name.end : p->span.start;
    if (an_str_is(head->lemma, "member") || an_span_is_empty(name)) return words_of(d, p);
    while (start < head->span.start && (d->article.text.data[start] == ' ' || d->article.text.data[start] == ')' || d->article.text.data[start] == '"')) start++;
    return an_str_of_span(d->article.text.data, (an_span){start, head->span.end});
}

/* "The Shining Path group", "the extraditables": the body itself, and no men of it. */
static bool is_body_itself(run_state *r, const an_participant *p, const an_token *head, an_str words)
{
    static const char *const bodies[] = {"group", "organization", "organisation", "movement", "cartel", "front", "party", "faction", "federation", NULL};
    return is_one_of(head->lemma, bodies) || (p->actor.id.data && an_str_equal(plain(&r->tools.arena, words), plain(&r->tools.arena, p->actor.name)));
}

/* "two gunmen": the words with the number before them, which the coder keeps by itself; empty if there is none. */
static an_str counted_words(const an_document *d, const an_participant *p)
{
    const an_token *head = head_of(d, p), *first = head, *tokens = d->parsed.tokens;
    while (first > tokens && first[-1].span.start >= p->span.start) first--;
    if (!head || first == tokens || first[-1].upos != AN_UPOS_NUM) return (an_str){0};
    return an_str_of_span(d->article.text.data, (an_span){first[-1].span.start, p->span.end});
}

/* One who is no body: in his words, by his full name, and with his number. */
static void add_person(run_state *r, const an_document *d, const an_participant *p, an_str words)
{
    an_span own = person_in(d, p->span);
    an_str fuller = an_span_is_empty(own) ? (an_str){0} : fuller_name(d, own), counted = counted_words(d, p);
    coded_entities *list = r->coded + PERPETRATOR;
    an_str own_words = plain(&r->tools.arena, words);
    add(r, PERPETRATOR, p->actor.id, words, fuller.length ? fuller : p->actor.name);
    for (size_t i = 0; i < list->count && counted.length; i++)
        if (!list->items[i].counted.length && an_str_equal(list->items[i].words, own_words)) list->items[i].counted = plain(&r->tools.arena, counted);
}

/* The words, the name in them, or both. */
static void take_actor(run_state *r, const an_document *d, const an_participant *p)
{
    const char *text = d->article.text.data;
    an_str words = words_of(d, p);
    an_span name = is_body(&p->actor) ? name_in(d, p->span, AN_NAME_ORGANISATION) : (an_span){0, 0};
    const an_token *head = head_of(d, p);
    an_span body = body_of_men(d, p);
    bool is_named = is_body(&p->actor) && (p->actor.id.data || !an_span_is_empty(name)), is_men = is_named && head && head->upos == AN_UPOS_NOUN && words.length > name.end - name.start && !is_body_itself(r, p, head, words);
    if (is_place(&p->actor)) return;
    if (is_named) add(r, ORGANISATION, p->actor.id, an_span_is_empty(name) ? p->actor.name : an_str_of_span(text, name), p->actor.name);
    else if (is_collective(d, p)) add(r, ORGANISATION, p->actor.id, words, p->actor.name);
    else if (!an_span_is_empty(body)) add(r, ORGANISATION, (an_str){0}, an_str_of_span(text, body), (an_str){0});
    if (is_men) add(r, PERPETRATOR, (an_str){0}, men_of(d, p, name), (an_str){0});
    else if (!is_named && !is_collective(d, p)) add_person(r, d, p, words);
}

/* A person's name without what stands before it: "general", "comrade". */
static an_str without_titles(an_str name)
{
    static const char *const titles[] = {"general", "gen", "colonel", "col", "major", "maj", "captain", "capt", "lieutenant", "lt", "sergeant", "president", "minister", "senator", "deputy", "judge", "justice", "dr", "father",
                                         "monsignor", "msgr", "archbishop", "bishop", "priest", "comrade", "policeman", "reporter", "journalist", "leader", "ambassador", "governor", "mayor", "mr", "mrs", "companero", NULL};
    for (size_t i = 0; i < name.length; i++) {
        an_str word = {name.data, i && name.data[i - 1] == '.' ? i - 1 : i};
        if (name.data[i] != ' ') continue;
        return is_one_of(word, titles) ? without_titles((an_str){name.data + i + 1, name.length - i - 1}) : name;
    }
    return name;
}

/* A thing's words without whose it is, where that is said by a pronoun: "car" of "his car". */
static an_str thing_words(const an_document *d, an_span span)
{
    for (uint32_t t = 0; t < d->parsed.token_count; t++)
        if (d->parsed.tokens[t].span.start == span.start && d->parsed.tokens[t].upos == AN_UPOS_PRON && d->parsed.tokens[t].span.end + 1 < span.end) span.start = d->parsed.tokens[t].span.end + 1;
    return an_str_of_span(d->article.text.data, span);
}

static void take_recipient(run_state *r, const an_document *d, const an_participant *p)
{
    an_span name = person_in(d, p->span);
    bool is_person = p->actor.kind == AN_ACTOR_PERSON && (p->actor.resolution == AN_RESOLUTION_DICTIONARY || p->actor.resolution == AN_RESOLUTION_COREFERENCE || p->actor.resolution == AN_RESOLUTION_ALIAS);
    if (is_ground(d, p)) return;
    if (is_by_thing(d, p) && !is_word_for_people(last_noun(d, p))) add(r, TARGET, (an_str){0}, thing_words(d, p->span), (an_str){0});
    else if (is_place(&p->actor)) return;
    else if (is_thing(d, p)) add(r, TARGET, p->actor.id, p->mention == AN_NONE ? thing_words(d, p->span) : words_of(d, p), p->actor.name);
    else if (!an_span_is_empty(name)) {
        an_str fuller = fuller_name(d, name);
        add(r, VICTIM, p->actor.id, without_titles(an_str_of_span(d->article.text.data, name)), without_titles(fuller.length ? fuller : p->actor.name));
    } else if (is_person && p->actor.id.data) add(r, VICTIM, p->actor.id, without_titles(p->actor.name), without_titles(p->actor.name));
}

/* "rifles and grenades" are two. */
static void take_weapons(run_state *r, an_str words)
{
    static const char *const joints[] = {" and ", ", "};
    for (size_t i = 0; i < words.length; i++)
        for (size_t j = 0; j < sizeof joints / sizeof *joints; j++) {
            size_t length = strlen(joints[j]);
            if (words.length - i <= length || memcmp(words.data + i, joints[j], length) != 0) continue;
            add(r, WEAPON, (an_str){0}, (an_str){words.data, i}, (an_str){0});
            take_weapons(r, (an_str){words.data + i + length, words.length - i - length});
            return;
        }
    add(r, WEAPON, (an_str){0}, words, (an_str){0});
}

/* "powerful charge": the charge is meant by itself, too. */
static void take_bare_weapon(run_state *r, const an_document *d, an_span words)
{
    coded_entities *list = r->coded + WEAPON;
    for (uint32_t t = 0; t < d->parsed.token_count && d->parsed.tokens[t].span.start < words.end; t++) {
        const an_token *token = d->parsed.tokens + t;
        if (token->span.start < words.start || (token->upos != AN_UPOS_NOUN && token->upos != AN_UPOS_PROPN)) continue;
        if (list->count && token->span.start > words.start) list->items[list->count - 1].counted = plain(&r->tools.arena, an_str_of_span(d->article.text.data, (an_span){token->span.start, words.end}));
        return;
    }
}

static void take(run_state *r, const an_document *d, const an_event *e)
{
    size_t weapons = r->coded[WEAPON].count;
    if (!is_incident(d, e)) return;
    for (size_t i = 0; i < e->actors.count; i++) take_actor(r, d, e->actors.items + i);
    for (size_t i = 0; i < e->recipients.count; i++) take_recipient(r, d, e->recipients.items + i);
    if (!an_span_is_empty(e->instrument)) take_weapons(r, an_str_of_span(d->article.text.data, e->instrument));
    if (r->coded[WEAPON].count == weapons + 1) take_bare_weapon(r, d, e->instrument);
}

static bool matches(run_state *r, const coded_entity *coded, const json_t *entity)
{
    for (size_t i = 0; i < json_array_size(entity); i++) {
        an_str gold = plain(&r->tools.arena, an_str_from(json_string_value(json_array_get(json_array_get(entity, i), 0))));
        if (an_str_equal(coded->words, gold) || (coded->name.length && an_str_equal(coded->name, gold)) || (coded->counted.length && an_str_equal(coded->counted, gold))) return true;
    }
    return false;
}

/* One step of the search for a largest matching: a gold entity for `coded`, moving others if need be. */
static bool assign(bool (*fits)[ENTITIES_MAX], size_t gold_count, size_t coded, size_t *owner, bool *seen)
{
    for (size_t g = 0; g < gold_count; g++) {
        if (!fits[coded][g] || seen[g]) continue;
        seen[g] = true;
        if (owner[g] == SIZE_MAX || assign(fits, gold_count, owner[g], owner, seen)) {
            owner[g] = coded;
            return true;
        }
    }
    return false;
}

static size_t count_matches(run_state *r, const coded_entities *coded, const json_t *gold)
{
    static bool fits[ENTITIES_MAX][ENTITIES_MAX];
    size_t owner[ENTITIES_MAX], gold_count = json_array_size(gold), matched = 0;
    if (gold_count > ENTITIES_MAX) gold_count = ENTITIES_MAX;
    for (size_t g = 0; g < gold_count; g++) owner[g] = SIZE_MAX;
    for (size_t i = 0; i < coded->count; i++)
        for (size_t g = 0; g < gold_count; g++) fits[i][g] = matches(r, coded->items + i, json_array_get(gold, g));
    for (size_t i = 0; i < coded->count; i++) {
        bool seen[ENTITIES_MAX] = {false};
        matched += assign(fits, gold_count, i, owner, seen);
    }
    return matched;
}

static void print_role(int role, const coded_entities *coded, const json_t *gold)
{
    if (!coded->count && !json_array_size(gold)) return;
    printf("  %s\tcoded:", roles[role]);
    for (size_t i = 0; i < coded->count; i++) printf(" [%.*s]", (int)coded->items[i].words.length, coded->items[i].words.data);
    printf("\tgold:");
    for (size_t g = 0; g < json_array_size(gold); g++) {
        printf(" [");
        for (size_t k = 0; k < json_array_size(json_array_get(gold, g)); k++) printf("%s%s", k ? "; " : "", json_string_value(json_array_get(json_array_get(json_array_get(gold, g), k), 0)));
        printf("]");
    }
    printf("\n");
}

static bool read_document(void *context, const json_t *object)
{
    run_state *r = context;
    const char *text = json_string_value(json_object_get(object, "doctext"));
    const json_t *extracts = json_object_get(object, "extracts");
    an_document d;
    if (!text || (r->limit && r->documents >= r->limit)) return true;
    if (!an_eval_code(&r->tools, an_str_from(text), NULL, &d)) return false;
    r->documents++;
    memset(r->coded, 0, sizeof r->coded);
    for (size_t i = 0; i < d.events.count; i++) take(r, &d, d.events.items + i);
    if (r->tools.is_verbose) printf("%s\n", json_string_value(json_object_get(object, "docid")));
    for (int role = 0; role < ROLES; role++) {
        const json_t *gold = json_object_get(extracts, roles[role]);
        r->tallies[role].right += count_matches(r, r->coded + role, gold);
        r->tallies[role].found += r->coded[role].count;
        r->tallies[role].wanted += json_array_size(gold);
        if (r->tools.is_verbose) print_role(role, r->coded + role, gold);
    }
    return true;
}

int main(int count, char **words)
{
    static run_state r;
    an_eval_tally all = {0, 0, 0};
    bool is_good;
    if (count < 3) return fprintf(stderr, "usage: eval_incidents DATA GRIT.jsonl [--limit N] [-v]\n"), 2;
    if (!an_eval_open(&r.tools, words[1])) return 3;
    for (int i = 3; i < count; i++) {
        if (strcmp(words[i], "-v") == 0) r.tools.is_verbose = true;
        else if (strcmp(words[i], "--limit") == 0 && i + 1 < count) r.limit = strtoul(words[++i], NULL, 10);
    }
    is_good = an_eval_lines(words[2], read_document, &r);
    printf("documents %zu\n", r.documents);
    for (int role = 0; role < ROLES; role++) {
        an_eval_print_tally(roles[role], &r.tallies[role]);
        all.right += r.tallies[role].right;
        all.found += r.tallies[role].found;
        all.wanted += r.tallies[role].wanted;
    }
    an_eval_print_tally("all roles", &all);
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
