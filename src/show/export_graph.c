/* Networks: GraphML for igraph, NetworkX, Gephi; GEXF 1.3 as a graph in time. Nodes are actors known by id, edges are events or dyads, directed.
 *
 * Both formats name nodes first, so records are handed over twice: the first pass collects nodes and the days between which they act, the
 * second writes. GEXF draws time, so what has no date is left out there (an XML comment at the end counts it), and every edge and node has a
 * spell from its first to its last day. */
#include "base/hash.h"
#include "show/export_internal.h"
#include "show/html.h"

typedef struct node {
    an_str id, name, country;
    const char *kind, *sector;
    an_date_range days;
    bool is_dated;
} node;

typedef struct graph {
    AN_ARRAY(node) nodes;
    uint32_t *slots; /* hash table of 1 + index into nodes */
    size_t slot_count;
    uint64_t undated;
} graph;

/* One edge as both formats write it. */
typedef struct edge {
    an_str source, target;
    an_date_range days; /* unknown = no date */
    const an_export_event *event;  /* the one ... */
    const an_relation *relation;   /* ... or the other */
} edge;

static bool is_gexf(const an_export *export) { return strcmp(export->format->name, "gexf") == 0; }

/* ---- nodes ---- */

static void enter(graph *g, uint32_t index)
{
    size_t at = an_hash(g->nodes.items[index].id) & (g->slot_count - 1);
    while (g->slots[at]) at = (at + 1) & (g->slot_count - 1);
    g->slots[at] = index + 1;
}

static bool grow(an_export *export, graph *g)
{
    enum { SLOTS_MIN = 256 };
    if (g->nodes.count * 2 < g->slot_count) return true;
    g->slot_count = g->slot_count ? g->slot_count * 2 : SLOTS_MIN;
    g->slots = AN_NEW_ARRAY(&export->arena, uint32_t, g->slot_count);
    for (uint32_t i = 0; g->slots && i < g->nodes.count; i++) enter(g, i);
    return g->slots != NULL;
}

static node *find_node(const graph *g, an_str id)
{
    if (!g->slot_count) return NULL;
    for (size_t at = an_hash(id) & (g->slot_count - 1); g->slots[at]; at = (at + 1) & (g->slot_count - 1))
        if (an_str_equal(g->nodes.items[g->slots[at] - 1].id, id)) return &g->nodes.items[g->slots[at] - 1];
    return NULL;
}

static an_str keep(an_export *export, an_str text)
{
    return (an_str){text.data ? an_arena_copy(&export->arena, text.data, text.length) : NULL, text.length};
}

static node *add_node(an_export *export, graph *g, an_str id, an_str name)
{
    node *found = find_node(g, id);
    if (found) return found;
    if (!grow(export, g)) return NULL;
    if (!AN_PUSH(&export->arena, &g->nodes, ((node){.id = keep(export, id), .name = keep(export, name), .days = AN_DATE_RANGE_UNKNOWN}))) return NULL;
    enter(g, (uint32_t)g->nodes.count - 1);
    return &g->nodes.items[g->nodes.count - 1];
}

static void widen(node *n, an_date_range by)
{
    an_day from = by.from != AN_DAY_UNKNOWN ? by.from : by.to, to = by.to != AN_DAY_UNKNOWN ? by.to : by.from;
    if (!n || from == AN_DAY_UNKNOWN) return;
    n->days = n->is_dated ? (an_date_range){from < n->days.from ? from : n->days.from, to > n->days.to ? to : n->days.to} : (an_date_range){from, to};
    n->is_dated = true;
}

static void describe(an_export *export, node *n, const an_actor *actor)
{
    if (!n || n->kind) return;
    n->kind = an_actor_kind_names[actor->kind];
    n->sector = actor->sector_count ? an_sector_names[actor->sectors[0]] : "";
    n->country = keep(export, an_str_from(actor->country));
}

static graph *graph_of(an_export *export)
{
    if (!export->own) export->own = AN_NEW(&export->arena, graph);
    return export->own;
}

/* ---- values ---- */

typedef struct attribute {
    const char *name, *type; /* as GraphML calls it: string, int, double */
} attribute;

static const attribute node_attributes[] = {{"name", "string"}, {"kind", "string"}, {"country", "string"}, {"sector", "string"}};
static const attribute event_attributes[] = {{"type", "string"}, {"modes", "string"}, {"quad", "int"}, {"goldstein", "double"}, {"plover_score", "double"},
                                             {"cameo", "string"}, {"date_from", "string"}, {"date_to", "string"}, {"place", "string"}, {"country", "string"},
                                             {"factuality", "string"}, {"confidence", "double"}, {"document", "string"}, {"outlet", "string"},
                                             {"event", "string"}};
