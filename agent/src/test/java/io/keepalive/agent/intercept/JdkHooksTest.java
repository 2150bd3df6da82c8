// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.bridge.Bridge;
import io.keepalive.agent.kernel.Platform;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the hooks against the class files of the JDK that runs the tests. */
class JdkHooksTest {

    private static final List<Hook> HOOKS = JdkHooks.all();

    static Stream<Hook> expectedHooks() {
        return HOOKS.stream().filter(hook -> hook.isExpectedIn(Platform.javaVersion()));
    }

    @ParameterizedTest
    @MethodSource("expectedHooks")
    void everyExpectedHookIsLive(Hook hook) throws Exception {
        HookTransformer transformer = new HookTransformer(HOOKS);
        for (String className : hook.classNames()) {
            transform(transformer, className);
        }
        assertThat(transformer.failures()).isEmpty();
        assertThat(transformer.isLive(hook)).as(hook.name()).isTrue();
    }

    @Test
    void namesAreUnique() {
        assertThat(HOOKS).extracting(Hook::name).contains("java.net.Socket, SocketConnect");
        assertThat(HOOKS).extracting(Hook::name, Hook::classNames).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"8, false", "12, false", "13, true", "17, true", "18, false", "25, false"})
    void aHookIsExpectedInItsVersions(int java, boolean expected) {
        Hook hook = hook().in(13, 17);
        assertThat(hook.isExpectedIn(java)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"8", "11", "17", "21", "25", "99"})
    void aHookIsExpectedInEveryVersionByDefault(int java) {
        assertThat(hook().isExpectedIn(java)).isTrue();
    }

    private static Hook hook() {
        return Hook.into("a.A", "Test", MethodPattern.named("a"), Advice.onReturn(BridgeCall.of("accepted")));
    }

    /** Woven code is linked at its first call, on an application's thread. */
    @ParameterizedTest
    @MethodSource("calls")
    void theBridgeHasEveryMethodThatIsCalled(BridgeCall call) {
        assertThat(Bridge.class.getMethods())
                .filteredOn(method -> Modifier.isStatic(method.getModifiers()))
                .anyMatch(method -> method.getName().equals(call.method())
                        && Type.getMethodDescriptor(method).equals(call.descriptor()));
    }

    static Stream<BridgeCall> calls() {
        return HOOKS.stream()
                .map(Hook::advice)
                .flatMap(advice -> Stream.of(advice.atStart(), advice.onReturn(), advice.onThrow()))
                .filter(Objects::nonNull);
    }

    /** A call that no hook makes would be dead code in every JVM. */
    @Test
    void everyMethodOfTheBridgeIsCalled() {
        List<String> called =
                calls().map(call -> call.method() + call.descriptor()).toList();
        assertThat(Arrays.stream(Bridge.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> !method.getName().equals("observe"))
                        .map(method -> method.getName() + Type.getMethodDescriptor(method)))
                .allMatch(called::contains);
    }

    static byte[] transform(HookTransformer transformer, String className) throws Exception {
        byte[] classFile = classFile(className);
        return classFile == null
                ? null
                : transformer.transform(null, className.replace('.', '/'), null, null, classFile);
    }

    /** The class file of a class of this JDK, or null. */
    static byte[] classFile(String className) throws Exception {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(className.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
