package io.keepalive.agent.kernel;

import io.keepalive.agent.jdk.InternalPackages;
import io.keepalive.agent.jdk.JdkMethods;
import io.keepalive.agent.proc.TcpTable;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Whether the JDK's networking has been set up, which happens once in a JVM and is the application's to do: {@code main}
 * may still set {@code java.net.preferIPv4Stack} or {@code java.net.preferIPv6Addresses}, which the JDK reads then and
 * never again. The native library reads the first when {@code java.net.InetAddress} or {@code sun.nio.ch.IOUtil} is
 * initialised, {@code InetAddress} the second (OpenJDK 8 to 25).
 *
 * <p>The agent may look at any time for classes, methods and handles of theirs, and call none of them before this says
 * so. What runs inside an intercepted method need not ask: whoever connects or accepts has an {@code InetAddress}.
 */
public final class NetworkingState {

    /** So long the agent leaves it to the application, where the agent itself has something to do with it. */
    public static final long MAX_WAIT_MILLIS = 10_000;

    private static final String[] UNSAFE = {"jdk.internal.misc.Unsafe", "sun.misc.Unsafe"};

    private final long startNanos = System.nanoTime();
    private final Object unsafe;
    private final Method shouldBeInitialized;
    private volatile boolean initialized;
    private long nextSearchMillis = MAX_WAIT_MILLIS;

    private NetworkingState(Object unsafe) throws ReflectiveOperationException {
        this.unsafe = unsafe;
        shouldBeInitialized = unsafe == null ? null : unsafe.getClass().getMethod("shouldBeInitialized", Class.class);
    }

    /** That of this JVM; where it does not tell, it is taken to be set up when the patience is over. */
    public static NetworkingState ofThisJvm(Instrumentation instrumentation) {
        try {
            return new NetworkingState(unsafe(instrumentation));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return withoutUnsafe();
        }
    }

    private static NetworkingState withoutUnsafe() {
        try {
            return new NetworkingState(null);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object unsafe(Instrumentation instrumentation) throws ReflectiveOperationException {
        boolean hasModules = Platform.javaVersion() > 8;
        if (hasModules) {
            InternalPackages.open(instrumentation, "jdk.internal.misc");
        }
        Field field = JdkMethods.jdkClass(UNSAFE[hasModules ? 0 : 1]).getDeclaredField("theUnsafe");
        field.setAccessible(true);
        return field.get(null);
    }

    /** Whether it has been set up, by whomever. Safe on any thread; a call into the JVM until then. */
    public boolean isInitialized() {
        initialized = initialized || (unsafe == null ? isWaitOver() : isInetAddressInitialized());
        return initialized;
    }

    private boolean isInetAddressInitialized() {
        try {
            return !(boolean) shouldBeInitialized.invoke(unsafe, JdkMethods.jdkClass("java.net.InetAddress"));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return isWaitOver();
        }
    }

    /** Whether the agent may set it up for its own purposes: it is set up, or the patience is over. On any thread. */
    public boolean mayBeInitialized() {
        return isInitialized() || isWaitOver();
    }

    private boolean isWaitOver() {
        return elapsedMillis() >= MAX_WAIT_MILLIS;
    }

    private long elapsedMillis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    /**
     * Whether there can be connections: it is set up, or this process has a socket of TCP by other means, inherited or
     * opened by native code. That is looked for once in the time of the patience, for it costs what {@link TcpTable} does.
     * On the agent's own thread.
     */
    public boolean isInUse(OpenDescriptors descriptors) {
        if (!isInitialized() && elapsedMillis() >= nextSearchMillis) {
            nextSearchMillis = elapsedMillis() + MAX_WAIT_MILLIS;
            initialized = descriptors.hasTcpSocket();
        }
        return initialized;
    }
}
