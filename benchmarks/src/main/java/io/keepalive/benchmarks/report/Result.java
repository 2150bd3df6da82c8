// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.report;

import io.keepalive.benchmarks.figure.Curve;
import io.keepalive.benchmarks.figure.Figure;
import java.util.List;
import java.util.Map;

/**
 * A measurement on one JDK, as stored in a file.
 *
 * @param measurement its name on the command line
 * @param feature the feature version of the JDK
 * @param when RFC 3339, UTC
 * @param commit of the measured sources
 * @param versions of the JDK and of the compared agents
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
