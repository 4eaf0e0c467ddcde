/* Counts what the dictionaries of other coders know and ours do not, by kind.
 *
 *     eval_lacks LEXICON DICTIONARIES [-v]
 *
 * LEXICON is our compiled dictionary, DICTIONARIES a folder in the formats of TABARI, PETRARCH, PETRARCH-2 or UniversalPetrarch.
 *
 * Matching rule. An actor's synonym is resolved if its words, in any case, are a name, adjective or former name of an actor of ours, a
 * role, a place, or an actor followed by a role or preceded by one ("afghan troops", "president of mali" without "of"); an actor is
 * resolved if one of its synonyms is. Its kind is read from its first code: a country alone, or the first role behind the country; actors
 * without country by the three letters of the code. Possessives and the plural of a last word count as the word. An agent is resolved if
 * its words, singular or plural, are a role of ours. A verb is resolved if a word of its block that has a code of CAMEO's roots 03 to 20,
 * itself or in a pattern, is the key word of a frame, or of an attitude, a light or a reporting verb (in any of its forms); it is listed
 * under the root of its own code, or of its first pattern with one. With -v what is not resolved is listed, to be read by somebody who
 * knows what it is: facts may be carried over, lines may not. */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "lexicon/actors.h"
#include "lexicon/frames.h"
#include "lexicon/lemmas.h"
#include "lexicon/places.h"
#include "lexicon/roles.h"
#include "peers/dictionary.h"

enum { KINDS_MAX = 64, KIND_BYTES = 24, WORDS_BYTES = 256, CODE_LETTERS = 3, ROOT_DIGITS = 2 };

typedef struct tally {
    char kind[KIND_BYTES];
    size_t entries, entries_lacking, words, words_lacking;
} tally;

typedef struct tallies {
    tally items[KINDS_MAX];
    size_t count;
} tallies;

typedef struct tools {
    an_lexicon *lexicon;
    const an_actors *actors;
    const an_roles *roles;
    const an_places *places;
    const an_frames *frames;
    an_peers *peers;
    bool is_verbose;
} tools;

static tally *tally_of(tallies *all, const char *kind)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].kind, kind) == 0) return all->items + i;
    if (all->count == KINDS_MAX) return all->items + KINDS_MAX - 1;
    snprintf(all->items[all->count].kind, KIND_BYTES, "%s", kind);
    return all->items + all->count++;
}

static int by_kind(const void *a, const void *b) { return strcmp(((const tally *)a)->kind, ((const tally *)b)->kind); }

static void print_tallies(const char *title, tallies *all)
{
    tally sum = {.kind = "all"};
    printf("%-28s %8s %8s %8s %8s\n", title, "entries", "lacking", "words", "lacking");
    qsort(all->items, all->count, sizeof *all->items, by_kind);
    for (size_t i = 0; i <= all->count; i++) {
        const tally *t = i < all->count ? all->items + i : &sum;
        printf("    %-24s %8zu %8zu %8zu %8zu\n", t->kind, t->entries, t->entries_lacking, t->words, t->words_lacking);
        if (i < all->count) sum.entries += t->entries, sum.entries_lacking += t->entries_lacking, sum.words += t->words, sum.words_lacking += t->words_lacking;
    }
}

/* ---- is it known? ---- */

static bool is_actor(const tools *t, an_str words)
{
    an_phrase_match match;
    if (!an_phrase_lookup(&t->actors->phrases, words, &match)) return false;
    for (uint32_t i = 0; i < match.value_count; i++)
        if (t->actors->forms[match.values[i]].kind != AN_FORM_NOT) return true;
    return false;
}

static bool is_role(const tools *t, an_str words)
{
    an_phrase_match match;
    return an_phrase_lookup(&t->roles->phrases, words, &match);
}

static bool is_place(const tools *t, an_str words)
{
    an_phrase_match match;
    return t->places && (an_phrase_lookup(&t->places->names, words, &match) || an_phrase_lookup(&t->places->adjectives, words, &match));
}

static bool is_composed(const tools *t, an_str words)
{
    for (size_t blank = 1; blank + 1 < words.length; blank++) {
        an_str first = {words.data, blank}, rest = {words.data + blank + 1, words.length - blank - 1};
        if (words.data[blank] != ' ') continue;
        if ((is_actor(t, first) || is_place(t, first)) && is_role(t, rest)) return true;
        if (is_role(t, first) && (is_actor(t, rest) || is_place(t, rest))) return true;
    }
    return false;
}

static an_str without_ending(an_str words)
{
    if (an_str_ends_with(words, "'s")) words.length -= 2;
    else if (an_str_ends_with(words, "s") || an_str_ends_with(words, "'")) words.length--;
    return words;
}

