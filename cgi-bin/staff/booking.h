/* The page of one booking, which its own forms come back to. */
#ifndef STAFF_BOOKING_H
#define STAFF_BOOKING_H

#include "staff/bookings.h"

/* The page, read anew; with a form on it that was refused (NULL: none). */
const struct err *staff_booking_page(struct request *request, struct reply *reply,
    const char *locator, struct form *form, const struct err *refusal);

/* Was it this form, which has such a field? Then it keeps its key and what was typed. `form` may be NULL. */
bool staff_booking_typed(const struct form *form, const char *field);
/* Done: the page says so. Refused: it shows how things are now, and what was typed. */
const struct err *staff_booking_end(struct request *request, struct reply *reply,
    const struct staff_change *change, const struct err *err, const char *done);

/* Parts of it, in files of their own. */
void staff_fill_money(struct request *request, const struct staff_page *parts,
    const struct booking_file *file, const struct form *form);
void staff_fill_mails(
    struct request *request, const struct staff_page *parts, const struct booking_file *file);
void staff_fill_notes(struct request *request, const struct staff_page *parts,
    const struct booking_file *file, const struct form *form);

#endif
