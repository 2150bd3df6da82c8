package io.keepalive.agent.entry;

import io.keepalive.agent.config.FirstLook;
import io.keepalive.agent.loop.HeldMain;

/**
 * Lets main go as soon as a first look at the configuration file shows that it need not wait, while the file is still
 * being read. On a thread of its own: where the file system does not answer, nobody else waits for it here.
 */
final class Glance implements Runnable {

    private final String file;
    private final HeldMain main;

    /** @param file the configuration, or null for none */
    Glance(String file, HeldMain main) {
        this.file = file;
        this.main = main;
    }

    @Override
    public void run() {
        try {
            if (!FirstLook.couldHoldMain(file)) {
                main.letGo();
            }
        } catch (RuntimeException | Error notSeen) {
            // Then the reading tells; or it has told, and the agent has ended and closed its jar.
        }
    }
}
