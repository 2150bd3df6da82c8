package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** A whole number within bounds. */
public final class IntegerType implements ValueType<Integer> {

    private final int least;
    private final int most;

    /** Both bounds are allowed themselves. */
    public IntegerType(int least, int most) {
        this.least = least;
        this.most = most;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    @Override
    public String allowed() {
        return "a whole number from " + least + " to " + most;
    }

    @Override
    public Integer parse(Scalar value) throws InvalidValueException {
        if (!value.text().matches("[0-9]{1,9}")) {
            throw new InvalidValueException();
        }
        int number = Integer.parseInt(value.text());
        if (!value.is(Scalar.Kind.NUMBER)) {
            throw new InvalidValueException("leave out the quotes");
        }
        if (number < least || number > most) {
            throw new InvalidValueException();
        }
        return number;
    }
}
