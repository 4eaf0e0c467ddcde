/* What may follow: pictures of the forecasting engines, each a file of its own inside of the page (as data of an image, so that its styles touch nothing
 * else), or the sentence with which they refuse. */
#include "show/report_parts.h"

static void put_base64(an_strbuf *out, an_str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t left = bytes.length - i < 3 ? bytes.length - i : 3;
        unsigned group = 0;
        char four[4];
        for (size_t k = 0; k < 3; k++) group = group << 8 | (k < left ? (unsigned char)bytes.data[i + k] : 0);
        for (size_t k = 0; k < 4; k++) four[k] = k <= left ? digits[group >> (18 - 6 * k) & 63] : '=';
        an_strbuf_put(out, four, sizeof four);
    }
}

static void put_picture(const an_report_picture *picture, an_strbuf *out)
{
    an_strbuf_puts(out, "<figure><figcaption>");
    an_html_put(out, picture->caption);
    an_strbuf_puts(out, "</figcaption>");
    if (picture->svg.data) {
        an_strbuf_puts(out, "<img class=\"ahead\" alt=\"");
        an_html_put(out, picture->caption);
        an_strbuf_puts(out, "\" src=\"data:image/svg+xml;base64,");
        put_base64(out, picture->svg);
        an_strbuf_puts(out, "\">");
    } else {
        an_strbuf_puts(out, "<p class=\"note\">No picture: ");
        an_html_put(out, picture->reason);
        an_strbuf_puts(out, ".</p>");
    }
    an_strbuf_puts(out, "</figure>");
}

void an_report_ahead(const an_report *report, an_strbuf *out)
{
    an_report_section(out, "ahead", "What may follow");
    for (size_t i = 0; i < report->picture_count; i++) put_picture(&report->pictures[i], out);
    if (!report->picture_count) an_strbuf_puts(out, "<p class=\"note\">No two known actors have enough dated incidents to learn from.</p>");
    an_strbuf_puts(out, "<p class=\"note\">If such events are reported, the model expects; it does not say that one causes the other. Learned from the whole base, tested on its own past: where it "
                        "did not beat the simplest method, that one is shown.</p></section>\n");
}
