/* Does a changing request come from a page of this site? Private to web/. */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "web/request.h"

/*
 * CODE_CROSS_SITE unless Sec-Fetch-Site is same-origin or none; where that is missing, unless
 * Origin is this scheme, host and port; where both are missing the caller is no browser and may
 * pass.
 */
const struct err *site_check(const struct request *request);

#endif
