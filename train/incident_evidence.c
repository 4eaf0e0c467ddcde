/* Prints what speaks for and against pairs of deeds of a base, for train/fit_incident_links.py.
 *
 *     incident_evidence BASE LEXICON > evidence.tsv
 *
 * One pair a line: document, event's key, document, key, whether the rules join them (1 or 0), and the evidence of link/node_weigh.h in its
 * order. The first line names the columns. Pairs are those that share a key by which incidents are found, but for keys of more than
 * KEY_NODES_MAX deeds. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "lexicon/lexicon.h"
#include "link/node_weigh.h"
#include "store/link.h"

enum { KEY_NODES_MAX = 300, BATCH = 2048, DOCUMENT_BYTES = 64 };

typedef struct deed {
    an_node node;
    char document[DOCUMENT_BYTES];
    uint64_t key;
} deed;

typedef struct key_row {
    int64_t key;
    uint32_t deed;
} key_row;

typedef struct gathering {
    an_store *store;
    an_node_maker maker;
    an_arena lasting, scratch;
    AN_ARRAY(deed) deeds;
    AN_ARRAY(key_row) keys;
    AN_ARRAY(uint64_t) pairs;
    annals_error error;
} gathering;

static annals_status no_memory(gathering *g) { return an_fail(&g->error, ANNALS_E_MEMORY, "evidence", 0, "out of memory"); }

static annals_status add_keys(gathering *g, const an_node *node, uint32_t index)
{
    static const an_node_keys kinds[] = {AN_KEYS_OWN, AN_KEYS_OLD, AN_KEYS_MENTION};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int64_t keys[AN_NODE_KEYS_MAX];
        size_t count = an_node_list_keys(node, kinds[i], keys);
        for (size_t k = 0; k < count; k++)
            if (!AN_PUSH(&g->lasting, &g->keys, (key_row){keys[k], index})) return no_memory(g);
    }
    return ANNALS_OK;
}

static annals_status add_deed(gathering *g, const an_link_event *event)
{
    deed one = {.key = event->event.key};
    if (!an_node_looks_back(event->event.type) || !an_node_is_eligible(&event->event)) return ANNALS_OK;
    if (!an_node_make(&g->scratch, &g->maker, event, &one.node)) return no_memory(g);
    snprintf(one.document, sizeof one.document, "%.*s", (int)event->article.id.length, event->article.id.data);
    AN_TRY(add_keys(g, &one.node, (uint32_t)g->deeds.count));
    return AN_PUSH(&g->lasting, &g->deeds, one) ? ANNALS_OK : no_memory(g);
}

static annals_status add_document(gathering *g, int64_t document)
{
    an_link_events events = {0};
    an_arena_reset(&g->scratch);
    AN_TRY(an_store_link_document_events(g->store, &g->scratch, document, &events, &g->error));
    for (size_t i = 0; i < events.count; i++) AN_TRY(add_deed(g, &events.items[i]));
    return ANNALS_OK;
}

static annals_status read_deeds(gathering *g)
{
    int64_t last = 0;
    for (;;) {
        an_arena batch;
        an_row_list rows = {0};
        annals_status status;
        an_arena_init(&batch, 0);
        status = an_store_link_documents(g->store, last, BATCH, &batch, &rows, &g->error);
        for (size_t i = 0; i < rows.count && status == ANNALS_OK; i++) status = add_document(g, rows.items[i]);
        if (rows.count) last = rows.items[rows.count - 1];
        an_arena_free(&batch);
        if (status != ANNALS_OK || rows.count == 0) return status;
    }
}

static int by_key(const void *x, const void *y)
{
    const key_row *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->deed > b->deed) - (a->deed < b->deed);
}

static int by_number(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static annals_status add_pairs(gathering *g, const key_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            if (rows[i].deed != rows[k].deed && !AN_PUSH(&g->lasting, &g->pairs, (uint64_t)rows[i].deed << 32 | rows[k].deed)) return no_memory(g);
    return ANNALS_OK;
}

static annals_status find_pairs(gathering *g)
{
    if (g->keys.count) qsort(g->keys.items, g->keys.count, sizeof *g->keys.items, by_key);
    for (size_t i = 0, end; i < g->keys.count; i = end) {
        for (end = i; end < g->keys.count && g->keys.items[end].key == g->keys.items[i].key;) end++;
        if (end - i <= KEY_NODES_MAX) AN_TRY(add_pairs(g, g->keys.items + i, end - i));
    }
    if (g->pairs.count) qsort(g->pairs.items, g->pairs.count, sizeof *g->pairs.items, by_number);
    return ANNALS_OK;
}

static void print_pair(const gathering *g, const deed *a, const deed *b)
{
    double evidence[AN_EVIDENCE_COUNT];
    bool by_rule;
    if (!an_node_find_evidence(&a->node, &b->node, g->maker.actors, &by_rule, evidence)) return;
    printf("%s\t%016" PRIx64 "\t%s\t%016" PRIx64 "\t%d", a->document, a->key, b->document, b->key, by_rule);
    for (int i = 0; i < AN_EVIDENCE_COUNT; i++) printf("\t%.4g", evidence[i]);
    putchar('\n');
}

static void print_pairs(const gathering *g)
{
    printf("document\tkey\tdocument\tkey\tby rule");
    for (int i = 0; i < AN_EVIDENCE_COUNT; i++) printf("\t%s", an_evidence_names[i]);
    putchar('\n');
    for (size_t i = 0; i < g->pairs.count; i++)
        if (!i || g->pairs.items[i] != g->pairs.items[i - 1]) print_pair(g, &g->deeds.items[g->pairs.items[i] >> 32], &g->deeds.items[(uint32_t)g->pairs.items[i]]);
}

static annals_status gather(gathering *g)
{
    if (!an_link_vocabulary_make(&g->lasting, &g->maker.vocabulary)) return no_memory(g);
    AN_TRY(read_deeds(g));
    return find_pairs(g);
}

int main(int argc, char **argv)
{
    static gathering g;
    an_lexicon *lexicon = NULL;
    annals_status status;
    if (argc != 3) {
        fprintf(stderr, "usage: incident_evidence BASE LEXICON\n");
        return 2;
    }
    an_arena_init(&g.lasting, 0);
    an_arena_init(&g.scratch, 0);
    status = an_store_open(&g.store, argv[1], &(an_store_options){.read_only = true}, &g.error);
    if (status == ANNALS_OK) status = an_lexicon_open(&lexicon, argv[2], &g.error);
    if (status == ANNALS_OK) {
        g.maker = (an_node_maker){.actors = an_lexicon_actors(lexicon), .places = an_lexicon_places(lexicon)};
        status = gather(&g);
    }
    if (status == ANNALS_OK) print_pairs(&g);
    else fprintf(stderr, "incident_evidence: %s\n", g.error.message);
    an_lexicon_close(lexicon);
    an_store_close(g.store);
    an_arena_free(&g.lasting);
    an_arena_free(&g.scratch);
    return status == ANNALS_OK ? 0 : 1;
}
