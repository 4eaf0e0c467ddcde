/* The network of the busiest actors: nodes placed by igraph (Kamada and Kawai 1989, from a circle, so without chance), one line for each
 * pair, coloured by whether conflict or cooperation prevails. */
#include <igraph.h>

#include "show/html.h"
#include "show/report.h"

enum { WIDTH = 960, HEIGHT = 560, MARGIN_X = 90, MARGIN_Y = 36, NODES_MAX = 36, EDGES_MAX = 90, NAME_CHARACTERS = 24 };

typedef struct edge {
    size_t from, to;
    int64_t cooperation, conflict;
} edge;

typedef struct network {
    an_report_actor nodes[NODES_MAX];
    int64_t weights[NODES_MAX]; /* events that a node takes part in */
    size_t node_count;
    edge edges[EDGES_MAX];
    size_t edge_count;
} network;

static size_t node_of(network *n, an_str id, an_str name)
{
    for (size_t i = 0; i < n->node_count; i++)
        if (an_str_equal(n->nodes[i].id, id)) return i;
    if (n->node_count == NODES_MAX) return NODES_MAX;
    n->nodes[n->node_count] = (an_report_actor){id, name};
    return n->node_count++;
}

static edge *edge_of(network *n, size_t from, size_t to)
{
    for (size_t i = 0; i < n->edge_count; i++)
        if ((n->edges[i].from == from && n->edges[i].to == to) || (n->edges[i].from == to && n->edges[i].to == from))
            return &n->edges[i];
    if (n->edge_count == EDGES_MAX) return NULL;
    n->edges[n->edge_count] = (edge){.from = from, .to = to};
    return &n->edges[n->edge_count++];
}

static void build(network *n, const an_report *report)
{
    for (size_t i = 0; i < report->relation_count; i++) {
        const an_relation *dyad = &report->relations[i];
        size_t from = node_of(n, dyad->actor, dyad->actor_name), to = node_of(n, dyad->recipient, dyad->recipient_name);
        edge *e;
        if (from == NODES_MAX || to == NODES_MAX) continue;
        e = edge_of(n, from, to);
        if (!e) continue;
        e->cooperation += dyad->quads[1] + dyad->quads[2];
        e->conflict += dyad->quads[3] + dyad->quads[4];
        n->weights[from] += dyad->events;
        n->weights[to] += dyad->events;
    }
}

static igraph_error_t place(const network *n, igraph_matrix_t *at)
{
    igraph_t graph;
    igraph_vector_int_t ends;
    igraph_error_t code = igraph_vector_int_init(&ends, (igraph_integer_t)(2 * n->edge_count));
    if (code) return code;
    for (size_t i = 0; i < n->edge_count; i++) {
        VECTOR(ends)[2 * i] = (igraph_integer_t)n->edges[i].from;
        VECTOR(ends)[2 * i + 1] = (igraph_integer_t)n->edges[i].to;
    }
    code = igraph_create(&graph, &ends, (igraph_integer_t)n->node_count, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
    if (code) return code;
    code = igraph_layout_circle(&graph, at, igraph_vss_all());
    if (!code)
        code = igraph_layout_kamada_kawai(&graph, at, 1, (igraph_integer_t)n->node_count * 60, 0, (igraph_real_t)n->node_count,
                                          NULL, NULL, NULL, NULL, NULL);
    igraph_destroy(&graph);
    return code;
}

typedef struct point {
    int x, y;
} point;

static void scale(const network *n, const igraph_matrix_t *at, point *points)
{
    double low[2] = {0, 0}, high[2] = {0, 0};
    for (size_t i = 0; i < n->node_count; i++)
        for (int axis = 0; axis < 2; axis++) {
            double value = MATRIX(*at, (igraph_integer_t)i, axis);
            if (i == 0 || value < low[axis]) low[axis] = value;
            if (i == 0 || value > high[axis]) high[axis] = value;
        }
    for (size_t i = 0; i < n->node_count; i++) {
        double x = high[0] > low[0] ? (MATRIX(*at, (igraph_integer_t)i, 0) - low[0]) / (high[0] - low[0]) : 0.5;
        double y = high[1] > low[1] ? (MATRIX(*at, (igraph_integer_t)i, 1) - low[1]) / (high[1] - low[1]) : 0.5;
        points[i] = (point){MARGIN_X + (int)(x * (WIDTH - 2 * MARGIN_X)), MARGIN_Y + (int)(y * (HEIGHT - 2 * MARGIN_Y))};
    }
}

static int radius(int64_t weight) { return 5 + (weight > 80 ? 11 : (int)weight / 8 + (weight > 2)); }

static void draw(const network *n, const point *points, an_strbuf *out)
{
    an_strbuf_printf(out, "<svg class=\"network\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Network of actors\">", WIDTH, HEIGHT);
    for (size_t i = 0; i < n->edge_count; i++) {
        const edge *e = &n->edges[i];
        int64_t total = e->cooperation + e->conflict;
        an_strbuf_printf(out, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke-width=\"%d\"><title>", e->conflict > e->cooperation ? "conflict" : "cooperation",
                         points[e->from].x, points[e->from].y, points[e->to].x, points[e->to].y, total > 20 ? 6 : (int)(1 + total / 4));
        an_html_put(out, n->nodes[e->from].name);
        an_strbuf_puts(out, " \xE2\x80\x93 ");
        an_html_put(out, n->nodes[e->to].name);
        an_strbuf_printf(out, ": %lld conflict, %lld cooperation</title></line>", (long long)e->conflict, (long long)e->cooperation);
    }
    for (size_t i = 0; i < n->node_count; i++) {
        an_strbuf_printf(out, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\"/><text x=\"%d\" y=\"%d\">", points[i].x, points[i].y, radius(n->weights[i]), points[i].x,
                         points[i].y - radius(n->weights[i]) - 4);
        an_html_put_short(out, n->nodes[i].name, NAME_CHARACTERS);
        an_strbuf_puts(out, "</text>");
    }
    an_strbuf_puts(out, "</svg>");
}

annals_status an_report_network(an_arena *scratch, const an_report *report, an_strbuf *out, annals_error *error)
{
    network *n = AN_NEW(scratch, network);
    point points[NODES_MAX];
    igraph_matrix_t at;
    igraph_error_t code;
    if (!n) return an_fail(error, ANNALS_E_MEMORY, "report", 0, "out of memory");
    build(n, report);
    if (n->edge_count < 2) {
        an_strbuf_puts(out, "<p class=\"note\">Too few pairs of known actors for a network.</p>");
        return ANNALS_OK;
    }
    igraph_set_error_handler(igraph_error_handler_ignore); /* its own would abort the process */
    igraph_set_warning_handler(igraph_warning_handler_ignore);
    if (igraph_matrix_init(&at, 0, 0)) return an_fail(error, ANNALS_E_MEMORY, "report", 0, "out of memory");
    code = place(n, &at);
    if (!code) scale(n, &at, points);
    igraph_matrix_destroy(&at);
    if (code) return an_fail(error, ANNALS_E_MEMORY, "report", 0, "the network could not be laid out: %s", igraph_strerror(code));
    draw(n, points, out);
    return ANNALS_OK;
}
