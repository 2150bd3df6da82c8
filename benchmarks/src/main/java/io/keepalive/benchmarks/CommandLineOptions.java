// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The options of the command line.
 *
 * @param names of measurements
 * @param jdks feature versions; if empty, those that each measurement chooses
 * @param earlier an earlier build of the agent, to be measured beside this one
 */
record CommandLineOptions(List<String> names, List<Integer> jdks, int pairs, boolean quick, Optional<Path> earlier) {

    static final int PAIRS = 15;
    static final int QUICK_PAIRS = 3;

    /** @throws IllegalArgumentException if they are wrong, with the reason */
    static CommandLineOptions of(List<String> arguments) {
        List<String> names = new ArrayList<>();
        List<Integer> jdks = new ArrayList<>();
        int pairs = 0;
        boolean quick = false;
        Optional<Path> earlier = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--quick" -> quick = true;
                case "--pairs" -> pairs = number(argument, rest);
                case "--jdk" -> jdks.add(number(argument, rest));
                case "--against" -> earlier = Optional.of(jar(argument, rest));
                default -> names.add(argument);
            }
        }
        int standard = quick ? QUICK_PAIRS : PAIRS;
        return new CommandLineOptions(
                List.copyOf(names), List.copyOf(jdks), pairs == 0 ? standard : pairs, quick, earlier);
    }

    /** Whether the results are kept: those of a quick run, or beside an earlier agent, are only printed. */
    boolean keepsResults() {
        return !quick && earlier.isEmpty();
    }

    private static Path jar(String option, Iterator<String> rest) {
        Path jar = Path.of(rest.hasNext() ? rest.next() : "nothing");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(option + " takes the jar of an earlier agent, not " + jar);
        }
        return jar;
    }

    private static int number(String option, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "nothing";
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(option + " takes a number, not " + value);
        }
        return Integer.parseInt(value);
    }
}
