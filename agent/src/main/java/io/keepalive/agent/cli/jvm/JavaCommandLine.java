package io.keepalive.agent.cli.jvm;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds in the words of a {@code java} command what it runs: a jar, a module or a main class. Pure. */
public final class JavaCommandLine {

    /** Options whose value is the next word. */
    private static final Set<String> WITH_VALUE = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--enable-native-access",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "-d",
            "--describe-module",
            "--source")));

    private JavaCommandLine() {}

    /** What is run, or the program itself where that cannot be told. */
    public static String whatRuns(List<String> words) {
        if (words.isEmpty() || !words.get(0).matches("(?:.*/)?java")) {
            return words.isEmpty() ? "" : words.get(0);
        }
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-jar") || word.equals("-m") || word.equals("--module")) {
                return i + 1 < words.size() ? words.get(i + 1) : word;
            }
            if (WITH_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-") && !word.startsWith("@")) {
                return word;
            }
        }
        return words.get(0);
    }
}
