// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Searches the text of the configuration file for keys that can make the application's main wait. Most files have none
 * of them, and then main does not have to wait until the agent's classes are loaded and the file is parsed. Runs on its
 * own thread, so that only this thread waits for a file system that does not answer.
 */
public final class StartKeysScan implements Runnable {

    /**
     * The keys that can make main wait, see {@code SeenOpening} and {@code StartOrder}. YAML can spell them in another
     * way only with a backslash (YAML 1.2.2, section 5.7). Text that is not UTF-8 is an error wherever it is read.
     */
    private static final String[] WAIT_KEYS = {"start", "remote", "precedence", "stack-traces", "adopt", "\\"};

    /** A larger file is an error wherever it is read. */
    private static final int MAX_BYTES = 1 << 20;

    private final String path;
    private final HeldMain main;

    /**
     * @param path the configuration file, or null
     * @param main is released if it need not wait
     */
    StartKeysScan(String path, HeldMain main) {
        this.path = path;
        this.main = main;
    }

    @Override
    public void run() {
        try {
            if (!couldHoldMain(path)) {
                main.release();
            }
        } catch (RuntimeException | Error scanFailed) {
            // The reading of the file releases main.
        }
    }

    /**
     * Whether main may have to wait; false also where the file cannot be read. The file I/O may never end: call it on a
     * thread of its own.
     *
     * @param path the file, or null for none
     */
    public static boolean couldHoldMain(String path) {
        String text = path == null ? "" : text(new File(path));
        for (String key : WAIT_KEYS) {
            if (text.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** Checks the kind of the file first: opening a named pipe blocks until a writer opens it. */
    private static String text(File file) {
        long length = file.length();
        if (!file.isFile() || length > MAX_BYTES) {
            return "";
        }
        byte[] bytes = new byte[(int) length];
        try (InputStream in = new FileInputStream(file)) {
            int read = 0;
            for (int more = 0; more >= 0 && read < bytes.length; read += Math.max(more, 0)) {
                more = in.read(bytes, read, bytes.length - read);
            }
            return new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
