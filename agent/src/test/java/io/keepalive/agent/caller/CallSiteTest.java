// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallSiteTest {

    @Test
    void isTheInnermostFrameOutsideTheJdkAndTheAgent() {
        assertThat(CallSite.of(stack(
                        "io.keepalive.agent.connection.OptionChangeHandler",
                        "java.net.Socket",
                        "sun.nio.ch.NioSocketImpl",
                        "org.postgresql.core.PGStream",
                        "com.acme.Pool",
                        "java.lang.Thread")))
                .isEqualTo(frame("org.postgresql.core.PGStream"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javax.sql.Pool", "jdkstuff.Main", "sunny.Day", "com.sunrise.Main", "io.keepalive.agency.Main"})
    void keepsApplicationPackagesThatResembleTheJdks(String application) {
        assertThat(CallSite.of(stack("java.net.Socket", application))).isEqualTo(frame(application));
    }

    @Test
    void isTheOutermostFrameOfAStackOfTheJdk() {
        assertThat(CallSite.of(stack("java.net.Socket", "sun.net.httpserver.ServerImpl", "java.lang.Thread")))
                .isEqualTo(frame("java.lang.Thread"));
    }

    @Test
    void isNullWithoutFrames() {
        assertThat(CallSite.of(stack())).isNull();
    }

    private static Throwable stack(String... classNames) {
        Throwable stack = new Throwable();
        StackTraceElement[] frames = new StackTraceElement[classNames.length];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame(classNames[i]);
        }
        stack.setStackTrace(frames);
        return stack;
    }

    private static StackTraceElement frame(String className) {
        return new StackTraceElement(className, "method", "File.java", 33);
    }
}
