package io.keepalive.agent.report;

import java.lang.reflect.InvocationTargetException;

/**
 * Opens the Flight Recorder sink if this JVM has jdk.jfr: 8u262 and later, unless a runtime image omits it. Loads the sink
 * by name, for the reason given in the package-info of report.jfr.
 */
public final class JfrSinkFactory implements SinkFactory {

    private static final String FLIGHT_RECORDER = "jdk.jfr.FlightRecorder";
    private static final String SINK = "io.keepalive.agent.report.jfr.JfrSink";

    @Override
    public String name() {
        return "Flight Recorder";
    }

    @Override
    public Object settingsFor(ReportSettings settings) {
        return settings.jfr() ? Boolean.TRUE : null;
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
