package io.keepalive.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void namesAndOptionsComeInAnyOrder() {
        assertThat(Order.of(List.of("start-up", "--jdk", "8", "jar", "--pairs", "20", "--jdk", "25")))
                .isEqualTo(new Order(List.of("start-up", "jar"), List.of(8, 25), 20, false));
    }

    @Test
    void quickIsFewerPairsUnlessSaidOtherwise() {
        assertThat(Order.of(List.of("all")).pairs()).isEqualTo(Order.PAIRS);
        assertThat(Order.of(List.of("all", "--quick")).pairs()).isEqualTo(Order.QUICK_PAIRS);
        assertThat(Order.of(List.of("all", "--quick", "--pairs", "5")).pairs()).isEqualTo(5);
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
