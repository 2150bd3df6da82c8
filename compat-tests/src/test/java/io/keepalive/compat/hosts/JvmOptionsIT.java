// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.jvm.AgentJar;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are started with options under which an agent may fail or be seen. */
class JvmOptionsIT {

    @TempDir
    private Path folder;

    /** The JVM writes its warnings to standard output. */
    @Test
    void checksOfNativeCode() {
        new HostedRun(folder)
                .assertWorks(
                        agent -> agent.apply(Launch.of(HostedApplication.class)).jvmOption("-Xcheck:jni"));
    }

    @Test
    void theirOwnSelectorProvider() {
        new HostedRun(folder)
                .checking(application -> assertThat(application.stdout().lines("provides .*"))
                        .isNotEmpty()
                        .allMatch(line -> line.endsWith("asked too early false")))
                .assertWorks(agent -> agent.apply(Launch.of(DelegatingProvider.class))
                        .jvmOption("-Djava.nio.channels.spi.SelectorProvider=" + DelegatingProvider.class.getName())
                        .jvmOptions(internalsOpen()));
    }

    private static List<String> internalsOpen() {
        return Jdk.underTest().feature() >= 9 ? List.of("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED") : List.of();
    }

    /** With what docs/deployment.md recommends to grant. Virtual threads have no permissions under one. */
    @Test
    @DisabledIf("hasNoSecurityManager")
    void aSecurityManagerThatTrustsTheAgent() throws IOException {
        Path policy = Files.writeString(
                folder.resolve("application.policy"), """
                grant codeBase "file:%s" { permission java.security.AllPermission; };
                grant codeBase "file:%s/" {
                    permission java.net.SocketPermission "*", "accept,connect,listen,resolve";
                    permission java.util.PropertyPermission "*", "read";
                    permission java.io.FilePermission "<<ALL FILES>>", "read";
                    permission java.lang.RuntimePermission "*";
                };
                """.formatted(AgentJar.path(), Launch.programClasses()));
        new HostedRun(folder)
                .without("virtual")
                .assertWorks(agent -> agent.apply(Launch.of(HostedApplication.class))
                        .jvmOption("-Djava.security.manager")
                        .jvmOption("-Djava.security.policy==" + policy));
    }

    /** Java 24 removed the security manager (JEP 486). */
    static boolean hasNoSecurityManager() {
        return Jdk.underTest().feature() >= 24;
    }
}
