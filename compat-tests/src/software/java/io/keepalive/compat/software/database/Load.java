// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import com.zaxxer.hikari.HikariDataSource;
import io.keepalive.compat.software.Signals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A pool of HikariCP whose connections are all in use all the time, with much that they write. */
public final class Load {

    private static final CountDownLatch WORKING = new CountDownLatch(Pool.SIZE);
    private static volatile boolean ending;

    private Load() {}

    public static void main(String[] arguments) throws Exception {
        try (HikariDataSource pool = Hikari.open(arguments)) {
            Pool.use(pool);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < Pool.SIZE; i++) {
                threads.add(new Thread(() -> write(pool), "worker " + i));
            }
            threads.forEach(Thread::start);
            WORKING.await();
            Signals.open();
            ending = true;
            for (Thread thread : threads) {
                thread.join();
            }
            Pool.use(pool);
        }
    }

    private static void write(HikariDataSource pool) {
        char[] text = new char[1_000_000];
        Arrays.fill(text, 'x');
        try (Connection connection = pool.getConnection();
                PreparedStatement measure = connection.prepareStatement("SELECT LENGTH(?)")) {
            measure.setString(1, new String(text));
            do {
                try (ResultSet length = measure.executeQuery()) {
                    length.next();
                    WORKING.countDown();
                }
            } while (!ending);
        } catch (Exception failed) {
            System.out.println(failed.getMessage());
        }
    }
}
