#include "record/derivation.h"

#define TEXT(name, text) text,
const char *const an_derivation_kind_names[AN_DERIVATION_KIND_COUNT] = {AN_DERIVATION_KIND_LIST(TEXT)};
const char *const an_direction_names[AN_DIRECTION_COUNT] = {AN_DIRECTION_LIST(TEXT)};
const char *const an_passage_kind_names[AN_PASSAGE_KIND_COUNT] = {AN_PASSAGE_KIND_LIST(TEXT)};

enum { SHARE_DECIMALS = 2 };

static void put_number(an_json *json, const char *key, double value)
{
    an_json_key(json, key);
    an_json_number(json, value, SHARE_DECIMALS);
}

static void put_words(an_json *json, const char *key, const an_article *article, an_span span)
{
    bool is_there = article->text.data && span.end <= article->text.length;
    an_json_key(json, key);
    an_json_open_object(json);
    an_json_key(json, "text");
    an_json_str(json, is_there ? an_str_of_span(article->text.data, span) : (an_str){0});
    an_json_key(json, "span");
    an_json_span(json, span);
    an_json_close_object(json);
}

const char *an_derivation_key(const an_article *taker, const an_article *source, char out[AN_DERIVATION_KEY_BYTES])
{
    memcpy(out, taker->sha256, AN_DERIVATION_KEY_HALF);
    memcpy(out + AN_DERIVATION_KEY_HALF, source->sha256, AN_DERIVATION_KEY_HALF);
    out[2 * AN_DERIVATION_KEY_HALF] = '\0';
    return out;
}

void an_derivation_write_json(const an_derivation *derivation, const an_article *taker, const an_article *source, an_strbuf *out)
{
    an_json json;
    char key[AN_DERIVATION_KEY_BYTES];
    an_json_begin(&json, out);
    an_json_open_object(&json);
    an_json_key(&json, "key");
    an_json_cstr(&json, an_derivation_key(taker, source, key));
    an_json_key(&json, "taker");
    an_json_str(&json, taker->id);
    an_json_key(&json, "source");
    an_json_str(&json, source->id);
    an_json_key(&json, "kind");
    an_json_cstr(&json, an_derivation_kind_names[derivation->kind]);
    an_json_key(&json, "direction");
    an_json_cstr(&json, an_direction_names[derivation->direction]);
    put_number(&json, "score", derivation->score);
    put_number(&json, "taken", derivation->taken);
    put_number(&json, "given", derivation->given);
    an_json_key(&json, "passages");
    an_json_open_array(&json);
    for (size_t i = 0; i < derivation->passages.count; i++) {
        const an_passage *p = &derivation->passages.items[i];
        an_json_open_object(&json);
        an_json_key(&json, "kind");
        an_json_cstr(&json, an_passage_kind_names[p->kind]);
        put_words(&json, "taker", taker, p->taker);
        put_words(&json, "source", source, p->source);
        an_json_close_object(&json);
    }
    an_json_close_array(&json);
    an_json_close_object(&json);
}
