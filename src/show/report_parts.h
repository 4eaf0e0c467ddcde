/* Small pieces that the parts of the report page share. */
#ifndef ANNALS_SHOW_REPORT_PARTS_H
#define ANNALS_SHOW_REPORT_PARTS_H

#include "show/html.h"
#include "show/report.h"

extern const char *const an_quad_names[5];

void an_report_days(an_strbuf *out, an_date_range range);                 /* "2022-09-05", "2022-09", "2022-09-01 to 2022-09-05", "no date" */
void an_report_section(an_strbuf *out, const char *id, const char *title); /* up to and with its heading */
void an_report_shown(an_strbuf *out, size_t shown, size_t total);         /* "and N more", where there are */
void an_report_actors(an_strbuf *out, const an_report_actor *actors, size_t count); /* "?" for none */
void an_report_put_document(an_strbuf *out, uint32_t document, an_str outlet, an_str title); /* a link where the page has it */
/* A link to an event with `label` as its words; where the page does not hold the event, the words and its key. */
void an_report_event_link(an_strbuf *out, const an_report *report, an_str key, const char *label);
void an_report_quad_legend(an_strbuf *out);

#endif
