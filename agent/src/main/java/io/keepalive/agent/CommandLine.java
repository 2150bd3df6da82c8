package io.keepalive.agent;

import java.net.URL;

/** The main class of {@code java -jar keepalive-agent.jar}: runs the command line with the agent's own class loader. */
public final class CommandLine {

    private static final String MAIN = "io.keepalive.agent.cli.CommandLineMain";

    private CommandLine() {}

    /** Runs one command and ends this JVM with its exit status. */
    public static void main(String[] arguments) throws Exception {
        URL jar = CommandLine.class.getProtectionDomain().getCodeSource().getLocation();
        new AgentClassLoader(jar)
                .loadClass(MAIN)
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }
}
