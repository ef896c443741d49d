/* The staff pages, one function a route. */
#ifndef STAFF_STAFF_PAGES_H
#define STAFF_STAFF_PAGES_H

#include "web/router.h"

/* staff/sign_in.c */
page page_staff_sign_in_show, page_staff_sign_in, page_staff_code_show, page_staff_code,
    page_staff_sign_out;
/* staff/account.c */
page page_staff_account_show, page_staff_password_show, page_staff_password,
    page_staff_second_factor_show, page_staff_second_factor, page_staff_session_end,
    page_staff_sessions_end;
/* staff/team.c */
page page_staff_team_show, page_staff_team_add, page_staff_member_show, page_staff_member_role,
    page_staff_member_disable, page_staff_member_enable, page_staff_member_reset;
/* staff/audit.c */
page page_staff_audit_show, page_staff_audit_csv;
/* staff/today.c */
page page_staff_root, page_staff_today_show, page_staff_mail_retry, page_staff_mails_retry;
/* staff/departures.c */
page page_staff_departures_show, page_staff_departures_csv;
/* staff/departure.c */
page page_staff_departure_show;
/* staff/departure_decide.c */
page page_staff_departure_seats, page_staff_departure_sales;

/* staff/bookings.c, booking.c, booking_acts.c, booking_money.c */
page page_staff_bookings_show, page_staff_bookings_csv, page_staff_booking_show,
    page_staff_booking_note, page_staff_booking_mail, page_staff_booking_mail_now,
    page_staff_booking_pay, page_staff_booking_goodwill, page_staff_booking_refund,
    page_staff_booking_accept;
/* staff/booking_cancel.c, booking_edit.c, booking_seats.c, booking_split.c */
page page_staff_booking_cancel_show, page_staff_booking_cancel, page_staff_booking_names_show,
    page_staff_booking_names, page_staff_booking_contact_show, page_staff_booking_contact,
    page_staff_booking_seats_show, page_staff_booking_seats, page_staff_booking_split_show,
    page_staff_booking_split;
/* staff/sales.c, sale.c */
page page_staff_sales_show, page_staff_sales_hold, page_staff_sale_show, page_staff_sale_passengers,
    page_staff_sale_book, page_staff_sale_release, page_staff_sale_extend;
/* staff/gate.c, gate_scan.c, gate_close.c */
page page_staff_manifest_show, page_staff_manifest_csv, page_staff_check_in, page_staff_board,
    page_staff_back, page_staff_scan_show, page_staff_scan, page_staff_gate_close_show,
    page_staff_gate_close;
/* staff/change_retime.c, change_cancel.c, change_aircraft.c, change_new.c */
page page_staff_retime_show, page_staff_retime, page_staff_cancel_show, page_staff_cancel,
    page_staff_aircraft_show, page_staff_aircraft, page_staff_new_show, page_staff_new;
/* staff/changes.c */
page page_staff_changes_show;

#endif
