// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.application;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * An application server with its own log manager, which only works if nothing uses java.util.logging before main has
 * prepared it. The property own.delay.seconds delays that. The manager is chosen by -Djava.util.logging.manager or,
 * without that, by main.
 */
public final class OwnLogManager {

    private static volatile boolean tooEarly;

    private OwnLogManager() {}

    /** Created by the JDK when java.util.logging is first used. */
    public static final class Manager extends LogManager {

        public Manager() {
            tooEarly |= !Boolean.getBoolean("own.ready");
        }
    }

    public static void main(String[] arguments) throws Exception {
        Thread.sleep(1000L * Integer.getInteger("own.delay.seconds", 0));
        System.setProperty("own.ready", "true");
        System.setProperty("java.util.logging.manager", Manager.class.getName());
        Logger.getLogger("application").fine("wakes the log manager");
        System.out.println(
                "log manager " + LogManager.getLogManager().getClass().getName() + " asked too early " + tooEarly);
        PlainApplication.useConnectionAndExit();
    }
}
