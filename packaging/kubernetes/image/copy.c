// SPDX-License-Identifier: Apache-2.0
/*
 * Copies /keepalive-agent.jar into the folder that is its argument: the whole work of the init container. The file appears
 * there complete, under a name of its own first, so that a second run beside it does no harm.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define JAR "/keepalive-agent.jar"

static int fail(const char *what, const char *path) {
    fprintf(stderr, "keepalive-agent: cannot %s %s: %s\n", what, path, strerror(errno));
    return 1;
}

int main(int count, char **arguments) {
    static char buffer[65536], target[4096], partial[4096];
    ssize_t size, written, part;

    if (count != 2 || strlen(arguments[1]) > sizeof target - 64) {
        fprintf(stderr, "usage: /copy FOLDER\n");
        return 2;
    }
    snprintf(target, sizeof target, "%s" JAR, arguments[1]);
    snprintf(partial, sizeof partial, "%s" JAR ".%ld", arguments[1], (long) getpid());
    int in = open(JAR, O_RDONLY);
    if (in < 0) {
        return fail("open", JAR);
    }
    int out = open(partial, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (out < 0) {
        return fail("create", partial);
    }
    while ((size = read(in, buffer, sizeof buffer)) > 0) {
        for (written = 0; written < size; written += part) {
            part = write(out, buffer + written, size - written);
            if (part < 0) {
                return fail("write", partial);
            }
        }
    }
    if (size < 0) {
        return fail("read", JAR);
    }
    /* 0644 whatever the umask: the application may run as another user. */
    if (fchmod(out, 0644) < 0 || close(out) < 0 || rename(partial, target) < 0) {
        return fail("create", target);
    }
    printf("copied %s\n", target);
    return 0;
}
