package io.keepalive.agent.cli.jvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the kernel says of a process in its own words, {@code status} of proc_pid_status(5): no user can forge it. Pure. */
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

    /** The user whose rights it has. */
    public int uid() {
        return effective("Uid");
    }

    /** The group whose rights it has. */
    public int gid() {
        return effective("Gid");
    }

    /** Of the real, effective, saved and file-system one. */
    private int effective(String name) {
        return Integer.parseInt(words(name).get(1));
    }

    /** Its other groups. */
    public List<String> groups() {
        return words("Groups");
    }

    /** Its own number in the innermost namespace that it is in; on kernels before 4.1, the outermost one's. */
    long ownPid() {
        List<String> numbers = words(fields.containsKey("NSpid") ? "NSpid" : "Pid");
        return Long.parseLong(numbers.get(numbers.size() - 1));
    }

    /** A zombie, or dead. */
    boolean hasEnded() {
        return state() == 'Z' || state() == 'X';
    }

    /** By a signal or a debugger. */
    boolean isStopped() {
        return state() == 'T' || state() == 't';
    }

    private char state() {
        return fields.getOrDefault("State", "?").charAt(0);
    }

    /** Whether it has a handler for the signal by which one attaches; otherwise that signal ends it. */
    boolean catchesQuit() {
        String caught = fields.getOrDefault("SigCgt", "");
        return caught.isEmpty() || (Long.parseUnsignedLong(caught, 16) & SIGQUIT) != 0;
    }

    private List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String word : fields.getOrDefault(name, "").split("\\s+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
