package io.keepalive.agent;

import java.lang.instrument.Instrumentation;

/** Where the JVM enters the agent. */
public final class KeepaliveAgent {

    private KeepaliveAgent() {}

    /** Called by the JVM before the application's main, for {@code -javaagent}. */
    public static void premain(String argument, Instrumentation instrumentation) {}
}
