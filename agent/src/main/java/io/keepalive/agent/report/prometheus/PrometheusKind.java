package io.keepalive.agent.report.prometheus;

import io.keepalive.agent.report.Desk;
import io.keepalive.agent.report.ReportSettings;
import io.keepalive.agent.report.Sink;
import io.keepalive.agent.report.SinkKind;
import java.util.function.BooleanSupplier;

/** Metrics for Prometheus, where an address is configured. */
public final class PrometheusKind implements SinkKind {

    private final BooleanSupplier mayStart;

    /** @param mayStart whether the host is ready for what the JDK's HTTP server initialises: java.util.logging */
    public PrometheusKind(BooleanSupplier mayStart) {
        this.mayStart = mayStart;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public Object wish(ReportSettings settings) {
        return settings.prometheus();
    }

    @Override
    public Sink open(ReportSettings settings, Desk desk) {
        return new MetricsEndpoint(settings.prometheus(), desk, mayStart, () -> System.nanoTime() / 1_000_000);
    }
}
