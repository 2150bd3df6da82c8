package io.keepalive.agent.entry;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Mistake;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.intercept.BridgeDefinition;
import io.keepalive.agent.loop.AgentLoop;
import io.keepalive.agent.loop.Start;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.stream.Collectors;

/** The agent's life, once it is known how it is set. */
final class Startup implements Runnable {

    private final Overrides overrides;
    private final ConfigReader reader;
    /** Null where it is wrong, or where the operator has switched the agent off without it. */
    private final Config config;

    private final Instrumentation instrumentation;

    private Startup(Overrides overrides, ConfigReader reader, Config config, Instrumentation instrumentation) {
        this.overrides = overrides;
        this.reader = reader;
        this.config = config;
        this.instrumentation = instrumentation;
    }

    /** As {@link #besideMain}, on the main thread, where {@code fail-fast=true} can still refuse the start. */
    static Startup beforeMain(String argument, Instrumentation instrumentation, LastWord lastWord) {
        return afterReading(argument, instrumentation, lastWord, true);
    }

    /**
     * Reads the configuration, and complains of what is wrong with it. With {@code mode=off} from outside the file, no
     * file is read.
     *
     * @param lastWord is told when that is done
     * @return what is left to be done, on the agent's own thread
     */
    static Startup besideMain(String argument, Instrumentation instrumentation, LastWord lastWord) {
        return afterReading(argument, instrumentation, lastWord, false);
    }

    private static Startup afterReading(
            String argument, Instrumentation instrumentation, LastWord lastWord, boolean mayRefuse) {
        try {
            if (Outside.saysNothing(argument)) {
                lastWord.isSaid();
            }
            Overrides overrides = Overrides.ofThisProcess(argument);
            ConfigReader reader = new ConfigReader(overrides);
            Config config = overrides.isKillSwitch() ? null : read(overrides, reader, mayRefuse);
            return new Startup(overrides, reader, config, instrumentation);
        } finally {
            lastWord.isSaid();
        }
    }

    private static Config read(Overrides overrides, ConfigReader reader, boolean mayRefuse) {
        try {
            return reader.read().config();
        } catch (InvalidConfigException invalid) {
            refuse(overrides, invalid, mayRefuse);
        } catch (RuntimeException | Error failure) {
            failed(overrides, failure);
        }
        reader.stop();
        return null;
    }

    /**
     * Refuses by halt, before main and before any shutdown hook could be there. An exception out of premain would end
     * the JVM too, but with a stack trace and an abort.
     */
    private static void refuse(Overrides overrides, InvalidConfigException invalid, boolean mayRefuse) {
        if (mayRefuse && overrides.failFast()) {
            Refusal.report(overrides, invalid, "the start is refused, because fail-fast=true");
            Runtime.getRuntime().halt(1);
        }
        Refusal.report(overrides, invalid, "the configuration is wrong, the application runs without the agent");
        Start.ofThisAgent()
                .failed(invalid.mistakes().stream().map(Mistake::toString).collect(Collectors.toList()));
    }

    private static void failed(Overrides overrides, Throwable failure) {
        Refusal.report(overrides, failure);
        Start.ofThisAgent().failed(Collections.singletonList("it could not start: " + failure));
    }

    @Override
    public void run() {
        if (overrides.isKillSwitch()) {
            String reason = "mode=off is set outside the configuration file";
            Refusal.reportOff(overrides, reason);
            Start.ofThisAgent().failed(Collections.singletonList(reason));
        } else if (config != null) {
            live();
        }
    }

    private void live() {
        try {
            BridgeDefinition.define(instrumentation);
            new AgentLoop(reader, config, instrumentation).run(Start.ofThisAgent());
        } catch (Throwable failure) {
            failed(overrides, failure);
        }
    }
}
