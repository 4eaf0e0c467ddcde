/* The report page from records made by hand: outlines, map, incidents beside their accounts, and that nothing of a text can break out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lexicon/country.h"
#include "show/outlines.h"
#include "show/report.h"

/* ---- outlines ---- */

/* Whether a point lies in the country, by counting borders to its east. */
static bool lies_in(an_arena *arena, const char *country, double longitude, double latitude)
{
    an_outlines ring;
    bool is_inside = false;
    an_outlines_begin(&ring);
    while (an_outlines_next(arena, &ring)) {
        if (strcmp(ring.country, country) != 0) continue;
        for (size_t i = 0, k = ring.count - 1; i < ring.count; k = i++) {
            double ax = ring.points[i].longitude / 100.0, ay = ring.points[i].latitude / 100.0;
            double bx = ring.points[k].longitude / 100.0, by = ring.points[k].latitude / 100.0;
            if ((ay > latitude) != (by > latitude) && longitude < (bx - ax) * (latitude - ay) / (by - ay) + ax) is_inside = !is_inside;
        }
    }
    return is_inside;
}

static void towns_lie_in_their_countries(void **state)
{
    static const struct { const char *country; double longitude, latitude; } towns[] = {
        {"AFG", 69.17, 34.53}, {"RUS", 37.62, 55.75}, {"FRA", 2.35, 48.86}, {"USA", -98.5, 39.8}, {"RUS", 175.0, 66.0}, {"RUS", -171.5, 66.2}, {"FJI", 178.0, -17.8},
        {"ZAF", 25.0, -29.5}, {"XKX", 21.0, 42.6}, {"PSE", 35.2, 32.2}, {"ATA", 0.0, -80.0}, {"SOM", 44.1, 9.6}, {"NZL", 175.5, -39.0}};
    an_arena arena;
    (void)state;
    an_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof towns / sizeof *towns; i++)
        if (!lies_in(&arena, towns[i].country, towns[i].longitude, towns[i].latitude)) fail_msg("%s %g", towns[i].country, towns[i].longitude);
    assert_false(lies_in(&arena, "AFG", 37.62, 55.75));
    assert_false(lies_in(&arena, "LSO", 25.0, -29.5)); /* a hole in South Africa that is no part of it */
    assert_false(lies_in(&arena, "ZAF", 28.3, -29.6));
    an_arena_free(&arena);
}

static void outlines_stay_in_the_world(void **state)
{
    an_outlines ring;
    an_arena arena;
    char last[4] = "";
    size_t countries = 0, points = 0;
    (void)state;
    an_arena_init(&arena, 0);
    an_outlines_begin(&ring);
    while (an_outlines_next(&arena, &ring)) {
        if (strcmp(last, ring.country) != 0) {
            assert_true(strcmp(last, ring.country) < 0);
            assert_true(strcmp(ring.country, "---") == 0 || an_country_is_code(an_str_from(ring.country)));
            memcpy(last, ring.country, sizeof last);
            countries++;
        }
        for (size_t i = 0; i < ring.count; i++) {
            assert_in_range(ring.points[i].longitude + 18000, 0, 36000);
            assert_in_range(ring.points[i].latitude + 9000, 0, 18000);
        }
        points += ring.count;
    }
    assert_int_equal(ring.rest.length, 0); /* to the end, not to a mistake */
    assert_int_equal(countries, 237);
    assert_true(points > 20000);
    an_arena_free(&arena);
}

/* ---- the page ---- */

#define HOSTILE "</title><script>alert(1)</script>\"'>&"

enum { MOMENTS = 401 };

typedef struct page {
    an_arena arena;
    an_strbuf out;
    an_report report;
    an_report_document documents[2];
    an_report_event events[2];
    an_report_moment moments[MOMENTS];
    an_report_claim claims[2];
    an_report_incident incidents[4];
    an_report_account accounts[2];
    an_report_contradiction contradictions[1];
    an_report_change changes[1];
    an_report_derivation derivations[1];
    an_relation periods[3];
    an_report_curve curves[1];
} page;

