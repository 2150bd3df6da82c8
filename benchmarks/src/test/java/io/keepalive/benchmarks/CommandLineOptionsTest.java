// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineOptionsTest {

    @Test
    void namesAndOptionsComeInAnyOrder() {
        assertThat(CommandLineOptions.of(List.of("start-up", "--jdk", "8", "jar", "--pairs", "20", "--jdk", "25")))
                .isEqualTo(new CommandLineOptions(
                        List.of("start-up", "jar"), List.of(8, 25), 20, false, Optional.empty()));
    }

    @Test
    void quickIsFewerPairsUnlessSaidOtherwise() {
        assertThat(CommandLineOptions.of(List.of("all")).pairs()).isEqualTo(CommandLineOptions.PAIRS);
        assertThat(CommandLineOptions.of(List.of("all", "--quick")).pairs()).isEqualTo(CommandLineOptions.QUICK_PAIRS);
        assertThat(CommandLineOptions.of(List.of("all", "--quick", "--pairs", "5"))
                        .pairs())
                .isEqualTo(5);
    }

    @Test
    void resultsAreKeptOfThisAgentAloneMeasuredAtLength(@TempDir Path folder) throws Exception {
        String jar = Files.createFile(folder.resolve("earlier.jar")).toString();
        assertThat(CommandLineOptions.of(List.of("heap")).keepsResults()).isTrue();
        assertThat(CommandLineOptions.of(List.of("heap", "--quick")).keepsResults())
                .isFalse();
        assertThat(CommandLineOptions.of(List.of("heap", "--against", jar)).keepsResults())
                .isFalse();
        assertThat(CommandLineOptions.of(List.of("heap", "--against", jar)).earlier())
                .contains(Path.of(jar));
    }

    @Test
    void anEarlierAgentIsAJarThatIsThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLineOptions.of(List.of("heap", "--against", "none.jar")))
                .withMessage("--against takes the jar of an earlier agent, not none.jar");
    }

    @Test
    void aNumberIsANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLineOptions.of(List.of("all", "--pairs", "many")))
                .withMessage("--pairs takes a number, not many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLineOptions.of(List.of("all", "--jdk")))
                .withMessage("--jdk takes a number, not nothing");
    }
}
