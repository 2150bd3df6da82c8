// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.text.DurationFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as the configuration writes it: a whole number with a unit, such as {@code 500ms 30s 2m 1h}. Immutable. */
public final class Duration {

    /** Every number of so many digits is a long, also as hours in milliseconds. */
    private static final int MAX_DIGITS = 12;

    private static final String CLOSE = "([0-9]{1,12}) *([a-z]+)";

    private final long millis;

    private Duration(long millis) {
        this.millis = millis;
    }

    static Duration ofMillis(long millis) {
        return new Duration(millis);
    }

    /**
     * Parses a duration.
     *
     * @throws InvalidValueException with a suggestion where the text is close to a duration
     */
    public static Duration parse(Scalar value) throws InvalidValueException {
        if (value.is(Scalar.Kind.NUMBER) && Digits.only(value.text(), MAX_DIGITS)) {
            throw new InvalidValueException("a duration needs a unit; did you mean " + value.text() + "s?");
        }
        if (!value.is(Scalar.Kind.TEXT)) {
            throw new InvalidValueException();
        }
        return parse(value.text());
    }

    private static Duration parse(String text) throws InvalidValueException {
        int end = Digits.end(text, 0);
        long unit = end == 0 || end > MAX_DIGITS ? 0 : millisOf(text.substring(end));
        if (unit == 0) {
            throw suggestion(text);
        }
        return new Duration(Long.parseLong(text.substring(0, end)) * unit);
    }

    /** Returns 0 for any other unit. */
    private static long millisOf(String unit) {
        switch (unit) {
            case "ms":
                return 1;
            case "s":
                return 1_000;
            case "m":
                return 60_000;
            case "h":
                return 3_600_000;
            default:
                return 0;
        }
    }

    private static InvalidValueException suggestion(String text) {
        Matcher close = Pattern.compile(CLOSE).matcher(text.trim().toLowerCase(Locale.ROOT));
        String unit = close.matches() ? closestUnit(close.group(2)) : "";
        return unit.isEmpty()
                ? new InvalidValueException("a duration is a whole number with a unit: ms, s, m or h")
                : InvalidValueException.didYouMean(close.group(1) + unit);
    }

    private static String closestUnit(String word) {
        if (word.startsWith("ms") || word.startsWith("milli")) {
            return "ms";
        }
        String initial = word.substring(0, 1);
        return "smh".contains(initial) ? initial : "";
    }

    public long millis() {
        return millis;
    }

    boolean isWholeSeconds() {
        return millis % 1_000 == 0;
    }

    int seconds() {
        return (int) (millis / 1_000);
    }

    /** In whole seconds where possible, otherwise in milliseconds. */
    @Override
    public String toString() {
        return DurationFormat.exact(millis);
    }
}
