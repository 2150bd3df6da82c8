package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes with a unit: decimal as in the SI (KB, MB, GB; 1 KB is 1000 bytes) or binary as in IEC 80000-13 (KiB,
 * MiB, GiB; 1 KiB is 1024 bytes).
 */
public final class SizeType implements ValueType<Long> {

    private static final Pattern EXACT = Pattern.compile("([0-9]{1,6})([KMG])(i?)B");
    private static final Pattern CLOSE = Pattern.compile("([0-9]{1,6}) *([KMGkmg]?)(i?)[Bb]?");
    private static final long MIN_BYTES = 1_000L;
    private static final long MAX_BYTES = 1_000_000_000_000L;

    @Override
    public String allowed() {
        return "a size from 1KB to 1000GB (KB, MB, GB, or KiB, MiB, GiB)";
    }

    /** Returns bytes. */
    @Override
    public Long parse(Scalar value) throws InvalidValueException {
        Matcher exact = EXACT.matcher(value.text());
        if (!value.is(Scalar.Kind.TEXT) || !exact.matches()) {
            throw suggestion(value.text());
        }
        long bytes = Long.parseLong(exact.group(1)) * bytesOf(exact.group(2), exact.group(3));
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new InvalidValueException();
        }
        return bytes;
    }

    private static long bytesOf(String unit, String binary) {
        long base = binary.isEmpty() ? 1_000 : 1_024;
        return unit.equals("K") ? base : unit.equals("M") ? base * base : base * base * base;
    }

    private static InvalidValueException suggestion(String text) {
        Matcher close = CLOSE.matcher(text);
        if (!close.matches()) {
            return new InvalidValueException();
        }
        String unit = close.group(2).isEmpty() ? "M" : close.group(2).toUpperCase(Locale.ROOT);
        return InvalidValueException.didYouMean(close.group(1) + unit + close.group(3) + "B");
    }
}
