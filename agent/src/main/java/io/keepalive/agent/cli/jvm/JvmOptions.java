package io.keepalive.agent.cli.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The options of a JVM, as far as they are to be seen from outside: in its words, and in the variables that Java reads.
 * In the order in which the JVM heeds them. Pure.
 */
public final class JvmOptions {

    private static final List<String> BEFORE_THE_WORDS =
            Collections.unmodifiableList(Arrays.asList("JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS="));

    private static final String BEHIND_THE_WORDS = "_JAVA_OPTIONS=";

    private final List<String> options = new ArrayList<>();

    /**
     * @param words of its command line
     * @param environment an entry a variable
     */
    public JvmOptions(List<String> words, List<String> environment) {
        BEFORE_THE_WORDS.forEach(variable -> add(variable, environment));
        options.addAll(words);
        add(BEHIND_THE_WORDS, environment);
    }

    private void add(String variable, List<String> environment) {
        for (String entry : environment) {
            if (entry.startsWith(variable)) {
                options.addAll(Arrays.asList(entry.substring(variable.length()).split("\\s+")));
            }
        }
    }

    /** Whether a switch, {@code -XX:+NAME} or {@code -XX:-NAME}, was last given as on; or what holds where it was not. */
    public boolean isOn(String name, boolean otherwise) {
        boolean on = otherwise;
        for (String option : options) {
            if (option.equals("-XX:+" + name) || option.equals("-XX:-" + name)) {
                on = option.startsWith("-XX:+");
            }
        }
        return on;
    }
}
