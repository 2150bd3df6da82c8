// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file {@code status} of a process, see proc_pid_status(5). The kernel writes it, so no user can forge it. Pure.
 */
public final class ProcessStatus {

    /** Bit 2 of a mask of signals, whose lowest bit is signal 1: signal(7). */
    private static final long SIGQUIT = 1L << 2;

    private final Map<String, String> fields = new HashMap<>();

    private ProcessStatus() {}

    static ProcessStatus parse(String text) {
        ProcessStatus status = new ProcessStatus();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                status.fields.put(
                        line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }
        return status;
    }

    /** The effective user id. */
    public int uid() {
        return effective("Uid");
    }

    /** The effective group id. */
    public int gid() {
        return effective("Gid");
    }

    /** The second of the real, effective, saved and file-system ids. */
    private int effective(String name) {
        return Integer.parseInt(values(name).get(1));
    }

    /** The supplementary groups. */
    public List<String> groups() {
        return values("Groups");
    }

    /** Whether the group is its effective group or a supplementary one. */
    boolean hasGroup(int group) {
        return group == gid() || groups().contains(String.valueOf(group));
    }

    /** The permitted capabilities, one bit for each number in linux/capability.h. */
    public long capabilities() {
        return Long.parseUnsignedLong(fields.getOrDefault("CapPrm", "0"), 16);
    }

    /** The process id in its innermost namespace; on kernels before 4.1, in the outermost. */
    long namespacePid() {
        List<String> numbers = values(fields.containsKey("NSpid") ? "NSpid" : "Pid");
        return Long.parseLong(numbers.get(numbers.size() - 1));
    }

    /** Whether it is a zombie, or dead. */
    boolean hasEnded() {
        return state() == 'Z' || state() == 'X';
    }

    /** Whether a signal or a debugger has stopped it. */
    boolean isStopped() {
        return state() == 'T' || state() == 't';
    }

    private char state() {
        return fields.getOrDefault("State", "?").charAt(0);
    }

    /**
     * Whether it has a handler for SIGQUIT, by which the attach API wakes a JVM. Without one, the signal terminates it.
     */
    boolean handlesSigquit() {
        String caught = fields.getOrDefault("SigCgt", "");
        return caught.isEmpty() || (Long.parseUnsignedLong(caught, 16) & SIGQUIT) != 0;
    }

    private List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (String value : fields.getOrDefault(name, "").split("\\s+")) {
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }
}
