// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The options of a JVM that are visible to other processes: in its arguments and in the environment variables that Java
 * reads, in the order in which the JVM applies them. Pure.
 */
public final class JvmOptions {

    private static final List<String> BEFORE_ARGUMENTS =
            Collections.unmodifiableList(Arrays.asList("JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS="));

    private static final String AFTER_ARGUMENTS = "_JAVA_OPTIONS=";

    private final List<String> options = new ArrayList<>();

    /**
     * @param arguments its command line
     * @param environment its environment, one entry per variable
     */
    public JvmOptions(List<String> arguments, List<String> environment) {
        BEFORE_ARGUMENTS.forEach(variable -> add(variable, environment));
        options.addAll(arguments);
        add(AFTER_ARGUMENTS, environment);
    }

    private void add(String variable, List<String> environment) {
        for (String entry : environment) {
            if (entry.startsWith(variable)) {
                options.addAll(Arrays.asList(entry.substring(variable.length()).split("\\s+")));
            }
        }
    }

    /** Whether the last {@code -XX:+NAME} or {@code -XX:-NAME} is on, or the default if there is none. */
    public boolean isOn(String name, boolean defaultValue) {
        boolean on = defaultValue;
        for (String option : options) {
            if (option.equals("-XX:+" + name) || option.equals("-XX:-" + name)) {
                on = option.startsWith("-XX:+");
            }
        }
        return on;
    }
}
