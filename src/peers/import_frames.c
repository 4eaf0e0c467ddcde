/* Verbs and patterns as frames. A pattern becomes conditions of a trigger: a noun behind the verb its object, a preposition and a noun a
 * phrase of it, a noun before it the subject, "+" and "$" the places of recipient and actor. What frames cannot ask for (words without a
 * place in the tree, adjectives, order, actors passed over) is listed. */
#include "peers/import.h"

enum { SET_WORDS_MAX = 4096, ELEMENTS_MAX = 64, DEPTH_MAX = 6, BYTES_MAX = 4000 };

static const char *const prepositions[] = {"about", "above", "across", "after", "against", "along", "amid", "among", "around", "as", "at", "before", "behind", "between",
    "by", "during", "for", "from", "in", "into", "near", "of", "on", "onto", "over", "through", "to", "toward", "towards", "under", "upon", "with", "within", "without", NULL};
static const char *const particles[] = {"up", "down", "out", "off", "away", "back", "aside", "forward", "apart", NULL};
static const char *const grammar[] = {"not", "no", "never", "n't", "will", "would", "could", "should", "may", "might", "must", "can", "to", "has", "have", "had", "was", "were",
    "is", "are", "be", "been", "being", "do", "does", "did", "said", "say", "says", NULL};

static bool is_any(an_str word, const char *const *list)
{
    for (int i = 0; list[i]; i++)
        if (an_str_is(word, list[i])) return true;
    return false;
}

