// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.busy;

import io.keepalive.compat.application.Daemon;
import io.keepalive.compat.application.StandardInput;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A client library in use all the time. Arguments: lettuce or postgresql, then {@code HOST PORT} of a server and of its
 * replica. Opens a connection to the server on the first line of standard input and repeats a command; when one fails,
 * continues with the replica. Prints {@code served by server}, {@code failed: FAILURE} and {@code served by replica}.
 */
public final class LibraryLoad {

    private static final int PAUSE_MILLIS = 10;
    /** Longer than any test waits, so that the library itself does not end the wait for an answer. */
    private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(10);

    private LibraryLoad() {}

    /** One connection of the library. */
    private interface Session extends Closeable {

        /** Sends one command and waits for the answer. */
        void repeat() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        StandardInput.nextLine();
        Daemon.start("load", () -> {
            load("server", open(arguments[0], arguments[1], arguments[2]));
            load("replica", open(arguments[0], arguments[3], arguments[4]));
        });
        StandardInput.untilItsEnd();
        System.exit(0);
    }

    private static void load(String role, Session session) throws IOException, InterruptedException {
        try {
            session.repeat();
            System.out.println("served by " + role);
            while (true) {
                session.repeat();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException ended) {
            throw ended;
        } catch (Exception failure) {
            System.out.println("failed: " + failure);
        }
        session.close();
    }

    private static Session open(String library, String host, String port) throws SQLException {
        return library.equals("lettuce") ? new Lettuce(host, Integer.parseInt(port)) : new Postgresql(host, port);
    }

    private static final class Lettuce implements Session {

        private final RedisClient client;
        private final RedisCommands<String, String> commands;

        Lettuce(String host, int port) {
            client = RedisClient.create(RedisURI.create(host, port));
            client.setOptions(
                    io.lettuce.core.ClientOptions.builder().autoReconnect(false).build());
            StatefulRedisConnection<String, String> connection = client.connect();
            connection.setTimeout(COMMAND_TIMEOUT);
            commands = connection.sync();
        }

        @Override
        public void repeat() {
            commands.ping();
        }

        @Override
        public void close() {
            client.shutdown();
        }
    }

    private static final class Postgresql implements Session {

        private final Connection connection;

        Postgresql(String host, String port) throws SQLException {
            String url = "jdbc:postgresql://" + host + ":" + port + "/legacy?sslmode=disable";
            connection = DriverManager.getConnection(url, "legacy", "secret");
        }

        @Override
        public void repeat() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET search_path TO legacy");
            }
        }

        @Override
        public void close() throws IOException {
            try {
                connection.close();
            } catch (SQLException broken) {
                throw new IOException(broken);
            }
        }
    }
}
