// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A shop's till: orders some of each item once, then asks for the stock repeatedly, and follows the board. */
final class Till {

    private static final String ITEM = "bolt";

    private final String host;
    private final int orderPort;
    private final int boardPort;

    Till(String host, int orderPort, int boardPort) {
        this.host = host;
        this.orderPort = orderPort;
        this.boardPort = boardPort;
    }

    /** Runs until the desk disconnects. */
    void run() throws IOException, InterruptedException {
        Threads.daemon("board", this::followBoard);
        try (LineChannel desk = LineChannel.connect(host, orderPort)) {
            for (String item : Main.ITEMS) {
                Journal.note("ORDER " + item + " 3: " + desk.ask("ORDER " + item + " 3"));
            }
            while (true) {
                Journal.note("desk: " + desk.ask("STOCK " + ITEM));
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private void followBoard() {
        try (LineChannel board = LineChannel.connect(host, boardPort)) {
            for (String line = board.read(); line != null; line = board.read()) {
                Journal.note("board: " + line);
            }
        } catch (IOException e) {
            Journal.note("board lost: " + e.getMessage());
        }
    }
}
