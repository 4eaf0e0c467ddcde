/* split_words OUT [--plain TEXT]... TREEBANK.conllu...: what the splitter's network sees of each word, and what it should say, for
 * split_network.py: one `record` a word, in this machine's byte order. With the same plain texts as train_split.
 * split_words --forms <WORDS >HASHES: the keys under which the network knows words, one word a line. */
#include <stdio.h>
#include <stdlib.h>

#include "record/sentence.h"
#include "split/features.h"
#include "split/network.h"
#include "split_casing.h"
#include "split_files.h"

typedef struct record {
    uint64_t form;
    uint16_t pieces[AN_SPLIT_PIECES], piece_of_space; /* the first of `pieces`, were the word behind a blank */
    uint8_t tag, relation;
    uint8_t ends_sentence, starts_paragraph, may_end; /* 0 or 1 */
    uint8_t unused[3];
} record;

static uint8_t tag_of(an_str xpos)
{
    static const char *const tags[] = {
        "NN", "NNS", "NNP", "NNPS", "VB", "VBP", "VBZ", "VBD", "VBG", "VBN", "MD", "TO", "IN", "DT", "PDT", "EX", "PRP", "PRP$", "WP$", "POS",
        "RB", "RBR", "RBS", "RP", "JJ", "JJR", "JJS", "CC", "CD", "UH", "WDT", "WP", "WRB", "ADD", "LS", "NFP", "SYM", "$", ".", ",", ":", "``",
        "''", "-LRB-", "-RRB-", "HYPH"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (an_str_is(xpos, tags[i])) return (uint8_t)(i + 1);
    return 0;
}

static record describe(const an_split_unit *word, const an_token *token)
{
    record r = {.form = word->form, .tag = tag_of(token->xpos), .relation = token->deprel};
    an_split_unit behind_blank = *word;
    uint32_t rows[AN_SPLIT_PIECES];
    an_split_network_pieces(word, rows);
    for (int k = 0; k < AN_SPLIT_PIECES; k++) r.pieces[k] = (uint16_t)rows[k];
    behind_blank.gap = AN_GAP_SPACE;
    an_split_network_pieces(&behind_blank, rows);
    r.piece_of_space = (uint16_t)rows[0];
    return r;
}

static bool is_start(const an_parsed_text *text, uint32_t sentence)
{
    return !sentence || text->sentences[sentence].paragraph != text->sentences[sentence - 1].paragraph;
}

static an_split_units describe_words(an_arena *arena, const an_parsed_text *text, const an_casing_table *casing)
{
    an_split_units words = {0};
    uint32_t multiword_end = 0;
    for (uint32_t s = 0, i = 0; s < text->sentence_count; s++)
        for (uint32_t k = 0; k < text->sentences[s].token_count; k++, i++) {
            an_split_unit word = an_split_describe(text->text, text->tokens[i].span);
            bool is_apart = i > 0 && text->tokens[i - 1].span.end < word.span.start;
            word.gap = k == 0 && is_start(text, s) ? AN_GAP_START : is_apart ? AN_GAP_SPACE : AN_GAP_NONE;
            word.casing = (uint8_t)an_casing_find(casing, word.form);
            word.continues_word = i < multiword_end;
            if (text->tokens[i].multiword > 1) multiword_end = i + text->tokens[i].multiword;
            AN_PUSH(arena, &words, word);
        }
    return words;
}

static void write_words(const an_parsed_text *text, const an_split_units *words, FILE *out)
{
    for (uint32_t s = 0, i = 0; s < text->sentence_count; s++)
        for (uint32_t k = 0; k < text->sentences[s].token_count; k++, i++) {
            record r = describe(words->items + i, text->tokens + i);
            r.ends_sentence = k + 1 == text->sentences[s].token_count;
            r.starts_paragraph = k == 0 && is_start(text, s);
            r.may_end = an_split_sentence_may_end(words, i);
            fwrite(&r, sizeof r, 1, out);
        }
}

static bool write_treebank(const char *path, const an_casing_table *casing, FILE *out)
{
    an_str bytes = split_read_file(path);
    an_parsed_text text;
    annals_error error;
    an_arena arena;
    bool is_read;
    an_arena_init(&arena, 0);
    is_read = an_parsed_text_read_conllu(&arena, bytes, &text, &error) == ANNALS_OK;
    if (is_read) {
        an_split_units words = describe_words(&arena, &text, casing);
        write_words(&text, &words, out);
    } else {
        fprintf(stderr, "split_words: %s: %s\n", path, error.message);
    }
    an_arena_free(&arena);
    free((void *)(uintptr_t)bytes.data);
    return is_read;
}

static int write_forms(void)
{
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        size_t length = strcspn(line, "\n");
        an_split_unit word = an_split_describe((an_str){line, length}, (an_span){0, (uint32_t)length});
        fwrite(&word.form, sizeof word.form, 1, stdout);
    }
    return 0;
}

int main(int argc, char **argv)
{
    casing_counts counts = {0};
    an_casing_table casing = {0};
    int next = 2;
    FILE *out;
    if (argc == 2 && strcmp(argv[1], "--forms") == 0) return write_forms();
    for (; next + 1 < argc && strcmp(argv[next], "--plain") == 0; next += 2) split_read_plain(argv[next + 1], &counts);
    if (next >= argc) {
        fprintf(stderr, "usage: split_words OUT [--plain TEXT]... TREEBANK.conllu... | split_words --forms\n");
        return 2;
    }
    casing.entries = casing_table(&counts, &casing.count);
    casing_free(&counts);
    out = fopen(argv[1], "wb");
    for (; out && next < argc; next++)
        if (!write_treebank(argv[next], &casing, out)) return 1;
    if (out && fclose(out) == 0) return 0;
    fprintf(stderr, "split_words: %s: cannot be written\n", argv[1]);
    return 1;
}
