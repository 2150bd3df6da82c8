package io.keepalive.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderTest {

    @Test
    void namesAndOptionsComeInAnyOrder() {
        assertThat(Order.of(List.of("start-up", "--jdk", "8", "jar", "--pairs", "20", "--jdk", "25")))
                .isEqualTo(new Order(List.of("start-up", "jar"), List.of(8, 25), 20, false, Optional.empty()));
    }

    @Test
    void quickIsFewerPairsUnlessSaidOtherwise() {
        assertThat(Order.of(List.of("all")).pairs()).isEqualTo(Order.PAIRS);
        assertThat(Order.of(List.of("all", "--quick")).pairs()).isEqualTo(Order.QUICK_PAIRS);
        assertThat(Order.of(List.of("all", "--quick", "--pairs", "5")).pairs()).isEqualTo(5);
    }

    @Test
    void resultsAreKeptOfThisAgentAloneMeasuredAtLength(@TempDir Path folder) throws Exception {
        String jar = Files.createFile(folder.resolve("earlier.jar")).toString();
        assertThat(Order.of(List.of("heap")).keepsResults()).isTrue();
        assertThat(Order.of(List.of("heap", "--quick")).keepsResults()).isFalse();
        assertThat(Order.of(List.of("heap", "--against", jar)).keepsResults()).isFalse();
        assertThat(Order.of(List.of("heap", "--against", jar)).earlier()).contains(Path.of(jar));
    }

    @Test
    void anEarlierAgentIsAJarThatIsThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.of(List.of("heap", "--against", "none.jar")))
                .withMessage("--against takes the jar of an earlier agent, not none.jar");
    }

    @Test
    void aNumberIsANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.of(List.of("all", "--pairs", "many")))
                .withMessage("--pairs takes a number, not many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.of(List.of("all", "--jdk")))
                .withMessage("--jdk takes a number, not nothing");
    }
}
