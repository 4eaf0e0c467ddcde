/* Words and the phrases that begin with them. A table of slots leads from the hash of a phrase's key word to the run of phrases with
 * that word; the run is sorted so that the longest phrase comes first. TABARI's stems are found by trying every prefix of a word. */
#include <stdlib.h>

#include "peers/dictionary.h"

enum { PHRASE_WORDS_MAX = 24, WORD_BYTES_MAX = 120 };

uint32_t an_peer_add_word(an_peer_reader *reader, an_str folded, an_peer_ending ending, bool is_adjacent)
{
    an_peers *peers = reader->peers;
    an_peer_word word = {folded, (uint8_t)ending, is_adjacent};
    AN_PUSH(&peers->arena, &peers->words, word);
    return (uint32_t)peers->words.count - 1;
}

/* Endings that regular inflection adds; after a final "e" or "y" of a verb's root the reader has made the forms already. */
static bool is_regular_ending(an_str rest, bool is_verb, bool ends_in_e)
{
    static const char *const nouns[] = {"s", "'s", "s'", "'", NULL}, *const verbs[] = {"s", "es", "ed", "en", "ing", NULL};
    const char *const *list = is_verb ? verbs : nouns;
    if (is_verb && ends_in_e && an_str_is(rest, "d")) return true;
    for (int i = 0; list[i]; i++)
        if (an_str_is(rest, list[i])) return true;
    return false;
}

bool an_peer_word_fits(const an_peer_word *word, an_str form)
{
    an_str rest;
    if (form.length < word->text.length || (word->text.length && form.data[0] != word->text.data[0]) || memcmp(form.data, word->text.data, word->text.length) != 0) return false;
    rest = (an_str){form.data + word->text.length, form.length - word->text.length};
    if (!rest.length || word->ending == AN_PEER_OPEN) return true;
    if (word->ending == AN_PEER_EXACT) return false;
    return is_regular_ending(rest, word->ending == AN_PEER_VERB, word->text.length && word->text.data[word->text.length - 1] == 'e');
}

/* "X_": closed; "X=": without endings; "X~": a stem though it is bound to the next word. In TABARI a word without a mark is a stem. */
static an_peer_ending ending_of(const an_peer_reader *reader, an_str *word, bool is_last, bool is_bound, an_peer_ending last_ending)
{
    bool is_tabari = reader->peers->dialect == AN_PEER_TABARI;
    if (word->length > 1 && word->data[word->length - 1] == '=') {
        word->length--;
        return AN_PEER_EXACT;
    }
    if (word->length > 1 && word->data[word->length - 1] == '~') {
        word->length--;
        return AN_PEER_OPEN;
    }
    if (!is_tabari) return AN_PEER_EXACT;
    if (is_bound) return is_last ? last_ending : AN_PEER_EXACT;
    return AN_PEER_OPEN;
}

/* The hyphen joins words as the underscore does: so it is read in texts too. */
static bool is_joint(char c) { return c == '_' || c == '-' || c == '/'; }

typedef struct cut {
    an_str text;
    bool is_adjacent;
} cut;

static size_t cut_words(an_str words, cut out[PHRASE_WORDS_MAX])
{
    size_t count = 0, i = 0;
    while (i < words.length && count < PHRASE_WORDS_MAX) {
        size_t start;
        while (i < words.length && (words.data[i] == ' ' || words.data[i] == '\t' || is_joint(words.data[i]))) i++;
        start = i;
        while (i < words.length && words.data[i] != ' ' && words.data[i] != '\t' && !is_joint(words.data[i])) i++;
        if (i == start) break;
        out[count].text = (an_str){words.data + start, i - start};
        out[count].is_adjacent = i < words.length && is_joint(words.data[i]);
        /* "IN_ NEXT": the underscore closes the word, the blank behind it opens a gap */
        if (out[count].is_adjacent && i + 1 < words.length && (words.data[i + 1] == ' ' || words.data[i + 1] == '\t')) {
            out[count].is_adjacent = false;
            out[count].text.length = i - start;
        }
        count++;
    }
    return i < words.length && an_str_trim((an_str){words.data + i, words.length - i}).length ? SIZE_MAX : count;
}

