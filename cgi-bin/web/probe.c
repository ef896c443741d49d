/* The three addresses that every program answers by itself: alive, ready, and how much was done. */
#include "web/probe.h"

#include "base/log.h"
#include "base/pool.h"
#include "web/metrics.h"

#include <string.h>

static void text_reply(struct reply *reply, int status, const char *text)
{
	reply_body(reply, status, "text/plain", text, strlen(text));
	reply_header(reply, "Cache-Control", "no-store");
}

static const struct err *healthz(struct request *request, struct reply *reply)
{
	(void)request;
	text_reply(reply, 200, "ok\n");
	return NULL;
}

static const struct err *readyz(struct request *request, struct reply *reply)
{
	const struct program *program = request->program;
	const struct err *err = NULL;
	const char *what = "";

	if (program->ready != NULL)
		err = program->ready(request->thread, request->pool, &what);
	if (err == NULL) {
		text_reply(reply, 200, "ready\n");
		return NULL;
	}
	log_err(LOG_WARN, "http.not_ready", err);
	text_reply(reply, 503,
	    apr_pstrcat(request->pool, "not ready: ", what, " (", err_code_name(err->code),
		"); the log has more under ", request->id, "\n", NULL));
	return NULL;
}

static const struct err *metrics(struct request *request, struct reply *reply)
{
	const struct program *program = request->program;
	const char *text = metrics_text(program, request->pool);
	const char *more = NULL;

	if (program->metrics != NULL)
		more = program->metrics(request->thread, request->pool);
	if (more != NULL)
		text = apr_pstrcat(request->pool, text, more, NULL);
	text_reply(reply, 200, text);
	return NULL;
}

page *probe_find(const struct program *program, const char *path)
{
	size_t length = program->prefix == NULL ? 0 : strlen(program->prefix);

	if (path == NULL ||
	    strncmp(path, program->prefix == NULL ? "" : program->prefix, length) != 0)
		return NULL;
	path += length;
	if (strcmp(path, "/healthz") == 0)
		return healthz;
	if (strcmp(path, "/readyz") == 0)
		return readyz;
	return strcmp(path, "/metrics") == 0 ? metrics : NULL;
}
