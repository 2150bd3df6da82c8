// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.util.ArrayList;
import java.util.Arrays;
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
        public void connected(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
            record("connected");
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
        log.toThrow.add(new LinkageError("in an observer"));
        Bridge.readFailed(descriptor, null);
        assertThat(log.calls).containsExactly("readFailed", "failed in an observer");
    }

    @Test
    void swallowsAnExceptionOfTheReport() {
        Bridge.observe(INSTRUMENTATION, log);
        log.toThrow.add(new LinkageError("in an observer"));
        log.toThrow.add(new StackOverflowError("again"));
        assertThatCode(() -> Bridge.readFailed(descriptor, null)).doesNotThrowAnyException();
        assertThat(log.calls).containsExactly("readFailed", "failed in an observer");
    }

    @Test
    void rethrowsAThreadDeath() {
        Bridge.observe(INSTRUMENTATION, log);
        ThreadDeath stop = new ThreadDeath();
        log.toThrow.add(stop);
        assertThatThrownBy(() -> Bridge.readFailed(descriptor, null)).isSameAs(stop);
        assertThat(log.calls).containsExactly("readFailed");

        log.toThrow.add(new LinkageError("in an observer"));
        log.toThrow.add(stop);
        assertThatThrownBy(() -> Bridge.readFailed(descriptor, null)).isSameAs(stop);
    }

    /** Woven code has no handler of its own: every method that it calls must have one. */
    @ParameterizedTest
    @MethodSource("callsOfWovenCode")
    void noCallOfWovenCodeThrowsWhatAnObserverThrows(Runnable call) {
        Bridge.observe(INSTRUMENTATION, failing());
        assertThatCode(call::run).doesNotThrowAnyException();
    }

    private static SocketObserver failing() {
        return (SocketObserver) Proxy.newProxyInstance(
                BridgeTest.class.getClassLoader(), new Class<?>[] {SocketObserver.class}, (self, method, values) -> {
                    throw new LinkageError(method.getName());
                });
    }

    static Stream<Runnable> callsOfWovenCode() {
        FileDescriptor descriptor = new FileDescriptor();
        SocketImpl none = null;
        return Stream.of(
                () -> Bridge.connected((Socket) null, null),
                () -> Bridge.accepted(null),
                () -> Bridge.connecting(descriptor),
                () -> Bridge.connected(descriptor, null, null),
                () -> Bridge.connected(true, descriptor, null, null),
                () -> Bridge.accepted(descriptor, null, null),
                () -> Bridge.readFailed(descriptor, null),
                () -> Bridge.writeFailed(descriptor, null),
                () -> Bridge.readFailed(none, null),
                () -> Bridge.writeFailed(none, null),
                () -> Bridge.optionSet(descriptor, null),
                () -> Bridge.optionSet(none, null),
                () -> Bridge.optionSet(none, 8),
                () -> Bridge.closing(descriptor),
                () -> Bridge.closed("connection"),
                () -> Bridge.closed(null));
    }

    /** Every method of the bridge but {@code observe} is called by woven code. */
    @Test
    void allCallsOfWovenCodeAreTested() {
        long methods = Arrays.stream(Bridge.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.getName().equals("observe"))
                .count();
        assertThat(callsOfWovenCode().count()).isEqualTo(methods + 1);
    }

    @Test
    void aConnectInProgressIsNoConnection() {
        Bridge.observe(INSTRUMENTATION, log);
        Bridge.connected(false, descriptor, null, null);
        assertThat(log.calls).isEmpty();
        Bridge.connected(true, descriptor, null, null);
        assertThat(log.calls).containsExactly("connected");
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
        log.toThrow.add(new LinkageError("in an observer"));
        assertThat(Bridge.closing(descriptor)).isNull();
        assertThat(log.calls).containsExactly("closing", "failed in an observer");
    }

    /** A report may overflow the stack again, and prevent the JDK's close. */
    @Test
    void afterAnOverflowOfTheStackNothingIsCalled() {
        Bridge.observe(INSTRUMENTATION, log);
        log.toThrow.add(new StackOverflowError());
        assertThat(Bridge.closing(descriptor)).isNull();
        log.toThrow.add(new StackOverflowError());
        Bridge.closed("connection");
        log.toThrow.add(new StackOverflowError());
        Bridge.readFailed(descriptor, null);
        assertThat(log.calls).containsExactly("closing", "closed connection", "readFailed");
    }
}
