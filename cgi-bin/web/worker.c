/* A worker process: threads that take connections and answer a request of each. The one door to libfcgi. */
#include "web/worker.h"

#include "base/clock.h"
#include "base/loaded.h"
#include "base/log.h"
#include "base/pool.h"
#include "web/compress.h"
#include "web/records.h"
#include "web/reply_parts.h"
#include "web/source.h"

#include <errno.h>
#include <fcgiapp.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

/* More than nginx lets through: a peer that still sends then loses its connection. */
#define REST_MAX (4 * REQUEST_BODY_MAX)
/* What requests of different sizes leave free between what is in use would stay. */
#define TRIM_EVERY_MS 2000
/* How long a connection that its peer keeps and does not use may keep a worker from ending: above nginx' own default (keepalive_timeout 60s) where others go on. */
#define RETIRE_PATIENCE_MS 75000

struct worker {
	const struct worker_order *order;
	const struct config *config;
	struct connections *connections;
	int signal_fd;
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

/* What a page did not read of its body would be taken for the next request. False: there is no end to it, or the peer broke off. */
static bool rest_skip(FCGX_Stream *in)
{
	char rest[4096];

	for (int skipped = 0; skipped <= REST_MAX;) {
		int got = FCGX_GetStr(rest, sizeof(rest), in);

		if (got < (int)sizeof(rest))
			return FCGX_GetError(in) == 0;
		skipped += got;
	}
	return false;
}

/* Reads a request: false when there is none to come, and the connection is closed. */
static bool request_take(FCGX_Request *fcgi, int fd)
{
	fcgi->ipcFd = fd;
	/* Until the request has its own word for it: what the library has not read yet is not closed. */
	fcgi->keepConnection = 1;
	/* Where it closes, it does not wait for the peer to do so too. */
	FCGX_Detach(fcgi);
	return FCGX_Accept_r(fcgi) == 0;
}

/*
 * One request of a connection. True: its peer knows that it may send the next one. The library reads,
 * we write: what it would write at the end is dropped with its streams.
 */
static bool connection_serve(
    struct worker *worker, FCGX_Request *fcgi, void *thread, apr_pool_t *pool)
{
	const struct program *program = worker->order->program;
	struct source source = { .read = body_read, .stream = fcgi->in, .params = fcgi->envp };
	struct request *request = request_open(program, thread, &source, pool);
	struct reply *reply = reply_new(request);
	struct iovec texts[2];
	bool is_kept;

	router_answer(program, request, reply);
	compress_refusal(reply);
	reply_output(reply, &texts[0], &texts[1]);
	is_kept = rest_skip(fcgi->in) && fcgi->keepConnection != 0 &&
	    connections_may_keep(worker->connections, fcgi->ipcFd);
	if (!records_write(fcgi->ipcFd, fcgi->requestId, texts, 2,
		is_kept ? RECORDS_MORE : RECORDS_LAST, pool))
		is_kept = false;
	FCGX_Free(fcgi, 0);
	return is_kept;
}

static void connection_use(
    struct worker *worker, FCGX_Request *fcgi, int fd, void *thread, apr_pool_t *pool)
{
	bool is_open = request_take(fcgi, fd);

