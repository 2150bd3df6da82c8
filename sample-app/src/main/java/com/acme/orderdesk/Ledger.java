// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps the stock. A caller takes goods by {@code TAKE item quantity}. After {@code FOLLOW item} it receives {@code
 * STOCK item quantity} at once and on every change.
 */
final class Ledger implements Closeable {

    private final StockBook book;
    private final Map<String, List<LineChannel>> followers = new ConcurrentHashMap<>();
    private final LineServer server;

    Ledger(StockBook book, int port) throws IOException {
        this.book = book;
        this.server = new LineServer("ledger", port, this::answer);
    }

    int port() {
        return server.port();
    }

    void start() {
        server.start();
        Journal.note("ledger open on port " + port());
    }

    private void answer(LineChannel caller) throws IOException {
        try {
            for (String line = caller.read(); line != null; line = caller.read()) {
                answer(caller, line);
            }
        } finally {
            followers.values().forEach(list -> list.remove(caller));
        }
    }

    private void answer(LineChannel caller, String line) throws IOException {
        String[] words = line.split(" ");
        if (line.matches("TAKE \\w+ \\d{1,6}")) {
            caller.write(take(words[1], Integer.parseInt(words[2])) ? "TAKEN" : "REFUSED not enough");
        } else if (line.matches("FOLLOW \\w+")) {
            followersOf(words[1]).add(caller);
            caller.write(stock(words[1]));
        } else {
            caller.write("WHAT");
        }
    }

    private boolean take(String item, int quantity) {
        boolean taken = book.take(item, quantity);
        if (taken) {
            Journal.note("took " + quantity + " " + item + ", " + book.quantity(item) + " left");
            tellFollowers(item);
        }
        return taken;
    }

    private void tellFollowers(String item) {
        for (LineChannel follower : followersOf(item)) {
            try {
                follower.write(stock(item));
            } catch (IOException e) {
                followersOf(item).remove(follower);
            }
        }
    }

    private List<LineChannel> followersOf(String item) {
        return followers.computeIfAbsent(item, any -> new CopyOnWriteArrayList<>());
    }

    private String stock(String item) {
        return "STOCK " + item + " " + book.quantity(item);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