/* Adds the phrase in `words` ("LEAGUE_OF NINE_"); "+" before a word makes it the key. False (and a problem) if it has no word, or too many. */
bool an_peer_add_phrase(an_peer_reader *reader, an_peer_kind kind, uint32_t value, an_str words, an_peer_ending last_ending)
{
    an_peers *peers = reader->peers;
    cut cuts[PHRASE_WORDS_MAX];
    an_str folded = an_peer_fold(&peers->arena, an_str_trim(words));
    size_t count = cut_words(folded, cuts);
    an_peer_phrase phrase = {.value = value, .file = reader->file, .line = reader->line, .kind = (uint8_t)kind, .order = (uint32_t)peers->phrases.count};
    if (count == 0 || count == SIZE_MAX) {
        an_peer_problem(reader, count ? "a phrase of more than %d words" : "no words in a phrase", PHRASE_WORDS_MAX);
        return false;
    }
    phrase.first_word = (uint32_t)peers->words.count;
    phrase.word_count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        an_str text = cuts[i].text;
        const char *after = text.data + text.length;
        bool is_bound = after < folded.data + folded.length && is_joint(*after);
        an_peer_ending ending;
        if (text.length > 1 && text.data[0] == '+') {
            text.data++, text.length--;
            phrase.key = (uint32_t)i;
        }
        ending = ending_of(reader, &text, i + 1 == count, is_bound, last_ending);
        if (text.length > WORD_BYTES_MAX) {
            an_peer_problem(reader, "a word of more than %d bytes", WORD_BYTES_MAX);
            return false;
        }
        while (text.length > 2 && (text.data[text.length - 1] == '\'' || text.data[text.length - 1] == '.')) text.length--; /* as in texts */
        an_peer_add_word(reader, text, ending, cuts[i].is_adjacent && i + 1 < count);
    }
    if (peers->arena.is_exhausted) return false;
    phrase.hash = an_hash(peers->words.items[phrase.first_word + phrase.key].text);
    return AN_PUSH(&peers->arena, &peers->phrases, phrase);
}

/* By kind, hash, number of words falling, reading order: what stands first in the files wins among equals. */
static int compare_phrases(const void *a, const void *b)
{
    const an_peer_phrase *x = a, *y = b;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->word_count != y->word_count) return x->word_count > y->word_count ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

static bool index_kind(an_peers *peers, uint32_t kind)
{
    uint32_t first = peers->first_of_kind[kind], end = peers->first_of_kind[kind + 1], size = 16;
    while (size < 2 * (end - first)) size *= 2;
    peers->slots[kind] = AN_NEW_ARRAY(&peers->arena, uint32_t, size);
    peers->slot_mask[kind] = size - 1;
    if (!peers->slots[kind]) return false;
    for (uint32_t i = first; i < end; i++) {
        uint32_t slot = (uint32_t)peers->phrases.items[i].hash & (size - 1);
        if (i > first && peers->phrases.items[i].hash == peers->phrases.items[i - 1].hash) continue;
        while (peers->slots[kind][slot]) slot = (slot + 1) & (size - 1);
        peers->slots[kind][slot] = i + 1;
    }
    return true;
}

/* After the last file. */
bool an_peer_index(an_peers *peers)
{
    uint32_t at = 0;
    if (peers->phrases.count) qsort(peers->phrases.items, peers->phrases.count, sizeof *peers->phrases.items, compare_phrases);
    for (uint32_t kind = 0; kind < AN_PEER_KIND_COUNT; kind++) {
        peers->first_of_kind[kind] = at;
        while (at < peers->phrases.count && peers->phrases.items[at].kind == kind) at++;
        peers->first_of_kind[kind + 1] = at;
    }
    for (uint32_t kind = 0; kind < AN_PEER_KIND_COUNT; kind++)
        if (!index_kind(peers, kind)) return false;
    return true;
}

uint32_t an_peer_slot(const an_peers *peers, an_peer_kind kind, uint64_t hash)
{
    uint32_t slot = (uint32_t)hash & peers->slot_mask[kind];
    for (; peers->slots[kind][slot]; slot = (slot + 1) & peers->slot_mask[kind])
        if (peers->phrases.items[peers->slots[kind][slot] - 1].hash == hash) return peers->slots[kind][slot];
    return 0;
}
