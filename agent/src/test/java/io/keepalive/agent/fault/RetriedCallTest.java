package io.keepalive.agent.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

class RetriedCallTest {

    private int calls;

    @Test
    void isMadeAgainWhileSomethingIsInTheWay() {
        assertThat(RetriedCall.make(() -> failingUntil(3, new ClassCircularityError("X"))))
                .isEqualTo("made");
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void isMadeAgainBehindReflection() throws Exception {
        Exception carried = new InvocationTargetException(new NoClassDefFoundError("X"));
        assertThat(RetriedCall.make(() -> failing(2, carried))).isEqualTo("made");
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void givesUpInTheEndWithWhatWasThrown() {
        ClassCircularityError obstruction = new ClassCircularityError("X");
        assertThatThrownBy(() -> RetriedCall.make(() -> failingUntil(1_000, obstruction)))
                .isSameAs(obstruction);
        assertThat(calls).isEqualTo(RetriedCall.ATTEMPTS);
    }

    @Test
    void isNotMadeAgainWhereNothingGoesAway() {
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

    /** It may be the application's main, whose interrupt is nobody else's business. */
    @Test
    void isMadeAgainThoughTheThreadIsInterrupted() throws Exception {
        Thread.currentThread().interrupt();
        assertThat(RetriedCall.make(() -> failingUntil(3, new ClassCircularityError("X"))))
                .isEqualTo("made");
        assertThat(Thread.interrupted()).isTrue();
    }

    private String failingUntil(int success, LinkageError obstruction) {
        calls++;
        if (calls < success) {
            throw obstruction;
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
