/* After conll18_ud_eval (Zeman et al. 2018), of which only the rules are taken over.
 *
 * Both texts must have the same characters when white space is left out; places are counted in these bytes. A token or sentence is
 * right if gold has one with the same two ends. Words are aligned by their ends; where a multiword token is involved on either side,
 * the words of the smallest stretch that both sides begin and end together are aligned by the longest common subsequence of their
 * forms in lower case. A tag is right if the aligned gold word has it; a head, if the gold word's head is aligned with it. Relations
 * count without subtype; features as far as they are universal. */
#include "eval_conllu.h"

const char *const an_eval_names[AN_EVAL_METRIC_COUNT] = {"Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats",
                                                         "Lemmas", "UAS", "LAS", "CLAS"};

enum { STRETCH_WORDS_MAX = 2000 }; /* a stretch of multiword tokens is a handful; this bounds its table */

/* One side, in counted bytes. */
typedef struct side {
    const an_parsed_text *text;
    an_span *words;        /* a word of a multiword token has the whole token's span */
    bool *is_multiword;    /* by word */
    an_span *tokens, *sentences;
    uint32_t token_count;
    uint32_t *sentence_first; /* by word: first word of its sentence */
    uint32_t *aligned;     /* by word: the other side's word, AN_NONE */
    an_str characters;     /* the text without white space */
} side;

static bool is_space(const char *text, size_t i, size_t length)
{
    unsigned char c = (unsigned char)text[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) return true;
    if (c == 0xA0) return i > 0 && (unsigned char)text[i - 1] == 0xC2;
    return c == 0xC2 && i + 1 < length && (unsigned char)text[i + 1] == 0xA0;
}

/* places[i] = how many counted bytes stand before byte i. */
static uint32_t *count_places(an_arena *scratch, side *s)
{
    an_str text = s->text->text;
    uint32_t *places = AN_NEW_ARRAY(scratch, uint32_t, text.length + 1);
    char *kept = an_arena_alloc(scratch, text.length + 1);
    uint32_t count = 0;
    if (!places || !kept) return NULL;
    for (size_t i = 0; i < text.length; i++) {
        places[i] = count;
        if (!is_space(text.data, i, text.length)) kept[count++] = text.data[i];
    }
    places[text.length] = count;
    s->characters = (an_str){kept, count};
    return places;
}

static an_span to_places(const uint32_t *places, an_span span) { return (an_span){places[span.start], places[span.end]}; }

static void fill_tokens(side *s, const uint32_t *places)
{
    const an_parsed_text *text = s->text;
    for (uint32_t i = 0; i < text->token_count;) {
        uint32_t words = text->tokens[i].multiword > 1 ? text->tokens[i].multiword : 1;
        an_span span;
        if (words > text->token_count - i) words = text->token_count - i;
        span = to_places(places, (an_span){text->tokens[i].span.start, text->tokens[i + words - 1].span.end});
        s->tokens[s->token_count++] = span;
        for (uint32_t k = i; k < i + words; k++) {
            s->words[k] = span;
            s->is_multiword[k] = words > 1;
        }
        i += words;
    }
}

static bool make_side(an_arena *scratch, const an_parsed_text *text, side *s)
{
    uint32_t *places;
    memset(s, 0, sizeof *s);
    s->text = text;
    places = count_places(scratch, s);
    s->words = AN_NEW_ARRAY(scratch, an_span, text->token_count);
    s->is_multiword = AN_NEW_ARRAY(scratch, bool, text->token_count);
    s->tokens = AN_NEW_ARRAY(scratch, an_span, text->token_count);
    s->sentences = AN_NEW_ARRAY(scratch, an_span, text->sentence_count);
    s->sentence_first = AN_NEW_ARRAY(scratch, uint32_t, text->token_count);
    s->aligned = AN_NEW_ARRAY(scratch, uint32_t, text->token_count);
    if (scratch->is_exhausted) return false;
    fill_tokens(s, places);
    for (uint32_t i = 0; i < text->token_count; i++) s->aligned[i] = AN_NONE;
    for (uint32_t i = 0; i < text->sentence_count; i++) {
        const an_sentence *sentence = text->sentences + i;
        s->sentences[i] = to_places(places, sentence->span);
        for (uint32_t k = 0; k < sentence->token_count; k++) s->sentence_first[sentence->first_token + k] = sentence->first_token;
    }
    return true;
}

