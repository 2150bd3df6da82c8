// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.watch;

import io.keepalive.agent.proc.SocketRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A host with these rows in its table of TCP sockets. Every descriptor is the same socket. */
final class FakeTable extends HostNetworkState {

    final List<Long> readAt = new ArrayList<>();
    SocketRow[] rows = {};
    boolean hidden;
    long costMillis;
    long now;
    private long spentNanos;

    FakeTable() {
        super(null, null);
    }

    @Override
    long inode(int descriptor) {
        return LocalNetworkStateTest.INODE;
    }

    @Override
    long processorNanos() {
        return spentNanos;
    }

    @Override
    boolean forEachTcpSocket(Consumer<SocketRow> visitor) {
        readAt.add(now);
        spentNanos += costMillis * 1_000_000;
        for (SocketRow row : rows) {
            visitor.accept(row);
        }
        return !hidden;
    }
}
