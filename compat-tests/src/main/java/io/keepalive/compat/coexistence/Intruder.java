// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.coexistence;

import io.keepalive.compat.application.StandardInput;
import io.keepalive.compat.application.opening.BlockingOpenings;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import javax.management.ObjectName;

/**
 * An application that tries to reach the agent in its JVM by reflection.
 *
 * <ul>
 *   <li>{@code open NAME}: opens a connection to itself
 *   <li>{@code intrude}: tries everything, and prints {@code ATTEMPT: OUTCOME} for each, finally {@code intruded}
 * </ul>
 */
public final class Intruder {

    private static final String BRIDGE = "io.keepalive.agent.bridge.";

    private Intruder() {}

    public static void main(String[] arguments) throws Exception {
        ManagementFactory.getPlatformMBeanServer();
        System.out.println("ready");
        for (String line = StandardInput.nextLine(); line != null; line = StandardInput.nextLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("open")) {
                BlockingOpenings.plain().print(words[1]);
            } else {
                intrude();
                System.out.println("intruded");
            }
        }
    }

    private static void intrude() {
        attempt("set none", () -> setObserver(null));
        attempt("set none by a forged proof", () -> setObserver(forged()));
        attempt("set the field", Intruder::setField);
        attempt("get the observer", () -> reachIntoTheJdk(observer().getClass().getClassLoader()));
        attempt("get the loader from its entry", () -> reachIntoTheJdk(present()));
        attempt(
                "get the loader from its MBean",
                () -> reachIntoTheJdk(ManagementFactory.getPlatformMBeanServer()
                        .getClassLoaderFor(new ObjectName("io.keepalive:type=KeepaliveAgent"))));
        attempt(
                "get what runs",
                () -> privateOf(present().loadClass("io.keepalive.agent.runtime.StartupResult"), "ONLY"));
    }

    private static void attempt(String name, Callable<?> attempt) {
        try {
            System.out.println(name + ": done, " + attempt.call());
        } catch (InvocationTargetException refused) {
            System.out.println(name + ": " + refused.getCause());
        } catch (Throwable refused) {
            System.out.println(name + ": " + refused);
        }
    }

    private static Class<?> ofTheBridge(String name) throws ClassNotFoundException {
        return Class.forName(BRIDGE + name, false, null);
    }

    private static <T extends AccessibleObject> T opened(T member) {
        try {
            member.setAccessible(true);
        } catch (RuntimeException closed) {
            // The attempt goes on without it.
        }
        return member;
    }

    /** Passes null for the observer and every other parameter but the proof. */
    private static Object setObserver(Object proof) throws Exception {
        for (Method method : ofTheBridge("Bridge").getDeclaredMethods()) {
            if (method.getName().equals("observe")) {
                Object[] arguments = new Object[method.getParameterTypes().length];
                arguments[0] = arguments.length > 1 ? proof : null;
                return opened(method).invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException("observe");
    }

    private static Object forged() throws ClassNotFoundException {
        Class<?> instrumentation = Class.forName("java.lang.instrument.Instrumentation");
        return Proxy.newProxyInstance(
                Intruder.class.getClassLoader(), new Class<?>[] {instrumentation}, (self, method, values) -> null);
    }

    private static Object setField() throws Exception {
        for (Field field : ofTheBridge("Bridge").getDeclaredFields()) {
            if (field.getType() == ofTheBridge("SocketObserver") && !Modifier.isFinal(field.getModifiers())) {
                opened(field).set(null, null);
                return field.getName();
            }
        }
        throw new NoSuchFieldException("no field for an observer");
    }

    private static Object observer() throws Exception {
        return opened(ofTheBridge("Bridge").getDeclaredMethod("observer")).invoke(null);
    }

    private static ClassLoader present() throws Exception {
        return (ClassLoader) privateOf(Class.forName("io.keepalive.agent.AgentStart"), "present");
    }

    private static Object privateOf(Class<?> type, String field) throws Exception {
        return opened(type.getDeclaredField(field)).get(null);
    }

    /** Uses the agent's means to open a package that the JDK has closed since Java 16. */
    private static MethodHandle reachIntoTheJdk(ClassLoader agent) throws Exception {
        Method method = agent.loadClass("io.keepalive.agent.jdk.JdkMethods")
                .getDeclaredMethod("method", Class.class, String.class, Class[].class);
        Class<?> net = Class.forName("sun.nio.ch.Net", false, null);
        return (MethodHandle)
                opened(method).invoke(null, net, "localAddress", new Class<?>[] {java.io.FileDescriptor.class});
    }
}
