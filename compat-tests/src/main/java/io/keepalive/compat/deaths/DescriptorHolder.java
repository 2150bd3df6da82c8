package io.keepalive.compat.deaths;

import io.keepalive.compat.application.Daemon;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** All the descriptors that its process may open, and those that others close meanwhile: nobody else in it gets one. */
final class DescriptorHolder {

    private static final int LOOK_PAUSE_MILLIS = 2;

    private final Deque<FileInputStream> taken = new ArrayDeque<>();
    private boolean greedy;

    DescriptorHolder() throws IOException {
        Daemon.start("hoard", this::takeWhatComes);
        // What closing and throwing needs is loaded while it can be.
        takeAll();
        giveBack();
    }

    /** Takes all. Returns how many it has. */
    synchronized int takeAll() {
        greedy = true;
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException nothingLeft) {
            return taken.size();
        }
    }

    /** Returns how many it had. */
    synchronized int giveBack() throws IOException {
        greedy = false;
        int number = taken.size();
        while (!taken.isEmpty()) {
            taken.remove().close();
        }
        return number;
    }

    private void takeWhatComes() throws InterruptedException {
        while (true) {
            Thread.sleep(LOOK_PAUSE_MILLIS);
            takeMore();
        }
    }

    private synchronized void takeMore() {
        if (greedy) {
            takeAll();
        }
    }
}
