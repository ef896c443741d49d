/* Mail handed to an SMTP server through curl, or written as .eml files that look the same. */
#include "remote/mailer.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"
#include "remote/http_client.h"
#include "remote/mail_text.h"

#include <apr_file_io.h>
#include <apr_time.h>
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONNECT_MS 5000L
#define TOTAL_MS 20000L
#define ID_MAX 100
#define SUBJECT_MAX 500
#define HEADERS 8

struct mailer {
	CURL *curl;         /* NULL: files */
	const char *folder; /* NULL: SMTP */
	const char *url, *account, *password;
	bool is_secured;
	const char *from;        /* the address */
	const char *from_header; /* as the header's value */
};

static apr_status_t mailer_close(void *arg)
{
	struct mailer *mailer = arg;

	curl_easy_cleanup(mailer->curl);
	return APR_SUCCESS;
}

static bool has_control(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return true;
	}
	return false;
}

/* "Name <address>" or an address. */
static const struct err *from_read(
    const struct config *config, apr_pool_t *pool, struct mailer *mailer)
{
	const char *from, *open;
	size_t length;

	TRY(config_need(config, "mail", "from", &from));
	open = strchr(from, '<');
	length = strlen(from);
	mailer->from = from;
	mailer->from_header = from;
	if (open != NULL && from[length - 1] == '>') {
		const char *name = text_tidy(
		    apr_pstrmemdup(pool, from, (size_t)(open - from)), pool);

		mailer->from = apr_pstrmemdup(
		    pool, open + 1, (size_t)(from + length - 1 - (open + 1)));
		mailer->from_header = apr_pstrcat(
		    pool, mail_text_header(name, pool), "\r\n <", mailer->from, ">", NULL);
	}
	if (has_control(from) || !text_is_email(mailer->from))
		return err_new(pool, CODE_INVALID, "[mail] from: no \"Name <address>\"");
	return NULL;
}

static bool is_smtp_url(const char *url)
{
	CURLU *parts = curl_url();
	char *scheme = NULL, *other = NULL;
	bool is_good = parts != NULL && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    (strcmp(scheme, "smtp") == 0 || strcmp(scheme, "smtps") == 0) &&
	    curl_url_get(parts, CURLUPART_USER, &other, 0) != CURLUE_OK;

	curl_free(scheme);
	curl_free(other);
	curl_url_cleanup(parts);
	return is_good;
}

static const struct err *smtp_read(
    const struct config *config, apr_pool_t *pool, struct mailer *mailer)
{
	const char *tls;

	if (!is_smtp_url(mailer->url))
		return err_new(
		    pool, CODE_INVALID, "[mail] smtp_url: no smtp:// or smtps:// address");
	mailer->account = config_text(config, "mail", "smtp_account", NULL);
	if (mailer->account != NULL)
		TRY(config_secret(config, "mail", "smtp_password_file", &mailer->password));
	tls = config_text(config, "mail", "smtp_tls", mailer->account == NULL ? "no" : "yes");
	mailer->is_secured = strcmp(tls, "yes") == 0;
	if (!mailer->is_secured && strcmp(tls, "no") != 0)
		return err_new(pool, CODE_INVALID, "[mail] smtp_tls: neither yes nor no");
	http_client_start();
	mailer->curl = curl_easy_init();
	if (mailer->curl == NULL)
		abort();
	apr_pool_cleanup_register(pool, mailer, mailer_close, apr_pool_cleanup_null);
	return NULL;
}

const struct err *mailer_open(const struct config *config, apr_pool_t *pool, struct mailer **out)
{
	struct mailer *mailer = pool_make(pool, struct mailer);

	TRY(from_read(config, pool, mailer));
	mailer->url = config_text(config, "mail", "smtp_url", NULL);
	if (mailer->url != NULL) {
		TRY(smtp_read(config, pool, mailer));
	} else {
		TRY(config_need(config, "mail", "folder", &mailer->folder));
		if (apr_dir_make_recursive(mailer->folder,
			APR_FPROT_UREAD | APR_FPROT_UWRITE | APR_FPROT_UEXECUTE,
			pool) != APR_SUCCESS ||
		    access(mailer->folder, R_OK | W_OK | X_OK) != 0)
			return err_new(
			    pool, CODE_INVALID, "[mail] folder: %s cannot be used", mailer->folder);
	}
	*out = mailer;
	return NULL;
}

