// SPDX-License-Identifier: Apache-2.0
package io.keepalive.compat.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.testkit.agent.Cli;
import io.keepalive.testkit.isolation.JvmLookalike;
import io.keepalive.testkit.isolation.OtherUser;
import io.keepalive.testkit.process.Command.Result;
import io.keepalive.testkit.process.ForkedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file with the name of the JVM's library is not proof of a JDK beside it, and such a process does not delay the
 * list of JVMs.
 */
class PlantedFilesIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mkfifo release", "ln -s /dev/zero release", "mkdir release", "ln -s release release"})
    void aListEndsWhateverIsInTheFolderOfAJava(String planting) throws IOException {
        Path home = Files.createDirectory(folder.resolve("java"));
        try (ForkedProcess process = JvmLookalike.in(home, planting)) {
            assertListed(Cli.run("list"), process);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkfifo release", "ln -s /dev/zero release", "echo 'JAVA_VERSION=\"1\"' >release"})
    void filesOfAnotherUserAreNotRead(String planting) {
        try (OtherUser user = OtherUser.in(folder);
                ForkedProcess process = JvmLookalike.in(user, planting)) {
            assertListed(user.cli("list").run(), process);
        }
    }

    private static void assertListed(Result result, ForkedProcess process) {
        assertThat(result.status()).isZero();
        assertThat(result.stdout())
                .filteredOn(line -> line.startsWith(process.pid() + " "))
                .singleElement()
                .asString()
                .matches("\\d+ +\\S+ +\\? +no +\\S+/libjvm\\.so");
    }
}
