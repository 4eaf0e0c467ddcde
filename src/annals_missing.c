/* What a base holds often and the dictionaries do not know: names, and verbs that such names or known actors govern. The most useful
 * entry to write next is the one in most documents.
 *
 * All candidates are collected as (kind, folded words, document), sorted, and counted run by run: memory grows with the candidates
 * (some 60 bytes each), not with the square of anything. */
#include <stdlib.h>

#include "base/array.h"
#include "base/utf8.h"
#include "handles.h"
#include "lexicon/actors.h"
#include "lexicon/frames.h"
#include "lexicon/places.h"
#include "lexicon/roles.h"
#include "annals_missing.h"

enum { NAME_BYTES_MAX = 120, LETTERS_MIN = 2 };

typedef enum missing_kind { MISSING_PERSON, MISSING_ORGANISATION, MISSING_PLACE, MISSING_VERB, MISSING_KINDS } missing_kind;
static const char *const kind_names[MISSING_KINDS] = {"person", "organisation", "place", "verb"};

typedef struct candidate {
    an_str folded, words; /* in the arena */
    uint32_t kind, document;
} candidate;

typedef struct found {
    an_str words;
    uint32_t kind, documents, times;
} found;

typedef struct search {
    const an_actors *actors;
    const an_places *places;
    const an_roles *roles;
    const an_frames *frames;
    an_arena arena, scratch;
    AN_ARRAY(candidate) candidates;
    uint32_t document;
} search;

static bool is_phrase(const an_phrase_table *table, an_str words)
{
    an_phrase_match match;
    return an_phrase_lookup(table, words, &match);
}

static bool is_known_name(const search *s, an_str words)
{
    return (s->actors && is_phrase(&s->actors->phrases, words)) ||
           (s->places && (is_phrase(&s->places->names, words) || is_phrase(&s->places->adjectives, words))) ||
           (s->roles && is_phrase(&s->roles->phrases, words));
}

static bool add(search *s, missing_kind kind, an_str words)
{
    an_str folded = an_utf8_fold(&s->arena, words), kept = {an_arena_copy(&s->arena, words.data, words.length), words.length};
    return folded.data && kept.data && AN_PUSH(&s->arena, &s->candidates, ((candidate){folded, kept, kind, s->document}));
}

/* ---- names ---- */

static missing_kind kind_of_name(uint8_t name)
{
    return name == AN_NAME_PERSON ? MISSING_PERSON : name == AN_NAME_PLACE ? MISSING_PLACE : MISSING_ORGANISATION;
}

static bool add_name(search *s, const an_parsed_text *text, const an_token *tokens, uint32_t first, uint32_t end)
{
    an_span span = {tokens[first].span.start, tokens[end - 1].span.end};
    an_str words = an_str_of_span(text->text.data, span);
    if (words.length < LETTERS_MIN || words.length > NAME_BYTES_MAX || memchr(words.data, '\n', words.length)) return true;
    return is_known_name(s, words) || add(s, kind_of_name(tokens[first].name), words);
}

static bool add_names(search *s, const an_parsed_text *text, uint32_t sentence)
{
    const an_token *tokens = an_sentence_tokens(text, sentence);
    uint32_t count = text->sentences[sentence].token_count;
    for (uint32_t i = 0, end; i < count; i = end) {
        end = i + 1;
        if (tokens[i].name == AN_NAME_NONE) continue;
        while (end < count && tokens[end].name == tokens[i].name && !tokens[end].starts_name) end++;
        if (!add_name(s, text, tokens, i, end)) return false;
    }
    return true;
}

/* ---- verbs ---- */

static bool is_subject(const an_token *token) { return token->deprel == AN_DEPREL_NSUBJ; }

/* A verb with a name as its subject: somebody did it. */
static bool is_deed(const an_token *tokens, uint32_t count, uint32_t verb)
{
    if (tokens[verb].upos != AN_UPOS_VERB) return false;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)verb && is_subject(&tokens[i]) && tokens[i].upos == AN_UPOS_PROPN) return true;
    return false;
}

static bool is_known_verb(const search *s, an_str lemma)
{
    an_word word = s->frames ? an_frames_word(s->frames, lemma) : AN_NONE;
    return word != AN_NONE && an_frames_triggers(s->frames, word).count > 0;
}

