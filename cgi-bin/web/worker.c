/* A worker process: threads that take connections and answer a request of each. The one door to libfcgi. */
#include "web/worker.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "web/reply_parts.h"
#include "web/source.h"

#include <fcgiapp.h>
#include <pthread.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* More than nginx lets through: a peer that still sends then loses its connection. */
#define REST_MAX (4 * REQUEST_BODY_MAX)

struct worker {
	const struct worker_order *order;
	const struct config *config;
	struct connections *connections;
	enum connections_end end; /* what we were told at the end */
	pthread_mutex_t state_lock;
	pthread_cond_t state_changed;
	int opened;
	int running;
	int failed; /* enum worker_exit */
};

static int body_read(void *stream, char *out, int length)
{
	return FCGX_GetStr(out, length, stream);
}

/* What a page did not read of its body would be taken for the next request. False: there is no end to it. */
static bool rest_skip(FCGX_Stream *in)
{
	char rest[4096];

	for (int skipped = 0; skipped <= REST_MAX;) {
		int got = FCGX_GetStr(rest, sizeof(rest), in);

		if (got < (int)sizeof(rest))
			return true;
		skipped += got;
	}
	return false;
}

/*
 * One request of a connection, which is returned when its peer wants to keep it; -1: it is closed.
 * keepConnection stops the library from closing what it has not read yet; the request's own word
 * for it comes with the request.
 */
static int connection_serve(
    FCGX_Request *fcgi, int fd, const struct program *program, void *thread, apr_pool_t *pool)
{
	struct source source = { .read = body_read };
	struct request *request;
	struct reply *reply;
	const char *bytes;
	size_t length;

	fcgi->ipcFd = fd;
	fcgi->keepConnection = 1;
	if (FCGX_Accept_r(fcgi) != 0)
		return -1;
	source.params = fcgi->envp;
	source.stream = fcgi->in;
	request = request_open(program, thread, &source, pool);
	reply = reply_new(request);
	router_answer(program, request, reply);
	bytes = reply_bytes(reply, &length);
	FCGX_PutStr(bytes, (int)length, fcgi->out);
	if (!rest_skip(fcgi->in))
		fcgi->keepConnection = 0;
	FCGX_Finish_r(fcgi);
	fd = fcgi->ipcFd;
	fcgi->ipcFd = -1;
	return fd;
}

static void state_opened(struct worker *worker, const struct err *err)
{
	pthread_mutex_lock(&worker->state_lock);
	worker->opened++;
	if (err != NULL)
		worker->failed = err->kind == ERR_BUSY ? WORKER_LATER : WORKER_MISTAKEN;
	pthread_cond_signal(&worker->state_changed);
	pthread_mutex_unlock(&worker->state_lock);
}

static void state_ended(struct worker *worker)
{
	pthread_mutex_lock(&worker->state_lock);
	worker->running--;
	pthread_cond_signal(&worker->state_changed);
	pthread_mutex_unlock(&worker->state_lock);
}

static void *thread_main(void *argument)
{
	struct worker *worker = argument;
	const struct program *program = worker->order->program;
	apr_pool_t *thread_pool = pool_new(NULL);
	apr_pool_t *pool = pool_new(NULL);
	const struct err *err = NULL;
	void *thread = NULL;
	FCGX_Request fcgi;
	int fd;

	if (program->thread_open != NULL)
		err = program->thread_open(worker->config, thread_pool, &thread);
	if (err == NULL && FCGX_InitRequest(&fcgi, -1, 0) != 0)
		err = err_new(pool, CODE_BROKEN, "libfcgi refuses a request");
	if (err != NULL)
		log_err(LOG_ERROR, "worker.thread", err);
	state_opened(worker, err);
	while (err == NULL && (fd = connections_next(worker->connections)) >= 0) {
		fd = connection_serve(&fcgi, fd, program, thread, pool);
		if (fd >= 0)
			connections_keep(worker->connections, fd);
		apr_pool_clear(pool);
	}
	apr_pool_destroy(pool);
	apr_pool_destroy(thread_pool);
	state_ended(worker);
	return NULL;
}

/*
 * Wait until `count` threads are open, or until all have ended within the time that a stop gives.
 */
