package io.keepalive.benchmarks;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param names of measurements
 * @param jdks feature versions; empty: those that each measurement is meant for
 */
record Order(List<String> names, List<Integer> jdks, int pairs, boolean quick) {

    static final int PAIRS = 15;
    static final int QUICK_PAIRS = 3;

    /** @throws IllegalArgumentException says what is wrong with them */
    static Order of(List<String> arguments) {
        List<String> names = new ArrayList<>();
        List<Integer> jdks = new ArrayList<>();
        int pairs = 0;
        boolean quick = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--quick" -> quick = true;
                case "--pairs" -> pairs = number(argument, rest);
                case "--jdk" -> jdks.add(number(argument, rest));
                default -> names.add(argument);
            }
        }
        int standard = quick ? QUICK_PAIRS : PAIRS;
        return new Order(List.copyOf(names), List.copyOf(jdks), pairs == 0 ? standard : pairs, quick);
    }

    private static int number(String option, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "nothing";
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(option + " takes a number, not " + value);
        }
        return Integer.parseInt(value);
    }
}
