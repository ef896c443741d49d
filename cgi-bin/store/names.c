/* How the nouns' enums are written in the tables. */
#include "store/names.h"

#include <assert.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const char *const hold_states[] = { "open", "used", "released", "expired" };
static const char *const booking_states[] = { "pending", "confirmed", "cancelled", "expired" };
static const char *const passenger_types[] = { "adult", "child", "infant" };
static const char *const price_kinds[] = { "fare", "tax" };
static const char *const departure_states[] = { "scheduled", "retimed", "cancelled", "departed" };

static const char *const boarding_states[] = { "open", "checked_in", "boarded", "no_show" };

const char *name_of_hold_state(enum hold_state state)
{
	return hold_states[state];
}

const char *name_of_booking_state(enum booking_state state)
{
	return booking_states[state];
}

const char *name_of_passenger_type(enum passenger_type type)
{
	return passenger_types[type];
}

const char *name_of_price_kind(enum price_kind kind)
{
	return price_kinds[kind];
}

const char *name_of_departure_state(enum departure_state state)
{
	return departure_states[state];
}

const char *name_of_boarding_state(enum boarding_state state)
{
	return boarding_states[state];
}

static size_t find(const char *const *names, size_t count, const char *text)
{
	size_t i = 0;
	while (strcmp(names[i], text) != 0) {
		i++;
		assert(
		    i < count); /* else the table allows a name that this program does not know */
	}
	(void)count;
	return i;
}

enum hold_state row_hold_state(const struct rows *rows, size_t column)
{
	return (enum hold_state)find(hold_states, COUNT(hold_states), row_text(rows, column));
}

enum booking_state row_booking_state(const struct rows *rows, size_t column)
{
	return (enum booking_state)find(
	    booking_states, COUNT(booking_states), row_text(rows, column));
}

enum passenger_type row_passenger_type(const struct rows *rows, size_t column)
{
	return (enum passenger_type)find(
	    passenger_types, COUNT(passenger_types), row_text(rows, column));
}

enum price_kind row_price_kind(const struct rows *rows, size_t column)
{
	return (enum price_kind)find(price_kinds, COUNT(price_kinds), row_text(rows, column));
}

enum departure_state row_departure_state(const struct rows *rows, size_t column)
{
	return (enum departure_state)find(
	    departure_states, COUNT(departure_states), row_text(rows, column));
}
