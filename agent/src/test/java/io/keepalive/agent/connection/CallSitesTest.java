// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.caller.StackSampleLimiter;
import io.keepalive.agent.kernel.KeepaliveOption;
import io.keepalive.agent.policy.Precedence;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallSitesTest {

    private static final int MANY = 10_000;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger stackReads = new AtomicInteger();
    private String caller = "com.acme.Pool";

    private final CallSites sites = new CallSites() {

        @Override
        Throwable stack() {
            stackReads.incrementAndGet();
            Throwable stack = new Throwable();
            stack.setStackTrace(new StackTraceElement[] {new StackTraceElement(caller, "open", caller + ".java", 1)});
            return stack;
        }

        @Override
        long nanos() {
            return now.get();
        }
    };
    private final SampleConnections sample = SampleConnections.enforcing(Precedence.AGENT);
    private final Connection connection = sample.opened(sample.calls.open(7));

    @Test
    void aCallSiteIsNewOnce() {
        assertThat(changes(MANY)).isEqualTo(1);
    }

    @Test
    void fewStacksOfManyChangesAreRead() {
        changes(MANY);
        assertThat(stackReads).hasValueLessThanOrEqualTo(StackSampleLimiter.UNLIMITED + 1);
    }

    @Test
    void aSecondCallSiteIsFoundAmongTheChangesOfTheFirst() {
        changes(MANY);
        caller = "com.acme.OtherPool";
        assertThat(changes(1)).isZero();
        now.addAndGet(StackSampleLimiter.INTERVAL_NANOS);
        assertThat(changes(MANY)).isEqualTo(1);
        assertThat(stackReads).hasValueLessThanOrEqualTo(StackSampleLimiter.UNLIMITED + 3);
    }

    @Test
    void newCallSitesDoNotCountAgainstTheLimit() {
        for (int site = 0; site < 2 * StackSampleLimiter.UNLIMITED; site++) {
            caller = "com.acme.Generated" + site;
            assertThat(changes(1)).isEqualTo(1);
        }
    }

    @Test
    void anotherKindOfChangeHasItsOwnLimit() {
        changes(MANY);
        assertThat(sites.ifNew(connection, KeepaliveOption.IDLE, 300)).isNotNull();
        caller = "com.acme.OtherPool";
        assertThat(sites.ifNew(connection, KeepaliveOption.ENABLED, 1)).isNotNull();
    }

    @Test
    void theNumberOfKnownCallSitesIsLimited() {
        for (int site = 0; site < CallSites.LIMIT; site++) {
            caller = "com.acme.Generated" + site;
            changes(1);
        }
        int before = stackReads.get();
        caller = "com.acme.OneTooMany";
        assertThat(changes(MANY)).isZero();
        assertThat(stackReads).hasValue(before);
    }

    @Test
    void anUnobservedChangeIsNewOnceForEachValue() {
        assertThat(sites.addUnobserved(connection, KeepaliveOption.IDLE, 300, true))
                .isTrue();
        assertThat(sites.addUnobserved(connection, KeepaliveOption.IDLE, 300, true))
                .isFalse();
        assertThat(sites.addUnobserved(connection, KeepaliveOption.IDLE, 300, false))
                .isTrue();
        assertThat(sites.addUnobserved(connection, KeepaliveOption.IDLE, 301, true))
                .isTrue();
        assertThat(stackReads).hasValue(0);
    }

    /** How many of these changes, made at one time, were new. */
    private int changes(int number) {
        int news = 0;
        for (int i = 0; i < number; i++) {
            news += sites.ifNew(connection, KeepaliveOption.ENABLED, 0) == null ? 0 : 1;
        }
        return news;
    }
}
