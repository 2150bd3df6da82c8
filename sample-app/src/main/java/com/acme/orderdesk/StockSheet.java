// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The desk's copy of the stock, updated by the feeds. A line reads {@code STOCK bolt 97 live}, or {@code stale} when
 * the feed that brought it is lost.
 */
final class StockSheet {

    private final Map<String, String> lines = new ConcurrentHashMap<>();
    private final Consumer<String> onChange;

    /** @param onChange receives every new line */
    StockSheet(Consumer<String> onChange) {
        this.onChange = onChange;
    }

    /** Takes a line of the ledger: {@code STOCK bolt 97}. */
    void update(String item, String fromLedger) {
        put(item, fromLedger + " live");
    }

    /** Marks an item as stale, since its feed is lost. */
    void feedLost(String item) {
        String line = lines.get(item);
        if (line != null) {
            put(item, line.replace(" live", " stale"));
        }
    }

    String line(String item) {
        return lines.getOrDefault(item, "STOCK " + item + " unknown");
    }

    private void put(String item, String line) {
        lines.put(item, line);
        onChange.accept(line);
    }
}
