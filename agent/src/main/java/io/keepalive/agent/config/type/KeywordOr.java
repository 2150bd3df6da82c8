package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/**
 * A value, or the word that stands for none; written in an environment, that word takes back what the top level says.
 *
 * @param <T> what the value is read as; none is null
 */
public final class KeywordOr<T> implements ValueType<T> {

    private final String none;
    private final ValueType<T> type;

    /**
     * @param none the word for none
     * @param type of the value
     */
    public KeywordOr(String none, ValueType<T> type) {
        this.none = none;
        this.type = type;
    }

    @Override
    public String allowed() {
        return type.allowed() + ", or " + none;
    }

    @Override
    public T parse(Scalar value) throws InvalidValueException {
        return value.is(Scalar.Kind.TEXT) && value.text().equals(none) ? null : type.parse(value);
    }
}
