/* A parsed text: its sentences and tokens, as Universal Dependencies v2 sees them. */
#ifndef ANNALS_RECORD_SENTENCE_H
#define ANNALS_RECORD_SENTENCE_H

#include "base/arena.h"
#include "base/span.h"
#include "base/status.h"
#include "base/strbuf.h"
#include "record/ud.h"

#define AN_HEAD_ROOT (-1)
#define AN_NONE UINT32_MAX /* no index */

typedef enum an_name_kind { AN_NAME_NONE, AN_NAME_PERSON, AN_NAME_ORGANISATION, AN_NAME_PLACE, AN_NAME_MISC } an_name_kind;

/* One syntactic word. `split` fills span, form and the multiword and space fields, `parse` the rest. Strings live in the
 * article's text, the document's arena or the model. */
typedef struct an_token {
    an_span span;         /* in the article's text; the words of a multiword token ("don't") share it out between them */
    an_str form;          /* as written */
    an_str lemma;
    an_str xpos;          /* Penn tag */
    an_str features;      /* "Number=Plur|..." sorted as UD asks, or "" */
    int32_t head;         /* index inside the sentence, AN_HEAD_ROOT for the root */
    uint8_t upos;         /* an_upos */
    uint8_t deprel;       /* an_deprel, the universal relation */
    uint8_t subrel;       /* an_subrel */
    uint8_t multiword;    /* > 1 on the first word of a multiword token: how many words it has */
    uint8_t name;         /* an_name_kind of the name span that the word belongs to */
    bool starts_name;     /* first word of a name span */
    bool has_space_after;
} an_token;

typedef struct an_sentence {
    an_span span;
    uint32_t first_token; /* into an_parsed_text.tokens */
    uint32_t token_count; /* >= 1 */
    uint32_t paragraph;   /* counted from 0 over the article */
} an_sentence;

/* A phrase that speaks of what another phrase of the text speaks of. In order of first token, then longer first; two of one chain
 * may lie in one another, but do not cross. */
typedef struct an_reference {
    uint32_t first_token, end_token; /* [first, end) over the whole article, inside one sentence */
    uint32_t head_token;
    uint32_t chain;                  /* who has the same number is the same; from 1, in order of first mention */
    uint32_t antecedent;             /* the earlier reference that it takes up: an index; AN_NONE for the first of its chain */
} an_reference;

/* Owner: the document's arena. tokens of all sentences lie one after another in reading order. */
typedef struct an_parsed_text {
    an_str text; /* the article's clean text that spans point into */
    an_sentence *sentences;
    uint32_t sentence_count;
    an_token *tokens;
    uint32_t token_count;
    an_reference *references; /* coreference; filled after the parse */
    uint32_t reference_count;
} an_parsed_text;

static inline an_token *an_sentence_tokens(const an_parsed_text *text, uint32_t sentence)
{
    return text->tokens + text->sentences[sentence].first_token;
}

enum { AN_REFERENCE_DEPTH_MAX = 128 }; /* references that may lie in one another */

bool an_token_has_feature(const an_token *token, const char *feature); /* "Tense=Past" */

/* The text form: CoNLL-U. Writing and reading it again gives the same records. */
void an_parsed_text_write_conllu(const an_parsed_text *text, an_str document_id, an_strbuf *out);
annals_status an_parsed_text_read_conllu(an_arena *arena, an_str conllu, an_parsed_text *out, annals_error *error);

#endif
