// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Connections to the ledger, opened in advance so that no order waits for one. Between two orders no thread reads from
 * them.
 */
final class LedgerPool implements Closeable {

    private final String host;
    private final int port;
    private final BlockingQueue<LineChannel> idle = new LinkedBlockingQueue<>();

    LedgerPool(String host, int port) {
        this.host = host;
        this.port = port;
    }

    void fill(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            idle.add(LineChannel.connect(host, port));
        }
    }

    /** Asks the ledger on a pooled connection, and opens one more when all are busy. */
    String ask(String question) throws IOException {
        LineChannel ledger = borrow();
        try {
            String answer = ledger.ask(question);
            idle.add(ledger);
            return answer;
        } catch (IOException e) {
            ledger.close();
            throw e;
        }
    }

    private LineChannel borrow() throws IOException {
        LineChannel pooled = idle.poll();
        return pooled == null ? LineChannel.connect(host, port) : pooled;
    }

    @Override
    public void close() throws IOException {
        for (LineChannel ledger = idle.poll(); ledger != null; ledger = idle.poll()) {
            ledger.close();
        }
    }
}
