/* Tests of src/base: what every other room stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/calendar.h"
#include "base/hash.h"
#include "base/image.h"
#include "base/json.h"
#include "base/utf8.h"

static void arena_gives_zeroed_aligned_memory_up_to_its_limit(void **state)
{
    an_arena arena;
    (void)state;
    an_arena_init(&arena, 1000000);
    for (size_t size = 0; size < 3000; size += 37) {
        unsigned char *bytes = an_arena_alloc(&arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % 16, 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(bytes[i], 0);
        memset(bytes, 0xAB, size);
    }
    assert_null(an_arena_alloc(&arena, 1000000));
    assert_true(arena.is_exhausted);
    an_arena_reset(&arena);
    assert_false(arena.is_exhausted);
    assert_int_equal(((unsigned char *)an_arena_alloc(&arena, 3000))[2999], 0); /* zeroed again after use */
    assert_null(an_arena_alloc_array(&arena, SIZE_MAX / 2, 4));
    an_arena_free(&arena);
}

static void array_grows_and_keeps_its_items(void **state)
{
    an_arena arena;
    AN_ARRAY(int) numbers = {0};
    (void)state;
    an_arena_init(&arena, 0);
    for (int i = 0; i < 1000; i++) assert_true(AN_PUSH(&arena, &numbers, i));
    for (int i = 0; i < 1000; i++) assert_int_equal(numbers.items[i], i);
    an_arena_free(&arena);
}

static void strbuf_stops_at_its_limit_and_says_so(void **state)
{
    an_strbuf buffer;
    (void)state;
    an_strbuf_init(&buffer, 10);
    an_strbuf_printf(&buffer, "%s-%d", "abc", 42);
    assert_string_equal(buffer.data, "abc-42");
    an_strbuf_puts(&buffer, "too much for it");
    assert_true(buffer.has_failed);
    assert_string_equal(buffer.data, "abc-42");
    an_strbuf_clear(&buffer);
    an_strbuf_putc(&buffer, 'x');
    assert_string_equal(buffer.data, "x");
    an_strbuf_free(&buffer);
}

static void every_day_of_eight_centuries_goes_there_and_back(void **state)
{
    int expected_weekday;
    (void)state;
    assert_int_equal(an_day_from_ymd(1970, 1, 1), 0);
    assert_int_equal(an_day_from_ymd(2024, 3, 22), 19804);
    assert_int_equal(an_day_weekday(an_day_from_ymd(2024, 3, 22)), 4); /* a Friday */
    expected_weekday = an_day_weekday(an_day_from_ymd(1600, 1, 1));
    for (an_day day = an_day_from_ymd(1600, 1, 1); day < an_day_from_ymd(2400, 1, 1); day++) {
        int y, m, d;
        an_day_to_ymd(day, &y, &m, &d);
        assert_int_equal(an_day_from_ymd(y, m, d), day);
        assert_int_equal(an_day_weekday(day), expected_weekday);
        expected_weekday = (expected_weekday + 1) % 7;
    }
    assert_int_equal(an_day_from_ymd(2023, 2, 29), AN_DAY_UNKNOWN);
    assert_int_equal(an_day_from_ymd(1900, 2, 29), AN_DAY_UNKNOWN);
    assert_int_equal(an_day_from_ymd(0, 1, 1), AN_DAY_UNKNOWN);
}

