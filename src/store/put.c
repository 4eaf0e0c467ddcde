/* Writing a document: one function per table, called in the order in which rows refer to one another.
 *
 * A failure takes the whole open transaction back rather than the one document: what fails here (a full disk, no memory) fails for
 * the next document too, so a savepoint for each would buy nothing. */
#include <assert.h>

#include "record/fields.h"
#include "store/internal.h"

enum {
    /* A transaction holds at most this much, so that a process that dies loses a second or two of coding and the log stays small.
     * With 256 documents twice as many pages are written: digests fall all over their indices. */
    BATCH_DOCUMENTS = 1024,
    BATCH_BYTES = 16 * 1024 * 1024,
    /* On parses of three sentences zstd's level 3 saves 2 % of the bytes and takes a fifth more time. */
    PACK_LEVEL = 1,
    NAMES_BYTES = 1024 /* all 37 contexts take 415 */
};

const char *const an_store_resolution_names[] = {"none", "dictionary", "office", "composed", "alias", "coreference", "decided"};

static const char doing[] = "store a document";

/* What the rows of one document share. */
typedef struct putting {
    an_store *store;
    const an_document *document;
    int64_t row;            /* of the document */
    int64_t first_sentence; /* row of its sentence 0; the others follow */
    int64_t *event_rows;    /* one per event of the document */
    annals_error *error;
} putting;

static annals_status begin(putting *p, an_statement_id id, an_binder *binder)
{
    *binder = (an_binder){0};
    return an_store_statement(p->store, id, &binder->statement, p->error);
}

static annals_status finish(putting *p, an_binder *binder)
{
    if (binder->code != SQLITE_OK) return an_store_failed(p->store, binder->code, doing, p->error);
    return an_store_run(p->store, binder->statement, doing, p->error);
}

/* The one number of the row that a bound statement finds; 0 if it finds none. */
static annals_status find(putting *p, an_binder *binder, int64_t *out)
{
    int code = binder->code;
    *out = 0;
    if (code == SQLITE_OK) code = sqlite3_step(binder->statement);
    if (code == SQLITE_ROW) *out = sqlite3_column_int64(binder->statement, 0);
    if (code != SQLITE_ROW && code != SQLITE_DONE) return an_store_failed(p->store, code, doing, p->error);
    sqlite3_reset(binder->statement);
    return ANNALS_OK;
}

static int64_t last_row(const putting *p) { return sqlite3_last_insert_rowid(p->store->db); }

/* ---- coder and actors: rows that documents share ---- */

static void bind_coder(an_binder *binder, const an_coder *coder)
{
    an_bind_str(binder, coder->program);
    an_bind_str(binder, coder->lexicon);
    an_bind_str(binder, coder->split);
    an_bind_str(binder, coder->parse);
}

static bool is_last_coder(an_store *store, const an_coder *coder)
{
    an_strbuf *text = &store->text;
    an_strbuf_clear(text);
    an_strbuf_put_str(text, coder->program);
    an_strbuf_put_str(text, coder->lexicon);
    an_strbuf_put_str(text, coder->split);
    an_strbuf_put_str(text, coder->parse);
    if (store->coder && an_str_equal(an_strbuf_view(text), an_strbuf_view(&store->last_coder))) return true;
    an_strbuf_clear(&store->last_coder);
    an_strbuf_put_str(&store->last_coder, an_strbuf_view(text));
    return false;
}

static annals_status put_coder(putting *p, const an_coder *coder)
{
    an_binder binder;
    if (is_last_coder(p->store, coder)) return ANNALS_OK;
    AN_TRY(begin(p, AN_SQL_FIND_CODER, &binder));
    bind_coder(&binder, coder);
    AN_TRY(find(p, &binder, &p->store->coder));
    if (p->store->coder) return ANNALS_OK;
    AN_TRY(begin(p, AN_SQL_ADD_CODER, &binder));
    bind_coder(&binder, coder);
    AN_TRY(finish(p, &binder));
    p->store->coder = last_row(p);
    return ANNALS_OK;
}

/* Appends a name to a list apart by blanks. */
static void append_name(char list[NAMES_BYTES], size_t *length, const char *name)
{
    size_t n = strlen(name);
    assert(*length + n + 2 < NAMES_BYTES);
    if (*length) list[(*length)++] = ' ';
    memcpy(list + *length, name, n + 1);
    *length += n;
}