static bool add_verbs(search *s, const an_parsed_text *text, uint32_t sentence)
{
    const an_token *tokens = an_sentence_tokens(text, sentence);
    uint32_t count = text->sentences[sentence].token_count;
    for (uint32_t i = 0; i < count; i++) {
        an_str lemma;
        if (!is_deed(tokens, count, i)) continue;
        an_arena_reset(&s->scratch);
        lemma = an_utf8_fold(&s->scratch, tokens[i].lemma);
        if (!lemma.data || (!is_known_verb(s, lemma) && !add(s, MISSING_VERB, lemma))) return false;
    }
    return true;
}

static annals_status search_document(void *user, const an_stored_document *stored, annals_error *error)
{
    search *s = user;
    const an_parsed_text *text = &stored->document.parsed;
    for (uint32_t i = 0; i < text->sentence_count; i++)
        if (!add_names(s, text, i) || !add_verbs(s, text, i)) return an_fail(error, ANNALS_E_MEMORY, "missing", 0, "out of memory");
    s->document++;
    return ANNALS_OK;
}

/* ---- counting ---- */

static int by_words(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    int order = a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind) : an_str_compare(a->folded, b->folded);
    if (order == 0) order = (a->document > b->document) - (a->document < b->document);
    return order ? order : an_str_compare(a->words, b->words);
}

static int by_use(const void *left, const void *right)
{
    const found *a = left, *b = right;
    if (a->documents != b->documents) return a->documents < b->documents ? 1 : -1;
    if (a->times != b->times) return a->times < b->times ? 1 : -1;
    if (a->kind != b->kind) return a->kind > b->kind ? 1 : -1;
    return an_str_compare(a->words, b->words);
}

/* Equal words stand together after sorting; they are shown as the first document writes them. */
static size_t count_runs(const candidate *items, size_t count, found *out)
{
    size_t runs = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_same = i > 0 && items[i].kind == items[i - 1].kind && an_str_equal(items[i].folded, items[i - 1].folded);
        if (!is_same) out[runs++] = (found){items[i].words, items[i].kind, 0, 0};
        out[runs - 1].times++;
        out[runs - 1].documents += !is_same || items[i].document != items[i - 1].document;
    }
    return runs;
}

static annals_status hand_out(const found *items, size_t count, annals_sink sink, void *user, annals_error *error)
{
    an_strbuf out;
    annals_status status = ANNALS_OK;
    an_strbuf_init(&out, 0);
    an_strbuf_printf(&out, "kind\twords\tdocuments\ttimes\n");
    for (size_t i = 0; i < count; i++) {
        an_strbuf_printf(&out, "%s\t", kind_names[items[i].kind]);
        an_strbuf_put_str(&out, items[i].words);
        an_strbuf_printf(&out, "\t%u\t%u\n", items[i].documents, items[i].times);
    }
    if (out.has_failed) status = an_fail(error, ANNALS_E_MEMORY, "missing", 0, "out of memory");
    else if (sink(user, out.data, out.length) != 0) status = ANNALS_STOPPED;
    an_strbuf_free(&out);
    return status;
}

static annals_status count_and_hand_out(search *s, uint64_t limit, annals_sink sink, void *user, annals_error *error)
{
    size_t count = s->candidates.count;
    found *runs = AN_NEW_ARRAY(&s->arena, found, count + 1);
    if (!runs) return an_fail(error, ANNALS_E_MEMORY, "missing", 0, "out of memory");
    if (count) qsort(s->candidates.items, count, sizeof *s->candidates.items, by_words);
    count = count_runs(s->candidates.items, count, runs);
    qsort(runs, count, sizeof *runs, by_use);
    return hand_out(runs, limit && limit < count ? (size_t)limit : count, sink, user, error);
}

/* Every line: kind, words, documents, times; by number of documents, most first. limit 0 = all. */
annals_status an_missing_find(an_store *store, const an_lexicon *lexicon, uint64_t limit, annals_sink sink, void *user, annals_error *error)
{
    search s = {.actors = an_lexicon_actors(lexicon), .places = an_lexicon_places(lexicon), .roles = an_lexicon_roles(lexicon),
                .frames = an_lexicon_frames(lexicon)};
    annals_status status;
    an_arena_init(&s.arena, 0);
    an_arena_init(&s.scratch, 0);
    status = an_store_load_all(store, search_document, &s, error);
    if (status == ANNALS_OK) status = count_and_hand_out(&s, limit, sink, user, error);
    an_arena_free(&s.arena);
    an_arena_free(&s.scratch);
    return status;
}