static an_report_actor iskp = {AN_STR("iskp"), AN_STR("ISKP " HOSTILE)};
static an_report_actor russia = {AN_STR("rus"), AN_STR("Russia")};

static an_place place_of(const char *name, const char *country, double latitude, double longitude, const char *precision)
{
    an_place place = {.name = an_str_from(name), .latitude = latitude, .longitude = longitude, .has_coordinates = true, .precision = an_str_from(precision)};
    memcpy(place.country, country, strlen(country) + 1);
    return place;
}

static void fill_incidents(page *p)
{
    static const char *const keys[] = {"00000000000000a1", "00000000000000a2", "00000000000000a3", "00000000000000a4"};
    for (int i = 0; i < 4; i++)
        p->incidents[i] = (an_report_incident){.key = an_str_from(keys[i]), .type = AN_TYPE_ASSAULT, .dates = {19240, 19240}, .date_precision = 1, .actors = &iskp,
                                               .actor_count = 1, .recipients = &russia, .recipient_count = 1, .factuality = AN_STR("happened"), .events = 1, .reports = 1,
                                               .independent = 1, .place_precision = 1};
    p->incidents[0].place = p->incidents[1].place = place_of("Kabul", "AFG", 34.53, 69.17, "city");
    p->incidents[2].place = place_of("Nangarhar " HOSTILE, "AFG", 34.38, 70.43, "division");
    p->incidents[3].place = place_of("Pakistan", "PAK", 30.0, 70.0, "country");
    p->accounts[0] = (an_report_account){.document = 0, .outlet = AN_STR(HOSTILE), .title = AN_STR("One"), .key = AN_STR("00000000000000a1"), .published = {19241, 19241},
                                         .date = {19240, 19240}, .place = AN_STR("Kabul"), .factuality = AN_STR("happened"), .actors = &iskp, .actor_count = 1,
                                         .sentence = AN_STR("Six were killed, " HOSTILE), .counts = {{.low = 6, .high = 6, .is_known = true}}, .disputed = 1u << AN_SHOWN_KILLED};
    p->accounts[1] = p->accounts[0];
    p->accounts[1].document = UINT32_MAX;
    p->accounts[1].key = AN_STR("00000000000000b1");
    p->accounts[1].counts[AN_COUNT_KILLED] = (an_event_quantity){.low = 8, .high = INT64_MAX, .is_known = true};
    p->accounts[1].speakers = &russia;
    p->accounts[1].speaker_count = 1;
    p->accounts[1].stance = AN_STR("claims");
    p->accounts[1].reasons = AN_STR("actor date place");
    p->accounts[1].is_taken = true;
    p->changes[0] = (an_report_change){.speaker = russia, .published = {19245, 19245}, .change = AN_STR("killed 6 to 8 " HOSTILE)};
    p->incidents[0].changes = p->changes;
    p->incidents[0].change_count = 1;
    p->incidents[0].accounts = p->accounts;
    p->incidents[0].account_count = 2;
    p->incidents[0].events = 5;
    p->incidents[0].reports = 2;
    p->incidents[0].independent = 1;
    p->incidents[0].contradiction_count = 1;
    p->incidents[0].counts[AN_COUNT_KILLED] = (an_incident_count){.best = 6, .low = 6, .high = 8, .is_known = true};
}

/* 400 events of one month, and a war of a century before. */
static void fill_moments(page *p)
{
    for (int i = 0; i < MOMENTS - 1; i++) p->moments[i] = (an_report_moment){.date = {19240 + i % 30, 19240 + i % 30}, .quad = 4};
    p->moments[MOMENTS - 1] = (an_report_moment){.date = {-17000, -17000}, .quad = 4};
}

