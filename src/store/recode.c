/* Writing a document that is coded anew over what was made of it before.
 *
 * Its row, its text and its place in the index of sources stay. Sentences stay too if they are the same, so that the full-text index, which
 * is the dearest to write, is left alone when only a dictionary has changed. */
#include "store/correction_internal.h"

annals_status an_store_next_article(an_store *store, an_arena *arena, int64_t *row, an_article *out, annals_error *error)
{
    an_row_list rows = {0};
    int64_t version;
    memset(out, 0, sizeof *out);
    AN_TRY(an_store_link_list(store, AN_SQL_DOCUMENT_AFTER, row, 1, arena, &rows, error));
    *row = rows.count ? rows.items[0] : 0;
    if (!*row) return ANNALS_OK;
    AN_TRY(an_store_load_article(store, arena, *row, out, &version, NULL, error));
    return an_store_load_text(store, arena, *row, &out->text, error);
}

annals_status an_store_load_row(an_store *store, an_arena *arena, int64_t row, an_stored_document *out, annals_error *error)
{
    return an_store_load_document(store, arena, row, out, error);
}

typedef struct old_sentence {
    int64_t row;
    an_span span;
} old_sentence;
typedef AN_ARRAY(old_sentence) old_sentences;

static annals_status load_sentences(an_store *store, int64_t document, size_t text_length, an_arena *arena, old_sentences *out, annals_error *error)
{
    an_binder binder;
    an_columns columns = {.arena = arena, .text_length = text_length};
    annals_status status;
    AN_TRY(an_store_link_ask(store, AN_SQL_LIST_SENTENCES, &binder, error));
    an_bind_int(&binder, document);
    while ((status = an_store_link_next(store, &binder, &columns, error)) == ANNALS_OK) {
        old_sentence sentence = {.row = an_column_int(&columns)};
        sentence.span = an_column_span(&columns);
        AN_PUSH(arena, out, sentence);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

static bool are_same(const old_sentences *old, const an_parsed_text *parsed)
{
    if (old->count != parsed->sentence_count || old->count == 0) return false;
    for (size_t i = 0; i < old->count; i++) {
        an_span span = parsed->sentences[i].span;
        if (old->items[i].span.start != span.start || old->items[i].span.end != span.end || old->items[i].row != old->items[0].row + (int64_t)i) return false;
    }
    return true;
}

static annals_status drop_words(an_store *store, const an_article *article, const old_sentence *sentence, annals_error *error)
{
    an_binder binder;
    AN_TRY(an_store_link_ask(store, AN_SQL_DROP_WORDS, &binder, error));
    an_bind_int(&binder, sentence->row);
    an_bind_str(&binder, an_str_of_span(article->text.data, sentence->span));
    return an_store_link_run(store, &binder, error);
}

static annals_status drop_old(an_store *store, int64_t row, annals_error *error)
{
    static const an_statement_id steps[] = {AN_SQL_DROP_DOCUMENT_CLAIMS, AN_SQL_DROP_DOCUMENT_PARTICIPANTS, AN_SQL_DROP_DOCUMENT_ACCOUNTS,
                                            AN_SQL_DROP_DOCUMENT_EVENTS, AN_SQL_DROP_DIAGNOSTICS};
    return an_store_run_each(store, steps, sizeof steps / sizeof *steps, row, error);
}

annals_status an_store_recode(an_store *store, int64_t row, const an_document *document, const an_coder *coder, annals_error *error)
{
    old_sentences old = {0};
    an_arena arena;
    annals_status status;
    int64_t first = 0;
    an_arena_init(&arena, 0);
    status = load_sentences(store, row, document->article.text.length, &arena, &old, error);
    if (status == ANNALS_OK) status = drop_old(store, row, error);
    if (status == ANNALS_OK && are_same(&old, &document->parsed)) first = old.items[0].row;
    for (size_t i = 0; i < old.count && !first && status == ANNALS_OK; i++) status = drop_words(store, &document->article, &old.items[i], error);
    if (status == ANNALS_OK && !first) status = an_store_link_run_numbers(store, AN_SQL_DROP_SENTENCES, &row, 1, error);
    if (status == ANNALS_OK) status = an_store_put_again(store, row, first, document, coder, error);
    an_arena_free(&arena);
    return status;
}
