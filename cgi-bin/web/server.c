/* The parent: settings, the socket, and worker processes kept, renewed and stopped. */
#include "web/server.h"

#include "base/clock.h"
#include "base/loaded.h"
#include "base/log.h"
#include "base/pool.h"
#include "web/children.h"
#include "web/listener.h"
#include "web/metrics.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define PROCESSES 1
#define PROCESSES_MAX 64
#define THREADS 16
#define THREADS_MAX 256
/* After their own time to finish, workers that are still there are killed. */
#define KILL_AFTER_MS (WORKER_LEAVE_MS + WORKER_FINISH_MS + 1500)

struct server {
	struct children children;
	struct listener listener;
	int signal_fd;
	int ready_fds[2];
	bool is_announced; /* said that all workers are ready */
	bool is_stopping;
	int64_t kill_at_ms;
	int status;
};

static enum log_level level_of(const struct config *config)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };
	const char *name = config_text(config, "log", "level", "info");

	for (int i = 0; i < 4; i++)
		if (strcmp(name, names[i]) == 0)
			return (enum log_level)i;
	return LOG_INFO;
}

static const struct err *engine_of(
    const struct config *config, apr_pool_t *pool, enum connections_engine *out)
{
	const char *name = config_text(config, "fastcgi", "engine", "epoll");

	if (strcmp(name, "epoll") != 0 && strcmp(name, "accept") != 0)
		return err_new(pool, CODE_INVALID,
		    "[fastcgi] engine must be epoll or accept, and is %s", name);
	*out = strcmp(name, "epoll") == 0 ? CONNECTIONS_EPOLL : CONNECTIONS_ACCEPT;
	return NULL;
}

/* As many connections as the system lets us have; the usual limit is one for programs that use select. */
static void descriptors_allow(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static void close_in_child(void *self)
{
	const struct server *server = self;

	close(server->signal_fd);
	close(server->ready_fds[0]);
}

/* All signals that mean something to parent or workers are blocked, and read or waited for. */
static const struct err *signals_open(struct server *server, apr_pool_t *pool)
{
	static const int numbers[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP, WORKER_DRAIN,
		WORKER_RETIRE };
	sigset_t signals;

	sigemptyset(&signals);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		sigaddset(&signals, numbers[i]);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	server->signal_fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
	if (server->signal_fd < 0 || pipe2(server->ready_fds, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_new(pool, CODE_UNAVAILABLE, "no descriptors: %s", strerror(errno));
	return NULL;
}

static const struct err *prepare(
    struct server *server, const struct program *program, apr_pool_t *pool)
{
	struct children *children = &server->children;
	const struct config *config;
	int64_t processes;
	int64_t threads;
	enum connections_engine engine = CONNECTIONS_EPOLL;

	TRY(config_read(pool, &config));
	log_start(program->name, level_of(config));
	TRY(config_int(
	    config, program->name, "processes", 1, PROCESSES_MAX, PROCESSES, &processes));
	TRY(config_int(config, program->name, "threads", 1, THREADS_MAX, THREADS, &threads));
	TRY(engine_of(config, pool, &engine));
	descriptors_allow();
	TRY(signals_open(server, pool));
	TRY(listener_open(
	    config_text(config, program->name, "listen", NULL), pool, &server->listener));
	if (!metrics_start(program))
		return err_new(pool, CODE_UNAVAILABLE, "no shared memory: %s", strerror(errno));
	children->order = (struct worker_order){
		.program = program,
		.parent = getpid(),
		.listen_fd = server->listener.fd,
		.ready_fd = server->ready_fds[1],
		.engine = engine,
		.threads = (int)threads,
	};
	children->wanted = (int)processes;
	children->all = apr_array_make(pool, (int)processes * 2, sizeof(struct child));
	children->in_child = close_in_child;
	children->self = server;
	return NULL;
}

/*
 * Our own socket file goes first: then the queue can only get shorter, and the workers answer all
 * of it. A socket that was given to us stays, with its queue, for who comes after us.
 */
static void stop_begin(struct server *server)
{
	if (server->is_stopping)
		return;
	server->is_stopping = true;
	server->kill_at_ms = clock_monotonic_ms() + KILL_AFTER_MS;
	children_signal(
	    &server->children, listener_unlink(&server->listener) ? WORKER_DRAIN : WORKER_LEAVE);
}

static void signals_take(struct server *server)
{
	struct signalfd_siginfo info;

	while (read(server->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		switch (info.ssi_signo) {
		case SIGCHLD:
			if (children_reap(&server->children)) {
				server->status = 1;
				stop_begin(server);
			}
			break;
		case SIGHUP:
			log_line(LOG_INFO, "server.reload", NULL);
			server->children.generation++;
			break;
		case SIGTERM:
		case SIGINT:
			log_line(LOG_INFO, "server.stop", NULL);
			stop_begin(server);
			break;
		default:
			break;
		}
	}
}

static void ready_take(struct server *server)
{
	struct children *children = &server->children;
	pid_t pid;
	int ready = 0;

	while (read(server->ready_fds[0], &pid, sizeof(pid)) == sizeof(pid))
		children_ready(children, pid);
	for (int i = 0; i < children->all->nelts; i++)
		ready += APR_ARRAY_IDX(children->all, i, struct child).is_ready;
	if (!server->is_announced && ready >= children->wanted) {
		server->is_announced = true;
		log_line(LOG_INFO, "server.ready", "listen",
		    server->listener.path == NULL ? "fd 0" : server->listener.path, NULL);
	}
}

static int pause_of(const struct server *server)
{
	int64_t left;

	if (!server->is_stopping)
		return children_pause(&server->children);
	left = server->kill_at_ms - clock_monotonic_ms();
	return left > 0 ? (int)left + 1 : 0;
}

static void run(struct server *server)
{
	struct pollfd fds[2] = { { server->signal_fd, POLLIN, 0 },
		{ server->ready_fds[0], POLLIN, 0 } };

	while (!server->is_stopping || server->children.all->nelts > 0) {
		if (!server->is_stopping)
			children_tend(&server->children);
		else if (clock_monotonic_ms() >= server->kill_at_ms)
			children_signal(&server->children, SIGKILL);
		poll(fds, 2, pause_of(server));
		ready_take(server);
		signals_take(server);
	}
}

int server_main(const struct program *program)
{
	struct server server = { .status = 0 };
	const struct err *err;
	apr_pool_t *pool;

	pool_start();
	log_start(program->name, LOG_INFO);
	pool = pool_new(NULL);
	err = prepare(&server, program, pool);
	if (err != NULL) {
		log_err(LOG_ERROR, "server.start", err);
		return 1;
	}
	loaded_let_go();
	run(&server);
	apr_pool_destroy(pool);
	return server.status;
}
