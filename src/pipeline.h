/* The flow of documents through all stages. */
#ifndef ANNALS_PIPELINE_H
#define ANNALS_PIPELINE_H

#include "lexicon/lexicon.h"
#include "mention/coreference.h"
#include "parse/parser.h"
#include "peers/peers.h"
#include "record/event.h"
#include "split/splitter.h"

/* What the stages need besides the document; read-only, shared by all threads. */
typedef struct an_resources {
    an_lexicon *lexicon;
    an_splitter *splitter;
    an_parser *parser;
    an_coreference *coreference;
    an_peers *peers; /* dictionaries of another coder; then they code instead of the lexicon. May be NULL */
} an_resources;

typedef enum an_stage { AN_STAGE_PARSE, AN_STAGE_EVENTS } an_stage;

/* One document among several that are coded together. */
typedef struct an_pipeline_job {
    an_arena *arena; /* for what the document becomes */
    const an_raw_document *raw;
    an_document *document;
    annals_error *error;
    annals_status status; /* of this document; set by an_pipeline_code_together */
} an_pipeline_job;

enum { AN_PIPELINE_JOBS_MAX = 32 };

void an_pipeline_code_together(an_pipeline_job *jobs, size_t count, an_arena *scratch, an_parse_desk *desk, const an_resources *resources,
                               an_stage last_stage);
annals_status an_pipeline_code(an_arena *arena, an_arena *scratch, const an_resources *resources,
                               const an_raw_document *raw, an_stage last_stage, an_document *document, annals_error *error);

#endif
