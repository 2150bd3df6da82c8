package io.keepalive.compat.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * All the descriptors that its process may open, so that nobody else in it gets one. The numbers that are given back are
 * the lowest.
 */
final class Hoard {

    private final Deque<FileInputStream> taken = new ArrayDeque<>();

    Hoard() throws IOException {
        // What closing and throwing needs is loaded while it can be.
        take(0);
        giveBack();
    }

    /** Takes all but a few. Returns how many it has. */
    int take(int left) throws IOException {
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException nothingLeft) {
            for (int i = 0; i < left; i++) {
                taken.remove().close();
            }
            return taken.size();
        }
    }

    /** Returns how many it had. */
    int giveBack() throws IOException {
        int number = taken.size();
        while (!taken.isEmpty()) {
            taken.remove().close();
        }
        return number;
    }
}
