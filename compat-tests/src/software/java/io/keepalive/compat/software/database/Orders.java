// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What an application does with a connection: a transaction, and one that it rolls back. */
final class Orders {

    private Orders() {}

    /** Prints the number and the sum of the rows that it has inserted. */
    static void work(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE orders (id INT PRIMARY KEY, text VARCHAR(2000))");
            insert(connection, 200);
            connection.commit();
            statement.executeUpdate("UPDATE orders SET id = id + 1000");
            connection.rollback();
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*), SUM(id), SUM(LENGTH(text)) FROM orders")) {
                rows.next();
                System.out.println(rows.getLong(1) + " orders, " + rows.getLong(2) + ", " + rows.getLong(3) + " bytes");
            }
            statement.execute("DROP TABLE orders");
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private static void insert(Connection connection, int rows) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
            for (int i = 1; i <= rows; i++) {
                insert.setInt(1, i);
                insert.setString(2, text.append("an order ").toString());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
