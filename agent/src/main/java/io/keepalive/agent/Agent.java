package io.keepalive.agent;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigLoader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.intercept.BridgeDefinition;
import io.keepalive.agent.report.AgentThread;
import java.lang.instrument.Instrumentation;

/** Starts the agent: on the main thread what cannot wait, and everything else on a thread of its own beside it. */
public final class Agent {

    private Agent() {}

    /**
     * Starts the agent beside the application. Returns at once, unless {@code fail-fast=true} wants the configuration
     * read first. With {@code mode=off} from outside the file, no file is read.
     *
     * @param argument {@code [PATH][,key=value]...}, or null
     */
    public static void start(String argument, Instrumentation instrumentation) {
        Overrides overrides = Overrides.ofThisProcess(argument);
        if (overrides.isKillSwitch()) {
            onOwnThread(() -> Refusal.reportOff(overrides, "mode=off is set outside the configuration file"));
        } else {
            Config loaded = overrides.failFast() ? loadOrRefuse(overrides) : null;
            LastWord lastWord = LastWord.expected();
            onOwnThread(() -> run(overrides, loaded, instrumentation, lastWord));
        }
    }

    private static void onOwnThread(Runnable work) {
        AgentThread.create("keepalive-agent", work).start();
    }

    /**
     * Refuses by halt, before main and before any shutdown hook could be there. An exception out of premain would end
     * the JVM too, but with a stack trace and an abort.
     */
    private static Config loadOrRefuse(Overrides overrides) {
        try {
            return ConfigLoader.load(overrides);
        } catch (InvalidConfigException invalid) {
            Refusal.report(overrides, invalid, "the start is refused, because fail-fast=true");
            Runtime.getRuntime().halt(1);
            throw new IllegalStateException("halted", invalid);
        }
    }

    private static void run(Overrides overrides, Config loaded, Instrumentation instrumentation, LastWord lastWord) {
        try {
            Config config = loaded != null ? loaded : ConfigLoader.load(overrides);
            lastWord.isSaid();
            BridgeDefinition.define(instrumentation);
            new AgentLoop(overrides, config, instrumentation).run();
        } catch (InvalidConfigException invalid) {
            Refusal.report(overrides, invalid, "the configuration is wrong, the application runs without the agent");
        } catch (Throwable failure) {
            Refusal.report(overrides, failure);
        } finally {
            lastWord.isSaid();
        }
    }
}
