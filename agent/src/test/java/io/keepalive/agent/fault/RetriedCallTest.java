// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

class RetriedCallTest {

    private int calls;

    @Test
    void isRetriedAfterATransientFailure() {
        assertThat(RetriedCall.make(() -> failingUntil(3, new ClassCircularityError("X"))))
                .isEqualTo("made");
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void isRetriedAfterATransientFailureBehindReflection() throws Exception {
        Exception carried = new InvocationTargetException(new NoClassDefFoundError("X"));
        assertThat(RetriedCall.make(() -> failing(2, carried))).isEqualTo("made");
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void throwsTheLastFailureAfterAllAttempts() {
        ClassCircularityError transientFailure = new ClassCircularityError("X");
        assertThatThrownBy(() -> RetriedCall.make(() -> failingUntil(1_000, transientFailure)))
                .isSameAs(transientFailure);
        assertThat(calls).isEqualTo(RetriedCall.ATTEMPTS);
    }

    @Test
    void isNotRetriedAfterAPermanentFailure() {
        for (Throwable lasting : new Throwable[] {
            new NoSuchMethodError("made otherwise"),
            new ExceptionInInitializerError("failed for good"),
            new UnsupportedClassVersionError(),
            new IllegalArgumentException(),
            new IOException(),
            new InvocationTargetException(new IllegalStateException())
        }) {
            calls = 0;
            assertThatThrownBy(() -> RetriedCall.make(() -> failing(1_000, lasting)))
                    .isSameAs(lasting);
            assertThat(calls).as("%s", lasting).isEqualTo(1);
        }
    }

    /** The thread may be the application's main thread, whose interrupt must survive. */
    @Test
    void isRetriedOnAnInterruptedThread() throws Exception {
        Thread.currentThread().interrupt();
        assertThat(RetriedCall.make(() -> failingUntil(3, new ClassCircularityError("X"))))
                .isEqualTo("made");
        assertThat(Thread.interrupted()).isTrue();
    }

    private String failingUntil(int success, LinkageError transientFailure) {
        calls++;
        if (calls < success) {
            throw transientFailure;
        }
        return "made";
    }

    private String failing(int success, Throwable failure) throws Exception {
        calls++;
        if (calls < success) {
            if (failure instanceof Error) {
                throw (Error) failure;
            }
            throw (Exception) failure;
        }
        return "made";
    }
}
