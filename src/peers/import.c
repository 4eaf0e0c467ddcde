/* `annals lexicon import`: actors and agents become actors and roles, verbs and patterns become frames, each entry with the place that it
 * came from as a comment. What Annals cannot say is listed with the reason instead of being said wrongly. */
#include "peers/import.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lexicon/country.h"
#include "lexicon/phrase.h"

enum { GROUP_BYTES = 3, WORDS_SHOWN = 100, NAME_BYTES_MAX = 80 };

void an_peer_miss(an_peer_import *import, uint32_t file, uint32_t line, const char *reason, an_str words)
{
    an_str name = file < import->peers->files.count ? import->peers->files.items[file] : AN_STR("?");
    an_strbuf_printf(&import->missed, "%.*s:%u\t%s\t%.*s\n", (int)name.length, name.data, line, reason, (int)(words.length > WORDS_SHOWN ? WORDS_SHOWN : words.length), words.data ? words.data : "");
    import->counts.not_imported++;
}

static bool is_small_word(an_str word)
{
    static const char *const words[] = {"of", "the", "and", "for", "in", "on", "to", "de", "la", "el", "al", "bin", "ibn", "von", "van", "der", NULL};
    for (int i = 0; words[i]; i++)
        if (an_str_is(word, words[i])) return true;
    return false;
}

/* The peers write all in capitals; names get theirs back, since a capital matches a capital only. */
void an_peer_put_words(an_peer_import *import, const an_peer_phrase *phrase, bool in_title_case)
{
    for (uint32_t w = 0; w < phrase->word_count; w++) {
        an_str word = import->peers->words.items[phrase->first_word + w].text;
        if (w) an_strbuf_putc(&import->out, ' ');
        if (in_title_case && word.length && !(w && is_small_word(word)) && word.data[0] >= 'a' && word.data[0] <= 'z') {
            an_strbuf_putc(&import->out, (char)(word.data[0] - 'a' + 'A'));
            word.data++, word.length--;
        }
        an_strbuf_put_str(&import->out, word);
    }
}

static bool is_same_phrase(const an_peers *peers, const an_peer_phrase *a, const an_peer_phrase *b)
{
    if (a->word_count != b->word_count) return false;
    for (uint32_t w = 0; w < a->word_count; w++)
        if (!an_str_equal(peers->words.items[a->first_word + w].text, peers->words.items[b->first_word + w].text)) return false;
    return true;
}

/* The same words stand in an earlier entry: here only the first counts. */
static bool is_said_before(const an_peers *peers, const an_peer_phrase *phrase)
{
    uint32_t at = an_peer_slot(peers, phrase->kind, phrase->hash);
    for (uint32_t i = at ? at - 1 : AN_NONE; at && i < peers->first_of_kind[phrase->kind + 1] && peers->phrases.items[i].hash == phrase->hash; i++)
        if (peers->phrases.items[i].order < phrase->order && is_same_phrase(peers, peers->phrases.items + i, phrase)) return true;
    return false;
}

/* Bytes that the text format gives a meaning, phrases that are too long for it (which counts a mark within a word as another word). */
static bool is_plain(const an_peer_import *import, const an_peer_phrase *phrase)
{
    if (phrase->word_count > AN_PHRASE_WORDS_MAX - 2 || (phrase->kind == AN_PEER_AGENT && is_said_before(import->peers, phrase))) return false;
    for (uint32_t w = 0; w < phrase->word_count; w++) {
        an_str word = import->peers->words.items[phrase->first_word + w].text;
        for (size_t i = 0; i < word.length; i++)
            if ((unsigned char)word.data[i] < 0x20 || strchr(";#\"", word.data[i])) return false;
    }
    return true;
}

typedef struct group_row {
    const char *group, *kind;
} group_row;

/* What a group of three letters in a code says of who it is; the first that fits. */
static const group_row kinds[] = {{"GOV", "government"}, {"MIL", "military"}, {"REB", "armed-group"}, {"UAF", "armed-group"}, {"INS", "armed-group"}, {"SEP", "armed-group"},
    {"IGO", "igo"}, {"NGO", "ngo"}, {"NGM", "ngo"}, {"MNC", "company"}, {"BUS", "company"}, {"MED", "media"}, {"PTY", "party"}, {"OPP", "organisation"}, {"CVL", "population"}};

