package io.keepalive.compat.deaths;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.keepalive.testkit.kernel.ConnectionLifetime;
import io.keepalive.testkit.kernel.KernelWatch;
import io.keepalive.testkit.process.ForkedProcess;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether deaths were noticed when they were due. That has two parts: the kernel gives the peer up in time, as somebody
 * outside the application sees, and the agent's report follows within two looks of the watcher. For the second part alone
 * a busy machine is allowed for, by as much as it holds up the one outside.
 */
public final class TimingAssertions implements AutoCloseable {

    /** How often the agent looks, by default. */
    public static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

    /** What a virtual machine's own timers may be late by, beside the slack that the kernel allows itself. */
    private static final Duration TIMERS_LATE = Duration.ofMillis(500);

    private static final Duration THREADS_LATE = Duration.ofSeconds(1);

    private final KernelWatch kernel;

    private TimingAssertions(KernelWatch kernel) {
        this.kernel = kernel;
    }

    /** From now on the application's connections are looked at. */
    static TimingAssertions of(ForkedProcess application) {
        return new TimingAssertions(KernelWatch.of(application));
    }

    /**
     * What a connection heard before its peer fell silent counts too, so a death may come early by what the connection
     * had been idle for.
     *
     * @param death the report, of a connection that the application still holds
     * @param since when the peer fell silent, or data was sent to it after that
     * @param due after that
     * @param idleBefore for how long the connection may have been idle before
     */
    void assertInTime(JsonObject death, Interval since, DetectionDeadline due, Duration idleBefore) {
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
                        .plus(TIMERS_LATE));
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
