package io.keepalive.agent.startup;

import io.keepalive.agent.config.source.StartKeysScan;
import io.keepalive.agent.runtime.HeldMain;

/**
 * Releases main as soon as a quick scan of the configuration file shows that it need not wait, while the file is still
 * being read. Runs on its own thread, so that only this thread waits for a file system that does not answer.
 */
final class MainRelease implements Runnable {

    private final String file;
    private final HeldMain main;

    /** @param file the configuration file, or null */
    MainRelease(String file, HeldMain main) {
        this.file = file;
        this.main = main;
    }

    @Override
    public void run() {
        try {
            if (!StartKeysScan.couldHoldMain(file)) {
                main.release();
            }
        } catch (RuntimeException | Error scanFailed) {
            // The reading of the file releases main; or it has, and the agent has ended and closed its jar.
        }
    }
}
