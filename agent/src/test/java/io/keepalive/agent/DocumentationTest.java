// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepalive.agent.event.EventFields;
import io.keepalive.agent.event.PeerDead;
import io.keepalive.agent.event.SampleEvents;
import io.keepalive.agent.peer.Cause;
import io.keepalive.agent.peer.Diagnosis;
import io.keepalive.agent.policy.Profile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds README and the pages in docs to the code, to each other, and to their form. */
class DocumentationTest {

    private static final Path ROOT = ProjectFiles.ROOT;

    private static final MarkdownPage README = MarkdownPage.at("README.md");
    private static final MarkdownPage REPORTS = MarkdownPage.at("docs/reports.md");
    private static final MarkdownPage CONFIGURATION = MarkdownPage.at("docs/configuration.md");
    private static final MarkdownPage COMMAND_LINE = MarkdownPage.at("docs/command-line.md");
    private static final MarkdownPage ARCHITECTURE = MarkdownPage.at("docs/architecture.md");
    private static final MarkdownPage SAFETY = MarkdownPage.at("docs/safety.md");

    private static final int LONGEST_README = 150;

    private static final Pattern NAME_OF_A_TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern DOTTED_NAME = Pattern.compile("[a-z]+(_[a-z]+)*(\\.[a-z]+(_[a-z]+)*)+");
    private static final Pattern SUBCOMMAND = Pattern.compile("(?s)@Command\\(\\s*name = \"([a-z]+)\"");

    static Stream<MarkdownPage> pages() {
        return MarkdownPage.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(MarkdownPage page) {
        assertThat(page.deadLinks()).isEmpty();
    }

    @Test
    void readmeIsShortAndHasTheTestCommand() {
        assertThat(README.text().lines()).hasSizeLessThanOrEqualTo(LONGEST_README);
        assertThat(README.text()).contains("    mvn -B verify ");
    }

    @Test
    void readmeListsEveryPage() throws Exception {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> name.endsWith(".md")))
                    .allSatisfy(name -> assertThat(README.text()).contains("(docs/" + name + ")"));
        }
    }

    @Test
    void thePictureIsWhatItsScriptDraws() throws Exception {
        assertThat(ROOT.resolve("docs/idle-connection.svg"))
                .content()
                .isEqualTo(output("sh", "docs/draw-idle-connection"));
    }

    @Test
    void theCompatibilityPageIsWhatItsResultsMake() throws Exception {
        assertThat(ROOT.resolve("docs/compatibility.md"))
                .content()
                .isEqualTo(output("python3", "compat-tests/compatibility-page", "--print"));
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    @Test
    void everyTestThatIsNamedIsThere() {
        Set<String> named = pages().flatMap(
                        page -> NAME_OF_A_TEST.matcher(page.text()).results())
                .map(name -> name.group(1) + ".java")
                .collect(Collectors.toSet());
        Set<String> there = ProjectFiles.all().stream()
                .filter(file -> file.toString().contains("src/test/java"))
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        assertThat(there).hasSizeGreaterThan(100).containsAll(named);
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseHasItsRow(Cause cause) {
        assertThat(REPORTS.text()).containsPattern("(?m)^\\| `" + cause.label() + "`.* \\|$");
    }

    /** With dots in them: what has none is looked for in the report of a death. */
    @Test
    void everyEventAndFieldIsExplained() {
        Set<String> names = Source.ofTheAgent().stream()
                .filter(source -> source.isIn("io.keepalive.agent.event"))
                .flatMap(Source::literals)
                .filter(DOTTED_NAME.asMatchPredicate())
                .collect(Collectors.toSet());
        assertThat(names)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(REPORTS.text()).contains("`" + name + "`"));
    }

    @Test
    void everyFieldOfADeathIsExplained() {
        EventFields fields = new EventFields();
        SampleEvents sample = new SampleEvents().diagnosis(Diagnosis.connectionDropped(180, 20));
        new PeerDead(sample.deathInRead("main", SampleEvents.timedOut()), true).addTo(fields);
        assertThat(fields.values().keySet())
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(REPORTS.text()).contains("`" + name + "`"));
    }

    @ParameterizedTest
    @EnumSource
    void everyProfileHasItsRow(Profile profile) {
        int seconds = profile.idleSeconds() + profile.intervalSeconds() * profile.count();
        assertThat(CONFIGURATION.text())
                .contains("| `" + profile.label() + "` | " + profile.idleSeconds() + " s | " + profile.intervalSeconds()
                        + " s | " + profile.count() + " | " + seconds + " s |"
                        + (profile.silenceLimitSeconds() == Profile.NO_LIMIT
                                ? " |"
                                : " " + profile.silenceLimitSeconds() + " s |"));
    }

    @Test
    void everyCommandHasItsRow() {
        Set<String> commands = Source.ofTheAgent().stream()
                .filter(source -> source.packageName().equals("io.keepalive.agent.cli"))
                .flatMap(source -> source.matches(SUBCOMMAND))
                .collect(Collectors.toSet());
        assertThat(commands)
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        command -> assertThat(COMMAND_LINE.text()).containsPattern("(?m)^\\| `" + command + "[ `]"));
    }

    @Test
    void everyMetricIsShown() {
        MarkdownPage monitoring = MarkdownPage.at("docs/monitoring.md");
        Set<String> metrics = Source.ofTheAgent().stream()
                .filter(source -> source.isIn("io.keepalive.agent.report.prometheus"))
                .flatMap(Source::literals)
                .filter(literal -> literal.matches("keepalive_[a-z_]+"))
                .collect(Collectors.toSet());
        assertThat(metrics)
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(monitoring.text()).contains(name));
    }

    @Test
    void everyPackageIsExplained() {
        Set<String> packages = Source.ofTheAgent().stream()
                .map(Source::packageName)
                .filter(name -> name.startsWith("io.keepalive.agent."))
                .map(name -> name.substring("io.keepalive.agent.".length()))
                .collect(Collectors.toSet());
        assertThat(packages)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(ARCHITECTURE.text()).containsPattern("(?m)^\\|[^|]*`" + name + "`"));
    }
}
