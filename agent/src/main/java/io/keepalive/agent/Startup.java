package io.keepalive.agent;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigLoader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.intercept.BridgeDefinition;
import java.lang.instrument.Instrumentation;

/** The agent's life, once it is known how it is set. */
final class Startup implements Runnable {

    private final Overrides overrides;
    /** Null where it is wrong, or where the operator has switched the agent off without it. */
    private final Config config;

    private final Instrumentation instrumentation;

    private Startup(Overrides overrides, Config config, Instrumentation instrumentation) {
        this.overrides = overrides;
        this.config = config;
        this.instrumentation = instrumentation;
    }

    /**
     * Reads the configuration, and complains of what is wrong with it. With {@code mode=off} from outside the file, no
     * file is read.
     *
     * @param lastWord is told when that is done
     * @return what is left to be done, on the agent's own thread
     */
    static Startup afterReading(String argument, Instrumentation instrumentation, LastWord lastWord) {
        try {
            if (Outside.saysNothing(argument)) {
                lastWord.isSaid();
            }
            Overrides overrides = Overrides.ofThisProcess(argument);
            return new Startup(overrides, overrides.isKillSwitch() ? null : read(overrides), instrumentation);
        } finally {
            lastWord.isSaid();
        }
    }

    private static Config read(Overrides overrides) {
        try {
            return ConfigLoader.load(overrides);
        } catch (InvalidConfigException invalid) {
            refuse(overrides, invalid);
        } catch (RuntimeException | Error failure) {
            Refusal.report(overrides, failure);
        }
        return null;
    }

    /**
     * Refuses by halt, before main and before any shutdown hook could be there. An exception out of premain would end
     * the JVM too, but with a stack trace and an abort.
     */
    private static void refuse(Overrides overrides, InvalidConfigException invalid) {
        if (overrides.failFast()) {
            Refusal.report(overrides, invalid, "the start is refused, because fail-fast=true");
            Runtime.getRuntime().halt(1);
        }
        Refusal.report(overrides, invalid, "the configuration is wrong, the application runs without the agent");
    }

    @Override
    public void run() {
        if (overrides.isKillSwitch()) {
            Refusal.reportOff(overrides, "mode=off is set outside the configuration file");
        } else if (config != null) {
            live();
        }
    }

    private void live() {
        try {
            BridgeDefinition.define(instrumentation);
            new AgentLoop(overrides, config, instrumentation).run();
        } catch (Throwable failure) {
            Refusal.report(overrides, failure);
        }
    }
}
