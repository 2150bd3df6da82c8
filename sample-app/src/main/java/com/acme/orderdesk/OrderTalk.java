// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.io.IOException;

/** The requests of a till to the desk: {@code STOCK item}, {@code ORDER item quantity}. */
final class OrderTalk implements LineServer.Conversation {

    private final StockSheet sheet;
    private final LedgerPool ledger;

    OrderTalk(StockSheet sheet, LedgerPool ledger) {
        this.sheet = sheet;
        this.ledger = ledger;
    }

    @Override
    public void hold(LineChannel till) throws IOException {
        for (String line = till.read(); line != null; line = till.read()) {
            till.write(answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        if (words[0].equals("STOCK") && words.length == 2) {
            return sheet.line(words[1]);
        }
        if (words[0].equals("ORDER") && words.length == 3) {
            return order(words[1], words[2]);
        }
        return "WHAT";
    }

    private String order(String item, String quantity) {
        try {
            return ledger.ask("TAKE " + item + " " + quantity);
        } catch (IOException e) {
            Journal.note("order of " + quantity + " " + item + " failed: " + e.getMessage());
            return "REFUSED ledger unavailable";
        }
    }
}
