// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report;

import java.util.List;

/** Opens the configured sinks. Called on the reporter's thread, which alone may do I/O. */
interface SinkOpener {

    /**
     * Opens newly configured sinks and closes those that are no longer configured.
     *
     * @return all open sinks
     */
    List<Sink> open(ReportSettings settings, SinkContext context);
}