static const attribute relation_attributes[] = {{"events", "int"}, {"incidents", "int"}, {"independent", "int"}, {"verbal_cooperation", "int"},
                                                {"material_cooperation", "int"}, {"verbal_conflict", "int"}, {"material_conflict", "int"},
                                                {"goldstein", "double"}, {"date_from", "string"}, {"date_to", "string"}, {"period", "string"}};
#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool is_of_events(const an_export *export) { return export->format->wants == AN_EXPORT_EVENTS; }

static const attribute *edge_attributes(const an_export *export, size_t *count)
{
    *count = is_of_events(export) ? COUNT(event_attributes) : COUNT(relation_attributes);
    return is_of_events(export) ? event_attributes : relation_attributes;
}

/* Writes value `index` of the list into scratch; nothing = unknown. */
static void put_node_value(an_strbuf *out, const node *n, size_t index)
{
    const an_str values[] = {n->name, an_str_from(n->kind), n->country, an_str_from(n->sector)};
    an_strbuf_put_str(out, values[index]);
}

static void put_day(an_strbuf *out, an_day day)
{
    char text[AN_ISO_DAY_BYTES];
    an_strbuf_puts(out, an_iso_format(day, text));
}

static void put_modes(an_strbuf *out, const an_event *event)
{
    for (int i = 0; i < event->mode_count; i++) an_strbuf_printf(out, "%s%s", i ? " " : "", an_modes[event->modes[i]].name);
}

static void put_event_value(an_strbuf *out, const an_export_event *given, size_t index)
{
    const an_event *e = given->event;
    enum { SHARE_DECIMALS = 2 };
    char key[AN_KEY_BYTES];
    switch (index) {
    case 0: an_strbuf_puts(out, an_types[e->type].name); break;
    case 1: put_modes(out, e); break;
    case 2: if (e->quad) an_strbuf_printf(out, "%d", e->quad); break;
    case 3: if (e->has_goldstein) an_put_number(out, e->goldstein, AN_EXPORT_SCORE_DECIMALS); break;
    case 4: an_put_number(out, e->plover_score, AN_EXPORT_SCORE_DECIMALS); break;
    case 5: an_strbuf_puts(out, e->cameo); break;
    case 6: put_day(out, an_event_days(e).from); break;
    case 7: put_day(out, an_event_days(e).to); break;
    case 8: if (e->place.is_known) an_strbuf_put_str(out, e->place.place.name); break;
    case 9: if (e->place.is_known) an_strbuf_puts(out, e->place.place.country); break;
    case 10: an_strbuf_puts(out, an_factuality_names[e->factuality]); break;
    case 11: an_put_number(out, e->confidence, SHARE_DECIMALS); break;
    case 12: an_strbuf_put_str(out, given->article->id); break;
    case 13: an_strbuf_put_str(out, given->article->outlet); break;
    default: an_strbuf_puts(out, an_key_format(e->key, key));
    }
}

static void put_relation_value(an_strbuf *out, const an_relation *r, size_t index)
{
    const int64_t counts[] = {r->events, r->incidents, r->independent, r->quads[1], r->quads[2], r->quads[3], r->quads[4]};
    enum { MEAN_DECIMALS = 2 };
    if (index < COUNT(counts)) an_strbuf_printf(out, "%lld", (long long)counts[index]);
    else if (index == COUNT(counts) && r->goldstein_count) an_put_number(out, r->goldstein_sum / (double)r->goldstein_count, MEAN_DECIMALS);
    else if (index == COUNT(counts) + 1) put_day(out, r->dates.from);
    else if (index == COUNT(counts) + 2) put_day(out, r->dates.to);
    else if (index == COUNT(counts) + 3) put_day(out, r->period.from); /* its first day, where the question is by period */
}

static void put_edge_value(an_strbuf *out, const edge *e, size_t index)
{
    if (e->event) put_event_value(out, e->event, index);
    else put_relation_value(out, e->relation, index);
}

/* ---- XML ---- */

/* Escaped, and without U+FFFE and U+FFFF, which XML forbids. */
static void put_xml(an_strbuf *out, an_str text)
{
    size_t from = 0;
    for (size_t i = 0; i + 3 <= text.length; i++) {
        if (memcmp(text.data + i, "\xEF\xBF\xBE", 3) != 0 && memcmp(text.data + i, "\xEF\xBF\xBF", 3) != 0) continue;
        an_html_put(out, (an_str){text.data + from, i - from});
        an_strbuf_puts(out, "\xEF\xBF\xBD");
        from = i + 3;
        i += 2;
    }
    if (text.length > from) an_html_put(out, (an_str){text.data + from, text.length - from});
}

