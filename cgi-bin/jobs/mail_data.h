/* What a mail says of a booking to programs: the reader's assistant, and the calendar. */
#ifndef JOBS_MAIL_DATA_H
#define JOBS_MAIL_DATA_H

#include "domain/mail.h"
#include "remote/mailer.h"
#include "web/view.h"

/* A schema.org FlightReservation for each passenger on each departure, under K_COUPON of mail/booking_html; K_LOCATOR, K_LINK and K_SITE_NAME are the mail's. */
void mail_data_fill(struct view *view, struct desk *desk, const struct booking *booking);

/* The calendar file: to keep, or, where the booking was cancelled, to take it away again. */
void mail_data_attach(struct desk *desk, const struct booking *booking, struct mail *out);

#endif
