/* Colours, and what follows from an operator's: whatever it is, every text is read well. */
#include "unit.h"

#include "base/colour.h"
#include "pages/palette.h"

#include <string.h>

static apr_pool_t *pool;

static void test_colours_are_read(void **state)
{
	static const struct {
		const char *text;
		bool is_colour;
		struct colour colour;
	} table[] = {
		{ "#000000", true, { 0, 0, 0 } },
		{ "#0c5a62", true, { 12, 90, 98 } },
		{ "#FFcc09", true, { 255, 204, 9 } },
		{ "", false, { 0, 0, 0 } },
		{ "0c5a62", false, { 0, 0, 0 } },
		{ "#0c5a6", false, { 0, 0, 0 } },
		{ "#0c5a622", false, { 0, 0, 0 } },
		{ "#0c5ag2", false, { 0, 0, 0 } },
		{ "#fff", false, { 0, 0, 0 } },
		{ "#-1-1-1", false, { 0, 0, 0 } },
		{ "red", false, { 0, 0, 0 } },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		struct colour colour = { 0, 0, 0 };

		assert_int_equal(colour_read(row->text, &colour), row->is_colour);
		assert_memory_equal(&colour, &row->colour, sizeof(colour));
	}
	assert_string_equal(colour_text((struct colour){ 12, 90, 255 }, pool), "#0c5aff");
}

/* Those that WCAG's own examples and other tools give. */
static void test_contrast(void **state)
{
	static const struct {
		struct colour a, b;
		double ratio;
	} table[] = {
		{ { 0, 0, 0 }, { 255, 255, 255 }, 21 },
		{ { 255, 255, 255 }, { 255, 255, 255 }, 1 },
		{ { 0x77, 0x77, 0x77 }, { 255, 255, 255 }, 4.48 },
		{ { 255, 255, 255 }, { 0x76, 0x76, 0x76 }, 4.54 },
		{ { 255, 0, 0 }, { 255, 255, 255 }, 4.0 },
		{ { 0, 0, 255 }, { 255, 255, 0 }, 8.0 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		double difference = colour_contrast(row->a, row->b) - row->ratio;

		assert_true(difference < 0.005 && difference > -0.005);
	}
}

static void expect_read(
    struct colour text, struct colour ground, const char *what, struct colour brand, bool is_dark)
{
	double contrast = colour_contrast(text, ground);

	if (contrast < 4.5)
		fail_msg("%s of %s%s: %s on %s has a contrast of %.2f", what,
		    colour_text(brand, pool), is_dark ? " in the dark" : "",
		    colour_text(text, pool), colour_text(ground, pool), contrast);
}

static void expect_all_read(struct colour brand, bool is_dark)
{
	const struct palette_grounds *grounds = palette_grounds(is_dark);
	struct palette palette = palette_of(brand, is_dark);

	expect_read(palette.on_band, palette.band, "top of the page", brand, is_dark);
	expect_read(palette.on_brand, palette.brand, "button", brand, is_dark);
	expect_read(
	    palette.on_brand, palette.brand_deep, "button under the pointer", brand, is_dark);
	expect_read(palette.brand, grounds->paper, "link", brand, is_dark);
	expect_read(palette.brand, grounds->card, "link on a card", brand, is_dark);
	expect_read(palette.brand, grounds->sunk, "link on sunk ground", brand, is_dark);
	expect_read(palette.brand, palette.brand_soft, "seat under the pointer", brand, is_dark);
	expect_read(
	    palette.brand_deep, palette.brand_soft, "link under the pointer", brand, is_dark);
	expect_read(grounds->soft, palette.brand_soft, "remark on what is chosen", brand, is_dark);
}

static void test_every_colour_is_read_in_light_and_dark(void **state)
{
	(void)state;
	for (int red = 0; red <= 255; red += 15) {
		for (int green = 0; green <= 255; green += 15) {
			for (int blue = 0; blue <= 255; blue += 15) {
				struct colour brand = { (unsigned char)red, (unsigned char)green,
					(unsigned char)blue };

				expect_all_read(brand, false);
				expect_all_read(brand, true);
			}
		}
		apr_pool_clear(pool);
	}
}

static void test_a_colour_that_is_read_stays_as_it_is(void **state)
{
	const struct colour green = { 0x0e, 0x3d, 0x43 };
	struct palette palette = palette_of(green, false);

	(void)state;
	assert_memory_equal(&palette.band, &green, sizeof(green));
	assert_memory_equal(&palette.brand, &green, sizeof(green));
	assert_non_null(
	    strstr(palette_stylesheet(green, pool), "{:root{--band:#0e3d43;--on-band:#ffffff;"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_colours_are_read),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_every_colour_is_read_in_light_and_dark),
		cmocka_unit_test(test_a_colour_that_is_read_stays_as_it_is),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
