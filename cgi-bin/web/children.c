/* Which worker processes should be there, and when to start or retire one. */
#include "web/children.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"
#include "web/metrics.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define EARLY_MS 500
#define BACK_OFF_FIRST_MS 50
#define BACK_OFF_MAX_MS 5000

static struct child *child_at(const struct children *children, int index)
{
	return &APR_ARRAY_IDX(children->all, index, struct child);
}

static const char *pid_text(char *room, size_t size, pid_t pid)
{
	apr_snprintf(room, size, "%ld", (long)pid);
	return room;
}

static void back_off(struct children *children)
{
	int64_t pause = BACK_OFF_FIRST_MS;

	for (int i = 1; i < children->early_deaths && pause < BACK_OFF_MAX_MS; i++)
		pause *= 2;
	if (pause > BACK_OFF_MAX_MS)
		pause = BACK_OFF_MAX_MS;
	children->not_before_ms = clock_monotonic_ms() + pause;
}

static void child_start(struct children *children)
{
	struct child child = { .generation = children->generation };
	char pid[24];

	child.started_ms = clock_monotonic_ms();
	child.pid = fork();
	if (child.pid == 0) {
		children->in_child(children->self);
		exit(worker_main(&children->order));
	}
	if (child.pid < 0) {
		log_line(LOG_ERROR, "server.fork", "why", strerror(errno), NULL);
		children->early_deaths++;
		back_off(children);
		return;
	}
	APR_ARRAY_PUSH(children->all, struct child) = child;
	log_line(LOG_DEBUG, "server.worker_started", "worker",
	    pid_text(pid, sizeof(pid), child.pid), NULL);
}

static void child_retire(struct child *child)
{
	child->is_retiring = true;
	kill(child->pid, WORKER_RETIRE);
}

/* One step towards what is wanted; false: there is none now. */
static bool step(struct children *children)
{
	struct child *old = NULL;
	int count = 0;
	int starting = 0;
	bool may_start = clock_monotonic_ms() >= children->not_before_ms;

	for (int i = 0; i < children->all->nelts; i++) {
		struct child *child = child_at(children, i);

		if (child->is_retiring)
			continue;
		count++;
		starting += !child->is_ready;
		if (child->generation < children->generation && old == NULL)
			old = child;
	}
	if (count < children->wanted || (old != NULL && count == children->wanted)) {
		if (may_start && (count < children->wanted || starting == 0)) {
			int before = children->all->nelts;

			child_start(children);
			return children->all->nelts > before;
		}
		return false;
	}
	if (old != NULL && starting == 0) {
		child_retire(old);
		return true;
	}
	return false;
}

void children_tend(struct children *children)
{
	while (step(children))
		continue;
}

int children_pause(const struct children *children)
{
	int64_t pause = children->not_before_ms - clock_monotonic_ms();

	return pause > 0 ? (int)pause + 1 : -1;
}

void children_ready(struct children *children, pid_t pid)
{
	for (int i = 0; i < children->all->nelts; i++)
		if (child_at(children, i)->pid == pid)
			child_at(children, i)->is_ready = true;
	children->has_served = true;
}

static const char *how_text(char *room, size_t size, int status)
{
	if (WIFSIGNALED(status))
		apr_snprintf(room, size, "signal %d", WTERMSIG(status));
	else
		apr_snprintf(room, size, "exit status %d", WEXITSTATUS(status));
	return room;
}

/* A worker that nobody told to stop is gone. */
static void child_mourn(struct children *children, const struct child *child, int status)
{
	char pid[24];
	char how[24];

	log_line(LOG_WARN, "server.worker_died", "worker", pid_text(pid, sizeof(pid), child->pid),
	    "how", how_text(how, sizeof(how), status), NULL);
	metrics_worker_restarted();
	if (child->is_ready && clock_monotonic_ms() - child->started_ms >= EARLY_MS) {
		children->early_deaths = 0;
		return;
	}
	children->early_deaths++;
	back_off(children);
}

bool children_reap(struct children *children)
{
	bool is_hopeless = false;
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		int i = 0;
		struct child child;

		while (i < children->all->nelts && child_at(children, i)->pid != pid)
			i++;
		if (i == children->all->nelts)
			continue;
		child = *child_at(children, i);
		*child_at(children, i) = *child_at(children, children->all->nelts - 1);
		apr_array_pop(children->all);
		if (child.is_retiring)
			continue;
		child_mourn(children, &child, status);
		if (!children->has_served && WIFEXITED(status) &&
		    WEXITSTATUS(status) == WORKER_MISTAKEN)
			is_hopeless = true;
	}
	return is_hopeless;
}

void children_signal(struct children *children, int number)
{
	for (int i = 0; i < children->all->nelts; i++) {
		child_at(children, i)->is_retiring = true;
		kill(child_at(children, i)->pid, number);
	}
}
