// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Two connections of a driver, and the query that is the fourth argument. */
public final class Queries {

    private Queries() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection first = DriverManager.getConnection(Url.of(arguments), Url.USER, Url.PASSWORD);
                Connection second = DriverManager.getConnection(Url.of(arguments), Url.USER, Url.PASSWORD)) {
            query(first, arguments[3]);
            query(second, arguments[3]);
            Signals.open();
            query(first, arguments[3]);
            query(second, arguments[3]);
        }
    }

    private static void query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            System.out.println(row.getInt(1));
        }
    }
}
