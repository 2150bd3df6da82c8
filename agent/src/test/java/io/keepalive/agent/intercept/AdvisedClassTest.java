// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import static io.keepalive.agent.intercept.MethodPattern.constructor;
import static io.keepalive.agent.intercept.MethodPattern.named;
import static io.keepalive.agent.intercept.Operand.argument;
import static io.keepalive.agent.intercept.Operand.entered;
import static io.keepalive.agent.intercept.Operand.field;
import static io.keepalive.agent.intercept.Operand.result;
import static io.keepalive.agent.intercept.Operand.thrown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepalive.agent.bridge.Bridge;
import io.keepalive.agent.bridge.SocketObserver;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weaves a class, lets the JVM verify it, and calls it. */
class AdvisedClassTest {

    private static final ClassLoader LOADER = AdvisedClassTest.class.getClassLoader();
    private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();
    private static final String DESCRIPTOR = "Ljava/io/FileDescriptor;";
    private static final String ADDRESS = "Ljava/net/SocketAddress;";
    private static final SocketAddress LOCAL = InetSocketAddress.createUnresolved("local", 1);
    private static final SocketAddress REMOTE = InetSocketAddress.createUnresolved("remote", 2);

    private static final List<Hook> HOOKS = Arrays.asList(
            hook(
                    constructor(),
                    Advice.onReturn(BridgeCall.of(
                            "accepted",
                            field("fd", DESCRIPTOR),
                            field("localAddress", ADDRESS),
                            field("remoteAddress", ADDRESS)))),
            hook(
                    named("connect"),
                    Advice.onReturn(BridgeCall.of(
                            "connected",
                            result(),
                            field("fd", DESCRIPTOR),
                            field("localAddress", ADDRESS),
                            argument(2, ADDRESS)))),
            hook(
                    named("read"),
                    Advice.onThrow(
                            "java/io/IOException", BridgeCall.of("readFailed", argument(0, DESCRIPTOR), thrown()))),
            hook(
                    named("close", "never"),
                    Advice.around(
                            BridgeCall.returning("closing", field("fd", DESCRIPTOR)),
                            BridgeCall.of("closed", entered()))));

    private final FileDescriptor descriptor = new FileDescriptor();
    private final List<String> calls = new ArrayList<>();
    private Error toThrow;

    private static Hook hook(MethodPattern method, Advice advice) {
        return Hook.into(Woven.class.getName(), "Test", method, advice);
    }

    @BeforeEach
    void observe() {
        Bridge.observe(INSTRUMENTATION, new Recording());
    }

    @AfterEach
    void removeObserver() {
        Bridge.observe(INSTRUMENTATION, null);
    }

    /** Fields of the class and of a superclass; two returns. */
    @Test
    void aConstructorPassesItsFields() throws Exception {
        woven(REMOTE);
        woven(null);
        assertThat(calls).containsExactly("accepted true " + LOCAL + " " + REMOTE, "accepted true null null");
    }

    @ParameterizedTest
    @CsvSource({"10, 1.0, true", "2, 1.0, false", "1000, 1.0, false"})
    void aCallOnReturnHasTheResultAndTheOriginalArguments(long timeout, double factor, boolean connected)
            throws Exception {
        Object object = woven(REMOTE);
        calls.clear();
        assertThat(call(object, "connect", timeout, factor, REMOTE)).isEqualTo(connected);
        assertThat(calls).isEqualTo(connected ? List.of("connected true " + LOCAL + " " + REMOTE) : List.of());
    }

    @Test
    void aCallOnThrowHasTheExceptionAndTheOriginalArguments() throws Exception {
        Object object = woven(REMOTE);
        calls.clear();
        assertThatThrownBy(() -> call(object, "read", descriptor, 9))
                .isInstanceOf(IOException.class)
                .hasMessage("seven");
        assertThat(calls).containsExactly("readFailed true seven");
    }

