/* The parse stage: run the network (encode.c) over the sentences, several at a time, and write what it found into the tokens. Short
 * texts are parsed together, since their few sentences alone would not fill a batch.
 *
 * A sentence of more than PIECE_WORDS words is cut into pieces that are parsed one after another, so that time and memory stay
 * linear in the text; the root of a later piece hangs on the root of the piece before it as parataxis. */
#include "parse/parser.h"

#include <stdlib.h>

#include "parse/encode.h"
#include "parse/lemmatize.h"

enum {
    PIECE_WORDS = 256,     /* longest run of words parsed as one; real sentences stay under 200 */
    BATCH_WORDS = 512,     /* encoded together: about twenty sentences of news */
    CUT_SEARCH_WORDS = 48  /* how far back from there to look for a punctuation mark to cut behind */
};

struct an_parser {
    an_parse_weights weights;
    const an_lemmas *lemmas; /* NULL = none */
};

/* Opens a model file. *out is the caller's, to be given back with an_parser_close; any number of threads may use it at once.
 * E_IO, E_FORMAT, E_VERSION, E_MEMORY. */
annals_status an_parser_open(an_parser **out, const char *path, annals_error *error)
{
    an_parser *parser = calloc(1, sizeof *parser);
    annals_status status;
    *out = NULL;
    if (!parser) return an_fail(error, ANNALS_E_MEMORY, "parse", 0, "out of memory");
    status = an_parse_weights_open(&parser->weights, path, error);
    if (status == ANNALS_OK) *out = parser;
    else free(parser);
    return status;
}

/* From now on lemmas are chosen with the lexicon's lists of words; without, by rules alone. To be called before threads share the parser;
 * the lexicon must outlive it. NULL takes the lists away. */
void an_parser_use_lexicon(an_parser *parser, const an_lexicon *lexicon) { parser->lemmas = lexicon ? an_lexicon_lemmas(lexicon) : NULL; }

/* NULL is allowed. */
void an_parser_close(an_parser *parser)
{
    if (!parser) return;
    an_parse_weights_close(&parser->weights);
    free(parser);
}

/* SHA-256 of the model file in hexadecimal; lives as long as the parser. */
const char *an_parser_digest(const an_parser *parser) { return parser->weights.image.sha256; }

static an_str features_text(an_str label) { return an_str_is(label, "_") ? AN_STR("") : label; }

/* Pieces waiting to be parsed together, one behind the other in room->words; the words of each are neighbours in its text. */
typedef struct batch {
    uint32_t word_count, piece_count;
    an_parse_piece pieces[AN_PARSE_PIECES_AT_ONCE];
    uint32_t starts[AN_PARSE_PIECES_AT_ONCE];  /* where the piece starts in its sentence */
    an_arena *arenas[AN_PARSE_PIECES_AT_ONCE]; /* of its text */
    int32_t root_before;                       /* of the piece before a piece that does not start its sentence */
} batch;

/* The network is asked only for the lemmas that nothing else knows. */
static void fill_lemmas(const an_parser *parser, an_parse_room *room, const batch *b)
{
    const an_parse_weights *w = &parser->weights;
    const an_lemmatizer lemmatizer = {w, parser->lemmas};
    uint32_t unknown = 0, k = 0;
    for (uint32_t p = 0; p < b->piece_count; p++)
        for (uint32_t i = b->pieces[p].first, end = i + b->pieces[p].count; i < end; i++)
            if (!an_lemmatize_known(b->arenas[p], &lemmatizer, room->words[i])) room->chosen[unknown++] = i;
    an_parse_classify_chosen(w, room, &w->lemma_out, unknown);
    for (uint32_t p = 0; p < b->piece_count; p++) {
        const an_parse_piece piece = b->pieces[p];
        for (; k < unknown && room->chosen[k] < piece.first + piece.count; k++)
            an_lemmatize_unknown(b->arenas[p], &lemmatizer, &w->lemma_rules[room->classes[k]], room->words[piece.first], piece.count,
                                 room->chosen[k] - piece.first);
    }
}

