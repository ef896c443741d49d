/* The worker: runs the jobs, each at its own pace, until told to stop. */
#include "base/clock.h"
#include "base/loaded.h"
#include "base/log.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/stop.h"
#include "base/words.h"
#include "jobs/jobs.h"
#include "model/hold.h"
#include "remote/mailer.h"
#include "web/view.h"

#include <signal.h>
#include <stdio.h>
#include <sys/select.h>
#include <time.h>

struct task {
	const char *name;
	job_turn *turn;
	int64_t every_ms;  /* 0: never */
	int64_t budget_ms; /* of a turn; 0: the job knows how much is one */
	int64_t due_ms;
};

static struct task tasks[] = {
	{ "job.send_mail", job_send_mail, 1000, 5000, 0 },
	{ "job.expire_holds", job_expire_holds, 5000, 2000, 0 },
	{ "job.refresh_departures", job_refresh_departures, 5000, 2000, 0 },
	{ "job.follow_changes", job_follow_changes, 1000, 0, 0 },
	{ "job.count_loads", job_count_loads, 5000, 0, 0 },
	{ "job.sweep", job_sweep, 60000, 5000, 0 },
	{ "job.sweep_answers", job_sweep_answers, 600000, 0, 0 },
	{ "job.verify_data", job_verify_data, 0, 0, 0 }, /* [worker] verify_seconds */
	{ "job.sum_up_days", job_sum_up_days, 0, 0, 0 }, /* [worker] figures_seconds */
};

#define TASK_COUNT (sizeof(tasks) / sizeof(tasks[0]))

#define VERIFY_DATA (TASK_COUNT - 2)
#define SUM_UP_DAYS (TASK_COUNT - 1)

static volatile sig_atomic_t is_stopping;

static void stop(int signal)
{
	(void)signal;
	is_stopping = 1;
}

/* What the worker keeps between turns. */
struct worker {
	struct desk_parts *parts;
	struct mailer *mailer;
	struct hold_due *last_over;
};

static const char *const TEMPLATES[] = { "mail", NULL };

static const struct err *open_worker(
    const struct config *config, apr_pool_t *pool, struct worker *out)
{
	int64_t verify_seconds, figures_seconds;

	TRY(desk_start(config, pool));
	TRY(config_int(config, "worker", "verify_seconds", 0, 86400, 300, &verify_seconds));
	tasks[VERIFY_DATA].every_ms = verify_seconds * 1000;
	TRY(words_start(config, pool));
	TRY(config_int(config, "worker", "figures_seconds", 0, 86400, 60, &figures_seconds));
	tasks[SUM_UP_DAYS].every_ms = figures_seconds * 1000;
	TRY(view_start(config_text(config, "templates", "folder", "templates"), TEMPLATES, pool));
	TRY(mailer_open(config, pool, &out->mailer));
	out->last_over = pool_make(pool, struct hold_due);
	return desk_parts_open(config, "worker", pool, &out->parts);
}

static void run(const struct worker *worker, struct task *task, apr_pool_t *pool)
{
	struct desk desk = { .pool = pool,
		.db = worker->parts->db,
		.flights = worker->parts->flights,
		.settings = worker->parts->settings,
		.request_id = random_ref(pool),
		.actor = "worker",
		.address = "" };
	struct job job = { &desk, worker->mailer, task->budget_ms, worker->last_over, false };
	const struct err *err;

	log_set_request(desk.request_id);
	err = task->turn(&job);
	if (err != NULL)
		log_err(LOG_WARN, task->name, err);
	log_set_request(NULL);
	task->due_ms = clock_monotonic_ms() + (job.has_more ? 0 : task->every_ms);
}

static int64_t wait_ms(void)
{
	int64_t now = clock_monotonic_ms();
	int64_t least = 1000;

	for (size_t i = 0; i < TASK_COUNT; i++) {
		int64_t left = tasks[i].due_ms - now;

		if (tasks[i].every_ms == 0)
			continue;
		least = left < least ? left : least;
	}
	return least > 0 ? least : 0;
}

/* Signals are open only here: one that comes in a turn ends the wait at once. */
static void await_turn(const sigset_t *while_waiting)
{
	int64_t ms = wait_ms();
	struct timespec pause = { ms / 1000, (long)(ms % 1000) * 1000000L };

	pselect(0, NULL, NULL, NULL, &pause, while_waiting);
}

static void work(const struct worker *worker, apr_pool_t *pool, const sigset_t *while_waiting)
{
	while (!is_stopping) {
		bool has_run = false;

		/* Each turn takes seconds while the database is away, and all may be due. */
		for (size_t i = 0; i < TASK_COUNT && !stop_is_pending(); i++) {
			if (tasks[i].every_ms == 0 || clock_monotonic_ms() < tasks[i].due_ms)
				continue;
			run(worker, &tasks[i], pool);
			apr_pool_clear(pool);
			has_run = true;
		}
		/* A turn may have taken much, and the next one like it is far: it goes back to the system. */
		if (has_run)
			pool_trim();
		await_turn(while_waiting);
	}
}

int main(void)
{
	struct sigaction action = { .sa_handler = stop };
	sigset_t stopping, before;
	const struct config *config;
	const struct err *err;
	struct worker worker;
	apr_pool_t *pool;

	pool_start();
	log_start("worker", LOG_INFO);
	pool = pool_new(NULL);
	sigemptyset(&stopping);
	sigaddset(&stopping, SIGTERM);
	sigaddset(&stopping, SIGINT);
	sigprocmask(SIG_BLOCK, &stopping, &before);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	err = config_read(pool, &config);
	if (err == NULL)
		err = open_worker(config, pool, &worker);
	if (err != NULL) {
		log_err(LOG_ERROR, "worker.start", err);
		fprintf(stderr, "worker: cannot start: %s\n", err->text);
		return 1;
	}
	loaded_let_go();
	log_line(LOG_INFO, "worker.ready", NULL);
	work(&worker, pool_new(NULL), &before);
	log_line(LOG_INFO, "worker.stopped", NULL);
	return 0;
}
