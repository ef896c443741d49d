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