static const struct err *mail_check(const struct mail *mail, apr_pool_t *pool)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789._-";
	size_t length = strlen(mail->id);

	if (length < 1 || length > ID_MAX || strspn(mail->id, allowed) != length ||
	    mail->id[0] == '.')
		return err_new(pool, CODE_INVALID, "mail: an id that cannot be a file's name");
	if (!text_is_email(mail->to) || has_control(mail->to))
		return err_new(pool, CODE_INVALID, "mail: not an address");
	length = strlen(mail->subject);
	if (length > SUBJECT_MAX || !text_is_utf8(mail->subject, length) ||
	    has_control(mail->subject))
		return err_new(pool, CODE_INVALID, "mail: a subject of more than one line");
	return NULL;
}

/* RFC 5322, 3.3 */
static const char *date_header(apr_pool_t *pool)
{
	char date[APR_RFC822_DATE_LEN];
	size_t length;

	if (apr_rfc822_date(date, clock_now()) != APR_SUCCESS)
		abort();
	length = strlen(date) - strlen("GMT");
	return apr_pstrcat(pool, "Date: ", apr_pstrmemdup(pool, date, length), "+0000", NULL);
}

static void headers_make(const struct mailer *mailer, const struct mail *mail, apr_pool_t *pool,
    const char *out[HEADERS])
{
	size_t i = 0;

	out[i++] = date_header(pool);
	out[i++] = apr_pstrcat(pool, "From: ", mailer->from_header, NULL);
	out[i++] = apr_pstrcat(pool, "To: ", mail->to, NULL);
	out[i++] = apr_pstrcat(pool, "Subject: ", mail_text_header(mail->subject, pool), NULL);
	out[i++] = apr_pstrcat(
	    pool, "Message-ID: <", mail->id, strchr(mailer->from, '@'), ">", NULL);
	out[i++] = "Auto-Submitted: auto-generated";
	out[i++] = "MIME-Version: 1.0";
	out[i++] = "Content-Type: multipart/alternative";
}

static const char *part_text(
    const char *type, const char *text, const char *boundary, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "--", boundary, "\r\nContent-Type: ", type,
	    "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
	    mail_text_quoted(mail_text_lines(text, pool), pool), NULL);
}

static const char *message_text(
    const struct mailer *mailer, const struct mail *mail, apr_pool_t *pool)
{
	/* "=_" cannot be in quoted-printable. */
	const char *boundary = apr_pstrcat(pool, "=_", mail->id, NULL);
	const char *headers[HEADERS], *text = "";

	headers_make(mailer, mail, pool, headers);
	for (size_t i = 0; i < HEADERS; i++)
		text = apr_pstrcat(
		    pool, text, headers[i], i < HEADERS - 1 ? "\r\n" : "; boundary=\"", NULL);
	text = apr_pstrcat(pool, text, boundary, "\"\r\n\r\n",
	    part_text("text/plain; charset=utf-8", mail->text, boundary, pool), NULL);
	if (mail->html != NULL)
		text = apr_pstrcat(pool, text,
		    part_text("text/html; charset=utf-8", mail->html, boundary, pool), NULL);
	return apr_pstrcat(pool, text, "--", boundary, "--\r\n", NULL);
}

static bool file_write(const char *path, const char *text)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	size_t length = strlen(text);
	bool is_good = descriptor >= 0;

	while (is_good && length > 0) {
		ssize_t written = write(descriptor, text, length);

		is_good = written > 0 || (written < 0 && errno == EINTR);
		if (written > 0) {
			text += written;
			length -= (size_t)written;
		}
	}
	is_good = is_good && fsync(descriptor) == 0;
	if (descriptor >= 0)
		is_good = close(descriptor) == 0 && is_good;
	return is_good;
}