void an_bind_actor(an_binder *binder, const an_actor *actor)
{
    char sectors[NAMES_BYTES] = "";
    size_t length = 0;
    for (int i = 0; i < actor->sector_count; i++) append_name(sectors, &length, an_sector_names[actor->sectors[i]]);
    an_bind_str(binder, actor->id);
    an_bind_str(binder, actor->name);
    an_bind_name(binder, an_actor_kind_names[actor->kind]);
    an_bind_name(binder, actor->country);
    an_bind_copy(binder, sectors);
    an_bind_str(binder, actor->cameo);
    an_bind_str(binder, actor->acts_for);
}

static annals_status put_actor(putting *p, const an_actor *actor, int64_t *row)
{
    an_binder binder;
    AN_TRY(begin(p, AN_SQL_FIND_ACTOR, &binder));
    an_bind_actor(&binder, actor);
    AN_TRY(find(p, &binder, row));
    if (*row) return ANNALS_OK;
    AN_TRY(begin(p, AN_SQL_ADD_ACTOR, &binder));
    an_bind_actor(&binder, actor);
    AN_TRY(finish(p, &binder));
    *row = last_row(p);
    return ANNALS_OK;
}

annals_status an_store_put_actor(an_store *store, const an_actor *actor, int64_t *row, annals_error *error)
{
    putting p = {.store = store, .error = error};
    return put_actor(&p, actor, row);
}

/* ---- the document ---- */

static annals_status find_digest(putting *p, int64_t *row)
{
    an_binder binder;
    AN_TRY(begin(p, AN_SQL_FIND_DIGEST, &binder));
    an_bind_name(&binder, p->document->article.sha256);
    return find(p, &binder, row);
}

static annals_status put_source(putting *p, const char *raw_sha256)
{
    an_binder binder;
    an_str url = p->document->article.url;
    AN_TRY(begin(p, AN_SQL_ADD_SOURCE, &binder));
    an_bind_name(&binder, raw_sha256);
    an_bind_str(&binder, url.data ? url : AN_STR(""));
    an_bind_int(&binder, p->row);
    return finish(p, &binder);
}

static annals_status find_version(putting *p, int64_t *version)
{
    an_binder binder;
    *version = 0;
    if (p->document->article.url.data) {
        AN_TRY(begin(p, AN_SQL_COUNT_URL, &binder));
        an_bind_str(&binder, p->document->article.url);
        AN_TRY(find(p, &binder, version));
    }
    ++*version;
    return ANNALS_OK;
}

static annals_status put_article(putting *p)
{
    const an_article *article = &p->document->article;
    an_binder binder;
    int64_t version;
    AN_TRY(find_version(p, &version));
    AN_TRY(begin(p, AN_SQL_ADD_DOCUMENT, &binder));
    an_bind_str(&binder, article->id.data ? article->id : AN_STR(""));
    an_bind_name(&binder, article->sha256);
    an_bind_str(&binder, article->url);
    an_bind_int(&binder, version);
    an_bind_str(&binder, article->title);
    an_bind_str(&binder, article->outlet);
    an_bind_str(&binder, article->author);
    an_bind_str(&binder, article->lang);
    an_bind_day(&binder, article->published.from);
    an_bind_day(&binder, article->published.to);
    an_bind_name(&binder, an_basis_names[article->published_basis]);
    an_bind_int(&binder, p->store->coder);
    AN_TRY(finish(p, &binder));
    p->row = last_row(p);
    return ANNALS_OK;
}