static void fill_tags(const an_parser *parser, an_parse_room *room, const batch *b)
{
    const an_parse_weights *w = &parser->weights;
    an_parse_hidden(w, room, &w->tag_hidden, (an_parse_piece){0, b->word_count});
    an_parse_classify(w, room, &w->upos_out, b->word_count);
    for (uint32_t i = 0; i < b->word_count; i++) room->words[i]->upos = w->upos_values[room->classes[i]];
    an_parse_classify(w, room, &w->xpos_out, b->word_count);
    for (uint32_t i = 0; i < b->word_count; i++) room->words[i]->xpos = w->xpos.items[room->classes[i]];
    an_parse_classify(w, room, &w->feats_out, b->word_count);
    for (uint32_t i = 0; i < b->word_count; i++) room->words[i]->features = features_text(w->feats.items[room->classes[i]]);
    fill_lemmas(parser, room, b);
}

/* An inside label after another kind, or after none, starts a name; at the start of a later piece of a sentence there may be one. */
static void fill_names(const an_parse_weights *w, an_parse_room *room, const batch *b)
{
    an_parse_hidden(w, room, &w->name_hidden, (an_parse_piece){0, b->word_count});
    an_parse_names(w, room, b->pieces, b->piece_count);
    for (uint32_t p = 0; p < b->piece_count; p++)
        for (uint32_t i = b->pieces[p].first, end = i + b->pieces[p].count; i < end; i++) {
            an_parse_name_label label = w->name_labels[room->classes[i]];
            an_token *token = room->words[i];
            token->name = label.kind;
            token->starts_name = label.kind && (label.is_start || i == b->pieces[p].first || token[-1].name != label.kind);
        }
}

/* Heads as indexes in the sentence, of which the piece starts at word `first`; `tokens` are the piece's. Returns the piece's root in
 * the same count. */
static int32_t fill_tree(const an_parse_weights *w, an_parse_room *room, an_token *tokens, an_parse_piece piece, uint32_t first)
{
    int32_t root = 0;
    an_parse_heads(w, room, piece);
    an_parse_relations(w, room, piece);
    for (uint32_t i = 0; i < piece.count; i++) {
        bool is_root = room->heads[i] < 0;
        tokens[i].head = is_root ? AN_HEAD_ROOT : room->heads[i] + (int32_t)first;
        tokens[i].deprel = is_root ? AN_DEPREL_ROOT : w->relations[room->classes[i]].deprel;
        tokens[i].subrel = is_root ? AN_SUBREL_NONE : w->relations[room->classes[i]].subrel;
        if (is_root) root = (int32_t)(i + first);
    }
    return root;
}

/* How many of the `left` words to take as the next piece. */
static uint32_t piece_length(const an_token *tokens, uint32_t left)
{
    if (left <= PIECE_WORDS) return left;
    for (uint32_t n = PIECE_WORDS; n > PIECE_WORDS - CUT_SEARCH_WORDS; n--) {
        an_str form = tokens[n - 1].form;
        if (form.length == 1 && strchr(",;:.!?", form.data[0])) return n;
    }
    return PIECE_WORDS;
}

typedef struct parse_run {
    an_arena *scratch;
    const an_parser *parser;
    an_parse_room *room;
    batch batch;
} parse_run;

static bool parse_batch(parse_run *run)
{
    const an_parse_weights *w = &run->parser->weights;
    batch *b = &run->batch;
    if (b->piece_count == 0) return true;
    if (!an_parse_encode(run->scratch, w, run->room, b->pieces, b->piece_count)) return false;
    fill_tags(run->parser, run->room, b);
    fill_names(w, run->room, b);
    for (uint32_t p = 0; p < b->piece_count; p++) {
        an_token *tokens = run->room->words[b->pieces[p].first];
        int32_t root = fill_tree(w, run->room, tokens, b->pieces[p], b->starts[p]);
        an_lemmatize_auxiliaries(tokens - b->starts[p], b->starts[p], b->starts[p] + b->pieces[p].count);
        if (b->starts[p] > 0) {
            tokens[(uint32_t)root - b->starts[p]].head = b->root_before;
            tokens[(uint32_t)root - b->starts[p]].deprel = AN_DEPREL_PARATAXIS;
        }
        b->root_before = root;
    }
    b->word_count = b->piece_count = 0;
    return true;
}

