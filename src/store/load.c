/* Rows become the records that they were made of. Two things are not kept and come back empty: mentions, and the index of an actor's
 * dictionary entry, which means nothing to another dictionary. */
#include "record/fields.h"
#include "store/internal.h"

/* A parse is some 70 times its text where words are one letter long; what claims to be larger is no parse of ours. */
enum { PARSE_BYTES_MAX = 1 << 30 };

static const char doing[] = "read a document";

static annals_status damaged(an_store *store, const char *what, annals_error *error)
{
    return an_fail(error, ANNALS_E_FORMAT, "store", 0, "%s: the base is damaged: %s", store->path, what);
}

static annals_status no_memory(an_store *store, annals_error *error)
{
    return an_fail(error, ANNALS_E_MEMORY, "store", 0, "%s: out of memory", store->path);
}

/* Binds one number to a statement and opens its columns on the arena. */
static annals_status ask(an_store *store, an_statement_id id, int64_t row, an_arena *arena, an_columns *columns, annals_error *error)
{
    int code;
    *columns = (an_columns){.arena = arena};
    AN_TRY(an_store_statement(store, id, &columns->statement, error));
    code = sqlite3_bind_int64(columns->statement, 1, row);
    return code == SQLITE_OK ? ANNALS_OK : an_store_failed(store, code, doing, error);
}

/* The next row: OK, END, or a failure. */
static annals_status next(an_store *store, an_columns *columns, annals_error *error)
{
    int code;
    if (columns->wrong) return damaged(store, columns->wrong, error);
    if (columns->arena && columns->arena->is_exhausted) return no_memory(store, error);
    code = sqlite3_step(columns->statement);
    columns->at = 0;
    if (code == SQLITE_ROW) return ANNALS_OK;
    sqlite3_reset(columns->statement);
    return code == SQLITE_DONE ? ANNALS_END : an_store_failed(store, code, doing, error);
}

/* The row that must be there. */
static annals_status first(an_store *store, an_columns *columns, const char *missing, annals_error *error)
{
    annals_status status = next(store, columns, error);
    return status == ANNALS_END ? damaged(store, missing, error) : status;
}

/* After the last column of a single row. */
static annals_status done(an_store *store, an_columns *columns, annals_error *error)
{
    sqlite3_reset(columns->statement);
    if (columns->wrong) return damaged(store, columns->wrong, error);
    return columns->arena->is_exhausted ? no_memory(store, error) : ANNALS_OK;
}

/* ---- articles ---- */

static void read_digest(an_columns *columns, char out[AN_SHA256_HEX_BYTES])
{
    an_str text = an_column_str(columns);
    if (text.length == AN_SHA256_HEX_BYTES - 1 && text.data) memcpy(out, text.data, text.length);
    else columns->wrong = "a digest that is no digest";
}

static annals_status load_coder(an_store *store, an_arena *arena, int64_t row, an_coder *coder, annals_error *error)
{
    an_columns columns;
    AN_TRY(ask(store, AN_SQL_LOAD_CODER, row, arena, &columns, error));
    AN_TRY(first(store, &columns, "a document without the digests of what coded it", error));
    coder->program = an_column_str(&columns);
    coder->lexicon = an_column_str(&columns);
    coder->split = an_column_str(&columns);
    coder->parse = an_column_str(&columns);
    return done(store, &columns, error);
}

annals_status an_store_load_article(an_store *store, an_arena *arena, int64_t document, an_article *article, int64_t *version,
                                    an_coder *coder, annals_error *error)
{
    an_columns columns;
    int64_t coder_row;
    AN_TRY(ask(store, AN_SQL_LOAD_DOCUMENT, document, arena, &columns, error));
    AN_TRY(first(store, &columns, "a row speaks of a document that is not there", error));
    article->id = an_column_str(&columns);
    read_digest(&columns, article->sha256);
    article->url = an_column_str(&columns);
    *version = an_column_int(&columns);
    article->title = an_column_str(&columns);
    article->outlet = an_column_str(&columns);
    article->author = an_column_str(&columns);
    article->lang = an_column_str(&columns);
    article->published.from = an_column_day(&columns);
    article->published.to = an_column_day(&columns);
    article->published_basis = (an_basis)an_column_name(&columns, an_basis_names, AN_BASIS_COUNT, "an unknown basis of a date");
    coder_row = an_column_int(&columns);
    AN_TRY(done(store, &columns, error));
    return coder ? load_coder(store, arena, coder_row, coder, error) : ANNALS_OK;
}

