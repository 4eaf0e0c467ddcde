/* What a page says of itself in JSON-LD (schema.org): the first object, however deep, whose type is that of an article. Pages get JSON
 * wrong in two ways that are worth mending: raw line ends inside of strings, and a comment or CDATA around all. */
#include <jansson.h>
#include <string.h>

#include "read/block.h"
#include "read/dates.h"
#include "read/limits.h"
#include "read/tidy.h"

static bool is_article_type(const char *type)
{
    static const char *const endings[] = {"Article", "BlogPosting", "Report", "OpinionNewsArticle", "LiveBlogPosting"};
    size_t length = strlen(type);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (length >= n && strcmp(type + length - n, endings[i]) == 0) return true;
    }
    return false;
}

static bool is_article(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type");
    if (json_is_string(type)) return is_article_type(json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++)
        if (json_is_string(json_array_get(type, i)) && is_article_type(json_string_value(json_array_get(type, i)))) return true;
    return false;
}

/* Depth first, in the order of the text; jansson keeps the order of keys. */
static const json_t *find_article(const json_t *value, int depth)
{
    const char *key;
    json_t *child;
    const json_t *found = NULL;
    if (depth > AN_READ_JSON_LD_DEPTH_MAX) return NULL;
    if (json_is_object(value)) {
        if (is_article(value)) return value;
        json_object_foreach((json_t *)(uintptr_t)value, key, child) if (!found) found = find_article(child, depth + 1);
    }
    for (size_t i = 0; !found && i < json_array_size(value); i++) found = find_article(json_array_get(value, i), depth + 1);
    return found;
}

static an_str text_of(an_arena *arena, const json_t *value)
{
    if (!json_is_string(value)) return (an_str){0};
    return an_read_tidy_field(arena, (an_str){json_string_value(value), json_string_length(value)});
}

/* A thing is its name, or an object that has one; of a list all names, ", " between. */
static an_str name_of(an_arena *arena, const json_t *value)
{
    an_str all = {0};
    if (json_is_object(value)) return name_of(arena, json_object_get(value, "name"));
    if (!json_is_array(value)) return text_of(arena, value);
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *item = json_array_get(value, i);
        an_str name = json_is_object(item) ? text_of(arena, json_object_get(item, "name")) : text_of(arena, item);
        char *joined = name.data ? an_arena_alloc(arena, all.length + name.length + 3) : NULL;
        if (!joined || all.length + name.length > AN_READ_FIELD_BYTES_MAX) continue;
        if (all.length) memcpy(joined, all.data, all.length), memcpy(joined + all.length, ", ", 2), all.length += 2;
        memcpy(joined + all.length, name.data, name.length);
        all = (an_str){joined, all.length + name.length};
    }
    return all;
}

static void take(an_str *field, an_str found)
{
    if (!field->data) *field = found;
}

static void take_article(an_arena *arena, const json_t *article, an_read_facts *facts)
{
    an_date_range date;
    const json_t *published = json_object_get(article, "datePublished"), *body = json_object_get(article, "articleBody");
    take(&facts->title, text_of(arena, json_object_get(article, "headline")));
    take(&facts->outlet, name_of(arena, json_object_get(article, "publisher")));
    take(&facts->author, name_of(arena, json_object_get(article, "author")));
    take(&facts->url, text_of(arena, json_object_get(article, "url")));
    take(&facts->lang, text_of(arena, json_object_get(article, "inLanguage")));
    if (!json_is_string(published)) published = json_object_get(article, "dateCreated");
    if (json_is_string(published) && an_read_machine_date((an_str){json_string_value(published), json_string_length(published)},
        &date))
        an_read_offer_date(facts, date, AN_BASIS_JSON_LD);
    if (json_is_string(body) && !facts->body.data)
        facts->body = (an_str){an_arena_copy(arena, json_string_value(body), json_string_length(body)), json_string_length(body)};
}

static an_str mend(an_arena *arena, an_str json)
{
    char *copy;
    while (json.length && json.data[0] != '{' && json.data[0] != '[') json.data++, json.length--;
    while (json.length && json.data[json.length - 1] != '}' && json.data[json.length - 1] != ']') json.length--;
    copy = an_arena_copy(arena, json.data, json.length);
    for (size_t i = 0; copy && i < json.length; i++)
        if ((unsigned char)copy[i] < ' ') copy[i] = ' ';
    return (an_str){copy ? copy : "", copy ? json.length : 0};
}

/* Fields that are known already stay. What is no JSON, or too long, is passed over. */
void an_read_json_ld(an_arena *arena, an_str json, an_read_facts *facts)
{
    const json_t *article;
    json_t *root;
    if (json.length > AN_READ_JSON_LD_BYTES_MAX) return;
    json = mend(arena, json);
    root = json_loadb(json.data, json.length, JSON_DISABLE_EOF_CHECK, NULL);
    article = root ? find_article(root, 0) : NULL;
    if (article) take_article(arena, article, facts);
    json_decref(root);
}
