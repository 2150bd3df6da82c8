package io.keepalive.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;

/**
 * Where the JVM enters the agent. Does as little as possible, since it runs in the application's class loader and on
 * its main thread, and lets nothing through: the application starts whatever happens to the agent.
 */
public final class KeepaliveAgent {

    private KeepaliveAgent() {}

    /**
     * Called by the JVM before the application's main, for {@code -javaagent:JAR=ARGUMENT}.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void premain(String argument, Instrumentation instrumentation) {
        start(argument, instrumentation);
    }

    /** Called by the JVM when the agent is loaded into it while it runs; the parameters are those of premain. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        start(argument, instrumentation);
    }

    private static void start(String argument, Instrumentation instrumentation) {
        try {
            if (!JdkTool.isRunning()) {
                URL jar = KeepaliveAgent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation();
                Class.forName("io.keepalive.agent.Agent", true, new AgentClassLoader(jar))
                        .getMethod("start", String.class, Instrumentation.class)
                        .invoke(null, argument, instrumentation);
            }
        } catch (InvocationTargetException failure) {
            disabledBy(failure.getCause());
        } catch (Throwable failure) {
            disabledBy(failure);
        }
    }

    private static void disabledBy(Throwable failure) {
        System.err.println(
                "[keepalive] agent disabled: it could not start, and the application runs without it: " + failure);
    }
}