static void put_attribute(an_strbuf *out, const char *name, an_str value)
{
    an_strbuf_printf(out, " %s=\"", name);
    put_xml(out, value);
    an_strbuf_putc(out, '"');
}

static void put_keys(an_strbuf *out, const char *of, const attribute *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        an_strbuf_printf(out, "<key id=\"%s_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", of, list[i].name, of, list[i].name, list[i].type);
}

static void put_classes(an_strbuf *out, const char *of, const attribute *list, size_t count)
{
    an_strbuf_printf(out, "<attributes class=\"%s\">\n", of);
    for (size_t i = 0; i < count; i++)
        an_strbuf_printf(out, "<attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n", list[i].name, list[i].name,
                         strcmp(list[i].type, "int") == 0 ? "integer" : list[i].type);
    an_strbuf_puts(out, "</attributes>\n");
}

/* One value as both formats write it: GraphML's <data>, GEXF's <attvalue>. */
static void put_value(an_export *export, const char *of, const attribute *given)
{
    an_strbuf *out = &export->out;
    if (!export->scratch.length) return;
    if (is_gexf(export)) {
        an_strbuf_printf(out, "<attvalue for=\"%s\"", given->name);
        put_attribute(out, "value", an_strbuf_view(&export->scratch));
        an_strbuf_puts(out, "/>");
        return;
    }
    an_strbuf_printf(out, "<data key=\"%s_%s\">", of, given->name);
    put_xml(out, an_strbuf_view(&export->scratch));
    an_strbuf_puts(out, "</data>");
}

static void put_spell(an_strbuf *out, an_date_range days)
{
    char from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
    an_iso_format(days.from, from);
    an_iso_format(days.to, to);
    an_strbuf_puts(out, "<spells><spell");
    if (from[0]) an_strbuf_printf(out, " start=\"%s\"", from);
    if (to[0]) an_strbuf_printf(out, " end=\"%s\"", to);
    an_strbuf_puts(out, "/></spells>");
}

static void put_node(an_export *export, const node *n)
{
    an_strbuf *out = &export->out;
    if (is_gexf(export) && !n->is_dated) return;
    an_strbuf_puts(out, "<node");
    put_attribute(out, "id", n->id);
    if (is_gexf(export)) put_attribute(out, "label", n->name);
    an_strbuf_puts(out, is_gexf(export) ? "><attvalues>" : ">");
    for (size_t i = 0; i < COUNT(node_attributes); i++) {
        an_strbuf_clear(&export->scratch);
        put_node_value(&export->scratch, n, i);
        put_value(export, "node", &node_attributes[i]);
    }
    if (is_gexf(export)) {
        an_strbuf_puts(out, "</attvalues>");
        put_spell(out, n->days);
    }
    an_strbuf_puts(out, "</node>\n");
}

static void put_edge(an_export *export, const edge *e)
{
    an_strbuf *out = &export->out;
    size_t count;
    const attribute *attributes = edge_attributes(export, &count);
    an_strbuf_puts(out, "<edge");
    an_strbuf_printf(out, " id=\"%llu\"", (unsigned long long)export->rows++);
    put_attribute(out, "source", e->source);
    put_attribute(out, "target", e->target);
    if (is_gexf(export) && e->relation) an_strbuf_printf(out, " weight=\"%lld\"", (long long)e->relation->events);
    an_strbuf_puts(out, is_gexf(export) ? "><attvalues>" : ">");
    for (size_t i = 0; i < count; i++) {
        an_strbuf_clear(&export->scratch);
        put_edge_value(&export->scratch, e, i);
        put_value(export, "edge", &attributes[i]);
    }
    if (is_gexf(export)) {
        an_strbuf_puts(out, "</attvalues>");
        put_spell(out, e->days);
    }
    an_strbuf_puts(out, "</edge>\n");
}

static void open_graphml(an_export *export)
{
    an_strbuf *out = &export->out;
    size_t count;
    const attribute *attributes = edge_attributes(export, &count);
    an_strbuf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                        "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    put_keys(out, "node", node_attributes, COUNT(node_attributes));
    put_keys(out, "edge", attributes, count);
    an_strbuf_puts(out, "<graph id=\"annals\" edgedefault=\"directed\">\n");
}

