package io.keepalive.agent.intercept;

import io.keepalive.agent.kernel.InternalPackages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;

/**
 * Defines the bridge's classes straight into the bootstrap loader. {@code appendToBootstrapClassLoaderSearch} would do
 * as well, but on Java 17 and 25 it prints a warning, and on 25 it costs the application its shared class data.
 */
public final class BridgeDefinition {

    /** In the order in which they must be defined: each needs the ones before it. */
    private static final String[] CLASSES = {
        "io.keepalive.agent.bridge.SocketObserver",
        "io.keepalive.agent.bridge.NoObserver",
        "io.keepalive.agent.bridge.Bridge"
    };

    private BridgeDefinition() {}

    /**
     * Defines what is not there yet. Must have returned before any class of the agent that names the bridge is linked.
     *
     * @throws ReflectiveOperationException where this JDK lets no agent define classes there
     * @throws IOException where the agent's jar cannot be read
     */
    public static void define(Instrumentation instrumentation) throws ReflectiveOperationException, IOException {
        InternalPackages.open(instrumentation, "jdk.internal.misc");
        for (String name : CLASSES) {
            if (!isDefined(name)) {
                byte[] classFile = read(name);
                Object unsafe = unsafe();
                defineClass(unsafe).invoke(unsafe, name, classFile, 0, classFile.length, null, null);
            }
        }
    }

    private static boolean isDefined(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException notYet) {
            return false;
        }
    }

    private static Object unsafe() throws ReflectiveOperationException {
        Field instance = unsafeClass().getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        return instance.get(null);
    }

    private static Method defineClass(Object unsafe) throws ReflectiveOperationException {
        return unsafe.getClass()
                .getMethod(
                        "defineClass",
                        String.class,
                        byte[].class,
                        int.class,
                        int.class,
                        ClassLoader.class,
                        ProtectionDomain.class);
    }

    private static Class<?> unsafeClass() throws ClassNotFoundException {
        try {
            return Class.forName("jdk.internal.misc.Unsafe", true, null);
        } catch (ClassNotFoundException java8) {
            return Class.forName("sun.misc.Unsafe", true, null);
        }
    }

    private static byte[] read(String name) throws IOException {
        String resource = name.replace('.', '/') + ".class";
        try (InputStream in = BridgeDefinition.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the agent's jar has no " + resource);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        }
    }
}
