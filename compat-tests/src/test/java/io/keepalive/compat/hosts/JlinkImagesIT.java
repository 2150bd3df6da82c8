// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.jvm.Jdk;
import io.keepalive.testkit.jvm.Launch;
import io.keepalive.testkit.process.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of the JDK with the few modules that an application needs, made by jlink. */
@EnabledIf("hasModulesToLink")
class JlinkImagesIT {

    private static final List<String> OPTIONAL = List.of("jdk.net", "java.management", "jdk.jfr");

    @TempDir
    private Path folder;

    @Test
    void withTheModuleOfAgentsAlone() {
        assertWorks(List.of());
    }

    @Tag("software")
    @ParameterizedTest
    @ValueSource(strings = {"jdk.net", "java.management", "jdk.jfr"})
    void withoutOneModule(String missing) {
        List<String> left = new ArrayList<>(OPTIONAL);
        left.remove(missing);
        assertWorks(left);
    }

    private void assertWorks(List<String> optional) {
        Jdk image = image(optional);
        new HostedRun(folder)
                .assertWorks(
                        agent -> agent.apply(Launch.of(HostedApplication.class)).jdk(image));
    }

    private Jdk image(List<String> optional) {
        List<String> modules = new ArrayList<>(List.of("java.base", "java.instrument"));
        modules.addAll(optional);
        Path home = folder.resolve("image");
        Commands.run(List.of(
                Jdk.underTest().program("jlink"),
                "--strip-java-debug-attributes",
                "--add-modules",
                String.join(",", modules),
                "--output",
                home.toString()));
        String listed = Commands.run(List.of(home.resolve("bin/java").toString(), "--list-modules"));
        assertThat(listed.lines().map(line -> line.replaceAll("@.*", ""))).containsExactlyInAnyOrderElementsOf(modules);
        return Jdk.at(home);
    }

    /** Java 24 and later can link from their own image where they are built so (JEP 493). */
    static boolean hasModulesToLink() {
        Jdk jdk = Jdk.underTest();
        return Files.isDirectory(jdk.home().resolve("jmods"))
                || jdk.feature() >= 24
                        && Commands.run(List.of(jdk.program("jlink"), "--help"))
                                .contains("Linking from run-time image enabled");
    }
}
