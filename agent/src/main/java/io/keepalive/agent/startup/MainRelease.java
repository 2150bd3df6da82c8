package io.keepalive.agent.startup;

import io.keepalive.agent.config.source.StartKeysScan;
import io.keepalive.agent.runtime.HeldMain;

/**
 * Lets main go as soon as a first look at the configuration file shows that it need not wait, while the file is still
 * being read. On a thread of its own: where the file system does not answer, nobody else waits for it here.
 */
final class MainRelease implements Runnable {

    private final String file;
    private final HeldMain main;

    /** @param file the configuration, or null for none */
    MainRelease(String file, HeldMain main) {
        this.file = file;
        this.main = main;
    }

    @Override
    public void run() {
        try {
            if (!StartKeysScan.couldHoldMain(file)) {
                main.letGo();
            }
        } catch (RuntimeException | Error notSeen) {
            // Then the reading tells; or it has told, and the agent has ended and closed its jar.
        }
    }
}
