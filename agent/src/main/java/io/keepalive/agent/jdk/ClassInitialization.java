// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;

/** Whether a class of the JDK has been initialised, without initialising it. Safe on any thread; does not block. */
public final class ClassInitialization {

    private final Object unsafe;
    private final Method shouldBeInitialized;

    private ClassInitialization(Object unsafe, Method shouldBeInitialized) {
        this.unsafe = unsafe;
        this.shouldBeInitialized = shouldBeInitialized;
    }

    /** For this JVM, which may not give access to it. */
    public static ClassInitialization ofThisJvm(Instrumentation instrumentation) {
        try {
            Object unsafe = unsafe(instrumentation);
            return new ClassInitialization(unsafe, unsafe.getClass().getMethod("shouldBeInitialized", Class.class));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return new ClassInitialization(null, null);
        }
    }

    private static Object unsafe(Instrumentation instrumentation) throws ReflectiveOperationException {
        return JdkMethods.constant(unsafeClass(instrumentation), "theUnsafe");
    }

    private static Class<?> unsafeClass(Instrumentation instrumentation) throws ReflectiveOperationException {
        try {
            Class<?> ofModules = JdkMethods.jdkClass("jdk.internal.misc.Unsafe");
            InternalPackages.open(instrumentation, "jdk.internal.misc");
            return ofModules;
        } catch (ClassNotFoundException java8) {
            return JdkMethods.jdkClass("sun.misc.Unsafe");
        }
    }

    /**
     * Whether a class has been initialised, by any code.
     *
     * @param name of a class of the bootstrap loader
     * @param unknown is returned where this JVM does not give access to it, or has no such class
     */
    public boolean isInitialized(String name, boolean unknown) {
        try {
            return unsafe == null ? unknown : !(boolean) shouldBeInitialized.invoke(unsafe, JdkMethods.jdkClass(name));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return unknown;
        }
    }
}
