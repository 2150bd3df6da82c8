// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.proc;

import java.nio.charset.StandardCharsets;

/** Rows of the kernel's table for tests of other packages. */
public final class SocketRows {

    private SocketRows() {}

    /** The row of a connection with a send queue and a timer. */
    public static SocketRow of(long inode, long queuedBytes, int timer, long timerMillis) {
        return of(inode, queuedBytes, timer, timerMillis, 0);
    }

    /** The same with unanswered probes. */
    public static SocketRow of(long inode, long queuedBytes, int timer, long timerMillis, int probes) {
        byte[] line = String.format(
                        "   0: 0100000A:C822 0200000A:1538 01 %08X:00000000 %02X:%08X 00000000     0        %d %d 2 0 20 4 0 10",
                        queuedBytes, timer, timerMillis / 10, probes, inode)
                .getBytes(StandardCharsets.US_ASCII);
        SocketRow row = new SocketRow();
        row.parse(line, 0, line.length);
        return row;
    }
}