annals_status an_store_load_text(an_store *store, an_arena *arena, int64_t document, an_str *text, annals_error *error)
{
    an_columns columns;
    AN_TRY(ask(store, AN_SQL_LOAD_TEXT, document, arena, &columns, error));
    AN_TRY(first(store, &columns, "a document without its text", error));
    *text = an_column_str(&columns);
    AN_TRY(done(store, &columns, error));
    return text->length <= AN_ARTICLE_BYTES_MAX ? ANNALS_OK : damaged(store, "a text over the limit", error);
}

/* ---- actors ---- */

/* Calls back for the names in a list apart by blanks. */
static void read_list(an_columns *columns, void (*take)(void *user, an_str name), void *user)
{
    an_str rest = an_column_str(columns);
    while (rest.length) {
        const char *end = memchr(rest.data, ' ', rest.length);
        an_str name = {rest.data, end ? (size_t)(end - rest.data) : rest.length};
        take(user, name);
        rest.data += name.length + (end != NULL);
        rest.length -= name.length + (end != NULL);
    }
}

static void take_sector(void *user, an_str name)
{
    an_actor *actor = user;
    an_sector sector = an_sector_parse(name);
    if (sector != AN_SECTOR_NONE && actor->sector_count < AN_SECTORS_MAX) actor->sectors[actor->sector_count++] = (uint8_t)sector;
}

/* A code of at most `size` - 1 letters. */
static void read_code(an_columns *columns, char *out, size_t size, const char *wrong)
{
    an_str text = an_column_str(columns);
    if (text.length >= size) columns->wrong = wrong;
    else if (text.length) memcpy(out, text.data, text.length);
}

/* In the order of AN_ACTOR_COLUMNS. */
void an_store_read_actor(an_columns *columns, an_actor *actor)
{
    actor->id = an_column_str(columns);
    actor->name = an_column_str(columns);
    actor->kind = (an_actor_kind)an_column_name(columns, an_actor_kind_names, AN_ACTOR_KIND_COUNT, "an unknown kind of actor");
    read_code(columns, actor->country, AN_COUNTRY_BYTES, "a country code that is too long");
    read_list(columns, take_sector, actor);
    actor->cameo = an_column_str(columns);
    actor->acts_for = an_column_str(columns);
    actor->entry = AN_NONE;
}

/* Title, resolution. */
static void read_words(an_columns *columns, an_participant *participant)
{
    participant->actor.title = an_column_str(columns);
    participant->actor.resolution = (an_resolution)an_column_name(
        columns, an_store_resolution_names, AN_RESOLUTION_DECIDED + 1, "an unknown way of resolving an actor");
    participant->mention = AN_NONE;
}

/* ---- events ---- */

static void take_mode(void *user, an_str name)
{
    an_event *event = user;
    an_mode mode = an_mode_parse(event->type, name);
    if (mode != AN_MODE_NONE && event->mode_count < AN_MODES_MAX) event->modes[event->mode_count++] = mode;
}

static void take_context(void *user, an_str name)
{
    an_event *event = user;
    int context = an_context_parse(name);
    if (context >= 0) event->contexts |= (uint64_t)1 << context;
}

static void take_corrected(void *user, an_str name)
{
    an_event *event = user;
    for (int i = 0; i < AN_FIELD_COUNT; i++)
        if (an_str_is(name, an_event_field_names[i])) event->corrected |= 1u << i;
}

static void read_names(an_columns *columns, an_event *event)
{
    an_str type = an_column_str(columns);
    event->type = an_type_parse(type);
    if (type.length && event->type == AN_TYPE_NONE) columns->wrong = "an unknown type of event";
    read_list(columns, take_mode, event);
    read_list(columns, take_context, event);
    read_code(columns, event->cameo, AN_CAMEO_CODE_BYTES, "a CAMEO code that is too long");
    event->has_goldstein = !an_column_is_null(columns);
    event->goldstein = an_column_real(columns);
    event->plover_score = an_column_real(columns);
    event->quad = (int)an_column_int(columns);
}

