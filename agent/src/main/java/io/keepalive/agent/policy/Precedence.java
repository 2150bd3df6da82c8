// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

/** Which side wins when the application sets keepalive options itself. */
public enum Precedence {
    /** The side that detects a dead peer sooner: detection is never later than without the agent. */
    STRICTEST,
    /** The policy: it overrides what the application sets. */
    AGENT,
    /** The application: options that it has set explicitly are kept. */
    APP,
    /** Explicit timings are kept; a bare {@code setKeepAlive(false)} is overridden. */
    FILL_GAPS
}
