// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
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

    @Test
    void everyOwnedPathIsThere() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(ROOT.resolve("agent/src/main"))) {
            all.filter(Files::isRegularFile).forEach(file -> files.add("/" + ROOT.relativize(file)));
        }
        filesIn(ROOT.resolve("docs")).forEach(file -> files.add("/" + ROOT.relativize(file)));
        for (String line : text(GITHUB.resolve("CODEOWNERS")).lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("* ")) {
                String pattern = line.split(" +")[0];
                PathMatcher matcher = FileSystems.getDefault()
                        .getPathMatcher("glob:" + (pattern.endsWith("/") ? pattern + "**" : pattern));
                assertThat(files).as(pattern).anyMatch(file -> matcher.matches(Path.of(file)));
                assertThat(line).matches("\\S+ +@[\\w-]+(/[\\w-]+)?");
            }
        }
    }

    @Test
    void workflowsRunScriptsThatAreThere() throws IOException {
        assertThat(scriptsIn(filesIn(GITHUB.resolve("workflows"))))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(ROOT.resolve(name)).isExecutable());
    }

    /** By a workflow, or by a script that one runs. Making a release begins by hand. */
    @ParameterizedTest
    @ValueSource(strings = {".ci", "release"})
    void everyScriptIsRun(String folder) throws IOException {
        Set<String> run = scriptsIn(Stream.concat(
                filesIn(GITHUB.resolve("workflows")),
                Stream.concat(filesIn(ROOT.resolve(".ci")), filesIn(ROOT.resolve("release")))));
        assertThat(filesIn(ROOT.resolve(folder))
                        .map(file -> ROOT.relativize(file).toString()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(run).contains(name));
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
