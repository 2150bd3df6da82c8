// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

/** Who opened a connection. */
public enum Direction {
    /** The peer opened it and this process accepted it. */
    INBOUND,
    /** This process opened it. */
    OUTBOUND
}
