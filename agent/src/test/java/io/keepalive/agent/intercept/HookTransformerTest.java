// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookTransformerTest {

    private static final String SOCKET = "java.net.Socket";

    private final Hook connect = intoSocket("connect", Operand.self("Ljava/net/Socket;"));
    private final Hook nowhere = intoSocket("noSuchMethod", Operand.self("Ljava/net/Socket;"));
    /** This advice reads a field that neither Socket nor a superclass has. */
    private final Hook impossible = intoSocket("connect", Operand.field("fd", "Ljava/net/Socket;"));

    private static Hook intoSocket(String method, Operand socket) {
        return Hook.into(
                SOCKET, "Test", MethodPattern.named(method), Advice.onReturn(BridgeCall.of("accepted", socket)));
    }

    @Test
    void aHookIsLiveOnceItsMethodIsWoven() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        assertThat(transformer.isLive(connect)).isFalse();
        assertThat(JdkHooksTest.transform(transformer, SOCKET)).isNotNull();
        assertThat(transformer.isLive(connect)).isTrue();
        assertThat(transformer.failures()).isEmpty();
    }

    @Test
    void aHookWithoutAMethodIsNotLiveAndAffectsNoOther() throws Exception {
        HookTransformer transformer = new HookTransformer(Arrays.asList(nowhere, connect));
        JdkHooksTest.transform(transformer, SOCKET);
        assertThat(transformer.isLive(nowhere)).isFalse();
        assertThat(transformer.isLive(connect)).isTrue();
    }

    @Test
    void recordsAFailureAndLeavesTheClassUnchanged() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(impossible));
        assertThat(JdkHooksTest.transform(transformer, SOCKET)).isNull();
        assertThat(transformer.isLive(impossible)).isFalse();
        assertThat(transformer.failures()).containsOnlyKeys(SOCKET);
    }

    @Test
    void recordsABrokenClassFileAndLeavesItUnchanged() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        assertThat(transformer.transform(null, "java/net/Socket", null, null, new byte[] {1, 2, 3}))
                .isNull();
        assertThat(transformer.failures()).containsOnlyKeys(SOCKET);
    }

    /** The class files of Java 28 have version 72 (JVMS table 4.1-A). */
    @Test
    void readsTheNewestClassFilesThatTheLibraryKnows() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        assertThat(transformer.transform(null, "java/net/Socket", null, null, socketOfVersion(72)))
                .isNotNull();
        assertThat(transformer.isLive(connect)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {73, 74, 200})
    void leavesTheClassFileOfALaterJavaUnchangedAndRecordsItsVersion(int version) throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        assertThat(transformer.transform(null, "java/net/Socket", null, null, socketOfVersion(version)))
                .isNull();
        assertThat(transformer.isLive(connect)).isFalse();
        assertThat(transformer.failures().get(SOCKET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unsupported class file version " + version + ".0");
    }

    private static byte[] socketOfVersion(int version) throws Exception {
        byte[] classFile = JdkHooksTest.classFile(SOCKET);
        classFile[6] = (byte) (version >> 8);
        classFile[7] = (byte) version;
        return classFile;
    }

    @Test
    void aClassThatTheJvmRejectsIsNotLive() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        JdkHooksTest.transform(transformer, SOCKET);
        transformer.rejected(SOCKET, new VerifyError("no"));
        assertThat(transformer.isLive(connect)).isFalse();
        assertThat(transformer.failures()).containsOnlyKeys(SOCKET);
    }

    @Test
    void otherClassesAreLeftAlone() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        assertThat(JdkHooksTest.transform(transformer, "java.net.ServerSocket")).isNull();
        assertThat(transformer.transform(null, null, null, null, new byte[0])).isNull();
    }

    /** An application's class loader may define a class of the same name. */
    @Test
    void classesOfOtherLoadersAreLeftAlone() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        ClassLoader application = HookTransformerTest.class.getClassLoader();
        assertThat(transformer.transform(application, "java/net/Socket", null, null, new byte[0]))
                .isNull();
        assertThat(transformer.failures()).isEmpty();
    }

    /** The JVM does not call the transformer if it has no memory for the class file. */
    @Test
    void aClassIsNotDoneWhenTheJvmDoesNotCallIt() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        transformer.retransform(retransforming(() -> null), Socket.class);
        assertThat(transformer.isDone(Socket.class)).isFalse();

        transformer.retransform(retransforming(() -> JdkHooksTest.transform(transformer, SOCKET)), Socket.class);
        assertThat(transformer.isDone(Socket.class)).isTrue();
    }

    @Test
    void aClassThatTheJvmRejectsIsNotDone() {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        Callable<byte[]> rejecting = () -> {
            JdkHooksTest.transform(transformer, SOCKET);
            throw new VerifyError();
        };
        assertThatThrownBy(() -> transformer.retransform(retransforming(rejecting), Socket.class))
                .isInstanceOf(VerifyError.class);
        assertThat(transformer.isDone(Socket.class)).isFalse();
    }

    @Test
    void restoresAClass() throws Exception {
        HookTransformer transformer = new HookTransformer(Collections.singletonList(connect));
        transformer.retransform(retransforming(() -> JdkHooksTest.transform(transformer, SOCKET)), Socket.class);
        transformer.restore();
        assertThat(transformer.hasWoven(SOCKET)).isTrue();
        assertThat(transformer.isDone(Socket.class)).isFalse();

        Callable<byte[]> restoring = () -> {
            assertThat(JdkHooksTest.transform(transformer, SOCKET)).isNull();
            return null;
        };
        transformer.retransform(retransforming(restoring), Socket.class);
        assertThat(transformer.isDone(Socket.class)).isTrue();
    }

    private static Instrumentation retransforming(Callable<byte[]> call) {
        return (Instrumentation) Proxy.newProxyInstance(
                HookTransformerTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    call.call();
                    return null;
                });
    }
}
