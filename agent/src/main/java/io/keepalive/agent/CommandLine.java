// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.IOException;
import java.net.URL;

/** The main class of {@code java -jar keepalive-agent.jar}: runs the command line with the agent's own class loader. */
public final class CommandLine {

    private static final String MAIN = "io.keepalive.agent.cli.CommandLineMain";

    /** The exit status of a command that cannot be carried out, see docs/command-line.md. */
    private static final int CANNOT_RUN = 2;

    private CommandLine() {}

    /** Runs one command and ends this JVM with its exit status. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        classLoader().loadClass(MAIN).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static AgentClassLoader classLoader() {
        URL jar = CommandLine.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            return new AgentClassLoader(jar);
        } catch (IOException unreadable) {
            System.err.println("keepalive-agent: " + unreadable.getMessage());
            System.exit(CANNOT_RUN);
            throw new IllegalStateException(unreadable);
        }
    }
}
