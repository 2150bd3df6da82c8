// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.process;

import io.keepalive.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The state of a process, a letter of proc_pid_stat(5). */
public final class ProcessState {

    private ProcessState() {}

    /** Waits until the process is in this state, such as Z or T. */
    public static void await(String pid, char state) {
        if (!Await.until(() -> of(pid) == state)) {
            throw new AssertionError("process " + pid + " is in state " + of(pid) + ", not " + state);
        }
    }

    private static char of(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return '?';
        }
    }
}