static void fill(page *p)
{
    static const an_report_picture pictures[] = {{.caption = AN_STR("three"), .svg = AN_STR("<svg/>")}, {.caption = AN_STR("two"), .svg = AN_STR("<svg> </svg>")},
                                                 {.caption = AN_STR("one"), .svg = AN_STR("<svg></svg>")}, {.caption = AN_STR("none"), .reason = AN_STR("too few <events>")}};
    fill_incidents(p);
    fill_moments(p);
    for (uint32_t i = 0; i < 2; i++)
        p->documents[i] = (an_report_document){.id = AN_STR("d"), .title = AN_STR(HOSTILE), .outlet = AN_STR(HOSTILE), .author = AN_STR(HOSTILE), .url = AN_STR("https://example.org/"),
                                               .published = {19241, 19241}, .published_basis = AN_STR("given"), .event_count = 1, .own_share = i ? 0.25 : -1};
    p->events[0] = (an_report_event){.key = AN_STR("00000000000000a1"), .document = 0, .type = AN_TYPE_ASSAULT, .quad = 4, .actors = &iskp, .actor_count = 1, .date = {19240, 19240},
                                     .factuality = AN_STR("happened"), .rule = AN_STR("attack#1"), .confidence = 0.9, .corrected = AN_STR("type, killed"), .sentence = AN_STR("They " HOSTILE)};
    p->claims[0] = (an_report_claim){.document = 0, .speaker = russia, .kind = AN_STANCE_DENIES, .stance = AN_STR("denies"), .content = AN_STR(HOSTILE),
                                     .event_key = AN_STR("00000000000000a1"), .incident = AN_STR("00000000000000a1")};
    p->contradictions[0] = (an_report_contradiction){.incident = AN_STR("00000000000000a1"), .field = AN_CONTRADICTION_KILLED,
        .sides = {{.event_key = AN_STR("00000000000000a1"), .document = AN_STR("d"), .value = AN_STR("6"), .published = {19241, 19241}, .accounts = 1},
                  {.event_key = AN_STR("00000000000000b1"), .document = AN_STR(HOSTILE), .value = AN_STR("8+"), .published = {19242, 19242}, .accounts = 3}}};
    p->derivations[0] = (an_report_derivation){.taker = 1, .source = UINT32_MAX, .taker_title = AN_STR("Two"), .source_title = AN_STR(HOSTILE), .kind = AN_DERIVATION_REWRITE,
                                               .direction = AN_DIRECTION_DATES, .taken = 0.755, .passages = 3, .sample = AN_STR(HOSTILE)};
    for (int i = 0; i < 3; i++) p->periods[i] = (an_relation){.period = an_month_range(2022, 7 + i), .incidents = i, .quads = {0, 0, 0, 1, i}};
    p->periods[2].turning_count = 1;
    p->periods[2].turnings[0] = (an_turning){.measure = AN_TURNING_CONFLICT, .before = 0.5, .after = 2.25, .p = 0.013, .carriers = {0xa1}, .carrier_count = 1};
    p->curves[0] = (an_report_curve){.actor_name = AN_STR(HOSTILE), .recipient_name = AN_STR("Russia"), .by = AN_BY_MONTH, .periods = p->periods, .period_count = 3, .incidents = 6, .undated = 2};
    p->report = (an_report){.title = AN_STR(HOSTILE), .documents = p->documents, .document_count = 2, .document_total = 7, .events = p->events, .event_count = 1, .event_total = 1,
                            .moments = p->moments, .moment_count = MOMENTS, .claims = p->claims, .claim_count = 1, .claim_total = 1, .incidents = p->incidents, .incident_count = 4, .incident_total = 9, .incidents_told = 1,
                            .contradictions = p->contradictions, .contradiction_count = 1, .contradiction_total = 1, .derivations = p->derivations, .derivation_count = 1,
                            .derivation_total = 1, .curves = p->curves, .curve_count = 1, .pictures = pictures, .picture_count = sizeof pictures / sizeof *pictures};
}

