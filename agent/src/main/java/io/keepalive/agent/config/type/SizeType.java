package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes with its unit, decimal as the SI defines it (1 KB is 1000 bytes, MB, GB) or binary as IEC 80000-13
 * does (1 KiB is 1024 bytes, MiB, GiB).
 */
public final class SizeType implements ValueType<Long> {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6})([KMG])(i?)B");
    private static final Pattern NEARLY = Pattern.compile("([0-9]{1,6}) *([KMGkmg]?)(i?)[Bb]?");
    private static final long LEAST = 1_000L;
    private static final long MOST = 1_000_000_000_000L;

    @Override
    public String allowed() {
        return "a size from 1KB to 1000GB (KB, MB, GB, or KiB, MiB, GiB)";
    }

    /** In bytes. */
    @Override
    public Long parse(Scalar value) throws InvalidValueException {
        Matcher written = WRITTEN.matcher(value.text());
        if (!value.is(Scalar.Kind.TEXT) || !written.matches()) {
            throw guess(value.text());
        }
        long bytes = Long.parseLong(written.group(1)) * bytesOf(written.group(2), written.group(3));
        if (bytes < LEAST || bytes > MOST) {
            throw new InvalidValueException();
        }
        return bytes;
    }

    private static long bytesOf(String unit, String binary) {
        long base = binary.isEmpty() ? 1_000 : 1_024;
        return unit.equals("K") ? base : unit.equals("M") ? base * base : base * base * base;
    }

    private static InvalidValueException guess(String text) {
        Matcher nearly = NEARLY.matcher(text);
        if (!nearly.matches()) {
            return new InvalidValueException();
        }
        String unit = nearly.group(2).isEmpty() ? "M" : nearly.group(2).toUpperCase(Locale.ROOT);
        return InvalidValueException.didYouMean(nearly.group(1) + unit + nearly.group(3) + "B");
    }
}
