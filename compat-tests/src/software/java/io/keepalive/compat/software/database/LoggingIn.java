// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.software.database;

import io.keepalive.compat.software.Signals;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;

/** A connection whose driver waits for the database's first answer. */
public final class LoggingIn {

    private LoggingIn() {}

    public static void main(String[] arguments) throws Exception {
        Driver driver = DriverManager.getDriver(Url.of(arguments));
        System.out.println(driver.getMajorVersion() + "." + driver.getMinorVersion());
        Thread waiting = new Thread(() -> connect(arguments), "login");
        waiting.setDaemon(true);
        waiting.start();
        while (!reads(waiting)) {
            Thread.sleep(100);
        }
        Thread.sleep(500); // until the peer's kernel has acknowledged what was sent
        Signals.open();
        System.out.println(waiting.isAlive() ? "no answer" : "an answer");
    }

    private static boolean reads(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .anyMatch(call -> call.matches("(java.net|sun.nio.ch)[.].*[.]read|sun.nio.ch.PendingFuture.get"));
    }

    private static void connect(String[] arguments) {
        try {
            DriverManager.getConnection(Url.of(arguments), Url.USER, Url.PASSWORD);
        } catch (SQLException failed) {
            System.out.println(failed.getMessage());
        }
    }
}
