package io.keepalive.agent.loop;

import java.lang.instrument.Instrumentation;
import java.util.function.BooleanSupplier;

/**
 * Whether the agent may use what initialises java.util.logging. Application servers choose their log manager in their
 * own main, and fail where somebody was faster. So the host goes first; one that has not by then is taken for one that
 * does not care.
 */
final class HostLogging implements BooleanSupplier {

    /** Servers choose theirs within the first second; on a machine with little time left, within a few. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Instrumentation instrumentation;
    private final long sinceNanos = System.nanoTime();

    HostLogging(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public boolean getAsBoolean() {
        return isInitialised() || System.nanoTime() - sinceNanos > PATIENCE_NANOS && isItsManagerThere();
    }

    /** Walks the classes of the JVM: a few milliseconds. Asking for the class by name would load it. */
    private boolean isInitialised() {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals("java.util.logging.LogManager")) {
                return true;
            }
        }
        return false;
    }

    /** A manager that the system class loader does not know comes out of a loader that the host has yet to make. */
    private static boolean isItsManagerThere() {
        String manager = System.getProperty("java.util.logging.manager");
        return manager == null
                || ClassLoader.getSystemClassLoader().getResource(manager.replace('.', '/') + ".class") != null;
    }
}
