/* Parsed sentences for tests, written by hand in a short form:
 *
 *     "They/PRON/2/nsubj fled/VERB/0/root/flee on/ADP/4/case Friday/PROPN/2/obl/Friday/J"
 *
 * form/UPOS/head/relation, then the lemma (the small form if it is missing) and marks: P plural, J no space behind, N the tag VBN,
 * D the tag VBD, G the tag VBG, Z the tag VBZ, S the tag NNPS, H part of a person's name, L of a place's, O of an organisation's. " | " parts sentences. */
#ifndef ANNALS_TESTS_MARKED_TEXT_H
#define ANNALS_TESTS_MARKED_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "record/sentence.h"

enum { MARKED_FIELDS = 6, MARKED_TEXT_BYTES = 4096 };

static inline void split_marked(char *word, char *fields[MARKED_FIELDS])
{
    for (int i = 0; i < MARKED_FIELDS; i++) {
        fields[i] = word;
        word += strcspn(word, "/");
        if (*word) *word++ = '\0';
    }
}

/* One token as a line of CoNLL-U, without what the reader takes from records (names, spans). */
static inline void put_marked_token(an_arena *arena, an_strbuf *out, int number, char *word)
{
    char *f[MARKED_FIELDS];
    an_str lemma;
    split_marked(word, f);
    lemma = *f[4] ? an_str_from(f[4]) : an_utf8_fold(arena, an_str_from(f[0]));
    an_strbuf_printf(out, "%d\t%s\t%.*s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", number, f[0], (int)lemma.length, lemma.data, f[1],
                     strchr(f[5], 'N') ? "VBN" : strchr(f[5], 'D') ? "VBD" : strchr(f[5], 'G') ? "VBG" : strchr(f[5], 'Z') ? "VBZ" : strchr(f[5], 'S') ? "NNPS" : "_", strchr(f[5], 'P') ? "Number=Plur" : "_", f[2], f[3],
                     strchr(f[5], 'J') ? "SpaceAfter=No" : "_");
}

static inline void mark_name(an_token *token, const char *word)
{
    const char *marks = word;
    for (int i = 0; i < MARKED_FIELDS - 1 && marks; i++) marks = strchr(marks, '/') ? strchr(marks, '/') + 1 : NULL;
    if (!marks) return;
    marks = strndup(marks, strcspn(marks, " "));
    token->name = strchr(marks, 'H') ? AN_NAME_PERSON : strchr(marks, 'L') ? AN_NAME_PLACE : strchr(marks, 'O') ? AN_NAME_ORGANISATION : AN_NAME_NONE;
    free((void *)(uintptr_t)marks);
}

static inline an_parsed_text read_marked(an_arena *arena, const char *marked)
{
    char copy[MARKED_TEXT_BYTES], *rest = copy, *word;
    an_strbuf conllu;
    an_parsed_text text = {0};
    annals_error error = {0};
    int number = 1;
    uint32_t token = 0;
    assert_true(strlen(marked) < sizeof copy);
    strcpy(copy, marked);
    an_strbuf_init(&conllu, 0);
    while ((word = strtok_r(rest, " ", &rest)) != NULL) {
        if (strcmp(word, "|") == 0) an_strbuf_puts(&conllu, "\n"), number = 1;
        else put_marked_token(arena, &conllu, number++, word);
    }
    an_strbuf_puts(&conllu, "\n");
    assert_int_equal(an_parsed_text_read_conllu(arena, an_strbuf_view(&conllu), &text, &error), ANNALS_OK);
    for (const char *at = marked; *at; at += strcspn(at, " "), at += strspn(at, " "))
        if (*at != '|') mark_name(&text.tokens[token++], at);
    assert_int_equal(token, text.token_count);
    an_strbuf_free(&conllu);
    return text;
}

#endif
