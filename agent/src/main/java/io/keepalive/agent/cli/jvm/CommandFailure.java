package io.keepalive.agent.cli.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A command cannot do what it should; says why, in sentences for people. */
public final class CommandFailure extends Exception {

    /** Something is wrong. */
    public static final int ERROR = 2;

    /** The agent is not in that JVM. */
    public static final int ABSENT = 3;

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;
    private final int status;

    public CommandFailure(String line) {
        this(ERROR, Collections.singletonList(line));
    }

    public CommandFailure(int status, List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.status = status;
        this.lines = Collections.unmodifiableList(new ArrayList<>(lines));
    }

    /** The process with this id is no more. */
    public static CommandFailure ended(long pid) {
        return new CommandFailure("process " + pid + " has ended");
    }

    /** The JVM with this process id refuses agents while it runs. */
    public static CommandFailure takesNoAgents(long pid) {
        return new CommandFailure("process " + pid
                + " was started with -XX:-EnableDynamicAgentLoading and takes no agent while it runs;"
                + " give it -javaagent at its next start");
    }

    public List<String> lines() {
        return lines;
    }

    public int status() {
        return status;
    }
}
