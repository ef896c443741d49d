/* All pages of the booking site, by the route that shows them (cgi-bin/booking.c). */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "web/router.h"

/* brand.c: the operator's colours and logo, as files. */
page page_brand_file;

/* home.c, search.c, departure.c, offer.c, place.c: from the first question to held seats. */
page page_home_show, page_flights_list, page_departure_show, page_departure_seats, page_offer_show,
    page_hold_create;

/* A hold: who travels, and the last look before booking. */
page page_hold_show, page_hold_passengers, page_hold_review, page_hold_extend, page_hold_release;

/* A booking: made, found, shown, changed, cancelled. */
page page_booking_create, page_booking_show, page_find, page_booking_cancel_show,
    page_booking_cancel, page_booking_seats_show, page_booking_seats, page_booking_link;

/* An account, which nobody needs. */
page page_register_show, page_register, page_sign_in_show, page_sign_in, page_forgot_show,
    page_forgot, page_reset_show, page_reset, page_sign_out, page_account_show;

#endif
