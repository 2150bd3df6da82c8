// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Ends the process by {@code _exit} of the C library, which needs {@code java.lang.foreign} (final in Java 22).
 *
 * <p>Since Java 26 an exit of the JVM, also by halt, waits up to 60 s for the end of all calls that the JVM makes to
 * agents (JvmtiEventController::vm_death in jvmtiEventController.cpp). Premain is such a call.
 */
public final class ProcessEnd {

    /** The first Java where halt waits for premain. */
    public static final int FIRST_WITH_SLOW_HALT = 26;

    private static final String FOREIGN = "java.lang.foreign.";

    private ProcessEnd() {}

    /** Ends the process without shutdown hooks. Returns where this JDK does not let the agent call {@code _exit}. */
    public static void atOnce(Instrumentation instrumentation, int status) {
        try {
            permitNativeAccess(instrumentation);
            exitFunction().invokeWithArguments(status);
        } catch (Throwable unavailable) {
            return;
        }
    }

    /** Otherwise the JVM prints a warning (JEP 472), or refuses the access. */
    private static void permitNativeAccess(Instrumentation instrumentation) throws ReflectiveOperationException {
        InternalPackages.open(instrumentation, "java.lang");
        Object own = Class.class.getMethod("getModule").invoke(ProcessEnd.class);
        Method permit = own.getClass().getDeclaredMethod("implAddEnableNativeAccess");
        permit.setAccessible(true);
        permit.invoke(own);
    }

    private static MethodHandle exitFunction() throws ReflectiveOperationException {
        Class<?> linkerType = JdkMethods.jdkClass(FOREIGN + "Linker");
        Class<?> descriptorType = JdkMethods.jdkClass(FOREIGN + "FunctionDescriptor");
        Object layouts = Array.newInstance(JdkMethods.jdkClass(FOREIGN + "MemoryLayout"), 1);
        Array.set(layouts, 0, JdkMethods.constant(JdkMethods.jdkClass(FOREIGN + "ValueLayout"), "JAVA_INT"));
        Object options = Array.newInstance(JdkMethods.jdkClass(FOREIGN + "Linker$Option"), 0);

        Object linker = linkerType.getMethod("nativeLinker").invoke(null);
        Object lookup = linkerType.getMethod("defaultLookup").invoke(linker);
        Object address = address(lookup);
        Object descriptor =
                descriptorType.getMethod("ofVoid", layouts.getClass()).invoke(null, layouts);
        Method downcall = linkerType.getMethod(
                "downcallHandle", JdkMethods.jdkClass(FOREIGN + "MemorySegment"), descriptorType, options.getClass());
        return (MethodHandle) downcall.invoke(linker, address, descriptor, options);
    }

    private static Object address(Object lookup) throws ReflectiveOperationException {
        Method find = JdkMethods.jdkClass(FOREIGN + "SymbolLookup").getMethod("find", String.class);
        return ((Optional<?>) find.invoke(lookup, "_exit")).get();
    }
}
