/* Dates as people and machines write them: in bylines, metadata, feeds, addresses of pages, and running text. */
#ifndef ANNALS_READ_DATES_H
#define ANNALS_READ_DATES_H

#include "base/calendar.h"

size_t an_read_date_at(an_str text, an_date_range *range);
bool an_read_find_date(an_str text, an_date_range *range, an_span *place);
bool an_read_machine_date(an_str text, an_date_range *range);
bool an_read_url_date(an_str url, an_date_range *range);
bool an_read_latest_date(an_str text, an_date_range *range);

#endif
