// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.checkpoint;

import io.keepalive.agent.fault.ThreadStop;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * The agent as a {@code jdk.crac.Resource} of the JVM's global context. By reflection, because most JDKs do not have that
 * interface. The context calls the resources in the reverse order of their registration before a checkpoint, and in that
 * order after the restore; it has no method that removes one and holds them weakly.
 */
public final class CheckpointResource implements InvocationHandler, AutoCloseable {

    private static final String CORE = "jdk.crac.Core";
    private static final String CONTEXT = "jdk.crac.Context";
    private static final String RESOURCE = "jdk.crac.Resource";

    /** Null after {@link #close}. */
    private volatile CheckpointListener listener;

    /** Of the last call, or null. */
    private volatile Throwable failure;

    /** The only strong reference. */
    private Object proxy;

    private CheckpointResource(CheckpointListener listener) {
        this.listener = listener;
    }

    /** Whether this JDK has CRaC: the lookup of one class in the bootstrap loader, which finds none in most JDKs. */
    public static boolean isSupported() {
        try {
            jdkClass(CORE);
            return true;
        } catch (ClassNotFoundException noCrac) {
            return false;
        }
    }

    /**
     * Registers the agent on a JDK with CRaC.
     *
     * @param listener is called until this resource is closed
     * @return to be kept while the agent runs
     * @throws ReflectiveOperationException where CRaC has another interface in this JDK
     */
    public static CheckpointResource register(CheckpointListener listener) throws ReflectiveOperationException {
        return register(jdkClass(CORE), jdkClass(RESOURCE), jdkClass(CONTEXT), listener);
    }

    /** The class path of an application may have others of these names, as a stand-in for JDKs without CRaC. */
    private static Class<?> jdkClass(String name) throws ClassNotFoundException {
        return Class.forName(name, true, null);
    }

    static CheckpointResource register(Class<?> core, Class<?> resource, Class<?> context, CheckpointListener listener)
            throws ReflectiveOperationException {
        CheckpointResource registered = new CheckpointResource(listener);
        registered.proxy = Proxy.newProxyInstance(resource.getClassLoader(), new Class<?>[] {resource}, registered);
        Object global = core.getMethod("getGlobalContext").invoke(null);
        context.getMethod("register", resource).invoke(global, registered.proxy);
        return registered;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "beforeCheckpoint":
                call(true);
                return null;
            case "afterRestore":
                call(false);
                return null;
            case "hashCode":
                return System.identityHashCode(self);
            case "equals":
                return self == arguments[0];
            default:
                return "keepalive-agent";
        }
    }

    /** What is thrown here would fail the application's checkpoint or restore, so it is kept for the agent's own thread. */
    private void call(boolean isBefore) {
        CheckpointListener current = listener;
        try {
            if (current != null && isBefore) {
                current.beforeCheckpoint();
            } else if (current != null) {
                current.afterRestore();
            }
        } catch (Throwable thrown) {
            ThreadStop.passOn(thrown);
            failure = thrown;
        }
    }

    /** What a call has thrown since the last one, or null. On the agent's own thread. */
    public Throwable takeFailure() {
        Throwable taken = failure;
        if (taken != null) {
            failure = null;
        }
        return taken;
    }

    /** Calls the listener no more. */
    @Override
    public void close() {
        listener = null;
        proxy = null;
    }
}
