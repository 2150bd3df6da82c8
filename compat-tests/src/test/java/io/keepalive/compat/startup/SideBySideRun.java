// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.PlainApplication;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The same application with the agent and without. It waits for a line on standard input, so that the agent has time
 * to write, and exits with {@link PlainApplication#STATUS}.
 */
public final class SideBySideRun {

    private static final String CONTINUED = "[keepalive]     ";
    private static final String AGENT_LINE = ".*\\[keepalive].*";

    private final ForkedProcess without;
    private final ForkedProcess with;

    private SideBySideRun(ForkedProcess without, ForkedProcess with) {
        this.without = without;
        this.with = with;
    }

    /**
     * Runs both to their end and asserts that standard output, the exit status and, apart from the agent's own lines,
     * standard error are equal.
     *
     * @param application creates the launch without the agent
     * @param agent adds the agent
     * @param expected matches a line of the agent on standard error; awaited before the application goes on
     * @return the agent's messages, each with its continuation lines
     */
    public static List<String> run(Supplier<Launch> application, Consumer<Launch> agent, String expected) {
        Launch changed = application.get();
        agent.accept(changed);
        try (ForkedProcess without = application.get().start();
                ForkedProcess with = changed.start()) {
            with.stderr().await(AGENT_LINE + expected + ".*");
            return new SideBySideRun(without, with).toTheEnd();
        }
    }

    private List<String> toTheEnd() {
        without.send("go");
        with.send("go");
        assertThat(without.exitStatus()).as("status without the agent").isEqualTo(PlainApplication.STATUS);
        assertThat(with.exitStatus()).as("status with the agent").isEqualTo(PlainApplication.STATUS);
        assertThat(with.stdout().lines()).isEqualTo(without.stdout().lines());
        assertThat(with.stderr().lines().stream()
                        .filter(line -> !line.matches(AGENT_LINE))
                        .toList())
                .isEqualTo(without.stderr().lines());
        return messages(with.stderr().lines(AGENT_LINE));
    }

    private static List<String> messages(List<String> lines) {
        List<String> messages = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(CONTINUED) && !messages.isEmpty()) {
                messages.set(messages.size() - 1, messages.get(messages.size() - 1) + "\n" + line);
            } else {
                messages.add(line);
            }
        }
        return messages;
    }
}
