/* Fuzz target: dictionaries of other coders. The first byte says for which dialect and as what the rest is read; what could be read then
 * codes a sentence in TABARI's way, which needs no parse, and one with a small tree. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "peers/coding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_as(an_peer_reader *reader, unsigned what, an_str text)
{
    switch (what) {
    case 0: an_peer_read_verbs(reader, text); break;
    case 1: an_peer_read_actors(reader, text, AN_PEER_ACTOR); break;
    case 2: an_peer_read_agents(reader, text); break;
    case 3: an_peer_read_topics(reader, text, true); break;
    case 4: an_peer_read_topics(reader, text, false); break;
    default: an_peer_read_options(reader, text); break;
    }
}

/* "Ala hit the Bor men" */
static void give_tree(an_token *tokens, const char *text)
{
    static const char *const forms[] = {"Ala", "hit", "the", "Bor", "men"};
    static const int heads[] = {1, AN_HEAD_ROOT, 4, 4, 1};
    static const uint8_t relations[] = {AN_DEPREL_NSUBJ, AN_DEPREL_ROOT, AN_DEPREL_DET, AN_DEPREL_COMPOUND, AN_DEPREL_OBJ};
    static const uint8_t parts[] = {AN_UPOS_PROPN, AN_UPOS_VERB, AN_UPOS_DET, AN_UPOS_PROPN, AN_UPOS_NOUN};
    uint32_t at = 0;
    for (int i = 0; i < 5; i++) {
        tokens[i].form = tokens[i].lemma = an_str_from(forms[i]);
        tokens[i].span = (an_span){at, at + (uint32_t)strlen(forms[i])};
        tokens[i].xpos = tokens[i].features = an_str_from("");
        tokens[i].head = heads[i], tokens[i].deprel = relations[i], tokens[i].upos = parts[i];
        at += (uint32_t)strlen(forms[i]) + 1;
    }
    (void)text;
}

static void code(an_peers *peers)
{
    static const char text[] = "Ala hit the Bor men";
    an_token tokens[5] = {0};
    an_sentence sentence = {.span = {0, sizeof text - 1}, .token_count = 5};
    an_document document = {0};
    an_arena arena, scratch;
    annals_error error;
    an_arena_init(&arena, 1 << 26);
    an_arena_init(&scratch, 1 << 26);
    give_tree(tokens, text);
    document.parsed = (an_parsed_text){.text = an_str_from(text), .sentences = &sentence, .sentence_count = 1, .tokens = tokens, .token_count = 5};
    document.article.text = document.parsed.text;
    an_peers_code(peers, NULL, &arena, &scratch, &document, &error);
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char actors[] = "ALA [ALA]\nBOR [BOR]\n", agents[] = "MEN {} [~MIL]\n";
    an_peers *peers;
    an_arena scratch;
    an_peer_reader reader = {.scratch = &scratch, .open_set = UINT32_MAX};
    if (!size || !(peers = calloc(1, sizeof *peers))) return 0;
    an_arena_init(&peers->arena, 1 << 28);
    an_arena_init(&scratch, 1 << 26);
    reader.peers = peers;
    peers->dialect = (an_peer_dialect)(data[0] % 3);
    AN_PUSH(&peers->arena, &peers->files, AN_STR("fuzz"));
    an_peer_read_actors(&reader, (an_str){actors, sizeof actors - 1}, AN_PEER_ACTOR);
    an_peer_read_agents(&reader, (an_str){agents, sizeof agents - 1});
    read_as(&reader, data[0] / 3 % 6, (an_str){(const char *)data + 1, size - 1});
    if (an_peer_index(peers) && !peers->arena.is_exhausted && !scratch.is_exhausted) code(peers);
    an_arena_free(&scratch);
    an_peers_close(peers);
    return 0;
}
