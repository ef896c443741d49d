/* Errors as values: what went wrong, for whom, and the name it has in the outside contract. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <apr_pools.h>
#include <stdbool.h>
#include <stdint.h>

/* The kind decides the HTTP status (web/problem) and what a caller may do about it. */
enum err_kind {
	ERR_MALFORMED, /* 400: the request cannot be read                           */
	ERR_DENIED,    /* 403: known, and not allowed                               */
	ERR_MISSING,   /* 404: not there, or not yours: the two look the same       */
	ERR_REFUSED,   /* 409: right in itself, in conflict with what is            */
	ERR_GONE,      /* 410: too late                                             */
	ERR_INPUT,     /* 422: readable, but not acceptable                         */
	ERR_LIMIT,     /* 429: too many; certainly no effect                        */
	ERR_BUSY,      /* 503: not now; certainly no effect                         */
	ERR_UNSURE,    /* 503: lost at COMMIT: happened once or not at all          */
	ERR_BROKEN     /* 500: a fault of ours or of the machine; outcome unknown   */
};

/*
 * The refusals of the outside contract, each with its kind and its public name (`data-problem`).
 * This is the one list that base shares with the contract; web maps kinds to statuses and knows
 * none of the airline's names.
 */
#define ERR_CODES(X) \
	X(BAD_REQUEST, MALFORMED, "bad-request") \
	X(CROSS_SITE, DENIED, "cross-site") \
	X(FORBIDDEN, DENIED, "forbidden") \
	X(NEEDS_LINK, DENIED, "needs-link") \
	X(NOT_FOUND, MISSING, "not-found") \
	X(METHOD, MALFORMED, "method") \
	X(TOO_LARGE, MALFORMED, "too-large") \
	X(UNSUPPORTED, MALFORMED, "unsupported") \
	X(SEAT_TAKEN, REFUSED, "seat-taken") \
	X(SOLD_OUT, REFUSED, "sold-out") \
	X(HOLD_ENDED, REFUSED, "hold-ended") \
	X(HOLD_LIMIT, REFUSED, "hold-limit") \
	X(CHANGED_MEANWHILE, REFUSED, "changed-meanwhile") \
	X(PRICE_CHANGED, REFUSED, "price-changed") \
	X(DUPLICATE_PASSENGER, REFUSED, "duplicate-passenger") \
	X(PASSENGER_ELSEWHERE, REFUSED, "duplicate-passenger") \
	X(PASSENGERS_MISSING, REFUSED, "passengers-missing") \
	X(EMAIL_TAKEN, REFUSED, "email-taken") \
	X(CHECKED_IN, REFUSED, "checked-in") \
	X(GATE_REFUSED, REFUSED, "gate-refused") \
	X(SALES_CLOSED, GONE, "sales-closed") \
	X(FLIGHT_CLOSED, GONE, "flight-closed") \
	X(HOLD_EXPIRED, GONE, "hold-expired") \
	X(INVALID, INPUT, "invalid") \
	X(AMBIGUOUS, INPUT, "ambiguous") \
	X(KEY_REUSED, INPUT, "key-reused") \
	X(PRECONDITION_REQUIRED, MALFORMED, "precondition-required") \
	X(STALE, MALFORMED, "stale") \
	X(UNAUTHENTICATED, DENIED, "unauthenticated") \
	X(DUPLICATE, REFUSED, "duplicate") \
	X(DEPARTURE_ENDED, REFUSED, "departure-ended") \
	X(TOO_MANY, LIMIT, "too-many") \
	X(KEPT_TOO_LONG, LIMIT, "too-many") \
	X(UNAVAILABLE, BUSY, "unavailable") \
	X(FLIGHT_SERVICE_DOWN, BUSY, "flight-service-down") \
	X(UNSURE, UNSURE, "unavailable") \
	X(BROKEN, BROKEN, "broken")

enum err_code {
#define ERR_CODE_ENUM(code, kind, name) CODE_##code,
	ERR_CODES(ERR_CODE_ENUM)
#undef ERR_CODE_ENUM
	    CODE_COUNT
};

/* What a refusal is about, shown to people and as `data-…` (space separated lists, or a number). */
enum err_fact {
	FACT_SEATS,     /* data-problem-seats      */
	FACT_DEPARTURE, /* data-problem-departure  */
	FACT_FIELDS,    /* data-problem-fields     */
	FACT_OLD_TOTAL, /* data-old-total-minor    */
	FACT_OTHERS,    /* departures that the words name; no attribute */
	FACT_HELD, /* too many holds are open: whose (browser, account, address); no attribute */
	FACT_KEY_NAME, /* CODE_DUPLICATE: the violated key's name; never shown */
	FACT_COUNT
};

struct err {
	enum err_kind kind;
	enum err_code code;
	const char *text;  /* for the log and for developers; never shown to a customer */
	const char *where; /* "room/file.c:line" that made it */
	const char *facts[FACT_COUNT]; /* NULL where it has none */
	int retry_after_s;             /* 429 and 503: seconds; 0 = not said */
};

/* Return early with whatever error `expr` gives. The only macro that hides a return. */
#define TRY(expr) \
	do { \
		const struct err *err_try_ = (expr); \
		if (err_try_ != NULL) \
			return err_try_; \
	} while (0)

/*
 * A new error of `code` (which gives the kind) in `pool`; text by printf, copied. Never NULL; no
 * facts, retry_after_s 0, both for the caller to set.
 */
#define err_new(pool, code, ...) err_new_at((pool), (code), __FILE__, __LINE__, __VA_ARGS__)
struct err *err_new_at(apr_pool_t *pool, enum err_code code, const char *file, int line,
    const char *format, ...) __attribute__((format(printf, 5, 6), returns_nonnull));

/* The same error with a fact added; `value` must live as long as the error. Returns `err`. */
struct err *err_with(struct err *err, enum err_fact fact, const char *value);

/* The public name of a code, e.g. "seat-taken". */
const char *err_code_name(enum err_code code);

/* Is `err` an error of this code? False for NULL. */
bool err_is(const struct err *err, enum err_code code);

#endif