static void open_gexf(an_export *export)
{
    an_strbuf *out = &export->out;
    size_t count;
    const attribute *attributes = edge_attributes(export, &count);
    an_strbuf_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                          "<meta><creator>Annals %s</creator></meta>\n<graph mode=\"dynamic\" defaultedgetype=\"directed\" "
                          "timeformat=\"date\" timerepresentation=\"interval\">\n", annals_version());
    put_classes(out, "node", node_attributes, COUNT(node_attributes));
    put_classes(out, "edge", attributes, count);
    an_strbuf_puts(out, "<nodes>\n");
}

/* ---- passes ---- */

static void begin(an_export *export)
{
    const graph *g = graph_of(export);
    if (!export->pass || !g) return;
    if (is_gexf(export)) open_gexf(export);
    else open_graphml(export);
    for (size_t i = 0; i < g->nodes.count; i++) put_node(export, &g->nodes.items[i]);
    if (is_gexf(export)) an_strbuf_puts(&export->out, "</nodes>\n<edges>\n");
}

static void end(an_export *export)
{
    const graph *g = export->own;
    if (!is_gexf(export)) {
        an_strbuf_puts(&export->out, "</graph>\n</graphml>\n");
        return;
    }
    an_strbuf_puts(&export->out, "</edges>\n</graph>\n");
    if (g && g->undated) an_strbuf_printf(&export->out, "<!-- %llu without a date are left out -->\n", (unsigned long long)g->undated);
    an_strbuf_puts(&export->out, "</gexf>\n");
}

static bool is_drawn(const an_export *export, an_date_range days) { return !is_gexf(export) || an_date_range_is_known(days); }

typedef struct pair_maker {
    an_export *export;
    const an_export_event *given;
} pair_maker;

static void note_pair(pair_maker *maker, const an_participant *source, const an_participant *target)
{
    an_export *export = maker->export;
    graph *g = export->own;
    const an_participant *sides[] = {source, target};
    an_date_range days = an_event_days(maker->given->event);
    if (!is_drawn(export, days)) {
        g->undated++;
        return;
    }
    for (int i = 0; i < 2; i++) {
        node *n = add_node(export, g, sides[i]->actor.id, sides[i]->actor.name);
        describe(export, n, &sides[i]->actor);
        widen(n, days);
    }
}

static void put_pair(void *user, const an_participant *source, const an_participant *target, size_t number)
{
    pair_maker *maker = user;
    edge e = {.event = maker->given, .days = an_event_days(maker->given->event)};
    (void)number;
    if (!source || !target || !source->actor.id.data || !target->actor.id.data) return;
    if (!maker->export->pass) {
        note_pair(maker, source, target);
        return;
    }
    if (!is_drawn(maker->export, e.days)) return;
    e.source = source->actor.id;
    e.target = target->actor.id;
    put_edge(maker->export, &e);
}

static void put_event(an_export *export, const an_export_event *given)
{
    pair_maker maker = {export, given};
    if (graph_of(export) && an_export_is_asserted(export, given->event->factuality)) an_export_pairs(given->event, put_pair, &maker);
}

/* A relation of one period lives in that period, a whole one from its first event to its last. */
static an_date_range days_of(const an_relation *relation) { return an_date_range_is_known(relation->period) ? relation->period : relation->dates; }

static void put_relation(an_export *export, const an_relation *relation)
{
    graph *g = graph_of(export);
    edge e = {.source = relation->actor, .target = relation->recipient, .days = days_of(relation), .relation = relation};
    if (!g) return;
    if (export->pass) {
        if (is_drawn(export, e.days)) put_edge(export, &e);
        return;
    }
    if (!is_drawn(export, e.days)) {
        g->undated++;
        return;
    }
    widen(add_node(export, g, relation->actor, relation->actor_name), e.days);
    widen(add_node(export, g, relation->recipient, relation->recipient_name), e.days);
}

const an_export_format an_export_graphml_events = {.name = "graphml", .what = "events", .wants = AN_EXPORT_EVENTS, .passes = 2, .begin = begin,
                                                   .event = put_event, .end = end};
const an_export_format an_export_gexf_events = {.name = "gexf", .what = "events", .wants = AN_EXPORT_EVENTS, .passes = 2, .begin = begin,
                                                .event = put_event, .end = end};
const an_export_format an_export_graphml_relations = {.name = "graphml", .what = "relations", .wants = AN_EXPORT_RELATIONS, .passes = 2, .begin = begin,
                                                      .relation = put_relation, .end = end};
const an_export_format an_export_gexf_relations = {.name = "gexf", .what = "relations", .wants = AN_EXPORT_RELATIONS, .passes = 2, .begin = begin,
                                                   .relation = put_relation, .end = end};
