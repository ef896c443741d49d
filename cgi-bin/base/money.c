/* Money: ISO 4217's currencies, sums that cannot wrap, and amounts for people. */
#include "base/money.h"

#include "base/pool.h"
#include "base/words.h"

#include <string.h>

#define NO_BREAK "\xc2\xa0" /* U+00A0 */

/* The currencies in circulation by number of decimals, sorted. */
static const char *const money_decimals_0[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF",
	"KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF" };
static const char *const money_decimals_3[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" };
static const char *const money_decimals_4[] = { "CLF", "UYW" };
static const char *const money_decimals_2[] = { "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS",
	"AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BMD", "BND", "BOB", "BRL", "BSD", "BTN",
	"BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DKK",
	"DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD",
	"GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS",
	"KHR", "KPW", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD",
	"MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO",
	"NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB",
	"SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC",
	"SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "USD", "UYU",
	"UZS", "VED", "VES", "WST", "XCD", "XCG", "YER", "ZAR", "ZMW", "ZWG" };

static const struct {
	int decimals;
	const char *const *codes;
	size_t count;
} money_groups[] = {
	{ 2, money_decimals_2, sizeof(money_decimals_2) / sizeof(money_decimals_2[0]) },
	{ 0, money_decimals_0, sizeof(money_decimals_0) / sizeof(money_decimals_0[0]) },
	{ 3, money_decimals_3, sizeof(money_decimals_3) / sizeof(money_decimals_3[0]) },
	{ 4, money_decimals_4, sizeof(money_decimals_4) / sizeof(money_decimals_4[0]) },
};

/* The decimals of a code, or -1. */
static int money_find(const char *code)
{
	if (code == NULL)
		return -1;
	for (size_t g = 0; g < sizeof(money_groups) / sizeof(money_groups[0]); g++)
		for (size_t i = 0; i < money_groups[g].count; i++)
			if (strcmp(money_groups[g].codes[i], code) == 0)
				return money_groups[g].decimals;
	return -1;
}

bool money_is_currency(const char *code)
{
	return money_find(code) >= 0;
}

int money_decimals(const char *code)
{
	int decimals = money_find(code);

	return decimals < 0 ? 2 : decimals;
}

bool money_add(int64_t *sum, int64_t amount)
{
	int64_t result;

	if (__builtin_add_overflow(*sum, amount, &result) || result > MONEY_MAX ||
	    result < -MONEY_MAX)
		return false;
	*sum = result;
	return true;
}

bool money_add_times(int64_t *sum, int64_t unit, int64_t quantity)
{
	int64_t amount;

	return !__builtin_mul_overflow(unit, quantity, &amount) && money_add(sum, amount);
}

/* Digits that `*sum` goes on with; false at anything else, and where it would wrap. */
static bool money_take_digit(char digit, int64_t *sum)
{
	if (digit < '0' || digit > '9' || *sum > MONEY_MAX)
		return false;
	*sum = *sum * 10 + (digit - '0');
	return true;
}

/* The whole part: digits alone, or all of them in groups of three from the right, the first of which does not begin with 0. */
static bool money_take_whole(const char *text, size_t length, char thousands, int64_t *sum)
{
	bool is_grouped = memchr(text, thousands, length) != NULL;

	if (length == 0 || (is_grouped && (length % 4 == 0 || text[0] == '0')))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (is_grouped && (length - i) % 4 == 0) {
			if (text[i] != thousands)
				return false;
		} else if (!money_take_digit(text[i], sum)) {
			return false;
		}
	}
	return true;
}

/* As it reads with these signs: behind `decimal` as many digits as the currency has. */
static bool money_read(const char *text, char thousands, char decimal, int decimals, int64_t *minor)
{
	size_t length = strcspn(text, (const char[]){ decimal, '\0' });
	const char *behind = text[length] != '\0' ? text + length + 1 : NULL;
	int64_t sum = 0;

	if (!money_take_whole(text, length, thousands, &sum))
		return false;
	if (behind != NULL && (decimals == 0 || strlen(behind) != (size_t)decimals))
		return false;
	for (int i = 0; i < decimals; i++)
		if (!money_take_digit(behind != NULL ? behind[i] : '0', &sum))
			return false;
	*minor = sum;
	return sum <= MONEY_MAX;
}

bool money_parse(const char *text, const char *currency, int64_t *minor)
{
	const struct language *own = words_spoken();
	int decimals = money_decimals(currency);
	int64_t here = 0, elsewhere = 0;
	bool is_here = money_read(text, own->thousands, own->decimal, decimals, &here);
	bool is_elsewhere = strchr(text, own->thousands) != NULL &&
	    money_read(text, own->decimal, own->thousands, decimals, &elsewhere);

	if (is_here == is_elsewhere)
		return false;
	*minor = is_here ? here : elsewhere;
	return true;
}

const char *money_number(int64_t minor, const char *currency, apr_pool_t *pool)
{
	const struct language *language = words_spoken();
	uint64_t rest = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	int decimals = money_decimals(currency);
	char buffer[48];
	char *at = buffer + sizeof(buffer) - 1;
	int digits = 0; /* written so far, those of the fraction included */

	*at = '\0';
	do {
		int whole = digits - decimals;

		if (digits > 0 && whole == 0)
			*--at = language->decimal;
		else if (whole > 0 && whole % 3 == 0)
			*--at = language->thousands;
		*--at = (char)('0' + rest % 10);
		rest /= 10;
		digits++;
	} while (rest > 0 || digits <= decimals);
	return apr_pstrcat(pool, minor < 0 ? "-" : "", at, NULL);
}

const char *money_unit(const char *currency)
{
	const char *euro = words_spoken()->euro;

	return euro != NULL && strcmp(currency, "EUR") == 0 ? euro : currency;
}

const char *money_with_unit(const char *number, const char *currency, apr_pool_t *pool)
{
	if (words_spoken()->is_amount_first)
		return apr_pstrcat(pool, number, NO_BREAK, money_unit(currency), NULL);
	return apr_pstrcat(pool, money_unit(currency), " ", number, NULL);
}

const char *money_text(int64_t minor, const char *currency, apr_pool_t *pool)
{
	return money_with_unit(money_number(minor, currency, pool), currency, pool);
}
