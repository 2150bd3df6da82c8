package io.keepalive.agent.config;

/**
 * What the value of a setting may be.
 *
 * @param <T> what it is read as
 */
interface ValueType<T> {

    /** What is allowed, for people, after "must be". */
    String allowed();

    /** @throws WrongValue where it is not allowed */
    T parse(Scalar value) throws WrongValue;
}
