package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.event.Event;
import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.report.ListenAddress;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Where metrics are served. Takes no events: what is served has been counted where it happened. */
final class MetricsEndpoint implements Sink {

    static final long RETRY_MILLIS = 10_000;

    /** Between two questions whether it may listen. */
    static final long ASK_EVERY_MILLIS = 1_000;

    private final ListenAddress address;
    private final SinkContext desk;
    private final AgentSockets sockets;
    private final BooleanSupplier mayListen;
    private final LongSupplier millis;
    private MetricsServer server;
    private boolean complained;
    private long retryAtMillis = Long.MIN_VALUE;

    /**
     * @param sockets takes in those that are opened here
     * @param mayListen asked until it says so, every second
     * @param millis a clock that is never set
     */
    MetricsEndpoint(
            ListenAddress address,
            SinkContext desk,
            AgentSockets sockets,
            BooleanSupplier mayListen,
            LongSupplier millis) {
        this.address = address;
        this.desk = desk;
        this.sockets = sockets;
        this.mayListen = mayListen;
        this.millis = millis;
    }

    @Override
    public void accept(Event event) {
        // Counted already.
    }

    @Override
    public long tick() {
        if (server != null && server.hasEnded()) {
            close();
        }
        if (server == null && millis.getAsLong() >= retryAtMillis) {
            if (!mayListen.getAsBoolean()) {
                return ASK_EVERY_MILLIS;
            }
            open();
        }
        return server != null ? RETRY_MILLIS : Math.max(1, retryAtMillis - millis.getAsLong());
    }

    private void open() {
        try {
            server = MetricsServer.open(address.toSocketAddress(), new MetricsPage(desk), sockets, desk);
            complained = false;
        } catch (IOException | RuntimeException | LinkageError refused) {
            retryAtMillis = millis.getAsLong() + RETRY_MILLIS;
            if (!complained) {
                complained = true;
                desk.reportProblem("metrics cannot be served on " + address + " (" + refused.getMessage()
                        + "); tried again every " + RETRY_MILLIS / 1000 + " s");
            }
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }
}
