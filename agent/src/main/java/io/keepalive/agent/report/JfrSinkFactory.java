// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import io.keepalive.agent.jdk.ClassInitialization;
import java.lang.reflect.InvocationTargetException;

/**
 * Opens the Flight Recorder sink if this JVM has jdk.jfr: 8u262 and later, unless a runtime image omits it. Loads the sink
 * by name, for the reason given in the package-info of report.jfr.
 */
public final class JfrSinkFactory implements SinkFactory {

    /**
     * How long the application may leave Flight Recorder unused before the sink waits for its first recording. That initialises
     * parts of the JDK, which takes some ten milliseconds: a program that ends soon does not need it. A recording that begins
     * earlier may lack the agent's events of its first tenth of a second.
     */
    private static final long DELAY_MILLIS = 5_000;

    /** Less than Flight Recorder takes from its initialisation to the start of its first recording, a quarter of a second. */
    private static final long POLL_MILLIS = 100;

    private static final String FLIGHT_RECORDER = "jdk.jfr.FlightRecorder";
    private static final String SINK = "io.keepalive.agent.report.jfr.JfrSink";

    private final ClassInitialization classes;
    private final boolean isBeforeMain;

    /**
     * @param classes whether Flight Recorder is in use
     * @param isBeforeMain whether the JVM has yet to start the recordings of its command line, which it does after premain
     */
    public JfrSinkFactory(ClassInitialization classes, boolean isBeforeMain) {
        this.classes = classes;
        this.isBeforeMain = isBeforeMain;
    }

    @Override
    public String name() {
        return "Flight Recorder";
    }

    @Override
    public Object settingsFor(ReportSettings settings) {
        return settings.jfr() ? Boolean.TRUE : null;
    }

    @Override
    public long dueInMillis(long waitedMillis) {
        boolean isDue = isBeforeMain || waitedMillis >= DELAY_MILLIS || classes.isInitialized(FLIGHT_RECORDER, true);
        return isDue ? 0 : POLL_MILLIS;
    }

    @Override
    public Sink open(ReportSettings settings, SinkContext context) {
        try {
            ClassLoader loader = JfrSinkFactory.class.getClassLoader();
            Class.forName(FLIGHT_RECORDER, false, loader);
            return (Sink) Class.forName(SINK, true, loader)
                    .getConstructor(SinkContext.class)
                    .newInstance(context);
        } catch (ClassNotFoundException noFlightRecorder) {
            return null;
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("Flight Recorder", failed.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Flight Recorder", impossible);
        }
    }
}
