/* An answer as FastCGI records. Not by libfcgi's streams: they write each 8 kB by itself, and nginx would be woken as often. */
#include "web/records.h"

#include "base/pool.h"

#include <fastcgi.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* What a record holds at most: a multiple of 8, as the protocol recommends. */
#define CONTENT_MAX 65528
/* What sendmsg takes at most at one time. */
#define PARTS_MAX 1024

struct tail {
	FCGI_Header end_of_output;
	FCGI_EndRequestRecord end;
	FCGI_Header last;
};

static FCGI_Header header_of(int type, int request_id, size_t length)
{
	return (FCGI_Header){ .version = FCGI_VERSION_1,
		.type = (unsigned char)type,
		.requestIdB1 = (unsigned char)(request_id >> 8 & 0xff),
		.requestIdB0 = (unsigned char)(request_id & 0xff),
		.contentLengthB1 = (unsigned char)(length >> 8 & 0xff),
		.contentLengthB0 = (unsigned char)(length & 0xff) };
}

static struct tail tail_of(int request_id)
{
	struct tail tail = { .end_of_output = header_of(FCGI_STDOUT, request_id, 0),
		.last = header_of(FCGI_GET_VALUES_RESULT, FCGI_NULL_REQUEST_ID, 0) };

	tail.end.header = header_of(FCGI_END_REQUEST, request_id, sizeof(tail.end.body));
	tail.end.body.protocolStatus = FCGI_REQUEST_COMPLETE;
	return tail;
}

static bool write_all(int fd, struct iovec *parts, size_t count)
{
	while (count > 0) {
		struct msghdr message = { .msg_iov = parts,
			.msg_iovlen = count < PARTS_MAX ? count : PARTS_MAX };
		ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);

		if (sent < 0)
			return false;
		while (count > 0 && (size_t)sent >= parts->iov_len) {
			sent -= (ssize_t)parts->iov_len;
			parts++;
			count--;
		}
		if (sent > 0) {
			parts->iov_base = (char *)parts->iov_base + sent;
			parts->iov_len -= (size_t)sent;
		}
	}
	return true;
}

/*
 * nginx keeps a connection only when nothing follows the end of the answer in what it has read. So
 * an empty record that means nothing (the result of a question that was not asked) says that this
 * connection is over; end and record are one piece of the stream.
 */
static bool last_write(int fd, struct tail *tail)
{
	struct iovec part = { tail, sizeof(*tail) };

	return write_all(fd, &part, 1);
}

/* Where the next byte comes from. */
struct reading {
	const struct iovec *text;
	size_t at;
};

/* The next `size` bytes, in as many parts as they lie in. */
static size_t put_content(struct reading *from, size_t size, struct iovec *parts)
{
	size_t count = 0;

	while (size > 0) {
		size_t left = from->text->iov_len - from->at;
		size_t taken = left < size ? left : size;

		if (taken > 0)
			parts[count++] = (struct iovec){ (char *)from->text->iov_base + from->at,
				taken };
		from->at += taken;
		size -= taken;
		if (from->at == from->text->iov_len)
			*from = (struct reading){ from->text + 1, 0 };
	}
	return count;
}

bool records_write(int fd, int request_id, const struct iovec *texts, size_t text_count,
    enum records_end end, apr_pool_t *pool)
{
	struct reading from = { texts, 0 };
	struct tail tail = tail_of(request_id);
	size_t length = 0, count = 0, records;
	FCGI_Header *headers;
	struct iovec *parts;

	for (size_t i = 0; i < text_count; i++)
		length += texts[i].iov_len;
	records = (length + CONTENT_MAX - 1) / CONTENT_MAX;
	headers = pool_make_many(pool, FCGI_Header, records);
	parts = pool_make_many(pool, struct iovec, 2 * records + text_count + 1);
	for (size_t i = 0; i < records; i++) {
		size_t size = length < CONTENT_MAX ? length : CONTENT_MAX;

		headers[i] = header_of(FCGI_STDOUT, request_id, size);
		parts[count++] = (struct iovec){ &headers[i], sizeof(headers[i]) };
		count += put_content(&from, size, &parts[count]);
		length -= size;
	}
	if (end == RECORDS_LAST)
		return write_all(fd, parts, count) && last_write(fd, &tail);
	parts[count++] = (struct iovec){ &tail, offsetof(struct tail, last) };
	return write_all(fd, parts, count);
}
