// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.compat.application.OneOfEachKind;
import io.keepalive.testkit.agent.AgentFolder;
import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.kernel.AnnouncedConnection;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Class archives by which an application starts faster, used as docs/performance.md describes. */
class ArchivesIT {

    @TempDir
    private Path folder;

    /** The JVM refuses to start with a cache that it cannot use: {@code -XX:AOTMode=on}. */
    @Test
    @EnabledIf("hasAotCaches")
    void anAotCacheIsUsedWhereItWasMadeWithTheModuleOfAgents() {
        String cache = aotCache("--add-modules", "java.instrument");
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = packed().jvmOption("-XX:AOTCache=" + cache)
                .jvmOption("-XX:AOTMode=on")
                .agent(agent.configure("keepalive: {idle: 41s}"))
                .arguments("-wait", "blocking")
                .start()) {
            assertTunes(agent, application);
        }
    }

    /** If a later Java uses the cache, docs/performance.md is out of date. */
    @Test
    @EnabledIf("hasAotCaches")
    void anAotCacheIsNotUsedWhereItWasMadeWithoutThat() {
        String cache = aotCache();
        try (ForkedProcess application = packed().jvmOption("-XX:AOTCache=" + cache)
                .jvmOption("-XX:AOTMode=on")
                .agent("")
                .arguments("blocking")
                .start()) {
            assertThat(application.exitStatus()).isEqualTo(1);
            assertThat(application
                            .stdout()
                            .lines(".*: java.instrument specified (during runtime|for current JVM) but not .*"))
                    .isNotEmpty();
        }
    }

    @Test
    @EnabledIf("hasDynamicArchives")
    void aDynamicArchiveIsUsedHoweverItWasMade() throws IOException {
        String archive = folder.resolve("application.jsa").toString();
        Path loads = folder.resolve("loads");
        try (ForkedProcess training = packed().jvmOption("-XX:ArchiveClassesAtExit=" + archive)
                .arguments("blocking")
                .start()) {
            training.stdout().await("ready");
            assertThat(training.finish()).isZero();
        }
        AgentFolder agent = new AgentFolder(folder);
        try (ForkedProcess application = packed().jvmOption("-XX:SharedArchiveFile=" + archive)
                .jvmOption("-Xlog:class+load:file=" + loads)
                .agent(agent.configure("keepalive: {idle: 41s}"))
                .arguments("-wait", "blocking")
                .start()) {
            assertTunes(agent, application);
            assertThat(Files.readAllLines(loads))
                    .anyMatch(line ->
                            line.contains(OneOfEachKind.class.getName() + " source: shared objects file (top)"));
        }
    }

    private static void assertTunes(AgentFolder agent, ForkedProcess application) {
        agent.awaitStart();
        application.send("go").stdout().await("ready");
        assertThat(AnnouncedConnection.of(application, "blocking", "connect")
                        .settings()
                        .idle())
                .isEqualTo(41);
    }

    /** Made with the tools of the JVM, without the agent. */
    private String aotCache(String... options) {
        Path cache = folder.resolve("application.aot");
        Launch training = packed().jvmOption("-XX:AOTCacheOutput=" + cache).arguments("blocking");
        for (String option : options) {
            training.jvmOption(option);
        }
        try (ForkedProcess application = training.start()) {
            application.stdout().await("ready");
            assertThat(application.finish()).isZero();
        }
        assertThat(cache).exists();
        return cache.toString();
    }

    private Launch packed() {
        return Launch.of(OneOfEachKind.class).packedIn(folder);
    }

    /** JEP 514, in one step. */
    static boolean hasAotCaches() {
        return Jdk.underTest().feature() >= 25;
    }

    /** JEP 350. */
    static boolean hasDynamicArchives() {
        return Jdk.underTest().feature() >= 13;
    }
}
