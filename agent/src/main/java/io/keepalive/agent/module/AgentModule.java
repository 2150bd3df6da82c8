// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.module;

import io.keepalive.agent.fault.RetriedCall;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;

/**
 * Creates the module of the agent's own classes, in a class loader that has not defined a class yet. The libraries stay
 * in the loader's unnamed module, to which nothing is opened.
 *
 * <p>This class is loaded by a separate loader that nothing refers to afterwards: the packages that are opened to it
 * must not be open to a class that other code can reach.
 */
public final class AgentModule
        implements BiConsumer<Instrumentation, ClassLoader>, RetriedCall.Call<Void, RuntimeException> {

    private static final String NAME = "io.keepalive.agent";

    /** The package that {@code KeepaliveAgent}, in the application's class loader, calls. */
    private static final String STARTUP = NAME + ".startup";

    /** All packages but the bridge's, which is in the bootstrap loader, and the root, which is in the JVM's own. */
    static final String[] PACKAGES = {
        NAME + ".attach.protocol",
        NAME + ".caller",
        NAME + ".checkpoint",
        NAME + ".config",
        NAME + ".config.source",
        NAME + ".config.type",
        NAME + ".config.yaml",
        NAME + ".connection",
        NAME + ".event",
        NAME + ".event.agent",
        NAME + ".fault",
        NAME + ".file",
        NAME + ".intercept",
        NAME + ".jdk",
        NAME + ".kernel",
        NAME + ".management",
        NAME + ".module",
        NAME + ".peer",
        NAME + ".policy",
        NAME + ".proc",
        NAME + ".report",
        NAME + ".report.counters",
        NAME + ".report.jfr",
        NAME + ".report.jmx",
        NAME + ".report.log",
        NAME + ".report.prometheus",
        NAME + ".runtime",
        NAME + ".text",
        NAME + ".thread",
        NAME + ".time",
        NAME + ".watch",
        NAME + ".watch.schedule",
        STARTUP
    };

    /** The modules of the JDK that the agent uses, where this JVM has them, beside java.base and java.instrument. */
    static final String[] JDK_MODULES = {"java.management", "jdk.jfr"};

    private Instrumentation instrumentation;
    private ClassLoader loader;
    /** Null until it is created, which succeeds only once. */
    private Module agent;

    @Override
    public void accept(Instrumentation jvm, ClassLoader closed) {
        instrumentation = jvm;
        loader = closed;
        RetriedCall.make(this);
    }

    /** Creates the module; may be repeated after a failure at any step. */
    @Override
    public Void make() {
        ModuleMaker maker = new ModuleMaker(instrumentation);
        if (agent == null) {
            agent = maker.make(loader, NAME, PACKAGES);
        }
        maker.addReadsToJavaBase(agent);
        maker.addReadsToUnnamed(agent);
        maker.addReads(agent, Instrumentation.class.getModule());
        maker.addReads(agent, JDK_MODULES);
        maker.export(loader.getClass().getModule(), agent, STARTUP);
        return null;
    }
}
