// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/**
 * The type of a setting's value.
 *
 * @param <T> type of the parsed value
 */
public interface ValueType<T> {

    /** What is allowed, as it follows "must be" in a message. */
    String allowed();

    /**
     * Parses a value.
     *
     * @throws InvalidValueException where the value is not allowed
     */
    T parse(Scalar value) throws InvalidValueException;
}
