/* Asks the forecasting engines for the report page: what follows in the dyads whose curves it shows, and whose events are followed by whose. */
#include "annals_report_internal.h"

#include <stdio.h>

#include "annals_forecast_internal.h"

enum {
    FANS_MAX = 2,   /* each is tested on its past, which takes a second or more */
    ORIGINS = 52,
    PICTURE_BYTES_MAX = 4 * 1024 * 1024,
    NAME_BYTES_MAX = 200
};

static int take(void *user, const char *bytes, size_t length)
{
    an_strbuf_put(user, bytes, length);
    return 0;
}

static const char *text_of(const an_gathering *g, an_str text) { return an_arena_copy(g->arena, text.data, text.length); }

static bool is_of_conflict(const an_report_curve *curve)
{
    int64_t balance = 0;
    for (size_t i = 0; i < curve->period_count; i++) {
        const int64_t *quads = curve->periods[i].quads;
        balance += quads[3] + quads[4] - quads[1] - quads[2];
    }
    return balance > 0;
}

/* What the history does not carry (E_INPUT) is said on the page and fails nothing. */
static annals_status add_picture(an_gathering *g, const an_told *told, const annals_forecast_question *question, an_str caption, annals_error *error)
{
    annals_error own = {0};
    an_report_picture picture = {.caption = caption};
    an_strbuf svg;
    annals_status status;
    an_strbuf_init(&svg, PICTURE_BYTES_MAX);
    status = an_forecast_ask(g->base, told, question, "svg", take, &svg, &own);
    if (status == ANNALS_OK && !svg.has_failed) picture.svg = an_gather_keep(g, an_strbuf_view(&svg));
    else if (status == ANNALS_OK) picture.reason = AN_STR("it would be too large");
    else picture.reason = an_gather_keep(g, an_str_from(own.message));
    an_strbuf_free(&svg);
    if (status != ANNALS_OK && status != ANNALS_E_INPUT) {
        if (error) *error = own;
        return status;
    }
    AN_PUSH(g->arena, &g->pictures, picture);
    return an_gather_check(g, error);
}

static annals_status add_fan(an_gathering *g, const an_told *told, const an_report_curve *curve, annals_error *error)
{
    annals_forecast_question question = {.what = "forecast", .actor = text_of(g, curve->actor), .recipient = text_of(g, curve->recipient), .origins = ORIGINS,
                                         .event_class = is_of_conflict(curve) ? "conflict" : "cooperation"};
    char caption[2 * NAME_BYTES_MAX + 80];
    snprintf(caption, sizeof caption, "%.*s to %.*s, %s: the next twelve weeks", (int)(curve->actor_name.length < NAME_BYTES_MAX ? curve->actor_name.length : NAME_BYTES_MAX), curve->actor_name.data,
             (int)(curve->recipient_name.length < NAME_BYTES_MAX ? curve->recipient_name.length : NAME_BYTES_MAX), curve->recipient_name.data, question.event_class);
    return add_picture(g, told, &question, an_gather_keep(g, an_str_from(caption)), error);
}

static annals_status add_pictures(an_gathering *g, const an_told *told, annals_error *error)
{
    const annals_forecast_question influence = {.what = "influence"};
    for (size_t i = 0; i < g->curves.count && i < FANS_MAX; i++)
        if (g->curves.items[i].actor.data && g->curves.items[i].recipient.data) AN_TRY(add_fan(g, told, &g->curves.items[i], error));
    return add_picture(g, told, &influence, AN_STR("Whose events are followed by whose, among the busiest dyads"), error);
}

/* The base is read once for all of them. */
annals_status an_gather_pictures(an_gathering *g, annals_error *error)
{
    an_arena arena;
    an_told told;
    annals_status status;
    if (!g->curves.count) return ANNALS_OK;
    an_arena_init(&arena, 0);
    status = an_forecast_read_base(&arena, g->store, &told, error);
    if (status == ANNALS_OK) status = add_pictures(g, &told, error);
    an_arena_free(&arena);
    return status;
}
