// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.jdk.ClassInitialization;
import io.keepalive.agent.proc.TcpTable;

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

    private final long startNanos = System.nanoTime();
    private final ClassInitialization classes;
    private volatile boolean initialized;
    private long nextSearchMillis = MAX_WAIT_MILLIS;

    /** @param classes where it is not available, networking counts as initialised after the maximum wait */
    public NetworkingState(ClassInitialization classes) {
        this.classes = classes;
    }

    /** Whether networking has been initialised, by any code. Safe on any thread; calls into the JVM until it has. */
    public boolean isInitialized() {
        initialized = initialized || classes.isInitialized("java.net.InetAddress", isWaitOver());
        return initialized;
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
