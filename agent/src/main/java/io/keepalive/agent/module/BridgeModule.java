// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.module;

import io.keepalive.agent.fault.RetriedCall;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/**
 * Creates the module of the bridge in the bootstrap loader, unless an earlier agent has. It is exported to java.base,
 * whose classes call the bridge, and to the agent of this class, and to no other module.
 */
public final class BridgeModule implements Consumer<Instrumentation>, RetriedCall.Call<Void, RuntimeException> {

    private static final String NAME = "io.keepalive.agent.bridge";

    private Instrumentation instrumentation;
    private Module earlier;
    /** Null until it is created, which succeeds only once. */
    private Module bridge;

    @Override
    public void accept(Instrumentation jvm) {
        instrumentation = jvm;
        earlier = earlier();
        bridge = earlier;
        RetriedCall.make(this);
    }

    /** Creates the module; may be repeated after a failure at any step. */
    @Override
    public Void make() {
        ModuleMaker maker = new ModuleMaker(instrumentation);
        if (bridge == null) {
            bridge = maker.make(null, NAME, NAME);
        }
        if (earlier == null) {
            maker.addReadsToJavaBase(bridge);
            maker.export(Object.class.getModule(), bridge, NAME);
        }
        if (bridge.isNamed()) {
            maker.export(BridgeModule.class.getModule(), bridge, NAME);
        }
        return null;
    }

    /** The module of a bridge that is already defined, or null. */
    private static Module earlier() {
        try {
            return Class.forName(NAME + ".Bridge", false, null).getModule();
        } catch (ClassNotFoundException none) {
            return null;
        }
    }
}
