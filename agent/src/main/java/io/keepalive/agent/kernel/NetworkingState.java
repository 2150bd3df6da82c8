package io.keepalive.agent.kernel;

import io.keepalive.agent.jdk.InternalPackages;
import io.keepalive.agent.jdk.JdkMethods;
import io.keepalive.agent.proc.TcpTable;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Whether the JDK's networking has been initialised. That happens once in a JVM and is left to the application: until
 * then {@code main} may set {@code java.net.preferIPv4Stack} or {@code java.net.preferIPv6Addresses}, which the JDK
 * reads only once. The native library reads the first when {@code java.net.InetAddress} or {@code sun.nio.ch.IOUtil} is
 * initialised, {@code InetAddress} reads the second (OpenJDK 8 to 25).
 *
 * <p>The agent may look up their classes, methods and handles at any time, but may call them only after initialisation.
 * Code inside an intercepted method need not check: a caller that connects or accepts has an {@code InetAddress}.
 */
public final class NetworkingState {

    /** How long the agent waits for the application to initialise networking before it does so for its own purposes. */
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

    /** The state of this JVM; where it cannot be read, networking counts as initialised after the maximum wait. */
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

    /** Whether networking has been initialised, by any code. Safe on any thread; calls into the JVM until it has. */
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

    /**
     * Whether the agent may use networking for its own purposes: it is initialised, or the maximum wait is over. Safe
     * on any thread.
     */
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
     * Whether there can be connections: networking is initialised, or this process has a TCP socket by other means,
     * inherited or opened by native code. The search for such a socket runs once every {@link #MAX_WAIT_MILLIS},
     * because it costs as much as reading {@link TcpTable}. On the agent's own thread.
     */
    public boolean isInUse(OpenDescriptors descriptors) {
        if (!isInitialized() && elapsedMillis() >= nextSearchMillis) {
            nextSearchMillis = elapsedMillis() + MAX_WAIT_MILLIS;
            initialized = descriptors.hasTcpSocket();
        }
        return initialized;
    }
}