/* The new name outlives a power cut too. */
static bool folder_sync(const char *folder)
{
	int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is_good = descriptor >= 0 && fsync(descriptor) == 0;

	if (descriptor >= 0)
		(void)close(descriptor);
	return is_good;
}

static const struct err *send_as_file(
    const struct mailer *mailer, const struct mail *mail, apr_pool_t *pool)
{
	const char *path = apr_pstrcat(pool, mailer->folder, "/", mail->id, ".eml", NULL);
	const char *new = apr_psprintf(
	    pool, "%s/.%s.%ld.new", mailer->folder, mail->id, (long)getpid());

	if (file_write(new, message_text(mailer, mail, pool)) && rename(new, path) == 0 &&
	    folder_sync(mailer->folder))
		return NULL;
	(void)unlink(new);
	return err_new(
	    pool, CODE_UNAVAILABLE, "mail %s: cannot be written to [mail] folder", mail->id);
}

static bool part_add(curl_mime *mime, const char *type, const char *text, apr_pool_t *pool)
{
	curl_mimepart *part = curl_mime_addpart(mime);

	return part != NULL && curl_mime_type(part, type) == CURLE_OK &&
	    curl_mime_encoder(part, "quoted-printable") == CURLE_OK &&
	    curl_mime_data(part, mail_text_lines(text, pool), CURL_ZERO_TERMINATED) == CURLE_OK;
}

static bool smtp_set_up(struct mailer *mailer)
{
	CURL *curl = mailer->curl;

	curl_easy_reset(curl);
	return curl_easy_setopt(curl, CURLOPT_URL, mailer->url) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps") == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_PROXY, "") == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, TOTAL_MS) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_USE_SSL,
		(long)(mailer->is_secured ? CURLUSESSL_ALL : CURLUSESSL_NONE)) == CURLE_OK &&
	    (mailer->account == NULL ||
		(curl_easy_setopt(curl, CURLOPT_USERNAME, mailer->account) == CURLE_OK &&
		    curl_easy_setopt(curl, CURLOPT_PASSWORD, mailer->password) == CURLE_OK)) &&
	    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mailer->from) == CURLE_OK;
}

static CURLcode smtp_perform(struct mailer *mailer, const struct mail *mail, apr_pool_t *pool)
{
	CURL *curl = mailer->curl;
	curl_mime *mime = curl_mime_init(curl);
	struct curl_slist *to = curl_slist_append(NULL, mail->to), *lines = NULL;
	const char *headers[HEADERS];
	CURLcode code = CURLE_OUT_OF_MEMORY;

	headers_make(mailer, mail, pool, headers);
	for (size_t i = 0; i < HEADERS; i++) {
		struct curl_slist *longer = curl_slist_append(lines, headers[i]);

		if (longer == NULL)
			abort();
		lines = longer;
	}
	if (mime != NULL && to != NULL &&
	    part_add(mime, "text/plain; charset=utf-8", mail->text, pool) &&
	    (mail->html == NULL || part_add(mime, "text/html; charset=utf-8", mail->html, pool)) &&
	    smtp_set_up(mailer) && curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime) == CURLE_OK)
		code = curl_easy_perform(curl);
	curl_easy_reset(curl);
	curl_mime_free(mime);
	curl_slist_free_all(to);
	curl_slist_free_all(lines);
	return code;
}

const struct err *mailer_send(struct mailer *mailer, const struct mail *mail, apr_pool_t *pool)
{
	CURLcode code;

	TRY(mail_check(mail, pool));
	if (mailer->folder != NULL)
		return send_as_file(mailer, mail, pool);
	code = smtp_perform(mailer, mail, pool);
	if (code == CURLE_OK)
		return NULL;
	return err_new(pool, CODE_UNAVAILABLE, "mail %s: %s", mail->id, curl_easy_strerror(code));
}
