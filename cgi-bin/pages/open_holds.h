/* What a browser holds already, on the page that refuses it more. */
#ifndef PAGES_OPEN_HOLDS_H
#define PAGES_OPEN_HOLDS_H

#include "domain/desk.h"
#include "pages/page.h"

/* Under the problem: each with a way to go on with it, and to give it back. None is no part of the page. */
const struct err *open_holds_fill(const struct page_parts *parts, struct desk *desk);

#endif
