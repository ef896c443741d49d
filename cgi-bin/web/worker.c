/* A worker process: threads that take connections and answer them. The one door to libfcgi. */
#include "web/worker.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "web/reply_parts.h"
#include "web/source.h"

#include <errno.h>
#include <fcgiapp.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* A peer that sends or takes nothing for so long loses its connection, not our thread. */
#define PEER_TIMEOUT_S 15
#define NO_DESCRIPTORS_PAUSE_MS 50

struct worker {
	const struct worker_order *order;
	const struct config *config;
	int stop_fd; /* readable from the stop on */
	atomic_bool is_stopping;
	atomic_bool is_draining;
	pthread_mutex_t accept_lock; /* one thread waits for connections, the others for it */
	pthread_mutex_t state_lock;
	pthread_cond_t state_changed;
	int opened;
	int running;
	int failed; /* enum worker_exit */
};

/* The next connection; -1 when no more shall be taken. */
static int connection_wait(struct worker *worker)
{
	struct pollfd fds[2] = { { worker->order->listen_fd, POLLIN, 0 },
		{ worker->stop_fd, POLLIN, 0 } };

	for (;;) {
		bool is_last_look = atomic_load(&worker->is_stopping);
		int fd;

		if (is_last_look && !atomic_load(&worker->is_draining))
			return -1;
		if (!is_last_look)
			poll(fds, 2, -1);
		if (atomic_load(&worker->is_stopping) != is_last_look)
			continue;
		fd = accept4(worker->order->listen_fd, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0)
			return fd;
		if (is_last_look && errno != EINTR && errno != ECONNABORTED)
			return -1;
		if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
			log_line(LOG_WARN, "worker.accept", "why", strerror(errno), NULL);
			poll(NULL, 0, NO_DESCRIPTORS_PAUSE_MS);
		}
	}
}

static int connection_next(struct worker *worker)
{
	struct timeval patience = { .tv_sec = PEER_TIMEOUT_S };
	int fd;

	pthread_mutex_lock(&worker->accept_lock);
	fd = connection_wait(worker);
	pthread_mutex_unlock(&worker->accept_lock);
	if (fd >= 0) {
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	}
	return fd;
}

static int body_read(void *stream, char *out, int length)
{
	return FCGX_GetStr(out, length, stream);
}

/*
 * One connection, one request. keepConnection stops the library from closing what it has not read
 * yet.
 */
static void connection_serve(
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
		return;
	source.params = fcgi->envp;
	source.stream = fcgi->in;
	request = request_open(program, thread, &source, pool);
	reply = reply_new(request);
	router_answer(program, request, reply);
	bytes = reply_bytes(reply, &length);
	FCGX_PutStr(bytes, (int)length, fcgi->out);
	FCGX_Finish_r(fcgi);
	if (fcgi->ipcFd >= 0)
		close(fcgi->ipcFd);
	fcgi->ipcFd = -1;
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
	while (err == NULL && (fd = connection_next(worker)) >= 0) {
		connection_serve(&fcgi, fd, program, thread, pool);
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
	sigaddset(&signals, WORKER_STOP);
	sigaddset(&signals, WORKER_DRAIN);
	while (sigwait(&signals, &number) != 0)
		continue;
	atomic_store(&worker->is_draining, number == WORKER_DRAIN);
}

/*
 * Wake who waits for a connection. Nobody touches the listening socket afterwards, unless to drain
 * it: close it, so that a new parent does not take us for a rival while we finish what runs.
 */
static void accepting_stop(struct worker *worker)
{
	atomic_store(&worker->is_stopping, true);
	eventfd_write(worker->stop_fd, 1);
	pthread_mutex_lock(&worker->accept_lock);
	if (!atomic_load(&worker->is_draining))
		close(worker->order->listen_fd);
	pthread_mutex_unlock(&worker->accept_lock);
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
	accepting_stop(worker);
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
	const struct program *program = worker->order->program;
	pthread_condattr_t attributes;

	TRY(config_read(pool, &worker->config));
	if (program->start != NULL)
		TRY(program->start(worker->config, pool));
	worker->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (worker->stop_fd < 0 || FCGX_Init() != 0)
		return err_new(pool, CODE_UNAVAILABLE, "no event descriptor: %s", strerror(errno));
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&worker->state_changed, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&worker->accept_lock, NULL);
	pthread_mutex_init(&worker->state_lock, NULL);
	return NULL;
}

int worker_main(const struct worker_order *order)
{
	struct worker worker = { .order = order };
	apr_pool_t *pool = pool_new(NULL);
	int status;
	const struct err *err;

	prctl(PR_SET_PDEATHSIG, WORKER_STOP);
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
