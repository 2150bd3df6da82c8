package io.keepalive.agent.management;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What came of reading the configuration again. Immutable. */
public final class ReloadOutcome {

    private final List<String> mistakes;
    private final List<String> warnings;
    private final int connections;

    private ReloadOutcome(List<String> mistakes, List<String> warnings, int connections) {
        this.mistakes = Collections.unmodifiableList(new ArrayList<>(mistakes));
        this.warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
        this.connections = connections;
    }

    /**
     * It is in force.
     *
     * @param warnings what is allowed in it and deserves a second look
     * @param connections how many were open
     */
    public static ReloadOutcome accepted(List<String> warnings, int connections) {
        return new ReloadOutcome(Collections.emptyList(), warnings, connections);
    }

    /** It is wrong, and the one before it stays in force. */
    public static ReloadOutcome rejected(List<String> mistakes) {
        return new ReloadOutcome(mistakes, Collections.emptyList(), 0);
    }

    /** Whether it is in force. */
    public boolean isAccepted() {
        return mistakes.isEmpty();
    }

    /** Every mistake, as in {@code config.yaml:12:7: unknown key 'intervall' in keepalive}; none where it is in force. */
    public List<String> mistakes() {
        return mistakes;
    }

    /** What is allowed and deserves a second look, in the same form. */
    public List<String> warnings() {
        return warnings;
    }

    /** On how many open connections it is in force too. */
    public int connections() {
        return connections;
    }
}
