// SPDX-License-Identifier: Apache-2.0
/*
 * Copies /keepalive-agent.jar into the folder that is its argument: the whole work of the init container. The file appears
 * there complete, under a name of its own first, so that a second run beside it does no harm, also of another pod in a
 * volume that both have.
 *
 * It calls the kernel itself and contains no C library, so that the image has no other licence than the agent's.
 */
#include <asm/unistd.h>
#include <linux/errno.h>
#include <linux/fcntl.h>

#define JAR "/keepalive-agent.jar"

/* The kernel starts here with the count of the arguments and then the arguments on the stack. */
#if defined(__x86_64__)
__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall start\n");

static long call(long number, long a, long b, long c, long d, long e) {
    register long fourth __asm__("r10") = d;
    register long fifth __asm__("r8") = e;
    __asm__ volatile("syscall"
                     : "+a"(number)
                     : "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth)
                     : "rcx", "r11", "memory");
    return number;
}
#elif defined(__aarch64__)
__asm__(".globl _start\n_start:\n\tmov x29, #0\n\tmov x30, #0\n\tmov x0, sp\n\tbl start\n");

static long call(long number, long a, long b, long c, long d, long e) {
    register long eighth __asm__("x8") = number;
    register long first __asm__("x0") = a;
    register long second __asm__("x1") = b;
    register long third __asm__("x2") = c;
    register long fourth __asm__("x3") = d;
    register long fifth __asm__("x4") = e;
    __asm__ volatile("svc #0"
                     : "+r"(first)
                     : "r"(eighth), "r"(second), "r"(third), "r"(fourth), "r"(fifth)
                     : "memory");
    return first;
}
#else
#error "only x86-64 and aarch64"
#endif

#define OUT 1
#define ERROR 2

static char buffer[65536], target[4096], partial[4096];

static unsigned long length(const char *text) {
    unsigned long count = 0;
    while (text[count] != 0) {
        /* Keeps the compiler from making a call of strlen out of the loop. */
        __asm__ volatile("");
        count++;
    }
    return count;
}

static char *append(char *end, const char *text) {
    while ((*end = *text++) != 0) {
        end++;
    }
    return end;
}

static char *append_number(char *end, unsigned long number) {
    if (number > 9) {
        end = append_number(end, number / 10);
    }
    *end++ = (char) ('0' + number % 10);
    *end = 0;
    return end;
}

static void print(long where, const char *text) { call(__NR_write, where, (long) text, (long) length(text), 0, 0); }

static const char *reason(long error) {
    static char other[32];
    switch (error) {
    case EACCES:
        return "Permission denied";
    case ENOENT:
        return "No such file or directory";
    case ENOSPC:
        return "No space left on device";
    case EROFS:
        return "Read-only file system";
    default:
        append_number(append(other, "error "), (unsigned long) error);
        return other;
    }
}

static int fail(const char *what, const char *path, long result) {
    print(ERROR, "keepalive-agent: cannot ");
    print(ERROR, what);
    print(ERROR, " ");
    print(ERROR, path);
    print(ERROR, ": ");
    print(ERROR, reason(-result));
    print(ERROR, "\n");
    return 1;
}

static int copy_into(long in, long out) {
    long size, written, part, result;

    while ((size = call(__NR_read, in, (long) buffer, sizeof buffer, 0, 0)) > 0) {
        for (written = 0; written < size; written += part) {
            part = call(__NR_write, out, (long) buffer + written, size - written, 0, 0);
            if (part < 0) {
                return fail("write", partial, part);
            }
        }
    }
    if (size < 0) {
        return fail("read", JAR, size);
    }
    /* 0644 whatever the umask: the application may run as another user. */
    if ((result = call(__NR_fchmod, out, 0644, 0, 0, 0)) < 0 || (result = call(__NR_close, out, 0, 0, 0, 0)) < 0
        || (result = call(__NR_renameat2, AT_FDCWD, (long) partial, AT_FDCWD, (long) target, 0)) < 0) {
        return fail("create", target, result);
    }
    print(OUT, "copied ");
    print(OUT, target);
    print(OUT, "\n");
    return 0;
}

/* The process id is 1 in each container, and so no name of its own. */
static unsigned long random_number(void) {
    unsigned long number = 0;
    call(__NR_getrandom, (long) &number, sizeof number, 0, 0, 0);
    return number;
}

static int copy(const char *folder) {
    append(append(target, folder), JAR);
    append_number(append(append(append(partial, folder), JAR), "."), random_number());
    long in = call(__NR_openat, AT_FDCWD, (long) JAR, O_RDONLY, 0, 0);
    if (in < 0) {
        return fail("open", JAR, in);
    }
    long out = call(__NR_openat, AT_FDCWD, (long) partial, O_WRONLY | O_CREAT | O_EXCL, 0644, 0);
    if (out < 0) {
        return fail("create", partial, out);
    }
    int status = copy_into(in, out);
    if (status != 0) {
        call(__NR_unlinkat, AT_FDCWD, (long) partial, 0, 0, 0);
    }
    return status;
}

__attribute__((used)) void start(const long *stack) {
    const char *folder = (const char *) stack[2];
    int status = 2;

    if (stack[0] == 2 && length(folder) <= sizeof target - 64) {
        status = copy(folder);
    } else {
        print(ERROR, "usage: /copy FOLDER\n");
    }
    for (;;) {
        call(__NR_exit_group, status, 0, 0, 0, 0);
    }
}
