#include "record/hypothesis.h"

#define EXPECTATION_TEXT(name, text, kind) text,
#define TEXT(name, text) text,
const char *const an_expectation_names[AN_EXPECTATION_FIELDS] = {AN_EXPECTATION_LIST(EXPECTATION_TEXT)};
const char *const an_verdict_names[AN_VERDICTS] = {AN_VERDICT_LIST(TEXT)};
const char *const an_standing_names[AN_STANDINGS] = {AN_STANDING_LIST(TEXT)};

void an_expectation_write(const an_expectation *expectation, an_strbuf *out)
{
    if (expectation->is_not) an_strbuf_puts(out, "not ");
    an_strbuf_puts(out, an_expectation_names[expectation->field]);
    an_strbuf_putc(out, ' ');
    an_strbuf_put_str(out, expectation->text);
}

void an_expectation_fields_write(uint32_t fields, an_strbuf *out)
{
    bool is_next = false;
    for (int i = 0; i < AN_EXPECTATION_FIELDS; i++) {
        if (!(fields >> i & 1)) continue;
        if (is_next) an_strbuf_putc(out, ' ');
        an_strbuf_puts(out, an_expectation_names[i]);
        is_next = true;
    }
}