	if (is_open && connection_serve(worker, fcgi, thread, pool)) {
		connections_keep(worker->connections, fd);
	} else {
		if (is_open)
			close(fd);
		connections_forget(worker->connections);
	}
	fcgi->ipcFd = -1;
	apr_pool_clear(pool);
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
	while (err == NULL && (fd = connections_next(worker->connections)) >= 0)
		connection_use(worker, &fcgi, fd, thread, pool);
	apr_pool_destroy(pool);
	apr_pool_destroy(thread_pool);
	state_ended(worker);
	return NULL;
}

/* Wait until `count` threads are open, or until all have ended. */
static void opened_wait(struct worker *worker, int count)
{
	pthread_mutex_lock(&worker->state_lock);
	while (worker->opened < count)
		pthread_cond_wait(&worker->state_changed, &worker->state_lock);
	pthread_mutex_unlock(&worker->state_lock);
}

static bool ended_wait(struct worker *worker, int64_t until_ms)
{
	struct timespec deadline = { .tv_sec = until_ms / 1000,
		.tv_nsec = until_ms % 1000 * 1000000 };
	int status = 0;
	bool is_ended;

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

static int signal_take(const struct worker *worker)
{
	struct signalfd_siginfo info;

	return read(worker->signal_fd, &info, sizeof(info)) == sizeof(info) ? (int)info.ssi_signo
									    : 0;
}

/*
 * From the first signal to the moment when nobody has a connection of ours, or our patience ends. The
 * web server learns with each answer that its connection is over, and closes those that it does not
 * use: closing them from here could lose what it is just sending.
 */
static void stop(struct worker *worker, int number)
{
	int64_t now_ms = clock_monotonic_ms();
	int64_t until_ms = now_ms +
	    (number == WORKER_RETIRE ? RETIRE_PATIENCE_MS : WORKER_LEAVE_MS);
	struct pollfd fds[2] = { { worker->signal_fd, POLLIN, 0 },
		{ connections_gone_fd(worker->connections), POLLIN, 0 } };

	connections_end(worker->connections,
	    number == WORKER_DRAIN        ? CONNECTIONS_QUEUE_OURS
		: number == WORKER_RETIRE ? CONNECTIONS_QUEUE_SHARED
					  : CONNECTIONS_QUEUE_LEFT);
	while (now_ms < until_ms && (fds[1].revents & POLLIN) == 0) {
		poll(fds, 2, (int)(until_ms - now_ms));
		now_ms = clock_monotonic_ms();
		if ((fds[0].revents & POLLIN) != 0 && signal_take(worker) != WORKER_RETIRE &&
		    until_ms > now_ms + WORKER_LEAVE_MS)
			until_ms = now_ms + WORKER_LEAVE_MS;
	}
}

/* Serves until told to stop. */
static void work(struct worker *worker)
{
	const struct worker_order *order = worker->order;
	pid_t self = getpid();
	struct pollfd told = { worker->signal_fd, POLLIN, 0 };
	int number = 0;

	loaded_let_go();
	if (write(order->ready_fd, &self, sizeof(self)) != sizeof(self))
		number = WORKER_LEAVE;
	while (number == 0) {
		if (poll(&told, 1, TRIM_EVERY_MS) == 0)
			pool_trim();
		number = signal_take(worker);
	}
	stop(worker, number);
}

/* From the first thread to the last. */
static int threads_run(struct worker *worker, apr_pool_t *pool)
{
	const struct worker_order *order = worker->order;
	pthread_t *threads = pool_make_many(pool, pthread_t, (size_t)order->threads);
	int count = threads_start(worker, threads);

	opened_wait(worker, count);
	if (worker->failed == WORKER_DONE)
		work(worker);
	else
		connections_end(worker->connections, CONNECTIONS_QUEUE_LEFT);
	connections_cut(worker->connections);
	if (!ended_wait(worker, clock_monotonic_ms() + WORKER_FINISH_MS)) {
		log_line(LOG_WARN, "worker.cut_off", "why", "requests ran on after the stop", NULL);
		_exit(worker->failed);
	}
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	return worker->failed;
}

/* The parent has blocked them. */
static const struct err *signals_open(struct worker *worker, apr_pool_t *pool)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, WORKER_RETIRE);
	sigaddset(&signals, WORKER_LEAVE);
	sigaddset(&signals, WORKER_DRAIN);
	worker->signal_fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
	return worker->signal_fd >= 0
	    ? NULL
	    : err_new(pool, CODE_UNAVAILABLE, "no descriptor: %s", strerror(errno));
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
	TRY(signals_open(worker, pool));
	TRY(connections_open(order->listen_fd, order->engine, pool, &worker->connections));
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&worker->state_changed, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&worker->state_lock, NULL);
	return NULL;
}

int worker_main(const struct worker_order *order)
{
	struct worker worker = { .order = order };
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
