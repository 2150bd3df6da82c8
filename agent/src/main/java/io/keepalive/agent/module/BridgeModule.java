package io.keepalive.agent.module;

import io.keepalive.agent.fault.RetriedCall;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/**
 * Makes the module of the bridge, in the bootstrap loader, unless an earlier agent has: java.base may call the bridge, for
 * it has been woven into its classes, and so may the agent that this class belongs to. Nobody else.
 */
public final class BridgeModule implements Consumer<Instrumentation>, RetriedCall.Call<Void, RuntimeException> {

    private static final String NAME = "io.keepalive.agent.bridge";

    private Instrumentation instrumentation;
    private Module earlier;
    /** Null until it has been made, which is once. */
    private Module bridge;

    @Override
    public void accept(Instrumentation given) {
        instrumentation = given;
        earlier = earlier();
        bridge = earlier;
        RetriedCall.make(this);
    }

    /** Can be made again wherever it has failed. */
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

    /** Of the bridge that is there already, or null. */
    private static Module earlier() {
        try {
            return Class.forName(NAME + ".Bridge", false, null).getModule();
        } catch (ClassNotFoundException none) {
            return null;
        }
    }
}
