// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One row of a table of sockets in the format of proc(5), "/proc/net/tcp". One object serves all rows of a table: its
 * values hold until the next row is parsed. Parsing allocates nothing.
 */
public final class SocketRow {

    /** {@link #timer} while a lost segment is retransmitted (tcp_ipv4.c, get_tcp4_sock). */
    public static final int RETRANSMISSION_TIMER = 1;

    /** {@link #timer} while no data waits and keepalive is on. */
    public static final int KEEPALIVE_TIMER = 2;

    /** {@link #timer} while the peer's window is closed and its kernel is probed. */
    public static final int WINDOW_PROBE_TIMER = 4;

    /** The kernel prints times in clock ticks of USER_HZ, 100 a second on all its platforms that run Java. */
    private static final int MILLIS_A_TICK = 10;

    private byte[] bytes;
    private int position;
    private int end;
    private int remoteAddress;

    private int localPort;
    private int remotePort;
    private long queuedBytes;
    private int timer;
    private long timerMillis;
    private int retransmits;
    private int probes;
    private long inode;
    private long rtoMillis;

    SocketRow() {}

    /**
     * Parses the row between two positions.
     *
     * @return false for a line that is no row, as the first one of each table
     */
    boolean parse(byte[] line, int from, int to) {
        bytes = line;
        position = from;
        end = to;
        skipWord();
        localPort = port();
        skipSpaces();
        remoteAddress = position;
        remotePort = port();
        skipWord();
        queuedBytes = number(16);
        skipWord();
        timer = (int) number(16);
        position++;
        timerMillis = number(16) * MILLIS_A_TICK;
        retransmits = (int) number(16);
        skipWord();
        probes = (int) number(10);
        skipSpaces();
        int begin = position;
        inode = number(10);
        boolean isRow = position > begin;
        skipWord();
        skipWord();
        rtoMillis = number(10) * MILLIS_A_TICK;
        return isRow;
    }

    private void skipSpaces() {
        while (position < end && bytes[position] == ' ') {
            position++;
        }
    }

    /** Skips spaces and what follows until the next space. */
    private void skipWord() {
        skipSpaces();
        while (position < end && bytes[position] != ' ') {
            position++;
        }
    }

    /** The port of an address such as 0100007F:1538. */
    private int port() {
        skipSpaces();
        while (position < end && bytes[position] != ':' && bytes[position] != ' ') {
            position++;
        }
        position++;
        return (int) number(16);
    }

    private long number(int radix) {
        skipSpaces();
        long number = 0;
        for (int digit = digit(radix); digit >= 0; digit = digit(radix)) {
            number = radix * number + digit;
            position++;
        }
        return number;
    }

    /** The digit at this position; -1 where there is none. */
    private int digit(int radix) {
        return position < end ? Character.digit(bytes[position], radix) : -1;
    }

    public int localPort() {
        return localPort;
    }

    public int remotePort() {
        return remotePort;
    }

    /** The remote address and port. Allocates. */
    InetSocketAddress remote() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address()), remotePort);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("an address of neither 4 nor 16 bytes", wrongLength);
        }
    }

    /** The kernel writes an address as groups of four bytes, each in this machine's byte order. */
    private byte[] address() {
        int colon = remoteAddress;
        while (bytes[colon] != ':') {
            colon++;
        }
        ByteBuffer address = ByteBuffer.allocate((colon - remoteAddress) / 2).order(ByteOrder.nativeOrder());
        position = remoteAddress;
        while (address.remaining() >= Integer.BYTES) {
            address.putInt(group());
        }
        return address.array();
    }

    private int group() {
        int group = 0;
        for (int i = 0; i < 2 * Integer.BYTES; i++) {
            group = group << 4 | digit(16);
            position++;
        }
        return group;
    }

    /** Bytes that have not been sent, or not been acknowledged. */
    public long queuedBytes() {
        return queuedBytes;
    }

    /** Which timer runs: 0 is none; for others see the constants. */
    public int timer() {
        return timer;
    }

    /** The time until the timer expires; 0 also where it has expired and the kernel has not acted on it yet. */
    public long timerMillis() {
        return timerMillis;
    }

    /** Retransmissions that are unacknowledged. */
    public int retransmits() {
        return retransmits;
    }

    /** Probes that are unanswered. */
    public int probes() {
        return probes;
    }

    /** 0 where no descriptor belongs to the socket any more. */
    public long inode() {
        return inode;
    }

    /** The retransmission timeout; 0 where the table does not list it. */
    public long rtoMillis() {
        return rtoMillis;
    }
}
