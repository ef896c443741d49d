/* The page with the quote for cancelling a booking, or a part of it. */
#ifndef PAGES_CANCEL_FILL_H
#define PAGES_CANCEL_FILL_H

#include "domain/booking.h"
#include "pages/page.h"

/* A live booking's. The form on it has the key of `form`, if it is shown again (NULL: it is not). */
struct page_parts cancel_page(
    struct request *request, const struct booking_quote *quote, const struct form *form);

#endif
