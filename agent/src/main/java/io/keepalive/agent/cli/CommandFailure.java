package io.keepalive.agent.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A command cannot do what it should; says why, in sentences for people. */
final class CommandFailure extends Exception {

    /** Something is wrong. */
    static final int ERROR = 2;

    /** The agent is not in that JVM. */
    static final int ABSENT = 3;

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;
    private final int status;

    CommandFailure(String line) {
        this(ERROR, Collections.singletonList(line));
    }

    CommandFailure(int status, List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.status = status;
        this.lines = Collections.unmodifiableList(new ArrayList<>(lines));
    }

    List<String> lines() {
        return lines;
    }

    int status() {
        return status;
    }
}
