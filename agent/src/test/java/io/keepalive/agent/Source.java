// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A source file of the agent, for facts that a class file does not contain. Relies on the formatter's layout. */
final class Source {

    private static final Path ROOT = Path.of("src/main/java");

    /** Group 1 is the text of a literal; comments and characters are matched so that no literal is found in them. */
    private static final Pattern LITERAL =
            Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern GETTER = Pattern.compile("return \\w+;");
    private static final Pattern CONSTRUCTOR = Pattern.compile("public \\w+\\(.*");

    private final Path file;
    private final String text;

    private Source(Path file) {
        this.file = file;
        try {
            this.text = Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Source> ofTheAgent() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Source::new)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String packageName() {
        return ROOT.relativize(file.getParent()).toString().replace('/', '.');
    }

    /** Whether it is in this package or below it. */
    boolean isIn(String name) {
        return (packageName() + ".").startsWith(name + ".");
    }

    boolean isPackageInfo() {
        return file.endsWith("package-info.java");
    }

    boolean hasJavadoc() {
        return text.contains("/**");
    }

    /** The texts of the string literals. */
    Stream<String> literals() {
        return LITERAL.matcher(text).results().map(match -> match.group(1)).filter(Objects::nonNull);
    }

    /** What group 1 of a pattern finds. */
    Stream<String> matches(Pattern pattern) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    /** The public types and methods without Javadoc, except those that override a method or return a field. */
    List<String> undocumented() {
        List<String> lines = text.lines().map(String::trim).toList();
        List<String> undocumented = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isPublicTypeOrMethod(lines.get(i)) && !isGetter(lines, i) && !isDocumented(lines, i - 1)) {
                undocumented.add(lines.get(i));
            }
        }
        return undocumented;
    }

    private static boolean isPublicTypeOrMethod(String line) {
        return line.startsWith("public ")
                && !line.contains("=")
                && !line.endsWith(";")
                && !CONSTRUCTOR.matcher(line).matches();
    }

    private static boolean isGetter(List<String> lines, int declaration) {
        return lines.get(declaration).endsWith("() {")
                && GETTER.matcher(lines.get(declaration + 1)).matches();
    }

    private static boolean isDocumented(List<String> lines, int before) {
        String line = lines.get(before);
        return line.endsWith("*/")
                || line.equals("@Override")
                || line.startsWith("@") && isDocumented(lines, before - 1);
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
