/* HTML text that cannot break out of its place. */
#ifndef ANNALS_SHOW_HTML_H
#define ANNALS_SHOW_HTML_H

#include "base/strbuf.h"

void an_html_put(an_strbuf *out, an_str text);         /* escaped for elements and quoted attributes; bad bytes become U+FFFD */
void an_html_puts(an_strbuf *out, const char *text);
void an_html_put_short(an_strbuf *out, an_str text, size_t characters_max); /* cut at a character, with an ellipsis */

#endif
