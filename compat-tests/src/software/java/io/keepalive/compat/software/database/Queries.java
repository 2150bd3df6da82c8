package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Two connections of a driver to a database that knows one answer. */
public final class Queries {

    private Queries() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection first = DriverManager.getConnection(Url.of(arguments), Url.USER, Url.PASSWORD);
                Connection second = DriverManager.getConnection(Url.of(arguments), Url.USER, Url.PASSWORD)) {
            query(first);
            query(second);
            Signals.open();
            query(first);
            query(second);
        }
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            row.next();
            System.out.println(row.getInt(1));
        }
    }
}