static annals_status pack_parse(putting *p, an_str *packed)
{
    an_strbuf *conllu = &p->store->text;
    size_t bound, size;
    char *bytes;
    an_strbuf_clear(conllu);
    an_parsed_text_write_conllu(&p->document->parsed, (an_str){0}, conllu);
    bound = ZSTD_compressBound(conllu->length);
    bytes = an_arena_alloc(&p->store->scratch, bound);
    if (!bytes || conllu->has_failed) return an_fail(p->error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", p->store->path);
    size = ZSTD_compressCCtx(p->store->packer, bytes, bound, an_strbuf_view(conllu).data, conllu->length, PACK_LEVEL);
    if (ZSTD_isError(size))
        return an_fail(p->error, ANNALS_E_MEMORY, "store", 0, "%s: cannot pack a parse: %s", p->store->path, ZSTD_getErrorName(size));
    *packed = (an_str){bytes, size};
    return ANNALS_OK;
}

static annals_status put_text(putting *p)
{
    an_binder binder;
    an_str packed = {0}, text = p->document->article.text;
    AN_TRY(pack_parse(p, &packed));
    AN_TRY(begin(p, AN_SQL_ADD_TEXT, &binder));
    an_bind_int(&binder, p->row);
    an_bind_str(&binder, text.data ? text : AN_STR(""));
    if (binder.code == SQLITE_OK)
        binder.code = sqlite3_bind_blob64(binder.statement, ++binder.at, packed.data, packed.length, SQLITE_STATIC);
    return finish(p, &binder);
}

/* `first`: the number of the first one. */
static annals_status put_diagnostics(putting *p, int64_t first)
{
    const an_diagnostics *list = &p->document->diagnostics;
    for (size_t i = 0; i < list->count; i++) {
        an_binder binder;
        an_str message = list->items[i].message;
        AN_TRY(begin(p, AN_SQL_ADD_DIAGNOSTIC, &binder));
        an_bind_int(&binder, p->row);
        an_bind_int(&binder, first + (int64_t)i);
        an_bind_name(&binder, list->items[i].code);
        an_bind_str(&binder, message.data ? message : AN_STR(""));
        an_bind_span(&binder, list->items[i].span);
        AN_TRY(finish(p, &binder));
    }
    return ANNALS_OK;
}

static annals_status put_sentence(putting *p, uint32_t number, an_span span)
{
    an_binder binder;
    AN_TRY(begin(p, AN_SQL_ADD_SENTENCE, &binder));
    an_bind_int(&binder, p->row);
    an_bind_int(&binder, number);
    an_bind_int(&binder, span.start);
    an_bind_int(&binder, span.end);
    AN_TRY(finish(p, &binder));
    if (number == 0) p->first_sentence = last_row(p);
    assert(last_row(p) == p->first_sentence + number);
    AN_TRY(begin(p, AN_SQL_ADD_WORDS, &binder));
    an_bind_int(&binder, p->first_sentence + number);
    an_bind_str(&binder, an_str_of_span(p->document->article.text.data, span));
    return finish(p, &binder);
}

static annals_status put_sentences(putting *p)
{
    for (uint32_t i = 0; i < p->document->parsed.sentence_count; i++)
        AN_TRY(put_sentence(p, i, p->document->parsed.sentences[i].span));
    return ANNALS_OK;
}

/* ---- events ---- */

static void bind_names(an_binder *binder, const an_event *event)
{
    char modes[NAMES_BYTES] = "", contexts[NAMES_BYTES] = "";
    size_t modes_length = 0, contexts_length = 0;
    for (int i = 0; i < event->mode_count; i++) append_name(modes, &modes_length, an_modes[event->modes[i]].name);
    for (int i = 0; i < AN_CONTEXT_COUNT; i++)
        if (event->contexts >> i & 1) append_name(contexts, &contexts_length, an_context_names[i]);
    an_bind_str(binder, an_str_from(an_types[event->type].name));
    an_bind_copy(binder, modes);
    an_bind_copy(binder, contexts);
    an_bind_name(binder, event->cameo);
}

static void bind_scores(an_binder *binder, const an_event *event)
{
    if (event->has_goldstein) an_bind_real(binder, event->goldstein);
    else an_bind_null(binder);
    an_bind_real(binder, event->plover_score);
    an_bind_int(binder, event->quad);
}

static void bind_date(an_binder *binder, const an_event_date *date)
{
    bool is_known = date->is_known;
    an_bind_day(binder, is_known ? date->time.range.from : AN_DAY_UNKNOWN);
    an_bind_day(binder, is_known ? date->time.range.to : AN_DAY_UNKNOWN);
    an_bind_name(binder, is_known ? an_basis_names[date->time.basis] : NULL);
    an_bind_int(binder, is_known && date->time.is_duration);
    an_bind_int(binder, is_known && date->time.is_habitual);
    an_bind_span(binder, is_known ? date->span : (an_span){0, 0});
}

/* The precision says whether the place is known, so a known place has one. */
static void bind_place(an_binder *binder, const an_event_place *place)
{
    static const an_place unknown;
    const an_place *p = place->is_known ? &place->place : &unknown;
    an_bind_str(binder, p->name);
    an_bind_name(binder, p->country);
    for (int i = 0; i < 2; i++)
        if (p->has_coordinates) an_bind_real(binder, i ? p->longitude : p->latitude);
        else an_bind_null(binder);
    if (p->geonames) an_bind_int(binder, p->geonames);
    else an_bind_null(binder);
    an_bind_str(binder, place->is_known && !p->precision.data ? AN_STR("") : p->precision);
    an_bind_str(binder, p->parent);
    if (p->population) an_bind_int(binder, p->population);
    else an_bind_null(binder);
    an_bind_span(binder, place->is_known ? place->span : (an_span){0, 0});
}

static void bind_quantity(an_binder *binder, const an_event_quantity *quantity)
{
    if (quantity->is_known) an_bind_int(binder, quantity->low);
    else an_bind_null(binder);
    if (quantity->is_known && quantity->high != INT64_MAX) an_bind_int(binder, quantity->high);
    else an_bind_null(binder);
    an_bind_span(binder, quantity->is_known ? quantity->span : (an_span){0, 0});
}

static void bind_corrected(an_binder *binder, uint32_t fields)
{
    char names[NAMES_BYTES] = "";
    size_t length = 0;
    for (int i = 0; i < AN_FIELD_COUNT; i++)
        if (fields >> i & 1) append_name(names, &length, an_event_field_names[i]);
    an_bind_copy(binder, names);
}

/* In the order of AN_EVENT_COLUMNS. */
static void bind_event(an_binder *binder, const an_event *event)
{
    an_bind_key(binder, event->key);
    an_bind_int(binder, event->span.start);
    an_bind_int(binder, event->span.end);
    an_bind_int(binder, event->trigger_token);
    bind_names(binder, event);
    bind_scores(binder, event);
    bind_date(binder, &event->date);
    bind_place(binder, &event->place);
    bind_quantity(binder, &event->killed);
    bind_quantity(binder, &event->wounded);
    bind_quantity(binder, &event->detained);
    bind_quantity(binder, &event->displaced);
    an_bind_span(binder, event->instrument);
    an_bind_name(binder, an_factuality_names[event->factuality]);
    an_bind_real(binder, event->confidence);
    an_bind_str(binder, event->rule);
    bind_corrected(binder, event->corrected);
}

static void bind_words(an_binder *binder, const an_participant *participant)
{
    an_bind_span(binder, participant->span);
    an_bind_str(binder, participant->actor.title);
    an_bind_name(binder, an_store_resolution_names[participant->actor.resolution]);
}

static annals_status put_participants(putting *p, int64_t event, const char *role, const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++) {
        an_binder binder;
        int64_t actor;
        AN_TRY(put_actor(p, &list->items[i].actor, &actor));
        AN_TRY(begin(p, AN_SQL_ADD_PARTICIPANT, &binder));
        an_bind_int(&binder, event);
        an_bind_name(&binder, role);
        an_bind_int(&binder, (int64_t)i);
        an_bind_int(&binder, actor);
        bind_words(&binder, &list->items[i]);
        AN_TRY(finish(p, &binder));
    }
    return ANNALS_OK;
}

