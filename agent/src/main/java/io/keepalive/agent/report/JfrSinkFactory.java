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

    /** Where main waits, its first connections follow the start of the recording at once. */
    private static final long POLL_BEFORE_MAIN_MILLIS = 10;

    /** After the delay, for as long as the application lives: a recording that begins then may lack the first second. */
    private static final long LATE_POLL_MILLIS = 1_000;

    private static final String FLIGHT_RECORDER = "jdk.jfr.FlightRecorder";

    /**
     * Reads the system property java.security.properties once, when it is initialised. Waiting for a recording initialises it
     * (SecuritySupport of jdk.jfr makes a FilePermission, in Java 11 to 23), so the application must have done that.
     */
    private static final String SECURITY = "java.security.Security";

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
        boolean hasWaited = waitedMillis >= DELAY_MILLIS;
        boolean isDue = classes.isInitialized(FLIGHT_RECORDER, true)
                || (isBeforeMain || hasWaited) && classes.isInitialized(SECURITY, true);
        return isDue ? 0 : pollMillis(hasWaited);
    }

    private long pollMillis(boolean hasWaited) {
        if (hasWaited) {
            return LATE_POLL_MILLIS;
        }
        return isBeforeMain ? POLL_BEFORE_MAIN_MILLIS : POLL_MILLIS;
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
