package io.keepalive.agent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BridgeTest {

    private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();

    private final FileDescriptor descriptor = new FileDescriptor();
    private final Log log = new Log();

    @AfterEach
    void observeNoMore() {
        Bridge.observe(INSTRUMENTATION, null);
    }

    /** Writes down what it is told, and throws the next of what it has been given to throw. */
    private static final class Log implements SocketObserver {

        private final List<String> told = new ArrayList<>();
        private final List<Error> toThrow = new ArrayList<>();

        private void tell(String what) {
            told.add(what);
            if (!toThrow.isEmpty()) {
                throw toThrow.remove(0);
            }
        }

        @Override
        public void readFailed(FileDescriptor descriptor, Throwable thrown) {
            tell("readFailed");
        }

        @Override
        public Object closing(FileDescriptor descriptor) {
            tell("closing");
            return "connection";
        }

        @Override
        public void closed(Object closing) {
            tell("closed " + closing);
        }

        @Override
        public void failed(Throwable failure) {
            tell("failed " + failure.getMessage());
        }
    }

    @Test
    void nobodyNeedObserve() {
        Bridge.connected(descriptor, null, null);
        assertThat(Bridge.closing(descriptor)).isNull();
    }

    @Test
    void theLastObserverObserves() {
        Bridge.observe(INSTRUMENTATION, log);
        Bridge.readFailed(descriptor, null);
        Bridge.observe(INSTRUMENTATION, null);
        Bridge.readFailed(descriptor, null);
        assertThat(log.told).containsExactly("readFailed");
    }

    static Stream<Object> noProofs() {
        Object forged = Proxy.newProxyInstance(
                BridgeTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, values) -> null);
        return Stream.of(forged, new Object(), "sun.instrument.InstrumentationImpl");
    }

    @ParameterizedTest
    @MethodSource("noProofs")
    void whoIsNoAgentChangesNothing(Object noProof) {
        Bridge.observe(INSTRUMENTATION, log);
        assertThatThrownBy(() -> Bridge.observe(noProof, null)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> Bridge.observe(null, null)).isInstanceOf(SecurityException.class);
        Bridge.readFailed(descriptor, null);
        assertThat(log.told).containsExactly("readFailed");
    }

    @Test
    void whatAnObserverThrowsIsToldToIt() {
        Bridge.observe(INSTRUMENTATION, log);
        Bridge.swallow(new IllegalStateException("in an observer"));
        assertThat(log.told).containsExactly("failed in an observer");
    }

    @Test
    void anObserverThatThrowsEvenThenIsSwallowed() {
        Bridge.observe(INSTRUMENTATION, log);
        log.toThrow.add(new StackOverflowError("again"));
        assertThatCode(() -> Bridge.swallow(new IllegalStateException("in an observer")))
                .doesNotThrowAnyException();
    }

    @Test
    void whatStopsAThreadPassesOn() {
        Bridge.observe(INSTRUMENTATION, log);
        ThreadDeath stop = new ThreadDeath();
        assertThatThrownBy(() -> Bridge.swallow(stop)).isSameAs(stop);
        assertThat(log.told).isEmpty();

        log.toThrow.add(stop);
        assertThatThrownBy(() -> Bridge.swallow(new IllegalStateException("in an observer")))
                .isSameAs(stop);
    }

    /** A descriptor that is not closed because its thread is stopped stays open for good. */
    @Test
    void aThreadThatIsStoppedBeforeItClosesIsStoppedAfterwards() {
        Bridge.observe(INSTRUMENTATION, log);
        ThreadDeath stop = new ThreadDeath();
        log.toThrow.add(stop);
        Object closing = Bridge.closing(descriptor);
        assertThat(log.told).containsExactly("closing", "closing", "closed connection");
        assertThatThrownBy(() -> Bridge.closed(closing)).isSameAs(stop);
        assertThat(log.told).hasSize(3);
    }

    @Test
    void aThreadThatIsStoppedAfterItHasClosedHasTheConnectionForgotten() {
        Bridge.observe(INSTRUMENTATION, log);
        Object closing = Bridge.closing(descriptor);
        ThreadDeath stop = new ThreadDeath();
        log.toThrow.add(stop);
        assertThatThrownBy(() -> Bridge.closed(closing)).isSameAs(stop);
        assertThat(log.told).containsExactly("closing", "closed connection", "closed connection");
    }

    @Test
    void anObserverThatFailsOverACloseHindersNone() {
        Bridge.observe(INSTRUMENTATION, log);
        log.toThrow.add(new StackOverflowError("too deep"));
        assertThat(Bridge.closing(descriptor)).isNull();
        assertThat(log.told).containsExactly("closing", "failed too deep");
    }
}
