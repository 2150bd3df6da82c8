package io.keepalive.compat.host;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * An application server's log manager: chosen with -Djava.util.logging.manager, and only good if nobody has touched
 * java.util.logging before main set things up.
 */
public final class OwnLogManager extends LogManager {

    private static volatile boolean tooEarly;

    public OwnLogManager() {
        tooEarly |= !Boolean.getBoolean("own.ready");
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("own.ready", "true");
        Logger.getLogger("application").fine("wakes the log manager");
        System.out.println(
                "log manager " + LogManager.getLogManager().getClass().getName() + " asked too early " + tooEarly);
        PlainApplication.useConnectionAndExit();
    }
}
