// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

/**
 * One of the five socket options, with its number in Linux's headers (the same on x86-64 and aarch64).
 *
 * <p>The options must be set in the order of the constants: TCP_KEEPIDLE re-arms the kernel's timer at once and
 * TCP_KEEPINTVL and TCP_KEEPCNT do not, so that with the idle time set first the next probe could be 75 seconds away.
 * Keepalive is switched on last, when all other values apply.
 */
public enum KeepaliveOption {
    /** TCP_KEEPINTVL, linux/tcp.h; seconds, 1 to 32767. */
    INTERVAL("TCP_KEEPINTVL", KeepaliveOption.IPPROTO_TCP, 5),
    /** TCP_KEEPCNT, linux/tcp.h; 1 to 127. */
    COUNT("TCP_KEEPCNT", KeepaliveOption.IPPROTO_TCP, 6),
    /** TCP_USER_TIMEOUT, linux/tcp.h; milliseconds, 0 is off. */
    USER_TIMEOUT("TCP_USER_TIMEOUT", KeepaliveOption.IPPROTO_TCP, 18),
    /** TCP_KEEPIDLE, linux/tcp.h; seconds, 1 to 32767. */
    IDLE("TCP_KEEPIDLE", KeepaliveOption.IPPROTO_TCP, 4),
    /** SO_KEEPALIVE, asm-generic/socket.h; 0 or 1. */
    ENABLED("SO_KEEPALIVE", KeepaliveOption.SOL_SOCKET, 9);

    /** SOL_SOCKET, asm-generic/socket.h. */
    static final int SOL_SOCKET = 1;
    /** IPPROTO_TCP, netinet/in.h. */
    static final int IPPROTO_TCP = 6;

    private static final KeepaliveOption[] IN_ORDER = values();

    private final String kernelName;
    private final int level;
    private final int number;

    KeepaliveOption(String kernelName, int level, int number) {
        this.kernelName = kernelName;
        this.level = level;
        this.number = number;
    }

    /** All five in the order in which they must be set. All callers share this array and must not change it. */
    public static KeepaliveOption[] inOrder() {
        return IN_ORDER;
    }

    /** The option's name in the kernel's headers and manual pages. */
    public String kernelName() {
        return kernelName;
    }

    /** A value as text: a user timeout with its unit, the other options as the kernel has them. */
    public String text(int value) {
        return this == USER_TIMEOUT ? KeepaliveSettings.userTimeoutText(value) : String.valueOf(value);
    }

    int level() {
        return level;
    }

    int number() {
        return number;
    }
}
