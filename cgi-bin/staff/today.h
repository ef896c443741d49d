/* The parts of staff/today. */
#ifndef STAFF_TODAY_H
#define STAFF_TODAY_H

#include "model/waiting.h"
#include "staff/page.h"

/* What was asked for of it. */
struct today_wanted {
	int64_t ahead_days;
	struct waiting_place mails, changed;
};

/* Where one of the lists goes on, as two fields of a form or a query: "mails_at" and "mails_after". */
#define TODAY_PLACE(type, list) \
	{ .name = #list "_at", \
		.kind = FIELD_INT, \
		.target = offsetof(type, list.at), \
		.max = TODAY_AT_MAX, \
		.label = #list }, \
	{ \
		.name = #list "_after", .kind = FIELD_INT, .target = offsetof(type, list.id), \
		.max = INT64_MAX, .label = #list \
	}
#define TODAY_AT_MAX INT64_C(7258118399999999) /* the year 2199 */

/* Each fills its part of the page's body. */
const struct err *today_fill_work(
    struct request *request, const struct staff_page *parts, const struct today_wanted *wanted);
const struct err *today_fill_departures(
    struct request *request, const struct staff_page *parts, int32_t today);
const struct err *today_fill_sales(
    struct request *request, const struct staff_page *parts, int32_t today);
/* The days ahead, and load by week. */
const struct err *today_fill_load(
    struct request *request, const struct staff_page *parts, int32_t today);
/* Booking curves of the departures that leave so many days ahead. */
const struct err *today_fill_curves(
    struct request *request, const struct staff_page *parts, int64_t ahead_days);

/* All of the page but what is wrong on it. */
const struct err *today_page(
    struct request *request, const struct today_wanted *wanted, struct staff_page *parts);

#endif
