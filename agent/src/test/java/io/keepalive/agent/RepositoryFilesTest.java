// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files that GitHub reads, by the syntax that its documentation gives, and the scripts that the workflows run. */
class RepositoryFilesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path GITHUB = ROOT.resolve(".github");

    /** The keys of "Syntax for issue forms". */
    private static final Set<String> FORM_KEYS =
            Set.of("name", "description", "title", "labels", "assignees", "projects", "type", "body");

    /** The keys of "Syntax for GitHub's form schema": the attributes of each type of element. */
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "markdown", Set.of("value"),
            "textarea", Set.of("label", "description", "placeholder", "value", "render"),
            "input", Set.of("label", "description", "placeholder", "value"),
            "dropdown", Set.of("label", "description", "multiple", "options", "default"),
            "checkboxes", Set.of("label", "description", "options"));

    /** The keys of "Dependabot options reference" that an entry needs or may have, as far as the project uses them. */
    private static final Set<String> UPDATE_KEYS =
            Set.of("package-ecosystem", "directory", "schedule", "open-pull-requests-limit", "ignore", "groups");

    private static final Pattern SCRIPT = Pattern.compile("(?<![\\w./-])(?:\\.ci|release)/[a-z][a-z-]*(?![\\w./-])");

    static Stream<Path> issueForms() throws IOException {
        return filesIn(GITHUB.resolve("ISSUE_TEMPLATE")).filter(file -> !file.endsWith("config.yml"));
    }

    @ParameterizedTest
    @MethodSource("issueForms")
    void issueFormIsOne(Path file) {
        Map<String, Object> form = yaml(file);
        assertThat(form).containsKeys("name", "description", "body");
        assertThat(FORM_KEYS).containsAll(form.keySet());
        Set<Object> ids = new HashSet<>();
        for (Map<String, Object> element : elements(form, "body")) {
            assertThat(Set.of("type", "id", "attributes", "validations")).containsAll(element.keySet());
            Map<String, Object> attributes = map(element.get("attributes"));
            assertThat(ATTRIBUTES).containsKey((String) element.get("type"));
            assertThat(ATTRIBUTES.get(element.get("type"))).containsAll(attributes.keySet());
            boolean isMarkdown = element.get("type").equals("markdown");
            assertThat(attributes).containsKey(isMarkdown ? "value" : "label");
            assertThat(isMarkdown || ids.add(element.get("id"))).isTrue();
        }
        assertThat(ids).isNotEmpty().allSatisfy(id -> assertThat((String) id).matches("[A-Za-z0-9_-]+"));
    }

    @Test
    void issueLinksLeadSomewhere() {
        Map<String, Object> config = yaml(GITHUB.resolve("ISSUE_TEMPLATE/config.yml"));
        assertThat(config).containsOnlyKeys("blank_issues_enabled", "contact_links");
        for (Map<String, Object> link : elements(config, "contact_links")) {
            assertThat(link).containsOnlyKeys("name", "url", "about");
            String url = (String) link.get("url");
            if (url.contains("/blob/main/")) {
                assertThat(ROOT.resolve(url.split("/blob/main/")[1])).exists();
            }
        }
    }

    @Test
    void dependencyUpdatesAreConfigured() {
        Map<String, Object> dependabot = yaml(GITHUB.resolve("dependabot.yml"));
        assertThat(dependabot).containsOnlyKeys("version", "updates").containsEntry("version", 2);
        for (Map<String, Object> update : elements(dependabot, "updates")) {
            assertThat(update).containsKeys("package-ecosystem", "directory", "schedule");
            assertThat(UPDATE_KEYS).containsAll(update.keySet());
            assertThat(update.get("package-ecosystem")).isIn("maven", "github-actions", "npm");
            assertThat(map(update.get("schedule")).get("interval")).isIn("daily", "weekly", "monthly");
            assertThat(ROOT.resolve("." + update.get("directory"))).isDirectory();
        }
    }

    /** A line that names the team of {@code *} again has no effect. */
    @Test
    void everyLineOfOwnersHasAnEffect() {
        List<String> lines = text(GITHUB.resolve("CODEOWNERS"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(lines.get(0)).matches("\\* @[\\w-]+/[\\w-]+");
        String everybody = lines.get(0).substring(2);
        assertThat(lines.subList(1, lines.size())).noneMatch(line -> line.endsWith(" " + everybody));
    }

    /** A tag can be moved; the digest of a commit cannot. */
    @Test
    void actionsArePinnedAndGetNoCredentials() throws IOException {
        for (Path file : filesIn(GITHUB.resolve("workflows")).toList()) {
            for (Map<String, Object> step : stepsOf(file)) {
                String action = (String) step.getOrDefault("uses", "");
                if (!action.isEmpty()) {
                    assertThat(action).as("%s", file).matches("[\\w-]+(/[\\w-]+)+@[0-9a-f]{40}");
                }
                if (action.startsWith("actions/checkout@")) {
                    assertThat(map(step.get("with"))).as("%s", file).containsEntry("persist-credentials", false);
                }
            }
        }
    }

    /** Maven and its plugins run where there is neither a secret nor a right to write. */
    @Test
    void releaseIsBuiltWithoutSecrets() {
        Path file = GITHUB.resolve("workflows/release.yml");
        Map<String, Object> workflow = yaml(file);
        assertThat(workflow).containsEntry("permissions", Map.of("contents", "read"));
        Map<String, Object> jobs = map(workflow.get("jobs"));
        assertThat(jobs).containsOnlyKeys("build", "publish");
        assertThat(map(jobs.get("build"))).doesNotContainKeys("permissions", "environment");
        assertThat(jobs.get("build").toString())
                .contains("release/bundle", "git merge-base --is-ancestor")
                .doesNotContain("secrets.", "github.token");
        assertThat(map(jobs.get("publish"))).containsEntry("environment", "release");
        assertThat(jobs.get("publish").toString())
                .contains("release/sign", "secrets.RELEASE_KEY", "release/check", "release/publish")
                .doesNotContain("release/bundle", "mvn ");
    }

    @Test
    void workflowsRunScriptsThatAreThere() throws IOException {
        assertThat(scriptsIn(filesIn(GITHUB.resolve("workflows"))))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(ROOT.resolve(name)).isExecutable());
    }

    /** By a workflow, by a script that one runs, or by the build. Making a release begins by hand. */
    @ParameterizedTest
    @ValueSource(strings = {".ci", "release"})
    void everyScriptIsRun(String folder) throws IOException {
        Set<String> run = scriptsIn(Stream.concat(
                filesIn(GITHUB.resolve("workflows")),
                Stream.concat(
                        Stream.of(ROOT.resolve("agent/pom.xml")),
                        Stream.concat(filesIn(ROOT.resolve(".ci")), filesIn(ROOT.resolve("release"))))));
        assertThat(filesIn(ROOT.resolve(folder))
                        .map(file -> ROOT.relativize(file).toString()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(run).contains(name));
    }

    private static List<Map<String, Object>> stepsOf(Path workflow) {
        return map(yaml(workflow).get("jobs")).values().stream()
                .flatMap(job -> elements(map(job), "steps").stream())
                .toList();
    }

    /** The scripts that the files name outside their comments. */
    private static Set<String> scriptsIn(Stream<Path> files) {
        return files.flatMap(file -> text(file).lines())
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> SCRIPT.matcher(line).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Stream<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, Object> yaml(Path file) {
        return map(new Load(LoadSettings.builder().build()).loadFromString(text(file)));
    }

    private static List<Map<String, Object>> elements(Map<String, Object> parent, String key) {
        return ((List<?>) parent.get(key))
                .stream().map(RepositoryFilesTest::map).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
