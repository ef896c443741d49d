/* The page of one booking, which its own forms come back to. */
#ifndef STAFF_BOOKING_H
#define STAFF_BOOKING_H

#include "staff/bookings.h"

/* The page, read anew; with a form on it that was refused (NULL: none). */
const struct err *staff_booking_page(struct request *request, struct reply *reply,
    const char *locator, struct form *form, const struct err *refusal);

/* Parts of it, in a file of their own. */
void staff_fill_money(struct request *request, const struct staff_page *parts,
    const struct booking_file *file, const struct form *form);
void staff_fill_mails(
    struct request *request, const struct staff_page *parts, const struct booking_file *file);
void staff_fill_notes(struct request *request, const struct staff_page *parts,
    const struct booking_file *file, const struct form *form);

#endif
