// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Method handles and reflective access to non-public members of the JDK; their packages must be open to the agent. */
public final class JdkMethods {

    private JdkMethods() {}

    /**
     * A handle of a method of any visibility.
     *
     * @throws ReflectiveOperationException where this JDK has no such method, or its package is not open to the agent
     */
    public static MethodHandle method(Class<?> owner, String name, Class<?>... parameters)
            throws ReflectiveOperationException {
        Method method = owner.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return MethodHandles.lookup().unreflect(method);
    }

    /**
     * A handle that reads a field of any visibility.
     *
     * @throws ReflectiveOperationException where this JDK has no such field, or its package is not open to the agent
     */
    public static MethodHandle getter(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return MethodHandles.lookup().unreflectGetter(field);
    }

    static MethodHandle constructor(Class<?> owner, Class<?>... parameters) throws ReflectiveOperationException {
        Constructor<?> constructor = owner.getDeclaredConstructor(parameters);
        constructor.setAccessible(true);
        return MethodHandles.lookup().unreflectConstructor(constructor);
    }

    /** Creates an object by the constructor without parameters. */
    public static Object newInstance(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** Creates an object by the constructor with one int parameter. */
    public static Object newInstance(Class<?> type, int argument) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor(int.class);
        constructor.setAccessible(true);
        return constructor.newInstance(argument);
    }

    /** The value of a static field; initialises its class. */
    public static Object constant(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    /** A class known to the bootstrap loader; does not initialise it. */
    public static Class<?> jdkClass(String name) throws ClassNotFoundException {
        return Class.forName(name, false, null);
    }
}
