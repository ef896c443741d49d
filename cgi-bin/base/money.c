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

bool money_parse(const char *text, const char *currency, int64_t *minor)
{
	int decimals = money_decimals(currency), behind = -1;
	int64_t sum = 0;

	for (const char *at = text; *at != '\0'; at++) {
		if ((*at == '.' || *at == ',') && behind < 0 && at > text && decimals > 0) {
			behind = 0;
			continue;
		}
		if (*at < '0' || *at > '9' || sum > MONEY_MAX)
			return false;
		sum = sum * 10 + (*at - '0');
		behind += behind >= 0;
	}
	if (text[0] == '\0' || (behind >= 0 && behind != decimals))
		return false;
	for (int i = behind < 0 ? 0 : decimals; i < decimals && sum <= MONEY_MAX; i++)
		sum *= 10;
	if (sum > MONEY_MAX)
		return false;
	*minor = sum;
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