static annals_status put_accounts(putting *p, int64_t event, const an_accounts *list)
{
    for (size_t i = 0; i < list->count; i++) {
        an_binder binder;
        int64_t actor;
        AN_TRY(put_actor(p, &list->items[i].speaker.actor, &actor));
        AN_TRY(begin(p, AN_SQL_ADD_ACCOUNT, &binder));
        an_bind_int(&binder, event);
        an_bind_int(&binder, (int64_t)i);
        an_bind_int(&binder, actor);
        bind_words(&binder, &list->items[i].speaker);
        an_bind_name(&binder, an_stance_names[list->items[i].stance]);
        an_bind_span(&binder, list->items[i].span);
        AN_TRY(finish(p, &binder));
    }
    return ANNALS_OK;
}

/* The row of the first event of the document with this key. */
static int64_t row_of_key(const putting *p, uint64_t key)
{
    for (size_t i = 0; i < p->document->events.count; i++)
        if (p->document->events.items[i].key == key) return p->event_rows[i];
    return 0;
}

/* Two events with one key are the same words read as the same type twice: the first stands for both. */
static annals_status put_event(putting *p, size_t index)
{
    const an_event *event = &p->document->events.items[index];
    an_binder binder;
    int64_t row;
    assert(event->sentence < p->document->parsed.sentence_count);
    AN_TRY(begin(p, AN_SQL_ADD_EVENT, &binder));
    an_bind_int(&binder, p->row);
    an_bind_int(&binder, p->first_sentence + event->sentence);
    bind_event(&binder, event);
    AN_TRY(finish(p, &binder));
    if (!sqlite3_changes(p->store->db)) {
        p->event_rows[index] = row_of_key(p, event->key);
        p->store->pending.repeated_keys++;
        return ANNALS_OK;
    }
    p->event_rows[index] = row = last_row(p);
    p->store->pending.events++;
    AN_TRY(put_participants(p, row, "actor", &event->actors));
    AN_TRY(put_participants(p, row, "recipient", &event->recipients));
    return put_accounts(p, row, &event->accounts);
}

