/* A mail as it goes over the wire and into files. */
#include "remote/mail_message.h"

#include "base/clock.h"
#include "base/pool.h"
#include "remote/mail_text.h"

#include <apr_time.h>
#include <stdlib.h>
#include <string.h>

/* RFC 5322, 3.3 */
static const char *date_value(apr_pool_t *pool)
{
	char date[APR_RFC822_DATE_LEN];
	size_t length;

	if (apr_rfc822_date(date, clock_now()) != APR_SUCCESS)
		abort();
	length = strlen(date) - strlen("GMT");
	return apr_pstrcat(pool, apr_pstrmemdup(pool, date, length), "+0000", NULL);
}

static const char *headers(const struct mail_from *from, const struct mail *mail, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "Date: ", date_value(pool), "\r\nFrom: ", from->header,
	    "\r\nTo: ", mail->to, "\r\nSubject: ", mail_text_header(mail->subject, pool),
	    "\r\nMessage-ID: <", mail->id, strchr(from->address, '@'),
	    ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n", NULL);
}

/* `type` with its parameters, and more headers of the part ("": none), each with its line end. */
static const char *part(
    const char *boundary, const char *type, const char *more, const char *text, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "--", boundary, "\r\nContent-Type: ", type,
	    "\r\nContent-Transfer-Encoding: quoted-printable\r\n", more, "\r\n",
	    mail_text_quoted(mail_text_lines(text, pool), pool), NULL);
}

/* "multipart/…" with its header, so that it is a message's body or a part of one. */
static const char *multipart(
    const char *kind, const char *boundary, const char *parts, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "Content-Type: multipart/", kind, "; boundary=\"", boundary,
	    "\"\r\n\r\n", parts, "--", boundary, "--\r\n", NULL);
}

static const char *alternatives(const struct mail *mail, apr_pool_t *pool)
{
	/* "=_" cannot be in quoted-printable; neither boundary begins with the other. */
	const char *boundary = apr_pstrcat(pool, "=_a.", mail->id, NULL);
	const char *parts = part(boundary, "text/plain; charset=utf-8", "", mail->text, pool);

	if (mail->html != NULL)
		parts = apr_pstrcat(pool, parts,
		    part(boundary, "text/html; charset=utf-8", "", mail->html, pool), NULL);
	return multipart("alternative", boundary, parts, pool);
}

static const char *calendar_part(const char *boundary, const struct mail *mail, apr_pool_t *pool)
{
	const char *name = mail->calendar_name;
	const char *type = apr_pstrcat(pool,
	    "text/calendar; charset=utf-8; method=", mail->calendar_method, ";\r\n name=\"", name,
	    "\"", NULL);
	const char *more = apr_pstrcat(
	    pool, "Content-Disposition: attachment; filename=\"", name, "\"\r\n", NULL);

	return part(boundary, type, more, mail->calendar, pool);
}

const char *mail_message_text(
    const struct mail_from *from, const struct mail *mail, apr_pool_t *pool)
{
	const char *body = alternatives(mail, pool);
	const char *boundary = apr_pstrcat(pool, "=_m.", mail->id, NULL);

	if (mail->calendar != NULL)
		body = multipart("mixed", boundary,
		    apr_pstrcat(pool, "--", boundary, "\r\n", body,
			calendar_part(boundary, mail, pool), NULL),
		    pool);
	return apr_pstrcat(pool, headers(from, mail, pool), body, NULL);
}