/* Names in frames: letters, digits, hyphens. */
static void put_name(an_strbuf *out, an_str name)
{
    for (size_t i = 0; i < name.length && i < 40; i++) {
        char c = name.data[i];
        an_strbuf_putc(out, (char)((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-'));
    }
}

/* A frame asks for lemmas: the word without a regular plural. */
static an_str lemma_of(an_peer_import *import, an_str word)
{
    char *copy;
    if (word.length < 4 || word.data[word.length - 1] != 's' || strchr("sui", word.data[word.length - 2])) return word;
    if (!an_str_ends_with(word, "ies")) return (an_str){word.data, word.length - 1};
    copy = an_arena_copy(import->arena, word.data, word.length - 2);
    if (!copy) return word;
    copy[word.length - 3] = 'y';
    return (an_str){copy, word.length - 2};
}

static bool is_plain(an_str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (strchr(";#\",/+@:", word.data[i]) || (unsigned char)word.data[i] < 0x20) return false;
    return word.length > 0;
}

static an_str word_of(const an_peer_import *import, const an_peer_element *e) { return import->peers->words.items[e->value].text; }

/* Single words of a set and of the sets in it, by "/"; rows of words are counted in *left_out. */
static void put_set_words(an_peer_import *import, an_strbuf *out, uint32_t set_index, const char *divider, int depth, uint32_t *count, uint32_t *left_out)
{
    const an_peers *peers = import->peers;
    const an_peer_set *set = peers->sets.items + set_index;
    for (uint32_t m = 0; m < set->member_count && *count < SET_WORDS_MAX && depth < DEPTH_MAX; m++) {
        const an_peer_member *member = peers->members.items + set->first_member + m;
        const an_peer_element *e = peers->elements.items + member->first_element;
        if (member->element_count != 1 || (e->kind == AN_PEER_WORD && !is_plain(word_of(import, e)))) {
            ++*left_out;
        } else if (e->kind == AN_PEER_SET) {
            put_set_words(import, out, e->value, divider, depth + 1, count, left_out);
        } else if (e->kind == AN_PEER_WORD) {
            if ((*count)++) an_strbuf_puts(out, divider);
            an_strbuf_put_str(out, lemma_of(import, word_of(import, e)));
        }
    }
}

static void put_sets(an_peer_import *import)
{
    const an_peers *peers = import->peers;
    for (uint32_t s = 0; s < peers->sets.count; s++) {
        const an_peer_set *set = peers->sets.items + s;
        an_strbuf words;
        uint32_t count = 0, left_out = 0;
        if (!set->name.length || set->file == UINT32_MAX) continue;
        an_strbuf_init(&words, 0);
        put_set_words(import, &words, s, ", ", 0, &count, &left_out);
        if (left_out) an_peer_miss(import, set->file, set->line, "members of more than one word", set->name);
        if (count && count <= 256) {
            an_strbuf_puts(&import->out, "set peer-");
            put_name(&import->out, set->name);
            an_strbuf_printf(&import->out, " ; word %.*s\n", (int)words.length, words.data);
            import->counts.sets++;
        }
        an_strbuf_free(&words);
    }
}

/* A pattern as it becomes a trigger. */
typedef struct trigger {
    an_strbuf conditions; /* " + against sanction" */
    an_strbuf subject;    /* words that the subject must be */
    an_str particle;
    an_str actor, recipient; /* places; NULL = as ever */
    bool is_both;
    const char *reason; /* why it cannot be said */
} trigger;

/* "word" or "word/word" for an element; false if nothing can be said. */
static bool put_choice(an_peer_import *import, an_strbuf *out, const an_peer_element *e)
{
    uint32_t count = 0, left_out = 0;
    if (e->kind == AN_PEER_SET) {
        put_set_words(import, out, e->value, "/", 0, &count, &left_out);
        return count > 0 && count <= 200 && !left_out;
    }
    if (e->kind != AN_PEER_WORD || !is_plain(word_of(import, e))) return false;
    an_strbuf_put_str(out, lemma_of(import, word_of(import, e)));
    return true;
}

static void read_before(an_peer_import *import, const an_peer_pattern *pattern, trigger *t)
{
    const an_peer_element *e = import->peers->elements.items + pattern->first_element;
    for (uint32_t i = 0; i < pattern->before_count && !t->reason; i++, e++) {
        if (e->kind == AN_PEER_TARGET) t->recipient = AN_STR("subject");
        else if (e->kind == AN_PEER_SOURCE) t->actor = AN_STR("subject");
        else if (e->kind == AN_PEER_COMPOUND) t->is_both = true;
        else if (e->kind == AN_PEER_SKIP) t->reason = "an actor that is passed over";
        else if (e->kind == AN_PEER_WORD && is_any(word_of(import, e), grammar)) t->reason = "auxiliaries, negation and saying before the verb: read by the program itself";
        else if (e->kind == AN_PEER_WORD && (is_any(word_of(import, e), prepositions) || an_str_ends_with(word_of(import, e), "ly"))) t->reason = "a preposition or adverb before the verb";
        else if (t->subject.length) t->reason = "several words before the verb";
        else if (!put_choice(import, &t->subject, e)) t->reason = "words before the verb that are no single words";
    }
}

static bool is_preposition(const an_peer_import *import, const an_peer_element *e) { return e->kind == AN_PEER_WORD && is_any(word_of(import, e), prepositions); }

/* A preposition and what stands behind it; returns how many elements it took. */
static uint32_t read_preposition(an_peer_import *import, const an_peer_element *e, uint32_t left, trigger *t)
{
    const an_peer_element *next = left > 1 ? e + 1 : NULL;
    an_str preposition = word_of(import, e);
    an_strbuf_printf(&t->conditions, " + %.*s", (int)preposition.length, preposition.data);
    if (!next || is_preposition(import, next)) return 1;
    if (next->kind == AN_PEER_TARGET) t->recipient = preposition;
    else if (next->kind == AN_PEER_SOURCE) t->actor = preposition;
    else if (next->kind == AN_PEER_SKIP) return 2;
    else if (next->kind == AN_PEER_COMPOUND) t->reason = "actors named together in a place of their own";
    else {
        an_strbuf_putc(&t->conditions, ' ');
        if (!put_choice(import, &t->conditions, next)) t->reason = "a set with members of more than one word";
        if (left > 2 && next->group == AN_PEER_NOUN_GROUP && e[2].group == AN_PEER_NOUN_GROUP && e[2].group_number == next->group_number) t->reason = "a noun phrase of several words";
    }
    return 2;
}

static void read_after(an_peer_import *import, const an_peer_pattern *pattern, trigger *t)
{
    const an_peer_element *e = import->peers->elements.items + pattern->first_element + pattern->before_count;
    bool has_object = false;
    for (uint32_t i = 0; i < pattern->after_count && !t->reason;) {
        const an_peer_element *now = e + i;
        if (is_preposition(import, now)) {
            i += read_preposition(import, now, pattern->after_count - i, t);
            continue;
        }
        i++;
        if (now->kind == AN_PEER_TARGET) t->recipient = AN_STR("object");
        else if (now->kind == AN_PEER_SOURCE) t->actor = AN_STR("object");
        else if (now->kind == AN_PEER_COMPOUND) t->reason = "actors named together behind the verb";
        else if (now->kind == AN_PEER_SKIP) t->reason = "an actor that is passed over";
        else if (now->kind == AN_PEER_WORD && is_any(word_of(import, now), particles) && i == 1 && !t->particle.data) t->particle = word_of(import, now);
        else if (has_object) t->reason = "a noun phrase of several words";
        else {
            has_object = true;
            an_strbuf_puts(&t->conditions, " + ");
            if (!put_choice(import, &t->conditions, now)) t->reason = "a set with members of more than one word";
        }
    }
}

/* The event that a code is: false (and why) if none that PLOVER has. */
static const an_cameo_row *row_of(const an_peer_import *import, const an_peer_event_code *code, const char **reason)
{
    const an_cameo_row *row = import->codebook && !an_peer_is_no_code(code->forward) ? an_codebook_find(import->codebook, code->forward) : NULL;
    if (an_peer_is_no_code(code->forward)) *reason = "says that there is no event (no code, discarded, too complex)";
    else if (!row || row->type == AN_TYPE_NONE) *reason = "no CAMEO code that has a PLOVER type";
    return row && row->type != AN_TYPE_NONE ? row : NULL;
}

/* "break" or "break down": a frame's verb has at most a particle. */
static bool put_verb(an_peer_import *import, an_strbuf *out, const an_peer_phrase *phrase)
{
    const an_peer_word *words = import->peers->words.items + phrase->first_word;
    if (phrase->key || phrase->word_count > 2 || (phrase->word_count == 2 && !is_any(words[1].text, particles) && !is_any(words[1].text, prepositions))) return false;
    for (uint32_t w = 0; w < phrase->word_count; w++) {
        if (!is_plain(words[w].text)) return false;
        if (w) an_strbuf_putc(out, ' ');
        an_strbuf_put_str(out, words[w].text);
    }
    return true;
}

static void put_head(an_peer_import *import, an_str name, const an_cameo_row *row, uint32_t file, uint32_t line)
{
    an_str from = import->peers->files.items[file];
    an_strbuf_puts(&import->out, "frame peer-");
    put_name(&import->out, name);
    an_strbuf_printf(&import->out, "-%u # %.*s:%u\n    type %s\n", line, (int)from.length, from.data, line, an_types[row->type].name);
    if (row->mode != AN_MODE_NONE) an_strbuf_printf(&import->out, "    mode %s\n", an_modes[row->mode].name);
    an_strbuf_printf(&import->out, "    cameo %s\n", row->code);
    import->counts.frames++;
}

/* Verbs of one block: [first, end) in the list of verbs, each with its first phrase. */
typedef struct block {
    uint32_t first, end;
    const uint32_t *phrase_of; /* by verb; AN_NONE */
} block;

static bool put_block_verbs(an_peer_import *import, const block *b, const trigger *t, uint32_t only)
{
    bool has_any = false;
    for (uint32_t v = b->first; v < b->end; v++) {
        an_strbuf words;
        if ((only != AN_NONE && v != only) || b->phrase_of[v] == AN_NONE) continue;
        an_strbuf_init(&words, 0);
        if (put_verb(import, &words, import->peers->phrases.items + b->phrase_of[v]) && (!t || !t->particle.data || memchr(words.data, ' ', words.length) == NULL)) {
            an_strbuf_printf(&import->out, "    verb %.*s", (int)words.length, words.data);
            if (t && t->particle.data) an_strbuf_printf(&import->out, " %.*s", (int)t->particle.length, t->particle.data);
            if (t) an_strbuf_put(&import->out, t->conditions.data ? t->conditions.data : "", t->conditions.length);
            an_strbuf_putc(&import->out, '\n');
            has_any = true;
        }
        an_strbuf_free(&words);
    }
    return has_any;
}

static void put_pattern(an_peer_import *import, const block *b, const an_peer_pattern *pattern)
{
    trigger t = {0};
    const an_cameo_row *row;
    an_str name = import->peers->verbs.items[b->first].name;
    size_t start = import->out.length;
    an_strbuf_init(&t.conditions, BYTES_MAX);
    an_strbuf_init(&t.subject, BYTES_MAX);
    read_before(import, pattern, &t);
    if (!t.reason) read_after(import, pattern, &t);
    row = t.reason ? NULL : row_of(import, &pattern->code, &t.reason);
    if (!t.reason && (t.conditions.has_failed || t.subject.has_failed)) t.reason = "too many words for a line";
    if (row && !t.reason) {
        put_head(import, name, row, pattern->file, pattern->line);
        if (!put_block_verbs(import, b, &t, AN_NONE)) t.reason = "a verb of several words";
        if (t.is_both) an_strbuf_puts(&import->out, "    both subject\n");
        if (t.actor.data && !t.is_both) an_strbuf_printf(&import->out, "    actor %.*s\n", (int)t.actor.length, t.actor.data);
        if (t.recipient.data && !t.is_both) an_strbuf_printf(&import->out, "    recipient %.*s\n", (int)t.recipient.length, t.recipient.data);
        for (size_t i = 0; i < t.subject.length; i++)
            if (t.subject.data[i] == '/') t.subject.data[i] = ',';
        if (t.subject.length) an_strbuf_printf(&import->out, "    if subject %.*s\n", (int)t.subject.length, t.subject.data);
        if (pattern->code.back.data) an_peer_miss(import, pattern->file, pattern->line, "said, but without the event the other way round", pattern->code.back);
    }
    if (t.reason) {
        if (row) import->counts.frames -= import->out.length > start;
        import->out.length = start;
        if (import->out.data) import->out.data[start] = '\0';
        an_peer_miss(import, pattern->file, pattern->line, t.reason, name);
    }
    an_strbuf_free(&t.conditions);
    an_strbuf_free(&t.subject);
}

/* A verb by itself, with its own code. */
static void put_plain_verb(an_peer_import *import, const block *b, uint32_t v)
{
    const an_peer_verb *verb = import->peers->verbs.items + v;
    const char *reason = NULL;
    const an_cameo_row *row = row_of(import, &verb->code, &reason);
    size_t start = import->out.length;
    if (row) {
        put_head(import, verb->name, row, verb->file, verb->line);
        if (put_block_verbs(import, b, NULL, v)) {
            if (verb->code.back.data) an_peer_miss(import, verb->file, verb->line, "said, but without the event the other way round", verb->code.back);
            return;
        }
        reason = "a verb of several words";
        import->counts.frames--;
        import->out.length = start;
        import->out.data[start] = '\0';
    }
    if (!an_str_is(verb->code.forward, "---")) an_peer_miss(import, verb->file, verb->line, reason, verb->name);
}

static uint32_t *first_phrases(an_peer_import *import)
{
    const an_peers *peers = import->peers;
    uint32_t *first = AN_NEW_ARRAY(import->arena, uint32_t, peers->verbs.count + 1);
    if (!first) return NULL;
    for (size_t v = 0; v < peers->verbs.count; v++) first[v] = AN_NONE;
    for (uint32_t i = peers->first_of_kind[AN_PEER_VERB_ROOT]; i < peers->first_of_kind[AN_PEER_VERB_ROOT + 1]; i++) {
        const an_peer_phrase *phrase = peers->phrases.items + i;
        if (first[phrase->value] == AN_NONE || phrase->order < peers->phrases.items[first[phrase->value]].order) first[phrase->value] = i;
    }
    return first;
}

void an_peer_import_frames(an_peer_import *import)
{
    const an_peers *peers = import->peers;
    const uint32_t *phrase_of = first_phrases(import);
    if (!phrase_of) return;
    put_sets(import);
    for (uint32_t v = 0; v < peers->verbs.count;) {
        block b = {v, v + 1, phrase_of};
        while (b.end < peers->verbs.count && peers->verbs.items[b.end].first_pattern == peers->verbs.items[v].first_pattern &&
               an_str_equal(peers->verbs.items[b.end].name, peers->verbs.items[v].name)) b.end++;
        for (uint32_t k = b.first; k < b.end; k++) put_plain_verb(import, &b, k);
        for (uint32_t i = 0; i < peers->verbs.items[v].pattern_count; i++) put_pattern(import, &b, peers->patterns.items + peers->verbs.items[v].first_pattern + i);
        v = b.end;
    }
}
