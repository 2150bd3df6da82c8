// SPDX-License-Identifier: Apache-2.0
package io.keepalive.testkit.jvm;

import java.nio.file.Path;

/** The shipped jar, which the system property {@code testkit.agent.jar} names. */
public final class AgentJar {

    private AgentJar() {}

    /** The jar's path. */
    public static String path() {
        return Path.of(System.getProperty("testkit.agent.jar")).normalize().toString();
    }

    /**
     * The JVM option that loads it as an agent.
     *
     * @param argument the text that users write after the {@code =}, or empty
     */
    public static String option(String argument) {
        return "-javaagent:" + path() + (argument.isEmpty() ? "" : "=" + argument);
    }
}
