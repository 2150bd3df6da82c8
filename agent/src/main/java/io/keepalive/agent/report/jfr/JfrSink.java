package io.keepalive.agent.report.jfr;

import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * Makes the agent's events known to Flight Recorder as soon as that is used, and not before: to register an event, or
 * only to make one, initialises Flight Recorder, which takes a JVM that nobody records a quarter to half a second.
 */
public final class JfrSink implements Sink, FlightRecorderListener {

    private final SinkContext context;
    private volatile boolean closed;

    /** Waits for Flight Recorder, or where it is in use already, begins at once. */
    public JfrSink(SinkContext context) {
        this.context = context;
        FlightRecorder.addListener(this);
    }

    /** On the thread that first uses Flight Recorder, before its recording begins. */
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        try {
            synchronized (this) {
                if (!closed) {
                    FlightRecorder.register(PeerDeadEvent.class);
                    FlightRecorder.register(PeerSuspectEvent.class);
                    FlightRecorder.register(ConnectionOpenedEvent.class);
                    context.setInlineListener(new JfrEventWriter());
                }
            }
        } catch (RuntimeException | Error failure) {
            ThreadStop.passOn(failure);
            context.failed("Flight Recorder", failure);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        FlightRecorder.removeListener(this);
        context.setInlineListener(null);
        if (FlightRecorder.isInitialized()) {
            FlightRecorder.unregister(PeerDeadEvent.class);
            FlightRecorder.unregister(PeerSuspectEvent.class);
            FlightRecorder.unregister(ConnectionOpenedEvent.class);
        }
    }
}
