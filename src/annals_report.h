/* From the base to the report page. */
#ifndef ANNALS_ANNALS_REPORT_H
#define ANNALS_ANNALS_REPORT_H

#include "base/strbuf.h"
#include "store/base.h"

annals_status an_report_from_base(annals_base *base, const an_filter *filter, an_str title, an_strbuf *out, annals_error *error);

#endif
