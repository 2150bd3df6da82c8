// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ledger, desk and callers in one process, over loopback. */
class OrderDeskTest {

    private static final String HERE = "127.0.0.1";
    private static final Duration AMPLE = Duration.ofSeconds(60);

    private final StockBook book = new StockBook(Main.ITEMS, 100);
    private Ledger ledger;
    private Desk desk;

    @BeforeEach
    void open() throws IOException {
        ledger = new Ledger(book, 0);
        ledger.start();
        desk = new Desk(Main.ITEMS, HERE, ledger.port(), 2);
        desk.open(0, 0);
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
        ledger.close();
    }

    @Test
    void anOrderTakesFromTheLedgersStock() throws IOException {
        assertThat(ask("ORDER bolt 3")).isEqualTo("TAKEN");
        assertThat(book.quantity("bolt")).isEqualTo(97);
    }

    @Test
    void anOrderOfMoreThanThereIsIsRefused() throws IOException {
        assertThat(ask("ORDER bolt 101")).isEqualTo("REFUSED not enough");
    }

    @Test
    void nonsenseIsAnsweredAndTheDeskGoesOn() throws IOException {
        assertThat(ask("ORDER bolt many")).isEqualTo("WHAT");
        assertThat(ask("HELLO")).isEqualTo("WHAT");
        assertThat(ask("ORDER nut 1")).isEqualTo("TAKEN");
    }

    @Test
    void theBoardShowsWhatAnOrderLeft() throws IOException {
        try (LineChannel board = LineChannel.connect(HERE, desk.boardPort())) {
            orderOnceWatched(board);
            assertTimeoutPreemptively(AMPLE, () -> awaitLine(board, "STOCK bolt 97 live"));
        }
    }

    /** The board accepts a watcher when its thread runs, and does not repeat earlier lines. */
    private void orderOnceWatched(LineChannel board) throws IOException {
        Thread others = new Thread(this::orderNutsUntilStopped);
        others.start();
        assertTimeoutPreemptively(AMPLE, () -> assertThat(board.read()).startsWith("STOCK"));
        others.interrupt();
        assertThat(ask("ORDER bolt 3")).isEqualTo("TAKEN");
    }

    private void orderNutsUntilStopped() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ask("ORDER nut 1");
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitLine(LineChannel channel, String wanted) throws IOException {
        String line = channel.read();
        while (!wanted.equals(line)) {
            assertThat(line).as("before " + wanted).isNotNull();
            line = channel.read();
        }
    }

    private String ask(String question) throws IOException {
        return ask(desk, question);
    }

    private static String ask(Desk desk, String question) throws IOException {
        try (LineChannel caller = LineChannel.connect(HERE, desk.orderPort())) {
            return caller.ask(question);
        }
    }

    @Test
    void whatAFeedBroughtIsStaleOnceTheLedgerHasClosedIt() throws IOException {
        try (ServerSocket shortLived = new ServerSocket(0, 5, InetAddress.getByName(HERE));
                Desk other = new Desk(Main.ITEMS.subList(0, 1), HERE, shortLived.getLocalPort(), 0)) {
            other.open(0, 0);
            try (Socket feed = shortLived.accept();
                    LineChannel line = new LineChannel(feed)) {
                assertThat(line.read()).isEqualTo("FOLLOW bolt");
                line.write("STOCK bolt 7");
                awaitStock(other, "STOCK bolt 7 live");
            }
            awaitStock(other, "STOCK bolt 7 stale");
        }
    }

    private static void awaitStock(Desk desk, String wanted) {
        assertTimeoutPreemptively(AMPLE, () -> {
            while (!ask(desk, "STOCK bolt").equals(wanted)) {
                Thread.sleep(20);
            }
        });
    }
}
