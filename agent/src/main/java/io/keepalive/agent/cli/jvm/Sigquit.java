// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Optional;

/**
 * Sends SIGQUIT to another process. The module java.base has no method for that, so a shell sends it, or the C library
 * where the image of the container has no shell. The C library is called by java.lang.foreign, which Java 21 and later have.
 */
final class Sigquit {

    private static final String SHELL = "/bin/sh";
    private static final int NUMBER = 3;
    private static final String FOREIGN = "java.lang.foreign.";

    private Sigquit() {}

    static void send(long pid) throws IOException {
        send(pid, SHELL);
    }

    static void send(long pid, String shell) throws IOException {
        Process kill;
        try {
            kill = new ProcessBuilder(shell, "-c", "kill -QUIT \"$0\"", String.valueOf(pid)).start();
        } catch (IOException noShell) {
            sendWithoutShell(pid, shell);
            return;
        }
        OutputStart reason = OutputStart.of(kill.getErrorStream());
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("cannot send SIGQUIT: " + reason);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void sendWithoutShell(long pid, String shell) throws IOException {
        if (callKill(pid, shell) != 0) {
            throw new IOException("cannot send SIGQUIT: kill of the C library has failed");
        }
    }

    private static int callKill(long pid, String shell) throws IOException {
        try {
            return (int) kill().invokeWithArguments((int) pid, NUMBER);
        } catch (Throwable before21) {
            throw new IOException("this Java needs " + shell + " to send SIGQUIT, and cannot run it: use Java 21 or"
                    + " later, a JDK, or an image with a shell; or restart the application with -javaagent");
        }
    }

    /** {@code int kill(pid_t, int)}, by reflection for Java 8. A pid_t is an int on Linux. */
    private static MethodHandle kill() throws ReflectiveOperationException {
        Class<?> linkers = type("Linker");
        Class<?> functions = type("FunctionDescriptor");
        Object anInt = type("ValueLayout").getField("JAVA_INT").get(null);
        Object arguments = Array.newInstance(type("MemoryLayout"), 2);
        Array.set(arguments, 0, anInt);
        Array.set(arguments, 1, anInt);
        Object function = functions
                .getMethod("of", type("MemoryLayout"), arguments.getClass())
                .invoke(null, anInt, arguments);
        Object linker = linkers.getMethod("nativeLinker").invoke(null);
        Object library = linkers.getMethod("defaultLookup").invoke(linker);
        Optional<?> address = (Optional<?>)
                type("SymbolLookup").getMethod("find", String.class).invoke(library, "kill");
        Object options = Array.newInstance(type("Linker$Option"), 0);
        return (MethodHandle) linkers.getMethod("downcallHandle", type("MemorySegment"), functions, options.getClass())
                .invoke(linker, address.get(), function, options);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(FOREIGN + name);
    }
}
