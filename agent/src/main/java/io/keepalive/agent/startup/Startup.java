// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.startup;

import io.keepalive.agent.ExitGuard;
import io.keepalive.agent.ExternalSettings;
import io.keepalive.agent.HeldMain;
import io.keepalive.agent.config.Config;
import io.keepalive.agent.config.ConfigReader;
import io.keepalive.agent.config.InvalidConfigException;
import io.keepalive.agent.config.Overrides;
import io.keepalive.agent.config.Reading;
import io.keepalive.agent.config.yaml.ConfigError;
import io.keepalive.agent.fault.MemoryExhaustion;
import io.keepalive.agent.file.SpareDescriptors;
import io.keepalive.agent.intercept.BridgeInjector;
import io.keepalive.agent.jdk.ProcessEnd;
import io.keepalive.agent.kernel.Platform;
import io.keepalive.agent.runtime.AgentLoop;
import io.keepalive.agent.runtime.StartupResult;
import io.keepalive.agent.text.FailureReason;
import io.keepalive.agent.time.Pause;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.stream.Collectors;

/** Reads the configuration, and runs the agent with it or reports why the agent does not run. */
final class Startup implements Runnable {

    /**
     * Attempts, a second apart, to open a file that this process may read, where a look for descriptors finds some each time:
     * they may have become free only after the attempt.
     */
    private static final int MOST_REFUSALS = 10;

    private final Overrides overrides;
    private final ConfigReader reader;
    private final Instrumentation instrumentation;
    private final HeldMain main;
    /** Null if it is invalid, or not needed because mode=off is set outside it. */
    private Config config;

    private Startup(String argument, Instrumentation instrumentation, HeldMain main) {
        this.overrides = Overrides.ofThisProcess(argument);
        this.reader = new ConfigReader(overrides);
        this.instrumentation = instrumentation;
        this.main = main;
    }

    /** Like {@link #besideMain}, but while main waits for it, so that {@code fail-fast=true} can end the JVM. */
    static Startup beforeMain(String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main) {
        return afterReading(argument, instrumentation, exitGuard, main, true);
    }

    /**
     * Reads the configuration and reports its errors. With {@code mode=off} outside the file, no file is read.
     *
     * @param exitGuard is released after that
     * @param main is released as soon as it is known that it need not wait for the hooks
     * @return the rest of the start, to be run on the agent's own thread
     */
    static Startup besideMain(String argument, Instrumentation instrumentation, ExitGuard exitGuard, HeldMain main) {
        return afterReading(argument, instrumentation, exitGuard, main, false);
    }

    private static Startup afterReading(
            String argument,
            Instrumentation instrumentation,
            ExitGuard exitGuard,
            HeldMain main,
            boolean isBeforeMain) {
        try {
            if (ExternalSettings.areEmpty(argument)) {
                exitGuard.release();
            }
            Startup startup = new Startup(argument, instrumentation, main);
            startup.read(isBeforeMain);
            return startup;
        } finally {
            exitGuard.release();
        }
    }

    private void read(boolean isBeforeMain) {
        try {
            config = overrides.isKillSwitch() ? null : accepted(firstReading(isBeforeMain));
            if (config == null || !config.holdsMain()) {
                main.release();
            }
        } catch (InvalidConfigException invalid) {
            reject(invalid, isBeforeMain);
        } catch (RuntimeException | Error failure) {
            if (!isBeforeMain && MemoryExhaustion.isCauseOf(failure)) {
                throw failure;
            }
            failed(failure);
        } finally {
            if (config == null) {
                reader.stop();
            }
        }
    }

    private Config accepted(Reading reading) throws InvalidConfigException {
        Config valid = reading.config();
        reader.accept(reading);
        return valid;
    }

    /**
     * Reads the configuration; while the process has no spare file descriptor, again every second, unless main waits
     * for the outcome.
     */
    private Reading firstReading(boolean isBeforeMain) {
        Reading reading = reader.read();
        boolean isReported = false;
        int refusals = 0;
        while (!isBeforeMain && !reading.isSuccessful() && refusals < MOST_REFUSALS) {
            main.release();
            if (!SpareDescriptors.areAvailable()) {
                refusals = 0;
                isReported = isReported || reportDelay();
            } else if (reading.isRefusedForNow()) {
                refusals++;
            } else {
                return reading;
            }
            Pause.sleep(SpareDescriptors.RETRY_MILLIS);
            reading = reader.read();
        }
        return reading;
    }

    private boolean reportDelay() {
        StartupFailureReporter.delay(overrides);
        return true;
    }

    /**
     * With fail-fast, ends the JVM without an exit: this is before main, and no shutdown hook of the application exists. An
     * exception out of premain would end the JVM too, but with a stack trace and an abort.
     */
    private void reject(InvalidConfigException invalid, boolean isBeforeMain) {
        if (isBeforeMain && overrides.failFast()) {
            StartupFailureReporter.report(overrides, invalid, "the start is refused, because fail-fast=true");
            endJvm();
        }
        main.release();
        StartupFailureReporter.report(
                overrides, invalid, "the configuration is invalid, the application runs without the agent");
        StartupResult.ofThisAgent()
                .failed(invalid.errors().stream().map(ConfigError::toString).collect(Collectors.toList()));
    }

    private void endJvm() {
        if (Platform.javaVersion() >= ProcessEnd.FIRST_WITH_SLOW_HALT) {
            ProcessEnd.atOnce(instrumentation, 1);
        }
        Runtime.getRuntime().halt(1);
    }

    private void failed(Throwable failure) {
        main.release();
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
            runAgent();
        }
    }

    private void runAgent() {
        try {
            BridgeInjector.define(instrumentation);
            new AgentLoop(reader, config, instrumentation, main).run(StartupResult.ofThisAgent());
        } catch (Exception | Error failure) {
            abandon();
            if (MemoryExhaustion.isCauseOf(failure)) {
                throw new IllegalStateException(failure);
            }
            failed(failure);
        }
    }

    /** Ends the thread that reads the configuration: the next start waits for it. */
    void abandon() {
        reader.stop();
    }
}
