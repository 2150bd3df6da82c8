package io.keepalive.agent.file;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Whether this process can open anything at this moment: a process has RLIMIT_NOFILE descriptors (EMFILE), the system a
 * number of files (ENFILE) and of memory for them (ENOMEM). The JDK tells none of these from other reasons but in the
 * language of the C library, and of a folder that cannot be listed none at all; so it is tried.
 *
 * <p>What fails meanwhile says nothing of the file that was asked for, and nothing may be decided for good by it. Nor may
 * the agent be the one that has the JVM load a native library then: a class of the JDK whose initialisation fails is
 * lost to the application, too.
 *
 * <p>Costs system calls: for the agent's own threads. Safe on any of them.
 */
public final class SpareDescriptors {

    /** How long to wait before something is tried again that needs one, in milliseconds. */
    public static final long RETRY_MILLIS = 1_000;

    private static final String PROBE_FILE = "/dev/null";

    private SpareDescriptors() {}

    /** Whether there are two at least, which is what it takes to open a held file; true where that cannot be tried. */
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

    /** A device may be closed to this process for reasons of its own. */
    private static boolean canListRoot() {
        return new File("/").list() != null;
    }
}
