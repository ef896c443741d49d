/* The shelf of offer moulds: it is never full for good, never above its bounds, and what is in use stays. */
#include "unit.h"

#include "base/pool.h"
#include "pages/offer_shelf.h"

#include <stdlib.h>
#include <string.h>

static apr_pool_t *pool;
static int64_t now_ms, last_name;

static struct offer_facts facts_of(int64_t name)
{
	return (struct offer_facts){ apr_pmemdup(pool, &name, sizeof(name)), sizeof(name),
		(uint64_t)name };
}

/* Of a page of so many bytes. */
static const struct mould *mould_of(size_t length, apr_pool_t *in)
{
	char *page = memset(malloc(length), '.', length);
	memcpy(page, "KEY0", 4);
	const struct mould *mould = mould_cut(&(const struct mould_blank){ .looks = { page },
						  .lengths = { length },
						  .look_count = 1,
						  .from = "<i>",
						  .to = "</i>",
						  .key = "KEY0" },
	    in);
	free(page);
	assert_non_null(mould);
	return mould;
}

static size_t size_of(size_t length)
{
	return mould_size(mould_of(length, pool)) + sizeof(int64_t);
}

static bool keep(int64_t name, size_t length)
{
	apr_pool_t *own = pool_new(NULL);
	struct offer_facts facts = facts_of(name);
	return offer_shelf_keep(&facts, mould_of(length, own), own, now_ms);
}

static bool is_there(int64_t name)
{
	struct offer_facts facts = facts_of(name);
	size_t length;
	return offer_shelf_fill(&facts, NULL, 0, "KEY1", now_ms, pool, &length) != NULL;
}

/* New ones of this length as long as they are kept; how many. Whether there is room is known before. */
static size_t fill_up(size_t length)
{
	size_t count = 0;
	bool is_kept = true;
	while (is_kept) {
		bool has_room = offer_shelf_has_room(size_of(length), now_ms);
		is_kept = keep(++last_name, length);
		assert_int_equal(is_kept, has_room);
		count += is_kept;
		assert_in_range(count, 0, OFFER_SHELF_MOULDS);
	}
	return count;
}

static size_t count_there(void)
{
	size_t count = 0;
	for (int64_t name = 1; name <= last_name; name++)
		count += is_there(name);
	return count;
}

static int everything_is_old(void **state)
{
	(void)state;
	now_ms += OFFER_SHELF_LATELY_MS;
	return 0;
}

static void pages_of_more_than_there_is_room_for_take_turns(void **state)
{
	size_t fits = OFFER_SHELF_BYTES / size_of(50000);
	(void)state;
	assert_in_range(fits, 40, OFFER_SHELF_MOULDS - 1);
	for (int turn = 0; turn < 3; turn++) {
		assert_int_equal(fill_up(50000), fits);
		now_ms += OFFER_SHELF_LATELY_MS - 1;
		assert_int_equal(fill_up(50000), 0);
		now_ms++;
	}
	assert_int_equal(count_there(), fits);
}

static void what_is_in_use_stays(void **state)
{
	(void)state;
	size_t fits = fill_up(50000);
	int64_t used = last_name - 1;
	everything_is_old(NULL);
	assert_true(is_there(used));
	assert_int_equal(fill_up(50000), fits - 1);
	assert_true(is_there(used));
	assert_false(is_there(used - 1));
	assert_int_equal(count_there(), fits);
}

static void small_pages_are_bounded_by_their_number(void **state)
{
	(void)state;
	assert_int_equal(fill_up(1000), OFFER_SHELF_MOULDS);
	everything_is_old(NULL);
	assert_int_equal(fill_up(1000), OFFER_SHELF_MOULDS);
	assert_int_equal(count_there(), OFFER_SHELF_MOULDS);
}

static void a_large_page_takes_the_place_of_several(void **state)
{
	(void)state;
	size_t before = fill_up(50000);
	everything_is_old(NULL);
	assert_true(keep(++last_name, 500000));
	assert_true(is_there(last_name));
	size_t left = count_there() - 1;
	assert_in_range(left, 1, before - 8);
	assert_true(left * size_of(50000) + size_of(500000) <= OFFER_SHELF_BYTES);
}

static void a_page_that_never_fits_costs_nobody_his_place(void **state)
{
	(void)state;
	size_t fits = fill_up(50000);
	everything_is_old(NULL);
	assert_false(offer_shelf_has_room(OFFER_SHELF_BYTES + 1, now_ms));
	assert_false(keep(++last_name, OFFER_SHELF_BYTES));
	assert_int_equal(count_there(), fits);
}

static void the_first_mould_of_a_page_stays(void **state)
{
	(void)state;
	assert_true(keep(++last_name, 1000));
	assert_true(keep(last_name, 2000));
	struct offer_facts facts = facts_of(last_name);
	size_t length;
	assert_non_null(offer_shelf_fill(&facts, NULL, 0, "KEY1", now_ms, pool, &length));
	assert_int_equal(length, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
		    pages_of_more_than_there_is_room_for_take_turns, everything_is_old),
		cmocka_unit_test_setup(what_is_in_use_stays, everything_is_old),
		cmocka_unit_test_setup(small_pages_are_bounded_by_their_number, everything_is_old),
		cmocka_unit_test_setup(a_large_page_takes_the_place_of_several, everything_is_old),
		cmocka_unit_test_setup(
		    a_page_that_never_fits_costs_nobody_his_place, everything_is_old),
		cmocka_unit_test_setup(the_first_mould_of_a_page_stays, everything_is_old),
	};

	pool_start();
	pool = pool_new(NULL);
	int failed = cmocka_run_group_tests_name("offer shelf", tests, NULL, NULL);
	apr_pool_destroy(pool);
	return failed;
}
