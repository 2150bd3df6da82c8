package io.keepalive.agent.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.kernel.Platform;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the hooks against the class files of the JDK that runs the tests. */
class JdkHooksTest {

    private static final List<Hook> HOOKS = JdkHooks.all();

    private static final ClassFileLocator JDK = ClassFileLocator.ForClassLoader.ofBootLoader();

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
        Hook hook = Hook.into("a.A", method -> true, Object.class).in(13, 17);
        assertThat(hook.isExpectedIn(java)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"8", "11", "17", "21", "25", "99"})
    void aHookIsExpectedInEveryVersionByDefault(int java) {
        assertThat(Hook.into("a.A", method -> true, Object.class).isExpectedIn(java))
                .isTrue();
    }

    static byte[] transform(HookTransformer transformer, String className) throws Exception {
        ClassFileLocator.Resolution classFile = JDK.locate(className);
        return classFile.isResolved()
                ? transformer.transform(null, className.replace('.', '/'), null, null, classFile.resolve())
                : null;
    }
}
