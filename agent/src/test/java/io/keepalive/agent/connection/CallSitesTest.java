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
    private final AtomicInteger looks = new AtomicInteger();
    private String caller = "com.acme.Pool";

    private final CallSites sites = new CallSites(this::stack, now::get);
    private final SampleConnections scene = SampleConnections.enforcing(Precedence.AGENT);
    private final Connection connection = scene.opened(scene.calls.open(7));

    @Test
    void aPlaceIsNewOnce() {
        assertThat(changes(MANY)).isEqualTo(1);
    }

    @Test
    void fewOfManyChangesAreLookedAt() {
        changes(MANY);
        assertThat(looks).hasValueLessThanOrEqualTo(StackSampleLimiter.UNLIMITED + 1);
    }

    @Test
    void aSecondPlaceIsFoundAmongTheChangesOfTheFirst() {
        changes(MANY);
        caller = "com.acme.OtherPool";
        assertThat(changes(1)).isZero();
        now.addAndGet(StackSampleLimiter.INTERVAL_NANOS);
        assertThat(changes(MANY)).isEqualTo(1);
        assertThat(looks).hasValueLessThanOrEqualTo(StackSampleLimiter.UNLIMITED + 3);
    }

    @Test
    void placesThatAreNewCostNoLook() {
        for (int place = 0; place < 2 * StackSampleLimiter.UNLIMITED; place++) {
            caller = "com.acme.Generated" + place;
            assertThat(changes(1)).isEqualTo(1);
        }
    }

    @Test
    void anotherKindOfChangeIsLookedAtFreely() {
        changes(MANY);
        assertThat(sites.ifNew(connection, KeepaliveOption.IDLE, 300)).isNotNull();
        caller = "com.acme.OtherPool";
        assertThat(sites.ifNew(connection, KeepaliveOption.ENABLED, 1)).isNotNull();
    }

    @Test
    void thereIsAnEndToWhatIsRemembered() {
        for (int place = 0; place < CallSites.MOST; place++) {
            caller = "com.acme.Generated" + place;
            changes(1);
        }
        int before = looks.get();
        caller = "com.acme.OneTooMany";
        assertThat(changes(MANY)).isZero();
        assertThat(looks).hasValue(before);
    }

    @Test
    void whatNobodyWasSeenChangingIsNewOnceForEachValue() {
        assertThat(sites.addUnseen(connection, KeepaliveOption.IDLE, 300, true)).isTrue();
        assertThat(sites.addUnseen(connection, KeepaliveOption.IDLE, 300, true)).isFalse();
        assertThat(sites.addUnseen(connection, KeepaliveOption.IDLE, 300, false))
                .isTrue();
        assertThat(sites.addUnseen(connection, KeepaliveOption.IDLE, 301, true)).isTrue();
        assertThat(looks).hasValue(0);
    }

    /** How many of so many changes, made at one time, were news. */
    private int changes(int number) {
        int news = 0;
        for (int i = 0; i < number; i++) {
            news += sites.ifNew(connection, KeepaliveOption.ENABLED, 0) == null ? 0 : 1;
        }
        return news;
    }

    private Throwable stack() {
        looks.incrementAndGet();
        Throwable stack = new Throwable();
        stack.setStackTrace(new StackTraceElement[] {new StackTraceElement(caller, "open", caller + ".java", 1)});
        return stack;
    }
}
