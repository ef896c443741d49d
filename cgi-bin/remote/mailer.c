/* Mail handed to an SMTP server through curl, or written as .eml files that look the same. */
#include "remote/mailer.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"
#include "remote/http_client.h"
#include "remote/mail_message.h"
#include "remote/mail_text.h"

#include <apr_file_io.h>
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONNECT_MS 5000L
#define TOTAL_MS 20000L
#define REST_LEAST_MS 2000
#define REST_TIMES 3
#define ID_MAX 100
#define SUBJECT_MAX 500

struct mailer {
	CURL *curl;         /* NULL: files */
	const char *folder; /* NULL: SMTP */
	const char *url, *account, *password;
	bool is_secured;
	struct mail_from from;
	int64_t rests_until_ms; /* clock_monotonic_ms */
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
	mailer->from = (struct mail_from){ from, from };
	if (open != NULL && from[length - 1] == '>') {
		const char *name = text_tidy(
		    apr_pstrmemdup(pool, from, (size_t)(open - from)), pool);

		mailer->from.address = apr_pstrmemdup(
		    pool, open + 1, (size_t)(from + length - 1 - (open + 1)));
		mailer->from.header = apr_pstrcat(
		    pool, mail_text_header(name, pool), "\r\n <", mailer->from.address, ">", NULL);
	}
	if (has_control(from) || !text_is_email(mailer->from.address))
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

/* What may be a file's name, and stand in quotes in a header. */
static bool is_file_name(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789._-";
	size_t length = strlen(name);

	return length >= 1 && length <= ID_MAX && strspn(name, allowed) == length && name[0] != '.';
}

static const struct err *mail_check(const struct mail *mail, apr_pool_t *pool)
{
	size_t length;

	if (!is_file_name(mail->id) ||
	    (mail->calendar != NULL &&
		(!is_file_name(mail->calendar_name) || !is_file_name(mail->calendar_method))))
		return err_new(pool, CODE_INVALID, "mail: an id that cannot be a file's name");
	if (!text_is_email(mail->to) || has_control(mail->to))
		return err_new(pool, CODE_INVALID, "mail: not an address");
	length = strlen(mail->subject);
	if (length > SUBJECT_MAX || !text_is_utf8(mail->subject, length) ||
	    has_control(mail->subject))
		return err_new(pool, CODE_INVALID, "mail: a subject of more than one line");
	return NULL;
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

	if (file_write(new, mail_message_text(&mailer->from, mail, pool)) &&
	    rename(new, path) == 0 && folder_sync(mailer->folder))
		return NULL;
	(void)unlink(new);
	return err_new(
	    pool, CODE_UNAVAILABLE, "mail %s: cannot be written to [mail] folder", mail->id);
}

/* What is still to be handed over. */
struct upload {
	const char *at;
	size_t left;
	bool has_begun; /* the server has asked for the mail's text */
};

static size_t upload_read(char *buffer, size_t size, size_t count, void *arg)
{
	struct upload *upload = arg;
	size_t length = size * count < upload->left ? size * count : upload->left;

	upload->has_begun = true;
	memcpy(buffer, upload->at, length);
	upload->at += length;
	upload->left -= length;
	return length;
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
	    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_USE_SSL,
		(long)(mailer->is_secured ? CURLUSESSL_ALL : CURLUSESSL_NONE)) == CURLE_OK &&
	    (mailer->account == NULL ||
		(curl_easy_setopt(curl, CURLOPT_USERNAME, mailer->account) == CURLE_OK &&
		    curl_easy_setopt(curl, CURLOPT_PASSWORD, mailer->password) == CURLE_OK)) &&
	    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mailer->from.address) == CURLE_OK;
}

/* The same bytes as in a file; curl doubles the dots that begin a line. */
static CURLcode smtp_perform(struct mailer *mailer, const char *address, struct upload *upload)
{
	CURL *curl = mailer->curl;
	struct curl_slist *to = curl_slist_append(NULL, address);
	CURLcode code = CURLE_OUT_OF_MEMORY;

	if (to != NULL && smtp_set_up(mailer) &&
	    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)upload->left) ==
		CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_READFUNCTION, upload_read) == CURLE_OK &&
	    curl_easy_setopt(curl, CURLOPT_READDATA, upload) == CURLE_OK)
		code = curl_easy_perform(curl);
	curl_slist_free_all(to);
	return code;
}

/*
 * Was it this mail that the server said no to? curl calls a refused MAIL, RCPT or DATA an error of sending, and a refused text a weird reply, as it does a refusing greeting. 421 and 530 (RFC 5321,
 * RFC 4954) are no answers to one mail: the service ends, or wants another sign-in.
 */
static bool is_refusal(CURLcode code, long reply, bool has_begun)
{
	return (code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && has_begun)) &&
	    reply >= 400 && reply <= 599 && reply != 421 && reply != 530;
}

static const struct err *send_by_smtp(
    struct mailer *mailer, const struct mail *mail, apr_pool_t *pool)
{
	const char *text = mail_message_text(&mailer->from, mail, pool);
	struct upload upload = { text, strlen(text), false };
	CURLcode code = smtp_perform(mailer, mail->to, &upload);
	long reply = 0;

	if (curl_easy_getinfo(mailer->curl, CURLINFO_RESPONSE_CODE, &reply) != CURLE_OK)
		reply = 0;
	curl_easy_reset(mailer->curl);
	if (code == CURLE_OK)
		return NULL;
	if (is_refusal(code, reply, upload.has_begun))
		return err_new(
		    pool, CODE_INVALID, "mail %s: the server refuses it (%ld)", mail->id, reply);
	return err_new(pool, CODE_UNAVAILABLE, "mail %s: %s", mail->id, curl_easy_strerror(code));
}

static void rest(struct mailer *mailer, int64_t began_ms)
{
	int64_t now_ms = clock_monotonic_ms();
	int64_t pause_ms = REST_TIMES * (now_ms - began_ms);

	mailer->rests_until_ms = now_ms + (pause_ms > REST_LEAST_MS ? pause_ms : REST_LEAST_MS);
}

const struct err *mailer_send(struct mailer *mailer, const struct mail *mail, apr_pool_t *pool)
{
	int64_t began_ms = clock_monotonic_ms();
	const struct err *err;

	TRY(mail_check(mail, pool));
	err = mailer->folder != NULL ? send_as_file(mailer, mail, pool)
				     : send_by_smtp(mailer, mail, pool);
	if (err_is(err, CODE_UNAVAILABLE))
		rest(mailer, began_ms);
	return err;
}

bool mailer_is_ready(const struct mailer *mailer)
{
	return clock_monotonic_ms() >= mailer->rests_until_ms;
}
