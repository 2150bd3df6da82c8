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
 * The same application with the agent and without. It waits for a line on standard input, so that there is time for
 * whatever the agent has to say, and ends with {@link PlainApplication#STATUS}.
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
     * Runs both to their end and asserts that standard output, the status, and standard error but for the agent's own
     * lines are the same.
     *
     * @param application makes the launch without the agent
     * @param agent adds the agent
     * @param saying what one line of the agent on standard error matches, before the application goes on
     * @return what the agent has said: its own lines, those that go on with another as a part of that
     */
    public static List<String> run(Supplier<Launch> application, Consumer<Launch> agent, String saying) {
        Launch changed = application.get();
        agent.accept(changed);
        try (ForkedProcess without = application.get().start();
                ForkedProcess with = changed.start()) {
            with.stderr().await(AGENT_LINE + saying + ".*");
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
        return said(with.stderr().lines(AGENT_LINE));
    }

    private static List<String> said(List<String> lines) {
        List<String> said = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(CONTINUED) && !said.isEmpty()) {
                said.set(said.size() - 1, said.get(said.size() - 1) + "\n" + line);
            } else {
                said.add(line);
            }
        }
        return said;
    }
}