    /** Another exception, one that the method catches, and none. */
    @Test
    void otherEndsOfAMethodMakeNoCall() throws Exception {
        Object object = woven(REMOTE);
        calls.clear();
        assertThatThrownBy(() -> call(object, "read", descriptor, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(call(object, "read", descriptor, 1)).isEqualTo(-1);
        assertThat(call(object, "read", descriptor, 5)).isEqualTo(13);
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void callsAroundAMethodAreMadeOnceHoweverItEnds(int way) throws Exception {
        Object object = woven(REMOTE);
        calls.clear();
        String end = end(object, way);
        assertThat(end).isEqualTo(List.of("1", "one", "two", "6").get(way));
        assertThat(calls).containsExactly("closing true", "closed connection");
    }

    private static String end(Object object, int way) throws Exception {
        try {
            return String.valueOf(call(object, "close", way));
        } catch (IOException | IllegalArgumentException thrown) {
            return thrown.getMessage();
        }
    }

    @Test
    void aMethodWithoutAReturnIsWoven() throws Exception {
        Object object = woven(REMOTE);
        calls.clear();
        assertThatThrownBy(() -> call(object, "never")).hasMessage("never");
        assertThat(calls).containsExactly("closing true", "closed connection");
    }

    /** What Thread.stop throws is the application's own; the call of the end is not repeated for it. */
    @Test
    void aStopInTheCallAtTheEndPassesThrough() throws Exception {
        Object object = woven(REMOTE);
        calls.clear();
        toThrow = new ThreadDeath();
        assertThatThrownBy(() -> call(object, "close", 0)).isInstanceOf(ThreadDeath.class);
        assertThat(calls).containsExactly("closing true", "closed connection", "closed connection");
    }

    @Test
    void lineNumbersStay() throws Exception {
        StackTraceElement before = thrownBy(new Woven(descriptor, LOCAL, REMOTE));
        assertThat(thrownBy(woven(REMOTE)).getLineNumber()).isEqualTo(before.getLineNumber());
    }

    private static StackTraceElement thrownBy(Object object) throws Exception {
        try {
            call(object, "close", 2);
            throw new AssertionError("not thrown");
        } catch (IllegalArgumentException thrown) {
            return thrown.getStackTrace()[0];
        }
    }

    @Test
    void aFieldThatIsMissingIsReported() {
        Hook hook = hook(named("never"), Advice.atStart(BridgeCall.of("connecting", field("other", DESCRIPTOR))));
        assertThatThrownBy(() -> AdvisedClass.weave(LOADER, classFile(), List.of(hook), new HashSet<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no field other");
    }

    private Object woven(SocketAddress remote) throws Exception {
        byte[] woven = AdvisedClass.weave(LOADER, classFile(), HOOKS, new HashSet<>());
        Class<?> type = new Verifying(woven).loadClass(Woven.class.getName());
        return type.getConstructor(FileDescriptor.class, SocketAddress.class, SocketAddress.class)
                .newInstance(descriptor, LOCAL, remote);
    }

    private static byte[] classFile() {
        try (InputStream in = Woven.class.getResourceAsStream("Woven.class")) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Object call(Object object, String method, Object... arguments) throws Exception {
        try {
            return Arrays.stream(object.getClass().getMethods())
                    .filter(candidate -> candidate.getName().equals(method))
                    .findFirst()
                    .orElseThrow()
                    .invoke(object, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Error) {
                throw (Error) thrown.getCause();
            }
            throw (Exception) thrown.getCause();
        }
    }

    /** The JVM verifies the classes of every loader but the bootstrap loader. */
    private static final class Verifying extends ClassLoader {

        private final byte[] woven;

        Verifying(byte[] woven) {
            super(LOADER);
            this.woven = woven;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(Woven.class.getName())
                    ? defineClass(name, woven, 0, woven.length)
                    : super.loadClass(name, resolve);
        }
    }

    private final class Recording implements SocketObserver {

        private void record(String call) {
            calls.add(call);
        }

        private boolean isSame(FileDescriptor other) {
            return other == descriptor;
        }

        @Override
        public void accepted(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
            record("accepted " + isSame(descriptor) + " " + local + " " + remote);
        }

        @Override
        public void connected(FileDescriptor descriptor, SocketAddress local, SocketAddress remote) {
            record("connected " + isSame(descriptor) + " " + local + " " + remote);
        }

        @Override
        public void readFailed(FileDescriptor descriptor, Throwable thrown) {
            record("readFailed " + isSame(descriptor) + " " + thrown.getMessage());
        }

        @Override
        public Object closing(FileDescriptor descriptor) {
            record("closing " + isSame(descriptor));
            return "connection";
        }

        @Override
        public void closed(Object closing) {
            record("closed " + closing);
            if (toThrow != null) {
                throw toThrow;
            }
        }
    }
}
