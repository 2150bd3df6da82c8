package io.keepalive.agent.config;

/**
 * A value, or the word that stands for none; written in an environment, that word takes back what the top level says.
 *
 * @param <T> what the value is read as; none is null
 */
final class Optionally<T> implements ValueType<T> {

    private final String none;
    private final ValueType<T> type;

    /**
     * @param none the word for none
     * @param type of the value
     */
    Optionally(String none, ValueType<T> type) {
        this.none = none;
        this.type = type;
    }

    @Override
    public String allowed() {
        return type.allowed() + ", or " + none;
    }

    @Override
    public T parse(Scalar value) throws WrongValue {
        return value.is(Scalar.Kind.TEXT) && value.text().equals(none) ? null : type.parse(value);
    }
}