static bool is_known_as_it_stands(const tools *t, an_str words) { return is_actor(t, words) || is_role(t, words) || is_place(t, words) || is_composed(t, words); }

static bool is_known(const tools *t, an_str words)
{
    an_str shorter = without_ending(words);
    return is_known_as_it_stands(t, words) || (shorter.length != words.length && is_known_as_it_stands(t, shorter));
}

/* ---- phrases of theirs ---- */

static an_str words_of(const tools *t, const an_peer_phrase *phrase, char out[WORDS_BYTES])
{
    size_t length = 0;
    for (uint32_t w = 0; w < phrase->word_count; w++) {
        an_str word = t->peers->words.items[phrase->first_word + w].text;
        int written = snprintf(out + length, WORDS_BYTES - length, "%s%.*s", length ? " " : "", (int)word.length, word.data);
        if (written < 0 || length + (size_t)written >= WORDS_BYTES) break;
        length += (size_t)written;
    }
    return (an_str){out, length};
}

/* "AFGMIL" -> "MIL"; "AFG" -> "country"; "IGOUNO" -> "IGO". */
static void kind_of_code(const tools *t, an_str code, char out[KIND_BYTES])
{
    char country[AN_COUNTRY_BYTES] = "";
    snprintf(out, KIND_BYTES, "no code");
    if (code.length < CODE_LETTERS) return;
    memcpy(country, code.data, CODE_LETTERS);
    if (an_actors_state(t->actors, country, AN_DATE_RANGE_UNKNOWN) == AN_NONE) snprintf(out, KIND_BYTES, "%.3s", code.data);
    else if (code.length < 2 * CODE_LETTERS) snprintf(out, KIND_BYTES, "country alone");
    else snprintf(out, KIND_BYTES, "country + %.3s", code.data + CODE_LETTERS);
}

static void count_actors(const tools *t)
{
    const an_peers *peers = t->peers;
    tallies all = {0};
    bool *is_seen = calloc(peers->actors.count + 1, sizeof *is_seen), *is_found = calloc(peers->actors.count + 1, sizeof *is_found);
    for (uint32_t i = peers->first_of_kind[AN_PEER_ACTOR]; is_seen && is_found && i < peers->first_of_kind[AN_PEER_ACTOR + 1]; i++) {
        const an_peer_phrase *phrase = peers->phrases.items + i;
        const an_peer_actor *actor = peers->actors.items + phrase->value;
        char words[WORDS_BYTES], kind[KIND_BYTES];
        an_str text = words_of(t, phrase, words);
        bool is_one = is_known(t, text);
        tally *row;
        kind_of_code(t, actor->code_count ? peers->codes.items[actor->first_code].code : (an_str){0}, kind);
        row = tally_of(&all, kind);
        row->words++;
        row->words_lacking += !is_one;
        if (!is_one && t->is_verbose) printf("actor\t%s\t%s\n", kind, words);
        row->entries += !is_seen[phrase->value];
        row->entries_lacking += !is_seen[phrase->value];
        is_seen[phrase->value] = true;
        if (is_one && !is_found[phrase->value]) row->entries_lacking--;
        is_found[phrase->value] = is_found[phrase->value] || is_one;
    }
    print_tallies("actors, by first code", &all);
    free(is_seen);
    free(is_found);
}

static void count_agents(const tools *t)
{
    const an_peers *peers = t->peers;
    tallies all = {0};
    for (uint32_t i = peers->first_of_kind[AN_PEER_AGENT]; i < peers->first_of_kind[AN_PEER_AGENT + 1]; i++) {
        const an_peer_phrase *phrase = peers->phrases.items + i;
        an_str code = peers->agents.items[phrase->value].code;
        char words[WORDS_BYTES], kind[KIND_BYTES];
        an_str text = words_of(t, phrase, words);
        bool is_one = is_known(t, text);
        tally *row;
        snprintf(kind, sizeof kind, "%.*s", (int)(code.length < CODE_LETTERS ? code.length : CODE_LETTERS), code.data);
        row = tally_of(&all, kind);
        row->words++, row->entries++;
        row->words_lacking += !is_one, row->entries_lacking += !is_one;
        if (!is_one && t->is_verbose) printf("agent\t%s\t%s\n", kind, words);
    }
    print_tallies("agents, by code", &all);
}

/* ---- verbs ---- */

/* The root of an event that has a PLOVER type: 03 to 20. */
static bool has_root(const an_peer_event_code *code, char out[KIND_BYTES])
{
    int root;
    if (!code->forward.data || code->forward.length < ROOT_DIGITS) return false;
    root = (code->forward.data[0] - '0') * 10 + code->forward.data[1] - '0';
    if (root < 3 || root > 20) return false;
    snprintf(out, KIND_BYTES, "%02d", root);
    return true;
}

