package io.keepalive.benchmarks.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A number as people want to read it: three digits that count, no exponent. */
public final class Readable {

    private static final int DIGITS = 3;

    private Readable() {}

    public static String of(double value) {
        if (Math.abs(value) >= 1_000) {
            return String.format(java.util.Locale.ROOT, "%,d", Math.round(value));
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
