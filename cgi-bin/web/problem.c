/* What an error is in HTTP: its status, and whether it may have had an effect. */
#include "web/problem.h"

#include <stddef.h>

static int status_of_kind(enum err_kind kind)
{
	switch (kind) {
	case ERR_MALFORMED:
		return 400;
	case ERR_DENIED:
		return 403;
	case ERR_MISSING:
		return 404;
	case ERR_REFUSED:
		return 409;
	case ERR_GONE:
		return 410;
	case ERR_INPUT:
		return 422;
	case ERR_LIMIT:
		return 429;
	case ERR_BUSY:
	case ERR_UNSURE:
		return 503;
	case ERR_BROKEN:
		return 500;
	}
	return 500;
}

int problem_status(const struct err *err)
{
	switch (err->code) {
	case CODE_METHOD:
		return 405;
	case CODE_TOO_LARGE:
		return 413;
	case CODE_UNSUPPORTED:
		return 415;
	case CODE_PRECONDITION_REQUIRED:
		return 428;
	case CODE_STALE:
		return 412;
	case CODE_UNAUTHENTICATED:
		return 401;
	default:
		return status_of_kind(err->kind);
	}
}

const char *problem_outcome(const struct err *err)
{
	int status = problem_status(err);

	if (status < 429)
		return NULL;
	return err->kind == ERR_LIMIT || err->kind == ERR_BUSY ? "none" : "unknown";
}
