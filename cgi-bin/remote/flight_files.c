/* The cache's folder: a line about the answer, then its text; what does not fit is no answer. */
#include "remote/flight_files.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "remote/flight_folder.h"
#include "remote/http_client.h"

#include <apr_file_io.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT "aisle-answer-1"
#define LINE_MAX_BYTES 512
#define NAME_BYTES 16 /* of the key's digest */

/* A process that has filled such a part of the room tidies, which leaves half of it: up to 16 of them stay within the room, and a file costs a look at few others. */
#define SHARES 32

struct flight_files {
	const char *folder;
	int64_t bytes;          /* the room */
	_Atomic int64_t grown;  /* of them filled by this process since it tidied */
	atomic_bool is_tidying; /* one of its threads */
	_Atomic int64_t swept_at;
	atomic_uint made;       /* temporary files so far, for their names */
	atomic_bool is_failing; /* the last write did not go well */
};

static const char *path_of(
    const struct flight_files *files, const char *key, const char *ending, apr_pool_t *pool)
{
	unsigned char digest[SECRET_DIGEST_BYTES];

	secret_digest(key, strlen(key), digest);
	return apr_pstrcat(
	    pool, files->folder, "/", text_hex(digest, NAME_BYTES, pool), ending, NULL);
}

const struct err *flight_files_open(
    const char *folder, int64_t bytes, apr_pool_t *pool, struct flight_files **out)
{
	struct flight_files *files = pool_make(pool, struct flight_files);

	files->folder = apr_pstrdup(pool, folder);
	files->bytes = bytes;
	/* Nobody knows yet what is there: who writes first looks. */
	atomic_init(&files->grown, bytes / SHARES);
	atomic_init(&files->swept_at, INT64_MIN);
	if (apr_dir_make_recursive(folder,
		APR_FPROT_UREAD | APR_FPROT_UWRITE | APR_FPROT_UEXECUTE | APR_FPROT_GREAD |
		    APR_FPROT_GWRITE | APR_FPROT_GEXECUTE,
		pool) != APR_SUCCESS ||
	    access(folder, R_OK | W_OK | X_OK) != 0)
		return err_new(pool, CODE_INVALID, "[cache] folder: %s cannot be used", folder);
	*out = files;
	return NULL;
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(descriptor, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		length -= (size_t)written;
	}
	return true;
}

static size_t tidy(struct flight_files *files, int64_t before)
{
	return flight_folder_tidy(files->folder, before, files->bytes / 2);
}

/*
 * Before a file is made or becomes longer. What others of this process write while one tidies counts for the next time. What becomes shorter or is deleted does not count: another process may have
 * filled that.
 */
static void room_make(struct flight_files *files, const char *path, size_t length)
{
	struct stat about;
	int64_t more = flight_folder_cost((int64_t)length);

	if (stat(path, &about) == 0)
		more -= flight_folder_cost(about.st_size);
	if (more <= 0 || atomic_fetch_add(&files->grown, more) + more <= files->bytes / SHARES ||
	    atomic_exchange(&files->is_tidying, true))
		return;
	atomic_store(&files->grown, more);
	(void)tidy(files, INT64_MIN);
	atomic_store(&files->is_tidying, false);
}

/* `head` and `body` as the whole of `path`, or nothing is changed. */
static bool file_put(struct flight_files *files, const char *path, const char *head,
    const char *body, size_t length, apr_pool_t *pool)
{
	const char *name = apr_psprintf(pool, "%s/%ld-%u" FLIGHT_FILE_NEW, files->folder,
	    (long)getpid(), atomic_fetch_add(&files->made, 1));
	int descriptor;
	bool is_good;

	room_make(files, path, strlen(head) + length);
	descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (descriptor < 0)
		return false;
	is_good = write_all(descriptor, head, strlen(head)) && write_all(descriptor, body, length);
	is_good = close(descriptor) == 0 && is_good;
	is_good = is_good && rename(name, path) == 0;
	if (!is_good)
		(void)unlink(name);
	return is_good;
}

