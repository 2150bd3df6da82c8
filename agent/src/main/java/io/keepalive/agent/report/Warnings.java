package io.keepalive.agent.report;

import java.util.List;

/** What in a configuration is allowed and deserves a second look, as the end of a sentence. */
final class Warnings {

    private Warnings() {}

    static String text(List<String> warnings) {
        return warnings.isEmpty() ? "" : "; warning: " + String.join("; warning: ", warnings);
    }
}
