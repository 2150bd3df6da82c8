// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * Registers the agent's events with Flight Recorder as soon as it is used. Not earlier: registering or creating an event
 * initialises Flight Recorder, which takes a quarter to half a second.
 */
public final class JfrSink implements Sink, FlightRecorderListener {

    private final SinkContext context;
    private volatile boolean closed;

    /** Waits for Flight Recorder, or starts at once if it is in use. */
    public JfrSink(SinkContext context) {
        this.context = context;
        FlightRecorder.addListener(this);
    }

    /** Called on the thread that first uses Flight Recorder, before the recording starts. */
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        try {
            synchronized (this) {
                if (!closed) {
                    FlightRecorder.register(PeerDeadEvent.class);
                    FlightRecorder.register(PeerSuspectEvent.class);
                    FlightRecorder.register(PeerStalledEvent.class);
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
            FlightRecorder.unregister(PeerStalledEvent.class);
            FlightRecorder.unregister(ConnectionOpenedEvent.class);
        }
    }
}
