package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import io.keepalive.agent.text.DurationFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time as the configuration writes it: a whole number with its unit, {@code 500ms 30s 2m 1h}. Immutable. */
public final class Duration {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");
    private static final Pattern NEARLY = Pattern.compile("([0-9]{1,12}) *([a-z]+)");

    private final long millis;

    private Duration(long millis) {
        this.millis = millis;
    }

    static Duration ofMillis(long millis) {
        return new Duration(millis);
    }

    /** @throws InvalidValueException with a guess at what was meant */
    public static Duration parse(Scalar value) throws InvalidValueException {
        if (value.is(Scalar.Kind.NUMBER) && value.text().matches("[0-9]{1,12}")) {
            throw new InvalidValueException("a duration carries its unit; did you mean " + value.text() + "s?");
        }
        if (!value.is(Scalar.Kind.TEXT)) {
            throw new InvalidValueException();
        }
        return parse(value.text());
    }

    private static Duration parse(String text) throws InvalidValueException {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw guess(text);
        }
        return new Duration(Long.parseLong(written.group(1)) * millisOf(written.group(2)));
    }

    private static long millisOf(String unit) {
        switch (unit) {
            case "ms":
                return 1;
            case "s":
                return 1_000;
            case "m":
                return 60_000;
            default:
                return 3_600_000;
        }
    }

    private static InvalidValueException guess(String text) {
        Matcher nearly = NEARLY.matcher(text.trim().toLowerCase(Locale.ROOT));
        String unit = nearly.matches() ? unitLike(nearly.group(2)) : "";
        return unit.isEmpty()
                ? new InvalidValueException("a duration is a whole number with ms, s, m or h")
                : InvalidValueException.didYouMean(nearly.group(1) + unit);
    }

    private static String unitLike(String word) {
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

    /** In seconds, or in milliseconds where it is no whole number of them. */
    @Override
    public String toString() {
        return DurationFormat.exact(millis);
    }
}