static void iso_dates_are_ranges(void **state)
{
    static const struct {
        const char *text, *from, *to; /* from NULL = refused */
    } cases[] = {
        {"2024", "2024-01-01", "2024-12-31"}, {"2024-02", "2024-02-01", "2024-02-29"},
        {"2024-03-28", "2024-03-28", "2024-03-28"}, {"2024-03-28T10:00:00Z", "2024-03-28", "2024-03-28"},
        {"2024-13", NULL, NULL}, {"2024-02-30", NULL, NULL}, {"24-02-03", NULL, NULL}, {"", NULL, NULL},
        {"2024-03-28x", NULL, NULL}, {"2024-", NULL, NULL}, {"0000", NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_date_range range;
        char from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
        assert_int_equal(an_iso_parse(an_str_from(cases[i].text), &range), cases[i].from != NULL);
        if (!cases[i].from) continue;
        assert_string_equal(an_iso_format(range.from, from), cases[i].from);
        assert_string_equal(an_iso_format(range.to, to), cases[i].to);
    }
}

static void json_places_commas_and_escapes(void **state)
{
    an_strbuf out;
    an_json json;
    (void)state;
    an_strbuf_init(&out, 0);
    an_json_begin(&json, &out);
    an_json_open_object(&json);
    an_json_key(&json, "a");
    an_json_str(&json, (an_str){"q\"\\\n\x01\xC3\xA9\xFF", 8});
    an_json_key(&json, "b");
    an_json_open_array(&json);
    an_json_int(&json, -3);
    an_json_number(&json, -0.05, 1);
    an_json_number(&json, 9.996, 2);
    an_json_span(&json, (an_span){2, 5});
    an_json_span(&json, (an_span){0, 0});
    an_json_open_array(&json);
    an_json_close_array(&json);
    an_json_bool(&json, true);
    an_json_close_array(&json);
    an_json_key(&json, "c");
    an_json_str(&json, (an_str){0});
    an_json_close_object(&json);
    assert_string_equal(out.data, "{\"a\":\"q\\\"\\\\\\n\\u0001\xC3\xA9\xEF\xBF\xBD\",\"b\":[-3,-0.1,10.00,[2,5],null,[],true],\"c\":null}");
    an_strbuf_free(&out);
}

static void utf8_refuses_what_is_malformed(void **state)
{
    static const char *const bad[] = {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xF0\x80\x80\x80"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(an_utf8_is_valid(an_str_from(bad[i])));
    assert_true(an_utf8_is_valid(AN_STR("\xF0\x9F\x98\x80 \xE2\x82\xAC \xC3\xA9")));
}

static void folding_makes_variants_equal(void **state)
{
    static const char *const pairs[][2] = {
        {"Al-Qa\xE2\x80\x99ida", "al-qa'ida"}, {"ERDO\xC4\x9E\x41N", "erdogan"}, {"S\xC3\xA3o Tom\xC3\xA9", "sao tome"}, {"\xC5\x81\xC3\xB3\x64\xC5\xBA", "lodz"},
    };
    an_arena arena;
    (void)state;
    an_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        an_str folded = an_utf8_fold(&arena, an_str_from(pairs[i][0]));
        assert_true(an_str_is(folded, pairs[i][1]));
    }
    an_arena_free(&arena);
}

static void sha256_is_the_standard_one(void **state)
{
    char hex[AN_SHA256_HEX_BYTES];
    (void)state;
    an_sha256_hex(AN_STR("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(an_hash(AN_STR("abc")) != an_hash(AN_STR("abd")));
    assert_true(an_hash(AN_STR("a")) == an_hash(AN_STR("a")));
}

static char image_path[] = "/tmp/annals-image-XXXXXX";

static void write_image(void)
{
    an_image_section_source sections[] = {{"first", AN_STR("hello")}, {"empty", {0}}, {"second", AN_STR("world")}};
    assert_int_equal(an_image_write(image_path, "TESTMAGI", 7, sections, 3, NULL), ANNALS_OK);
}

static void image_comes_back_as_written(void **state)
{
    an_image image;
    (void)state;
    write_image();
    assert_int_equal(an_image_open(&image, image_path, "TESTMAGI", NULL), ANNALS_OK);
    assert_int_equal(image.version, 7);
    assert_true(an_str_is(an_image_section(&image, "second"), "world"));
    assert_null(an_image_section(&image, "third").data);
    an_image_close(&image);
}

static void damaged_images_are_refused(void **state)
{
    unsigned char bytes[4096];
    size_t size;
    annals_error error;
    an_image image;
    FILE *file;
    (void)state;
    write_image();
    file = fopen(image_path, "rb");
    size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t i = 0; i < size; i++) { /* every byte flipped once, every length once */
        if (i >= 32 && i < 64) continue; /* unused bytes of the header */
        if (i >= 12 && i < 16) continue; /* the version of the contents: the opener's caller compares it */
        bytes[i] ^= 0x5A;
        file = fopen(image_path, "wb");
        fwrite(bytes, 1, size, file);
        fclose(file);
        assert_int_not_equal(an_image_open(&image, image_path, "TESTMAGI", &error), ANNALS_OK);
        assert_true(strlen(error.message) > 0);
        bytes[i] ^= 0x5A;
    }
    for (size_t cut = 0; cut < size; cut += 7) {
        file = fopen(image_path, "wb");
        fwrite(bytes, 1, cut, file);
        fclose(file);
        assert_int_not_equal(an_image_open(&image, image_path, "TESTMAGI", &error), ANNALS_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory_up_to_its_limit),
        cmocka_unit_test(array_grows_and_keeps_its_items),
        cmocka_unit_test(strbuf_stops_at_its_limit_and_says_so),
        cmocka_unit_test(every_day_of_eight_centuries_goes_there_and_back),
        cmocka_unit_test(iso_dates_are_ranges),
        cmocka_unit_test(json_places_commas_and_escapes),
        cmocka_unit_test(utf8_refuses_what_is_malformed),
        cmocka_unit_test(folding_makes_variants_equal),
        cmocka_unit_test(sha256_is_the_standard_one),
        cmocka_unit_test(image_comes_back_as_written),
        cmocka_unit_test(damaged_images_are_refused),
    };
    int file = mkstemp(image_path), failed;
    if (file >= 0) close(file);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(image_path);
    return failed;
}
