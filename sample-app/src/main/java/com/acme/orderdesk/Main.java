// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Starts one of the programs: the ledger, the desk, or a till. */
public final class Main {

    /** The traded goods. */
    static final List<String> ITEMS = Arrays.asList("bolt", "nut");

    private static final int OPENING_STOCK = 100;
    private static final int POOLED_CONNECTIONS = 3;

    private Main() {}

    /** @param args the name of the program and its arguments; see {@link #usage()} */
    public static void main(String[] args) throws IOException, InterruptedException {
        String program = args.length == 0 ? "" : args[0];
        if (program.equals("ledger") && args.length == 2) {
            new Ledger(new StockBook(ITEMS, OPENING_STOCK), port(args[1])).start();
        } else if (program.equals("desk") && args.length == 5) {
            new Desk(ITEMS, args[3], port(args[4]), POOLED_CONNECTIONS).open(port(args[1]), port(args[2]));
        } else if (program.equals("till") && args.length == 4) {
            new Till(args[1], port(args[2]), port(args[3])).run();
        } else {
            usage();
        }
    }

    private static int port(String text) {
        return Integer.parseInt(text);
    }

    private static void usage() {
        System.err.println("ledger PORT");
        System.err.println("desk ORDER-PORT BOARD-PORT LEDGER-HOST LEDGER-PORT");
        System.err.println("till DESK-HOST ORDER-PORT BOARD-PORT");
    }
}
