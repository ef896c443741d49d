/* Dates and instants as tests write them. */
#include "support/times.h"

#include "base/clock.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

int32_t day_of(const char *text)
{
	int32_t on = DATE_NONE;

	assert_true(date_parse(text, &on));
	return on;
}

int64_t instant_of(const char *text)
{
	int64_t at = CLOCK_NONE;

	assert_true(clock_parse(text, &at, NULL));
	return at;
}
