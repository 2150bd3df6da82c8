// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/**
 * A value, or a keyword for no value. An environment uses the keyword to remove the value of the top level.
 *
 * @param <T> type of the parsed value, which is null for the keyword
 */
public final class KeywordOr<T> implements ValueType<T> {

    private final String keyword;
    private final ValueType<T> type;

    /**
     * @param keyword for no value
     * @param type of the value
     */
    public KeywordOr(String keyword, ValueType<T> type) {
        this.keyword = keyword;
        this.type = type;
    }

    @Override
    public String allowed() {
        return type.allowed() + ", or " + keyword;
    }

    @Override
    public T parse(Scalar value) throws InvalidValueException {
        return value.is(Scalar.Kind.TEXT) && value.text().equals(keyword) ? null : type.parse(value);
    }
}
