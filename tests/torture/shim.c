/* Counts the calls by which a process changes files under a folder, and does something to one of them.
 *
 * FAULT_UNDER  the folder; calls on anything else are left alone
 * FAULT_AT     the number of the call, from 1; 0: none
 * FAULT_DO     what becomes of it, see below
 * FAULT_COUNT  a file that gets the number of calls when the process ends by itself
 *
 *   kill       the process is killed before the call
 *   killed     it is killed after the call
 *   half       it is killed when half of what is to be written was; before another call
 *   short      half of what is to be written is, and the call says so
 *   full       from here on the disk is full: half is written, then ENOSPC for whatever needs room
 *   once=N     this call fails with errno N
 *   dead=N     this and all that follow fail with errno N
 *   unread     no such call fails, but from the one of this number on all that read a place of an index, with EIO
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum call { WRITE, SYNC, OTHER };
enum fate { GO_ON, FAIL, HALF, HALF_THEN_KILL, KILL_AFTER };

static long counted, readings;

static const char *said(const char *name) {
    const char *found = getenv(name);
    return found ? found : "";
}

static int is_under(const char *path) {
    const char *under = said("FAULT_UNDER");
    char whole[PATH_MAX * 2], here[PATH_MAX];
    if (!*under)
        return 0;
    if (*path != '/') {
        if (!getcwd(here, sizeof here))
            return 0;
        snprintf(whole, sizeof whole, "%s/%s", here, path);
        path = whole;
    }
    return strncmp(path, under, strlen(under)) == 0;
}

static int is_under_fd(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0 || *path != '/') /* a pipe, a socket */
        return 0;
    path[size] = 0;
    return is_under(path);
}

static enum fate fate_of(enum call call) {
    long at = atol(said("FAULT_AT")), number = ++counted;
    const char *what = said("FAULT_DO");
    if (at == 0 || number < at || !strncmp(what, "unread", 6))
        return GO_ON;
    if (!strncmp(what, "dead=", 5) || (number == at && !strncmp(what, "once=", 5))) {
        errno = atoi(what + 5);
        return FAIL;
    }
    if (!strcmp(what, "full")) {
        errno = ENOSPC;
        return call == SYNC ? GO_ON : number == at && call == WRITE ? HALF : FAIL;
    }
    if (number > at)
        return GO_ON;
    if (!strcmp(what, "kill") || (!strcmp(what, "half") && call != WRITE))
        kill(getpid(), SIGKILL);
    if (!strcmp(what, "half"))
        return HALF_THEN_KILL;
    if (!strcmp(what, "short"))
        return call == WRITE ? HALF : GO_ON;
    return KILL_AFTER;
}

static void end(enum fate fate) {
    if (fate == KILL_AFTER || fate == HALF_THEN_KILL)
        kill(getpid(), SIGKILL);
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    if (!is_under_fd(fd))
        return real(fd, data, size);
    enum fate fate = fate_of(WRITE);
    if (fate == FAIL)
        return -1;
    ssize_t done = real(fd, data, fate == HALF || fate == HALF_THEN_KILL ? (size + 1) / 2 : size);
    end(fate);
    return done;
}

#define WRITING(name, offset)                                                                                        \
    ssize_t name(int fd, const void *data, size_t size, offset at) {                                                 \
        REAL(name);                                                                                                  \
        enum fate fate = is_under_fd(fd) ? fate_of(WRITE) : GO_ON;                                                   \
        if (fate == FAIL)                                                                                            \
            return -1;                                                                                               \
        ssize_t done = real(fd, data, fate == HALF || fate == HALF_THEN_KILL ? (size + 1) / 2 : size, at);           \
        end(fate);                                                                                                   \
        return done;                                                                                                 \
    }

WRITING(pwrite, off_t)
WRITING(pwrite64, off64_t)

static int is_unread(int fd) {
    char link[64], path[PATH_MAX];
    if (strncmp(said("FAULT_DO"), "unread", 6))
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    path[size < 0 ? 0 : size] = 0;
    return is_under(path) && strstr(path, "index.sqlite") && ++readings >= atol(said("FAULT_AT"));
}

#define READING(name, offset)                                                                                        \
    ssize_t name(int fd, void *data, size_t size, offset at) {                                                       \
        REAL(name);                                                                                                  \
        if (!is_unread(fd))                                                                                          \
            return real(fd, data, size, at);                                                                         \
        errno = EIO;                                                                                                 \
        return -1;                                                                                                   \
    }

READING(pread, off_t)
READING(pread64, off64_t)

/* What a call other than write does: it fails, or is done, and may be the last thing that is. */
#define DONE(ours, call, arguments)                                                                                  \
    enum fate fate = (ours) ? fate_of(call) : GO_ON;                                                                 \
    if (fate == FAIL)                                                                                                \
        return -1;                                                                                                   \
    int done = real arguments;                                                                                       \
    end(fate);                                                                                                       \
    return done

#define CHANGING(name, ours, call, parameters, arguments)                                                            \
    int name parameters {                                                                                            \
        REAL(name);                                                                                                  \
        DONE(ours, call, arguments);                                                                                 \
    }

CHANGING(fsync, is_under_fd(fd), SYNC, (int fd), (fd))
CHANGING(fdatasync, is_under_fd(fd), SYNC, (int fd), (fd))
CHANGING(ftruncate, is_under_fd(fd), SYNC, (int fd, off_t size), (fd, size))
CHANGING(ftruncate64, is_under_fd(fd), SYNC, (int fd, off64_t size), (fd, size))
CHANGING(rename, is_under(path), OTHER, (const char *old, const char *path), (old, path))
CHANGING(unlink, is_under(path), SYNC, (const char *path), (path))
CHANGING(utimensat, is_under(path), SYNC, (int at, const char *path, const struct timespec times[2], int flags),
         (at, path, times, flags))
CHANGING(mkdir, is_under(path), OTHER, (const char *path, mode_t mode), (path, mode))

#define OPEN(name)                                                                                                   \
    int name(const char *path, int flags, ...) {                                                                     \
        REAL(name);                                                                                                  \
        va_list more;                                                                                                \
        va_start(more, flags);                                                                                       \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;                                      \
        va_end(more);                                                                                                \
        DONE((flags & (O_CREAT | O_WRONLY | O_RDWR)) && is_under(path), OTHER, (path, flags, mode));                 \
    }

OPEN(open)
OPEN(open64)

__attribute__((destructor)) static void tell(void) {
    const char *path = said("FAULT_COUNT");
    FILE *file = *path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld\n", counted);
        fclose(file);
    }
}