static void read_date(an_columns *columns, an_event_date *date)
{
    date->time.range.from = an_column_day(columns);
    date->time.range.to = an_column_day(columns);
    date->is_known = !an_column_is_null(columns);
    if (date->is_known) date->time.basis = (an_basis)an_column_name(columns, an_basis_names, AN_BASIS_COUNT, "an unknown basis of a date");
    else columns->at++;
    date->time.is_duration = an_column_int(columns) != 0;
    date->time.is_habitual = an_column_int(columns) != 0;
    date->span = an_column_span(columns);
}

static void read_place(an_columns *columns, an_event_place *place)
{
    an_place *p = &place->place;
    p->name = an_column_str(columns);
    read_code(columns, p->country, AN_COUNTRY_BYTES, "a country code that is too long");
    p->has_coordinates = !an_column_is_null(columns);
    p->latitude = an_column_real(columns);
    p->longitude = an_column_real(columns);
    p->geonames = (uint32_t)an_column_int(columns);
    place->is_known = !an_column_is_null(columns);
    p->precision = an_column_str(columns);
    if (!p->precision.length) p->precision = (an_str){0};
    p->parent = an_column_str(columns);
    p->population = (uint32_t)an_column_int(columns);
    place->span = an_column_span(columns);
}

static void read_quantity(an_columns *columns, an_event_quantity *quantity)
{
    bool is_open;
    quantity->is_known = !an_column_is_null(columns);
    quantity->low = an_column_int(columns);
    is_open = quantity->is_known && an_column_is_null(columns);
    quantity->high = an_column_int(columns);
    if (is_open) quantity->high = INT64_MAX;
    quantity->span = an_column_span(columns);
}

/* In the order of AN_EVENT_COLUMNS. */
static void read_event(an_columns *columns, an_event *event)
{
    event->key = an_column_key(columns);
    event->span = an_column_span(columns);
    event->trigger_token = (uint32_t)an_column_int(columns);
    read_names(columns, event);
    read_date(columns, &event->date);
    read_place(columns, &event->place);
    read_quantity(columns, &event->killed);
    read_quantity(columns, &event->wounded);
    read_quantity(columns, &event->detained);
    read_quantity(columns, &event->displaced);
    event->instrument = an_column_span(columns);
    event->factuality =
        (an_factuality)an_column_name(columns, an_factuality_names, AN_FACTUALITY_COUNT, "an unknown factuality");
    event->confidence = an_column_real(columns);
    event->rule = an_column_str(columns);
    read_list(columns, take_corrected, event);
}

