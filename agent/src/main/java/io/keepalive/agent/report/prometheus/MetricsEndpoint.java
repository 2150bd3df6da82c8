package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.report.Desk;
import io.keepalive.agent.report.Event;
import io.keepalive.agent.report.ListenAddress;
import io.keepalive.agent.report.Sink;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Where metrics are served. Takes no events: what is served has been counted where it happened. */
final class MetricsEndpoint implements Sink {

    static final long RETRY_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 500;

    private final ListenAddress address;
    private final Desk desk;
    private final BooleanSupplier mayStart;
    private final LongSupplier millis;
    private MetricsServer server;
    private boolean impossible;
    private boolean complained;
    private long retryAtMillis = Long.MIN_VALUE;

    /**
     * @param mayStart whether the host is ready for what the JDK's HTTP server initialises
     * @param millis a clock that is never set
     */
    MetricsEndpoint(ListenAddress address, Desk desk, BooleanSupplier mayStart, LongSupplier millis) {
        this.address = address;
        this.desk = desk;
        this.mayStart = mayStart;
        this.millis = millis;
    }

    @Override
    public void accept(Event event) {
        // Counted already.
    }

    @Override
    public long tick() {
        if (server != null || impossible) {
            return Long.MAX_VALUE;
        }
        if (millis.getAsLong() >= retryAtMillis) {
            if (!mayStart.getAsBoolean()) {
                return LOOK_MILLIS;
            }
            open();
        }
        return server != null || impossible ? Long.MAX_VALUE : Math.max(1, retryAtMillis - millis.getAsLong());
    }

    private void open() {
        try {
            MetricsServer bound = new MetricsServer(address, desk);
            desk.listensOn(address.port());
            bound.start();
            server = bound;
            complained = false;
        } catch (IOException taken) {
            retryAtMillis = millis.getAsLong() + RETRY_MILLIS;
            if (!complained) {
                complained = true;
                desk.complain("metrics cannot be served on " + address + " (" + taken.getMessage()
                        + "); tried again every " + RETRY_MILLIS / 1000 + " s");
            }
        } catch (LinkageError missing) {
            impossible = true;
            desk.complain("metrics cannot be served: this Java runtime has no HTTP server (module jdk.httpserver)");
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
            desk.listensOn(0);
        }
    }
}
