package io.keepalive.agent.module;

import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/**
 * Makes the module of the bridge, in the bootstrap loader, unless an earlier agent has: java.base may call the bridge, for
 * it has been woven into its classes, and so may the agent that this class belongs to. Nobody else.
 */
public final class BridgeModule implements Consumer<Instrumentation> {

    private static final String NAME = "io.keepalive.agent.bridge";

    @Override
    public void accept(Instrumentation instrumentation) {
        ModuleMaker maker = new ModuleMaker(instrumentation);
        Module bridge = earlier();
        if (bridge == null) {
            bridge = maker.make(null, NAME, NAME);
            maker.letIn(Object.class.getModule(), bridge, NAME);
        }
        if (bridge.isNamed()) {
            maker.letIn(BridgeModule.class.getModule(), bridge, NAME);
        }
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
