/* The whole flow, top to bottom. Stages meet here and nowhere else; each takes records and leaves records, so that the flow can be
 * stopped after any of them and its record printed. */
#include "pipeline.h"

#include "event/events.h"
#include "lexicon/cameo.h"
#include "mention/mentions.h"
#include "read/clean.h"
#include "split/recase.h"

/* An article that was read before is what it was. */
static annals_status take_stored(const an_raw_document *raw, an_article *article, annals_error *error)
{
    an_strbuf whole;
    *article = (an_article){.id = raw->id, .text = raw->bytes, .title = raw->title, .outlet = raw->outlet, .author = raw->author, .url = raw->url,
                            .lang = raw->lang, .published = raw->published, .published_basis = raw->published_basis};
    an_strbuf_init(&whole, 0);
    an_strbuf_put_str(&whole, raw->title);
    an_strbuf_putc(&whole, '\n');
    an_strbuf_put_str(&whole, raw->bytes);
    an_sha256_hex(an_strbuf_view(&whole), article->sha256);
    if (whole.has_failed) an_fail(error, ANNALS_E_MEMORY, "pipeline", 0, "out of memory for one document");
    an_strbuf_free(&whole);
    return whole.has_failed ? ANNALS_E_MEMORY : ANNALS_OK;
}

static bool has_peers(const an_resources *resources, an_stage last_stage)
{
    return resources->peers && last_stage == AN_STAGE_EVENTS; /* another coder's dictionaries, not ours */
}

/* bytes -> article -> sentences */
static annals_status before_parse(an_pipeline_job *job, an_arena *scratch, const an_resources *resources)
{
    an_document *document = job->document;
    memset(document, 0, sizeof *document);
    an_arena_reset(scratch);
    if (job->raw->kind == AN_RAW_STORED) AN_TRY(take_stored(job->raw, &document->article, job->error));
    else AN_TRY(an_read_article(job->arena, scratch, job->raw, &document->article, &document->diagnostics, job->error));
    an_arena_reset(scratch);
    return an_split_as_read(job->arena, scratch, resources->splitter, resources->lexicon, document->article.text, &document->parsed, job->error);
}

/* parse -> mentions -> events, claims */
static annals_status after_parse(an_pipeline_job *job, an_arena *scratch, const an_resources *resources, an_stage last_stage)
{
    an_document *document = job->document;
    an_arena_reset(scratch);
    if (has_peers(resources, last_stage)) {
        AN_TRY(an_peers_code(resources->peers, an_lexicon_codebook(resources->lexicon), job->arena, scratch, document, job->error));
    } else {
        AN_TRY(an_coreference_resolve(job->arena, scratch, resources->coreference, &document->parsed, job->error));
        an_arena_reset(scratch);
        if (last_stage == AN_STAGE_EVENTS) {
            AN_TRY(an_mention_find(job->arena, scratch, resources->lexicon, document, job->error));
            an_arena_reset(scratch);
            AN_TRY(an_event_code(job->arena, scratch, resources->lexicon, document, job->error));
        }
    }
    an_split_as_written(document->article.text, &document->parsed);
    an_arena_reset(scratch);
    if (job->arena->is_exhausted) return an_fail(job->error, ANNALS_E_MEMORY, "pipeline", 0, "out of memory for one document");
    return ANNALS_OK;
}

/* Parses the documents that got so far. Without a desk one by one. */
static void parse_jobs(an_pipeline_job *jobs, size_t count, an_arena *scratch, an_parse_desk *desk, const an_resources *resources)
{
    an_parse_job texts[AN_PIPELINE_JOBS_MAX];
    size_t text_count = 0;
    annals_status status = ANNALS_OK;
    an_arena_reset(scratch);
    for (size_t i = 0; i < count; i++) {
        if (jobs[i].status != ANNALS_OK) continue;
        texts[text_count++] = (an_parse_job){jobs[i].arena, &jobs[i].document->parsed};
        if (!desk) jobs[i].status = an_parse(jobs[i].arena, scratch, resources->parser, &jobs[i].document->parsed, jobs[i].error);
    }
    if (!desk) return;
    status = an_parse_together(scratch, desk, texts, text_count, NULL);
    for (size_t i = 0; i < count; i++)
        if (jobs[i].status == ANNALS_OK && (status != ANNALS_OK || jobs[i].arena->is_exhausted))
            jobs[i].status = an_fail(jobs[i].error, ANNALS_E_MEMORY, "parse", 0, "out of memory while parsing");
}

/* Codes raw documents up to `last_stage`, whose parts live in the jobs' arenas; `scratch` is empty again afterwards. At most
 * AN_PIPELINE_JOBS_MAX. They meet in the parser alone, which takes short texts faster together; none has a say in what another becomes.
 * `desk` is the thread's, or NULL. A job's status: ANNALS_E_INPUT if the bytes are no text, ANNALS_E_LIMIT if there are too many,
 * ANNALS_E_MEMORY. */
void an_pipeline_code_together(an_pipeline_job *jobs, size_t count, an_arena *scratch, an_parse_desk *desk, const an_resources *resources,
                               an_stage last_stage)
{
    for (size_t i = 0; i < count; i++) jobs[i].status = before_parse(&jobs[i], scratch, resources);
    if (!has_peers(resources, last_stage) || an_peers_needs_parse(resources->peers)) parse_jobs(jobs, count, scratch, desk, resources);
    for (size_t i = 0; i < count; i++)
        if (jobs[i].status == ANNALS_OK) jobs[i].status = after_parse(&jobs[i], scratch, resources, last_stage);
    an_arena_reset(scratch);
}

/* One document alone. */
annals_status an_pipeline_code(an_arena *arena, an_arena *scratch, const an_resources *resources,
                               const an_raw_document *raw, an_stage last_stage, an_document *document, annals_error *error)
{
    an_pipeline_job job = {.arena = arena, .raw = raw, .document = document, .error = error};
    an_pipeline_code_together(&job, 1, scratch, NULL, resources, last_stage);
    return job.status;
}
