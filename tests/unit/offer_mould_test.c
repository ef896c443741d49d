/* Offer pages from moulds: how often a page is rendered, and that it is always what would be rendered. */
#include "support/flight_world.h"

#include "base/random.h"
#include "domain/desk.h"
#include "domain/seating.h"
#include "pages/offer_mould.h"

#include <string.h>

/* What a page is rendered by here: so much text, the key, each seat's state. */
struct printer {
	apr_pool_t *pool;
	size_t padding;
	int renderings;
};

static const struct err *print(
    void *arg, const struct offer *offer, const char *key, const char **text, size_t *length)
{
	struct printer *printer = arg;
	const struct seat_map *map = &offer->segments[0].map;
	unsigned char states[16];
	size_t count = seating_states(&map->cabins[0], states);
	char *padding = apr_palloc(printer->pool, printer->padding + 1);

	memset(padding, '.', printer->padding);
	padding[printer->padding] = '\0';
	*text = apr_pstrcat(printer->pool, key, padding, NULL);
	for (size_t i = 0; i < count; i++)
		*text = apr_psprintf(printer->pool, "%s<input type=\"checkbox\" data-state=\"%d\">",
		    *text, states[i]);
	*length = strlen(*text);
	printer->renderings++;
	return NULL;
}

/* The world's departure in this version, with this seat taken. */
static struct offer offer_of(struct world *world, int64_t version, const char *taken)
{
	const struct departure *found;
	struct departure *departure;
	struct offer offer = { .segment_count = 1, .is_on_sale = true };
	bool is_cached;

	assert_null(world_find(world, 0, &found, &is_cached));
	departure = apr_pmemdup(world->pool, found, sizeof(*found));
	departure->version = version;
	offer.segments[0].departure = departure;
	offer.segments[0].fare = &departure->fares[0];
	seating_map(departure, &(const struct taken_seat){ taken, SEAT_TAKEN }, 1, world->pool,
	    &offer.segments[0].map);
	return offer;
}

/* NULL: no mould. A page is what would be rendered, with a key of its own. */
static const char *show(
    struct world *world, struct printer *printer, int64_t version, const char *taken)
{
	struct offer offer = offer_of(world, version, taken);
	struct offer_asked asked = { .party = { .adults = 1 }, .cabin = "Y" };
	struct desk desk = { .pool = world->pool, .flights = world->client };
	struct printer other = *printer;
	const char *text, *wanted;
	size_t length, wanted_length;

	assert_null(offer_mould_show(&asked, &offer, &desk, print, printer, &text, &length));
	if (text == NULL)
		return NULL;
	assert_null(print(&other, &offer,
	    apr_pstrmemdup(world->pool, text, strlen(random_ref(world->pool))), &wanted,
	    &wanted_length));
	assert_int_equal(length, wanted_length);
	assert_string_equal(text, wanted);
	return text;
}

static void a_page_that_is_asked_for_again_is_not_rendered_again(void **state)
{
	struct world *world = *state;
	struct printer printer = { world->pool, 1000, 0 };
	const char *first, *second;

	assert_null(show(world, &printer, 1, "1A"));
	assert_int_equal(printer.renderings, 0);
	first = show(world, &printer, 1, "1A");
	assert_non_null(first);
	assert_int_equal(
	    printer.renderings, SEAT_STATES); /* once with all seats in each of their states */
	second = show(world, &printer, 1, "2A");
	assert_non_null(second);
	assert_string_not_equal(first, second);
	assert_int_equal(printer.renderings, SEAT_STATES);
	assert_null(show(world, &printer, 2, "2A"));
}

static void a_page_that_does_not_fit_is_seldom_rendered_in_vain(void **state)
{
	struct world *world = *state;
	struct printer printer = { world->pool, 4 * 1024 * 1024, 0 };

	for (int i = 0; i < 10; i++)
		assert_null(show(world, &printer, 3, "1A"));
	assert_in_range(printer.renderings, 1, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_page_that_is_asked_for_again_is_not_rendered_again, world_set_up,
		    world_tear_down),
		cmocka_unit_test_setup_teardown(a_page_that_does_not_fit_is_seldom_rendered_in_vain,
		    world_set_up, world_tear_down),
	};

	pool_start();
	return cmocka_run_group_tests_name("offer moulds", tests, NULL, NULL);
}
