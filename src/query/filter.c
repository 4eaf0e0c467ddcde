/* The words of a query, checked: each wrong one is named, with those that would be right. */
#include "query/query.h"

enum { WORD_SHOWN_MAX = 100, NAMES_SHOWN_BYTES = 320 };

static annals_status wrong(annals_error *error, const char *filter, const char *word, const char *what)
{
    return an_fail(error, ANNALS_E_USAGE, "query", 0, "%s: '%.*s' is %s", filter, WORD_SHOWN_MAX, word, what);
}

/* Fails with "... there are A, B, C". */
static annals_status not_among(annals_error *error, const char *filter, const char *word, const char *kind, an_strbuf *names)
{
    annals_status status = an_fail(error, ANNALS_E_USAGE, "query", 0, "%s: '%.*s' is no %s; there are %.*s", filter, WORD_SHOWN_MAX, word,
                                   kind, NAMES_SHOWN_BYTES, an_strbuf_view(names).data);
    an_strbuf_free(names);
    return status;
}

static void add_name(an_strbuf *names, const char *name)
{
    if (names->length) an_strbuf_puts(names, ", ");
    an_strbuf_puts(names, name);
}

static annals_status read_text(const char *filter, const char *word, an_str *out, annals_error *error)
{
    if (!word) return ANNALS_OK;
    *out = an_str_trim(an_str_from(word));
    return out->length ? ANNALS_OK : wrong(error, filter, word, "empty");
}

static annals_status read_type(const char *word, an_event_type *out, annals_error *error)
{
    an_strbuf names;
    if (!word) return ANNALS_OK;
    for (int i = 1; i < AN_TYPE_COUNT; i++)
        if (an_str_equal_ignoring_ascii_case(an_str_from(word), an_str_from(an_types[i].name))) {
            *out = (an_event_type)i;
            return ANNALS_OK;
        }
    an_strbuf_init(&names, 0);
    for (int i = 1; i < AN_TYPE_COUNT; i++) add_name(&names, an_types[i].name);
    return not_among(error, "type", word, "type of event", &names);
}

static annals_status read_factuality(const char *word, an_filter *filter, an_factuality *out, annals_error *error)
{
    an_strbuf names;
    if (!word) return ANNALS_OK;
    for (int i = 0; i < AN_FACTUALITY_COUNT; i++)
        if (an_str_equal_ignoring_ascii_case(an_str_from(word), an_str_from(an_factuality_names[i]))) {
            *out = (an_factuality)i;
            filter->factuality = out;
            return ANNALS_OK;
        }
    an_strbuf_init(&names, 0);
    for (int i = 0; i < AN_FACTUALITY_COUNT; i++) add_name(&names, an_factuality_names[i]);
    return not_among(error, "factuality", word, "factuality", &names);
}

/* "since 2022" means its first day, "until 2022" its last. */
static annals_status read_dates(const annals_query *query, an_date_range *out, annals_error *error)
{
    static const char *const needed = "no date; write 2022, 2022-03 or 2022-03-31";
    an_date_range range;
    *out = AN_DATE_RANGE_UNKNOWN;
    if (query->since) {
        if (!an_iso_parse(an_str_from(query->since), &range)) return wrong(error, "since", query->since, needed);
        out->from = range.from;
    }
    if (query->until) {
        if (!an_iso_parse(an_str_from(query->until), &range)) return wrong(error, "until", query->until, needed);
        out->to = range.to;
    }
    if (query->since && query->until && out->to < out->from)
        return an_fail(error, ANNALS_E_USAGE, "query", 0, "since: '%.*s' lies after until '%.*s'", WORD_SHOWN_MAX, query->since,
                       WORD_SHOWN_MAX, query->until);
    return ANNALS_OK;
}

annals_status an_query_read_filter(const annals_query *query, an_filter *filter, an_factuality *factuality, annals_error *error)
{
    memset(filter, 0, sizeof *filter);
    AN_TRY(read_text("actor", query->actor, &filter->actor, error));
    AN_TRY(read_text("recipient", query->recipient, &filter->recipient, error));
    AN_TRY(read_text("speaker", query->speaker, &filter->speaker, error));
    AN_TRY(read_text("place", query->place, &filter->place, error));
    AN_TRY(read_text("document", query->document, &filter->document, error));
    AN_TRY(read_text("words", query->words, &filter->words, error));
    AN_TRY(read_type(query->type, &filter->type, error));
    AN_TRY(read_factuality(query->factuality, filter, factuality, error));
    AN_TRY(read_dates(query, &filter->dates, error));
    filter->limit = query->limit;
    return ANNALS_OK;
}
