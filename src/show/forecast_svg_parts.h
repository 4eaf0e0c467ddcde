/* What the pictures of forecasts are put together from: style, numbers, frames with axes. */
#ifndef ANNALS_SHOW_FORECAST_SVG_PARTS_H
#define ANNALS_SHOW_FORECAST_SVG_PARTS_H

#include "show/forecast_svg.h"

enum { AN_SVG_WIDTH = 760 };

/* A rectangle on the paper and what its edges stand for. */
typedef struct an_svg_frame {
    double left, top, width, height;
    double x_low, x_high, y_low, y_high;
} an_svg_frame;

/* The values that a vertical axis must hold; NaN and infinite ones are passed over. Empty: low > high. */
typedef struct an_svg_range {
    double low, high;
} an_svg_range;
#define AN_SVG_RANGE_EMPTY ((an_svg_range){1, -1})
void an_svg_widen(an_svg_range *range, double value);
an_svg_range an_svg_round(an_svg_range range); /* out to whole ticks, never of no height */

void an_svg_number(an_strbuf *out, double value, int decimals); /* no locale; trailing zeros stay; "-" if not finite */
void an_svg_short_number(an_strbuf *out, double value);         /* three digits that count: 0.0042, 1.25, 12.5, 125, 1250 */
double an_svg_x(const an_svg_frame *frame, double x);           /* on the paper, held inside it */
double an_svg_y(const an_svg_frame *frame, double y);

void an_svg_open(an_strbuf *out, double height, an_str title, const char *kind);
annals_status an_svg_close(an_strbuf *out, annals_error *error);
void an_svg_text(an_strbuf *out, double x, double y, const char *classes, an_str text, size_t characters_max);
void an_svg_label(an_strbuf *out, double x, double y, const char *classes, const char *text);
void an_svg_line(an_strbuf *out, double x1, double y1, double x2, double y2, const char *classes);
void an_svg_rect(an_strbuf *out, double x, double y, double width, double height, const char *classes);
void an_svg_value_axis(an_strbuf *out, const an_svg_frame *frame, int ticks_wanted, bool has_labels);
/* Periods from `first` on, `days_each` long; x of the frame counts periods. */
void an_svg_date_axis(an_strbuf *out, const an_svg_frame *frame, an_day first, int days_each);
void an_svg_count_axis(an_strbuf *out, const an_svg_frame *frame, bool has_labels); /* x in whole steps */

/* A line through (x0 + i, values[i * stride]); breaks where a value is not finite. */
void an_svg_curve(an_strbuf *out, const an_svg_frame *frame, double x0, const double *values, size_t count, size_t stride, const char *classes);
/* The band between two such lines, all of them finite. */
void an_svg_band(an_strbuf *out, const an_svg_frame *frame, double x0, const double *low, const double *high, size_t count, size_t stride,
                 const char *classes);
/* In front: bands of 50 and 90 % and the median. Behind another: the 90 % band with its edges, the median dashed. */
void an_svg_fan_shape(an_strbuf *out, const an_svg_frame *frame, double x0, const an_fan *fan, const char *colour, bool is_behind);

#endif