/* At most `room` bytes from the start; -1: cannot be read. */
static ssize_t read_some(int descriptor, char *bytes, size_t room)
{
	size_t length = 0;

	while (length < room) {
		ssize_t got = pread(descriptor, bytes + length, room - length, (off_t)length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		length += (size_t)got;
	}
	return (ssize_t)length;
}

static const char *digest_text(const char *body, size_t length, apr_pool_t *pool)
{
	unsigned char digest[SECRET_DIGEST_BYTES];

	secret_digest(body, length, digest);
	return text_hex(digest, sizeof(digest), pool);
}

/* The words of the first line: format, as_of, length, digest, key, etag or "-". */
static bool head_read(const char *line, const char *key, apr_pool_t *pool, struct flight_file *out,
    const char **digest)
{
	const char *const *words;
	size_t count;
	int64_t length;

	words = text_words(line, pool, &count);
	if (count != 6 || strcmp(words[0], FORMAT) != 0 || strcmp(words[4], key) != 0 ||
	    strlen(words[5]) > HTTP_ETAG_MAX || !text_to_int(words[1], 0, INT64_MAX, &out->as_of) ||
	    !text_to_int(words[2], 0, (int64_t)HTTP_BODY_MAX, &length))
		return false;
	out->length = (size_t)length;
	out->etag = strcmp(words[5], "-") == 0 ? "" : words[5];
	*digest = words[3];
	return true;
}

static bool file_read(
    int descriptor, const char *key, int64_t after, apr_pool_t *pool, struct flight_file *out)
{
	char line[LINE_MAX_BYTES + 1];
	ssize_t got = read_some(descriptor, line, LINE_MAX_BYTES);
	const char *end = got <= 0 ? NULL : memchr(line, '\n', (size_t)got);
	const char *digest;
	size_t head, all;
	char *text;

	if (end == NULL)
		return false;
	head = (size_t)(end - line) + 1;
	line[head - 1] = '\0';
	if (!head_read(line, key, pool, out, &digest) || out->as_of <= after)
		return false;
	all = head + out->length;
	text = apr_palloc(pool, all + 1);
	if (read_some(descriptor, text, all + 1) != (ssize_t)all)
		return false;
	text[all] = '\0';
	out->body = text + head;
	return strcmp(digest_text(out->body, out->length, pool), digest) == 0;
}

bool flight_files_read(struct flight_files *files, const char *key, int64_t after, apr_pool_t *pool,
    struct flight_file *out)
{
	int descriptor = open(path_of(files, key, FLIGHT_FILE_ANSWER, pool), O_RDONLY | O_CLOEXEC);
	bool is_good;

	if (descriptor < 0)
		return false;
	is_good = file_read(descriptor, key, after, pool, out);
	(void)close(descriptor);
	return is_good;
}

static void report(struct flight_files *files, bool is_good)
{
	const char *reason = strerror(errno);
	bool was_failing = atomic_exchange(&files->is_failing, !is_good);

	if (!is_good && !was_failing)
		log_line(LOG_WARN, "flight_cache.not-written", "reason", reason, NULL);
}

void flight_files_write(
    struct flight_files *files, const char *key, const struct flight_file *file, apr_pool_t *pool)
{
	const char *head = apr_psprintf(pool, FORMAT " %" PRId64 " %" APR_SIZE_T_FMT " %s %s %s\n",
	    file->as_of, file->length, digest_text(file->body, file->length, pool), key,
	    file->etag[0] == '\0' ? "-" : file->etag);

	report(files,
	    file_put(files, path_of(files, key, FLIGHT_FILE_ANSWER, pool), head, file->body,
		file->length, pool));
}

void flight_files_delete(struct flight_files *files, const char *key, apr_pool_t *pool)
{
	(void)unlink(path_of(files, key, FLIGHT_FILE_ANSWER, pool));
}

void flight_files_forget(struct flight_files *files, const char *key, int64_t at, apr_pool_t *pool)
{
	const char *text;

	if (access(path_of(files, key, FLIGHT_FILE_ANSWER, pool), F_OK) != 0)
		return;
	text = apr_psprintf(pool, "%" PRId64 "\n", at);
	report(files,
	    file_put(files, path_of(files, key, FLIGHT_FILE_FORGOTTEN, pool), text, "", 0, pool));
}

int64_t flight_files_forgotten_at(struct flight_files *files, const char *key, apr_pool_t *pool)
{
	int descriptor = open(
	    path_of(files, key, FLIGHT_FILE_FORGOTTEN, pool), O_RDONLY | O_CLOEXEC);
	char text[32];
	ssize_t got;
	int64_t at;

	if (descriptor < 0)
		return INT64_MIN;
	got = read_some(descriptor, text, sizeof(text) - 1);
	(void)close(descriptor);
	if (got < 1 || text[got - 1] != '\n')
		return INT64_MIN;
	text[got - 1] = '\0';
	return text_to_int(text, 0, INT64_MAX, &at) ? at : INT64_MIN;
}

size_t flight_files_sweep(struct flight_files *files, int64_t before)
{
	int64_t now = clock_now(), swept_at = atomic_load(&files->swept_at);

	if (swept_at <= now && now - FLIGHT_FILES_SWEPT_EVERY < swept_at)
		return 0;
	atomic_store(&files->swept_at, now);
	atomic_store(&files->grown, 0);
	return tidy(files, before);
}