static annals_status put_events(putting *p)
{
    p->event_rows = AN_NEW_ARRAY(&p->store->scratch, int64_t, p->document->events.count);
    if (!p->event_rows) return an_fail(p->error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", p->store->path);
    for (size_t i = 0; i < p->document->events.count; i++) AN_TRY(put_event(p, i));
    return ANNALS_OK;
}

annals_status an_store_rewrite_event(an_store *store, int64_t row, const an_event *event, annals_error *error)
{
    putting p = {.store = store, .error = error};
    an_binder binder;
    for (int i = 0; i < 2; i++) {
        AN_TRY(begin(&p, i ? AN_SQL_DROP_ACCOUNTS : AN_SQL_DROP_PARTICIPANTS, &binder));
        an_bind_int(&binder, row);
        AN_TRY(finish(&p, &binder));
    }
    AN_TRY(begin(&p, AN_SQL_UPDATE_EVENT, &binder));
    bind_event(&binder, event);
    an_bind_int(&binder, row);
    AN_TRY(finish(&p, &binder));
    AN_TRY(put_participants(&p, row, "actor", &event->actors));
    AN_TRY(put_participants(&p, row, "recipient", &event->recipients));
    return put_accounts(&p, row, &event->accounts);
}

/* ---- claims ---- */

/* In the order of AN_CLAIM_COLUMNS. */
static void bind_claim(an_binder *binder, const an_claim *claim)
{
    static const an_participant nobody;
    const an_certainty *certainty = &claim->certainty;
    an_bind_key(binder, claim->key);
    an_bind_int(binder, claim->span.start);
    an_bind_int(binder, claim->span.end);
    an_bind_name(binder, an_stance_names[claim->stance]);
    an_bind_span(binder, claim->content);
    for (int i = 0; i < 2; i++)
        if (certainty->is_known) an_bind_real(binder, i ? certainty->high : certainty->low);
        else an_bind_null(binder);
    an_bind_span(binder, certainty->is_known ? certainty->span : (an_span){0, 0});
    bind_words(binder, claim->has_speaker ? &claim->speaker : &nobody);
}

static annals_status put_claim(putting *p, const an_claim *claim)
{
    an_binder binder;
    int64_t speaker = 0;
    assert(claim->sentence < p->document->parsed.sentence_count);
    if (claim->has_speaker) AN_TRY(put_actor(p, &claim->speaker.actor, &speaker));
    AN_TRY(begin(p, AN_SQL_ADD_CLAIM, &binder));
    an_bind_int(&binder, p->row);
    an_bind_int(&binder, p->first_sentence + claim->sentence);
    if (speaker) an_bind_int(&binder, speaker);
    else an_bind_null(&binder);
    if (claim->event < p->document->events.count) an_bind_int(&binder, p->event_rows[claim->event]);
    else an_bind_null(&binder);
    bind_claim(&binder, claim);
    AN_TRY(finish(p, &binder));
    if (sqlite3_changes(p->store->db)) p->store->pending.claims++;
    else p->store->pending.repeated_keys++;
    return ANNALS_OK;
}

static annals_status put_claims(putting *p)
{
    for (size_t i = 0; i < p->document->claims.count; i++) AN_TRY(put_claim(p, &p->document->claims.items[i]));
    return ANNALS_OK;
}

/* ---- the whole ---- */

/* Of the parse and of what coding found strange; what reading found stays before it. */
static annals_status put_coding(putting *p)
{
    an_binder binder;
    an_str packed = {0};
    int64_t last;
    AN_TRY(begin(p, AN_SQL_SET_CODER, &binder));
    an_bind_int(&binder, p->row);
    an_bind_int(&binder, p->store->coder);
    AN_TRY(finish(p, &binder));
    AN_TRY(pack_parse(p, &packed));
    AN_TRY(begin(p, AN_SQL_SET_PARSE, &binder));
    an_bind_int(&binder, p->row);
    if (binder.code == SQLITE_OK) binder.code = sqlite3_bind_blob64(binder.statement, ++binder.at, packed.data, packed.length, SQLITE_STATIC);
    AN_TRY(finish(p, &binder));
    AN_TRY(begin(p, AN_SQL_LAST_DIAGNOSTIC, &binder));
    an_bind_int(&binder, p->row);
    AN_TRY(find(p, &binder, &last));
    return put_diagnostics(p, last + 1);
}

annals_status an_store_put_again(an_store *store, int64_t row, int64_t first_sentence, const an_document *document, const an_coder *coder,
                                 annals_error *error)
{
    putting p = {.store = store, .document = document, .error = error, .row = row, .first_sentence = first_sentence};
    an_arena_reset(&store->scratch);
    AN_TRY(put_coder(&p, coder));
    AN_TRY(put_coding(&p));
    if (!first_sentence) AN_TRY(put_sentences(&p));
    AN_TRY(put_events(&p));
    return put_claims(&p);
}

static annals_status put_new(putting *p, const an_coder *coder)
{
    AN_TRY(put_coder(p, coder));
    AN_TRY(put_article(p));
    AN_TRY(put_text(p));
    AN_TRY(put_diagnostics(p, 0));
    AN_TRY(put_sentences(p));
    AN_TRY(put_events(p));
    AN_TRY(put_claims(p));
    p->store->pending.stored++;
    return ANNALS_OK;
}

static annals_status put(putting *p, const char *raw_sha256, const an_coder *coder)
{
    if (sqlite3_get_autocommit(p->store->db)) AN_TRY(an_store_exec(p->store, AN_SQL_BEGIN_WRITE, doing, p->error));
    AN_TRY(find_digest(p, &p->row));
    if (p->row) p->store->pending.known++;
    else AN_TRY(put_new(p, coder));
    return put_source(p, raw_sha256);
}

annals_status an_store_put(an_store *store, const an_document *document, const char *raw_sha256, const an_coder *coder,
                           annals_error *error)
{
    putting p = {.store = store, .document = document, .error = error};
    annals_status status;
    uint64_t batch;
    an_arena_reset(&store->scratch);
    status = put(&p, raw_sha256, coder);
    if (status != ANNALS_OK) {
        an_store_rollback(store);
        return status;
    }
    store->pending_bytes += document->article.text.length;
    batch = store->pending.stored + store->pending.known;
    if (batch >= BATCH_DOCUMENTS || store->pending_bytes >= BATCH_BYTES) return an_store_commit(store, error);
    return ANNALS_OK;
}

annals_status an_store_is_known(an_store *store, an_str url, const char *raw_sha256, bool *is_known, annals_error *error)
{
    putting p = {.store = store, .error = error};
    an_binder binder;
    int64_t document;
    AN_TRY(begin(&p, AN_SQL_FIND_SOURCE, &binder));
    an_bind_name(&binder, raw_sha256);
    an_bind_str(&binder, url.data ? url : AN_STR(""));
    AN_TRY(find(&p, &binder, &document));
    *is_known = document != 0;
    return ANNALS_OK;
}