static void score_spans(const an_span *gold, uint32_t gold_count, const an_span *system, uint32_t system_count, an_eval_count *count)
{
    uint32_t g = 0, s = 0;
    count->gold += gold_count;
    count->system += system_count;
    while (g < gold_count && s < system_count) {
        if (system[s].start < gold[g].start) {
            s++;
        } else if (gold[g].start < system[s].start) {
            g++;
        } else {
            count->correct += gold[g].end == system[s].end;
            g++, s++;
        }
    }
}

/* ---- alignment of words ---- */

typedef struct stretch {
    uint32_t gold_first, gold_end, system_first, system_end;
} stretch;

static bool is_beyond(const side *s, uint32_t i, uint32_t end)
{
    if (i >= s->text->token_count) return true;
    return s->is_multiword[i] ? s->words[i].start >= end : s->words[i].end > end;
}

/* The smallest stretch that holds whole multiword tokens of both sides; one of words `g` and `s` belongs to one. */
static stretch find_stretch(const side *gold, const side *system, uint32_t g, uint32_t s)
{
    stretch found;
    uint32_t end;
    if (gold->is_multiword[g]) {
        end = gold->words[g].end;
        if (!system->is_multiword[s] && system->words[s].start < gold->words[g].start) s++;
    } else {
        end = system->words[s].end;
        if (gold->words[g].start < system->words[s].start) g++;
    }
    found = (stretch){g, g, s, s};
    while (!is_beyond(gold, g, end) || !is_beyond(system, s, end)) {
        bool takes_gold = g < gold->text->token_count &&
                          (s >= system->text->token_count || gold->words[g].start <= system->words[s].start);
        const side *from = takes_gold ? gold : system;
        uint32_t word = takes_gold ? g++ : s++;
        if (from->is_multiword[word] && from->words[word].end > end) end = from->words[word].end;
    }
    found.gold_end = g;
    found.system_end = s;
    return found;
}

static bool same_form(const side *gold, uint32_t g, const side *system, uint32_t s)
{
    return an_str_equal_ignoring_ascii_case(gold->text->tokens[g].form, system->text->tokens[s].form);
}

static void align(side *gold, side *system, uint32_t g, uint32_t s)
{
    gold->aligned[g] = s;
    system->aligned[s] = g;
}

/* lengths[i][j]: longest common subsequence of the words from i and from j on. */
static bool align_stretch(an_arena *scratch, side *gold, side *system, stretch at)
{
    size_t rows = at.gold_end - at.gold_first, columns = at.system_end - at.system_first, width = columns + 1;
    uint32_t *lengths;
    if (rows > STRETCH_WORDS_MAX || columns > STRETCH_WORDS_MAX) return true;
    lengths = AN_NEW_ARRAY(scratch, uint32_t, (rows + 1) * width);
    if (!lengths) return false;
    for (size_t i = rows; i-- > 0;)
        for (size_t j = columns; j-- > 0;) {
            uint32_t down = lengths[(i + 1) * width + j], right = lengths[i * width + j + 1];
            bool is_same = same_form(gold, at.gold_first + (uint32_t)i, system, at.system_first + (uint32_t)j);
            lengths[i * width + j] = is_same ? lengths[(i + 1) * width + j + 1] + 1 : down > right ? down : right;
        }
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        if (same_form(gold, at.gold_first + (uint32_t)i, system, at.system_first + (uint32_t)j)) {
            align(gold, system, at.gold_first + (uint32_t)i, at.system_first + (uint32_t)j);
            i++, j++;
        } else if (lengths[i * width + j] == lengths[(i + 1) * width + j]) {
            i++;
        } else {
            j++;
        }
    }
    return true;
}

