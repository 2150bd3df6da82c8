package io.keepalive.benchmarks.report;

import io.keepalive.benchmarks.figure.Curve;
import io.keepalive.benchmarks.figure.Figure;
import java.util.List;
import java.util.Map;

/**
 * A measurement on one JDK, as it is kept in a file.
 *
 * @param measurement its name on the command line
 * @param feature the JDK's: 8, 17
 * @param when RFC 3339, UTC
 * @param commit of the sources that were measured
 * @param versions of the JDK and of what the agent is compared with
 */
public record Result(
        String measurement,
        int feature,
        String when,
        String commit,
        Machine machine,
        Map<String, String> versions,
        List<Figure> figures,
        List<Curve> curves,
        List<String> notes) {}
