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
    void removeObserver() {
        Bridge.observe(INSTRUMENTATION, null);
    }

    /** Records its calls, and throws the next of the given exceptions. */
    private static final class Log implements SocketObserver {

        private final List<String> calls = new ArrayList<>();
        private final List<Error> toThrow = new ArrayList<>();

        private void record(String what) {
            calls.add(what);
            if (!toThrow.isEmpty()) {
                throw toThrow.remove(0);
            }
        }

        @Override
        public void readFailed(FileDescriptor descriptor, Throwable thrown) {
            record("readFailed");
        }

        @Override
        public Object closing(FileDescriptor descriptor) {
            record("closing");
            return "connection";
        }

        @Override
        public void closed(Object closing) {
            record("closed " + closing);
        }

        @Override
        public void failed(Throwable failure) {
            record("failed " + failure.getMessage());
        }
    }

    @Test
    void worksWithoutAnObserver() {
        Bridge.connected(descriptor, null, null);
        assertThat(Bridge.closing(descriptor)).isNull();
    }

    @Test
    void forwardsToTheLastObserver() {
        Bridge.observe(INSTRUMENTATION, log);
        Bridge.readFailed(descriptor, null);
        Bridge.observe(INSTRUMENTATION, null);
        Bridge.readFailed(descriptor, null);
        assertThat(log.calls).containsExactly("readFailed");
    }

    static Stream<Object> notInstrumentations() {
        Object forged = Proxy.newProxyInstance(
                BridgeTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, values) -> null);
        return Stream.of(forged, new Object(), "sun.instrument.InstrumentationImpl");
    }

    @ParameterizedTest
    @MethodSource("notInstrumentations")
    void onlyAnAgentReplacesTheObserver(Object notInstrumentation) {
        Bridge.observe(INSTRUMENTATION, log);
        assertThatThrownBy(() -> Bridge.observe(notInstrumentation, null)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> Bridge.observe(null, null)).isInstanceOf(SecurityException.class);
        Bridge.readFailed(descriptor, null);
        assertThat(log.calls).containsExactly("readFailed");
    }

    @Test
    void reportsAnExceptionToTheObserver() {
        Bridge.observe(INSTRUMENTATION, log);
        Bridge.swallow(new IllegalStateException("in an observer"));
        assertThat(log.calls).containsExactly("failed in an observer");
    }

    @Test
    void swallowsAnExceptionOfTheReport() {
        Bridge.observe(INSTRUMENTATION, log);
        log.toThrow.add(new StackOverflowError("again"));
        assertThatCode(() -> Bridge.swallow(new IllegalStateException("in an observer")))
                .doesNotThrowAnyException();
    }

    @Test
    void rethrowsAThreadDeath() {
        Bridge.observe(INSTRUMENTATION, log);
        ThreadDeath stop = new ThreadDeath();
        assertThatThrownBy(() -> Bridge.swallow(stop)).isSameAs(stop);
        assertThat(log.calls).isEmpty();

        log.toThrow.add(stop);
        assertThatThrownBy(() -> Bridge.swallow(new IllegalStateException("in an observer")))
                .isSameAs(stop);
    }

    /** A descriptor that is not closed because its thread is stopped would stay open for good. */
    @Test
    void aThreadStoppedBeforeACloseStillCloses() {
        Bridge.observe(INSTRUMENTATION, log);
        ThreadDeath stop = new ThreadDeath();
        log.toThrow.add(stop);
        Object closing = Bridge.closing(descriptor);
        assertThat(log.calls).containsExactly("closing", "closing", "closed connection");
        assertThatThrownBy(() -> Bridge.closed(closing)).isSameAs(stop);
        assertThat(log.calls).hasSize(3);
    }

    @Test
    void aThreadStoppedAfterACloseStillReportsIt() {
        Bridge.observe(INSTRUMENTATION, log);
        Object closing = Bridge.closing(descriptor);
        ThreadDeath stop = new ThreadDeath();
        log.toThrow.add(stop);
        assertThatThrownBy(() -> Bridge.closed(closing)).isSameAs(stop);
        assertThat(log.calls).containsExactly("closing", "closed connection", "closed connection");
    }

    @Test
    void aFailingObserverPreventsNoClose() {
        Bridge.observe(INSTRUMENTATION, log);
        log.toThrow.add(new StackOverflowError("too deep"));
        assertThat(Bridge.closing(descriptor)).isNull();
        assertThat(log.calls).containsExactly("closing", "failed too deep");
    }
}
