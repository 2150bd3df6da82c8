package io.keepalive.agent.startup;

import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.config.Reading;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.intercept.BridgeInjector;
import io.keepalive.agent.runtime.AgentLoop;
import io.keepalive.agent.runtime.HeldMain;
import io.keepalive.agent.runtime.StartupResult;
import io.keepalive.agent.text.FailureReason;
import io.keepalive.agent.thread.DaemonThreads;
import io.keepalive.agent.time.Pause;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.stream.Collectors;

/** The agent's life, once it is known how it is set. */
final class Startup implements Runnable {

    private final Overrides overrides;
    private final ConfigReader reader;
    private final Instrumentation instrumentation;
    private final HeldMain main;
    /** Null where it is wrong, or where the operator has switched the agent off without it. */
    private Config config;

    private Startup(String argument, Instrumentation instrumentation, HeldMain main) {
        this.overrides = Overrides.ofThisProcess(argument);
        this.reader = new ConfigReader(overrides);
        this.instrumentation = instrumentation;
        this.main = main;
    }

    /** As {@link #besideMain}, on the main thread, where {@code fail-fast=true} can still refuse the start. */
    static Startup beforeMain(
            String argument, Instrumentation instrumentation, StartupExitGuard lastWord, HeldMain main) {
        return afterReading(argument, instrumentation, lastWord, main, true);
    }

    /**
     * Reads the configuration, and complains of what is wrong with it. With {@code mode=off} from outside the file, no
     * file is read.
     *
     * @param lastWord is told when that is done
     * @param main is let go as soon as it is known that it need not wait for the hooks
     * @return what is left to be done, on the agent's own thread
     */
    static Startup besideMain(
            String argument, Instrumentation instrumentation, StartupExitGuard lastWord, HeldMain main) {
        if (main.isHeld() && !ExternalSettings.speaksOfSeeing(argument)) {
            DaemonThreads.create("keepalive-glance", new MainRelease(ExternalSettings.file(argument), main))
                    .start();
        }
        return afterReading(argument, instrumentation, lastWord, main, false);
    }

    private static Startup afterReading(
            String argument,
            Instrumentation instrumentation,
            StartupExitGuard lastWord,
            HeldMain main,
            boolean mayRefuse) {
        try {
            if (ExternalSettings.saysNothing(argument)) {
                lastWord.isSaid();
            }
            Startup startup = new Startup(argument, instrumentation, main);
            startup.read(mayRefuse);
            return startup;
        } finally {
            lastWord.isSaid();
        }
    }

    private void read(boolean mayRefuse) {
        try {
            config = overrides.isKillSwitch() ? null : firstReading(mayRefuse).config();
            if (config == null || !config.holdsMain()) {
                main.letGo();
            }
        } catch (InvalidConfigException invalid) {
            refuse(invalid, mayRefuse);
        } catch (RuntimeException | Error failure) {
            if (!mayRefuse && MemoryExhaustion.isCauseOf(failure)) {
                throw failure;
            }
            failed(failure);
        } finally {
            if (config == null) {
                reader.stop();
            }
        }
    }

    /**
     * What cannot be opened since nothing can is read again, until it can; unless main waits for the outcome, which may
     * refuse.
     */
    private Reading firstReading(boolean mayRefuse) {
        Reading reading = reader.read();
        if (!mayRefuse && !reading.isSuccessful()) {
            // What there was no descriptor for there may be one for a moment later.
            reading = reader.read();
        }
        for (boolean told = false;
                !mayRefuse && !reading.isSuccessful() && !SpareDescriptors.areAvailable();
                told = true) {
            main.letGo();
            if (!told) {
                StartupFailureReporter.delay(overrides);
            }
            Pause.sleep(SpareDescriptors.RETRY_MILLIS);
            reading = reader.read();
        }
        return reading;
    }

    /**
     * Refuses by halt, before main and before any shutdown hook could be there. An exception out of premain would end
     * the JVM too, but with a stack trace and an abort.
     */
    private void refuse(InvalidConfigException invalid, boolean mayRefuse) {
        if (mayRefuse && overrides.failFast()) {
            StartupFailureReporter.report(overrides, invalid, "the start is refused, because fail-fast=true");
            Runtime.getRuntime().halt(1);
        }
        main.letGo();
        StartupFailureReporter.report(
                overrides, invalid, "the configuration is wrong, the application runs without the agent");
        StartupResult.ofThisAgent()
                .failed(invalid.errors().stream().map(ConfigError::toString).collect(Collectors.toList()));
    }

    private void failed(Throwable failure) {
        main.letGo();
        StartupFailureReporter.report(overrides, config, failure);
        StartupResult.ofThisAgent()
                .failed(Collections.singletonList("it could not start: " + FailureReason.of(failure)));
    }

    @Override
    public void run() {
        if (overrides.isKillSwitch()) {
            String reason = "mode=off is set outside the configuration file";
            StartupFailureReporter.reportOff(overrides, reason);
            StartupResult.ofThisAgent().failed(Collections.singletonList(reason));
        } else if (config != null) {
            live();
        }
    }

    private void live() {
        try {
            BridgeInjector.define(instrumentation);
            new AgentLoop(reader, config, instrumentation, main).run(StartupResult.ofThisAgent());
        } catch (Exception | Error failure) {
            if (MemoryExhaustion.isCauseOf(failure)) {
                throw new IllegalStateException(failure);
            }
            failed(failure);
        }
    }
}
