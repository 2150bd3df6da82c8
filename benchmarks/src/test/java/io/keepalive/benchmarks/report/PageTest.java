// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.keepalive.benchmarks.figure.Curve;
import io.keepalive.benchmarks.figure.Figure;
import io.keepalive.benchmarks.figure.Samples;
import io.keepalive.benchmarks.figure.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    @TempDir
    private Path folder;

    @Test
    void tellsEachFigureByRowAndJdk() {
        Table table = new Table();
        table.add(17, List.of(start(1.4), Figure.of(1, "trips", Samples.of(1, 2, 3), "ms")));
        table.add(8, List.of(start(1.2)));

        assertThat(table.markdown().lines().skip(2))
                .containsExactly(
                        "| 1 | trips | 17 | 2 ms | 1.5 to 2.5 | 3 |  |  |  |",
                        "| 3 | start | 8 | 1.2 | 1.2 to 1.2 | 1 | 12 ms / 10 ms | at most 1.3 | reached |",
                        "| 3 | start | 17 | 1.4 | 1.4 to 1.4 | 1 | 12 ms / 10 ms | at most 1.3 | **not reached** |");
    }

    private static Figure start(double ratio) {
        return Figure.of(3, "start", Samples.of(ratio), "")
                .detail("12 ms / 10 ms")
                .mustReach(Target.atMost(1.3));
    }

    @Test
    void whatPeopleWroteAroundTheMeasuredPartStays() throws Exception {
        Path page = folder.resolve("performance.md");
        Files.writeString(page, "before\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nafter\n");

        new Page(page).write(List.of(result(8), result(17)));

        assertThat(page).content().startsWith("before\n").endsWith("\nafter\n").doesNotContain("old");
        assertThat(page).content().contains("| 3 | start | 8 |", "| 3 | start | 17 |", "(abc)", "Java 1.8");
        assertThat(folder.resolve("performance-cost.svg"))
                .content()
                .startsWith("<svg")
                .endsWith("</svg>\n");
    }

    @Test
    void aPageWithoutMarksIsLeftAlone() throws Exception {
        Path page = folder.resolve("performance.md");
        Files.writeString(page, "words\n");

        assertThatIOException().isThrownBy(() -> new Page(page).write(List.of(result(8))));
        assertThat(page).hasContent("words");
    }

    @Test
    void resultsAreKeptAndFoundAgain() throws Exception {
        Results results = new Results(folder.resolve("results"));
        results.keep(result(17));
        results.keep(result(8));

        assertThat(results.all()).containsExactly(result(8), result(17));
    }

    @Test
    void aCurveMeasuredInPiecesIsOneCurve() {
        Curve merged = Page.merged(List.of(result(8), result(17))).get(0);

        assertThat(merged.lines())
                .containsExactly(new Curve.Line("agent", List.of(new Curve.Point(8, 80), new Curve.Point(17, 170))));
    }

    @Test
    void axesEndAtRoundNumbers() {
        assertThat(Plot.roundAbove(17)).isEqualTo(20);
        assertThat(Plot.roundAbove(20)).isEqualTo(20);
        assertThat(Plot.roundAbove(0.3)).isEqualTo(0.5);
        assertThat(Plot.roundAbove(8_000)).isEqualTo(10_000);
    }

    private static Result result(int java) {
        Curve curve = new Curve(
                "cost",
                "Cost",
                "Java",
                "ms",
                List.of(new Curve.Line("agent", List.of(new Curve.Point(java, 10 * java)))));
        return new Result(
                "start-up",
                java,
                "2026-11-24T10:00:00Z",
                "abc",
                new Machine("2 x some", "24 GiB", "Linux 6", "20000"),
                Map.of("Java", "1." + java),
                List.of(start(1.2)),
                List.of(curve),
                List.of("a note"));
    }
}
