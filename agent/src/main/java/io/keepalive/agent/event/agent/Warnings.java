package io.keepalive.agent.event.agent;

import java.util.List;
import java.util.stream.Collectors;

/** What in a configuration is allowed and deserves a second look, a line for each. */
final class Warnings {

    private Warnings() {}

    static List<String> lines(List<String> warnings) {
        return warnings.stream().map(warning -> "warning: " + warning).collect(Collectors.toList());
    }
}