static bool add_piece(parse_run *run, an_arena *arena, an_token *tokens, uint32_t count, uint32_t start)
{
    batch *b = &run->batch;
    bool is_full = b->piece_count == AN_PARSE_PIECES_AT_ONCE || b->word_count + count > run->room->capacity;
    if (is_full && !parse_batch(run)) return false;
    for (uint32_t i = 0; i < count; i++) run->room->words[b->word_count + i] = tokens + i;
    b->pieces[b->piece_count] = (an_parse_piece){b->word_count, count};
    b->arenas[b->piece_count] = arena;
    b->starts[b->piece_count++] = start;
    b->word_count += count;
    return true;
}

static bool add_sentence(parse_run *run, an_arena *arena, an_token *tokens, uint32_t count)
{
    for (uint32_t first = 0, n; first < count; first += n) {
        n = piece_length(tokens + first, count - first);
        if (!add_piece(run, arena, tokens + first, n, first)) return false;
    }
    return true;
}

static bool add_text(parse_run *run, const an_parse_job *job)
{
    for (uint32_t s = 0; s < job->text->sentence_count; s++)
        if (!add_sentence(run, job->arena, an_sentence_tokens(job->text, s), job->text->sentences[s].token_count)) return false;
    return true;
}

static annals_status parse_jobs(an_arena *scratch, const an_parser *parser, an_parse_room *room, const an_parse_job *jobs, size_t job_count, annals_error *error)
{
    parse_run run = {.scratch = scratch, .parser = parser, .room = room};
    bool is_done = true;
    for (size_t i = 0; is_done && i < job_count; i++) is_done = add_text(&run, &jobs[i]);
    is_done = is_done && parse_batch(&run);
    return is_done ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "parse", 0, "out of memory while parsing");
}

/* ---- a thread's working memory ---- */

struct an_parse_desk {
    const an_parser *parser; /* outlives the desk */
    an_arena memory;         /* holds the room */
    an_parse_room room;
};

/* NULL if there is no memory. */
an_parse_desk *an_parse_desk_new(const an_parser *parser)
{
    an_parse_desk *desk = calloc(1, sizeof *desk);
    if (!desk) return NULL;
    desk->parser = parser;
    an_arena_init(&desk->memory, 0);
    if (an_parse_room_new(&desk->memory, &parser->weights, BATCH_WORDS, &desk->room))
        desk->room.recent = an_parse_recent_new(an_parse_input_sums(&parser->weights));
    if (desk->room.recent) return desk;
    an_parse_desk_free(desk);
    return NULL;
}

/* NULL is allowed. */
void an_parse_desk_free(an_parse_desk *desk)
{
    if (!desk) return;
    an_parse_recent_free(desk->room.recent);
    an_arena_free(&desk->memory);
    free(desk);
}

/* an_parse for several texts, faster where they are short. What a text becomes does not depend on its neighbours. If a job's own arena is
 * exhausted (its is_exhausted tells), its text is unfinished but the others are whole; E_MEMORY if scratch is, and then none is. */
annals_status an_parse_together(an_arena *scratch, an_parse_desk *desk, const an_parse_job *jobs, size_t job_count, annals_error *error)
{
    return parse_jobs(scratch, desk->parser, &desk->room, jobs, job_count, error);
}

static uint32_t room_for(const an_parsed_text *text)
{
    uint64_t words = 0;
    for (uint32_t s = 0; s < text->sentence_count; s++) words += text->sentences[s].token_count;
    return words < 1 ? 1 : words < BATCH_WORDS ? (uint32_t)words : BATCH_WORDS;
}

/* Fills lemma, xpos, features, head, upos, deprel, subrel, name and starts_name of every token from the forms. Strings point into
 * `arena`, the forms or the parser, which must outlive them. Sentences may be of any length. E_MEMORY if an arena is exhausted. */
annals_status an_parse(an_arena *arena, an_arena *scratch, const an_parser *parser, an_parsed_text *text, annals_error *error)
{
    an_parse_room room;
    if (an_parse_room_new(scratch, &parser->weights, room_for(text), &room))
        AN_TRY(parse_jobs(scratch, parser, &room, &(an_parse_job){arena, text}, 1, error));
    if (!scratch->is_exhausted && !arena->is_exhausted) return ANNALS_OK;
    return an_fail(error, ANNALS_E_MEMORY, "parse", 0, "out of memory while parsing");
}
