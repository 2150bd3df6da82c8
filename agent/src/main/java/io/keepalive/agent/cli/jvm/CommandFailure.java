// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The failure of a command, with its reasons as sentences for people. */
public final class CommandFailure extends Exception {

    /** Exit status: an error. */
    public static final int ERROR = 2;

    /** Exit status: the agent is not in that JVM. */
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

    /** The process has ended. */
    public static CommandFailure ended(long pid) {
        return new CommandFailure("process " + pid + " has ended");
    }

    /** The JVM accepts no agents while it runs. */
    public static CommandFailure agentLoadingDisabled(long pid) {
        return new CommandFailure("process " + pid
                + " was started with -XX:-EnableDynamicAgentLoading and accepts no agent while it runs;"
                + " restart it with -javaagent instead");
    }

    public List<String> lines() {
        return lines;
    }

    public int status() {
        return status;
    }
}
