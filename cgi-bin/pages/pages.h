/* All pages of the booking site, by the route that shows them (cgi-bin/booking.c). */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "web/router.h"

/* brand.c: the operator's colours and logo, as files. */
page page_brand_file;

/* home.c, places.c, search.c, departure.c, offer.c, place.c: from the first question to held seats. */
page page_home_show, page_places_list, page_flights_list, page_departure_show, page_departure_seats,
    page_offer_show, page_hold_create;

/* A hold: who travels, and the last look before booking. */
page page_hold_show, page_hold_passengers, page_hold_review, page_hold_extend, page_hold_release;

/* A booking: made, found, shown, changed, cancelled. */
page page_booking_create, page_booking_show, page_find, page_booking_cancel_show,
    page_booking_cancel, page_booking_seats_show, page_booking_seats, page_booking_link,
    page_booking_calendar, page_booking_passengers_show, page_booking_passengers,
    page_booking_contact_show, page_booking_contact, page_booking_accept, page_booking_mail;

/* An account, which nobody needs. */
page page_register_show, page_register, page_sign_in_show, page_sign_in, page_forgot_show,
    page_forgot, page_reset_show, page_reset, page_sign_out, page_confirm_show, page_confirm;

/* What its owner sees and changes. */
page page_account_show, page_account_confirm, page_account_email_show, page_account_email,
    page_account_password_show, page_account_password, page_account_sessions_show,
    page_account_session_end, page_account_sessions_end, page_account_travellers_show,
    page_account_traveller_add, page_account_traveller_show, page_account_traveller,
    page_account_traveller_delete, page_account_data_show, page_account_export,
    page_account_delete_show, page_account_delete;

#endif
