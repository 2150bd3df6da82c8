// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.agent;

import io.keepalive.testkit.Await;
import io.keepalive.testkit.kernel.KernelThreads;
import io.keepalive.testkit.process.ForkedProcess;
import java.util.List;
import java.util.function.Predicate;

/** The agent's threads in an application, by the names that the kernel lists. */
public final class AgentThreads {

    /** What is left of {@code keepalive-} on every JDK: see {@link KernelThreads}. */
    private static final String BEGINNING = "keepali";

    private AgentThreads() {}

    /** The names of those that are alive. */
    public static List<String> names(ForkedProcess application) {
        return KernelThreads.names(application).stream()
                .filter(name -> name.startsWith(BEGINNING))
                .toList();
    }

    /** Waits until the names of those that are alive meet the condition, and returns the last ones read. */
    public static List<String> awaitNames(ForkedProcess application, Predicate<List<String>> wanted) {
        return Await.read(() -> names(application), wanted);
    }

    /** Waits until all have ended, which they do after the reply to the command, and returns those that have not. */
    public static List<String> awaitNone(ForkedProcess application) {
        return awaitNames(application, List::isEmpty);
    }
}
