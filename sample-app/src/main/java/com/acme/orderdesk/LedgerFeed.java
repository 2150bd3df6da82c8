// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Follows one item: waits in read for updates from the ledger, for hours if there are none. */
final class LedgerFeed implements Runnable {

    private static final long RETRY_SECONDS = 60;

    private final String item;
    private final String host;
    private final int port;
    private final StockSheet sheet;

    LedgerFeed(String item, String host, int port, StockSheet sheet) {
        this.item = item;
        this.host = host;
        this.port = port;
        this.sheet = sheet;
    }

    @Override
    public void run() {
        try {
            while (true) {
                follow();
                TimeUnit.SECONDS.sleep(RETRY_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (LineChannel ledger = LineChannel.connect(host, port)) {
            ledger.write("FOLLOW " + item);
            for (String line = ledger.read(); line != null; line = ledger.read()) {
                sheet.update(item, line);
            }
            lost("closed by the ledger");
        } catch (IOException e) {
            lost(e.getMessage());
        }
    }

    private void lost(String why) {
        Journal.note("feed of " + item + " lost: " + why + "; next try in " + RETRY_SECONDS + " s");
        sheet.feedLost(item);
    }
}
