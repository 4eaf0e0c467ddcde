/* The parse stage: for every sentence run the network (encode.c) and write what it found into the tokens.
 *
 * A sentence of more than PIECE_WORDS words is cut into pieces that are parsed one after another, so that time and memory stay
 * linear in the text; the root of a later piece hangs on the root of the piece before it as parataxis. */
#include "parse/parser.h"

#include <stdlib.h>

#include "parse/encode.h"

enum {
    PIECE_WORDS = 256,     /* longest run of words parsed as one; real sentences stay under 200 */
    CUT_SEARCH_WORDS = 48  /* how far back from there to look for a punctuation mark to cut behind */
};

struct an_parser {
    an_parse_weights weights;
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

static bool fill_tags(an_arena *arena, const an_parse_weights *w, an_parse_room *room, an_token *tokens, uint32_t count)
{
    an_parse_hidden(w, room, &w->tag_hidden, count);
    an_parse_classify(w, room, &w->upos_out, count);
    for (uint32_t i = 0; i < count; i++) tokens[i].upos = w->upos_values[room->classes[i]];
    an_parse_classify(w, room, &w->xpos_out, count);
    for (uint32_t i = 0; i < count; i++) tokens[i].xpos = w->xpos.items[room->classes[i]];
    an_parse_classify(w, room, &w->feats_out, count);
    for (uint32_t i = 0; i < count; i++) tokens[i].features = features_text(w->feats.items[room->classes[i]]);
    an_parse_classify(w, room, &w->lemma_out, count);
    for (uint32_t i = 0; i < count; i++) {
        const an_parse_lemma_rule *known = an_parse_known_lemma(w, tokens[i].form, tokens[i].upos);
        tokens[i].lemma = an_parse_lemma(arena, known ? known : &w->lemma_rules[room->classes[i]], tokens[i].form);
        if (!tokens[i].lemma.data) return false;
    }
    return true;
}

/* An inside label after another kind, or after none, starts a name; at the start of a later piece of a sentence there may be one. */
static void fill_names(const an_parse_weights *w, an_parse_room *room, an_token *tokens, uint32_t count)
{
    an_parse_hidden(w, room, &w->name_hidden, count);
    an_parse_names(w, room, count);
    for (uint32_t i = 0; i < count; i++) {
        an_parse_name_label label = w->name_labels[room->classes[i]];
        tokens[i].name = label.kind;
        tokens[i].starts_name = label.kind && (label.is_start || i == 0 || tokens[i - 1].name != label.kind);
    }
}

/* Heads as indexes in the sentence, of which the piece starts at word `first`. Returns the piece's root in the same count. */
static int32_t fill_tree(const an_parse_weights *w, an_parse_room *room, an_token *tokens, uint32_t count, uint32_t first)
{
    int32_t root = 0;
    an_parse_heads(w, room, count);
    an_parse_relations(w, room, count);
    for (uint32_t i = 0; i < count; i++) {
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

static bool parse_sentence(an_arena *arena, an_arena *scratch, const an_parse_weights *w, an_parse_room *room, an_token *tokens,
                           uint32_t count)
{
    int32_t root_before = AN_HEAD_ROOT;
    for (uint32_t first = 0, n; first < count; first += n) {
        int32_t root;
        n = piece_length(tokens + first, count - first);
        if (!an_parse_encode(scratch, w, room, tokens + first, n)) return false;
        if (!fill_tags(arena, w, room, tokens + first, n)) return false;
        fill_names(w, room, tokens + first, n);
        root = fill_tree(w, room, tokens + first, n, first);
        if (root_before != AN_HEAD_ROOT) {
            tokens[root].head = root_before;
            tokens[root].deprel = AN_DEPREL_PARATAXIS;
        }
        root_before = root;
    }
    return true;
}

static uint32_t longest_piece(const an_parsed_text *text)
{
    uint32_t longest = 1;
    for (uint32_t s = 0; s < text->sentence_count; s++)
        if (text->sentences[s].token_count > longest) longest = text->sentences[s].token_count;
    return longest < PIECE_WORDS ? longest : PIECE_WORDS;
}

/* Fills lemma, xpos, features, head, upos, deprel, subrel, name and starts_name of every token from the forms. Strings point into
 * `arena`, the forms or the parser, which must outlive them. Sentences may be of any length. E_MEMORY if an arena is exhausted. */
annals_status an_parse(an_arena *arena, an_arena *scratch, const an_parser *parser, an_parsed_text *text, annals_error *error)
{
    an_parse_room room;
    bool is_done = an_parse_room_new(scratch, &parser->weights, longest_piece(text), &room);
    for (uint32_t s = 0; is_done && s < text->sentence_count; s++)
        is_done = parse_sentence(arena, scratch, &parser->weights, &room, an_sentence_tokens(text, s), text->sentences[s].token_count);
    return is_done ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "parse", 0, "out of memory while parsing");
}
