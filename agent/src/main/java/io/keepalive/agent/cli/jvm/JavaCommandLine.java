// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.cli.jvm;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what a {@code java} command runs: a jar, a module or a main class. Pure. */
public final class JavaCommandLine {

    /** Options whose value is the next argument. */
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

    /** The jar, module or main class, or the program itself if there is none. */
    public static String mainProgram(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.get(0).matches("(?:.*/)?java")) {
            return arguments.isEmpty() ? "" : arguments.get(0);
        }
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
                return i + 1 < arguments.size() ? arguments.get(i + 1) : argument;
            }
            if (WITH_VALUE.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
                return argument;
            }
        }
        return arguments.get(0);
    }
}
