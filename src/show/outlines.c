/* Reads the outlines of countries that data/outlines holds (tools/make_outlines tells their form). They are part of the library because a report
 * is written from a base alone. The text is ours, so what is wrong in it ends the reading and nothing more. */
#include "show/outlines.h"

static const char text[] =
#include "../../data/outlines/countries.inc"
    ;

static int digit_of(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '-' ? 63 : -1;
}

static bool take_number(an_str *rest, int64_t *value)
{
    enum { BITS = 5, MORE = 32, SHIFT_MAX = 30 };
    uint64_t bits = 0;
    for (int shift = 0; rest->length && shift <= SHIFT_MAX; shift += BITS) {
        int digit = digit_of(*rest->data);
        if (digit < 0) return false;
        rest->data++;
        rest->length--;
        bits |= (uint64_t)(digit & (MORE - 1)) << shift;
        if (digit & MORE) continue;
        *value = bits & 1 ? -(int64_t)(bits >> 1) : (int64_t)(bits >> 1);
        return true;
    }
    return false;
}

void an_outlines_begin(an_outlines *outlines) { *outlines = (an_outlines){.rest = {text, sizeof text - 1}}; }

static bool enter_country(an_outlines *o)
{
    int64_t rings;
    if (o->rest.length < 3) return false;
    memcpy(o->country, o->rest.data, 3);
    o->rest.data += 3;
    o->rest.length -= 3;
    if (!take_number(&o->rest, &rings) || rings < 1) return false;
    o->rings = (uint64_t)rings;
    return true;
}

static bool reserve(an_arena *scratch, an_outlines *o, size_t count)
{
    if (count <= o->capacity) return true;
    o->points = AN_NEW_ARRAY(scratch, an_outline_point, count);
    o->capacity = o->points ? count : 0;
    return o->points != NULL;
}

bool an_outlines_next(an_arena *scratch, an_outlines *o)
{
    int64_t count, x = 0, y = 0;
    if (!o->rings && !enter_country(o)) return false;
    o->rings--;
    if (!take_number(&o->rest, &count) || count < 1 || !reserve(scratch, o, (size_t)count)) return false;
    for (o->count = 0; o->count < (size_t)count; o->count++) {
        int64_t dx, dy;
        if (!take_number(&o->rest, &dx) || !take_number(&o->rest, &dy)) return false;
        x += dx;
        y += dy;
        o->points[o->count] = (an_outline_point){(int32_t)x, (int32_t)y};
    }
    return true;
}