static void opened_wait(struct worker *worker, int count)
{
	pthread_mutex_lock(&worker->state_lock);
	while (worker->opened < count)
		pthread_cond_wait(&worker->state_changed, &worker->state_lock);
	pthread_mutex_unlock(&worker->state_lock);
}

static bool ended_wait(struct worker *worker)
{
	struct timespec deadline;
	int status = 0;
	bool is_ended;

	clock_gettime(CLOCK_MONOTONIC, &deadline);
	deadline.tv_sec += WORKER_FINISH_MS / 1000;
	pthread_mutex_lock(&worker->state_lock);
	while (worker->running > 0 && status == 0)
		status = pthread_cond_timedwait(
		    &worker->state_changed, &worker->state_lock, &deadline);
	is_ended = worker->running == 0;
	pthread_mutex_unlock(&worker->state_lock);
	return is_ended;
}

/* How many could be started. */
static int threads_start(struct worker *worker, pthread_t *threads)
{
	int count = 0;

	pthread_mutex_lock(&worker->state_lock);
	while (count < worker->order->threads) {
		int error = pthread_create(&threads[count], NULL, thread_main, worker);

		if (error != 0) {
			log_line(LOG_ERROR, "worker.thread", "why", strerror(error), NULL);
			worker->failed = WORKER_LATER;
			break;
		}
		count++;
	}
	worker->running = count;
	pthread_mutex_unlock(&worker->state_lock);
	return count;
}

static void stop_await(struct worker *worker)
{
	sigset_t signals;
	int number;

	sigemptyset(&signals);
	sigaddset(&signals, WORKER_RETIRE);
	sigaddset(&signals, WORKER_LEAVE);
	sigaddset(&signals, WORKER_DRAIN);
	while (sigwait(&signals, &number) != 0)
		continue;
	worker->end = number == WORKER_RETIRE ? CONNECTIONS_HAND_OVER
	    : number == WORKER_DRAIN          ? CONNECTIONS_DRAIN
					      : CONNECTIONS_LEAVE;
}

/* From the first thread to the last. */
static int threads_run(struct worker *worker, apr_pool_t *pool)
{
	const struct worker_order *order = worker->order;
	pthread_t *threads = pool_make_many(pool, pthread_t, (size_t)order->threads);
	int count = threads_start(worker, threads);
	pid_t self = getpid();

	opened_wait(worker, count);
	if (worker->failed == WORKER_DONE) {
		if (write(order->ready_fd, &self, sizeof(self)) == sizeof(self))
			stop_await(worker);
	}
	connections_stop(worker->connections, worker->end);
	if (!ended_wait(worker)) {
		log_line(LOG_WARN, "worker.cut_off", "why", "requests ran on after the stop", NULL);
		_exit(worker->failed);
	}
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	return worker->failed;
}

static const struct err *prepare(struct worker *worker, apr_pool_t *pool)
{
	const struct worker_order *order = worker->order;
	const struct program *program = order->program;
	pthread_condattr_t attributes;

	TRY(config_read(pool, &worker->config));
	if (program->start != NULL)
		TRY(program->start(worker->config, pool));
	if (FCGX_Init() != 0)
		return err_new(pool, CODE_UNAVAILABLE, "libfcgi does not start");
	TRY(connections_open(order->listen_fd, &order->channel, pool, &worker->connections));
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&worker->state_changed, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&worker->state_lock, NULL);
	return NULL;
}

int worker_main(const struct worker_order *order)
{
	struct worker worker = { .order = order, .end = CONNECTIONS_LEAVE };
	apr_pool_t *pool = pool_new(NULL);
	int status;
	const struct err *err;

	prctl(PR_SET_PDEATHSIG, WORKER_LEAVE);
	if (getppid() != order->parent)
		return WORKER_DONE;
	err = prepare(&worker, pool);
	if (err != NULL) {
		log_err(LOG_ERROR, "worker.start", err);
		return err->kind == ERR_BUSY ? WORKER_LATER : WORKER_MISTAKEN;
	}
	status = threads_run(&worker, pool);
	apr_pool_destroy(pool);
	return status;
}
