package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/**
 * A value, or a keyword for no value. An environment uses the keyword to remove the value of the top level.
 *
 * @param <T> type of the parsed value, which is null for the keyword
 */
public final class KeywordOr<T> implements ValueType<T> {

    private final String none;
    private final ValueType<T> type;

    /**
     * @param none the keyword
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
