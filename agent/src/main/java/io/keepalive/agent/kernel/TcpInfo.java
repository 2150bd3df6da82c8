// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

/**
 * Decodes the first four bytes of {@code struct tcp_info} (linux/tcp.h: tcpi_state, tcpi_ca_state, tcpi_retransmits,
 * tcpi_probes). They are passed as one int, so that reading them allocates nothing.
 */
public final class TcpInfo {

    /** No information: the descriptor is closed, or is not a TCP socket. */
    public static final int NONE = 0;

    /** TCP_ESTABLISHED, net/tcp_states.h. */
    public static final int ESTABLISHED = 1;
    /** TCP_FIN_WAIT1, net/tcp_states.h: this end has closed. */
    public static final int FIN_WAIT1 = 4;
    /** TCP_FIN_WAIT2, net/tcp_states.h: this end has closed and the peer has acknowledged it. */
    public static final int FIN_WAIT2 = 5;
    /** TCP_TIME_WAIT, net/tcp_states.h. */
    public static final int TIME_WAIT = 6;
    /** TCP_CLOSE, net/tcp_states.h: with an open descriptor, the kernel has given up the peer. */
    public static final int CLOSE = 7;
    /** TCP_CLOSE_WAIT, net/tcp_states.h: the peer has closed, this end has not. */
    public static final int CLOSE_WAIT = 8;
    /** TCP_LAST_ACK, net/tcp_states.h: both ends have closed. */
    public static final int LAST_ACK = 9;
    /** TCP_LISTEN, net/tcp_states.h. */
    public static final int LISTEN = 10;
    /** TCP_CLOSING, net/tcp_states.h: both ends have closed at once. */
    public static final int CLOSING = 11;

    /** TCP_CA_Recovery, enum tcp_ca_state of linux/tcp.h; TCP_CA_Loss is the next value. */
    private static final int CA_RECOVERY = 3;

    private TcpInfo() {}

    /** The state, one of the constants above; 0 for {@link #NONE}. */
    public static int state(int info) {
        return info & 0xff;
    }

    /**
     * Whether the kernel is recovering from lost data: in the states TCP_CA_Recovery and TCP_CA_Loss its clock for the user
     * timeout may be running (retrans_stamp in net/ipv4/tcp_timer.c), also while data is being acknowledged.
     */
    public static boolean isRecovering(int info) {
        return (info >>> 8 & 0xff) >= CA_RECOVERY;
    }

    /** Unanswered retransmissions of the data in flight, 0 to 255. Keeps its last value after death. */
    public static int retransmits(int info) {
        return info >>> 16 & 0xff;
    }

    /** Unanswered keepalive or zero-window probes, 0 to 255. Keeps its last value after death. */
    public static int probes(int info) {
        return info >>> 24;
    }
}
