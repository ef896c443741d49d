/* The socket on which requests arrive: given by systemd, or a file of our own. */
#include "web/listener.h"

#include "base/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024
#define SOCKET_MODE 0660
/* Workers of a parent that was killed still hold the socket for a moment. */
#define PROBES 10
#define PROBE_MS 100

static const struct err *refused(apr_pool_t *pool, const char *path, const char *what)
{
	return err_new(pool, CODE_INVALID, "cannot listen on %s: %s", path, what);
}

static bool is_listening(int fd)
{
	int value = 0;
	socklen_t length = sizeof(value);

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &length) == 0 && value != 0;
}

/* Does somebody answer at this address? */
static bool is_alive(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool is_up = connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0 ||
	    errno == EAGAIN;

	close(fd);
	return is_up;
}

/* Remove what is left of a program that is gone. */
static const struct err *stale_remove(const struct sockaddr_un *address, apr_pool_t *pool)
{
	struct stat file;
	int probes = 0;

	if (lstat(address->sun_path, &file) != 0)
		return errno == ENOENT ? NULL : refused(pool, address->sun_path, strerror(errno));
	if (!S_ISSOCK(file.st_mode))
		return refused(pool, address->sun_path, "there is a file that is no socket");
	while (is_alive(address)) {
		if (++probes == PROBES)
			return refused(
			    pool, address->sun_path, "it is in use by a running program");
		poll(NULL, 0, PROBE_MS);
	}
	if (unlink(address->sun_path) != 0 && errno != ENOENT)
		return refused(pool, address->sun_path, strerror(errno));
	return NULL;
}

static const struct err *bind_file(
    const struct sockaddr_un *address, apr_pool_t *pool, struct listener *out)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t mask = umask(0777 & ~SOCKET_MODE);
	int status = bind(fd, (const struct sockaddr *)address, sizeof(*address));
	struct stat file;

	umask(mask);
	if (status != 0 || listen(fd, BACKLOG) != 0 || lstat(address->sun_path, &file) != 0)
		return refused(pool, address->sun_path, strerror(errno));
	out->fd = fd;
	out->path = apr_pstrdup(pool, address->sun_path);
	out->device = file.st_dev;
	out->inode = file.st_ino;
	return NULL;
}

const struct err *listener_open(const char *path, apr_pool_t *pool, struct listener *out)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	memset(out, 0, sizeof(*out));
	if (is_listening(STDIN_FILENO)) {
		out->fd = STDIN_FILENO;
		if (fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK) != 0)
			return refused(pool, "fd 0", strerror(errno));
		return NULL;
	}
	if (path == NULL)
		return refused(pool, "nothing", "the setting `listen` is missing");
	if (strlen(path) >= sizeof(address.sun_path))
		return refused(pool, path, "the path is too long for a socket");
	memcpy(address.sun_path, path, strlen(path));
	TRY(stale_remove(&address, pool));
	return bind_file(&address, pool, out);
}

bool listener_unlink(const struct listener *listener)
{
	struct stat file;

	return listener->path != NULL && lstat(listener->path, &file) == 0 &&
	    file.st_dev == listener->device && file.st_ino == listener->inode &&
	    unlink(listener->path) == 0;
}
