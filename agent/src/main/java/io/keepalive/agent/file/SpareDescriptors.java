// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.file;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Whether this process can open a file at this moment. The limits are RLIMIT_NOFILE of the process (EMFILE), the
 * system's number of files (ENFILE) and the memory for them (ENOMEM). The JDK names these reasons only in the message
 * of the C library, in its locale, and gives no reason at all for a folder that it cannot list; so this class tries to
 * open one.
 *
 * <p>A failure in this state says nothing about the file in question, so no final decision may follow from it. The
 * agent must also not make the JVM load a native library in this state: a JDK class whose initialisation fails becomes
 * unusable for the application too.
 *
 * <p>Makes system calls: for the agent's own threads. Safe on any of them.
 */
public final class SpareDescriptors {

    /** The delay before a step that failed for lack of a descriptor is tried again, in milliseconds. */
    public static final long RETRY_MILLIS = 1_000;

    private static final String PROBE_FILE = "/dev/null";

    private SpareDescriptors() {}

    /**
     * Whether at least two descriptors are free, as many as opening a held file needs; true where that cannot be
     * tested.
     */
    public static boolean areAvailable() {
        try {
            return !new File(PROBE_FILE).exists() || canOpenTwo() || canListRoot();
        } catch (SecurityException notAllowed) {
            return true;
        }
    }

    private static boolean canOpenTwo() {
        try (FileInputStream one = new FileInputStream(PROBE_FILE);
                FileInputStream another = new FileInputStream(PROBE_FILE)) {
            return one != another;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Access to the device itself may be denied to this process. */
    private static boolean canListRoot() {
        return new File("/").list() != null;
    }
}