static bool align_words(an_arena *scratch, side *gold, side *system)
{
    uint32_t g = 0, s = 0;
    while (g < gold->text->token_count && s < system->text->token_count) {
        if (gold->is_multiword[g] || system->is_multiword[s]) {
            stretch at = find_stretch(gold, system, g, s);
            if (!align_stretch(scratch, gold, system, at)) return false;
            g = at.gold_end;
            s = at.system_end;
        } else if (gold->words[g].start == system->words[s].start && gold->words[g].end == system->words[s].end) {
            align(gold, system, g++, s++);
        } else if (gold->words[g].start <= system->words[s].start) {
            g++;
        } else {
            s++;
        }
    }
    return true;
}

/* ---- what aligned words have in common ---- */

static bool is_universal(an_str name)
{
    static const char *const names[] = {"PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case",
                                        "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity",
                                        "Person", "Polite"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (an_str_is(name, names[i])) return true;
    return false;
}

/* Takes the next universal feature from the front of *rest; data NULL = no more. */
static an_str next_universal(an_str *rest)
{
    while (rest->length) {
        const char *bar = memchr(rest->data, '|', rest->length), *equals;
        an_str item = {rest->data, bar ? (size_t)(bar - rest->data) : rest->length};
        rest->data += item.length + (bar != NULL);
        rest->length -= item.length + (bar != NULL);
        equals = memchr(item.data, '=', item.length);
        if (equals && is_universal((an_str){item.data, (size_t)(equals - item.data)})) return item;
    }
    return (an_str){0};
}

/* Both lists are sorted by name, as UD asks. */
static bool same_features(an_str a, an_str b)
{
    for (;;) {
        an_str x = next_universal(&a), y = next_universal(&b);
        if (!x.data || !y.data) return !x.data && !y.data;
        if (!an_str_equal(x, y)) return false;
    }
}

static bool same_head(const side *gold, const side *system, uint32_t g, uint32_t s)
{
    int32_t gold_head = gold->text->tokens[g].head, system_head = system->text->tokens[s].head;
    if (gold_head == AN_HEAD_ROOT || system_head == AN_HEAD_ROOT) return gold_head == system_head;
    return system->aligned[system->sentence_first[s] + (uint32_t)system_head] == gold->sentence_first[g] + (uint32_t)gold_head;
}

static bool is_content(const an_token *token)
{
    switch (token->deprel) {
    case AN_DEPREL_NSUBJ: case AN_DEPREL_OBJ: case AN_DEPREL_IOBJ: case AN_DEPREL_CSUBJ: case AN_DEPREL_CCOMP: case AN_DEPREL_XCOMP:
    case AN_DEPREL_OBL: case AN_DEPREL_VOCATIVE: case AN_DEPREL_EXPL: case AN_DEPREL_DISLOCATED: case AN_DEPREL_ADVCL:
    case AN_DEPREL_ADVMOD: case AN_DEPREL_DISCOURSE: case AN_DEPREL_NMOD: case AN_DEPREL_APPOS: case AN_DEPREL_NUMMOD:
    case AN_DEPREL_ACL: case AN_DEPREL_AMOD: case AN_DEPREL_CONJ: case AN_DEPREL_FIXED: case AN_DEPREL_FLAT: case AN_DEPREL_COMPOUND:
    case AN_DEPREL_LIST: case AN_DEPREL_PARATAXIS: case AN_DEPREL_ORPHAN: case AN_DEPREL_GOESWITH: case AN_DEPREL_REPARANDUM:
    case AN_DEPREL_ROOT: case AN_DEPREL_DEP:
        return true;
    default:
        return false;
    }
}

static void score_word(const side *gold, const side *system, uint32_t g, uint32_t s, an_eval_scores *scores)
{
    const an_token *a = gold->text->tokens + g, *b = system->text->tokens + s;
    bool has_head = same_head(gold, system, g, s), has_relation = has_head && a->deprel == b->deprel;
    an_eval_count *counts = scores->counts;
    counts[AN_EVAL_WORDS].correct++;
    counts[AN_EVAL_UPOS].correct += a->upos == b->upos;
    counts[AN_EVAL_XPOS].correct += an_str_equal(a->xpos, b->xpos);
    counts[AN_EVAL_FEATURES].correct += same_features(a->features, b->features);
    counts[AN_EVAL_LEMMAS].correct += !a->lemma.data || an_str_equal(a->lemma, b->lemma);
    counts[AN_EVAL_UAS].correct += has_head;
    counts[AN_EVAL_LAS].correct += has_relation;
    counts[AN_EVAL_CLAS].correct += has_relation && is_content(a) && is_content(b);
}

static void score_words(const side *gold, const side *system, an_eval_scores *scores)
{
    for (int metric = AN_EVAL_WORDS; metric < AN_EVAL_CLAS; metric++) {
        scores->counts[metric].gold += gold->text->token_count;
        scores->counts[metric].system += system->text->token_count;
    }
    for (uint32_t g = 0; g < gold->text->token_count; g++) {
        scores->counts[AN_EVAL_CLAS].gold += is_content(gold->text->tokens + g);
        if (gold->aligned[g] != AN_NONE) score_word(gold, system, g, gold->aligned[g], scores);
    }
    for (uint32_t s = 0; s < system->text->token_count; s++) scores->counts[AN_EVAL_CLAS].system += is_content(system->text->tokens + s);
}

/* Adds the scores of `system` against `gold` to `scores`. E_INPUT if they are not the same text; E_MEMORY. */
annals_status an_eval_score(an_arena *scratch, const an_parsed_text *gold, const an_parsed_text *system, an_eval_scores *scores,
                            annals_error *error)
{
    side g, s;
    if (!make_side(scratch, gold, &g) || !make_side(scratch, system, &s)) return an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
    if (!an_str_equal(g.characters, s.characters)) {
        size_t same = 0;
        while (same < g.characters.length && same < s.characters.length && g.characters.data[same] == s.characters.data[same]) same++;
        return an_fail(error, ANNALS_E_INPUT, "eval", same, "the two texts differ at character byte %zu", same);
    }
    if (!align_words(scratch, &g, &s)) return an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
    score_spans(g.tokens, g.token_count, s.tokens, s.token_count, scores->counts + AN_EVAL_TOKENS);
    score_spans(g.sentences, gold->sentence_count, s.sentences, system->sentence_count, scores->counts + AN_EVAL_SENTENCES);
    score_words(&g, &s, scores);
    return ANNALS_OK;
}

/* In per cent; 0 if there is nothing to count. */
double an_eval_f1(const an_eval_count *count)
{
    uint64_t total = count->gold + count->system;
    return total ? 200.0 * (double)count->correct / (double)total : 0;
}

/* ---- choosing sentences ---- */

static an_str take_line(an_str *rest)
{
    const char *end = memchr(rest->data, '\n', rest->length);
    an_str line = {rest->data, end ? (size_t)(end + 1 - rest->data) : rest->length};
    rest->data += line.length;
    rest->length -= line.length;
    return line;
}

/* One sentence with its comments, up to and with the empty line; tells whether it has the line `wanted...`. */
static an_str take_block(an_str *rest, const char *wanted, bool *is_wanted)
{
    an_str block = {rest->data, 0};
    *is_wanted = false;
    while (rest->length) {
        an_str line = take_line(rest);
        block.length += line.length;
        if (an_str_starts_with(line, wanted)) *is_wanted = true;
        if (line.data[0] == '\n') break;
    }
    return block;
}

/* Copies the sentences whose id begins with `sent_id_prefix` to `out`. Where sentences were left out between, or a document or
 * paragraph began in what was left out, the next one begins a paragraph. E_MEMORY. */
annals_status an_eval_select(an_str conllu, const char *sent_id_prefix, an_strbuf *out)
{
    char wanted[256] = "# sent_id = ";
    bool was_left_out = false;
    strncat(wanted, sent_id_prefix, sizeof wanted - strlen(wanted) - 1);
    while (conllu.length) {
        bool is_wanted;
        an_str block = take_block(&conllu, wanted, &is_wanted);
        if (is_wanted) {
            if (was_left_out) an_strbuf_puts(out, "# newpar\n");
            an_strbuf_put_str(out, block);
            was_left_out = false;
        } else {
            was_left_out = true;
        }
    }
    return out->has_failed ? ANNALS_E_MEMORY : ANNALS_OK;
}
