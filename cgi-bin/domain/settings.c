/* The operator's settings that the airline's rules ask for, read and checked once. */
#include "domain/settings.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"

#include <string.h>

/* The address of "Name <address>" or of itself; NULL: neither. The mailer says what is wrong with it. */
static const char *address_of(const char *from, apr_pool_t *pool)
{
	const char *open = strchr(from, '<');
	size_t length = open == NULL ? strlen(from) : strcspn(open + 1, ">");
	const char *address = apr_pstrmemdup(pool, open == NULL ? from : open + 1, length);

	return text_is_email(address) ? address : NULL;
}

static const struct err *read_site(
    const struct config *config, apr_pool_t *pool, struct settings *settings)
{
	const char *url = config_text(config, "site", "url", "http://127.0.0.1:8080");
	size_t length = strlen(url);
	while (length > 0 && url[length - 1] == '/')
		length--;
	settings->site_url = apr_pstrmemdup(pool, url, length);
	if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
		return err_new(
		    pool, CODE_INVALID, "[site] url must begin with http:// or https://");
	settings->site_name = config_text(config, "site", "name", "Aisle Air");
	settings->mail_address = address_of(config_text(config, "mail", "from", ""), pool);
	return NULL;
}

static const struct err *read_contact(
    const struct config *config, apr_pool_t *pool, struct settings *settings)
{
	const char *contact = config_text(config, "site", "contact", NULL);
	if (contact != NULL && !contact_point_read(contact, pool, &settings->contact))
		return err_new(pool, CODE_INVALID,
		    "[site] contact must be an e-mail address, a telephone number or the address of a page (https://...)");
	settings->time_zone = config_text(config, "site", "time_zone", NULL);
	if (settings->time_zone != NULL && !date_zone_exists(settings->time_zone))
		return err_new(pool, CODE_INVALID,
		    "[site] time_zone must be a zone of this machine, as in Europe/Berlin");
	return NULL;
}

static const struct err *read_holds(const struct config *config, struct settings *settings)
{
	TRY(config_int(config, "hold", "seconds", 1, 86400, 1200, &settings->hold_seconds));
	TRY(config_int(config, "hold", "max_seconds", 0, 86400, 7200, &settings->hold_max_seconds));
	TRY(config_int(
	    config, "hold", "cool_down_seconds", 0, 86400, 86400, &settings->hold_cool_down_s));
	TRY(config_int(
	    config, "holds", "per_browser", 0, 1000000, 3, &settings->holds_per_browser));
	TRY(config_int(
	    config, "holds", "per_address", 0, 1000000, 30, &settings->holds_per_address));
	return NULL;
}

static const struct err *read_locking(
    const struct config *config, apr_pool_t *pool, struct settings *settings)
{
	const char *locking = config_text(config, "seats", "locking", "pessimistic");
	settings->locking = strcmp(locking, "optimistic") == 0 ? LOCKING_OPTIMISTIC
							       : LOCKING_PESSIMISTIC;
	if (settings->locking == LOCKING_PESSIMISTIC && strcmp(locking, "pessimistic") != 0)
		return err_new(
		    pool, CODE_INVALID, "[seats] locking must be pessimistic or optimistic");
	return NULL;
}

const struct err *settings_read(
    const struct config *config, apr_pool_t *pool, const struct settings **out)
{
	struct settings *settings = pool_make(pool, struct settings);
	const char *key;
	TRY(read_site(config, pool, settings));
	TRY(read_contact(config, pool, settings));
	TRY(read_holds(config, settings));
	TRY(read_locking(config, pool, settings));
	TRY(config_int(config, "seats", "look_milliseconds", 0, 5000, 1000, &settings->look_ms));
	TRY(config_int(config, "find", "per_minute", 0, 1000000, 10, &settings->find_per_minute));
	TRY(config_int(config, "correct", "names", 0, 100, 3, &settings->name_corrections));
	TRY(config_int(config, "cancel", "free_hours", 0, 8760, 24, &settings->cancel_free_hours));
	TRY(config_int(
	    config, "sales", "close_minutes", 0, 100000, 60, &settings->sales_close_minutes));
	TRY(config_int(config, "search", "days_ahead", 1, 36500, 730, &settings->search_days));
	TRY(config_int(config, "airport", "minutes", 0, 1440, 120, &settings->airport_minutes));
	TRY(config_int(config, "flight_service", "known_seconds", 1, 86400, 900,
	    &settings->known_departure_s));
	TRY(config_secret(config, "secrets", "link_key_file", &key));
	if (!text_unhex(key, settings->link_key, sizeof(settings->link_key)))
		return err_new(pool, CODE_INVALID,
		    "the file of [secrets] link_key_file must hold 64 hex digits in lower case");
	*out = settings;
	return NULL;
}

const char *settings_metrics(const struct settings *settings, apr_pool_t *pool)
{
	return apr_pstrcat(pool,
	    "# HELP aisle_seats_locking How seats are taken ([seats] locking).\n"
	    "# TYPE aisle_seats_locking gauge\n"
	    "aisle_seats_locking{way=\"",
	    settings->locking == LOCKING_OPTIMISTIC ? "optimistic" : "pessimistic", "\"} 1\n",
	    NULL);
}
