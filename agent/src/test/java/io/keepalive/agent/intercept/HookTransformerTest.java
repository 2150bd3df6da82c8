package io.keepalive.agent.intercept;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.intercept.advice.SocketCloseAdvice;
import io.keepalive.agent.intercept.advice.SocketConnectAdvice;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class HookTransformerTest {

    private static final String SOCKET = "java.net.Socket";

    private final Hook connect = Hook.into(SOCKET, named("connect"), SocketConnectAdvice.class);
    private final Hook nowhere = Hook.into(SOCKET, named("noSuchMethod"), SocketConnectAdvice.class);
    /** This advice asks for a field that Socket does not have. */
    private final Hook impossible = Hook.into(SOCKET, named("connect"), SocketCloseAdvice.class);

    @Test
    void aHookIsLiveOnceItsMethodIsWoven() throws Exception {
        HookTransformer weaver = new HookTransformer(Collections.singletonList(connect));
        assertThat(weaver.isLive(connect)).isFalse();
        assertThat(JdkHooksTest.transform(weaver, SOCKET)).isNotNull();
        assertThat(weaver.isLive(connect)).isTrue();
        assertThat(weaver.failures()).isEmpty();
    }

    @Test
    void aHookThatMatchesNothingIsNotLiveAndHindersNoOther() throws Exception {
        HookTransformer weaver = new HookTransformer(Arrays.asList(nowhere, connect));
        JdkHooksTest.transform(weaver, SOCKET);
        assertThat(weaver.isLive(nowhere)).isFalse();
        assertThat(weaver.isLive(connect)).isTrue();
    }

    @Test
    void aFailureIsRecordedAndLeavesTheClassAsItIs() throws Exception {
        HookTransformer weaver = new HookTransformer(Collections.singletonList(impossible));
        assertThat(JdkHooksTest.transform(weaver, SOCKET)).isNull();
        assertThat(weaver.isLive(impossible)).isFalse();
        assertThat(weaver.failures()).containsOnlyKeys(SOCKET);
    }

    @Test
    void aBrokenClassFileIsRecordedAndLeftAsItIs() throws Exception {
        HookTransformer weaver = new HookTransformer(Collections.singletonList(connect));
        assertThat(weaver.transform(null, "java/net/Socket", null, null, new byte[] {1, 2, 3}))
                .isNull();
        assertThat(weaver.failures()).containsOnlyKeys(SOCKET);
    }

    @Test
    void whatTheJvmRefusesIsNotLive() throws Exception {
        HookTransformer weaver = new HookTransformer(Collections.singletonList(connect));
        JdkHooksTest.transform(weaver, SOCKET);
        weaver.refused(SOCKET, new VerifyError("no"));
        assertThat(weaver.isLive(connect)).isFalse();
        assertThat(weaver.failures()).containsOnlyKeys(SOCKET);
    }

    @Test
    void otherClassesAreLeftAlone() throws Exception {
        HookTransformer weaver = new HookTransformer(Collections.singletonList(connect));
        assertThat(JdkHooksTest.transform(weaver, "java.net.ServerSocket")).isNull();
        assertThat(weaver.transform(null, null, null, null, new byte[0])).isNull();
    }

    /** An application's class loader may define a class of the same name. */
    @Test
    void classesOfOtherLoadersAreLeftAlone() throws Exception {
        HookTransformer weaver = new HookTransformer(Collections.singletonList(connect));
        ClassLoader application = HookTransformerTest.class.getClassLoader();
        assertThat(weaver.transform(application, "java/net/Socket", null, null, new byte[0]))
                .isNull();
        assertThat(weaver.failures()).isEmpty();
    }
}
