/* Events as records: one for each pair of codes, as the peers count them. */
#include "lexicon/country.h"
#include "peers/coding.h"

/* How much an event of somebody else's dictionary is trusted: nothing has been measured for a dictionary that is not known. */
static const double PEER_CONFIDENCE = 0.5;
enum { GROUP_BYTES = 3 }; /* codes of actors are made of groups of three letters */

void an_peer_side_of(const an_peer_coding *coding, uint32_t mention, bool with_group, an_peer_side *side)
{
    uint32_t group;
    if (mention == AN_NONE) return;
    group = coding->mentions.items[mention].group;
    for (uint32_t i = 0; i < coding->mentions.count; i++) {
        const an_peer_mention *m = coding->mentions.items + i;
        if (i != mention && (!with_group || m->group != group)) continue;
        for (uint32_t c = 0; c < m->code_count && side->count < AN_PEER_CODES_MAX * 2; c++) {
            bool is_known = false;
            for (uint32_t k = 0; k < side->count; k++) is_known |= an_str_equal(side->codes[k], m->codes[c]);
            if (is_known) continue;
            side->codes[side->count] = m->codes[c];
            side->spans[side->count++] = (an_span){coding->units.items[m->first].span.start, coding->units.items[m->end - 1].span.end};
        }
    }
}

static void fill_actor(an_peer_coding *coding, an_str code, an_span span, an_participant *out)
{
    an_actor *actor = &out->actor;
    out->span = span;
    out->mention = AN_NONE;
    actor->entry = AN_NONE;
    actor->cameo = (an_str){an_arena_copy(coding->arena, code.data, code.length), code.length};
    actor->name = an_span_is_empty(span) ? actor->cameo : an_str_of_span(coding->document->article.text.data, span);
    if (code.length >= GROUP_BYTES && an_country_is_code((an_str){code.data, GROUP_BYTES})) memcpy(actor->country, code.data, GROUP_BYTES);
    for (size_t i = 0; i + GROUP_BYTES <= code.length && actor->sector_count < AN_SECTORS_MAX; i += GROUP_BYTES) {
        an_sector sector = an_sector_parse((an_str){code.data + i, GROUP_BYTES});
        if (sector != AN_SECTOR_NONE && (i || !actor->country[0])) actor->sectors[actor->sector_count++] = (uint8_t)sector;
    }
}

/* Type, mode and values by the codebook's row of the code, else of its first digits. */
static void fill_code(const an_peer_coding *coding, an_str code, an_event *event)
{
    const an_cameo_row *row = NULL;
    size_t length = code.length < AN_CAMEO_CODE_BYTES ? code.length : AN_CAMEO_CODE_BYTES - 1;
    memcpy(event->cameo, code.data, length);
    for (size_t n = length; coding->codebook && !row && n >= 2; n--) row = an_codebook_find(coding->codebook, (an_str){code.data, n});
    if (!row) return;
    event->type = (an_event_type)row->type;
    event->plover_score = an_types[row->type].score;
    if (row->mode != AN_MODE_NONE) {
        event->modes[event->mode_count++] = (an_mode)row->mode;
        event->plover_score = an_modes[row->mode].score;
    }
    event->quad = an_types[row->type].quad;
    event->has_goldstein = true;
    event->goldstein = row->goldstein_tenths / 10.0;
}

static bool is_said_already(const an_peer_coding *coding, an_str source, an_str target, an_str code)
{
    for (size_t i = coding->document->events.count; i-- > 0;) {
        const an_event *event = coding->document->events.items + i;
        if (event->sentence != coding->sentence) return false;
        if (event->actors.count && event->recipients.count && an_str_equal(event->actors.items[0].actor.cameo, source) &&
            an_str_equal(event->recipients.items[0].actor.cameo, target) && an_str_is(code, event->cameo))
            return true;
    }
    return false;
}

/* TABARI's verbs are words of the text, no tokens of a parse: then the sentence's first token stands for them. */
static uint32_t trigger_of(const an_peer_coding *coding)
{
    return coding->document->parsed.sentences[coding->sentence].first_token + (coding->peers->dialect == AN_PEER_TABARI ? 0 : coding->verb_token);
}

static void emit_one(an_peer_coding *coding, const an_peer_side *source, uint32_t s, const an_peer_side *target, uint32_t t, an_str code, an_span span, an_str rule)
{
    an_event event = {.sentence = coding->sentence, .trigger_token = trigger_of(coding), .span = span, .factuality = AN_FACTUALITY_HAPPENED, .confidence = PEER_CONFIDENCE, .rule = rule};
    an_participant actor = {0}, recipient = {0};
    if (is_said_already(coding, source->codes[s], target->codes[t], code)) return;
    fill_actor(coding, source->codes[s], source->spans[s], &actor);
    fill_actor(coding, target->codes[t], target->spans[t], &recipient);
    fill_code(coding, code, &event);
    AN_PUSH(coding->arena, &event.actors, actor);
    AN_PUSH(coding->arena, &event.recipients, recipient);
    event.date.time = (an_time){.range = coding->document->article.published, .basis = AN_BASIS_DOCUMENT_DATE};
    event.date.is_known = an_date_range_is_known(event.date.time.range);
    event.key = an_hash_mix(an_hash(an_str_from(coding->document->article.sha256)), (uint64_t)span.start << 32 | span.end);
    event.key = an_hash_mix(event.key, an_hash(source->codes[s]));
    event.key = an_hash_mix(event.key, an_hash(target->codes[t]));
    event.key = an_hash_mix(event.key, an_hash(code));
    AN_PUSH(coding->arena, &coding->document->events, event);
}

static an_str rule_of(an_peer_coding *coding, uint32_t file, uint32_t line)
{
    an_str name = coding->peers->files.items[file];
    char digits[12];
    size_t count = 0;
    char *out = an_arena_alloc(coding->arena, name.length + sizeof digits + 2);
    if (!out) return (an_str){0};
    memcpy(out, name.data, name.length);
    out[name.length] = ':';
    do digits[count++] = (char)('0' + line % 10);
    while ((line /= 10) != 0);
    for (size_t i = 0; i < count; i++) out[name.length + 1 + i] = digits[count - 1 - i];
    return (an_str){out, name.length + 1 + count};
}

/* An event of every source with every other target. Nobody acts on himself. */
void an_peer_emit(an_peer_coding *coding, const an_peer_side *source, const an_peer_side *target, an_str code, an_span span, uint32_t file,
                  uint32_t line)
{
    an_str rule = rule_of(coding, file, line);
    for (uint32_t s = 0; s < source->count; s++)
        for (uint32_t t = 0; t < target->count; t++)
            if (!an_str_equal(source->codes[s], target->codes[t])) emit_one(coding, source, s, target, t, code, span, rule);
}
