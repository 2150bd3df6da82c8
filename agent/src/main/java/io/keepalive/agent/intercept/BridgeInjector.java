// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import io.keepalive.agent.fault.RetriedCall;
import io.keepalive.agent.jdk.HiddenFields;
import io.keepalive.agent.jdk.InternalPackages;
import io.keepalive.agent.kernel.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.function.Consumer;

/**
 * Defines the bridge's classes directly in the bootstrap loader. {@code appendToBootstrapClassLoaderSearch} works too,
 * but prints a warning on Java 17 and 25, and on 25 disables the application's class data sharing.
 *
 * <p>Since Java 9 the classes form a module of their own, which is closed to all code but java.base and the agent.
 */
public final class BridgeInjector {

    private static final String PACKAGE = "io.keepalive.agent.bridge";
    private static final String BRIDGE = PACKAGE + ".Bridge";

    private static final int FIRST_WITH_MODULES = 9;
    /** Referred to by name, because it must not be linked on Java 8. */
    private static final String MODULE = "io.keepalive.agent.module.BridgeModule";

    /** In the order of definition: each class needs the ones before it. */
    private static final String[] CLASSES = {PACKAGE + ".SocketObserver", PACKAGE + ".NoObserver", BRIDGE};

    private BridgeInjector() {}

    /**
     * Defines the missing classes. Must return before a class of the agent that refers to the bridge is linked.
     *
     * @throws ReflectiveOperationException where this JDK does not let an agent define classes there
     * @throws IOException where the agent's jar cannot be read
     */
    public static void define(Instrumentation instrumentation) throws ReflectiveOperationException, IOException {
        InternalPackages.open(instrumentation, "jdk.internal.misc");
        defineModule(instrumentation);
        for (String name : CLASSES) {
            byte[] classFile = read(name);
            RetriedCall.make(new RetriedCall.Call<Object, ReflectiveOperationException>() {

                @Override
                public Object make() throws ReflectiveOperationException {
                    return isDefined(name) ? null : defineClass(name, classFile);
                }
            });
        }
        if (Platform.javaVersion() < FIRST_WITH_MODULES) {
            HiddenFields.hide(Class.forName(BRIDGE, false, null), "observer");
        }
    }

    /** Without the module, where the JDK does not let an agent create one, the bridge itself checks who may observe. */
    @SuppressWarnings("unchecked")
    private static void defineModule(Instrumentation instrumentation) {
        if (Platform.javaVersion() >= FIRST_WITH_MODULES) {
            try {
                Object module = Class.forName(MODULE).getConstructor().newInstance();
                ((Consumer<Instrumentation>) module).accept(instrumentation);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError notInThisJdk) {
                // The bridge is then as accessible as on Java 8.
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

    private static Object defineClass(String name, byte[] classFile) throws ReflectiveOperationException {
        Object unsafe = unsafe();
        return unsafe.getClass()
                .getMethod(
                        "defineClass",
                        String.class,
                        byte[].class,
                        int.class,
                        int.class,
                        ClassLoader.class,
                        ProtectionDomain.class)
                .invoke(unsafe, name, classFile, 0, classFile.length, null, null);
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
        try (InputStream in = BridgeInjector.class.getClassLoader().getResourceAsStream(resource)) {
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