static bool find_root(const an_peers *peers, const an_peer_verb *verb, char out[KIND_BYTES])
{
    if (has_root(&verb->code, out)) return true;
    for (uint32_t i = 0; i < verb->pattern_count; i++)
        if (has_root(&peers->patterns.items[verb->first_pattern + i].code, out)) return true;
    return false;
}

static bool is_trigger(const tools *t, an_str words)
{
    an_word word = an_frames_word(t->frames, words);
    an_range range = word == AN_NONE ? (an_range){0, 0} : an_frames_triggers(t->frames, word);
    for (uint32_t i = 0; i < range.count; i++) {
        uint16_t class = t->frames->triggers[range.first + i].entry_class;
        if (class == AN_ENTRY_FRAME || class == AN_ENTRY_LIGHT || class == AN_ENTRY_REPORT || class == AN_ENTRY_ATTITUDE) return true;
    }
    return false;
}

static bool is_stem(const tools *t, an_str stem, const char *end)
{
    char text[WORDS_BYTES];
    if (is_trigger(t, stem)) return true;
    return snprintf(text, sizeof text, "%.*s%s", (int)stem.length, stem.data, end) < WORDS_BYTES && is_trigger(t, an_str_from(text));
}

/* Their verbs may be inflected: irregular forms by the lists of lemmas, others with a regular ending off ("raided", "banned", "defied"). */
static bool is_verb(const tools *t, an_str words)
{
    static const struct {
        const char *ending, *end;
    } endings[] = {{"", ""}, {"s", ""}, {"es", ""}, {"ed", "e"}, {"ing", "e"}, {"ies", "y"}, {"ied", "y"}};
    an_str irregular;
    for (size_t i = 0; i < words.length; i++)
        if (words.data[i] == ' ') words.length = i; /* the particle is asked for by the frame */
    irregular = an_lemmas_exception(an_lexicon_lemmas(t->lexicon), AN_LEMMA_VERB, words);
    if (irregular.data && is_trigger(t, irregular)) return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        an_str stem = words;
        if (!an_str_ends_with(words, endings[i].ending)) continue;
        stem.length -= strlen(endings[i].ending);
        if (is_stem(t, stem, endings[i].end)) return true;
        if (stem.length > 2 && stem.data[stem.length - 1] == stem.data[stem.length - 2]) stem.length--;
        if (is_trigger(t, stem)) return true;
    }
    return false;
}

static void count_verbs(const tools *t)
{
    const an_peers *peers = t->peers;
    tallies all = {0};
    bool *is_seen = calloc(peers->verbs.count + 1, sizeof *is_seen), *is_found = calloc(peers->verbs.count + 1, sizeof *is_found);
    for (uint32_t i = peers->first_of_kind[AN_PEER_VERB_ROOT]; is_seen && is_found && i < peers->first_of_kind[AN_PEER_VERB_ROOT + 1]; i++) {
        const an_peer_phrase *phrase = peers->phrases.items + i;
        char words[WORDS_BYTES], root[KIND_BYTES];
        an_str text = words_of(t, phrase, words);
        bool is_one;
        tally *row;
        if (!find_root(peers, peers->verbs.items + phrase->value, root)) continue;
        is_one = is_verb(t, text);
        row = tally_of(&all, root);
        row->words++;
        row->words_lacking += !is_one;
        if (!is_one && t->is_verbose) printf("verb\t%s\t%s\n", root, words);
        row->entries += !is_seen[phrase->value];
        row->entries_lacking += !is_seen[phrase->value];
        is_seen[phrase->value] = true;
        if (is_one && !is_found[phrase->value]) row->entries_lacking--;
        is_found[phrase->value] = is_found[phrase->value] || is_one;
    }
    print_tallies("verbs, by CAMEO root", &all);
    free(is_seen);
    free(is_found);
}

int main(int argc, char **argv)
{
    tools t = {0};
    annals_error error = {0};
    t.is_verbose = argc > 3 && strcmp(argv[3], "-v") == 0;
    if (argc < 3) {
        fprintf(stderr, "usage: eval_lacks LEXICON DICTIONARIES [-v]\n");
        return 2;
    }
    if (an_lexicon_open(&t.lexicon, argv[1], &error) != ANNALS_OK || an_peers_open(argv[2], NULL, NULL, &t.peers, &error) != ANNALS_OK) {
        fprintf(stderr, "%s\n", error.message);
        an_lexicon_close(t.lexicon);
        return 2;
    }
    t.actors = an_lexicon_actors(t.lexicon);
    t.roles = an_lexicon_roles(t.lexicon);
    t.places = an_lexicon_places(t.lexicon);
    t.frames = an_lexicon_frames(t.lexicon);
    count_actors(&t);
    count_agents(&t);
    count_verbs(&t);
    an_peers_close(t.peers);
    an_lexicon_close(t.lexicon);
    return 0;
}
