package io.keepalive.agent;

import io.keepalive.agent.report.JfrKind;
import io.keepalive.agent.report.SinkKind;
import io.keepalive.agent.report.prometheus.PrometheusKind;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.List;

/** Where the agent reports to beside the log: the one place that knows which kinds there are. */
final class ReportKinds {

    private ReportKinds() {}

    static List<SinkKind> of(Instrumentation instrumentation) {
        return Arrays.asList(new JfrKind(), new PrometheusKind(new HostLogging(instrumentation)));
    }
}
