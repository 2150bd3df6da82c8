// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.management;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The outcome of reading the configuration again. Immutable. */
public final class ReloadOutcome {

    private final List<String> errors;
    private final List<String> warnings;
    private final int connections;

    private ReloadOutcome(List<String> errors, List<String> warnings, int connections) {
        this.errors = Collections.unmodifiableList(new ArrayList<>(errors));
        this.warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
        this.connections = connections;
    }

    /**
     * The configuration is in force.
     *
     * @param warnings its warnings
     * @param connections the number of open connections
     */
    public static ReloadOutcome accepted(List<String> warnings, int connections) {
        return new ReloadOutcome(Collections.emptyList(), warnings, connections);
    }

    /** The configuration is invalid, and the one before it stays in force. */
    public static ReloadOutcome rejected(List<String> errors) {
        return new ReloadOutcome(errors, Collections.emptyList(), 0);
    }

    /** Whether the configuration is in force. */
    public boolean isAccepted() {
        return errors.isEmpty();
    }

    /** Every error, such as {@code config.yaml:12:7: unknown key 'intervall' in keepalive}; empty if it is in force. */
    public List<String> errors() {
        return errors;
    }

    /** The warnings, in the same form. */
    public List<String> warnings() {
        return warnings;
    }

    /** The number of open connections to which it applies. */
    public int connections() {
        return connections;
    }
}
