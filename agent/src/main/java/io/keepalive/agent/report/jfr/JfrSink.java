// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.jfr;

import io.keepalive.agent.fault.ThreadStop;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

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

    /**
     * Registers a class once more when a recording has begun, on the thread that begins it. Java 8 takes the registered
     * classes for the file before it marks the recording as begun (PlatformRecorder.start), and what is registered between
     * the two is missing in the file's description of its events until the next file: no tool can read them. Registering
     * while a recording runs writes the description anew.
     */
    @Override
    public void recordingStateChanged(Recording recording) {
        try {
            if (recording.getState() == RecordingState.RUNNING) {
                registerAgain();
            }
        } catch (RuntimeException | Error failure) {
            ThreadStop.passOn(failure);
            context.failed("Flight Recorder", failure);
        }
    }

    private synchronized void registerAgain() {
        if (!closed) {
            FlightRecorder.register(PeerDeadEvent.class);
        }
    }

    /**
     * Flight Recorder calls this listener and removes it under a lock of its own, which must therefore not be taken under
     * the lock of this sink.
     */
    @Override
    public void close() {
        closed = true;
        FlightRecorder.removeListener(this);
        unregister();
    }

    private synchronized void unregister() {
        context.setInlineListener(null);
        if (FlightRecorder.isInitialized()) {
            FlightRecorder.unregister(PeerDeadEvent.class);
            FlightRecorder.unregister(PeerSuspectEvent.class);
            FlightRecorder.unregister(PeerStalledEvent.class);
            FlightRecorder.unregister(ConnectionOpenedEvent.class);
        }
    }
}
