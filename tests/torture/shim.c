/* Stands between a process and its database's files: keeps a journal of what was written and what was synced,
   and lets the n-th of these fail. Loaded before the C library (LD_PRELOAD); used by tests/torture alone.

   A record of the journal: one byte what, one byte which file, eight bytes where, four bytes how many, and the bytes.
   what: W write, T truncate, S sync, U unlink, M a mark that the test sets when an answer has arrived. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096

static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off64_t);
static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static int (*real_unlink)(const char *);

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static unsigned char which[FILES]; /* of a descriptor: 0 none of ours, 1 the database, 2 its log, 3 its journal */
static int journal = -1;
static long counted, failing_at, failing_for;
static int failing_with;

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_open = dlsym(RTLD_NEXT, "open64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
}

static int ends_with(const char *path, const char *end) {
    size_t a = strlen(path), b = strlen(end);
    return a >= b && !strcmp(path + a - b, end);
}

static unsigned char ours(const char *path) {
    if (ends_with(path, ".sqlite")) return 1;
    if (ends_with(path, ".sqlite-wal")) return 2;
    if (ends_with(path, ".sqlite-journal")) return 3;
    return 0;
}

static void put(char what, unsigned char file, uint64_t where, uint32_t many, const void *bytes) {
    unsigned char head[14] = {(unsigned char)what, file};
    if (journal < 0) return;
    memcpy(head + 2, &where, 8);
    memcpy(head + 10, &many, 4);
    if (real_write(journal, head, sizeof head) < 0 || (bytes && real_write(journal, bytes, many) < 0)) _exit(99);
}

/* Whether this one fails. Counted from `shim_arm` on; failing_for < 0 fails from there on for good. */
static int fails(void) {
    counted++;
    if (!failing_at || counted < failing_at) return 0;
    if (failing_for >= 0 && counted >= failing_at + failing_for) return 0;
    errno = failing_with;
    return 1;
}

static unsigned char of(int fd) { return fd >= 0 && fd < FILES ? which[fd] : 0; }

void shim_journal(const char *path) {
    journal = real_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}
void shim_mark(uint64_t number) {
    pthread_mutex_lock(&turn);
    put('M', 0, number, 0, NULL);
    pthread_mutex_unlock(&turn);
}
void shim_arm(long at, int with, long many) {
    counted = 0;
    failing_at = at;
    failing_with = with;
    failing_for = many;
}
long shim_counted(void) { return counted; }

static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < FILES) which[fd] = ours(path);
    return fd;
}

int open64(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    if (ours(path) && fails()) return -1;
    return opened(real_open(path, flags, mode), path);
}

int close(int fd) {
    if (fd >= 0 && fd < FILES) which[fd] = 0;
    return real_close(fd);
}

ssize_t pwrite64(int fd, const void *bytes, size_t many, off64_t where) {
    unsigned char file = of(fd);
    ssize_t done;
    if (!file) return real_pwrite(fd, bytes, many, where);
    pthread_mutex_lock(&turn);
    done = fails() ? -1 : real_pwrite(fd, bytes, many, where);
    if (done > 0) put('W', file, (uint64_t)where, (uint32_t)done, bytes);
    pthread_mutex_unlock(&turn);
    return done;
}

int ftruncate64(int fd, off64_t size) {
    unsigned char file = of(fd);
    int done;
    if (!file) return real_ftruncate(fd, size);
    pthread_mutex_lock(&turn);
    done = fails() ? -1 : real_ftruncate(fd, size);
    if (!done) put('T', file, (uint64_t)size, 0, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}

static int synced(int fd, int (*really)(int)) {
    unsigned char file = of(fd);
    int done;
    if (!file) return really(fd);
    pthread_mutex_lock(&turn);
    done = fails() ? -1 : 0; /* nothing is gained by waiting for the disk here */
    if (!done) put('S', file, 0, 0, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}
int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int unlink(const char *path) {
    unsigned char file = ours(path);
    int done;
    if (!file) return real_unlink(path);
    pthread_mutex_lock(&turn);
    done = real_unlink(path);
    if (!done) put('U', file, 0, 0, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}