static const char *kind_of(an_str code)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i + GROUP_BYTES <= code.length; i += GROUP_BYTES)
            if (memcmp(code.data + i, kinds[k].group, GROUP_BYTES) == 0) return kinds[k].kind;
    return code.length == GROUP_BYTES && an_country_is_code(code) ? "state" : "organisation";
}

static void put_validity(an_peer_import *import, const an_peer_code *code)
{
    char day[AN_ISO_DAY_BYTES];
    if (code->from != AN_DAY_UNKNOWN) an_strbuf_printf(&import->out, " from %s", an_iso_format(code->from, day));
    if (code->to != AN_DAY_UNKNOWN) an_strbuf_printf(&import->out, " until %s", an_iso_format(code->to, day));
    an_strbuf_putc(&import->out, '\n');
}

static bool is_usable(an_str code) { return code.length && code.data[0] >= 'A' && code.data[0] <= 'Z' && memchr(code.data, '/', code.length) == NULL; }

static void put_sectors(an_peer_import *import, const an_peer_code *code)
{
    bool has_any = false;
    for (size_t i = 0; i + GROUP_BYTES <= code->code.length; i += GROUP_BYTES) {
        an_str group = {code->code.data + i, GROUP_BYTES};
        if (an_sector_parse(group) == AN_SECTOR_NONE || (!i && an_country_is_code(group))) continue;
        an_strbuf_puts(&import->out, has_any ? " " : "    sectors ");
        an_strbuf_put_str(&import->out, group);
        has_any = true;
    }
    if (has_any) put_validity(import, code);
}

static void put_code(an_peer_import *import, const an_peer_code *code)
{
    an_strbuf_printf(&import->out, "    cameo %.*s", (int)code->code.length, code->code.data);
    put_validity(import, code);
    put_sectors(import, code);
}

/* Phrases by entry: first_of[e] .. first_of[e + 1] in `order`. */
typedef struct phrase_index {
    uint32_t *first_of, *order;
} phrase_index;

static bool index_phrases(an_peer_import *import, an_peer_kind kind, uint32_t entries, phrase_index *index)
{
    const an_peers *peers = import->peers;
    uint32_t first = peers->first_of_kind[kind], end = peers->first_of_kind[kind + 1];
    uint32_t *fill = AN_NEW_ARRAY(import->arena, uint32_t, entries + 1);
    index->first_of = AN_NEW_ARRAY(import->arena, uint32_t, entries + 2);
    index->order = AN_NEW_ARRAY(import->arena, uint32_t, end - first + 1);
    if (!fill || !index->first_of || !index->order) return false;
    for (uint32_t i = first; i < end; i++) index->first_of[peers->phrases.items[i].value + 1]++;
    for (uint32_t e = 0; e < entries; e++) index->first_of[e + 1] += index->first_of[e];
    memcpy(fill, index->first_of, (entries + 1) * sizeof *fill);
    for (uint32_t i = first; i < end; i++) index->order[fill[peers->phrases.items[i].value]++] = i;
    return true;
}

/* The phrase that was read first: the entry's head. */
static const an_peer_phrase *head_phrase(const an_peer_import *import, const phrase_index *index, uint32_t entry)
{
    const an_peer_phrase *head = NULL;
    for (uint32_t i = index->first_of[entry]; i < index->first_of[entry + 1]; i++) {
        const an_peer_phrase *phrase = import->peers->phrases.items + index->order[i];
        if (is_plain(import, phrase) && (!head || phrase->order < head->order)) head = phrase;
    }
    return head;
}

/* "peer.NUMBER.name-in-words": the number keeps ids apart. */
static void put_id(an_peer_import *import, const an_peer_phrase *head, uint32_t number)
{
    size_t start = import->out.length;
    an_strbuf_printf(&import->out, "peer.%u.", number);
    for (uint32_t w = 0; w < head->word_count && import->out.length - start < NAME_BYTES_MAX; w++) {
        an_str word = import->peers->words.items[head->first_word + w].text;
        if (w) an_strbuf_putc(&import->out, '-');
        for (size_t i = 0; i < word.length; i++)
            if ((word.data[i] >= 'a' && word.data[i] <= 'z') || (word.data[i] >= '0' && word.data[i] <= '9')) an_strbuf_putc(&import->out, word.data[i]);
    }
}

