/* Money: integers in minor units of an ISO 4217 currency; sums never wrap. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/err.h"

/* The largest amount anything here may have: 10^12 minor units. */
#define MONEY_MAX INT64_C(1000000000000)

/* Three upper-case letters that ISO 4217 has for money in circulation (no gold, no test code)? */
bool money_is_currency(const char *code);
/* And how many decimals (EUR 2, JPY 0, KWD 3); 2 for a code that is none. */
int money_decimals(const char *code);

/*
 * *sum += amount, or *sum += unit * quantity; false (sum unchanged) where the result leaves
 * [-MONEY_MAX, MONEY_MAX].
 */
bool money_add(int64_t *sum, int64_t amount);
bool money_add_times(int64_t *sum, int64_t unit, int64_t quantity);

/* "1234.50" or "1234,50", "1234": digits, and after a point or comma as many as the currency has decimals; at most MONEY_MAX. Else false, and nothing set. */
bool money_parse(const char *text, const char *currency, int64_t *minor);

/*
 * In the thread's language (base/words.h): "EUR 1,234.50", "JPY 12,000", "EUR -3.00"; in German "1.234,50 €" with a blank at which no line ends. And the number alone: "1,234.50"; and how the unit is written
 * ("€"), and a number that is written already with it.
 */
const char *money_text(int64_t minor, const char *currency, apr_pool_t *pool);
const char *money_number(int64_t minor, const char *currency, apr_pool_t *pool);
const char *money_unit(const char *currency);
const char *money_with_unit(const char *number, const char *currency, apr_pool_t *pool);

#endif
