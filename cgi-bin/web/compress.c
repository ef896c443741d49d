/* Pages that nginx would send as they are: it compresses what it sends with 200, 403 and 404 alone. Private to web/. */
#include "web/compress.h"

#include "web/reply_parts.h"

#include <stdlib.h>
#include <string.h>
/* It does not change its input. */
#define ZLIB_CONST
#include <zlib.h>

/* As gzip_min_length and gzip_comp_level of nginx.conf. */
#define WORTH_IT 1024
#define LEVEL 1
/* zlib's own words for a gzip header around, and for its usual memory. */
#define GZIP_WINDOW (15 + 16)
#define MEMORY 8

/* "gzip" among the codings of Accept-Encoding, without q=0. */
static bool takes_gzip(const struct request *request)
{
	const char *accepted = request_header(request, "Accept-Encoding");
	const char *at = accepted != NULL ? strstr(accepted, "gzip") : NULL;

	if (at == NULL)
		return false;
	at += strcspn(at, ",;");
	if (*at != ';')
		return true;
	at += 1 + strspn(at + 1, " \t");
	return strncmp(at, "q=", 2) != 0 || strtod(at + 2, NULL) > 0;
}

static bool is_left_by_nginx(const struct reply *reply)
{
	return reply->status != 200 && reply->status != 403 && reply->status != 404 &&
	    reply->content_type != NULL && strncmp(reply->content_type, "text/html", 9) == 0;
}

/* The number of bytes in `out`, or 0. */
static size_t gzip(const char *body, size_t length, char *out, size_t room)
{
	z_stream stream = { 0 };
	size_t made = 0;

	if (deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		return 0;
	stream.next_in = (const Bytef *)body;
	stream.avail_in = (uInt)length;
	stream.next_out = (Bytef *)out;
	stream.avail_out = (uInt)room;
	if (deflate(&stream, Z_FINISH) == Z_STREAM_END)
		made = room - stream.avail_out;
	deflateEnd(&stream);
	return made;
}

void compress_refusal(struct reply *reply)
{
	size_t length;
	char *out;

	if (!is_left_by_nginx(reply) || reply->body_length < WORTH_IT)
		return;
	reply_header(reply, "Vary", "Accept-Encoding");
	if (!takes_gzip(reply->request))
		return;
	out = apr_palloc(reply->request->pool, reply->body_length);
	length = gzip(reply->body, reply->body_length, out, reply->body_length);
	if (length == 0)
		return;
	reply->body = out;
	reply->body_length = length;
	reply_header(reply, "Content-Encoding", "gzip");
}