static int make_page(void **state)
{
    page *p = calloc(1, sizeof *p);
    annals_error error;
    an_arena_init(&p->arena, 0);
    an_strbuf_init(&p->out, 0);
    fill(p);
    *state = p;
    return an_report_write(&p->arena, &p->report, &p->out, &error);
}

static int free_page(void **state)
{
    page *p = *state;
    an_arena_free(&p->arena);
    an_strbuf_free(&p->out);
    free(p);
    return 0;
}

static size_t count_of(const page *p, const char *part)
{
    size_t count = 0;
    for (const char *at = p->out.data; (at = strstr(at, part)) != NULL; at += strlen(part)) count++;
    return count;
}

static void assert_says(const page *p, const char *part)
{
    if (!count_of(p, part)) fail_msg("the page does not say: %s", part);
}

static void nothing_breaks_out(void **state)
{
    const page *p = *state;
    assert_int_equal(count_of(p, "<script"), 0);
    assert_int_equal(count_of(p, "<title>"), 1 + 4 + 4 + 30); /* the page's, three discs and a country, bars of a curve and of the timeline */
    assert_true(count_of(p, "&lt;script&gt;") > 10);
    assert_int_equal(count_of(p, "href=\"http"), 0);
    assert_says(p, "default-src 'none'");
}

static void accounts_stand_side_by_side(void **state)
{
    const page *p = *state;
    assert_says(p, "killed <b>6</b> (low\xE2\x80\x93high 6\xE2\x80\x93" "8)");
    assert_says(p, "2 reports, 1 independent");
    assert_says(p, "<td class=\"n disputed\">6");
    assert_says(p, "<td class=\"n disputed\">8 or more");
    assert_says(p, "takes text from another account");
    assert_says(p, "actor date place");
    assert_says(p, "<q>Six were killed, &lt;/title&gt;");
    assert_says(p, "corrected by a person: type, killed");
    assert_says(p, "and 3 more accounts in the base");
    assert_says(p, "Changed accounts: <b title=\"rus\">Russia</b> killed 6 to 8 &lt;/title&gt;");
    assert_says(p, "class=\"incident several contradicted\"");
    assert_says(p, "8 more incidents have one account each");
    assert_says(p, "2 are shown, and 5 more are in the base"); /* documents */
}

static void links_lead_somewhere(void **state)
{
    const page *p = *state;
    for (const char *at = p->out.data; (at = strstr(at, "href=\"#")) != NULL;) {
        char id[64] = " id=\"";
        size_t length = strcspn(at += strlen("href=\"#"), "\"");
        assert_true(length < 40);
        strncat(id, at, length);
        strcat(id, "\"");
        assert_says(p, id);
    }
    assert_says(p, "event <small>00000000000000b1</small>"); /* an event that the page does not hold */
}

static void curves_show_turning_points(void **state)
{
    const page *p = *state;
    assert_says(p, "<li><b>2022-09</b>: conflict rises from 0.50 to 2.25 a period <small>p 0.01; carried by <a href=\"#e00000000000000a1\">event</a></small></li>");
    assert_says(p, "by month; 6 incidents, and 2 more that no single month holds");
    assert_int_equal(count_of(p, "class=\"turning\""), 1);
}

static void pictures_are_files_of_their_own(void **state)
{
    const page *p = *state;
    assert_says(p, "alt=\"three\" src=\"data:image/svg+xml;base64,PHN2Zy8+\">");     /* <svg/> */
    assert_says(p, "alt=\"two\" src=\"data:image/svg+xml;base64,PHN2Zz4gPC9zdmc+\">"); /* <svg> </svg> */
    assert_says(p, "alt=\"one\" src=\"data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=\">"); /* <svg></svg> */
    assert_says(p, "No picture: too few &lt;events&gt;.");
}

