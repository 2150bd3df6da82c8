// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.kernel;

import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.jdk.InternalPackages;
import java.lang.instrument.Instrumentation;

/** Selects the best access to socket options that this operating system and this JDK allow. */
public final class Platform {

    private Platform() {}

    /** Whether the operating system is Linux. */
    public static boolean isLinux() {
        return "Linux".equals(System.getProperty("os.name"));
    }

    /** The version of the running Java: 8, 11, 17 ... */
    public static int javaVersion() {
        String version = System.getProperty("java.specification.version", "8");
        return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
    }

    /**
     * Opens the needed packages of java.base and returns the calls.
     *
     * @throws ReflectiveOperationException where neither the kernel's options nor the JDK's are accessible
     */
    public static SocketCalls open(Instrumentation instrumentation) throws ReflectiveOperationException {
        InternalPackages.open(instrumentation, "sun.nio.ch", "java.net", "sun.nio.fs");
        if (isLinux()) {
            try {
                return new LinuxSocketCalls();
            } catch (ReflectiveOperationException nativesHaveChanged) {
                if (MemoryExhaustion.isCauseOf(nativesHaveChanged)) {
                    throw nativesHaveChanged;
                }
                return new PortableSocketCalls();
            }
        }
        return new PortableSocketCalls();
    }

    /**
     * Calls that use a {@link WarmupKernel}: they run the agent's code as the real ones do, but touch neither a socket
     * nor the JDK's network classes, which the application may want to configure before they are initialised.
     */
    public static SocketCalls warmupCalls() throws ReflectiveOperationException {
        WarmupKernel kernel = new WarmupKernel();
        return new LinuxSocketCalls(kernel, WarmupKernel.class, WarmupKernel.class, kernel, kernel);
    }
}
