// SPDX-License-Identifier: Apache-2.0
/*
 * Switches TCP keepalive on in connect and accept, for programs started with LD_PRELOAD: the cost of the agent's work
 * in C. Only for comparison: it has no rules, no reports and none of the agent's other functions.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* The agent's defaults, in seconds. */
static const int IDLE = 60, INTERVAL = 10, COUNT = 3, ON = 1;

static int (*real_connect)(int, const struct sockaddr *, socklen_t);
static int (*real_accept)(int, struct sockaddr *, socklen_t *);
static int (*real_accept4)(int, struct sockaddr *, socklen_t *, int);

__attribute__((constructor)) static void find_real_calls(void) {
    real_connect = dlsym(RTLD_NEXT, "connect");
    real_accept = dlsym(RTLD_NEXT, "accept");
    real_accept4 = dlsym(RTLD_NEXT, "accept4");
}

static void keep_alive(int fd) {
    int error = errno;
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &ON, sizeof ON);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &IDLE, sizeof IDLE);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &INTERVAL, sizeof INTERVAL);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &COUNT, sizeof COUNT);
    errno = error;
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
    int result = real_connect(fd, address, length);
    if ((result == 0 || errno == EINPROGRESS) && (address->sa_family == AF_INET || address->sa_family == AF_INET6))
        keep_alive(fd);
    return result;
}

int accept(int fd, struct sockaddr *address, socklen_t *length) {
    int accepted = real_accept(fd, address, length);
    if (accepted >= 0)
        keep_alive(accepted);
    return accepted;
}

int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags) {
    int accepted = real_accept4(fd, address, length, flags);
    if (accepted >= 0)
        keep_alive(accepted);
    return accepted;
}