static annals_status load_participants(an_store *store, an_statement_id id, an_columns *columns, int64_t row, an_event *event, annals_error *error)
{
    an_columns list;
    annals_status status;
    AN_TRY(ask(store, id, row, columns->arena, &list, error));
    list.text_length = columns->text_length;
    while ((status = next(store, &list, error)) == ANNALS_OK) {
        bool is_recipient = an_column_int(&list) != 0;
        an_participant participant = {.span = an_column_span(&list)};
        read_words(&list, &participant);
        an_store_read_actor(&list, &participant.actor);
        AN_PUSH(list.arena, is_recipient ? &event->recipients : &event->actors, participant);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status load_accounts(an_store *store, an_statement_id id, an_columns *columns, int64_t row, an_event *event, annals_error *error)
{
    an_columns list;
    annals_status status;
    AN_TRY(ask(store, id, row, columns->arena, &list, error));
    list.text_length = columns->text_length;
    while ((status = next(store, &list, error)) == ANNALS_OK) {
        an_account account = {.stance = (an_stance)an_column_name(&list, an_stance_names, AN_STANCE_COUNT, "an unknown stance")};
        account.span = an_column_span(&list);
        account.speaker.span = an_column_span(&list);
        read_words(&list, &account.speaker);
        an_store_read_actor(&list, &account.speaker.actor);
        AN_PUSH(list.arena, &event->accounts, account);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* Number and span of the sentence, the first columns of events and claims. */
static uint32_t read_sentence(an_columns *columns, an_span *sentence)
{
    uint32_t number = (uint32_t)an_column_int(columns);
    an_span span = an_column_span(columns);
    if (sentence) *sentence = span;
    return number;
}

/* The tables that an event is loaded from. */
typedef struct event_tables {
    an_statement_id event, participants, accounts;
} event_tables;

static annals_status load_event(an_store *store, an_arena *arena, const event_tables *tables, int64_t row, an_document *document,
                                an_span *sentence, annals_error *error)
{
    an_columns columns;
    an_event event = {0};
    AN_TRY(ask(store, tables->event, row, arena, &columns, error));
    columns.text_length = document->article.text.length;
    AN_TRY(first(store, &columns, "a row speaks of an event that is not there", error));
    event.sentence = read_sentence(&columns, sentence);
    read_event(&columns, &event);
    AN_TRY(done(store, &columns, error));
    AN_TRY(load_participants(store, tables->participants, &columns, row, &event, error));
    AN_TRY(load_accounts(store, tables->accounts, &columns, row, &event, error));
    return AN_PUSH(arena, &document->events, event) ? ANNALS_OK : no_memory(store, error);
}

annals_status an_store_load_event(an_store *store, an_arena *arena, int64_t row, an_document *document, an_span *sentence,
                                  annals_error *error)
{
    static const event_tables tables = {AN_SQL_LOAD_EVENT, AN_SQL_LOAD_PARTICIPANTS, AN_SQL_LOAD_ACCOUNTS};
    return load_event(store, arena, &tables, row, document, sentence, error);
}

annals_status an_store_load_machine_event(an_store *store, an_arena *arena, int64_t row, an_document *document, annals_error *error)
{
    static const event_tables tables = {AN_SQL_LOAD_MACHINE_EVENT, AN_SQL_LOAD_MACHINE_PARTICIPANTS, AN_SQL_LOAD_MACHINE_ACCOUNTS};
    return load_event(store, arena, &tables, row, document, NULL, error);
}

/* ---- claims ---- */

/* In the order of AN_CLAIM_COLUMNS, then AN_ACTOR_COLUMNS. */
static void read_claim(an_columns *columns, an_claim *claim)
{
    claim->key = an_column_key(columns);
    claim->span = an_column_span(columns);
    claim->stance = (an_stance)an_column_name(columns, an_stance_names, AN_STANCE_COUNT, "an unknown stance");
    claim->content = an_column_span(columns);
    claim->certainty.is_known = !an_column_is_null(columns);
    claim->certainty.low = an_column_real(columns);
    claim->certainty.high = an_column_real(columns);
    claim->certainty.span = an_column_span(columns);
    claim->event = AN_NONE;
    if (!claim->has_speaker) return;
    claim->speaker.span = an_column_span(columns);
    read_words(columns, &claim->speaker);
    an_store_read_actor(columns, &claim->speaker.actor);
}

annals_status an_store_load_claim(an_store *store, an_arena *arena, int64_t row, an_document *document, an_span *sentence,
                                  int64_t *event, annals_error *error)
{
    an_columns columns;
    an_claim claim = {0};
    AN_TRY(ask(store, AN_SQL_LOAD_CLAIM, row, arena, &columns, error));
    columns.text_length = document->article.text.length;
    AN_TRY(first(store, &columns, "a row speaks of a claim that is not there", error));
    claim.sentence = read_sentence(&columns, sentence);
    *event = an_column_int(&columns);
    claim.has_speaker = !an_column_is_null(&columns);
    columns.at++;
    read_claim(&columns, &claim);
    AN_TRY(done(store, &columns, error));
    return AN_PUSH(arena, &document->claims, claim) ? ANNALS_OK : no_memory(store, error);
}

/* ---- whole documents ---- */

typedef AN_ARRAY(int64_t) row_list;

static annals_status load_rows(an_store *store, an_arena *arena, an_statement_id id, int64_t document, row_list *rows, annals_error *error)
{
    an_columns columns;
    annals_status status;
    AN_TRY(ask(store, id, document, arena, &columns, error));
    while ((status = next(store, &columns, error)) == ANNALS_OK) AN_PUSH(arena, rows, an_column_int(&columns));
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status load_records(an_store *store, an_arena *arena, int64_t row, an_document *document, annals_error *error)
{
    row_list events = {0}, claims = {0};
    AN_TRY(load_rows(store, arena, AN_SQL_LOAD_EVENT_IDS, row, &events, error));
    for (size_t i = 0; i < events.count; i++) AN_TRY(an_store_load_event(store, arena, events.items[i], document, NULL, error));
    AN_TRY(load_rows(store, arena, AN_SQL_LOAD_CLAIM_IDS, row, &claims, error));
    for (size_t i = 0; i < claims.count; i++) {
        int64_t event;
        AN_TRY(an_store_load_claim(store, arena, claims.items[i], document, NULL, &event, error));
        for (size_t k = 0; k < events.count; k++)
            if (event && events.items[k] == event) document->claims.items[i].event = (uint32_t)k;
    }
    return ANNALS_OK;
}

static annals_status load_diagnostics(an_store *store, an_arena *arena, int64_t row, an_document *document, annals_error *error)
{
    an_columns columns;
    annals_status status;
    AN_TRY(ask(store, AN_SQL_LOAD_DIAGNOSTICS, row, arena, &columns, error));
    columns.text_length = document->article.text.length;
    while ((status = next(store, &columns, error)) == ANNALS_OK) {
        an_diagnostic diagnostic = {.code = an_column_str(&columns).data};
        diagnostic.message = an_column_str(&columns);
        diagnostic.span = an_column_span(&columns);
        AN_PUSH(arena, &document->diagnostics, diagnostic);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static annals_status unpack_parse(an_store *store, an_arena *arena, const void *packed, size_t size, an_str *conllu, annals_error *error)
{
    unsigned long long length = ZSTD_getFrameContentSize(packed, size);
    char *bytes;
    if (length == ZSTD_CONTENTSIZE_ERROR || length == ZSTD_CONTENTSIZE_UNKNOWN || length > PARSE_BYTES_MAX)
        return damaged(store, "a parse that cannot be unpacked", error);
    bytes = an_arena_alloc(arena, (size_t)length);
    if (!bytes) return no_memory(store, error);
    if (ZSTD_decompressDCtx(store->unpacker, bytes, (size_t)length, packed, size) != length)
        return damaged(store, "a parse that cannot be unpacked", error);
    *conllu = (an_str){bytes, (size_t)length};
    return ANNALS_OK;
}

/* The parse as text must be that of this text, or spans and tokens would not meet. The last token may say of the white space after it
 * what the text does not have, so the text's own bytes are taken. */
static annals_status read_parse(an_store *store, an_arena *arena, an_str conllu, an_document *document, annals_error *error)
{
    an_parsed_text *parsed = &document->parsed;
    an_str text = document->article.text;
    if (an_parsed_text_read_conllu(arena, conllu, parsed, error) != ANNALS_OK) return damaged(store, "a parse that cannot be read", error);
    if (parsed->token_count && (parsed->text.length < text.length || memcmp(parsed->text.data, text.data, text.length) != 0))
        return damaged(store, "a parse of another text", error);
    parsed->text = text;
    return ANNALS_OK;
}

static annals_status load_parse(an_store *store, an_arena *arena, int64_t row, an_document *document, annals_error *error)
{
    an_columns columns;
    an_str conllu;
    annals_status status;
    AN_TRY(ask(store, AN_SQL_LOAD_CONLLU, row, arena, &columns, error));
    AN_TRY(first(store, &columns, "a document without its parse", error));
    status = unpack_parse(store, arena, sqlite3_column_blob(columns.statement, 0),
                          (size_t)sqlite3_column_bytes(columns.statement, 0), &conllu, error);
    sqlite3_reset(columns.statement);
    return status == ANNALS_OK ? read_parse(store, arena, conllu, document, error) : status;
}

annals_status an_store_load_document(an_store *store, an_arena *arena, int64_t row, an_stored_document *out, annals_error *error)
{
    an_document *document = &out->document;
    memset(out, 0, sizeof *out);
    AN_TRY(an_store_load_article(store, arena, row, &document->article, &out->version, &out->coder, error));
    AN_TRY(an_store_load_text(store, arena, row, &document->article.text, error));
    AN_TRY(load_parse(store, arena, row, document, error));
    AN_TRY(load_records(store, arena, row, document, error));
    return load_diagnostics(store, arena, row, document, error);
}
