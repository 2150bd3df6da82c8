package io.keepalive.compat.application;

import java.lang.reflect.Method;

/**
 * Loads an agent into a running JVM of the same version through the JDK's attach API. Arguments: the process id, the
 * jar, the agent's argument. By reflection, for on Java 8 the API is in a jar of its own, tools.jar.
 */
public final class Attach {

    private Attach() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> api = Class.forName("com.sun.tools.attach.VirtualMachine");
        Object machine = api.getMethod("attach", String.class).invoke(null, arguments[0]);
        Method load = api.getMethod("loadAgent", String.class, String.class);
        load.invoke(machine, arguments[1], arguments[2]);
        api.getMethod("detach").invoke(machine);
    }
}
