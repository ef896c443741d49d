/* How the nouns' enums are written in the tables. */
#ifndef STORE_NAMES_H
#define STORE_NAMES_H

#include "db/statement.h"
#include "model/boarding.h"
#include "model/booking.h"

const char *name_of_hold_state(enum hold_state state);
const char *name_of_booking_state(enum booking_state state);
const char *name_of_passenger_type(enum passenger_type type);
const char *name_of_price_kind(enum price_kind kind);
const char *name_of_departure_state(enum departure_state state);
const char *name_of_boarding_state(enum boarding_state state);

/* And back, from a column; a text that is none of them asserts. */
enum hold_state row_hold_state(const struct rows *rows, size_t column);
enum booking_state row_booking_state(const struct rows *rows, size_t column);
enum passenger_type row_passenger_type(const struct rows *rows, size_t column);
enum price_kind row_price_kind(const struct rows *rows, size_t column);
enum departure_state row_departure_state(const struct rows *rows, size_t column);

#endif
