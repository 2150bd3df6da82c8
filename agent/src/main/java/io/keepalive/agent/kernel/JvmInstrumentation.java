package io.keepalive.agent.kernel;

import java.lang.instrument.Instrumentation;

/** Tells what the JVM gives to agents, and to nobody else, from what somebody has made to look like it. */
public final class JvmInstrumentation {

    /** Which the JVM loads from nowhere but its own, see the bridge. */
    private static final String NAME = "sun.instrument.InstrumentationImpl";

    private JvmInstrumentation() {}

    /**
     * Whether it is the JVM's own. Whoever has one has all rights by it; anybody else could have the agent open a file, or
     * call an object, that he may not himself.
     */
    public static boolean is(Instrumentation instrumentation) {
        return instrumentation != null
                && instrumentation.getClass().getName().equals(NAME)
                && instrumentation.getClass().getClassLoader() == null;
    }
}
