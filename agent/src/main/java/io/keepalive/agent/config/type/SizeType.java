// SPDX-License-Identifier: Apache-2.0
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

    private static final int MAX_DIGITS = 6;
    private static final String CLOSE = "([0-9]{1,6}) *([KMGkmg]?)(i?)[Bb]?";
    private static final long MIN_BYTES = 1_000L;
    private static final long MAX_BYTES = 1_000_000_000_000L;

    @Override
    public String allowed() {
        return "a size from 1KB to 1000GB (KB, MB, GB, or KiB, MiB, GiB)";
    }

    /** Returns bytes. */
    @Override
    public Long parse(Scalar value) throws InvalidValueException {
        String text = value.text();
        int end = Digits.end(text, 0);
        long unit = end == 0 || end > MAX_DIGITS ? 0 : bytesOf(text.substring(end));
        if (!value.is(Scalar.Kind.TEXT) || unit == 0) {
            throw suggestion(text);
        }
        long bytes = Long.parseLong(text.substring(0, end)) * unit;
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new InvalidValueException();
        }
        return bytes;
    }

    /** Returns 0 for any other unit. */
    private static long bytesOf(String unit) {
        switch (unit) {
            case "KB":
                return 1_000;
            case "KiB":
                return 1 << 10;
            case "MB":
                return 1_000_000;
            case "MiB":
                return 1 << 20;
            case "GB":
                return 1_000_000_000;
            case "GiB":
                return 1 << 30;
            default:
                return 0;
        }
    }

    private static InvalidValueException suggestion(String text) {
        Matcher close = Pattern.compile(CLOSE).matcher(text);
        if (!close.matches()) {
            return new InvalidValueException();
        }
        String unit = close.group(2).isEmpty() ? "M" : close.group(2).toUpperCase(Locale.ROOT);
        return InvalidValueException.didYouMean(close.group(1) + unit + close.group(3) + "B");
    }
}
