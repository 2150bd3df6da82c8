// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import com.zaxxer.hikari.HikariDataSource;
import io.keepalive.compat.software.Signals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.SynchronousQueue;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A pool of HikariCP, and beside it a connection on which a thread waits for PostgreSQL's notifications. */
public final class Listening {

    private static final SynchronousQueue<String> NOTIFICATIONS = new SynchronousQueue<>();

    private Listening() {}

    public static void main(String[] arguments) throws Exception {
        try (HikariDataSource pool = Hikari.open(arguments)) {
            Connection listening = DriverManager.getConnection(Url.of(arguments), Url.USER, Url.PASSWORD);
            try (Statement listen = listening.createStatement()) {
                listen.execute("LISTEN orders");
            }
            Thread reader = new Thread(() -> read(listening), "notifications");
            reader.setDaemon(true);
            reader.start();
            Pool.use(pool);
            notifyAndTake(pool);
            Signals.open();
            notifyAndTake(pool);
            Pool.use(pool);
        }
    }

    private static void read(Connection listening) {
        try {
            while (true) {
                for (PGNotification notification :
                        listening.unwrap(PGConnection.class).getNotifications(0)) {
                    NOTIFICATIONS.put(notification.getName() + " " + notification.getParameter());
                }
            }
        } catch (Exception ended) {
            System.out.println("reader ends: " + ended);
        }
    }

    private static void notifyAndTake(HikariDataSource pool) throws Exception {
        try (Connection connection = pool.getConnection();
                Statement notify = connection.createStatement()) {
            notify.execute("NOTIFY orders, 'arrived'");
        }
        System.out.println(NOTIFICATIONS.take());
    }
}
