package io.keepalive.agent.config;

/** A whole number within bounds. */
final class IntegerType implements ValueType<Integer> {

    private final int least;
    private final int most;

    /** Both bounds are allowed themselves. */
    IntegerType(int least, int most) {
        this.least = least;
        this.most = most;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    @Override
    public String allowed() {
        return "a whole number from " + least + " to " + most;
    }

    @Override
    public Integer parse(Scalar value) throws WrongValue {
        if (!value.text().matches("[0-9]{1,9}")) {
            throw new WrongValue();
        }
        int number = Integer.parseInt(value.text());
        if (!value.is(Scalar.Kind.NUMBER)) {
            throw new WrongValue("leave out the quotes");
        }
        if (number < least || number > most) {
            throw new WrongValue();
        }
        return number;
    }
}
