// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * AOT caches made by a run with the agent, as where JAVA_TOOL_OPTIONS names it. The tests of
 * {@link io.keepalive.compat.startup.ArchivesIT} make theirs without the agent.
 */
@EnabledIf("hasAotCaches")
class AotCachesIT {

    @TempDir
    private Path folder;

    /** The JVM refuses to start with a cache that it cannot use: {@code -XX:AOTMode=on}. The cache has no woven code. */
    @Test
    void isUsedWithTheAgentAndWithTheModuleOfAgentsAlone() throws IOException {
        Path cache = cacheMadeWithTheAgent();
        new HostedRun(folder)
                .assertWorks(agent -> agent.apply(packed())
                        .jvmOptions(List.of("--add-modules", "java.instrument"))
                        .jvmOption("-XX:AOTCache=" + cache)
                        .jvmOption("-XX:AOTMode=on"));
    }

    /** Without that module the JVM does not use the cache, and writes why. */
    @Test
    void doesNoHarmWhereTheAgentIsRemoved() throws IOException {
        Path cache = cacheMadeWithTheAgent();
        try (ForkedProcess application = packed().jvmOption("-XX:AOTCache=" + cache)
                .arguments("blocking")
                .start()) {
            application.send("go").stdout().await("ready");
            assertThat(application.stdout().lines(".*java.instrument specified during dump.*"))
                    .hasSize(1);
            assertThat(application.finish()).isZero();
        }
    }

    private Path cacheMadeWithTheAgent() throws IOException {
        Path cache = folder.resolve("application.aot");
        AgentFolder agent = new AgentFolder(Files.createDirectory(folder.resolve("training")));
        try (ForkedProcess training = packed().jvmOption("-XX:AOTCacheOutput=" + cache)
                .agent(agent.configure("mode: enforce"))
                .arguments("blocking", "nio-selector", "aio-handler", "virtual")
                .start()) {
            agent.awaitStart();
            training.send("go").stdout().await("ready");
            assertThat(training.finish()).isZero();
        }
        assertThat(cache).exists();
        return cache;
    }

    private Launch packed() {
        return Launch.of(HostedApplication.class).packedIn(folder);
    }

    /** JEP 514, in one step. */
    static boolean hasAotCaches() {
        return Jdk.underTest().feature() >= 25;
    }
}
