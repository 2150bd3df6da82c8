package com.acme.orderdesk;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The desk's own copy of the stock, kept up to date by the feeds. A line reads {@code STOCK bolt 97 live}, or
 * {@code stale} once the feed that brought it is lost.
 */
final class StockSheet {

    private final Map<String, String> lines = new ConcurrentHashMap<>();
    private final Consumer<String> onChange;

    /** @param onChange is told every new line */
    StockSheet(Consumer<String> onChange) {
        this.onChange = onChange;
    }

    /** Takes over what the ledger said: {@code STOCK bolt 97}. */
    void update(String item, String fromLedger) {
        put(item, fromLedger + " live");
    }

    /** Nobody brings news of this item any more. */
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
