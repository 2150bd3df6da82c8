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

/** A source file of the agent, for what a class file does not tell. Reads the formatter's layout. */
final class Source {

    private static final Path ROOT = Path.of("src/main/java");

    /** Group 1 is a literal's text; comments and characters are matched so that none is found in them. */
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

    /** The texts between quotation marks. */
    Stream<String> literals() {
        return LITERAL.matcher(text).results().map(match -> match.group(1)).filter(Objects::nonNull);
    }

    /** What group 1 of a pattern finds. */
    Stream<String> matches(Pattern pattern) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    /** The public types and methods without Javadoc, save those that override one or return a field. */
    List<String> unexplained() {
        List<String> lines = text.lines().map(String::trim).toList();
        List<String> unexplained = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isPublicTypeOrMethod(lines.get(i)) && !isGetter(lines, i) && !isExplained(lines, i - 1)) {
                unexplained.add(lines.get(i));
            }
        }
        return unexplained;
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

    private static boolean isExplained(List<String> lines, int before) {
        String line = lines.get(before);
        return line.endsWith("*/")
                || line.equals("@Override")
                || line.startsWith("@") && isExplained(lines, before - 1);
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
