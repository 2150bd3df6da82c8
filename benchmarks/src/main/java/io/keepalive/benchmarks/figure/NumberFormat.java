// SPDX-License-Identifier: Apache-2.0
package io.keepalive.benchmarks.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Formats a number for reading: three significant digits, or four just above 1, no exponent. */
public final class NumberFormat {

    private static final int DIGITS = 3;

    /** Up to this value a ratio above 1 has as many decimals as one below: 0.996 and 1.004. */
    private static final double JUST_ABOVE_ONE = 1.1;

    private NumberFormat() {}

    public static String of(double value) {
        if (Math.abs(value) >= 1_000) {
            return String.format(java.util.Locale.ROOT, "%,d", Math.round(value));
        }
        int digits = value >= 1 && value < JUST_ABOVE_ONE ? DIGITS + 1 : DIGITS;
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
