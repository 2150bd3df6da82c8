// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilePermission;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.AccessControlException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

    @Test
    void namesTheRootCause() {
        Throwable thrown = new ClassCircularityError("java/lang/WeakPairMap");
        String reason = "java.lang.ClassCircularityError: java/lang/WeakPairMap";
        assertThat(FailureReason.of(thrown)).isEqualTo(reason);
        assertThat(FailureReason.of(new InvocationTargetException(thrown))).isEqualTo(reason);
        assertThat(FailureReason.of(new ExceptionInInitializerError(thrown))).isEqualTo(reason);
        assertThat(FailureReason.of(new UndeclaredThrowableException(new InvocationTargetException(thrown))))
                .isEqualTo(reason);
        assertThat(FailureReason.of(new ReflectiveOperationException(thrown))).isEqualTo(reason);
    }

    @Test
    void keepsACauseThatHasItsOwnMessage() {
        assertThat(FailureReason.of(new IOException("the disk", new IllegalStateException("inner"))))
                .isEqualTo("java.io.IOException: the disk");
        assertThat(FailureReason.of(new ReflectiveOperationException("not as expected", new LinkageError("x"))))
                .isEqualTo("java.lang.ReflectiveOperationException: not as expected");
        assertThat(FailureReason.of(new InvocationTargetException(null)))
                .isEqualTo("java.lang.reflect.InvocationTargetException");
    }

    @Test
    @SuppressWarnings("removal")
    void namesTheMissingPermission() {
        assertThat(FailureReason.of(new InvocationTargetException(
                        new AccessControlException("access denied", new FilePermission("/proc/self/fd", "read")))))
                .isEqualTo("java.security.AccessControlException: access denied;"
                        + " the agent lacks: permission java.io.FilePermission \"/proc/self/fd\", \"read\";");
        assertThat(FailureReason.of(
                        new AccessControlException("access denied", new RuntimePermission("createClassLoader"))))
                .endsWith("the agent lacks: permission java.lang.RuntimePermission \"createClassLoader\";");
        assertThat(FailureReason.of(new AccessControlException("just so")))
                .isEqualTo("java.security.AccessControlException: just so");
    }

    @Test
    void stopsAtACircularChainOfCauses() {
        assertThat(FailureReason.of(new OwnCause())).endsWith("OwnCause");
    }

    private static final class OwnCause extends InvocationTargetException {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }
}