static void sources_are_named(void **state)
{
    const page *p = *state;
    assert_says(p, "<td>rewrite<td>");
    assert_says(p, "it was published later");
    assert_says(p, "76&nbsp;%");
    assert_says(p, "25&nbsp;%"); /* its own share */
}

static void claims_can_be_chosen(void **state)
{
    const page *p = *state;
    assert_says(p, "<label for=\"fc-denies\">denies <small>1</small></label>");
    assert_says(p, "<tr class=\"denies\">");
    assert_says(p, "#fc-denies:checked~.wide tbody>:not(.denies)");
    assert_int_equal(count_of(p, "id=\"fc-predicts\""), 0); /* nobody predicts */
}

/* One disc for the two incidents in Kabul, at Kabul; a hatched one for the province; the country hatched, and no disc for it. */
static void the_map_shows_what_is_known(void **state)
{
    const page *p = *state;
    assert_int_equal(count_of(p, "<circle class=\"exact q4\""), 1);
    assert_int_equal(count_of(p, "<circle class=\"vague q4\""), 1);
    assert_int_equal(count_of(p, "<path class=\"vague q4\""), 1);
    assert_says(p, "Kabul (city): 2 incidents");
    assert_says(p, "4 of 9 incidents are drawn, as many as one map holds; 0 have no place");
    assert_true(count_of(p, "<path class=\"land\"") >= 2); /* both countries at least */
}

static double number_after(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    assert_non_null(at);
    return strtod(at + strlen(name), NULL);
}

/* The discs are as far apart as the places: a degree is as long everywhere, and nothing is moved. */
static void nothing_is_moved(void **state)
{
    const page *p = *state;
    const char *kabul = strstr(p->out.data, "<circle class=\"exact"), *nangarhar = strstr(p->out.data, "<circle class=\"vague");
    double dx = number_after(nangarhar, "cx=\"") - number_after(kabul, "cx=\""), dy = number_after(nangarhar, "cy=\"") - number_after(kabul, "cy=\"");
    double middle = (34.53 + 30.0) / 2; /* of the piece of the world, about: degrees of longitude are as long as there */
    assert_true(dx > 0 && dy > 0);
    assert_true(fabs(dy / dx - (34.53 - 34.38) / ((70.43 - 69.17) * cos(middle * 3.14159265 / 180))) < 0.02);
}

static void an_empty_base_has_a_page(void **state)
{
    an_arena arena;
    an_strbuf out;
    an_report report = {.title = AN_STR("Nothing")};
    annals_error error;
    (void)state;
    an_arena_init(&arena, 0);
    an_strbuf_init(&out, 0);
    assert_int_equal(an_report_write(&arena, &report, &out, &error), ANNALS_OK);
    assert_non_null(strstr(out.data, "No incident has a place."));
    assert_non_null(strstr(out.data, "No two accounts of one incident contradict one another."));
    an_strbuf_free(&out);
    an_arena_free(&arena);
}

#define ON_PAGE(function) cmocka_unit_test_setup_teardown(function, make_page, free_page)

static void the_timeline_shows_the_many(void **state)
{
    const page *p = *state;
    assert_says(p, "one bar is 1 day; tallest: 14 events. 400 of 401 events are drawn");
    assert_says(p, "<title>14 from 2022-09-05</title>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(towns_lie_in_their_countries), cmocka_unit_test(outlines_stay_in_the_world), ON_PAGE(nothing_breaks_out),
        ON_PAGE(accounts_stand_side_by_side),           ON_PAGE(links_lead_somewhere),                ON_PAGE(curves_show_turning_points),
        ON_PAGE(pictures_are_files_of_their_own),
        ON_PAGE(sources_are_named),                     ON_PAGE(claims_can_be_chosen),                ON_PAGE(the_map_shows_what_is_known),
        ON_PAGE(nothing_is_moved),                      cmocka_unit_test(an_empty_base_has_a_page),
        ON_PAGE(the_timeline_shows_the_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
