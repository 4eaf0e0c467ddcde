/* Pictures of forecasts as SVG text: each function writes one <svg> that stands alone or inside a page, without scripts, readable on light
 * and dark ground, the same bytes for the same record. On narrow screens a picture keeps 600 pixels: put it where it can be scrolled. */
#ifndef ANNALS_SHOW_FORECAST_SVG_H
#define ANNALS_SHOW_FORECAST_SVG_H

#include "base/status.h"
#include "base/strbuf.h"
#include "record/forecast.h"

enum {
    AN_SVG_COURSES_MAX = 4,   /* courses of action that the eye can tell apart */
    AN_SVG_NODES_MAX = 24,
    AN_SVG_SERIES_MAX = 8,
    AN_SVG_METHODS_MAX = 12,
    AN_SVG_POINTS_MAX = 4000  /* periods in one chart */
};

/* E_USAGE: nothing to draw; E_LIMIT: more than the picture holds; E_MEMORY: `out` is over its limit. */
annals_status an_svg_fan(const an_fan_chart *chart, an_strbuf *out, annals_error *error);
annals_status an_svg_difference(const an_difference_chart *chart, an_strbuf *out, annals_error *error);
annals_status an_svg_influence(const an_influence_chart *chart, an_strbuf *out, annals_error *error);
annals_status an_svg_responses(const an_response_chart *chart, an_strbuf *out, annals_error *error);
annals_status an_svg_calibration(const an_calibration_chart *chart, an_strbuf *out, annals_error *error);

#endif
