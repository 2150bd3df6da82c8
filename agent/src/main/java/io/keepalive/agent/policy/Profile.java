// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.policy;

import io.keepalive.agent.text.EnumWord;

/**
 * Timings known to suit a kind of network, named after the middlebox that drops idle connections.
 *
 * <p>The limit of a profile is the idle time after which that middlebox drops a connection, as its vendor documents it:
 * AWS Network Load Balancer, "Connection idle timeout" (350 s for TCP by default); Azure Load Balancer, "TCP Reset and
 * idle timeout" (4 min by default); Google Cloud VPC, "Idle connections" (10 min, fixed).
 */
public enum Profile {
    /** The agent's default timings. */
    DEFAULT(60, 10, 3, Profile.NO_LIMIT),
    /** For networks where a dead peer must be detected within twenty seconds. */
    FAST(10, 3, 3, Profile.NO_LIMIT),
    /** Behind or through an AWS Network Load Balancer. */
    AWS_NLB(240, 30, 3, 350),
    /** Behind or through an Azure Load Balancer. */
    AZURE_LB(120, 20, 3, 240),
    /** Between virtual machines of Google Cloud. */
    GCP(270, 30, 3, 600);

    /** The limit of a profile without a middlebox. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    private final String label = EnumWord.hyphenated(this);
    private final int idleSeconds;
    private final int intervalSeconds;
    private final int count;
    private final int silenceLimitSeconds;

    Profile(int idleSeconds, int intervalSeconds, int count, int silenceLimitSeconds) {
        this.idleSeconds = idleSeconds;
        this.intervalSeconds = intervalSeconds;
        this.count = count;
        this.silenceLimitSeconds = silenceLimitSeconds;
    }

    /** The name used in the configuration, such as {@code aws-nlb}. */
    public String label() {
        return label;
    }

    /** TCP_KEEPIDLE in seconds. */
    public int idleSeconds() {
        return idleSeconds;
    }

    /** TCP_KEEPINTVL in seconds. */
    public int intervalSeconds() {
        return intervalSeconds;
    }

    /** TCP_KEEPCNT. */
    public int count() {
        return count;
    }

    /** The idle time in seconds after which the middlebox drops a connection, or {@link #NO_LIMIT}. */
    public int silenceLimitSeconds() {
        return silenceLimitSeconds;
    }
}
