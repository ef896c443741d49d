/* Does a changing request come from a page of this site? */
#include "web/site.h"

#include "base/pool.h"
#include "web/source.h"

#include <string.h>
#include <strings.h>

/* The length of "host[:port]" without the port that the scheme implies. */
static size_t host_length(const char *host, bool is_tls)
{
	const char *port = is_tls ? ":443" : ":80";
	size_t length = strlen(host);
	size_t port_length = strlen(port);

	if (length > port_length && strcmp(host + length - port_length, port) == 0)
		return length - port_length;
	return length;
}

static bool is_own_origin(const struct request *request, const char *origin)
{
	bool is_tls = request_is_tls(request);
	const char *scheme = is_tls ? "https://" : "http://";
	const char *host = request_header(request, "Host");
	size_t length;

	if (host == NULL || strncasecmp(origin, scheme, strlen(scheme)) != 0)
		return false;
	origin += strlen(scheme);
	length = host_length(host, is_tls);
	return host_length(origin, is_tls) == length && strncasecmp(origin, host, length) == 0;
}

const struct err *site_check(const struct request *request)
{
	const char *fetch_site = request_header(request, "Sec-Fetch-Site");
	const char *origin = request_header(request, "Origin");

	if (fetch_site != NULL) {
		if (strcmp(fetch_site, "same-origin") == 0 || strcmp(fetch_site, "none") == 0)
			return NULL;
		return err_new(request->pool, CODE_CROSS_SITE, "Sec-Fetch-Site: %s", fetch_site);
	}
	if (origin == NULL || is_own_origin(request, origin))
		return NULL;
	return err_new(request->pool, CODE_CROSS_SITE, "Origin: %s", origin);
}
