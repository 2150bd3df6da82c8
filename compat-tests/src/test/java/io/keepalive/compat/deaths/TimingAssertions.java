// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.kernel.ConnectionLifetime;
import io.keepalive.testkit.kernel.KernelWatch;
import io.keepalive.testkit.process.ForkedProcess;
import java.time.Duration;
import java.time.Instant;

/**
 * Asserts that deaths are detected in time. That has two parts: the kernel ends the connection in time, as observed
 * from outside the application, and the agent reports it within two rounds of the watcher. The first part allows for a
 * machine that stood still, the second for one that was busy, by what the observer measures.
 */
public final class TimingAssertions implements AutoCloseable {

    /** The default time between two rounds. */
    public static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

    /** How late the timers of a virtual machine may be, in addition to the slack of the kernel. */
    private static final Duration TIMERS_LATE = Duration.ofMillis(500);

    private static final Duration THREADS_LATE = Duration.ofSeconds(1);

    private final KernelWatch kernel;

    private TimingAssertions(KernelWatch kernel) {
        this.kernel = kernel;
    }

    /** Starts to observe the application's connections. */
    public static TimingAssertions of(ForkedProcess application) {
        return new TimingAssertions(KernelWatch.of(application));
    }

    /**
     * Segments received before the silence count too, so a death may come early by the idle time before it.
     *
     * @param death the report; the application still holds the connection
     * @param since when the peer fell silent, or data was sent to it after that
     * @param due the time from then to the death
     * @param idleBefore how long the connection may have been idle before
     */
    public void assertInTime(JsonObject death, Interval since, DetectionDeadline due, Duration idleBefore) {
        ConnectionLifetime lifetime = kernel.lifetime(
                death.get("network.local.port").getAsInt(),
                death.get("network.peer.address").getAsString(),
                death.get("network.peer.port").getAsInt());
        Instant open = lifetime.lastSeenOpen();
        Instant ended = lifetime.firstSeenEnded();
        assertThat(ended)
                .as("the kernel's verdict, not before its time")
                .isAfter(since.begin().plus(due.atLeast()).minus(idleBefore));
        assertThat(open)
                .as("the kernel's verdict, in time")
                .isBefore(since.end()
                        .plus(due.atMost(lifetime.retransmissionTimeout()))
                        .plus(TIMERS_LATE)
                        .plus(kernel.standstill()));
        Duration busy = THREADS_LATE.plus(kernel.longestGap().multipliedBy(2));
        assertThat(IdleConnectionScenario.timeOf(death))
                .as("the report of the kernel's verdict")
                .isBetween(
                        open.minus(busy),
                        ended.plus(WATCH_PERIOD.multipliedBy(2)).plus(busy));
    }

    @Override
    public void close() {
        kernel.close();
    }
}
