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

/*
 * A sum as people type it, in minor units: what money_number writes in the thread's language ("1,234.50"), the same without groups ("1234.50") or without decimals ("1,234", "1234"). Whoever writes decimals as the other languages
 * do is understood too ("1.234,50", "25,50"). Else false, and nothing set: more than MONEY_MAX, other decimals than the currency has, groups that are not of three, and what would be one sum in the
 * thread's language and another one elsewhere ("1,234" of a currency with three decimals).
 */
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
