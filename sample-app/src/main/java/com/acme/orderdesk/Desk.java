// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The service itself: order port, board, and the connections to the ledger behind them. */
final class Desk implements Closeable {

    private final List<String> items;
    private final String ledgerHost;
    private final int ledgerPort;
    private final int pooled;
    private final LedgerPool pool;
    private LineServer orders;
    private Board board;

    Desk(List<String> items, String ledgerHost, int ledgerPort, int pooled) {
        this.items = items;
        this.ledgerHost = ledgerHost;
        this.ledgerPort = ledgerPort;
        this.pooled = pooled;
        this.pool = new LedgerPool(ledgerHost, ledgerPort);
    }

    /** Connects to the ledger, then opens both ports; 0 for any free one. */
    void open(int orderPort, int boardPort) throws IOException {
        board = new Board(boardPort);
        StockSheet sheet = new StockSheet(board::publish);
        orders = new LineServer("orders", orderPort, new OrderTalk(sheet, pool));
        pool.fill(pooled);
        for (String item : items) {
            Threads.daemon("feed-" + item, new LedgerFeed(item, ledgerHost, ledgerPort, sheet));
        }
        board.start();
        orders.start();
        Journal.note("desk open: orders on port " + orderPort() + ", board on port " + boardPort());
    }

    int orderPort() {
        return orders.port();
    }

    int boardPort() {
        return board.port();
    }

    @Override
    public void close() throws IOException {
        orders.close();
        board.close();
        pool.close();
    }
}
