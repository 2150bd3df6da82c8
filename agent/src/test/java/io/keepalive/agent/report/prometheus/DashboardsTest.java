// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.report.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Dashboard and alert rules of config/monitoring use existing metrics, and the dashboard all of them. */
class DashboardsTest {

    private static final Path CONFIG = Path.of("..", "config", "monitoring");

    /** Added by Prometheus to every target. */
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

    private static final Map<String, Metric> METRICS =
            Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::servedName, Function.identity()));

    private static List<Query> dashboard;
    private static List<Query> alerts;

    @BeforeAll
    static void read() throws IOException {
        JsonNode board = new ObjectMapper().readTree(Files.readString(CONFIG.resolve("dashboard.json")));
        dashboard = board.findValuesAsText("expr").stream().map(Query::new).collect(Collectors.toList());
        for (JsonNode panel : board.get("panels")) {
            panel.get("targets").forEach(target -> assertLegend(target));
        }
        alerts = rules().stream()
                .map(rule -> new Query(rule.get("expr").toString()))
                .toList();
    }

    /** A legend can only show labels that the query keeps. */
    private static void assertLegend(JsonNode target) {
        Set<String> shown = Query.matches(
                "\\{\\{\\s*([a-z_]+)\\s*}}", target.get("legendFormat").asText());
        assertThat(new Query(target.get("expr").asText()).labels())
                .containsAll(shown.stream()
                        .filter(label -> !TARGET_LABELS.contains(label))
                        .toList());
    }

    private static List<Map<?, ?>> rules() throws IOException {
        Object document = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(CONFIG.resolve("alerts.yaml")));
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Object group : (List<?>) ((Map<?, ?>) document).get("groups")) {
            ((List<?>) ((Map<?, ?>) group).get("rules")).forEach(rule -> rules.add((Map<?, ?>) rule));
        }
        return rules;
    }

    @Test
    void theDashboardShowsEveryMetricAndNoOther() {
        assertThat(metricsOf(dashboard)).containsExactlyInAnyOrderElementsOf(METRICS.keySet());
    }

    @Test
    void theAlertsUseExistingMetrics() {
        assertThat(alerts).hasSizeGreaterThan(5);
        assertThat(METRICS.keySet()).containsAll(metricsOf(alerts));
    }

    @Test
    void queriesUseExistingLabels() {
        List<Query> all = new ArrayList<>(dashboard);
        all.addAll(alerts);
        assertThat(all).allSatisfy(query -> {
            Set<String> known = new TreeSet<>(TARGET_LABELS);
            query.metrics().forEach(metric -> known.addAll(METRICS.get(metric).labels()));
            assertThat(known).as(query.toString()).containsAll(query.labels());
        });
    }

    @Test
    void everyLabelIsUsedByTheDashboard() {
        assertThat(dashboard.stream().flatMap(query -> query.labels().stream()))
                .containsAll(METRICS.values().stream()
                        .flatMap(metric -> metric.labels().stream())
                        .toList());
    }

    @Test
    void everyAlertSaysWhatItIsAbout() throws IOException {
        List<String> headings = headings();
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.get("alert").toString()).matches("Keepalive[A-Za-z]+");
            assertThat(((Map<?, ?>) rule.get("labels")).get("severity")).isNotNull();
            Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
            assertThat(annotations.get("summary").toString()).contains("$labels.instance");
            assertThat(annotations.get("description")).isNotNull();
            assertThat(headings)
                    .contains(annotations.get("runbook_url").toString().replaceFirst(".*troubleshooting\\.md#", ""));
        });
    }

    /** The anchors that the headings of docs/troubleshooting.md have. */
    private static List<String> headings() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "troubleshooting.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z ]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static Set<String> metricsOf(List<Query> queries) {
        return queries.stream().flatMap(query -> query.metrics().stream()).collect(Collectors.toSet());
    }
}
