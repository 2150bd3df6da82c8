// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;

/**
 * Makes the module of a loader's classes, which is closed to all other code, where this Java has modules and lets an
 * agent make one. Otherwise the classes are in no module and as open as all such classes are.
 *
 * <p>Never on the main thread, because that loads JDK classes that main must load at a time of its own choice.
 */
final class ClosedModule implements Runnable {

    private static final String MAKER = "io.keepalive.agent.module.AgentModule";

    private final AgentClassLoader loader;
    private final Instrumentation instrumentation;

    /** @param loader has not loaded a class yet */
    ClosedModule(AgentClassLoader loader, Instrumentation instrumentation) {
        this.loader = loader;
        this.instrumentation = instrumentation;
    }

    /**
     * Makes it through a class loader that nothing refers to afterwards, so that what is opened to that loader is not
     * open to any code that remains.
     */
    @Override
    @SuppressWarnings("unchecked")
    public void run() {
        try {
            if (!System.getProperty("java.specification.version").startsWith("1.")) {
                Object maker = loader.copy().loadClass(MAKER).getConstructor().newInstance();
                ((BiConsumer<Instrumentation, ClassLoader>) maker).accept(instrumentation, loader);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notInThisJdk) {
            // The agent works without the module.
        }
    }
}
