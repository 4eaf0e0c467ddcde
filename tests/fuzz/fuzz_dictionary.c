/* Fuzz target: dictionary texts and damaged sections. The first byte says which: an even one, and the rest is a dictionary text that is
 * read and compiled by every kind of entry; an odd one, and the rest is a section of phrases that is opened and searched. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "lexicon/kinds.h"
#include "lexicon/phrase.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compile_text(an_str text)
{
    an_arena arena;
    an_blocks blocks = {0};
    an_problem_sink problems = {0};
    an_lexicon_build build = {.arena = &arena, .folder = "/nonexistent", .blocks = &blocks, .problems = &problems};
    annals_error error;
    an_arena_init(&arena, 1 << 28);
    if (an_blocks_read_text(&arena, AN_STR("fuzz"), text, &blocks, &problems, &error) == ANNALS_OK)
        for (const an_lexicon_part *const *part = an_lexicon_parts; *part; part++)
            if ((*part)->compile(&build, &error) != ANNALS_OK) break;
    an_arena_free(&arena);
}

static void search_section(an_str section)
{
    enum { WORDS = 4 };
    static const char *const words[WORDS] = {"Islamic", "State", "al-Qaida", "U.S."};
    an_phrase_table table;
    an_phrase_match match, matches[AN_PHRASE_WORDS_MAX];
    annals_error error;
    an_arena arena;
    an_token tokens[WORDS] = {0};
    an_str folded[WORDS];
    void *aligned = malloc(section.length + 1); /* as the file is mapped */
    if (!aligned) return;
    memcpy(aligned, section.data, section.length);
    an_arena_init(&arena, 0);
    if (an_phrase_table_open(&table, (an_str){aligned, section.length}, "fuzz", &error) == ANNALS_OK) {
        for (int i = 0; i < WORDS; i++) {
            tokens[i].form = an_str_from(words[i]);
            folded[i] = an_utf8_fold(&arena, tokens[i].form);
        }
        for (uint32_t i = 0; i < WORDS; i++) an_phrase_find(&table, tokens, folded, i, WORDS, matches);
        an_phrase_lookup(&table, AN_STR("Islamic State"), &match);
    }
    an_arena_free(&arena);
    free(aligned);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    if (data[0] % 2 == 0) compile_text((an_str){(const char *)data + 1, size - 1});
    else search_section((an_str){(const char *)data + 1, size - 1});
    return 0;
}
