// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.kernel.AgentSockets;
import io.keepalive.agent.report.ListenAddress;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkContext;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Serves metrics while its address can be bound, and retries if it cannot. */
final class MetricsEndpoint implements Sink {

    static final long RETRY_MILLIS = 10_000;

    /** Interval of checks whether it may listen. */
    static final long PERMISSION_POLL_MILLIS = 1_000;

    private final ListenAddress address;
    private final SinkContext context;
    private final AgentSockets sockets;
    private final BooleanSupplier mayListen;
    private final LongSupplier millis;
    private MetricsServer server;
    private MetricsPage page;
    private boolean problemReported;
    private long retryAtMillis = Long.MIN_VALUE;

    /**
     * @param sockets opens and registers this endpoint's sockets
     * @param mayListen polled every second until it returns true
     * @param millis a monotonic clock
     */
    MetricsEndpoint(
            ListenAddress address,
            SinkContext context,
            AgentSockets sockets,
            BooleanSupplier mayListen,
            LongSupplier millis) {
        this.address = address;
        this.context = context;
        this.sockets = sockets;
        this.mayListen = mayListen;
        this.millis = millis;
    }

    @Override
    public long tick() {
        if (server != null && server.hasEnded()) {
            close();
        }
        if (server == null && millis.getAsLong() >= retryAtMillis) {
            if (!mayListen.getAsBoolean()) {
                return PERMISSION_POLL_MILLIS;
            }
            open();
        }
        return server != null ? RETRY_MILLIS : Math.max(1, retryAtMillis - millis.getAsLong());
    }

    private void open() {
        closePage();
        try {
            page = new MetricsPage(context);
            server = MetricsServer.open(address.toSocketAddress(), page, sockets, context);
            problemReported = false;
        } catch (IOException | RuntimeException | LinkageError refused) {
            retryAtMillis = millis.getAsLong() + RETRY_MILLIS;
            if (!problemReported) {
                problemReported = true;
                context.reportProblem("metrics cannot be served on " + address + " (" + refused.getMessage()
                        + "); tried again every " + RETRY_MILLIS / 1000 + " s");
            }
        }
    }

    /** Stops serving until the next tick. */
    @Override
    public void closeFiles() {
        close();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
            server = null;
        }
        closePage();
    }

    private void closePage() {
        if (page != null) {
            page.close();
            page = null;
        }
    }
}
