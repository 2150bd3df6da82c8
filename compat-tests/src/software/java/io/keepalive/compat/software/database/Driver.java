// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import java.sql.Connection;
import java.sql.DriverManager;

/** Two connections of a driver, without a pool. */
public final class Driver {

    private Driver() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection first = DriverManager.getConnection(Url.of(arguments), Url.USER, Url.PASSWORD);
                Connection second = DriverManager.getConnection(Url.of(arguments), Url.USER, Url.PASSWORD)) {
            Orders.work(first);
            Orders.work(second);
            Signals.open();
            Orders.work(first);
            Orders.work(second);
        }
    }
}
