package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/**
 * What the value of a setting may be.
 *
 * @param <T> what it is read as
 */
public interface ValueType<T> {

    /** What is allowed, for people, after "must be". */
    String allowed();

    /** @throws InvalidValueException where it is not allowed */
    T parse(Scalar value) throws InvalidValueException;
}
