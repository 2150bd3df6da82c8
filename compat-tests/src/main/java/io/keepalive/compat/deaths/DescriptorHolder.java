// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import io.keepalive.compat.application.Daemon;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes all descriptors that the process may open, and those that other code closes meanwhile, so that no other code
 * gets one.
 */
final class DescriptorHolder {

    private static final int POLL_MILLIS = 2;

    private final Deque<FileInputStream> taken = new ArrayDeque<>();
    private boolean takesAll;

    DescriptorHolder() throws IOException {
        Daemon.start("hoard", this::takeWhatComes);
        // Loads the classes that closing and throwing need, while files can still be opened.
        takeAll();
        giveBack();
    }

    /** Takes all and returns how many there are. */
    synchronized int takeAll() {
        takesAll = true;
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException nothingLeft) {
            return taken.size();
        }
    }

    /** Releases all and returns how many there were. */
    synchronized int giveBack() throws IOException {
        takesAll = false;
        int number = taken.size();
        while (!taken.isEmpty()) {
            taken.remove().close();
        }
        return number;
    }

    private void takeWhatComes() throws InterruptedException {
        while (true) {
            Thread.sleep(POLL_MILLIS);
            takeMore();
        }
    }

    private synchronized void takeMore() {
        if (takesAll) {
            takeAll();
        }
    }
}