static void put_aliases(an_peer_import *import, const phrase_index *index, uint32_t entry, const an_peer_phrase *head)
{
    for (uint32_t i = index->first_of[entry]; i < index->first_of[entry + 1]; i++) {
        const an_peer_phrase *phrase = import->peers->phrases.items + index->order[i];
        if (phrase == head || is_same_phrase(import->peers, phrase, head)) continue;
        if (!is_plain(import, phrase)) {
            an_peer_miss(import, phrase->file, phrase->line, "too many words, or characters that mean something in the text format", import->peers->words.items[phrase->first_word].text);
            continue;
        }
        an_strbuf_puts(&import->out, "    alias ");
        an_peer_put_words(import, phrase, true);
        an_strbuf_putc(&import->out, '\n');
    }
}

static void put_actor(an_peer_import *import, const phrase_index *index, uint32_t entry)
{
    const an_peers *peers = import->peers;
    const an_peer_actor *actor = peers->actors.items + entry;
    const an_peer_phrase *head = head_phrase(import, index, entry);
    const an_peer_code *first = NULL;
    for (uint32_t i = 0; i < actor->code_count && !first; i++)
        if (is_usable(peers->codes.items[actor->first_code + i].code)) first = peers->codes.items + actor->first_code + i;
    if (!head || !first) {
        an_peer_miss(import, actor->file, actor->line, !head ? "no words that can be said" : "no code of an actor (none, discarded, too complex or several in one)",
                     head ? peers->words.items[head->first_word].text : AN_STR(""));
        return;
    }
    an_strbuf_puts(&import->out, "actor ");
    put_id(import, head, entry + 1);
    an_strbuf_printf(&import->out, " # %.*s:%u\n    name ", (int)peers->files.items[actor->file].length, peers->files.items[actor->file].data, actor->line);
    an_peer_put_words(import, head, true);
    an_strbuf_printf(&import->out, "\n    kind %s\n", kind_of(first->code));
    if (first->code.length >= GROUP_BYTES && an_country_is_code((an_str){first->code.data, GROUP_BYTES}))
        an_strbuf_printf(&import->out, "    country %.*s\n", GROUP_BYTES, first->code.data);
    for (uint32_t i = 0; i < actor->code_count; i++) {
        const an_peer_code *code = peers->codes.items + actor->first_code + i;
        if (is_usable(code->code)) put_code(import, code);
        else an_peer_miss(import, actor->file, code->line, "no code of an actor (none, discarded, too complex or several in one)", code->code);
    }
    put_aliases(import, index, entry, head);
    import->counts.actors++;
}

void an_peer_import_actors(an_peer_import *import)
{
    phrase_index index;
    if (!index_phrases(import, AN_PEER_ACTOR, (uint32_t)import->peers->actors.count, &index)) return;
    for (uint32_t e = 0; e < import->peers->actors.count; e++) put_actor(import, &index, e);
}

static void put_role(an_peer_import *import, const phrase_index *index, uint32_t entry)
{
    const an_peer_agent *agent = import->peers->agents.items + entry;
    const an_peer_phrase *head = head_phrase(import, index, entry);
    an_str sector = {0};
    for (size_t i = 0; i + GROUP_BYTES <= agent->code.length && !sector.data; i += GROUP_BYTES)
        if (an_sector_parse((an_str){agent->code.data + i, GROUP_BYTES}) != AN_SECTOR_NONE) sector = (an_str){agent->code.data + i, GROUP_BYTES};
    if (!head) return;
    if (!sector.data) {
        an_peer_miss(import, head->file, head->line, "the agent's code holds no PLOVER sector", agent->code);
        return;
    }
    if (agent->is_prefix) an_peer_miss(import, head->file, head->line, "said, but the code stands before the actor's there (NGO~)", agent->code);
    an_strbuf_puts(&import->out, "role ");
    an_peer_put_words(import, head, false);
    an_strbuf_printf(&import->out, " ; sector %.*s ; cameo %.*s", (int)sector.length, sector.data, (int)agent->code.length, agent->code.data);
    for (uint32_t i = index->first_of[entry]; i < index->first_of[entry + 1]; i++) {
        const an_peer_phrase *phrase = import->peers->phrases.items + index->order[i];
        if (phrase == head || !is_plain(import, phrase)) continue;
        an_strbuf_puts(&import->out, " ; alias ");
        an_peer_put_words(import, phrase, false);
    }
    an_strbuf_putc(&import->out, '\n');
    import->counts.roles++;
}

