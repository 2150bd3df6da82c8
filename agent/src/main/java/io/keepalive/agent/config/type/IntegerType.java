// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** A whole number within bounds. */
public final class IntegerType implements ValueType<Integer> {

    /** Every number of so many digits is an int. */
    private static final int MAX_DIGITS = 9;

    private final int min;
    private final int max;

    /** Both bounds are inclusive. */
    public IntegerType(int min, int max) {
        this.min = min;
        this.max = max;
    }

    public int min() {
        return min;
    }

    public int max() {
        return max;
    }

    @Override
    public String allowed() {
        return "a whole number from " + min + " to " + max;
    }

    @Override
    public Integer parse(Scalar value) throws InvalidValueException {
        if (!Digits.only(value.text(), MAX_DIGITS)) {
            throw new InvalidValueException();
        }
        int number = Integer.parseInt(value.text());
        if (!value.is(Scalar.Kind.NUMBER)) {
            throw new InvalidValueException("remove the quotes");
        }
        if (number < min || number > max) {
            throw new InvalidValueException();
        }
        return number;
    }
}
