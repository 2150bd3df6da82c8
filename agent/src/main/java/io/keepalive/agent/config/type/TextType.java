// SPDX-License-Identifier: Apache-2.0
package io.keepalive.agent.config.type;

import io.keepalive.agent.config.yaml.Scalar;

/** Any non-empty text. */
public final class TextType implements ValueType<String> {

    private final String allowed;

    /** @param allowed the meaning of the text, as it follows "must be" */
    public TextType(String allowed) {
        this.allowed = allowed;
    }

    @Override
    public String allowed() {
        return allowed;
    }

    @Override
    public String parse(Scalar value) throws InvalidValueException {
        if (value.isNull() || value.text().trim().isEmpty()) {
            throw new InvalidValueException();
        }
        if (!value.is(Scalar.Kind.TEXT)) {
            throw new InvalidValueException("put it in quotes");
        }
        return value.text();
    }
}