void an_peer_import_roles(an_peer_import *import)
{
    phrase_index index;
    if (!index_phrases(import, AN_PEER_AGENT, (uint32_t)import->peers->agents.count, &index)) return;
    for (uint32_t e = 0; e < import->peers->agents.count; e++) put_role(import, &index, e);
}

static annals_status write_file(const char *folder, const char *name, const an_strbuf *text, annals_error *error)
{
    char path[4096];
    FILE *file;
    bool is_written;
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) return an_fail(error, ANNALS_E_LIMIT, "peers", 0, "the path of %s is too long", name);
    if (text->has_failed) return an_fail(error, ANNALS_E_MEMORY, "peers", 0, "out of memory");
    file = fopen(path, "wb");
    if (!file) return an_fail(error, ANNALS_E_IO, "peers", 0, "cannot write %s", path);
    is_written = fwrite(text->data ? text->data : "", 1, text->length, file) == text->length;
    if (fclose(file) != 0 || !is_written) return an_fail(error, ANNALS_E_IO, "peers", 0, "cannot write %s", path);
    return ANNALS_OK;
}

typedef struct output {
    const char *name;
    void (*make)(an_peer_import *import);
} output;

static const output outputs[] = {{"actors.txt", an_peer_import_actors}, {"roles.txt", an_peer_import_roles}, {"frames.txt", an_peer_import_frames}};

/* What of the dictionaries has no place in ours at all. */
static void miss_the_rest(an_peer_import *import)
{
    const an_peers *peers = import->peers;
    static const struct { an_peer_kind kind; const char *reason; } rest[] = {{AN_PEER_DISCARD, "words that discard a sentence or story"},
        {AN_PEER_ISSUE, "an issue: contexts are weighted words of a fixed list"}, {AN_PEER_TIME, "a time: times are read by the program itself"},
        {AN_PEER_NOUN_WORD, "a noun that is no verb: told by the parse"}, {AN_PEER_ADJECTIVE, "an adjective: told by the parse"}};
    for (size_t r = 0; r < sizeof rest / sizeof *rest; r++)
        for (uint32_t i = peers->first_of_kind[rest[r].kind]; i < peers->first_of_kind[rest[r].kind + 1]; i++)
            an_peer_miss(import, peers->phrases.items[i].file, peers->phrases.items[i].line, rest[r].reason, peers->words.items[peers->phrases.items[i].first_word].text);
    for (size_t i = 0; i < peers->transforms.count; i++)
        an_peer_miss(import, peers->transforms.items[i].file, peers->transforms.items[i].line, "a transformation: frames know `content` only", peers->transforms.items[i].outer);
}

static annals_status write_all(an_peer_import *import, const char *out_folder, annals_error *error)
{
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        an_strbuf_clear(&import->out);
        an_strbuf_puts(&import->out, "# Made by `annals lexicon import`; the comment behind an entry names the line that it came from.\n\n");
        outputs[i].make(import);
        if (import->arena->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "peers", 0, "out of memory");
        AN_TRY(write_file(out_folder, outputs[i].name, &import->out, error));
    }
    miss_the_rest(import);
    return write_file(out_folder, "not-imported.tsv", &import->missed, error);
}

annals_status an_peers_import(const char *folder, const an_codebook *codebook, const char *out_folder, an_peers_on_problem on_problem, void *user,
                              an_peers_import_counts *counts, annals_error *error)
{
    an_peers *peers;
    an_arena arena;
    an_peer_import import = {.codebook = codebook, .arena = &arena};
    annals_status status;
    AN_TRY(an_peers_open(folder, on_problem, user, &peers, error));
    if (mkdir(out_folder, 0777) != 0 && errno != EEXIST) {
        an_peers_close(peers);
        return an_fail(error, ANNALS_E_IO, "peers", 0, "cannot make the folder %s", out_folder);
    }
    import.peers = peers;
    an_arena_init(&arena, 0);
    an_strbuf_init(&import.out, 0);
    an_strbuf_init(&import.missed, 0);
    status = write_all(&import, out_folder, error);
    if (counts) *counts = import.counts;
    an_strbuf_free(&import.out);
    an_strbuf_free(&import.missed);
    an_arena_free(&arena);
    an_peers_close(peers);
    return status;
}
