// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The quantity of each item. Safe on any thread. */
final class StockBook {

    private final Map<String, Integer> quantities = new HashMap<>();

    StockBook(List<String> items, int openingStock) {
        for (String item : items) {
            quantities.put(item, openingStock);
        }
    }

    /** Removes that many, or none if there are not enough. */
    synchronized boolean take(String item, int quantity) {
        int left = quantity(item) - quantity;
        if (quantity < 1 || left < 0) {
            return false;
        }
        quantities.put(item, left);
        return true;
    }

    /** The remaining quantity; 0 for an unknown item. */
    synchronized int quantity(String item) {
        return quantities.getOrDefault(item, 0);
    }
}
