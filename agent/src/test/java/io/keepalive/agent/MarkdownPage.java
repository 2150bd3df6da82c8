// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A page of the documentation, as GitHub shows it. */
final class MarkdownPage {

    private static final Path ROOT = ProjectFiles.ROOT;

    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)(?<=\n\n)(?: {4}.*\n)+");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*?) *$");

    private final Path file;
    private final String text;

    private MarkdownPage(Path file) {
        this.file = file;
        try {
            this.text = Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param name from the project's folder on */
    static MarkdownPage at(String name) {
        return new MarkdownPage(ROOT.resolve(name));
    }

    /** Every page of the project. */
    static List<MarkdownPage> all() {
        return ProjectFiles.all().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .map(MarkdownPage::new)
                .toList();
    }

    String text() {
        return text;
    }

    /** Where the project's own files and headings are linked to and are not there. */
    List<String> deadLinks() {
        return LINK.matcher(withoutCode())
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target -> !leadsSomewhere(target))
                .toList();
    }

    private boolean leadsSomewhere(String target) {
        String[] parts = target.split("#", 2);
        Path page = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
        return Files.exists(page)
                && (parts.length == 1 || new MarkdownPage(page).anchors().contains(parts[1]));
    }

    /** The headings, by GitHub's rule: lower case, no punctuation, hyphens for blanks. */
    private Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    private String withoutCode() {
        String prose = FENCED.matcher(text).replaceAll("");
        prose = INDENTED.matcher(prose).replaceAll("");
        return CODE.matcher(prose).replaceAll("");
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
