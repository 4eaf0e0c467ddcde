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

/* Codes one raw document up to `last_stage` into `document`, whose parts live in `arena`; `scratch` is empty again afterwards.
 * ANNALS_E_INPUT if the bytes are no text, ANNALS_E_LIMIT if there are too many, ANNALS_E_MEMORY. */
annals_status an_pipeline_code(an_arena *arena, an_arena *scratch, const an_resources *resources,
                               const an_raw_document *raw, an_stage last_stage, an_document *document, annals_error *error)
{
    const bool has_peers = resources->peers && last_stage == AN_STAGE_EVENTS; /* another coder's dictionaries, not ours */
    memset(document, 0, sizeof *document);
    an_arena_reset(scratch);
    if (raw->kind == AN_RAW_STORED) AN_TRY(take_stored(raw, &document->article, error));
    else AN_TRY(an_read_article(arena, scratch, raw, &document->article, &document->diagnostics, error));
    an_arena_reset(scratch);
    AN_TRY(an_split_as_read(arena, scratch, resources->splitter, resources->lexicon, document->article.text, &document->parsed, error));
    an_arena_reset(scratch);
    if (!has_peers || an_peers_needs_parse(resources->peers)) AN_TRY(an_parse(arena, scratch, resources->parser, &document->parsed, error));
    an_arena_reset(scratch);
    if (!has_peers) AN_TRY(an_coreference_resolve(arena, scratch, resources->coreference, &document->parsed, error));
    an_arena_reset(scratch);
    if (last_stage == AN_STAGE_PARSE) {
        an_split_as_written(document->article.text, &document->parsed);
        return ANNALS_OK;
    }
    if (has_peers) {
        AN_TRY(an_peers_code(resources->peers, an_lexicon_codebook(resources->lexicon), arena, scratch, document, error));
    } else {
        AN_TRY(an_mention_find(arena, scratch, resources->lexicon, document, error));
        an_arena_reset(scratch);
        AN_TRY(an_event_code(arena, scratch, resources->lexicon, document, error));
    }
    an_split_as_written(document->article.text, &document->parsed);
    an_arena_reset(scratch);
    if (arena->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "pipeline", 0, "out of memory for one document");
    return ANNALS_OK;
}
