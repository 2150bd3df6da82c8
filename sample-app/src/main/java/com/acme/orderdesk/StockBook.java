package com.acme.orderdesk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much of each item there is. Safe on any thread. */
final class StockBook {

    private final Map<String, Integer> quantities = new HashMap<>();

    StockBook(List<String> items, int openingStock) {
        for (String item : items) {
            quantities.put(item, openingStock);
        }
    }

    /** Takes that many out, or nothing when there are not enough. */
    synchronized boolean take(String item, int quantity) {
        int left = quantity(item) - quantity;
        if (quantity < 1 || left < 0) {
            return false;
        }
        quantities.put(item, left);
        return true;
    }

    /** What is left; 0 for an item that is not kept. */
    synchronized int quantity(String item) {
        return quantities.getOrDefault(item, 0);
    }
}
