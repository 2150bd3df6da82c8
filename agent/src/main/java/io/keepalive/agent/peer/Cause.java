// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.peer;

import io.keepalive.agent.text.EnumWord;

/** Why a peer is dead. */
public enum Cause {
    /** On an idle connection, as many probes as the count allows went unanswered. */
    KEEPALIVE_TIMEOUT,
    /** Data in flight was not acknowledged in time. */
    RETRANSMISSION_TIMEOUT,
    /** The user timeout ended a connection whose peer replied but did not read. */
    BACKPRESSURE_TIMEOUT,
    /** This host lost its route, address or interface. */
    LOCAL_NETWORK,
    /** The peer sent a reset: its host does not have the connection any more, or its application aborted it. */
    RESET,
    /** The network reported that the peer cannot be reached. */
    UNREACHABLE,
    /** The evidence is not sufficient. */
    UNKNOWN;

    private final String label = EnumWord.of(this);

    /** The name used in logs and metrics, such as {@code keepalive_timeout}. */
    public String label() {
        return label;
    }
}
